"""End to end and the swap test, on sheets of a few sentences."""

import shutil

import pytest

from analysis.accuracy.swaps import swap_names, swap_pairs
from analysis.accuracy.tasks import Labelled
from analysis.accuracy.triples import end_to_end
from analysis.book import DATA

GOLD = DATA / "gold" / "dev"


def test_triples_are_counted_with_what_was_found_and_missed():
    table = end_to_end(GOLD).set_index("triples")
    assert table.loc["sides", "gold"] < table.loc["all", "gold"]
    assert (table["right"] <= table[["gold", "found"]].min(axis=1)).all()
    assert table["f1"].tolist() == pytest.approx(
        (2 * table["right"] / (table["gold"] + table["found"])).tolist()
    )


def test_other_sheets_below_the_folder_are_not_counted(tmp_path):
    shutil.copytree(GOLD, tmp_path / "dev")
    shutil.copytree(GOLD.parent / "train", tmp_path / "dev" / "old")
    assert end_to_end(tmp_path / "dev").equals(end_to_end(GOLD))


def pair(text: str, holder: str, words: str) -> Labelled:
    spans = [[(text.index(part), text.index(part) + len(part))] for part in (holder, words)]
    return Labelled("stance", [text], ["favor"], tuple(spans), ["Ukraine"])


def test_state_is_swapped_for_other_states():
    swaps = swap_names(pair("Poland condemned the strikes on Kyiv.", "Poland", "Kyiv"))
    assert (swaps.pairs, swaps.swaps) == (1, 5) and 0 <= swaps.moved <= 1


@pytest.mark.parametrize("holder", ["Kyiv", "He"])
def test_own_side_and_pronouns_are_not_swapped(holder):
    assert swap_names(pair("He told Kyiv that Ukraine would win.", holder, "Ukraine")).swaps == 0


def test_name_whose_country_the_sentence_names_already_is_not_put_in():
    text = "Poland asked the Kremlin and Tokyo why Kyiv had been left out."
    assert swap_names(pair(text, "Poland", "Kyiv")).swaps == 3  # China, Brazil, Kenya


def test_names_of_a_pair_move_into_each_others_place():
    text = "Russia lied about the grain."
    labelled = Labelled("sentiment", [text], ["negative"], ([(0, 6)],))
    (row,) = swap_pairs(labelled).itertuples()
    assert (row.name, row.replaced_by, row.n) == ("Russia", "Ukraine", 1)
    assert row.moved == pytest.approx(abs(row.shift))
