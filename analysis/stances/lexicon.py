"""What positions can be about, read from `data/targets.toml`."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from analysis.book import DATA
from analysis.folding import fold


class Contrast(NamedTuple):
    """Two ways to name one thing."""

    name: str
    first: re.Pattern
    second: re.Pattern

    def uses(self, plain: str) -> tuple[int, int]:
        """Count the uses of each way in a folded text; what is part of the first is not the second."""
        firsts = [match.span() for match in self.first.finditer(plain)]
        seconds = [match.span() for match in self.second.finditer(plain)]
        apart = [span for span in seconds if not any(a < span[1] and span[0] < b for a, b in firsts)]
        return len(firsts), len(apart)


class Target(NamedTuple):
    """What a position can be about, and the patterns that name it."""

    name: str
    country: str
    guards: re.Pattern
    mentions: re.Pattern
    proper: re.Pattern  # of the mentions, those that mean the target in any text
    phrases: dict[str, re.Pattern]  # favor, against, deeds
    nearby: dict[str, re.Pattern]  # names, favor, against: mean the target soon after it was named
    terms: dict[str, re.Pattern]  # favor, against
    wording: tuple[Contrast, ...] = ()
    beside: tuple[str, ...] = ()  # states beside which the phrases mean the target


def any_of(words: list[str]) -> re.Pattern:
    """Return a pattern that matches any of the words; longest first; `*` is the rest of a word."""
    if not words:
        return re.compile(r"(?!)")
    parts = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        body = r"\s+".join(
            r"(?:[\w'-]+\s+){0,3}[\w'-]+" if piece == "*" else re.escape(piece).replace(r"\*", r"[\w']*")
            for piece in fold(word).split()
        )
        parts.append(body if word.startswith("n'") else rf"\b{body}")
    return re.compile(rf"(?:{'|'.join(parts)})(?![\w])", re.I)


def _alone(words: list[str]) -> re.Pattern:
    """Return a pattern that matches any of the words where nothing says which one: not `the war in Gaza`."""
    return re.compile(
        rf"{any_of(words).pattern}(?! (?:(?:of|for|to|in|on|with|against|between|over|from)\b|(?-i:[A-Z])))",
        re.I,
    )


_LISTS = ("names", "favor", "against", "deeds", "guards", "beside")


@lru_cache(maxsize=4)
def load_targets(path: str | Path = DATA / "targets.toml") -> dict[str, Target]:
    """Read the targets.

    Raises:
        ValueError: an entry lacks its country, or a list of words is no list; it says which.
    """
    with open(path, "rb") as file:
        entries = tomllib.load(file)
    return {name: _read_target(name, entry, path) for name, entry in entries.items()}


def _read_target(name: str, entry: dict, path: str | Path) -> Target:
    if not isinstance(entry.get("country"), str):
        raise ValueError(f'{path}: target {name} lacks its country; add country = "ISO"')
    lists = {key: entry.get(key, []) for key in _LISTS}
    terms = {key: entry.get("terms", {}).get(key, []) for key in ("favor", "against")}
    nearby = {key: entry.get("nearby", {}).get(key, []) for key in ("names", "favor", "against")}
    for key, words in [*lists.items(), *terms.items(), *nearby.items()]:
        if not (isinstance(words, list) and all(isinstance(word, str) and word for word in words)):
            raise ValueError(f"{path}: {name}, {key} must be a list of words, it is {words!r}")
    return Target(
        name=name,
        country=entry["country"],
        guards=any_of(lists["guards"]),
        mentions=any_of([name, *lists["names"]]),
        proper=any_of([name, *(word for word in lists["names"] if word != word.lower())]),
        phrases={key: any_of(lists[key]) for key in ("favor", "against", "deeds")},
        nearby={key: _alone(words) for key, words in nearby.items()},
        terms={key: any_of(words) for key, words in terms.items()},
        beside=tuple(lists["beside"]),
        wording=tuple(_read_contrast(name, each, path) for each in entry.get("wording", [])),
    )


def _read_contrast(name: str, entry: dict, path: str | Path) -> Contrast:
    ways = [entry.get(way) for way in ("first", "second")]
    if not all(
        isinstance(words, list) and words and all(isinstance(w, str) and w for w in words) for words in ways
    ):
        raise ValueError(f"{path}: {name}, wording needs `first` and `second`, two lists of words: {entry!r}")
    shown = [", ".join(word.replace("*", "") for word in words[:2]) for words in ways]
    return Contrast(entry.get("name") or " or ".join(shown), *map(any_of, ways))
