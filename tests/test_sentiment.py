"""Sentiment: how the reader says that each mention makes its actor look."""

import pandas as pd
import pytest
from builders import articles

from analysis import lexicons
from analysis.actors import find_mentions
from analysis.sentences import split_sentences
from analysis.sentiment import score_sentiment, score_targets
from analysis.tables import MENTIONS, SENTENCES, SENTIMENT, SENTIMENTS, empty


def label(sentence: str, target: str, scorer=score_targets) -> str:
    start = sentence.index(target)
    return scorer([sentence], [(start, start + len(target))]).iloc[0].idxmax()


LABELS = [
    ("Japan won praise for its generous help.", "Japan", "positive"),
    ("The general was accused of fraud and murder.", "general", "negative"),
    ("The envoy met the minister on Tuesday.", "envoy", "neutral"),
    ("Lai was praised, while Chen was accused of fraud.", "Lai", "positive"),
    ("Lai was praised, while Chen was accused of fraud.", "Chen", "negative"),
]
READ = [
    ("The minister told Japan that Russia had tortured prisoners.", "Russia", "negative"),
    ("The minister told Japan that Russia had tortured prisoners.", "Japan", "neutral"),
    ("Lithuania thanked Poland, which condemned Russia.", "Poland", "positive"),
    ("Lithuania thanked Poland, which condemned Russia.", "Russia", "negative"),
]


@pytest.mark.parametrize("scorer", [score_targets, lexicons.score_targets])
@pytest.mark.parametrize(("sentence", "target", "expected"), LABELS)
def test_each_target_has_its_own_sentiment(sentence, target, expected, scorer):
    assert label(sentence, target, scorer) == expected


@pytest.mark.parametrize(("sentence", "target", "expected"), READ)
def test_each_target_of_a_clause_has_its_own_sentiment(sentence, target, expected):
    assert label(sentence, target) == expected


def test_probabilities_sum_to_one():
    scored = score_targets(["Japan won praise.", "Japan lied."], [(0, 5), (0, 5)])
    assert list(scored) == list(SENTIMENTS)
    assert scored.sum(axis=1).tolist() == pytest.approx([1, 1])


SPAN_ERRORS = [
    (["Taiwan voted."], [], "1 sentences but 0 target spans; give one span each"),
    (["Taiwan voted."], [(0, 14)], "row 0: the target span 0:14 lies outside its sentence of 13 characters"),
    (["It rained.", "Kyiv"], [(0, 2), (-1, 4)], "row 1: the target span -1:4 lies outside"),
    (["Taiwan voted."], [(3, 3)], "row 0: the target span 3:3 lies outside"),
]


@pytest.mark.parametrize(("sentences", "spans", "message"), SPAN_ERRORS)
def test_span_that_does_not_fit_is_named(sentences, spans, message):
    with pytest.raises(ValueError, match=message):
        score_targets(sentences, spans)


def read(*texts: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = articles(*texts)
    sentences = split_sentences(table)
    return sentences, find_mentions(table, sentences)


def test_table_has_a_row_per_mention_in_its_order():
    sentences, mentions = read("It rained. Poland won great praise. Russia committed murder.", "Kyiv met.")
    before = sentences.copy(deep=True), mentions.copy(deep=True)
    scored = score_sentiment(sentences, mentions)
    assert scored.dtypes.astype(str).to_dict() == SENTIMENT
    pd.testing.assert_frame_equal(scored[list(MENTIONS)], mentions)
    assert scored["actor"].tolist() == ["Poland", "Russia", "Ukraine"]
    praised, accused, met = scored["score"]
    assert praised > 0.5 > met > -0.5 > accused
    assert (scored["score"] - (scored["positive"] - scored["negative"])).abs().max() == 0
    pd.testing.assert_frame_equal(sentences, before[0])
    pd.testing.assert_frame_equal(mentions, before[1])


def test_lexicon_columns_read_the_whole_sentence():
    sentences, mentions = read("Poland won praise for its help, but Hungary was accused of fraud.")
    scored = score_sentiment(sentences, mentions)
    assert scored["score"].nunique() == 2
    assert scored["vader"].nunique() == scored["textblob"].nunique() == 1


def test_empty_tables_give_an_empty_table_with_its_columns():
    scored = score_sentiment(empty(SENTENCES), empty(MENTIONS))
    assert scored.empty and scored.dtypes.astype(str).to_dict() == SENTIMENT
    assert list(score_targets([], [])) == list(SENTIMENTS)


def test_mention_of_a_lost_sentence_is_named():
    sentences, mentions = read("Taiwan voted.")
    with pytest.raises(ValueError, match=r"not in the table: \[\['a1', 0\]\]"):
        score_sentiment(sentences.iloc[:0], mentions)
