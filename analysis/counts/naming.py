"""Who is named: actors counted, how they are named, over time, and names that nobody knows."""

import pandas as pd

from analysis.counts.stories import (
    Frequency,
    every_period,
    frequency,
    periods,
    share_intervals,
    story_intervals,
    usable,
    with_articles,
)
from analysis.tables import VIAS, conform, empty

ACTOR_COUNTS = {
    "actor": "str",
    "kind": "str",
    "country": "str",
    "mentions": "int64",
    "articles": "int64",
    "share": "float64",  # of the usable articles, 0 to 1
    "low": "float64",
    "high": "float64",
}
WAYS_OF_NAMING = {"actor": "str", "mentions": "int64"} | {via: "int64" for via in VIAS}
UNRESOLVED = {"name": "str", "mentions": "int64", "articles": "int64", "example": "str"}
MENTIONS_OVER_TIME = {
    "period": "datetime64[us]",
    "actor": "str",
    "mentions": "int64",
    "articles": "int64",  # of the period, naming the actor
    "dated": "int64",  # articles of the period, all together
    "share": "float64",  # articles / dated, NaN where the period has no article
    "low": "float64",  # 95 % bootstrap interval over the period's stories
    "high": "float64",
}


def actor_counts(mentions: pd.DataFrame, articles: pd.DataFrame, *, min_mentions: int = 1) -> pd.DataFrame:
    """Count mentions and articles of each actor, most mentioned first.

    Returns:
        ACTOR_COUNTS; share, low and high as in `stories.share_intervals`.
    """
    if mentions.empty:
        return empty(ACTOR_COUNTS)
    counted = (
        mentions.groupby("actor", as_index=False)
        .agg(kind=("kind", "first"), country=("country", "first"), mentions=("actor", "size"))
        .loc[lambda d: d["mentions"] >= min_mentions]
    )
    named = mentions[mentions["actor"].isin(counted["actor"])]
    return (
        counted.merge(share_intervals(named, articles, "actor"), on="actor")
        .sort_values(["mentions", "actor"], ascending=[False, True])
        .pipe(conform, ACTOR_COUNTS, "actor_counts")
    )


def ways_of_naming(mentions: pd.DataFrame, *, top: int = 20) -> pd.DataFrame:
    """Count how each of the most mentioned actors is named: by name, alias, office ... pronoun."""
    if mentions.empty:
        return empty(WAYS_OF_NAMING)
    return (
        pd.crosstab(mentions["actor"], mentions["via"])
        .reindex(columns=list(VIAS), fill_value=0)
        .assign(mentions=lambda d: d.sum(axis=1))
        .reset_index()
        .sort_values(["mentions", "actor"], ascending=[False, True])
        .head(top)
        .pipe(conform, WAYS_OF_NAMING, "ways_of_naming")
    )


def unresolved(mentions: pd.DataFrame, sentences: pd.DataFrame, *, min_mentions: int = 1) -> pd.DataFrame:
    """List the names that the actor book does not know, most mentioned first, each in a sentence.

    Whoever wants one of them counted as an actor adds a line to `data/actors.csv`.
    """
    unknown = mentions[mentions["via"] == "model"].merge(
        sentences[["article_id", "sentence_id", "text"]],
        on=["article_id", "sentence_id"],
        how="left",
    )
    return (
        unknown.groupby("actor", as_index=False)
        .agg(
            mentions=("actor", "size"),
            articles=("article_id", "nunique"),
            example=("text", "first"),
        )
        .loc[lambda d: d["mentions"] >= min_mentions]
        .rename(columns={"actor": "name"})
        .sort_values(["mentions", "name"], ascending=[False, True])
        .pipe(conform, UNRESOLVED, "unresolved")
    )


def mentions_over_time(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    freq: Frequency | None = None,
    top: int = 5,
) -> pd.DataFrame:
    """Follow the most mentioned actors over time: mentions, and the share of articles naming them.

    Returns:
        MENTIONS_OVER_TIME, a row for every period and actor; empty if no article has a date.
    """
    dated = usable(articles).dropna(subset="published")
    named = mentions[mentions["article_id"].isin(dated["article_id"])]
    if named.empty:
        return empty(MENTIONS_OVER_TIME)
    unit = freq or frequency(dated["published"])
    size = named.groupby("actor").size().rename("n").reset_index()
    kept = size.sort_values(["n", "actor"], ascending=[False, True])["actor"].head(top)
    index = every_period(dated["published"], unit)
    grid = pd.MultiIndex.from_product([index, kept], names=["period", "actor"])
    rows = with_articles(named[named["actor"].isin(kept)], articles)
    counted = (
        rows.assign(period=periods(rows["published"], unit))
        .groupby(["period", "actor"])
        .agg(mentions=("actor", "size"), articles=("article_id", "nunique"))
        .reindex(grid, fill_value=0)
        .reset_index()
    )
    ends = _shares_by_period(dated, named[named["actor"].isin(kept)], articles, unit)
    counted = counted.merge(ends, on=["period", "actor"], how="left")
    counted["dated"] = counted["period"].map(periods(dated["published"], unit).value_counts())
    counted["dated"] = counted["dated"].fillna(0)
    counted["share"] = counted["articles"] / counted["dated"].where(counted["dated"] > 0)
    return conform(counted, MENTIONS_OVER_TIME, "mentions_over_time")


def _shares_by_period(
    dated: pd.DataFrame, named: pd.DataFrame, articles: pd.DataFrame, unit: Frequency
) -> pd.DataFrame:
    """Return the interval of the share of each period's articles that name each actor."""
    pairs = named[["article_id", "actor"]].drop_duplicates().assign(names=1.0)
    every = dated[["article_id"]].merge(pairs[["actor"]].drop_duplicates(), how="cross")
    rows = with_articles(every.merge(pairs, on=["article_id", "actor"], how="left"), articles)
    rows = rows.assign(names=rows["names"].fillna(0.0), period=periods(rows["published"], unit))
    return story_intervals(rows, ["period", "actor"], "names")[["period", "actor", "low", "high"]]
