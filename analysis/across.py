"""Ids and copies across the parts of a corpus that no memory holds at once.

A record is known by its place: the number of its part and its row there. Records that may be copies of
each other share a key; keys are brought together wherever they stand, and what hangs together is
compared as `load_articles` compares a whole corpus, with the same result.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis.loading.copies import Bodies, CopyOf, as_numbered, copies_among
from analysis.loading.duplicates import likenesses, number_of

KEYS = {"key": "int64", "place": "int64", "same_id": "bool"}
LINKS = {"place": "int64", "first": "int64", "nth": "int64", "same_id": "bool"}
_ROWS = 32  # bits of a place that count the row


class Place(NamedTuple):
    """A part and a row in it."""

    part: int
    row: int

    @classmethod
    def of(cls, place: int) -> "Place":
        """Return the part and the row that a place, as a number, stands for."""
        return cls(place >> _ROWS, place & ((1 << _ROWS) - 1))


def keys_of(records: pd.DataFrame, part: int) -> pd.DataFrame:
    """Return KEYS of the records of a part: one of each id, and those of each usable text's likenesses."""
    places = (part << _ROWS) + np.arange(len(records), dtype="int64")
    rows = [
        (number_of(b"id", article_id.encode()), place, True)
        for article_id, place in zip(records["article_id"], places, strict=True)
    ]
    usable = (records["status"] == "ok").to_numpy()
    for body, place in zip(Bodies(records[usable]), places[usable], strict=True):
        rows += [(key, place, False) for key in likenesses(body)]
    return pd.DataFrame(rows, columns=list(KEYS)).astype(KEYS)


def links_of(keys: pd.DataFrame) -> pd.DataFrame:
    """Return LINKS: for each place but the first of those that share a key, the first, and which it is."""
    ordered = keys.sort_values(["key", "place"])
    groups = ordered.groupby("key")["place"]
    found = ordered.assign(first=groups.transform("first"), nth=groups.cumcount() + 1)
    return found.loc[found["nth"] > 1, list(LINKS)].astype(LINKS)


def alike(links: pd.DataFrame) -> Iterator[list[int]]:
    """Yield what hangs together by LINKS of texts: places, in order."""
    links = links[~links["same_id"]]
    places, ends = np.unique(links[["place", "first"]].to_numpy(), return_inverse=True)
    ends = ends.reshape(-1, 2)
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(places),) * 2)
    _, cluster = connected_components(graph, directed=False)
    for _, members in pd.Series(places).groupby(cluster):
        yield members.tolist()


def grouped(clusters: Iterable[list[int]], size: int) -> Iterator[list[list[int]]]:
    """Yield clusters by the handful: as many as hold `size` places."""
    group: list[list[int]] = []
    held = 0
    for cluster in clusters:
        group.append(cluster)
        held += len(cluster)
        if held >= size:
            yield group
            group, held = [], 0
    if group:
        yield group


def copies_in(
    clusters: Sequence[Sequence[int]],
    records: Callable[[int], pd.DataFrame],
    nth: Mapping[int, int],
) -> dict[int, CopyOf]:
    """Compare the texts of each cluster and return the copies by their place.

    Args:
        records: gives the records of a part.
        nth: which of the records with one id it is, of those that are not the first.
    """
    rows: dict[int, pd.Series] = {}
    for part, places in _by_part(place for cluster in clusters for place in cluster).items():
        table = records(part)
        rows |= {place: table.iloc[Place.of(place).row] for place in places}
    copies: dict[int, CopyOf] = {}
    for cluster in clusters:
        table = pd.DataFrame([rows[place] for place in cluster], index=cluster)
        ids = [
            as_numbered(raw, nth.get(place, 1))
            for raw, place in zip(table["article_id"], cluster, strict=True)
        ]
        copies |= copies_among(table.assign(article_id=ids))
    return copies


def _by_part(places: Iterable[int]) -> dict[int, list[int]]:
    parts = defaultdict(list)
    for place in places:
        parts[Place.of(place).part].append(place)
    return parts
