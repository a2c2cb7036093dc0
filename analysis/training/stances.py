"""The recipe of the model of positions: it learns whole, is narrowed, learns again, and is written.

Whole, it learns directed feeling and positions. Narrow, it has fewer hidden units and the reader's
words, and its weights are rounded as they ship from the first step on. At last it learns to read
holders without their names. `python -m analysis train-stances`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from analysis.book import DATA
from analysis.labelled import read_directed
from analysis.reader import MODEL
from analysis.training.coarse import rounded_weights, rounding
from analysis.training.fit import Recipe, fit, judge
from analysis.training.keeping import kept, position
from analysis.training.model import ReaderModel
from analysis.training.narrow import narrow
from analysis.training.packing import LEAST
from analysis.training.positions import OWN, REFERENCES, Position, directed, prepare, read_positions
from analysis.training.pretrained import load_encoder
from analysis.training.smaller import in_words_of
from analysis.training.stance_card import write_stance_card
from analysis.training.stance_ship import ship_stances
from analysis.training.swapping import some_nameless, some_swapped
from analysis.training.unpack import unpacked

DIRECTED = "dse/train.jsonl"
LABELS = (REFERENCES, OWN, "gold/train/stance.jsonl", "gold/train/stance.csv")  # the last two are one
SEED = 0
FIRST = Recipe(
    encoder_rate=5e-5,
    head_rate=3.2e-4,
    stance_weights=(1.1, 0.9, 1.2),
    stance_share=1.0,
    half=True,
    seed=1,
)
SECOND = replace(FIRST, encoder_rate=4e-5, seed=2)
THIRD = replace(FIRST, encoder_rate=5e-5, head_rate=2e-4, seed=3)
FOURTH = replace(THIRD, encoder_rate=3e-5, head_rate=1e-4, seed=5)
FEELING = 4_000  # pairs of directed feeling that the first epoch draws
INDIFFERENT = 1_500  # pairs without feeling among those that they are drawn from
HARDER = 6  # the round of labels that the second epoch adds to every second one of the rest
RENAMED = 0.4  # of the labels, under another name where the holder has one
NAMELESS, SWAPPED = 0.5, 0.2  # in the fourth stage: under a stand-in's name, and under another
UNITS, WATCHED = 2_304, 256  # hidden units that stay, and the lessons that show which do most
_RECIPES = {"first": FIRST, "second": SECOND, "third": THIRD, "fourth": FOURTH}


def train_stances(
    data: Path, corpora: Path, work: Path, out: Path, reader: Path = MODEL, onward: Path | None = None
) -> Path:
    """Train the model of positions, write it, and return its card.

    Args:
        data: folder of the labelled files, for the pairs of directed feeling.
        corpora: folder of the `.jsonl.gz` corpora that the labels refer to.
        work: folder that keeps what is done, so that a run that was cut off goes on from there.
        out: folder for the model, in that of the reader.
        reader: folder of the reader, whose words the model shares.
        onward: folder of a model of positions that the last stage goes on from, instead of the first three.
    """
    if not (data / DIRECTED).exists():
        raise FileNotFoundError(f"{data} lacks {DIRECTED}; the reader's card says where it comes from.")
    sources = [data / DIRECTED, *(DATA / name for name in LABELS)]
    hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in sources]
    begun = [] if onward is None else [hashlib.sha256((onward / "encoder.onnx").read_bytes()).hexdigest()]
    work = work / _digest([*hashes, *begun])
    work.mkdir(parents=True, exist_ok=True)
    positions = kept(work / "positions.jsonl", lambda: read_positions(corpora), position)
    taught = [each for each in positions if not each.held]
    held = [each for each in positions if each.held]
    model, pieces = _narrow(data, taught, work, reader) if onward is None else unpacked(onward)
    before = np.concatenate([each.pairs for each in judge(model, prepare(pieces, held), half=True)])
    model = _nameless(model, pieces, taught, work)
    figures = ship_stances(before, model, pieces, held, out, trained_on=hashes)
    return write_stance_card(out, _RECIPES, positions, figures, UNITS)


def _narrow(
    data: Path, taught: Sequence[Position], work: Path, reader: Path
) -> tuple[ReaderModel, Tokenizer]:
    """Take the first three stages: teach it whole, cut it, and teach it again as it will be written."""
    whole, tokenizer = _whole(data, taught, work)
    watched = prepare(tokenizer, taught[:: len(taught) // WATCHED])
    known, pieces = unpacked(reader)
    model = in_words_of(known, narrow(whole, watched, dropped=(), units=UNITS))
    with rounding(model.encoder), rounded_weights(model, LEAST):
        third = some_swapped(taught, RENAMED, SEED + 1)
        fit(model, [prepare(pieces, third)], THIRD, state=work / "third.pt")
    return model, pieces


def _nameless(model: ReaderModel, pieces: Tokenizer, taught: Sequence[Position], work: Path) -> ReaderModel:
    """Teach a narrow model to read holders without their names too."""
    real = [each for each in taught if each.origin != "own words"]
    own = [each for each in taught if each.origin == "own words"]
    harder = [each for each in own if each.round >= HARDER]
    older = [each for each in own if each.round < HARDER]
    lessons = some_nameless([*real, *harder[::2], *older[::3]], NAMELESS, SWAPPED, SEED + 44)
    with rounding(model.encoder), rounded_weights(model, LEAST):
        return fit(model, [prepare(pieces, lessons)], FOURTH, state=work / "fourth.pt")


def _whole(data: Path, taught: Sequence[Position], work: Path) -> tuple[ReaderModel, Tokenizer]:
    """Teach all-mpnet-base-v2 directed feeling and positions, then positions, some under other names."""
    torch.manual_seed(SEED)
    encoder, tokenizer = load_encoder()
    model = ReaderModel(encoder)
    feeling = directed(read_directed(data / DIRECTED), INDIFFERENT, SEED)
    drawn = np.random.default_rng(SEED).permutation(len(feeling))[:FEELING]
    older = [each for each in taught if each.round < HARDER]
    first = [*(feeling[place] for place in sorted(drawn)), *older]
    fit(model, [prepare(tokenizer, first)], FIRST, state=work / "first.pt")
    newer = [each for each in taught if each.round >= HARDER]
    second = some_swapped([*newer, *older[::2]], RENAMED, SEED)
    return fit(model, [prepare(tokenizer, second)], SECOND, state=work / "second.pt"), tokenizer


def _digest(hashes: Sequence[str]) -> str:
    """Name a run by its labels and its recipe, so that another one doesn't go on from it."""
    numbers = (FEELING, INDIFFERENT, HARDER, RENAMED, NAMELESS, SWAPPED, UNITS, WATCHED, SEED)
    return hashlib.sha256(repr((hashes, _RECIPES, numbers)).encode()).hexdigest()[:12]
