"""Who is asked about: everybody named, both sides, the speaker of a quotation, and the source behind `we`."""

import pytest
from builders import articles

from analysis.actors import find_mentions
from analysis.sentences import split_sentences
from analysis.stance import detect_stance
from analysis.stances.articles import ArticleStances
from analysis.stances.candidates import NOWHERE
from analysis.stances.lexicon import load_targets


def candidates(text: str, source: str = "", day: str = "2024-06-01"):
    table = articles(text, source=source, day=day)
    sentences = split_sentences(table)
    named = list(find_mentions(table, sentences).itertuples())
    article = next(table.itertuples())
    return ArticleStances(article, list(sentences.itertuples()), named, load_targets()).candidates


def asked(text: str, **about) -> list[tuple[str, str, str]]:
    """Return holder, target and the words of the target of each candidate."""
    return [
        (each.holder, each.target.name, each.question.sentence[slice(*each.question.span)])
        for each in candidates(text, **about)
    ]


def test_every_holder_is_asked_about_once_with_what_it_is_no_part_of():
    assert asked("China said that China opposes aid to Taiwan, and Japan kept silent.") == [
        ("China", "Taiwan", "aid to Taiwan"),
        ("Japan", "Taiwan", "aid to Taiwan"),
    ]


def test_pronoun_that_only_tells_whose_man_somebody_is_holds_nothing():
    texts = {
        "His predecessor, Donald Trump, praised Taiwan.": ["Donald Trump"],
        "His secretary of state, Antony Blinken, praised Taiwan.": ["Antony Blinken"],
        "His Russian counterpart, Vladimir Putin, cursed Taiwan.": ["Russia", "Vladimir Putin"],
        "His North Korean counterpart, Kim Jong Un, cursed Taiwan.": ["North Korea", "Kim Jong Un"],
        "His criticism of Antony Blinken hurt Taiwan.": ["Joe Biden", "Antony Blinken"],
    }
    for text, expected in texts.items():
        found = candidates(f"Joe Biden spoke on Monday. {text}")
        assert [each.holder for each in found] == expected


WARS = {
    "in the next sentence": ("Kyiv was shelled. Mark Rutte deplored the war.", ["the war"]),
    "four sentences on": (
        "Kyiv was shelled. It rained. It hailed. It froze. Mark Rutte deplored the war.",
        ["the war"],
    ),
    "too far on": (
        "Kyiv was shelled. It rained. It hailed. It froze. It thawed. Mark Rutte deplored the war.",
        [],
    ),
    "beside another target": ("Kyiv was shelled. Mark Rutte deplored the war and praised Taipei.", []),
    "what it is fought with": ("Kyiv was shelled. Mark Rutte offered weapons.", ["weapons"]),
    "what others get": ("Kyiv was shelled. Mark Rutte offered weapons to Warsaw.", []),
    "another war": ("Kyiv was shelled. Mark Rutte deplored the war in Gaza.", []),
    "another year's": ("Kyiv was shelled. Mark Rutte deplored the war of 1812.", []),
    "nobody named": ("Mark Rutte deplored the war.", []),
}


@pytest.mark.parametrize(("text", "words"), WARS.values(), ids=WARS.keys())
def test_the_war_is_the_one_that_was_spoken_of_just_before(text, words):
    assert [
        words for holder, target, words in asked(text) if holder == "Mark Rutte" and target == "Ukraine"
    ] == words


def test_phrase_nearby_carries_its_side_and_gives_the_outlet_no_line():
    text = "Taipei held a vote. Laos did not support independence."
    (laos,) = [each for each in candidates(text, source="Harbour Post") if each.holder == "Laos"]
    assert laos.question.side == 1
    table = articles(text, source="Harbour Post", day="2024-06-01")
    sentences = split_sentences(table)
    stances = detect_stance(sentences, find_mentions(table, sentences), table)
    assert stances.loc[stances["holder"] == "Harbour Post", "sentence_id"].tolist() == [0]


@pytest.mark.parametrize(
    "text",
    [
        "Spain opposed independence for Catalonia.",
        "Iran closed the Strait of Hormuz.",
        "Egypt feared the Strait Times.",
    ],
)
def test_phrase_that_says_of_what_it_is_means_no_target_nearby(text):
    assert asked(f"Taipei held a vote. {text}") == []


def test_war_in_ukraine_is_a_deed():
    (brazil,) = candidates("Brazil condemned the war in Ukraine.")
    assert brazil.question.side == -1


def test_side_of_a_phrase_is_asked_with_it():
    sides = {each.holder: each.question.side for each in candidates("Laos backed reunification with Taiwan.")}
    assert sides["Laos"] == -1


def test_both_sides_are_the_two_named_last():
    text = "China and Russia met in Moscow. Both sides opposed arms for Taiwan."
    second = [each for each in candidates(text) if "Both" in each.question.sentence]
    held = {each.holder: text[slice(*each.held)] for each in second}
    assert held["China"] == held["Russia"] == "Both sides"


def test_two_leaders_are_people():
    text = "Xi Jinping received Vladimir Putin, and Mongolia watched. The two leaders spoke of Taiwan."
    second = {each.holder for each in candidates(text) if "leaders" in each.question.sentence}
    assert second == {"Xi Jinping", "Vladimir Putin"}


def test_speaker_holds_what_the_quotation_says_in_a_later_sentence():
    text = 'Lai Ching-te said: "The sea is calm. Nobody owns Taiwan but its people."'
    last = candidates(text)[-1]
    assert (last.holder, text[slice(*last.held)]) == ("Lai Ching-te", "Lai Ching-te")
    assert last.question.sentence.startswith("Lai Ching-te said: Nobody owns Taiwan")
    assert text[slice(*last.span)] == "Taiwan"


def test_we_is_the_source_and_not_who_is_quoted():
    text = "We thank our friends and condemn the strikes on Kyiv."
    (own,) = [each for each in candidates(text, source="Latvia") if each.held == NOWHERE]
    assert (own.holder, own.question.sentence[slice(*own.question.holder)]) == ("Latvia", "We")
    quoted = 'Somebody in Kyiv said: "We thank Ukraine."'
    assert all(each.held != NOWHERE for each in candidates(quoted, source="Harbour Post"))


def test_reunification_elsewhere_is_asked_of_nobody():
    assert asked("Germany celebrated reunification.") == []


def test_phrases_beside_the_other_side_mean_the_target():
    assert asked("Laos backed the reunification that Beijing wants.")[0][:2] == ("Laos", "Taiwan")


def own_words(text: str, source: str) -> list[str]:
    """Return the sentences in which the source itself is asked about."""
    return [asked.question.sentence for asked in candidates(text, source=source) if asked.held == NOWHERE]


def test_speech_is_asked_what_it_says_in_its_own_voice_and_a_newspaper_is_not():
    text = "The invasion of Ukraine is an outrage."
    assert own_words(text, "LTU") == [f"Lithuania said: {text}"]
    assert own_words(text, "The Wire") == []


def test_deed_of_somebody_else_is_not_the_speakers():
    for text in ("They shelled Kharkiv for months.", "By shelling Kharkiv, they broke the law."):
        assert own_words(text, "LTU") == []
    assert own_words("It is regrettable that Ukraine was attacked.", "LTU")


def test_numeral_is_no_speaker():
    assert own_words("In World War I Ukraine was a battlefield.", "The Wire") == []
    assert own_words("Under Article I Ukraine is a member.", "The Wire") == []
    assert own_words("I stand with Ukraine.", "The Wire") == ["I stand with Ukraine."]


def test_speaker_who_is_named_in_the_sentence_is_asked_once():
    asked = candidates("Paraguay supports Taiwan's participation.", source="PRY")
    assert [each.holder for each in asked] == ["Paraguay"]


def test_invasion_of_another_state_is_not_ukraines():
    found = asked("Russia recalled the invasion of Iraq while Ukraine burned.")
    assert found == [("Russia", "Ukraine", "Ukraine"), ("Iraq", "Ukraine", "Ukraine")]
