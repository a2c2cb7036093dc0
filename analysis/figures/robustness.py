"""The robustness panel: findings down, other ways to work them out across."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.counts import score_findings
from analysis.counts.robustness import FLIPPED, SAME, WEAKER
from analysis.figures.style import (
    FAINT,
    INK,
    QUIET,
    VERMILION,
    headline,
    name_rows,
    new_axes,
    say_nothing_to_draw,
)

NOTHING = "Nothing is found that could fail to hold."
_MARKS = {
    SAME: {"marker": "o", "s": 26, "color": "#8A8A8A"},
    WEAKER: {"marker": "o", "s": 26, "facecolor": "white", "edgecolor": "#8A8A8A"},
    FLIPPED: {"marker": "X", "s": 60, "color": VERMILION},
}


def plot_robustness(robustness: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw ROBUSTNESS: a filled dot where a finding holds, a hollow one where it weakens, or a cross."""
    if robustness.empty:
        return say_nothing_to_draw(ax, NOTHING)
    rows, variants = (list(dict.fromkeys(robustness[name])) for name in ("finding", "variant"))
    ax = ax or new_axes(2.1 + 0.25 * len(rows))
    for outcome, look in _MARKS.items():
        cells = robustness[robustness["outcome"] == outcome]
        places = (
            [variants.index(each) for each in cells["variant"]],
            [rows.index(each) for each in cells["finding"]],
        )
        ax.scatter(*places, zorder=2, **look)
    readings = robustness.drop_duplicates("finding")["reading"].tolist()
    name_rows(ax, rows, notes=readings, head="reads")
    ax.set_xlim(-0.6, len(variants) - 0.4)
    ax.set_xticks(
        np.arange(len(variants)), variants, rotation=38, ha="right", rotation_mode="anchor", color=INK
    )
    ax.tick_params(length=0)
    ax.grid(color=FAINT, linewidth=0.5)
    ax.set_axisbelow(True)
    ax.spines[:].set_visible(False)
    ax.set_xlabel("● holds   ○ weaker: unclear or too few   ✖ flips: the other side", color=QUIET)
    headline(ax, score_findings.robustness_finding(robustness))
    return ax
