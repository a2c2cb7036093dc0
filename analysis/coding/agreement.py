"""How far two coders agree, and on what they don't.

AGREEMENT  a row per label: alpha with its interval       alpha: 1 agreed, 0 as by chance, below 0 worse
DISPUTES   a row per item and label that they read differently
"""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.coding.names import read_names
from analysis.coding.sheets import TASKS, Sheet, columns
from analysis.tables import conform

RESAMPLES, SEED = 1_000, 0
AGREEMENT = {
    "label": "str",  # what was coded
    "units": "int64",  # mentions or pairs that both coded; words, for names
    "agreed": "float64",  # share of them with the same label
    "alpha": "float64",  # Krippendorff's, nominal; NaN where both used one label throughout
    "low": "float64",  # 95 % bootstrap interval over sentences
    "high": "float64",
}
DISPUTES = {
    "item": "str",
    "label": "str",
    "a": "str",
    "b": "str",
    "row_a": "int64",  # in the first coder's spreadsheet
    "row_b": "int64",
    "sentence": "str",  # with the words in question marked
}
NO_NAME = "no name"
_WORD = re.compile(r"\w+")


def agreement(a: Sheet, b: Sheet) -> pd.DataFrame:
    """Measure how far two sheets agree on the items that both have labelled.

    Returns:
        AGREEMENT.

    Raises:
        ValueError: the sheets are of different tasks, or share no labelled item.
    """
    both = _both(a, b)
    rows = []
    for label in TASKS[a.task]:
        first, second, sentences = _units(both, label)
        if not first:
            raise ValueError(f"{a.path} and {b.path} share no item with a {label} in both")
        rows.append(_measured(label, first, second, sentences))
    return conform(pd.DataFrame(rows), AGREEMENT, "agreement")


def disputes(a: Sheet, b: Sheet) -> pd.DataFrame:
    """Return DISPUTES: what both labelled, and labelled differently, in the order of the first sheet."""
    both = _both(a, b)
    found = []
    for label in TASKS[a.task]:
        differ = _coded(both, label) & (both[f"{label}_a"] != both[f"{label}_b"])
        these = both.rename(columns={f"{label}_a": "a", f"{label}_b": "b"})[differ]
        found.append(these.assign(label=label))
    table = pd.concat(found).sort_values("row_a", kind="stable")
    shown = "marked_a" if "marked_a" in table else "sentence_a"
    return conform(table.assign(sentence=table[shown]), DISPUTES, "disputes")


def agreed(table: pd.DataFrame, differing: pd.DataFrame | None = None) -> str:
    """Return AGREEMENT, and DISPUTES below it, as text."""
    shown = pd.DataFrame(
        {
            "": table["label"].str.ljust(table["label"].str.len().max()),
            "units": table["units"].map("{:,}".format),
            "agreed": table["agreed"].map("{:.1%}".format),
            "alpha": table["alpha"].map("{:.3f}".format),
            "95 %": [f"{low:.3f}-{high:.3f}" for low, high in zip(table["low"], table["high"], strict=True)],
        }
    )
    lines = [line.rstrip() for line in shown.to_string(index=False).splitlines()]
    if differing is not None:
        lines += ["", f"{len(differing):,} in dispute" + (":" if len(differing) else "")]
        lines += [
            f"{row.label}: {row.a or 'nothing'} (row {row.row_a}) or {row.b or 'nothing'} (row {row.row_b}):"
            f" {row.sentence}"
            for row in differing.itertuples()
        ]
    return "\n".join(lines)


def missing(a: Sheet, b: Sheet) -> list[str]:
    """Say which items only one of the sheets has."""
    said = []
    for one, other in ((a, b), (b, a)):
        alone = one.rows.loc[~one.rows["item"].isin(other.rows["item"]), "row"].tolist()
        if alone:
            listed = ", ".join(map(str, alone[:10])) + (" ..." if len(alone) > 10 else "")
            said.append(f"{one.path}: {len(alone)} items are not in {other.path} (rows {listed}); left out")
    return said


def to_settle(a: Sheet, b: Sheet) -> pd.DataFrame:
    """Return a sheet to settle: what both say is filled in, what is disputed stands beside a gap.

    The columns `LABEL_a` and `LABEL_b` say what each coder chose, `reason` is for why one of them
    was right.
    """
    both = _both(a, b)
    table = a.rows[a.rows["item"].isin(both["item"])].reset_index(drop=True)
    both = both.set_index("item").loc[table["item"]].reset_index()
    for label in TASKS[a.task]:
        first, second = both[f"{label}_a"], both[f"{label}_b"]
        table = table.assign(
            **{label: first.where(first == second, ""), f"{label}_a": first, f"{label}_b": second}
        )
    coders = [f"{label}_{coder}" for label in TASKS[a.task] for coder in "ab"]
    head = [column for column in columns(a.task) if column in table and column != "note"]
    place = head.index(list(TASKS[a.task])[-1]) + 1
    return table.assign(reason="")[[*head[:place], *coders, "reason", *head[place:]]]


def alpha(counts: np.ndarray) -> np.ndarray:
    """Return Krippendorff's alpha of two coders for nominal labels.

    Args:
        counts: how often the first coder gave label i where the second gave label j, in the last
            two axes; the axes before them are samples.

    Returns:
        A value per sample; NaN where there is but one label, so that chance can't be told.

    Source: Krippendorff, Content Analysis (2019), chapter 12.
    """
    coincidences = counts + np.swapaxes(counts, -1, -2)
    totals = coincidences.sum(axis=-1)
    values = totals.sum(axis=-1)
    observed = values - np.trace(coincidences, axis1=-2, axis2=-1)
    expected = (values**2 - (totals**2).sum(axis=-1)) / (values - 1)
    return 1 - np.divide(observed, expected, out=np.full(values.shape, np.nan), where=expected > 0)


def _both(a: Sheet, b: Sheet) -> pd.DataFrame:
    if a.task != b.task:
        raise ValueError(f"{a.path} codes {a.task} and {b.path} codes {b.task}; give two sheets of one task")
    return a.rows.merge(b.rows, on="item", suffixes=("_a", "_b"))


def _coded(both: pd.DataFrame, label: str) -> pd.Series:
    return (both[f"{label}_a"] != "") & (both[f"{label}_b"] != "")


def _units(both: pd.DataFrame, label: str) -> tuple[list[str], list[str], list[str]]:
    """Return what each coder said of each unit, and the sentence that it is in."""
    both = both[_coded(both, label)]
    first, second, sentences = (both[name].tolist() for name in (f"{label}_a", f"{label}_b", "sentence_a"))
    if label != "names":
        return first, second, sentences
    words = [
        (*pair, sentence)
        for sentence, one, other in zip(sentences, first, second, strict=True)
        for pair in zip(_of_words(sentence, one), _of_words(sentence, other), strict=True)
    ]
    return tuple(map(list, zip(*words, strict=True))) if words else ([], [], [])


def _of_words(sentence: str, cell: str) -> list[str]:
    """Return the kind of each word of a sentence; most words are no name."""
    names = read_names(sentence, cell)
    return [
        next((name.kind for name in names if name.start < word.end() and word.start() < name.end), NO_NAME)
        for word in _WORD.finditer(sentence)
    ]


def _measured(label: str, first: Sequence[str], second: Sequence[str], sentences: Sequence[str]) -> dict:
    labels = sorted({*first, *second})
    place = {each: number for number, each in enumerate(labels)}
    _, sentence = np.unique(np.array(sentences), return_inverse=True)
    counts = np.zeros((sentence.max() + 1, len(labels), len(labels)))
    np.add.at(counts, (sentence, [place[each] for each in first], [place[each] for each in second]), 1)
    total = counts.sum(axis=0)
    drawn = np.random.default_rng(SEED).multinomial(
        len(counts), np.full(len(counts), 1 / len(counts)), size=RESAMPLES
    )
    resampled = (drawn @ counts.reshape(len(counts), -1)).reshape(-1, *total.shape)
    values = alpha(resampled)
    known = values[~np.isnan(values)]
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (np.nan, np.nan)
    return {
        "label": label,
        "units": len(first),
        "agreed": float(np.trace(total) / total.sum()),
        "alpha": float(alpha(total)),
        "low": float(low),
        "high": float(high),
    }
