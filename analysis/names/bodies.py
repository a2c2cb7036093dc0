"""Bodies by less than their name: `the bloc`, `the Assembly`, `Congress`, `his government`, `the invaders`.

As with pronouns, each stands only for a body that the article has named before it, or for one whose
members it has named.
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
_SHORT = re.compile(  # the Assembly, of the UN General Assembly
    r"\b[Tt]he (?P<noun>Assembly|Council|Commission|Parliament)\b(?! (?:of|for|on)\b)(?! [A-Z])"
)
_AMERICAN = re.compile(
    r"\b(?:(?<!National )(?P<noun>Congress)|[Tt]he (?P<chamber>Senate|House))\b(?! of\b)(?! [A-Z])"
)
_INVADERS = re.compile(
    r"(?<!\bas )(?<!\bis )(?<!\bit )\b[Tt]he (?P<noun>occupiers|invaders|aggressor)\b(?! of\b)"
)
_OTHER_WARS = {"ISR", "PSE", "SYR", "AZE", "ARM", "GEO", "RWA", "COD", "SDN", "ETH", "IRN"}
_LATELY = 12  # mentions, in which invader and invaded must have been named
_CHAMBERS = {"Congress": "US Congress", "Senate": "US Senate", "House": "US House of Representatives"}
_MEMBERS = {*_CHAMBERS.values(), "Democratic Party", "Republican Party"}


def bodies(
    book: Book, plain: str, here: Sequence[Mention], past: Sequence[Sequence[Mention]]
) -> Iterator[Mention]:
    """Yield the bodies that a sentence calls by less than their name.

    Args:
        here: the mentions of the sentence.
        past: those of each sentence before it.
    """
    for pattern, meant in _MEANT.items():
        for match in pattern.finditer(plain):
            named = [*chain.from_iterable(past), *(each for each in here if each.start < match.start())]
            actor = meant(book, match, named)
            if actor in book.kind and not _anothers(plain, match, here, book.country[actor]):
                yield Mention(*match.span(), actor, book.kind[actor], book.country[actor], "alias")


def own_state(book: Book, plain: str, pronoun: Mention) -> Mention | None:
    """Return the state behind `his government`, of a person whose state is known."""
    noun = _OWN_STATE.match(plain, pronoun.end)
    state = book.state(pronoun.country) if noun and pronoun.kind == "person" else ""
    if not state:
        return None
    return Mention(pronoun.start, noun.end(), state, book.kind[state], book.country[state], "pronoun")


def _body(book: Book, match: re.Match, named: Sequence[Mention]) -> str:
    noun = match["noun"].lower()
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


def _longer(book: Book, match: re.Match, named: Sequence[Mention]) -> str:
    """Return what was named last of all whose name in the book ends so."""
    ending = f" {match['noun']}"
    return next((m.actor for m in reversed(named) if m.actor in book.kind and m.actor.endswith(ending)), "")


def _anothers(plain: str, match: re.Match, here: Sequence[Mention], country: str) -> bool:
    """Whether a state just before says that it is its own: `Peru's Congress`."""
    own = (" ", "'s ", "' ")
    return any(m.country != country and plain[m.end : match.start()] in own for m in here)


def _chamber(book: Book, match: re.Match, named: Sequence[Mention]) -> str:
    """Return the American chamber where its parties were named: other states have a Congress too."""
    if any(mention.actor in _MEMBERS for mention in named):
        return _CHAMBERS[match["noun"] or match["chamber"]]
    return ""


def _invader(book: Book, match: re.Match, named: Sequence[Mention]) -> str:
    """Return Russia where it and Ukraine, and nobody else's war, were named lately."""
    lately = {mention.country for mention in named[-_LATELY:]}
    return book.state("RUS") if {"RUS", "UKR"} <= lately and not lately & _OTHER_WARS else ""


_MEANT = {_INVADERS: _invader, _NOUN: _body, _AT_THE_START: _body, _SHORT: _longer, _AMERICAN: _chamber}
