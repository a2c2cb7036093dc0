"""From articles to the five tables, once: the results are kept on disk until something changes."""

import hashlib
import json
import os
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from joblib import Memory

from analysis.actors import find_mentions
from analysis.articles import load_articles
from analysis.book import DATA, book_path
from analysis.progress import progress
from analysis.reader import MODEL
from analysis.sentences import split_sentences
from analysis.sentiment import score_sentiment
from analysis.stance import detect_stance
from analysis.tables import ARTICLES, conform

PACKAGES = ("nltk", "textblob", "vaderSentiment", "pyahocorasick", "onnxruntime", "tokenizers")
_SHARE = 30_000  # words that are read at a time


class Analysis(NamedTuple):
    """The five tables of one corpus."""

    articles: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    sentiment: pd.DataFrame
    stances: pd.DataFrame

    def __repr__(self) -> str:
        usable = int((self.articles["status"] == "ok").sum())
        return (
            f"Analysis: {usable:,} of {len(self.articles):,} articles read, "
            f"{len(self.sentences):,} sentences, {len(self.mentions):,} mentions of "
            f"{self.mentions['actor'].nunique():,} actors, {len(self.stances):,} stance rows"
        )


def analyse(articles: pd.DataFrame) -> Analysis:
    """Read ARTICLES into the five tables.

    Articles whose status is not `ok` stay in `articles` and are read no further. The result is
    cached under `$XDG_CACHE_HOME` by the articles, the actor book, the targets and this code.

    Raises:
        ValueError: a column of ARTICLES lacks, or an article_id repeats.
    """
    articles = conform(articles, ARTICLES, "articles")
    repeated = articles.loc[articles["article_id"].duplicated(), "article_id"].tolist()
    if repeated:
        raise ValueError(f"articles: article_id repeats: {repeated[:5]}; remove the copies")
    tables = _cached_read()(articles, _fingerprint())
    return Analysis(articles, *tables)


def analyse_source(source: str | Path | list) -> Analysis:
    """Load the articles of a file, folder or pattern and read them.

    Several sources are a list, or one text that holds it as JSON, as `ARTICLES` may.
    """
    several = isinstance(source, str) and source.startswith("[") and not Path(source).exists()
    return analyse(load_articles(json.loads(source) if several else source))


def _read(articles: pd.DataFrame, fingerprint: str) -> tuple[pd.DataFrame, ...]:
    """Read the articles a share at a time, so that what the reader made of a sentence is still there
    when its mentions and their sentiment are asked for."""
    shares = articles["words"].cumsum() // _SHARE
    parts = [_read_share(share) for _, share in progress(articles.groupby(shares), "articles")]
    columns = zip(*(parts or [_read_share(articles)]), strict=True)
    return tuple(pd.concat(tables, ignore_index=True) for tables in columns)


def _read_share(articles: pd.DataFrame) -> tuple[pd.DataFrame, ...]:
    sentences = split_sentences(articles)
    mentions = find_mentions(articles, sentences)
    sentiment = score_sentiment(sentences, mentions)
    stances = detect_stance(sentences, mentions, articles)
    return sentences, mentions, sentiment, stances


def _cached_read():
    """Return `_read` behind the disk cache, or bare where no cache can be written."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    try:
        memory = Memory(Path(root) / "analysis", verbose=0)
        memory.reduce_size(bytes_limit="2G")
        return memory.cache(_read)
    except OSError:
        return _read


def _fingerprint() -> str:
    """Hash what a result rests on besides the articles: code, data files, the model, packages."""
    code = sorted(Path(__file__).parent.rglob("*.py"))
    files = [*code, book_path(), *sorted(DATA.glob("*.toml")), *sorted(MODEL.rglob("reader.json"))]
    digest = hashlib.sha256(" ".join(map(version, PACKAGES)).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
