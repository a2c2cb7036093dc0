"""What is done to one file of many: its records, its tables and their counts, each a part on disk.

A part is written whole or not at all, and one that is there is not made again.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from uuid import uuid4

import pandas as pd

from analysis.across import copies_in, keys_of
from analysis.articles import read_file
from analysis.counts.partial import KEYS as COUNTS
from analysis.counts.partial import combined, counted
from analysis.export import without_formulas
from analysis.loading.copies import CopyOf, as_numbered, with_copies_marked
from analysis.pipeline import analyse, fingerprint

MADE = "made"  # in the folder of the work: the tables, until all of them are whole
_RECORD = ["article_id", "text", "body_at", "published", "origin", "status"]  # what tells a copy
_ONE = Lock()  # the models keep what they read, and are not made for several threads of one worker


def file_of(number: int) -> str:
    """Return the name of the files of a part; the names sort as the numbers do."""
    return f"part-{number:08d}.parquet"


class Part(NamedTuple):
    """One file and the number that orders it among the files."""

    number: int
    name: str
    path: Path

    @property
    def file(self) -> str:
        return file_of(self.number)


class Job(NamedTuple):
    """A part to be read, and what other parts say of its records, by row."""

    part: Part
    nth: dict[int, int]
    copies: dict[int, CopyOf]
    fingerprint: str  # of what is to read it


def read_records(work: Path, state: str, part: Part) -> None:
    """Write the records of a file, and the keys by which others may be their copies.

    Raises:
        RuntimeError: this worker is another than the `state` that the run is to be read by.
    """
    _check(state)
    records, keys = work / "records" / part.file, work / "keys" / part.file
    if not keys.exists():  # it is written last
        table = read_file(part.name, part.path)
        _write(table, records)
        _write(keys_of(table, part.number), keys)


def compare(work: Path, state: str, group: tuple[list[list[int]], dict[int, int]]) -> dict[int, CopyOf]:
    """Return the copies among clusters of texts that may be some; `nth` is as `copies_in` takes it."""
    _check(state)
    clusters, nth = group
    return copies_in(
        clusters, lambda part: pd.read_parquet(work / "records" / file_of(part), columns=_RECORD), nth
    )


def read_part(work: Path, job: Job) -> None:
    """Write the tables of a file, and their counts; as `read_records`."""
    part = job.part
    done = work / "done" / part.file
    if done.exists():
        return
    _check(job.fingerprint)
    records = pd.read_parquet(work / "records" / part.file)
    ids = [as_numbered(raw, job.nth.get(row, 1)) for row, raw in enumerate(records["article_id"])]
    with _ONE:
        read = analyse(with_copies_marked(records.assign(article_id=ids), job.copies), keep=False)
    for name, table in read._asdict().items():
        _write(table, work / MADE / f"{name}.parquet" / part.file)
    for name, table in counted(read).items():
        _write(table, work / name / part.file)
    _write(pd.DataFrame({"done": [True]}), done)


def _check(state: str) -> None:
    if state != fingerprint():
        raise RuntimeError(
            "a worker has another actor book, data or version of this package than this machine"
        )


def write_counts(work: Path, parts: Sequence[Part]) -> None:
    """Add up the counts of all parts."""
    out = work / MADE
    counts = [{name: pd.read_parquet(work / name / part.file) for name in COUNTS} for part in parts]
    (out / "counts").mkdir(exist_ok=True)
    for name, table in combined(counts).items():
        without_formulas(table).to_csv(out / "counts" / f"{name}.csv", index=False, encoding="utf-8-sig")


def _write(table: pd.DataFrame, path: Path) -> None:
    """Write a part whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partly = path.with_name(f".{path.name}.{uuid4().hex}")
    table.to_parquet(partly, index=False)
    partly.replace(path)
