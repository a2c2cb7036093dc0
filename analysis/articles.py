"""Articles of any common format to the table ARTICLES: every record a row, usable or not.

This module and its helpers (files, formats, records, markup) are all that reads articles
from disk.
"""

import hashlib
import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from analysis import tables
from analysis.loading import columns
from analysis.loading.boilerplate import cut_boilerplate
from analysis.loading.dates import month_comes_first, read_date
from analysis.loading.duplicates import find_copies
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
    rows = []
    for name, path in progress(list(find_files(source)), "files"):
        records = list(read_records(path))
        month_first = month_comes_first(columns.pick(record.fields)["published"] for record in records)
        rows += [_row(name, record, month_first) for record in progress(records, "articles")]
    if not rows:
        return tables.empty(tables.ARTICLES)
    return _mark_copies(pd.DataFrame(_unique_ids(rows)))


def clean(text: str) -> str:
    """Return text as it is stored: composed (NFC), lines ended by \\n, nothing invisible in it.

    Control characters and special spaces become a space, broken characters U+FFFD.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text)).strip()


def _clean_title(title: str) -> str:
    """Return a title on one line, its HTML entities and stray escapes resolved."""
    title = _CODES.sub(lambda code: chr(int(code[1], 16)), html.unescape(title))
    return " ".join(clean(_ESCAPES.sub(" ", title)).split())


def _row(name: str, record: Raw, month_first: bool) -> dict:
    fields = columns.pick(record.fields)
    published, date_note = read_date(fields["published"], month_first=month_first)
    title, body, body_note = _title_and_body(fields["title"], fields["text"])
    text = "\n\n".join(filter(None, (title, body)))
    language, language_note = find_language(text) if text else ("", "")
    status, reason = _status(record, text, language)
    if status == "ok" and not body:
        body_note = "; ".join(filter(None, ("headline only", body_note)))
    notes = (reason, language_note, record.note, date_note, body_note)
    identity = [str(fields[key]) for key in ("title", "text", "source", "published", "url")]
    return {
        "article_id": _hash(identity if any(identity[:2]) else [name, record.number, reason]),
        "title": title,
        "text": text,
        "published": published,
        "source": clean(fields["source"]),
        "url": clean(fields["url"]),
        "language": language,
        "words": len(text.split()),
        "status": status,
        "detail": "; ".join(filter(None, notes)),
        "origin": f"{name}#{record.number}" if record.number else name,
        "body": body or title,
    }


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


def _unique_ids(rows: list[dict]) -> Iterator[dict]:
    """Number the records that are the same in every field: -2, -3 ..."""
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row["article_id"]] += 1
        count = seen[row["article_id"]]
        yield row | {"article_id": row["article_id"] + (f"-{count}" if count > 1 else "")}


def _mark_copies(rows: pd.DataFrame) -> pd.DataFrame:
    """Mark copies among the usable rows: of equals the first published is no copy, dated first."""
    rows = rows.assign(story=rows["article_id"], published=_utc(rows["published"]))
    usable = rows[rows["status"] == "ok"].sort_values("published", kind="stable")
    status, detail, story = (rows[name].tolist() for name in ("status", "detail", "story"))
    for position, copy in find_copies(usable["body"].tolist(), usable["published"].tolist()).items():
        at, first = usable.index[position], usable.index[copy.of]
        what = "copy" if copy.similarity == 1 else f"near copy ({copy.similarity:.2f})"
        status[at], story[at] = "duplicate", rows["article_id"].iloc[first]
        detail[at] = "; ".join(filter(None, (f"{what} of {rows['origin'].iloc[first]}", detail[at])))
    marked = rows.assign(status=status, detail=detail, story=story)
    return tables.conform(marked, tables.ARTICLES, "articles")


def _utc(values: pd.Series) -> pd.Series:
    return pd.to_datetime(values, utc=True).astype(tables.UTC)
