"""From what was found to a row of STANCES: where the model, a rule and the quotation marks meet.

The model decides, but where the closed list of `sure` speaks. Loaded terms decide where an outlet
names nobody as holder: what it calls things in its own voice. Quotation marks decide what is
quoted; the model tells what is reported from what the outlet says itself.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.folding import fold
from analysis.reading.marks import Question
from analysis.spans import Span
from analysis.stances.candidates import NOWHERE, Candidate
from analysis.stances.lexicon import Target
from analysis.stances.sure import ruling
from analysis.stances.voices import is_quoted
from analysis.tables import LABELS, VOICES

MODEL, TERM = "model", "the outlet's own term"
_LOADED = 0.7  # how sure a loaded term is; the other labels share the rest
_PLAIN = 0.6
_RULED = 0.95  # how sure the closed list is: of 17 labelled pairs that it speaks of, it is right on all
_SCARE = tuple("'\"“‘")


class Decision(NamedTuple):
    """Probabilities of LABELS, the voice, and what decided."""

    probabilities: Sequence[float]
    voice: str
    reason: str

    @property
    def stance(self) -> str:
        return LABELS[int(np.argmax(self.probabilities))]


def decide(candidate: Candidate, stances: np.ndarray, voices: np.ndarray, quotes: Sequence[Span]) -> Decision:
    """Return what the model says of a candidate, and in whose voice."""
    source = candidate.held == NOWHERE
    chances, reason = judged(candidate.question, stances)
    return Decision(chances, "outlet" if source else voice_of(voices, quotes, candidate.span), reason)


def judged(asked: Question, stances: np.ndarray) -> tuple[np.ndarray, str]:
    """Return the probabilities for a question, and what decided: the closed list or the model."""
    if rule := ruling(asked):
        rest = (1 - _RULED) / 2
        chances = np.full(len(LABELS), rest)
        chances[rule.sign + 1] = _RULED
        return chances, f"rule: {rule.words}"
    return stances, MODEL


def voice_of(chances: np.ndarray, quotes: Sequence[Span], span: Span) -> str:
    """Return in whose voice a position is told; `chances` are the model's, of VOICES."""
    if is_quoted(quotes, *span):
        return "quoted"
    outlet, reported = (chances[VOICES.index(voice)] for voice in ("outlet", "reported"))
    return "reported" if reported > outlet else "outlet"


def own_line(text: str, start: int, target: Target, quotes: Sequence[Span]) -> tuple[Decision, Span | None]:
    """Return the side that an outlet's own terms take in a sentence, and where they stand.

    Terms in quotation marks, and terms of both sides in one sentence, take none.
    """
    plain = fold(text)
    found = [
        (side, match)
        for side in ("favor", "against")
        for match in target.terms[side].finditer(plain)
        if not is_quoted(quotes, match.start() + start, match.end() + start)
        and not (match.start() and text[match.start() - 1] in _SCARE)
    ]
    if len({side for side, _ in found}) != 1:
        rest = (1 - _PLAIN) / 2
        return Decision((rest, _PLAIN, rest), "outlet", "the outlet's own words, none of them loaded"), None
    side, match = found[0]
    low, middle = (1 - _LOADED) / 3, 2 * (1 - _LOADED) / 3
    chances = (low, middle, _LOADED) if side == "favor" else (_LOADED, middle, low)
    return Decision(chances, "outlet", f"{TERM}: {match[0]}"), match.span()
