"""The commands: what they print, what they write, and their exit codes."""

import re
import sys

import nbformat
import pandas as pd
import pytest
from nbclient.exceptions import CellExecutionError

from analysis import __main__ as commands
from analysis.overview import Answer
from analysis.report import _render, run_notebook
from analysis.tables import TABLES

TEXT = (
    "Taiwan thanked Japan on Tuesday. Beijing opposed the sale of arms for Taiwan, and officials"
    " in Tokyo said that they would welcome more visits in the years to come.\n"
)


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """Run a command in an empty folder and return its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["analysis", *words])
        code = commands.run()
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "taiwan.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_tables_writes_every_table_twice(command, news, tmp_path):
    code, out, _ = command("tables", "news", "--out", "here")
    assert code == 0
    files = [f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet")]
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == sorted([*files, "record.json"])
    assert len(out.splitlines()) == 11
    mentions = pd.read_parquet(tmp_path / "here" / "mentions.parquet")
    assert mentions["actor"].tolist()[:2] == ["Taiwan", "Japan"]


def code_in(path, stance: str, voice: str) -> None:
    """Fill in a coding sheet as a person would; a spreadsheet saves it with semicolons."""
    sheet = pd.read_csv(path, dtype="str", keep_default_na=False)
    sheet.assign(stance=stance, voice=voice).to_csv(path, sep=";", index=False, encoding="utf-8-sig")


def test_coding_loop_runs_from_drawing_to_score(command, news, tmp_path):
    for coder, stance in (("a", "favor"), ("b", "Favour ")):
        code, out, _ = command("sample", "news", "--n", "2", "--out", f"{coder}.csv")
        assert (code, out) == (0, f"{coder}.csv: 2 items; fill in stance, voice\n")
        code_in(tmp_path / f"{coder}.csv", stance, "reported" if coder == "a" else "outlet")
    code, out, err = command("agreement", "a.csv", "b.csv", "--settle", "settled.csv")
    assert (code, err) == (0, "")
    assert "2 in dispute:" in out and "voice: reported (row 2) or outlet (row 2)" in out
    settled = pd.read_csv(tmp_path / "settled.csv", dtype="str", keep_default_na=False)
    assert settled["stance"].tolist() == ["favor", "favor"] and settled["voice"].tolist() == ["", ""]
    code_in(tmp_path / "settled.csv", "favor", "outlet")
    code, out, _ = command("evaluate", "--gold", "settled.csv")
    assert code == 0 and re.search(r"coder b of a +2 +1\.000", out) and "how far the two coders agreed" in out
    code, _, _ = command("lines", "settled.csv", "--out", "settled.jsonl")
    assert code == 0 and (tmp_path / "settled.jsonl").read_text().count('"stance": "favor"') == 2


def test_sheet_whose_second_coder_said_nothing_is_scored_without_agreement(command, news, tmp_path):
    command("sample", "news", "--n", "2", "--out", "a.csv")
    code_in(tmp_path / "a.csv", "favor", "outlet")
    sheet = pd.read_csv(tmp_path / "a.csv", sep=";", dtype="str", keep_default_na=False)
    columns = {f"{label}_{coder}": "" for label in ("stance", "voice") for coder in "ab"}
    sheet.assign(**columns).to_csv(tmp_path / "a.csv", index=False, encoding="utf-8-sig")
    code, out, _ = command("evaluate", "--gold", "a.csv")
    assert code == 0 and "reader" in out and "coders agreed" not in out


def test_sheet_that_exists_is_not_drawn_again(command, news, tmp_path):
    (tmp_path / "code.csv").write_text("coded")
    code, _, err = command("sample", "news", "--out", "code.csv")
    assert code == 2 and "what was coded in it would be lost" in err
    assert (tmp_path / "code.csv").read_text() == "coded"


def test_rows_of_a_sheet_that_cannot_be_used_are_told(command, news, tmp_path):
    command("sample", "news", "--n", "2", "--out", "a.csv")
    code_in(tmp_path / "a.csv", "pro", "outlet")
    code, _, err = command("evaluate", "--gold", "a.csv")
    assert code == 0 and "a.csv: rows 2, 3: stance is 'pro'" in err


def test_check_counts_the_statuses_and_names_what_cannot_be_read(command, news):
    (news / "broken.json").write_text('{"text": ', encoding="utf-8")
    code, out, _ = command("check", "news")
    assert code == 0
    counts = dict(line.split()[:2] for line in out.splitlines() if line.split()[0] in ("ok", "unreadable"))
    assert counts == {"ok": "1", "unreadable": "1"}
    assert [line for line in out.splitlines() if "broken.json" in line and "unreadable" in line]


@pytest.mark.parametrize("name", ["check", "tables", "report"])
def test_folder_without_an_article_ends_with_1(command, tmp_path, name):
    (tmp_path / "none").mkdir()
    code, _, err = command(name, "none")
    assert code == 1 and "No usable article" in err
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != ".cache") == ["none"]


@pytest.mark.parametrize("name", ["check", "tables", "report"])
def test_articles_that_cannot_be_read_end_with_1(command, tmp_path, name):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "broken.json").write_text('{"text": ', encoding="utf-8")
    code, _, err = command(name, "bad")
    assert code == 1 and "No usable article" in err


WRONG_USE = [
    (["tables"], "Missing argument 'ARTICLES...'"),
    (["gather", "news"], "No such command 'gather'"),
    (["check", "nowhere"], "nowhere: no such file or folder"),
    (["tables", "news", "--into", "x"], "No such option"),
]


@pytest.mark.parametrize(("words", "message"), WRONG_USE)
def test_wrong_use_ends_with_2_and_says_what_was_wrong(command, news, words, message):
    code, _, err = command(*words)
    assert code == 2 and message in err


def test_output_in_the_place_of_a_file_is_wrong_use(command, news):
    (news.parent / "taken").write_text("", encoding="utf-8")
    code, _, err = command("tables", "news", "--out", "taken")
    assert code == 2 and "taken" in err


def test_help_names_commands_and_exit_codes(command):
    code, out, _ = command("--help")
    assert code == 0
    for words in ("check", "report", "tables", "0 done, 1 nothing usable in ARTICLES, 2 wrong use"):
        assert words in out


def test_no_command_shows_the_help(command):
    code, out, err = command()
    assert code == 2 and "Usage:" in out + err


def test_notebook_that_fails_is_named(tmp_path):
    cell = nbformat.v4.new_code_cell("1 / 0")
    path = tmp_path / "05-broken.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    with pytest.raises(CellExecutionError) as caught:
        run_notebook(path, {})
    assert caught.value.__notes__ == ["05-broken.ipynb"]


def test_index_page_shows_what_articles_say_as_text():
    row = {"status": "ok", "articles": 1, "words": 9, "example": "<img src=x onerror=alert(1)>"}
    answer = Answer("Named", "<b>Xi</b>", "<i>n</i>", "a.html")
    values = {"summary": "<script>", "findings": [answer], "statuses": [row]}
    page = _render("index.html", pages=[{"file": "a.html", "title": "<i>", "lead": "<u>"}], **values)
    assert not re.findall(r"<(?:script(?! defer src=)|img|b|i|u)\b", page)
    assert "&lt;b&gt;Xi&lt;/b&gt;" in page


def test_evaluate_prints_the_card_of_a_labelled_file(command, tmp_path):
    targets = '[{"start": 0, "end": 5, "label": "positive"}]'
    line = f'{{"sentence": "Japan won praise for its help.", "targets": {targets}}}\n'
    (tmp_path / "labelled.jsonl").write_text(line, encoding="utf-8")
    code, out, _ = command("evaluate", "labelled.jsonl")
    assert code == 0
    assert out.startswith("labelled.jsonl: sentiment toward a target")
    assert {line.split()[0] for line in out.splitlines()[2:7]} >= {"reader", "TextBlob", "VADER", "majority"}


def test_evaluate_of_an_unlabelled_file_is_wrong_use(command, news):
    code, _, err = command("evaluate", "news/taiwan.txt")
    assert code == 2
    assert "taiwan.txt" in err


def test_train_says_what_it_needs(command, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "analysis.training.run", raising=False)
    code, _, err = command("train", "--data", str(tmp_path))
    assert code == 2
    assert "pip install -r requirements-train.txt" in err


def test_compare_names_the_article_that_made_the_difference(command, news):
    command("tables", "news", "--out", "old")
    (news / "second.txt").write_text("Title\n\nJapan and Palau met in Koror.", encoding="utf-8")
    command("tables", "news", "--out", "new")
    code, out, _ = command("compare", "old", "new")
    assert code == 0
    assert "mentions of Japan: 2 -> 3; in: Title" in out
    assert "files, second.txt: none -> " in out


def test_compare_says_where_a_record_is_missing(command, news):
    code, _, err = command("compare", "news", "news")
    assert code == 2 and "news has no record.json" in err
