"""Events behind a figure over time: thin lines with their names on top, those that fit."""

from functools import cache

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from analysis.book import DATA
from analysis.figures.style import QUIET

EVENTS = DATA / "events.csv"
_FEWEST = 4  # periods: below, a line would say no more than its bar
_LINES = 2
_LETTER = 0.05  # inches that a letter of a name takes
_AXES = 0.74  # of a figure's width that its axes take


@cache
def load_events() -> pd.DataFrame:
    """Return the events that figures over time can show: date (a day, no zone) and event, by date.

    Raises:
        ValueError: a date of `data/events.csv` can't be read.
    """
    table = pd.read_csv(EVENTS, parse_dates=["date"])
    if not pd.api.types.is_datetime64_any_dtype(table["date"]):
        raise ValueError(f"{EVENTS}: a date can't be read; write YYYY-MM-DD")
    return table.sort_values("date", ignore_index=True)


def mark_events(ax: Axes, periods: pd.Series) -> None:
    """Mark the events between the first and the last of `periods` on rows drawn downwards from 0.

    Names stand above the rows in two lines; an event whose name has no room there gets its line alone.
    """
    events = load_events()
    first, last = (pd.Timestamp(day).tz_localize(None) for day in (periods.min(), periods.max()))
    inside = events[events["date"].between(first, last)]
    if inside.empty or periods.nunique() < _FEWEST:
        return
    bottom, top = ax.get_ylim()
    ax.set_ylim(bottom, top - 0.32 * _LINES)
    left, right = ax.get_xlim()
    letter = (right - left) * _LETTER / (_AXES * ax.figure.get_figwidth())
    free_from = [left] * _LINES  # where the next name of each line may begin
    for event in inside.itertuples():
        at = date2num(event.date)
        ax.axvline(at, color=QUIET, linewidth=0.6, linestyle=(0, (2, 2)), zorder=0)
        width = (len(event.event) + 1) * letter
        begin = at if at + width <= right else at - width
        line = next((n for n, edge in enumerate(free_from) if edge <= begin), None)
        if line is None:
            continue
        free_from[line] = begin + width
        ax.annotate(
            event.event,
            (at, top - 0.32 * (line + 0.55)),
            (3 if begin == at else -3, 0),
            textcoords="offset points",
            ha="left" if begin == at else "right",
            va="center",
            fontsize=7,
            color=QUIET,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            annotation_clip=False,
        )
