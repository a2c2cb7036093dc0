"""Collecting, against a local server that behaves and misbehaves."""

import gzip
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from urllib3.util import Retry

from analysis.alone import alone
from analysis.articles import load_articles
from analysis.collecting import addresses, fetch
from analysis.collecting.collect import collect, failures_of
from analysis.collecting.fetch import RETRIES, Fetcher

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>
<item><title>One</title><link>{root}/article/1</link></item>
<item><title>Two</title><link>/article/2</link></item></channel></rss>"""
INDEX = """<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{root}/map-1.xml.gz</loc></sitemap><sitemap><loc>{root}/sitemap.xml</loc></sitemap>
</sitemapindex>"""
MAP = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{root}/article/3</loc></url><url><loc>file:///etc/hosts</loc></url><url><loc>&a;</loc></url></urlset>"""
PICTURES = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>{root}/article/6</loc>
<image:image><image:loc>{root}/picture</image:loc></image:image></url></urlset>"""
ARTICLE = """<html><head><title>Harbour strike ends – {name}</title>
<meta property="article:published_time" content="2024-06-01"></head><body><article>
<h1>Harbour strike ends</h1>
<p>The dockers of Kaohsiung went back to work on Saturday, after the port authority of Taiwan
had agreed to talks.</p>
<p>Café owners near the quay, who had lost a week of trade, said that they were relieved to see
{name} again.</p>
</article></body></html>"""


class Handler(BaseHTTPRequestHandler):
    visits: ClassVar[list[str]] = []

    def do_GET(self):
        self.visits.append(self.path)
        root = f"http://{self.headers['Host']}"
        name = self.path.strip("/").replace("/", "_").replace(".", "_").replace("-", "_")
        answer = getattr(self, name, None)
        if answer:
            answer(root)
        elif self.path.startswith("/article/"):
            self.send(ARTICLE.format(name=self.path[-1]).encode())
        else:
            self.send(b"gone", status=404)

    def send(self, body, *, status=200, kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        for header, value in {"Content-Type": kind, "Content-Length": len(body), **headers}.items():
            self.send_header(header.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def robots_txt(self, _):
        self.send(b"User-agent: *\nDisallow: /private/*.html$\n", kind="text/plain")

    def feed_xml(self, root):
        self.send(FEED.format(root=root).encode(), kind="application/rss+xml")

    def sitemap_xml(self, root):
        self.send(INDEX.format(root=root).encode(), kind="application/xml")

    def map_1_xml_gz(self, root):
        self.send(gzip.compress(MAP.format(root=root).encode()), kind="application/gzip")

    def broken(self, _):
        self.send(b"oops", status=500)

    def flaky(self, _):
        first = self.visits.count("/flaky") == 1
        self.send(ARTICLE.format(name="flaky").encode(), status=503 if first else 200)

    def loop(self, root):
        self.send(b"", status=302, Location=f"{root}/loop")

    def moved(self, root):
        self.send(b"", status=301, Location=f"{root}/article/9")

    def latin(self, _):
        self.send(ARTICLE.format(name="the Señor").encode("cp1252"))  # the header says UTF-8

    def huge(self, _):
        self.send(b"<p>" + b"word " * 1_000)

    def cut(self, _):
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(b"<html><p>half")

    def drip(self, _):
        self.send_response(200)
        self.send_header("Content-Length", "40")
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b".")
            time.sleep(0.05)

    def away(self, root):
        self.send(b"", status=302, Location=f"{root}/private/a.html")

    def pictures_xml(self, root):
        self.send(PICTURES.format(root=root).encode(), kind="application/xml")

    def slow(self, _):
        time.sleep(1.5)
        self.send(ARTICLE.format(name="slow").encode())

    def empty(self, _):
        self.send(b"<html><body></body></html>")

    def picture(self, _):
        self.send(b"\x89PNG\r\n\x1a\n" + bytes(500), kind="image/png")

    def astray(self, _):
        self.send(b"", status=302, Location="http://[bad")

    def log_message(self, *_):
        pass


@contextmanager
def serving(handler):
    """Let a handler answer on a port of its own, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def root():
    with serving(Handler) as address:
        yield address


@pytest.fixture(autouse=True)
def fresh():
    Handler.visits.clear()


@pytest.fixture
def fetcher():
    quick = RETRIES.new(backoff_factor=0.01)
    return Fetcher(delay=0, retries=quick, timeout=0.5)


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_feed_becomes_articles_that_the_suite_reads(root, fetcher, tmp_path):
    out = tmp_path / "news.jsonl"
    assert collect([f"{root}/feed.xml"], out, fetcher) == (2, 0, 0)
    articles = load_articles(out)
    assert articles["url"].tolist() == [f"{root}/article/1", f"{root}/article/2"]
    assert articles["title"].str.startswith("Harbour strike ends").all()
    assert articles["published"].dt.strftime("%Y-%m-%d").unique().tolist() == ["2024-06-01"]
    assert articles["text"].str.contains("dockers of Kaohsiung").all()


def test_sitemaps_are_followed_once_and_only_to_web_addresses(root, fetcher, tmp_path):
    out = tmp_path / "news.jsonl"
    collect([f"{root}/sitemap.xml"], out, fetcher)
    assert [row["url"] for row in lines(out)] == [f"{root}/article/3"]
    assert Handler.visits.count("/sitemap.xml") == 1


def test_list_of_addresses_may_have_comments(root, fetcher, tmp_path):
    listed = tmp_path / "list.txt"
    listed.write_text(f"# mine\n{root}/article/4\n\n{root}/article/4\n", encoding="utf-8")
    collect([str(listed)], tmp_path / "news.jsonl", fetcher)
    assert Handler.visits == ["/robots.txt", "/article/4"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/private/a.html", "forbidden by robots.txt"),
        ("/nowhere", "status 404"),
        ("/broken", "status 500"),
        ("/loop", "redirected in a circle"),
        ("/slow", "timed out"),
        ("/cut", "broke off: the page is cut short"),
        ("/empty", "no article text on the page"),
        ("/picture", "cannot be read: binary, not text; remove it or convert it to text"),
    ],
)
def test_every_failure_is_reported_with_its_reason(path, problem, root, fetcher, tmp_path):
    listed, out = tmp_path / "list.txt", tmp_path / "news.jsonl"
    listed.write_text(f"{root}{path}\n{root}/article/5", encoding="utf-8")
    assert collect([str(listed)], out, fetcher) == (1, 1, 0)
    assert lines(failures_of(out)) == [{"url": f"{root}{path}", "problem": problem}]


def test_huge_page_is_left(root, fetcher, tmp_path, monkeypatch):
    monkeypatch.setattr(fetch, "MAX_BYTES", 1_000)
    assert fetcher.page(f"{root}/huge").problem == "over 1,000 bytes"


def test_page_that_drips_is_left(root, fetcher, monkeypatch):
    fetcher.page(f"{root}/article/1")  # and robots.txt
    monkeypatch.setattr(fetch, "MAX_SECONDS", 0.3)
    began = time.monotonic()
    assert fetcher.page(f"{root}/drip").problem.startswith("took over")
    assert time.monotonic() - began < 1.5  # all of it takes two seconds


def test_address_of_a_redirect_that_is_none_is_a_problem_of_its_page_alone(root, fetcher):
    assert "Invalid IPv6 URL" in fetcher.page(f"{root}/astray").problem


class Elsewhere(Handler):
    """A host whose robots.txt has moved twice."""

    def robots_txt(self, root):
        self.send(b"", status=302, Location=f"{root}/r1")

    def r1(self, root):
        self.send(b"", status=302, Location=f"{root}/r2")

    def r2(self, _):
        self.send(b"User-agent: *\nDisallow: /\n", kind="text/plain")


def test_robots_that_moved_twice_are_obeyed(fetcher):
    with serving(Elsewhere) as root:
        page = fetcher.page(f"{root}/article/1")
    assert page.problem == "forbidden by robots.txt"


class Busy(Handler):
    """A host that is too busy to say what is allowed."""

    def robots_txt(self, _):
        self.send(b"slow down", status=429)


def test_host_whose_robots_are_withheld_is_not_visited(fetcher):
    with serving(Busy) as root:
        page = fetcher.page(f"{root}/article/1")
    assert page.problem == "robots.txt cannot be read: status 429"
    assert "/article/1" not in Handler.visits


def test_sitemap_that_unpacks_to_too_much_is_read_to_the_limit_and_said(root, fetcher, tmp_path, monkeypatch):
    whole = len(MAP.format(root=root))
    monkeypatch.setattr(addresses, "MAX_UNPACKED", whole - 60)
    source = addresses.Source(f"{root}/map-1.xml.gz", fetcher)
    assert list(source.addresses()) == [f"{root}/article/3"]
    assert (f"{root}/map-1.xml.gz", f"only the first {whole - 60:,} bytes were read") in source.problems


def test_index_of_too_many_sitemaps_is_followed_so_far_and_the_rest_is_named(root, fetcher, monkeypatch):
    monkeypatch.setattr(addresses, "MOST_SITEMAPS", 1)
    source = addresses.Source(f"{root}/sitemap.xml", fetcher)
    assert list(source.addresses()) == []
    assert source.problems == [(f"{root}/map-1.xml.gz", "left out: 1 sitemaps were read")]


def test_retry_waits_as_long_as_any_other_visit(root):
    patient = Fetcher(delay=0.4, retries=RETRIES.new(backoff_factor=0), timeout=2)
    patient.page(f"{root}/article/1")
    start = time.monotonic()
    assert not patient.page(f"{root}/flaky").problem
    assert time.monotonic() - start > 0.7  # before it, and before it is asked again


def test_redirect_to_what_robots_forbids_is_not_followed(root, fetcher):
    assert fetcher.page(f"{root}/away").problem == "forbidden by robots.txt"
    assert "/private/a.html" not in Handler.visits


def test_pictures_of_a_sitemap_are_no_articles(root, fetcher, tmp_path):
    assert collect([f"{root}/pictures.xml"], tmp_path / "news.jsonl", fetcher) == (1, 0, 0)
    assert "/picture" not in Handler.visits


def test_server_that_fails_once_is_asked_again(root, fetcher):
    assert not fetcher.page(f"{root}/flaky").problem
    assert Handler.visits.count("/flaky") == 2


def test_wrong_charset_in_the_header_is_seen_through(root, fetcher, tmp_path):
    listed, out = tmp_path / "list.txt", tmp_path / "news.jsonl"
    listed.write_text(f"{root}/latin", encoding="utf-8")
    collect([str(listed)], out, fetcher)
    assert "Café owners" in lines(out)[0]["text"] and "Señor" in lines(out)[0]["text"]


def test_address_that_moved_is_followed(root, fetcher):
    assert fetcher.page(f"{root}/moved").url == f"{root}/article/9"


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "javascript:alert(1)", "http://", "nonsense", "http://[bad"]
)
def test_what_is_no_web_address_is_never_asked_for(url, fetcher):
    assert fetcher.page(url).problem == "not a web address"


def test_host_is_visited_no_faster_than_asked(root):
    patient = Fetcher(delay=0.3, retries=Retry(0))
    began = time.monotonic()
    for number in range(3):
        patient.page(f"{root}/article/{number}")
    assert time.monotonic() - began >= 0.8


def test_unknown_host_is_said_to_be(fetcher):
    problem = fetcher.page("http://nowhere.invalid/a").problem
    assert problem == "robots.txt cannot be read: no such host"


def test_second_run_fetches_nothing_twice(root, fetcher, tmp_path):
    listed, out = tmp_path / "list.txt", tmp_path / "news.jsonl"
    listed.write_text(f"{root}/article/1\n{root}/nowhere\n", encoding="utf-8")
    collect([str(listed)], out, fetcher)
    Handler.visits.clear()
    assert collect([str(listed)], out, fetcher) == (0, 0, 2)
    assert Handler.visits == []
    assert collect([str(listed)], out, fetcher, again=True) == (0, 1, 1)


def test_run_that_was_cut_off_goes_on(root, fetcher, tmp_path):
    listed, out = tmp_path / "list.txt", tmp_path / "news.jsonl"
    listed.write_text("".join(f"{root}/article/{n}\n" for n in range(3)), encoding="utf-8")
    collect([str(listed)], out, fetcher, limit=1)
    with out.open("a", encoding="utf-8") as stream:
        stream.write('{"url": "' + root + '/article/1", "title": "cut o')
    assert collect([str(listed)], out, fetcher) == (2, 0, 1)
    assert [row["url"][-1] for row in lines(out)] == ["0", "1", "2"]


def test_address_that_is_none_is_listed_with_the_others(root, fetcher, tmp_path):
    listed, out = tmp_path / "list.txt", tmp_path / "news.jsonl"
    listed.write_text(f"http://[bad\nexample.org/news\n{root}/article/7\n", encoding="utf-8")
    assert collect([str(listed)], out, fetcher) == (1, 2, 0)
    assert {row["problem"] for row in lines(failures_of(out))} == {"not a web address"}


def test_single_page_is_fetched_once(root, fetcher, tmp_path):
    collect([f"{root}/article/8"], tmp_path / "news.jsonl", fetcher)
    assert Handler.visits == ["/robots.txt", "/article/8"]


def test_articles_of_others_are_kept_and_added_to(root, fetcher, tmp_path):
    out = tmp_path / "news.jsonl"
    out.write_text('{"text": "mine"}', encoding="utf-8")  # without an end of line
    collect([f"{root}/article/8"], out, fetcher)
    first, second = lines(out)
    assert first == {"text": "mine"} and second["url"] == f"{root}/article/8"


def test_two_runs_do_not_write_to_one_file(root, fetcher, tmp_path):
    with alone(tmp_path / "a.jsonl"), pytest.raises(RuntimeError, match="another run writes to"):
        collect([f"{root}/article/1"], tmp_path / "a.jsonl", fetcher)


def test_file_that_holds_something_else_is_left_alone(root, fetcher, tmp_path):
    out = tmp_path / "news.jsonl"
    out.write_text("title,text\na,b", encoding="utf-8")
    with pytest.raises(ValueError, match=r"news\.jsonl:1 is no JSON object"):
        collect([f"{root}/article/8"], out, fetcher)
    assert out.read_text(encoding="utf-8") == "title,text\na,b"


def test_source_that_is_neither_address_nor_file_is_named(fetcher, tmp_path):
    out = tmp_path / "news.jsonl"
    assert collect(["feeds.opml"], out, fetcher) == (0, 1, 0)
    assert lines(failures_of(out))[0]["problem"] == "neither a web address nor a file"
