"""How often the suite is right, measured on labelled files beside baselines that anybody can check.

ACCURACY   a row per file, task and method                  key: file, task, method
CONFUSION  a row per gold class and class answered          key: gold, predicted

A file is recognised by its content: sentiment toward targets (NewsMTSC's layout), sentiment of
one name toward another (DSE's), stance on a target, names in CoNLL columns (CrossNER's), or
documents of sentences with their names (GUM's), which measure names and sentence boundaries; or
a coding sheet, which says beside that how far its coders agreed.
"""

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.accuracy import measures
from analysis.accuracy.card import card
from analysis.accuracy.coded import read_coded
from analysis.accuracy.errors import (
    mistaken,
    right_by,
    right_by_sureness,
    stance_answers,
    worst_mistakes,
)
from analysis.accuracy.files import labelled_files, read
from analysis.accuracy.methods import Answer, Method, methods
from analysis.accuracy.swaps import swap_names, swap_pairs
from analysis.accuracy.tasks import CLASSES, SPAN_TASKS, Labelled
from analysis.reader import MODEL, load_reader
from analysis.stances.model import load_stance_model
from analysis.tables import conform

BETWEEN_CODERS = "coder b of a"  # how far the second coder gave the labels of the first
__all__ = [
    "ACCURACY",
    "CONFUSION",
    "accuracy",
    "card",
    "confusion",
    "labelled_files",
    "mistaken",
    "read_coded",
    "right_by",
    "right_by_sureness",
    "scores",
    "stance_answers",
    "swap_names",
    "swap_pairs",
    "worst_mistakes",
]

CLASS_F1 = dict.fromkeys(
    [label for task, labels in CLASSES.items() if task != "boundaries" for label in labels], "float64"
)  # of each class, NaN where the task or the file has none of it
ACCURACY = {
    "file": "str",
    "task": "str",  # sentiment, directed, stance, voice, names or boundaries
    "method": "str",  # reader is the suite as it stands; BETWEEN_CODERS; the others are baselines
    "rows": "int64",  # targets, pairs, names or boundaries in the gold
    "sentences": "int64",  # different ones; paragraphs for boundaries
    "measure": "str",  # macro-F1, for names and boundaries F1
    "score": "float64",
    "low": "float64",  # 95 % bootstrap interval over sentences
    "high": "float64",
    **CLASS_F1,
    "calibration_error": "float64",  # 0 to 1, NaN where a method gives no probability
    "rows_per_second": "float64",
    "seen": "bool",  # the model was trained on this file
}
CONFUSION = {
    "file": "str",
    "task": "str",
    "method": "str",
    "gold": "str",
    "predicted": "str",
    "rows": "int64",
}


def accuracy(paths: Sequence[str | Path]) -> pd.DataFrame:
    """Measure the suite and the baselines on labelled files.

    Returns:
        ACCURACY, in the order of the files; the suite's own method first.

    Raises:
        ValueError: a file has none of the layouts that are read; the message says what it has.
    """
    files = list(dict.fromkeys(map(Path, paths)))
    rows = [row for path in files for labelled in read(path) for row in _rows(path, labelled)]
    trained_on = _trained_on()
    learnt = {path.as_posix() for path in files if _sha256(path) in trained_on}
    table = pd.DataFrame(rows, columns=[column for column in ACCURACY if column != "seen"])
    seen = table["file"].isin(learnt) & (table["task"] != "boundaries")  # no model splits sentences
    return conform(table.assign(seen=seen), ACCURACY, "accuracy")


def scores(table: pd.DataFrame) -> pd.DataFrame:
    """Return what people compare in ACCURACY: a row per file, task and method, parts left out."""
    whole = table[~table["file"].str.contains(", its part", regex=False)]
    columns = ["task", "method", "rows", "measure", "score", "low", "high", "calibration_error", "seen"]
    short = ["/".join(Path(file).parts[-2:]) for file in whole["file"]]
    return whole.assign(file=short)[["file", *columns]].reset_index(drop=True)


def confusion(path: str | Path, *, method: str = "reader") -> pd.DataFrame:
    """Count which class of a file was taken for which.

    Args:
        path: a file of sentiment, directed sentiment or stance.
        method: the reader or a baseline.

    Returns:
        CONFUSION, every pair of classes in their order, also those that never occur.

    Raises:
        ValueError: the file has no classes to confuse, or there is no such method for it.
    """
    path = Path(path)
    labelled = read(path)[0]
    if labelled.task in SPAN_TASKS:
        raise ValueError(f"{path} holds {labelled.task}, which are found or missed, not confused")
    known = methods(labelled)
    if method not in known:
        raise ValueError(f"no method {method!r} for {labelled.task}; there are {list(known)}")
    answered = pd.Series(zip(labelled.gold, known[method](labelled).found, strict=True)).value_counts()
    rows = [
        (path.as_posix(), labelled.task, method, gold, predicted, answered.get((gold, predicted), 0))
        for gold in labelled.classes
        for predicted in labelled.classes
    ]
    return conform(pd.DataFrame(rows, columns=list(CONFUSION)), CONFUSION, "confusion")


def _rows(path: Path, labelled: Labelled) -> Iterator[dict]:
    """Yield a row per method, and one for what the coders agreed on before it was settled."""
    for name, method in methods(labelled).items():
        yield _measured(path, labelled, name, *_timed(labelled, method))
    both = [] if labelled.coders is None else list(zip(*labelled.coders, strict=True))
    places = [place for place, pair in enumerate(both) if None not in pair]
    if places:
        coded = labelled.take(places)
        first, second = coded.coders
        yield _measured(path, replace(coded, gold=first), BETWEEN_CODERS, Answer(second), float("nan"))


def _measured(path: Path, labelled: Labelled, name: str, answer: Answer, seconds: float) -> dict:
    counts = measures.tally(labelled, answer.found)
    spans = labelled.task in SPAN_TASKS
    measure = measures.micro_f1 if spans else measures.macro_f1
    low, high = measures.interval(counts, measure)
    return {
        "file": f"{path.as_posix()}, {labelled.part}" if labelled.part else path.as_posix(),
        "task": labelled.task,
        "method": name,
        "rows": len(labelled),
        "sentences": len(counts),
        "measure": "F1" if spans else "macro-F1",
        "score": float(measure(counts.sum(axis=0))),
        "low": low,
        "high": high,
        **dict(zip(labelled.classes, measures.class_f1(counts), strict=True)),
        "calibration_error": measures.calibration_error(answer.confidence, _right(labelled, answer)),
        "rows_per_second": len(labelled) / seconds,
    }


def _timed(labelled: Labelled, method: Method) -> tuple[Answer, float]:
    """Answer a file and say how long it took, the loading of models and lexicons left out."""
    method(labelled.take([0]))
    load_reader().forget()
    load_stance_model().forget()
    began = time.perf_counter()
    return method(labelled), time.perf_counter() - began


def _right(labelled: Labelled, answer: Answer) -> np.ndarray:
    return np.array([gold == found for gold, found in zip(labelled.gold, answer.found, strict=True)])


def _trained_on() -> set[str]:
    """Return the SHA-256 of the labelled files that the models were trained on."""
    listings = [json.loads(path.read_text(encoding="utf-8")) for path in MODEL.rglob("reader.json")]
    return {digest for about in listings for digest in about.get("trained_on", [])}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
