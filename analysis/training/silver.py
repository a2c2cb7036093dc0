"""Name tags for sentences in which nobody marked names: the actor book's, and a teacher's sure ones.

What neither is sure of teaches nothing: its pieces get no tag at all.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from tokenizers import Tokenizer

from analysis.book import load_book
from analysis.entities import book_names
from analysis.labelled import Example
from analysis.names.search import Match, Name
from analysis.reading.pieces import Pieces, cut
from analysis.reading.tags import TAGS, tagged_names

_SURE_NAME, _SURE_NONE = 0.6, 0.8


def with_silver(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Example]:
    """Return the examples, a teacher's tags replaced by those that can be relied on."""
    cuts = cut(tokenizer, [example.sentence for example in examples])
    return [
        example if example.tags is None else replace(example, tags=_silver(example, pieces))
        for example, pieces in zip(examples, cuts, strict=True)
    ]


def _silver(example: Example, pieces: Pieces) -> np.ndarray:
    book, sentence = load_book(), example.sentence
    known = book.find(sentence)
    read = Pieces(*(column[: len(example.tags)] for column in pieces))
    found = [name for name in _whole(tagged_names(sentence, read, example.tags)) if name.score >= _SURE_NAME]
    longer = [name for name in found if any(_holds(name, match) for match in known)]
    nationalities = [m for m in known if m.safe and m.forms[0].via == "demonym"]
    tags = np.zeros_like(example.tags)
    tags[example.tags[:, 0] >= _SURE_NONE, 0] = 1
    for match in nationalities:
        _write(tags, read, match, "O", "O")
    for name in [*found, *book_names(book, known), *longer]:
        _write(tags, read, name, f"B-{name.kind}", f"I-{name.kind}")
    return tags


def _whole(names: list[Name]) -> list[Name]:
    """Join a first name and a surname that a teacher took for two people."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        if last and last.kind == name.kind == "person" and name.start == last.end + 1:
            joined[-1] = last._replace(end=name.end, score=min(last.score, name.score))
        else:
            joined.append(name)
    return joined


def _holds(name: Name, match: Match) -> bool:
    return name.start <= match.start and match.end <= name.end and name[:2] != match[:2]


def _write(tags: np.ndarray, pieces: Pieces, span: Name | Match, first: str, later: str) -> None:
    start, past = pieces.covered(span.start, span.end)
    tags[start:past] = np.eye(len(TAGS))[TAGS.index(later)]
    tags[start : min(start + 1, past)] = np.eye(len(TAGS))[TAGS.index(first)]
