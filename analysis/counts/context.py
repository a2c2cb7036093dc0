"""Context: the words that stand near an actor, pairs of words, and mentions line by line."""

import re
from collections import Counter

import pandas as pd
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures

from analysis.counts.keyness import FUNCTION_WORDS, words
from analysis.counts.stories import with_articles
from analysis.tables import conform

POSSESSIVE = re.compile(r"^['’]s?\b")

COLLOCATIONS = {
    "word": "str",
    "near": "int64",  # sentences in which the word stands near the actor
    "sentences": "int64",  # that have the word at all
    "pmi": "float64",  # bits
    "likelihood": "float64",  # likelihood ratio G2; 3.84 is the 5 % line for one word alone
}
PHRASES = {"phrase": "str", "count": "int64", "likelihood": "float64"}
CONCORDANCE = {
    "published": "datetime64[us, UTC]",
    "outlet": "str",
    "left": "str",
    "node": "str",
    "right": "str",
}


def collocations(
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    actor: str,
    *,
    window: int = 5,
    min_near: int = 2,
    top: int = 20,
) -> pd.DataFrame:
    """List the words that stand near an actor more often than elsewhere, strongest first.

    Args:
        window: how many words to the left and right of a mention count as near.
        min_near: leave out words that stand near in fewer sentences.
    """
    named = mentions.loc[mentions["actor"] == actor, ["article_id", "sentence_id", "start", "end"]]
    known = sentences[["article_id", "sentence_id", "start", "text"]]
    rows = named.merge(known, on=["article_id", "sentence_id"], suffixes=("", "_sentence"))
    near: dict[tuple, set[str]] = {}
    for row in rows.itertuples():
        left = words(row.text[: row.start - row.start_sentence])[-window:]
        after = POSSESSIVE.sub("", row.text[row.end - row.start_sentence :])
        right = words(after)[:window]
        whole = set(words(row.text))  # a mention can cut a word in two, such as Xi-Putin
        near.setdefault((row.article_id, row.sentence_id), set()).update({*left, *right} & whole)
    count = Counter(word for found in near.values() for word in found - FUNCTION_WORDS)
    spread = Counter(word for text in sentences["text"] for word in set(words(text)))
    total = len(sentences)
    listed = [
        (
            word,
            n,
            spread[word],
            BigramAssocMeasures.pmi(n, (len(near), spread[word]), total),
            BigramAssocMeasures.likelihood_ratio(n, (len(near), spread[word]), total),
        )
        for word, n in count.items()
        if n >= min_near and n * total > len(near) * spread[word]
    ]
    return (
        pd.DataFrame(listed, columns=list(COLLOCATIONS))
        .sort_values(["likelihood", "word"], ascending=[False, True])
        .head(top)
        .pipe(conform, COLLOCATIONS, "collocations")
    )


def frequent_phrases(sentences: pd.DataFrame, *, min_count: int = 2, top: int = 20) -> pd.DataFrame:
    """List the pairs of neighbouring words that belong together, by NLTK's likelihood ratio."""
    finder = BigramCollocationFinder.from_documents([words(text) for text in sentences["text"]])
    finder.apply_word_filter(lambda word: word in FUNCTION_WORDS or len(word) < 2)
    finder.apply_freq_filter(min_count)
    scored = finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
    listed = [(" ".join(pair), finder.ngram_fd[pair], score) for pair, score in scored]
    return (
        pd.DataFrame(listed, columns=list(PHRASES))
        .sort_values(["likelihood", "phrase"], ascending=[False, True])
        .head(top)
        .pipe(conform, PHRASES, "frequent_phrases")
    )


def concordance(
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    actor: str,
    *,
    width: int = 60,
    limit: int = 20,
) -> pd.DataFrame:
    """Line up the mentions of an actor, each between what stands left and right of it.

    Args:
        width: characters of the sentence to show on either side.

    Returns:
        CONCORDANCE, oldest first, articles without a date last.
    """
    named = mentions.loc[mentions["actor"] == actor, ["article_id", "sentence_id", "start", "end"]]
    known = sentences[["article_id", "sentence_id", "start", "text"]]
    rows = with_articles(
        named.merge(known, on=["article_id", "sentence_id"], suffixes=("", "_sentence")), articles
    ).sort_values(["published", "article_id", "start"])
    lines = [_line(row, width) for row in rows.head(limit).itertuples()]
    parts = pd.DataFrame(lines, columns=["left", "node", "right"])
    shown = rows[["published", "outlet"]].head(limit).reset_index(drop=True)
    return conform(pd.concat([shown, parts], axis=1), CONCORDANCE, "concordance")


def _line(row: tuple, width: int) -> tuple[str, str, str]:
    """Cut a sentence into what stands left of its mention, the mention, and what stands right."""
    start, end = row.start - row.start_sentence, row.end - row.start_sentence
    left, right = " ".join(row.text[:start].split()), " ".join(row.text[end:].split())
    left = left if len(left) <= width else "…" + left[-width:]
    right = right if len(right) <= width else right[:width] + "…"
    return left, row.text[start:end], right
