"""Sentiment: three probabilities for the clause round a mention."""

import pandas as pd
import pytest
from builders import articles
from hypothesis import given
from hypothesis import strategies as st

from analysis.actors import find_mentions
from analysis.clauses import clause_of, clause_spans
from analysis.sentences import split_sentences
from analysis.sentiment import score_sentiment, score_targets
from analysis.tables import MENTIONS, SENTENCES, SENTIMENT, SENTIMENTS, empty


def label(sentence: str, target: str) -> str:
    start = sentence.index(target)
    return score_targets([sentence], [(start, start + len(target))]).iloc[0].idxmax()


LABELS = [
    ("Japan won praise for its generous help.", "Japan", "positive"),
    ("The general was accused of fraud and murder.", "general", "negative"),
    ("The envoy met the minister on Tuesday.", "envoy", "neutral"),
    ("Lai was praised, while Chen was accused of fraud.", "Lai", "positive"),
    ("Lai was praised, while Chen was accused of fraud.", "Chen", "negative"),
    ("Poland won praise for its help, but Hungary was accused of fraud.", "Poland", "positive"),
    ("Poland won praise for its help, but Hungary was accused of fraud.", "Hungary", "negative"),
]


@pytest.mark.parametrize(("sentence", "target", "expected"), LABELS)
def test_clause_decides_how_its_target_looks(sentence, target, expected):
    assert label(sentence, target) == expected


CLAUSES = {
    "conjunction": (
        "Poland sent much aid, while Hungary sent none.",
        ["Poland sent much aid", ", while Hungary sent none."],
    ),
    "semicolon": (
        "Poland sent a lot of aid; Hungary sent none.",
        ["Poland sent a lot of aid", "; Hungary sent none."],
    ),
    "relative": (
        "Poland sent tanks to Kyiv, which thanked it warmly.",
        ["Poland sent tanks to Kyiv", ", which thanked it warmly."],
    ),
    "too short a rest": ("Poland sent tanks, but late.", ["Poland sent tanks, but late."]),
    "one clause": ("Poland sent tanks.", ["Poland sent tanks."]),
    "nothing": ("", [""]),
}


@pytest.mark.parametrize(("sentence", "expected"), CLAUSES.values(), ids=CLAUSES.keys())
def test_sentence_is_cut_into_clauses(sentence, expected):
    assert [sentence[start:end] for start, end in clause_spans(sentence)] == expected


def test_span_over_two_clauses_takes_both():
    sentence = "Poland sent much aid, while Hungary sent none."
    assert clause_of(sentence, 0, 6) == "Poland sent much aid"
    assert clause_of(sentence, 0, len(sentence)) == sentence


@given(st.text(alphabet="ab ,;:—-", max_size=60), st.lists(st.sampled_from(["but", "while"]), max_size=3))
def test_clauses_cover_the_sentence(text, words):
    sentence = text + " ".join(words)
    assert "".join(sentence[start:end] for start, end in clause_spans(sentence)) == sentence


WORDS = ["excellent", "terrible", "Taiwan", "praised", "fraud", "not", "!", ",", "but", "war", "10"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=15).map(" ".join))
def test_probabilities_stay_in_range_and_sum_to_one(sentence):
    scored = score_targets([sentence], [(0, 1)])
    assert list(scored) == list(SENTIMENTS)
    assert scored.to_numpy().min() >= 0
    assert scored.sum(axis=1).iloc[0] == pytest.approx(1)


def test_no_listed_word_leans_to_neither_side():
    scored = score_targets(["Taiwan has nine harbours."], [(0, 6)]).iloc[0]
    assert scored["positive"] == scored["negative"] < scored["neutral"]


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
    sentences, mentions = read("It rained. Poland won great praise. Russia committed murder.", "Kyiv voted.")
    before = sentences.copy(deep=True), mentions.copy(deep=True)
    scored = score_sentiment(sentences, mentions)
    assert scored.dtypes.astype(str).to_dict() == SENTIMENT
    pd.testing.assert_frame_equal(scored[list(MENTIONS)], mentions)
    assert scored["actor"].tolist() == ["Poland", "Russia", "Ukraine"]
    assert [score > 0 for score in scored["score"]] == [True, False, False]
    assert scored["score"].tolist()[1] < 0 and scored["score"].tolist()[2] == 0
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
