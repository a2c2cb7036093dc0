"""The report: every notebook run on a corpus and turned into pages, with an index page in front."""

import os
import shutil
from importlib.resources import files
from pathlib import Path

import jinja2
import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from analysis import findings, summaries
from analysis.articles import load_articles
from analysis.pipeline import Analysis, analyse
from analysis.progress import progress

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
_OFFLINE = dict.fromkeys(
    ("mathjax_url", "require_js_url", "jquery_url", "mermaid_js_url", "widget_renderer_url"), ""
)


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
        found = summaries.statuses(articles)
        table = found.to_string(index=False) if len(found) else "No file of a known format was found."
        raise NothingUsable(f"No usable article in {', '.join(map(str, sources))}.\n{table}")
    return analyse(articles)


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
    where = os.pathsep.join(str(Path(source).absolute()) for source in sources)
    pages = []
    for path in progress(sorted(NOTEBOOKS.glob("*.ipynb")), "notebooks"):
        page = folder / f"{path.stem}.html"
        notebook = run_notebook(path, {"ARTICLES": where})
        page.write_text(to_html(notebook, path.stem), encoding="utf-8")
        pages.append({"file": page.name, "title": _title(notebook), "answer": _question(notebook)})
    index = folder / "index.html"
    index.write_text(_index(analysis, pages), encoding="utf-8")
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
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute(env={**os.environ, **variables})
    return notebook


def to_html(notebook: nbformat.NotebookNode, name: str) -> str:
    """Return the notebook as one page that needs no network: text, figures and tables, no code."""
    exporter = HTMLExporter(
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        **dict.fromkeys(_SCRIPTS, ""),
    )
    page, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": name}})
    style = files("analysis").joinpath("report.css").read_text(encoding="utf-8")
    back = '<nav class="back"><a href="index.html">All pages of this report</a></nav>'
    page = page.replace("</head>", f"<style>{style}</style></head>", 1)
    body = page.index(">", page.index("<body")) + 1
    return page[:body] + back + page[body:]


def clean(out: str | Path) -> None:
    """Remove a report that was written before."""
    shutil.rmtree(out, ignore_errors=True)


def _title(notebook: nbformat.NotebookNode) -> str:
    return notebook.cells[0].source.splitlines()[0].lstrip("# ")


def _question(notebook: nbformat.NotebookNode) -> str:
    paragraphs = [part.strip() for part in notebook.cells[0].source.split("\n\n")[1:]]
    return paragraphs[0].replace("\n", " ") if paragraphs else ""


def _index(analysis: Analysis, pages: list[dict]) -> str:
    environment = jinja2.Environment(autoescape=True)
    template = environment.from_string(files("analysis").joinpath("index.html").read_text(encoding="utf-8"))
    style = files("analysis").joinpath("report.css").read_text(encoding="utf-8")
    return template.render(pages=pages, style=style, **_answers(analysis))


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
            findings.actors_finding(counts),
            findings.sentiment_finding(sentiment),
            *(findings.stance_finding(matrix, target) for target in sorted(matrix["target"].unique())),
        ],
    }
