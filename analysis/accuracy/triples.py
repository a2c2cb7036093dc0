"""End to end: who holds what, where the suite has to find the holders itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.actors import find_mentions
from analysis.book import load_book
from analysis.coding.names import read_names
from analysis.coding.sheets import read_sheet
from analysis.sentences import split_sentences
from analysis.stance import detect_stance
from analysis.stances.lexicon import load_targets
from analysis.tables import ARTICLES, conform, named_holders

HARD = "2"  # the part of the gold whose sentences stand alone
TRIPLES = {
    "triples": "str",  # sides: in favor or against; all: neutral holders too
    "gold": "int64",
    "found": "int64",
    "right": "int64",
    "precision": "float64",
    "recall": "float64",
    "f1": "float64",
}


class _Sentence(NamedTuple):
    """A gold sentence in the article that is put together of them."""

    key: tuple[str, str]  # article_id, sentence_id
    article_id: str
    start: int
    end: int


def end_to_end(folder: Path) -> pd.DataFrame:
    """Measure the triples (holder, target, stance) that the suite finds in the sentences of a gold part.

    A triple is right where the holder is the same actor, named anywhere in the sentence, and target
    and stance are the same. What the suite says in sentences without a coded pair counts as wrong if
    it takes a side. The target's own side, when it is neutral, has no row in the suite and is left out.

    Args:
        folder: holds `names.csv` and `stance.csv`, coded and settled, and perhaps `rest/stance.csv`: the
            sentences that the first round passed over.

    Returns:
        TRIPLES: a row for the sides, and one for all labels.
    """
    names = read_sheet(folder / "names.csv").rows
    sheets = [folder / "stance.csv", folder / "rest" / "stance.csv"]  # and no other below the folder
    gold = pd.concat([read_sheet(sheet).rows for sheet in sheets if sheet == sheets[0] or sheet.exists()])
    articles, sentences = _articles(names)
    split = split_sentences(articles)
    stances = detect_stance(split, find_mentions(articles, split), articles)
    actors = {
        (row.article_id, row.sentence_id): read_names(row.sentence, row.names) for row in names.itertuples()
    }
    wanted = set(_gold_triples(gold, actors))
    coded = {(key, target) for key, target, *_ in wanted}
    found = set(_found_triples(stances, sentences, actors))
    rows = []
    for name in ("sides", "all"):
        truth = {each for each in wanted if name == "all" or each[3] != "neutral"}
        said = {each for each in found if each[3] != "neutral" or (name == "all" and each[:2] in coded)}
        right = len(truth & said)
        rows.append(
            {
                "triples": name, "gold": len(truth), "found": len(said), "right": right,
                "precision": right / max(len(said), 1), "recall": right / max(len(truth), 1),
                "f1": 2 * right / max(len(truth) + len(said), 1),
            }
        )  # fmt: skip
    return conform(pd.DataFrame(rows), TRIPLES, "end_to_end")


def _articles(names: pd.DataFrame) -> tuple[pd.DataFrame, list[_Sentence]]:
    """Put the sentences of an article together; hard sentences stand alone, after the one before them."""
    rows, sentences = [], []
    for article_id, group in names.groupby("article_id", sort=False):
        alone = group["part"].iloc[0].strip() == HARD
        for number, part in enumerate([group.iloc[[k]] for k in range(len(group))] if alone else [group]):
            name, text = f"{article_id}/{number}", f"{part['before'].iloc[0]} ".lstrip()
            for row in part.itertuples():
                place = (len(text), len(text) + len(row.sentence))
                sentences.append(_Sentence((row.article_id, row.sentence_id), name, *place))
                text += f"{row.sentence} "
            rows.append({"article_id": name, "title": "", "text": text.rstrip(), "status": "ok"})
    text = [name for name, kind in ARTICLES.items() if kind == "str"]
    empty = {**dict.fromkeys(text, ""), "published": pd.NaT, "words": 0}
    table = pd.DataFrame([empty | row for row in rows], columns=list(ARTICLES))
    published = pd.to_datetime(table["published"], utc=True)
    return conform(table.assign(published=published), ARTICLES, "articles"), sentences


def _gold_triples(gold: pd.DataFrame, actors: dict) -> Iterator[tuple]:
    book, targets = load_book(), load_targets()
    for row in gold.itertuples():
        key = (row.article_id, row.sentence_id)
        start, end = int(float(row.holder_start)), int(float(row.holder_end))
        actor = next((n.actor for n in actors[key] if n.start < end and start < n.end), row.holder)
        own = book.country.get(actor, "") == targets[row.target].country
        if row.stance != "neutral" or not own:
            yield key, row.target, actor, row.stance


def _found_triples(stances: pd.DataFrame, sentences: list[_Sentence], actors: dict) -> Iterator[tuple]:
    by_article: dict[str, list[_Sentence]] = {}
    for sentence in sentences:
        by_article.setdefault(sentence.article_id, []).append(sentence)
    for row in named_holders(stances).itertuples():
        here = [s for s in by_article[row.article_id] if s.start <= row.target_start < s.end]
        if here:
            start, end = row.holder_start - here[0].start, row.holder_end - here[0].start
            named = [n.actor for n in actors[here[0].key] if n.start < end and start < n.end]
            yield here[0].key, row.target, named[0] if named else row.holder, row.stance
