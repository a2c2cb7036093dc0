"""Files that nobody writes on purpose: each ends in rows, notes or a message that says where."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from analysis import pipeline
from analysis.__main__ import main
from analysis.articles import clean, load_articles
from analysis.book import DATA, read_book
from analysis.loading.dates import read_date
from analysis.loading.markup import read_html, without_html
from analysis.pipeline import analyse
from analysis.reading.graphs import verified
from analysis.sentences import sentence_spans


def found(path, content: bytes | str) -> pd.DataFrame:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_articles(path)


@pytest.mark.parametrize("command", ["tables", "report"])
def test_what_the_suite_writes_is_not_put_among_the_articles(tmp_path, command):
    (tmp_path / "a.txt").write_text("Xi spoke of Taiwan.")
    for source, out in ((tmp_path, tmp_path / "out"), (tmp_path / "a.txt", tmp_path)):
        done = CliRunner().invoke(main, [command, str(source), "--out", str(out)])
        assert "give" in str(done.exception) and str(out) in str(done.exception)
        assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_broken_characters_in_a_reason_or_a_name_can_be_written(tmp_path):
    table = found(tmp_path / "a.jsonl", '{"text": "Xi spoke."}\n{"\\ud800": 1}\n')
    assert table["status"].tolist() == ["ok", "unreadable"]
    table["detail"].str.encode("utf-8")


def test_parquet_values_that_python_has_none_for_cost_their_row_alone(tmp_path):
    file = tmp_path / "a.parquet"
    days = pa.array([0, 10**14], pa.timestamp("s"))
    pq.write_table(pa.table({"text": pa.array([b"Xi spoke.", b"Putin left."]), "date": days}), file)
    table = load_articles(file)
    assert table["text"].tolist() == ["Xi spoke.", ""]
    assert table["detail"].iloc[1].startswith("a value can't be read")


def test_listing_of_a_model_that_is_damaged_is_named(tmp_path):
    for text in ("", "{}", "[]"):
        (tmp_path / "reader.json").write_text(text)
        with pytest.raises(ValueError, match=r"reader\.json is damaged"):
            verified(tmp_path)


def test_book_in_another_encoding_is_named(tmp_path):
    (tmp_path / "book.csv").write_bytes("actor\nZürich\n".encode("cp1252"))
    with pytest.raises(ValueError, match=r"book\.csv: not read as CSV in UTF-8"):
        read_book(tmp_path / "book.csv")


@pytest.mark.parametrize("number", [400, 3_000])
def test_tags_that_nobody_closed_hide_no_paragraph(number):
    body = "".join(f"<p><div>Paragraph {place} on Taiwan.</p>" for place in range(number))
    last = f"Paragraph {number - 1} on Taiwan."
    assert without_html(f"<p>First.</p>{body}")[0].endswith(last)
    page = read_html(f"<html><script>no word</script><body><p>First.</p>{body}</body></html>")["text"]
    assert page.rstrip().endswith(last) and "no word" not in page


@pytest.mark.parametrize(
    ("name", "content"), [("a.json.gz", b"[" + b"[]," * 9_000_000), ("a.csv.gz", b"a\n" * 9_000_000)]
)
def test_trap_is_not_unpacked_into_millions_of_objects(tmp_path, name, content):
    table = found(tmp_path / name, gzip.compress(content))
    assert table["detail"].tolist() == ["unpacks to over 200 times its size; is it a trap?"]


def test_text_that_would_take_a_pattern_hours_is_read(tmp_path):
    table = found(tmp_path / "a.md", "# Xi" + " " * 10_000 + "in Moscow\n\nHe spoke.")
    assert table["title"].tolist() == ["Xi in Moscow"]
    assert len(sentence_spans("! " * 50_000)) > 0
    assert len(clean("a" + "\u0315\u0300" * 100_000)) < 40


def test_rows_that_a_quotation_mark_took_in_are_said(tmp_path):
    rows = 'title,text\nA,"open\nB,Good.\nC,Good.\nD,5 feet 6"\nE,Good.\n'
    assert (
        found(tmp_path / "a.csv", rows)["detail"].tolist()[0].startswith("2 lines in one cell look like rows")
    )
    prose = 'title,text\nA,"One line.\nAnother, with a comma.\nAnd a last one."\nE,Good.\n'
    assert found(tmp_path / "b.csv", prose)["detail"].tolist() == ["", ""]


def test_prose_between_two_rules_is_no_front_matter(tmp_path):
    table = found(tmp_path / "a.md", "---\nXi Jinping spoke in Beijing.\n---\nPutin answered.\n")
    assert table["text"].tolist() == ["Xi Jinping spoke in Beijing.\n\nPutin answered."]


def test_one_bad_byte_does_not_garble_the_rest_of_a_file(tmp_path):
    lines = [json.dumps({"text": f"Zürich’s Erdoğan spoke {n} times."}, ensure_ascii=False) for n in range(3)]
    table = found(tmp_path / "a.jsonl", b'{"text": "The caf\xe9 closed."}\n' + "\n".join(lines).encode())
    assert table["text"].tolist()[:2] == ["The café closed.", "Zürich’s Erdoğan spoke 0 times."]
    table = found(
        tmp_path / "a.csv", "title,text\nA,Zürich’s Erdoğan spoke.\nB,cut ".encode() + b"\xe2\x80\n"
    )
    assert table["text"].iloc[0] == "A\n\nZürich’s Erdoğan spoke."
    assert "not UTF-8" in table["detail"].iloc[0]


@pytest.mark.parametrize(
    ("value", "hour", "said"),
    [
        ("May 8, 2025 9:30 PM KST", 12, ""),
        ("May 8, 2025 9:30 PM CST", 27, "CST read as UTC-6"),
        ("May 8, 2025 9:30 PM ET", 26, "ET read as UTC-5"),
        ("May 8, 2025 9:30 PM QZT", 21, "QZT' is unknown, read as UTC"),
    ],
)
def test_zone_that_is_unknown_or_two_is_said(value, hour, said):
    stamp, note = read_date(value)
    assert stamp == datetime(2025, 5, 8 + hour // 24, hour % 24, 30, tzinfo=UTC)
    assert said in note and bool(said) == bool(note)


def test_zone_that_is_nowhere_gives_no_date():
    assert read_date("2025-05-08 10:00:00 +99:99")[0] is pd.NaT


def test_folder_that_may_not_be_entered_has_a_row(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text("Xi spoke of Taiwan.")
    listed = Path.iterdir

    def refused(folder: Path):
        if folder.name == "closed":
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    table = load_articles(tmp_path)
    assert table.set_index("origin")["status"].to_dict() == {"a.txt#1": "ok", "closed": "unreadable"}


def test_book_that_is_changed_while_articles_are_read_is_an_error(tmp_path, monkeypatch):
    book = tmp_path / "actors.csv"
    book.write_bytes((DATA / "actors.csv").read_bytes())
    monkeypatch.setenv("ACTORS", str(book))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    articles = found(tmp_path / "a.txt", "Poland condemned the strikes on Kyiv.")
    read = pipeline.detect_stance

    def meanwhile(*tables):
        book.write_bytes(book.read_bytes() + b"\n")
        return read(*tables)

    monkeypatch.setattr(pipeline, "detect_stance", meanwhile)
    with pytest.raises(RuntimeError, match="the actor book was changed"):
        analyse(articles)
    assert not list((tmp_path / "cache").rglob("*.parquet"))
