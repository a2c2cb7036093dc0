"""The actor book as a file: its columns, its cells and its offices, checked.

`data/actors.csv` has a row per actor; its columns are described in `data/README.md`. Lists in a
cell are separated by `;`. An office is written `president 2019-05-20/..`: role, first day, last day;
`NLD prime minister 2010-10-14/2024-07-02` is one held in another state or body than the row's.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.tables import KINDS

BOOK_KINDS = (*KINDS, "guard")  # a guard is no actor: it keeps a longer name from being cut up
COLUMNS = ["actor", "kind", "country", "pronoun", "aliases", "surnames", "offices"]
COLUMNS += ["demonyms", "metonyms", "wikidata", "unsure"]
PRONOUNS = ("", "he", "she", "it", "they")


class Office(NamedTuple):
    """A role held from `start` to `end`, both ISO days; an open end is `9999-12-31`."""

    actor: str
    country: str
    role: str
    start: str
    end: str


def items(cell: str) -> list[str]:
    """Return the items of a list in a cell."""
    return [item.strip() for item in cell.split(";") if item.strip()]


def read_office(actor: str, country: str, text: str, where: str) -> Office:
    """Read an office of a cell; `where` is named if it can't be."""
    role, _, days = text.rpartition(" ")
    start, slash, end = days.partition("/")
    start, end = start.replace("..", "0001-01-01"), end.replace("..", "9999-12-31")
    try:
        ordered = bool(role and slash) and pd.Period(start, "D") <= pd.Period(end, "D")
    except ValueError:
        ordered = False
    if not ordered:
        raise ValueError(f"{where}: office {text!r} is not `role YYYY-MM-DD/YYYY-MM-DD` (`..` = open)")
    first, _, rest = role.partition(" ")
    if first.isupper() and rest:  # held elsewhere: `NLD prime minister`
        country, role = first, rest
    return Office(actor, country, role, start, end)


def read_table(path: str | Path) -> pd.DataFrame:
    """Read the rows of an actor book, all cells as text.

    Raises:
        ValueError: a column lacks, an actor repeats, or a cell can't be read; it says which.
    """
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except ValueError as error:  # bytes of another encoding, no table, rows of different lengths
        raise ValueError(f"{path}: not read as CSV in UTF-8 ({error}); save it again as such") from error
    missing = [column for column in COLUMNS if column not in table]
    if missing:
        raise ValueError(f"{path}: the columns {missing} lack; it has {list(table)}")
    repeated = table.loc[table["actor"].duplicated(), "actor"].tolist()
    if repeated:
        raise ValueError(f"{path}: actors stand twice: {repeated[:5]}; merge their rows")
    for column, allowed in {"kind": BOOK_KINDS, "pronoun": PRONOUNS}.items():
        odd = table.loc[~table[column].isin(allowed), ["actor", column]]
        if len(odd):
            raise ValueError(f"{path}: {column} must be one of {allowed}: {odd.values.tolist()[:5]}")
    return table
