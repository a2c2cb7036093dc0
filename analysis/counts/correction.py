"""Shares of labels with the error of the labeller carried into them.

A model that calls one neutral sentence in ten "in favor" finds favor where there is none. On labelled
sentences it shows how often it takes which label for which; the shares that it reports are turned
back by that matrix, and both samples, the articles and the labelled sentences, add their doubt.

Source: Rogan and Gladen (1978), Estimating prevalence from the results of a screening test, American
Journal of Epidemiology 107(1); for several classes, Hopkins and King (2010), A Method of Automated
Nonparametric Content Analysis for Social Science, American Journal of Political Science 54(1).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.counts.stories import DRAWS, LEVEL, MIN_STORIES, interval_ends, story_weights, with_articles
from analysis.tables import LABELS, conform, empty, named_holders

PRIOR = 0.5  # added to every cell of the matrix, so that a label without an error is not taken for perfect


def error_matrix(gold: Sequence[str], said: Sequence[str], labels: Sequence[str] = LABELS) -> np.ndarray:
    """Count which label was taken for which: a row per true label, a column per answer."""
    place = {label: number for number, label in enumerate(labels)}
    counts = np.zeros((len(labels), len(labels)))
    np.add.at(counts, ([place[each] for each in gold], [place[each] for each in said]), 1)
    return counts


def turned_back(shares: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Return the true shares behind reported ones, the nearest that are shares at all.

    Args:
        shares: reported shares, in the last axis.
        matrix: counts of `error_matrix`; axes before the last two go with those of `shares`.
    """
    rates = (matrix + PRIOR) / (matrix + PRIOR).sum(axis=-1, keepdims=True)
    raw = (np.linalg.pinv(np.swapaxes(rates, -1, -2)) @ shares[..., None])[..., 0]
    return _onto_simplex(raw)


def _onto_simplex(points: np.ndarray) -> np.ndarray:
    """Project points to the nearest that are not negative and sum to one (Duchi and others 2008)."""
    ordered = -np.sort(-points, axis=-1)
    totals = np.cumsum(ordered, axis=-1) - 1
    steps = np.arange(1, points.shape[-1] + 1)
    kept = (ordered - totals / steps > 0).sum(axis=-1, keepdims=True)
    excess = np.take_along_axis(totals, kept - 1, axis=-1) / kept
    return np.maximum(points - excess, 0)


def corrected_shares(
    stances: pd.DataFrame,
    articles: pd.DataFrame,
    matrix: np.ndarray,
    *,
    by: Sequence[str] = ("holder", "target"),
    min_sentences: int = 20,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Give each group's shares as reported and as corrected, with 95 % intervals.

    The intervals of the corrected shares hold both doubts: that of the articles, drawn over stories,
    and that of the matrix, drawn over its rows. What no story of a group holds may still be there: its upper
    end is at least the exact bound for so many stories. A small group is noise when it is turned back,
    so that groups under `min_sentences` or `MIN_STORIES` are left out. Named holders only.

    Args:
        matrix: counts of `error_matrix` on labelled sentences like these.

    Returns:
        A row per group and label: `by`, label, n, stories, share, low, high, corrected, corrected_low,
        corrected_high.
    """
    columns = {
        **dict.fromkeys(by, "str"), "label": "str", "n": "int64", "stories": "int64",
        **dict.fromkeys(
            ("share", "low", "high", "corrected", "corrected_low", "corrected_high"), "float64"
        ),
    }  # fmt: skip
    rows = with_articles(named_holders(stances), articles)
    found = []
    generator = np.random.default_rng(seed)
    matrices = _drawn_matrices(matrix, draws, generator)
    for key, group in rows.groupby(list(by)):
        stories = group["story"].nunique()
        if len(group) < min_sentences or stories < MIN_STORIES:
            continue
        shares = _drawn_shares(group, draws, seed)
        reported = np.array([(group["stance"] == label).mean() for label in LABELS])
        corrected = turned_back(reported, matrix)
        ends = _ends(shares, stories)
        corrected_ends = _ends(turned_back(shares, matrices), stories)
        for number, label in enumerate(LABELS):
            found.append(
                {
                    **dict(zip(by, key, strict=True)), "label": label, "n": len(group), "stories": stories,
                    "share": reported[number], "low": ends[0, number], "high": ends[1, number],
                    "corrected": corrected[number],
                    "corrected_low": corrected_ends[0, number], "corrected_high": corrected_ends[1, number],
                }
            )  # fmt: skip
    return conform(pd.DataFrame(found), columns, "corrected_shares") if found else empty(columns)


def _drawn_matrices(matrix: np.ndarray, draws: int, generator: np.random.Generator) -> np.ndarray:
    """Draw matrices as other labelled samples of the same size would give them."""
    sizes = matrix.sum(axis=1).astype(int)
    rates = (matrix + PRIOR) / (matrix + PRIOR).sum(axis=1, keepdims=True)
    return np.stack(
        [generator.multinomial(n, p, size=draws) for n, p in zip(sizes, rates, strict=True)], axis=1
    )


def _drawn_shares(group: pd.DataFrame, draws: int, seed: int) -> np.ndarray:
    story, names = pd.factorize(group["story"], sort=True)
    cells = np.zeros((len(names), len(LABELS)))
    np.add.at(cells, (story, [LABELS.index(label) for label in group["stance"]]), 1)
    sums = np.concatenate([weights @ cells for weights in story_weights(len(names), draws, seed)])
    return sums / sums.sum(axis=1, keepdims=True)


def _ends(values: np.ndarray, stories: int) -> np.ndarray:
    """Return the ends of intervals of shares, none narrower at 0 or 1 than so many stories can tell."""
    low, high = interval_ends(values)
    unseen = 1 - ((1 - LEVEL) / 2) ** (1 / stories)  # a share that so many draws may all miss
    return np.array([np.minimum(low, 1 - unseen), np.maximum(high, unseen)])
