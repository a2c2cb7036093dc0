"""Word pieces of a sentence with their places and their letter case.

The vocabulary knows lower case only, so what a capital tells is given beside each piece.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

CASES = ("special", "lower", "title", "upper", "mixed", "digit", "other")
_LOWER, _TITLE, _UPPER, _MIXED, _DIGIT, _OTHER = range(1, 7)


class Pieces(NamedTuple):
    """A sentence as the encoder takes it, an entry per piece, without the special pieces.

    `starts` and `ends` are characters in the sentence.
    """

    ids: np.ndarray
    cases: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def covered(self, start: int, end: int) -> tuple[int, int]:
        """Return the pieces, first and past the last, that the characters from start to end touch."""
        return int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left"))


def load_tokenizer(path: Path) -> Tokenizer:
    """Load a tokenizer that cuts nothing off and pads nothing."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut(tokenizer: Tokenizer, sentences: Sequence[str]) -> list[Pieces]:
    """Cut sentences into word pieces."""
    encodings = tokenizer.encode_batch(list(sentences), add_special_tokens=False)
    return [_pieces(*pair) for pair in zip(sentences, encodings, strict=True)]


def _pieces(sentence: str, encoding) -> Pieces:
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    cases = [letter_case(sentence[start:end]) for start, end in encoding.offsets]
    ids = np.array(encoding.ids, dtype=np.int64)
    return Pieces(ids, np.array(cases, dtype=np.int64), offsets[:, 0], offsets[:, 1])


def letter_case(surface: str) -> int:
    """Return which of CASES a piece of text is written in."""
    if not surface.isalpha():
        return _DIGIT if surface[:1].isdigit() else _OTHER
    if surface.islower():
        return _LOWER
    if surface[0].isupper() and (len(surface) == 1 or surface[1:].islower()):
        return _TITLE
    return _UPPER if surface.isupper() else _MIXED


class Window(NamedTuple):
    """A stretch of pieces that the encoder reads at once, and which of them it answers for."""

    start: int
    end: int
    first: int
    past: int


def windows(count: int, size: int) -> list[Window]:
    """Cover `count` pieces by windows of at most `size`, each half over the next.

    A piece is answered for by the window in which it stands farther from the rim.
    """
    if count <= size:
        return [Window(0, count, 0, count)]
    step = size // 2
    starts = [*range(0, count - size, step), count - size]
    rims = [0, *((left + size + right) // 2 for left, right in pairwise(starts)), count]
    return [
        Window(start, start + size, first, past)
        for start, first, past in zip(starts, rims[:-1], rims[1:], strict=True)
    ]
