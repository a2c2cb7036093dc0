"""Which articles a source names: a feed, a sitemap, a list of addresses in a file, or one page."""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import feedparser
from lxml import etree

from analysis.collecting.fetch import NOT_WEB, Fetcher, Page, is_web

MAX_UNPACKED = 50_000_000  # bytes: what the protocol of sitemaps allows
MOST_SITEMAPS = 200  # of one source; an index may name thousands
_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False, "recover": True}


class Source:
    """A source and what it names: `addresses`, or the `problem` why it names none."""

    def __init__(self, name: str, fetcher: Fetcher) -> None:
        self.name, self.problems = name, []
        self._fetcher = fetcher
        self._seen_maps: set[str] = set()

    def addresses(self) -> Iterator[str]:
        """Yield the addresses of articles, each once; what could not be read goes to `problems`."""
        seen: set[str] = set()
        for url in self._named():
            if url in seen:
                continue
            seen.add(url)
            if is_web(url):
                yield url
            else:
                self.problems.append((url, NOT_WEB))

    def _named(self) -> Iterator[str]:
        if is_web(self.name):
            yield from self._of_page(self.name)
        elif Path(self.name).is_file():
            lines = Path(self.name).read_text(encoding="utf-8-sig", errors="replace").splitlines()
            yield from (line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))
        else:
            self.problems.append((self.name, "neither a web address nor a file"))

    def _of_page(self, url: str) -> Iterator[str]:
        page = self._fetcher.page(url)
        if page.problem:
            self.problems.append((url, page.problem))
            return
        content = self._unpacked(page)
        feed = (
            feedparser.parse(io.BytesIO(content))
            if _looks_like(content, b"<rss", b"<feed", b"<rdf")
            else None
        )
        if feed is not None and feed.entries:
            yield from (_joined(page.url, entry.link) for entry in feed.entries if entry.get("link"))
        elif _looks_like(content, b"<urlset", b"<sitemapindex"):
            yield from self._of_sitemap(page.url, content)
        else:
            yield url  # an article itself

    def _of_sitemap(self, url: str, content: bytes) -> Iterator[str]:
        self._seen_maps.add(url)
        try:
            root = etree.fromstring(content, etree.XMLParser(**_PARSER))
        except etree.XMLSyntaxError:
            root = None
        if root is None:
            self.problems.append((url, "no sitemap: not XML"))
            return
        places = [(node.getparent(), (node.text or "").strip()) for node in root.iter("{*}loc")]
        for parent, place in places:
            kind = etree.QName(parent).localname  # pictures and videos have a loc of their own
            if kind == "url":
                yield place
            elif kind == "sitemap" and place not in self._seen_maps:
                if len(self._seen_maps) >= MOST_SITEMAPS:
                    self.problems.append((place, f"left out: {MOST_SITEMAPS} sitemaps were read"))
                    continue
                self._seen_maps.add(place)
                yield from self._of_inner(place)

    def _of_inner(self, url: str) -> Iterator[str]:
        page = self._fetcher.page(url)
        if page.problem:
            self.problems.append((url, page.problem))
        else:
            yield from self._of_sitemap(url, self._unpacked(page))

    def _unpacked(self, page: Page) -> bytes:
        """Return what a packed sitemap holds, its beginning where it is too large; what is no gzip stays."""
        if not page.content.startswith(b"\x1f\x8b"):
            return page.content
        try:
            with gzip.open(io.BytesIO(page.content)) as stream:
                content = stream.read(MAX_UNPACKED + 1)
        except (OSError, EOFError, zlib.error):
            return page.content
        if len(content) > MAX_UNPACKED:
            self.problems.append((page.url, f"only the first {MAX_UNPACKED:,} bytes were read"))
        return content[:MAX_UNPACKED]


def _looks_like(content: bytes, *marks: bytes) -> bool:
    head = content[:4096].lower()
    return any(mark in head for mark in marks)


def _joined(base: str, link: str) -> str:
    """Return a link as an address; one that is none stays as it is, and is reported as such."""
    try:
        return urljoin(base, link)
    except ValueError:
        return link
