"""Who governs the words: cheap answers about subject, object, passive and doubt, without a parser.

Every function reads a folded sentence and character offsets in it.
"""

import re

from analysis.stances.cues import BARE, Cue, Span, Thing
from analysis.stances.lexicon import load_attitudes

_OBJECT_OF = re.compile(
    r"\b(?:of|in|on|to|from|for|with|against|by|over|between|toward|towards|at|into|near|than|like)"
    r" (?:the |its |their |his |her |\d+ )?(?:[\w'-]+ and )?$",
    re.I,
)
_SOURCE = re.compile(
    r"\b(?:according to|efforts by|calls from|backing from|decision by|move by) (?:the )?$", re.I
)
_LIES_IN = re.compile(r"\b(?:in|at|near|from|outside) (?:[A-Z][\w'-]+ )*[A-Z][\w'-]+, $")  # Minsk, Belarus
_WITH_OTHERS = re.compile(r"(?:(?:the )?[A-Z][\w'.-]*,? )+and (?:the )?$")
_NEAR = 80  # characters before a holder that can say what he hangs on; more only costs time
_CAPITAL = re.compile(r"(?<![\w'])[A-Z][\w'-]+(?: [A-Z][\w'-]+)*|\b(?:he|she|they|we|it|I)\b")
_NOT_A_SUBJECT = re.compile(
    r"(?:\b(?:and|or|alongside|with|of|in|on|to|from|for|at|by|over|against|than|near|into|between|as"
    r"|toward|towards|like|the|a|an|its|their|his|her|against the|called|including)\s|[,(]\s?|')$",
    re.I,
)
_NEW_SUBJECT = re.compile(
    r"(?:, (?:and|but|while|as)|;| while| but| as| after| before| when) (?:the )?$", re.I
)


def is_object(plain: str, holder: Span, cues: list[Cue]) -> bool:
    """Whether the holder hangs on a preposition or on a verb, and so governs nothing."""
    start = max(0, holder[0] - _NEAR)
    before = plain[start : holder[0]]
    if _SOURCE.search(before) or re.match(r",? (?:who|which)\b", plain[holder[1] :]):
        return False
    urged = load_attitudes().urge.search(before[-32:])
    if urged and re.match(r"(?:'s?)? to\b", plain[holder[1] :]):
        return True
    if re.match(r"'s? (?:[\w-]+ ){0,2}$", plain[holder[1] : _next(cues, holder)]):
        return False  # Russia's backing is his, whatever it hangs on
    first = start + len(_WITH_OTHERS.sub("", before))  # accusing NATO and the US
    near = [cue.end for cue in cues if holder[0] - 60 < cue.end < holder[0]]
    if any(plain[end:first] in (" ", " the ", "") for end in near):
        return True
    return bool(_OBJECT_OF.search(before) or _LIES_IN.search(before))


def _next(cues: list[Cue], holder: Span) -> int:
    return next((cue.start for cue in cues if cue.start >= holder[1]), holder[1])


def suffers(plain: str, cue: Cue) -> bool:
    """Whether the verb is passive, so that what stands before it is not who does it."""
    verb = plain[cue.start : cue.end]
    return bool(
        re.search(r"(?:ed|en|wn|uck|hit)$", verb)
        and not re.match(r"commit|determin|oppos|alli|outrag|alarm|appal", verb, re.I)
        and re.search(r"\b(?:is|are|was|were|be|been|being|gets?|got)(?: \w+)? $", plain[: cue.start])
    )


def rival(plain: str, start: int, end: int, allies: list[Span]) -> bool:
    """Whether another subject stands between the holder and the first attitude."""
    gap = re.sub(r"^, [^,]{1,80},", lambda m: " " * len(m[0]), plain[start:end])
    first = True  # a pronoun before any other name is the holder again: it said that it regards
    for name in _CAPITAL.finditer(gap):
        place = start + name.start()
        again, first = first and name[0] in ("it", "he", "she", "they"), False
        if again and re.search(r"\b(?:that|said|says|whether) $", plain[start:place]):
            continue
        if any(a <= place < b for a, b in allies):
            continue
        if not _NOT_A_SUBJECT.search(plain[start:place]):
            return True
        if name[0].lower() in ("we", "he", "she", "they", "it", "i") and plain[:place].endswith(", "):
            return True
        if re.search(r", (?:and|but|while) (?:the )?$", plain[start:place]):
            return True
    return False


def restart(plain: str, start: int, end: int, allies: list[Span]) -> bool:
    """Whether a new clause with a subject of its own begins between attitude and object."""
    if _NEW_SUBJECT.search(plain[start:end]):
        return True
    return any(
        _NEW_SUBJECT.search(plain[start : start + name.start()])
        and not any(a <= start + name.start() < b for a, b in allies)
        for name in _CAPITAL.finditer(plain[start:end])
    )


def receives(plain: str, chain: list[Cue], thing: Thing) -> bool:
    """Whether the object is who is given to: arms to Kyiv, supplied Ukraine with tanks."""
    if thing.kind not in BARE:
        return True
    last = plain[chain[-1].end : thing.start]
    return (
        bool(re.search(r"\b(?:to|for) (?:[\w'-]+ ){0,2}$", last))
        or re.fullmatch(r" (?:the )?", last) is not None
    )


def struck(plain: str, cue: Cue, thing: Thing) -> bool:
    """Whether the deed is done to the object, and not merely near it or with it."""
    return bool(
        re.fullmatch(
            r"(?: (?:the|a|an|on|at|against|into|in|of|across|port|city|capital|eastern|southern|northern"
            r"|western|central|parts|targets|cities|towns|infrastructure|energy|power|innocent|peaceful"
            r"|Ukrainian|and|its|over|around"
            r"|towards?|several|occupied|city of|region of|most|much|all|civilian|residential|buildings?"
            r"|areas?|missiles?|drones?|near)){0,5} ?",
            plain[cue.end : thing.start],
        )
    )


def doubtful(words: str) -> bool:
    return bool(load_attitudes().doubt.search(words))
