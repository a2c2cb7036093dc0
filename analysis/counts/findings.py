"""The sentences that stand above the figures, written from the tables so that no rerun belies them.

What they may claim is decided in `claims`.
"""

import pandas as pd

from analysis.counts.claims import apart, listed, percent, period_name
from analysis.counts.differences import CLEAR_Q

NO_DATES = "No dated articles: nothing to draw over time."
TOO_FEW_STORIES = "too few stories to say"


def statuses_finding(counts: pd.DataFrame) -> str:
    """Say how many records can be read and what became of the others."""
    number = counts.set_index("status")["articles"]
    rest = [f"{n:,} {status}" for status, n in number.drop("ok").items() if n]
    total = number.sum()
    return f"{number['ok']:,} of {total:,} records can be read" + (
        f"; {listed(rest, at_most=4)}." if rest else "."
    )


def articles_over_time_finding(table: pd.DataFrame) -> str:
    """Say which period has most articles."""
    if table.empty:
        return NO_DATES
    total = table.groupby("period")["articles"].sum()
    peak = total.idxmax()
    return (
        f"Most articles fall in {period_name(peak, table['period'])}: "
        f"{total.max():,} of the {total.sum():,} that have a date."
    )


def words_finding(words: pd.Series) -> str:
    """Say how long the articles are."""
    if len(words) == 1:
        return f"The one article has {words.iloc[0]:,} words."
    return (
        f"Half of the {len(words):,} articles have {words.median():,.0f} words or fewer; "
        f"the longest has {words.max():,}."
    )


def outlets_finding(table: pd.DataFrame) -> str:
    """Say how much of the corpus the largest outlet is."""
    first, total = table.iloc[0], table["articles"].sum()
    share = percent(first["articles"] / total)
    return f"{first['outlet']} is the largest of {len(table)} outlets: {share} of {total:,} articles."


def actors_finding(counts: pd.DataFrame) -> str:
    """Say who is named in most articles, if that is clear."""
    by_share = counts.sort_values(["share", "actor"], ascending=[False, True])
    first = by_share.iloc[0]
    if len(by_share) == 1:
        return f"{first['actor']} alone is named: {percent(first['share'])} of the articles."
    second = by_share.iloc[1]
    pair = (
        f"{first['actor']} ({percent(first['share'])} of the articles)",
        f"{second['actor']} ({percent(second['share'])})",
    )
    if pd.isna(first["low"]):
        most = counts.sort_values(["mentions", "actor"], ascending=[False, True]).iloc[0]
        return (
            f"{most['actor']} is mentioned most (n={most['mentions']:,}); "
            f"{TOO_FEW_STORIES} who is named more widely."
        )
    if apart(first, second, "share", comparisons=len(by_share) - 1):
        return f"{pair[0]} is named most widely, ahead of {pair[1]}."
    return f"{pair[0]} and {pair[1]} are named most widely; which of them leads is unclear."


def keyness_finding(table: pd.DataFrame, outlet: str) -> str:
    """Say which words clearly mark an outlet off from the rest."""
    clear = table[table["q"] < CLEAR_Q]
    more = clear.loc[clear["z"] > 0, "word"].tolist()
    less = clear.loc[clear["z"] < 0, "word"].tolist()[::-1]
    parts = [
        f"{amount} often {listed([f'“{word}”' for word in found[:4]], at_most=4)}"
        for amount, found in (("more", more), ("less", less))
        if found
    ]
    if not parts:
        return f"No word clearly marks {outlet} off from the rest."
    return f"{outlet} writes {' and '.join(parts)} than the rest."


def network_finding(pairs: pd.DataFrame) -> str:
    """Say which two actors are named together most."""
    first = pairs.iloc[0]
    ties = int((pairs["sentences"] == first["sentences"]).sum()) - 1
    tied = f", as are {ties} other pairs" if ties > 1 else ", as is one other pair" if ties else ""
    return (
        f"{first['actor_a']} and {first['actor_b']} are named together most: "
        f"in {first['sentences']:,} sentences{tied}."
    )


def mentions_over_time_finding(table: pd.DataFrame) -> str:
    """Say which actor the articles name most widely over all periods that have a date."""
    if table.empty:
        return NO_DATES
    total = table.groupby("actor")[["articles", "dated"]].sum()
    first = total["articles"].idxmax()
    share = percent(total.loc[first, "articles"] / total.loc[first, "dated"])
    return (
        f"{first} is named in {share} of the {total.loc[first, 'dated']:,} dated articles, "
        "the most of those drawn."
    )
