"""Figures of the corpus: records by status, outlets, length, articles over time."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.counts import findings
from analysis.counts.stories import usable
from analysis.figures.rows_over_time import draw_bars
from analysis.figures.style import BLUE, FAINT, INK, headline, name_rows, new_axes, say_nothing_to_draw


def plot_statuses(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw STATUS_COUNTS as one bar a status, those without a record too."""
    if counts["articles"].sum() == 0:
        return say_nothing_to_draw(ax, "No records: nothing was found to read.")
    ax = ax or new_axes(2.1)
    colours = [BLUE if status == "ok" else "#9A9A9A" for status in counts["status"]]
    ax.barh(range(len(counts)), counts["articles"], color=colours, height=0.65)
    name_rows(ax, counts["status"].tolist(), notes=[f"{n:,}" for n in counts["articles"]])
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set_xlabel("Records")
    headline(ax, findings.statuses_finding(counts))
    return ax


def plot_outlets(table: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Draw OUTLETS as one bar of articles an outlet, largest on top."""
    if table.empty:
        return say_nothing_to_draw(ax, "No usable articles: no outlet to draw.")
    shown = table.head(top)
    ax = ax or new_axes(1.1 + 0.24 * len(shown))
    ax.barh(range(len(shown)), shown["articles"], color=BLUE, height=0.65)
    notes = [f"{n:,}" for n in shown["articles"]]
    name_rows(ax, shown["outlet"].tolist(), notes=notes, head="articles")
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
    more = f", the {len(shown)} largest of {len(table)}" if len(table) > top else ""
    ax.set_xlabel(f"Usable articles by outlet{more}")
    headline(ax, findings.outlets_finding(table))
    return ax


def plot_words(articles: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many words the usable articles of ARTICLES have; on a logarithmic scale if lengths
    differ tenfold or more."""
    words = usable(articles)["words"]
    words = words[words > 0]
    if words.empty:
        return say_nothing_to_draw(ax, "No usable articles: no length to draw.")
    ax = ax or new_axes(2.6)
    low, high = words.min() * 0.9, words.max() * 1.1
    wide = bool(high / low > 10)
    bins = np.geomspace(low, high, 25) if wide else np.linspace(low, high, 25)
    ax.hist(words, bins=bins, color=BLUE, edgecolor="white", linewidth=0.5)
    ax.grid(axis="y", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    if wide:
        ax.set_xscale("log")
        ticks = [
            n for n in (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000) if low <= n <= high
        ]
        ax.set_xticks(ticks, [f"{n:,}" for n in ticks])
        ax.set_xticks([], minor=True)
    else:
        ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.axvline(words.median(), color=INK, linewidth=1)
    ax.annotate(
        f"median {words.median():,.0f}",
        (words.median(), 1),
        (4, -2),
        xycoords=ax.get_xaxis_transform(),
        textcoords="offset points",
        va="top",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
    )
    ax.yaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
    ax.set(xlabel=f"Words in the article{' (logarithmic scale)' * wide}", ylabel="Articles")
    headline(ax, findings.words_finding(words))
    return ax


def plot_articles_over_time(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw ARTICLES_OVER_TIME as one row of bars an outlet, all rows to the same scale."""
    if table.empty:
        return say_nothing_to_draw(ax, findings.NO_DATES)
    rows = {name: part for name, part in table.groupby("outlet", sort=False)}
    ax = ax or new_axes(1.2 + 0.5 * len(rows))
    draw_bars(ax, rows, "articles", notes=[f"{r['articles'].sum():,}" for r in rows.values()])
    ax.set_xlabel(f"Articles by date; the tallest bar stands for {table['articles'].max():,}")
    headline(ax, findings.articles_over_time_finding(table))
    return ax
