"""Figures of how far to trust the suite: beside people and baselines, its slips, its honesty."""

from pathlib import Path
from statistics import NormalDist

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from analysis.counts.claims import percent
from analysis.figures.style import (
    BLUE,
    FAINT,
    INK,
    ORANGE,
    QUIET,
    WIDTH,
    headline,
    ink_on,
    name_rows,
    new_axes,
    say_nothing_to_draw,
)
from analysis.tables import LABELS

NOTHING = "No coded sentence: nothing to measure."
SUITE, PEOPLE = "reader", "coder b of a"


def plot_accuracy(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw `evaluate.scores`: each file and task with the suite, a second coder and the baselines.

    The line is the suite's 95 % interval.
    """
    if table.empty:
        return say_nothing_to_draw(ax, NOTHING)
    parts = {key: rows.set_index("method") for key, rows in table.groupby(["file", "task"], sort=False)}
    ax = ax or new_axes(1.3 + 0.42 * len(parts))
    for row, part in enumerate(parts.values()):
        own = part.loc[SUITE]
        colour = QUIET if own["seen"] else ORANGE
        ax.plot([own["low"], own["high"]], [row, row], color=colour, linewidth=2)
        ax.plot(own["score"], row, "o", color=colour, markersize=6)
        if PEOPLE in part.index:
            ax.plot(part.loc[PEOPLE, "score"], row, "D", color=INK, markersize=6)
        rest = part.drop(index=[SUITE, PEOPLE], errors="ignore")["score"]
        ax.plot(rest, [row] * len(rest), "|", color=QUIET, markersize=11, markeredgewidth=1.4)
    names = [_task_name(key, part["measure"].iloc[0], list(parts)) for key, part in parts.items()]
    notes = [f"{part.loc[SUITE, 'rows']:,}" for part in parts.values()]
    name_rows(ax, names, notes=notes, head="n")
    ax.set_xlim(0, 1.02)
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    grey = " (grey: trained on this file)" if table["seen"].any() else ""
    ax.set_xlabel(
        f"● this suite, with 95 % interval{grey}     ◆ a second coder     | lexicons and commonest class"
    )
    headline(ax, _accuracy_finding(table))
    return ax


def _task_name(key: tuple[str, str], measure: str, keys: list[tuple[str, str]]) -> str:
    """Name a task, and its file where another one asks the same."""
    file, task = key
    again = sum(each == task for _, each in keys) > 1
    return f"{task}, {measure}" + (f" ({Path(file).with_suffix('').as_posix()})" if again else "")


def _accuracy_finding(table: pd.DataFrame) -> str:
    best, people = (
        table[table["method"] == method].set_index(["file", "task"])["score"] for method in (SUITE, PEOPLE)
    )
    gaps = (people - best).dropna().abs().sort_values(kind="stable")
    if gaps.empty:
        return "Nobody coded these sentences twice: no people to compare with."

    def told(key: tuple[str, str]) -> str:
        return f"{key[1]} ({best[key]:.2f} against {people[key]:.2f})"

    if len(gaps) == 1:
        return f"Beside a second coder, in {told(gaps.index[0])}."
    return f"Nearest to a second coder in {told(gaps.index[0])}, farthest in {told(gaps.index[-1])}."


def plot_confusion(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw which label was taken for which: rows as coded, columns as answered, shares of the row."""
    if not counts.to_numpy().sum():
        return say_nothing_to_draw(ax, NOTHING)
    ax = ax or plt.subplots(figsize=(WIDTH * 0.6, 2.9), layout="constrained")[1]
    shares = counts.div(counts.sum(axis=1).replace(0, 1), axis=0)
    cells = ax.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for row, gold in enumerate(counts.index):
        for column, said in enumerate(counts.columns):
            share = shares.loc[gold, said]
            text = f"{percent(share)}\n{counts.loc[gold, said]:,}"
            ink = ink_on(cells.to_rgba(share))
            ax.text(column, row, text, ha="center", va="center", color=ink, fontsize=8)
    ax.set_xticks(range(len(LABELS)), [f"read as {label}" for label in counts.columns])
    ax.set_yticks(range(len(LABELS)), [f"is {label}" for label in counts.index])
    right = np.trace(counts.to_numpy()) / max(counts.to_numpy().sum(), 1)
    wrong = shares.where(~np.eye(len(LABELS), dtype=bool))
    gold, said = wrong.stack().idxmax()
    slip = f"commonest slip: {gold} read as {said}" if right < 1 else "no slip"
    headline(ax, f"{percent(right)} right; {slip}.")
    return ax


def plot_reliability(rates: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw `right_by_sureness`: how often the suite is right when it is so sure."""
    if rates.empty:
        return say_nothing_to_draw(ax, NOTHING)
    ax = ax or plt.subplots(figsize=(WIDTH * 0.6, 3.2), layout="constrained")[1]
    ax.plot([0, 1], [0, 1], color=QUIET, linewidth=0.8, linestyle="--")
    ax.vlines(rates["sure"], rates["low"], rates["high"], color=BLUE, linewidth=1.3)
    ax.plot(rates["sure"], rates["right"], "o", color=BLUE)
    ax.set_xlim(0.3, 1.02)
    ax.set_ylim(0, 1.03)
    ax.set_xlabel(f"How sure the model is ({len(rates)} groups of {rates['n'].max():,} answers at most)")
    ax.set_ylabel("How often it is right")
    gap = np.average((rates["right"] - rates["sure"]).abs(), weights=rates["n"])
    headline(ax, f"Sureness and success differ by {gap:.2f} on average.")
    return ax


def plot_rates(rates: dict[str, pd.DataFrame], *, ax: Axes | None = None) -> Axes:
    """Draw `right_by` for several properties of a sentence, a block each."""
    rows = [(name, row) for name, table in rates.items() for row in table.itertuples()]
    if not rows:
        return say_nothing_to_draw(ax, NOTHING)
    ax = ax or new_axes(1.2 + 0.25 * len(rows))
    for place, (_, row) in enumerate(rows):
        ax.plot([row.low, row.high], [place, place], color=BLUE, linewidth=1.3)
        ax.plot(row.right, place, "o", color=BLUE, markersize=4.5)
    name_rows(ax, [row.group for _, row in rows], notes=[f"{row.n:,}" for _, row in rows], head="n")
    starts = np.cumsum([0, *(len(table) for table in rates.values())])[1:-1]
    for start in starts:
        ax.axhline(start - 0.5, color=FAINT, linewidth=0.8)
    ax.set_xlim(0, 1.02)
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set_xlabel("Share of stances that are right, with 95 % interval")
    headline(ax, _rates_finding(rates))
    return ax


def _rates_finding(rates: dict[str, pd.DataFrame]) -> str:
    """Name the hardest kind of sentence, if its interval lies below what all have together."""
    table = pd.concat(rates.values())
    one = next(iter(rates.values()))
    overall = np.average(one["right"], weights=one["n"])
    wider = NormalDist().inv_cdf(1 - 0.025 / max(len(table), 1)) / NormalDist().inv_cdf(0.975)
    upper = table["right"] + wider * (table["high"] - table["right"])  # for so many kinds compared
    clear = table[upper < overall]
    if clear.empty:
        return f"No kind of sentence is clearly harder than all together, {percent(overall)} right."
    worst = clear.loc[clear["right"].idxmin()]
    return f"Hardest: {worst['group']}, {percent(worst['right'])} right, of all {percent(overall)}."
