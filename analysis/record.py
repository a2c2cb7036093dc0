"""The rerun record: what a result rests on, and what changed between two of them.

A record is a JSON file beside a report or its tables: hashes of the input, versions, the models, the
parameters, counts by status, and for each article what was read in it, so that a number that
changed can be traced to the articles that changed it.
"""

import hashlib
import json
import os
import platform
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from analysis.book import DATA, book_path
from analysis.counts.stories import DRAWS, LEVEL, MIN_STORIES
from analysis.loading.files import Source, find_files
from analysis.pipeline import PACKAGES
from analysis.reader import MODEL
from analysis.tables import LABELS, Analysis, named_holders

RECORD = "record.json"
KNOBS = ("ACTOR", "OUTLET", "MIN_MENTIONS", "MIN_SENTENCES")  # of the notebooks
_LINES = 12  # of each kind that a comparison prints


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


def changes(old: Mapping, new: Mapping) -> list[str]:
    """Return what changed from one record to another, a line each.

    Input, versions and parameters come first, then articles, then the actors and the holders whose
    numbers changed most, each with the articles that changed them.
    """
    lines = []
    for part in ("versions", "data", "parameters", "files", "statuses"):
        for name in sorted({*old[part], *new[part]}):
            before, after = old[part].get(name, "none"), new[part].get(name, "none")
            if before != after:
                lines.append(f"{part}, {name}: {_short(before)} -> {_short(after)}")
    lines += _changed_articles(old["articles"], new["articles"])
    lines += _changed_counts(old["articles"], new["articles"], "mentions", "mentions of {}")
    lines += _changed_stances(old["articles"], new["articles"])
    return lines or ["nothing changed"]


def _changed_articles(old: Mapping, new: Mapping) -> Iterator[str]:
    gone, come = ([one[key] for key in one if key not in other] for one, other in ((old, new), (new, old)))
    again = {_name(row) for row in gone} & {_name(row) for row in come}  # another text has another id
    kinds = {
        "gone": [row for row in gone if _name(row) not in again],
        "new": [row for row in come if _name(row) not in again],
        "another text": [row for row in come if _name(row) in again],
        "another status": [
            new[key] for key in new if key in old and old[key]["status"] != new[key]["status"]
        ],
    }
    for kind, rows in kinds.items():
        for row in rows[:_LINES]:
            where = f"{row['outlet'] or 'no outlet'}, {row['origin']}"
            yield f"article {kind}: {row['title'] or 'untitled'} ({where})"
        if len(rows) > _LINES:
            yield f"article {kind}: and {len(rows) - _LINES:,} more"


def _name(row: Mapping) -> tuple[str, str]:
    """Return what an article goes by: its title and outlet, or where it stood if it has no title."""
    return (row["title"] or row["origin"], row["outlet"])


def _changed_counts(old: Mapping, new: Mapping, part: str, name: str) -> Iterator[str]:
    before, after = _totals(old, part), _totals(new, part)
    differ = {key: after[key] - before[key] for key in {*before, *after} if before[key] != after[key]}
    for key in sorted(differ, key=lambda key: (-abs(differ[key]), key))[:_LINES]:
        yield f"{name.format(key)}: {before[key]:,} -> {after[key]:,}; {_causes(old, new, part, [key])}"


def _changed_stances(old: Mapping, new: Mapping) -> Iterator[str]:
    before, after = _totals(old, "stances"), _totals(new, "stances")
    cells = sorted({key.rsplit("|", 1)[0] for key in {*before, *after}})
    changed = []
    for cell in cells:
        keys = [f"{cell}|{label}" for label in LABELS]
        one, two = ([counts[key] for key in keys] for counts in (before, after))
        if one != two:
            holder, target = cell.rsplit("|", 1)
            told = [
                ", ".join(f"{n:,} {label}" for n, label in zip(row, LABELS, strict=True))
                for row in (one, two)
            ]
            size = sum(abs(a - b) for a, b in zip(one, two, strict=True))
            line = f"{holder} on {target}: {told[0]} -> {told[1]}; {_causes(old, new, 'stances', keys)}"
            changed.append((-size, line))
    yield from (line for _, line in sorted(changed)[:_LINES])


def _totals(articles: Mapping, part: str) -> Counter:
    total: Counter = Counter()
    for row in articles.values():
        if row["status"] == "ok":
            total.update(row[part])
    return total


def _causes(old: Mapping, new: Mapping, part: str, keys: Sequence[str]) -> str:
    """Name the articles in which these counts are not what they were."""

    def counted(articles: Mapping, article_id: str) -> list[int]:
        row = articles.get(article_id)
        return [row[part].get(key, 0) if row and row["status"] == "ok" else 0 for key in keys]

    causes = list(
        dict.fromkeys(
            (new.get(article_id) or old[article_id])["title"] or article_id
            for article_id in sorted({*old, *new})
            if counted(old, article_id) != counted(new, article_id)
        )
    )
    shown = "; ".join(causes[:3]) + (f"; and {len(causes) - 3:,} more" if len(causes) > 3 else "")
    return f"in: {shown}"


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


def _short(value) -> str:
    return value[:12] if isinstance(value, str) else str(value)
