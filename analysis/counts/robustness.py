"""Does a finding hold if the method had been a little different?

A reading (favor, against, neutral) is worked out again by the lexicons, with sides counted only where the
model is surer, with copies counted, and without each of the largest outlets. A finding that flips is
no finding.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from analysis.counts.methods import LEXICONS, NEUTRAL
from analysis.counts.scores import actor_sentiment, largest
from analysis.counts.stances import TOO_FEW, UNCLEAR, read_interval, stance_matrix
from analysis.counts.stories import UNKNOWN_OUTLET, with_articles
from analysis.tables import LABELS, SENTIMENTS, conform

OUTLETS = 8  # the largest ones, which are left out one by one
THRESHOLDS = (0.5, 0.65, 0.8)  # the least probability of a side
SAME, WEAKER, FLIPPED = "same", "weaker", "flipped"
ROBUSTNESS = {
    "finding": "str",  # an actor, or a holder on a target
    "reading": "str",  # with all articles and the likeliest labels
    "variant": "str",
    "found": "str",  # the reading in this variant
    "outcome": "str",  # same, weaker (unclear, neutral or too few to say) or flipped (the other side)
}


def stance_robustness(
    stances: pd.DataFrame, articles: pd.DataFrame, sentiment: pd.DataFrame | None = None, *, top: int = 10
) -> pd.DataFrame:
    """Work out the readings of the holders with most sentences again, in other ways.

    Args:
        sentiment: SENTIMENT of the same articles, for what the lexicons say of the whole sentences.

    Returns:
        ROBUSTNESS, a row per finding and variant, in the order of `stance_matrix`; a holder of whom
        nothing is found is left out.
    """
    base = _stance_readings(stances, articles)
    kept = [row for row, reading in base.items() if reading not in (TOO_FEW, UNCLEAR)][:top]
    stances = stances[(stances["holder"] + " on " + stances["target"]).isin(kept)]
    variants = {
        name: _stance_readings(rows, some)
        for name, rows, some in _stance_variants(stances, articles, sentiment)
    }
    return _table({row: base[row] for row in kept}, variants)


def sentiment_robustness(sentiment: pd.DataFrame, articles: pd.DataFrame, *, top: int = 10) -> pd.DataFrame:
    """The same for how the actors are written of, and with the lexicons in the place of the model.

    Returns:
        ROBUSTNESS, of the actors with most mentions that read as something.
    """
    base = _sentiment_readings(sentiment, articles)
    named = largest(sentiment["actor"], len(base))
    kept = [actor for actor in named if base.get(actor, UNCLEAR) != UNCLEAR][:top]
    sentiment = sentiment[sentiment["actor"].isin(kept)]
    variants = {
        name: _sentiment_readings(rows, some) for name, rows, some in _sentiment_variants(sentiment, articles)
    }
    return _table({actor: base[actor] for actor in kept}, variants)


def _stance_readings(stances: pd.DataFrame, articles: pd.DataFrame) -> dict[str, str]:
    matrix = stance_matrix(stances, articles)
    return {f"{row.holder} on {row.target}": row.reading for row in matrix.itertuples()}


def _stance_variants(
    stances: pd.DataFrame, articles: pd.DataFrame, sentiment: pd.DataFrame | None
) -> Iterator[tuple]:
    if sentiment is not None:
        key = ["article_id", "sentence_id"]
        scores = stances[key].merge(sentiment.drop_duplicates(key), on=key, how="left")
        for lexicon, name in LEXICONS.items():
            score = scores[lexicon].fillna(0).to_numpy()
            sides = np.select([score > NEUTRAL, score < -NEUTRAL], ["favor", "against"], "neutral")
            yield f"by {name}", stances.assign(stance=sides), articles
    for least in THRESHOLDS:
        unsure = stances[list(LABELS)].max(axis=1) < least
        yield (
            f"sides at {least:.0%} or more",
            stances.assign(stance=stances["stance"].mask(unsure, "neutral")),
            articles,
        )
    yield from _fewer(stances, articles)


def _sentiment_readings(sentiment: pd.DataFrame, articles: pd.DataFrame) -> dict[str, str]:
    table = actor_sentiment(sentiment, articles)
    readings = (read_interval(low, high) for low, high in zip(table["low"], table["high"], strict=True))
    words = {"favor": "positive", "against": "negative"}
    return dict(zip(table["actor"], (words.get(reading, reading) for reading in readings), strict=True))


def _sentiment_variants(sentiment: pd.DataFrame, articles: pd.DataFrame) -> Iterator[tuple]:
    for lexicon, name in LEXICONS.items():
        yield f"by {name}", sentiment.assign(score=sentiment[lexicon]), articles
    for least in THRESHOLDS:
        unsure = sentiment[list(SENTIMENTS)].max(axis=1) < least
        yield (
            f"at {least:.0%} or more",
            sentiment.assign(score=sentiment["score"].mask(unsure, 0.0)),
            articles,
        )
    yield from _fewer(sentiment, articles)


def _fewer(rows: pd.DataFrame, articles: pd.DataFrame) -> Iterator[tuple]:
    """Yield the rows with the copies counted, which elsewhere are not, and without each large outlet."""
    yield "copies counted", *_with_copies(rows, articles)
    outlets = with_articles(rows[["article_id"]], articles)["outlet"]
    for outlet in sorted(largest(outlets[outlets != UNKNOWN_OUTLET], OUTLETS)):
        others = rows[(outlets != outlet).to_numpy()]
        if len(others):
            yield f"without {outlet}", others, articles


def flipping(robustness: pd.DataFrame) -> dict[str, list[str]]:
    """Return the findings that flip, each with the variants in which it does."""
    flips = robustness[robustness["outcome"] == FLIPPED]
    return flips.groupby("finding", sort=False)["variant"].agg(list).to_dict()


def _with_copies(rows: pd.DataFrame, articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Let each copy say what the article says that it copies, as a story of its own."""
    copies = articles.loc[articles["status"] == "duplicate", ["article_id", "story"]]
    said = copies.merge(rows.rename(columns={"article_id": "story"}), on="story").drop(columns="story")
    return pd.concat([rows, said], ignore_index=True), articles.assign(story=articles["article_id"])


def _table(base: Mapping[str, str], variants: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    found = [
        (finding, reading, variant, other.get(finding, TOO_FEW))
        for finding, reading in base.items()
        for variant, other in variants.items()
    ]
    table = pd.DataFrame(found, columns=list(ROBUSTNESS)[:-1])
    outcomes = [_outcome(*pair) for pair in zip(table["reading"], table["found"], strict=True)]
    return conform(table.assign(outcome=outcomes), ROBUSTNESS, "robustness")


def _outcome(reading: str, found: str) -> str:
    if found == reading:
        return SAME
    return WEAKER if found in (UNCLEAR, TOO_FEW, "neutral") or reading == "neutral" else FLIPPED
