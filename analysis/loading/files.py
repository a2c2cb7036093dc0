"""Where articles are on disk: sources to files, files to text.

A folder is walked in name order. Hidden files and files named README are passed over, links are
followed, and each real file is read once, so that a link back up the tree ends.
"""

import glob
import gzip
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from charset_normalizer import from_bytes

Source = str | os.PathLike | Sequence[str | os.PathLike]

READ_LIMIT = 1_000_000_000  # bytes of one file, unpacked
_CHUNK = 1 << 20
_BOMS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"\xef\xbb\xbf": "utf-8-sig",
}
_SIGNATURES = {
    b"%PDF": "a PDF; convert it to text first",
    b"PK\x03\x04": "a zip, Word or EPUB file; save its text first",
    b"\xd0\xcf\x11\xe0": "an old Office file; save it as text first",
    b"{\\rtf": "an RTF file; save it as text first",
    b"\x1f\x8b": "packed by gzip; end its name in .gz",
    b"PAR1": "a Parquet file; end its name in .parquet",
}
_TEXT_CONTROLS = b"\t\n\r\f\x1b\x85"


class UnreadableFile(ValueError):
    """A file that gives no text; the message says why and what to do."""


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
    sources = [source] if isinstance(source, str | os.PathLike) else list(source)
    found: dict[str, tuple[str, Path]] = {}
    for one in sources:
        for name, path in _expand(os.fspath(one)):
            found.setdefault(os.path.realpath(path), (name, path))
    named = list(found.values())
    if len({name for name, _ in named}) < len(named):
        common = os.path.commonpath([path.absolute().parent for _, path in named])
        named = [(path.absolute().relative_to(common).as_posix(), path) for _, path in named]
    return named


def _expand(source: str) -> Iterator[tuple[str, Path]]:
    path = Path(source).expanduser()
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
        if entry.is_dir():
            yield from _walk(entry, seen)
        else:
            yield entry


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name.partition(".")[0].lower() == "readme"


def read_bytes(path: Path, limit: int = READ_LIMIT) -> bytes:
    """Return the bytes of a file, unpacked where its name ends in .gz.

    Raises:
        UnreadableFile: it is damaged, may not be read, or has over `limit` bytes unpacked.
    """
    content = bytearray()
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                content += chunk
                if len(content) > limit:
                    raise UnreadableFile(f"over {limit:,} bytes unpacked; split it")
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(f"cannot be read ({error}); fetch it again") from error
    return bytes(content)


def decode(content: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text of `content` and a note where its encoding had to be guessed.

    Tried in order: byte order mark, UTF-8, the `declared` encoding, UTF-16 by its zero bytes,
    then charset-normalizer, where a text that is mostly ASCII counts as cp1252.

    Raises:
        UnreadableFile: the bytes are no text.
    """
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return content.decode(encoding, errors="replace"), ""
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            raise UnreadableFile(f"not text but {what}")
    utf16 = _utf16_without_mark(content[:_CHUNK])
    if not utf16 and _is_binary(content[:_CHUNK]):
        raise UnreadableFile("binary, not text; remove it or convert it to text")
    for encoding in filter(None, (utf16, "utf-8", declared)):
        try:
            return content.decode(encoding), ""
        except (UnicodeDecodeError, LookupError):
            continue
    encoding = _guess(content[:_CHUNK])
    return content.decode(encoding, errors="replace"), f"encoding read as {encoding}"


def _utf16_without_mark(sample: bytes) -> str:
    """Latin text in UTF-16 has a zero for every other byte."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _is_binary(sample: bytes) -> bool:
    controls = sum(sample.count(byte) for byte in range(32) if byte not in _TEXT_CONTROLS)
    return controls > 0.02 * len(sample)


def _guess(sample: bytes) -> str:
    foreign = sum(byte > 127 for byte in sample)
    if foreign < 0.2 * len(sample):
        return "cp1252"  # curly quotes and accents: too few for statistics to go by
    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"
