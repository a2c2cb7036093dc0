"""The door to the tables that people read: `summaries.actor_counts(mentions, articles)`.

Each takes tables of `tables` and returns a new one with its counts and, where it gives a share
or a score, a 95 % bootstrap interval over stories.
"""

from analysis.counts.context import collocations, concordance, frequent_phrases
from analysis.counts.correction import corrected_shares, error_matrix
from analysis.counts.coverage import (
    articles_over_time,
    largest_outlet,
    outlets,
    shared_stories,
    statuses,
)
from analysis.counts.keyness import keyness
from analysis.counts.methods import lexicon_agreement, most_disputed
from analysis.counts.naming import actor_counts, mentions_over_time, unresolved, ways_of_naming
from analysis.counts.network import cooccurrence
from analysis.counts.picks import most_negative, most_positive, positions
from analysis.counts.robustness import sentiment_robustness, stance_robustness
from analysis.counts.scores import actor_sentiment, outlet_sentiment, sentiment_over_time
from analysis.counts.shifts import outlet_contrasts, stance_shifts
from analysis.counts.stances import outlet_stances, stance_by_voice, stance_matrix, stance_over_time
from analysis.counts.stories import share_intervals, story_intervals
from analysis.counts.wording import wording

__all__ = [
    "actor_counts",
    "actor_sentiment",
    "articles_over_time",
    "collocations",
    "concordance",
    "cooccurrence",
    "corrected_shares",
    "error_matrix",
    "frequent_phrases",
    "keyness",
    "largest_outlet",
    "lexicon_agreement",
    "mentions_over_time",
    "most_disputed",
    "most_negative",
    "most_positive",
    "outlet_contrasts",
    "outlet_sentiment",
    "outlet_stances",
    "outlets",
    "positions",
    "sentiment_over_time",
    "sentiment_robustness",
    "share_intervals",
    "shared_stories",
    "stance_by_voice",
    "stance_matrix",
    "stance_over_time",
    "stance_robustness",
    "stance_shifts",
    "statuses",
    "story_intervals",
    "unresolved",
    "ways_of_naming",
    "wording",
]
