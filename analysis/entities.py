"""Names in sentences: those that the reader finds, and those that the actor book knows.

Where the two touch, the longer stands: the Bank of China is no China. A name is given without its
title: `Wang Yi`, not `Foreign Minister Wang Yi`. A nationality (`Chinese`) is not a name.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from analysis.book import Book, load_book
from analysis.names.search import Match, Name
from analysis.names.words import ADJECTIVES, FUNCTION, GENERIC, NO_NAME, TITLES, ordinary
from analysis.progress import progress
from analysis.reader import CHUNK, load_reader
from analysis.reading.pieces import Pieces
from analysis.reading.tags import tagged_names
from analysis.tables import conform

Namer = Callable[[Sequence[str], Sequence[Sequence[Match]]], list[list[Name]]]
ENTITIES = {
    "sentence": "int64",
    "start": "int64",
    "end": "int64",
    "kind": "str",
    "score": "float64",
}
_KIND = {"person": "person", "organisation": "organisation", "bloc": "organisation"}
_KIND |= {"government": "place", "place": "place"}


def find_entities(sentences: Sequence[str]) -> pd.DataFrame:
    """Find the names of people, organisations and places.

    Returns:
        A row per name: sentence (position in `sentences`), start and end (characters in it),
        kind (person, organisation, place), score (1 from the book, below 1 for the reader's).
    """
    return entity_table(sentences, reader_names)


def entity_table(sentences: Sequence[str], namer: Namer) -> pd.DataFrame:
    """Find names by the book and by `namer`; columns as in `find_entities`."""
    book = load_book()
    known = [book.find(sentence) for sentence in sentences]
    rows = [
        (position, *name)
        for position, (matches, read) in enumerate(zip(known, namer(sentences, known), strict=True))
        for name in _longest(_safe(book, matches), read)
        if name.kind
    ]
    return conform(pd.DataFrame(rows, columns=list(ENTITIES)), ENTITIES, "entities")


def book_names(book: Book, matches: Sequence[Match]) -> list[Name]:
    """Return the matches that are names of people, organisations or places."""
    return [name for name in _safe(book, matches) if name.kind]


def _safe(book: Book, matches: Sequence[Match]) -> list[Name]:
    """Return the matches of which the book is sure; without a kind where they are no name."""
    names = []
    for match in matches:
        form = match.forms[0]
        if match.safe:
            named = form.safe and form.via != "demonym"
            kind = _KIND.get(book.kind[form.actor], "") if named else ""
            names.append(Name(match.start, match.end, kind, 1.0))
    return names


def _longest(known: Sequence[Name], read: Sequence[Name]) -> list[Name]:
    """Keep the longer of two names that touch and, of two as long, the known one."""
    kept: list[Name] = []
    for name in sorted([*known, *read], key=lambda name: name.start - name.end):
        if not any(name.start < other.end and other.start < name.end for other in kept):
            kept.append(name)
    return sorted(kept)


def reader_names(sentences: Sequence[str], known: Sequence[Sequence[Match]]) -> list[list[Name]]:
    """Return the names that the reader finds in each sentence, whatever the book knows of it.

    A sentence whose capitals are those of everyday words and titles alone holds none and isn't read.
    """
    telling = [place for place, sentence in enumerate(sentences) if _may_name(sentence)]
    read = load_reader().answers.of([sentences[place] for place in telling], _read_names)
    names: list[list[Name]] = [[] for _ in sentences]
    for place, found in zip(telling, read, strict=True):
        names[place] = found
    return names


def _may_name(sentence: str) -> bool:
    first, *others = [word for word in _JOINED.split(sentence) if word] or [""]
    if any(map(_tells, others)) or first[1:] != first[1:].lower():
        return True
    after = others[0] if others else ""
    return _tells(first) and not (after == after.lower() and ordinary(first.lower()))


def _tells(word: str) -> bool:
    """Whether a word has a capital and is no title or everyday word, of which `_proper` takes none."""
    plain = word.strip(".").lower()
    return word != word.lower() and not (plain in _COMMON or plain in TITLES)


def _read_names(sentences: Sequence[str]) -> list[list[Name]]:
    reader, names = load_reader(), []
    for start in progress(range(0, len(sentences), CHUNK), "names"):
        part = sentences[start : start + CHUNK]
        for sentence, reading in zip(part, reader.read(part), strict=True):
            names.append(proper_names(sentence, reading.pieces, reading.tags))
    return names


def proper_names(sentence: str, pieces: Pieces, tags: np.ndarray) -> list[Name]:
    """Return the names that a sentence's tags spell, without titles, and without what is no name."""
    names = [_untitled(sentence, name) for name in tagged_names(sentence, pieces, tags)]
    return [name for name in names if _proper(sentence[name.start : name.end])]


def _untitled(sentence: str, name: Name) -> Name:
    start = name.start
    while name.kind == "person":
        word, space, _ = sentence[start : name.end].partition(" ")
        if not space or word.strip(".").lower() not in TITLES:
            break
        start += len(word) + 1
    return name._replace(start=start)


def _proper(surface: str) -> bool:
    """Whether a capital stands in it, and a word that is no pronoun, title or mere adjective."""
    words = surface.lower().split()
    return (
        surface != surface.lower()
        and surface not in NO_NAME
        and not all(word in _COMMON or word in TITLES for word in words)
    )


_COMMON = FUNCTION | GENERIC | ADJECTIVES
_JOINED = re.compile(r"[^\w.]+")  # what ends a word though no space does: `Huawei's`, `Beijing—`


def besides(matches: Sequence[Match], names: Sequence[Name]) -> list[Name]:
    """Leave out the names that touch a match of which the book is sure."""
    safe = [match for match in matches if match.safe]
    return [n for n in names if not any(n.start < match.end and match.start < n.end for match in safe)]
