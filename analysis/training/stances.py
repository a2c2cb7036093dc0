"""The recipe of the model of positions: a teacher, its answers, a student cut out of it, the files.

The teacher learns directed feeling first, then positions; the student goes on from the reader's own
files. `python -m analysis train-stances`. Labels that came later are learnt by the files that ship,
beside a part of the older ones: `python -m analysis train-stances --onward`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from tokenizers import Tokenizer
from torch import nn

from analysis.book import DATA
from analysis.labelled import Row, read_directed
from analysis.reader import MODEL
from analysis.stances.model import STANCE_MODEL, StanceModel
from analysis.training.coarse import rounded_weights, rounding
from analysis.training.fit import Recipe, fit, judge
from analysis.training.keeping import kept, position, question
from analysis.training.model import ReaderModel
from analysis.training.packing import LEAST
from analysis.training.positions import (
    OWN,
    REFERENCES,
    Position,
    directed,
    prepare,
    read_positions,
    unlabelled,
)
from analysis.training.pretrained import load_encoder
from analysis.training.smaller import smaller
from analysis.training.stance_card import write_stance_card
from analysis.training.stance_ship import ship_stances
from analysis.training.swapping import with_names_swapped
from analysis.training.unpack import unpacked

DIRECTED = "dse/train.jsonl"
LABELS = (REFERENCES, OWN, "gold/train/stance.jsonl", "gold/train/stance.csv")  # the last two are one
SEED = 0
WARM = Recipe(
    encoder_rate=3e-5, head_rate=3.2e-4, stance_weights=(1.1, 0.9, 1.2), stance_share=1.0, half=True
)
TEACHER = replace(WARM, encoder_rate=4e-5, seed=1)
STUDENT = replace(WARM, encoder_rate=5e-5, head_rate=3e-4, smoothing=0.0, seed=2)
LAST = replace(STUDENT, encoder_rate=3e-5, head_rate=2e-4, seed=3)
SHIPPED = replace(STUDENT, seed=4)  # with the weights that ship, as the next
RENAMED = replace(STUDENT, encoder_rate=4e-5, seed=5)
INDIFFERENT = 4_000  # pairs without feeling that the teacher sees, of 18,368
EPOCHS = 3  # of the teacher on the labels
ONWARD = replace(STUDENT, encoder_rate=4e-5, head_rate=2e-4, smoothing=0.05, seed=6)
POLISHED = replace(ONWARD, encoder_rate=2e-5, head_rate=1e-4, seed=7)
LATER = {4: (ONWARD, 3, 3), 5: (POLISHED, 1, 6)}  # round of labelling: recipe, epochs, share of older labels
PER_CORPUS = 4_000  # questions that nobody answered but the teacher
SHARE = 0.4  # of the teacher in what people labelled
_RECIPES = {
    "warm": WARM,
    "teacher": TEACHER,
    "student": STUDENT,
    "last": LAST,
    "onward": ONWARD,
    "polished": POLISHED,
}


def train_stances(data: Path, corpora: Path, work: Path, out: Path, reader: Path = MODEL) -> Path:
    """Train the model of positions, write it, and return its card.

    Args:
        data: folder of the labelled files, for the pairs of directed feeling.
        corpora: folder of the `.jsonl.gz` corpora that the labels refer to.
        work: folder that keeps what is done, so that a run that was cut off goes on from there.
        out: folder for the model.
        reader: folder of the reader's files, from which the student goes on.
    """
    if not (data / DIRECTED).exists():
        raise FileNotFoundError(f"{data} lacks {DIRECTED}; the reader's card says where it comes from.")
    sources = [data / DIRECTED, *(DATA / name for name in LABELS)]
    hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in sources]
    work = work / _digest(hashes)
    work.mkdir(parents=True, exist_ok=True)
    positions = kept(work / "positions.jsonl", lambda: read_positions(corpora), position)
    taught = [each for each in positions if not each.held]
    held = [each for each in positions if each.held]
    teacher, tokenizer = _taught_teacher(data, taught, work)
    known = {each.question.sentence for each in positions}
    asked = kept(work / "questions.jsonl", lambda: unlabelled(corpora, PER_CORPUS, known, SEED), question)
    answered = kept(work / "answers.jsonl", lambda: _answered(teacher, tokenizer, taught, asked), position)
    student, pieces = unpacked(reader)
    student.sentiment.apply(_forgotten)  # the head for sentiment becomes the one for voices
    last = answered[: len(taught)]
    with rounding(student.encoder):
        fit(student, [prepare(pieces, answered)], STUDENT, state=work / "student.pt")
        last = prepare(pieces, [*last, *with_names_swapped(last, SEED)])
        fit(student, [last], LAST, state=work / "last.pt")
        with rounded_weights(student, LEAST):
            fit(student, [prepare(pieces, answered[: len(taught)])], SHIPPED, state=work / "shipped.pt")
            fit(student, [last], RENAMED, state=work / "renamed.pt")
    shipped, pieces = smaller(student, pieces, _texts(corpora, positions))
    before = np.concatenate([each.pairs for each in judge(teacher, prepare(tokenizer, held))])
    figures = ship_stances(before, shipped, pieces, held, out, trained_on=hashes)
    return write_stance_card(out, _RECIPES, positions, figures)


def train_onward(corpora: Path, work: Path, out: Path, later: int, start: Path = STANCE_MODEL) -> Path:
    """Teach the model that ships a later round of labels, write it, and return its card.

    Its weights stay rounded as they ship. Each epoch holds all labels of the round, another part of the
    older ones, and both again under other names.

    Args:
        corpora, work, out: as of `train_stances`.
        later: the round of labelling; the files have met those before it.
        start: folder of the model that goes on.
    """
    positions = read_positions(corpora)
    taught = [each for each in positions if not each.held]
    held = [each for each in positions if each.held]
    recipe, epochs, parts = LATER[later]
    new = [each for each in taught if each.round == later]
    older = [each for each in taught if each.round < later]
    work.mkdir(parents=True, exist_ok=True)
    model, pieces = unpacked(start)
    before = StanceModel(start).judge([each.question for each in held]).stances
    lessons = []
    for number in range(epochs):
        lesson = [*new, *older[number::parts]]
        lessons.append(prepare(pieces, [*lesson, *with_names_swapped(lesson, SEED + number)]))
    with rounding(model.encoder), rounded_weights(model, LEAST):
        fit(model, lessons, recipe, state=work / f"onward-{later}-{_digest(list(map(repr, taught)))}.pt")
    hashes = [hashlib.sha256((DATA / name).read_bytes()).hexdigest() for name in LABELS]
    figures = ship_stances(before, model, pieces, held, out, trained_on=hashes)
    return write_stance_card(out, _RECIPES, positions, figures)


def _taught_teacher(data: Path, taught: Sequence[Position], work: Path) -> tuple[ReaderModel, Tokenizer]:
    """Teach all-mpnet-base-v2 directed feeling first, then positions, also under other names."""
    torch.manual_seed(SEED)
    encoder, tokenizer = load_encoder()
    teacher = ReaderModel(encoder)
    feeling = directed(read_directed(data / DIRECTED), INDIFFERENT, SEED)
    fit(teacher, [prepare(tokenizer, feeling)], WARM, state=work / "warm.pt")
    lessons = [
        prepare(tokenizer, [*taught, *with_names_swapped(taught, SEED + epoch)]) for epoch in range(EPOCHS)
    ]
    return fit(teacher, lessons, TEACHER, state=work / "teacher.pt"), tokenizer


def _forgotten(layer: nn.Module) -> None:
    if isinstance(layer, nn.Linear):
        layer.reset_parameters()


def _digest(hashes: Sequence[str]) -> str:
    """Name a run by its labels and its recipe, so that another one doesn't go on from it."""
    recipe = repr(
        (hashes, WARM, TEACHER, STUDENT, LAST, SHIPPED, RENAMED, INDIFFERENT, EPOCHS, PER_CORPUS, SHARE, SEED)
    )
    return hashlib.sha256(recipe.encode()).hexdigest()[:12]


def _answered(
    teacher: ReaderModel, tokenizer: Tokenizer, taught: Sequence[Position], asked: Sequence
) -> list[Position]:
    """Return what the student learns: people's labels mixed with the teacher's answers, and its own."""
    own = [Position(question, (1 / 3,) * 3, (1 / 3,) * 3, "teacher", False) for question in asked]
    rows = [*taught, *own]
    judged = judge(teacher, prepare(tokenizer, rows))
    return [
        each._replace(
            stance=_mixed(each.stance, said.pairs[0], each.origin),
            voice=_mixed(each.voice, said.sentiments[0], each.origin),
        )
        for each, said in zip(rows, judged, strict=True)
    ]


def _mixed(label: Row, said: np.ndarray, origin: str) -> Row:
    share = 1.0 if origin == "teacher" else SHARE
    return tuple(float(chance) for chance in (1 - share) * np.array(label) + share * said)


def _texts(corpora: Path, positions: Sequence[Position]):
    for file in sorted(corpora.glob("*.jsonl.gz")):
        yield from pd.read_json(file, lines=True)["text"]
    yield from (each.question.sentence for each in positions)
