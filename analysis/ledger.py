"""The evidence behind a number: the sentences themselves, with what was read in them marked.

A link is made only of a web address.
"""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import pandas as pd

from analysis.counts.claims import percent, signed
from analysis.counts.stories import with_articles
from analysis.tables import LABELS
from analysis.tabular import Ledger, Ledgers, Span, highlight

__all__ = [
    "Ledger",
    "Ledgers",
    "Span",
    "behind",
    "concordance_lines",
    "evidence",
    "highlight",
    "mistakes",
    "show",
]


def evidence(
    sentences: pd.DataFrame,
    rows: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    limit: int = 20,
    pages: str = "",
) -> Ledger:
    """Show the sentences behind rows of STANCES, MENTIONS or SENTIMENT, in the order of `rows`.

    Args:
        sentences: SENTENCES, for the text.
        rows: STANCES (holder and target are marked, and with `stance.deciding_words` the words that
            decided) or MENTIONS or SENTIMENT (the mention is).
        articles: ARTICLES, for date, outlet, title and address.
        limit: show this many rows, the first ones.
        pages: folder of a report's article pages, to which titles then lead, at the sentence.

    Returns:
        A Ledger with the columns date, outlet, title, then holder, stance and target or the
        actor, then sentence and, where `rows` has them, score, how sure the label is, voice, reason.
    """
    shown = with_articles(rows.head(limit), articles).merge(
        articles[["article_id", "title", "url"]], on="article_id", how="left"
    )
    shown = shown.merge(
        sentences[["article_id", "sentence_id", "start", "text"]].rename(columns={"start": "sentence_start"}),
        on=["article_id", "sentence_id"],
        how="left",
        validate="many_to_one",
    ).fillna({"title": "", "url": "", "text": "", "sentence_start": 0})
    facts = {
        "date": [_date(day) for day in shown["published"]],
        "outlet": shown["outlet"].tolist(),
        "title": shown["title"].tolist(),
    }
    if "holder" in shown:
        facts |= {name: shown[name].tolist() for name in ("holder", "stance", "target")}
        marks = {"holder": ("holder_start", "holder_end"), "target": ("target_start", "target_end")}
        if "words_start" in shown:
            marks |= {"words": ("words_start", "words_end")}
    else:
        facts |= {"actor": shown["actor"].tolist()}
        marks = {"target": ("start", "end")}
    facts |= {"sentence": shown["text"].tolist()}
    if "score" in shown:
        facts |= {"score": [signed(score) for score in shown["score"]]}
    if "holder" in shown:
        facts |= {"sure": [percent(chances.max()) for _, chances in shown[list(LABELS)].iterrows()]}
    facts |= {name: shown[name].tolist() for name in ("voice", "reason") if name in shown}
    cells = {
        "title": [_article_link(row, pages) for row in shown.itertuples()],
        "sentence": [highlight(row["text"], _spans(row, marks)) for row in shown.to_dict("records")],
    }
    return Ledger(pd.DataFrame(facts, dtype="str"), cells, total=len(rows))


def behind(
    sentences: pd.DataFrame,
    stances: pd.DataFrame,
    articles: pd.DataFrame,
    cells: pd.DataFrame,
    *,
    limit: int = 6,
    mark: Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame] | None = None,
) -> Ledgers:
    """Show the sentences behind cells of a stance matrix, those that take a side first.

    Args:
        cells: rows of `stance_matrix`, with holder, target and their counts.
        limit: sentences of a cell.
        mark: marks more in the rows that are shown, `stance.deciding_words` for one.
    """
    parts = []
    for cell in cells.itertuples():
        rows = stances[(stances["holder"] == cell.holder) & (stances["target"] == cell.target)]
        rows = rows[rows["holder_start"] >= 0].sort_values(
            "score", key=lambda score: -score.abs(), kind="stable"
        )
        shown = rows.head(limit)
        table = evidence(sentences, mark(shown, sentences) if mark else shown, articles, limit=limit)
        counts = ", ".join(f"{(rows['stance'] == label).sum():,} {label}" for label in LABELS)
        parts.append((f"{cell.holder} on {cell.target}: {counts}", replace(table, total=len(rows))))
    return Ledgers(parts)


def mistakes(answers: pd.DataFrame) -> Ledger:
    """Show answers of `evaluate.stance_answers` beside what people coded, holder and target marked."""
    told = answers[["target", "gold", "said", "voice", "outlet"]].rename(
        columns={"gold": "coded", "said": "read"}
    )
    table = pd.DataFrame(
        {
            "sentence": answers["sentence"],
            **{name: told[name] for name in told},
            "sure": [percent(chance) for chance in answers["sure"]],
        },
        dtype="str",
    )
    marked = [
        highlight(
            row.sentence,
            [
                Span(row.holder_start, row.holder_end, "holder"),
                Span(row.target_start, row.target_end, "target"),
            ],
        )
        for row in answers.itertuples()
    ]
    return Ledger(table, {"sentence": marked}, total=len(answers), nothing="Not one is wrong.")


def show(table: pd.DataFrame, *, decimals: int = 2, nothing: str = "None.") -> Ledger:
    """Show a table of counts and scores: numbers to the right and rounded, gaps left blank."""
    numbers = table.select_dtypes("number").columns
    cells = {name: [_plain(value, decimals) for value in table[name]] for name in table}
    shown = pd.DataFrame(cells, columns=list(table), dtype="str")
    return Ledger(shown, total=len(table), numbers=frozenset(numbers), nothing=nothing)


def concordance_lines(lines: pd.DataFrame) -> Ledger:
    """Show the table of `concordance` with its nodes in one column, one under the other."""
    table = pd.DataFrame(
        {
            "date": [_date(day) for day in lines["published"]],
            **{name: lines[name].tolist() for name in ("outlet", "left", "node", "right")},
        },
        dtype="str",
    )
    nodes = [highlight(node, [Span(0, len(node), "target")]) for node in table["node"]]
    return Ledger(table, {"node": nodes}, total=len(table))


def _spans(row: dict, marks: dict[str, tuple[str, str]]) -> list[Span]:
    offset = int(row["sentence_start"])
    return [
        Span(int(row[start]) - offset, int(row[end]) - offset, role) for role, (start, end) in marks.items()
    ]


def _article_link(row, pages: str) -> str:
    if not pages:
        return _link(row.title, row.url)
    shown = escape(row.title) or "untitled"
    return f'<a href="{escape(pages)}/{escape(row.article_id)}.html#s{row.sentence_id}">{shown}</a>'


def _link(title: str, url: str) -> str:
    shown = escape(title) or "untitled"
    if not url.lower().startswith(("https://", "http://")):
        return shown
    return f'<a href="{escape(url)}" rel="noopener noreferrer" target="_blank">{shown}</a>'


def _plain(value, decimals: int) -> str:
    if isinstance(value, pd.Timestamp) or value is pd.NaT:
        return _date(value)
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:.{decimals}f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _date(day: pd.Timestamp) -> str:
    return "" if pd.isna(day) else f"{day:%Y-%m-%d}"
