"""The terminology meter: a panel a contrast, a row an outlet."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from analysis.counts import score_findings
from analysis.figures.style import BLUE, FAINT, INK, ORANGE, QUIET, WIDTH, name_rows, say_nothing_to_draw

NO_WORDING = "No two outlets name the same thing: no terms to compare."
_ROW, _HEAD = 0.27, 0.75  # inches


def plot_wording(table: pd.DataFrame) -> list[Axes]:
    """Draw `wording`: how much each outlet prefers the first way to name a thing.

    A dot is the log-odds against all other outlets, with its interval; filled where the interval
    leaves out 0. Beside it stand the uses of the first way, of all uses.

    Returns:
        The panels, in the order of the table.
    """
    if table.empty:
        return [say_nothing_to_draw(None, NO_WORDING)]
    contrasts = list(dict.fromkeys(table["contrast"]))
    sizes = [int((table["contrast"] == contrast).sum()) for contrast in contrasts]
    figure, axes = plt.subplots(
        len(contrasts),
        1,
        figsize=(WIDTH, 0.9 + sum(_ROW * size + _HEAD for size in sizes)),
        sharex=True,
        squeeze=False,
        height_ratios=[size + 1 for size in sizes],
        layout="constrained",
    )
    for ax, contrast in zip(axes[:, 0], contrasts, strict=True):
        _draw(ax, table[table["contrast"] == contrast])
        ax.set_title(f"{contrast[:1].upper()}{contrast[1:]}", loc="left", fontsize=9)
    figure.suptitle(textwrap.fill(score_findings.wording_finding(table), 84), x=0.01, ha="left")
    axes[-1, 0].set_xlabel(
        "← rather the second      log-odds against the other outlets      rather the first →"
    )
    return list(axes[:, 0])


def _draw(ax: Axes, rows: pd.DataFrame) -> None:
    for place, row in enumerate(rows.itertuples()):
        clear = row.low > 0 or row.high < 0
        colour = INK if not clear else (ORANGE if row.log_odds > 0 else BLUE)
        if not np.isnan(row.low):
            ax.plot([row.low, row.high], [place, place], color=colour, linewidth=1.2)
        ax.plot(row.log_odds, place, "o", color=colour, mfc=colour if clear else "white", markersize=5)
    notes = [f"{row.first:,} of {row.first + row.second:,}" for row in rows.itertuples()]
    name_rows(ax, rows["outlet"].tolist(), notes=notes, head="first")
    ax.axvline(0, color=QUIET, linewidth=0.8)
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
