"""Commands that read articles: report, tables, compare, collect, check."""

from pathlib import Path

import click

from analysis import summaries
from analysis.articles import load_articles
from analysis.changes import changes
from analysis.collecting.collect import collect, failures_of
from analysis.collecting.fetch import DELAY, Fetcher
from analysis.commands.options import SOURCES
from analysis.export import write_tables
from analysis.loading.files import keep_apart
from analysis.partitions import analyse_partitions
from analysis.record import read_record, write_record
from analysis.report import NothingUsable, read_sources, write_report


@click.command()
@SOURCES
@click.option("--out", default="report", show_default=True, help="Folder for the pages.")
@click.option("--pdf", is_flag=True, help="Write report.pdf too (needs Chromium or Chrome).")
def report(sources: tuple[str, ...], out: str, pdf: bool) -> None:
    """Run all notebooks on ARTICLES and write them as web pages."""
    index = write_report(list(sources), out, pdf=pdf)
    click.echo(f"Open {index}")


@click.command()
@SOURCES
@click.option("--out", default="tables", show_default=True, help="Folder for the files.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Read file by file on a Dask cluster; `local` starts one here (needs requirements-dask.txt).",
)
def tables(sources: tuple[str, ...], out: str, scheduler: str | None) -> None:
    """Write every table of ARTICLES as Parquet and CSV."""
    if scheduler:
        click.echo(analyse_partitions(list(sources), out, scheduler=scheduler))
        return
    keep_apart(list(sources), out)
    analysis = read_sources(list(sources))
    for path in [*write_tables(analysis, out), write_record(analysis, list(sources), Path(out))]:
        click.echo(path)


@click.command()
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
def compare(old: Path, new: Path) -> None:
    """Say what changed from one report (or folder of tables) to another, and which articles did it."""
    for line in changes(read_record(old), read_record(new)):
        click.echo(line)


@click.command("collect")
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


@click.command()
@SOURCES
def check(sources: tuple[str, ...]) -> None:
    """Say what of ARTICLES can be read, why the rest can't, and what was mended."""
    articles = load_articles(list(sources))
    click.echo(summaries.statuses(articles)[["status", "articles", "words"]].to_string(index=False))
    for row in articles.loc[articles["detail"] != ""].itertuples():
        click.echo(f"{row.origin}: {row.status}: {row.detail}")
    if not (articles["status"] == "ok").any():
        raise NothingUsable("No usable article.")


COMMANDS = (report, tables, compare, collect_articles, check)
