"""From the trained model of positions to its files: calibrated, exported, measured on what was held out."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from analysis.stances.model import Judged, StanceModel
from analysis.training.coarse import rounded_weights
from analysis.training.export import POSITION_HEADS, export
from analysis.training.fit import judge
from analysis.training.measures import calibration_error, macro_f1, temperature
from analysis.training.model import ReaderModel
from analysis.training.packing import LEAST
from analysis.training.positions import Position, prepare
from analysis.training.ship import LEAST_AGREEMENT


class StanceFigure(NamedTuple):
    """What was held out of one origin: macro-F1 of stance by stages, and the error of the files' answers."""

    origin: str
    rows: int
    before: float  # ahead of the last stage
    trained: float
    read: float  # the files, asked once
    shipped: float  # the files, asked under both names
    voices: float  # share of voices told right
    error_before: float  # expected calibration error, before and after the temperature
    error_after: float


def ship_stances(
    before: np.ndarray,
    model: ReaderModel,
    pieces: Tokenizer,
    held: Sequence[Position],
    out: Path,
    *,
    trained_on: list[str],
) -> list[StanceFigure]:
    """Write the model and return its figures, one for each origin of what was held out.

    Args:
        before: what the model answered on what is held out ahead of the last stage.

    Raises:
        ValueError: rounding changed more answers than the reader may lose.
    """
    temperatures = {"names": 1.0, "voice": 1.0, "stance": 1.0}
    write = partial(export, model, pieces, out, trained_on=trained_on, heads=POSITION_HEADS, shared="../")
    write(temperatures=temperatures)
    asked = [each.question for each in held]
    raw = StanceModel(out).judge(asked)
    gold = _gold(held)
    temperatures |= {
        "stance": temperature([gold.stances], [raw.stances]),
        "voice": temperature([gold.voices], [raw.voices]),
    }
    write(temperatures=temperatures)
    files = StanceModel(out)
    once, calm = files.read(asked), files.judge(asked)
    with rounded_weights(model, LEAST):
        small = _trained(model, pieces, held)
    agreement = float(np.mean(small.argmax(1) == once.stances.argmax(1)))
    if agreement < LEAST_AGREEMENT:
        raise ValueError(f"the files of the stance model agree with it on only {agreement:.1%}")
    figures = []
    for origin in sorted({each.origin for each in held}):
        rows = np.array([each.origin == origin for each in held])
        truth, said = gold.stances[rows], calm.stances[rows]
        stages = (before, small, once.stances, calm.stances)
        figures.append(
            StanceFigure(
                origin,
                int(rows.sum()),
                *(macro_f1(truth, answers[rows].argmax(1)) for answers in stages),
                float(np.mean(gold.voices[rows] == calm.voices[rows].argmax(1))),
                calibration_error(truth, raw.stances[rows]),
                calibration_error(truth, said),
            )
        )
    return figures


def _gold(held: Sequence[Position]) -> Judged:
    return Judged(
        np.array([np.argmax(each.stance) for each in held]),
        np.array([np.argmax(each.voice) for each in held]),
    )


def _trained(model: ReaderModel, tokenizer: Tokenizer, held: Sequence[Position]) -> np.ndarray:
    return np.concatenate([each.pairs for each in judge(model, prepare(tokenizer, held))])
