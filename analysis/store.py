"""Readings that were made before, kept on disk an article at a time.

What was read is written in batches, each a folder with a Parquet file for every table and a list of
the keys of its articles and of the files' hashes. A batch is written under another name and then
renamed, so that a run that is killed leaves no half of one, and two runs at once can share the
folder. A batch whose files don't have their hashes is read again and never believed.
"""

import hashlib
import io
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pandas as pd

from analysis.tables import TABLES, conform

Tables = tuple[pd.DataFrame, ...]
NAMES = tuple(TABLES)[1:]  # sentences, mentions, sentiment, stances
MOST_BYTES = 2 * 1024**3  # that the readings by older code or another book may take
_LIST, _PART = "batch.json", "part-"
_ABANDONED = 24 * 3600  # seconds after which a part that nobody finished is swept away
_LOG = logging.getLogger(__name__)


def keys_of(articles: pd.DataFrame) -> list[str]:
    """Return a key for each article, of everything in it that its reading rests on."""
    published = articles["published"].dt.strftime("%Y-%m-%d").fillna("")
    columns = (articles["article_id"], articles["text"], published, articles["source"])
    return [_digest(*row) for row in zip(*columns, strict=True)]


def _digest(*parts: str) -> str:
    content = "\x1f".join(parts).encode(errors="replace")
    return hashlib.blake2b(content, digest_size=16).hexdigest()


class Store:
    """The readings made by one state of code, book and model.

    Args:
        fingerprint: of that state.
        root: where all are kept; `$XDG_CACHE_HOME/analysis` if left out.
    """

    def __init__(self, fingerprint: str, root: Path | None = None) -> None:
        home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        self._root = root or Path(home) / "analysis" / "readings"
        self._folder = self._root / fingerprint[:24]
        self._writes = True

    def load(self, articles: pd.DataFrame, keys: Sequence[str]) -> tuple[set[str], list[Tables]]:
        """Return the ids of the articles that were read before, and their tables, batch by batch."""
        wanted = dict(zip(keys, articles["article_id"], strict=True))
        found: set[str] = set()
        tables = []
        for batch in sorted(self._folder.glob("*")):
            whole = batch.is_dir() and not batch.name.startswith(_PART)
            here = self._batch(batch, wanted, found) if whole else None
            if here:
                found |= here[0]
                tables.append(here[1])
        return found, tables

    def _batch(self, batch: Path, wanted: dict[str, str], found: set[str]) -> tuple[set[str], Tables] | None:
        """Return what a batch holds of the articles that are wanted and not yet found."""
        try:
            listed = json.loads((batch / _LIST).read_bytes())
            if batch.name != _digest(*listed["keys"]):
                raise ValueError(f"{_LIST} is not as it was written")
            ids = {wanted[key] for key in listed["keys"] if key in wanted} - found
            if not ids:
                return None
            tables = [_read(batch / f"{name}.parquet", listed["sha256"][name]) for name in NAMES]
            return ids, tuple(
                conform(table[table["article_id"].isin(ids)], TABLES[name], name)
                for name, table in zip(NAMES, tables, strict=True)
            )
        except (FileNotFoundError, ValueError, LookupError, TypeError) as error:
            _LOG.warning("%s is damaged and its articles are read again: %s", batch, error)
            shutil.rmtree(batch, ignore_errors=True)
        except OSError as error:
            _LOG.warning("%s can't be read, so its articles are read again: %s", batch, error)
        return None

    def add(self, keys: Sequence[str], tables: Tables) -> None:
        """Keep the tables of the articles with these keys; where that can't be done, say so once."""
        if not self._writes:
            return
        part = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = Path(tempfile.mkdtemp(prefix=_PART, dir=self._folder))
            for name, table in zip(NAMES, tables, strict=True):
                table.to_parquet(part / f"{name}.parquet", index=False)
            hashes = {name: _sha256((part / f"{name}.parquet").read_bytes()) for name in NAMES}
            (part / _LIST).write_text(json.dumps({"keys": list(keys), "sha256": hashes}), encoding="utf-8")
            part.rename(self._folder / _digest(*keys))
        except OSError as error:
            if part is not None:
                shutil.rmtree(part, ignore_errors=True)
            if not (self._folder / _digest(*keys)).exists():  # else another run was here first
                self._writes = False
                _LOG.warning("What is read can't be kept for the next run: %s", error)

    def sweep(self) -> None:
        """Remove what nobody finished, and the oldest readings of other states beyond the room for them."""
        try:
            now = time.time()
            for part in self._folder.glob(f"{_PART}*"):
                with suppress(FileNotFoundError):  # another run has just finished it
                    if now - part.stat().st_mtime > _ABANDONED:
                        shutil.rmtree(part, ignore_errors=True)
            others = [each for each in self._root.glob("*") if each != self._folder and each.is_dir()]
            left = MOST_BYTES
            for folder in sorted(others, key=lambda each: each.stat().st_mtime, reverse=True):
                left -= sum(file.stat().st_size for file in folder.rglob("*.parquet"))
                if left < 0:
                    shutil.rmtree(folder, ignore_errors=True)
        except OSError as error:
            _LOG.warning("%s can't be swept: %s", self._root, error)


class NoStore(Store):
    """Keeps nothing."""

    def __init__(self) -> None:
        pass

    def load(self, articles: pd.DataFrame, keys: Sequence[str]) -> tuple[set[str], list[Tables]]:
        return set(), []

    def add(self, keys: Sequence[str], tables: Tables) -> None:
        pass

    def sweep(self) -> None:
        pass


def _read(path: Path, expected: str) -> pd.DataFrame:
    content = path.read_bytes()
    if _sha256(content) != expected:
        raise ValueError(f"{path.name} is not as it was written")
    return pd.read_parquet(io.BytesIO(content))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
