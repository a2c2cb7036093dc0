"""The answers that a report begins with: five findings, each with its n, its interval and its figure."""

import os
from typing import NamedTuple

import pandas as pd

from analysis import summaries
from analysis.counts import findings, score_findings
from analysis.counts.claims import enough, percent, signed
from analysis.counts.stances import TOO_FEW
from analysis.tables import Analysis

NAMED = "02-actors.html#Who-is-named-most?"
WARMTH = "03-sentiment.html#Who-is-written-of-most-warmly,-and-who-least?"
STANCE = "04-stance.html#Who-is-for,-and-who-against?"
DRAWN = 25  # actors in the figure of sentiment
WORDS = "04-stance.html#By-which-words?"


class Answer(NamedTuple):
    """A finding with what it rests on, and the place of its figure."""

    topic: str
    text: str
    detail: str
    page: str


def answers(analysis: Analysis) -> list[Answer]:
    """Return who is named, how they are written of, who stands where, and which words mark an outlet."""
    articles, stances, sentiment = analysis.articles, analysis.stances, analysis.sentiment
    counts = summaries.actor_counts(analysis.mentions, articles)
    scores = summaries.actor_sentiment(sentiment, articles, min_mentions=knob("MIN_MENTIONS"))
    scores = scores.nlargest(DRAWN, "mentions")
    matrix = summaries.stance_matrix(stances, articles, min_sentences=knob("MIN_SENTENCES"))
    warm_or_not = summaries.sentiment_robustness(sentiment, articles)
    shaky = summaries.stance_robustness(stances, articles, sentiment)
    terms = summaries.wording(articles)
    found = []
    if not counts.empty:
        text = findings.actors_finding(counts)
        found.append(Answer("Named", text, _named(counts), NAMED))
    text = score_findings.sentiment_finding(scores, warm_or_not)
    found.append(
        Answer(
            "Written of",
            text,
            _scored(scores),
            WARMTH,
        )
    )
    for target in sorted(matrix["target"].unique()):
        text = score_findings.stance_finding(matrix, target, shaky).removeprefix(f"{target}: ")
        detail = _stood(matrix[matrix["target"] == target])
        found.append(Answer(f"On {target}", text, detail, STANCE))
    if not terms.empty:
        text = score_findings.wording_finding(terms)
        found.append(Answer("By their words", text, _worded(terms), WORDS))
    return found


def knob(name: str) -> int:
    """Return what the notebooks take for a parameter, so that overview and figures say the same."""
    return int(os.environ.get(name, 5))


def _named(counts: pd.DataFrame) -> str:
    first = counts.sort_values(["share", "actor"], ascending=[False, True]).iloc[0]
    total = round(first["articles"] / first["share"])
    return f"n = {total:,} articles{_interval(percent(first['low']), percent(first['high']), first['low'])}."


def _scored(scores: pd.DataFrame) -> str:
    told = enough(scores)
    if told.empty:
        return f"n = {scores['mentions'].sum():,} mentions."
    first = told.loc[told["score"].idxmax()]
    ends = _interval(signed(first["low"]), signed(first["high"]), first["low"])
    return f"{first['actor']}: n = {first['mentions']:,} mentions{ends}."


def _stood(rows: pd.DataFrame) -> str:
    told = rows[~rows["reading"].isin([TOO_FEW]) & rows["low"].notna()]
    if told.empty:
        return f"n = {rows['n'].sum():,} sentences."
    first = told.sort_values(["n", "holder"], ascending=[False, True]).iloc[0]
    ends = _interval(signed(first["low"]), signed(first["high"]), first["low"])
    score = signed(first["score"])
    return f"{first['holder']}: favor minus against {score}, n = {first['n']:,} sentences{ends}."


def _worded(terms: pd.DataFrame) -> str:
    uses = terms.groupby("contrast")[["first", "second"]].sum().to_numpy().sum()
    return f"n = {uses:,} uses of the terms compared, outside quotation marks."


def _interval(low: str, high: str, known: float) -> str:
    return "" if pd.isna(known) else f", 95 % interval {low} to {high}"
