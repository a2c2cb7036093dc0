"""Differences of two sides: their intervals, and what is left when many are looked at."""

import numpy as np
import pandas as pd
import pytest

from analysis.counts.differences import adjusted, difference, each_against_the_rest


def rows(one: list[float], other: list[float]) -> pd.DataFrame:
    values = [*one, *other]
    sides = ["one"] * len(one) + ["other"] * len(other)
    return pd.DataFrame({"story": range(len(values)), "side": sides, "value": values, "all": "all"})


def compared(table: pd.DataFrame):
    return difference(table, table["side"] == "one", "value")


def test_sides_that_differ_have_an_interval_beyond_zero():
    found = compared(rows([1.0, 0.5, 1.0, 0.8], [-1.0, 0.0, -0.5, -0.6]))
    assert found.difference == pytest.approx(0.825 + 0.525)
    assert 0 < found.low < found.difference < found.high and found.p < 0.05


def test_sides_alike_may_differ_by_chance():
    found = compared(rows([1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.9]))
    assert found.low < 0 < found.high and found.p > 0.5


def test_side_of_two_stories_has_no_interval():
    found = compared(rows([1.0, 1.0], [-1.0, 0.0, -0.5]))
    assert found.difference == 1.5 and np.isnan([found.low, found.high, found.p]).all()


def test_three_stories_a_side_cannot_be_clearer_than_chance_allows():
    found = compared(rows([1.0, 1.0, 1.0], [0.0, 0.0, 0.0]))
    assert found.p == pytest.approx(0.1)  # 2 of the 20 ways to deal six stories


def test_same_seed_gives_the_same_interval():
    table = rows([1.0, 0.5, 1.0], [0.0, 0.3, 0.9])
    assert compared(table) == compared(table)


def test_one_find_among_many_needs_to_be_clearer():
    p = pd.Series([0.03, np.nan, *([0.6] * 9)])
    q = adjusted(p)
    assert q[0] == pytest.approx(0.3) and np.isnan(q[1])
    assert adjusted(pd.Series([0.03]))[0] == pytest.approx(0.03)


def test_sham_differences_are_seldom_called_clear():
    generator = np.random.default_rng(4)
    clear = 0
    for _ in range(20):
        p = pd.Series([compared(rows(*generator.normal(size=(2, 12)).tolist())).p for _ in range(10)])
        clear += bool((adjusted(p) < 0.05).any())
    assert clear <= 4  # about one set in twenty, where uncorrected every third would have one


def test_each_is_compared_with_the_others_of_its_group():
    table = rows([1.0, 1.0], [0.0, 0.0])
    (one, other) = each_against_the_rest(table, "side", "all", "value")
    assert (one["side"], one["difference"], other["difference"]) == ("one", 1.0, -1.0)
    assert list(each_against_the_rest(table[table["side"] == "one"], "side", "all", "value")) == []
