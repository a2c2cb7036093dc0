"""The sentences that stand above the figures, written from the tables so that no rerun belies them.

What they may claim is decided in `claims`.
"""

from itertools import combinations

import pandas as pd

from analysis.counts.claims import apart, enough, listed, percent, period_name, signed
from analysis.counts.scores import TOO_FEW, UNCLEAR
from analysis.figures.style import shorten

CLEAR_Z = 3.3  # one word in a thousand goes so far by chance
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


def sentiment_finding(scores: pd.DataFrame) -> str:
    """Say who is written of most and least warmly, and whether the two differ."""
    told = enough(scores)
    if len(told) < 2:
        return f"How warmly actors are written of: {TOO_FEW_STORIES}."
    told = told.sort_values(["score", "actor"], ascending=[False, True])
    warm, cold = told.iloc[0], told.iloc[-1]
    if apart(warm, cold, comparisons=len(told) * (len(told) - 1) // 2):
        return (
            f"{warm['actor']} ({signed(warm['score'])}) is written of more warmly "
            f"than {cold['actor']} ({signed(cold['score'])})."
        )
    return (
        f"{warm['actor']} ({signed(warm['score'])}) and {cold['actor']} "
        f"({signed(cold['score'])}) are furthest apart, yet the difference is unclear."
    )


def outlet_sentiment_finding(cells: pd.DataFrame) -> str:
    """Say on which actor two outlets differ most, if any two clearly do."""
    told = enough(cells)
    pairs = [
        (one, other)
        for _, rows in told.groupby("actor")
        for (_, one), (_, other) in combinations(rows.iterrows(), 2)
    ]
    if not pairs:
        return f"Whether outlets write differently of an actor: {TOO_FEW_STORIES}."
    clear = [pair for pair in pairs if apart(*pair, comparisons=len(pairs))]
    if not clear:
        return "No two outlets clearly differ on how warmly they write of an actor."
    one, other = max(clear, key=lambda pair: abs(pair[0]["score"] - pair[1]["score"]))
    warm, cold = (one, other) if one["score"] > other["score"] else (other, one)
    return (
        f"{warm['outlet']} ({signed(warm['score'])}) writes of {warm['actor']} more warmly "
        f"than {cold['outlet']} ({signed(cold['score'])})."
    )


def change_finding(table: pd.DataFrame, names: list[str], *, what: str) -> str:
    """Say which series rose or fell most from its first period to its last, if any clearly did."""
    if table.empty:
        return NO_DATES
    told = enough(table)
    ends = [
        (" on ".join(rows.iloc[0][names]), rows.iloc[0], rows.iloc[-1])
        for _, rows in told.sort_values("period").groupby(names)
        if len(rows) > 1
    ]
    if not ends:
        return f"Whether {what} changed: {TOO_FEW_STORIES}."
    clear = [end for end in ends if apart(end[1], end[2], comparisons=len(ends))]
    if not clear:
        return f"No clear change in {what} from the first period to the last."
    name, first, last = max(clear, key=lambda end: abs(end[2]["score"] - end[1]["score"]))
    moved = "rose" if last["score"] > first["score"] else "fell"
    start, end = (
        f"{signed(row['score'])} in {period_name(row['period'], table['period'])}" for row in (first, last)
    )
    return f"{name}: {what} {moved} from {start} to {end}."


def stance_finding(matrix: pd.DataFrame, target: str) -> str:
    """Say who stands against and in favor of a target, and how many cannot be read."""
    rows = matrix[matrix["target"] == target]
    by_reading = {reading: group["holder"].tolist() for reading, group in rows.groupby("reading")}
    parts = [
        f"{listed([shorten(name) for name in by_reading[reading]], at_most=2)} {verb}"
        for reading, verb in (("against", "against"), ("favor", "in favor"))
        if reading in by_reading
    ]
    rest = [
        f"{len(by_reading[reading])} {reading}"
        for reading in ("neutral", UNCLEAR, TOO_FEW)
        if reading in by_reading
    ]
    if not parts:
        return f"{target}: nobody clearly takes a side ({', '.join(rest) or 'no sentence'})."
    others = int((~rows["reading"].isin(["against", "favor"])).sum())
    return f"{target}: {'; '.join(parts)}{f'; no clear side: {others}' if others else ''}."


def voice_finding(table: pd.DataFrame, target: str) -> str:
    """Say how the holders stand on a target as outlets tell it, in quotations, in reports."""
    told = {"outlet": "as told", "quoted": "quoted", "reported": "reported"}
    lean = {"favor": "in favor", TOO_FEW: "too few"}
    parts = [
        f"{told[row.voice]} {lean.get(row.reading, row.reading)}"
        for row in table[table["target"] == target].sort_values("voice").itertuples()
    ]
    said = ", ".join(parts) if parts else "no sentence takes a side"
    return f"Holders on {target}: {said}."


def keyness_finding(table: pd.DataFrame, outlet: str) -> str:
    """Say which words clearly mark an outlet off from the rest."""
    more = table.loc[table["z"] >= CLEAR_Z, "word"].tolist()
    less = table.loc[table["z"] <= -CLEAR_Z, "word"].tolist()[::-1]
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
