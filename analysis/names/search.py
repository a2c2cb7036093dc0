"""Many names looked for at once, on word boundaries."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick

_REACH = 80  # characters before a name in which words say what it is


def before(pattern: re.Pattern, plain: str, start: int) -> re.Match | None:
    """Find a pattern that ends in `$` in the words just before a place, however long the text is."""
    return pattern.search(plain, max(0, start - _REACH), start)


class Form(NamedTuple):
    """One way to name an actor. `safe` is False for a surname that needs the full name near it."""

    actor: str
    via: str
    safe: bool


class Match(NamedTuple):
    """A place in a text where forms of the book stand."""

    start: int
    end: int
    forms: tuple[Form, ...]

    @property
    def safe(self) -> bool:
        """Whether a form needs no full name near it."""
        return any(form.safe for form in self.forms)


class Name(NamedTuple):
    """A name in one sentence: `kind` is person, organisation or place, `score` how sure that is."""

    start: int
    end: int
    kind: str
    score: float


def automaton(forms: dict[str, tuple[Form, ...]]) -> ahocorasick.Automaton:
    """Return the names as one pattern that finds them all in one pass."""
    names = ahocorasick.Automaton()
    for surface, options in forms.items():
        names.add_word(surface, (len(surface), options))
    names.make_automaton()
    return names


def matches(names: ahocorasick.Automaton, text: str) -> Iterator[Match]:
    """Yield every place where a name stands as whole words; they may overlap."""
    for last, (length, forms) in names.iter(text):
        start, end = last - length + 1, last + 1
        if _bounded(text, start, end):
            yield Match(start, end, forms)


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether the span is made of whole words and is no part of an address or a handle."""
    before, after = text[start - 1 : start], text[end : end + 2]
    if before.isalnum() or before in ("_", "@", "#", "/") or after[:1].isalnum():
        return False
    if before == "." and text[start - 2 : start - 1].isalnum() and text[start - 3 : start - 2].isalpha():
        return False
    return after[:1] not in ("$", "€", "£") and not (
        after[:1] in (".", "_", "@") and after[1:].isalpha() and after[1:].islower()
    )


_US = re.compile(
    r"\b(?:(LET|JOIN|TELL|HELP|GIVE|SHOW|MAKE)|OF|WITH|FOR|TO|AMONG|BETWEEN|ABOUT|BEHIND) $", re.I
)


def is_pronoun(text: str, start: int, end: int) -> bool:
    """Whether US or WHO in capitals is the pronoun: LET US STAND, ALL OF US, WHO WILL WIN."""
    word = text[start:end].upper()
    if word == "WHO":
        return not text[:start].upper().endswith("THE ")
    before = _US.search(text[:start]) if word == "US" else None
    return bool(before and (before[1] or not text[end : end + 2].strip(" .,;:!?'\"")))
