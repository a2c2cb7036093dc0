"""What the tests share: Agg for figures, and a corpus small enough to score in the head.

Six articles of three outlets, in our own words, on public facts. s5 is a copy of s4's story by
another outlet; s6 has no date. One more record is empty and must not count anywhere.
"""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from analysis import tables

TEXTS = {
    "s1": ("Harbour Post", "2024-01-15", "Nauru cut its ties with Taiwan and recognised China."),
    "s2": ("Harbour Post", "2024-05-24", "China held drills around Taiwan, which Japan deplored."),
    "s3": ("Inland Daily", "2024-06-02", "Beijing’s navy sailed past Taiwan."),
    "s4": ("Inland Daily", "2024-06-20", "The EU praised Ukraine, and Russia shelled Kharkiv."),
    "s5": ("Coast Wire", "2024-06-21", "The EU praised Ukraine after Russia shelled Kharkiv."),
    "s6": ("", None, "Vučić spoke with Ukraine about grain."),
}
NAMES = {
    "Taiwan": ("Taiwan", "government", "TWN", "name"),
    "China": ("China", "government", "CHN", "name"),
    "Beijing": ("China", "government", "CHN", "metonym"),
    "Japan": ("Japan", "government", "JPN", "name"),
    "Nauru": ("Nauru", "government", "NRU", "name"),
    "EU": ("European Union", "bloc", "EU", "alias"),
    "Ukraine": ("Ukraine", "government", "UKR", "name"),
    "Russia": ("Russia", "government", "RUS", "name"),
    "Kharkiv": ("Kharkiv", "place", "", "model"),
    "Vučić": ("Aleksandar Vučić", "person", "SRB", "alias"),
}
SCORES = {"Russia": -0.8, "European Union": 0.5, "Ukraine": 0.4, "China": -0.4, "Taiwan": 0.1}
# article, holder as written, target as written, stance, score, voice, why
STANDS = [
    ("s1", "Nauru", "Taiwan", "against", -0.9, "outlet", "cut ties"),
    ("s2", "China", "Taiwan", "against", -0.8, "outlet", "held drills around"),
    ("s2", "Japan", "Taiwan", "favor", 0.7, "reported", "deplored drills"),
    ("s3", "Beijing", "Taiwan", "neutral", -0.1, "outlet", "no rule"),
    ("s4", "EU", "Ukraine", "favor", 0.8, "reported", "praised"),
    ("s4", "Russia", "Ukraine", "against", -0.9, "outlet", "shelled"),
    ("s5", "EU", "Ukraine", "favor", 0.8, "reported", "praised"),
    ("s5", None, "Ukraine", "neutral", 0.0, "outlet", "no rule"),
]


def row(table: pd.DataFrame, **where) -> pd.Series:
    """Return the one row of a table whose columns have these values."""
    found = table[np.logical_and.reduce([table[name] == value for name, value in where.items()])]
    assert len(found) == 1, f"{len(found)} rows for {where}"
    return found.iloc[0]


@pytest.fixture
def articles() -> pd.DataFrame:
    rows = [
        {
            "article_id": key,
            "title": f"On {text.split()[-1].strip('.')}",
            "text": text,
            "published": pd.Timestamp(day, tz="UTC") if day else pd.NaT,
            "source": source,
            "url": "",
            "language": "en",
            "words": len(text.split()),
            "status": "ok",
            "detail": "",
            "story": "s4" if key == "s5" else key,
            "origin": f"news.jsonl#{number}",
        }
        for number, (key, (source, day, text)) in enumerate(TEXTS.items(), start=1)
    ]
    nothing = {
        "article_id": "s7",
        "title": "",
        "text": "",
        "words": 0,
        "status": "empty",
        "detail": "no text",
        "story": "s7",
        "origin": "news.jsonl#7",
        "published": pd.NaT,
    }
    return tables.conform(pd.DataFrame([*rows, rows[0] | nothing]), tables.ARTICLES, "articles")


@pytest.fixture
def sentences() -> pd.DataFrame:
    rows = [
        {"article_id": key, "sentence_id": 0, "start": 0, "end": len(text), "text": text}
        for key, (_, _, text) in TEXTS.items()
    ]
    return tables.conform(pd.DataFrame(rows), tables.SENTENCES, "sentences")


@pytest.fixture
def mentions() -> pd.DataFrame:
    rows = []
    for key, (_, _, text) in TEXTS.items():
        for surface, (actor, kind, country, via) in NAMES.items():
            if (start := text.find(surface)) >= 0:
                rows.append((key, 0, start, start + len(surface), surface, actor, kind, country))
                rows[-1] += (via,)
    table = pd.DataFrame(rows, columns=list(tables.MENTIONS)).sort_values(["article_id", "start"])
    return tables.conform(table, tables.MENTIONS, "mentions")


@pytest.fixture
def sentiment(mentions) -> pd.DataFrame:
    score = mentions["actor"].map(SCORES).fillna(0.0)
    scored = mentions.assign(
        score=score,
        positive=score.clip(lower=0),
        negative=(-score).clip(lower=0),
        neutral=1 - score.abs(),
        textblob=0.1,
        vader=-0.2,
    )
    return tables.conform(scored, tables.SENTIMENT, "sentiment")


@pytest.fixture
def stances() -> pd.DataFrame:
    rows = []
    for key, holder, target, stance, score, voice, reason in STANDS:
        outlet, _, text = TEXTS[key]
        start = text.find(holder) if holder else -1
        rows.append(
            {
                "article_id": key,
                "sentence_id": 0,
                "holder": NAMES[holder][0] if holder else outlet,
                "holder_start": start,
                "holder_end": start + len(holder) if holder else -1,
                "government": NAMES[holder][0] if holder and NAMES[holder][1] == "government" else "",
                "target": target,
                "target_start": text.find(target),
                "target_end": text.find(target) + len(target),
                "stance": stance,
                "against": max(-score, 0.0),
                "neutral": 1 - abs(score),
                "favor": max(score, 0.0),
                "score": score,
                "voice": voice,
                "reason": reason,
            }
        )
    return tables.conform(pd.DataFrame(rows), tables.STANCES, "stances")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")
