"""Disks that are full or may not be written: a clear message, and no half of a table to believe."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.book import DATA

ROOM = 20_000  # bytes that a file may have: less than the tables need
WATCHED = """
import os, sys
from pathlib import Path
data = os.path.realpath(sys.argv.pop(1))
def watch(event, found):
    if event == "open" and isinstance(found[0], str) and os.path.realpath(found[0]).startswith(data):
        if (found[1] or "r") != "rb" and set(found[1] or "r") & set("wax+"):
            raise PermissionError(f"{found[0]} is in the folder of data")
    if event in ("os.mkdir", "os.rename", "os.remove") and os.path.realpath(found[0]).startswith(data):
        raise PermissionError(f"{found[0]} is in the folder of data")
sys.addaudithook(watch)
from analysis.__main__ import run
sys.argv[0] = "analysis"
sys.exit(run())
"""


@pytest.fixture
def news(tmp_path) -> Path:
    """Articles whose tables take more room than there is."""
    file = tmp_path / "news.jsonl"
    text = "Beijing sent ships round Taiwan on day {}. Tokyo thanked Kyiv, and Xi Jinping met Vladimir Putin."
    lines = (json.dumps({"title": f"Day {day}", "text": text.format(day)}) for day in range(150))
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def analysis(
    *words: str, folder: Path, room: int | None = None, code: str = ""
) -> subprocess.CompletedProcess:
    def little_room() -> None:
        if room:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    begin = [sys.executable, "-c", code] if code else [sys.executable, "-m", "analysis"]
    return subprocess.run(
        [*begin, *words],
        env=os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": str(DATA.parent)},
        preexec_fn=little_room,
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_full_disk_is_said_and_leaves_the_tables_that_were_there(news, tmp_path):
    out = tmp_path / "out"
    assert analysis("tables", str(news), "--out", str(out), folder=tmp_path).returncode == 0
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    assert before["mentions.csv"].count(b"\n") > 600
    again = analysis("tables", str(news), "--out", str(out), folder=tmp_path / "other", room=ROOM)
    assert again.returncode == 2
    assert "can't be kept for the next run" in again.stderr and "Error: " in again.stderr
    assert "Traceback" not in again.stderr
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    assert not list((tmp_path / "other").rglob("*.parquet"))


def test_folder_of_data_is_never_written_to(news, tmp_path):
    words = (str(DATA), "tables", str(news), "--out", str(tmp_path / "out"))
    done = analysis(*words, folder=tmp_path, code=WATCHED)
    assert done.returncode == 0, done.stderr
    into_data = (str(DATA), "tables", str(news), "--out", str(DATA / "out"))
    refused = analysis(*into_data, folder=tmp_path, code=WATCHED)
    assert refused.returncode == 2 and "is in the folder of data" in refused.stderr
