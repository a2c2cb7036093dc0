"""The tables as files: Parquet for programs, CSV for people with a spreadsheet."""

import tempfile
from pathlib import Path

import pandas as pd

from analysis.tables import Analysis

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_tables(analysis: Analysis, out: str | Path) -> list[Path]:
    """Write each table as `NAME.parquet` and `NAME.csv` into the folder `out`.

    The CSV files begin with a byte order mark, so that spreadsheets read them as UTF-8, and a
    text cell that a spreadsheet would run as a formula gets an apostrophe before it. Files that were
    there are replaced when all are written: where the disk is full they stay as they were.

    Raises:
        OSError: the folder can't be made or written to.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as part:
        written = [path for name, table in analysis._asdict().items() for path in _written(table, name, part)]
        return [path.replace(folder / path.name) for path in written]


def _written(table: pd.DataFrame, name: str, folder: str) -> tuple[Path, Path]:
    parquet, csv = (Path(folder, f"{name}.{kind}") for kind in ("parquet", "csv"))
    table.to_parquet(parquet, index=False)
    without_formulas(table).to_csv(csv, index=False, encoding="utf-8-sig")
    return parquet, csv


def without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before each text that would run as a formula."""
    text = table.select_dtypes("str")
    return table.assign(
        **{name: column.mask(column.str.startswith(_FORMULA), "'" + column) for name, column in text.items()}
    )


def with_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table as it was before `without_formulas`."""
    text = table.select_dtypes("str")
    guarded = tuple("'" + mark for mark in _FORMULA)
    return table.assign(
        **{name: column.mask(column.str.startswith(guarded), column.str[1:]) for name, column in text.items()}
    )
