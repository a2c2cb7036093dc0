"""The terminology meter: which of two ways to name a thing an outlet chooses in its own voice."""

import numpy as np
import pandas as pd

from analysis.counts.differences import adjusted, resampled
from analysis.counts.stories import DRAWS, story_weights, usable, with_articles
from analysis.folding import fold
from analysis.stances.lexicon import Target, load_targets
from analysis.stances.voices import quoted_spans
from analysis.tables import conform, empty

WORDING = {
    "target": "str",
    "contrast": "str",  # "special military operation" or "war, invasion"
    "outlet": "str",
    "first": "int64",  # times that the outlet uses a term of the first way, outside quotations
    "second": "int64",
    "articles": "int64",  # of the outlet that use either
    "share": "float64",  # of the first way, 0 to 1
    "log_odds": "float64",  # of the first way, against all other outlets; natural logarithm
    "low": "float64",  # 95 % bootstrap interval over stories
    "high": "float64",
    "q": "float64",  # corrected for all outlets of a contrast
}


def wording(
    articles: pd.DataFrame, *, targets: dict[str, Target] | None = None, min_uses: int = 3
) -> pd.DataFrame:
    """Compare how outlets name the same thing, by the contrasts that `data/targets.toml` lists.

    What stands in quotation marks is not the outlet's own word and does not count. Half a use is
    added to every cell, so that an outlet that never says a thing has finite odds.

    Args:
        min_uses: leave out an outlet that names a thing fewer times.

    Returns:
        WORDING, a row per contrast and outlet, the highest log-odds of each contrast first. A contrast
        that only one outlet speaks of is left out: there is nobody to compare it with.
    """
    targets = load_targets() if targets is None else targets
    read = with_articles(usable(articles)[["article_id", "text"]], articles)
    own = [_own_words(text) for text in read["text"]]
    tables = [
        _contrast(target.name, contrast, read, own, min_uses)
        for target in targets.values()
        for contrast in target.wording
    ]
    found = [table for table in tables if not table.empty]
    return conform(pd.concat(found), WORDING, "wording") if found else empty(WORDING)


def _own_words(text: str) -> str:
    """Return the folded text with its quotations blanked."""
    plain = list(fold(text))
    for start, end in quoted_spans(text):
        plain[start:end] = " " * (end - start)
    return "".join(plain)


def _contrast(target: str, contrast, read: pd.DataFrame, own: list[str], min_uses: int) -> pd.DataFrame:
    uses = [contrast.uses(text) for text in own]
    rows = read[["article_id", "story", "outlet"]].assign(
        first=[first for first, _ in uses], second=[second for _, second in uses]
    )
    rows = rows[rows["first"] + rows["second"] > 0]
    counts = rows.groupby("outlet").agg(
        first=("first", "sum"), second=("second", "sum"), articles=("article_id", "nunique")
    )
    counts = counts[counts["first"] + counts["second"] >= min_uses]
    if len(counts) < 2:
        return empty(WORDING)
    rows = rows[rows["outlet"].isin(counts.index)]
    odds = _log_odds(*(counts[[way]].to_numpy(float).T for way in ("first", "second")))[0]
    low, high, p = zip(*map(resampled, _resampled_odds(rows, list(counts.index)).T), strict=True)
    return (
        counts.assign(
            target=target,
            contrast=contrast.name,
            share=counts["first"] / (counts["first"] + counts["second"]),
            log_odds=odds,
            low=low,
            high=high,
            q=adjusted(pd.Series(p, index=counts.index)),
        )
        .reset_index()
        .sort_values(["log_odds", "outlet"], ascending=[False, True])
    )


def _log_odds(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return each column's log-odds of the first way against that of the other columns together."""
    rest_first, rest_second = (each.sum(axis=1, keepdims=True) - each for each in (first, second))
    return np.log((first + 0.5) / (second + 0.5)) - np.log((rest_first + 0.5) / (rest_second + 0.5))


def _resampled_odds(rows: pd.DataFrame, outlets: list[str]) -> np.ndarray:
    """Return the log-odds of the outlets, a column each, in resamples of the stories, a row each."""
    story, names = pd.factorize(rows["story"], sort=True)
    column = pd.Index(outlets).get_indexer(rows["outlet"])
    cells = np.zeros((2, len(names), len(outlets)))
    for way, name in enumerate(("first", "second")):
        np.add.at(cells[way], (story, column), rows[name].to_numpy(float))
    return np.vstack(
        [_log_odds(weights @ cells[0], weights @ cells[1]) for weights in story_weights(len(names), DRAWS, 0)]
    )
