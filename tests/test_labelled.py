"""Labelled files and what a teacher is asked about them."""

import json

import numpy as np
import pytest

from analysis.labelled import Example, read_columns, read_directed, read_documents, read_sentiment
from analysis.training.measures import calibration_error, macro_f1, temperature
from analysis.training.questions import Judged, answered, asked

SENTENCE = "Nauru thanked Taiwan and blamed Palau."
NAURU, TAIWAN, PALAU = (0, 5), (14, 20), (32, 37)
POSITIVE, NEUTRAL, NEGATIVE = (0.0, 0.0, 1.0), (0.0, 1.0, 0.0), (1.0, 0.0, 0.0)


def written(path, *rows) -> object:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    return path


def test_sentiment_is_read_as_probabilities_of_spans(tmp_path):
    targets = [{"start": 14, "end": 20, "mention": "Taiwan", "label": "positive"}]
    (example,) = read_sentiment(written(tmp_path / "a.jsonl", {"sentence": SENTENCE, "targets": targets}))
    assert example == Example(SENTENCE, sentiments=((TAIWAN, POSITIVE),))


def test_directed_sentiment_is_two_pairs(tmp_path):
    row = {"sentence": SENTENCE, "p_to_q": "negative", "q_to_p": "neutral"}
    row |= {"p": {"start": 0, "end": 5}, "q": {"start": 32, "end": 37}}
    (example,) = read_directed(written(tmp_path / "a.jsonl", row))
    assert example.pairs == ((NAURU, PALAU, NEGATIVE), (PALAU, NAURU, NEUTRAL))


def test_columns_give_names_of_our_kinds(tmp_path):
    lines = "Olena B-politician|Marchenko I-politician|won O|the O|Kessel B-election|vote I-election"
    lines += "|in O|Rivne B-location|| Left B-politicalparty|Bloc I-politicalparty"
    text = "\n".join(line.strip().replace(" ", "\t") for line in lines.split("|"))
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    first, second = read_columns(path)
    assert first.sentence == "Olena Marchenko won the Kessel vote in Rivne"
    assert first.names == ((0, 15, "person"), (39, 44, "place"))
    assert second == Example("Left Bloc", names=((0, 9, "organisation"),))


def test_documents_lose_titles_and_sentences_without_names(tmp_path):
    text = "President Olena Marchenko left."
    named = {"text": text, "entities": [{"start": 0, "end": 25, "type": "PER"}]}
    path = written(tmp_path / "a.jsonl", {"sentences": [named, {"text": "It rained.", "entities": []}]})
    assert read_documents(path) == [Example(text, names=((10, 25, "person"),))]


def test_what_a_person_said_is_not_asked_again():
    example = Example(SENTENCE, sentiments=((TAIWAN, POSITIVE),), pairs=((NAURU, PALAU, NEGATIVE),))
    question = asked(example, [NAURU, TAIWAN, PALAU])
    assert [span for span, label in question.sentiments if not any(label)] == [NAURU, PALAU]
    assert question.sentiments[0] == (TAIWAN, POSITIVE)
    assert len(question.pairs) == 6
    assert [pair[:2] for pair in question.pairs].count((NAURU, PALAU)) == 1


def test_spans_that_touch_are_no_pair():
    assert asked(Example(SENTENCE), [(0, 5), (0, 20)]).pairs == ()


def test_answer_fills_a_question_and_shares_a_label():
    example = Example(SENTENCE, sentiments=((TAIWAN, POSITIVE), (PALAU, (0.0, 0.0, 0.0))))
    judged = Judged(np.array([[0.2, 0.2, 0.6], [0.7, 0.2, 0.1]]), np.zeros((0, 3)), np.ones((7, 7)))
    taught = answered(example, judged, share=0.5)
    assert taught.sentiments[0] == (TAIWAN, pytest.approx((0.1, 0.1, 0.8)))
    assert taught.sentiments[1] == (PALAU, pytest.approx((0.7, 0.2, 0.1)))
    assert taught.tags is judged.tags


def test_names_that_a_person_marked_stay_the_only_ones():
    judged = Judged(np.zeros((0, 3)), np.zeros((0, 3)), np.ones((7, 7)))
    assert answered(Example(SENTENCE, names=((0, 5, "place"),)), judged, share=0.5).tags is None


def test_macro_f1_by_hand():
    gold, chosen = np.array([0, 0, 1, 2]), np.array([0, 1, 1, 1])
    assert macro_f1(gold, chosen) == pytest.approx((2 / 3 + 2 / 4 + 0) / 3)


def test_calibration_error_by_hand():
    gold = np.array([0, 0, 1, 1])
    sure = np.array([[0.95, 0.05, 0]] * 4)
    assert calibration_error(gold, sure) == pytest.approx(0.45)


def test_temperature_calms_one_who_is_too_sure():
    gold = np.array([0, 0, 0, 1] * 50)
    sure = np.tile([0.98, 0.01, 0.01], (200, 1))
    divisor = temperature([gold], [sure])
    calmed = sure ** (1 / divisor)
    assert divisor > 1.5
    assert (calmed / calmed.sum(axis=1, keepdims=True))[0, 0] == pytest.approx(0.75, abs=0.1)
