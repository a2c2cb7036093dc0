"""From articles to the five tables, each article once: readings are kept until something changes."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from analysis.actors import find_mentions
from analysis.articles import load_articles
from analysis.book import DATA, book_path
from analysis.progress import counting
from analysis.reader import MODEL
from analysis.sentences import split_sentences
from analysis.sentiment import score_sentiment
from analysis.stance import detect_stance
from analysis.store import NAMES, NoStore, Store, keys_of
from analysis.tables import ARTICLES, TABLES, Analysis, conform, empty

PACKAGES = ("nltk", "textblob", "vaderSentiment", "pyahocorasick", "onnxruntime", "tokenizers")
_SHARE = 30_000  # words that are read at a time


def analyse(articles: pd.DataFrame, *, keep: bool = True) -> Analysis:
    """Read ARTICLES into the five tables.

    Articles whose status is not `ok` stay in `articles` and are read no further. What is read is kept
    under `$XDG_CACHE_HOME` until the article, the actor book, the targets, a model or this code changes:
    articles that are added are read alone, and a run that was cut off goes on where it was. With `keep`
    false nothing is kept and nothing that was kept is used.

    Raises:
        ValueError: a column of ARTICLES lacks, or an article_id repeats.
        RuntimeError: the actor book was changed meanwhile.
    """
    articles = conform(articles, ARTICLES, "articles")
    repeated = articles.loc[articles["article_id"].duplicated(), "article_id"].tolist()
    if repeated:
        raise ValueError(f"articles: article_id repeats: {repeated[:5]}; remove the copies")
    state = fingerprint()
    store = Store(state) if keep else NoStore()
    store.sweep()
    return Analysis(articles, *_read(articles, store, state))


def analyse_source(source: str | Path | list) -> Analysis:
    """Load the articles of a file, folder or pattern and read them.

    Several sources are a list, or one text that holds it as JSON, as `ARTICLES` may.
    """
    return analyse(load_articles(_several(source)))


def _several(source: str | Path | list) -> str | Path | list:
    if isinstance(source, str) and source.startswith("["):
        with suppress(ValueError):  # a pattern may begin so too
            return json.loads(source)
    return source


def _read(articles: pd.DataFrame, store: Store, state: str) -> tuple[pd.DataFrame, ...]:
    """Read the articles that were not read before, a share at a time.

    Each share is kept as soon as it is read. Its sentences are few enough that what the reader made of
    them is still there when their mentions and their sentiment are asked for.
    """
    usable = articles[articles["status"] == "ok"]
    keys = keys_of(usable)
    found, parts = store.load(usable, keys)
    left = usable.assign(key=keys)[~usable["article_id"].isin(found)]
    with counting(len(left), "articles") as bar:
        for _, share in left.groupby(left["words"].cumsum() // _SHARE):
            parts.append(_read_share(share))
            if fingerprint() != state:
                raise RuntimeError("the actor book was changed while articles were read by it; run again")
            store.add(share["key"].tolist(), parts[-1])
            bar.update(len(share))
    return tuple(
        _in_order(usable, [part[number] for part in parts], TABLES[name]) for number, name in enumerate(NAMES)
    )


def _in_order(articles: pd.DataFrame, parts: Sequence[pd.DataFrame], schema: dict[str, str]) -> pd.DataFrame:
    """Join tables in the order of the articles."""
    if not parts:
        return empty(schema)
    joined = pd.concat(parts, ignore_index=True)
    place = dict(zip(articles["article_id"], range(len(articles)), strict=True))
    order = joined["article_id"].map(place).argsort(kind="stable")
    return joined.iloc[order].reset_index(drop=True)


def _read_share(articles: pd.DataFrame) -> tuple[pd.DataFrame, ...]:
    sentences = split_sentences(articles)
    mentions = find_mentions(articles, sentences)
    sentiment = score_sentiment(sentences, mentions)
    stances = detect_stance(sentences, mentions, articles)
    return sentences, mentions, sentiment, stances


def fingerprint() -> str:
    """Hash what a reading rests on besides the article: the book as it is, and what is loaded."""
    return hashlib.sha256(_LOADED + book_path().read_bytes()).hexdigest()


def _hash_of_loaded() -> bytes:
    """Hash code, targets, models and packages; as this module is imported, since they are loaded once."""
    digest = hashlib.sha256(" ".join(map(version, PACKAGES)).encode())
    code = sorted(Path(__file__).parent.rglob("*.py"))
    for file in [*code, *sorted(DATA.glob("*.toml")), *sorted(MODEL.rglob("reader.json"))]:
        digest.update(file.read_bytes())
    return digest.digest()


_LOADED = _hash_of_loaded()
