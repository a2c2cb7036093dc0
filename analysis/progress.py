"""Progress bars where somebody watches, and none where nobody does."""

import os
import sys
from collections.abc import Iterable, Iterator

from tqdm.auto import tqdm

_running = False


def progress(items: Iterable, what: str, total: int | None = None) -> Iterable:
    """Return the items behind a progress bar that vanishes when it is done.

    In a terminal and in a live notebook it shows; under nbconvert or in a pipe it does not, so
    that nothing of it is left in a notebook's outputs. A bar inside another's loop does not show.
    """
    hidden = not is_live() if "ipykernel" in sys.modules else None  # None: by the terminal
    return items if _running else _alone(tqdm(items, desc=what, total=total, leave=False, disable=hidden))


def is_live() -> bool:
    """Whether somebody sits before a notebook: JupyterLab names its sessions, nbconvert does not."""
    return "ipykernel" in sys.modules and bool(os.environ.get("JPY_SESSION_NAME"))


def _alone(bar: tqdm) -> Iterator:
    global _running
    _running = True
    try:
        yield from bar
    finally:
        _running = False
