"""The whole recipe: a large teacher, its answers, a student cut out of it, and the files that ship."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from tokenizers import Tokenizer

from analysis.labelled import Example, read_columns, read_directed, read_documents, read_sentiment
from analysis.training.batches import prepare
from analysis.training.card import Recipes, write_card
from analysis.training.coarse import rounding
from analysis.training.fit import Recipe, fit, judge
from analysis.training.folds import NamesFigure, cross_validate
from analysis.training.keeping import example, kept
from analysis.training.model import ReaderModel
from analysis.training.narrow import narrow
from analysis.training.pretrained import load_encoder
from analysis.training.questions import MOST, answered, asked
from analysis.training.ship import ship
from analysis.training.silver import with_silver
from analysis.training.smaller import smaller
from analysis.training.unlabelled import read_unlabelled

SEED = 0
TEACHER = Recipe(encoder_rate=2.5e-5, head_rate=5e-4, stance_weights=(1.1, 0.85, 1.3))
STUDENT = Recipe(encoder_rate=5e-5, head_rate=3e-4, smoothing=0.0, stance_weights=(1.1, 0.8, 1.3))
INDIFFERENT = 4_000  # sentences without any feeling that the teacher sees, of 7,627
PER_CORPUS, MORE_PER_CORPUS = 5_000, 9_000  # unlabelled sentences, and others that name two or more
SHARE = 0.5  # of the teacher in the labels that people gave
REPEATS = 2  # of the names of CrossNER
WATCHED = 256  # sentences that show which hidden units do most
FOLD_LESSONS, FOLD_OTHERS, FOLD_REPEATS = 6, 40, 3  # every sixth lesson first, every fortieth in a fold

LABELLED = {
    "newsmtsc/train.jsonl": read_sentiment,
    "dse/train.jsonl": read_directed,
    "crossner_politics/train.txt": read_columns,
    "crossner_politics/dev.txt": read_columns,
    "gum_entities_train.jsonl": read_documents,
}


def train(data: Path, unlabelled: Path, work: Path, out: Path) -> Path:
    """Train the reader, write it, and return its card.

    Args:
        data: folder of the labelled files.
        unlabelled: folder of `.jsonl.gz` corpora, whose sentences the teacher labels.
        work: folder that keeps what is done, so that a run that was cut off goes on from there.
        out: folder for the model.
    """
    missing = [name for name in LABELLED if not (data / name).exists()]
    if missing:
        raise FileNotFoundError(
            f"{data} lacks {missing}; see {out / 'MODEL_CARD.md'} for where they come from."
        )
    work.mkdir(parents=True, exist_ok=True)
    gold = {name: read(data / name) for name, read in LABELLED.items()}
    teacher, tokenizer = _model()
    untaught = narrow(teacher, watched := prepare(tokenizer, gold["newsmtsc/train.jsonl"][:WATCHED]))
    fit(teacher, [prepare(tokenizer, _curriculum(gold))], TEACHER, state=work / "teacher.pt")

    def answer(questions: list[Example]) -> list[Example]:
        prepared = prepare(tokenizer, questions)
        judged = judge(teacher, prepared)
        return [
            answered(each.example, said, share=SHARE) for each, said in zip(prepared, judged, strict=True)
        ]

    answers = kept(work / "answers.jsonl", lambda: answer(_questions(gold, unlabelled)), example)
    more = kept(work / "more.jsonl", lambda: answer(_more_questions(answers, unlabelled)), example)
    lessons, second, names = with_silver(answers, tokenizer), with_silver(more, tokenizer), _names(gold)
    student = narrow(teacher, watched)
    with rounding(student.encoder):
        lesson = prepare(tokenizer, [*lessons, *second, *(REPEATS * names)])
        fit(student, [lesson], STUDENT, state=work / "student.pt")
    (found,) = kept(
        work / "folds.jsonl",
        lambda: [_cross_validated(untaught, tokenizer, lessons, names)],
        lambda fields: NamesFigure(*fields),
    )
    figures, temperatures = ship(
        *smaller(student, tokenizer, _texts(gold, unlabelled)),
        data,
        out,
        names_temperature=found.temperature,
        trained_on=[hashlib.sha256((data / name).read_bytes()).hexdigest() for name in LABELLED],
    )
    people = sum(len(gold[name]) for name in gold if "crossner" not in name)
    recipes = Recipes(TEACHER, STUDENT, REPEATS, INDIFFERENT, len(answers) - people + len(more))
    return write_card(out, recipes, figures, found, temperatures)


def _cross_validated(
    untaught: ReaderModel, tokenizer: Tokenizer, lessons: list[Example], names: list[Example]
) -> NamesFigure:
    """Cross-validate the names with a student of a teacher that has seen none of them."""
    taught = fit(untaught, [prepare(tokenizer, lessons[::FOLD_LESSONS])], STUDENT)
    return cross_validate(taught, tokenizer, names, lessons[::FOLD_OTHERS], FOLD_REPEATS, STUDENT)


def _texts(gold: dict[str, list[Example]], unlabelled: Path) -> Iterator[str]:
    """Yield all texts at hand; pieces that they lack are left out of the vocabulary."""
    for file in sorted(unlabelled.glob("*.jsonl.gz")):
        yield from pd.read_json(file, lines=True)["text"]
    for examples in gold.values():
        yield from (each.sentence for each in examples)


def _curriculum(gold: dict[str, list[Example]]) -> list[Example]:
    """Return what the teacher learns from: people's labels, and fewer of the indifferent pairs."""
    pairs = gold["dse/train.jsonl"]
    indifferent = [each for each in pairs if all(label[1] == 1 for *_, label in each.pairs)]
    feeling = [each for each in pairs if any(label[1] == 0 for *_, label in each.pairs)]
    drawn = sorted(np.random.default_rng(SEED).permutation(len(indifferent))[:INDIFFERENT])
    return [
        *gold["newsmtsc/train.jsonl"],
        *feeling,
        *(indifferent[place] for place in drawn),
        *(2 * _names(gold)),
        *gold["gum_entities_train.jsonl"],
    ]


def _names(gold: dict[str, list[Example]]) -> list[Example]:
    return gold["crossner_politics/train.txt"] + gold["crossner_politics/dev.txt"]


def _questions(gold: dict[str, list[Example]], unlabelled: Path) -> list[Example]:
    """Return people's labels and unlabelled sentences, with questions wherever a label is wanting.

    The names of CrossNER are left out: they are learnt as they are, and cross-validated.
    """
    examples = [each for name in LABELLED if "crossner" not in name for each in gold[name]]
    return [*map(_open, examples), *read_unlabelled(unlabelled, PER_CORPUS, seed=SEED)]


def _more_questions(answers: list[Example], unlabelled: Path) -> list[Example]:
    """Return other unlabelled sentences, which name two or more: on these the student errs most."""
    known = {each.sentence for each in answers}
    drawn = read_unlabelled(unlabelled, MORE_PER_CORPUS, least=2, seed=SEED + 1)
    return [each for each in drawn if each.sentence not in known]


def _open(example: Example) -> Example:
    spans = dict.fromkeys(span for span, _ in example.sentiments)
    spans |= dict.fromkeys(span for holder, target, _ in example.pairs for span in (holder, target))
    spans |= dict.fromkeys((start, end) for start, end, _ in example.names or ())
    return asked(example, list(spans)[:MOST])


def _model() -> tuple[ReaderModel, Tokenizer]:
    torch.manual_seed(SEED)
    encoder, tokenizer = load_encoder()
    return ReaderModel(encoder), tokenizer
