"""Shares turned back by the errors of the labeller: right where the truth is known, with both doubts."""

import numpy as np
import pandas as pd
import pytest

from analysis import summaries
from analysis.counts.correction import error_matrix, turned_back
from analysis.tables import LABELS

ERRORS = np.array(
    [[0.82, 0.15, 0.03], [0.06, 0.88, 0.06], [0.04, 0.16, 0.80]]
)  # of a labeller, by true label
LABELLED = (84, 167, 61)


def test_perfect_labeller_changes_nothing():
    shares = np.array([0.2, 0.5, 0.3])
    np.testing.assert_allclose(turned_back(shares, np.diag([1e9] * 3)), shares, atol=1e-6)


def test_known_errors_are_turned_back_to_the_truth():
    truth = np.array([0.1, 0.8, 0.1])
    np.testing.assert_allclose(turned_back(truth @ ERRORS, 1e9 * ERRORS), truth, atol=1e-6)


@pytest.mark.parametrize("shares", [(1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.5, 0.0, 0.5)])
def test_what_no_truth_can_give_becomes_the_nearest_shares(shares):
    found = turned_back(np.array(shares), 100 * ERRORS)
    assert found.sum() == pytest.approx(1) and (found >= 0).all()


def test_matrix_counts_which_label_was_taken_for_which():
    matrix = error_matrix(["favor", "favor", "against"], ["favor", "neutral", "against"])
    assert matrix.tolist() == [[1, 0, 0], [0, 0, 0], [0, 1, 1]]


def corpus(generator: np.random.Generator, truth: np.ndarray, sentences: int):
    """Return stances as the labeller says them, a sentence a story, and their articles."""
    said = generator.choice(LABELS, size=sentences, p=truth @ ERRORS)
    ids = [f"a{number}" for number in range(sentences)]
    stances = pd.DataFrame(
        {"article_id": ids, "holder": "Hungary", "holder_start": 0, "target": "Ukraine", "stance": said}
    )
    articles = pd.DataFrame({"article_id": ids, "story": ids, "published": pd.NaT, "source": "Wire"})
    return stances, articles


@pytest.mark.parametrize("truth", [(0.3, 0.5, 0.2), (0.1, 0.8, 0.1)])
def test_ninety_five_of_a_hundred_intervals_hold_the_truth(truth):
    generator, inside = np.random.default_rng(3), []
    for _ in range(120):
        matrix = np.stack([generator.multinomial(n, row) for n, row in zip(LABELLED, ERRORS, strict=True)])
        tables = corpus(generator, np.array(truth), 200)
        found = summaries.corrected_shares(*tables, matrix.astype(float), draws=300)
        low, high = found["corrected_low"].to_numpy(), found["corrected_high"].to_numpy()
        inside.append((low <= truth) & (np.array(truth) <= high))
    share = np.mean(inside)
    assert 0.92 <= share <= 0.98, share


def test_reported_shares_alone_would_have_misled():
    truth = np.array([0.05, 0.9, 0.05])
    stances, articles = corpus(np.random.default_rng(5), truth, 2_000)
    found = summaries.corrected_shares(stances, articles, 300 * ERRORS).set_index("label")
    assert found.loc["favor", "low"] > truth[2]
    assert found.loc["favor", "corrected_low"] <= truth[2] <= found.loc["favor", "corrected_high"]


def test_group_that_is_too_small_is_left_out():
    stances, articles = corpus(np.random.default_rng(7), np.array([0.2, 0.6, 0.2]), 10)
    assert summaries.corrected_shares(stances, articles, 100 * ERRORS).empty


def test_label_that_no_story_holds_may_still_be_there():
    stances, articles = corpus(np.random.default_rng(9), np.array([0.5, 0.5, 0.0]), 30)
    stances["stance"] = ["against", "neutral"] * 15
    found = summaries.corrected_shares(stances, articles, 300 * ERRORS).set_index("label")
    assert found.loc["favor", "share"] == 0
    assert found.loc["favor", "high"] == pytest.approx(1 - 0.025 ** (1 / 30))
    assert found.loc["favor", "corrected_high"] >= found.loc["favor", "high"]


def test_outlets_own_rows_are_no_holders():
    stances, articles = corpus(np.random.default_rng(7), np.array([0.2, 0.6, 0.2]), 50)
    assert summaries.corrected_shares(stances.assign(holder_start=-1), articles, 100 * ERRORS).empty


def test_labels_that_nobody_coded_tell_nothing_and_break_nothing():
    matrix = np.array([[4.0, 0, 0], [0, 0, 0], [0, 0, 0]])
    found = turned_back(np.array([0.5, 0.3, 0.2]), matrix)
    assert found.sum() == pytest.approx(1) and np.isfinite(found).all()
