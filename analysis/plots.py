"""The door to the figures: `plots.plot_actors(summaries.actor_counts(mentions, articles))`.

Each takes a table of `summaries` and an optional `ax`, and returns the `ax`; its title states
the finding, computed in `findings`. An empty table gives axes that say why nothing is drawn.
"""

from analysis.figures.accuracy import plot_accuracy, plot_confusion, plot_rates, plot_reliability
from analysis.figures.correction import plot_corrected, plot_swaps
from analysis.figures.coverage import (
    plot_articles_over_time,
    plot_outlets,
    plot_statuses,
    plot_words,
)
from analysis.figures.naming import (
    plot_actors,
    plot_keyness,
    plot_mentions_over_time,
    plot_network,
)
from analysis.figures.robustness import plot_robustness
from analysis.figures.scores import (
    plot_outlet_sentiment,
    plot_sentiment,
    plot_sentiment_over_time,
    plot_stance_over_time,
)
from analysis.figures.stance import plot_stance, plot_stance_by_voice, plot_stances
from analysis.figures.style import actor_colour, use_style
from analysis.figures.wording import plot_wording

__all__ = [
    "actor_colour",
    "plot_accuracy",
    "plot_actors",
    "plot_articles_over_time",
    "plot_confusion",
    "plot_corrected",
    "plot_keyness",
    "plot_mentions_over_time",
    "plot_network",
    "plot_outlet_sentiment",
    "plot_outlets",
    "plot_rates",
    "plot_reliability",
    "plot_robustness",
    "plot_sentiment",
    "plot_sentiment_over_time",
    "plot_stance",
    "plot_stance_by_voice",
    "plot_stance_over_time",
    "plot_stances",
    "plot_statuses",
    "plot_swaps",
    "plot_wording",
    "plot_words",
    "use_style",
]
