"""Labelled positions on the targets: by reference to the corpora, in our own words, and the gold.

What is held out teaches nothing: a tenth of the articles referred to, the end of every construction,
and the gold's dev part. The gold's test part is not read here.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from analysis.articles import load_articles
from analysis.book import DATA
from analysis.folding import fold
from analysis.labelled import Example, Row
from analysis.reading.marks import Question, marked
from analysis.stances.candidates import said_by
from analysis.stances.lexicon import load_targets
from analysis.stances.things import side_of
from analysis.tables import LABELS, VOICES
from analysis.training.batches import WINDOW, Prepared

SAMPLE = "articles"  # the sample corpus, which is referred to as the others are
REFERENCES, OWN = "training/stance_refs.jsonl", "training/stance_own.jsonl"
UNSEEN_REFERENCES, UNSEEN_OWN = "training/stance_refs_unseen.jsonl", "training/stance_own_unseen.jsonl"
HELD_SENTENCES = 12  # of each construction, the last ones
NO_VOICE: Row = (0.0,) * len(VOICES)


class Position(NamedTuple):
    """A question and its answer: probabilities in the order of LABELS and of VOICES."""

    question: Question
    stance: Row
    voice: Row
    origin: str  # references, own words or gold
    held: bool
    round: int = 1  # of labelling


def read_positions(corpora: Path, data: Path = DATA) -> list[Position]:
    """Read all labelled positions but those of the gold's test part.

    Raises:
        ValueError: a reference doesn't lead to the sentence that was labelled.
    """
    gold = [
        _position(row | {"holder": _pair(row, "holder"), "span": _pair(row, "target")}, "gold", part == "dev")
        for part in ("train", "dev")
        for row in _lines(data / "gold" / part / "stance.jsonl")
    ]
    return [*_referred(corpora, data / REFERENCES), *_own(data / OWN), *gold]


def read_unseen(corpora: Path, data: Path = DATA) -> list[Position]:
    """Read the positions that were labelled after the model was trained; as `read_positions`."""
    found = [*_referred(corpora, data / UNSEEN_REFERENCES), *_own(data / UNSEEN_OWN)]
    return [each._replace(held=True) for each in found]


def directed(examples: Sequence[Example], indifferent: int, seed: int = 0) -> list[Position]:
    """Return pairs of directed feeling as questions: the words of the target stand for its name.

    Args:
        indifferent: take this many of the pairs without feeling, which are nine in ten.
    """
    asked = [
        Position(
            Question(each.sentence, holder, span, each.sentence[slice(*span)]),
            label,
            NO_VOICE,
            "directed",
            False,
        )
        for each in examples
        for holder, span, label in each.pairs
    ]
    calm = [each for each in asked if each.stance[1] == 1]
    drawn = np.random.default_rng(seed).permutation(len(calm))[:indifferent]
    return [*(each for each in asked if each.stance[1] < 1), *(calm[place] for place in sorted(drawn))]


def prepare(tokenizer: Tokenizer, positions: Sequence[Position]) -> list[Prepared]:
    """Return positions as the trainer takes them: the voice is asked of the holder's span."""
    special = tuple(tokenizer.encode("").ids)
    cuts = marked(tokenizer, [each.question for each in positions], WINDOW - 2)
    return [
        Prepared(
            Example(
                asked.sentence,
                sentiments=((asked.holder, each.voice),) if sum(each.voice) else (),
                pairs=((asked.holder, asked.span, each.stance),),
            ),
            pieces,
            special,
            None,
        )
        for each, pieces in zip(positions, cuts, strict=True)
        for asked in [each.question]
    ]


def _referred(corpora: Path, labels: Path) -> Iterator[Position]:
    rows = defaultdict(list)
    for row in _lines(labels):
        rows[row["corpus"]].append(row)
    for corpus, labelled in rows.items():
        source = DATA / SAMPLE if corpus == SAMPLE else corpora / f"{corpus}.jsonl.gz"
        texts = load_articles(source).set_index("article_id")["text"]
        for row in labelled:
            sentence = texts.get(row["id"], "")[row["start"] : row["end"]]
            if hashlib.sha256(sentence.encode()).hexdigest()[:8] != row["check"]:
                raise ValueError(
                    f"{labels}: {corpus}, {row['id']}: the sentence at {row['start']} is another"
                )
            held = int(row["id"], 16) % 10 == 0
            yield _position(_said(row | {"sentence": sentence}), "references", held)


def _said(row: dict) -> dict:
    """Put the speaker before a sentence that doesn't name who says it, as the suite asks about it."""
    if "speaker" not in row:
        return row
    lead = said_by(row["speaker"])
    span = [edge + len(lead) for edge in row["span"]]
    return row | {"sentence": lead + row["sentence"], "holder": [0, len(row["speaker"])], "span": span}


def _own(labels: Path) -> Iterator[Position]:
    rows = defaultdict(list)
    for row in _lines(labels):
        rows[row["construction"]].append(row)
    for lines in rows.values():
        held = set(list(dict.fromkeys(row["sentence"] for row in lines))[-HELD_SENTENCES:])
        yield from (_position(row, "own words", row["sentence"] in held) for row in lines)


def _position(row: dict, origin: str, held: bool) -> Position:
    sentence, span = row["sentence"], tuple(row["span"])
    side = side_of(fold(sentence), span, load_targets()[row["target"]])
    question = Question(sentence, tuple(row["holder"]), span, row["target"], side)
    stance, voice = (
        tuple(float(row[name] == label) for label in labels)
        for name, labels in (("stance", LABELS), ("voice", VOICES))
    )
    return Position(question, stance, voice, origin, held, row.get("round", 1))


def _pair(row: dict, name: str) -> tuple[int, int]:
    return row[f"{name}_start"], row[f"{name}_end"]


def _lines(path: Path) -> list[dict]:
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
