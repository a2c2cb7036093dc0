"""Names as a coder writes them in one cell: `Beijing = government: China, metonym; Kharkiv = place`.

The words come first, in the order of the sentence, so that offsets need not be typed; then the kind;
then, if known, who is meant; then, if it is no name, what form the words have. `none` says that the
sentence names nobody.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.tables import KINDS

FORMS = ("name", "metonym", "office", "demonym", "pronoun")
NOBODY = "none"


class Name(NamedTuple):
    """Words of a sentence that name an actor or a place."""

    start: int
    end: int
    kind: str  # one of KINDS
    actor: str  # as in the actor book, or as it stands
    form: str  # one of FORMS


def read_names(sentence: str, cell: str) -> list[Name]:
    """Return the names that a cell lists.

    Raises:
        ValueError: words that are not in the sentence, or no kind; the message says which.
    """
    if cell.strip().lower() == NOBODY:
        return []
    return list(_found(sentence, cell))


def _found(sentence: str, cell: str) -> Iterator[Name]:
    reached = 0
    for entry in filter(str.strip, cell.split(";")):
        words, equals, rest = (part.strip() for part in entry.rpartition("="))
        kind, _, actor = (part.strip() for part in rest.partition(":"))
        form = next((form for form in FORMS if actor.endswith(f", {form}")), "")
        actor = actor.removesuffix(f", {form}")
        if not equals or kind.lower() not in KINDS:
            raise ValueError(f"{entry.strip()!r} is not `words = kind`, with a kind of {KINDS}")
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")  # the `it` of `with` is no pronoun
        found = whole.search(sentence, reached)
        if not found:
            raise ValueError(f"{words!r} is not in the sentence, or not after the name before it")
        reached = found.end()
        yield Name(found.start(), reached, kind.lower(), actor or words, form or FORMS[0])


def names_problem(sentence: str, cell: str) -> str:
    """Return what is wrong with a cell, or nothing."""
    try:
        read_names(sentence, cell)
    except ValueError as error:
        return str(error)
    return ""
