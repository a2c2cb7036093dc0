"""An encoder: word pieces become vectors, and layers make states of them.

The vectors lie in a file of their own, since models that were cut out of the same one share them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from analysis.reading.graphs import session
from analysis.reading.pieces import Pieces, load_tokenizer


class Encoder:
    """The files of a folder that its `reader.json` names as words, tokenizer and encoder.

    Args:
        about: what `reader.json` says.
    """

    def __init__(self, folder: Path, about: Mapping) -> None:
        self._opening, self._closing = about["special"]
        self._words = _words((folder / about["words"]).resolve(), about["sha256"][about["words"]])
        self._layers = session(folder / "encoder.onnx")
        self.tokenizer = load_tokenizer(folder / about["tokenizer"])
        self.room: int = about["window"] - 2  # a special piece on either side

    def states(self, pieces: Pieces) -> tuple[np.ndarray, np.ndarray]:
        """Return states and the logits of name tags, of pieces and the special one on either side."""
        ids = np.concatenate([[self._opening], pieces.ids, [self._closing]])
        (words,) = self._words.run(None, {"ids": ids[None]})
        states, tags = self._layers.run(None, {"words": words, "cases": np.pad(pieces.cases, 1)[None]})
        return states[0], tags[0]


@cache
def _words(path: Path, sha256: str):
    """Open the vectors of one content once, however many models share them: they take 58 MB."""
    return session(path)
