"""The same reading over many files, on a Dask cluster: a file is a part.

    files -> records -> ids and copies across files -> the five tables and their counts, part by part

Every step writes its parts whole and skips those that are there, so that a run that was cut off goes
on where it was, and a lost worker costs no more than the part in its hands. The tables of an earlier run
stay until all of the new ones are made, which are those that `analyse` makes of all files together.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.across import LINKS, Place, alike, grouped, links_of
from analysis.alone import alone
from analysis.loading.copies import CopyOf
from analysis.loading.files import Source, find_files, keep_apart
from analysis.parts import MADE, Job, Part, compare, read_part, read_records, write_counts
from analysis.pipeline import fingerprint
from analysis.progress import counting
from analysis.reading.graphs import processors
from analysis.tables import TABLES

LOCAL = "local"
WORK = ".analysis-work"  # in the folder of the tables, while they are made
LOCK = ".analysis-lock"  # beside it: held by the run that makes them
DONE = "all-made"  # in the work: nothing is left to do but to put the tables in place
_GROUP = 20_000  # texts that may be copies of each other, compared in one task
_RETRIES = 3  # of a task whose worker was lost or whose disk failed
_NO_DASK = "Reading in parts needs Dask: pip install -r requirements-dask.txt"


def analyse_partitions(source: Source, out: str | Path, *, scheduler: str = LOCAL) -> Path:
    """Read the articles of many files into tables on disk, a part for each file.

    Args:
        source: files, folders or patterns, as `load_articles` takes them. A worker holds a file at a
            time: split those that are larger than a quarter of its memory.
        out: gets `articles.parquet` and the other four tables, each a folder of parts that
            `pandas.read_parquet` reads as one table, and `counts/`: statuses, actors and stances as CSV.
        scheduler: address of a Dask scheduler whose workers find the files, `out` and this package
            where they are here; `local` starts a worker for each processor of this machine.

    Returns:
        The folder.

    Raises:
        ModuleNotFoundError: Dask is not installed.
        FileNotFoundError: a path does not exist, or there is no file to read.
        ValueError: `out` holds the files that are to be read, or tables that were not made in parts.
        RuntimeError: a worker has another actor book, data or version of this package, or another run
            writes to `out`.
    """
    out = Path(out).resolve()
    files = [(name, path.resolve()) for name, path in find_files(source)]
    parts = [Part(number, *file) for number, file in enumerate(files)]
    _check(parts, source, out)
    out.mkdir(parents=True, exist_ok=True)
    with alone(out / LOCK), _cluster(scheduler) as client:
        _read(client, parts, out)
    return out


def _read(client, parts: Sequence[Part], out: Path) -> None:
    state = fingerprint()
    work = out / WORK / _digest(parts, state)
    shutil.rmtree(out / f"{WORK}-done", ignore_errors=True)
    if not work.exists():  # what lies there is of other files, or of older code
        shutil.rmtree(out / WORK, ignore_errors=True)
    if not (work / DONE).exists():
        _each(client, partial(read_records, work, state), parts, "files")
        links = _shuffled_links(work, parts)
        nth = dict(links.loc[links["same_id"], ["place", "nth"]].itertuples(index=False))
        groups = list(grouped(alike(links), _GROUP))
        groups = [
            (group, {place: nth[place] for each in group for place in each if place in nth})
            for group in groups
        ]
        found = _each(client, partial(compare, work, state), groups, "copies")
        copies = {place: copy for each in found for place, copy in each.items()}
        _each(client, partial(read_part, work), _jobs(parts, nth, copies, state), "parts")
        write_counts(work, parts)
        (work / DONE).touch()
    _put_in_place(work / MADE, out)
    done_with = (out / WORK).rename(
        out / f"{WORK}-done"
    )  # half of it must not be taken for a run to go on from
    shutil.rmtree(done_with)


def _put_in_place(made: Path, out: Path) -> None:
    """Let the tables that were made take the place of older ones; what is there already was put before."""
    for folder in sorted(made.iterdir()):
        shutil.rmtree(out / folder.name, ignore_errors=True)
        folder.rename(out / folder.name)


def _check(parts: Sequence[Part], source: Source, out: Path) -> None:
    """Refuse what would write over the files that are read, or over tables of another kind."""
    if not parts:
        raise FileNotFoundError(f"{source}: no file to read")
    keep_apart(source, out)
    for name in TABLES:
        if (out / f"{name}.parquet").is_file():
            raise ValueError(
                f"{out} holds tables that were made at once; give another folder, or remove them"
            )


@contextmanager
def _cluster(scheduler: str) -> Iterator:
    try:
        from distributed import Client, LocalCluster
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(_NO_DASK) from error
    if scheduler != LOCAL:
        with Client(scheduler) as client:
            yield client
        return
    workers = {"n_workers": processors(), "threads_per_worker": 1, "env": {"ANALYSIS_THREADS": "1"}}
    with LocalCluster(**workers, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client


def _each(client, work: Callable, items: Sequence, what: str) -> list:
    """Return the results of `work` on each item, in their order."""
    from distributed import as_completed

    futures = client.map(work, items, pure=False, retries=_RETRIES)
    with counting(len(futures), what) as bar:
        for _ in as_completed(futures):
            bar.update()
    return client.gather(futures)


def _shuffled_links(work: Path, parts: Sequence[Part]) -> pd.DataFrame:
    """Bring equal keys together from wherever they stand, and link the places that share one."""
    import dask.dataframe as dd

    keys = dd.read_parquet([work / "keys" / part.file for part in parts])
    together = keys.shuffle("key", npartitions=keys.npartitions, shuffle_method="tasks")
    nothing = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in LINKS.items()})
    return together.map_partitions(links_of, meta=nothing).compute().drop_duplicates()


def _jobs(parts: Sequence[Part], nth: dict[int, int], copies: dict[int, CopyOf], state: str) -> list[Job]:
    jobs = {part.number: Job(part, {}, {}, state) for part in parts}
    for place, number in nth.items():
        at = Place.of(place)
        jobs[at.part].nth[at.row] = number
    for place, copy in copies.items():
        at = Place.of(place)
        jobs[at.part].copies[at.row] = copy
    return list(jobs.values())


def _digest(parts: Sequence[Part], state: str) -> str:
    """Name a run by its files and by what reads them, so that another one doesn't go on from it."""
    files = [(part.name, str(part.path), *_state(part.path)) for part in parts]
    return hashlib.sha256(json.dumps([files, state]).encode()).hexdigest()[:16]


def _state(path: Path) -> tuple[int, int]:
    try:
        about = path.stat()
    except OSError:
        return 0, 0  # ARTICLES says why it can't be read
    return about.st_size, about.st_mtime_ns
