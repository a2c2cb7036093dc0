"""The words of position, read from `data/targets.toml` and `data/attitudes.toml`."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from analysis.book import DATA
from analysis.folding import fold

POLARITY = {"support": 1, "accept": 1, "assert": 1, "give": 1, "will": 1, "perform": 1}
POLARITY |= {"oppose": -1, "attack": -1, "cease": -1}


class Target(NamedTuple):
    """What a position can be about, and the patterns that name it."""

    name: str
    country: str
    visits: bool
    guards: re.Pattern
    mentions: re.Pattern
    proper: re.Pattern  # of the mentions, those that mean the target in any text
    phrases: dict[str, re.Pattern]  # favor, against, deeds
    terms: dict[str, re.Pattern]  # favor, against


class Attitudes(NamedTuple):
    """The patterns of attitude, of negation and of doubt."""

    cues: dict[str, re.Pattern]
    negation: re.Pattern
    refusal: re.Pattern
    doubt: re.Pattern
    urge: re.Pattern


def any_of(words: list[str], flags: re.RegexFlag = re.I) -> re.Pattern:
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
    return re.compile(rf"(?:{'|'.join(parts)})(?![\w])", flags)


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
    lists = {key: entry.get(key, []) for key in ("names", "favor", "against", "deeds", "guards")}
    terms = {key: entry.get("terms", {}).get(key, []) for key in ("favor", "against")}
    for key, words in [*lists.items(), *terms.items()]:
        if not (isinstance(words, list) and all(isinstance(word, str) and word for word in words)):
            raise ValueError(f"{path}: {name}, {key} must be a list of words, it is {words!r}")
    return Target(
        name=name,
        country=entry["country"],
        visits=bool(entry.get("visits", False)),
        guards=any_of(lists["guards"]),
        mentions=any_of([name, *lists["names"]]),
        proper=any_of([name, *(word for word in lists["names"] if word != word.lower())]),
        phrases={key: any_of(lists[key]) for key in ("favor", "against", "deeds")},
        terms={key: any_of(words) for key, words in terms.items()},
    )


@lru_cache(maxsize=1)
def load_attitudes() -> Attitudes:
    """Read the words of attitude."""
    with open(DATA / "attitudes.toml", "rb") as file:
        words = tomllib.load(file)
    return Attitudes(
        cues={name: any_of(words[name]) for name in POLARITY},
        negation=any_of(words["turn"]["not"]),
        refusal=any_of(words["turn"]["refuse"]),
        doubt=any_of(words["doubt"]["words"], re.NOFLAG),
        urge=any_of(words["doubt"]["urge"]),
    )
