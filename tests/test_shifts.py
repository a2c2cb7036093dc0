"""Who moved, and where outlets differ in one week."""

import numpy as np
import pandas as pd
import pytest

from analysis import summaries
from analysis.tables import STANCES, empty

DAYS = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-06-01", "2024-06-02", "2024-06-03"]


@pytest.fixture
def corpus():
    ids = [f"a{number}" for number in range(len(DAYS))]
    return pd.DataFrame(
        {
            "article_id": ids,
            "story": ids,
            "published": pd.to_datetime(DAYS, utc=True),
            "source": ["Wire", "Post", "Wire"] * 2,
            "status": "ok",
        }
    )


def stances(*labels: str) -> pd.DataFrame:
    """Return a row of Hungary on Ukraine an article, two a label."""
    rows = [
        {
            "article_id": f"a{number}",
            "holder": "Hungary",
            "target": "Ukraine",
            "stance": label,
            "holder_start": 0,
        }
        for number, label in enumerate(labels)
        for _ in range(2)
    ]
    return pd.DataFrame(rows)


def test_holder_that_turned_has_a_shift_whose_interval_leaves_out_zero(corpus):
    table = summaries.stance_shifts(stances(*["against"] * 3, *["favor"] * 3), corpus)
    row = table.iloc[0]
    assert (row["early"], row["late"], row["shift"], row["n_early"]) == (-1, 1, 2, 6)
    assert row["low"] > 0


def test_holder_with_one_half_only_has_no_shift(corpus):
    rows = stances(*["against"] * 3)
    assert summaries.stance_shifts(rows, corpus).empty
    assert summaries.stance_shifts(empty(STANCES), corpus).empty


def test_outlets_that_tell_one_week_differently_are_set_side_by_side(corpus):
    table = summaries.outlet_contrasts(stances("against", "favor", "against"), corpus)
    row = table.iloc[0]
    assert (row["higher"], row["lower"], row["gap"]) == ("Post", "Wire", 2)
    assert (row["n_higher"], row["n_lower"]) == (2, 4)


def test_outlets_that_agree_are_no_contrast(corpus):
    assert summaries.outlet_contrasts(stances(*["favor"] * 3), corpus).empty


def test_widest_of_many_gaps_in_noise_is_seldom_called_clear():
    generator, clear = np.random.default_rng(2), 0
    for _ in range(20):
        ids = [f"a{n}" for n in range(40)]
        articles = pd.DataFrame(
            {"article_id": ids, "story": ids, "published": pd.Timestamp("2024-01-03", tz="UTC"),
             "source": [f"Outlet {n % 8}" for n in range(40)], "status": "ok"}
        )  # fmt: skip
        told = pd.DataFrame({"article_id": ids, "holder": "Hungary", "target": "Ukraine", "holder_start": 0})
        told["stance"] = generator.choice(["against", "neutral", "favor"], size=40)
        clear += bool((summaries.outlet_contrasts(told, articles)["q"] < 0.05).any())
    assert clear <= 3
