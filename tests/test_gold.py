"""The labels that the suite is measured on."""

from pathlib import Path

import pytest

from analysis.accuracy.coded import to_lines
from analysis.coding.sheets import TASKS, read_sheet

GOLD = Path(__file__).resolve().parents[1] / "data" / "gold"
PARTS = ("train", "dev", "test")
SHEETS = [(part, task) for part in PARTS for task in TASKS]


@pytest.mark.parametrize(("part", "name"), [*SHEETS, *((part, "rest/stance") for part in PARTS)])
def test_every_row_can_be_used(part, name):
    sheet = read_sheet(GOLD / part / f"{name}.csv")
    assert sheet.problems == []
    assert (sheet.rows[list(TASKS[sheet.task])] != "").all(axis=None)


@pytest.mark.parametrize(("part", "task"), SHEETS)
def test_the_lines_say_what_the_sheet_says(part, task):
    lines = (GOLD / part / f"{task}.jsonl").read_text(encoding="utf-8")
    assert lines == to_lines(read_sheet(GOLD / part / f"{task}.csv"))


def test_no_article_stands_in_two_parts():
    articles = [
        set().union(*(read_sheet(GOLD / part / f"{task}.csv").rows["article_id"] for task in TASKS))
        for part in PARTS
    ]
    assert len(set.union(*articles)) == sum(map(len, articles))


@pytest.mark.parametrize("part", PARTS)
def test_later_round_codes_what_the_first_passed_over(part):
    first, rest = (read_sheet(GOLD / part / f"{name}.csv").rows for name in ("stance", "rest/stance"))
    about = ["article_id", "sentence_id", "target"]
    assert not set(first[about].itertuples(index=False)) & set(rest[about].itertuples(index=False))


@pytest.mark.parametrize("name", ["sentiment", "stance", "rest/stance"])
def test_a_label_that_the_coders_differed_on_was_settled_with_a_reason(name):
    for part in PARTS:
        sheet = read_sheet(GOLD / part / f"{name}.csv")
        rows = sheet.rows
        for label in TASKS[sheet.task]:
            differ = rows[rows[f"{label}_a"] != rows[f"{label}_b"]]
            assert (differ["reason"] != "").all()
            chosen = (differ[label] == differ[f"{label}_a"]) | (differ[label] == differ[f"{label}_b"])
            assert chosen.all()
