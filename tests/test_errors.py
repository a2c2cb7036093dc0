"""Answers on coded stances: what their sentences are like, where they are wrong, what names alone do."""

import numpy as np
import pandas as pd
import pytest

from analysis.accuracy import errors, swaps
from analysis.accuracy.swaps import swap_pairs
from analysis.accuracy.tasks import Labelled
from analysis.book import DATA
from analysis.evaluate import ACCURACY, labelled_files, read_coded, scores

SHEET = DATA / "gold" / "dev" / "stance.csv"


@pytest.fixture(scope="module")
def answers():
    articles = pd.DataFrame({"article_id": ["x"], "source": ["Meridian Wire"]})
    return errors.stance_answers(SHEET, articles)


def test_every_coded_pair_is_answered_with_its_spans(answers):
    assert len(answers) == 99
    row = answers.iloc[0]
    assert row["sentence"][row["holder_start"] : row["holder_end"]] == "partner"
    assert (answers["right"] == (answers["gold"] == answers["said"])).all()
    assert answers["sure"].between(1 / 3, 1).all()


def test_sentence_is_told_by_its_outlet_and_its_negation(answers):
    assert set(answers["outlet"]) == {"Meridian Wire", errors.OTHER}
    negated = answers.set_index("sentence")["negated"]
    (text,) = {text for text in negated.index if "it will not recognise the 1992 Consensus" in text}
    assert set(negated[[text]]) == {"negated"}


def test_groups_of_fewer_than_ten_are_left_out():
    table = pd.DataFrame({"voice": ["outlet"] * 12 + ["quoted"] * 3, "right": [True] * 9 + [False] * 6})
    (row,) = errors.right_by(table, "voice").itertuples()
    assert (row.group, row.n, row.right) == ("outlet", 12, 0.75)
    assert row.low == pytest.approx(0.4677, abs=0.001)  # Wilson's interval of 9 in 12


def test_lengths_stand_in_their_order():
    table = pd.DataFrame(
        {"words": [name for _, name in errors.LENGTHS[::-1] for _ in range(10)], "right": True}
    )
    assert errors.right_by(table, "words")["group"].tolist() == [name for _, name in errors.LENGTHS]


def test_worst_mistake_is_the_surest_wrong_answer(answers):
    worst = errors.worst_mistakes(answers, limit=3)
    assert not worst["right"].any() and worst["sentence"].is_unique
    assert worst["sure"].iloc[0] == answers.loc[~answers["right"], "sure"].max()


def test_confusion_counts_every_answer_once(answers):
    counts = errors.mistaken(answers)
    assert counts.to_numpy().sum() == len(answers)
    assert np.trace(counts.to_numpy()) == answers["right"].sum()


def test_confusion_of_a_part_leaves_the_other_out(answers):
    one, two = (errors.mistaken(answers, part).to_numpy().sum() for part in ("1", "2"))
    assert one and two and one + two == len(answers)


def test_name_that_decides_a_score_is_found_out(monkeypatch):
    texts = ["Russia lied again."] * 6 + ["Ukraine lied again."]
    spans = [(0, 6)] * 6 + [(0, 7)]

    def partial(sentences, targets):
        bad = [
            0.9 if text[slice(*span)] == "Russia" else 0.2
            for text, span in zip(sentences, targets, strict=True)
        ]
        return pd.DataFrame({"negative": bad, "neutral": 0.1, "positive": 0.0})

    monkeypatch.setattr(swaps, "score_targets", partial)
    table = swap_pairs(Labelled("sentiment", texts, ["negative"] * 7, (spans,)), [("Russia", "Ukraine")])
    assert table["n"].tolist() == [6, 1]
    assert table["shift"].tolist() == pytest.approx([0.7, -0.7])
    assert table["low"].isna().tolist() == [False, True]


def test_labelled_files_are_the_sheets_and_what_a_user_adds(tmp_path):
    (tmp_path / "notes.txt").write_text("no labels here")
    more = DATA / "gold" / "dev" / "stance.jsonl"
    found = labelled_files(SHEET.parent, f"{more}:{tmp_path}")
    assert [path.name for path in found] == ["names.csv", "sentiment.csv", "stance.csv", "stance.jsonl"]
    with pytest.raises(FileNotFoundError, match="nowhere: no labelled file"):
        labelled_files(SHEET.parent, "nowhere")


def test_scores_leave_parts_and_speed_out():
    files = ["a/stance.csv", "a/stance.csv, its part 1"]
    table = pd.DataFrame({"file": files}).reindex(columns=list(ACCURACY)).assign(seen=False)
    found = scores(table)
    assert found["file"].tolist() == ["a/stance.csv"] and "rows_per_second" not in found


def test_coded_sheet_gives_its_spans():
    labelled = read_coded(SHEET)[0]
    assert labelled.task == "stance" and len(labelled) == 99


@pytest.mark.parametrize("number", [12, 47])
def test_sureness_of_a_small_sheet_leaves_small_bins_out(number):
    sure = [0.5 + row / 100 for row in range(number)]
    answers = pd.DataFrame({"sure": sure, "right": [row % 2 == 0 for row in range(number)]})
    rates = errors.right_by_sureness(answers)
    assert (rates["n"] >= errors.LEAST).all() and rates["sure"].is_monotonic_increasing
    assert len(rates) == (0 if number == 12 else 2)
