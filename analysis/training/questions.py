"""What a teacher is asked about a sentence, and how its answers join what people said."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import NamedTuple

import numpy as np

from analysis.labelled import Example, Row
from analysis.spans import Span

MOST = 6  # spans, and pairs of them, asked of one sentence
_ASKED: Row = (0.0, 0.0, 0.0)


class Judged(NamedTuple):
    """What a model says of one example: probabilities a span, a pair and a piece."""

    sentiments: np.ndarray
    pairs: np.ndarray
    tags: np.ndarray


def asked(example: Example, spans: Sequence[Span]) -> Example:
    """Ask for the sentiment toward spans and the stance of each toward each, where no label says it."""
    known = {span for span, _ in example.sentiments}
    paired = {(holder, target) for holder, target, _ in example.pairs}
    pairs = [pair for pair in permutations(spans, 2) if pair not in paired and _apart(*pair)]
    return replace(
        example,
        sentiments=(*example.sentiments, *((span, _ASKED) for span in spans if span not in known)),
        pairs=(*example.pairs, *((*pair, _ASKED) for pair in pairs[:MOST])),
    )


def answered(example: Example, judged: Judged, *, share: float) -> Example:
    """Put a teacher's answers in the place of questions, and mix its share into a person's labels.

    The tags are the teacher's where nobody looked for names.
    """

    def mixed(label: Row, answer: np.ndarray) -> Row:
        return tuple((1 - share) * np.array(label) + share * answer) if any(label) else tuple(answer)

    sentiments = zip(example.sentiments, judged.sentiments, strict=True)
    pairs = zip(example.pairs, judged.pairs, strict=True)
    return replace(
        example,
        sentiments=tuple((span, mixed(label, answer)) for (span, label), answer in sentiments),
        pairs=tuple((h, t, mixed(label, answer)) for (h, t, label), answer in pairs),
        tags=judged.tags if example.names is None else None,
    )


def _apart(one: Span, other: Span) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]
