"""The model card: what the model is, what it learnt from, and how often it is right."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.training.coarse import BLOCK
from analysis.training.fit import Recipe
from analysis.training.folds import FOLDS, NamesFigure
from analysis.training.narrow import DROPPED, LAYERS, UNITS
from analysis.training.ship import Figure

_CARD = Path(__file__).with_name("card.md")


class Recipes(NamedTuple):
    """What the card says of the recipe."""

    teacher: Recipe
    student: Recipe
    repeats: int
    indifferent: int
    unlabelled: int


def write_card(
    out: Path,
    recipes: Recipes,
    figures: Sequence[Figure],
    names: NamesFigure,
    temperatures: dict[str, float],
) -> Path:
    """Write MODEL_CARD.md beside the model and return its path."""
    size = sum(file.stat().st_size for file in out.iterdir() if file.suffix in (".onnx", ".json"))
    text = _CARD.read_text(encoding="utf-8").format(
        megabytes=size / 1e6,
        figures=_figures(figures),
        names=_names(names),
        folds=FOLDS,
        layers=LAYERS - len(DROPPED),
        units=UNITS,
        block=BLOCK,
        temperatures=", ".join(f"{head} {value:.2f}" for head, value in temperatures.items()),
        **{name: told(value) for name, value in recipes._asdict().items()},
    )
    path = out / "MODEL_CARD.md"
    path.write_text(text, encoding="utf-8")
    return path


def told(value: Recipe | int) -> str | int:
    if not isinstance(value, Recipe):
        return value
    weights = "/".join(map(str, value.stance_weights))
    return (
        f"batches of {value.batch}, rate {value.encoder_rate:g} for the encoder and {value.head_rate:g} "
        f"for the heads, label smoothing {value.smoothing:g}, against/neutral/favor weighed {weights}"
    )


def _figures(figures: Sequence[Figure]) -> str:
    lines = [
        "| file | rows | macro-F1 | trained | agreement | ECE without | ECE |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in figures:
        lines.append(
            f"| {each.file} | {each.rows:,} | {each.shipped:.3f} | {each.trained:.3f} | {each.agreement:.3f} "
            f"| {each.error_before:.3f} | {each.error_after:.3f} |"
        )
    return "\n".join(lines)


def _names(figure: NamesFigure) -> str:
    return "\n".join(
        [
            "| file | sentences | names | F1, model alone | F1 with the actor book | ECE without | ECE |",
            "|---" * 7 + "|",
            f"| crossner_politics, train and dev | {figure.sentences:,} | {figure.names:,} "
            f"| {figure.alone:.3f} "
            f"| {figure.with_book:.3f} | {figure.error:.3f} | {figure.error_after:.3f} |",
        ]
    )
