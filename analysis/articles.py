"""Articles of any common format to the table ARTICLES: every record a row, usable or not.

This module and its helpers (files, formats, records, markup) are all that reads articles
from disk.
"""

import hashlib
import html
import re
import unicodedata
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.loading import columns
from analysis.loading.boilerplate import cut_boilerplate
from analysis.loading.copies import copies_among, numbered, with_copies_marked
from analysis.loading.dates import month_comes_first, read_date
from analysis.loading.files import Source, find_files
from analysis.loading.formats import Raw, read_records
from analysis.loading.language import find_language
from analysis.loading.markup import without_html
from analysis.progress import progress

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffc]")
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# Escapes of YAML and JSON that some converters leave in titles: President\_Biden\u2019s
_CODES = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPES = re.compile(r"\\+_?")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARK = "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u065f\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff]"
_PILES = re.compile(f"({_MARK}{{30}}){_MARK}+")  # to compose marks takes the square of their number


def load_articles(source: Source) -> pd.DataFrame:
    """Read articles from disk.

    Args:
        source: a file, a folder (with all below it), a glob pattern, or a list of them. Formats:
            .txt .md .json .jsonl .csv .tsv .html .xml (RSS, Atom) .parquet, and .gz of the text
            ones.

    Returns:
        ARTICLES, a row per record in the order of the files; empty if a folder has none. Later
        steps use the rows whose status is `ok`; `detail` says why the others are not, and what
        to do. The first of several copies stays `ok`: the one published first.

    Raises:
        FileNotFoundError: a path does not exist or a pattern matches nothing.
    """
    parts = [read_file(name, path) for name, path in progress(list(find_files(source)), "files")]
    rows = pd.concat(parts, ignore_index=True) if parts else read_nothing()
    rows = rows.assign(article_id=numbered(rows["article_id"]))
    return with_copies_marked(rows, copies_among(rows))


def read_file(name: str, path: Path) -> pd.DataFrame:
    """Return the records of one file: ARTICLES before copies are marked, and where the body begins.

    Args:
        name: what the file goes by in `origin`.
    """
    rows = [_row(name, record) for record in progress(read_records(path), "articles")]
    if not rows:
        return read_nothing()
    month_first = month_comes_first(row["published"] for row in rows)
    return pd.DataFrame(_dated(row, month_first) for row in rows).assign(
        published=lambda df: pd.to_datetime(df["published"], utc=True).astype(tables.UTC)
    )


def read_nothing() -> pd.DataFrame:
    """Return what `read_file` returns of a file without a record."""
    return tables.empty(tables.ARTICLES | {"body_at": "int64"}).drop(columns="story")


def clean(text: str) -> str:
    """Return text as it is stored: composed (NFC), lines ended by \\n, nothing invisible in it.

    Control characters and special spaces become a space, broken characters U+FFFD.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _PILES.sub(r"\1", _SPACES.sub(" ", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text)).strip()


def _clean_title(title: str) -> str:
    """Return a title on one line, its HTML entities and stray escapes resolved."""
    title = _CODES.sub(lambda code: chr(int(code[1], 16)), html.unescape(title))
    return _on_one_line(_ESCAPES.sub(" ", title))


def _on_one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _row(name: str, record: Raw) -> dict:
    """Return a row whose date is still as it was written, and whose notes are still a list."""
    fields, name = columns.pick(record.fields), _on_one_line(name)
    title, body, body_note = _title_and_body(fields["title"], fields["text"])
    text = "\n\n".join(filter(None, (title, body)))
    language, language_note = find_language(text) if text else ("", "")
    status, reason = _status(record, text, language)
    if status == "ok" and not body:
        body_note = "; ".join(filter(None, ("headline only", body_note)))
    identity = [str(fields[key]) for key in ("title", "text", "source", "published", "url")]
    return {
        "article_id": _hash(identity if any(identity[:2]) else [name, record.number, reason]),
        "title": title,
        "text": text,
        "published": fields["published"],
        "source": _on_one_line(fields["source"]),
        "url": _on_one_line(fields["url"]),
        "language": language,
        "words": len(text.split()),
        "status": status,
        "detail": [reason, language_note, record.note, body_note],
        "origin": f"{name}#{record.number}" if record.number else name,
        "body_at": len(text) - len(body or title),
    }


def _dated(row: dict, month_first: bool) -> dict:
    published, note = read_date(row["published"], month_first=month_first)
    notes = [*row["detail"][:3], note, *row["detail"][3:]]
    return row | {"published": published, "detail": _on_one_line("; ".join(filter(None, notes)))}


def _status(record: Raw, text: str, language: str) -> tuple[str, str]:
    if record.problem:
        return "unreadable", record.problem
    if not text:
        return "empty", "no text in it; look at the original"
    if language in ("en", ""):  # empty: too short to tell, in Latin letters
        return "ok", ""
    return "not english", f"language read as {language}; translate it to have it counted"


def _title_and_body(title: str, body: str) -> tuple[str, str, str]:
    """Clean both, cut what trails the body, and take the title off its beginning."""
    body, note = without_html(body)
    notes = [note] if note else []
    title = _clean_title(title)
    body = clean(body)
    first, _, rest = body.partition("\n")
    if title and " ".join(first.split()).casefold() == title.casefold():
        body = rest.lstrip()
    kept = cut_boilerplate(body)
    if len(kept) < len(body):
        notes.append(f"left out {len(body) - len(kept)} characters of trailing boilerplate")
    return title, kept, "; ".join(notes)


def _hash(parts: list) -> str:
    content = "\x1f".join(str(part) for part in parts)
    return hashlib.blake2b(content.encode(errors="replace"), digest_size=6).hexdigest()
