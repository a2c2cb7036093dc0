"""Raw records out of JSON, JSON lines and delimited tables, the good ones beside the broken.

A broken record is a record with a `problem`; what stands before and after it is kept.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.loading import columns
from analysis.loading.content import UnreadableFile

LISTS = (
    "articles",
    "items",
    "stories",
    "results",
    "data",
    "docs",
    "records",
    "entries",
    "response",
)
_UNCLOSED_LIMIT = 20  # a stray quotation mark costs a read of the rest of the file


class Raw(NamedTuple):
    """A record as a file has it: its number in the file, its fields, or what is wrong with it."""

    number: int
    fields: dict
    problem: str = ""
    note: str = ""


def _table(text: str, delimiter: str) -> Iterator[Raw]:
    """Rows below a header; a row with more or fewer cells than the header is a broken record."""
    csv.field_size_limit(2**31 - 1)  # an article can be longer than the default of 131,072
    lines = io.StringIO(text, newline="").readlines()
    header, number, at, unclosed = None, 0, 0, 0
    while at < len(lines):
        rest = (lines[place] for place in range(at, len(lines)))
        rows = csv.reader(rest, delimiter=delimiter, strict=True)
        start = at
        try:
            for cells in rows:
                line, at = at + 1, start + rows.line_num
                if not any(cells):
                    continue
                if header is None:
                    header = _header(cells)
                    continue
                number += 1
                within = lines[line : at - 1]  # whole lines that cells of this row run over
                yield _row(number, line, header, cells)._replace(note=_swallowed(within, header, delimiter))
        except csv.Error as error:
            number += 1
            yield Raw(number, {}, f"line {at + 1}: {error}; check its quotation marks")
            unclosed += "end of data" in str(error)
            at = at + 1 if unclosed < _UNCLOSED_LIMIT else len(lines)


def _header(cells: list[str]) -> list[str]:
    if not columns.has_words(cells):
        raise UnreadableFile(columns.no_text_column(cells))
    return cells


def _row(number: int, line: int, header: list[str], cells: list[str]) -> Raw:
    if len(cells) != len(header):
        problem = f"line {line}: {len(cells)} cells, the header has {len(header)}; check its quotes"
        return Raw(number, {}, problem)
    return Raw(number, dict(zip(header, cells, strict=True)))


def _swallowed(within: list[str], header: list[str], delimiter: str) -> str:
    """Return a note where the lines in a cell look like rows: a quotation mark too many takes them in."""
    rows = sum(line.count(delimiter) == len(header) - 1 for line in within)
    if rows < 2 or rows < len(within):
        return ""
    return f"{rows} lines in one cell look like rows of their own; check its quotation marks"


def read_csv(text: str) -> Iterator[Raw]:
    head = text.split("\n", 1)[0]
    return _table(text, max(",;\t|", key=head.count))


def read_tsv(text: str) -> Iterator[Raw]:
    return _table(text, "\t")


def read_json_line(number: int, line: str) -> Raw:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Raw(number, {}, f"broken JSON ({_reason(error)}); mend or remove the line")
    return _as_record(number, fields)


def _as_record(number: int, fields: object) -> Raw:
    if not isinstance(fields, dict):
        return Raw(number, {}, f"a {type(fields).__name__} where a record {{...}} should be")
    if not columns.has_words(fields):
        return Raw(number, {}, columns.no_text_column(fields))
    return Raw(number, fields)


def read_json(text: str) -> Iterator[Raw]:
    try:
        records = _records(json.loads(text))
    except (ValueError, RecursionError) as error:
        yield from _broken_json(text, error)
        return
    for number, fields in enumerate(records, 1):
        yield _as_record(number, fields)


def _records(found: object) -> list:
    """The list of records in a document: itself, or under one of the usual names."""
    if not isinstance(found, dict) or columns.has_body(found):
        return found if isinstance(found, list) else [found]
    inner = (found[key] for key in LISTS if isinstance(found.get(key), list | dict))
    lists = (_records(value) for value in inner)
    return next((records for records in lists if _are_records(records)), [found])


def _are_records(found: list) -> bool:
    return any(isinstance(record, dict) and columns.has_words(record) for record in found)


def _broken_json(text: str, error: Exception) -> Iterator[Raw]:
    """Keep what stands before the break of a list; a file of JSON lines is read as such."""
    decoder, at, number = json.JSONDecoder(), re.match(r"\s*\[?\s*", text).end(), 1
    if not text.lstrip().startswith("["):
        if "Extra data" in str(error):
            lines = enumerate(text.split("\n"), 1)
            yield from (read_json_line(number, line) for number, line in lines if line.strip())
            return
        raise UnreadableFile(f"broken JSON ({_reason(error)}); mend it or fetch it again")
    while True:
        try:
            fields, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        yield _as_record(number, fields)
        at, number = re.compile(r"\s*,?\s*").match(text, end).end(), number + 1
    yield Raw(number, {}, f"broken JSON from here on ({_reason(error)}); mend it or fetch it again")


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:120]
