"""The model of positions: what it is asked, what it answers, and the words that it leans on."""

import shutil

import numpy as np
import pytest
from builders import articles

from analysis.actors import find_mentions
from analysis.reader import load_reader
from analysis.reading.marks import Question
from analysis.sentences import split_sentences
from analysis.stance import deciding_words, detect_stance
from analysis.stances.model import STANCE_MODEL, StanceModel, load_stance_model
from analysis.tables import LABELS

SENTENCE = "Poland condemned the strikes on Kyiv, and Hungary blocked the aid for Ukraine."


def asked(holder: str, words: str) -> Question:
    spans = [(SENTENCE.index(part), SENTENCE.index(part) + len(part)) for part in (holder, words)]
    return Question(SENTENCE, *spans, "Ukraine")


def test_holder_that_is_marked_is_the_one_asked_about():
    judged = load_stance_model().judge([asked("Poland", "Kyiv"), asked("Hungary", "Ukraine")])
    assert [LABELS[place] for place in judged.stances.argmax(axis=1)] == ["favor", "against"]
    np.testing.assert_allclose(judged.stances.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(judged.voices.sum(axis=1), 1, atol=1e-5)


def test_answer_hangs_on_nothing_else_that_is_asked():
    one, other = asked("Poland", "Kyiv"), asked("Hungary", "Ukraine")
    alone = load_stance_model().judge([one]).stances[0]
    together = load_stance_model().judge([other, one, one, other]).stances
    np.testing.assert_allclose(together[1], alone, atol=1e-5)
    np.testing.assert_allclose(together[2], alone, atol=1e-5)


def test_nothing_asked_is_nothing_answered():
    judged = load_stance_model().judge([])
    assert judged.stances.shape == (0, 3) and judged.voices.shape == (0, 3)


def test_model_that_is_damaged_is_refused(tmp_path):
    folder = shutil.copytree(STANCE_MODEL.parent, tmp_path / "model") / STANCE_MODEL.name
    (folder / "voice.onnx").write_bytes(b"no graph")
    with pytest.raises(ValueError, match=r"voice\.onnx is damaged"):
        StanceModel(folder)
    (folder / "voice.onnx").unlink()
    with pytest.raises(FileNotFoundError, match=r"voice\.onnx"):
        StanceModel(folder)


def test_words_that_both_models_share_are_in_memory_once():
    assert load_stance_model()._encoder._words is load_reader()._encoder._words


def test_words_that_both_models_share_are_checked_too(tmp_path):
    folder = shutil.copytree(STANCE_MODEL.parent, tmp_path / "model") / STANCE_MODEL.name
    (folder.parent / "words.onnx").write_bytes(b"no graph")
    with pytest.raises(ValueError, match=r"words\.onnx is damaged"):
        StanceModel(folder)


def test_whole_model_folder_is_small_enough_to_ship():
    files = [file for file in STANCE_MODEL.parent.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 80e6


def test_deciding_words_stand_in_the_sentence_and_decide():
    text = "It rained. Poland condemned the strikes on Kyiv."
    table = articles(text)
    sentences = split_sentences(table)
    rows = detect_stance(sentences, find_mentions(table, sentences), table)
    shown = deciding_words(rows[rows["holder"] == "Poland"], sentences).iloc[0]
    assert "condemned" in text[shown["words_start"] : shown["words_end"]]


def test_neutral_rows_have_no_deciding_words():
    table = articles("Poland borders Ukraine.")
    sentences = split_sentences(table)
    rows = detect_stance(sentences, find_mentions(table, sentences), table)
    assert len(rows) and (deciding_words(rows, sentences)["words_start"] == -1).all()
    assert deciding_words(rows.head(0), sentences).empty
