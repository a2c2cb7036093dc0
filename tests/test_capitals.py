"""Names by capitals alone: what differs from the reader, beside which test_entities.py has it."""

import pytest

from analysis.entities import entity_table
from analysis.names.capitals import capital_names


def names(sentence: str) -> list[tuple[str, str]]:
    found = entity_table([sentence], capital_names)
    return [(sentence[row.start : row.end], row.kind) for row in found.itertuples()]


NAMES = {
    "without the day before it": ("On Monday Olena Marchenko left.", [("Olena Marchenko", "person")]),
    "a sentence's first word is none": ("BRRR, they shivered.", []),
    "a quotation's first word is none": ("They said: “PSST, he is here.”", []),
    "an event is none": ("They signed the Kessel Agreement.", []),
    "an organisation by its head": (
        "They joined the Kessel Institute.",
        [("Kessel Institute", "organisation")],
    ),
    "a place by its head": ("They crossed Kessel Lake.", [("Kessel Lake", "place")]),
    "a headline says nothing by capitals": ("Marchenko Fails While Prices Rise Again", []),
}


@pytest.mark.parametrize(("sentence", "expected"), NAMES.values(), ids=NAMES.keys())
def test_names_and_their_kinds(sentence, expected):
    assert names(sentence) == expected
