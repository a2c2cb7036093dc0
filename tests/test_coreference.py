"""Pronouns and offices: who `he`, `the president` and `the Ukrainian president` are."""

import pytest
from builders import mentions, named


def pronouns(text: str) -> list[tuple[str, str]]:
    """Return the pronouns that were resolved, with whom they mean."""
    found = mentions(text)
    found = found[found["via"] == "pronoun"]
    return list(found[["surface", "actor"]].itertuples(index=False, name=None))


RESOLVED = {
    "subject of the sentence before": (
        "Xi Jinping landed in Moscow. He praised Russia.",
        [("He", "Xi Jinping")],
    ),
    "the first of two is the subject": (
        "Xi Jinping met Vladimir Putin in Moscow. He praised Russia.",
        [("He", "Xi Jinping")],
    ),
    "she": (
        "Tsai Ing-wen flew to New York. She thanked her hosts.",
        [("She", "Tsai Ing-wen"), ("her", "Tsai Ing-wen")],
    ),
    "he and she": (
        "Giorgia Meloni met Volodymyr Zelenskyy. She promised aid and he thanked her.",
        [("She", "Giorgia Meloni"), ("he", "Volodymyr Zelenskyy"), ("her", "Giorgia Meloni")],
    ),
    "same sentence": ("Putin said he would come.", [("he", "Vladimir Putin")]),
    "before the name": ("In his speech, Xi Jinping praised Russia.", [("his", "Xi Jinping")]),
    "two sentences on": (
        "Lai Ching-te spoke in Taipei. The hall was full. He thanked Japan.",
        [("He", "Lai Ching-te")],
    ),
    "they after a people": ("Ukrainian troops said they held the town.", [("they", "Ukraine")]),
}


@pytest.mark.parametrize(("text", "expected"), RESOLVED.values(), ids=RESOLVED.keys())
def test_pronoun_means_the_last_fitting_person(text, expected):
    assert pronouns(text) == expected


BODIES = {
    "the Union": (
        "The European Council met. It said that the Union would pay.",
        ("the Union", "European Union"),
    ),
    "the bloc": ("NATO and ASEAN met. Later the bloc spoke.", ("the bloc", "ASEAN")),
    "the alliance": ("NATO met in Vilnius. The alliance grew.", ("The alliance", "NATO")),
    "the administration": (
        "Joe Biden spoke. The administration kept its word.",
        ("The administration", "United States"),
    ),
    "the Assembly": (
        "The UN General Assembly met. Kenya told the Assembly that it would vote no.",
        ("the Assembly", "UN General Assembly"),
    ),
    "the Council": (
        "The European Council met, then the Security Council. Russia blocked the Council.",
        ("the Council", "UN Security Council"),
    ),
    "the Council, before a word like of": (
        "The European Council met. Then the Council offered talks.",
        ("the Council", "European Council"),
    ),
    "Congress": ("Republicans balked. Kyiv's aid is stuck in Congress.", ("Congress", "US Congress")),
    "the Senate": ("Democrats hoped. The Senate passed it.", ("The Senate", "US Senate")),
    "the invaders": ("Russia struck Kyiv. The invaders then left.", ("The invaders", "Russia")),
    "his government": ("Emmanuel Macron said his government would pay.", ("his government", "France")),
}


@pytest.mark.parametrize(("text", "expected"), BODIES.values(), ids=BODIES.keys())
def test_body_by_a_common_noun_is_one_that_was_named(text, expected):
    found = mentions(text)
    assert expected in list(found[["surface", "actor"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    "text",
    [
        "The Union marched south, and the bloc fell apart.",
        "NATO watched the alliance between Moscow and Pyongyang.",
        "Xi Jinping said the administration of the port was slow.",
        "The EU heard of it in the State of the Union speech.",
        "Peru's president dissolved Congress, and the Senate sued.",
        "Republicans balked. Peru's Congress and the Mexican Senate met in the House of Lords.",
        "The European Council met. It heard the Council of Elders and the Council President.",
        "The Assembly opened.",
        "Kyiv awoke. The invaders of Gaul came from afar.",
        "Russia struck Kyiv. Moscow calls it the aggressor, and Syria fears the aggressor.",
        "Russia says that Ukraine is the aggressor.",
    ],
)
def test_body_that_nobody_named_stays_unresolved(text):
    assert not set(mentions(text)["surface"]) & {
        "The Union",
        "the Union",
        "the bloc",
        "the alliance",
        "the administration",
        "Congress",
        "the Senate",
        "The Assembly",
        "the Council",
        "the House",
        "The invaders",
        "the aggressor",
    }


@pytest.mark.parametrize("body", ["the Bundesbank", "Huawei"])
def test_president_of_another_body_is_not_the_president_of_the_state(body):
    found = mentions(f"Xi Jinping met {body}'s president.")
    assert found["actor"].tolist() == ["Xi Jinping", body.removeprefix("the ")]


DOUBTFUL = {
    "two in one sentence": "When Xi Jinping met Vladimir Putin, he smiled.",
    "two joined by and": "Xi Jinping and Vladimir Putin met. He smiled.",
    "neither is the subject": "Talks between Xi Jinping and Vladimir Putin went on. Later, he left.",
    "somebody's envoy is another": "Xi Jinping's envoy met Vladimir Putin. He smiled.",
    "nobody fits": "Angela Merkel spoke. He smiled.",
    "no person": "China and Russia signed the treaty. He smiled.",
    "too long ago": "Xi Jinping spoke. It rained. The hall was full. The band played. He left.",
    "they after a person": "Sergeant Petro Bondarchuk spoke. They dug in.",
    "many peoples": "Ukrainian and Russian troops fought. They dug in.",
}


@pytest.mark.parametrize("text", DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_doubtful_pronoun_stays_unresolved(text):
    assert pronouns(text) == []


OFFICES = [
    ("The Ukrainian president spoke.", "2018-06-01", "Petro Poroshenko"),
    ("The Ukrainian president spoke.", "2023-06-01", "Volodymyr Zelenskyy"),
    ("Ukraine's president spoke.", "2023-06-01", "Volodymyr Zelenskyy"),
    ("The president of Ukraine spoke.", "2023-06-01", "Volodymyr Zelenskyy"),
    ("The Chinese leader spoke.", "2024-03-01", "Xi Jinping"),
    ("The Taiwanese president spoke.", "2024-05-01", "Tsai Ing-wen"),
    ("The Taiwanese president spoke.", "2024-06-01", "Lai Ching-te"),
    ("The German chancellor spoke.", "2020-03-01", "Angela Merkel"),
    ("The former Ukrainian president spoke.", "2023-06-01", None),
    ("The Ukrainian president spoke.", "", None),
]


@pytest.mark.parametrize(("text", "day", "actor"), OFFICES)
def test_office_belongs_to_who_held_it_that_day(text, day, actor):
    found = mentions(text, day=day)
    offices = found.loc[found["via"] == "office", "actor"].tolist()
    assert offices == ([actor] if actor else [])


def test_undated_office_belongs_to_a_holder_whom_the_article_names():
    text = "Volodymyr Zelenskyy arrived. The Ukrainian president spoke."
    assert named(text)[1] == ("The Ukrainian president", "Volodymyr Zelenskyy")
    text = "Petro Poroshenko met Volodymyr Zelenskyy. The Ukrainian president spoke."
    assert named(text)[2] == ("Ukrainian", "Ukraine")


def test_the_president_is_the_last_named_person_who_is_one():
    text = "Xi Jinping met Sergey Lavrov. The president smiled."
    assert named(text, day="2024-05-01")[2] == ("The president", "Xi Jinping")
    assert named("The president smiled.", day="2024-05-01") == []


APPOSITIONS = [
    "Lai Ching-te, Taiwan's president, urged Japan to help.",
    "Lai Ching-te, the Taiwanese president, urged Japan to help.",
    "Taiwan's president, Lai Ching-te, urged Japan to help.",
    "Taiwan’s President Lai Ching-te urged Japan to help.",
]


@pytest.mark.parametrize("text", APPOSITIONS)
@pytest.mark.parametrize("day", ["", "2025-05-10"])
def test_name_and_office_side_by_side_are_one_mention(text, day):
    found = named(text, day=day)
    assert [actor for _, actor in found] == ["Lai Ching-te", "Japan"]
    assert found[0][0] == text.partition(" urged")[0].rstrip(",")
