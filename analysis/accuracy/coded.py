"""Coding sheets as labelled files: what was settled, and what each coder had said."""

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.accuracy.tasks import Labelled
from analysis.coding.draw import RANDOM
from analysis.coding.names import read_names
from analysis.coding.sheets import TASKS, Sheet, read_sheet

_KINDS = {"person": "person", "organisation": "organisation", "bloc": "organisation"}
_KINDS |= {"government": "place", "place": "place"}  # a state is a place to those who label names
_NAMES = ("name", "metonym")  # a demonym, an office or a pronoun is no name


def read_coded(path: Path) -> list[Labelled]:
    """Read a coding sheet: all of it, then its part 1 (drawn at random) alone, where there is another.

    Raises:
        ValueError: no row can be used.
    """
    sheet = read_sheet(path)
    found = list(_asked(sheet))
    if not found:
        raise ValueError(f"{path} has no row that can be used: " + "; ".join(sheet.problems))
    return found


def coders_of(sheet: Sheet) -> tuple[Sheet, Sheet] | None:
    """Return what two coders said of the items of a settled sheet, if it tells."""
    labels = TASKS[sheet.task]
    if not all(_coded_twice(sheet.rows, label) for label in labels):
        return None
    return tuple(
        sheet._replace(
            path=f"coder {coder.upper()} of {sheet.path}",
            rows=sheet.rows.assign(**{label: sheet.rows[f"{label}_{coder}"] for label in labels}),
        )
        for coder in "ab"
    )


def _coded_twice(rows: pd.DataFrame, label: str) -> bool:
    both = [f"{label}_a", f"{label}_b"]
    return set(both) <= set(rows) and bool((rows[both] != "").all(axis=1).any())


def to_lines(sheet: Sheet) -> str:
    """Return a settled sheet as JSON lines: NewsMTSC's layout for sentiment, a pair a line for
    stance, documents of sentences (GUM's layout) for names."""
    rows = sheet.rows[sheet.rows[next(iter(TASKS[sheet.task]))] != ""]
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in _LINES[sheet.task](rows))


def _asked(sheet: Sheet) -> Iterator[Labelled]:
    for label in TASKS[sheet.task]:
        rows = sheet.rows[sheet.rows[label] != ""]
        parts = {"": rows}
        if "part" in rows and rows["part"].str.strip().nunique() > 1:
            parts["its part 1"] = rows[rows["part"].str.strip() == RANDOM]
        for part, these in parts.items():
            if len(these):
                yield _labelled(sheet.task, label, these, part)


def _labelled(task: str, label: str, rows: pd.DataFrame, part: str) -> Labelled:
    texts = rows["sentence"].tolist()
    targets = rows["target"].tolist() if task == "stance" else None
    return Labelled(
        label,
        texts,
        _answers(label, texts, rows[label]),
        tuple(_spans(rows, *pair) for pair in _OFFSETS[task]),
        targets,
        _coders(label, texts, rows),
        part,
    )


def _coders(label: str, texts: list[str], rows: pd.DataFrame) -> tuple[list, list] | None:
    if f"{label}_a" not in rows or f"{label}_b" not in rows:
        return None
    return tuple(_said(label, texts, rows[f"{label}_{coder}"]) for coder in "ab")


def _said(label: str, texts: list[str], cells: pd.Series) -> list:
    answers = _answers(label, texts, cells)
    return [answer if cell else None for answer, cell in zip(answers, cells, strict=True)]


def _answers(label: str, texts: list[str], cells: pd.Series) -> list:
    if label != "names":
        return cells.tolist()
    return [
        {(name.start, name.end, _KINDS[name.kind]) for name in read_names(text, cell) if name.form in _NAMES}
        for text, cell in zip(texts, cells, strict=True)
    ]


def _spans(rows: pd.DataFrame, start: str, end: str) -> list[tuple[int, int]]:
    offsets = zip(rows[start], rows[end], strict=True)
    return [(int(float(a)), int(float(b))) for a, b in offsets]


def _sentiment_lines(rows: pd.DataFrame) -> Iterator[dict]:
    for sentence, group in rows.groupby("sentence", sort=False):
        spans = zip(_spans(group, "start", "end"), group["sentiment"], strict=True)
        targets = [{"start": start, "end": end, "label": label} for (start, end), label in spans]
        yield {"sentence": sentence, "targets": targets}


def _stance_lines(rows: pd.DataFrame) -> Iterator[dict]:
    spans = [_spans(rows, *pair) for pair in _OFFSETS["stance"]]
    for row, holder, target in zip(rows.to_dict("records"), *spans, strict=True):
        yield {
            "sentence": row["sentence"],
            "holder_start": holder[0],
            "holder_end": holder[1],
            "target": row["target"],
            "target_start": target[0],
            "target_end": target[1],
            "stance": row["stance"],
            "voice": row["voice"],
        }


def _names_lines(rows: pd.DataFrame) -> Iterator[dict]:
    kinds = {"person": "PER", "organisation": "ORG", "place": "LOC"}
    for article, group in rows.groupby("article_id", sort=False):
        sentences = []
        for text, cell in zip(group["sentence"], group["names"], strict=True):
            named = sorted(next(iter(_answers("names", [text], pd.Series([cell])))))
            entities = [{"start": start, "end": end, "type": kinds[kind]} for start, end, kind in named]
            sentences.append({"text": text, "paragraph": len(sentences), "entities": entities})
        yield {"id": article, "sentences": sentences}


_LINES = {"sentiment": _sentiment_lines, "stance": _stance_lines, "names": _names_lines}
_OFFSETS = {
    "sentiment": [("start", "end")],
    "stance": [("holder_start", "holder_end"), ("target_start", "target_end")],
    "names": [],
}
