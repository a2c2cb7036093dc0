"""The actor book: who can be named, by which words, and who held which office when."""

import os
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis.folding import fold, shouts, upper
from analysis.names.book_file import items, read_office, read_table
from analysis.names.search import Form, Match, automaton, is_pronoun, matches

DATA = Path(os.environ.get("ANALYSIS_DATA", Path(__file__).resolve().parent.parent / "data"))


class Book:
    """The actors, a search for all their names at once, and their offices."""

    def __init__(self, table: pd.DataFrame):
        self.table = table.set_index("actor", drop=False)
        self.kind = self.table["kind"].to_dict()
        self.country = self.table["country"].to_dict()
        self.pronoun = self.table["pronoun"].to_dict()
        self.offices = [
            read_office(row.actor, row.country, text, f"actor book, {row.actor}")
            for row in table.itertuples()
            for text in items(row.offices)
        ]
        self._leaders = defaultdict(list)
        for office in self.offices:
            if office.role == "leader":
                self._leaders[office.actor].append(office)
        states = table[(table["kind"] == "government") & (table["country"] != "")]
        self._governments = dict(zip(states["country"], states["actor"], strict=True))
        self.roles = sorted({office.role for office in self.offices}, key=len, reverse=True)
        self._forms = self._all_forms()
        self._cased = automaton(self._forms)
        self._capitals = automaton(_in_capitals(self._forms))

    def _all_forms(self) -> dict[str, tuple[Form, ...]]:
        forms = defaultdict(dict)
        state_words = {
            fold(word)
            for row in self.table.itertuples()
            if row.kind in ("government", "bloc")
            for word in [row.actor, *items(row.aliases), *items(row.demonyms)]
        }
        for row in self.table.itertuples():
            bracketed = "(" in row.actor
            names = [] if bracketed else [(row.actor, "name", True)]
            names += [(alias, "alias", True) for alias in items(row.aliases)]
            names += [(surname, "alias", False) for surname in items(row.surnames)]
            names += [(word, "demonym", True) for word in items(row.demonyms)]
            names += [(word, "metonym", True) for word in items(row.metonyms)]
            for surface, via, safe in names:
                for text in {fold(surface), *_in_running_text(fold(surface), state_words)}:
                    forms[text].setdefault(row.actor, Form(row.actor, via, safe))
        return {surface: tuple(found.values()) for surface, found in forms.items()}

    def find(self, text: str) -> list[Match]:
        """Return where `text` names actors of the book: on word boundaries, longest match first,
        without overlaps, in the order of the text."""
        plain = fold(text)
        capitals = shouts(plain)
        found = matches(self._capitals if capitals else self._cased, upper(plain) if capitals else plain)
        taken, kept = bytearray(len(text)), []
        for match in sorted(found, key=lambda m: (m.start - m.end, m.start)):
            if capitals and is_pronoun(plain, match.start, match.end):
                continue
            if not any(taken[match.start : match.end]):
                taken[match.start : match.end] = b"\1" * (match.end - match.start)
                kept.append(match)
        return sorted(kept)

    def named(self, words: str) -> tuple[str, str] | None:
        """Return the actor that `words` as a whole are a name of, and what kind of name; None if of nobody.

        The kind is metonym or demonym, else that of the actor: person, government and so on.
        """
        for match in self.find(words):
            if (match.start, match.end) == (0, len(words)):
                form = match.forms[0]
                return form.actor, form.via if form.via in ("metonym", "demonym") else self.kind[form.actor]
        return None

    def countries(self, text: str, beside: tuple[int, int]) -> set[str]:
        """Return the countries of the actors that `text` names, but for what stands in the span `beside`."""
        start, end = beside
        matches = [match for match in self.find(text) if match.end <= start or end <= match.start]
        return {self.country[form.actor] for match in matches for form in match.forms} - {""}

    def surnames(self, actor: str) -> list[str]:
        """Return the short names of a person that need the full name near them, folded."""
        return [fold(surname) for surname in items(self.table.at[actor, "surnames"])]

    def metonym(self, actor: str, surface: str) -> str:
        """Return how the book writes the metonym that stands as `surface` in a text: MOSCOW, Moscow."""
        words = items(self.table.at[actor, "metonyms"])
        return next((word for word in words if fold(word).upper() == surface.upper()), surface)

    def holders(self, country: str, role: str, day: str) -> list[str]:
        """Return who held `role` in `country` on the ISO day; with an empty day, who ever did."""
        return [
            office.actor
            for office in self.offices
            if office.country == country
            and office.role == role
            and (not day or office.start <= day <= office.end)
        ]

    def author(self, source: str) -> str:
        """Return the actor that a source is, where it speaks for itself; nothing for an outlet.

        It is a state by its code (`PRY`), or a government, a bloc or a person by name.
        """
        if source in self._governments:
            return self._governments[source]
        actor, _ = self.named(source) or ("", "")
        return actor if self.kind.get(actor) in ("government", "bloc", "person") else ""

    def state(self, country: str) -> str:
        """Return the actor that is the state with this code; nothing where there is none."""
        return self._governments.get(country, "")

    def government(self, actor: str, day: str) -> str:
        """Return the government that an actor is, or leads on the ISO day; else nothing.

        Without a day, or out of office, nobody leads.
        """
        if self.kind.get(actor) == "government":
            return actor
        led = [o.country for o in self._leaders.get(actor, ()) if day and o.start <= day <= o.end]
        return self.state(led[0]) if led else ""


def _in_running_text(surface: str, state_words: set[str]) -> list[str]:
    """A ministry is also written in lower case after its state: Chinese foreign ministry."""
    first, _, rest = surface.partition(" ")
    stem = first.removesuffix("'s")
    return [f"{first} {rest.lower()}"] if rest and stem in state_words else []


def _in_capitals(forms: dict[str, tuple[Form, ...]]) -> dict[str, tuple[Form, ...]]:
    """Return the forms as an all-caps text writes them; where two become one, both are kept for
    the context to choose."""
    merged = defaultdict(dict)
    for surface, options in forms.items():
        for form in options:
            merged[upper(surface)].setdefault(form.actor, form)
    return {surface: tuple(options.values()) for surface, options in merged.items()}


def read_book(path: str | Path) -> Book:
    """Read an actor book.

    Raises:
        ValueError: a column lacks, an actor repeats, or a cell can't be read; it says which.
    """
    return Book(read_table(path))


def book_path() -> Path:
    """Return the actor book in use: the one that `ACTORS` names, else the project's own."""
    return Path(os.environ.get("ACTORS") or DATA / "actors.csv")


def load_book(path: str | Path | None = None) -> Book:
    """Return the actor book at `path`, else the one in use; a file is read once until it changes."""
    path = Path(path or book_path())
    return _read_once(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read_once(path: Path, _changed: int) -> Book:
    return read_book(path)
