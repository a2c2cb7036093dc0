"""Figures of who is named: actors, the network of those named together, words, over time."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from analysis.counts import findings
from analysis.counts.claims import percent, shorten
from analysis.counts.differences import CLEAR_Q
from analysis.counts.network import layout
from analysis.figures.rows_over_time import draw_bars
from analysis.figures.style import (
    FAINT,
    INK,
    QUIET,
    actor_colour,
    headline,
    name_rows,
    new_axes,
    say_nothing_to_draw,
)


def plot_actors(counts: pd.DataFrame, *, top: int = 20, ax: Axes | None = None) -> Axes:
    """Draw ACTOR_COUNTS as one dot an actor: the share of articles that name it, with interval."""
    if counts.empty:
        return say_nothing_to_draw(ax, "No actor is named: nothing to draw.")
    shown = counts.head(top).sort_values(["articles", "mentions", "actor"], ascending=[False, False, True])
    ax = ax or new_axes(1.2 + 0.24 * len(shown))
    for row, actor in enumerate(shown.itertuples()):
        colour = actor_colour(actor.actor)
        ax.plot([actor.low, actor.high], [row, row], color=colour, linewidth=2, alpha=0.45)
        ax.plot(actor.share, row, "o", color=colour)
    notes = [f"{n:,}" for n in shown["mentions"]]
    name_rows(ax, shown["actor"].tolist(), notes=notes, head="mentions")
    ax.set_xlim(0, 1.02)
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    interval = "too few stories for an interval" if shown["low"].isna().all() else "95 % interval"
    ax.set_xlabel(f"Share of articles that name the actor ({interval})")
    headline(ax, findings.actors_finding(counts))
    return ax


def plot_mentions_over_time(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw MENTIONS_OVER_TIME as one row of bars an actor: the share of articles naming it."""
    if table.empty:
        return say_nothing_to_draw(ax, findings.NO_DATES)
    rows = {name: part for name, part in table.groupby("actor", sort=False)}
    ax = ax or new_axes(1.2 + 0.5 * len(rows))
    draw_bars(
        ax,
        rows,
        "share",
        notes=[f"{part['mentions'].sum():,}" for part in rows.values()],
        colours={name: actor_colour(name) for name in rows},
        head="mentions",
    )
    most = percent(table["share"].max())
    ax.set_xlabel(
        f"Share of each period's articles that name the actor (tallest bar: {most}); line: 95 % interval"
    )
    headline(ax, findings.mentions_over_time_finding(table))
    return ax


def plot_network(
    pairs: pd.DataFrame,
    counts: pd.DataFrame,
    *,
    actors: int = 30,
    edges: int = 70,
    seed: int = 0,
    ax: Axes | None = None,
) -> Axes:
    """Draw COOCCURRENCE as a network of the most mentioned actors.

    Args:
        pairs: COOCCURRENCE; a line is wider the more sentences name both.
        counts: ACTOR_COUNTS; a disc is larger the more mentions.
        actors: draw the pairs among this many actors.
        edges: draw at most this many pairs, those with most sentences first.
    """
    among = counts["actor"].head(actors)
    drawn = pairs[pairs["actor_a"].isin(among) & pairs["actor_b"].isin(among)].head(edges)
    if drawn.empty:
        return say_nothing_to_draw(ax, "No two actors share enough sentences: no network to draw.")
    places = layout(drawn, seed=seed)
    mentions = counts.set_index("actor")["mentions"]
    ax = ax or new_axes(2.2 + 0.13 * len(places))
    most = drawn["sentences"].max()
    for pair in drawn[::-1].itertuples():
        xy = np.array([places[pair.actor_a], places[pair.actor_b]])
        strength = np.sqrt(pair.sentences / most)
        shade = str(0.84 - 0.3 * strength)
        ax.plot(*xy.T, color=shade, linewidth=0.5 + 5 * strength, solid_capstyle="round", zorder=1)
    halo = [patheffects.withStroke(linewidth=2.2, foreground="white", alpha=0.85)]
    for actor, (x, y) in places.items():
        area = 16 + 300 * mentions[actor] / mentions.max()
        ax.scatter(x, y, s=area, color=actor_colour(actor), edgecolor="white", zorder=2)
        label = "\n".join(textwrap.wrap(shorten(actor, 36), 18))
        drop = -(np.sqrt(area) / 2 + 1.5)
        ax.annotate(
            label,
            (x, y),
            (0, drop),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=7.5,
            linespacing=1.1,
            path_effects=halo,
            zorder=3,
        )
    ax.margins(0.08, 0.06)
    ax.set_axis_off()
    left_out = len(pairs) - len(drawn)
    note = f"Disc: mentions. Line: sentences that name both, {drawn['sentences'].min()} to {most}."
    note += f" {left_out:,} rarer pairs are left out." if left_out else ""
    ax.annotate(
        note,
        (0, 0),
        (0, -12),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=7.5,
        color=QUIET,
        va="top",
    )
    headline(ax, findings.network_finding(pairs))
    return ax


def plot_keyness(table: pd.DataFrame, outlet: str, *, ax: Axes | None = None) -> Axes:
    """Draw KEYNESS as bars of z: to the right the words of the outlet, to the left the rest's."""
    if table.empty:
        return say_nothing_to_draw(ax, f"No word is frequent enough to compare {outlet}.")
    ax = ax or new_axes(1.3 + 0.2 * len(table))
    z = table["z"].to_numpy()
    bars = ax.barh(range(len(table)), z, color=np.where(z > 0, "#4A4A4A", "#A8A8A8"), height=0.65)
    for bar, q in zip(bars, table["q"], strict=True):
        bar.set_alpha(1.0 if q < CLEAR_Q else 0.35)
    for row, word in enumerate(table.itertuples()):
        ax.annotate(
            word.word,
            (0, row),
            (-4 if word.z > 0 else 4, 0),
            textcoords="offset points",
            ha="right" if word.z > 0 else "left",
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
    notes = [f"{word.outlet:,} : {word.rest:,}" for word in table.itertuples()]
    name_rows(ax, [""] * len(table), notes=notes, head="outlet : rest")
    reach = np.abs(z).max() * 1.08
    ax.set_xlim(-reach, reach)
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set_xlabel(
        f"z of the log-odds: ← the rest's words | {shorten(outlet, 30)}'s words →\n"
        "Pale: it may be chance, with so many words compared"
    )
    headline(ax, findings.keyness_finding(table, outlet))
    return ax
