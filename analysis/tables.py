"""The tables of this package: what a row is, said once.

ARTICLES   a row per record found, usable or not            key: article_id
SENTENCES  a row per sentence of a usable article           key: article_id, sentence_id
MENTIONS   a row per place where an actor is named          key: article_id, start
SENTIMENT  a row per mention                                score in [-1, 1]
STANCES    a row per sentence, holder and target            the three probabilities sum to 1

Offsets count characters in the text that ARTICLES stores and slice to the surface:
`text[start:end]`. Where an article has a title, its stored text begins with the title and a
blank line, so that one pair of offsets reaches everything that was read.
"""

from typing import NamedTuple

import pandas as pd

STATUSES = ("ok", "duplicate", "not english", "empty", "unreadable")
KINDS = ("person", "government", "organisation", "bloc", "place")
VIAS = ("name", "alias", "office", "metonym", "demonym", "pronoun", "model")
VOICES = ("outlet", "quoted", "reported")
SENTIMENTS = ("negative", "neutral", "positive")
LABELS = ("against", "neutral", "favor")

UTC = "datetime64[us, UTC]"

ARTICLES = {
    "article_id": "str",  # stable: the same record gets the same id on every run
    "title": "str",
    "text": "str",
    "published": UTC,  # NaT where the record gives no readable date
    "source": "str",  # the outlet, empty where unknown
    "url": "str",
    "language": "str",  # ISO 639-1, empty where the text is too short to tell
    "words": "int64",
    "status": "str",  # one of STATUSES
    "detail": "str",  # why the status, or what was mended
    "story": "str",  # article_id of the first article of a cluster of copies, else its own
    "origin": "str",  # file#record
}
SENTENCES = {
    "article_id": "str",
    "sentence_id": "int64",
    "start": "int64",
    "end": "int64",
    "text": "str",
}
MENTIONS = {
    "article_id": "str",
    "sentence_id": "int64",
    "start": "int64",
    "end": "int64",
    "surface": "str",
    "actor": "str",
    "kind": "str",  # one of KINDS
    "country": "str",  # ISO 3166-1 alpha-3 or bloc
    "via": "str",  # one of VIAS
}
SENTIMENT = MENTIONS | {
    "negative": "float64",
    "neutral": "float64",
    "positive": "float64",
    "score": "float64",  # positive - negative
    "textblob": "float64",  # the whole sentence's polarity, -1 to 1
    "vader": "float64",  # the whole sentence's compound score, -1 to 1
}
STANCES = {
    "article_id": "str",
    "sentence_id": "int64",
    "holder": "str",
    "holder_start": "int64",  # -1 where the holder is the source and is not named
    "holder_end": "int64",
    "government": "str",  # that the holder is, or leads on the day of the article; else empty
    "target": "str",
    "target_start": "int64",
    "target_end": "int64",
    "stance": "str",  # one of LABELS
    "against": "float64",
    "neutral": "float64",
    "favor": "float64",
    "score": "float64",  # favor - against
    "voice": "str",  # one of VOICES
    "reason": "str",  # what decided: the model, a rule, or the outlet's own term
}
TABLES = {
    "articles": ARTICLES,
    "sentences": SENTENCES,
    "mentions": MENTIONS,
    "sentiment": SENTIMENT,
    "stances": STANCES,
}


class Analysis(NamedTuple):
    """The five tables of one corpus."""

    articles: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    sentiment: pd.DataFrame
    stances: pd.DataFrame

    def __repr__(self) -> str:
        usable = int((self.articles["status"] == "ok").sum())
        return (
            f"Analysis: {usable:,} of {len(self.articles):,} articles read, "
            f"{len(self.sentences):,} sentences, {len(self.mentions):,} mentions of "
            f"{self.mentions['actor'].nunique():,} actors, {len(self.stances):,} stance rows"
        )


def conform(df: pd.DataFrame, schema: dict[str, str], table: str) -> pd.DataFrame:
    """Return `df` with the columns, order and dtypes of `schema`.

    Raises:
        ValueError: `df` lacks a column; the message names table and columns.
    """
    missing = [column for column in schema if column not in df]
    if missing:
        raise ValueError(f"{table} lacks the columns {missing}; it has {list(df)}")
    return df[list(schema)].astype(schema).reset_index(drop=True)


def named_holders(stances: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of STANCES whose holder the sentence names, without the source's own voice."""
    return stances[stances["holder_start"] >= 0]


def empty(schema: dict[str, str]) -> pd.DataFrame:
    """Return a table of `schema` without rows, its columns and dtypes in place."""
    return pd.DataFrame({column: pd.Series(dtype=dtype) for column, dtype in schema.items()})
