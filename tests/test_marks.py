"""A question as word pieces: what stands first, where the marks stand, what of a long sentence stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reader import MODEL
from analysis.reading.marks import Question, marked
from analysis.reading.pieces import load_tokenizer

ROOM = 40
SENTENCE = "Beijing said that reunification with Taiwan was inevitable, and Washington objected."


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(MODEL / "tokenizer.json")


def asked(sentence: str, holder: str, words: str, target: str = "Taiwan", side: int = 0) -> Question:
    spans = [(sentence.index(part), sentence.index(part) + len(part)) for part in (holder, words)]
    return Question(sentence, *spans, target, side)


def read(tokenizer, question: Question, room: int = ROOM) -> str:
    return tokenizer.decode(marked(tokenizer, [question], room)[0].ids.tolist())


@pytest.mark.parametrize(
    ("holder", "words", "side", "expected"),
    [
        (
            "Beijing",
            "reunification",
            -1,
            "taiwan against | @ beijing @ said that # reunification # with taiwan",
        ),
        ("Washington", "Taiwan", 0, "taiwan | beijing said that reunification with # taiwan # was"),
        ("Washington", "Taiwan", 1, "taiwan for | beijing said that"),
    ],
)
def test_question_shows_target_side_and_marks(tokenizer, holder, words, side, expected):
    assert read(tokenizer, asked(SENTENCE, holder, words, side=side)).startswith(expected)


def test_spans_are_found_between_their_marks(tokenizer):
    question = asked(SENTENCE, "Washington", "Taiwan")
    (pieces,) = marked(tokenizer, [question], ROOM)
    for span, words in ((question.holder, "washington"), (question.span, "taiwan")):
        first, past = pieces.covered(*span)
        assert tokenizer.decode(pieces.ids[first:past].tolist()) == words


def test_long_sentence_keeps_what_is_near_holder_and_target(tokenizer):
    sentence = f"{'word ' * 80}Beijing objected{' word' * 80} to arms for Taiwan{' word' * 80}"
    shown = read(tokenizer, asked(sentence, "Beijing", "Taiwan"))
    assert "@ beijing @ objected" in shown and "arms for # taiwan #" in shown


@given(st.text(min_size=2, max_size=300), st.data())
def test_no_text_breaks_the_marks(tokenizer, text, data):
    places = st.integers(0, len(text) - 1)
    start, other = data.draw(places), data.draw(places)
    question = Question(text, (start, len(text)), (0, other + 1), "Ukraine", -1)
    (pieces,) = marked(tokenizer, [question], ROOM)
    assert len(pieces.ids) == len(pieces.cases) == len(pieces.starts) == len(pieces.ends) <= ROOM
