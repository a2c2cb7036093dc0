import numpy as np
import pandas as pd
import pytest
from conftest import row

from analysis import summaries, tables
from analysis.counts import network, stories


def test_a_status_without_records_stands_in_the_table_with_zero(articles):
    counts = summaries.statuses(articles)
    assert counts["status"].tolist() == list(tables.STATUSES)
    assert counts["articles"].tolist() == [6, 0, 0, 1, 0]
    assert row(counts, status="empty")["example"] == "news.jsonl#7: no text"


def test_an_article_without_outlet_is_counted_under_a_name_that_says_so(articles):
    counts = summaries.outlets(articles).set_index("outlet")["articles"]
    assert counts.to_dict() == {
        "Harbour Post": 2,
        "Inland Daily": 2,
        "Coast Wire": 1,
        "unknown outlet": 1,
    }


def test_the_largest_outlet_is_named_and_a_tie_sorts_by_name(articles):
    assert summaries.largest_outlet(articles) == "Harbour Post"
    assert summaries.largest_outlet(articles[:0]) == ""


def test_a_story_told_twice_lists_both_outlets_and_single_ones_are_left_out(articles):
    told = summaries.shared_stories(articles)
    assert told["story"].tolist() == ["s4"]
    assert told.loc[0, ["articles", "outlets"]].tolist() == [2, "Coast Wire, Inland Daily"]


def test_months_without_articles_count_zero_and_undated_articles_are_left_out(articles):
    months = summaries.articles_over_time(articles).groupby("period")["articles"].sum()
    assert months.index.strftime("%Y-%m").tolist()[0] == "2024-01"
    assert months.index.to_series().diff().dropna().dt.days.max() == 7  # weeks: five months
    assert months.sum() == 5 and (months == 0).sum() == len(months) - 4


def test_outlets_past_the_top_become_one(articles):
    table = summaries.articles_over_time(articles, freq="Y", top=1)
    assert table[["outlet", "articles"]].to_numpy().tolist() == [
        ["Harbour Post", 2],
        ["other outlets", 3],
    ]


@pytest.mark.parametrize(
    ("last", "unit"),
    [("2024-01-20", "D"), ("2024-09-01", "W"), ("2027-01-01", "M"), ("2034-01-01", "Q")],
)
def test_the_unit_of_time_grows_with_the_span(last, unit):
    assert stories.frequency(pd.Series(pd.to_datetime(["2024-01-01", last], utc=True))) == unit


# Actors


def test_the_share_of_an_actor_is_of_all_usable_articles(mentions, articles):
    china = row(summaries.actor_counts(mentions, articles), actor="China")
    assert (china["mentions"], china["articles"], china["share"]) == (3, 3, 0.5)
    assert china["low"] < 0.5 < china["high"]


def test_one_story_gives_no_interval(mentions, articles):
    one = articles[articles["article_id"] == "s1"]
    counts = summaries.actor_counts(mentions[mentions["article_id"] == "s1"], one)
    assert counts["share"].tolist() == [1.0] * 3
    assert counts[["low", "high"]].isna().all(axis=None)


def test_names_that_the_book_does_not_know_come_with_a_sentence(mentions, sentences):
    unknown = summaries.unresolved(mentions, sentences)
    assert unknown.loc[0, ["name", "mentions", "articles"]].tolist() == ["Kharkiv", 2, 2]
    assert unknown.loc[0, "example"].startswith("The EU praised Ukraine, and Russia")


def test_ways_of_naming_sum_to_the_mentions(mentions):
    ways = row(summaries.ways_of_naming(mentions), actor="China")
    assert (ways["mentions"], ways["name"], ways["metonym"]) == (3, 2, 1)


def test_a_period_without_articles_has_no_share(mentions, articles):
    table = summaries.mentions_over_time(mentions, articles, freq="M", top=1)
    china = table[table["actor"] == "China"].set_index("period")["share"]
    assert china["2024-01-01"] == 1.0 and china["2024-06-01"] == pytest.approx(1 / 3)
    assert np.isnan(china["2024-03-01"])


def test_share_of_a_period_has_an_interval_over_its_stories(mentions, articles):
    table = summaries.mentions_over_time(mentions, articles, freq="M", top=1)
    june = row(table, actor="China", period=pd.Timestamp("2024-06-01"))
    assert june["low"] <= june["share"] <= june["high"] and june["low"] < june["high"]
    january = row(table, actor="China", period=pd.Timestamp("2024-01-01"))
    assert np.isnan(january["low"])  # of one story


def test_pairs_count_sentences_and_chance(mentions, sentences):
    pairs = summaries.cooccurrence(mentions, sentences)
    assert pairs[["actor_a", "actor_b", "sentences"]].iloc[0].tolist() == ["China", "Taiwan", 3]
    # China stands in 3 of 6 sentences, Taiwan in the same 3: twice as often as by chance.
    assert row(pairs, actor_a="China", actor_b="Taiwan")["pmi"] == pytest.approx(1)
    assert row(pairs, actor_a="China", actor_b="Taiwan")["npmi"] == pytest.approx(1)


def test_the_network_is_placed_alike_each_time_with_no_two_labels_on_each_other(mentions, sentences):
    pairs = summaries.cooccurrence(mentions, sentences, min_sentences=1)
    places = network.layout(pairs)
    again = network.layout(pairs.sample(frac=1, random_state=1))
    assert set(places) == set(pairs["actor_a"]) | set(pairs["actor_b"])
    for actor, xy in places.items():
        assert xy == pytest.approx(again[actor])
        others = [at for other, at in places.items() if other != actor]
        gap = np.abs(np.array(others) - xy)
        assert ((gap[:, 0] > 0.3) | (gap[:, 1] > 0.12)).all()


# Empty in, empty out


def test_empty_tables_give_empty_tables_with_their_columns():
    schemas = (
        tables.ARTICLES,
        tables.SENTENCES,
        tables.MENTIONS,
        tables.SENTIMENT,
        tables.STANCES,
    )
    articles, sentences, mentions, sentiment, stances = map(tables.empty, schemas)
    found = [
        summaries.outlets(articles),
        summaries.shared_stories(articles),
        summaries.articles_over_time(articles),
        summaries.actor_counts(mentions, articles),
        summaries.ways_of_naming(mentions),
        summaries.unresolved(mentions, sentences),
        summaries.mentions_over_time(mentions, articles),
        summaries.cooccurrence(mentions, sentences),
        summaries.collocations(sentences, mentions, "China"),
        summaries.concordance(sentences, mentions, articles, "China"),
        summaries.frequent_phrases(sentences),
        summaries.actor_sentiment(sentiment, articles),
        summaries.outlet_sentiment(sentiment, articles),
        summaries.sentiment_over_time(sentiment, articles),
        summaries.stance_matrix(stances, articles),
        summaries.stance_over_time(stances, articles),
    ]
    assert [len(table) for table in found] == [0] * len(found)
    assert all(len(table.columns) > 2 for table in found)
