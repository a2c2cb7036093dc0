"""The lexicons TextBlob and VADER: transparent baselines beside the reader, and weak ones.

Source: VADER (Hutto and Gilbert 2014, package vaderSentiment) and TextBlob's pattern lexicon.
Both come with their packages.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.clauses import clause_of
from analysis.spans import check_spans
from analysis.tables import SENTIMENTS

# Fitted on NewsMTSC's training sentences: the weight of VADER beside TextBlob and the distance
# from zero at which a clause stops being neutral by macro-F1, the slope by log loss. The
# cut-offs are symmetric, so that a clause without a listed word scores exactly zero.
VADER_WEIGHT, NEUTRAL_WITHIN, SLOPE = 0.6, 0.1, 2.0

_vader = SentimentIntensityAnalyzer()


@lru_cache(maxsize=200_000)
def vader_score(text: str) -> float:
    """Return VADER's compound score of a text, -1 to 1."""
    return _vader.polarity_scores(text)["compound"]


@lru_cache(maxsize=200_000)
def textblob_score(text: str) -> float:
    """Return TextBlob's polarity of a text, -1 to 1."""
    return TextBlob(text).sentiment.polarity


def score_targets(sentences: Sequence[str], targets: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """Score by both lexicons the clause round each target; arguments, rows and errors as in `sentiment`."""
    check_spans(sentences, targets, "target")
    clauses = [_clause_without(text, *span) for text, span in zip(sentences, targets, strict=True)]
    scores = [VADER_WEIGHT * vader_score(c) + (1 - VADER_WEIGHT) * textblob_score(c) for c in clauses]
    score = np.array(scores, dtype="float64")
    logits = np.column_stack([-score - NEUTRAL_WITHIN, np.zeros(len(score)), score - NEUTRAL_WITHIN])
    powers = np.exp(SLOPE * logits)
    return pd.DataFrame(powers / powers.sum(axis=1, keepdims=True), columns=list(SENTIMENTS))


def _clause_without(sentence: str, start: int, end: int) -> str:
    """Return the clause round a target with X for its name: Security Council is no praise."""
    return clause_of(sentence[:start] + "X" + sentence[end:], start, start + 1)
