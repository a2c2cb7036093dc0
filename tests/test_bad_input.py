"""What cannot be used is a row that says why, and never takes its neighbours along."""

import gzip
import itertools
import os
import time
from pathlib import Path

import pandas as pd
import pytest

from analysis import tables
from analysis.articles import load_articles
from analysis.loading import content as contents


def found(path: Path, content: str | bytes) -> pd.DataFrame:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_articles(path)


def test_missing_path_names_what_was_looked_for(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere.*check the spelling"):
        load_articles(tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError, match="matches no file"):
        load_articles(str(tmp_path / "*.txt"))


def test_empty_folder_is_an_empty_table(tmp_path):
    pd.testing.assert_frame_equal(load_articles(tmp_path), tables.empty(tables.ARTICLES))


def test_folder_of_nothing_usable_is_rows_that_say_so(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK")
    (tmp_path / "b.txt").write_bytes(b" \n")
    table = load_articles(tmp_path)
    assert table["status"].tolist() == ["unreadable", "empty"]
    assert table["detail"].iloc[0].startswith("format .docx not read; convert to one of .txt")
    assert table["published"].isna().all()


def test_hidden_files_and_readmes_are_passed_over(tmp_path):
    for name in (".hidden.txt", "README.md", "a.txt"):
        (tmp_path / name).write_text("Xi spoke.")
    assert load_articles(tmp_path)["origin"].tolist() == ["a.txt#1"]


def test_broken_json_line_keeps_its_neighbours(tmp_path):
    table = found(tmp_path / "a.jsonl", '{"text": "One."}\n{"text": \n[1]\n{"text": "Four."}\n')
    assert table["origin"].tolist() == [f"a.jsonl#{line}" for line in (1, 2, 3, 4)]
    assert table["status"].tolist() == ["ok", "unreadable", "unreadable", "ok"]
    assert table["detail"].iloc[1].startswith("broken JSON (Expecting value")


def test_json_cut_off_in_the_middle_keeps_what_came_before(tmp_path):
    table = found(tmp_path / "a.json", '[{"text": "One."}, {"text": "Two."}, {"text": "Thr')
    assert table["text"].tolist() == ["One.", "Two.", ""]
    assert table["status"].tolist() == ["ok", "ok", "unreadable"]


def test_deeply_nested_json_is_refused(tmp_path):
    table = found(tmp_path / "a.json", "[" * 100_000 + "]" * 100_000)
    assert table["status"].tolist() == ["unreadable"]
    assert "nested too deep" in table["detail"].iloc[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bytes(range(256)) * 20, "binary"),
        (b"%PDF-1.4 text", "a PDF"),
        (b"PK\x03\x04 text", "Word"),
    ],
)
def test_binary_file_named_txt_is_refused(tmp_path, content, said):
    table = found(tmp_path / "a.txt", content)
    assert table["status"].tolist() == ["unreadable"]
    assert said in table["detail"].iloc[0]


def test_long_single_line_is_read_in_bounded_time(tmp_path):
    start = time.monotonic()
    sentence = "Xi Jinping met Vladimir Putin at the Kremlin and they spoke of Taiwan. "
    table = found(tmp_path / "a.txt", sentence * (50_000_000 // len(sentence)))
    assert table["status"].tolist() == ["ok"]
    assert time.monotonic() - start < 60


def test_symlink_loop_and_links_to_the_same_file_end(tmp_path):
    (tmp_path / "a.txt").write_text("Xi spoke.")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "twin.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "zgone.txt").symlink_to(tmp_path / "gone")
    table = load_articles(tmp_path)
    assert table["origin"].tolist() == ["a.txt#1", "zgone.txt"]
    assert table["status"].tolist() == ["ok", "unreadable"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipe_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert load_articles(tmp_path)["status"].tolist() == ["unreadable"]


def test_csv_without_text_names_the_columns_found_and_those_known(tmp_path):
    table = found(tmp_path / "a.csv", "id,price\n1,2\n")
    assert table["status"].tolist() == ["unreadable"]
    assert "found: id, price" in table["detail"].iloc[0]
    assert "text, body, content" in table["detail"].iloc[0]


def test_csv_row_with_wrong_cells_or_an_open_quote_keeps_its_neighbours(tmp_path):
    content = 'title,text\nA,"One, two."\nB,too,many\nC\nD,"open\nE,Five.\n'
    table = found(tmp_path / "a.csv", content)
    assert table["title"].tolist() == ["A", "", "", "", "E"]
    assert table["status"].tolist() == ["ok", "unreadable", "unreadable", "unreadable", "ok"]
    assert table["detail"].iloc[1] == "line 3: 3 cells, the header has 2; check its quotes"


def test_impossible_date_leaves_the_article_usable(tmp_path):
    table = found(tmp_path / "a.csv", "text,date\nXi spoke.,31/02/2025\n")
    assert table["status"].tolist() == ["ok"]
    assert table["published"].isna().all()
    assert table["detail"].tolist() == ["published: cannot read '31/02/2025'"]


def test_impossible_date_in_front_matter_keeps_the_title(tmp_path):
    table = found(tmp_path / "a.md", "---\ntitle: A\ndate: 2025-02-31\n---\nXi spoke.\n")
    assert table["text"].tolist() == ["A\n\nXi spoke."]
    assert table["detail"].tolist() == ["published: cannot read '2025-02-31'"]


def test_page_of_script_alone_is_empty(tmp_path):
    page = "<html><body><script>document.write('Xi Jinping met Putin.')</script></body></html>"
    assert found(tmp_path / "a.html", page)["status"].tolist() == ["empty"]


def test_xml_that_is_no_feed_and_entities_that_multiply_are_harmless(tmp_path):
    assert found(tmp_path / "a.xml", "<a><b>Xi</b></a>")["status"].tolist() == ["unreadable"]
    names = "abcdefghij"
    entities = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in itertools.pairwise(names)
    )
    feed = f'<!DOCTYPE r [<!ENTITY a "lol">{entities}]><rss version="2.0"><channel><item>'
    table = found(tmp_path / "b.xml", f"{feed}<title>&j;</title></item></channel></rss>")
    assert table["text"].str.len().max() < 1000


def test_damaged_and_oversized_packed_files_are_refused(tmp_path):
    table = found(tmp_path / "a.txt.gz", b"\x1f\x8bnot gzip")
    assert table["detail"].iloc[0].startswith("cannot be read")
    bomb = tmp_path / "b.txt.gz"
    bomb.write_bytes(gzip.compress(bytes(10_000_000)))
    with pytest.raises(contents.UnreadableFile, match="over 1,000,000 bytes"):
        contents.read_bytes(bomb, limit=1_000_000)


def test_packed_lines_that_unpack_to_what_nobody_would_pack_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(contents, "LINE_LIMIT", 100_000)
    monkeypatch.setattr(contents, "_UNSUSPECTED", 100_000)
    many = '{"text": "Xi spoke."}\n' + "{}\n" * 200_000
    table = found(tmp_path / "a.jsonl.gz", gzip.compress(many.encode()))
    assert table["status"].iloc[0] == "ok"
    assert table["detail"].iloc[-1] == "unpacks to over 200 times its size; is it a trap?"
    table = found(tmp_path / "b.jsonl.gz", gzip.compress(b"a" * 200_000))
    assert table["detail"].tolist() == ["a line of over 100,000 characters; is it JSON lines?"]


def test_lines_are_read_as_they_come_whatever_stands_far_below(tmp_path):
    lines = ['{"text": "Xi spoke."}'] * 60_000
    broken = "\n".join(lines).encode() + b'\n{"text": "Z\xfcrich\x92s lake."}\n'
    table = found(tmp_path / "a.jsonl", broken)
    assert len(table) == 60_001
    assert table["text"].iloc[-1] == "Zürich’s lake."
    assert table["detail"].iloc[-1] == "encoding of the line read as cp1252"


def test_infinities_and_no_numbers_in_parquet_are_no_dates_and_no_text(tmp_path):
    rows = {"text": ["Xi spoke.", "Xi left.", None], "date": [float("inf"), float("nan"), 1.7e9]}
    pd.DataFrame(rows).to_parquet(tmp_path / "a.parquet")
    table = load_articles(tmp_path / "a.parquet")
    assert table["status"].tolist() == ["ok", "ok", "empty"]
    assert table["detail"].tolist()[:2] == ["published: cannot read 'inf'", ""]


def test_names_of_files_and_outlets_with_line_ends_stay_on_one_line(tmp_path):
    (tmp_path / "a\nb.jsonl").write_text('{"text": "Xi spoke.", "source": "The\\nWire"}')
    table = load_articles(tmp_path)
    assert table["source"].tolist() == ["The Wire"]
    assert table["origin"].tolist() == ["a b.jsonl#1"]


@pytest.mark.parametrize("charset", ["undefined", "rot13", "zlib", "hex", "base64", "no-such"])
def test_page_that_names_no_encoding_of_text_is_read_all_the_same(tmp_path, charset):
    body = f"<p>Zürich speaks of Taiwan. {'Xi spoke. ' * 40}</p>"
    page = f"<html><head><meta charset={charset}></head><body>{body}</body></html>"
    assert "Zürich" in found(tmp_path / "a.html", page.encode("cp1252"))["text"].iloc[0]


def test_damaged_parquet_and_one_without_text_are_refused(tmp_path):
    assert "damaged Parquet" in found(tmp_path / "a.parquet", b"PAR1 junk")["detail"].iloc[0]
    pd.DataFrame({"price": [1, 2]}).to_parquet(tmp_path / "b.parquet")
    assert "found: price" in load_articles(tmp_path / "b.parquet")["detail"].iloc[0]


def test_missing_values_in_parquet_are_empty(tmp_path):
    frame = pd.DataFrame({"title": ["A", None], "text": ["Xi spoke.", None]})
    frame.assign(date=pd.to_datetime(["2025-05-08", None])).to_parquet(tmp_path / "a.parquet")
    table = load_articles(tmp_path / "a.parquet")
    assert table["text"].tolist() == ["A\n\nXi spoke.", ""]
    assert table["status"].tolist() == ["ok", "empty"]


def test_broken_front_matter_keeps_the_text(tmp_path):
    table = found(tmp_path / "a.md", '---\ntitle: "open\nx: [\n---\n# Head\n\nXi spoke.\n')
    assert table["text"].tolist() == ["Head\n\nXi spoke."]
    assert table["detail"].iloc[0].startswith("front matter not read")


def test_empty_feed_is_a_row_that_says_so(tmp_path):
    assert found(tmp_path / "a.xml", b"")["status"].tolist() == ["unreadable"]
