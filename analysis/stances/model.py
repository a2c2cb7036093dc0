"""The model of positions: it reads a sentence with one holder and one target marked in it.

Only sentences that name a target are asked, about a tenth of a corpus, so each question may have
a pass of its own. `data/model/stance/MODEL_CARD.md` says what it learnt from and how often it is right.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.progress import progress
from analysis.reader import MODEL
from analysis.reading.encoder import Encoder
from analysis.reading.graphs import session, softmax, verified
from analysis.reading.marks import Question, marked
from analysis.reading.memory import Answers
from analysis.reading.pieces import Pieces
from analysis.stances.stand_ins import without_name
from analysis.tables import LABELS, VOICES

STANCE_MODEL = MODEL / "stance"
OWN_NAME = 0.2  # chosen, as DOUBT, on what was held out: other names then move half as many answers
DOUBT = 0.25  # of what both sides have in common, which is doubt and no side
_CHUNK = 256  # questions between two steps of the progress bar


class Judged(NamedTuple):
    """Probabilities, a row per question: of LABELS, and of VOICES."""

    stances: np.ndarray
    voices: np.ndarray


class StanceModel:
    """A loaded model of positions.

    Raises:
        FileNotFoundError: a file is missing.
        ValueError: a file is not the one that was trained.
    """

    def __init__(self, folder: Path = STANCE_MODEL, threads: int | None = None) -> None:
        about = verified(folder)
        self._temperatures: dict[str, float] = about["temperatures"]
        self._encoder = Encoder(folder, about, threads)
        self._heads = {head: session(folder / f"{head}.onnx") for head in about["heads"]}
        self._answers = Answers()

    def forget(self) -> None:
        """Forget what was answered, so that answering it again takes its time."""
        self._answers.forget()

    def judge(self, questions: Sequence[Question]) -> Judged:
        """Return what the model says of each holder, under its own name and under a stand-in's.

        What is known of a name weighs OWN_NAME in the stance; where the two answers take opposite sides it
        decides, since then it is right far more often: `Xi stressed Moscow's support for China's claims`.
        """
        known, unknown = self.read(questions), self.read([without_name(asked) for asked in questions])
        mixed = _without_doubt(OWN_NAME * known.stances + (1 - OWN_NAME) * unknown.stances)
        opposed = np.abs(known.stances.argmax(axis=1) - unknown.stances.argmax(axis=1)) == len(LABELS) - 1
        return Judged(np.where(opposed[:, None], known.stances, mixed), known.voices)

    def read(self, questions: Sequence[Question]) -> Judged:
        """Return what the model says of the questions as they are; equal ones are read once."""
        answers = self._answers.of(questions, self._answered)
        if not answers:
            return Judged(np.zeros((0, len(LABELS))), np.zeros((0, len(VOICES))))
        return Judged(*map(np.stack, zip(*answers, strict=True)))

    def _answered(self, questions: Sequence[Question]) -> list[tuple[np.ndarray, np.ndarray]]:
        answers = []
        for start in progress(range(0, len(questions), _CHUNK), "stance"):
            answers += zip(*self._passed(questions[start : start + _CHUNK]), strict=True)
        return answers

    def _passed(self, questions: Sequence[Question]) -> tuple[np.ndarray, np.ndarray]:
        cuts = marked(self._encoder.tokenizer, questions, self._encoder.room)
        read = [states for states, _ in self._encoder.states(cuts)]
        vectors = [_vectors(*each) for each in zip(cuts, read, questions, strict=True)]
        holders = np.stack([np.concatenate([holder, whole]) for holder, _, whole in vectors])
        pairs = np.stack([np.concatenate([h, t, h * t, whole]) for h, t, whole in vectors])
        return self._head("stance", pairs), self._head("voice", holders)

    def _head(self, head: str, vectors: np.ndarray) -> np.ndarray:
        (logits,) = self._heads[head].run(None, {"vectors": vectors})
        return softmax(logits / self._temperatures[head])


def _vectors(
    pieces: Pieces, states: np.ndarray, question: Question
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the mean states of holder and target, and the state of the whole."""
    spans = [pieces.covered(*span) for span in (question.holder, question.span)]
    holder, target = (
        states[first + 1 : past + 1].mean(axis=0) if first < past else states[0] for first, past in spans
    )
    return holder, target, states[0]


def _without_doubt(stances: np.ndarray) -> np.ndarray:
    """Move what speaks for either side alike to neutral: a sentence can hardly show both."""
    both = DOUBT * np.minimum(stances[:, 0], stances[:, 2])
    return stances + np.outer(both, (-1, 2, -1))


@cache
def load_stance_model() -> StanceModel:
    """Load the project's own model of positions, once."""
    return StanceModel()
