"""What a file holds: its bytes, unpacked and within bounds, and the text that they spell."""

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from charset_normalizer import from_bytes

READ_LIMIT = 1_000_000_000  # bytes of one file, unpacked; JSON lines are read line by line and have none
LINE_LIMIT = 100_000_000  # characters of a line
_MOST_PACKED = 200  # times that text gets smaller when it is packed: ten, where nobody lays a trap
_UNSUSPECTED = 10_000_000  # bytes of a file, unpacked, that may be packed as well as can be
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
_ESCAPED = re.compile("[\udc80-\udcff]")
_TEXT_CONTROLS = b"\t\n\r\f\x1b\x85"


class UnreadableFile(ValueError):
    """A file that gives no text; the message says why and what to do."""


def read_bytes(path: Path, limit: int = READ_LIMIT) -> bytes:
    """Return the bytes of a file, unpacked where its name ends in .gz.

    Raises:
        UnreadableFile: it is damaged, may not be read, or has over `limit` bytes unpacked.
    """
    content = bytearray()
    with _opened(path) as stream:
        packed = path.stat().st_size
        while chunk := stream.read(_CHUNK):
            content += chunk
            if len(content) > limit:
                raise UnreadableFile(f"over {limit:,} bytes unpacked; split it")
            _beware(len(content), packed)
    return bytes(content)


def read_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of a file, each with a note where its encoding had to be guessed.

    Raises:
        UnreadableFile: it is damaged or no text, has a line of over
            `LINE_LIMIT` characters, or unpacks to what nobody would pack.
    """
    with _opened(path) as stream:
        encoding, note = find_encoding(stream.read(_CHUNK))
    packed, read = path.stat().st_size, 0
    with _opened(path) as stream:
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        text = io.TextIOWrapper(stream, encoding, errors=errors, newline="\n")
        while line := text.readline(LINE_LIMIT):
            read += len(line)
            if len(line) == LINE_LIMIT:
                raise UnreadableFile(f"a line of over {LINE_LIMIT:,} characters; is it JSON lines?")
            _beware(read, packed)
            yield _mended(line, note)


def _beware(unpacked: int, packed: int) -> None:
    if unpacked > _UNSUSPECTED and unpacked > _MOST_PACKED * packed:
        raise UnreadableFile(f"unpacks to over {_MOST_PACKED} times its size; is it a trap?")


def _mended(line: str, note: str) -> tuple[str, str]:
    """Read a line again that isn't in UTF-8, unlike the file's beginning."""
    if not _ESCAPED.search(line):
        return line, note
    content = line.encode("utf-8", errors="surrogateescape")
    return content.decode("cp1252", errors="replace"), "encoding of the line read as cp1252"


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            yield stream
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(f"cannot be read ({error}); fetch it again") from error


def decode(content: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text of `content` and a note where its encoding had to be guessed.

    Raises:
        UnreadableFile: the bytes are no text.
    """
    encoding, note = find_encoding(content, declared)
    if note and encoding == "utf-8":
        lines = content.decode(encoding, errors="surrogateescape").splitlines(keepends=True)
        return "".join(_mended(line, "")[0] for line in lines), note
    return content.decode(encoding, errors="replace"), note


def find_encoding(content: bytes, declared: str = "") -> tuple[str, str]:
    """Return the encoding of what a file begins with, and a note where it had to be guessed.

    Tried in order: byte order mark, UTF-8, the `declared` encoding, UTF-16 by its zero bytes, UTF-8 with
    some lines in another encoding, then charset-normalizer, where a text that is mostly ASCII counts
    as cp1252.

    Raises:
        UnreadableFile: the bytes are no text.
    """
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return encoding, ""
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            raise UnreadableFile(f"not text but {what}")
    utf16 = _utf16_without_mark(content[:_CHUNK])
    if not utf16 and _is_binary(content[:_CHUNK]):
        raise UnreadableFile("binary, not text; remove it or convert it to text")
    for encoding in filter(None, (utf16, "utf-8", declared)):
        if _fits(content, encoding):
            return encoding, ""
    if _is_mostly_utf8(content[:_CHUNK]):
        return "utf-8", "lines that are not UTF-8 read as cp1252"
    encoding = _guess(content[:_CHUNK])
    return encoding, f"encoding read as {encoding}"


def _fits(content: bytes, encoding: str) -> bool:
    """Whether bytes are text of an encoding; a character that is cut off at their end does no harm."""
    try:
        "".encode(encoding)  # refuses what is no encoding of text, such as hex
        codecs.getincrementaldecoder(encoding)().decode(content)
    except (UnicodeError, LookupError):
        return False
    return True


def _utf16_without_mark(sample: bytes) -> str:
    """Latin text in UTF-16 has a zero for every other byte."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _is_mostly_utf8(sample: bytes) -> bool:
    """Whether most of what is no ASCII is UTF-8: in other encodings, hardly any of it happens to be."""
    text = sample.decode("utf-8", errors="surrogateescape")
    broken = len(_ESCAPED.findall(text))
    return sum(character > "\x7f" for character in text) > 2 * broken


def _is_binary(sample: bytes) -> bool:
    controls = sum(sample.count(byte) for byte in range(32) if byte not in _TEXT_CONTROLS)
    return controls > 0.02 * len(sample)


def _guess(sample: bytes) -> str:
    foreign = sum(byte > 127 for byte in sample)
    if foreign < 0.2 * len(sample):
        return "cp1252"  # curly quotes and accents: too few for statistics to go by
    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"
