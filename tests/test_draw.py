"""Drawing items to code: marked words, hidden answers, two halves, no copies."""

import pandas as pd
import pytest

from analysis.coding.draw import DOUBTED, RANDOM, draw, mark
from analysis.coding.sheets import columns
from analysis.tables import Analysis


@pytest.fixture
def corpus(articles, sentences, mentions, sentiment, stances) -> Analysis:
    return Analysis(articles, sentences, mentions, sentiment, stances)


def test_sheet_of_stance_marks_holder_and_target(corpus):
    table = draw(corpus, "stance", 50).set_index("marked")
    assert list(table.reset_index()[columns("stance")]) == columns("stance")
    drills = table.loc["China held drills around {Taiwan}, which [Japan] deplored."]
    assert drills[["holder", "target", "stance", "voice"]].tolist() == ["Japan", "Taiwan", "", ""]


@pytest.mark.parametrize("task", ["stance", "sentiment", "names"])
def test_sheet_says_nothing_of_what_the_model_answered(corpus, task):
    table = draw(corpus, task, 50)
    assert list(table) == columns(task)
    filled = {"against", "favor", "negative", "positive", "outlet", "reported"}
    assert not filled & set(table.astype(str).to_numpy().ravel())


@pytest.mark.parametrize("task", ["stance", "sentiment"])
def test_offsets_cut_out_the_words(corpus, task):
    start, end, words = (
        ("start", "end", "mention") if task == "sentiment" else ("holder_start", "holder_end", "holder")
    )
    for row in draw(corpus, task, 50).to_dict("records"):
        assert row["sentence"][row[start] : row[end]] == row[words]


def test_second_half_is_what_the_model_doubts(corpus):
    scored = corpus.stances.assign(against=0.9, neutral=0.05, favor=0.05)
    doubted = scored["holder"].isin(["Nauru", "Japan"])
    scored.loc[doubted, ["against", "neutral", "favor"]] = [0.3, 0.4, 0.3]
    for seed in range(8):
        table = draw(corpus._replace(stances=scored), "stance", 4, seed=seed)
        parts = {part: set(rows["holder"]) for part, rows in table.groupby("part")}
        left = {"Nauru", "Japan"} - parts[RANDOM]
        assert len(table) == 4 and left <= parts[DOUBTED]


def test_copies_are_passed_over_and_the_outlet_has_no_words_to_mark(corpus):
    table = draw(corpus, "stance", 50)
    assert "s5" not in set(table["article_id"]) and set(table["holder"]) <= {
        "Nauru",
        "China",
        "Japan",
        "Beijing",
        "EU",
        "Russia",
    }


def test_draw_is_the_same_for_the_same_seed(corpus):
    pd.testing.assert_frame_equal(draw(corpus, "sentiment", 6, seed=3), draw(corpus, "sentiment", 6, seed=3))
    assert not draw(corpus, "sentiment", 6, seed=3).equals(draw(corpus, "sentiment", 6, seed=4))


def test_corpus_without_stance_says_so(corpus):
    with pytest.raises(ValueError, match="no stance to code in these articles"):
        draw(corpus._replace(stances=corpus.stances.iloc[:0]), "stance", 10)


def test_neighbouring_spans_are_marked_apart():
    assert mark("KyivMinsk.", [(0, 4, "[]"), (4, 9, "{}")]) == "[Kyiv]{Minsk}."
