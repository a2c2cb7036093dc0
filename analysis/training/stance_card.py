"""The card of the model of positions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from analysis.tables import LABELS
from analysis.training.card import told
from analysis.training.fit import Recipe
from analysis.training.positions import Position
from analysis.training.stance_ship import StanceFigure

_CARD = Path(__file__).with_name("stance_card.md")


def write_stance_card(
    out: Path,
    recipes: Mapping[str, Recipe],
    positions: Sequence[Position],
    figures: Sequence[StanceFigure],
    units: int,
) -> Path:
    """Write MODEL_CARD.md beside the model and return its path."""
    size = sum(file.stat().st_size for file in out.iterdir() if file.suffix in (".onnx", ".json"))
    text = _CARD.read_text(encoding="utf-8").format(
        megabytes=size / 1e6,
        **{name: told(recipe) for name, recipe in recipes.items()},
        units=units,
        labels=_labels([each for each in positions if not each.held]),
        figures=_figures(figures),
    )
    path = out / "MODEL_CARD.md"
    path.write_text(text, encoding="utf-8")
    return path


def _labels(taught: Sequence[Position]) -> str:
    counts = Counter(
        (each.origin, each.question.target, LABELS[int(np.argmax(each.stance))]) for each in taught
    )
    rows = sorted({key[:2] for key in counts})
    lines = ["| labels | target | against | neutral | favor |", "|---" * 5 + "|"]
    for origin, target in rows:
        cells = " | ".join(f"{counts[origin, target, label]:,}" for label in LABELS)
        lines.append(f"| {origin} | {target} | {cells} |")
    return "\n".join(lines)


def _figures(figures: Sequence[StanceFigure]) -> str:
    head = "held out | rows | third stage | fourth | files | both names | voices right | ECE without | ECE"
    lines = [f"| {head} |", "|---" * 9 + "|"]
    for each in figures:
        scores = (each.before, each.trained, each.read, each.shipped)
        cells = [each.origin, f"{each.rows:,}", *(f"{score:.3f}" for score in scores), f"{each.voices:.1%}"]
        cells += [f"{each.error_before:.3f}", f"{each.error_after:.3f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
