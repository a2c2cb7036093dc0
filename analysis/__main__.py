"""The commands: `python -m analysis --help`."""

import sys
from importlib import import_module
from pathlib import Path

import click
from nbclient.exceptions import CellExecutionError

from analysis import summaries
from analysis.accuracy.card import told_swaps, told_triples
from analysis.accuracy.coded import coders_of, read_coded, to_lines
from analysis.accuracy.swaps import swap_names
from analysis.accuracy.triples import end_to_end
from analysis.articles import load_articles
from analysis.book import DATA
from analysis.coding.agreement import agreed, disputes, missing, to_settle
from analysis.coding.agreement import agreement as measure
from analysis.coding.draw import draw
from analysis.coding.sheets import TASKS, Sheet, is_sheet, read_sheet, write_sheet
from analysis.collecting.collect import collect, failures_of
from analysis.collecting.fetch import DELAY, Fetcher
from analysis.evaluate import accuracy, card
from analysis.export import write_tables
from analysis.reader import MODEL
from analysis.record import changes, read_record, write_record
from analysis.report import NothingUsable, read_sources, write_report
from analysis.stances.model import STANCE_MODEL

GOLD = DATA / "gold" / "test"
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_NEW = click.Path(file_okay=False, path_type=Path)
_SOURCES = click.argument("sources", nargs=-1, required=True, metavar="ARTICLES...")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Read news: who is named, how they are written of, and who stands where.

    ARTICLES is a file, a folder or a pattern such as 'news/*.jsonl', or several of them. Read are
    text, Markdown, JSON, JSON lines, CSV, TSV, Parquet, HTML, RSS and Atom, also gzipped.

    Exit codes: 0 done, 1 nothing usable in ARTICLES, 2 wrong use.
    """


@main.command()
@_SOURCES
@click.option("--out", default="report", show_default=True, help="Folder for the pages.")
@click.option("--pdf", is_flag=True, help="Write report.pdf too (needs Chromium or Chrome).")
def report(sources: tuple[str, ...], out: str, pdf: bool) -> None:
    """Run all notebooks on ARTICLES and write them as web pages."""
    index = write_report(list(sources), out, pdf=pdf)
    click.echo(f"Open {index}")


@main.command()
@_SOURCES
@click.option("--out", default="tables", show_default=True, help="Folder for the files.")
def tables(sources: tuple[str, ...], out: str) -> None:
    """Write every table of ARTICLES as Parquet and CSV."""
    analysis = read_sources(list(sources))
    for path in [*write_tables(analysis, out), write_record(analysis, list(sources), Path(out))]:
        click.echo(path)


@main.command()
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
def compare(old: Path, new: Path) -> None:
    """Say what changed from one report (or folder of tables) to another, and which articles did it."""
    for line in changes(read_record(old), read_record(new)):
        click.echo(line)


@main.command("collect")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.jsonl")
@click.option("--limit", type=click.IntRange(min=1), help="Fetch at most so many addresses.")
@click.option("--delay", default=DELAY, show_default=True, help="Seconds between two visits to a host.")
@click.option("--again", is_flag=True, help="Try those again that failed before.")
def collect_articles(
    sources: tuple[str, ...], out: Path, limit: int | None, delay: float, again: bool
) -> None:
    """Fetch articles from the web into FILE.jsonl.

    SOURCES are addresses of feeds, sitemaps or single articles, or files with an address a line.
    robots.txt is kept. What gives no article is listed with its reason beside FILE.jsonl. Run it again
    to go on: nothing is fetched twice.
    """
    done = collect(list(sources), out, Fetcher(delay=delay), limit=limit, again=again)
    click.echo(f"{out}: {done.written:,} articles added, {done.known:,} addresses were known")
    if done.failed:
        click.echo(f"{failures_of(out)}: {done.failed:,} addresses gave no article", err=True)


@main.command()
@_SOURCES
def check(sources: tuple[str, ...]) -> None:
    """Say what of ARTICLES can be read, why the rest can't, and what was mended."""
    articles = load_articles(list(sources))
    click.echo(summaries.statuses(articles)[["status", "articles", "words"]].to_string(index=False))
    for row in articles.loc[articles["detail"] != ""].itertuples():
        click.echo(f"{row.origin}: {row.status}: {row.detail}")
    if not (articles["status"] == "ok").any():
        raise NothingUsable("No usable article.")


@main.command()
@_SOURCES
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


@main.command()
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


@main.command()
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


@main.command()
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


@main.command()
@click.option("--data", required=True, type=_FOLDER, help="Folder of the labelled files.")
@click.option(
    "--unlabelled", type=_FOLDER, help="Folder of corpora for the teacher [default: DATA/../corpora]"
)
@click.option(
    "--work", default="build/training", show_default=True, type=_NEW, help="Keeps a run that was cut off."
)
@click.option("--out", default=str(MODEL), type=_NEW, help="Folder for the model  [default: data/model]")
def train(data: Path, unlabelled: Path | None, work: Path, out: Path) -> None:
    """Train the reader again from labelled files (needs requirements-train.txt; takes hours)."""
    click.echo(_training("run").train(data, unlabelled or data.parent / "corpora", work, out))


@main.command("train-stances")
@click.option("--data", required=True, type=_FOLDER, help="Folder of the labelled files that `train` reads.")
@click.option(
    "--corpora", required=True, type=_FOLDER, help="Folder of the corpora that the labels refer to."
)
@click.option("--work", default="build/stances", show_default=True, type=_NEW, help="Keeps what is done.")
@click.option("--out", default=str(STANCE_MODEL), type=_NEW, help="Folder  [default: data/model/stance]")
def train_stances(data: Path, corpora: Path, work: Path, out: Path) -> None:
    """Train the model of positions again (needs requirements-train.txt)."""
    click.echo(_training("stances").train_stances(data, corpora, work, out))


def _training(module: str):
    try:
        return import_module(f"analysis.training.{module}")
    except ModuleNotFoundError as error:
        raise click.UsageError(f"{error}; run `pip install -r requirements-train.txt`") from error


def run() -> int:
    """Run a command and return its exit code."""
    try:
        main.main(standalone_mode=False)
    except NothingUsable as error:
        click.echo(error, err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CellExecutionError as error:
        click.echo(f"Error: {error.__notes__[0]} failed: {error.ename}: {error.evalue}", err=True)
        return 2
    except (OSError, ValueError) as error:
        click.echo(f"Error: {error}", err=True)
        return 2
    except click.Abort:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(run())
