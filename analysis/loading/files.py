"""Where articles are on disk: sources to files.

A folder is walked in name order. Hidden files and files named README are passed over, links are
followed, and each real file is read once, so that a link back up the tree ends.
"""

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

Source = str | os.PathLike | Sequence[str | os.PathLike]


def find_files(source: Source) -> list[tuple[str, Path]]:
    """List the files of `source` with the name that each goes by in `origin`.

    Args:
        source: a file, folder or glob, or a list of them.

    Returns:
        (name, path) in order, each real file once. A name is relative to the folder that was
        asked for; where two files would share a name, all names start at their common folder.

    Raises:
        FileNotFoundError: a path does not exist, or a glob matches nothing.
    """
    found: dict[str, tuple[str, Path]] = {}
    for one in _listed(source):
        for name, path in _expand(os.fspath(one)):
            found.setdefault(os.path.realpath(path), (name, path))
    named = list(found.values())
    if len({name for name, _ in named}) < len(named):
        common = os.path.commonpath([path.absolute().parent for _, path in named])
        named = [(path.absolute().relative_to(common).as_posix(), path) for _, path in named]
    return named


def keep_apart(source: Source, out: str | os.PathLike) -> None:
    """Refuse to write where articles are read: the next run would take what is written for articles.

    Raises:
        ValueError: the folder `out` lies in a folder of `source`, or a file of `source` in `out`.
    """
    folder = Path(out).resolve()
    for one in _listed(source):
        read = _path(os.fspath(one))
        if read.is_dir() and folder.is_relative_to(read.resolve()):
            raise ValueError(f"{out} lies in {one}, where articles are read; give a folder elsewhere (--out)")
    for _, path in find_files(source):
        if path.resolve().is_relative_to(folder):
            raise ValueError(f"{path} lies in {out}, where is written; give another folder (--out)")


def _listed(source: Source) -> list[str | os.PathLike]:
    return [source] if isinstance(source, str | os.PathLike) else list(source)


def _path(source: str) -> Path:
    try:
        return Path(source).expanduser()
    except RuntimeError:  # ~somebody who has no home here
        return Path(source)


def _expand(source: str) -> Iterator[tuple[str, Path]]:
    path = _path(source)
    if path.is_dir():
        yield from ((file.relative_to(path).as_posix(), file) for file in _walk(path, set()))
    elif path.exists():
        yield path.name, path
    elif glob.has_magic(source):
        matches = [Path(match) for match in sorted(glob.glob(str(path), recursive=True))]
        if not matches:
            raise FileNotFoundError(f"{source}: the pattern matches no file; check it, or quote it")
        for match in matches:
            if match.is_file() and not _passed_over(match.name):
                yield match.name, match
    else:
        raise FileNotFoundError(
            f"{source}: no such file or folder (looked in {Path.cwd()}); check the spelling, "
            "or give a folder, a file or a pattern such as articles/*.txt"
        )


def _walk(folder: Path, seen: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:  # no right to look into it: it gets a row that says so
        entries = []
        yield folder
    for entry in entries:
        if _passed_over(entry.name):
            continue
        if os.path.isdir(entry):  # unlike its method, this bears a folder that may not be entered
            yield from _walk(entry, seen)
        else:
            yield entry


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name.partition(".")[0].lower() == "readme"
