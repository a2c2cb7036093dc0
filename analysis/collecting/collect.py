"""Articles of feeds, sitemaps and lists of addresses, as JSON lines that the suite reads.

Every address ends in one of two files: as an article in OUT, or with its reason in OUT's neighbour
`.failures.log`. A run that was cut off goes on from there, and no address is fetched twice.
"""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.alone import alone
from analysis.collecting.addresses import Source
from analysis.collecting.fetch import Fetcher, Page
from analysis.loading.content import UnreadableFile, decode
from analysis.loading.markup import declared_encoding, read_html
from analysis.progress import progress


class Collected(NamedTuple):
    """How a run ended: articles written, addresses that failed now, addresses known before."""

    written: int
    failed: int
    known: int


def failures_of(out: Path) -> Path:
    """Return the file of the addresses that gave no article."""
    return out.with_name(f"{out.name.removesuffix('.jsonl')}.failures.log")


def collect(
    sources: Sequence[str], out: Path, fetcher: Fetcher, *, limit: int | None = None, again: bool = False
) -> Collected:
    """Fetch the articles that sources name, one after the other, and append them to a file.

    Args:
        sources: addresses of feeds, sitemaps or pages, and files with an address a line.
        limit: stop after so many addresses.
        again: try those again that failed in an earlier run.

    Raises:
        RuntimeError: another run writes to the file.
        ValueError: the file holds other things than such articles.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    failures = failures_of(out)
    pages = _Once(fetcher)
    written = failed = skipped = 0
    with (
        alone(out),
        out.open("a", encoding="utf-8") as articles,
        failures.open("a", encoding="utf-8") as failed_lines,
    ):
        known = _known(out) | (set() if again else _known(failures))
        for url, problem in progress(_addresses(sources, pages), "addresses"):
            if url in known:
                skipped += 1
                continue
            if limit is not None and written + failed >= limit:
                break
            known.add(url)
            record = {"url": url, "problem": problem} if problem else article(url, pages.page(url))
            lines = failed_lines if "problem" in record else articles
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            lines.flush()  # what is done stays done
            written, failed = written + ("problem" not in record), failed + ("problem" in record)
    return Collected(written, failed, skipped)


class _Once:
    """Remembers the page that a source turned out to be, so that it is not fetched a second time."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._last = Page("")
        self._asked = ""

    def page(self, url: str) -> Page:
        if url != self._asked:
            self._asked, self._last = url, self._fetcher.page(url)
        return self._last


def article(url: str, page: Page) -> dict:
    """Return the record of a page: an article, or the address with the problem it has."""
    if page.problem:
        return {"url": url, "problem": page.problem}
    try:
        text, _ = decode(page.content, page.charset or declared_encoding(page.content))
        found = read_html(text)
    except (UnreadableFile, ValueError) as error:
        return {"url": url, "problem": f"cannot be read: {error}"}
    if not found["text"]:
        return {"url": url, "problem": "no article text on the page"}
    return {
        "url": url,
        "title": found["title"],
        "text": found["text"],
        "date": found["published"],
        "source": found["source"],
    }


def _addresses(sources: Sequence[str], fetcher: _Once) -> Iterator[tuple[str, str]]:
    """Yield each address with nothing, and each source that could not be read with its problem."""
    for name in sources:
        source = Source(name, fetcher)
        yield from ((url, "") for url in source.addresses())
        yield from source.problems


def _known(path: Path) -> set[str]:
    """Return the addresses in a file, after mending its end: a line that a crash cut off is taken away.

    Nothing else of the file is touched: on a full disk it stays as it is.

    Raises:
        ValueError: a line of the file is no record.
    """
    if not path.exists():
        return set()
    content = path.read_bytes()
    tail = content.rpartition(b"\n")[2]
    if tail.startswith(b'{"url": ') and not _is_record(tail):
        os.truncate(path, len(content) - len(tail))
    elif _is_record(tail):
        with path.open("ab") as end:
            end.write(b"\n")
    lines = path.read_text(encoding="utf-8").split("\n")
    known = set()
    for number, line in enumerate(lines, 1):
        if line.strip():
            if not _is_record(line):
                raise ValueError(f"{path}:{number} is no JSON object; name another file to write to")
            known.add(json.loads(line).get("url"))
    return known


def _is_record(line: str | bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
