"""How an actor is written of: the lexicons TextBlob and VADER on the clause round a mention.

Source: VADER (Hutto and Gilbert 2014, package vaderSentiment) and TextBlob's pattern lexicon.
Both come with their packages. They are transparent baselines and weak ones: macro-F1 is about
0.5 on news sentences, where guessing the commonest class has 0.2.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.clauses import clause_of
from analysis.progress import progress
from analysis.tables import SENTIMENT, SENTIMENTS, conform

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
    """Score how each sentence makes its target look.

    Args:
        sentences: a sentence per target; repeat a sentence that has several.
        targets: start and end of the target in its sentence, in characters.

    Returns:
        A row per target: negative, neutral, positive, probabilities that sum to 1.

    Raises:
        ValueError: the two differ in length, or a span lies outside its sentence.
    """
    check_spans(sentences, targets, "target")
    clauses = [_clause_without(text, *span) for text, span in zip(sentences, targets, strict=True)]
    return pd.DataFrame(_probabilities(clauses), columns=list(SENTIMENTS))


def score_sentiment(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Score how each mention makes its actor look.

    Returns:
        SENTIMENT, a row per mention in the order of `mentions`; `textblob` and `vader` are the
        scores of the whole sentence, for comparison.

    Raises:
        ValueError: a mention points to a sentence that is not there.
    """
    keys = ["article_id", "sentence_id"]
    where = sentences[[*keys, "start", "text"]].rename(columns={"start": "offset"})
    joined = mentions.merge(where, on=keys, how="left", validate="many_to_one")
    if joined["text"].isna().any():
        lost = joined.loc[joined["text"].isna(), keys].drop_duplicates().head(3).values.tolist()
        raise ValueError(f"mentions of sentences that are not in the table: {lost}")
    offset = joined["offset"].astype("int64")
    spans = list(zip(joined["start"] - offset, joined["end"] - offset, strict=True))
    texts = joined["text"].tolist()
    scored = score_targets(texts, spans)
    return joined.assign(
        **{label: scored[label].to_numpy() for label in SENTIMENTS},
        score=(scored["positive"] - scored["negative"]).to_numpy(),
        textblob=[textblob_score(text) for text in texts],
        vader=[vader_score(text) for text in texts],
    ).pipe(conform, SENTIMENT, "sentiment")


def _clause_without(sentence: str, start: int, end: int) -> str:
    """Return the clause round a target with X for its name: Security Council is no praise."""
    return clause_of(sentence[:start] + "X" + sentence[end:], start, start + 1)


def check_spans(texts: Sequence[str], spans: Sequence[tuple[int, int]], name: str) -> None:
    """Raise ValueError unless there is one span a text and each lies inside its text."""
    if len(texts) != len(spans):
        raise ValueError(f"{len(texts)} sentences but {len(spans)} {name} spans; give one span each")
    for position, (text, (start, end)) in enumerate(zip(texts, spans, strict=True)):
        if not 0 <= start < end <= len(text):
            raise ValueError(
                f"row {position}: the {name} span {start}:{end} lies outside its sentence of "
                f"{len(text)} characters: {text[:60]!r}"
            )


def _probabilities(clauses: Sequence[str]) -> np.ndarray:
    """Turn the lexicons' scores of clauses into three probabilities a row."""
    scores = [
        VADER_WEIGHT * vader_score(c) + (1 - VADER_WEIGHT) * textblob_score(c)
        for c in progress(clauses, "sentiment")
    ]
    score = np.array(scores, dtype="float64")
    logits = np.column_stack([-score - NEUTRAL_WITHIN, np.zeros(len(score)), score - NEUTRAL_WITHIN])
    powers = np.exp(SLOPE * logits)
    return powers / powers.sum(axis=1, keepdims=True)
