"""The same sentences under other names, so that the words decide a stance and not its holder's name."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np

from analysis.book import load_book
from analysis.spans import Span
from analysis.stances.lexicon import load_targets
from analysis.training.positions import Position

_PEOPLE_WORD = re.compile(r"\w+(?:ese|ish|ian|ean|an|i|ic|ch)$")  # an adjective of nationality, in one word


@cache
def pools() -> dict[str, list[str]]:
    """Return the names that may stand for each other: states, capitals, nationalities, people."""
    book, names = load_book(), defaultdict(list)
    for row in book.table.itertuples():
        if row.kind == "government" and row.country:
            names["government"].append(row.actor)
            names["metonym"] += row.metonyms.split(";")[:1]
            names["demonym"] += [word for word in row.demonyms.split(";") if _PEOPLE_WORD.match(word)][:1]
        elif row.kind == "person" and row.offices:
            names["person"].append(row.actor)
    return {kind: sorted({name for name in found if name}) for kind, found in names.items()}


def with_names_swapped(positions: Sequence[Position], seed: int = 0) -> list[Position | None]:
    """Return, for each position, the same with the holder's name replaced by another of its kind.

    Every place of the name in the sentence is replaced. Nothing is returned for a holder that is no
    known name, and for the target's own side: another name would say another thing.
    """
    generator, found = np.random.default_rng(seed), []
    for each in positions:
        kind = _kind(each)
        names = pools()[kind] if kind else [""]
        name = names[int(generator.integers(len(names)))]
        found.append(_renamed(each, name) if name else None)
    return found


def some_swapped(positions: Sequence[Position], share: float, seed: int = 0) -> list[Position]:
    """Return the positions, a share of them under another name where there is one."""
    chosen = np.random.default_rng([seed, 1]).random(len(positions)) < share
    swapped = with_names_swapped(positions, seed)
    return [
        other if other and change else each
        for each, other, change in zip(positions, swapped, chosen, strict=True)
    ]


def _kind(position: Position) -> str:
    """Return the pool that the holder's name is of, or nothing."""
    asked, book = position.question, load_book()
    words = asked.sentence[slice(*asked.holder)]
    actor, kind = book.named(words) or ("", "")
    if not actor or book.country[actor] == load_targets()[asked.target].country:
        return ""
    if kind == "demonym" and not _PEOPLE_WORD.match(words):
        return ""
    return kind if kind in pools() else ""


def _renamed(position: Position, name: str) -> Position | None:
    asked = position.question
    old = asked.sentence[slice(*asked.holder)]
    places = [match.span() for match in re.finditer(rf"\b{re.escape(old)}\b", asked.sentence)]
    if any(start < asked.span[1] and asked.span[0] < end for start, end in places):
        return None  # the name is part of the target's words
    text = re.sub(rf"\b{re.escape(old)}\b", name.replace("\\", ""), asked.sentence)

    def moved(span: Span) -> Span:
        before = sum(end <= span[0] for _, end in places) * (len(name) - len(old))
        return span[0] + before, span[1] + before

    start, _ = moved(asked.holder)
    question = asked._replace(sentence=text, holder=(start, start + len(name)), span=moved(asked.span))
    return position._replace(question=question)
