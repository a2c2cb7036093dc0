"""A notebook at work in a real JupyterLab: tables can be searched, and nothing in an article runs.

It starts a server and a browser, so it runs where it is asked for: `make check-lab`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

playwright = pytest.importorskip("playwright.sync_api")
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed"),
    pytest.mark.skipif("LAB" not in os.environ, reason="make check-lab runs it"),
]

ATTACKS = (Path(__file__).parent / "fixtures" / "attacks.txt").read_text(encoding="utf-8").splitlines()
CELLS = [
    "from analysis import ledger, plots, summaries\n"
    "from analysis.explore import explore\n"
    "from analysis.pipeline import analyse_source\n"
    "plots.use_style()\n"
    "reading = analyse_source('news')\n"
    "reading",
    "ledger.show(reading.articles[['title', 'source', 'text', 'origin']])",
    "ledger.show(summaries.outlets(reading.articles))",
    "explore(reading)",
    "print('the last cell')",
]
PORT = 8917


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A JupyterLab at work on hostile articles; its address."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "news").mkdir()
    for number, attack in enumerate(ATTACKS):
        text = f"China opposes Taiwan independence {attack}. Poland condemned the strikes on Kyiv."
        record = {"title": attack, "text": text, "source": f"{attack} Wire", "date": "2024-06-01"}
        (folder / "news" / f"{number}.json").write_text(json.dumps(record), encoding="utf-8")
    (folder / "news" / "<img src=x onerror=window.hit=1>.txt").write_text("Xi spoke of Taiwan.")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, folder / "hostile.ipynb")
    settings = folder / "jupyter_config_dir" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    home = {name: str(folder / name.lower()) for name in ("XDG_CACHE_HOME", "JUPYTER_CONFIG_DIR", "HOME")}
    lab = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={PORT}"),
            *(
                "--IdentityProvider.token=",
                f"--ServerApp.root_dir={folder}",
                "--LabApp.check_for_updates_class=",
            ),
        ],
        env=os.environ | home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{PORT}"
    try:
        wait_for(lambda: urllib.request.urlopen(f"{address}/api/status", timeout=2).status == 200)
        yield address
    finally:
        lab.terminate()
        lab.wait(20)


def wait_for(happens, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if happens():
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise TimeoutError


@pytest.fixture(scope="module")
def page(server):
    """The notebook, run from its first cell to its last."""
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1300, "height": 1000})
        page.outside = []
        page.on("request", lambda asked: page.outside.append(asked.url))
        page.goto(f"{server}/lab/tree/hostile.ipynb?reset")
        # Cells that are run before the notebook has its kernel bring up a dialog that asks for one.
        page.get_by_text("Python 3 (ipykernel) | Idle").first.wait_for()
        page.locator(".lm-MenuBar-item", has_text="Run").click()
        page.locator(".lm-Menu-item", has_text="Run All Cells").first.click()
        page.get_by_text("the last cell", exact=True).wait_for(timeout=60_000)
        page.wait_for_timeout(1500)
        yield page
        browser.close()


def test_nothing_in_an_article_runs(page):
    assert page.evaluate("window.hit") is None
    links = page.eval_on_selector_all(".jp-OutputArea a[href]", "all => all.map(a => a.protocol)")
    assert "javascript:" not in links


def test_tables_can_be_searched(page):
    search = page.locator(".jp-OutputArea input[type=search]").first
    search.fill("onerror")
    page.wait_for_timeout(500)
    rows = page.locator(".jp-OutputArea table").first.locator("tbody tr").all_inner_texts()
    assert rows and all("onerror" in row.lower() for row in rows)


def test_tables_are_dark_on_a_dark_page(page):
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    ground = page.locator(".dt-container").first.evaluate("table => getComputedStyle(table).backgroundColor")
    page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    assert sum(map(int, re.findall(r"\d+", ground)[:3])) < 3 * 64


def test_nothing_is_asked_of_another_host(page, server):
    others = {url for url in page.outside if not url.startswith((server, "data:", "blob:", "ws:"))}
    assert others == set()


def test_reading_shows_counts_and_not_its_tables(page):
    assert page.get_by_text("articles read,").count() == 1
