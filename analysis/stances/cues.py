"""What a sentence holds for a judgement: words of attitude, and the things they can be about."""

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.folding import shouts, title_case
from analysis.stances.lexicon import Target, load_attitudes

Span = tuple[int, int]

_ONE_PERSON = re.compile(
    r" (?:nationals?|man|men|woman|women|citizens?|students?|athletes?|immigrants?|restaurants?)\b"
)
_VISIT = re.compile(
    r"\bvisit(?:s|ed|ing)? (?=[A-Z])|\b(?:arriv|land)\w+ (?=in [A-Z])|\b(?:trip|visit) (?=to [A-Z])"
)


BARE = ("target", "part")  # the target itself, or a part of it, and no phrase about it


class Cue(NamedTuple):
    """A word of attitude."""

    start: int
    end: int
    kind: str


class Thing(NamedTuple):
    """What a position can be about, in one sentence: the target itself, a phrase or a deed."""

    start: int
    end: int
    lean: int  # 1: to back it is to be for the target
    kind: str  # target, part of it, favor, against, deeds


def things(plain: str, target: Target, given: list[Span]) -> list[Thing]:
    """Return what in the sentence a position on the target can be about, in order."""
    found = [
        Thing(*match.span(), 1 if kind == "favor" else -1, kind)
        for kind in ("favor", "against", "deeds")
        for match in target.phrases[kind].finditer(plain)
    ]
    guarded = [match.span() for match in target.guards.finditer(plain)]
    found = [a for a in found if not any(start <= a.start and a.end <= end for start, end in guarded)]
    found = [a for a in found if not any(_within(a, b) for b in found)]
    named = list(target.mentions.finditer(plain))
    parts = {m.span() for m in named if not m[0].lower().startswith(target.name.lower())}
    names = {*given, *(match.span() for match in named)}
    for start, end in sorted(names):
        if _ONE_PERSON.match(plain, end):
            continue
        if not any(a.start < end and start < a.end for a in found):
            kind = "part" if (start, end) in parts else "target"
            found.append(Thing(start, end, 1, kind))
    return sorted(found)


@lru_cache(maxsize=64)  # every holder in a sentence is judged by the same words
def find_cues(plain: str, visits: bool = False) -> tuple[Cue, ...]:
    """Return the words of attitude; where two overlap, the longer."""
    found = [
        Cue(*match.span(), kind)
        for kind, pattern in load_attitudes().cues.items()
        for match in pattern.finditer(plain)
        if "-" not in (plain[match.start() - 1 : match.start()], plain[match.end() : match.end() + 1])
    ]
    if not (shouts(plain) or title_case(plain)):  # Grant Shapps grants nothing
        first = len(plain) - len(plain.lstrip(" \"'("))
        found = [cue for cue in found if cue.start == first or not plain[cue.start].isupper()]
    if visits:
        found += [Cue(*m.span(), "support") for m in _VISIT.finditer(plain)]
    found.sort(key=lambda cue: (cue.start - cue.end, cue.start))
    kept: list[Cue] = []
    for cue in found:
        if not any(cue.start < other.end and other.start < cue.end for other in kept):
            kept.append(cue)
    return tuple(sorted(kept))


def _within(a: Thing, b: Thing) -> bool:
    return a is not b and b.start <= a.start and a.end <= b.end and (a.end - a.start) < (b.end - b.start)
