"""What the reader changes: where it and the lexicons judge a mention differently."""

import pandas as pd

from analysis.counts.picks import one_a_sentence
from analysis.tables import SENTIMENTS, conform, empty

NEUTRAL = 0.05  # a lexicon's score nearer to zero takes no side. Source: VADER's own convention
LEXICONS = {"textblob": "TextBlob", "vader": "VADER"}
LEXICON_AGREEMENT = {
    "lexicon": "str",  # on the whole sentence
    "mentions": "int64",
    "same": "float64",  # shares of the mentions, 0 to 1; the four sum to 1
    "opposite": "float64",
    "only the lexicon": "float64",  # takes a side where the reader takes none
    "only the reader": "float64",
}


def lexicon_agreement(sentiment: pd.DataFrame) -> pd.DataFrame:
    """Say how often each lexicon judges a mention as the reader does.

    Args:
        sentiment: SENTIMENT.

    Returns:
        LEXICON_AGREEMENT, a row per lexicon.
    """
    if sentiment.empty:
        return empty(LEXICON_AGREEMENT)
    reader = _side(sentiment[list(SENTIMENTS)].idxmax(axis=1))
    rows = []
    for column, lexicon in LEXICONS.items():
        side = (sentiment[column] > NEUTRAL).astype(int) - (sentiment[column] < -NEUTRAL)
        shares = {
            "same": side == reader,
            "opposite": side * reader < 0,
            "only the lexicon": (reader == 0) & (side != 0),
            "only the reader": (reader != 0) & (side == 0),
        }
        rows.append({"lexicon": lexicon, "mentions": len(side)} | {k: v.mean() for k, v in shares.items()})
    return conform(pd.DataFrame(rows), LEXICON_AGREEMENT, "lexicon_agreement")


def most_disputed(sentiment: pd.DataFrame, *, limit: int = 8) -> pd.DataFrame:
    """Return the SENTIMENT rows on which VADER takes the side opposite to the reader's, widest first."""
    gap = sentiment["score"] - sentiment["vader"]
    opposed = (sentiment["score"] * sentiment["vader"] < 0) & (sentiment["neutral"] < 0.5)
    rows = sentiment.assign(gap=gap.abs())[opposed]
    return one_a_sentence(rows, "gap", limit).drop(columns="gap")


def _side(labels: pd.Series) -> pd.Series:
    return labels.map({"negative": -1, "neutral": 0, "positive": 1})
