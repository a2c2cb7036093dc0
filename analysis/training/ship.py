"""From a trained model to the one that ships: measured on dev files, calibrated, exported, compared."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from analysis.labelled import Example, read_directed, read_sentiment
from analysis.reader import CHUNK, Reader
from analysis.training.batches import prepare
from analysis.training.export import export
from analysis.training.fit import judge
from analysis.training.measures import calibration_error, macro_f1, temperature
from analysis.training.model import ReaderModel
from analysis.training.questions import Judged

DEV = {
    "newsmtsc/dev_rw.jsonl": (read_sentiment, "sentiment"),
    "newsmtsc/dev_mt.jsonl": (read_sentiment, "sentiment"),
    "dse/dev.jsonl": (read_directed, "stance"),
}

LEAST_AGREEMENT = 0.94  # of the trained and the shipped model's answers


class Figure(NamedTuple):
    """One dev file: macro-F1 of the model as trained and as shipped, and what they agree on."""

    file: str
    rows: int
    trained: float
    shipped: float
    agreement: float  # share of rows with the same answer
    error_before: float  # expected calibration error, before and after the temperature
    error_after: float


def ship(
    model: ReaderModel,
    tokenizer: Tokenizer,
    data: Path,
    out: Path,
    *,
    names_temperature: float,
    trained_on: Sequence[str],
) -> tuple[list[Figure], dict[str, float]]:
    """Write the model; return its figures and the temperatures, fitted on the shipped weights.

    Raises:
        ValueError: rounding changed more than LEAST_AGREEMENT allows.
    """
    examples = {file: read(data / file) for file, (read, _) in DEV.items()}
    temperatures = {"names": names_temperature, "sentiment": 1.0, "stance": 1.0}
    export(model, tokenizer, out, temperatures=temperatures, trained_on=trained_on)
    raw = {file: _answers(Reader(out), examples[file]) for file in DEV}
    for head in ("sentiment", "stance"):
        files = [file for file, (_, of) in DEV.items() if of == head]
        gold = [_gold(examples[file], head) for file in files]
        temperatures[head] = temperature(gold, [getattr(raw[file], head) for file in files])
    export(model, tokenizer, out, temperatures=temperatures, trained_on=trained_on)
    shipped = Reader(out)
    figures = [_figure(model, tokenizer, file, examples[file], raw[file], shipped) for file in DEV]
    return figures, temperatures


class _Answers(NamedTuple):
    """Probabilities of all spans and all pairs of a file, in the order of its examples."""

    sentiment: np.ndarray
    stance: np.ndarray


def _answers(reader: Reader, examples: Sequence[Example]) -> _Answers:
    sentiment, stance = [np.zeros((0, 3))], [np.zeros((0, 3))]
    for start in range(0, len(examples), CHUNK):
        part = examples[start : start + CHUNK]
        readings = dict(zip(part, reader.read([each.sentence for each in part]), strict=True))
        spans = [(each, span) for each in part for span, _ in each.sentiments]
        pairs = [(each, holder, target) for each in part for holder, target, _ in each.pairs]
        sentiment.append(reader.sentiment([readings[e] for e, _ in spans], [span for _, span in spans]))
        holders, targets = [h for _, h, _ in pairs], [t for *_, t in pairs]
        stance.append(reader.stance([readings[e] for e, *_ in pairs], holders, targets))
    return _Answers(np.concatenate(sentiment), np.concatenate(stance))


def _gold(examples: Sequence[Example], head: str) -> np.ndarray:
    rows = [row for each in examples for row in (each.sentiments if head == "sentiment" else each.pairs)]
    return np.array([np.argmax(row[-1]) for row in rows])


def _figure(
    model: ReaderModel,
    tokenizer: Tokenizer,
    file: str,
    examples: Sequence[Example],
    raw: _Answers,
    reader: Reader,
) -> Figure:
    head = DEV[file][1]
    gold = _gold(examples, head)
    before, after = getattr(raw, head), getattr(_answers(reader, examples), head)
    prepared = prepare(tokenizer, examples)
    seen = _gold([each.example for each in prepared], head)  # a span beyond the window was not trained
    trained = _trained(judge(model, prepared), head)
    read = _answers(reader, [each.example for each in prepared])
    agreement = float(np.mean(trained.argmax(1) == getattr(read, head).argmax(1)))
    if agreement < LEAST_AGREEMENT:
        raise ValueError(f"{file}: the shipped model agrees with the trained one on only {agreement:.1%}")
    return Figure(
        file,
        len(gold),
        macro_f1(seen, trained.argmax(1)),
        macro_f1(gold, after.argmax(1)),
        agreement,
        calibration_error(gold, before),
        calibration_error(gold, after),
    )


def _trained(judged: Sequence[Judged], head: str) -> np.ndarray:
    return np.concatenate([each.sentiments if head == "sentiment" else each.pairs for each in judged])
