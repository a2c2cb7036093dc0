"""Names by capitals alone: the baseline beside the reader."""

import pytest

from analysis.entities import entity_table
from analysis.names.capitals import capital_names


def names(sentence: str) -> list[tuple[str, str]]:
    found = entity_table([sentence], capital_names)
    return [(sentence[row.start : row.end], row.kind) for row in found.itertuples()]


NAMES = {
    "of the book": ("Wang Yi flew to Rivne.", [("Wang Yi", "person"), ("Rivne", "place")]),
    "not of the book": ("They met Olena Marchenko there.", [("Olena Marchenko", "person")]),
    "without the title": ("They met Colonel Olena Marchenko.", [("Olena Marchenko", "person")]),
    "without the genitive": ("They met Olena Marchenko's men.", [("Olena Marchenko", "person")]),
    "a nationality is none": ("The Chinese delegation left early.", []),
    "a month is none": ("They left on Monday in May.", []),
    "without the day before it": ("On Monday Olena Marchenko left.", [("Olena Marchenko", "person")]),
    "a sentence's first word is none": ("BRRR, they shivered.", []),
    "a quotation's first word is none": ("They said: “PSST, he is here.”", []),
    "an event is none": ("They signed the Kessel Agreement.", []),
    "an organisation by its head": (
        "They joined the Kessel Institute.",
        [("Kessel Institute", "organisation")],
    ),
    "a place by its head": ("They crossed Kessel Lake.", [("Kessel Lake", "place")]),
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
    "a headline says nothing by capitals": ("Marchenko Fails While Prices Rise Again", []),
    "a headline in capitals": ("HARVEST FAILS IN TAIWAN", [("TAIWAN", "place")]),
}


@pytest.mark.parametrize(("sentence", "expected"), NAMES.values(), ids=NAMES.keys())
def test_names_and_their_kinds(sentence, expected):
    assert names(sentence) == expected
