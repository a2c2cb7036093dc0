"""How often an answer is right: F1, its interval, and the error of calibration.

What is counted is an array of sentence x class x (right, in the gold, in the answer).
"""

from collections.abc import Sequence

import numpy as np

from analysis.accuracy.tasks import SPAN_TASKS, Labelled

RESAMPLES, SEED, BINS = 1_000, 0, 15


def tally(labelled: Labelled, found: list) -> np.ndarray:
    """Count what is right; rows of the same sentence are counted together."""
    if labelled.task in SPAN_TASKS:
        pairs = zip(labelled.gold, found, strict=True)
        return np.array([_count_spans(gold, answer, labelled.classes) for gold, answer in pairs])
    gold, answer = (_one_hot(each, labelled.classes) for each in (labelled.gold, found))
    rows = np.stack([gold * answer, gold, answer], axis=2)
    texts, place = np.unique(labelled.texts, return_inverse=True)
    counts = np.zeros((len(texts), *rows.shape[1:]), dtype=np.int64)
    np.add.at(counts, place, rows)
    return counts


def _one_hot(labels: Sequence[str], classes: tuple[str, ...]) -> np.ndarray:
    return (np.array(labels)[:, None] == np.array(classes)).astype(np.int64)


def _count_spans(gold: set[tuple], found: set[tuple], classes: tuple[str, ...]) -> list[list[int]]:
    kinds = [[span[-1] for span in spans] for spans in (gold & found, gold, found)]
    return [[spans.count(kind) for spans in kinds] for kind in classes]


def f1(counts: np.ndarray) -> np.ndarray:
    """Return F1 along the last axis, NaN where the gold has none."""
    right, gold, found = np.moveaxis(counts, -1, 0)
    return np.divide(2 * right, gold + found, out=np.full(right.shape, np.nan), where=gold > 0)


def class_f1(counts: np.ndarray) -> np.ndarray:
    """Return the F1 of each class over all sentences."""
    return f1(counts.sum(axis=0))


def macro_f1(totals: np.ndarray) -> np.ndarray:
    """Return the mean F1 of the classes that the gold has, each weighing the same."""
    return np.nanmean(f1(totals), axis=-1)


def micro_f1(totals: np.ndarray) -> np.ndarray:
    """Return the F1 of all classes taken together; a right span of a wrong class is wrong."""
    return f1(totals.sum(axis=-2))


def interval(counts: np.ndarray, measure) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a measure over sentences.

    Sentences with the same counts are alike to every measure, so that a resample only draws how
    often each kind of sentence occurs: the same distribution, in a fraction of the time.
    """
    kinds, times = np.unique(counts.reshape(len(counts), -1), axis=0, return_counts=True)
    drawn = np.random.default_rng(SEED).multinomial(len(counts), times / len(counts), size=RESAMPLES)
    low, high = np.nanquantile(measure((drawn @ kinds).reshape(-1, *counts.shape[1:])), [0.025, 0.975])
    return float(low), float(high)


def calibration_error(confidence: np.ndarray | None, right: np.ndarray) -> float:
    """Return how far confidence and accuracy lie apart, 0 to 1, weighed over 15 bins of confidence.

    NaN without a confidence. Source: Guo et al. 2017, expected calibration error.
    """
    if confidence is None:
        return float("nan")
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return float(np.abs(np.bincount(bins, weights=right - confidence)).sum() / len(right))
