"""Names by capitals alone: the baseline that the reader is compared with.

A capitalised sequence is a name of the kind that its words and its surroundings suggest. It needs
no model, and the unlabelled sentences for training are searched with it.
"""

import re
from collections.abc import Sequence

from analysis.folding import fold, shouts, title_case
from analysis.names.search import Match, Name
from analysis.names.words import (
    ADJECTIVES,
    FUNCTION,
    GENERIC,
    NO_NAME,
    ORGANISATION,
    PLACE,
    THING,
    TITLES,
    ordinary,
)

_CAPITAL = r"(?:[A-Z][\w'’&-]*|(?:al|el|bin|ibn)-[A-Z][\w'’-]*|[A-Z]\.(?:[A-Z]\.)*)"
_LINK = (
    r"(?:of the|of|for|de la|de|del|della|da|dos|do|di|du|van der|van den|van|von der|von|bin|al|el|la|le)"
)
_SEQUENCE = re.compile(rf"{_CAPITAL}(?: (?:{_LINK} )?{_CAPITAL})*")
_PAIR = re.compile(r"\b(?!The )[A-Z][\w-]+ and $")
_LOCATIVE = re.compile(r"\b(?:in|near|at|outside|around|from|across|inside|into|toward|towards) (?:the )?$")
_ROMAN = re.compile(r"[IVX]+")


def capital_names(sentences: Sequence[str], known: Sequence[Sequence[Match]]) -> list[list[Name]]:
    """Return the capitalised sequences of each sentence, besides the places that the book knows."""
    return [
        _unknown(sentence, [match for match in matches if match.safe])
        for sentence, matches in zip(sentences, known, strict=True)
    ]


def _unknown(sentence: str, known: Sequence[Match]) -> list[Name]:
    """Return nothing for a text in capitals or title case: there a capital says nothing."""
    if shouts(sentence) or title_case(sentence):
        return []
    plain = fold(sentence)
    names = []
    for found in _SEQUENCE.finditer(_blank(plain, known)):
        for start, end in _trim(plain, *found.span()):
            kind = _guess_kind(plain, start, end)
            start = _first_name(plain, start, end) if kind == "person" else start
            whole = _PAIR.search(plain[:start]) if kind == "organisation" else None
            start = whole.start() if whole else start  # Economic and Social Council
            if kind:
                names.append(Name(start, end, kind, 0.5))
    return names


def _first_name(text: str, start: int, end: int) -> int:
    """Return where a person's name begins after words of an office: Transport Roman Starovoyt."""
    words = text[start:end].split(" ")
    while len(words) > 2 and words[1][0].isupper() and ordinary(words[0].lower()):
        start += len(words.pop(0)) + 1
    return start


def _blank(text: str, known: Sequence[Match]) -> str:
    for match in known:
        text = text[: match.start] + "|" * (match.end - match.start) + text[match.end :]
    return text


def _trim(text: str, start: int, end: int):
    """Cut what is no part of a name from both ends: opening words, titles, a genitive."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    bare = [text[a:b].strip(".").lower() for a, b in words]
    bare = [re.sub(r"'(?:s|m|re|ve|ll|d|t)$", "", word) for word in bare]
    inner = [place for place, word in enumerate(bare[:-1]) if word in TITLES]
    if inner and bare[-1] not in ORGANISATION:
        words, bare = words[inner[-1] + 1 :], bare[inner[-1] + 1 :]  # Tasmanian Senator Jacqui Lambie
    while bare and (bare[0] in FUNCTION or bare[0] in TITLES):
        words, bare = words[1:], bare[1:]
    while bare and bare[-1] in FUNCTION:
        words, bare = words[:-1], bare[:-1]
    if not words:
        return
    start, end = words[0][0], words[-1][1]
    surface = text[start:end]
    stripped = surface.removesuffix("'s").rstrip(".'&-") if not re.search(r"\b[A-Z]\.$", surface) else surface
    end = start + len(stripped)
    if end - start > 1:
        yield start, end


def _guess_kind(text: str, start: int, end: int) -> str:
    """Return person, organisation or place, or nothing for what is no name of these."""
    surface = text[start:end]
    words = [word.lower().strip(".") for word in surface.split() if not _ROMAN.fullmatch(word)] or [""]
    link = next((place for place, word in enumerate(words) if place and word in ("of", "for")), len(words))
    head = words[link - 1]
    if head in THING or surface in NO_NAME or any(char.isdigit() for char in surface):
        return ""
    if all(word in GENERIC or word in ADJECTIVES for word in words):
        return ""
    if len(words) == 1 and _opens(text, start) and not _recurs(text, surface, end):
        return ""
    if head in ORGANISATION and len(words) > 1:
        return "organisation"
    if (head in PLACE or words[0] in PLACE) and len(words) > 1:
        return "place"
    before = text[max(0, start - 24) : start]
    if re.search(r"([A-Za-z-]+)\.? $", before) and before.split()[-1].strip(".,").lower() in TITLES:
        return "person"
    if all(ordinary(word) for word in words):
        return ""  # Global Stocktake, Future Generations: a topic in capitals
    if surface.isupper() and len(surface) > 1 and "." not in surface:
        return "organisation"
    if _LOCATIVE.search(before) and len(words) <= 2:
        return "place"
    if len(words) == 1:
        return ""
    return "person" if len(words) <= 4 else "organisation"


def _opens(text: str, start: int) -> bool:
    """Whether a sentence, a quotation or a listed item begins here, where any word has a capital."""
    return not text[:start].strip(" \"'([-*•·|") or bool(
        re.search(r"[.!?:;] ?[\"'(]?$", text[:start].rstrip(" "))
    )


def _recurs(text: str, surface: str, end: int) -> bool:
    return surface in text[end:]
