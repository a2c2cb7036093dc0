"""How the model of positions reads labels that were made after it was trained: nothing chose it by them."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.stances.model import load_stance_model
from analysis.training.measures import macro_f1
from analysis.training.positions import Position, read_unseen

COLUMNS = ["labels", "target", "n", "macro_f1", "voices_right"]


def unseen_scores(corpora: Path) -> pd.DataFrame:
    """Return COLUMNS: macro-F1 of stance (0 to 1) and the share of voices told right, by origin and target.

    Args:
        corpora: folder of the `.jsonl.gz` corpora that the labels refer to.

    Raises:
        ValueError: a reference doesn't lead to the sentence that was labelled.
    """
    positions = read_unseen(corpora)
    said = load_stance_model().judge([each.question for each in positions])
    table = pd.DataFrame(
        {
            "labels": [each.origin for each in positions],
            "target": [each.question.target for each in positions],
            "stance": _best(positions, "stance"),
            "voice": _best(positions, "voice"),
            "said": said.stances.argmax(axis=1),
            "spoken": said.voices.argmax(axis=1),
        }
    )
    rows = [
        _scored(part, origin, target)
        for origin, of_one in table.groupby("labels")
        for target, part in [("both", of_one), *of_one.groupby("target")]
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _scored(part: pd.DataFrame, origin: str, target: str) -> tuple:
    right = (part["voice"] == part["spoken"]).mean()
    return origin, target, len(part), macro_f1(part["stance"].to_numpy(), part["said"].to_numpy()), right


def _best(positions: list[Position], field: str) -> list[int]:
    return [int(np.argmax(getattr(each, field))) for each in positions]
