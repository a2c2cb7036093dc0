"""Commands that train the models again; they need requirements-train.txt."""

from importlib import import_module
from pathlib import Path

import click

from analysis.commands.options import FOLDER, NEW
from analysis.reader import MODEL
from analysis.stances.model import STANCE_MODEL


@click.command()
@click.option("--data", required=True, type=FOLDER, help="Folder of the labelled files.")
@click.option(
    "--unlabelled", type=FOLDER, help="Folder of corpora for the teacher [default: DATA/../corpora]"
)
@click.option(
    "--work", default="build/training", show_default=True, type=NEW, help="Keeps a run that was cut off."
)
@click.option("--out", default=str(MODEL), type=NEW, help="Folder for the model  [default: data/model]")
def train(data: Path, unlabelled: Path | None, work: Path, out: Path) -> None:
    """Train the reader again from labelled files (needs requirements-train.txt; takes hours)."""
    click.echo(_training("run").train(data, unlabelled or data.parent / "corpora", work, out))


@click.command("train-stances")
@click.option("--data", required=True, type=FOLDER, help="Folder of the labelled files that `train` reads.")
@click.option("--corpora", required=True, type=FOLDER, help="Folder of the corpora that the labels refer to.")
@click.option("--work", default="build/stances", show_default=True, type=NEW, help="Keeps what is done.")
@click.option("--out", default=str(STANCE_MODEL), type=NEW, help="Folder  [default: data/model/stance]")
@click.option(
    "--onward", type=FOLDER, help="A model of positions to go on from: the last stage alone, half an hour."
)
def train_stances(data: Path, corpora: Path, work: Path, out: Path, onward: Path | None) -> None:
    """Train the model of positions again (needs requirements-train.txt; takes hours)."""
    click.echo(_training("stances").train_stances(data, corpora, work, out, onward=onward))


@click.command("score-unseen")
@click.option("--corpora", required=True, type=FOLDER, help="Folder of the corpora that the labels refer to.")
def score_unseen(corpora: Path) -> None:
    """Score the model of positions on labels made after it was trained (needs requirements-train.txt)."""
    click.echo(_training("unseen").unseen_scores(corpora).round(3).to_string(index=False))


def _training(module: str):
    try:
        return import_module(f"analysis.training.{module}")
    except ModuleNotFoundError as error:
        raise click.UsageError(f"{error}; run `pip install -r requirements-train.txt`") from error


COMMANDS = (train, train_stances, score_unseen)
