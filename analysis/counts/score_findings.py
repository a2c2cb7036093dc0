"""The sentences above the figures of sentiment and stance, as `findings` writes those of names."""

import pandas as pd

from analysis.counts.claims import CLAIM_STORIES, apart, enough, listed, period_name, shorten, signed
from analysis.counts.differences import CLEAR_Q
from analysis.counts.findings import NO_DATES, TOO_FEW_STORIES
from analysis.counts.methods import LEXICONS
from analysis.counts.robustness import SAME, flipping
from analysis.counts.stances import TOO_FEW, UNCLEAR

LINE = 98  # characters of a title that stand beside each other


def sentiment_finding(scores: pd.DataFrame, robustness: pd.DataFrame | None = None) -> str:
    """Say who is written of most and least warmly, whether the two differ, and whether they flip."""
    told = enough(scores)
    if len(told) < 2:
        return f"How warmly actors are written of: {TOO_FEW_STORIES}."
    told = told.sort_values(["score", "actor"], ascending=[False, True])
    warm, cold = told.iloc[0], told.iloc[-1]
    if apart(warm, cold, comparisons=len(told) * (len(told) - 1) // 2):
        return (
            f"{warm['actor']} ({signed(warm['score'])}) is written of more warmly "
            f"than {cold['actor']} ({signed(cold['score'])})."
        ) + _but(_flips([warm["actor"], cold["actor"]], robustness))
    return (
        f"{warm['actor']} ({signed(warm['score'])}) and {cold['actor']} "
        f"({signed(cold['score'])}) are furthest apart, yet the difference is unclear."
    )


def outlet_sentiment_finding(cells: pd.DataFrame) -> str:
    """Say which outlet clearly writes of an actor otherwise than the others do."""
    told = enough(cells)
    told = told[told["q"].notna()]
    if told.empty:
        return f"Whether outlets write differently of an actor: {TOO_FEW_STORIES}."
    clear = told[told["q"] < CLEAR_Q]
    if clear.empty:
        return "No outlet clearly writes of an actor more or less warmly than the others."
    row = clear.loc[clear["difference"].abs().idxmax()]
    way = "more" if row["difference"] > 0 else "less"
    return (
        f"{row['outlet']} writes of {row['actor']} {way} warmly than the others do: "
        f"{signed(row['score'])}, a difference of {signed(row['difference'])}."
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


def stance_finding(matrix: pd.DataFrame, target: str, robustness: pd.DataFrame | None = None) -> str:
    """Say who stands against and in favor of a target, how many cannot be read, and who flips.

    It names two of a side where that fits a line, else one, and who flips or else how many.
    """
    rows = matrix[matrix["target"] == target]
    by_reading = {reading: group["holder"].tolist() for reading, group in rows.groupby("reading")}
    if not {"against", "favor"} & set(by_reading):
        rest = [
            f"{len(by_reading[reading])} {reading}"
            for reading in ("neutral", UNCLEAR, TOO_FEW)
            if reading in by_reading
        ]
        return f"{target}: nobody clearly takes a side ({', '.join(rest) or 'no sentence'})."
    others = int((~rows["reading"].isin(["against", "favor"])).sum())
    end = f"; no clear side: {others} holder{'s' * (others > 1)}." if others else "."
    ends = [(2, end), (1, end)]
    if flips := _flips([f"{name} on {target}" for name in rows["holder"]], robustness):
        told = f".{_but(flips)}".replace(f" on {target} flips", " flips")
        ends = [(2, told), (1, told), (1, f". But {len(flips)} flip{'s' * (len(flips) == 1)}.")]
    titles = [f"{target}: {_sides(by_reading, at_most)}{end}" for at_most, end in ends]
    return next((title for title in titles if len(title) <= LINE), titles[-1])


def _sides(by_reading: dict[str, list[str]], at_most: int) -> str:
    return "; ".join(
        f"{listed([shorten(name) for name in by_reading[reading]], at_most=at_most)} {verb}"
        for reading, verb in (("against", "against"), ("favor", "in favor"))
        if reading in by_reading
    )


def robustness_finding(robustness: pd.DataFrame) -> str:
    """Say how many findings hold as the model reads, how many by a lexicon, and which flip."""
    lexicon = robustness["variant"].isin([f"by {name}" for name in LEXICONS.values()])
    total = robustness["finding"].nunique()
    hold, borne_out = (
        sum(set(outcomes) == {SAME} for _, outcomes in rows.groupby("finding")["outcome"])
        for rows in (robustness[~lexicon], robustness[lexicon])
    )
    flips = [f"{name} ({listed(variants, at_most=1)})" for name, variants in flipping(robustness).items()]
    told = f"flips: {listed(flips, at_most=2)}" if flips else "none flips"
    by_lexicon = f", {borne_out} by both lexicons" if lexicon.any() else ""
    return f"{hold} of {total} findings hold with the model in every variant{by_lexicon}; {told}."


def _flips(names: list[str], robustness: pd.DataFrame | None) -> list[str]:
    """Return which of the findings that a title names flip, and by what."""
    found = flipping(robustness) if robustness is not None else {}
    return [f"{name} flips {found[name][0]}" for name in names if name in found]


def _but(flips: list[str]) -> str:
    return f" But {listed(flips, at_most=1)}." if flips else ""


def voice_finding(table: pd.DataFrame, target: str) -> str:
    """Say how the holders stand on a target as outlets tell it, in quotations, in reports."""
    lean = {"favor": "in favor", TOO_FEW: "too few"}
    parts = [
        f"{row.voice} {lean.get(row.reading, row.reading)}"
        for row in table[table["target"] == target].sort_values("voice").itertuples()
    ]
    said = ", ".join(parts) if parts else "no sentence takes a side"
    return f"Holders on {target}: {said}."


def wording_finding(table: pd.DataFrame) -> str:
    """Say which outlet is marked most by its choice of terms."""
    clear = table[(table["log_odds"] > 0) & (table["q"] < CLEAR_Q) & (table["articles"] >= CLAIM_STORIES)]
    if clear.empty:
        return "No outlet's choice of terms is clearly its own."
    row = clear.loc[clear["log_odds"].idxmax()]
    uses = f"{row['first']:,} of {row['first'] + row['second']:,} times"
    return f"{row['outlet']} stands apart by its terms: {uses} it chooses the first of: {row['contrast']}."
