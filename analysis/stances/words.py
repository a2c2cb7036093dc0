"""Which words decided: those without which the model would be least sure of its answer."""

import re

import numpy as np
import pandas as pd

from analysis.folding import fold
from analysis.reading.marks import Question
from analysis.spans import Span
from analysis.stances.deciding import MODEL
from analysis.stances.lexicon import Target, load_targets
from analysis.stances.model import StanceModel, load_stance_model
from analysis.stances.things import side_of
from analysis.tables import LABELS

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_MOST = 60  # words of a sentence that are left out one by one, the nearest to holder and target
_BESIDE = 0.5  # a neighbour belongs to the words if its loss is half as bad


def deciding_words(
    rows: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    targets: dict[str, Target] | None = None,
    model: StanceModel | None = None,
) -> pd.DataFrame:
    """Add to rows of STANCES where the words stand that decided, for the ledger.

    Each word of a sentence is left out in turn; the one that the answer leans on most, and the
    neighbours that count half as much, are the deciding ones. It reads a sentence as often as it has
    words, so ask it of the rows that people will see.

    Returns:
        `rows` with words_start and words_end, characters in the article; -1 where no model decided,
        where the row is neutral, and where the holder is not named in the sentence.
    """
    targets = load_targets() if targets is None else targets
    model = model or load_stance_model()
    texts = sentences.set_index(["article_id", "sentence_id"])[["start", "text"]]
    tried: list[tuple[int, Span, Question]] = []
    offsets = {}
    for place, row in enumerate(rows.itertuples()):
        start, text = texts.loc[(row.article_id, row.sentence_id)]
        offsets[place] = start
        holder, span = (
            (row.holder_start - start, row.holder_end - start),
            (
                row.target_start - start,
                row.target_end - start,
            ),
        )
        if row.reason == MODEL and row.stance != "neutral" and 0 <= holder[0] < holder[1] <= len(text):
            side = side_of(fold(text), span, targets[row.target])
            asked = Question(text, holder, span, row.target, side)
            tried += [(place, word, _without(asked, word)) for word in _words(asked)]
    chances = model.judge([question for *_, question in tried]).stances
    found = pd.Series([(-1, -1)] * len(rows))
    by_row = pd.Series(range(len(tried))).groupby(np.array([place for place, *_ in tried], dtype=int))
    for place, numbers in by_row:
        label = LABELS.index(rows["stance"].iloc[place])
        losses = rows[LABELS[label]].iloc[place] - chances[numbers.to_numpy(), label]
        spans = [tried[number][1] for number in numbers]
        first, last = _run(losses)
        found[place] = (spans[first][0] + offsets[place], spans[last][1] + offsets[place])
    starts, ends = zip(*found, strict=True) if len(found) else ((), ())
    return rows.assign(words_start=list(starts), words_end=list(ends))


def _words(asked: Question) -> list[Span]:
    """Return the words beside holder and target, the nearest to them if there are many."""
    spans = (asked.holder, asked.span)
    words = [
        match.span()
        for match in _WORD.finditer(asked.sentence)
        if all(match.end() <= start or end <= match.start() for start, end in spans)
    ]
    near = sorted(words, key=lambda word: min(abs(word[0] - start) for start, _ in spans))
    return sorted(near[:_MOST])


def _without(asked: Question, word: Span) -> Question:
    """Return the question with one word taken out of its sentence."""
    start, end = word
    gone = end - start

    def moved(span: Span) -> Span:
        return span if span[1] <= start else (span[0] - gone, span[1] - gone)

    text = asked.sentence[:start] + asked.sentence[end:]
    return asked._replace(sentence=text, holder=moved(asked.holder), span=moved(asked.span))


def _run(losses: np.ndarray) -> tuple[int, int]:
    """Return the first and the last word of the run round the greatest loss."""
    first = last = int(np.argmax(losses))
    least = _BESIDE * losses[first]
    while first > 0 and losses[first - 1] >= least:
        first -= 1
    while last + 1 < len(losses) and losses[last + 1] >= least:
        last += 1
    return first, last
