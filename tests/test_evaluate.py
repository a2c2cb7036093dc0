"""The accuracy card: what a labelled file is, what is counted, and what the card says of it."""

import hashlib
import json
import re

import numpy as np
import pandas as pd
import pytest
from conftest import row

from analysis import entities, evaluate, lexicons, sentences, sentiment, stance
from analysis.accuracy.measures import calibration_error, interval, macro_f1
from analysis.evaluate import ACCURACY, CONFUSION, accuracy, card, confusion
from analysis.names import capitals
from analysis.tables import LABELS, SENTIMENTS

# Four targets in three sentences; the second has two of them.
SENTIMENT = [
    ("The Harbour Bank was fined for fraud.", [("Harbour Bank", "negative")]),
    ("Ilsa Brandt praised Omar Nkemi.", [("Ilsa Brandt", "neutral"), ("Omar Nkemi", "positive")]),
    ("Tilda Moss spoke on Tuesday.", [("Tilda Moss", "neutral")]),
]
PAIR = "Japan thanked Nauru, which said nothing of Japan."


def span(sentence: str, words: str) -> dict:
    start = sentence.index(words)
    return {"start": start, "end": start + len(words)}


def target(sentence: str, words: str, label: str) -> dict:
    return {**span(sentence, words), "label": label}


@pytest.fixture
def write(tmp_path):
    """Write rows as JSON lines, or a text as it stands, and return the path."""

    def write(content: list[dict] | str, name: str = "labelled.jsonl"):
        lines = content if isinstance(content, str) else "\n".join(json.dumps(each) for each in content)
        (tmp_path / name).write_text(lines, encoding="utf-8")
        return tmp_path / name

    return write


@pytest.fixture
def toward(write):
    """Write SENTIMENT, or rows like it, as a file of sentiment."""

    def toward(rows=SENTIMENT, name: str = "sentiment.jsonl"):
        return write([{"sentence": s, "targets": [target(s, *t) for t in ts]} for s, ts in rows], name)

    return toward


@pytest.fixture
def directed(write):
    pair = {"p": span(PAIR, "Japan"), "q": span(PAIR, "Nauru")}
    return write([{"sentence": PAIR, **pair, "p_to_q": "positive", "q_to_p": "negative"}], "directed.jsonl")


@pytest.fixture
def documents(write):
    """A sentence with a title in its gold name, and one that names nobody, in one paragraph."""
    named, nameless = "President Ilsa Brandt left Kyiv.", "It rained."
    names = [("President Ilsa Brandt", "PER"), ("Kyiv", "LOC")]
    found = [{**span(named, words), "type": kind} for words, kind in names]
    rows = [
        {"paragraph": 1, "text": named, "entities": found},
        {"paragraph": 1, "text": nameless, "entities": []},
    ]
    return write([{"document": "d1", "sentences": rows}], "documents.jsonl")


@pytest.fixture(autouse=True)
def _no_model(monkeypatch, tmp_path):
    """Nothing here reads with the model: a test says what it would answer."""
    monkeypatch.setattr(evaluate, "MODEL", tmp_path / "model")
    neutral = answers(SENTIMENTS, ["neutral"] * 9)
    monkeypatch.setattr(sentiment, "score_targets", neutral)
    monkeypatch.setattr(stance, "score_pairs", answers(LABELS, ["neutral"] * 9))
    monkeypatch.setattr(entities, "find_entities", names())


def answers(classes, labels, confidence: float = 0.8):
    """Return a function that gives each row its label with one confidence."""
    rest = (1 - confidence) / 2

    def score(texts, *spans, targets=None):
        rows = [[confidence if label == each else rest for each in classes] for label in labels[: len(texts)]]
        return pd.DataFrame(rows, columns=list(classes))

    return score


def names(*found):
    """Return a function that finds these names: words, kind."""

    def find(texts):
        rows = [
            (place, *span(text, words).values(), kind, 0.9)
            for place, text in enumerate(texts)
            for words, kind in found
            if words in text
        ]
        return pd.DataFrame(rows, columns=list(entities.ENTITIES))

    return find


def test_reader_that_is_always_right_scores_1(toward, monkeypatch):
    gold = ["negative", "neutral", "positive", "neutral"]
    monkeypatch.setattr(sentiment, "score_targets", answers(SENTIMENTS, gold))
    table = accuracy([toward()])
    assert table.dtypes.astype(str).to_dict() == ACCURACY
    assert table["method"].tolist() == ["reader", "lexicon", "TextBlob", "VADER", "majority"]
    found = row(table, method="reader")
    assert found[["rows", "sentences", "measure"]].tolist() == [4, 3, "macro-F1"]
    assert found[["score", "low", "high", *SENTIMENTS]].tolist() == [1.0] * 6
    assert found["calibration_error"] == pytest.approx(0.2)


def test_macro_f1_weighs_each_class_the_same(toward, monkeypatch):
    said = ["negative", "negative", "positive", "neutral"]
    monkeypatch.setattr(sentiment, "score_targets", answers(SENTIMENTS, said))
    table = accuracy([toward()])
    # negative: 1 right of 1 gold and 2 said; neutral: 1 of 2 and 1; positive: 1 of 1 and 1
    assert row(table, method="reader")[[*SENTIMENTS]].tolist() == pytest.approx([2 / 3, 2 / 3, 1])
    assert row(table, method="reader")["score"] == pytest.approx(7 / 9)
    # always neutral: 2 right of 2 gold and 4 said
    assert row(table, method="majority")[["score", "neutral"]].tolist() == pytest.approx([2 / 9, 2 / 3])
    assert row(table, method="reader")["low"] <= 7 / 9 <= row(table, method="reader")["high"]


def test_class_that_the_file_lacks_is_left_out_of_the_mean(toward, monkeypatch):
    monkeypatch.setattr(sentiment, "score_targets", answers(SENTIMENTS, ["neutral", "positive"]))
    spoke = [(f"{name} spoke on Tuesday.", [(name, "neutral")]) for name in ("Tilda Moss", "Omar Nkemi")]
    found = row(accuracy([toward(spoke)]), method="reader")
    assert found["score"] == found["neutral"] == pytest.approx(2 / 3)
    assert found[["negative", "positive", "against"]].isna().all()


CUT_OFF = [(0.05, "positive"), (0.049, "neutral"), (0.0, "neutral"), (-0.049, "neutral"), (-0.05, "negative")]


@pytest.mark.parametrize(("score", "expected"), CUT_OFF)
@pytest.mark.parametrize("method", ["TextBlob", "VADER"])
def test_lexicon_score_of_a_sentence_is_neutral_below_its_published_cut_off(
    toward, monkeypatch, method, score, expected
):
    monkeypatch.setattr(lexicons, f"{method.lower()}_score", lambda text: score)
    said = confusion(toward(), method=method).groupby("predicted")["rows"].sum()
    assert said[said > 0].to_dict() == {expected: 4}


def test_directed_file_asks_both_ways(directed, monkeypatch):
    asked = []

    def score(texts, holders, targets_spans, *, targets=None):
        asked.append((holders, targets_spans, targets))
        return answers(LABELS, ["favor", "against"])(texts)

    monkeypatch.setattr(stance, "score_pairs", score)
    table = accuracy([directed])
    assert asked[-1] == ([(0, 5), (14, 19)], [(14, 19), (0, 5)], None)
    assert row(table, method="reader")[["task", "rows", "sentences", "score"]].tolist() == [
        "directed",
        2,
        1,
        1,
    ]
    assert table["method"].tolist() == ["reader", "TextBlob", "VADER", "majority"]


def test_stance_file_names_its_targets(write, monkeypatch):
    text = "Japan deplored the drills round Taiwan."
    spans = {"holder_start": 0, "holder_end": 5, "target_start": 32, "target_end": 38}
    path = write([{"sentence": text, **spans, "target": "Taiwan", "stance": "favor"}])
    asked = []

    def score(texts, *spans, targets=None):
        asked.append((*spans, targets))
        return answers(LABELS, ["favor"])(texts)

    monkeypatch.setattr(stance, "score_pairs", score)
    assert row(accuracy([path]), method="reader")[["task", "score"]].tolist() == ["stance", 1.0]
    assert asked[-1] == ([(0, 5)], [(32, 38)], ["Taiwan"])


COLUMNS = "Ilsa\tB-politician\nBrandt\tI-politician\nleft\tO\nKyiv\tB-location\n\nIt\tO\nrained\tO\n"


def test_name_counts_only_with_its_whole_span_and_kind(write, monkeypatch):
    path = write(COLUMNS, "names.txt")
    monkeypatch.setattr(capitals, "capital_names", lambda texts, known: [[] for _ in texts])
    monkeypatch.setattr(entities, "find_entities", names(("Ilsa", "person"), ("Kyiv", "organisation")))
    wrong = row(accuracy([path]), method="reader")
    assert wrong[["task", "measure", "rows", "score"]].tolist() == ["names", "F1", 2, 0.0]
    monkeypatch.setattr(entities, "find_entities", names(("Ilsa Brandt", "person"), ("rained", "person")))
    table = accuracy([path])
    # one right, of two in the gold and two found
    assert row(table, method="reader")["score"] == 0.5
    assert row(table, method="reader")[["person", "place"]].tolist() == pytest.approx([2 / 3, 0])
    # the book alone knows Kyiv
    assert row(table, method="book and capitals")["score"] == pytest.approx(2 / 3)
    assert table["calibration_error"].isna().all()


def test_documents_measure_names_without_titles_and_boundaries(documents, monkeypatch):
    monkeypatch.setattr(entities, "find_entities", names(("Ilsa Brandt", "person"), ("Kyiv", "place")))
    monkeypatch.setattr(sentences, "sentence_spans", lambda text: [(0, 9), (10, 32), (33, len(text))])
    table = accuracy([documents])
    assert row(table, task="names", method="reader")[["rows", "sentences", "score"]].tolist() == [2, 2, 1]
    # three ends found, both gold ones among them
    boundaries = row(table, task="boundaries")
    assert boundaries[["rows", "sentences", "score"]].tolist() == [2, 1, 0.8]


def test_name_found_where_nobody_is_named_costs(documents, monkeypatch):
    found = ("Ilsa Brandt", "person"), ("Kyiv", "place"), ("It", "organisation")
    monkeypatch.setattr(entities, "find_entities", names(*found))
    assert row(accuracy([documents]), task="names", method="reader")["score"] == 0.8


def test_calibration_error_is_weighed_over_bins():
    confidence, right = np.array([0.90, 0.91, 0.5, 0.95, 1.0]), np.array([1, 0, 1, 1, 0])
    # 0.90 and 0.91 share a bin and are right once; so do 0.95 and 1.0, the last; 0.5 is right
    assert calibration_error(confidence, right) == pytest.approx((0.81 + 0.5 + 0.95) / 5)
    assert np.isnan(calibration_error(None, right))


def test_calibration_error_of_confidence_that_keeps_its_word_is_0():
    assert calibration_error(np.full(5, 0.8), np.array([1, 1, 1, 1, 0])) == pytest.approx(0)


def test_interval_of_a_share_is_the_one_of_the_textbook():
    half = np.array([[[1, 1, 1]], [[0, 1, 0]]] * 50)
    found = interval(half, lambda totals: totals[..., 0, 0] / totals[..., 0, 1])
    assert found == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05), abs=0.015)


def test_interval_is_over_sentences_not_targets():
    once = np.array([[[1, 1, 1], [0, 0, 0]], [[0, 1, 0], [0, 0, 1]], [[0, 0, 0], [1, 1, 1]]] * 10)
    low, high = interval(once, macro_f1)
    assert low < macro_f1(once.sum(axis=0)) < high
    # each sentence with every target twice: no more is known than before
    assert interval(2 * once, macro_f1) == (low, high)
    # as many sentences again: more is known
    more = interval(np.concatenate([once, once]), macro_f1)
    assert low < more[0] and more[1] < high


def test_targets_of_one_sentence_on_two_lines_are_one_sentence(toward):
    again = [SENTIMENT[1], (SENTIMENT[1][0], SENTIMENT[1][1][:1])]
    assert set(accuracy([toward(again)])["sentences"]) == {1}


def test_confusion_counts_every_pair_of_classes(toward, monkeypatch):
    said = ["negative", "negative", "positive", "neutral"]
    monkeypatch.setattr(sentiment, "score_targets", answers(SENTIMENTS, said))
    table = confusion(toward())
    assert table.dtypes.astype(str).to_dict() == CONFUSION
    counts = table.pivot(index="gold", columns="predicted", values="rows")
    assert counts.to_numpy().tolist() == [[1, 0, 0], [1, 1, 0], [0, 0, 1]]


def test_confusion_of_names_is_refused(write, toward):
    with pytest.raises(ValueError, match=r"names.txt holds names, which are found or missed"):
        confusion(write(COLUMNS, "names.txt"))
    with pytest.raises(ValueError, match=r"no method 'guess' for sentiment; there are \['reader', 'lexicon'"):
        confusion(toward(), method="guess")


@pytest.mark.parametrize("listed", [True, False])
def test_file_that_the_model_was_trained_on_is_flagged(toward, tmp_path, listed):
    train = toward(name="train.jsonl")
    new = toward(SENTIMENT[:2], name="new.jsonl")
    (tmp_path / "model").mkdir()
    hashes = [hashlib.sha256(train.read_bytes()).hexdigest()]
    about = {"trained_on": hashes} if listed else {"tags": []}
    (tmp_path / "model" / "reader.json").write_text(json.dumps(about), encoding="utf-8")
    table = accuracy([new, train])
    assert table.groupby("file")["seen"].unique().map(list).to_dict() == {
        new.as_posix(): [False],
        train.as_posix(): [listed],
    }
    marked = [line.split()[0] for line in card(table).splitlines() if " trained on " in line]
    assert marked == (["reader"] if listed else [])


def test_card_fits_100_columns_and_gives_every_score_its_n(toward, directed, documents, monkeypatch):
    monkeypatch.setattr(evaluate, "_trained_on", lambda: {evaluate._sha256(directed)})
    table = accuracy([toward(), directed, documents])
    before = table.copy(deep=True)
    lines = card(table).splitlines()
    assert max(map(len, lines)) <= 100
    scores = [line for line in lines if re.match(r"\S.* \d\.\d{3} ", line)]
    assert len(scores) == len(table)
    assert all(re.search(r" \d+ +\d\.\d{3} \d\.\d{3}-\d\.\d{3}", line) for line in scores)
    assert lines[-1].startswith("95 %: interval by bootstrap over sentences") and "1,000" in lines[-1]
    pd.testing.assert_frame_equal(table, before)


def test_line_separator_within_a_sentence_does_not_end_its_row(write):
    sentence = "Tilda Moss spoke\u2028on Tuesday."
    found = {"sentence": sentence, "targets": [target(sentence, "Tilda Moss", "neutral")]}
    path = write(json.dumps(found, ensure_ascii=False))
    assert accuracy([path])["rows"].tolist() == [1] * 5


def test_no_files_give_an_empty_table_with_its_columns():
    assert accuracy([]).dtypes.astype(str).to_dict() == ACCURACY and accuracy([]).empty


TARGET = {"start": 0, "end": 5, "label": "neutral"}
BAD = {
    "articles": (
        '{"title": "Rain", "text": "It rained."}',
        r"bad:1 has the keys \['text', 'title'\]; expected",
    ),
    "prose": ("It rained.\n", r"bad:1 is 'It rained.'; expected JSON lines .* or CoNLL columns"),
    "empty": ("\n", r"bad:1 is ''; expected JSON lines"),
    "broken": ('{"sentence": "It rained.", "targets": []}\n{"sen', r"bad:2 is no JSON: .* at column"),
    "a list": ('{"sentence": "It rained.", "targets": []}\n[1]', r"bad:2 is no JSON object: '\[1\]'"),
    "nothing": ('{"sentence": "It rained.", "targets": []}', "bad: read as sentiment, but it has nothing to"),
    "key": ('{"sentence": "It rained.", "targets": [{"start": 0, "end": 2}]}', "sentiment lacks 'label'"),
    "label": (
        json.dumps({"sentence": "Japan.", "targets": [{**TARGET, "label": "good"}]}),
        "a label is none of negative, neutral, positive: 'Japan.'",
    ),
    "span": (
        json.dumps({"sentence": "Fog.", "targets": [TARGET]}),
        "bad: read as sentiment, but row 0: the target span 0:5 lies outside its sentence",
    ),
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD.keys())
def test_file_that_cannot_be_measured_says_where_and_why(write, content, message):
    with pytest.raises(ValueError, match=message):
        accuracy([write(content, "bad")])


def test_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "bad").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match=r"bad is no text in UTF-8"):
        accuracy([tmp_path / "bad"])
