"""Coding sheets: CSV files in which people label what a sentence says, in any spreadsheet.

Sheets come back half-filled, reordered, with stray capitals or other separators. What can be used
is used, and every row that can't is named with its row number, counted as a spreadsheet does.
"""

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.coding.names import names_problem
from analysis.export import with_formulas, without_formulas
from analysis.loading.content import decode, read_bytes
from analysis.tables import LABELS, SENTIMENTS, VOICES

TASKS = {
    "sentiment": {"sentiment": SENTIMENTS},
    "stance": {"stance": LABELS, "voice": VOICES},
    "names": {"names": ()},  # the columns that a coder fills, and what may stand in them
}
SPANS = {"sentiment": ("mention",), "stance": ("holder", "target_words"), "names": ()}
_OFFSETS = {
    "sentiment": ("start", "end"),
    "stance": ("holder_start", "holder_end", "target_start", "target_end"),
    "names": (),
}
_SHOWN = {
    "sentiment": ("marked", "mention"),
    "stance": ("marked", "holder", "target"),
    "names": (),
}
_SPELLINGS = {"favour": "favor"}
_MOST = 10  # row numbers that a message lists


class Sheet(NamedTuple):
    """A sheet that came back: its usable rows, and what is wrong with the others."""

    path: str
    task: str
    rows: pd.DataFrame  # `row` is the number in the spreadsheet; a label that is missing is ""
    problems: list[str]


def columns(task: str) -> list[str]:
    """Return the columns of a sheet: what is read, what is filled in, and where it comes from."""
    words = [name for name in SPANS[task] if name not in _SHOWN[task]]
    return [
        *["item", "before"],
        *_SHOWN[task],
        *(["sentence"] if task == "names" else []),
        *TASKS[task],
        *["note", "title", "part"],
        *words,
        *([] if task == "names" else ["sentence"]),
        *_OFFSETS[task],
        *["article_id", "sentence_id"],
    ]


def write_sheet(rows: pd.DataFrame, path: str | Path) -> Path:
    """Write a sheet that spreadsheets open cleanly: UTF-8 with its mark, quoted, no formula runs.

    Raises:
        FileExistsError: the file is there; somebody may have coded in it.
    """
    path = Path(path)
    if path.exists():
        raise FileExistsError(f"{path} exists, and what was coded in it would be lost; name another file")
    path.parent.mkdir(parents=True, exist_ok=True)
    safe = without_formulas(rows)
    safe.to_csv(path, index=False, encoding="utf-8-sig", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    return path


def read_sheet(path: str | Path) -> Sheet:
    """Read a sheet that was coded.

    Raises:
        ValueError: it is no coding sheet; the message says which columns it lacks.
    """
    path = Path(path)
    text, note = decode(read_bytes(path))
    table = _table(path, text)
    task = _task(path, table)
    problems = [f"{path}: {note}"] if note else []

    def report(found: list[tuple[int, str]]) -> None:
        problems.extend(_messages(path, found))

    table = _without(table, _repeated(table), report)
    table = _without(table, _moved(table, task), report)
    for column, allowed in TASKS[task].items():
        labels = table[column].str.strip()
        if allowed:
            labels = labels.str.lower().replace(_SPELLINGS)
            wrong = _unknown(table, labels, column, allowed)
        else:
            wrong = _unreadable(table, names_problem)
        table = table.assign(**{column: labels.mask(table["row"].isin([row for row, _ in wrong]), "")})
        report(wrong)
        report([(row, f"no {column}") for row in table.loc[labels == "", "row"]])
    return Sheet(str(path), task, table.reset_index(drop=True), problems)


def is_sheet(path: Path) -> bool:
    """Whether a file is a table of cells, as coding sheets are."""
    return path.suffix.lower() in (".csv", ".tsv")


def _table(path: Path, text: str) -> pd.DataFrame:
    """Return all cells as text, the columns' names lowered, with the number of each row."""
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    if not rows:
        raise ValueError(f"{path} is empty; a coding sheet begins with its columns")
    names = [name.strip().lower() for name in rows[0]]
    width = len(names)
    cells = [(row + [""] * width)[:width] for row in rows[1:]]
    table = pd.DataFrame(cells, columns=names, dtype="str").assign(row=range(2, len(rows) + 1))
    blank = table[names].apply(lambda column: column.str.strip() == "").all(axis=1)
    return with_formulas(table[~blank])


def _task(path: Path, table: pd.DataFrame) -> str:
    """Tell the task by the columns that a coder fills."""
    task = next((name for name, labels in TASKS.items() if set(labels) & set(table)), None)
    if task is None:
        wanted = "; ".join(f"{name}: {', '.join(labels)}" for name, labels in TASKS.items())
        raise ValueError(f"{path} is no coding sheet: it has {list(table)[:-1]}, but none of {wanted}")
    needed = ["item", "sentence", *TASKS[task], *SPANS[task], *_OFFSETS[task]]
    missing = [name for name in needed if name not in table]
    if missing:
        raise ValueError(f"{path}: a sheet of {task} needs the columns {missing}; put them back")
    return task


def _repeated(table: pd.DataFrame) -> list[tuple[int, str]]:
    """Find rows without an item, and those whose item stood higher up already."""
    first = table.groupby("item")["row"].transform("min")
    none = [(row, "no item") for row in table.loc[table["item"].str.strip() == "", "row"]]
    again = table[(table["row"] > first) & (table["item"].str.strip() != "")]
    return none + [(row, "the item of a row above") for row in again["row"]]


def _moved(table: pd.DataFrame, task: str) -> list[tuple[int, str]]:
    """Find rows whose offsets no longer cut out the words that they name."""
    found = []
    pairs = list(zip(_OFFSETS[task][::2], _OFFSETS[task][1::2], SPANS[task], strict=True))
    for row in table.to_dict("records"):
        for start, end, words in pairs:
            try:
                cut = row["sentence"][int(float(row[start])) : int(float(row[end]))]
            except ValueError:
                cut = ""
            if not cut or cut != row[words]:
                found.append((row["row"], f"another {words} than its offsets say; undo the change"))
                break
    return found


def _unknown(
    table: pd.DataFrame, labels: pd.Series, column: str, allowed: tuple[str, ...]
) -> list[tuple[int, str]]:
    wrong = ~labels.isin(["", *allowed])
    return [
        (row, f"{column} is {label!r}, none of {', '.join(allowed)}")
        for row, label in zip(table.loc[wrong, "row"], labels[wrong], strict=True)
    ]


def _unreadable(table: pd.DataFrame, problem: Callable[[str, str], str]) -> list[tuple[int, str]]:
    rows = zip(table["row"], table["sentence"], table["names"], strict=True)
    return [(row, wrong) for row, sentence, names in rows if (wrong := problem(sentence, names))]


def _without(table: pd.DataFrame, wrong: Iterable[tuple[int, str]], report) -> pd.DataFrame:
    wrong = list(wrong)
    report([(row, f"{what}; left out") for row, what in wrong])
    return table[~table["row"].isin([row for row, _ in wrong])]


def _messages(path: Path, found: list[tuple[int, str]]) -> list[str]:
    """Say each thing once, with the rows that it holds for."""
    rows: dict[str, list[int]] = {}
    for row, what in found:
        rows.setdefault(what, []).append(row)
    return [f"{path}: {_rows(numbers)}: {what}" for what, numbers in rows.items()]


def _rows(numbers: list[int]) -> str:
    listed = ", ".join(map(str, numbers[:_MOST]))
    more = f" and {len(numbers) - _MOST} more" if len(numbers) > _MOST else ""
    return f"{'row' if len(numbers) == 1 else 'rows'} {listed}{more}"
