"""Generated input: whatever a file holds, it becomes rows, and every offset slices to its words.

`FUZZ=100000 python -m pytest tests/test_fuzz.py` generates as many inputs; CI generates a few.
"""

import csv
import gzip
import io
import json
import os
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.actors import find_mentions
from analysis.articles import load_articles
from analysis.loading.formats import SUFFIXES
from analysis.names.capitals import capital_names
from analysis.pipeline import Analysis, analyse
from analysis.sentences import split_sentences
from analysis.tables import ARTICLES, STATUSES

EXAMPLES = int(os.environ.get("FUZZ", "0"))
WORDS = """Xi Putin Zelensky Taiwan Ukraine's Taipei KYIV Beijing “ ” " ' ( [ said: We the island's
    one-China principle reunification Mr. U.S. U.N. invaded, supports opposes; — ... ? ! • # @ | % = é
    台灣 Україна 🇹🇼 ﷺ İ ß ﬁ n̈ <b> </b> & &amp; &#x27; {{ }} $ President Lai's""".split()
WORDS += ["\n", "\r\n", "\n\n", "\t", "\x00", "\u200b", "\u202e", "\\"]
FIELDS = ["title", "text", "body", "content", "date", "published", "source", "outlet", "url", "price", ""]


def fuzz(few: int):
    """Generate a few examples, or a share of all that were asked for."""
    return settings(
        max_examples=max(few, EXAMPLES // 4),
        deadline=20_000,  # milliseconds: what takes longer hangs
        suppress_health_check=list(HealthCheck),
    )


CLEAN = st.characters(blacklist_categories=["Cs", "Cc"])  # enough controls make a file a binary one
prose = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=60).map(" ".join)
value = st.one_of(
    prose,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates().map(str),
    st.text(max_size=30),
)
nested = st.recursive(
    value, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner)
)
record = st.dictionaries(st.sampled_from(FIELDS), nested, max_size=6)


def as_csv(rows: list[list[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([FIELDS[:4], *rows])
    return out.getvalue()


def as_feed(items: list[tuple[str, str]]) -> str:
    entries = "".join(
        f"<item><title>{escape(a)}</title><description>{escape(b)}</description></item>" for a, b in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{entries}</channel></rss>'


tagged = st.lists(
    st.tuples(st.sampled_from("p div table td script svg a b iframe style".split()), prose), max_size=12
)
page = tagged.map(lambda parts: "<html><body>" + "".join(f"<{tag}>{text}" for tag, text in parts))
front = st.tuples(prose, prose).map(lambda pair: f"---\ntitle: {pair[0]}\n---\n{pair[1]}")
documents = st.one_of(
    prose.map(lambda text: (".txt", text)),
    st.tuples(st.just(".md"), front),
    record.map(lambda fields: (".json", json.dumps(fields))),
    st.lists(record, max_size=5).map(lambda rows: (".json", json.dumps({"articles": rows}))),
    st.lists(record, max_size=5).map(lambda rows: (".jsonl", "\n".join(map(json.dumps, rows)))),
    st.lists(st.lists(prose, min_size=4, max_size=4), max_size=5).map(
        lambda rows: (".csv", as_csv(rows, ","))
    ),
    st.lists(st.lists(prose, min_size=3, max_size=5), max_size=5).map(
        lambda rows: (".tsv", as_csv(rows, "\t"))
    ),
    page.map(lambda text: (".html", text)),
    st.lists(st.tuples(prose, prose), max_size=4).map(lambda items: (".xml", as_feed(items))),
    st.tuples(st.sampled_from([*SUFFIXES.split(), ".parquet", ""]), st.text(max_size=200)),
)


@st.composite
def files(draw) -> tuple[str, bytes]:
    """A suffix and what a file of it holds: a document, often damaged, at times packed."""
    suffix, text = draw(documents)
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-16", "cp1252"]))
    content = bytearray(text.encode(encoding, errors="replace"))
    for _ in range(draw(st.integers(0, 3))):
        damage = draw(st.sampled_from(["flip", "cut", "repeat", "insert"]))
        at = draw(st.integers(0, len(content)))
        if damage == "flip" and at < len(content):
            content[at] ^= 1 << draw(st.integers(0, 7))
        elif damage == "cut":
            del content[at:]
        elif damage == "repeat":
            content[at:at] = content[max(0, at - 40) : at] * 3
        else:
            content[at:at] = draw(st.binary(max_size=12))
    if draw(st.integers(0, 9)) == 0:
        return f"{suffix}.gz", gzip.compress(bytes(content))[: draw(st.integers(0, 400)) or None]
    return suffix, bytes(content)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


def loaded(folder: Path, suffix: str, content: bytes) -> pd.DataFrame:
    path = folder / f"a{suffix}"
    path.write_bytes(content)
    try:
        return load_articles(path)
    finally:
        path.unlink()


def assert_whole(articles: pd.DataFrame) -> None:
    """Every record is a row that says what became of it."""
    assert {name: str(dtype) for name, dtype in articles.dtypes.items()} == ARTICLES
    assert len(articles) >= 1
    assert set(articles["status"]) <= set(STATUSES)
    assert articles["article_id"].is_unique
    assert (articles.loc[articles["status"] != "ok", "detail"] != "").all()
    assert (articles.loc[articles["status"] == "ok", "text"] != "").all()


def assert_sliced(articles: pd.DataFrame, sentences: pd.DataFrame, mentions: pd.DataFrame) -> None:
    """Sentences and mentions lie where their offsets say, and no mention overlaps another."""
    texts = articles.set_index("article_id")["text"]
    for row in sentences.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text == row.text.strip() != ""
    for _, rows in sentences.groupby("article_id"):
        assert (rows["start"].to_numpy()[1:] >= rows["end"].to_numpy()[:-1]).all()
    for row in mentions.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.surface != ""
    for _, rows in mentions.groupby("article_id"):
        assert (rows["start"].to_numpy()[1:] >= rows["end"].to_numpy()[:-1]).all()


@given(file=files())
@fuzz(60)
def test_any_file_becomes_rows_whose_offsets_slice(folder, file):
    articles = loaded(folder, *file)
    assert_whole(articles)
    sentences = split_sentences(articles)
    assert_sliced(articles, sentences, find_mentions(articles, sentences, namer=capital_names))


@given(rows=st.lists(record.map(json.dumps) | st.text(CLEAN, max_size=40), max_size=8))
@fuzz(60)
def test_no_line_of_a_file_of_records_is_lost(folder, rows):
    lines = [row.replace("\n", " ").replace("\r", " ").encode("utf-8", "replace").decode() for row in rows]
    told = [number for number, line in enumerate(lines, 1) if line.strip()]
    articles = loaded(folder, ".jsonl", "\n".join(["{}", *lines]).encode())
    assert articles["origin"].tolist() == [f"a.jsonl#{number}" for number in (1, *(n + 1 for n in told))]


@given(text=prose)
@fuzz(150)
def test_no_word_of_a_text_is_lost_between_its_sentences(text):
    table = pd.DataFrame({"article_id": ["a"], "text": [text], "status": ["ok"]})
    sentences = split_sentences(table)
    assert "".join("".join(sentences["text"]).split()) == "".join(text.split())


@given(text=prose)
@example(text="Mr. B Mr. Xi")  # a title that a name before it ends in
@example(text="Xi F President ”")  # the office of a body that nobody knows
@fuzz(25)
def test_any_text_is_read_to_the_end(text, reading_folder):
    articles = loaded(reading_folder, ".jsonl", json.dumps({"text": text, "source": "RUS"}).encode())
    read = analyse(articles)
    assert isinstance(read, Analysis)
    assert_sliced(read.articles, read.sentences, read.mentions)
    texts = read.articles.set_index("article_id")["text"]
    for row in read.stances.itertuples():
        assert 0 <= row.target_start < row.target_end <= len(texts[row.article_id])
        assert abs(row.against + row.neutral + row.favor - 1) < 1e-5
    for row in read.sentiment.itertuples():
        assert abs(row.negative + row.neutral + row.positive - 1) < 1e-5


@pytest.fixture(scope="module")
def reading_folder(tmp_path_factory):
    """A folder, with a cache of its own."""
    folder = tmp_path_factory.mktemp("read")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        yield folder
