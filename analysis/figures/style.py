"""How figures look: one style, one colour an actor, titles that fit, and honest empty axes.

Colours are Okabe and Ito's, which readers with any colour vision can tell apart.
"""

import os
import textwrap
import zlib
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib_inline.backend_inline import set_matplotlib_formats

from analysis import interactive
from analysis.counts.claims import shorten

WIDTH = 7.5  # inches, the width of a notebook's output

ORANGE, SKY, GREEN, BLUE, VERMILION, PURPLE = (
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
)
INK, QUIET, FAINT = "#222222", "#6B6B6B", "#D9D9D9"

STANCE_COLOURS = {"against": BLUE, "neutral": "#BDBDBD", "favor": ORANGE}
SCORE_COLOURS = LinearSegmentedColormap.from_list("score", [BLUE, "#E8E8E8", ORANGE])

SIDES = {  # a state or bloc and its leaders share a hue
    VERMILION: ("China", "Xi Jinping", "Li Qiang", "Wang Yi"),
    PURPLE: ("Russia", "Vladimir Putin", "Sergey Lavrov", "Sergei Lavrov", "Dmitry Peskov"),
    GREEN: ("Taiwan", "Lai Ching-te", "Tsai Ing-wen"),
    ORANGE: ("Ukraine", "Volodymyr Zelenskyy", "Volodymyr Zelensky", "Andrii Sybiha"),
    BLUE: ("United States", "Donald Trump", "Joe Biden", "Marco Rubio", "Antony Blinken"),
    SKY: ("European Union", "Ursula von der Leyen", "Kaja Kallas", "Josep Borrell"),
    INK: ("NATO", "Mark Rutte", "Jens Stoltenberg"),
}
ACTOR_COLOURS = {actor: colour for colour, actors in SIDES.items() for actor in actors}
OTHERS = ("#707070", "#8C7A3D", "#5B7083", "#80665A", "#6E7F5B")  # muted: never a main actor's


def use_style() -> None:
    """Set the style of all figures; a notebook calls this once, beside its imports.

    With FIGURES=svg in the environment, a notebook's figures are drawn as lines instead of dots.
    In a live notebook, tables can be searched from here on.
    """
    plt.style.use(Path(__file__).with_name("house.mplstyle"))
    if os.environ.get("FIGURES") == "svg":
        set_matplotlib_formats("svg")
    interactive.start()


def actor_colour(actor: str) -> str:
    """Return the one colour of an actor; whoever has none of their own gets a steady muted one."""
    return ACTOR_COLOURS.get(actor, OTHERS[zlib.crc32(actor.encode()) % len(OTHERS)])


def ink_on(colour) -> str:
    """Return white or black: one of them can be read on any ground, printed in grey too."""
    return max(("white", "black"), key=lambda ink: contrast(ink, colour))


def contrast(one, other) -> float:
    """Return the contrast of two colours by WCAG 2, which asks for 4.5: from 1 to 21."""
    dark, light = sorted(_luminance(to_rgb(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: tuple[float, float, float]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def new_axes(height: float) -> Axes:
    """Return the axes of a new figure as wide as a notebook and `height` inches high."""
    _, ax = plt.subplots(figsize=(WIDTH, height), layout="constrained")
    return ax


def headline(ax: Axes, text: str) -> None:
    """Set the finding above the figure, or above `ax` if it is one of several, in two lines."""
    figure = ax.figure
    alone = len(figure.axes) == 1
    inches = figure.get_figwidth() * (1 if alone else ax.get_position().width)
    lines = textwrap.wrap(text, width=max(24, int(inches * 11.2)), max_lines=2, placeholder=" …")
    if alone:
        figure.suptitle("\n".join(lines), x=0.01, ha="left")
    else:
        ax.set_title("\n".join(lines), loc="left")


def say_nothing_to_draw(ax: Axes | None, sentence: str) -> Axes:
    """Return axes that hold only a sentence saying why nothing is drawn."""
    ax = ax or new_axes(1.0)
    ax.set_axis_off()
    ax.text(0, 0.5, textwrap.fill(sentence, 90), transform=ax.transAxes, va="center", color=INK)
    return ax


def name_rows(ax: Axes, names: list[str], *, notes: list[str] | None = None, head: str = "") -> None:
    """Label the rows of `ax`, first on top, and put a note (a count) at the right of each.

    Rows are drawn at y = 0, 1, 2 ... downwards.
    """
    ax.set_yticks(range(len(names)), [shorten(name) for name in names])
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.spines["left"].set_visible(False)
    right = {"textcoords": "offset points", "annotation_clip": False, "color": QUIET}
    for row, note in enumerate(notes or []):
        ax.annotate(note, (1, row), (6, 0), xycoords=ax.get_yaxis_transform(), va="center", **right)
    if head:
        ax.annotate(head, (1, 1), (6, 2), xycoords="axes fraction", va="bottom", **right)
