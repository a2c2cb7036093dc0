"""Pronouns and bare offices: who `he`, `her` and `the president` are.

Careful rather than complete: a pronoun is resolved only where one person fits, or where a fitting
person is the subject of the sentence before. Everything else stays unresolved.
"""

import re
from collections.abc import Iterator

from analysis.book import Book
from analysis.names.bodies import bodies, own_state
from analysis.names.offices import Mention, Offices, mention_of

_PRONOUN = re.compile(r"\b(he|him|his|himself|she|her|hers|herself|they|them|their)\b", re.I)
_CEREMONY = re.compile(r" (?:\w+ )?(?:Excellenc|Majest|Holiness|Highness|Honou?r|Eminence|Beatitude)")
_GENDER = {"he": "he", "him": "he", "his": "he", "himself": "he"}
_GENDER |= {"she": "she", "her": "she", "hers": "she", "herself": "she"}
_PEOPLE = re.compile(
    r" (?:forces|troops|soldiers|officials|authorities|leaders|lawmakers|diplomats|negotiators|citizens"
    r"|people|civilians|refugees|fighters|commanders|representatives)\b"
)
_HANGS = re.compile(
    r"\b(?:of|in|on|to|from|for|with|against|by|between|about|after|before|like|than|and) (?:the )?$", re.I
)
_REACH = 2  # sentences that a pronoun looks back


class Memory:
    """What an article has named so far, sentence by sentence."""

    def __init__(self, book: Book, offices: Offices):
        self.book, self.offices = book, offices
        self.sentences: list[list[Mention]] = []
        self.plain: list[str] = []

    def read(self, plain: str, mentions: list[Mention]) -> list[Mention]:
        """Return the mentions of a sentence with its pronouns and bare offices added."""
        found = sorted(mentions)
        for span in self.offices.spans(plain, found):
            if not span.country and not span.body:  # else it is another body's
                actor = self._bearer(span.role, found, span.start)
                if actor:
                    found.append(mention_of(self.book, actor, span.start, span.end, "office"))
        for body in list(bodies(self.book, plain, found, self.sentences)):
            if not any(m.start < body.end and body.start < m.end for m in found):
                found.append(body)
        found.sort()
        for match in _PRONOUN.finditer(plain):
            inside = any(m.start <= match.start() < m.end for m in found)
            if inside or _CEREMONY.match(plain[match.end() :]):
                continue
            antecedent = self._antecedent(plain, match.start(), match[1].lower(), found)
            if antecedent:
                person = antecedent._replace(start=match.start(), end=match.end(), via="pronoun")
                found.append(own_state(self.book, plain, person) or person)
                found.sort()
        self.sentences.append(list(found))
        self.plain.append(plain)
        return found

    def _bearer(self, role: str, here: list[Mention], start: int) -> str:
        """Return the last person named who holds this office in his own state."""
        earlier = [m for m in here if m.start < start]
        for mention in reversed([m for s in self.sentences[-_REACH:] for m in s] + earlier):
            if mention.kind == "bloc":  # the Secretary-General, after the United Nations
                actor = self.offices.holder(mention.country, role, mention.actor)
                if actor:
                    return actor
            if mention.kind != "person" or mention.actor not in self.book.kind:
                continue
            if self.offices.holder(mention.country, role) == mention.actor:
                return mention.actor
        return ""

    def _antecedent(self, plain: str, start: int, pronoun: str, here: list[Mention]) -> Mention | None:
        before = [m for m in here if m.start < start]
        if pronoun not in _GENDER:  # other plural nouns stand too thick between two sentences
            return _only([m for m in before if _is_group(m, plain)])
        wanted = _GENDER[pronoun]
        ahead = next((m for m in here if m.start > start), None)
        opens = ahead and start < 60 and re.fullmatch(r"[^,]{0,60}, ", plain[start : ahead.start])
        if opens and self._fits(ahead, wanted):
            return ahead  # In his remarks, Xi said
        people = [m for m in before if self._fits(m, wanted)]
        if people:
            return _only(people)
        for past, words in self._past():
            people = [m for m in past if self._fits(m, wanted)]
            if people:
                return _only(people) or (people[0] if start < 25 and _leads(words, people) else None)
        return None

    def _past(self) -> Iterator[tuple[list[Mention], str]]:
        """Yield the mentions and the words of the last sentences, the nearest first."""
        yield from list(zip(self.sentences, self.plain, strict=True))[: -_REACH - 1 : -1]

    def _fits(self, mention: Mention, wanted: str) -> bool:
        return mention.kind == "person" and self.book.pronoun.get(mention.actor, "") in ("", wanted)


def _is_group(mention: Mention, plain: str) -> bool:
    """Whether people of a state are named, who can be `they`: Ukrainians, Russian forces."""
    if mention.via == "pronoun":
        return plain[mention.start : mention.end].lower() in ("they", "them", "their")
    if mention.via != "demonym" or mention.start > 40:
        return False
    plural = plain[mention.start : mention.end].endswith("s")
    return plural or bool(_PEOPLE.match(plain[mention.end :]))


def _leads(plain: str, people: list[Mention]) -> bool:
    """Whether the first of several people is the one subject: not `Xi and Putin met`, not `Xi's
    envoy met Putin`, not `talks between Xi and Putin`."""
    first = people[0]
    second = next(m for m in people if m.actor != first.actor)
    if first.start >= 25 or _HANGS.search(plain[: first.start]):
        return False
    gap = plain[first.end : second.start]
    return not gap.startswith("'s ") and not re.fullmatch(r",? (?:and|or|alongside) (?:the )?", gap)


def _only(mentions: list[Mention]):
    """Return the last of the mentions if there are any and all are of one actor."""
    return mentions[-1] if len({m.actor for m in mentions}) == 1 else None
