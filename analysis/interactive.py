"""Tables that can be searched, sorted and filtered while somebody works in a notebook.

DataTables, as the package itables carries it: nothing is loaded from a network. In a notebook that
runs without anybody before it, tables stay plain, and small.
"""

from collections.abc import Collection

import pandas as pd

from analysis.progress import is_live

LEAST = 12  # rows; a shorter table needs no search
_DARK = """<script>(() => {
  const follow = () =>
    document.documentElement.classList.toggle("dark", document.body.dataset.jpThemeLight === "false");
  new MutationObserver(follow).observe(document.body, {attributeFilter: ["data-jp-theme-light"]});
  follow();
})()</script>"""  # itables 2.9 asks for JupyterLab's theme before it is loaded, and so never learns it


def start() -> None:
    """Give a live notebook the library, once; elsewhere do nothing."""
    if is_live():
        from IPython.display import HTML, display
        from itables import init_notebook_mode

        init_notebook_mode(all_interactive=False, connected=False)
        display(HTML(_DARK))


def searchable(cells: pd.DataFrame, numbers: Collection[str] = ()) -> str:
    """Return a table whose cells are HTML already as one that can be searched and sorted.

    Args:
        numbers: columns set to the right; notebooks would set all of them there.
    """
    from itables import to_html_datatable

    sides = [
        {"targets": place, "className": "dt-right" if name in numbers else "dt-left"}
        for place, name in enumerate(cells)
    ]

    return to_html_datatable(
        cells,
        connected=False,
        allow_html=True,
        showIndex=False,
        display_logo_when_loading=False,
        column_filters="footer",
        maxBytes=0,
        classes="display compact",
        style="width:100%;table-layout:auto",
        columnDefs=sides,
        order=[],
        pageLength=25,
        layout={"topStart": "pageLength", "topEnd": "search"},
    )
