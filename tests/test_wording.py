"""The terminology meter: own words only, odds against the others, and what cannot be compared."""

import pandas as pd
import pytest
from builders import articles

from analysis import summaries
from analysis.stances.lexicon import load_targets
from analysis.tables import ARTICLES, conform


@pytest.fixture
def corpus():
    """Four outlets' worth of short articles; one outlet says operation, the others say war."""
    texts = {
        "Volga": [
            "The special military operation goes on.",
            "The special military operation is near Kharkiv.",
            "War.",
        ],
        "Wire": [
            "The war goes on.",
            "The invasion of Ukraine is old.",
            'He said "special military operation"; a war.',
        ],
        "Mute": ["It rained.", "It snowed.", "It thawed."],
    }
    parts = [articles(*each, source=outlet) for outlet, each in texts.items()]
    table = pd.concat(parts, ignore_index=True)
    ids = [f"a{number}" for number in range(len(table))]
    return conform(table.assign(article_id=ids, story=ids), ARTICLES, "articles")


def test_outlets_are_compared_by_what_they_say_outside_quotations(corpus):
    table = summaries.wording(corpus).set_index("outlet")
    assert table.loc["Volga", ["first", "second"]].tolist() == [2, 1]
    assert table.loc["Wire", ["first", "second"]].tolist() == [0, 3]
    assert table.loc["Volga", "log_odds"] > 0 > table.loc["Wire", "log_odds"]
    assert "Mute" not in table.index


def test_interval_holds_the_log_odds(corpus):
    table = summaries.wording(corpus)
    assert ((table["low"] <= table["log_odds"]) & (table["log_odds"] <= table["high"])).all()


def test_choice_of_terms_has_a_q_for_all_outlets_of_the_contrast(corpus):
    table = summaries.wording(corpus).set_index("outlet")
    assert table["q"].between(0, 1).all() and table.loc["Volga", "q"] < 0.1


def test_outlet_alone_is_compared_with_nobody(corpus):
    assert summaries.wording(corpus[corpus["source"] == "Volga"]).empty


def test_longer_first_way_is_not_counted_as_the_second():
    name = load_targets()["Taiwan"].wording[1]
    assert name.uses("the Taiwan region and Taiwan") == (1, 1)
