"""Tables of evidence as HTML and as text.

The text of articles comes from anywhere, so that every character of it is escaped here. What is
shown needs no script, no file and no network.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from analysis.interactive import LEAST, searchable
from analysis.progress import is_live

NOTHING = "No sentence to show."
SHORT = 70  # characters of a sentence in the plain text
TINTS = {  # see-through, so that they read on a white and on a dark page
    "holder": "background:rgba(0,114,178,.28)",
    "target": "background:rgba(230,159,0,.32)",
    "words": "background:rgba(0,158,115,.26)",
    "both": "background:rgba(128,128,128,.38)",
}
MARK = "color:inherit;border-radius:3px;padding:0 2px;"
CELL = "text-align:{side};vertical-align:top;padding:4px 8px;white-space:normal;"
BOX = ' style="max-height:480px;overflow:auto" tabindex="0"'
WHOLE = ' style="border-collapse:collapse;width:100%;table-layout:auto"'
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
RULE = "border-bottom:1px solid rgba(128,128,128,.3);"


class Span(NamedTuple):
    """A marked stretch of a sentence: characters from its start, and holder, target or words."""

    start: int
    end: int
    role: str


@dataclass(frozen=True)
class Ledger:
    """A table of evidence that a notebook shows as HTML and a terminal as text.

    `table` holds the plain cells; `cells` may hold marked-up ones under the same column names. A page
    that has a style sheet for it sets `styled` to False.
    """

    table: pd.DataFrame
    cells: dict[str, list[str]] = field(default_factory=dict, repr=False)
    total: int = 0
    numbers: frozenset[str] = frozenset(("score", "sure", "left"))  # columns set to the right
    nothing: str = NOTHING
    styled: bool = True

    def _repr_html_(self) -> str:
        if self.table.empty:
            return f"<p>{escape(self.nothing)}</p>"
        head = "".join(self._cell("th", name, escape(name)) for name in self.table)
        columns = [self.cells.get(name) or _escaped(self.table[name]) for name in self.table]
        if self.styled and is_live() and len(self.table) > LEAST:
            cells = dict(zip(self.table, columns, strict=True))
            return searchable(pd.DataFrame(cells), self.numbers) + self._note()
        body = "".join(
            "<tr>" + "".join(self._cell("td", *pair) for pair in zip(self.table, row, strict=True)) + "</tr>"
            for row in zip(*columns, strict=True)
        )
        kind = "evidence" if "sentence" in self.table else "numbers"
        box, whole = (BOX, WHOLE) if self.styled else ("", "")
        return (
            f'<div class="ledger {kind}"{box}><table{whole}>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{self._note()}"
        )

    def __repr__(self) -> str:
        if self.table.empty:
            return self.nothing
        plain = self.table.map(lambda text: _short(text, SHORT))
        return plain.to_string(index=False, justify="left", line_width=None)

    def _cell(self, tag: str, name: str, inner: str) -> str:
        if not self.styled:
            return f'<{tag} class="{escape(name)}" dir="auto">{inner}</{tag}>'
        style = CELL.format(side="right" if name in self.numbers else "left") + RULE
        if name in ("date", "score", "sure", "node") or _DAY.fullmatch(inner):
            style += "white-space:nowrap;"
        if name == "sentence":
            style += "min-width:24em;"
        return f'<{tag} class="{escape(name)}" dir="auto" style="{style}">{inner}</{tag}>'

    def _note(self) -> str:
        if self.total <= len(self.table):
            return ""
        return f"<p>The first {len(self.table):,} of {self.total:,} rows.</p>"


@dataclass(frozen=True)
class Ledgers:
    """Several ledgers under their headings, folded until somebody opens one."""

    parts: list[tuple[str, Ledger]]

    def _repr_html_(self) -> str:
        return "".join(
            f'<details class="ledger"><summary>{escape(head)}</summary>{part._repr_html_()}</details>'
            for head, part in self.parts
        )

    def __repr__(self) -> str:
        return "\n\n".join(f"{head}\n{part!r}" for head, part in self.parts) or NOTHING


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


def _short(text: str, width: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def _escaped(column: Sequence[str]) -> list[str]:
    return [escape(text) for text in column]
