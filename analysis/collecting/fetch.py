"""One page at a time, politely: robots.txt, a pause between two visits to a host, retries that back off.

Nothing here raises for what a server does; what went wrong stands in the answer.
"""

import time
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import urllib3
from protego import Protego
from urllib3.exceptions import HTTPError, MaxRetryError
from urllib3.util import Retry, Timeout

AGENT = "news-analysis-collector"
DELAY = 2.0  # seconds between two visits to one host, more where its robots.txt asks for more
LONGEST_DELAY = 60.0  # of what robots.txt asks for, so much is kept
MAX_BYTES = 10_000_000
MAX_SECONDS = 60.0  # for a whole page, so that a server that drips is left


class Patient(Retry):
    """Waits before the first retry too: as long as between any two visits to the host."""

    def get_backoff_time(self) -> float:
        return max(self.backoff_factor, super().get_backoff_time())


RETRIES = Patient(
    total=4,
    connect=2,
    read=2,
    status=3,
    backoff_factor=1.0,
    backoff_max=30.0,
    status_forcelist=(429, 500, 502, 503, 504),
    respect_retry_after_header=True,
    retry_after_max=120,
    raise_on_status=False,
)
REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 6
NOT_WEB = "not a web address"
_CHUNK = 65_536


class Page(NamedTuple):
    """What a server answered: its content, or a problem that says why there is none."""

    url: str
    content: bytes = b""
    charset: str = ""  # as the header says
    problem: str = ""
    leads_on: bool = False  # the server sends to `url` instead


def is_web(url: str) -> bool:
    """Whether this is an address that a page can be fetched from."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


class Fetcher:
    """Fetches pages; one of it knows when it last visited each host, and each host's robots.txt.

    Args:
        delay: least seconds between two visits to one host.
        retries: how often, and after which answers, a page is asked for again.
    """

    def __init__(
        self, *, delay: float = DELAY, retries: Retry = RETRIES, agent: str = AGENT, timeout: float = 20.0
    ) -> None:
        self.agent, self.delay = agent, delay
        self._retries = retries
        self._pool = urllib3.PoolManager(
            headers={"User-Agent": agent, "Accept-Encoding": "gzip, deflate"},
            timeout=Timeout(connect=timeout, read=timeout),
        )
        self._robots: dict[str, Protego | str] = {}
        self._visited: dict[str, float] = {}

    def page(self, url: str) -> Page:
        """Return a page, unless robots.txt of its host, or of one that it leads to, forbids it."""
        page = Page(url)
        for _ in range(MOST_REDIRECTS):
            page = self._allowed(page.url)
            if not page.leads_on:
                return page
        return Page(url, problem="redirected in a circle")

    def _allowed(self, url: str) -> Page:
        if not is_web(url):
            return Page(url, problem=NOT_WEB)
        parts = urlsplit(url)
        robots = self._rules(f"{parts.scheme}://{parts.netloc}")
        if isinstance(robots, str):
            return Page(url, problem=robots)
        if not robots.can_fetch(url, self.agent):
            return Page(url, problem="forbidden by robots.txt")
        return self._get(url, max(self.delay, min(robots.crawl_delay(self.agent) or 0, LONGEST_DELAY)))

    def _rules(self, host: str) -> Protego | str:
        """Return a host's rules; without a robots.txt all is allowed, where it fails nothing is."""
        if host not in self._robots:
            page = self._get(f"{host}/robots.txt", 0)
            for _ in range(MOST_REDIRECTS):
                page = self._get(page.url, 0) if page.leads_on else page
            if page.leads_on:
                page = Page(page.url, problem="redirected in a circle")
            missing = page.problem.startswith("status 4") and page.problem != "status 429"
            if page.problem and not missing:
                self._robots[host] = f"robots.txt cannot be read: {page.problem}"
            else:
                self._robots[host] = Protego.parse(page.content.decode("utf-8", "replace"))
        return self._robots[host]

    def _get(self, url: str, delay: float) -> Page:
        host = urlsplit(url).netloc
        time.sleep(max(0.0, self._visited.get(host, -delay) + delay - time.monotonic()))
        retries = self._retries.new(backoff_factor=max(delay, self._retries.backoff_factor))
        try:
            answer = self._pool.request("GET", url, retries=retries, preload_content=False, redirect=False)
        except (HTTPError, OSError, ValueError) as error:
            return Page(url, problem=_reason(error))
        finally:
            self._visited[host] = time.monotonic()
        try:
            if answer.status in REDIRECTS and answer.headers.get("Location"):
                return Page(urljoin(url, answer.headers["Location"]), leads_on=True)
            return self._read(answer, url)
        except (HTTPError, OSError, ValueError) as error:
            return Page(url, problem=f"broke off: {_reason(error)}")
        finally:
            answer.close()

    def _read(self, answer: urllib3.BaseHTTPResponse, url: str) -> Page:
        if answer.status != 200:
            return Page(url, problem=f"status {answer.status}")
        content, until = bytearray(), time.monotonic() + MAX_SECONDS
        while chunk := answer.read1(_CHUNK):  # what has come, not all of it: a server may drip
            content += chunk
            if len(content) > MAX_BYTES:
                return Page(url, problem=f"over {MAX_BYTES:,} bytes")
            if time.monotonic() > until:
                return Page(url, problem=f"took over {MAX_SECONDS:.0f} seconds")
        kind = answer.headers.get("Content-Type", "")
        charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
        return Page(url, bytes(content), charset)


def _reason(error: Exception) -> str:
    """Return what went wrong in a few words, without the pool's inner names."""
    cause = error.reason if isinstance(error, MaxRetryError) and error.reason else error
    text = str(cause)
    for known, plain in (
        ("timed out", "timed out"),
        ("Failed to resolve", "no such host"),
        ("Connection refused", "connection refused"),
        ("CERTIFICATE", "its certificate cannot be checked"),
        ("IncompleteRead", "the page is cut short"),
    ):
        if known.lower() in text.lower():
            return plain
    return f"{type(cause).__name__}: {text[:120]}"
