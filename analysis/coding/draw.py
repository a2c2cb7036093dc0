"""Which items people should code: half of them at random, half where the model is least sure."""

import hashlib
from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.coding.sheets import TASKS, columns
from analysis.entities import find_entities
from analysis.tables import LABELS, SENTIMENTS, Analysis

RANDOM, DOUBTED = "1", "2"  # what `part` says; a coder needn't know which is which
_KEYS = ["article_id", "sentence_id"]


def draw(analysis: Analysis, task: str, n: int, *, seed: int = 0) -> pd.DataFrame:
    """Draw items to code, a row each, with nothing of what the model answered.

    The first half is drawn at random, and stands for the corpus; the second are those of which the
    model was least sure, and teach most. Copies of an article are passed over. The order is
    shuffled, so that the halves can't be told apart.

    Args:
        task: sentiment, a row per mention; stance, a row per sentence, holder and target; or
            names, a row per sentence.
        n: rows; fewer where the corpus has fewer.
        seed: another one draws others.

    Returns:
        A sheet, see `sheets.columns`; the columns to fill in are empty.

    Raises:
        ValueError: the corpus has nothing of the task.
    """
    items = _ITEMS[task](analysis, _readable(analysis))
    if items.empty:
        raise ValueError(f"no {task} to code in these articles")
    random = np.random.default_rng(seed)
    items = items.iloc[random.permutation(len(items))]
    chosen, rest = items.iloc[: (n + 1) // 2], items.iloc[(n + 1) // 2 :]
    doubted = rest.sort_values("confidence", kind="stable").iloc[: n // 2]
    drawn = pd.concat([chosen.assign(part=RANDOM), doubted.assign(part=DOUBTED)])
    drawn = drawn.iloc[random.permutation(len(drawn))]
    empty = dict.fromkeys([*TASKS[task], "note"], "")
    return drawn.assign(**empty)[columns(task)].reset_index(drop=True)


def _readable(analysis: Analysis) -> pd.DataFrame:
    """Return the sentences of first copies, each with its title and the sentence before it."""
    first = analysis.articles.loc[lambda d: d["story"] == d["article_id"], ["article_id", "title"]]
    before = analysis.sentences.groupby("article_id")["text"].shift(fill_value="")
    table = analysis.sentences.rename(columns={"text": "sentence", "start": "offset"})
    return table.assign(before=before).drop(columns="end").merge(first, on="article_id")


def _sentiment(analysis: Analysis, sentences: pd.DataFrame) -> pd.DataFrame:
    table = analysis.sentiment.loc[lambda d: d["kind"] != "place"].merge(sentences, on=_KEYS)
    table = table.rename(columns={"surface": "mention"})
    table = table.assign(
        start=table["start"] - table["offset"],
        end=table["end"] - table["offset"],
        confidence=table[list(SENTIMENTS)].max(axis=1),
    )
    return _labelled(table, "sentiment", [("start", "end", "[]")])


def _stance(analysis: Analysis, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return pairs whose holder is named in the sentence: an outlet that speaks for itself, and the speaker
    of a quotation that began before, have no words to mark. `Both sides` are asked about once."""
    table = analysis.stances.merge(sentences, on=_KEYS)
    offsets = ["holder_start", "holder_end", "target_start", "target_end"]
    table = table.assign(
        **{name: table[name] - table["offset"] for name in offsets},
        confidence=table[list(LABELS)].max(axis=1),
    )
    inside = (table["holder_start"] >= 0) & (table["holder_end"] <= table["sentence"].str.len())
    table = table[inside].drop_duplicates([*_KEYS, *offsets])
    table = table.assign(
        holder=_cut(table, "holder_start", "holder_end"),
        target_words=_cut(table, "target_start", "target_end"),
    )
    spans = [("holder_start", "holder_end", "[]"), ("target_start", "target_end", "{}")]
    return _labelled(table, "stance", spans)


def _cut(table: pd.DataFrame, start: str, end: str) -> list[str]:
    return [text[a:b] for text, a, b in zip(table["sentence"], table[start], table[end], strict=True)]


def _names(analysis: Analysis, sentences: pd.DataFrame) -> pd.DataFrame:
    """Doubt of a sentence is that of its least sure name; one without a name is sure."""
    found = find_entities(sentences["sentence"].tolist())
    least = found.groupby("sentence")["score"].min()
    table = sentences.assign(confidence=least.reindex(range(len(sentences))).fillna(1.0).to_numpy())
    return _labelled(table, "names", [])


def _labelled(table: pd.DataFrame, task: str, spans: list[tuple[str, str, str]]) -> pd.DataFrame:
    """Name each item by what it asks, and mark its words in the sentence."""
    rows = table.to_dict("records")
    names = [*_KEYS, *(column for start, end, _ in spans for column in (start, end)), "target"]
    items = [_item(task, [str(row[name]) for name in names if name in row]) for row in rows]
    marked = [
        mark(row["sentence"], [(row[start], row[end], marks) for start, end, marks in spans]) for row in rows
    ]
    return table.assign(item=items, marked=marked)


def _item(task: str, asked: list[str]) -> str:
    return hashlib.sha256("\t".join([task, *asked]).encode()).hexdigest()[:10]


def mark(sentence: str, spans: list[tuple[int, int, str]]) -> str:
    """Return a sentence with each span in its pair of marks."""
    signs = [(end, 0, pair[1]) for _, end, pair in spans] + [(start, 1, pair[0]) for start, _, pair in spans]
    marked, reached = "", 0
    for place, _, sign in sorted(signs):
        marked += sentence[reached:place] + sign
        reached = place
    return marked + sentence[reached:]


_ITEMS: dict[str, Callable[[Analysis, pd.DataFrame], pd.DataFrame]] = {
    "sentiment": _sentiment,
    "stance": _stance,
    "names": _names,
}
