"""Who says what stands in quotation marks, also where a quotation runs over several sentences."""

import re
from collections.abc import Iterator, Sequence

from analysis.spans import Span
from analysis.stances.voices import is_quoted, report_verbs

_WORDS = 4  # a quotation of fewer words is a term, not a speech
_NEAR = 90  # characters between a verb of saying and who says it
_HANGS = re.compile(
    r"\b(?:of|in|on|to|at|near|from|for|with|against|by|between|about|after|before|than|that|told|meeting|outside)"
    r" (?:the )?$",
    re.I,
)
_SENTENCE_ENDS = re.compile(r"[.!?][”’\"')]*\s+(?=[A-Z“\"‘])")
_SIGNED = re.compile(r"\s*[—–-]\s*")


def quote_speakers(text: str, quotes: Sequence[Span], mentions: Sequence) -> list:
    """Return, for each quotation, the mention that says it, or None.

    The attribution stands before (`Xi said: "..."`), after (`"...," said Xi`), between two parts, or
    signs it (`"..." — Xi`). What follows in the same paragraph, and a paragraph that follows
    a quotation left open or a colon, is the same speaker's.

    Args:
        quotes: spans in the text, in its order.
        mentions: rows of MENTIONS of this article, in its order.
    """
    speakers: list = [None] * len(quotes)
    carried = None
    for start, end in _paragraphs(text):
        inside = [number for number, quote in enumerate(quotes) if start <= quote[0] < end]
        named = [
            m
            for m in mentions
            if start <= m.start < end and m.kind != "place" and not is_quoted(quotes, m.start, m.end)
        ]
        last = carried if inside and not text[start : quotes[inside[0]][0]].strip() else None
        for number in inside:
            first, past = quotes[number]
            if len(text[first:past].split()) < _WORDS:
                continue
            edges = [start, *(quotes[n][1] for n in inside if quotes[n][1] <= first)]
            limit = min([end, *(quotes[n][0] for n in inside if quotes[n][0] >= past)])
            found = _before(text, edges[-1], first, named) or _after(text, past, limit, named)
            last = found or last
            speakers[number] = last
        left_open = (
            inside
            and quotes[inside[-1]][1] >= len(text[:end].rstrip())
            and not _closed(text, quotes[inside[-1]])
        )
        introduces = text[start:end].rstrip().endswith(":") and named
        carried = last if left_open else (named[-1] if introduces else None)
    return speakers


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for gap in re.finditer(r"\n\s*\n", text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _closed(text: str, quote: Span) -> bool:
    return text[quote[1] - 1] in '”"»’' and quote[1] - quote[0] > 1


def _before(text: str, start: int, first: int, named: Sequence):
    """Return who speaks by the words before a quotation, back to the end of the sentence before."""
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(text, start, first)]
    start = ends[-1] if ends else start
    lead = text[start:first]
    verbs = [verb for verb in report_verbs(lead)]
    people = [m for m in named if start <= m.start and m.end <= first]
    if not verbs:
        return people[-1] if people and lead.rstrip().endswith(":") else None
    if len(lead[verbs[-1][1] :].split()) > 8:
        return None  # the verb is of another thing said
    return _subject(text, people, start + verbs[-1][0])


def _after(text: str, past: int, limit: int, named: Sequence):
    """Return who speaks by the words after a quotation, up to the end of their sentence."""
    signed = _SIGNED.match(text, past)
    if signed and named and any(m.start == signed.end() for m in named):
        return next(m for m in named if m.start == signed.end())
    end = _SENTENCE_ENDS.search(text, past, limit)
    tail = text[past : end.start() if end else limit]
    verbs = report_verbs(tail)
    people = [m for m in named if past <= m.start and m.end <= past + len(tail)]
    if not verbs or not people:
        return None
    verb_start, verb_end = (past + edge for edge in verbs[0])
    before = [m for m in people if m.end <= verb_start]
    if before:
        return _subject(text, before, verb_start)
    return people[0] if people[0].start - verb_end < _NEAR else None


def _subject(text: str, people: Sequence, verb: int):
    """Return the last of those named before a verb who hangs on no preposition."""
    near = [m for m in people if m.end <= verb and verb - m.end < _NEAR]
    free = [m for m in near if not _HANGS.search(text[max(0, m.start - 12) : m.start])]
    return free[-1] if free else None
