"""Usable articles: formats, fields, titles, encodings, dates, language, ids."""

import gzip
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis import tables
from analysis.articles import clean, load_articles
from analysis.loading.dates import month_comes_first, read_date
from analysis.loading.language import find_language

FIXTURES = Path(__file__).parent / "fixtures"
RUSSIAN = (
    "Си Цзиньпин прибыл в Москву с официальным визитом и встретился с президентом России в "
    "Кремле. Лидеры обсудили торговлю и безопасность, а также итоги последних переговоров."
)
ENGLISH = (
    "Xi Jinping came to Moscow on Thursday and met Vladimir Putin at the Kremlin for talks on "
    "trade and security, officials said, and Taiwan condemned the statement that they signed."
)


def save(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_text(content, encoding=encoding)
    return path


def only(path: Path) -> pd.Series:
    table = load_articles(path)
    assert len(table) == 1
    return table.iloc[0]


def test_first_line_that_stands_apart_is_the_title(tmp_path):
    row = only(save(tmp_path / "a.txt", "Xi in Moscow\r\n\r\nXi met Putin. They spoke.\r\n"))
    assert row["title"] == "Xi in Moscow"
    assert row["text"] == "Xi in Moscow\n\nXi met Putin. They spoke."
    assert (row["words"], row["status"], row["origin"]) == (8, "ok", "a.txt#1")


@pytest.mark.parametrize("text", ["Xi met Putin.\n\nThey spoke.", "Xi met Putin\nat the Kremlin."])
def test_a_sentence_or_a_wrapped_line_is_no_title(tmp_path, text):
    row = only(save(tmp_path / "a.txt", text))
    assert (row["title"], row["text"]) == ("", text)


def test_title_that_the_body_repeats_is_stored_once(tmp_path):
    record = {"title": "Xi in Moscow", "text": "XI IN MOSCOW\nXi met Putin."}
    row = only(save(tmp_path / "a.json", json.dumps(record)))
    assert row["text"] == "Xi in Moscow\n\nXi met Putin."


def test_title_that_only_begins_the_first_sentence_is_kept_apart(tmp_path):
    record = {"title": "Xi Jinping", "text": "Xi Jinping met Putin."}
    row = only(save(tmp_path / "a.json", json.dumps(record)))
    assert row["text"] == "Xi Jinping\n\nXi Jinping met Putin."


def test_markdown_gives_front_matter_and_plain_words(tmp_path):
    text = (
        "---\ntitle: Xi in Moscow\ndate: 2025-05-08\noutlet: Example Post\n---\n"
        "# Xi in Moscow\n\n**Xi** met [Putin](https://example.org).\n\n> They *spoke*."
    )
    row = only(save(tmp_path / "a.md", text))
    assert row["text"] == "Xi in Moscow\n\nXi met Putin.\n\nThey spoke."
    assert (row["source"], row["published"].isoformat()[:10]) == ("Example Post", "2025-05-08")


@pytest.mark.parametrize(
    "record",
    [
        {  # news-please
            "title": "T",
            "maintext": "Xi spoke.",
            "date_publish": "2025-05-08 10:15:00",
            "source_domain": "www.example.org",
        },
        {  # trafilatura
            "title": "T",
            "text": "Xi spoke.",
            "date": "2025-05-08T10:15:00",
            "source": "https://www.example.org/a",
            "hostname": "example.org",
        },
        {  # NewsAPI
            "title": "T",
            "content": "Xi spoke.",
            "publishedAt": "2025-05-08T10:15:00Z",
            "source": {"id": None, "name": "example.org"},
        },
        {  # newspaper4k
            "title": "T",
            "text": "Xi spoke.",
            "publish_date": "2025-05-08 12:15:00+02:00",
            "url": "https://www.example.org/a",
        },
        {"Headline": "T", "BODY": "Xi spoke.", "seendate": "20250508T101500Z", "domain": "example.org"},
    ],
)
def test_usual_column_names_are_recognised(tmp_path, record):
    row = only(save(tmp_path / "a.jsonl", json.dumps(record)))
    assert row["text"] == "T\n\nXi spoke."
    assert row["published"] == pd.Timestamp("2025-05-08T10:15Z")
    assert row["source"].removeprefix("www.") == "example.org"


def test_records_inside_a_document_are_found(tmp_path):
    document = {"status": "ok", "title": "A feed", "articles": [{"text": "One."}, {"text": "Two."}]}
    table = load_articles(save(tmp_path / "a.json", json.dumps(document)))
    assert table["text"].tolist() == ["One.", "Two."]
    assert table["origin"].tolist() == ["a.json#1", "a.json#2"]


def test_every_table_format_gives_the_same_rows_and_ids(tmp_path):
    frame = pd.DataFrame({"title": ["A", "B"], "text": ["Xi, he said.", "Lai spoke."]})
    frame.to_csv(tmp_path / "1.csv", index=False)
    frame.to_csv(tmp_path / "2.tsv", index=False, sep="\t")
    frame.to_parquet(tmp_path / "3.parquet")
    frame.to_json(tmp_path / "4.jsonl", orient="records", lines=True)
    frame.to_json(tmp_path / "5.json.gz", orient="records")
    tables_read = [load_articles(path) for path in sorted(tmp_path.iterdir())]
    assert len(tables_read) == 5
    for table in tables_read:
        assert table["text"].tolist() == ["A\n\nXi, he said.", "B\n\nLai spoke."]
        assert table["article_id"].tolist() == tables_read[0]["article_id"].tolist()


def test_headline_without_text_is_read_and_said(tmp_path):
    row = only(save(tmp_path / "a.csv", "title,url\nTaiwan drills,https://www.example.org/1\n"))
    assert (row["text"], row["source"]) == ("Taiwan drills", "example.org")
    assert (row["status"], row["detail"]) == ("ok", "headline only")


def test_page_gives_its_article_without_menu_script_and_footer():
    row = only(FIXTURES / "page.html")
    assert row["text"].startswith("Xi visits Moscow\n\nXi Jinping came to Moscow on Thursday")
    assert row["text"].endswith("officials said on Friday.")
    assert (row["source"], row["url"]) == (
        "Daily Example",
        "https://www.example.org/xi-visits-moscow",
    )
    assert row["published"].date() == date(2025, 5, 8)


def test_html_inside_a_field_becomes_plain_paragraphs(tmp_path):
    body = "<p>Xi <b>met</b> Putin.</p><script>track()</script><p>They spoke &amp; dined.</p>"
    row = only(save(tmp_path / "a.json", json.dumps({"text": body})))
    assert (row["text"], row["detail"]) == (
        "Xi met Putin.\n\nThey spoke & dined.",
        "HTML tags removed",
    )


def test_feed_gives_an_article_an_entry():
    table = load_articles(FIXTURES / "feed.xml")
    assert table["text"].tolist() == ["Lai & Xi\n\nLai spoke.\n\nXi did not.", "Kyiv holds talks"]
    assert table["published"].iloc[0] == pd.Timestamp("2025-05-08T15:15Z")
    assert set(table["source"]) == {"Example Wire"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_recognised(tmp_path, encoding):
    text = "Xi’s visit matters in São Paulo, Müller said."
    assert only(save(tmp_path / "a.txt", text, encoding))["text"] == text


def test_packed_text_is_read(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"Xi met Putin."))
    assert only(tmp_path / "a.txt.gz")["text"] == "Xi met Putin."


def test_stored_text_holds_nothing_that_would_shift_or_hide_a_name():
    assert clean("Xi\u00a0Jin\u00adping\x00met\u200b Vuc\u030cic\u0301\ud800\r\nhere") == (
        "Xi Jinping met Vučić\ufffd\nhere"
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-05-08T10:15:00+02:00", "2025-05-08T08:15Z"),
        ("Thu, 08 May 2025 10:15:00 EST", "2025-05-08T15:15Z"),
        ("20250508T101500Z", "2025-05-08T10:15Z"),
        ("20250508", "2025-05-08T00:00Z"),
        ("8 May 2025", "2025-05-08T00:00Z"),
        ("May 8, 2025", "2025-05-08T00:00Z"),
        ("8.5.2025", "2025-05-08T00:00Z"),
        ("05/13/2025", "2025-05-13T00:00Z"),
        (1746699300, "2025-05-08T10:15Z"),
        ("1746699300000", "2025-05-08T10:15Z"),
        (date(2025, 5, 8), "2025-05-08T00:00Z"),
    ],
)
def test_dates_of_any_spelling_come_out_in_utc(value, expected):
    assert read_date(value) == (pd.Timestamp(expected), "")


@pytest.mark.parametrize("value", ["31/02/2025", "Monday", "May 2025", "2025", "9999-12-31", "12"])
def test_a_date_that_is_none_or_incomplete_is_said(value):
    stamp, note = read_date(value)
    assert stamp is pd.NaT
    assert note == f"published: cannot read {value!r}"


def test_ambiguous_date_is_read_day_first_and_said():
    stamp, note = read_date("08/05/2025")
    assert (stamp, note) == (
        pd.Timestamp("2025-05-08T00:00Z"),
        "published: '08/05/2025' read day first",
    )


def test_month_comes_first_where_another_date_of_the_file_shows_it(tmp_path):
    assert month_comes_first(["08/05/2025", "05/13/2025"])
    assert not month_comes_first(["08/05/2025", "05/13/2025", "13/05/2025"])
    table = load_articles(save(tmp_path / "a.csv", "text,date\nA,08/05/2025\nB,05/13/2025\n"))
    assert table["published"].dt.month.tolist() == [8, 5]


def test_languages_are_told_apart_and_mixed_ones_noted():
    assert find_language(ENGLISH) == ("en", "")
    assert find_language(RUSSIAN) == ("ru", "")
    language, note = find_language(f"{ENGLISH}\n\n{ENGLISH}\n\n{RUSSIAN}")
    assert (language, note) == ("en", "mixed: en 67 %, ru 33 %")


def test_text_too_short_to_tell_passes_in_latin_script_only(tmp_path):
    table = load_articles(
        save(tmp_path / "a.jsonl", '{"text": "Xi met Putin."}\n{"text": "Си встретил Путина."}')
    )
    assert table["status"].tolist() == ["ok", "not english"]
    assert table["language"].iloc[0] == ""


def test_ids_do_not_depend_on_the_folder_and_stay_unique(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        save(tmp_path / name / "x.jsonl", '{"text": "Xi spoke."}\n{"text": "Xi spoke."}')
    first, second = (load_articles(tmp_path / name)["article_id"].tolist() for name in "ab")
    assert first == second
    assert first[1] == f"{first[0]}-2"


def test_table_has_the_columns_and_dtypes_of_articles():
    table = load_articles([FIXTURES / "feed.xml", FIXTURES / "page.html"])
    assert {column: str(dtype) for column, dtype in table.dtypes.items()} == tables.ARTICLES
