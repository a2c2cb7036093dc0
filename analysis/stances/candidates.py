"""The pairs of a sentence that are worth a question: every holder in it and the target it names.

A holder is whoever is named in the sentence, both sides where it says `both sides`, the speaker of a
quotation that the sentence is a part of, and, behind `we` and `my country`, the source itself.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.folding import fold
from analysis.reading.marks import Question
from analysis.stances.lexicon import Target
from analysis.stances.things import Thing, things
from analysis.stances.voices import is_quoted

Span = tuple[int, int]
NOWHERE = (-1, -1)

_SPEAKER = re.compile(r"\b(?:we|I|(?:my|our) (?:country|delegation|government|nation|people)|our)\b", re.I)
_BOTH = re.compile(
    r"\b(?:both|the two) (?:sides|countries|states|governments|leaders|presidents|capitals|nations)\b",
    re.I,
)
_PEOPLE = re.compile(r"(?:leaders|presidents)$", re.I)
_HOLDERS = ("person", "government", "organisation", "bloc")


class Candidate(NamedTuple):
    """A holder and a target in a sentence; spans count in the article."""

    holder: str
    held: Span  # NOWHERE where the holder is the source and is not named
    target: Target
    span: Span
    question: Question
    own: bool  # the holder is of the target's own side
    sure: bool  # the holder stands in the actor book


class SentenceHolders:
    """Finds the holders in one sentence.

    Args:
        sentence: a row of SENTENCES.
        mentions: rows of MENTIONS in it.
        before: rows of MENTIONS of the article up to the sentence, for `both sides`.
        quotes: quotations of the article and who says them.
        source: who publishes the article.
    """

    def __init__(
        self,
        sentence,
        mentions: Sequence,
        before: Sequence,
        quotes: Sequence[tuple[Span, object]],
        source: str,
    ) -> None:
        self.sentence, self.before, self.source = sentence, before, source
        self.plain = fold(sentence.text)
        self.mentions = mentions
        self.quotes = quotes

    def about(self, target: Target) -> list[Thing]:
        """Return what in the sentence a position on the target can be about."""
        start = self.sentence.start
        named = [
            (m.start - start, m.end - start)
            for m in self.mentions
            if m.country == target.country and m.via != "pronoun"
        ]
        return things(self.plain, target, named)

    def toward(self, target: Target, about: Sequence[Thing]) -> Iterator[Candidate]:
        """Yield the candidates, in the order in which the holders are named; each holder once."""
        start = self.sentence.start
        seen: set[str] = set()
        for mention, span in self._named():
            place = (span[0] - start, span[1] - start)
            thing = _apart(about, place)
            if thing and mention.actor not in seen:
                seen.add(mention.actor)
                yield self._candidate(target, thing, mention, span, self.sentence.text, place)
        if (speaker := self._speaker(about)) and speaker.actor not in seen:
            seen.add(speaker.actor)
            lead = f"{speaker.actor} said: "
            shifted = about[0]._replace(start=about[0].start + len(lead), end=about[0].end + len(lead))
            place = (0, len(speaker.actor))
            span = (speaker.start, speaker.end)
            yield self._candidate(
                target, shifted, speaker, span, lead + self.sentence.text, place, shift=len(lead)
            )
        pronoun = self._first_person() if self.source not in {"", *seen} else None
        if pronoun and (thing := _apart(about, pronoun)):
            yield Candidate(
                self.source, NOWHERE, target, (thing.start + start, thing.end + start),
                _question(self.sentence.text, pronoun, thing, target), own=False, sure=True,
            )  # fmt: skip

    def _named(self) -> Iterator[tuple[object, Span]]:
        """Yield the mentions, and for `both sides` the two that were named last."""
        start = self.sentence.start
        for mention in self.mentions:
            if mention.kind in _HOLDERS:
                yield mention, (mention.start, mention.end)
        for phrase in _BOTH.finditer(self.plain):
            kind = "person" if _PEOPLE.search(phrase[0]) else "government"
            earlier = [m for m in self.before if m.kind == kind and m.start < phrase.start() + start]
            last = list(dict.fromkeys(m.actor for m in reversed(earlier)))[:2]
            for actor in last if len(last) == 2 else ():
                mention = next(m for m in reversed(earlier) if m.actor == actor)
                yield mention, (phrase.start() + start, phrase.end() + start)

    def _speaker(self, about: Sequence[Thing]):
        """Return who says the quotation that holds what the sentence is about."""
        start = self.sentence.start
        spans = [(thing.start + start, thing.end + start) for thing in about]
        return next(
            (who for quote, who in self.quotes if who is not None and is_quoted([quote], *spans[0])), None
        )

    def _first_person(self) -> Span | None:
        start, quotes = self.sentence.start, [quote for quote, _ in self.quotes]
        for match in _SPEAKER.finditer(self.plain):
            if not is_quoted(quotes, match.start() + start, match.end() + start):
                return match.span()
        return None

    def _candidate(
        self, target: Target, thing: Thing, mention, held: Span, text: str, place: Span, *, shift: int = 0
    ) -> Candidate:
        offset = self.sentence.start - shift
        return Candidate(
            mention.actor, held, target, (thing.start + offset, thing.end + offset),
            _question(text, place, thing, target),
            own=mention.country == target.country, sure=mention.via != "model",
        )  # fmt: skip


def _apart(about: Sequence[Thing], holder: Span) -> Thing | None:
    """Return the first thing that the holder is no part of."""
    return next((t for t in about if t.end <= holder[0] or holder[1] <= t.start), None)


def _question(text: str, holder: Span, thing: Thing, target: Target) -> Question:
    return Question(text, holder, (thing.start, thing.end), target.name, thing.side)
