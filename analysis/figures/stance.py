"""Figures of who stands where: a panel a target, a row a holder, outlet or voice."""

import textwrap
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from analysis.book import load_book
from analysis.counts import score_findings
from analysis.counts.claims import percent
from analysis.counts.stances import TOO_FEW
from analysis.figures.style import FAINT, INK, QUIET, STANCE_COLOURS, WIDTH, name_rows, say_nothing_to_draw
from analysis.stances.lexicon import load_targets
from analysis.tables import VOICES

NO_STANCE = "No sentence links a holder to a target: no stance to draw."


def plot_stances(
    matrix: pd.DataFrame, *, top: int = 15, robustness: pd.DataFrame | None = None
) -> list[Axes]:
    """Draw `stance_matrix` or `outlet_stances`: holders down, one panel a target.

    Args:
        top: draw this many holders, those with most sentences over all targets.
        robustness: with it, the title says which holders' stances flip.

    Returns:
        The panels, one a target in alphabetical order.
    """
    return _panels(matrix, "holder", top, partial(score_findings.stance_finding, robustness=robustness))


def plot_stance_by_voice(table: pd.DataFrame) -> list[Axes]:
    """Draw `stance_by_voice`: voices down, one panel a target."""
    return _panels(table, "voice", 3, score_findings.voice_finding)


def plot_stance(table: pd.DataFrame, rows: list[str], *, key: str = "holder", ax: Axes | None = None) -> Axes:
    """Draw one target's rows of a stance table as bars from a middle line.

    To the left the share of sentences against, to the right the share in favor; the dot is the
    share in favor minus that against, with its interval. Rows that read "too few to say" are
    pale, their dot hollow.
    """
    if ax is None:
        _, ax = plt.subplots(figsize=(WIDTH, 1.3 + 0.27 * len(rows)), layout="constrained")
    found = table.set_index(key).reindex(rows)
    few = (found["reading"] == TOO_FEW).to_numpy()
    for label, side in (("against", -1), ("favor", 1)):
        bars = ax.barh(
            range(len(rows)),
            side * found[label].fillna(0),
            color=STANCE_COLOURS[label],
            height=0.62,
        )
        for bar, pale in zip(bars, few, strict=True):
            bar.set_alpha(0.3 if pale else 0.85)
    for row, holder in enumerate(found.itertuples()):
        if np.isnan(holder.score):
            continue
        ax.plot([holder.low, holder.high], [row, row], color=INK, linewidth=1.1)
        fill = "white" if few[row] else INK
        ax.plot(holder.score, row, "o", color=INK, mfc=fill, markersize=4.5)
    notes = [_note(row) for row in found.itertuples()]
    name_rows(ax, rows, notes=notes, head="n (neutral)")
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set_xlim(-1, 1)
    ax.set_xticks((-1, -0.5, 0, 0.5, 1), ["100 %", "50", "0", "50", "100 %"])
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set_xlabel("← against | in favor →")
    return ax


def _note(row) -> str:
    """Return how many sentences a row has, and what share of them takes no side.

    The target's own side has rows only where it takes one, so that its share would mean nothing.
    """
    if np.isnan(row.n):
        return "–"
    target = load_targets().get(row.target)
    own = target is not None and load_book().country.get(row.Index) == target.country
    return f"{row.n:,.0f} ({'own side' if own else percent(row.neutral)})"


def _panels(
    table: pd.DataFrame, key: str, top: int, finding: Callable[[pd.DataFrame, str], str]
) -> list[Axes]:
    if table.empty:
        return [say_nothing_to_draw(None, NO_STANCE)]
    size = table.groupby(key)["n"].sum().rename("n").reset_index()
    rows = size.sort_values(["n", key], ascending=[False, True])[key].head(top).tolist()
    rows = sorted(rows, key=VOICES.index) if key == "voice" else rows
    targets = sorted(table["target"].unique())
    figure, axes = plt.subplots(
        1,
        len(targets),
        figsize=(WIDTH, 1.7 + 0.27 * len(rows)),
        sharey=True,
        squeeze=False,
        layout="constrained",
    )
    for ax, target in zip(axes[0], targets, strict=True):
        plot_stance(table[table["target"] == target], rows, key=key, ax=ax)
        ax.set_title(target, loc="left", fontsize=9, pad=14)
    said = [
        textwrap.shorten(finding(table, target), score_findings.LINE + 2, placeholder=" …")
        for target in targets
    ]
    figure.suptitle("\n".join(said), x=0.01, ha="left", fontsize=9)
    figure.supxlabel(
        "n: sentences. Bars: shares of them. Dot: favor minus against, with 95 % interval over stories. "
        f"Pale: {TOO_FEW}",
        fontsize=8,
        color=QUIET,
    )
    return list(axes[0])
