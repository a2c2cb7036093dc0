"""Ids that are told apart and copies that are marked: how the records of a corpus become ARTICLES."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis import tables
from analysis.loading.duplicates import find_copies


def numbered(ids: Iterable[str]) -> list[str]:
    """Number the records that are the same in every field: -2, -3 ..."""
    counts: Counter[str] = Counter()
    unique = []
    for article_id in ids:
        counts[article_id] += 1
        unique.append(as_numbered(article_id, counts[article_id]))
    return unique


def as_numbered(article_id: str, nth: int) -> str:
    """Return the id of the nth record with the same content."""
    return f"{article_id}-{nth}" if nth > 1 else article_id


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the usable rows in the order in which they came out; what has no date comes last."""
    return rows[rows["status"] == "ok"].sort_values("published", kind="stable")


class Bodies(Sequence):
    """The texts of rows without their titles, each cut when it is asked for."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._texts, self._starts = rows["text"], rows["body_at"].tolist()

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, place: int) -> str:
        return self._texts.iloc[place][self._starts[place] :]


class CopyOf(NamedTuple):
    """What an article is a copy of: the first of its story, and how alike the two are, up to 1."""

    article_id: str
    origin: str
    similarity: float


def copies_among(rows: pd.DataFrame) -> dict[Hashable, CopyOf]:
    """Compare the usable rows, in the order in which they came out; return the copies by their index."""
    usable = in_order(rows)
    return {
        usable.index[place]: CopyOf(*usable.iloc[copy.of][["article_id", "origin"]], copy.similarity)
        for place, copy in find_copies(Bodies(usable), usable["published"].tolist()).items()
    }


def with_copies_marked(rows: pd.DataFrame, copies: Mapping[Hashable, CopyOf]) -> pd.DataFrame:
    """Return ARTICLES of the rows, those whose index is among the copies marked as such."""
    status, detail, story = (rows[name].tolist() for name in ("status", "detail", "article_id"))
    for at, index in enumerate(rows.index):
        if copy := copies.get(index):
            what = "copy" if copy.similarity == 1 else f"near copy ({copy.similarity:.2f})"
            status[at], story[at] = "duplicate", copy.article_id
            detail[at] = "; ".join(filter(None, (f"{what} of {copy.origin}", detail[at])))
    marked = rows.assign(status=status, detail=detail, story=story)
    return tables.conform(marked, tables.ARTICLES, "articles")
