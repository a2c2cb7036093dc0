"""Names in sentences: what is one, where it ends, and of which kind it is."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.entities import ENTITIES, entity_table, find_entities, reader_names
from analysis.names.capitals import capital_names
from analysis.names.search import Name


def names(sentence: str, namer=reader_names) -> list[tuple[str, str]]:
    found = entity_table([sentence], namer)
    return [(sentence[row.start : row.end], row.kind) for row in found.itertuples()]


NAMES = {
    "of the book": ("Wang Yi flew to Rivne.", [("Wang Yi", "person"), ("Rivne", "place")]),
    "not of the book": ("They met Olena Marchenko there.", [("Olena Marchenko", "person")]),
    "without the title": ("They met Colonel Olena Marchenko.", [("Olena Marchenko", "person")]),
    "without the genitive": ("They met Olena Marchenko's men.", [("Olena Marchenko", "person")]),
    "a nationality is none": ("The Chinese delegation left early.", []),
    "a month is none": ("They left on Monday in May.", []),
    "a place by its preposition": ("They met in Kessel Brook.", [("Kessel Brook", "place")]),
    "an acronym": ("They joined the QXZ.", [("QXZ", "organisation")]),
    "a bloc": ("They joined NATO.", [("NATO", "organisation")]),
    "a state": ("They left Taiwan.", [("Taiwan", "place")]),
    "a particle inside": ("They met Maria von der Kessel.", [("Maria von der Kessel", "person")]),
    "a sentence of names": (
        "Olena Marchenko and Petro Bondarchuk met Anna Kovalska in Rivne.",
        [
            ("Olena Marchenko", "person"),
            ("Petro Bondarchuk", "person"),
            ("Anna Kovalska", "person"),
            ("Rivne", "place"),
        ],
    ),
    "a headline in capitals": ("HARVEST FAILS IN TAIWAN", [("TAIWAN", "place")]),
}


READ = {
    "a surname alone": ("The mayor, Marchenko, refused to leave.", [("Marchenko", "person")]),
    "a pronoun is none": ("WE TOLD THEM AND THEY LEFT.", []),
    "an organisation by its head": ("He works for Kessel Motors.", [("Kessel Motors", "organisation")]),
    "a name that holds a nationality": (
        "The Ukrainian Beekeepers Union protested.",
        [("Ukrainian Beekeepers Union", "organisation")],
    ),
}


@pytest.mark.parametrize("namer", [reader_names, capital_names])
@pytest.mark.parametrize(("sentence", "expected"), NAMES.values(), ids=NAMES.keys())
def test_names_and_their_kinds(sentence, expected, namer):
    assert names(sentence, namer) == expected


@pytest.mark.parametrize(("sentence", "expected"), READ.values(), ids=READ.keys())
def test_names_by_the_reader(sentence, expected):
    assert names(sentence) == expected


SENTENCE = "Taiwan opened the Folk Museum of Taiwan."
MERGED = {
    "the longer of two": (Name(18, 39, "organisation", 0.9), [(0, 6, "place"), (18, 39, "organisation")]),
    "the book's of two as long": (
        Name(0, 6, "organisation", 0.9),
        [(0, 6, "place"), (33, 39, "place")],
    ),
    "the book's, if it is longer": (Name(0, 3, "person", 0.9), [(0, 6, "place"), (33, 39, "place")]),
}


@pytest.mark.parametrize(("read", "expected"), MERGED.values(), ids=MERGED.keys())
def test_where_book_and_reader_touch_one_name_stands(read, expected):
    found = entity_table([SENTENCE], lambda *_: [[read]])
    assert list(zip(found["start"], found["end"], found["kind"], strict=True)) == expected


def test_position_counts_the_sentences_and_score_tells_the_book_from_the_reader():
    found = find_entities(["It rained.", "They met Olena Marchenko in Taiwan."])
    assert found["sentence"].tolist() == [1, 1]
    assert 0.5 < found["score"].iloc[0] < found["score"].iloc[1] == 1


@pytest.mark.parametrize("sentences", [[], ["It rained."], [""]])
def test_no_name_gives_an_empty_table_with_its_columns(sentences):
    found = find_entities(sentences)
    assert found.empty and found.dtypes.astype(str).to_dict() == ENTITIES


WORDS = [
    "Xi Jinping",
    "Olena Marchenko",
    "met",
    "the",
    "U.S.",
    "in",
    "Taipei Times",
    "’s",
    "—",
    "(",
    "Dr.",
    "İ",
]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=4))
def test_names_lie_in_their_sentence_in_order_without_overlap(sentences):
    found = find_entities(sentences)
    for position, group in found.groupby("sentence"):
        edges = group[["start", "end"]].to_numpy().ravel().tolist()
        assert edges == sorted(edges) and edges[-1] <= len(sentences[position])
        surfaces = [sentences[position][row.start : row.end] for row in group.itertuples()]
        assert all(surface and surface == surface.strip() for surface in surfaces)
    assert found["score"].between(0, 1).all()
    pd.testing.assert_index_equal(found.index, pd.RangeIndex(len(found)))
