"""Tables that can be searched, sorted and filtered while somebody works in a notebook.

DataTables, as the package itables carries it: nothing is loaded from a network. In a notebook that
runs without anybody before it, tables stay plain, and small.
"""

import pandas as pd

from analysis.progress import is_live

LEAST = 12  # rows; a shorter table needs no search


def start() -> None:
    """Give a live notebook the library, once; elsewhere do nothing."""
    if is_live():
        from itables import init_notebook_mode

        init_notebook_mode(all_interactive=False, connected=False)


def searchable(cells: pd.DataFrame) -> str:
    """Return a table whose cells are HTML already as one that can be searched and sorted."""
    from itables import to_html_datatable

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
        order=[],
        pageLength=25,
        layout={"topStart": "pageLength", "topEnd": "search"},
    )
