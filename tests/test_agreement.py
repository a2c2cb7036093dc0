"""Agreement of coders: alpha as a library has it, words for names, disputes and what is to be settled."""

import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from test_sheets import ROWS, sheet

from analysis.coding.agreement import agreed, agreement, alpha, disputes, missing, to_settle
from analysis.coding.sheets import read_sheet, write_sheet


@pytest.fixture
def read(tmp_path):
    """Write a sheet and read it back."""

    def read(table, name):
        return read_sheet(write_sheet(table, tmp_path / name))

    return read


def coded(*stances: str):
    """Return a sheet of the first rows with these stances."""
    rows = [(*row[:2], stance, "outlet", row[4]) for row, stance in zip(ROWS, stances, strict=False)]
    return sheet(rows)


@pytest.mark.parametrize("seed", range(5))
def test_alpha_is_that_of_nltk(seed):
    random = np.random.default_rng(seed)
    first = random.integers(0, 3, 40)
    second = np.where(random.random(40) < 0.7, first, random.integers(0, 3, 40))
    counts = np.zeros((3, 3))
    np.add.at(counts, (first, second), 1)
    triples = [
        (coder, item, int(label))
        for coder, said in (("a", first), ("b", second))
        for item, label in enumerate(said)
    ]
    assert alpha(counts) == pytest.approx(AnnotationTask(data=triples).alpha())


def test_coders_who_agree_have_alpha_one(read):
    both = (
        read(coded("favor", "against", "neutral"), "a.csv"),
        read(coded("favor", "against", "neutral"), "b.csv"),
    )
    stance = agreement(*both).set_index("label").loc["stance"]
    assert stance["units"] == 3 and stance["agreed"] == 1 and stance["alpha"] == 1


def test_alpha_of_one_label_throughout_is_unknown(read):
    both = read(coded("favor", "favor"), "a.csv"), read(coded("favor", "favor"), "b.csv")
    assert np.isnan(agreement(*both)["alpha"]).all()


def test_item_that_one_coder_left_empty_does_not_count(read):
    both = read(coded("favor", "against", "neutral"), "a.csv"), read(coded("favor", "", "against"), "b.csv")
    stance = agreement(*both).set_index("label").loc["stance"]
    assert stance["units"] == 2 and stance["agreed"] == 0.5


def test_disputes_say_who_said_what_in_which_row(read):
    a, b = read(coded("favor", "against", "neutral"), "a.csv"), read(coded("favor", "neutral")[::-1], "b.csv")
    row = disputes(a, b).iloc[0]
    assert row.tolist() == ["i2", "stance", "against", "neutral", 3, 2, "[Nauru] said it had left {Taiwan}."]
    assert "stance: against (row 3) or neutral (row 2): [Nauru] said" in agreed(
        agreement(a, b), disputes(a, b)
    )


def test_items_that_only_one_coder_has_are_named(read):
    a, b = read(coded("favor", "against", "neutral"), "a.csv"), read(coded("favor"), "b.csv")
    (said,) = missing(a, b)
    assert said.endswith("b.csv (rows 3, 4); left out") and "2 items are not in" in said


def test_sheets_without_a_common_item_say_so(read):
    a, b = read(coded("favor", "against")[:1], "a.csv"), read(coded("favor", "against")[1:], "b.csv")
    with pytest.raises(ValueError, match="share no item with a stance in both"):
        agreement(a, b)


def test_settling_keeps_what_is_agreed_and_leaves_a_gap_for_the_rest(read):
    a, b = read(coded("favor", "against"), "a.csv"), read(coded("favor", "neutral"), "b.csv")
    table = to_settle(a, b)
    assert table[["stance", "stance_a", "stance_b"]].values.tolist() == [
        ["favor", "favor", "favor"],
        ["", "against", "neutral"],
    ]
    assert table["voice"].tolist() == ["outlet", "outlet"] and table["reason"].tolist() == ["", ""]


def test_names_are_compared_word_by_word(tmp_path):
    text = "item,sentence,names\nx,Xi met Lai in Moscow.,{}\n"
    (tmp_path / "a.csv").write_text(text.format("Xi = person; Lai = person; Moscow = place"))
    (tmp_path / "b.csv").write_text(text.format("Xi = person; Moscow = place"))
    both = read_sheet(tmp_path / "a.csv"), read_sheet(tmp_path / "b.csv")
    row = agreement(*both).iloc[0]
    assert row["units"] == 5 and row["agreed"] == 0.8
