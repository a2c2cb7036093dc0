"""How actors are written of (notebook 03), as tables.

Every mean has its count and a 95 % bootstrap interval over stories beside it; the interval
is NaN under two stories.
"""

import pandas as pd

from analysis.counts.differences import adjusted, each_against_the_rest
from analysis.counts.stories import Frequency, frequency, periods, story_intervals, with_articles
from analysis.tables import conform, empty

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
OUTLET_SENTIMENT = {
    "outlet": "str",
    "actor": "str",
    "mentions": "int64",
    **COUNTS,
    **SCORE,
    "difference": "float64",  # from what the other outlets drawn write of the actor, -2 to 2
    "q": "float64",  # of the difference, corrected for all cells
}
SENTIMENT_OVER_TIME = {
    "period": "datetime64[us]",
    "actor": "str",
    "mentions": "int64",
    **COUNTS,
    **SCORE,
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
    apart = pd.DataFrame(
        each_against_the_rest(rows, "outlet", "actor", "score"),
        columns=["outlet", "actor", "difference", "p"],
    )
    return (
        story_intervals(rows, ["outlet", "actor"], "score")
        .merge(apart.assign(q=adjusted(apart["p"])), on=["outlet", "actor"], how="left")
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


def largest(values: pd.Series, top: int) -> list[str]:
    """Return the most frequent values, most frequent first; ties sort by name."""
    counts = values.value_counts().rename("n").rename_axis("value").reset_index()
    return counts.sort_values(["n", "value"], ascending=[False, True])["value"].head(top).tolist()
