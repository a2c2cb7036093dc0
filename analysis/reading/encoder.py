"""An encoder: word pieces become vectors, and layers make states of them.

The vectors lie in a file of their own, since models that were cut out of the same one share them.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np

from analysis.reading.graphs import processors, session
from analysis.reading.pieces import Pieces, load_tokenizer

_TOGETHER = 256  # pieces in a run: more of them leave the processor's own memory


class Encoder:
    """The files of a folder that its `reader.json` names as words, tokenizer and encoder.

    Args:
        about: what `reader.json` says.
        threads: runs at the same time; the processors at hand if left out.
    """

    def __init__(self, folder: Path, about: Mapping, threads: int | None = None) -> None:
        self._opening, self._closing = about["special"]
        self._words = _words((folder / about["words"]).resolve(), about["sha256"][about["words"]])
        self._layers = session(folder / "encoder.onnx")
        self._pool = ThreadPoolExecutor(threads or processors())
        self.tokenizer = load_tokenizer(folder / about["tokenizer"])
        self.room: int = about["window"] - 2  # a special piece on either side

    def states(self, cuts: Sequence[Pieces]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return states and logits of name tags, of the pieces of each and the special one on either side.

        Those of one length share a run, which changes none of them; the longest come first, so that no
        thread is left with a long one at the end.
        """
        runs = _runs([len(pieces.ids) for pieces in cuts])
        read: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        done = self._pool.map(lambda run: self._run([cuts[place] for place in run]), runs)
        for run, (states, tags) in zip(runs, done, strict=True):
            read |= zip(run, zip(states, tags, strict=True), strict=True)
        return [read[place] for place in range(len(cuts))]

    def _run(self, cuts: Sequence[Pieces]) -> tuple[np.ndarray, np.ndarray]:
        ids = np.stack([[self._opening, *pieces.ids, self._closing] for pieces in cuts])
        (words,) = self._words.run(None, {"ids": ids})
        return self._layers.run(None, {"words": words, "cases": np.stack([np.pad(p.cases, 1) for p in cuts])})


def _runs(lengths: Sequence[int]) -> list[list[int]]:
    """Put the places of equal lengths together, the longest first, as many as a run takes."""
    order = sorted(range(len(lengths)), key=lambda place: -lengths[place])
    runs = []
    for length, places in groupby(order, key=lengths.__getitem__):
        alike, most = list(places), max(1, _TOGETHER // (length + 2))
        runs += [alike[start : start + most] for start in range(0, len(alike), most)]
    return runs


@cache
def _words(path: Path, sha256: str):
    """Open the vectors of one content once, however many models share them: they take 58 MB."""
    return session(path)
