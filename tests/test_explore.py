"""The panel: what is left of a corpus, with controls where somebody watches and without where nobody does."""

import pandas as pd
import pytest

from analysis import explore as module
from analysis.explore import explore
from analysis.tables import Analysis
from analysis.tabular import Ledgers


@pytest.fixture
def explorer(articles, sentences, mentions, sentiment, stances):
    return explore(Analysis(articles, sentences, mentions, sentiment, stances))


def heads(view):
    return [head for head, _ in view.parts]


def test_view_of_all_counts_every_mention_and_position(explorer, sentiment, stances):
    told, stood = heads(explorer.view())
    assert told.startswith(f"Written of: {len(sentiment)} mentions")
    named = stances[stances["holder_start"] >= 0]
    assert sum(int(word) for word in stood.replace(",", "").split() if word.isdigit()) == len(named)


def test_actor_target_and_outlet_narrow_it(explorer, stances):
    _, stood = explorer.view(actor="China", target="Taiwan").parts
    assert set(stood[1].table["holder"]) == {"China"} and set(stood[1].table["target"]) == {"Taiwan"}
    told, _ = explorer.view(outlet="Inland Daily").parts
    assert set(told[1].table["outlet"]) <= {"Inland Daily"}


def test_period_leaves_other_months_and_undated_articles_out(explorer):
    june = pd.Timestamp("2024-06-01")
    _, (_, table) = explorer.view(since=june, until=june).parts
    assert set(table.table["date"].str[:7]) <= {"2024-06"}


def test_nothing_left_says_so(explorer):
    assert heads(explorer.view(actor="Nobody")) == ["Written of: no mention", "Positions: none"]


@pytest.fixture
def shown(monkeypatch):
    displayed = []
    monkeypatch.setattr(module, "display", displayed.append)
    return displayed


def test_without_a_watcher_it_shows_a_plain_view(explorer, shown):
    explorer._ipython_display_()
    assert [type(each) for each in shown] == [Ledgers]


def test_before_a_watcher_it_has_controls(explorer, shown, monkeypatch):
    monkeypatch.setattr(module, "is_live", lambda: True)
    explorer._ipython_display_()
    panel = shown[-1]
    names = [control.description for control in panel.children[0].children]
    assert names == ["actor", "target", "outlet", "months"]


def test_choice_of_all_months_keeps_undated_articles(explorer, shown):
    months = explorer.choices()["months"]
    explorer._show("all", "all", "all", (months[0], months[-1]))
    explorer._show("all", "all", "all", (months[0], months[0]))
    whole, first = (int(heads(view)[0].split()[2]) for view in shown)
    assert whole > first
