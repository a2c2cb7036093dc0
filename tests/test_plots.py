import inspect

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from analysis import plots, summaries, tables
from analysis.accuracy.tasks import Swaps
from analysis.figures import style


def texts(ax):
    """Return all that is written inside an axes."""
    return [text.get_text() for text in ax.texts]


def rows(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_actors_stand_most_mentioned_on_top_with_their_mentions_beside(mentions, articles):
    ax = plots.plot_actors(summaries.actor_counts(mentions, articles))
    assert rows(ax)[:3] == ["China", "Taiwan", "Ukraine"] and ax.yaxis_inverted()
    assert texts(ax)[0] == "3" and "mentions" in texts(ax)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert dots[0].get_xdata()[0] == 0.5
    assert to_rgb(dots[0].get_color()) == to_rgb(plots.actor_colour("China"))


def test_the_title_is_the_finding_and_has_two_lines_at_most(mentions, articles):
    counts = summaries.actor_counts(mentions, articles)
    long = counts.assign(actor=counts["actor"] + " and the ministries of all its provinces" * 3)
    title = plots.plot_actors(long).figure.get_suptitle()
    assert len(title.splitlines()) == 2 and title.startswith("China and the ministries")


def test_a_figure_drawn_into_a_panel_keeps_its_title_there(articles):
    _, (ax, other) = plt.subplots(1, 2)
    assert plots.plot_statuses(summaries.statuses(articles), ax=ax) is ax
    assert ax.get_title(loc="left") == "6 of 7 records can be\nread; 1 empty."
    assert not other.patches and ax.figure.get_suptitle() == ""


def test_sentiment_of_one_story_has_a_hollow_dot_and_no_interval(sentiment, articles):
    ax = plots.plot_sentiment(summaries.actor_sentiment(sentiment, articles, min_mentions=2))
    faces = {}
    for line in ax.lines:
        if line.get_marker() == "o":
            faces[rows(ax)[int(line.get_ydata()[0])]] = line.get_markerfacecolor()
    assert faces["Russia"] == "white" and faces["China"] != "white"
    assert ax.get_xlim() == (-1, 1)


def test_every_cell_of_the_heat_table_says_its_n(sentiment, articles):
    cells = summaries.outlet_sentiment(sentiment, articles)
    ax = plots.plot_outlet_sentiment(cells)
    assert sum(text.startswith("n=") for text in texts(ax)) == len(cells)
    assert "−0.40" in texts(ax)


@pytest.mark.parametrize("score", np.linspace(-1, 1, 41))
def test_words_in_a_coloured_cell_can_be_read(score):
    ground = style.SCORE_COLOURS((score + 1) / 2)[:3]
    assert style.contrast(style.ink_on(ground), ground) > 4.5


def test_stances_have_a_panel_a_target_and_a_dash_where_nothing_was_said(stances, articles):
    matrix = summaries.stance_matrix(stances, articles, min_sentences=1)
    taiwan, ukraine = plots.plot_stances(matrix)
    assert (taiwan.get_title(loc="left"), ukraine.get_title(loc="left")) == ("Taiwan", "Ukraine")
    holders = [tick.get_text() for tick in taiwan.get_yticklabels()]
    assert holders == ["China", "European Union", "Japan", "Nauru", "Russia"]
    assert texts(taiwan)[:2] == ["2 (50 %)", "–"] and texts(ukraine)[:2] == ["–", "2 (0 %)"]


def test_against_goes_left_in_blue_and_favor_right_in_orange(stances, articles):
    matrix = summaries.stance_matrix(stances, articles, min_sentences=1)
    ax = plots.plot_stance(matrix[matrix["target"] == "Taiwan"], ["China", "Japan"])
    against, favor = ax.containers
    assert [bar.get_width() for bar in against] == [-0.5, 0]
    assert [bar.get_width() for bar in favor] == [0, 1]
    assert to_rgb(against[0].get_facecolor()) == to_rgb(style.STANCE_COLOURS["against"])
    assert "against" in ax.get_xlabel() and "in favor" in ax.get_xlabel()


def test_share_of_the_targets_own_side_is_no_share(stances, articles):
    matrix = summaries.stance_matrix(stances, articles, min_sentences=1)
    own = matrix[matrix["target"] == "Taiwan"].head(1).assign(holder="Lai Ching-te")
    assert texts(plots.plot_stance(own, ["Lai Ching-te"]))[0].endswith(" (own side)")


def test_too_few_to_say_is_pale_and_hollow(stances, articles):
    matrix = summaries.stance_matrix(stances, articles, min_sentences=5)
    assert (matrix["reading"] == "too few to say").all()
    ax = plots.plot_stance(matrix[matrix["target"] == "Taiwan"], ["China"])
    assert ax.containers[0][0].get_alpha() < 0.5
    assert ax.lines[-2].get_markerfacecolor() == "white"


def test_the_network_labels_every_actor_it_draws(mentions, sentences, articles):
    pairs = summaries.cooccurrence(mentions, sentences, min_sentences=1)
    ax = plots.plot_network(pairs, summaries.actor_counts(mentions, articles))
    assert {"China", "Taiwan", "Aleksandar Vučić"} <= set(texts(ax))
    assert len(ax.lines) == len(pairs)
    capped = plots.plot_network(pairs, summaries.actor_counts(mentions, articles), edges=2)
    assert f"{len(pairs) - 2} rarer pairs are left out." in texts(capped)[-1]


def test_keyness_writes_both_counts_beside_each_word(sentences, articles):
    table = summaries.keyness(sentences, articles, "Inland Daily", min_articles=1)
    ax = plots.plot_keyness(table, "Inland Daily")
    assert "navy" in texts(ax) and "1 : 0" in texts(ax)
    assert ax.figure.get_suptitle() == "No word clearly marks Inland Daily off from the rest."


def test_articles_over_time_have_a_row_an_outlet(articles):
    ax = plots.plot_articles_over_time(summaries.articles_over_time(articles, freq="M"))
    assert rows(ax) == ["Harbour Post", "Inland Daily", "Coast Wire"]
    assert ax.figure.get_suptitle() == "Most articles fall in June 2024: 3 of the 5 that have a date."


def test_sentiment_over_time_draws_a_dot_a_period(sentiment, articles):
    table = summaries.sentiment_over_time(sentiment, articles, freq="M", top=1)
    ax = plots.plot_sentiment_over_time(table)
    assert rows(ax) == ["China"]
    assert len(ax.collections[-1].get_offsets()) == 3  # January, May and June


EMPTY = {
    "plot_statuses": summaries.statuses(tables.empty(tables.ARTICLES)),
    "plot_words": tables.empty(tables.ARTICLES),
    "plot_rates": {},
}
EXTRA = {
    "plot_network": [pd.DataFrame({"actor": []})],
    "plot_keyness": ["Coast Wire"],
    "plot_swaps": [Swaps(0, 0, float("nan"))],
}


@pytest.mark.parametrize(
    "name", [name for name in plots.__all__ if name.startswith("plot_") and name != "plot_stance"]
)
def test_an_empty_table_draws_a_sentence_instead(name):
    columns = ["articles", "actor", "actor_a", "actor_b", "outlet", "period", "stories", "target"]
    table = EMPTY.get(name, pd.DataFrame(columns=columns))
    drawn = getattr(plots, name)(table, *EXTRA.get(name, []))
    ax = drawn[0] if isinstance(drawn, list) else drawn
    assert len(ax.texts) == 1 and ax.texts[0].get_text().endswith(".")
    assert not ax.axison


def test_undated_articles_are_answered_with_a_clear_sentence(articles):
    undated = summaries.articles_over_time(articles[articles["published"].isna()])
    ax = plots.plot_articles_over_time(undated)
    assert texts(ax) == ["No dated articles: nothing to draw over time."]


def test_main_actors_differ_in_colour_and_nobody_else_borrows_one():
    main = ["China", "Russia", "Taiwan", "Ukraine", "United States", "European Union", "NATO"]
    colours = {plots.actor_colour(actor) for actor in main}
    assert len(colours) == len(main)
    assert plots.actor_colour("Xi Jinping") == plots.actor_colour("China")
    others = {plots.actor_colour(f"Somebody {number}") for number in range(50)}
    assert not others & colours and len(others) > 1


def test_no_figure_sets_a_style(mentions, articles):
    before = plt.rcParams.copy()
    plots.plot_actors(summaries.actor_counts(mentions, articles))
    assert plt.rcParams == before
    with plt.rc_context():
        plots.use_style()
        assert plt.rcParams["font.family"] == ["DejaVu Sans"]


def test_every_figure_takes_an_ax_or_returns_its_panels():
    for name in plots.__all__:
        if name.startswith("plot_"):
            wanted = inspect.signature(getattr(plots, name))
            assert "ax" in wanted.parameters or "list" in str(wanted.return_annotation), name


def test_a_long_name_is_cut_between_words_and_shows_it():
    assert style.shorten("Ministry of Foreign Affairs", 20) == "Ministry of Foreign…"
    assert style.shorten("Vučić", 20) == "Vučić"
    assert style.shorten("x" * 30, 10) == "xxxxxxxxx…"


@pytest.mark.parametrize(("longest", "scale"), [(400, "linear"), (40_000, "log")])
def test_lengths_are_drawn_on_a_logarithmic_scale_only_if_they_differ_widely(longest, scale, articles):
    lengths = articles.assign(words=range(100, 100 + len(articles)))
    lengths.loc[lengths.index[0], "words"] = longest
    ax = plots.plot_words(lengths)
    assert ax.get_xscale() == scale
    assert ("logarithmic" in ax.get_xlabel()) == (scale == "log")
