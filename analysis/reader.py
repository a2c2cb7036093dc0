"""The reader: one small model that reads a sentence once and tells names, sentiment and stance.

An encoder turns a sentence into a state per word piece; small heads read spans off the states, so
that the cost does not grow with the number of actors. `data/model/MODEL_CARD.md` says what it was
trained on and how often it is right.
"""

from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.book import DATA
from analysis.reading.encoder import Encoder
from analysis.reading.graphs import session, softmax, verified
from analysis.reading.memory import Answers
from analysis.reading.pieces import Pieces, Window, cut, windows

MODEL = DATA / "model"
CHUNK = 512  # sentences that are read before their states are used and forgotten
_REMEMBERED = 60_000  # pieces whose states are kept, about 200 MB


class Reading(NamedTuple):
    """What the encoder made of one sentence.

    `states` has a row per piece, `wholes` a row per window (the state of its first, special piece),
    `window` says in which window a piece was read, `tags` has the probabilities of TAGS a piece.
    """

    pieces: Pieces
    states: np.ndarray
    wholes: np.ndarray
    window: np.ndarray
    tags: np.ndarray

    def span(self, start: int, end: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the mean state of the pieces in a span, and the state of the whole round it.

        A span without a piece (of spaces, or of control characters) is read as the whole.
        """
        first, past = self.pieces.covered(start, end)
        if first >= past:
            near = self.window[min(first, len(self.window) - 1)] if len(self.window) else 0
            return self.wholes[near], self.wholes[near]
        return self.states[first:past].mean(axis=0), self.wholes[self.window[first]]


class Reader:
    """A loaded model.

    Args:
        folder: where its files lie.
        threads: runs at the same time; the processors at hand if left out.

    Raises:
        FileNotFoundError: a file is missing.
        ValueError: a file is not the one that was trained.
    """

    def __init__(self, folder: Path = MODEL, threads: int | None = None) -> None:
        about = verified(folder)
        self._temperatures: dict[str, float] = about["temperatures"]
        self._encoder = Encoder(folder, about, threads)
        self._heads = {head: session(folder / f"{head}.onnx") for head in about["heads"]}
        self.answers = Answers()
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._kept_pieces = 0

    def forget(self) -> None:
        """Forget what was read, so that reading it again takes its time."""
        self.answers.forget()
        self._kept.clear()
        self._kept_pieces = 0

    def read(self, sentences: Sequence[str]) -> list[Reading]:
        """Read sentences, each different one once; those read last are remembered."""
        readings = {text: self._kept[text] for text in dict.fromkeys(sentences) if text in self._kept}
        new = [text for text in dict.fromkeys(sentences) if text not in readings]
        readings |= zip(new, self._encode(new), strict=True)
        for text in readings:
            self._remember(text, readings[text])
        return [readings[text] for text in sentences]

    def sentiment(self, readings: Sequence[Reading], spans: Sequence[tuple[int, int]]) -> np.ndarray:
        """Return the probabilities of negative, neutral, positive toward a span in each reading."""
        vectors = [np.concatenate(reading.span(*span)) for reading, span in zip(readings, spans, strict=True)]
        return self._judge("sentiment", vectors)

    def stance(
        self,
        readings: Sequence[Reading],
        holders: Sequence[tuple[int, int]],
        targets: Sequence[tuple[int, int]],
    ) -> np.ndarray:
        """Return the probabilities of against, neutral, favor of one span toward another."""
        vectors = []
        for reading, holder, target in zip(readings, holders, targets, strict=True):
            (h, whole), (t, _) = reading.span(*holder), reading.span(*target)
            vectors.append(np.concatenate([h, t, h * t, whole]))
        return self._judge("stance", vectors)

    def _judge(self, head: str, vectors: list[np.ndarray]) -> np.ndarray:
        if not vectors:
            return np.zeros((0, 3), dtype=np.float32)
        (logits,) = self._heads[head].run(None, {"vectors": np.stack(vectors)})
        return softmax(logits / self._temperatures[head])

    def _encode(self, sentences: list[str]) -> list[Reading]:
        cuts = cut(self._encoder.tokenizer, sentences)
        jobs = [
            (place, window)
            for place, pieces in enumerate(cuts)
            for window in windows(len(pieces.ids), self._encoder.room)
        ]
        inside = [
            Pieces(*(column[window.start : window.end] for column in cuts[place])) for place, window in jobs
        ]
        read: list[list[tuple[Window, np.ndarray, np.ndarray]]] = [[] for _ in sentences]
        for (place, window), (states, tags) in zip(jobs, self._encoder.states(inside), strict=True):
            read[place].append((window, states, softmax(tags / self._temperatures["names"])))
        return [_joined(*pair) for pair in zip(cuts, read, strict=True)]

    def _remember(self, text: str, reading: Reading) -> None:
        if text not in self._kept:
            self._kept[text] = reading
            self._kept_pieces += len(reading.states)
        self._kept.move_to_end(text)
        while self._kept_pieces > _REMEMBERED and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._kept_pieces -= len(oldest.states)


def _joined(pieces: Pieces, read: list[tuple[Window, np.ndarray, np.ndarray]]) -> Reading:
    """Join the windows of a sentence; the special pieces are not among the states."""
    answered = [slice(w.first - w.start + 1, w.past - w.start + 1) for w, _, _ in read]
    return Reading(
        pieces,
        np.concatenate([states[part] for (_, states, _), part in zip(read, answered, strict=True)]),
        np.stack([states[0] for _, states, _ in read]),
        np.repeat(np.arange(len(read)), [window.past - window.first for window, _, _ in read]),
        np.concatenate([tags[part] for (_, _, tags), part in zip(read, answered, strict=True)]),
    )


@cache
def load_reader() -> Reader:
    """Load the project's own model, once."""
    return Reader()
