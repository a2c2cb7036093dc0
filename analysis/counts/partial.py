"""Counts of a part of a corpus that add up to the counts of the whole."""

from collections.abc import Sequence

import pandas as pd

from analysis.tables import Analysis

# what is counted -> the columns that say of what; the rest are sums
KEYS = {
    "statuses": ["status"],
    "actors": ["actor", "kind"],
    "stances": ["holder", "government", "target", "stance"],
}


def counted(analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Return counts by name: of statuses articles and words, of actors mentions and articles, of stances
    rows and articles."""
    statuses = analysis.articles.groupby(KEYS["statuses"]).agg(
        articles=("article_id", "size"), words=("words", "sum")
    )
    actors = analysis.mentions.groupby(KEYS["actors"]).agg(
        mentions=("article_id", "size"), articles=("article_id", "nunique")
    )
    stances = analysis.stances.groupby(KEYS["stances"]).agg(
        rows=("article_id", "size"), articles=("article_id", "nunique")
    )
    tables = {"statuses": statuses, "actors": actors, "stances": stances}
    return {name: table.reset_index() for name, table in tables.items()}


def combined(parts: Sequence[dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Return the counts of the whole, the greatest first; articles of different parts are different ones."""
    whole = {}
    for name, keys in KEYS.items():
        table = pd.concat([part[name] for part in parts], ignore_index=True).groupby(keys).sum()
        first = table.columns[0]
        whole[name] = table.sort_values(first, ascending=False, kind="stable").reset_index()
    return whole
