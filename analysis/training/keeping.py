"""What a step of training made, kept as lines of JSON for a run that was cut off; nothing in them is run."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import numpy as np

from analysis.labelled import Example
from analysis.reading.marks import Question
from analysis.training.positions import Position

T = TypeVar("T")


def kept(file: Path, make: Callable[[], Iterable[T]], build: Callable[[tuple], T]) -> list[T]:
    """Return what a file of an earlier run holds, or make it and keep it.

    Args:
        build: makes one thing again of the values of its fields.
    """
    if not file.exists():
        partial = file.with_suffix(".part")
        with open(partial, "w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(each, default=_plain) + "\n" for each in make())
        partial.replace(file)
    with open(file, encoding="utf-8") as lines:
        return [build(_tuples(json.loads(line))) for line in lines]


def example(fields: tuple) -> Example:
    """Return an example that was kept."""
    *known, tags = fields
    return Example(*known, tags=None if tags is None else np.array(tags, dtype=np.float32))


def position(fields: tuple) -> Position:
    """Return a position that was kept."""
    question, *rest = fields
    return Position(Question(*question), *rest)


def _plain(value: object) -> object:
    if isinstance(value, Example):
        return [value.sentence, value.sentiments, value.pairs, value.names, value.tags]
    return value.tolist()  # numpy's numbers and arrays


def _tuples(value: object) -> object:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
