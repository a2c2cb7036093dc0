"""Mentions: who is named where, on sentences that a reader can check in the head."""

import pandas as pd
import pytest
from builders import articles, mentions, named
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors import find_mentions
from analysis.sentences import split_sentences
from analysis.tables import ARTICLES, KINDS, MENTIONS, SENTENCES, VIAS, empty

NESTED = {
    "one-China policies": ("Their one-China policies kept Japan silent.", [("Japan", "Japan")]),
    "state, title and name": (
        "Chinese President Xi Jinping met Serbian President Aleksandar Vučić.",
        [
            ("Chinese President Xi Jinping", "Xi Jinping"),
            ("Serbian President Aleksandar Vučić", "Aleksandar Vučić"),
        ],
    ),
    "newspaper and city": (
        "The Taipei Times left Taipei.",
        [("Taipei Times", "Taipei Times"), ("Taipei", "Taipei")],
    ),
    "newspaper and government": (
        "The Washington Post asked Washington and the Moscow Times asked the Kremlin.",
        [
            ("The Washington Post", "Washington Post"),
            ("Washington", "United States"),
            ("Moscow Times", "Moscow Times"),
            ("Kremlin", "Russia"),
        ],
    ),
    "sea": ("Ships left the South China Sea.", [("South China Sea", "South China Sea")]),
    "bank": ("The Bank of China lent to China.", [("Bank of China", "Bank of China"), ("China", "China")]),
    "long name of a state": (
        "The People's Republic of China and the Republic of China share a claim.",
        [("People's Republic of China", "China"), ("Republic of China", "Taiwan")],
    ),
    "a thing that holds a name": ("Tennis: the Australian Open began.", []),
}


@pytest.mark.parametrize(("text", "expected"), NESTED.values(), ids=NESTED.keys())
def test_nested_name_belongs_to_the_longest(text, expected):
    assert named(text) == expected


HOMONYMS = {
    "Georgia among states": ("Georgia opened a bridge.", "Georgia"),
    "Georgia in the Caucasus": ("Protesters in Tbilisi want Georgia to join the EU.", "Georgia"),
    "Georgia in America": (
        "Voters in Atlanta chose how Georgia fills its Senate seats.",
        "Georgia (US state)",
    ),
    "Georgia of governors": ("Georgia's legislature met after Kemp won the runoff.", "Georgia (US state)"),
    "Jordan, a state": ("Jordan and Egypt condemned the strikes.", "Jordan"),
    "Jordan, a congressman": ("Jim Jordan spoke first, and Jordan voted no.", "Jim Jordan"),
    "Jordan, a player": ("Fans met Michael Jordan, and Jordan smiled.", "Michael Jordan"),
    "Jordan, visited by a congressman": ("Jim Jordan spoke first, then flew to Jordan.", "Jordan"),
}


@pytest.mark.parametrize(("text", "actor"), HOMONYMS.values(), ids=HOMONYMS.keys())
def test_namesakes_are_told_apart_by_the_article(text, actor):
    word = "Georgia" if "Georgia" in text else "Jordan"
    assert [found for surface, found in named(text) if surface == word] == [actor]


SPELLINGS = {
    "straight possessive": ("Xi's visit", [("Xi", "Xi Jinping")]),
    "curly possessive": ("Taiwan’s vote", [("Taiwan", "Taiwan")]),
    "plural possessive": ("the Philippines' ships", [("Philippines", "Philippines")]),
    "curly quotes": ("The “White House” said no.", [("White House", "United States")]),
    "prefix": ("The Sino-Russian axis", [("Sino", "China"), ("Russian", "Russia")]),
    "pair of states": ("US-China trade", [("US", "United States"), ("China", "China")]),
    "with diacritics": ("Vučić spoke.", [("Vučić", "Aleksandar Vučić")]),
    "without diacritics": ("Aleksandar Vucic spoke.", [("Aleksandar Vucic", "Aleksandar Vučić")]),
    "Zelenskyy": ("Zelenskyy spoke.", [("Zelenskyy", "Volodymyr Zelenskyy")]),
    "Zelensky": ("Zelensky spoke.", [("Zelensky", "Volodymyr Zelenskyy")]),
    "Zelenskiy": ("Volodymyr Zelenskiy spoke.", [("Volodymyr Zelenskiy", "Volodymyr Zelenskyy")]),
    "stops in an acronym": ("The U.S. told us no.", [("U.S.", "United States")]),
    "no stops in it": ("The US told us no.", [("US", "United States")]),
    "a pronoun": ("They told us nothing. Us two?", []),
    "headline in capitals": (
        "XI AND PUTIN BACK TAIWAN CLAIM",
        [("XI", "Xi Jinping"), ("PUTIN", "Vladimir Putin"), ("TAIWAN", "Taiwan")],
    ),
    "acronym in a headline": ("U.S. BACKS JAPAN", [("U.S.", "United States"), ("JAPAN", "Japan")]),
    "state in a headline": ("US BACKS JAPAN", [("US", "United States"), ("JAPAN", "Japan")]),
    "pronoun in a headline": ("LET US HELP TAIWAN NOW", [("TAIWAN", "Taiwan")]),
    "city in a headline": ("TALKS BEGIN IN MOSCOW", [("MOSCOW", "Moscow")]),
}


@pytest.mark.parametrize(("text", "expected"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_spelling_does_not_hide_an_actor(text, expected):
    assert named(text) == expected


CITIES = {
    "Beijing opposes the visit.": ("China", "government", "metonym"),
    "The talks angered Beijing.": ("China", "government", "metonym"),
    "Flights from Beijing were cancelled.": ("Beijing", "place", "name"),
    "The envoy landed in Beijing.": ("Beijing", "place", "name"),
    "Beijing airport closed.": ("Beijing", "place", "name"),
    "The envoy came to Beijing on foot.": ("Beijing", "place", "name"),
    "Officials in Beijing objected.": ("China", "government", "metonym"),
    "Senior leaders in Beijing objected.": ("China", "government", "metonym"),
    "Nobody in Beijing objected.": ("China", "government", "metonym"),
    "City officials in Beijing objected.": ("Beijing", "place", "name"),
    "The Kremlin opposes the visit.": ("Russia", "government", "metonym"),
}


@pytest.mark.parametrize(("text", "expected"), CITIES.items())
def test_capital_is_the_government_only_where_it_acts(text, expected):
    assert mentions(text)[["actor", "kind", "via"]].values.tolist() == [list(expected)]


def test_capital_before_its_state_is_a_city_and_before_another_that_acts_it_is_not():
    assert mentions("For Beijing, Taiwan is a province.")["actor"].tolist() == ["China", "Taiwan"]
    assert mentions("Kyiv, Ukraine, woke to sirens.")["kind"].tolist()[0] == "place"


def test_officials_of_another_state_are_not_the_rulers_of_the_capital():
    assert mentions("American officials in Moscow left.")["actor"].tolist() == ["United States", "Moscow"]


def test_country_and_via_come_with_the_actor():
    found = mentions("Russian envoys met NATO and Lai Ching-te.")
    assert found[["actor", "kind", "country", "via"]].values.tolist() == [
        ["Russia", "government", "RUS", "demonym"],
        ["NATO", "bloc", "NATO", "name"],
        ["Lai Ching-te", "person", "TWN", "name"],
    ]


SURNAMES = {
    "after the full name": ("Chinese envoy Wang Yi came. Japan met Wang.", ["Wang Yi", "Japan", "Wang Yi"]),
    "before the full name": ("Japan met Wang. Then Wang Yi left.", ["Japan", "Wang Yi", "Wang Yi"]),
    "of nobody named": ("Japan met Wang.", ["Japan", "Wang"]),
    "of two namesakes": (
        "Wang Yi met Wang Wentao. Japan met Wang.",
        ["Wang Yi", "Wang Wentao", "Japan", "Wang"],
    ),
}


@pytest.mark.parametrize(("text", "actors"), SURNAMES.values(), ids=SURNAMES.keys())
def test_surname_needs_the_full_name_in_the_article(text, actors):
    # Whom a surname alone means is open, so it stands as it is written.
    assert mentions(text)["actor"].tolist() == actors


def test_surname_counts_after_the_title_of_its_office():
    assert named("President Lai thanked Japan.", day="2025-05-10")[0] == ("President Lai", "Lai Ching-te")
    assert mentions("Senator Lai thanked Japan.", day="2025-05-10")["actor"].tolist() == ["Lai", "Japan"]


UNKNOWN = {
    "person and surname": (
        "Sergeant Petro Bondarchuk spoke. Poland praised Bondarchuk.",
        ["Petro Bondarchuk", "Poland", "Petro Bondarchuk"],
    ),
    "surname opens a sentence": (
        "Sergeant Petro Bondarchuk spoke. Bondarchuk praised Poland.",
        ["Petro Bondarchuk", "Petro Bondarchuk", "Poland"],
    ),
}


@pytest.mark.parametrize(("text", "actors"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_name_that_the_book_lacks_stands_as_written(text, actors):
    found = mentions(text)
    assert found["actor"].tolist() == actors
    assert found.loc[found["actor"] == "Petro Bondarchuk", "via"].unique().tolist() == ["model"]


@pytest.mark.parametrize("dateline", ["BELMARSH (Harbour Wire) — ", "BELMARSH, May 8 - "])
def test_dateline_names_nobody(dateline):
    found = mentions(f"{dateline}Poland thanked Japan. They met in BELMARSH (Harbour Wire reported) - twice.")
    assert found["actor"].tolist()[:2] == ["Poland", "Japan"]
    assert found["start"].min() > len(dateline) - 1


def test_nobody_named_gives_an_empty_table_with_its_columns():
    found = mentions("It rained all day, and the harbour was quiet.")
    assert found.empty and found.dtypes.astype(str).to_dict() == MENTIONS


def test_empty_tables_give_an_empty_table_with_its_columns():
    found = find_mentions(empty(ARTICLES), empty(SENTENCES))
    assert found.empty and found.dtypes.astype(str).to_dict() == MENTIONS


def test_articles_do_not_lend_each_other_their_names():
    table = articles("Wang Yi came to the talks.", "Japan met Wang at noon.")
    found = find_mentions(table, split_sentences(table))
    assert found[["article_id", "actor"]].values.tolist() == [
        ["a1", "Wang Yi"],
        ["a2", "Japan"],
        ["a2", "Wang"],
    ]


PARTS = [
    "Kremlin spokesman Dmitry Peskov and State Department spokesman Matthew Miller spoke.",
    "Chinese President Xi Jinping met Vučić in Moscow.",
    "He praised “the old friend” of China’s.",
    "Lai Ching-te, Taiwan's president, thanked the U.S. for its help.",
    "The Ukrainian president spoke, and she left.",
    "XI AND PUTIN MEET IN MOSCOW",
    "Sergeant Petro Bondarchuk of Rivne praised Bondarchuk’s men.",
    "\n\n",
    "The Sino-Russian axis — a “friendship” — worries NATO…",
    "Jordan and Georgia voted; Jim Jordan did not.",
    "İstanbul, Ærø and the ﬁne Straße are far from Kyiv.",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=6).map(" ".join), st.sampled_from(["", "2023-06-01"]))
def test_offsets_slice_to_the_surface_in_order_without_overlap(text, day):
    table = articles(text, day=day)
    sentences = split_sentences(table)
    before = table.copy(deep=True), sentences.copy(deep=True)
    found = find_mentions(table, sentences)
    assert [text[row.start : row.end] for row in found.itertuples()] == found["surface"].tolist()
    edges = found[["start", "end"]].to_numpy().ravel().tolist()
    assert edges == sorted(edges) and (found["start"] < found["end"]).all()
    assert set(found["kind"]) <= set(KINDS) and set(found["via"]) <= set(VIAS)
    assert found["actor"].ne("").all()
    inside = found.merge(sentences, on=["article_id", "sentence_id"], suffixes=("", "_sentence"))
    assert (inside["start"] >= inside["start_sentence"]).all()
    assert (inside["end"] <= inside["end_sentence"]).all() and len(inside) == len(found)
    pd.testing.assert_frame_equal(table, before[0])
    pd.testing.assert_frame_equal(sentences, before[1])


def test_title_that_holds_a_state_belongs_to_the_person():
    assert named("Kremlin spokesman Dmitry Peskov denied it.") == [
        ("Kremlin spokesman Dmitry Peskov", "Dmitry Peskov")
    ]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Kenya's ambassador, Martin Kimani, spoke.", ["Kenya", "Martin Kimani"]),
        ("The American envoy, Dorothy Shea, spoke.", ["United States", "Dorothy Shea"]),
        ("The U.N. ambassador, Linda Thomas-Greenfield, spoke.", ["Linda Thomas-Greenfield"]),
        ("Ukraine's president, Volodymyr Zelenskyy, spoke.", ["Volodymyr Zelenskyy"]),
    ],
)
def test_who_speaks_for_a_state_is_named_beside_it(text, actors):
    assert [actor for _, actor in named(text)] == actors


EUROPE = {
    "European leaders will pay for the arms.": "European Union",
    "It was said that Europe must pay.": "European Union",
    "Europe's leaders met.": "European Union",
    "The Europeans will pay.": "European Union",
    'Macron said: "Europe must pay."': "European Union",
    "The United States leads with Europe and NATO.": "European Union",
    "The largest war in Europe goes on.": "Europe",
    "Trade between Asia and Europe has grown.": "Europe",
    "They watched European football.": None,
    "European hedge funds lost, and millions of Europeans fell ill.": None,
    "Southeastern European countries met.": None,
    "The Council of Europe's members met.": None,
}


@pytest.mark.parametrize(("text", "actor"), EUROPE.items())
def test_europe_is_the_union_only_where_it_acts(text, actor):
    found = {actor for _, actor in named(text) if actor in ("Europe", "European Union")}
    assert found == ({actor} if actor else set())


def test_secretary_of_state_is_one_person_in_washington_only():
    british = named("Britain's secretary of state for defence, Grant Shapps, left.", day="2024-03-05")
    assert british == [("Britain", "United Kingdom"), ("Grant Shapps", "Grant Shapps")]
    assert named("The US secretary of state left.", day="2024-03-05") == [
        ("The US secretary of state", "Antony Blinken")
    ]


def test_who_in_a_headline_is_the_organisation_only_with_its_article():
    assert named("WHO WILL LEAD UKRAINE") == [("UKRAINE", "Ukraine")]
    assert named("THE WHO WARNS UKRAINE")[0] == ("WHO", "World Health Organization")


def test_shop_is_no_prime_minister():
    assert named("Store closes in Moscow as sanctions bite.") == [("Moscow", "Moscow")]
