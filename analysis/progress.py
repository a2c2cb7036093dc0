"""Progress bars where somebody watches, and none where nobody does."""

import os
import sys
from collections.abc import Iterable

from tqdm.auto import tqdm


def progress(items: Iterable, what: str, total: int | None = None) -> Iterable:
    """Return the items behind a progress bar that vanishes when it is done.

    In a terminal and in a live notebook it shows; under nbconvert or in a pipe it does not, so
    that nothing of it is left in a notebook's outputs.
    """
    in_kernel = "ipykernel" in sys.modules
    hidden = not os.environ.get("JPY_SESSION_NAME") if in_kernel else None  # None: by the terminal
    return tqdm(items, desc=what, total=total, leave=False, disable=hidden)
