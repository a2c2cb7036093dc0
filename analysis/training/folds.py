"""How well names are found, cross-validated: no label of a sentence is seen before it is judged."""

from collections.abc import Sequence
from copy import deepcopy
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from analysis.entities import entity_table, proper_names
from analysis.labelled import Example
from analysis.training.batches import Prepared, prepare
from analysis.training.fit import Recipe, fit, judge
from analysis.training.measures import calibration_error, temperature
from analysis.training.model import ReaderModel

FOLDS = 5


class NamesFigure(NamedTuple):
    """F1 over names with their kinds: of the model alone, and with the actor book before it."""

    sentences: int
    names: int
    alone: float
    with_book: float
    temperature: float
    error: float  # expected calibration error of the tags, before and after the temperature
    error_after: float


def cross_validate(
    student: ReaderModel,
    tokenizer: Tokenizer,
    labelled: Sequence[Example],
    others: Sequence[Example],
    repeats: int,
    finish: Recipe,
) -> NamesFigure:
    """Let a copy of the student finish for each fold, without its labels, and judge the fold.

    Args:
        student: has seen no label of `labelled`; it stays as it is.
        others: what is learnt beside the other folds, so that nothing else is forgotten.
    """
    order = np.random.default_rng(0).permutation(len(labelled))
    judged: list[tuple[Prepared, np.ndarray]] = []
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS].tolist())
        rest = [each for place, each in enumerate(labelled) if place not in held]
        model = fit(deepcopy(student), [prepare(tokenizer, [*others, *(repeats * rest)])], finish)
        asked = prepare(tokenizer, [labelled[place] for place in sorted(held)])
        judged += zip(asked, (each.tags for each in judge(model, asked)), strict=True)
    gold = [np.array(each.tags.argmax(axis=1)) for each, _ in judged]
    tags = [said for _, said in judged]
    divisor = temperature([np.concatenate(gold)], [np.concatenate(tags)])
    calmed = np.concatenate(tags) ** (1 / divisor)
    return NamesFigure(
        len(judged),
        sum(len(each.example.names) for each, _ in judged),
        _f1(judged, [_spelled(*pair) for pair in judged]),
        _f1(judged, _with_book(judged)),
        divisor,
        calibration_error(np.concatenate(gold), np.concatenate(tags)),
        calibration_error(np.concatenate(gold), calmed / calmed.sum(axis=1, keepdims=True)),
    )


def _spelled(prepared: Prepared, tags: np.ndarray) -> set[tuple[int, int, str]]:
    return {tuple(name[:3]) for name in proper_names(prepared.example.sentence, prepared.pieces, tags)}


def _with_book(judged: Sequence[tuple[Prepared, np.ndarray]]) -> list[set[tuple[int, int, str]]]:
    """Return what `find_entities` would find with these tags."""
    sentences = [each.example.sentence for each, _ in judged]
    names = [proper_names(each.example.sentence, each.pieces, tags) for each, tags in judged]
    table = entity_table(sentences, lambda *_: names)
    found: list[set[tuple[int, int, str]]] = [set() for _ in judged]
    for row in table.itertuples():
        found[row.sentence].add((row.start, row.end, row.kind))
    return found


def _f1(judged: Sequence[tuple[Prepared, np.ndarray]], found: Sequence[set]) -> float:
    pairs = [(set(each.example.names), names) for (each, _), names in zip(judged, found, strict=True)]
    right = sum(len(gold & names) for gold, names in pairs)
    return 2 * right / sum(len(gold) + len(names) for gold, names in pairs)
