"""The reader: each sentence once, alone in its result, at any length, from files that are whole."""

import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reader import MODEL, Reader, load_reader

SENTENCES = [
    "Nauru cut its ties with Taiwan.",
    "The EU praised Ukraine, and Russia shelled Kharkiv.",
    "Vučić spoke with Ukraine about grain, about gas, and about the long road that both still have to go.",
    "Rain.",
]
HARD = {
    "empty": "",
    "one character": "X",
    "spaces": "   ",
    "emoji": "🇹🇼 Taiwan 🎉👩‍👩‍👧 wins 🏆",
    "right to left": "قال Zelensky إن أوكرانيا لن تستسلم",
    "control characters": "Lai\x00 met\x07 Ruto\u202e in\u200b Nairobi\ufeff.",
    "ten thousand words": "Kyiv thanked Riga for the aid. " * 1_700,
    "one word of ten thousand letters": "a" * 10_000,
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_reading_does_not_depend_on_what_is_read_beside_it(reader):
    alike = [f"{name} met Lai in Taipei on a Monday." for name in ("Xi", "Ma", "Hu")]  # a run of their own
    sentences = [*SENTENCES, *alike]
    alone = [Reader().read([sentence])[0] for sentence in sentences]
    assert len({len(each.states) for each in alone[-len(alike) :]}) == 1
    for one, together in zip(alone, reader.read(sentences), strict=True):
        np.testing.assert_array_equal(one.states, together.states)
        np.testing.assert_array_equal(one.tags, together.tags)


def test_judgement_does_not_depend_on_what_is_judged_beside_it(reader):
    spans = [(0, 5), (4, 6), (0, 5), (0, 4)]
    together = reader.sentiment(reader.read(SENTENCES), spans)
    alone = [reader.sentiment(reader.read([s]), [span])[0] for s, span in zip(SENTENCES, spans, strict=True)]
    np.testing.assert_allclose(alone, together, atol=1e-5)


def test_sentence_is_encoded_once_however_often_it_is_asked_for(monkeypatch):
    reader, encoded = Reader(), []
    encode = reader._encode
    monkeypatch.setattr(reader, "_encode", lambda new: encoded.extend(new) or encode(new))
    first = reader.read(SENTENCES * 3)
    again = reader.read(SENTENCES)
    assert encoded == SENTENCES
    assert first[0] is first[4] is again[0]


def test_no_more_sentences_are_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("analysis.reader._REMEMBERED", 30)
    reader = Reader()
    reader.read(SENTENCES)
    assert list(reader._kept) == SENTENCES[-2:]


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_hard_input_is_read_whole(reader, text):
    (reading,) = reader.read([text])
    pieces = len(reading.pieces.ids)
    assert len(reading.states) == len(reading.tags) == len(reading.window) == pieces
    assert np.isfinite(reading.states).all()
    np.testing.assert_allclose(reading.tags.sum(axis=1), np.ones(pieces), atol=1e-5)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=40), st.data())
def test_any_span_of_any_text_gets_probabilities(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    readings = load_reader().read([text])
    for judged in (
        load_reader().sentiment(readings, [(start, end)]),
        load_reader().stance(readings, [(start, end)], [(0, len(text))]),
    ):
        assert judged.shape == (1, 3)
        assert judged.min() >= 0
        assert judged.sum() == pytest.approx(1, abs=1e-5)


def test_end_of_a_long_sentence_is_not_cut_off(reader):
    filler = "the harvest was brought in from the fields " * 60
    readings = reader.read([filler + "Nauru praised Taiwan.", filler + "Nauru attacked Taiwan."])
    span = (len(filler), len(filler) + len("Nauru"))
    first, second = reader.stance(
        readings,
        [span] * 2,
        [
            (len(r) - 7, len(r) - 1)
            for r in (filler + "Nauru praised Taiwan.", filler + "Nauru attacked Taiwan.")
        ],
    )
    assert first[2] > second[2]


def test_nothing_asked_is_an_empty_answer(reader):
    assert reader.read([]) == []
    assert reader.sentiment([], []).shape == (0, 3)
    assert reader.stance([], [], []).shape == (0, 3)


def test_missing_file_is_named_with_what_to_do(tmp_path):
    copy = shutil.copytree(MODEL, tmp_path / "model")
    (copy / "stance.onnx").unlink()
    with pytest.raises(FileNotFoundError, match=r"lacks .*stance\.onnx; get it back with `git checkout"):
        Reader(copy)


def test_missing_model_is_named_with_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"lacks .*reader\.json; get it back with"):
        Reader(tmp_path)


def test_damaged_file_is_not_loaded(tmp_path):
    copy = shutil.copytree(MODEL, tmp_path / "model")
    whole = (copy / "sentiment.onnx").read_bytes()
    (copy / "sentiment.onnx").write_bytes(whole[:-1] + b"?")
    with pytest.raises(ValueError, match=r"sentiment\.onnx is damaged: its SHA-256 is"):
        Reader(copy)


def test_number_of_threads_changes_nothing():
    one, two = Reader(threads=1).read(SENTENCES), Reader(threads=2).read(SENTENCES)
    for a, b in zip(one, two, strict=True):
        np.testing.assert_array_equal(a.states, b.states)
