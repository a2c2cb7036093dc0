"""The evidence behind a number: the sentences themselves, with what was read in them marked.

The text of articles comes from anywhere, so that every character of it is escaped here, and a
link is made only of a web address. What is shown needs no script, no file and no network.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from analysis.counts.claims import signed
from analysis.counts.stories import with_articles

NOTHING = "No sentence to show."
SHORT = 70  # characters of a sentence in the plain text
TINTS = {  # see-through, so that they read on a white and on a dark page
    "holder": "background:rgba(0,114,178,.28)",
    "target": "background:rgba(230,159,0,.32)",
    "both": "background:rgba(128,128,128,.38)",
}
MARK = "color:inherit;border-radius:3px;padding:0 2px;"
CELL = "text-align:{side};vertical-align:top;padding:4px 8px;white-space:normal;"
RULE = "border-bottom:1px solid rgba(128,128,128,.3);"


class Span(NamedTuple):
    """A marked stretch of a sentence: characters from its start, and holder or target."""

    start: int
    end: int
    role: str


@dataclass(frozen=True)
class Ledger:
    """A table of evidence that a notebook shows as HTML and a terminal as text.

    `table` holds the plain cells; `html` may hold marked-up ones under the same column names.
    """

    table: pd.DataFrame
    cells: dict[str, list[str]] = field(default_factory=dict, repr=False)
    total: int = 0
    numbers: frozenset[str] = frozenset(("score", "left"))  # columns set to the right
    nothing: str = NOTHING

    def _repr_html_(self) -> str:
        if self.table.empty:
            return f"<p>{escape(self.nothing)}</p>"
        head = "".join(self._cell("th", name, escape(name)) for name in self.table)
        columns = [self.cells.get(name) or _escaped(self.table[name]) for name in self.table]
        body = "".join(
            "<tr>" + "".join(self._cell("td", *pair) for pair in zip(self.table, row, strict=True)) + "</tr>"
            for row in zip(*columns, strict=True)
        )
        kind = "evidence" if "sentence" in self.table else "numbers"
        return (
            f'<div class="ledger {kind}" style="max-height:480px;overflow:auto">'
            '<table style="border-collapse:collapse;width:100%">'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{self._note()}"
        )

    def __repr__(self) -> str:
        if self.table.empty:
            return self.nothing
        plain = self.table.map(lambda text: _short(text, SHORT))
        return plain.to_string(index=False, justify="left", line_width=None)

    def _cell(self, tag: str, name: str, inner: str) -> str:
        style = CELL.format(side="right" if name in self.numbers else "left") + RULE
        if name in ("date", "score", "node"):
            style += "white-space:nowrap;"
        return f'<{tag} class="{escape(name)}" dir="auto" style="{style}">{inner}</{tag}>'

    def _note(self) -> str:
        if self.total <= len(self.table):
            return ""
        return f"<p>The first {len(self.table):,} of {self.total:,} rows.</p>"


def evidence(
    sentences: pd.DataFrame, rows: pd.DataFrame, articles: pd.DataFrame, *, limit: int = 20
) -> Ledger:
    """Show the sentences behind rows of STANCES, MENTIONS or SENTIMENT, in the order of `rows`.

    Args:
        sentences: SENTENCES, for the text.
        rows: STANCES (holder and target are marked) or MENTIONS or SENTIMENT (the mention is).
        articles: ARTICLES, for date, outlet, title and address.
        limit: show this many rows, the first ones.

    Returns:
        A Ledger with the columns date, outlet, title, then holder, stance and target or the
        actor, then sentence and, where `rows` has them, score, voice and reason.
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
    else:
        facts |= {"actor": shown["actor"].tolist()}
        marks = {"target": ("start", "end")}
    facts |= {"sentence": shown["text"].tolist()}
    if "score" in shown:
        facts |= {"score": [signed(score) for score in shown["score"]]}
    facts |= {name: shown[name].tolist() for name in ("voice", "reason") if name in shown}
    cells = {
        "title": [_link(*pair) for pair in zip(shown["title"], shown["url"], strict=True)],
        "sentence": [highlight(row["text"], _spans(row, marks)) for row in shown.to_dict("records")],
    }
    return Ledger(pd.DataFrame(facts, dtype="str"), cells, total=len(rows))


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


def highlight(text: str, spans: Iterable[Span]) -> str:
    """Return `text` escaped, with its spans in <mark>; overlapping spans are cut where they meet.

    What both a holder and a target cover is marked as both. Spans that reach out of the text are
    cut to it, so that the span of an outlet as holder, -1 to -1, marks nothing.
    """
    inside = [span._replace(start=max(span.start, 0), end=min(span.end, len(text))) for span in spans]
    inside = [span for span in inside if span.start < span.end]
    edges = sorted({0, len(text), *(edge for span in inside for edge in span[:2])})
    parts = []
    for start, end in pairwise(edges):
        roles = {span.role for span in inside if span.start <= start and end <= span.end}
        piece = escape(text[start:end])
        if roles:
            role = roles.pop() if len(roles) == 1 else "both"
            piece = f'<mark title="{role}" style="{MARK}{TINTS[role]}">{piece}</mark>'
        parts.append(piece)
    return "".join(parts)


def _spans(row: dict, marks: dict[str, tuple[str, str]]) -> list[Span]:
    offset = int(row["sentence_start"])
    return [
        Span(int(row[start]) - offset, int(row[end]) - offset, role) for role, (start, end) in marks.items()
    ]


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


def _short(text: str, width: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def _escaped(column: Sequence[str]) -> list[str]:
    return [escape(text) for text in column]
