"""The figures of notebooks that were run: with alternative texts on their pages, and all on one."""

import copy
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple

import nbformat

SVG, PNG, HTML = "image/svg+xml", "image/png", "text/html"


class Figure(NamedTuple):
    """A figure: what it answers, its picture as a data address, and the place where it stands."""

    question: str
    source: str
    page: str


def with_pictures(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a copy in which every figure is a picture whose alternative text is the question above it."""
    pictured = copy.deepcopy(notebook)
    for question, output in _figures(pictured):
        picture = f'<img src="{_source(output.data)}" alt="Figure: {escape(question)}">'
        output.data = nbformat.NotebookNode({HTML: picture})
    return pictured


def figures(notebooks: Mapping[str, nbformat.NotebookNode]) -> list[Figure]:
    """Return all figures of notebooks, by name, in their order."""
    return [
        Figure(question, _source(output.data), f"{name}.html#{question.replace(' ', '-')}")
        for name, notebook in notebooks.items()
        for question, output in _figures(notebook)
    ]


def _figures(notebook: nbformat.NotebookNode) -> Iterator[tuple[str, nbformat.NotebookNode]]:
    """Yield each output that is a figure, with the heading above it."""
    heading = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            heading = cell.source.splitlines()[0].lstrip("# ")
        for output in cell.get("outputs", []):
            if {SVG, PNG} & set(output.get("data", {})):
                yield heading, output


def _source(data: Mapping[str, str]) -> str:
    """Return a figure as an address that holds it: as lines, if it was drawn so, else as dots."""
    if SVG in data:
        return f"data:{SVG};base64,{b64encode(''.join(data[SVG]).encode()).decode()}"
    return f"data:{PNG};base64,{''.join(data[PNG].split())}"
