"""What in a sentence a position can be about: the target's names, and the phrases of its issues."""

import re
from typing import NamedTuple

from analysis.spans import Span
from analysis.stances.lexicon import Target

_ONE_PERSON = re.compile(
    r" (?:nationals?|man|men|woman|women|citizens?|students?|athletes?|immigrants?|restaurants?)\b"
)


class Thing(NamedTuple):
    """What a position can be about, in one sentence: the target itself, a phrase or a deed."""

    start: int
    end: int
    side: int  # of a phrase: 1 where to back it is to be for the target, -1 where against; 0 of a name


def things(plain: str, target: Target, given: list[Span]) -> list[Thing]:
    """Return what in the folded sentence a position on the target can be about, in order.

    Args:
        given: spans that name the target beside those that its entry lists.
    """
    found = [
        Thing(*match.span(), 1 if kind == "favor" else -1)
        for kind in ("favor", "against", "deeds")
        for match in target.phrases[kind].finditer(plain)
    ]
    found = _meant(plain, target, found)
    for start, end in sorted({*given, *(match.span() for match in target.mentions.finditer(plain))}):
        if _ONE_PERSON.match(plain, end):
            continue
        if not any(a.start < end and start < a.end for a in found):
            found.append(Thing(start, end, 0))
    return sorted(found)


def nearby(plain: str, target: Target) -> list[Thing]:
    """Return what means the target in the folded sentence because it was named just before: `the war`."""
    sides = {"names": 0, "favor": 1, "against": -1}
    found = [
        Thing(*match.span(), side)
        for kind, side in sides.items()
        for match in target.nearby[kind].finditer(plain)
    ]
    return sorted(_meant(plain, target, found))


def side_of(plain: str, span: Span, target: Target) -> int:
    """Return the side that the words of a span take: 1 or -1 for a phrase, 0 for the target's name."""
    near = [thing for thing in things(plain, target, [span]) if thing.start < span[1] and span[0] < thing.end]
    return next((thing.side for thing in near if thing.side), 0)


def _meant(plain: str, target: Target, found: list[Thing]) -> list[Thing]:
    """Leave out what is part of a longer phrase, or of one that means something else."""
    guarded = [match.span() for match in target.guards.finditer(plain)]
    found = [a for a in found if not any(start <= a.start and a.end <= end for start, end in guarded)]
    return [a for a in found if not any(_less_of(a, b) for b in found)]


def _less_of(a: Thing, b: Thing) -> bool:
    """Whether a longer phrase overlaps."""
    return a.start < b.end and b.start < a.end and a.end - a.start < b.end - b.start
