"""Stand-ins: the same question about a holder of whom nothing is known."""

import numpy as np
import pytest

from analysis.reading.marks import Question
from analysis.stances.model import load_stance_model
from analysis.stances.stand_ins import STAND_INS, without_name

SENTENCE = "Moscow said that Moscow would never accept the strikes on Kyiv."


def asked(sentence: str, holder: str, words: str, target: str = "Ukraine") -> Question:
    spans = [(sentence.index(part), sentence.index(part) + len(part)) for part in (holder, words)]
    return Question(sentence, *spans, target)


def test_stand_in_takes_every_place_of_the_name_and_the_spans_follow():
    question = without_name(asked(SENTENCE, "Moscow", "Kyiv"))
    assert question.sentence == SENTENCE.replace("Moscow", STAND_INS["metonym"])
    assert question.sentence[slice(*question.holder)] == STAND_INS["metonym"]
    assert question.sentence[slice(*question.span)] == "Kyiv"


@pytest.mark.parametrize(
    ("sentence", "holder", "stand_in"),
    [
        ("Japan backs Ukraine.", "Japan", "Ruritania"),
        ("Japanese aid reached Ukraine.", "Japanese", "Ruritanian"),
        ("Russians shelled Ukraine.", "Russians", "Ruritanians"),
        ("Olaf Scholz backs Ukraine.", "Olaf Scholz", "John Smith"),
        ("He backs Ukraine.", "He", "He"),
        ("Rosa Quist backs Ukraine.", "Rosa Quist", "Rosa Quist"),
        ("Volodymyr Zelenskyy thanked Ukraine.", "Volodymyr Zelenskyy", "Volodymyr Zelenskyy"),
    ],
)
def test_only_a_name_that_the_book_knows_is_taken_and_none_of_the_targets_own_side(
    sentence, holder, stand_in
):
    question = without_name(asked(sentence, holder, "Ukraine"))
    assert question.sentence == sentence.replace(holder, stand_in)


def test_name_within_the_words_of_the_target_stays():
    sentence = "China told all that China's Taiwan would return."
    question = Question(sentence, (0, 5), (20, 34), "Taiwan")
    assert without_name(question) == question


def test_stance_is_weighed_under_both_names_without_doubt_and_the_voice_is_that_under_its_own():
    model, question = load_stance_model(), asked("Warsaw condemned the strikes on Kyiv.", "Warsaw", "Kyiv")
    own, other = model.read([question]), model.read([without_name(question)])
    judged = model.judge([question])
    against, neutral, favor = (0.2 * own.stances + 0.8 * other.stances)[0]
    doubt = 0.25 * min(against, favor)
    np.testing.assert_allclose(
        judged.stances, [[against - doubt, neutral + 2 * doubt, favor - doubt]], rtol=1e-5
    )
    np.testing.assert_allclose(judged.voices, own.voices)


def test_own_name_decides_where_the_answers_take_opposite_sides():
    sentence = "Xi Jinping stressed Moscow's support for China's claims over Taiwan."
    question = asked(sentence, "Xi Jinping", "claims over Taiwan", "Taiwan")._replace(side=-1)
    model = load_stance_model()
    own, other = model.read([question]).stances[0], model.read([without_name(question)]).stances[0]
    assert {own.argmax(), other.argmax()} == {0, 2}
    np.testing.assert_allclose(model.judge([question]).stances[0], own)
