"""Labelled files to measure on; what a file is shows in its content, not in its name."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

from analysis.accuracy.coded import read_coded
from analysis.accuracy.tasks import Labelled
from analysis.coding.sheets import is_sheet
from analysis.labelled import Example, read_columns, read_directed, read_documents, read_sentiment
from analysis.spans import check_spans
from analysis.tables import LABELS, SENTIMENTS

_KEYS = {
    "sentiment": ["sentence", "targets"],
    "directed": ["sentence", "p", "q", "p_to_q", "q_to_p"],
    "stance": "sentence holder_start holder_end target target_start target_end stance".split(),
    "documents": ["sentences"],
}
_TAG = re.compile(r"\S+\t(?:.*\t)?(?:O|[BI]-\S+)")


def labelled_files(gold: str | Path, more: str = "") -> list[Path]:
    """List the coding sheets of a folder, and the labelled files that a user has beside them.

    Args:
        more: files or folders, joined as in PATH (`:`, on Windows `;`); of a folder, all files whose
            content is recognised.

    Raises:
        FileNotFoundError: one of them is not there.
    """
    found = sorted(Path(gold).glob("*.csv"))
    for source in map(Path, filter(None, more.split(os.pathsep))):
        if not source.exists():
            raise FileNotFoundError(f"{source}: no labelled file or folder is there")
        found += sorted(filter(_readable, source.rglob("*"))) if source.is_dir() else [source]
    return found


def _readable(path: Path) -> bool:
    if path.suffix not in (".jsonl", ".txt", ".csv"):
        return False
    try:
        read(path)
    except ValueError:
        return False
    return True


def read(path: Path) -> list[Labelled]:
    """Read a labelled file; one of documents asks for names and for sentence boundaries.

    A coding sheet asks for what was labelled in it, one of stance also for voices.

    Raises:
        ValueError: it is none of the layouts, or a row is not as the layout wants it.
    """
    if is_sheet(path):
        return read_coded(path)
    layout, rows = _recognised(path)
    try:
        found = _READERS[layout](path, rows)
        for labelled in found:
            _check(labelled)
    except KeyError as error:
        raise ValueError(f"{path}: a row of {layout} lacks {error}, or has a value unknown there") from error
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path}: read as {layout}, but {error}") from error
    return found


def _recognised(path: Path) -> tuple[str, list[dict]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # a sentence may hold a line separator
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is no text in UTF-8: {error}") from error
    number, first = next(((n, line) for n, line in enumerate(lines, 1) if line.strip()), (1, ""))
    if _TAG.fullmatch(first):
        return "columns", []
    if not first.startswith("{"):
        raise _unknown(f"{path}:{number} is {first[:60]!r}")
    rows = [_object(path, n, line) for n, line in enumerate(lines, 1) if line.strip()]
    layout = next((name for name, keys in _KEYS.items() if set(keys) <= set(rows[0])), None)
    if layout is None:
        raise _unknown(f"{path}:{number} has the keys {sorted(rows[0])}")
    return layout, rows


def _object(path: Path, number: int, line: str) -> dict:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}:{number} is no JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(row, dict):
        raise ValueError(f"{path}:{number} is no JSON object: {line[:60]!r}")
    return row


def _unknown(found: str) -> ValueError:
    layouts = "; ".join(f"{name}: {', '.join(keys)}" for name, keys in _KEYS.items())
    return ValueError(
        f"{found}; expected JSON lines with the keys of one layout ({layouts}), or CoNLL columns"
        " (a word, a tab and its tag: O, B-person, I-person ...)"
    )


def _check(labelled: Labelled) -> None:
    if not len(labelled):
        raise ValueError("it has nothing to measure")
    for name, column in zip(("target", "holder"), reversed(labelled.spans), strict=False):
        check_spans(labelled.texts, column, name)


def _sentiment(path: Path, _: list[dict]) -> list[Labelled]:
    rows = [(e.sentence, span, label) for e in read_sentiment(path) for span, label in e.sentiments]
    gold = [_named(SENTIMENTS, label, sentence) for sentence, _, label in rows]
    return [Labelled("sentiment", [row[0] for row in rows], gold, ([row[1] for row in rows],))]


def _directed(path: Path, _: list[dict]) -> list[Labelled]:
    rows = [(e.sentence, *pair) for e in read_directed(path) for pair in e.pairs]
    gold = [_named(LABELS, label, sentence) for sentence, *_, label in rows]
    spans = [row[1] for row in rows], [row[2] for row in rows]
    return [Labelled("directed", [row[0] for row in rows], gold, spans)]


def _named(classes: tuple[str, ...], row: tuple[float, ...], sentence: str) -> str:
    if 1.0 not in row:
        raise ValueError(f"a label is none of {', '.join(SENTIMENTS)}: {sentence[:60]!r}")
    return classes[row.index(1.0)]


def _stance(_: Path, rows: list[dict]) -> list[Labelled]:
    wrong = [row["stance"] for row in rows if row["stance"] not in LABELS]
    if wrong:
        raise ValueError(f"the stance {wrong[0]!r} is none of {', '.join(LABELS)}")
    spans = tuple(
        [(row[f"{side}_start"], row[f"{side}_end"]) for row in rows] for side in ("holder", "target")
    )
    texts, gold, targets = ([row[key] for row in rows] for key in ("sentence", "stance", "target"))
    return [Labelled("stance", texts, gold, spans, targets)]


def _columns(path: Path, _: list[dict]) -> list[Labelled]:
    return [_names(read_columns(path))]


def _documents(path: Path, rows: list[dict]) -> list[Labelled]:
    """Ask for names, also in the sentences without one, and for boundaries."""
    sentences = [sentence for row in rows for sentence in row["sentences"]]
    nameless = [Example(each["text"], names=()) for each in sentences if not each["entities"]]
    boundaries = _boundaries(rows)
    several = any(len(ends) > 1 for ends in boundaries.gold)  # else there is nothing to split
    return [_names(read_documents(path) + nameless), *([boundaries] if several else [])]


def _names(examples: list[Example]) -> Labelled:
    return Labelled("names", [e.sentence for e in examples], [set(e.names or ()) for e in examples])


def _boundaries(documents: list[dict]) -> Labelled:
    """Join the sentences of each paragraph with a space; a boundary is where one ends."""
    texts, gold = [], []
    for document in documents:
        paragraphs: dict[int, list[str]] = {}
        for sentence in document["sentences"]:
            paragraphs.setdefault(sentence["paragraph"], []).append(sentence["text"])
        for parts in paragraphs.values():
            ends = [len(" ".join(parts[: place + 1])) for place in range(len(parts))]
            texts.append(" ".join(parts))
            gold.append({(end, end, "boundary") for end in ends})
    return Labelled("boundaries", texts, gold)


_READERS: dict[str, Callable[[Path, list[dict]], list[Labelled]]] = {
    "sentiment": _sentiment,
    "directed": _directed,
    "stance": _stance,
    "columns": _columns,
    "documents": _documents,
}
