"""Figures of how actors are written of and where they stand."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize

from analysis.counts import findings, score_findings
from analysis.counts.claims import CLAIM_STORIES, shorten, signed
from analysis.figures.rows_over_time import draw_scores
from analysis.figures.style import (
    FAINT,
    INK,
    SCORE_COLOURS,
    actor_colour,
    headline,
    ink_on,
    name_rows,
    new_axes,
    say_nothing_to_draw,
)


def plot_sentiment(
    scores: pd.DataFrame,
    *,
    top: int = 25,
    robustness: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw ACTOR_SENTIMENT as one dot an actor with its interval, most positive on top.

    Args:
        top: draw this many actors, those with most mentions.
        robustness: with it, the title says whether what it claims flips.
    """
    if scores.empty:
        return say_nothing_to_draw(ax, "No actor is named often enough: no sentiment to draw.")
    shown = scores.nlargest(top, "mentions").sort_values(["score", "actor"], ascending=[False, True])
    ax = ax or new_axes(1.4 + 0.25 * len(shown))
    ax.axvline(0, color="#B5B5B5", linewidth=0.9, zorder=0)
    for row, actor in enumerate(shown.itertuples()):
        colour = actor_colour(actor.actor)
        ax.plot([actor.low, actor.high], [row, row], color=colour, linewidth=2, alpha=0.45)
        ax.plot(actor.textblob, row, "s", mfc="none", mec="#8A8A8A", markersize=4.5, zorder=1)
        ax.plot(actor.vader, row, "D", mfc="none", mec="#8A8A8A", markersize=4.5, zorder=1)
        sure = not np.isnan(actor.low)
        ax.plot(actor.score, row, "o", color=colour, mfc=colour if sure else "white")
    notes = [f"{n:,}" for n in shown["mentions"]]
    name_rows(ax, shown["actor"].tolist(), notes=notes, head="mentions")
    _score_axis(ax)
    bare = "; hollow: too few stories for one" if shown["low"].isna().any() else ""
    ax.set_xlabel(
        f"← negative | Mean score of the mentions, −1 to 1 (● with 95 % interval{bare}) | positive →\n"
        "Whole sentence, by lexicon: □ TextBlob, ◇ VADER"
    )
    headline(ax, score_findings.sentiment_finding(shown, robustness))
    return ax


def plot_outlet_sentiment(cells: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw OUTLET_SENTIMENT as a table of coloured cells: outlets down, actors across."""
    if cells.empty:
        return say_nothing_to_draw(ax, "No outlet names an actor: no sentiment to draw.")
    size = {key: cells.groupby(key)["mentions"].sum() for key in ("outlet", "actor")}
    names = {
        key: counts.rename("n").reset_index().sort_values(["n", key], ascending=[False, True])[key]
        for key, counts in size.items()
    }
    outlets, actors = names["outlet"].tolist(), names["actor"].tolist()
    ax = ax or new_axes(1.7 + 0.42 * len(outlets))
    grid = cells.pivot(index="outlet", columns="actor", values="score").loc[outlets, actors]
    # Mean scores seldom pass one half: colours that end there keep differences visible.
    shade = ScalarMappable(Normalize(-0.6, 0.6), SCORE_COLOURS)
    ax.pcolormesh(grid.to_numpy(), cmap=shade.cmap, norm=shade.norm, edgecolor="white", lw=2)
    for cell in cells.itertuples():
        at = actors.index(cell.actor) + 0.5, outlets.index(cell.outlet) + 0.5
        clear = cell.stories >= CLAIM_STORIES and (cell.low > 0 or cell.high < 0)
        ink = ink_on(shade.to_rgba(cell.score))
        ax.annotate(
            signed(cell.score),
            at,
            (0, 1),
            textcoords="offset points",
            ha="center",
            va="bottom",
            weight="bold" if clear else "normal",
            color=ink,
        )
        ax.annotate(
            f"n={cell.mentions:,}",
            at,
            (0, -1),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=7,
            color=ink,
        )
    ax.set_xticks(
        np.arange(len(actors)) + 0.5,
        [shorten(actor, 22) for actor in actors],
        rotation=30,
        ha="left",
        rotation_mode="anchor",
        color=INK,
    )
    ax.set_yticks(np.arange(len(outlets)) + 0.5, [shorten(outlet, 26) for outlet in outlets])
    ax.xaxis.tick_top()
    ax.invert_yaxis()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_xlabel(
        "Mean score of the mentions: blue negative, orange positive (full colour from ±0.6)\n"
        f"Bold: the 95 % interval, from {CLAIM_STORIES} stories or more, leaves out 0. Empty: no mention"
    )
    headline(ax, score_findings.outlet_sentiment_finding(cells))
    return ax


def plot_sentiment_over_time(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw SENTIMENT_OVER_TIME as one row an actor."""
    if table.empty:
        return say_nothing_to_draw(ax, findings.NO_DATES)
    return _over_time(table.rename(columns={"mentions": "n"}), ["actor"], "sentiment", ax)


def plot_stance_over_time(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the table of `stance_over_time` as one row a holder and target."""
    if table.empty:
        return say_nothing_to_draw(ax, findings.NO_DATES)
    return _over_time(table, ["holder", "target"], "stance", ax)


def _over_time(table: pd.DataFrame, names: list[str], what: str, ax: Axes | None) -> Axes:
    order = table.groupby(names)["n"].sum().sort_values(ascending=False, kind="stable").index
    parts = {name: part for name, part in table.groupby(names)}
    rows = {
        " on ".join(key if isinstance(key, tuple) else (key,)): parts[
            key if isinstance(key, tuple) else (key,)
        ]
        for key in order
    }
    ax = ax or new_axes(1.3 + 0.62 * len(rows))
    actors = [part.iloc[0][names[0]] for part in rows.values()]
    notes = [f"{part['n'].sum():,}" for part in rows.values()]
    draw_scores(ax, rows, notes=notes, actors=actors)
    ax.set_xlabel(
        f"Mean {what}, −1 to 1, with 95 % interval; larger dot: more mentions; hollow: too few stories"
    )
    headline(ax, score_findings.change_finding(table, names, what=what))
    return ax


def _score_axis(ax: Axes) -> None:
    ax.set_xlim(-1, 1)
    ticks = (-1, -0.5, 0, 0.5, 1)
    ax.set_xticks(ticks, ["−1", "−0.5", "0", "0.5", "1"])
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
