"""The rerun record: the same twice, and a change traced to the articles that made it."""

import hashlib
import json

import pandas as pd
import pytest
from builders import articles

from analysis.changes import changes
from analysis.pipeline import analyse
from analysis.record import read_record, record, write_record

TEXTS = ("Poland condemned the strikes on Kyiv.", "China opposes arms for Taiwan.", "It rained in Lagos.")


def corpus(*texts: str) -> pd.DataFrame:
    return articles(*texts, source="Wire", day="2024-06-01")


def recorded(table: pd.DataFrame) -> dict:
    return json.loads(json.dumps(record(analyse(table), [])))


def test_two_runs_give_one_record(tmp_path):
    table = corpus(*TEXTS)
    first, second = (write_record(analyse(table), [], folder) for folder in _folders(tmp_path))
    assert first.read_bytes() == second.read_bytes()
    assert changes(read_record(first.parent), read_record(second)) == ["nothing changed"]


def _folders(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        yield tmp_path / name


def test_number_that_changed_is_traced_to_its_article():
    old = recorded(corpus(*TEXTS).assign(title=["strikes", "arms", "rain"]))
    new = recorded(corpus(*TEXTS[:2]).assign(title=["strikes", "arms"]))
    new["articles"]["a2"]["mentions"]["China"] += 2
    lines = changes(old, new)
    assert "article gone: rain (Wire, news.jsonl#3)" in lines
    assert "mentions of China: 1 -> 3; in: arms" in lines
    assert "statuses, ok: 3 -> 2" in lines


def test_article_with_another_text_is_neither_gone_nor_new():
    old = recorded(corpus(*TEXTS[:1]).assign(title=["strikes"]))
    new = recorded(corpus("Poland praised Kyiv.").assign(title=["strikes"], article_id=["b"], story=["b"]))
    told = [line for line in changes(old, new) if line.startswith("article")]
    assert told == ["article another text: strikes (Wire, news.jsonl#1)"]


def test_stance_that_changed_is_told_with_its_cell():
    old, new = recorded(corpus(*TEXTS)), recorded(corpus(*TEXTS))
    sides = new["articles"]["a1"]["stances"]
    sides["Poland|Ukraine|neutral"] = sides.pop(next(key for key in sides if key.startswith("Poland|")))
    (line,) = [line for line in changes(old, new) if line.startswith("Poland on Ukraine")]
    assert "0 neutral" in line and "1 neutral" in line and line.endswith("in: a1")


def test_record_holds_the_hash_of_every_file(tmp_path):
    (tmp_path / "one.txt").write_text("Taiwan")
    found = record(analyse(corpus(*TEXTS)), tmp_path)["files"]
    assert found == {"one.txt": hashlib.sha256(b"Taiwan").hexdigest()}


def test_what_is_no_record_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"has no record\.json"):
        read_record(tmp_path)
    (tmp_path / "record.json").write_text("{}")
    with pytest.raises(ValueError, match="it lacks"):
        read_record(tmp_path)
    (tmp_path / "record.json").write_text("no")
    with pytest.raises(ValueError, match="is no record"):
        read_record(tmp_path)
