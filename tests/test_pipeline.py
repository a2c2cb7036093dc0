"""From articles to five tables: what is read, what is kept, what is refused."""

import json

import pandas as pd
import pytest
from builders import articles

from analysis import pipeline
from analysis.pipeline import analyse, analyse_source
from analysis.store import Store
from analysis.tables import ARTICLES, TABLES, empty

XI_IN_MOSCOW = "Xi Jinping met Vladimir Putin in Moscow. Russia opposed Taiwan independence."


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(f"Xi in Moscow\n\n{XI_IN_MOSCOW}", encoding="utf-8")
    (news / "b.json").write_text("{broken", encoding="utf-8")
    return news


def test_five_tables_come_from_a_folder_and_broken_records_stay(folder):
    reading = analyse_source(folder)
    assert sorted(reading.articles["status"]) == ["ok", "unreadable"]
    assert reading.mentions["actor"].tolist()[:4] == ["Xi Jinping", "Moscow", "Xi Jinping", "Vladimir Putin"]
    russia = reading.stances.query("holder == 'Russia' and target == 'Taiwan'")
    assert russia["stance"].tolist() == ["against"]
    assert len(reading.sentiment) == len(reading.mentions)


def test_several_sources_may_be_joined_in_one_text(folder):
    joined = json.dumps([str(folder / "a.txt"), str(folder / "b.json")])
    assert len(analyse_source(joined).articles) == 2


def test_tables_have_their_columns_where_nothing_was_read():
    reading = analyse(empty(ARTICLES))
    for table, schema in zip(reading, TABLES.values(), strict=True):
        assert table.empty and list(table) == list(schema)


def test_second_reading_is_taken_from_the_cache_and_is_the_same(folder, monkeypatch):
    first = analyse_source(folder)
    monkeypatch.setattr(pipeline, "find_mentions", None)  # would fail if it were called again
    second = analyse_source(folder)
    for before, after in zip(first, second, strict=True):
        pd.testing.assert_frame_equal(before, after)


def test_articles_read_a_share_at_a_time_give_the_same_tables(monkeypatch):
    corpus = articles("Xi Jinping met Vladimir Putin. Japan lied.", "Xi spoke.", "Kyiv thanked Riga.")
    at_once = pipeline._read(corpus, Store("at once"), pipeline.fingerprint())
    monkeypatch.setattr(pipeline, "_SHARE", 4)
    for whole, joined in zip(
        at_once, pipeline._read(corpus, Store("in shares"), pipeline.fingerprint()), strict=True
    ):
        pd.testing.assert_frame_equal(whole, joined)


def test_only_articles_that_were_added_are_read(monkeypatch):
    old, new = ["Xi Jinping met Vladimir Putin.", "Kyiv thanked Riga."], "Japan lied to Palau."
    analyse(articles(*old))
    read = []
    monkeypatch.setattr(
        pipeline, "_read_share", lambda share, real=pipeline._read_share: read.append(share) or real(share)
    )
    grown = analyse(articles(*old, new))
    assert [text for share in read for text in share["text"]] == [new]
    assert grown.mentions["actor"].tolist()[-4:] == ["Ukraine", "Latvia", "Japan", "Palau"]


def test_run_that_was_cut_off_goes_on_where_it_was(monkeypatch):
    corpus = articles("Xi spoke.", "Kyiv thanked Riga.", "Japan lied to Palau.")
    whole = pipeline._read(corpus, Store("whole"), pipeline.fingerprint())
    monkeypatch.setattr(pipeline, "_SHARE", 3)
    read, real = [], pipeline._read_share

    def dies_at_the_last(share):
        if "Japan" in share["text"].iloc[0]:
            raise KeyboardInterrupt
        read.append(len(share))
        return real(share)

    monkeypatch.setattr(pipeline, "_read_share", dies_at_the_last)
    with pytest.raises(KeyboardInterrupt):
        pipeline._read(corpus, Store("cut off"), pipeline.fingerprint())
    monkeypatch.setattr(pipeline, "_read_share", lambda share: read.append(len(share)) or real(share))
    again = pipeline._read(corpus, Store("cut off"), pipeline.fingerprint())
    assert sum(read) == 3
    for one, other in zip(whole, again, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_changed_actor_book_is_not_answered_from_the_cache(folder, tmp_path, monkeypatch):
    before = analyse_source(folder)
    book = (pipeline.DATA / "actors.csv").read_text(encoding="utf-8").replace("Xi Jinping,", "Xi the First,")
    (tmp_path / "actors.csv").write_text(book, encoding="utf-8")
    monkeypatch.setenv("ACTORS", str(tmp_path / "actors.csv"))
    after = analyse_source(folder)
    assert "Xi Jinping" in set(before.mentions["actor"])
    assert "Xi Jinping" not in set(after.mentions["actor"])


def test_pattern_that_begins_with_a_bracket_and_a_long_list_are_both_sources(folder):
    (folder / "c.txt").write_text("Xi spoke.", encoding="utf-8")
    assert len(analyse_source(f"{folder}/[ac].txt").articles) == 2
    assert len(analyse_source(json.dumps([str(folder / "a.txt")] * 200)).articles) == 1


def test_repeated_article_id_is_refused_by_name(folder):
    articles = analyse_source(folder).articles
    with pytest.raises(ValueError, match="article_id repeats"):
        analyse(pd.concat([articles, articles]))


def test_repr_counts_instead_of_showing_tables(folder):
    assert repr(analyse_source(folder)).startswith("Analysis: 1 of 2 articles read, 3 sentences, ")
