"""Sentences: what ends one, what does not, and offsets that hold for any text."""

import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sentences import sentence_spans, split_sentences
from analysis.tables import ARTICLES, SENTENCES, empty


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


ONE_SENTENCE = {
    "titles": "Gen. Mark Milley and Sen. Tammy Duckworth met Mr. Wu in Taipei.",
    "title before a name that is a word": "China sent Mr. He Lifeng to the talks.",
    "acronym that no list has": "The A.R.F. Secretariat spoke of Taiwan.",
    "initials": "President Joseph R. Biden met J. D. Vance and R. K. Singh.",
    "acronym before a name": "The U.S. Senate and the U.N. General Assembly voted on it.",
    "company and month": "Acme Co. Ltd. was put on the list on Jan. 5 by the E.U. Council.",
    "number": "Resolution No. 2758 and Resolution No. ES-11/1 were quoted.",
    "decimals": "Defence takes 2.5 percent of output, up from 1.9 in 2021.",
    "e.g.": "Some states, e.g. Honduras and Nauru, changed sides.",
    "clock": "Sirens sounded at 5:30 a.m. Kyiv time across the country.",
    "ellipsis inside": "The talks went on ... and on, but led to nothing.",
    "ellipsis before a name": "The drills ended at noon... Taipei said little.",
    "asked in a quotation": "“Who will defend Taiwan?” Petro Bondarchuk asked.",
    "shouted in a quotation": '"Glory to Ukraine!" they shouted in the square.',
    "year of a film": "The film Viva Maria! (1965) was shown in Moscow.",
    "list marker": "1. Russia must withdraw from Ukraine.",
    "headline in capitals": "U.S. AND JAPAN BACK TAIWAN",
    "web address": "The list stands on www.example.org and is updated daily.",
}


@pytest.mark.parametrize("text", ONE_SENTENCE.values(), ids=ONE_SENTENCE.keys())
def test_stays_one_sentence(text):
    assert cut(text) == [text]


TWO_SENTENCES = {
    "plain": ("Russia invaded Ukraine.", "China abstained."),
    "acronym at the end": ("Lai flew home from the U.S.", "He thanked Congress."),
    "clock at the end": ("The drills began at 7 a.m.", "They lasted two days."),
    "letter at the end": ("The ministry has no plan B.", "It waits."),
    "no is a word, too": ("Beijing said no.", "The vote went ahead."),
    "straight quotes": ('He spoke of "reunification."', "Taipei objected."),
    "curly quotes": ("“We were not asked.”", "“Nobody told us,” he added."),
    "single curly in double": ("She called it “a ‘red line.’”", "Nobody moved."),
    "guillemets": ("«Nous aiderons Kiev.»", "Paris kept its word."),
    "full stop after the quote": ("It is a “special military operation”.", "Kyiv calls it war."),
    "question in a quotation": ("“Who fired first?”", "The question stayed open."),
    "brackets": ("(The vote was secret.)", "Nauru left the room."),
    "ellipsis at the end": ("The line went dead ...", "The minister called again."),
    "number first": ("The Assembly voted.", "141 states were in favour."),
    "lower-case brand": ("Sales fell in Russia.", "iPhones were scarce."),
    "footnote mark": ("He died in 2014. [4]", "His son took over."),
}


@pytest.mark.parametrize("first, second", TWO_SENTENCES.values(), ids=TWO_SENTENCES.keys())
def test_ends_between_two_sentences(first, second):
    assert cut(f"{first} {second}") == [first, second]


def test_title_and_paragraphs_never_join():
    text = "Xi arrives in Moscow\n\nPutin met him\n \nThey talked."
    assert cut(text) == ["Xi arrives in Moscow", "Putin met him", "They talked."]


def test_wrapped_lines_join():
    text = (
        "On 23 November representatives of the United States and Ukraine met in\n"
        "Geneva. The talks were constructive, and both sides thanked President\n"
        "Zelenskyy for them."
    )
    assert [len(sentence.split("\n")) for sentence in cut(text)] == [2, 2]


def test_heading_above_wrapped_lines_is_apart():
    heading, body = "Security", "The Presidents resolve to strengthen Ukraine's\ndefence."
    assert cut(f"{heading}\n{body}") == [heading, body]


def test_paragraph_on_each_line_is_apart():
    first = "Kyiv after the night of drones"
    second = "Rescuers searched the ruins until the morning, and the mayor said that power " * 2
    assert cut(f"{first}\n{second}") == [first, second.strip()]


def test_list_items_are_apart():
    text = "The plan asks for\n- a ceasefire\n- talks in Geneva\n2) elections\n• aid • arms"
    assert cut(text) == [
        "The plan asks for",
        "- a ceasefire",
        "- talks in Geneva",
        "2) elections",
        "• aid",
        "• arms",
    ]


PIECES = [
    *("Xi", "the", "The", "U.S.", "Mr.", "no", "5", "a", ".", "...", "…", "?", "!", ",", "-"),
    *('"', "”", "“", "’", "(", ")", "[2]", "•", " ", "  ", "\n", "\n\n", "\r\n", "\u00a0", "\u2029"),
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_spans_are_ordered_stripped_and_complete(text):
    spans, reached = sentence_spans(text), 0
    for start, end in spans:
        assert reached <= start < end
        assert text[reached:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        reached = end
    assert text[reached:].strip() == ""


@pytest.mark.parametrize(
    "text",
    ["word " * 400_000, ". " * 1_000_000, "!" * 1_000_000 + "x", "a.)" * 600_000],
    ids=["words", "spaced stops", "marks", "no space"],
)
def test_a_long_line_without_sentences_stays_whole_and_fast(text):
    began = time.perf_counter()
    assert len(sentence_spans(text)) == 1
    assert time.perf_counter() - began < 10  # quadratic time would take hours


def article(article_id: str, text: str, status: str = "ok") -> pd.DataFrame:
    return empty(ARTICLES).reindex([0]).assign(article_id=article_id, text=text, status=status)


def test_sentences_table_of_usable_articles():
    articles = pd.concat(
        [
            article("a", "Nauru turns\n\nNauru left Taipei. Beijing was glad."),
            article("b", "Una frase en español.", status="not english"),
            article("c", "Kyiv held."),
        ]
    )
    before = articles.copy(deep=True)
    expected = pd.DataFrame(
        [
            ("a", 0, 0, 11, "Nauru turns"),
            ("a", 1, 13, 31, "Nauru left Taipei."),
            ("a", 2, 32, 49, "Beijing was glad."),
            ("c", 0, 0, 10, "Kyiv held."),
        ],
        columns=list(SENTENCES),
    ).astype(SENTENCES)
    pd.testing.assert_frame_equal(split_sentences(articles), expected)
    pd.testing.assert_frame_equal(articles, before)


def test_no_usable_article_gives_an_empty_table():
    table = split_sentences(empty(ARTICLES))
    pd.testing.assert_frame_equal(table, empty(SENTENCES))
