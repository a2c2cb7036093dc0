"""The report in a real browser: from disk, without network, with hostile text, searched, read by machines."""

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from analysis.articles import load_articles
from analysis.pipeline import analyse
from analysis.printing import NoBrowser, print_pdf
from analysis.report import PRINTED, write_pages

playwright = pytest.importorskip("playwright.sync_api")
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
ATTACKS = (Path(__file__).parent / "fixtures" / "attacks.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [
    "China opposes Taiwan independence and held drills around Taiwan on Monday.",
    "Poland condemned the Russian strikes on Kyiv and sent more shells to Ukraine.",
    "Japan supports Taiwan's participation in the World Health Assembly.",
]


def corpus():
    for number, attack in enumerate(ATTACKS):
        yield {
            "title": f"{attack} number {number}",
            "text": f"{SENTENCES[number % 3]} {attack} {SENTENCES[(number + 1) % 3]}\n\nAnother, {number}.",
            "source": f"Outlet {attack}" if number % 2 else "The Wire",
            "date": "2024-06-01",
            "url": "javascript:window.hit=1" if number % 3 else f"https://example.org/{number}",
        }


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    news = folder / "news.jsonl"
    news.write_text("".join(json.dumps(row) + "\n" for row in corpus()), encoding="utf-8")
    notebooks = {path.stem: nbformat.read(path, 4) for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    write_pages(analyse(load_articles(news)), notebooks, folder)
    return folder


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as running:
        yield running.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])


@pytest.fixture
def page(browser):
    """A page that notes what it asks the network for, and its errors."""
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    page.asked, page.errors = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    yield page
    page.close()


def pages(report):
    names = sorted(path.name for path in report.glob("*.html"))
    return [*names, f"articles/{next(iter(sorted((report / 'articles').iterdir()))).name}"]


def opened(page, report, name, wait=300):
    page.goto((report / name).as_uri())
    page.wait_for_timeout(wait)
    return page


def ready(page, report):
    page.goto((report / "evidence.html").as_uri())
    page.locator("html[data-ledgers]").wait_for(state="attached")
    return page


def test_every_page_opens_from_disk_without_network_or_errors(page, report):
    for name in pages(report):
        opened(page, report, name)
        assert page.errors == [], name
    assert {url.split(":")[0] for url in page.asked} <= {"file", "blob", "data"}


def test_nothing_in_an_article_runs(page, report):
    for name in [
        "index.html",
        "evidence.html",
        *(f"articles/{p.name}" for p in (report / "articles").iterdir()),
    ]:
        opened(page, report, name, wait=60 if name.startswith("articles/") else 300)
        assert page.evaluate("window.hit") is None, name
        links = page.eval_on_selector_all("a", "all => all.map(a => a.protocol)")
        assert set(links) <= {"file:", "https:"}, name


def test_search_and_filters_leave_the_rows_that_fit(page, report):
    ready(page, report)
    choose(page, "target", "Ukraine")
    assert set(page.locator("td.target").all_inner_texts()) == {"Ukraine"}
    choose(page, "holder", "Poland")
    assert set(page.locator("td.holder").all_inner_texts()) == {"Poland"}
    choose(page, "holder", "all")
    choose(page, "target", "all")
    page.get_by_label("Search").fill("drills")
    rows = page.locator(".ledger tbody tr").all_inner_texts()
    assert rows and all("drills" in row for row in rows)


def choose(page, name, value):
    page.locator(".filters label", has_text=re.compile(f"^{name}")).locator("select").select_option(value)


def test_column_sorts_at_a_click(page, report):
    ready(page, report)
    page.get_by_label("Search").fill("number 33")
    page.locator("th.holder").click()
    holders = page.locator("td.holder").all_inner_texts()
    assert len(set(holders)) > 1 and holders == sorted(holders, key=str.casefold)


def test_title_leads_to_the_sentence_in_its_article(page, report):
    ready(page, report)
    row = page.locator(".ledger tbody tr").first
    sentence = row.locator("td.sentence").inner_text()
    row.locator("a").click()
    place = page.url.rpartition("#")[2]
    assert page.locator(f"#{place}").inner_text() == sentence


def test_table_is_there_without_scripts(browser, report):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((report / "evidence.html").as_uri())
    assert page.locator(".ledger tbody tr").count() > 24
    page.close()


def test_overview_holds_no_marks_of_markdown(page, report):
    text = opened(page, report, "index.html").locator("main").inner_text()
    assert "the codebook" in text
    assert not re.search(r"\]\(|`", text)


def test_answers_lead_to_their_figures(page, report):
    opened(page, report, "index.html")
    links = page.eval_on_selector_all(".findings a", "all => all.map(a => a.getAttribute('href'))")
    assert len(links) >= 4
    for link in links:
        file, _, place = link.partition("#")
        opened(page, report, file)
        assert page.evaluate("place => document.getElementById(place) !== null", place), link


def test_every_figure_has_an_alternative_text(page, report):
    for name in [name for name in pages(report) if re.match(r"\d\d-", name)]:
        opened(page, report, name)
        texts = page.eval_on_selector_all("img", "all => all.map(i => i.alt)")
        assert texts and all(text.startswith("Figure: ") for text in texts), name


def test_page_fits_a_phone(browser, report):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    for name in pages(report):
        opened(page, report, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    page.close()


def test_evidence_on_a_phone_is_read_without_moving_it_sideways(browser, report):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    opened(page, report, "evidence.html")
    beyond = page.eval_on_selector_all(
        ".evidence, .evidence td", "all => all.map(e => e.scrollWidth - e.clientWidth)"
    )
    ends = page.eval_on_selector_all(".evidence td", "all => all.map(e => e.getBoundingClientRect().right)")
    assert len(ends) > 10 and max(ends) <= 390 and max(beyond) <= 0
    page.close()


def test_axe_finds_nothing_serious(page, report):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for name in pages(report):
        opened(page, report, name)
        found = axe.run(page).response["violations"]
        serious = [each for each in found if each["impact"] in ("serious", "critical")]
        assert [(each["id"], each["nodes"][0]["html"][:120]) for each in serious] == [], name


def test_report_prints_to_one_pdf(report, tmp_path):
    written = print_pdf(report / PRINTED, tmp_path / "report.pdf").read_bytes()
    assert (
        written.startswith(b"%PDF") and written.count(b"/Type /Page\n") + written.count(b"/Type/Page/") >= 5
    )


def test_printed_report_has_its_evidence_open_and_no_table_beyond_the_paper(page, report):
    opened(page, report, PRINTED)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})  # letter paper between its margins
    assert page.locator("details").count() == page.locator("details[open]").count() > 0
    wide = page.evaluate(
        "[...document.querySelectorAll('table, img')].map(e => e.getBoundingClientRect().right)"
    )
    assert len(wide) > 10 and max(wide) <= 700


def test_without_a_browser_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoBrowser, match="--pdf needs one of chromium"):
        print_pdf(tmp_path / "a.html", tmp_path / "a.pdf")
