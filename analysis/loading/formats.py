"""A file to its raw records, whatever its format. Nothing here decides what a record means.

A broken record is a record with a `problem`; the good ones of the same file are kept.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.loading import columns, markup
from analysis.loading.content import READ_LIMIT, UnreadableFile, decode, read_bytes, read_lines
from analysis.loading.records import Raw, read_csv, read_json, read_json_line, read_tsv

_ROWS = 256  # of a Parquet file that are in memory at once
SUFFIXES = ".txt .text .md .markdown .json .jsonl .ndjson .csv .tsv .html .htm .xml .rss .atom"


def read_records(path: Path) -> Iterator[Raw]:
    """Yield the records of a file, at least one; number 0 stands for the file as a whole."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    kind = suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else "".join(suffixes[-1:])
    empty = True
    try:
        if not os.path.isfile(path):
            raise UnreadableFile("no ordinary file (a broken link, a device or no right to read)")
        for record in _reader(kind)(path):
            empty = False
            yield record
    except UnreadableFile as error:
        empty = False
        yield Raw(0, {}, str(error))
    if empty:
        yield Raw(0, {"text": ""}, note="no records in the file")


def _reader(kind: str) -> Callable[[Path], Iterator[Raw]]:
    if kind == ".parquet":
        return _parquet
    if kind in (".xml", ".rss", ".atom"):
        return _feed
    if kind in (".html", ".htm", ".xhtml"):
        return _html
    if kind in (".jsonl", ".ndjson"):
        return _json_lines
    if kind in _TEXT_READERS:
        return lambda path: _from_text(path, _TEXT_READERS[kind])
    return lambda path: _unknown(kind)


def _unknown(kind: str) -> Iterator[Raw]:
    kind = f"format {kind}" if kind else "a file without a suffix is"
    raise UnreadableFile(f"{kind} not read; convert to one of {SUFFIXES} .parquet, or .gz of these")
    yield


def _from_text(path: Path, reader: Callable[[str], Iterator[Raw]]) -> Iterator[Raw]:
    text, note = decode(read_bytes(path))
    return _noted(reader(text), note)


def _json_lines(path: Path) -> Iterator[Raw]:
    for number, (line, note) in enumerate(read_lines(path), 1):
        if line.strip():
            yield read_json_line(number, line)._replace(note=note)


def _noted(records: Iterator[Raw], note: str) -> Iterator[Raw]:
    for record in records:
        yield record._replace(note="; ".join(filter(None, (note, record.note))))


def _plain(text: str) -> Iterator[Raw]:
    """The first line is the title where it stands apart and does not end like a sentence."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    head = re.match(r"([^\n]{1,200})\n[ \t]*\n", text)
    if head and (not head[1].rstrip().endswith((".", ",", ";")) or re.search(r"\.\w\.$", head[1])):
        yield Raw(1, {"title": head[1], "text": text[head.end() :]})
    else:
        yield Raw(1, {"text": text})


def _markdown(text: str) -> Iterator[Raw]:
    fields, note = markup.read_markdown(text.replace("\r\n", "\n"))
    yield Raw(1, fields, note=note)


def _html(path: Path) -> Iterator[Raw]:
    content = read_bytes(path)
    text, note = decode(content, markup.declared_encoding(content))
    yield Raw(1, markup.read_html(text), note=note)


def _feed(path: Path) -> Iterator[Raw]:
    entries = markup.read_feed(read_bytes(path))
    if entries is None:
        raise UnreadableFile("XML, but no RSS or Atom feed; convert it to JSON, CSV or text")
    for number, fields in enumerate(entries, 1):
        yield Raw(number, fields)


def _parquet(path: Path) -> Iterator[Raw]:
    try:
        file = pq.ParquetFile(path)
        meta = file.metadata
        size = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
        if size > READ_LIMIT:
            raise UnreadableFile(f"over {READ_LIMIT:,} bytes unpacked; split it")
        known = [name for name in file.schema_arrow.names if columns.is_known(name)]
        if not columns.has_words(known):
            raise UnreadableFile(columns.no_text_column(file.schema_arrow.names))
        batches = file.iter_batches(batch_size=_ROWS, columns=known)
        for number, record in enumerate(_within_limit(row for batch in batches for row in _rows(batch)), 1):
            yield record._replace(number=number)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableFile(f"damaged Parquet ({str(error)[:100]}); write it again") from error


def _rows(batch: pa.RecordBatch) -> list[Raw]:
    """Return the rows of a batch, those with a value that Python has none for as broken records."""
    try:
        return [Raw(0, {name: _as_text(value) for name, value in row.items()}) for row in batch.to_pylist()]
    except (ValueError, OverflowError, LookupError) as error:  # a year 3,000,000, bytes, an unknown zone
        if batch.num_rows == 1:
            return [Raw(0, {}, f"a value can't be read ({str(error)[:100]}); write it again")]
        return [row for place in range(batch.num_rows) for row in _rows(batch.slice(place, 1))]


def _as_text(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _within_limit(rows: Iterator[Raw]) -> Iterator[Raw]:
    """Yield rows up to the limit: one that stands for many is counted once in the file's own sizes."""
    read = 0
    for row in rows:
        read += sum(len(value) for value in row.fields.values() if isinstance(value, str))
        if read > READ_LIMIT:
            raise UnreadableFile(f"over {READ_LIMIT:,} characters unpacked; split it")
        yield row


_TEXT_READERS: dict[str, Callable[[str], Iterator[Raw]]] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_tsv,
}
