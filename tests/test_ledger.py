import re
from html import unescape
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import ledger, summaries, tabular
from analysis.ledger import Span, highlight

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'


def parsed(html):
    """Return the tags and the attributes that a browser would see."""
    tags, attributes = set(), set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.add(tag)
            attributes.update(name for name, _ in attrs)

    Reader().feed(html)
    return tags, attributes


def test_holder_and_target_are_marked_in_their_sentence(sentences, stances, articles):
    shown = ledger.evidence(sentences, stances, articles)._repr_html_()
    assert ">Nauru</mark> cut its ties with <mark" in shown and ">Taiwan</mark> and" in shown
    assert "Harbour Post" in shown and "2024-01-15" in shown and "cut ties" in shown
    assert "−0.90" in shown and "outlet" in shown


def test_the_outlet_as_holder_marks_the_target_only(sentences, stances, articles):
    own = stances[stances["holder_start"] < 0]
    shown = ledger.evidence(sentences, own, articles)._repr_html_()
    assert shown.count("<mark") == 1 and ">Ukraine</mark>" in shown


def test_mentions_and_sentiment_are_marked_too(sentences, mentions, sentiment, articles):
    plain = ledger.evidence(sentences, mentions[:1], articles)
    assert list(plain.table) == ["date", "outlet", "title", "actor", "sentence"]
    assert ">Nauru</mark>" in plain._repr_html_()
    worst = ledger.evidence(sentences, summaries.most_negative(sentiment, limit=1), articles)
    assert worst.table["score"].tolist() == ["−0.80"] and ">Russia</mark>" in worst._repr_html_()


def test_offsets_of_a_later_sentence_are_counted_in_the_article():
    sentences = pd.DataFrame(
        {"article_id": ["a"], "sentence_id": [1], "start": [20], "text": ["Then Vučić left."]}
    )
    rows = pd.DataFrame({"article_id": ["a"], "sentence_id": [1], "start": [25], "end": [30], "actor": ["V"]})
    articles = pd.DataFrame(
        {"article_id": ["a"], "title": ["T"], "url": [""], "source": ["S"], "story": ["a"]}
    ).assign(published=pd.NaT)
    shown = ledger.evidence(sentences, rows, articles)
    assert "Then <mark" in shown._repr_html_() and ">Vučić</mark> left." in shown._repr_html_()
    assert shown.table["date"].tolist() == [""]


@pytest.mark.parametrize("payload", [SCRIPT, IMAGE, "<b onmouseover='x()'>", "&lt;script&gt;"])
@pytest.mark.parametrize("where", ["text", "title", "source", "reason", "holder", "url"])
def test_nothing_of_an_article_becomes_markup(payload, where, sentences, stances, articles):
    if where == "text":
        sentences = sentences.assign(text=sentences["text"] + payload)
    elif where in articles:
        value = "https://a.example/" + payload if where == "url" else payload
        articles = articles.assign(**{where: value})
    else:
        stances = stances.assign(**{where: payload})
    tags, attributes = parsed(ledger.evidence(sentences, stances, articles)._repr_html_())
    assert tags <= {"div", "table", "thead", "tbody", "tr", "th", "td", "mark", "a"}
    assert attributes <= {"class", "style", "dir", "title", "href", "rel", "target", "tabindex"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", ""])
def test_only_a_web_address_becomes_a_link(url, sentences, stances, articles):
    assert "<a " not in ledger.evidence(sentences, stances, articles.assign(url=url))._repr_html_()
    web = articles.assign(url="https://news.example/a?b=1&c=2")
    shown = ledger.evidence(sentences, stances, web)._repr_html_()
    assert 'href="https://news.example/a?b=1&amp;c=2"' in shown


def test_overlapping_spans_are_cut_where_they_meet():
    marked = highlight("Chinese navy", [Span(0, 12, "holder"), Span(0, 7, "target")])
    assert marked.count("<mark") == marked.count("</mark>") == 2
    assert 'title="both"' in marked and ">Chinese</mark>" in marked
    assert 'title="holder"' in marked and "> navy</mark>" in marked


def test_a_span_that_reaches_out_of_the_sentence_is_cut_to_it():
    assert highlight("abc", [Span(-5, 1, "target")]).endswith(">a</mark>bc")
    assert highlight("abc", [Span(5, 9, "target")]) == "abc"


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(-5, 35), st.integers(-5, 35), st.sampled_from(["holder"]))),
)
def test_marking_never_loses_or_adds_a_character(text, spans):
    marked = highlight(text, [Span(*span) for span in spans])
    assert unescape(re.sub(r"</?mark[^>]*>", "", marked)) == text


def test_the_text_form_is_the_same_each_time_and_one_line_a_row(sentences, stances, articles):
    torn = sentences.assign(text=sentences["text"].str.replace(" ", "\n  "))
    with pd.option_context("display.width", 20, "display.max_colwidth", 5, "display.max_rows", 1):
        shown = repr(ledger.evidence(torn, stances, articles, limit=2))
    assert shown == repr(ledger.evidence(torn, stances, articles, limit=2))
    lines = shown.splitlines()
    assert len(lines) == 3
    assert lines[1].split()[:4] == ["2024-01-15", "Harbour", "Post", "On"]
    assert "Nauru cut its ties with Taiwan and recognised China." in lines[1]


def test_a_limit_is_told_and_no_rows_are_told_too(sentences, stances, articles):
    first = ledger.evidence(sentences, stances, articles, limit=2)
    assert len(first.table) == 2 and "The first 2 of 8 rows." in first._repr_html_()
    nothing = ledger.evidence(sentences, stances[:0], articles)
    assert nothing._repr_html_() == "<p>No sentence to show.</p>"
    assert repr(nothing) == "No sentence to show."


def test_a_concordance_marks_its_node_between_left_and_right(sentences, mentions, articles):
    lines = summaries.concordance(sentences, mentions, articles, "China")
    shown = ledger.concordance_lines(lines)
    assert list(shown.table) == ["date", "outlet", "left", "node", "right"]
    assert shown._repr_html_().count("<mark") == 3 and ">Beijing</mark>" in shown._repr_html_()


def test_no_argument_is_changed(sentences, stances, articles):
    before = [table.copy(deep=True) for table in (sentences, stances, articles)]
    ledger.evidence(sentences, stances, articles)
    for table, copy in zip((sentences, stances, articles), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_table_of_counts_is_rounded_and_its_gaps_are_blank():
    counts = pd.DataFrame({"actor": ["China", "Japan"], "mentions": [1234, 5], "score": [0.126, np.nan]})
    shown = ledger.show(counts)
    assert shown.table.to_numpy().tolist() == [["China", "1,234", "0.13"], ["Japan", "5", ""]]
    assert shown.numbers == {"mentions", "score"}


def test_table_without_rows_says_so():
    empty = pd.DataFrame({"actor": []})
    assert repr(ledger.show(empty, nothing="No story.")) == "No story."
    assert (
        ledger.show(empty, nothing="<b>").__repr__() == "<b>"
        and "<b>" not in ledger.show(empty, nothing="<b>")._repr_html_()
    )


def test_long_table_can_be_searched_where_somebody_watches(monkeypatch):
    table = ledger.show(pd.DataFrame({"actor": [f"<b>{n}" for n in range(40)], "mentions": range(40)}))
    assert "<script" not in table._repr_html_()
    monkeypatch.setattr(tabular, "is_live", lambda: True)
    live = table._repr_html_()
    assert "ITable(" in live and not re.search(r"""(?:src=|import\(|from )["']?https?:""", live)
    assert "<b>" not in live and "&lt;b&gt;" in live
    assert "<script" not in ledger.show(pd.DataFrame({"actor": ["China"]}))._repr_html_()
