"""One run at a time on a file: two that wrote at once would leave what neither can go on from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ModuleNotFoundError:  # Windows, where nothing guards it
    fcntl = None


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a file for this run until the end of the block, or of the process.

    Raises:
        RuntimeError: another run holds it.
    """
    with path.open("ab") as held:
        if fcntl:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RuntimeError(f"another run writes to {path}; wait for it, or name another") from error
        yield
