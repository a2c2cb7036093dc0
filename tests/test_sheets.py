"""Coding sheets: what a spreadsheet does to them is mended or said, and the rest is used."""

import pandas as pd
import pytest

from analysis.coding.names import Name, read_names
from analysis.coding.sheets import columns, read_sheet, write_sheet

ROWS = [
    ("i1", "Japan", "favor", "outlet", "[Japan] thanked {Taiwan}."),
    ("i2", "Nauru", "against", "reported", "[Nauru] said it had left {Taiwan}."),
    ("i3", "Fiji", "", "", "[Fiji] grows sugar, {Taiwan} imports it."),
]


def sheet(rows=ROWS) -> pd.DataFrame:
    """Return a sheet of stance as it is drawn, filled in."""
    table = []
    for item, holder, stance, voice, marked in rows:
        sentence = marked.translate(str.maketrans("", "", "[]{}"))
        start, about = sentence.index(holder), sentence.index("Taiwan")
        table.append(
            {"item": item, "marked": marked, "holder": holder, "target": "Taiwan", "stance": stance}
            | {"voice": voice, "sentence": sentence, "target_words": "Taiwan", "part": "1"}
            | {"holder_start": str(start), "holder_end": str(start + len(holder))}
            | {"target_start": str(about), "target_end": str(about + len("Taiwan"))}
        )
    return pd.DataFrame(table).reindex(columns=columns("stance"), fill_value="").astype("str")


def test_sheet_comes_back_as_it_was_written(tmp_path):
    written = sheet().assign(note=["=1+1", '"so", she said', "ž\nnew line"])
    back = read_sheet(write_sheet(written, tmp_path / "code.csv"))
    assert back.task == "stance"
    pd.testing.assert_frame_equal(back.rows[columns("stance")], written)


def test_sheet_opens_in_a_spreadsheet_as_text(tmp_path):
    raw = write_sheet(sheet().assign(note="=1+1"), tmp_path / "code.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b',"\'=1+1",' in raw and b",=1+1," not in raw


def test_sheet_that_was_coded_is_not_overwritten(tmp_path):
    write_sheet(sheet(), tmp_path / "code.csv")
    with pytest.raises(FileExistsError, match=r"code\.csv exists, and what was coded in it would be lost"):
        write_sheet(sheet(), tmp_path / "code.csv")


def problems(tmp_path, table: pd.DataFrame) -> tuple[list[str], pd.DataFrame]:
    back = read_sheet(write_sheet(table, tmp_path / "code.csv"))
    return [problem.split("code.csv: ")[1] for problem in back.problems], back.rows


def test_row_without_a_label_is_named_and_the_rest_is_used(tmp_path):
    said, rows = problems(tmp_path, sheet())
    assert said == ["row 4: no stance", "row 4: no voice"]
    assert rows["stance"].tolist() == ["favor", "against", ""]


@pytest.mark.parametrize("spelling", ["Favor", " favor ", "FAVOUR", "favour"])
def test_stray_capitals_and_blanks_are_the_label(tmp_path, spelling):
    _, rows = problems(tmp_path, sheet().assign(stance=spelling))
    assert set(rows["stance"]) == {"favor"}


def test_label_that_does_not_exist_is_named_with_its_row(tmp_path):
    said, rows = problems(tmp_path, sheet().assign(stance=["favor", "pro", "neutral"]))
    assert "row 3: stance is 'pro', none of against, neutral, favor" in said
    assert rows["stance"].tolist() == ["favor", "", "neutral"]


def test_rows_may_be_deleted_and_reordered(tmp_path):
    _, rows = problems(tmp_path, sheet().iloc[[1, 0]])
    assert rows[["item", "stance"]].values.tolist() == [["i2", "against"], ["i1", "favor"]]


def test_repeated_item_counts_once(tmp_path):
    table = pd.concat([sheet(), sheet().iloc[[0]].assign(stance="against")])
    said, rows = problems(tmp_path, table)
    assert "row 5: the item of a row above; left out" in said
    assert rows.loc[rows["item"] == "i1", "stance"].tolist() == ["favor"]


def test_sentence_that_was_changed_is_left_out(tmp_path):
    table = sheet()
    table.loc[0, "sentence"] = "Well, " + table.loc[0, "sentence"]
    said, rows = problems(tmp_path, table)
    assert said[0] == "row 2: another holder than its offsets say; undo the change; left out"
    assert rows["item"].tolist() == ["i2", "i3"]


@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_spreadsheets_of_all_countries_are_read(tmp_path, separator, encoding):
    sheet().assign(note="Škoda").to_csv(tmp_path / "c.csv", sep=separator, encoding=encoding, index=False)
    back = read_sheet(tmp_path / "c.csv")
    assert back.rows["stance"].tolist() == ["favor", "against", ""] and set(back.rows["note"]) == {"Škoda"}


def test_file_that_is_no_sheet_says_what_it_has(tmp_path):
    (tmp_path / "c.csv").write_text("title,text\na,b\n")
    with pytest.raises(ValueError, match=r"is no coding sheet: it has \['title', 'text'\]"):
        read_sheet(tmp_path / "c.csv")


def test_column_that_was_deleted_is_named(tmp_path):
    sheet().drop(columns="holder_end").to_csv(tmp_path / "c.csv", index=False)
    with pytest.raises(ValueError, match=r"a sheet of stance needs the columns \['holder_end'\]"):
        read_sheet(tmp_path / "c.csv")


SENTENCE = "Xi met Putin before Xi left the Kremlin."


def test_names_of_a_cell_are_found_in_their_order():
    xi = "Xi = person: Xi Jinping"
    cell = f"{xi}; Putin=Person; {xi}; Kremlin = government: Russia, metonym"
    assert read_names(SENTENCE, cell) == [
        Name(0, 2, "person", "Xi Jinping", "name"),
        Name(7, 12, "person", "Putin", "name"),
        Name(20, 22, "person", "Xi Jinping", "name"),
        Name(32, 39, "government", "Russia", "metonym"),
    ]
    assert read_names(SENTENCE, " None ") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Lai = person", "'Lai' is not in the sentence"),
        ("Putin = person; Putin = person", "'Putin' is not in the sentence, or not after"),
        ("ran = person", "'ran' is not in the sentence"),
        ("Putin", "'Putin' is not `words = kind`"),
        ("Putin = human", "'Putin = human' is not `words = kind`"),
    ],
)
def test_cell_that_is_wrong_says_why(cell, said):
    with pytest.raises(ValueError, match=said):
        read_names(SENTENCE, cell)
