"""Bodies by a common noun: `the bloc`, `the Union`, `the administration`, `his government`.

As with pronouns, each stands only for a body that the article has named before it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from analysis.book import Book
from analysis.names.offices import Mention

_ALONE = r"\b(?! (?:between|with|of|for|we)\b)"
_NOUN = re.compile(rf"\b(?<![Ss]tate of )the (?P<noun>Union|bloc|[Aa]lliance|administration){_ALONE}")
_AT_THE_START = re.compile(rf"^The (?P<noun>bloc|alliance|administration){_ALONE}")
_OWN_STATE = re.compile(r" (?:government|administration|country|nation)\b")
_BODIES = {"union": "European Union", "alliance": "NATO"}


def bodies(
    book: Book, plain: str, here: Sequence[Mention], past: Sequence[Sequence[Mention]]
) -> Iterator[Mention]:
    """Yield the bodies that a sentence calls by a noun.

    Args:
        here: the mentions of the sentence.
        past: those of each sentence before it.
    """
    for match in (*_NOUN.finditer(plain), *_AT_THE_START.finditer(plain)):
        named = [*chain.from_iterable(past), *(each for each in here if each.start < match.start())]
        actor = _body(book, match["noun"].lower(), named)
        if actor:
            yield Mention(*match.span(), actor, book.kind[actor], book.country[actor], "alias")


def own_state(book: Book, plain: str, pronoun: Mention) -> Mention | None:
    """Return the state behind `his government`, of a person whose state is known."""
    noun = _OWN_STATE.match(plain, pronoun.end)
    state = book.state(pronoun.country) if noun and pronoun.kind == "person" else ""
    if not state:
        return None
    return Mention(pronoun.start, noun.end(), state, book.kind[state], book.country[state], "pronoun")


def _body(book: Book, noun: str, named: Sequence[Mention]) -> str:
    if noun == "administration":
        return _administration(book, named)
    blocs = [m.actor for m in named if m.kind == "bloc" or m.country == "EU"]
    known = ["European Union" if book.country.get(actor) == "EU" else actor for actor in blocs]
    if noun == "bloc":
        return next((actor for actor in reversed(known) if actor != "NATO"), "")
    return _BODIES[noun] if _BODIES[noun] in known else ""


def _administration(book: Book, named: Sequence[Mention]) -> str:
    """Return the United States where its president was named: `the administration` is its own word."""
    presidents = set(book.holders("USA", "president", day=""))
    return book.state("USA") if any(mention.actor in presidents for mention in named) else ""
