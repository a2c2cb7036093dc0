"""The tables as files: they come back as they were, and no cell runs as a formula."""

import pandas as pd
import pytest
from builders import articles

from analysis.export import without_formulas, write_tables
from analysis.pipeline import Analysis, analyse
from analysis.tables import ARTICLES, TABLES, empty


@pytest.fixture
def analysis(tmp_path, monkeypatch) -> Analysis:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return analyse(articles("Poland supports Ukraine.", '=HYPERLINK("http://x.example") in Vučić’s Taiwan'))


def test_each_table_is_written_twice(analysis, tmp_path):
    written = write_tables(analysis, tmp_path / "new" / "folder")
    names = [f"{name}.{kind}" for name in TABLES for kind in ("parquet", "csv")]
    assert [path.name for path in written] == names
    assert all(path.parent == tmp_path / "new" / "folder" and path.stat().st_size for path in written)


def test_parquet_comes_back_as_it_was(analysis, tmp_path):
    write_tables(analysis, tmp_path)
    for name, table in analysis._asdict().items():
        back = pd.read_parquet(tmp_path / f"{name}.parquet")
        pd.testing.assert_frame_equal(back.astype(TABLES[name]), table)


def test_csv_opens_in_a_spreadsheet_as_text(analysis, tmp_path):
    write_tables(analysis, tmp_path)
    raw = (tmp_path / "articles.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # spreadsheets take it for UTF-8 by this mark
    back = pd.read_csv(tmp_path / "articles.csv", encoding="utf-8-sig")
    assert back["text"].tolist() == [
        "Poland supports Ukraine.",
        '\'=HYPERLINK("http://x.example") in Vučić’s Taiwan',
    ]


CELLS = {
    "=1+1": "'=1+1",
    "+1": "'+1",
    "-1": "'-1",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "'\t=1",
    "\r=1": "'\r=1",
    "\n=1": "'\n=1",
    "1=1": "1=1",
    "Taiwan": "Taiwan",
    "": "",
}


@pytest.mark.parametrize(("cell", "safe"), CELLS.items())
def test_cell_that_would_run_gets_an_apostrophe(cell, safe):
    table = pd.DataFrame({"text": pd.Series([cell], dtype="str"), "score": [-0.5]})
    before = table.copy(deep=True)
    assert without_formulas(table).values.tolist() == [[safe, -0.5]]
    pd.testing.assert_frame_equal(table, before)


def test_empty_tables_are_written_with_their_columns(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write_tables(analyse(empty(ARTICLES)), tmp_path)
    for name, schema in TABLES.items():
        assert list(pd.read_parquet(tmp_path / f"{name}.parquet")) == list(schema)
        assert (tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig").strip() == ",".join(schema)
