"""Figures of how far to trust the suite: titles that follow the numbers, marks that say what is what."""

import pandas as pd
import pytest

from analysis import plots
from analysis.accuracy.tasks import Swaps
from analysis.tables import LABELS


def rows(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def dots(ax, marker="o"):
    return [line for line in ax.lines if line.get_marker() == marker]


@pytest.fixture
def scores():
    table = pd.DataFrame(
        [
            ("stance.csv", "stance", "reader", 312, "macro-F1", 0.7, 0.6, 0.8),
            ("stance.csv", "stance", "VADER", 312, "macro-F1", 0.3, 0.2, 0.4),
            ("stance.csv", "stance", "coder b of a", 312, "macro-F1", 0.9, 0.85, 0.95),
            ("stance.csv", "voice", "reader", 312, "macro-F1", 0.8, 0.7, 0.9),
            ("stance.csv", "voice", "coder b of a", 312, "macro-F1", 0.82, 0.8, 0.9),
        ],
        columns=["file", "task", "method", "rows", "measure", "score", "low", "high"],
    )
    return table.assign(seen=False)


def test_title_says_where_people_are_near_and_where_far(scores):
    ax = plots.plot_accuracy(scores)
    assert rows(ax) == ["stance, macro-F1", "voice, macro-F1"]
    assert ax.figure.get_suptitle().replace("\n", " ") == (
        "Nearest to a second coder in voice (0.80 against 0.82), farthest in stance (0.70 against 0.90)."
    )
    assert [line.get_xdata()[0] for line in dots(ax, "D")] == [0.9, 0.82]


def test_file_that_was_trained_on_is_grey_and_said_to_be(scores):
    ax = plots.plot_accuracy(scores.assign(seen=True))
    assert "grey: trained on this file" in ax.get_xlabel()
    assert {line.get_color() for line in dots(ax)} == {"#6B6B6B"}


def test_confusion_names_the_commonest_slip():
    counts = pd.DataFrame([[8, 2, 0], [1, 9, 0], [0, 6, 4]], index=list(LABELS), columns=list(LABELS))
    ax = plots.plot_confusion(counts)
    assert ax.figure.get_suptitle() == "70 % right; commonest slip: favor read as neutral."
    assert "60 %\n6" in [text.get_text() for text in ax.texts]


def rates(*groups: tuple) -> pd.DataFrame:
    return pd.DataFrame(groups, columns=["group", "n", "right", "low", "high"])


def test_hardest_kind_is_named_only_where_its_interval_says_so():
    easy, hard = ("plain", 100, 0.9, 0.83, 0.95), ("ironic", 50, 0.5, 0.37, 0.63)
    told = plots.plot_rates({"kind": rates(easy, hard)}).figure.get_suptitle()
    assert told == "Hardest: ironic, 50 % right, of all 77 %."
    unclear = plots.plot_rates({"kind": rates(easy, ("ironic", 10, 0.7, 0.4, 0.9))}).figure.get_suptitle()
    assert unclear.startswith("No kind of sentence is clearly harder")


def test_swap_of_few_sentences_is_hollow_and_not_in_the_title():
    table = pd.DataFrame(
        [
            ("Russia", "Ukraine", 16, 0.1, 0.05, 0.15, 0.12),
            ("Xi Jinping", "Lai Ching-te", 1, 0.9, float("nan"), float("nan"), 0.9),
        ],
        columns=["name", "replaced_by", "n", "shift", "low", "high", "moved"],
    )
    ax = plots.plot_swaps(table, Swaps(210, 1_091, 0.14))
    assert [line.get_markerfacecolor() for line in dots(ax)][1] == "white"
    assert ax.figure.get_suptitle().replace("\n", " ") == (
        "Names alone move sentiment by +0.10 at most (Russia → Ukraine); "
        "14 % of stances change under another holder's name."
    )


def test_corrected_share_stands_beside_the_reported_one():
    shares = pd.DataFrame(
        [
            ("China", "Taiwan", label, 129, share, share - 0.1, share + 0.1, fixed, fixed - 0.2, fixed + 0.2)
            for label, share, fixed in (("against", 0.4, 0.3), ("neutral", 0.4, 0.5), ("favor", 0.2, 0.2))
        ],
        columns=[
            "holder", "target", "label", "n", "share", "low", "high",
            "corrected", "corrected_low", "corrected_high",
        ],
    )  # fmt: skip
    ax = plots.plot_corrected(shares)
    assert rows(ax) == ["China on Taiwan"]
    assert [line.get_xdata()[0] for line in dots(ax)] == [0.4, 0.3, 0.2, 0.2]
    assert "40 % reported, 30 % corrected" in ax.figure.get_suptitle()


def test_robustness_panel_marks_what_holds_and_what_flips():
    table = pd.DataFrame(
        [
            ("China on Taiwan", "against", "by VADER", "favor", "flipped"),
            ("China on Taiwan", "against", "copies counted", "against", "same"),
        ],
        columns=["finding", "reading", "variant", "found", "outcome"],
    )
    ax = plots.plot_robustness(table)
    same, weaker, flipped = ax.collections
    assert (len(same.get_offsets()), len(weaker.get_offsets()), len(flipped.get_offsets())) == (1, 0, 1)
    assert rows(ax) == ["China on Taiwan"] and "against" in [text.get_text() for text in ax.texts]
