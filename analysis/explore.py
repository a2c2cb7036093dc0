"""A panel to look around with: one actor, target, outlet and period, and what is left of the corpus.

In a live notebook it has controls; where nobody watches it shows the view that it starts with.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from IPython.display import display

from analysis import ledger, summaries
from analysis.counts.claims import signed
from analysis.counts.picks import sides_first
from analysis.counts.scores import largest
from analysis.counts.stories import outlet_names, periods
from analysis.progress import is_live
from analysis.tables import Analysis, named_holders
from analysis.tabular import Ledger, Ledgers

ALL = "all"
ACTORS = 60  # that the panel offers


@dataclass(frozen=True)
class Explorer:
    """A corpus to look around in; see `explore`."""

    analysis: Analysis

    def view(
        self,
        actor: str = ALL,
        target: str = ALL,
        outlet: str = ALL,
        since: pd.Timestamp | None = None,
        until: pd.Timestamp | None = None,
    ) -> Ledgers:
        """Return what is left: how the actor is written of, and where it stands, with the sentences.

        Args:
            actor: also the holder of positions.
            since, until: months, the last one included; articles without a date are left out.
        """
        articles = self._articles(outlet, since, until)
        kept = set(articles["article_id"])
        sentiment, stances = (
            table[table["article_id"].isin(kept)]
            for table in (self.analysis.sentiment, self.analysis.stances)
        )
        stances = named_holders(stances)
        if actor != ALL:
            sentiment, stances = sentiment[sentiment["actor"] == actor], stances[stances["holder"] == actor]
        if target != ALL:
            stances = stances[stances["target"] == target]
        return Ledgers(
            [
                (_told(sentiment), self._evidence(_warm_and_cold(sentiment))),
                (_stood(stances), self._evidence(sides_first(stances))),
            ]
        )

    def choices(self) -> dict[str, list]:
        """Return what can be chosen of each."""
        articles, mentions = self.analysis.articles, self.analysis.mentions
        months = periods(articles["published"].dropna(), "M").drop_duplicates().sort_values()
        return {
            "actor": [ALL, *largest(mentions["actor"], ACTORS)],
            "target": [ALL, *sorted(self.analysis.stances["target"].unique())],
            "outlet": [ALL, *sorted(outlet_names(articles["source"]).unique())],
            "months": list(months),
        }

    def _articles(self, outlet: str, since, until) -> pd.DataFrame:
        articles = self.analysis.articles
        if outlet != ALL:
            articles = articles[outlet_names(articles["source"]) == outlet]
        if since is not None or until is not None:
            month = periods(articles["published"], "M")
            inside = month.notna()
            inside &= month >= since if since is not None else True
            inside &= month <= until if until is not None else True
            articles = articles[inside]
        return articles

    def _evidence(self, rows: pd.DataFrame) -> Ledger:
        return ledger.evidence(self.analysis.sentences, rows, self.analysis.articles, limit=50)

    def _ipython_display_(self) -> None:
        if not is_live():
            display(self.view())
            return
        import ipywidgets as widgets

        choices = self.choices()
        months = choices.pop("months")
        controls = {name: widgets.Dropdown(options=kept, description=name) for name, kept in choices.items()}
        if len(months) > 1:
            named = [(f"{month:%Y-%m}", month) for month in months]
            controls["months"] = widgets.SelectionRangeSlider(
                options=named, index=(0, len(named) - 1), description="months"
            )
        shown = widgets.interactive_output(self._show, controls)
        bar = widgets.HBox(list(controls.values()), layout={"flex_flow": "row wrap"})
        display(widgets.VBox([bar, shown]))

    def _show(self, actor: str, target: str, outlet: str, months: Sequence | None = None) -> None:
        known = self.choices()["months"]
        whole = months is None or tuple(months) == (known[0], known[-1])  # then undated articles stay
        display(self.view(actor, target, outlet, *((None, None) if whole else months)))


def explore(analysis: Analysis) -> Explorer:
    """Open a panel on an analysis: pick an actor, a target, an outlet and a period, and read."""
    return Explorer(analysis)


def _warm_and_cold(sentiment: pd.DataFrame) -> pd.DataFrame:
    warm, cold = (pick(sentiment, limit=10) for pick in (summaries.most_positive, summaries.most_negative))
    return pd.concat([warm, cold])


def _told(sentiment: pd.DataFrame) -> str:
    if sentiment.empty:
        return "Written of: no mention"
    mean, articles = signed(sentiment["score"].mean()), sentiment["article_id"].nunique()
    return f"Written of: {len(sentiment):,} mentions in {articles:,} articles, {mean} on average"


def _stood(stances: pd.DataFrame) -> str:
    counts = ", ".join(f"{n:,} {label}" for label, n in stances["stance"].value_counts().items())
    return f"Positions: {counts or 'none'}"
