"""How an actor is written of: the reader's judgement of each mention, beside two lexicons'."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.lexicons import textblob_score, vader_score
from analysis.progress import progress
from analysis.reader import CHUNK, load_reader
from analysis.spans import check_spans
from analysis.tables import SENTIMENT, SENTIMENTS, conform


def score_targets(sentences: Sequence[str], targets: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """Score how each sentence makes its target look.

    Args:
        sentences: a sentence per target; repeat a sentence that has several, it is read once.
        targets: start and end of the target in its sentence, in characters.

    Returns:
        A row per target: negative, neutral, positive, probabilities that sum to 1.

    Raises:
        ValueError: the two differ in length, or a span lies outside its sentence.
    """
    check_spans(sentences, targets, "target")
    asked = [(text, *span) for text, span in zip(sentences, targets, strict=True)]
    scored = load_reader().answers.of(asked, _judged)
    return pd.DataFrame(scored, columns=list(SENTIMENTS)).astype("float64")


def _judged(asked: Sequence[tuple[str, int, int]]) -> list[np.ndarray]:
    reader, scored = load_reader(), []
    for start in progress(range(0, len(asked), CHUNK), "sentiment"):
        part = asked[start : start + CHUNK]
        readings = reader.read([text for text, *_ in part])
        scored += list(reader.sentiment(readings, [(first, past) for _, first, past in part]))
    return scored


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
