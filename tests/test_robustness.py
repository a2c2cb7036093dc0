"""A finding that hangs on one outlet, one threshold or copies is told to."""

import pandas as pd
import pytest

from analysis import summaries
from analysis.counts.robustness import flipping


@pytest.fixture
def corpus():
    outlets = ["Wire", "Post", "Wire", "Post", "Wire", "Post", "Loud", "Loud", "Loud", "Loud"]
    ids = [f"a{number}" for number in range(len(outlets))]
    return pd.DataFrame(
        {
            "article_id": ids,
            "story": ids,
            "published": pd.to_datetime("2024-01-01", utc=True),
            "source": outlets,
            "status": "ok",
        }
    )


def stances(labels: list[str], sure: float = 0.95) -> pd.DataFrame:
    rest = (1 - sure) / 2
    rows = [
        {
            "article_id": f"a{number}", "sentence_id": 0, "holder": "Hungary", "target": "Ukraine",
            "stance": label, "holder_start": 0, "government": "Hungary", "score": 0.0,
            **{each: sure if each == label else rest for each in ("against", "neutral", "favor")},
        }
        for number, label in enumerate(labels)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def outcomes(table: pd.DataFrame) -> dict[str, str]:
    assert set(table["finding"]) == {"Hungary on Ukraine"}
    return dict(zip(table["variant"], table["outcome"], strict=True))


def test_finding_of_all_outlets_holds_in_every_variant(corpus):
    found = outcomes(summaries.stance_robustness(stances(["against"] * 10), corpus))
    assert set(found.values()) == {"same"}
    assert list(found) == [
        "sides at 50% or more", "sides at 65% or more", "sides at 80% or more", "copies counted",
        "without Loud", "without Post", "without Wire",
    ]  # fmt: skip


def test_finding_of_unsure_sentences_weakens_at_a_higher_threshold(corpus):
    found = outcomes(summaries.stance_robustness(stances(["against"] * 10, sure=0.6), corpus))
    assert (found["sides at 50% or more"], found["sides at 80% or more"]) == ("same", "weaker")


def test_finding_that_one_outlet_makes_flips_without_it(corpus):
    labels = ["favor"] * 6 + ["against"] * 4  # the last four are Loud's
    loud = [stances(labels).tail(4)] * 9
    table = summaries.stance_robustness(pd.concat([stances(labels), *loud]), corpus)
    assert outcomes(table)["without Loud"] == "flipped"
    assert flipping(table) == {"Hungary on Ukraine": ["without Loud"]}


def test_finding_that_only_the_model_makes_flips_with_a_lexicon(corpus):
    sentiment = pd.DataFrame(
        {
            "article_id": corpus["article_id"], "actor": "Kyiv", "score": -0.5, "textblob": 0.4,
            "vader": -0.4, "negative": 0.9, "neutral": 0.05, "positive": 0.05,
        }
    )  # fmt: skip
    table = summaries.sentiment_robustness(sentiment, corpus)
    assert flipping(table) == {"Kyiv": ["by TextBlob"]}


def test_stances_are_worked_out_again_by_the_lexicons(corpus):
    lines = pd.DataFrame(
        {"article_id": corpus["article_id"], "sentence_id": 0, "textblob": 0.3, "vader": -0.3}
    )
    found = outcomes(summaries.stance_robustness(stances(["against"] * 10), corpus, lines))
    assert (found["by TextBlob"], found["by VADER"]) == ("flipped", "same")


def test_copies_are_counted_each_as_a_story_of_its_own(corpus):
    copies = corpus.tail(4).assign(
        article_id=[f"c{n}" for n in range(4)], status="duplicate", story="a0", source="Copier"
    )
    labels = ["favor"] + ["against"] * 6
    found = outcomes(summaries.stance_robustness(stances(labels), pd.concat([corpus, copies])))
    assert found["copies counted"] == "weaker"
