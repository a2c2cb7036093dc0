"""The report: every notebook run on a corpus and turned into pages, with an index page in front."""

import json
import os
from functools import cache
from pathlib import Path

import jinja2
import nbformat
import pandas as pd
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter

from analysis import summaries
from analysis.articles import load_articles
from analysis.book import book_path
from analysis.evidence_pages import evidence_table, write_articles, write_assets
from analysis.loading.files import keep_apart
from analysis.loading.markup import plain_markdown
from analysis.overview import answers
from analysis.pictures import figures, with_pictures
from analysis.pipeline import analyse
from analysis.printing import browser, print_pdf
from analysis.progress import progress
from analysis.record import write_record
from analysis.tables import Analysis

PRINTED = "print.html"  # all pages in one
NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


class NothingUsable(Exception):
    """No article of a corpus can be read; the message says what was found instead."""


def read_sources(sources: list[str]) -> Analysis:
    """Read the articles of files, folders or globs.

    Raises:
        FileNotFoundError: a source is not there.
        NothingUsable: there is no article, or none that can be read.
    """
    articles = load_articles(list(sources))
    if not (articles["status"] == "ok").any():
        raise NothingUsable(_what_instead(sources, articles))
    return analyse(articles)


def _what_instead(sources: list[str], articles: pd.DataFrame) -> str:
    where = ", ".join(map(str, sources))
    if articles.empty:
        return f"No usable article in {where}: no file there has a format that is read; see --help."
    lines = [f"{row.origin}: {row.status}: {row.detail}" for row in articles.head(10).itertuples()]
    more = f"\n... and {len(articles) - 10:,} more" if len(articles) > 10 else ""
    return "\n".join([f"No usable article in {where}:", *lines]) + more


def write_report(sources: list[str], out: str | Path, *, pdf: bool = False) -> Path:
    """Run all notebooks on the articles of `sources` and write a folder of HTML pages.

    Args:
        pdf: write `report.pdf` beside them too.

    Returns:
        The index page.

    Raises:
        FileNotFoundError, NothingUsable: see `read_sources`.
        ValueError: the articles lie in `out`, or `out` among them.
        NoBrowser: `pdf` is asked for, and nothing is installed that prints.
    """
    if pdf:
        browser()  # asked before the notebooks are run
    keep_apart(sources, out)
    analysis = read_sources(sources)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    where = [str(Path(source).absolute()) for source in sources]
    variables = {
        "ARTICLES": where[0] if len(where) == 1 else json.dumps(where),
        "ACTORS": str(book_path().absolute()),
        "FIGURES": "svg",  # crisp at any size
        "SOURCE_DATE_EPOCH": "0",  # a figure carries no date, so that a rerun gives the same bytes
    }
    notebooks = {
        path.stem: run_notebook(path, variables)
        for path in progress(sorted(NOTEBOOKS.glob("*.ipynb")), "notebooks")
    }
    index = write_pages(analysis, notebooks, folder)
    write_record(analysis, sources, folder)
    if pdf:
        print_pdf(folder / PRINTED, folder / "report.pdf")
    return index


def write_pages(analysis: Analysis, notebooks: dict[str, nbformat.NotebookNode], folder: Path) -> Path:
    """Write the pages of a report from notebooks that were run, by name; return the index page."""
    pages = []
    for name, notebook in notebooks.items():
        heading, lead = _opening(notebook)
        pages.append({"file": f"{name}.html", "title": heading, "lead": lead, "body": to_html(notebook)})
    write_assets(folder)
    write_articles(analysis, folder, _render)
    table, overview = evidence_table(analysis)._repr_html_(), _overview(analysis)
    written = {
        "index.html": _render("index.html", pages=pages, **overview),
        PRINTED: _render("print.html", pages=pages, **overview),
        "gallery.html": _render("gallery.html", figures=figures(notebooks), pages=pages, gallery=True),
        "evidence.html": _render("evidence.html", table=table, pages=pages, evidence=True),
        **{page["file"]: _render("page.html", page=page, pages=pages) for page in pages},
    }
    for name, page in written.items():
        (folder / name).write_text(page, encoding="utf-8")
    return folder / "index.html"


def run_notebook(path: Path, variables: dict[str, str]) -> nbformat.NotebookNode:
    """Execute a notebook with these environment variables and return it with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=None,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute(env={**os.environ, **variables})
    except CellExecutionError as error:
        error.add_note(path.name)
        raise
    return notebook


def to_html(notebook: nbformat.NotebookNode) -> str:
    """Return text, figures and tables of a notebook as HTML, without code and without scripts."""
    exporter = HTMLExporter(
        template_name="basic", exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True
    )
    body, _ = exporter.from_notebook_node(with_pictures(notebook))
    return body


def _opening(notebook: nbformat.NotebookNode) -> tuple[str, str]:
    """Return the question that a notebook asks and the paragraph under it."""
    heading, *paragraphs = notebook.cells[0].source.split("\n\n")
    return heading.lstrip("# "), plain_markdown(paragraphs[0]).replace("\n", " ").replace("`", "")


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("analysis", "pages"), autoescape=True, undefined=jinja2.StrictUndefined
    )


def _render(template: str, **values) -> str:
    return _templates().get_template(template).render(**values)


def _overview(analysis: Analysis) -> dict:
    """Return what the index page says: what was read, and the findings."""
    return {
        "statuses": summaries.statuses(analysis.articles).to_dict("records"),
        "summary": repr(analysis).removeprefix("Analysis: "),
        "findings": answers(analysis),
    }
