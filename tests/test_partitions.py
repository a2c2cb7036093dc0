"""Reading in parts: the same tables as at once, whoever reads them, and though a worker dies."""

import json
import os
import signal
import threading
import time
from pathlib import Path

import pandas as pd
import pytest

from analysis import summaries
from analysis.alone import alone
from analysis.articles import load_articles
from analysis.book import DATA
from analysis.export import write_tables
from analysis.partitions import LOCK, WORK, analyse_partitions
from analysis.parts import MADE
from analysis.pipeline import analyse
from analysis.tables import TABLES

distributed = pytest.importorskip("distributed")

MOSCOW = (
    "Xi Jinping met Vladimir Putin in Moscow on Thursday, and the two leaders signed a statement of forty "
    "points. Russia opposed Taiwan independence in it, as it has done for years. China thanked its neighbour "
    "for that, and Ukraine answered within the hour that nobody had asked Kyiv. "
)
CUT = MOSCOW.replace("China thanked its neighbour for that, and ", "")
OTHERS = [
    "Nauru cut its ties with Taiwan. Beijing welcomed the decision, which Taipei regretted.",
    "Lithuania will give Ukraine two more helicopters, its minister said in Vilnius on Monday.",
    "Paraguay told the General Assembly that Taiwan belongs in the United Nations.",
]
FILES = {
    "a.jsonl": [MOSCOW, OTHERS[0], "Ein kurzer Text auf Deutsch über die Lage in der Ukraine und in Taiwan."],
    "b.jsonl": [OTHERS[1], OTHERS[0], CUT],
    "c.jsonl": [OTHERS[2], MOSCOW, OTHERS[1]],
    "d.jsonl": [OTHERS[0]],
}


@pytest.fixture
def news(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "news"
    folder.mkdir()
    for name, texts in FILES.items():
        lines = [
            json.dumps({"title": "", "text": text, "source": "Wire", "date": "2025-05-09"}) for text in texts
        ]
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    (folder / "e.json").write_text("{broken", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, env={"ANALYSIS_THREADS": "1"}
    ) as cluster:
        yield cluster


def assert_same_as_at_once(out, news):
    at_once = analyse(load_articles(news))
    assert (at_once.articles["status"] == "duplicate").sum() == 5
    for name, table in zip(TABLES, at_once, strict=True):
        pd.testing.assert_frame_equal(pd.read_parquet(out / f"{name}.parquet"), table)


def test_tables_read_in_parts_are_those_read_at_once(news, cluster, tmp_path):
    out = analyse_partitions(news, tmp_path / "out", scheduler=cluster.scheduler_address)
    assert_same_as_at_once(out, news)
    assert not (out / WORK).exists()


def test_worker_that_is_killed_at_work_changes_nothing(news, cluster, tmp_path):
    out, killed = tmp_path / "out", []

    def kill():
        end = time.monotonic() + 60
        while not list(out.glob(f"{WORK}/*/records/*")) and time.monotonic() < end:
            time.sleep(0.01)
        worker = next(iter(cluster.workers.values()))
        killed.append(worker.pid)
        os.kill(worker.pid, signal.SIGKILL)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    analyse_partitions(news, out, scheduler=cluster.scheduler_address)
    thread.join()
    assert killed
    assert_same_as_at_once(out, news)


def test_counts_of_the_parts_add_up_to_those_of_the_whole(news, cluster, tmp_path):
    out = analyse_partitions(news, tmp_path / "out", scheduler=cluster.scheduler_address)
    whole = analyse(load_articles(news))
    actors = pd.read_csv(out / "counts" / "actors.csv", encoding="utf-8-sig").set_index("actor")["mentions"]
    assert actors.to_dict() == whole.mentions["actor"].value_counts().to_dict()
    stances = pd.read_csv(out / "counts" / "stances.csv", encoding="utf-8-sig")
    assert stances["rows"].sum() == len(whole.stances)
    statuses = pd.read_csv(out / "counts" / "statuses.csv", encoding="utf-8-sig").set_index("status")
    known = summaries.statuses(whole.articles).set_index("status")
    assert statuses["articles"].to_dict() == known.loc[statuses.index, "articles"].to_dict()


def test_parts_of_a_run_that_was_cut_off_are_not_read_again(news, cluster, tmp_path, monkeypatch):
    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr("analysis.partitions.write_counts", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            analyse_partitions(news, out, scheduler=cluster.scheduler_address)
    before = written(out, f"{WORK}/*/{MADE}/")
    assert len(before) == len(TABLES) * 5
    analyse_partitions(news, out, scheduler=cluster.scheduler_address)
    assert before == written(out, "")


def test_run_that_was_killed_while_tables_were_put_in_place_is_finished(news, cluster, tmp_path, monkeypatch):
    out, rename = tmp_path / "out", Path.rename

    def killed(path: Path, target: Path):
        if path.name == "stances.parquet":  # the last of the five
            raise KeyboardInterrupt
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", killed)
        with pytest.raises(KeyboardInterrupt):
            analyse_partitions(news, out, scheduler=cluster.scheduler_address)
    assert not (out / "stances.parquet").exists()
    with monkeypatch.context() as patched:  # nothing is read again
        patched.setattr("analysis.partitions.read_part", lambda *_: 1 / 0)
        analyse_partitions(news, out, scheduler=cluster.scheduler_address)
    assert_same_as_at_once(out, news)
    assert not (out / WORK).exists()


def written(out, where):
    return {path.parts[-2:]: path.stat().st_mtime_ns for path in out.glob(f"{where}*.parquet/*")}


def test_tables_of_an_earlier_run_stay_until_the_new_ones_are_whole(news, cluster, tmp_path, monkeypatch):
    out = analyse_partitions(news, tmp_path / "out", scheduler=cluster.scheduler_address)
    before = written(out, "")
    (news / "f.txt").write_text("Poland condemned the strikes on Kyiv.")
    monkeypatch.setattr("analysis.partitions.write_counts", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        analyse_partitions(news, out, scheduler=cluster.scheduler_address)
    assert written(out, "") == before


def test_two_runs_do_not_write_into_one_folder(news, cluster, tmp_path):
    (tmp_path / "out").mkdir()
    with alone(tmp_path / "out" / LOCK), pytest.raises(RuntimeError, match="another run writes to"):
        analyse_partitions(news, tmp_path / "out", scheduler=cluster.scheduler_address)


def test_folders_that_would_be_written_over_are_refused(news, cluster, tmp_path):
    with pytest.raises(ValueError, match="give a folder elsewhere"):
        analyse_partitions(news, news, scheduler=cluster.scheduler_address)
    out = tmp_path / "plain"
    write_tables(analyse(load_articles(news)), out)
    with pytest.raises(ValueError, match="made at once"):
        analyse_partitions(news, out, scheduler=cluster.scheduler_address)
    assert (out / "articles.parquet").is_file()
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError, match="no file to read"):
        analyse_partitions(tmp_path / "empty", tmp_path / "new", scheduler=cluster.scheduler_address)


def test_worker_with_another_book_is_refused(news, cluster, tmp_path, monkeypatch):
    book = (DATA / "actors.csv").read_text(encoding="utf-8")
    (tmp_path / "actors.csv").write_text(book + "\n", encoding="utf-8")
    monkeypatch.setenv("ACTORS", str(tmp_path / "actors.csv"))
    with pytest.raises(RuntimeError, match="another actor book"):
        analyse_partitions(news, tmp_path / "out", scheduler=cluster.scheduler_address)
    assert not list((tmp_path / "out").glob(f"{WORK}/*/records/*"))
