"""Commands of the coding loop and of accuracy: sample, agreement, evaluate, lines."""

from pathlib import Path

import click

from analysis.accuracy.card import told_swaps, told_triples
from analysis.accuracy.coded import coders_of, read_coded, to_lines
from analysis.accuracy.swaps import swap_names
from analysis.accuracy.triples import end_to_end
from analysis.book import DATA
from analysis.coding.agreement import agreed, disputes, missing, to_settle
from analysis.coding.agreement import agreement as measure
from analysis.coding.draw import draw
from analysis.coding.sheets import TASKS, Sheet, is_sheet, read_sheet, write_sheet
from analysis.commands.options import SOURCES
from analysis.evaluate import accuracy, card
from analysis.report import read_sources

GOLD = DATA / "gold" / "test"


@click.command()
@SOURCES
@click.option("--task", type=click.Choice(list(TASKS)), default="stance", show_default=True)
@click.option("--n", "n", type=click.IntRange(min=2), default=200, show_default=True, help="Items.")
@click.option("--seed", default=0, show_default=True, help="Another number draws other items.")
@click.option("--out", required=True, help="The CSV file to code in; it must not exist yet.")
def sample(sources: tuple[str, ...], task: str, n: int, seed: int, out: str) -> None:
    """Draw items of ARTICLES for people to code, half at random, half where the model doubts."""
    sheet = draw(read_sources(list(sources)), task, n, seed=seed)
    click.echo(f"{write_sheet(sheet, out)}: {len(sheet):,} items; fill in {', '.join(TASKS[task])}")
    if len(sheet) < n:
        click.echo(f"{n:,} were asked for; these articles have no more.", err=True)


@click.command()
@click.argument("a", metavar="A.csv")
@click.argument("b", metavar="B.csv")
@click.option("--settle", help="Write a sheet in which what is disputed waits for a decision.")
def agreement(a: str, b: str, settle: str | None) -> None:
    """Say how far the coders of two sheets agree, and list what they read differently."""
    first, second = (_read_sheet(path) for path in (a, b))
    for line in missing(first, second):
        click.echo(line, err=True)
    differing = disputes(first, second)
    click.echo(agreed(measure(first, second), differing))
    if settle:
        task = "nothing to settle" if differing.empty else "fill in what is empty, with the reason"
        click.echo(f"{write_sheet(to_settle(first, second), settle)}: {task}")


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--gold", multiple=True, metavar="SHEET", help="A settled coding sheet, or a folder of them.")
def evaluate(files: tuple[str, ...], gold: tuple[str, ...]) -> None:
    """Measure the suite on labelled FILEs, beside baselines and, on a sheet, beside its coders.

    On stances it also says how often an answer moves with the holder's name alone, and on a folder of
    names and stances how many it finds where the holders are not given. Without any file, it
    measures on the part of the project's own gold labels that is kept for reporting.
    """
    folders = [Path(path) for path in gold if Path(path).is_dir()] or ([] if files or gold else [GOLD])
    sheets = [path for path in gold if not Path(path).is_dir()]
    chosen = [*files, *sheets, *(str(path) for folder in folders for path in sorted(folder.glob("*.csv")))]
    read = [_read_sheet(path) for path in chosen if is_sheet(Path(path))]
    click.echo(card(accuracy(chosen)))
    for sheet in read:
        if coders := coders_of(sheet):
            click.echo(f"\n{sheet.path}: how far the two coders agreed\n{agreed(measure(*coders))}")
        if sheet.task == "stance":
            click.echo(f"\n{sheet.path}: {told_swaps(swap_names(read_coded(Path(sheet.path))[0]))}")
    for folder in folders:
        click.echo(f"\n{folder}: holders found by the suite\n{told_triples(end_to_end(folder))}")


@click.command()
@click.argument("sheet")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def lines(sheet: str, out: Path) -> None:
    """Write a settled SHEET as JSON lines, for programs that train or measure on it."""
    out.write_text(to_lines(_read_sheet(sheet)), encoding="utf-8")
    click.echo(out)


def _read_sheet(path: str) -> Sheet:
    sheet = read_sheet(path)
    for problem in sheet.problems:
        click.echo(problem, err=True)
    return sheet


COMMANDS = (sample, agreement, evaluate, lines)
