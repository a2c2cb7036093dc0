"""Word pieces, windows over them, and the names that their tags spell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reader import MODEL
from analysis.reading.pieces import CASES, cut, letter_case, load_tokenizer, windows
from analysis.reading.tags import TAGS, tagged_names

TOKENIZER = load_tokenizer(MODEL / "tokenizer.json")
SENTENCE = "Olena Marchenko's brother left the QXZ in Rivne."


@pytest.mark.parametrize(
    ("surface", "case"),
    [
        ("taiwan", "lower"),
        ("Taiwan", "title"),
        ("X", "title"),
        ("NATO", "upper"),
        ("McCain", "mixed"),
        ("2025", "digit"),
        ("’", "other"),
        ("臺", "mixed"),
    ],
)
def test_case_of_a_piece(surface, case):
    assert CASES[letter_case(surface)] == case


@given(st.text(max_size=60))
def test_pieces_slice_a_text_in_order(text):
    (pieces,) = cut(TOKENIZER, [text])
    assert (np.diff(pieces.starts) >= 0).all() and (np.diff(pieces.ends) >= 0).all()
    assert all(0 <= start < end <= len(text) for start, end in zip(pieces.starts, pieces.ends, strict=True))


def test_pieces_of_one_letter_share_its_place():
    (pieces,) = cut(TOKENIZER, ["설"])
    assert len(pieces.ids) > 1
    assert set(zip(pieces.starts, pieces.ends, strict=True)) == {(0, 1)}


def test_span_covers_the_pieces_that_it_touches():
    (pieces,) = cut(TOKENIZER, [SENTENCE])
    first, past = pieces.covered(0, len("Olena Marchenko"))
    assert (pieces.starts[first], pieces.ends[past - 1]) == (0, len("Olena Marchenko"))


def test_span_of_spaces_covers_none():
    (pieces,) = cut(TOKENIZER, ["Lai   spoke."])
    first, past = pieces.covered(4, 5)
    assert first >= past


@given(st.integers(0, 2_000), st.integers(2, 130))
def test_every_piece_is_answered_for_once(count, size):
    plan = windows(count, size)
    answered = [place for window in plan for place in range(window.first, window.past)]
    assert answered == list(range(count))
    assert all(w.start <= w.first <= w.past <= w.end <= max(count, 0) for w in plan)
    assert all(w.end - w.start <= size for w in plan)


def test_piece_is_answered_for_where_it_has_most_around_it():
    assert [(w.start, w.first, w.past, w.end) for w in windows(20, 8)] == [
        (0, 0, 6, 8),
        (4, 6, 10, 12),
        (8, 10, 14, 16),
        (12, 14, 20, 20),
    ]


def spelled(sentence: str, **tags: str) -> list[tuple[str, str]]:
    """Return the names in a sentence whose words (a keyword each) have these tags."""
    (pieces,) = cut(TOKENIZER, [sentence])
    rows = np.zeros((len(pieces.ids), len(TAGS)))
    rows[:, 0] = 1
    for word, tag in tags.items():
        first, _ = pieces.covered(sentence.index(word), sentence.index(word) + len(word))
        rows[first] = np.eye(len(TAGS))[TAGS.index(tag)]
    return [(sentence[n.start : n.end], n.kind) for n in tagged_names(sentence, pieces, rows)]


def test_name_ends_with_its_last_word_though_later_pieces_say_nothing():
    found = spelled(SENTENCE, Olena="B-person", Marchenko="I-person", QXZ="B-organisation", Rivne="B-place")
    assert found == [("Olena Marchenko", "person"), ("QXZ", "organisation"), ("Rivne", "place")]


def test_continuation_of_another_kind_begins_a_name():
    assert spelled(SENTENCE, QXZ="I-organisation", Rivne="I-place") == [
        ("QXZ", "organisation"),
        ("Rivne", "place"),
    ]


def test_two_names_side_by_side_stay_two():
    sentence = "Rivne Kharkiv"
    assert spelled(sentence, Rivne="B-place", Kharkiv="B-place") == [("Rivne", "place"), ("Kharkiv", "place")]


def test_mark_alone_is_no_name():
    (pieces,) = cut(TOKENIZER, ["—"])
    rows = np.eye(len(TAGS))[[TAGS.index("B-person")] * len(pieces.ids)]
    assert tagged_names("—", pieces, rows) == []
