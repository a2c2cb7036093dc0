"""The committed notebooks read well and came from one run; nothing is executed here."""

import base64
import io
import json
import re
from pathlib import Path

import compare_outputs
import matplotlib.pyplot as plt
import pytest
from PIL import Image

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_there_are_five_notebooks():
    assert [path.stem for path in NOTEBOOKS] == [
        "01-articles",
        "02-actors",
        "03-sentiment",
        "04-stance",
        "05-trust",
    ]


def test_cells_were_run_once_from_first_to_last(notebook):
    counts = [cell["execution_count"] for cell in code(notebook)]
    assert counts == list(range(1, len(counts) + 1))
    assert len(counts) <= 12


def test_cells_only_call(notebook):
    for cell in code(notebook):
        source = "".join(cell["source"])
        assert not re.search(r"^\s*(def |class |for |while |!|%)|print\(", source, re.M), source
        assert source.count("\n") <= 5, source


def test_first_cell_asks_a_question_and_one_cell_holds_the_parameters(notebook):
    first = "".join(notebook["cells"][0]["source"])
    assert first.splitlines()[0].endswith("?")
    tagged = [cell for cell in code(notebook) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1 and 'os.environ.get("ARTICLES"' in "".join(tagged[0]["source"])


def test_outputs_hold_no_warning_no_widget_and_no_home(notebook):
    for cell in code(notebook):
        for output in cell["outputs"]:
            assert output["output_type"] != "error" and output.get("name") != "stderr", output
            assert "application/vnd.jupyter.widget-view+json" not in output.get("data", {})
    assert not re.search(r"/(?:home|root|Users)/", json.dumps(notebook))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_file_stays_small(path):
    assert path.stat().st_size < 500_000


def write(folder, name, text):
    folder.mkdir(exist_ok=True)
    cells = [{"cell_type": "code", "outputs": [{"data": {"text/plain": [text]}}], "metadata": {}}]
    (folder / name).write_text(json.dumps({"cells": cells}), encoding="utf-8")


def test_comparison_names_the_cell_that_changed(tmp_path):
    write(tmp_path / "old", "a.ipynb", "Russia 51")
    write(tmp_path / "new", "a.ipynb", "Russia 52")
    assert compare_outputs.differences(tmp_path / "old", tmp_path / "new") == [
        "a.ipynb, code cell 1:\n- ['Russia 51']\n+ ['Russia 52']"
    ]


def test_comparison_passes_over_addresses_in_memory(tmp_path):
    write(tmp_path / "old", "a.ipynb", "<Axes at 0x7f237ba73e10>")
    write(tmp_path / "new", "a.ipynb", "<Axes at 0x7f237ba73e99>")
    assert compare_outputs.differences(tmp_path / "old", tmp_path / "new") == []


def test_tidying_makes_figures_smaller_and_keeps_their_size(tmp_path):
    figure, written = plt.figure(figsize=(2, 1)), io.BytesIO()
    figure.text(0.1, 0.5, "against", color="C1")
    figure.savefig(written, format="png")
    shown = base64.b64encode(written.getvalue()).decode()
    after = compare_outputs.smaller(shown)
    assert len(after) < len(shown)
    assert Image.open(io.BytesIO(base64.b64decode(after))).size == (200, 100)


def test_comparison_without_notebooks_fails(tmp_path):
    assert compare_outputs.differences(tmp_path, tmp_path) == [f"{tmp_path}: holds no notebook"]


@pytest.mark.parametrize(
    ("old", "new", "alike"),
    [
        ("score 0.51 of 12", "score 0.52 of 12", True),
        ("score 0.51 of 12", "score 0.55 of 12", False),
        ("score 0.51 of 12", "score 0.51 of 13", False),
        ("score 0.51", "score 0.51 and 0.20", False),
        ("since 2.11.0", "since 2.11.1", False),
    ],
)
def test_only_the_last_digits_of_a_decimal_may_differ(old, new, alike):
    assert compare_outputs.alike(old, new) == alike
