import numpy as np
import pandas as pd
import pytest
from conftest import row

from analysis import summaries

# Sentiment


def test_sentiment_is_averaged_by_actor_with_the_lexicons_beside(sentiment, articles):
    scores = summaries.actor_sentiment(sentiment, articles, min_mentions=2)
    assert scores["actor"].tolist() == [
        "European Union",
        "Ukraine",
        "Taiwan",
        "Kharkiv",
        "China",
        "Russia",
    ]
    russia = row(scores, actor="Russia")
    assert russia[["mentions", "articles", "stories"]].tolist() == [2, 2, 1]
    assert russia["score"] == pytest.approx(-0.8) and np.isnan(russia["low"])
    assert russia[["textblob", "vader"]].tolist() == pytest.approx([0.1, -0.2])


def test_extremes_show_each_sentence_once(sentiment):
    worst = summaries.most_negative(sentiment)
    assert worst["actor"].tolist() == ["Russia", "Russia", "China", "China", "China"]
    assert not worst.duplicated(["article_id", "sentence_id"]).any()
    assert (summaries.most_positive(sentiment)["score"] > 0).all()


def test_outlets_and_actors_that_never_meet_have_no_cell(sentiment, articles):
    cells = summaries.outlet_sentiment(sentiment, articles)
    assert not ((cells["outlet"] == "Harbour Post") & (cells["actor"] == "Ukraine")).any()
    assert row(cells, outlet="Inland Daily", actor="China")["mentions"] == 1


# What the reader changes


def test_outlet_is_compared_with_what_the_others_write_of_the_actor():
    ids = [f"b{number}" for number in range(8)]
    corpus = pd.DataFrame({"article_id": ids, "story": ids, "published": pd.NaT, "source": ["A", "B"] * 4})
    told = pd.DataFrame({"article_id": ids, "actor": "China", "score": [0.5, -0.5] * 4})
    cells = summaries.outlet_sentiment(told, corpus).set_index("outlet")
    assert cells["difference"].to_dict() == {"A": 1.0, "B": -1.0}
    assert (cells["q"] < 0.05).all()


def test_lexicon_that_takes_the_other_side_is_counted_as_opposite(sentiment):
    mentions = sentiment.iloc[:4].assign(
        negative=[0.8, 0.1, 0.1, 0.8], neutral=[0.1, 0.8, 0.1, 0.1], positive=[0.1, 0.1, 0.8, 0.1]
    )
    agreement = summaries.lexicon_agreement(mentions.assign(vader=[-0.5, 0.5, -0.5, 0.0], textblob=0.0))
    vader = row(agreement, lexicon="VADER")
    assert vader.tolist()[1:] == [4, 0.25, 0.25, 0.25, 0.25]
    assert row(agreement, lexicon="TextBlob").tolist()[1:] == [4, 0.25, 0, 0, 0.75]


def test_widest_dispute_stands_first_and_a_doubtful_one_is_left_out(sentiment):
    mentions = (
        sentiment.drop_duplicates("article_id")
        .iloc[:4]
        .assign(score=[0.8, 0.7, -0.8, 0.8], neutral=[0.1, 0.1, 0.1, 0.6], vader=[-0.1, -0.9, -0.9, -0.9])
    )
    disputed = summaries.most_disputed(mentions)
    assert disputed["article_id"].tolist() == mentions["article_id"].tolist()[1::-1]
    assert list(disputed) == list(mentions)


def test_nothing_scored_gives_empty_comparisons(sentiment):
    assert summaries.lexicon_agreement(sentiment.iloc[:0]).empty
    assert summaries.most_disputed(sentiment.iloc[:0]).empty


# Stance


def test_the_matrix_counts_named_holders_only(stances, articles):
    matrix = summaries.stance_matrix(stances, articles, min_sentences=1)
    assert "Coast Wire" not in matrix["holder"].tolist()
    china = row(matrix, holder="China", target="Taiwan")
    assert china[["n", "against", "neutral", "favor"]].tolist() == [2, 0.5, 0.5, 0]
    assert china["score"] == -0.5  # no share in favor, less half against
    outlets = summaries.outlet_stances(stances, articles)
    assert outlets[["holder", "target", "n"]].to_numpy().tolist() == [["Coast Wire", "Ukraine", 1]]


def test_positions_show_each_holder_once_before_one_twice(stances):
    against = pd.concat([stances, stances.assign(article_id="s3", against=0.5)])
    read = summaries.positions(against, "against")
    assert read["holder"].tolist() == ["Nauru", "Russia", "China", "China", "Nauru", "Russia"]
    assert read["against"].tolist() == [0.9, 0.9, 0.8, 0.5, 0.5, 0.5]


def test_a_side_that_is_none_is_answered_with_those_there_are(stances):
    with pytest.raises(ValueError, match="'pro'; the sides are against, neutral, favor"):
        summaries.positions(stances, "pro")


def test_two_copies_of_one_story_are_too_few_to_say(stances, articles):
    matrix = summaries.stance_matrix(stances, articles, min_sentences=2)
    union = row(matrix, holder="European Union", target="Ukraine")
    assert (union["n"], union["stories"], union["favor"]) == (2, 1, 1.0)
    assert union["reading"] == "too few to say" and np.isnan(union["low"])


@pytest.mark.parametrize(
    ("told", "reading"),
    [
        (["favor", "favor", "favor"], "favor"),
        (["against", "against", "against"], "against"),
        (["favor", "neutral", "against"], "unclear"),
        (["favor", "favor"], "too few to say"),
        (["neutral", "neutral", "neutral"], "neutral"),
    ],
)
def test_a_side_is_read_only_from_an_interval_that_leaves_out_zero(told, reading, stances, articles):
    japan = stances[stances["holder"] == "Japan"]
    told = pd.concat([japan] * len(told)).assign(article_id=["s1", "s2", "s3"][: len(told)], stance=told)
    assert summaries.stance_matrix(told, articles, min_sentences=2)["reading"].item() == reading


def test_voices_are_kept_apart(stances, articles):
    by_voice = summaries.stance_by_voice(stances, articles)
    assert row(by_voice, voice="outlet", target="Ukraine")["n"] == 1  # not the outlet as holder
    assert row(by_voice, voice="reported", target="Ukraine")["n"] == 2


def test_stance_over_time_leaves_undated_articles_out(stances, articles):
    undated = articles.assign(published=articles["published"].where(articles["story"] != "s1"))
    table = summaries.stance_over_time(stances, undated, freq="Y", top=9)
    assert "Nauru" not in table["holder"].tolist()
    assert row(table, holder="China", target="Taiwan")["n"] == 2
