"""The accuracy card: ACCURACY as text of 100 columns."""

import pandas as pd

from analysis.accuracy.measures import RESAMPLES
from analysis.accuracy.tasks import CLASSES, Swaps

_TASKS = {
    "sentiment": "sentiment toward a target; n counts targets",
    "directed": "attitude of one name to another; n counts pairs",
    "stance": "stance of a holder on a target; n counts pairs",
    "voice": "who says it: the outlet, a quotation or a report; n counts pairs",
    "names": "people, organisations and places; n counts names",
    "boundaries": "where sentences end; n counts boundaries",
}
_SEEN = "trained on: the model has learned from this very file; its score says nothing of new text."
_INTERVAL = f"95 %: interval by bootstrap over sentences (boundaries: paragraphs), {RESAMPLES:,} resamples."
_WIDTH = 100


def card(accuracy: pd.DataFrame) -> str:
    """Return ACCURACY as text, a block per file and task."""
    blocks = [
        "\n".join([f"{_cut(file)}: {_TASKS[task]}", _block(rows)])
        for (file, task), rows in accuracy.groupby(["file", "task"], sort=False)
    ]
    notes = [_SEEN] if accuracy["seen"].any() else []
    return "\n\n".join([*blocks, "\n".join([*notes, _INTERVAL])])


def told_swaps(swaps: Swaps) -> str:
    """Return the swap test as a line."""
    if not swaps.swaps:
        return "no holder's name could be swapped"
    return (
        f"{swaps.moved:.1%} of the stances move when the holder's name alone is swapped "
        f"({swaps.swaps:,} swaps of {swaps.pairs:,} pairs)"
    )


def told_triples(table: pd.DataFrame) -> str:
    """Return TRIPLES as text."""
    ratios = {name: table[name].map("{:.3f}".format) for name in ("precision", "recall", "f1")}
    return table.assign(**ratios).rename(columns={"triples": "", "f1": "F1"}).to_string(index=False)


def _cut(file: str) -> str:
    """Shorten a path from the front, so that its heading fits."""
    room = _WIDTH - 2 - max(map(len, _TASKS.values()))
    return file if len(file) <= room else "..." + file[3 - room :]


def _block(rows: pd.DataFrame) -> str:
    """Set the methods of one file below each other; a class or a column that has no value is left out."""
    (task,) = rows["task"].unique()
    (measure,) = rows["measure"].unique()
    seen = rows["seen"] & (rows["method"] == "reader")
    speeds = rows["rows_per_second"].mask(rows["method"] == "majority")
    shown = pd.DataFrame(
        {
            "": rows["method"].str.ljust(rows["method"].str.len().max()),
            "n": rows["rows"].map("{:,}".format),
            measure: rows["score"].map("{:.3f}".format),
            "95 %": [f"{low:.3f}-{high:.3f}" for low, high in zip(rows["low"], rows["high"], strict=True)],
            " ": seen.map({True: "trained on", False: ""}),
            **{label: rows[label].map(_optional) for label in CLASSES[task] if label in rows},
            "ECE": rows["calibration_error"].map(_optional),
            "rows/s": speeds.map("{:,.0f}".format).where(speeds.notna(), ""),
        }
    )
    empty = [column for column in shown.columns[1:] if not shown[column].any()]
    lines = shown.drop(columns=empty).to_string(index=False).splitlines()
    return "\n".join(line.rstrip() for line in lines)


def _optional(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.3f}"
