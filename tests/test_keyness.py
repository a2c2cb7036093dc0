import numpy as np
import pandas as pd
import pytest
from conftest import row
from nltk.metrics import BigramAssocMeasures
from scipy.stats import norm

from analysis import summaries
from analysis.counts import keyness
from analysis.counts.differences import adjusted


def test_words_keep_the_country_apart_from_the_pronoun():
    assert keyness.words("The US sent us China’s U.S. data; Vučić’s 20 didn't.") == [
        *["the", "u.s.", "sent", "us", "china", "u.s.", "data", "vučić", "didn't"]
    ]


def test_log_odds_of_equal_corpora_are_zero_and_flip_sign_with_the_sides():
    here, there = np.array([30.0, 10, 60]), np.array([10.0, 30, 60])
    assert keyness.log_odds(here, here)[0] == pytest.approx([0, 0, 0])
    odds, z = keyness.log_odds(here, there, prior_words=1)
    assert odds == pytest.approx(-keyness.log_odds(there, here, prior_words=1)[0])
    # Nearly no prior: the plain log odds ratio, log(30/70) - log(10/90).
    assert odds[0] == pytest.approx(np.log(30 / 70) - np.log(10 / 90), abs=0.03)
    assert z[0] == pytest.approx(odds[0] / np.sqrt(1 / 30 + 1 / 10), rel=0.02)


def test_a_word_of_one_article_does_not_mark_an_outlet(sentences, articles):
    table = summaries.keyness(sentences, articles, "Harbour Post")
    assert table.loc[table["z"] > 0, "word"].tolist() == ["china", "taiwan"]
    once = summaries.keyness(sentences, articles, "Harbour Post", min_articles=1)
    assert "nauru" in once["word"].tolist()


def test_word_among_many_needs_a_larger_z_to_be_marked():
    one, many = (pd.Series(2 * norm.sf([2.5, *[0.1] * others])) for others in (0, 60))
    assert adjusted(one)[0] < 0.05 < adjusted(many)[0]


def test_every_word_has_the_q_of_its_z(sentences, articles):
    table = summaries.keyness(sentences, articles, "Inland Daily", min_articles=1)
    by_z = table["q"].to_numpy()[np.argsort(-table["z"].abs(), kind="stable")]
    assert table["q"].between(0, 1).all() and (np.diff(by_z) >= -1e-9).all()


def test_an_unknown_outlet_is_answered_with_those_there_are(sentences, articles):
    with pytest.raises(ValueError, match=r"'Daily Planet'; the outlets are .*'Coast Wire'"):
        summaries.keyness(sentences, articles, "Daily Planet")


def test_collocations_count_sentences_near_the_actor(sentences, mentions):
    found = summaries.collocations(sentences, mentions, "Russia")
    shelled = row(found, word="shelled")
    assert shelled[["near", "sentences"]].tolist() == [2, 2]
    assert shelled["likelihood"] == pytest.approx(BigramAssocMeasures.likelihood_ratio(2, (2, 2), 6))


def test_phrases_join_neighbouring_words_that_repeat(sentences):
    assert summaries.frequent_phrases(sentences)["phrase"].tolist()[:1] == ["eu praised"]


def test_a_concordance_of_undated_articles_has_its_lines_too(sentences, mentions, articles):
    lines = summaries.concordance(sentences, mentions, articles, "Aleksandar Vučić")
    assert lines["node"].tolist() == ["Vučić"] and lines["published"].isna().all()


def test_a_concordance_lines_up_what_stands_left_and_right(sentences, mentions, articles):
    lines = summaries.concordance(sentences, mentions, articles, "China", width=12)
    assert lines[["left", "node", "right"]].to_numpy().tolist() == [
        ["…d recognised", "China", "."],
        ["", "China", "held drills …"],
        ["", "Beijing", "’s navy sail…"],
    ]
