"""The report: every notebook run on a corpus and turned into pages, with an index page in front."""

import copy
import json
import os
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
from analysis.counts import findings
from analysis.pipeline import Analysis, analyse
from analysis.progress import progress

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


def write_report(sources: list[str], out: str | Path) -> Path:
    """Run all notebooks on the articles of `sources` and write a folder of HTML pages.

    Returns:
        The index page.

    Raises:
        FileNotFoundError, NothingUsable: see `read_sources`.
    """
    analysis = read_sources(sources)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    where = [str(Path(source).absolute()) for source in sources]
    variables = {
        "ARTICLES": where[0] if len(where) == 1 else json.dumps(where),
        "ACTORS": str(book_path().absolute()),
    }
    pages = []
    for path in progress(sorted(NOTEBOOKS.glob("*.ipynb")), "notebooks"):
        notebook = run_notebook(path, variables)
        heading, lead = _opening(notebook)
        pages.append({"file": f"{path.stem}.html", "title": heading, "lead": lead, "body": to_html(notebook)})
    for page in pages:
        (folder / page["file"]).write_text(_render("page.html", page=page, pages=pages), encoding="utf-8")
    index = folder / "index.html"
    index.write_text(_render("index.html", pages=pages, **_answers(analysis)), encoding="utf-8")
    return index


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
    body, _ = exporter.from_notebook_node(_with_alt_texts(notebook))
    return body


def _with_alt_texts(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook with the question above each figure as its alternative text."""
    described, heading = copy.deepcopy(notebook), ""
    for cell in described.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            heading = cell.source.splitlines()[0].lstrip("# ")
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                output.metadata["image/png"] = {"alt": f"Figure: {heading}"}
    return described


def _opening(notebook: nbformat.NotebookNode) -> tuple[str, str]:
    """Return the question that a notebook asks and the paragraph under it."""
    heading, *paragraphs = notebook.cells[0].source.split("\n\n")
    return heading.lstrip("# "), paragraphs[0].replace("\n", " ").replace("`", "")


def _render(template: str, **values) -> str:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("analysis", "pages"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template(template).render(**values)


def _answers(analysis: Analysis) -> dict:
    """Return what the index page says first: what was read, and one finding a notebook."""
    articles = analysis.articles
    counts = summaries.actor_counts(analysis.mentions, articles)
    sentiment = summaries.actor_sentiment(analysis.sentiment, articles)
    matrix = summaries.stance_matrix(analysis.stances, articles)
    return {
        "statuses": summaries.statuses(articles).to_dict("records"),
        "summary": repr(analysis).removeprefix("Analysis: "),
        "findings": [
            ("Named", findings.actors_finding(counts)),
            ("Written of", findings.sentiment_finding(sentiment)),
            *(("Stance", findings.stance_finding(matrix, t)) for t in sorted(matrix["target"].unique())),
        ],
    }
