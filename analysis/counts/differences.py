"""Differences between two sides of a group, with intervals over stories; many of them corrected.

Who looks for differences in twenty places finds one by chance. So every table of differences has a `q`
beside them: the share of false finds among those with a q as low (Benjamini-Hochberg).
"""

from collections.abc import Iterator
from math import comb
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from analysis.counts.stories import DRAWS, interval_ends, story_weights

CLEAR_Q = 0.05  # one find in twenty may be false
SIDE_STORIES = 3  # fewer on a side resample to an interval that is too narrow


class Difference(NamedTuple):
    """What two sides differ by: `low`, `high` and `p` are NaN where a side has under SIDE_STORIES."""

    difference: float  # mean of the one side minus mean of the other
    low: float  # 95 % bootstrap interval over stories
    high: float
    p: float  # share of the resamples beyond 0, for both ends, and no less than so few stories can tell


def difference(
    rows: pd.DataFrame, side: pd.Series, value: str, *, draws: int = DRAWS, seed: int = 0
) -> Difference:
    """Compare the mean of `value` where `side` holds with where it doesn't.

    Args:
        rows: a table with `story` and the number `value`.
        side: True for the rows of the one side.

    A resample that holds nothing of a side says nothing and is left out.
    """
    story, names = pd.factorize(rows["story"], sort=True)
    chosen, values = side.to_numpy(bool), rows[value].to_numpy(float)
    found = values[chosen].mean() - values[~chosen].mean()
    sides = [len(np.unique(story[half])) for half in (chosen, ~chosen)]
    if min(sides) < SIDE_STORIES:
        return Difference(found, np.nan, np.nan, np.nan)
    sums = np.stack(
        [
            np.bincount(story[half], weights, minlength=len(names))
            for half in (chosen, ~chosen)
            for weights in (values[half], np.ones(half.sum()))
        ],
        axis=1,
    )
    drawn = np.concatenate([weights @ sums for weights in story_weights(len(names), draws, seed)])
    drawn = drawn[(drawn[:, 1] > 0) & (drawn[:, 3] > 0)]
    low, high, p = resampled(drawn[:, 0] / drawn[:, 1] - drawn[:, 2] / drawn[:, 3])
    return Difference(found, low, high, max(p, least_p(*sides)))


def least_p(one: int, other: int) -> float:
    """Return the least p that so many stories on two sides can have: both ends of all ways to deal them."""
    return min(1.0, 2 / comb(one + other, one))


def resampled(drawn: np.ndarray) -> tuple[float, float, float]:
    """Return the ends of the interval of resampled differences, and the p of none."""
    low, high = interval_ends(drawn)
    beyond = 1 + min((drawn <= 0).sum(), (drawn >= 0).sum())
    return float(low), float(high), min(1.0, 2 * beyond / (len(drawn) + 1))


def adjusted(p: pd.Series) -> pd.Series:
    """Return the Benjamini-Hochberg q of each p; NaN stays NaN and counts as no comparison."""
    known = p.dropna()
    q = false_discovery_control(known) if len(known) else known
    return pd.Series(q, index=known.index, dtype="float64").reindex(p.index)


def each_against_the_rest(
    rows: pd.DataFrame, by: str, within: str, value: str, *, seed: int = 0
) -> Iterator[dict]:
    """Yield, for each value of `by` in each group of `within`, how it differs from the group's others."""
    for group, part in rows.groupby(within):
        for one in sorted(part[by].unique()):
            side = part[by] == one
            if not side.all():
                yield {by: one, within: group, **difference(part, side, value, seed=seed)._asdict()}
