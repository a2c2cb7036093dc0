"""The rows that are worth reading in full: the strongest of each kind, for the ledger."""

from typing import Literal

import pandas as pd

from analysis.tables import LABELS


def most_positive(sentiment: pd.DataFrame, *, limit: int = 10) -> pd.DataFrame:
    """Return the SENTIMENT rows of the most positive mentions, one per sentence, for the ledger."""
    return one_a_sentence(sentiment[sentiment["score"] > 0], "score", limit)


def most_negative(sentiment: pd.DataFrame, *, limit: int = 10) -> pd.DataFrame:
    """Return the SENTIMENT rows of the most negative mentions, one per sentence, for the ledger."""
    return one_a_sentence(sentiment[sentiment["score"] < 0], "score", limit, ascending=True)


def positions(stances: pd.DataFrame, side: Literal["against", "neutral", "favor"]) -> pd.DataFrame:
    """Return the STANCES rows of one side, in the order in which they are worth reading.

    The surest sentence of every holder and target comes first, then their second surest and so
    on, so that one holder with many sentences does not hide the others.

    Raises:
        ValueError: `side` is none of the three labels.
    """
    if side not in LABELS:
        raise ValueError(f"no side is called {side!r}; the sides are {', '.join(LABELS)}")
    rows = stances[stances["stance"] == side].sort_values(
        [side, "article_id", "sentence_id", "holder"], ascending=[False, True, True, True]
    )
    turn = rows.groupby(["holder", "target"]).cumcount()
    return rows.assign(turn=turn).sort_values("turn", kind="stable", ignore_index=True).drop(columns="turn")


def sides_first(stances: pd.DataFrame) -> pd.DataFrame:
    """Return STANCES with the rows that take a side first, and in each half the surest label first."""
    order = stances.assign(side=stances["stance"] != "neutral", sure=stances[list(LABELS)].max(axis=1))
    by = ["side", "sure", "article_id", "sentence_id", "holder"]
    ordered = order.sort_values(by, ascending=[False, False, True, True, True], kind="stable")
    return ordered.drop(columns=["side", "sure"])


def one_a_sentence(rows: pd.DataFrame, by: str, limit: int, *, ascending: bool = False) -> pd.DataFrame:
    """Return the rows that are first by a column, no more than one of a sentence."""
    return (
        rows.sort_values([by, "article_id", "start"], ascending=[ascending, True, True], kind="stable")
        .drop_duplicates(["article_id", "sentence_id"])
        .head(limit)
        .reset_index(drop=True)
    )
