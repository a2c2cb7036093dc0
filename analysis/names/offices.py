"""Titles and offices: `Serbian President Aleksandar Vučić`, `Ukraine's foreign minister`.

An office is resolved by the day of the article, or, where that is unknown, by who of its holders
the article names. What stays doubtful stays unresolved.
"""

import re
from typing import NamedTuple

from analysis.book import Book
from analysis.names.roles import canonical, patterns
from analysis.names.search import before


class Mention(NamedTuple):
    """A place in one sentence where an actor is named; offsets in the sentence."""

    start: int
    end: int
    actor: str
    kind: str
    country: str
    via: str


def mention_of(book: Book, actor: str, start: int, end: int, via: str) -> Mention:
    """Return a mention of an actor of the book, or of a person whom it lacks."""
    return Mention(start, end, actor, book.kind.get(actor, "person"), book.country.get(actor, ""), via)


class OfficeSpan(NamedTuple):
    """`the Russian foreign minister`: its place, and the state if one is named, else empty."""

    start: int
    end: int
    role: str
    country: str
    body: str  # the actor named as the state or body: Russia, European Commission


_NO_HOLDER = re.compile(
    r"\b(?:former|ex|next|future|deputy|vice|opposition|previous|first|would-be)[ -]$", re.I
)
_NEW_IN_OFFICE = re.compile(
    r"\b(?:elect\w*|appoint\w*|nam(?:ed|es)|sworn in|inaugurat\w+|becom\w+|became|candidates? for|bids? for"
    r"|run(?:ning|s)? for|terms?|vot\w+ for|nominat\w+|replac\w+|succeed\w*|step\w* down|resign\w*)"
    r"(?: (?:as|him|her|the|a|an|new|first|next|female|caretaker|interim|paramount|for|to|be|of|acting))* ?$",
    re.I,
)
# Who speaks for a state that is named: "Kenya's ambassador, Martin Kimani", names both.
_SPEAKS_FOR = re.compile(r"\b(?:ambassador|envoy|counterpart|representative|delegate|negotiator), $", re.I)
_TITLE_REACH = 100  # characters; no title is longer, and a made-up one must not cost minutes
_BODIES = ("government", "bloc", "organisation")
_OF_STATES = {
    "president",
    "vice president",
    "prime minister",
    "premier",
    "chancellor",
}  # Huawei's president is not China's


class Offices:
    """Resolves offices for one article: its day and the people that it names."""

    def __init__(self, book: Book, day: str, named: set[str]):
        self.book, self.day, self.named = book, day, named
        self.patterns = patterns(tuple(book.roles))

    def holder(self, country: str, role: str, body: str = "") -> str:
        """Return who holds the office, or nothing where that is doubtful."""
        if role.lower() == "secretary of state" and country not in ("USA", "VAT"):
            return ""  # elsewhere there are several
        organisation = self.book.kind.get(body) == "organisation" and country != "EU"
        of_states = () if organisation and canonical(role) in _OF_STATES else (role, canonical(role))
        for wanted in dict.fromkeys((f"{role} of the {body.lower()}", *of_states)):
            holders = set(self.book.holders(country, wanted, self.day))
            if len(holders) != 1:
                holders &= self.named
            if len(holders) == 1:
                return holders.pop()
        return ""

    def title_holder(self, plain: str, start: int, candidates: list[str]) -> str:
        """Return who of the candidates fits the title before `start`: `President Lai`."""
        title = self.patterns["title"].search(plain[max(0, start - _TITLE_REACH) : start])
        if not title:
            return ""
        words = canonical(title[0].strip(" ,."))
        fitting = [
            actor
            for actor in candidates
            for office in self.book.offices
            if office.actor == actor
            and (not self.day or office.start <= self.day <= office.end)
            and words.endswith((canonical(office.role), office.role.split()[-1]))
        ]
        fitting = list(dict.fromkeys(fitting))
        return fitting[0] if len(fitting) == 1 else ""

    def with_titles(self, plain: str, mentions: list[Mention]) -> list[Mention]:
        """Let a person's mention reach over the title and the state before the name."""
        merged: list[Mention] = []
        for mention in mentions:
            if mention.kind == "person":
                mention = self._reach_back(plain, mention, merged)
            merged.append(mention)
        return merged

    def _reach_back(self, plain: str, person: Mention, before: list[Mention]) -> Mention:
        near = max(0, person.start - _TITLE_REACH)
        title = self.patterns["title"].search(plain[near : person.start])
        start = near + title.start() if title else person.start
        while before and before[-1].start >= start:
            before.pop()  # the state stands within the title: Kremlin spokesman
        if before and before[-1].end > start:
            return person  # the title is part of the name before it: Mr. B Mr. Xi
        state = before[-1] if before else None
        bodies = ("government", "bloc") if "spokes" in plain[start : person.start] else _BODIES
        if state and state.kind in bodies and state.via != "pronoun":
            gap = plain[state.end : start]
            owns = gap in ("'s ", "' ") or (gap == " " and title)
            if owns and title and state.kind == "government" and _SPEAKS_FOR.search(title[0]):
                return person._replace(start=start, country=person.country or state.country)
            if owns and (title or person.country == state.country):
                before.pop()
                country = person.country or state.country
                return person._replace(start=state.start, country=country)
        return person._replace(start=start) if title else person

    def spans(self, plain: str, mentions: list[Mention]) -> list[OfficeSpan]:
        """Return the offices written without a name, in the order of the sentence."""
        found = []
        taken = [(m.start, m.end) for m in mentions if m.kind == "person"]
        for state in mentions:
            if state.kind in ("government", "bloc", "organisation") and state.via != "pronoun":
                found += self._of_state(plain, state)
        for match in self.patterns["alone"].finditer(plain):
            found.append(OfficeSpan(*match.span(), match[1], "", ""))
        free = [
            span
            for span in found
            if not any(span.start < end and start < span.end for start, end in taken)
            and not before(_NO_HOLDER, plain, span.start)
            and not before(_NO_HOLDER, plain, _role_start(plain, span))
            and not _NEW_IN_OFFICE.search(plain[max(0, span.start - 60) : span.start])
            and not re.match(r" (?:and|or) (?:[a-z]+ )?(?:minister|president)", plain[span.end :])
        ]
        free.sort(key=lambda span: (span.start - span.end, span.start))
        kept: list[OfficeSpan] = []
        for span in free:
            if not any(span.start < other.end and other.start < span.end for other in kept):
                kept.append(span)
        return sorted(kept)

    def _of_state(self, plain: str, state: Mention) -> list[OfficeSpan]:
        after = self.patterns["after"].match(plain, state.end)
        if after:
            article = plain[max(0, state.start - 4) : state.start].lower() == "the "
            start = state.start - 4 if article else state.start
            return [OfficeSpan(start, after.end(), after[1], state.country, state.actor)]
        role = before(self.patterns["before"], plain, state.start)
        if role and state.kind != "organisation" and plain[state.end : state.end + 1] != "-":
            return [OfficeSpan(role.start(), state.end, role[1], state.country, state.actor)]
        return []


def _role_start(plain: str, span: OfficeSpan) -> int:
    return plain.lower().index(span.role.lower(), span.start)
