"""Figures of what to make of errors: what a name alone moves, and shares with the errors counted in."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from analysis.accuracy.tasks import Swaps
from analysis.counts.claims import percent, signed
from analysis.figures.style import (
    BLUE,
    FAINT,
    INK,
    QUIET,
    STANCE_COLOURS,
    headline,
    name_rows,
    new_axes,
    say_nothing_to_draw,
)


def plot_swaps(table: pd.DataFrame, stances: Swaps, *, ax: Axes | None = None) -> Axes:
    """Draw PAIR_SWAPS: what another name in the same sentence does to its sentiment.

    Args:
        stances: what other names of holders do to stances; its share goes into the title.
    """
    if table.empty:
        return say_nothing_to_draw(ax, "No coded sentence names one of the pairs: nothing to swap.")
    ax = ax or new_axes(1.5 + 0.27 * len(table))
    for place, row in enumerate(table.itertuples()):
        few = np.isnan(row.low)
        ax.plot([row.low, row.high], [place, place], color=BLUE, linewidth=1.3)
        ax.plot(row.shift, place, "o", color=BLUE, mfc="white" if few else BLUE, markersize=4.5)
        ax.plot([-row.moved, row.moved], [place, place], "|", color=QUIET, markersize=9)
    names = [f"{row.name} → {row.replaced_by}" for row in table.itertuples(index=False)]
    name_rows(ax, names, notes=[f"{n:,}" for n in table["n"]], head="n")
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set_xlim(-1, 1)
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set_xlabel(
        "● mean change of the score (−2 to 2), with 95 % interval; hollow: too few to say"
        "     | mean size of a change"
    )
    headline(ax, _swaps_finding(table, stances))
    return ax


def _swaps_finding(table: pd.DataFrame, stances: Swaps) -> str:
    moved = (
        f"{percent(stances.moved)} of stances change under another holder's name."
        if stances.swaps
        else "no stance could be asked under another name."
    )
    told = table[table["low"].notna()]
    if told.empty:
        return f"Too few sentences name the pairs; {moved}"
    worst = told.loc[told["shift"].abs().idxmax()]
    pair = f"{worst['name']} → {worst['replaced_by']}"
    return f"Names alone move sentiment by {signed(worst['shift'])} at most ({pair}); {moved}"


def plot_corrected(shares: pd.DataFrame, *, top: int = 6, ax: Axes | None = None) -> Axes:
    """Draw `corrected_shares`: what the model reports, hollow, and with its errors counted in.

    Args:
        top: draw this many holders and targets, those with most sentences.
    """
    if shares.empty:
        return say_nothing_to_draw(ax, "No holder has enough sentences: no share to correct.")
    size = shares.groupby(["holder", "target"])["n"].max().sort_values(ascending=False, kind="stable")
    rows = list(size.head(top).index)
    sides = shares[shares["label"] != "neutral"].set_index(["holder", "target"]).loc[rows].reset_index()
    ax = ax or new_axes(1.5 + 0.5 * len(rows))
    for row in sides.itertuples():
        colour, shift = STANCE_COLOURS[row.label], -0.18 if row.label == "against" else 0.18
        place = rows.index((row.holder, row.target)) + shift
        ax.plot([row.low, row.high], [place - 0.11] * 2, color=QUIET, linewidth=1)
        ax.plot(row.share, place - 0.11, "o", color=QUIET, mfc="white", markersize=4.5)
        ax.plot([row.corrected_low, row.corrected_high], [place, place], color=colour, linewidth=2.2)
        ax.plot(row.corrected, place, "o", color=colour, markersize=5.5)
    names = [f"{holder} on {target}" for holder, target in rows]
    name_rows(ax, names, notes=[f"{size[row]:,}" for row in rows], head="n")
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set_xlabel(
        "Share of the sentences against (blue) and in favor (orange):\n"
        "○ as reported   ● corrected, each with its 95 % interval"
    )
    moved = sides.loc[(sides["corrected"] - sides["share"]).abs().idxmax()]
    headline(
        ax,
        f"The correction moves most: {moved['holder']} on {moved['target']}, {moved['label']}: "
        f"{percent(moved['share'])} reported, {percent(moved['corrected'])} corrected.",
    )
    return ax
