"""Figures on labelled examples, and the temperature that makes probabilities honest."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize_scalar

from analysis.accuracy import measures


def macro_f1(gold: np.ndarray, chosen: np.ndarray, classes: int = 3) -> float:
    """Return the mean F1 of the classes that the gold has."""
    gold, chosen = (np.eye(classes, dtype=int)[labels] for labels in (gold, chosen))
    return float(measures.macro_f1(np.stack([gold * chosen, gold, chosen], axis=-1).sum(axis=0)))


def calibration_error(gold: np.ndarray, probabilities: np.ndarray) -> float:
    """Return the expected calibration error of the likeliest classes."""
    return measures.calibration_error(probabilities.max(axis=1), probabilities.argmax(axis=1) == gold)


def temperature(gold: Sequence[np.ndarray], probabilities: Sequence[np.ndarray]) -> float:
    """Return the divisor of the logits at which the labels are likeliest, the mean over data sets."""

    def loss(log_divisor: float) -> float:
        total = 0.0
        for labels, chances in zip(gold, probabilities, strict=True):
            logits = np.log(np.clip(chances, 1e-9, 1)) / np.exp(log_divisor)
            logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))
            total -= logits[np.arange(len(labels)), labels].mean()
        return total

    return float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x))
