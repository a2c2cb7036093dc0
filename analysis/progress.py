"""Progress bars where somebody watches, and none where nobody does."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tqdm.auto import tqdm

_running = False


def progress(items: Iterable, what: str) -> Iterable:
    """Return the items behind a progress bar that vanishes when it is done.

    In a terminal and in a live notebook it shows; under nbconvert or in a pipe it does not, so
    that nothing of it is left in a notebook's outputs. A bar inside another's loop does not show.
    """
    return items if _running else _alone(items, what)


@contextmanager
def counting(total: int | None, what: str) -> Iterator[tqdm]:
    """Yield a bar as of `progress`, which is told how far it is by `update`."""
    global _running
    was = _running
    with tqdm(desc=what, total=total, leave=False, disable=True if was else _hidden()) as bar:
        _running = True
        try:
            yield bar
        finally:
            _running = was


def _hidden() -> bool | None:
    return not is_live() if "ipykernel" in sys.modules else None  # None: by the terminal


def is_live() -> bool:
    """Whether somebody sits before a notebook: JupyterLab names its sessions, nbconvert does not."""
    return "ipykernel" in sys.modules and bool(os.environ.get("JPY_SESSION_NAME"))


def _alone(items: Iterable, what: str) -> Iterator:
    with counting(len(items) if hasattr(items, "__len__") else None, what) as bar:
        for item in items:
            yield item
            bar.update()
