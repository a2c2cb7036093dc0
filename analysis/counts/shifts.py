"""Who moved: a holder's stance in the first and in the second half of the time; and who tells it how."""

import pandas as pd

from analysis.counts.differences import adjusted, difference
from analysis.counts.stories import periods, with_articles
from analysis.tables import conform, empty, named_holders

_SIGN = {"against": -1.0, "neutral": 0.0, "favor": 1.0}
SHIFTS = {
    "holder": "str",
    "target": "str",
    "until": "datetime64[us]",  # the middle date of the articles; the later half begins after it
    "n_early": "int64",
    "early": "float64",  # share in favor minus share against, -1 to 1
    "n_late": "int64",
    "late": "float64",
    "shift": "float64",  # late - early
    "low": "float64",  # 95 % bootstrap interval over stories
    "high": "float64",
    "q": "float64",  # corrected for all holders compared
}
CONTRASTS = {
    "week": "datetime64[us]",
    "holder": "str",
    "target": "str",
    "higher": "str",  # the outlet in which the holder looks most in favor
    "n_higher": "int64",
    "score_higher": "float64",  # share in favor minus share against, -1 to 1
    "lower": "str",
    "n_lower": "int64",
    "score_lower": "float64",
    "gap": "float64",  # 0 to 2
    "low": "float64",  # 95 % bootstrap interval over stories; NaN where an outlet has under three
    "high": "float64",
    "q": "float64",  # corrected for all pairs of outlets in all rows
}


def stance_shifts(stances: pd.DataFrame, articles: pd.DataFrame, *, min_sentences: int = 5) -> pd.DataFrame:
    """Compare each named holder's stance before and after the middle of the time covered.

    Args:
        min_sentences: leave out a holder with fewer on either side of the middle.

    Returns:
        SHIFTS, the largest shift first. A shift may come from another mix of outlets or of events: look
        at the sentences before calling it a change of mind.
    """
    rows = _scored(stances, articles)
    if rows.empty:
        return empty(SHIFTS)
    middle = rows.drop_duplicates("article_id")["published"].median()
    rows = rows.assign(late=rows["published"] > middle)
    found = [
        {"holder": holder, "target": target, "until": middle.tz_localize(None), **_shift(group)}
        for (holder, target), group in rows.groupby(["holder", "target"])
        if group["late"].sum() >= min_sentences and (~group["late"]).sum() >= min_sentences
    ]
    table = pd.DataFrame(found, columns=[*list(SHIFTS)[:-1], "p"])
    table["q"] = adjusted(table["p"])
    order = table.reindex(table["shift"].abs().sort_values(ascending=False, kind="stable").index)
    return conform(order, SHIFTS, "stance_shifts")


def outlet_contrasts(
    stances: pd.DataFrame, articles: pd.DataFrame, *, min_sentences: int = 2
) -> pd.DataFrame:
    """Find where two outlets show one holder differently in the same week, which is mostly one event.

    Returns:
        CONTRASTS, a row per week, holder and target that two outlets or more tell with `min_sentences`
        each and not alike; the widest gap first, then most sentences.
    """
    rows = _scored(stances, articles)
    if rows.empty:
        return empty(CONTRASTS)
    rows = rows.assign(week=periods(rows["published"], "W"))
    told = dict(list(rows.groupby(["week", "holder", "target"])))
    cells = rows.groupby(["week", "holder", "target", "outlet"])["value"].agg(["size", "mean"]).reset_index()
    cells = cells[cells["size"] >= min_sentences].sort_values(["mean", "outlet"])
    found = [
        {"week": week, "holder": holder, "target": target, **_gap(group, told[week, holder, target])}
        for (week, holder, target), group in cells.groupby(["week", "holder", "target"])
        if group["mean"].iloc[-1] > group["mean"].iloc[0]
    ]
    table = pd.DataFrame(found, columns=[*list(CONTRASTS)[:-1], "p"])
    table["q"] = adjusted(table["p"])
    size = table["n_higher"] + table["n_lower"]
    order = table.assign(size=size).sort_values(["gap", "size", "week"], ascending=[False, False, True])
    return conform(order, CONTRASTS, "outlet_contrasts")


def _gap(cells: pd.DataFrame, rows: pd.DataFrame) -> dict:
    """Compare the outlets with the highest and with the lowest score, which stand last and first."""
    gap = {}
    for side, row in (("higher", cells.iloc[-1]), ("lower", cells.iloc[0])):
        gap |= {side: row["outlet"], f"n_{side}": row["size"], f"score_{side}": row["mean"]}
    rows = rows[rows["outlet"].isin([gap["higher"], gap["lower"]])]
    found = difference(rows, rows["outlet"] == gap["higher"], "value")
    pairs = len(cells) * (len(cells) - 1) / 2  # of which this one was chosen as the widest
    return gap | {
        "gap": found.difference, "low": found.low, "high": found.high, "p": min(1.0, found.p * pairs),
    }  # fmt: skip


def _scored(stances: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    rows = with_articles(named_holders(stances), articles).dropna(subset="published")
    return rows.assign(value=rows["stance"].map(_SIGN).astype(float))


def _shift(group: pd.DataFrame) -> dict:
    early, late = group[~group["late"]]["value"], group[group["late"]]["value"]
    found = difference(group, group["late"], "value")
    return {
        "n_early": len(early), "early": early.mean(), "n_late": len(late), "late": late.mean(),
        "shift": found.difference, "low": found.low, "high": found.high, "p": found.p,
    }  # fmt: skip
