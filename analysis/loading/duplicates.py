"""Copies: the same text again, word for word or nearly (syndicated, updated, cut at the end).

Texts are compared by their word 5-grams. MinHash proposes pairs, and each proposed pair that its
sketches don't tell to be far apart is measured exactly (Jaccard: shared 5-grams by all 5-grams of the two).
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

import numpy as np
from datasketch import MinHash, MinHashLSH

THRESHOLD = 0.65  # Jaccard from which a text counts as a copy: two sentences cut, some words swapped
WITHIN = timedelta(days=7)  # between a text and its near copy
FEWEST_WORDS = 30  # shorter texts share 5-grams by chance: only exact copies count
MOST_WORDS = 200_000  # of a text are compared; longer than any article
_GRAM = 5
_BANDS, _ROWS = 30, 4  # finds 99.7 % of the pairs at 0.65
_APART = 0.45  # estimated likeness under which a pair is not measured: at 0.65 one in 400,000 falls there
_COMPARED = 1_000  # texts whose 5-grams are kept in mind, as copies come close together
_CHUNK = 20_000  # 5-grams hashed at once, to bound memory
_WORDS = re.compile(r"\w+")


class Copy(NamedTuple):
    """A text's earlier twin: its position and the Jaccard similarity, 1.0 for the same words."""

    of: int
    similarity: float


def find_copies(texts: Sequence[str], published: Sequence[datetime] = ()) -> dict[int, Copy]:
    """Return the copies among `texts` by position, each with the first text of its cluster.

    Args:
        texts: in the order in which they came out.
        published: their times, if known. Near copies that are over a week apart are formulas,
            such as a notice that is issued again each year, and no copies.

    The order of `texts` decides: the first of a cluster is not a copy, and every later one is
    measured against a first, never against another copy, so that likeness cannot drift.
    """
    copies: dict[int, Copy] = {}
    first_with: dict[int, int] = {}  # hash of all words -> position
    lsh = MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
    sketches: dict[int, np.ndarray] = {}
    grams_of = lru_cache(_COMPARED)(lambda at: _grams(_words(texts[at])[:MOST_WORDS]))
    for position, text in enumerate(texts):
        words = _words(text)
        if not words:
            continue
        first = first_with.setdefault(hash(tuple(words)), position)
        if first != position:
            copies[position] = copies.get(first, Copy(first, 1.0))
        elif len(words) >= FEWEST_WORDS:
            grams = _grams(words[:MOST_WORDS])
            sketch = _sketch(grams)
            close = [at for at in lsh.query(sketch) if _close(published, at, position)]
            near = [at for at in close if np.mean(sketches[at] == sketch.hashvalues) >= _APART]
            best = _best_match(grams, near, grams_of)
            if best and best.similarity >= THRESHOLD:
                copies[position] = best
            else:
                lsh.insert(position, sketch, check_duplication=False)
                sketches[position] = sketch.hashvalues
    return copies


def likenesses(text: str) -> list[int]:
    """Return numbers of which texts that may be copies of each other share at least one.

    They are the hash of all words and those of the bands by which `find_copies` proposes pairs.
    """
    words = _words(text)
    if not words:
        return []
    keys = [number_of(b"words", "\x1f".join(words).encode(errors="replace"))]
    if len(words) >= FEWEST_WORDS:
        values = _sketch(_grams(words[:MOST_WORDS])).hashvalues.reshape(_BANDS, _ROWS)
        keys += [number_of(band.to_bytes(2), row.tobytes()) for band, row in enumerate(values)]
    return keys


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def number_of(*parts: bytes) -> int:
    """Return a hash of 56 bits, the same on every machine."""
    return int.from_bytes(blake2b(b"|".join(parts), digest_size=7).digest())


def _close(published: Sequence[datetime], first: int, later: int) -> bool:
    """Undated texts may be copies of any; a comparison with NaT is false."""
    return not (published and published[later] - published[first] > WITHIN)


def _best_match(
    grams: np.ndarray, candidates: list[int], grams_of: Callable[[int], np.ndarray]
) -> Copy | None:
    measured = [Copy(at, jaccard(grams, grams_of(at))) for at in sorted(candidates)]
    return max(measured, key=lambda copy: copy.similarity, default=None)


def jaccard(a: np.ndarray, b: np.ndarray) -> float:
    """Return the shared part of two sorted sets of hashes, 0 to 1."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared)


def _grams(words: list[str]) -> np.ndarray:
    """Sorted hashes of all runs of five words."""
    hashes = np.fromiter((crc32(word.encode()) for word in words), np.uint64, len(words))
    grams = np.zeros(len(words) - _GRAM + 1, np.uint64)
    for shift in range(_GRAM):
        grams = grams * np.uint64(0x9E3779B97F4A7C15) + hashes[shift : shift + len(grams)]
        grams ^= grams >> np.uint64(29)
    return np.unique(grams)


def _sketch(grams: np.ndarray) -> MinHash:
    sketch = MinHash(num_perm=_BANDS * _ROWS, hashfunc=int)
    for start in range(0, len(grams), _CHUNK):
        sketch.update_batch((grams[start : start + _CHUNK] >> np.uint64(32)).tolist())
    return sketch
