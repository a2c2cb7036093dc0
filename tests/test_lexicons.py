"""The lexicons: three probabilities for a mention, from the words of its clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clauses import clause_of, clause_spans
from analysis.lexicons import score_targets
from analysis.tables import SENTIMENTS


def label(sentence: str, target: str) -> str:
    start = sentence.index(target)
    return score_targets([sentence], [(start, start + len(target))]).iloc[0].idxmax()


LABELS = [
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
