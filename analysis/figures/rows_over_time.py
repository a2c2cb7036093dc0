"""Series over time as rows of one axes: each row has its own baseline, all have the same scale."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from analysis.figures.events import mark_events
from analysis.figures.style import BLUE, FAINT, QUIET, actor_colour, name_rows

TALL = 0.8  # height of a row's full scale, rows being 1 apart


def draw_bars(
    ax: Axes,
    rows: Mapping[str, pd.DataFrame],
    value: str,
    *,
    notes: Sequence[str],
    colours: Mapping[str, str] | None = None,
    head: str = "n",
) -> None:
    """Draw one row of bars per entry of `rows`, a table with `period` and `value` (0 or more).

    Where it has `low` and `high`, each bar has its interval.
    """
    tops = [part["high" if "high" in part else value].max() for part in rows.values()]
    largest = max((top for top in tops if top > 0), default=1)
    for row, (name, part) in enumerate(rows.items()):
        base = row + TALL / 2
        colour = (colours or {}).get(name, BLUE)
        height = part[value].fillna(0) / largest * TALL
        ax.bar(part["period"], -height, bottom=base, width=_width(part["period"]), color=colour)
        if "low" in part:
            ends = base - part[["low", "high"]].to_numpy() / largest * TALL
            ax.vlines(part["period"], *ends.T, color=QUIET, linewidth=0.7)
        ax.axhline(base, color=FAINT, linewidth=0.8, zorder=0)
    _finish(ax, rows, notes, head)


def draw_scores(
    ax: Axes, rows: Mapping[str, pd.DataFrame], *, notes: Sequence[str], actors: Sequence[str]
) -> None:
    """Draw one row of dots with intervals per entry of `rows`.

    Each is a table with `period`, `n`, and `score`, `low` and `high` from -1 to 1. The area of a
    dot grows with its count; without an interval it is hollow.
    """
    most = max(part["n"].max() for part in rows.values())
    for row, ((_, part), actor) in enumerate(zip(rows.items(), actors, strict=True)):
        part = part.sort_values("period")
        colour = actor_colour(actor)
        y = row - part["score"] * TALL / 2
        known = part["low"].notna()
        ends = row - part.loc[known, ["high", "low"]].to_numpy() * TALL / 2
        ax.axhspan(row - TALL / 2, row + TALL / 2, color="#F6F6F6", zorder=-1)
        ax.axhline(row, color="#C4C4C4", linewidth=0.8, zorder=0)
        ax.vlines(part.loc[known, "period"], *ends.T, color=colour, alpha=0.35, linewidth=1.6)
        ax.plot(part["period"], y, color=colour, linewidth=0.9, alpha=0.8)
        fill = [colour if sure else "white" for sure in known]
        size = 8 + 40 * np.sqrt(part["n"] / most)
        ax.scatter(part["period"], y, s=size, color=fill, edgecolor=colour, zorder=3)
        for at, text in ((row - TALL / 2, "+1"), (row + TALL / 2, "−1")):
            ax.annotate(
                text,
                (0, at),
                (-3, 0),
                xycoords=ax.get_yaxis_transform(),
                textcoords="offset points",
                ha="right",
                va="center",
                fontsize=6.5,
                color=QUIET,
            )
    ax.tick_params(axis="y", pad=16)
    _finish(ax, rows, notes, "n")


def _finish(ax: Axes, rows: Mapping[str, pd.DataFrame], notes: Sequence[str], head: str) -> None:
    name_rows(ax, list(rows), notes=list(notes), head=head)
    mark_events(ax, pd.concat([part["period"] for part in rows.values()]))
    locator = AutoDateLocator(minticks=3, maxticks=9)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))


def _width(period: pd.Series) -> pd.Timedelta:
    """Return the width of a bar: most of the shortest step between two periods."""
    step = period.drop_duplicates().sort_values().diff().min()
    return pd.Timedelta(days=1) if pd.isna(step) else step * 0.9
