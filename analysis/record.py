"""The rerun record: what a result rests on; `changes` compares two of them.

A record is a JSON file beside a report or its tables: hashes of the input, versions, the models, the
parameters, counts by status, and for each article what was read in it, so that a number that
changed can be traced to the articles that changed it.
"""

import hashlib
import json
import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from analysis.book import DATA, book_path
from analysis.counts.stories import DRAWS, LEVEL, MIN_STORIES
from analysis.loading.files import Source, find_files
from analysis.pipeline import PACKAGES
from analysis.reader import MODEL
from analysis.tables import Analysis, named_holders

RECORD = "record.json"
KNOBS = ("ACTOR", "OUTLET", "MIN_MENTIONS", "MIN_SENTENCES")  # of the notebooks


def write_record(analysis: Analysis, sources: Source, out: Path) -> Path:
    """Write what the tables of an analysis of `sources` rest on into the folder `out`."""
    path = out / RECORD
    text = json.dumps(record(analysis, sources), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_bytes((text + "\n").encode("utf-8", "replace"))  # a file's name may be no UTF-8
    return path


def record(analysis: Analysis, sources: Source) -> dict:
    """Return the record of an analysis; nothing in it depends on the clock or on where it ran."""
    return {
        "files": {name: _sha256(path) for name, path in find_files(sources)},
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "data": {
            **{file.name: _sha256(file) for file in sorted(DATA.glob("*.toml"))},
            "actor book": _sha256(book_path()),
            "code": _code(),
            "reader": _sha256(MODEL / "reader.json"),
            "positions": _sha256(MODEL / "stance" / "reader.json"),
        },
        "parameters": {
            "resamples": DRAWS,
            "level": LEVEL,
            "seed": 0,
            "fewest stories": MIN_STORIES,
            **{name: os.environ[name] for name in KNOBS if name in os.environ},
        },
        "statuses": analysis.articles["status"].value_counts().sort_index().to_dict(),
        "rows": {name: len(table) for name, table in analysis._asdict().items()},
        "articles": {row["article_id"]: row for row in _articles(analysis)},
    }


def _code() -> str:
    """Return a hash of the package's own modules."""
    modules = sorted(Path(__file__).parent.rglob("*.py"))
    return hashlib.sha256("".join(map(_sha256, modules)).encode()).hexdigest()


def _articles(analysis: Analysis) -> Iterator[dict]:
    named = _counts(analysis.mentions, ["actor"])
    stances = named_holders(analysis.stances)
    sides = _counts(stances, ["holder", "target", "stance"])
    for row in analysis.articles.itertuples():
        yield {
            "article_id": row.article_id,
            "title": row.title,
            "outlet": row.source,
            "origin": row.origin,
            "status": row.status,
            "text": hashlib.sha256(row.text.encode()).hexdigest()[:16],
            "mentions": named.get(row.article_id, {}),
            "stances": sides.get(row.article_id, {}),
        }


def _counts(table: pd.DataFrame, by: list[str]) -> dict[str, dict[str, int]]:
    """Count the rows of each article by the columns `by`, joined by a bar."""
    counts: dict[str, dict[str, int]] = {}
    sizes = table.groupby(["article_id", *by], sort=True).size()
    for (article_id, *key), size in sizes.items():
        counts.setdefault(article_id, {})["|".join(key)] = int(size)
    return counts


def read_record(path: Path) -> dict:
    """Read the record of a folder, or of a file.

    Raises:
        FileNotFoundError: there is none.
        ValueError: the file is no record.
    """
    file = path / RECORD if path.is_dir() else path
    if not file.exists():
        raise FileNotFoundError(f"{path} has no {RECORD}; `report` and `tables` write one beside their files")
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{file} is no record: {error}") from error
    parts = {"versions", "data", "parameters", "files", "statuses", "articles"}
    lacking = sorted(parts - set(found))
    if lacking:
        raise ValueError(f"{file} is no record: it lacks {lacking}")
    return found


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "unreadable"  # ARTICLES says why
