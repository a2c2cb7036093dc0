"""Labelled sentences: sentiment toward spans, stance of spans toward spans, names.

A label is a row of three probabilities, in the order of SENTIMENTS or LABELS, so that a person's
(1, 0, 0) and a teacher's (0.7, 0.2, 0.1) are the same thing to the trainer.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from analysis.names.words import TITLES
from analysis.spans import Span
from analysis.tables import SENTIMENTS

_KINDS = {"politician": "person", "person": "person", "PER": "person"}
_KINDS |= {"organisation": "organisation", "politicalparty": "organisation", "ORG": "organisation"}
_KINDS |= {"country": "place", "location": "place", "LOC": "place"}

Row = tuple[float, float, float]


@dataclass(frozen=True)
class Example:
    """A sentence and what is known of it; offsets are characters.

    `names` is None where nobody looked for names, `tags` holds a teacher's probabilities, a row
    per word piece, in the order of TAGS.
    """

    sentence: str
    sentiments: tuple[tuple[Span, Row], ...] = ()
    pairs: tuple[tuple[Span, Span, Row], ...] = ()
    names: tuple[tuple[int, int, str], ...] | None = None
    tags: np.ndarray | None = field(default=None, compare=False)


def read_sentiment(path: Path) -> list[Example]:
    """Read sentiment toward a target (NewsMTSC's layout)."""
    return [
        Example(
            row["sentence"],
            tuple(
                ((target["start"], target["end"]), _sure(SENTIMENTS, target["label"]))
                for target in row["targets"]
            ),
        )
        for row in _json_lines(path)
    ]


def read_directed(path: Path) -> list[Example]:
    """Read the sentiment of p toward q and of q toward p; negative stands for against."""
    examples = []
    for row in _json_lines(path):
        p, q = ((row[side]["start"], row[side]["end"]) for side in "pq")
        there, back = (_sure(SENTIMENTS, row[way]) for way in ("p_to_q", "q_to_p"))
        examples.append(Example(row["sentence"], pairs=((p, q, there), (q, p, back))))
    return examples


def read_columns(path: Path) -> list[Example]:
    """Read names from CoNLL columns (CrossNER's layout); types other than ours are no names."""
    examples, words = [], []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line:
            words.append((line.split("\t")[0], line.split("\t")[-1]))
        elif words:
            examples.append(_tagged(words))
            words = []
    return examples


def _tagged(words: list[tuple[str, str]]) -> Example:
    names, start = [], 0
    for word, tag in words:
        end = start + len(word)
        kind = _KINDS.get(tag[2:])
        if kind and tag.startswith("B-"):
            names.append((start, end, kind))
        elif kind and names and names[-1][1] == start - 1:
            names[-1] = (names[-1][0], end, kind)
        start = end + 1
    return Example(" ".join(word for word, _ in words), names=tuple(names))


def read_documents(path: Path) -> list[Example]:
    """Read names from documents of sentences (GUM's layout), without the titles inside its spans.

    Sentences in which nobody is named are left out: they teach nothing that the others don't.
    """
    sentences = (sentence for document in _json_lines(path) for sentence in document["sentences"])
    return [
        Example(sentence["text"], names=tuple(_untitled(sentence["text"], sentence["entities"])))
        for sentence in sentences
        if sentence["entities"]
    ]


def _untitled(text: str, entities: Iterable[dict]) -> Iterator[tuple[int, int, str]]:
    for entity in entities:
        start, end, kind = entity["start"], entity["end"], _KINDS[entity["type"]]
        while kind == "person" and " " in text[start:end]:
            word, _ = text[start:end].split(" ", 1)
            if word.strip(".").lower() not in TITLES:
                break
            start += len(word) + 1
        yield start, end, kind


def _sure(labels: tuple[str, ...], label: str) -> Row:
    return tuple(float(each == label) for each in labels)


def _json_lines(path: Path) -> Iterator[dict]:
    with open(path, encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
