"""Where the suite errs on coded stances: every answer with what its sentence is like."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from analysis.coding.sheets import read_sheet
from analysis.stance import score_pairs
from analysis.tables import LABELS, conform

ANSWERS = {
    "sentence": "str",
    "holder": "str",
    "holder_start": "int64",  # in the sentence
    "holder_end": "int64",
    "target": "str",
    "target_start": "int64",
    "target_end": "int64",
    "gold": "str",
    "said": "str",
    "sure": "float64",  # probability of the answer
    "right": "bool",
    "words": "str",  # how long the sentence is
    "negated": "str",  # whether it holds a negation
    "voice": "str",  # as coded
    "part": "str",  # of the sheet
    "outlet": "str",  # of the article that the sentence stands in, or OTHER
}
RATES = {"group": "str", "n": "int64", "right": "float64", "low": "float64", "high": "float64"}
LENGTHS = ((15, "up to 15 words"), (30, "16 to 30 words"), (10_000, "over 30 words"))
_NEGATION = re.compile(r"\b(?:not?|never|neither|nor|nobody|none|without|hardly)\b|n't\b", re.I)
OTHER = "other sentences"
LEAST = 10  # answers; a group with fewer says nothing


def stance_answers(sheet: str | Path, articles: pd.DataFrame) -> pd.DataFrame:
    """Answer every coded pair of a sheet.

    Args:
        articles: ARTICLES, for the outlet: the article's by its id, or as the gold names its articles,
            the one whose initials the id ends with.

    Returns:
        ANSWERS, in the order of the sheet.
    """
    rows = read_sheet(Path(sheet)).rows
    rows = rows[rows["stance"] != ""].reset_index(drop=True)
    spans = {side: _spans(rows, side) for side in ("holder", "target")}
    scored = score_pairs(
        rows["sentence"].tolist(), spans["holder"], spans["target"], targets=rows["target"].tolist()
    )
    said = scored.idxmax(axis=1)
    outlets = dict(zip(articles["article_id"], articles["source"], strict=True))
    outlets |= {_initials(name): name for name in articles["source"].unique() if name}
    table = pd.DataFrame(
        {
            "sentence": rows["sentence"],
            "holder": rows["holder"],
            "target": rows["target"],
            **{f"{side}_start": [span[0] for span in spans[side]] for side in spans},
            **{f"{side}_end": [span[1] for span in spans[side]] for side in spans},
            "gold": rows["stance"],
            "said": said,
            "sure": scored.max(axis=1),
            "right": said == rows["stance"],
            "words": [_length(text) for text in rows["sentence"]],
            "negated": ["negated" if _NEGATION.search(text) else "no negation" for text in rows["sentence"]],
            "voice": rows["voice"],
            "part": rows["part"].str.strip(),
            "outlet": [
                outlets.get(name, outlets.get(name.rpartition("-")[2], OTHER)) for name in rows["article_id"]
            ],
        }
    )
    return conform(table, ANSWERS, "stance_answers")


def right_by(answers: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return RATES: the share of answers that are right in each group, with Wilson's 95 % interval.

    Groups of fewer than LEAST answers are left out.
    """
    rows = []
    order = [name for _, name in LENGTHS] if by == "words" else sorted(answers[by].unique())
    groups = [(name, answers[answers[by] == name]) for name in order]
    for group, part in groups:
        if len(part) < LEAST:
            continue
        ends = binomtest(int(part["right"].sum()), len(part)).proportion_ci(method="wilson")
        rows.append((group, len(part), part["right"].mean(), ends.low, ends.high))
    return conform(pd.DataFrame(rows, columns=list(RATES)), RATES, "right_by")


def right_by_sureness(answers: pd.DataFrame, bins: int = 5) -> pd.DataFrame:
    """Return RATES with `sure`, the mean probability, in bins of as many answers each.

    Bins of fewer than LEAST answers are left out.
    """
    order = answers["sure"].rank(method="first")
    place = np.minimum(((order - 1) * bins / max(len(answers), 1)).astype(int), bins - 1)
    rates = right_by(answers.assign(bin=place.astype(str)), "bin")
    sure = answers.groupby(place.astype(str))["sure"].mean()
    return rates.assign(sure=sure.reindex(rates["group"]).to_numpy())


def worst_mistakes(answers: pd.DataFrame, limit: int = 12) -> pd.DataFrame:
    """Return the wrong answers that the model is surest of, one a sentence."""
    wrong = answers[~answers["right"]].sort_values("sure", ascending=False, kind="stable")
    return wrong.drop_duplicates("sentence").head(limit)


def mistaken(answers: pd.DataFrame, part: str = "") -> pd.DataFrame:
    """Count which label was taken for which: a row per coded label, a column per answer.

    Args:
        part: count this part of the sheet alone: of a sheet that `sample` drew, part 1 stands for the
            corpus, as do the sample articles in the gold; the other was chosen to be hard.
    """
    answers = answers[answers["part"] == part] if part else answers
    counts = pd.crosstab(answers["gold"], answers["said"])
    return counts.reindex(index=list(LABELS), columns=list(LABELS), fill_value=0)


def _spans(rows: pd.DataFrame, side: str) -> list[tuple[int, int]]:
    offsets = zip(rows[f"{side}_start"], rows[f"{side}_end"], strict=True)
    return [(int(float(start)), int(float(end))) for start, end in offsets]


def _length(text: str) -> str:
    count = len(text.split())
    return next(name for most, name in LENGTHS if count <= most)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.removeprefix("The ").split())
