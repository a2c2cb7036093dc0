"""Where actors stand (notebook 04), as tables.

Every share has its count and a 95 % bootstrap interval over stories beside it; the interval
is NaN under two stories.
"""

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from analysis.counts.scores import COUNTS, SCORE, largest
from analysis.counts.stories import Frequency, frequency, periods, story_intervals, with_articles
from analysis.tables import LABELS, conform, empty, named_holders

TOO_FEW = "too few to say"
UNCLEAR = "unclear"
NEUTRAL_BAND = 0.1  # an interval inside it: nine sentences in ten or more take no side on balance
READ_STORIES = 3  # a holder in fewer stories reads "too few to say", however many sentences

STANCE_COLUMNS = {
    "n": "int64",  # sentences
    **COUNTS,
    **{label: "float64" for label in LABELS},  # shares of n, 0 to 1
    **SCORE,  # share in favor minus share against
    "reading": "str",  # favor, against, neutral, unclear or too few to say
}


def stance_matrix(
    stances: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: Literal["holder", "government"] = "holder",
    min_sentences: int = 5,
) -> pd.DataFrame:
    """Count and average where each named holder stands on each target.

    The source's own voice has no named holder and is left to `outlet_stances`.

    Args:
        by: "government" counts what a leader holds for the government that he leads on the day of
            the article; a sentence counts once for it, by the clearer of its rows.
        min_sentences: a holder with fewer sentences, or in under three stories, reads "too few
            to say".

    Returns:
        holder, target and STANCE_COLUMNS, most sentences first.
    """
    named = named_holders(stances)
    if by == "government":
        named = _of_governments(named)
    return _stances(named, articles, ["holder"], min_sentences)


def _of_governments(named: pd.DataFrame) -> pd.DataFrame:
    rows = named[named["government"] != ""]
    order = rows["score"].abs().sort_values(ascending=False, kind="stable").index
    once = rows.loc[order].drop_duplicates(["article_id", "sentence_id", "government", "target"])
    return once.assign(holder=once["government"]).sort_index()


def outlet_stances(stances: pd.DataFrame, articles: pd.DataFrame, *, min_sentences: int = 5) -> pd.DataFrame:
    """Count and average where each outlet stands in its own words; as `stance_matrix`."""
    return _stances(stances[stances["holder_start"] < 0], articles, ["holder"], min_sentences)


def stance_by_voice(stances: pd.DataFrame, articles: pd.DataFrame, *, min_sentences: int = 5) -> pd.DataFrame:
    """Count and average the named holders' stances by whose words show them.

    A row per voice (outlet, quoted, reported) and target, with STANCE_COLUMNS. "outlet" is what
    the outlets say of the holders, not where the outlets stand: that is `outlet_stances`.
    """
    return _stances(named_holders(stances), articles, ["voice"], min_sentences)


def stance_over_time(
    stances: pd.DataFrame, articles: pd.DataFrame, *, freq: Frequency | None = None, top: int = 4
) -> pd.DataFrame:
    """Average where the holders with most sentences stand, in each period that has some.

    Returns:
        period, target, holder and STANCE_COLUMNS; empty if no article has a date.
    """
    schema = {"period": "datetime64[us]", "holder": "str", "target": "str", **STANCE_COLUMNS}
    rows = with_articles(named_holders(stances), articles)
    rows = rows.dropna(subset="published")
    if rows.empty:
        return empty(schema)
    rows = rows[rows["holder"].isin(largest(rows["holder"], top))]
    dated = rows.assign(period=periods(rows["published"], freq or frequency(rows["published"])))
    return (
        _stances(dated, articles, ["period", "holder"], min_sentences=1)
        .sort_values(["target", "holder", "period"])
        .pipe(conform, schema, "stance_over_time")
    )


def read_interval(low: float, high: float) -> str:
    """Say what an interval of net shares allows.

    Returns:
        neutral inside -0.1 to 0.1, so that a slight lean is not called a side; else favor above
        0, against below 0, and unclear where it holds 0.
    """
    if low > -NEUTRAL_BAND and high < NEUTRAL_BAND:
        return "neutral"
    if low > 0:
        return "favor"
    return "against" if high < 0 else UNCLEAR


def _stances(
    stances: pd.DataFrame, articles: pd.DataFrame, by: Sequence[str], min_sentences: int
) -> pd.DataFrame:
    keys = [*by, "target"]
    types = {"period": "datetime64[us]"}
    schema = {key: types.get(key, "str") for key in keys} | STANCE_COLUMNS
    if stances.empty:
        return empty(schema)
    labels = stances.assign(**{label: (stances["stance"] == label) * 1.0 for label in LABELS})
    labels["score"] = labels["favor"] - labels["against"]  # of rows: so a mean is a net share
    table = story_intervals(with_articles(labels, articles), keys, "score").merge(
        labels.groupby(keys, as_index=False)[list(LABELS)].mean(), on=keys
    )
    few = (table["n"] < min_sentences) | (table["stories"] < READ_STORIES)
    read = [read_interval(low, high) for low, high in zip(table["low"], table["high"], strict=True)]
    return (
        table.assign(reading=pd.Series(read, dtype="str").where(~few, TOO_FEW))
        .sort_values(["n", *keys], ascending=[False] + [True] * len(keys))
        .pipe(conform, schema, "stances")
    )
