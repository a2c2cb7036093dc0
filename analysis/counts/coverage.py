"""What the corpus holds: records by status, outlets, shared stories, articles over time."""

import pandas as pd

from analysis.counts.stories import (
    Frequency,
    every_period,
    outlet_names,
    periods,
    usable,
)
from analysis.tables import STATUSES, conform, empty

OTHER_OUTLETS = "other outlets"

STATUS_COUNTS = {
    "status": "str",
    "articles": "int64",
    "words": "int64",
    "share": "float64",  # of all records, 0 to 1
    "example": "str",  # where the first such record stands, and what was said of it
}
OUTLETS = {
    "outlet": "str",
    "articles": "int64",  # usable ones
    "stories": "int64",
    "words": "int64",  # all together
    "median_words": "float64",
    "first": "datetime64[us, UTC]",
    "last": "datetime64[us, UTC]",
}
SHARED_STORIES = {
    "title": "str",
    "articles": "int64",  # the first one and its copies
    "outlets": "str",
    "first": "datetime64[us, UTC]",
    "story": "str",
}
ARTICLES_OVER_TIME = {"period": "datetime64[us]", "outlet": "str", "articles": "int64"}


def statuses(articles: pd.DataFrame) -> pd.DataFrame:
    """Count the records by status; a status that none has stands there with 0."""
    example = articles["origin"] + articles["detail"].map(lambda detail: detail and f": {detail}")
    counted = (
        articles.assign(example=example)
        .groupby("status")
        .agg(articles=("status", "size"), words=("words", "sum"), example=("example", "first"))
        .reindex(list(STATUSES))
        .rename_axis("status")
        .reset_index()
        .fillna({"articles": 0, "words": 0, "example": ""})
    )
    counted["share"] = counted["articles"] / max(len(articles), 1)
    return conform(counted, STATUS_COUNTS, "statuses")


def outlets(articles: pd.DataFrame) -> pd.DataFrame:
    """Count the usable articles, stories and words of each outlet, largest first."""
    read = usable(articles)
    return (
        read.assign(outlet=outlet_names(read["source"]))
        .groupby("outlet", as_index=False)
        .agg(
            articles=("article_id", "size"),
            stories=("story", "nunique"),
            words=("words", "sum"),
            median_words=("words", "median"),
            first=("published", "min"),
            last=("published", "max"),
        )
        .sort_values(["articles", "outlet"], ascending=[False, True])
        .pipe(conform, OUTLETS, "outlets")
    )


def largest_outlet(articles: pd.DataFrame) -> str:
    """Return the outlet with most usable articles; ties sort by name; empty if there are none."""
    return next(iter(outlets(articles)["outlet"]), "")


def shared_stories(articles: pd.DataFrame) -> pd.DataFrame:
    """List the stories that more than one record tells, most copied first.

    Returns:
        SHARED_STORIES; the title is the first article's. Copies count, although only the first
        is read by the later steps.
    """
    told = articles[articles["status"].isin(["ok", "duplicate"])]
    return (
        told.assign(outlets=outlet_names(told["source"]))
        .groupby("story", as_index=False)
        .agg(
            title=("title", "first"),
            articles=("article_id", "size"),
            outlets=("outlets", lambda names: ", ".join(sorted(set(names)))),
            first=("published", "min"),
        )
        .loc[lambda d: d["articles"] > 1]
        .sort_values(["articles", "story"], ascending=[False, True])
        .pipe(conform, SHARED_STORIES, "shared_stories")
    )


def articles_over_time(
    articles: pd.DataFrame, *, freq: Frequency | None = None, top: int = 5
) -> pd.DataFrame:
    """Count the usable articles of each period and outlet, with 0 where there are none.

    Args:
        articles: ARTICLES; those without a date are left out.
        freq: D, W, M, Q or Y; chosen by the span of the dates if None.
        top: name this many outlets, largest first; the others become one.
    """
    dated = usable(articles).dropna(subset="published")
    if dated.empty:
        return empty(ARTICLES_OVER_TIME)
    outlet = outlet_names(dated["source"])
    size = outlet.value_counts().reset_index().sort_values(["count", "source"], ascending=[0, 1])
    kept = size["source"].head(top).tolist()
    named = outlet.where(outlet.isin(kept), OTHER_OUTLETS)
    columns = kept + [OTHER_OUTLETS] * bool((named == OTHER_OUTLETS).any())
    return (
        pd.crosstab(periods(dated["published"], freq), named)
        .reindex(index=every_period(dated["published"], freq), columns=columns, fill_value=0)
        .rename_axis(columns="outlet")
        .stack()
        .rename("articles")
        .reset_index()
        .pipe(conform, ARTICLES_OVER_TIME, "articles_over_time")
    )
