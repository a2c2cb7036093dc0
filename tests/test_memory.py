"""What was answered before isn't asked again, within bounds."""

from analysis.entities import _may_name
from analysis.reading.memory import Answers


def asked_of(answers: Answers, *questions: str) -> tuple[list, list]:
    new = []
    return answers.of(questions, lambda each: new.extend(each) or [word.upper() for word in each]), new


def test_what_was_answered_is_not_asked_again_nor_twice_at_once():
    answers = Answers()
    assert asked_of(answers, "a", "b", "a") == (["A", "B", "A"], ["a", "b"])
    assert asked_of(answers, "b", "c") == (["B", "C"], ["c"])


def test_what_was_asked_for_longest_ago_is_forgotten_first():
    answers = Answers(most=2)
    asked_of(answers, "a", "b")
    asked_of(answers, "a", "c")
    assert asked_of(answers, "a", "c") == (["A", "C"], [])
    assert asked_of(answers, "b") == (["B"], ["b"])


def test_more_than_is_kept_can_be_asked_at_once():
    assert asked_of(Answers(most=1), "a", "b", "c")[0] == ["A", "B", "C"]


def test_sentence_whose_capitals_are_everyday_words_names_nobody():
    for sentence in (
        "Peace is dear.",
        "“Never again,” they said.",
        "the talks went on.",
        "It rained.",
        "...",
        "In October, Mr. President, I said that we would; The rest is silence.",
        "African states agreed.",
    ):
        assert not _may_name(sentence)
    for sentence in (
        "Huawei denied it.",
        "The talks with Iran.",
        "Lai’s visit.",
        "eBay left.",
        "Tsai: no.",
        "Allied Democratic Forces fled.",
    ):
        assert _may_name(sentence)
