"""What stands behind a row: its story, outlet and date; and intervals drawn over stories.

Copies of one agency report are one observation, not ten, so that every interval here resamples
stories (clusters of near-duplicate articles), never sentences or mentions.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

Frequency = Literal["D", "W", "M", "Q", "Y"]

DRAWS = 2_000
LEVEL = 0.95
MIN_STORIES = 2  # fewer cannot be resampled: the interval is NaN
CELLS = 2_000_000  # draws x stories held in memory at once
UNKNOWN_OUTLET = "unknown outlet"
LONGEST = (("D", 45), ("W", 400), ("M", 1_900), ("Q", 4_400))  # days that a unit of time can show


def usable(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ARTICLES that were read: those of status `ok`."""
    return articles[articles["status"] == "ok"]


def outlet_names(source: pd.Series) -> pd.Series:
    """Return `source` with a readable name where the record names no outlet."""
    return source.where(source.fillna("").str.strip() != "", UNKNOWN_OUTLET)


def with_articles(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return `rows` with the `story`, `outlet` and `published` of their article.

    A row whose article has no story is a story of its own.
    """
    facts = articles[["article_id", "story", "published"]].assign(outlet=outlet_names(articles["source"]))
    joined = rows.drop(columns=["story", "outlet", "published"], errors="ignore").merge(
        facts, on="article_id", how="left", validate="many_to_one"
    )
    story = joined["story"].fillna("")
    return joined.assign(
        story=story.where(story != "", joined["article_id"]),
        outlet=joined["outlet"].fillna(UNKNOWN_OUTLET),
    )


def frequency(dates: pd.Series) -> Frequency:
    """Choose the unit of time (day to year) that shows `dates` in some fifty steps at most."""
    days = (dates.max() - dates.min()).days if dates.notna().any() else 0
    return next((unit for unit, longest in LONGEST if days <= longest), "Y")


def periods(dates: pd.Series, freq: Frequency | None = None) -> pd.Series:
    """Return the first day of the day, week, month, quarter or year of each date; NaT stays NaT."""
    plain = dates.dt.tz_localize(None) if dates.dt.tz is not None else dates
    return plain.dt.to_period(freq or frequency(dates)).dt.start_time


def every_period(dates: pd.Series, freq: Frequency | None = None) -> pd.DatetimeIndex:
    """Return the first day of every period from the first to the last date, the empty ones too."""
    unit = freq or frequency(dates)
    first = periods(dates.dropna(), unit)
    if first.empty:
        return pd.DatetimeIndex([], name="period")
    return pd.period_range(first.min(), first.max(), freq=unit).start_time.rename("period")


def story_intervals(
    rows: pd.DataFrame,
    by: Sequence[str],
    value: str,
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Average a column by group, with a 95 % bootstrap interval over stories.

    Args:
        rows: any table with `article_id`, `story`, the columns `by` and the number `value`.
        by: the columns that make a group.
        value: the column to average over the rows of a group.
        draws: resamples of the stories; the same seed gives the same interval.

    Returns:
        A row per group: `by`, n (rows), articles, stories, `value` (mean), low, high. The
        interval is NaN under two stories. It cannot see variation that the sample lacks: where
        all stories agree it is a point, and with few stories it is too narrow.
    """
    groups = rows.groupby(list(by), sort=True)
    table = groups.agg(
        n=(value, "size"),
        articles=("article_id", "nunique"),
        stories=("story", "nunique"),
        **{value: (value, "mean")},
    ).reset_index()
    story, _ = pd.factorize(rows["story"], sort=True)
    where = (story, groups.ngroup().to_numpy())
    shape = (rows["story"].nunique(), len(table))
    top = csr_array((rows[value].to_numpy(float), where), shape=shape)
    bottom = csr_array((np.ones(len(rows)), where), shape=shape)
    low, high = ratio_intervals(top, bottom, draws=draws, seed=seed)
    enough = table["stories"] >= MIN_STORIES
    return table.assign(
        low=pd.Series(low, dtype=float).where(enough),
        high=pd.Series(high, dtype=float).where(enough),
    )


def share_intervals(
    rows: pd.DataFrame, articles: pd.DataFrame, by: str, *, draws: int = DRAWS, seed: int = 0
) -> pd.DataFrame:
    """Give the share of usable articles that have a row of each group.

    Returns:
        A row per value of `by`: articles, share (0 to 1 of the usable articles), low, high (95 %
        bootstrap over stories; NaN under two stories).
    """
    read = with_articles(usable(articles)[["article_id"]], articles)
    seen = read.merge(rows[["article_id", by]].drop_duplicates(), on="article_id")
    counts = seen.groupby(by, sort=True)["article_id"].size()
    all_stories = pd.Index(sorted(read["story"].unique()))
    top = csr_array(
        (
            np.ones(len(seen)),
            (all_stories.get_indexer(seen["story"]), counts.index.get_indexer(seen[by])),
        ),
        shape=(len(all_stories), len(counts)),
    )
    size = read.groupby("story").size().reindex(all_stories).to_numpy(float)
    low, high = ratio_intervals(top, csr_array(size[:, None]), draws=draws, seed=seed)
    return pd.DataFrame(
        {
            by: counts.index,
            "articles": counts.to_numpy(),
            "share": counts.to_numpy() / max(len(read), 1),
            "low": low,
            "high": high,
        }
    )


def ratio_intervals(
    top: csr_array, bottom: csr_array, *, draws: int = DRAWS, seed: int = 0, block: int = 500
) -> tuple[np.ndarray, np.ndarray]:
    """Bootstrap sum(top) / sum(bottom) of every column over the rows, which are stories.

    `bottom` has the columns of `top`, or one column for all. A draw that holds nothing of a
    group says nothing about it and is left out. Returns the two ends of the interval.
    """
    stories, groups = top.shape
    ends = np.full((2, groups), np.nan)
    if stories < MIN_STORIES:
        return ends[0], ends[1]
    for first in range(0, groups, block):
        columns = slice(first, first + block)
        below = bottom if bottom.shape[1] == 1 else bottom[:, columns]
        ratios = np.vstack(
            [
                _divide(weights @ top[:, columns], weights @ below)
                for weights in story_weights(stories, draws, seed)
            ]
        )
        some = ~np.isnan(ratios).all(axis=0)
        ends[:, columns][:, some] = interval_ends(ratios[:, some])
    return ends[0], ends[1]


def interval_ends(drawn: np.ndarray) -> np.ndarray:
    """Return the two ends of the interval of resampled values, along the first axis; NaN counts as none."""
    tail = 100 * (1 - LEVEL) / 2
    return np.nanpercentile(drawn, [tail, 100 - tail], axis=0)


def _divide(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    bottom = np.broadcast_to(bottom, top.shape)
    return np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0)


def story_weights(stories: int, draws: int, seed: int) -> Iterator[np.ndarray]:
    """Yield how often each draw (row) takes each story (column), some draws at a time."""
    rng = np.random.default_rng(seed)
    step = max(1, CELLS // stories)
    for first in range(0, draws, step):
        size = min(step, draws - first)
        taken = rng.integers(stories, size=(size, stories)) + stories * np.arange(size)[:, None]
        yield np.bincount(taken.ravel(), minlength=size * stories).reshape(size, stories)
