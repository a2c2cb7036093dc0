"""How actors are written of (notebook 03) and where they stand (notebook 04), as tables.

Every mean has its count and a 95 % bootstrap interval over stories beside it; the interval
is NaN under two stories.
"""

from collections.abc import Sequence

import pandas as pd

from analysis.counts.stories import Frequency, frequency, periods, story_intervals, with_articles
from analysis.tables import LABELS, conform, empty

TOO_FEW = "too few to say"
UNCLEAR = "unclear"
NEUTRAL_BAND = 0.1  # an interval inside it: nine sentences in ten or more take no side on balance
READ_STORIES = 3  # a holder in fewer stories reads "too few to say", however many sentences

COUNTS = {"articles": "int64", "stories": "int64"}
SCORE = {"score": "float64", "low": "float64", "high": "float64"}  # each from -1 to 1
ACTOR_SENTIMENT = {
    "actor": "str",
    "mentions": "int64",
    **COUNTS,
    **SCORE,
    "textblob": "float64",  # mean of the whole sentences' lexicon scores, -1 to 1
    "vader": "float64",
}
OUTLET_SENTIMENT = {"outlet": "str", "actor": "str", "mentions": "int64", **COUNTS, **SCORE}
SENTIMENT_OVER_TIME = {
    "period": "datetime64[us]",
    "actor": "str",
    "mentions": "int64",
    **COUNTS,
    **SCORE,
}
STANCE_COLUMNS = {
    "n": "int64",  # sentences
    **COUNTS,
    **{label: "float64" for label in LABELS},  # shares of n, 0 to 1
    **SCORE,  # share in favor minus share against
    "reading": "str",  # favor, against, neutral, unclear or too few to say
}


def actor_sentiment(
    sentiment: pd.DataFrame, articles: pd.DataFrame, *, min_mentions: int = 5
) -> pd.DataFrame:
    """Average how each actor is written of, most positive first.

    Args:
        sentiment: SENTIMENT, a row per mention with a `score` from -1 to 1.
        articles: ARTICLES, for the stories.
        min_mentions: leave out actors named fewer times than this.
    """
    if sentiment.empty:
        return empty(ACTOR_SENTIMENT)
    lexicons = sentiment.groupby("actor", as_index=False)[["textblob", "vader"]].mean()
    return (
        story_intervals(with_articles(sentiment, articles), ["actor"], "score")
        .rename(columns={"n": "mentions"})
        .merge(lexicons, on="actor")
        .loc[lambda d: d["mentions"] >= min_mentions]
        .sort_values(["score", "actor"], ascending=[False, True])
        .pipe(conform, ACTOR_SENTIMENT, "actor_sentiment")
    )


def outlet_sentiment(
    sentiment: pd.DataFrame, articles: pd.DataFrame, *, actors: int = 8, outlets: int = 8
) -> pd.DataFrame:
    """Average how the largest outlets write of the most mentioned actors.

    Returns:
        OUTLET_SENTIMENT, a row per outlet and actor that meet; most mentions first.
    """
    if sentiment.empty:
        return empty(OUTLET_SENTIMENT)
    rows = with_articles(sentiment, articles)
    rows = rows[rows["actor"].isin(largest(rows["actor"], actors))]
    rows = rows[rows["outlet"].isin(largest(rows["outlet"], outlets))]
    return (
        story_intervals(rows, ["outlet", "actor"], "score")
        .rename(columns={"n": "mentions"})
        .sort_values(["mentions", "outlet", "actor"], ascending=[False, True, True])
        .pipe(conform, OUTLET_SENTIMENT, "outlet_sentiment")
    )


def sentiment_over_time(
    sentiment: pd.DataFrame, articles: pd.DataFrame, *, freq: Frequency | None = None, top: int = 4
) -> pd.DataFrame:
    """Average how the most mentioned actors are written of in each period that names them."""
    rows = with_articles(sentiment, articles).dropna(subset="published")
    if rows.empty:
        return empty(SENTIMENT_OVER_TIME)
    unit = freq or frequency(rows["published"])
    rows = rows[rows["actor"].isin(largest(rows["actor"], top))]
    return (
        story_intervals(rows.assign(period=periods(rows["published"], unit)), ["period", "actor"], "score")
        .rename(columns={"n": "mentions"})
        .pipe(conform, SENTIMENT_OVER_TIME, "sentiment_over_time")
    )


def stance_matrix(stances: pd.DataFrame, articles: pd.DataFrame, *, min_sentences: int = 5) -> pd.DataFrame:
    """Count and average where each named holder stands on each target.

    The outlets' own voice has no named holder and is left to `outlet_stances`.

    Args:
        min_sentences: a holder with fewer sentences, or in under three stories, reads "too few
            to say".

    Returns:
        holder, target and STANCE_COLUMNS, most sentences first.
    """
    return _stances(stances[stances["holder_start"] >= 0], articles, ["holder"], min_sentences)


def outlet_stances(stances: pd.DataFrame, articles: pd.DataFrame, *, min_sentences: int = 5) -> pd.DataFrame:
    """Count and average where each outlet stands in its own words; as `stance_matrix`."""
    return _stances(stances[stances["holder_start"] < 0], articles, ["holder"], min_sentences)


def stance_by_voice(stances: pd.DataFrame, articles: pd.DataFrame, *, min_sentences: int = 5) -> pd.DataFrame:
    """Count and average the named holders' stances by whose words show them.

    A row per voice (outlet, quoted, reported) and target, with STANCE_COLUMNS. "outlet" is what
    the outlets say of the holders, not where the outlets stand: that is `outlet_stances`.
    """
    return _stances(stances[stances["holder_start"] >= 0], articles, ["voice"], min_sentences)


def stance_over_time(
    stances: pd.DataFrame, articles: pd.DataFrame, *, freq: Frequency | None = None, top: int = 4
) -> pd.DataFrame:
    """Average where the holders with most sentences stand, in each period that has some.

    Returns:
        period, target, holder and STANCE_COLUMNS; empty if no article has a date.
    """
    schema = {"period": "datetime64[us]", "holder": "str", "target": "str", **STANCE_COLUMNS}
    rows = with_articles(stances[stances["holder_start"] >= 0], articles)
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


def largest(values: pd.Series, top: int) -> list[str]:
    """Return the most frequent values, most frequent first; ties sort by name."""
    counts = values.value_counts().rename("n").rename_axis("value").reset_index()
    return counts.sort_values(["n", "value"], ascending=[False, True])["value"].head(top).tolist()


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
