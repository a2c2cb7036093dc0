"""The ways to answer a labelled file: the suite's own, and the baselines beside them."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import entities, lexicons, sentences, sentiment, stance
from analysis.accuracy.tasks import Labelled
from analysis.names import capitals

# Source: the readme of vaderSentiment, for its compound score. TextBlob publishes no cut-off and
# gets the same one; neither is fitted to any file.
NEUTRAL_WITHIN = 0.05


class Answer(NamedTuple):
    """What a method says: `found` is laid out as the gold of the file.

    `confidence` is the probability of the chosen class, None where a method gives none.
    """

    found: list
    confidence: np.ndarray | None = None


Method = Callable[[Labelled], Answer]


def methods(labelled: Labelled) -> dict[str, Method]:
    """Return the methods that can answer a file, the suite's own first."""
    if labelled.task == "boundaries":
        return {"reader": _boundaries}
    if labelled.task == "names":
        return {"reader": _names, "book and capitals": _capitals}
    if labelled.task == "voice":
        return {"reader": _voice, "majority": _majority}
    own = {"reader": _stance}
    if labelled.task == "sentiment":
        own = {"reader": _sentiment, "lexicon": _lexicon}
    return {**own, "TextBlob": _textblob, "VADER": _vader, "majority": _majority}


def _sentiment(labelled: Labelled) -> Answer:
    return _likeliest(labelled, sentiment.score_targets(labelled.texts, *labelled.spans))


def _lexicon(labelled: Labelled) -> Answer:
    return _likeliest(labelled, lexicons.score_targets(labelled.texts, *labelled.spans))


def _stance(labelled: Labelled) -> Answer:
    scored = stance.score_pairs(labelled.texts, *labelled.spans, targets=labelled.targets)
    return _likeliest(labelled, scored)


def _voice(labelled: Labelled) -> Answer:
    return Answer(stance.score_voices(labelled.texts, *labelled.spans, targets=labelled.targets))


def _likeliest(labelled: Labelled, scored: pd.DataFrame) -> Answer:
    probabilities = scored[list(labelled.classes)].to_numpy()
    chosen = np.array(labelled.classes)[probabilities.argmax(axis=1)]
    return Answer(chosen.tolist(), probabilities.max(axis=1))


def _textblob(labelled: Labelled) -> Answer:
    return _by_sign(labelled, [lexicons.textblob_score(text) for text in labelled.texts])


def _vader(labelled: Labelled) -> Answer:
    return _by_sign(labelled, [lexicons.vader_score(text) for text in labelled.texts])


def _by_sign(labelled: Labelled, scores: Sequence[float]) -> Answer:
    """Turn scores of whole sentences into classes; below 0.05 either way is neutral."""
    worst, neutral, best = labelled.classes
    return Answer(
        [neutral if abs(score) < NEUTRAL_WITHIN else best if score > 0 else worst for score in scores]
    )


def _majority(labelled: Labelled) -> Answer:
    """Answer the commonest class of the file itself; ties by the order of the classes."""
    counts = Counter(labelled.gold)
    return Answer([max(labelled.classes, key=counts.__getitem__)] * len(labelled.gold))


def _names(labelled: Labelled) -> Answer:
    return _spans(labelled, entities.find_entities(labelled.texts))


def _capitals(labelled: Labelled) -> Answer:
    return _spans(labelled, entities.entity_table(labelled.texts, capitals.capital_names))


def _spans(labelled: Labelled, table: pd.DataFrame) -> Answer:
    found: list[set] = [set() for _ in labelled.texts]
    for name in table.itertuples():
        found[name.sentence].add((name.start, name.end, name.kind))
    return Answer(found)


def _boundaries(labelled: Labelled) -> Answer:
    spans = [sentences.sentence_spans(text) for text in labelled.texts]
    return Answer([{(end, end, "boundary") for _, end in each} for each in spans])
