"""Keyness: the words that mark one outlet off from the rest."""

import re

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis.counts.differences import adjusted
from analysis.counts.stories import with_articles
from analysis.tables import conform, empty

PRIOR_WORDS = 1_000.0  # weight of the prior: it counts as this many words read before
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LISTED = """
a about after again against all also although am an and another any are around as at be because
been before being between both but by can could did do does doing down during each either else
even ever every few for from further had has have having he her here hers herself him himself his
how however i if in into is it its itself just may me might more most much must my myself neither
no nor not now of off on once one only onto or other others our ours out over own per rather same
shall she should since so some still such than that the their theirs them themselves then there
these they this those though through thus to too toward towards under until up upon us very was we
were what when where whether which while who whom whose why will with within without would yet you
your yours it's he's she's that's don't didn't isn't wasn't weren't s
"""
FUNCTION_WORDS = frozenset(_LISTED.split())

KEYNESS = {
    "word": "str",
    "outlet": "int64",  # times in the outlet
    "rest": "int64",  # times in all the others
    "articles": "int64",  # of the outlet that have the word
    "log_odds": "float64",  # natural logarithm of the odds ratio, shrunk by the prior
    "z": "float64",  # log_odds in standard errors
    "q": "float64",  # of the z, corrected for all words compared; under 0.05 a word is marked
}


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without numbers and possessive endings.

    "US" in capitals is the country, "u.s.", and not the pronoun.
    """
    found = (match.group().replace("’", "'").removesuffix("'s") for match in WORD.finditer(text))
    return ["u.s." if word == "US" else word.lower() for word in found]


def keyness(
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    outlet: str,
    *,
    top: int = 15,
    min_articles: int = 2,
    prior_words: float = PRIOR_WORDS,
) -> pd.DataFrame:
    """Compare the words of one outlet with those of all the others.

    The words are counted as if independent; since one long article can repeat a word, a word
    must stand in `min_articles` articles on its own side. Function words are left out.

    Returns:
        KEYNESS: the `top` words that mark the outlet, then the `top` that mark the rest, by z.
        Empty if there is no other outlet.

    Raises:
        ValueError: no article is of this outlet.

    Source: log-odds ratio with an informative Dirichlet prior; Monroe, Colaresi and Quinn (2008),
    Fightin' Words, Political Analysis 16(4).
    """
    rows = with_articles(sentences, articles)
    ours = rows["outlet"] == outlet
    if not ours.any():
        found = sorted(rows["outlet"].unique())
        raise ValueError(f"no article is of the outlet {outlet!r}; the outlets are {found}")
    here, there = _word_counts(rows[ours]), _word_counts(rows[~ours])
    table = here.add_suffix("_here").join(there.add_suffix("_there"), how="outer").fillna(0)
    table["log_odds"], table["z"] = log_odds(
        table["count_here"].to_numpy(), table["count_there"].to_numpy(), prior_words=prior_words
    )
    table["q"] = adjusted(pd.Series(2 * norm.sf(table["z"].abs()), index=table.index))
    table = table.reset_index().rename(
        columns={"count_here": "outlet", "count_there": "rest", "articles_here": "articles"}
    )
    table = table[~table["word"].isin(FUNCTION_WORDS)]
    order = {"by": ["z", "word"], "ascending": [False, True]}
    if ours.all():
        return empty(KEYNESS)
    marks = table[(table["z"] > 0) & (table["articles"] >= min_articles)].sort_values(**order)
    lacks = table[(table["z"] < 0) & (table["articles_there"] >= min_articles)].sort_values(**order)
    return conform(pd.concat([marks.head(top), lacks.tail(top)]), KEYNESS, "keyness")


def log_odds(
    here: np.ndarray, there: np.ndarray, *, prior_words: float = PRIOR_WORDS
) -> tuple[np.ndarray, np.ndarray]:
    """Return the log-odds ratio of every word and its z, given its counts in two corpora.

    The prior spreads `prior_words` over the words in proportion to both corpora together.
    """
    both = here + there
    prior = prior_words * both / max(both.sum(), 1)
    a, b = here + prior, there + prior
    odds = np.log(a / (a.sum() - a)) - np.log(b / (b.sum() - b))
    return odds, odds / np.sqrt(1 / a + 1 / b)


def _word_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Count each word of the sentences, and the articles that have it."""
    found = rows[["article_id"]].assign(word=rows["text"].map(words)).explode("word").dropna()
    return found.groupby("word").agg(count=("word", "size"), articles=("article_id", "nunique"))
