"""What stands behind a report: every position in one table, and each article with its places."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pandas as pd

from analysis import ledger
from analysis.counts.picks import sides_first
from analysis.counts.stories import outlet_names
from analysis.tables import Analysis, named_holders
from analysis.tabular import Ledger

MOST = 5_000  # rows of the table
ARTICLES, ASSETS = "articles", "assets"
Part = list[tuple[int, str]]  # numbers and texts of sentences
Render = Callable[..., str]  # a template's name and its values to a page


def evidence_table(analysis: Analysis) -> Ledger:
    """Return the named holders' positions, those that take a side first, the surest before the others."""
    named = named_holders(analysis.stances)
    table = ledger.evidence(
        analysis.sentences, sides_first(named), analysis.articles, limit=MOST, pages=ARTICLES
    )
    return replace(table, styled=False)


def write_articles(analysis: Analysis, folder: Path, render: Render) -> None:
    """Write a page for each article that was read, in which every sentence is a place to link to."""
    (folder / ARTICLES).mkdir(exist_ok=True)
    sentences = dict(list(analysis.sentences.groupby("article_id", sort=False)))
    read = analysis.articles[analysis.articles["status"] == "ok"]
    for row, outlet in zip(read.itertuples(), outlet_names(read["source"]), strict=True):
        title, paragraphs = _parts(row, sentences.get(row.article_id))
        page = render("article.html", article=row, outlet=outlet, title=title, paragraphs=paragraphs)
        (folder / ARTICLES / f"{row.article_id}.html").write_text(page, encoding="utf-8")


def _parts(row, sentences: pd.DataFrame | None) -> tuple[Part, list[Part]]:
    """Return the sentences of the title and of each paragraph, with their numbers.

    The stored text of an article begins with its title, if it has one.
    """
    parts: list[Part] = []
    before = 0
    for sentence in () if sentences is None else sentences.itertuples():
        if not parts or "\n\n" in row.text[before : sentence.start]:
            parts.append([])
        parts[-1].append((sentence.sentence_id, sentence.text))
        before = sentence.end
    return (parts[0], parts[1:]) if row.title and parts else ([], parts)


def write_assets(folder: Path) -> None:
    """Write the scripts of the tables: DataTables, as the package itables carries it, and ours.

    A page that is opened from disk may load no module, so that the library travels as text.
    """
    (folder / ASSETS).mkdir(exist_ok=True)
    library = files("itables") / "html"
    source = b64encode((library / "dt_bundle.js").read_bytes()).decode()
    style = (library / "dt_bundle.css").read_text(encoding="utf-8")
    (folder / ASSETS / "datatables.js").write_text(f'window.dataTablesSource="{source}";\n', encoding="ascii")
    (folder / ASSETS / "datatables.css").write_text(style, encoding="utf-8")
    ours = files("analysis") / "pages" / "ledger.js"
    (folder / ASSETS / "ledger.js").write_text(ours.read_text(encoding="utf-8"), encoding="utf-8")
