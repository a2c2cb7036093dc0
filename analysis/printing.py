"""A report as one PDF, printed by a browser that is installed; the suite brings none."""

import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
PLACES = (  # where they are, if they are on no path
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_SECONDS = 180


class NoBrowser(OSError):
    """No browser that prints without a window is installed; the message says what to do."""


def browser() -> str:
    """Return the first browser of BROWSERS that is installed.

    Raises:
        NoBrowser: there is none.
    """
    found = next(filter(None, map(shutil.which, (*BROWSERS, *PLACES))), None)
    if found is None:
        raise NoBrowser(f"--pdf needs one of {', '.join(BROWSERS)}; install one, or print the pages by hand.")
    return found


def print_pdf(page: Path, pdf: Path) -> Path:
    """Print a page to a PDF.

    Raises:
        NoBrowser: none is installed, or it printed nothing.
    """
    pdf.unlink(missing_ok=True)  # an old one would hide that printing failed
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            "--virtual-time-budget=10000",
            f"--print-to-pdf={pdf.absolute()}",
        ]
        command = [browser(), *options, page.absolute().as_uri()]
        try:
            said = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS).stderr
        except subprocess.TimeoutExpired:
            said = f"it took over {_SECONDS} seconds"
    if not pdf.exists():
        raise NoBrowser(f"the browser printed nothing: {said.strip()[-300:]}")
    return pdf
