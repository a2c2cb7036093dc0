"""Small tables out of sentences, for tests that read whole texts."""

import pandas as pd

from analysis.actors import find_mentions
from analysis.sentences import split_sentences
from analysis.stance import detect_stance
from analysis.tables import ARTICLES, conform


def articles(*texts: str, day: str = "", source: str = "") -> pd.DataFrame:
    """Return ARTICLES, one a text, all of one ISO day (NaT if empty) and one outlet."""
    rows = [
        {
            "article_id": f"a{number}",
            "title": "",
            "text": text,
            "published": day or None,
            "source": source,
            "url": "",
            "language": "en",
            "words": len(text.split()),
            "status": "ok",
            "detail": "",
            "story": f"a{number}",
            "origin": f"news.jsonl#{number}",
        }
        for number, text in enumerate(texts, start=1)
    ]
    table = pd.DataFrame(rows, columns=list(ARTICLES))
    published = pd.to_datetime(table["published"], utc=True)
    return conform(table.assign(published=published), ARTICLES, "articles")


def mentions(text: str, *, day: str = "") -> pd.DataFrame:
    """Return MENTIONS of one text."""
    table = articles(text, day=day)
    return find_mentions(table, split_sentences(table))


def named(text: str, *, day: str = "") -> list[tuple[str, str]]:
    """Return what one text names, in order, as pairs of surface and actor."""
    return list(mentions(text, day=day)[["surface", "actor"]].itertuples(index=False, name=None))


def stances(text: str, *, day: str = "", source: str = "") -> pd.DataFrame:
    """Return STANCES of one text."""
    table = articles(text, day=day, source=source)
    sentences = split_sentences(table)
    return detect_stance(sentences, find_mentions(table, sentences), table)


def positions(text: str, target: str, *, day: str = "") -> dict[str, str]:
    """Return the stance of each holder but the outlet toward one target in one text."""
    table = stances(text, day=day)
    table = table[(table["target"] == target) & (table["holder_start"] >= 0)]
    return dict(zip(table["holder"], table["stance"], strict=True))
