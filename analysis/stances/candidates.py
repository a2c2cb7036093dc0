"""The pairs of a sentence that are worth a question: every holder in it and the target it names.

A holder is whoever is named in the sentence, both sides where it says `both sides`, the speaker of a
quotation that the sentence is a part of, and the source itself: behind `we` and `my country`, and in
all that a speech or a statement says in its own voice.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.book import load_book
from analysis.folding import fold
from analysis.reading.marks import Question
from analysis.spans import Span
from analysis.stances.lexicon import Target
from analysis.stances.things import Thing, nearby, things
from analysis.stances.voices import in_own_voice, is_quoted

NOWHERE = (-1, -1)

_NUMERAL = "".join(
    f"(?<!{word} )" for word in ("War", "Article", "Part", "Annex", "Chapter", "Section", "Phase")
)
_SPEAKER = re.compile(
    rf"\b(?:we|our|{_NUMERAL}(?-i:I)(?!\.)|my (?:country|delegation|government|nation|people))\b", re.I
)
_ANOTHERS = re.compile(  # `They shelled Odesa`: somebody's deed, whom the sentence before names
    r"\W*(?:it (?!is\b|was\b|would\b|must\b|should\b)|(?:they|he|she) |by \w+ing )", re.I
)
_BOTH = re.compile(
    r"\b(?:both|the two) (?:sides|countries|states|governments|leaders|presidents|capitals|nations)\b",
    re.I,
)
_LINK = r"(?!(?:of|to|with|for|from|by|on|in|at|and|about|against|over|that) )"
_RELATION = re.compile(  # between `his` and the name: `his predecessor, Tsai`, `his ally Putin`
    rf" (?:[A-Z][\w.-]* ){{0,3}}(?:(?:[a-z][\w-]* ){{0,4}}[a-z][\w-]*, |(?:{_LINK}[a-z][\w-]* ){{0,4}})"
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


class SentenceHolders:
    """Finds the holders in one sentence.

    Args:
        sentence: a row of SENTENCES.
        mentions: rows of MENTIONS in it.
        before: rows of MENTIONS of the article up to the sentence, for `both sides`.
        quotes: quotations of the article and who says them.
        source: who publishes the article.
        author: the actor that the source is, of a speech or a statement; else empty.
    """

    def __init__(
        self,
        sentence,
        mentions: Sequence,
        before: Sequence,
        quotes: Sequence[tuple[Span, object]],
        source: str,
        author: str = "",
    ) -> None:
        self.sentence, self.before, self.source, self.author = sentence, before, source, author
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

    def nearby(self, target: Target) -> list[Thing]:
        """Return what in the sentence means the target because a sentence before has named it."""
        return nearby(self.plain, target)

    def toward(
        self, target: Target, about: Sequence[Thing], *, by_source: bool = True
    ) -> Iterator[Candidate]:
        """Yield the candidates, in the order in which the holders are named; each holder once.

        Args:
            by_source: whether the source, unnamed, is one too.
        """
        start = self.sentence.start
        seen: set[str] = set()
        for mention, span in self._named():
            place = (span[0] - start, span[1] - start)
            thing = _apart(about, place)
            if thing and mention.actor not in seen:
                seen.add(mention.actor)
                question = _question(self.sentence.text, place, thing, target)
                yield self._candidate(target, thing, mention, span, question)
        if (speaker := self._speaker(about)) and speaker.actor not in seen:
            seen.add(speaker.actor)
            span = (speaker.start, speaker.end)
            question = self._said_by(speaker.actor, about[0], target)
            yield self._candidate(target, about[0], speaker, span, question)
        if by_source and self.source and not seen & {self.source, self.author}:
            yield from self._by_source(target, about)

    def _by_source(self, target: Target, about: Sequence[Thing]) -> Iterator[Candidate]:
        """Yield what the source says as `we`, and where it is an actor, whatever it says itself."""
        pronoun = self._first_person()
        if pronoun and (thing := _apart(about, pronoun)):
            question = _question(self.sentence.text, pronoun, thing, target)
        elif self.author and self._says_itself(about[0]):
            thing, question = about[0], self._said_by(self.author, about[0], target)
        else:
            return
        start = self.sentence.start
        own = load_book().country.get(self.author) == target.country
        span = (thing.start + start, thing.end + start)
        yield Candidate(self.source, NOWHERE, target, span, question, own=own)

    def _says_itself(self, thing: Thing) -> bool:
        quotes = [quote for quote, _ in self.quotes]
        own_voice = in_own_voice(self.sentence, thing.start, thing.end, quotes)
        return own_voice and not _ANOTHERS.match(self.plain)

    def _said_by(self, speaker: str, thing: Thing, target: Target) -> Question:
        """Ask about a speaker whom the sentence doesn't name, by putting the name before it."""
        lead = said_by(speaker)
        shifted = thing._replace(start=thing.start + len(lead), end=thing.end + len(lead))
        return _question(lead + self.sentence.text, (0, len(speaker)), shifted, target)

    def _named(self) -> Iterator[tuple[object, Span]]:
        """Yield the mentions, and for `both sides` the two that were named last."""
        start = self.sentence.start
        for number, mention in enumerate(self.mentions):
            following = next((m for m in self.mentions[number + 1 :] if m.kind == "person"), None)
            if mention.kind in _HOLDERS and not self._names_a_relation(mention, following):
                yield mention, (mention.start, mention.end)
        for phrase in _BOTH.finditer(self.plain):
            kind = "person" if _PEOPLE.search(phrase[0]) else "government"
            earlier = [m for m in self.before if m.kind == kind and m.start < phrase.start() + start]
            last = list(dict.fromkeys(m.actor for m in reversed(earlier)))[:2]
            for actor in last if len(last) == 2 else ():
                mention = next(m for m in reversed(earlier) if m.actor == actor)
                yield mention, (phrase.start() + start, phrase.end() + start)

    def _names_a_relation(self, mention, following) -> bool:
        """Whether a pronoun only tells whose man somebody is: `his secretary of state, Antony Blinken`."""
        if mention.via != "pronoun" or following is None:
            return False
        start = self.sentence.start
        between = self.plain[mention.end - start : following.start - start]
        pronoun = self.plain[mention.start - start : mention.end - start].lower()
        return pronoun in ("his", "her", "their") and bool(_RELATION.fullmatch(between))

    def _speaker(self, about: Sequence[Thing]):
        """Return who says the quotation that holds what the sentence is about."""
        start = self.sentence.start
        span = (about[0].start + start, about[0].end + start)
        told = (who for quote, who in self.quotes if who is not None and is_quoted([quote], *span))
        return next(told, None)

    def _first_person(self) -> Span | None:
        start, quotes = self.sentence.start, [quote for quote, _ in self.quotes]
        for match in _SPEAKER.finditer(self.plain):
            if not is_quoted(quotes, match.start() + start, match.end() + start):
                return match.span()
        return None

    def _candidate(self, target: Target, thing: Thing, mention, held: Span, question: Question) -> Candidate:
        start = self.sentence.start
        return Candidate(
            mention.actor, held, target, (thing.start + start, thing.end + start), question,
            own=mention.country == target.country,
        )  # fmt: skip


def said_by(speaker: str) -> str:
    """Return what stands before a sentence that is asked about as the words of a speaker."""
    return f"{speaker} said: "


def _apart(about: Sequence[Thing], holder: Span) -> Thing | None:
    """Return the first thing that the holder is no part of."""
    return next((t for t in about if t.end <= holder[0] or holder[1] <= t.start), None)


def _question(text: str, holder: Span, thing: Thing, target: Target) -> Question:
    return Question(text, holder, (thing.start, thing.end), target.name, thing.side)
