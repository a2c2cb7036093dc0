"""How the whole reading grows with the number of articles and with their length: `make bench-growth`.

Articles are made of runs of sentences drawn from real ones; what is drawn twice is remembered and
costs little the second time, as in wires and formulas. Each size is read in a process of its own, from an
empty cache. A chain of lighter systems reads the same sentences in the same run.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import click
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from analysis.articles import load_articles
from analysis.book import DATA
from analysis.pipeline import analyse
from analysis.sentences import sentence_spans, split_sentences
from benchmarks import lighter
from benchmarks.clock import processor_model, processors

SIZES = "100,1000,10000"
LENGTHS = "25,100,400"
SENTENCES = 25  # of an article, about as many as a long report has
RUN = 4  # sentences of a paragraph that stay together
LENGTHENED = 4_000  # sentences in all of each length's articles
SEED = 20_250_509


class Run(NamedTuple):
    """One reading: wall-clock seconds and the greatest memory of its process."""

    articles: int
    sentences: int
    sentences_an_article: int
    seconds: float
    megabytes: float


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--articles", "sources", multiple=True, type=click.Path(exists=True), help="May be repeated.")
@click.option("--sizes", default=SIZES, show_default=True, help="Numbers of articles.")
@click.option("--lengths", default=LENGTHS, show_default=True, help="Sentences an article has.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build"), show_default=True)
@click.option("--read", type=click.Path(path_type=Path), hidden=True)
def main(sources: Sequence[str], sizes: str, lengths: str, out: Path, read: Path | None) -> None:
    """Measure how long articles drawn from the paragraphs of real ones take to be read."""
    if read:
        click.echo(json.dumps(measured(read)))
        return
    paragraphs = all_paragraphs(list(sources) or [str(DATA / "articles")])
    click.echo(f"{processor_model()}, {processors()} processors; {len(paragraphs):,} different paragraphs")
    more = [run(paragraphs, int(size), SENTENCES) for size in sizes.split(",")]
    longer = [run(paragraphs, LENGTHENED // int(length), int(length)) for length in lengths.split(",")]
    chain = chain_seconds(paragraphs, int(sizes.split(",")[0]))
    out.mkdir(exist_ok=True)
    (out / "growth.json").write_text(
        json.dumps(
            {
                "more": [each._asdict() for each in more],
                "longer": [each._asdict() for each in longer],
                "exponent": exponent(more),
                "chain": chain,
            },
            indent=1,
        )
    )
    for title, runs in (("More articles", more), ("Longer articles", longer)):
        click.echo(f"\n{title}\n{table(runs)}")
    click.echo(f"\nSeconds grow with the articles to the power of {exponent(more):.2f}")
    for system, seconds in chain.items():
        click.echo(f"{system}: {seconds:.1f} s for the articles of the smallest size")
    draw(more, out / "growth.png")


def all_paragraphs(sources: Sequence[str]) -> list[list[str]]:
    """Return the different paragraphs of articles, each as its sentences."""
    articles = load_articles(sources)
    texts = articles.loc[articles["status"] == "ok", "text"]
    paragraphs = dict.fromkeys(part for text in texts for part in text.split("\n\n") if part.strip())
    rows = pd.DataFrame({"text": list(paragraphs), "article_id": range(len(paragraphs)), "status": "ok"})
    sentences = split_sentences(rows.astype({"article_id": "str"}))
    return [group["text"].tolist() for _, group in sentences.groupby("article_id", sort=False)]


def made(paragraphs: Sequence[list[str]], articles: int, length: int) -> list[dict]:
    """Return records of articles of about so many sentences, always the same ones."""
    draw = random.Random(f"{SEED} {articles} {length}")
    records = []
    for number in range(articles):
        chosen: list[list[str]] = []
        while sum(map(len, chosen)) < length:
            paragraph = draw.choice(paragraphs)
            start = draw.randrange(len(paragraph))
            chosen.append(paragraph[start : start + RUN])
        text = "\n\n".join(" ".join(sentences) for sentences in chosen)
        day = f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}"
        records.append(
            {"title": f"Article {number}", "text": text, "source": f"outlet {number % 12}", "date": day}
        )
    return records


def run(paragraphs: Sequence[list[str]], articles: int, length: int) -> Run:
    """Read articles in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        with open(file, "w", encoding="utf-8") as lines:
            for record in made(paragraphs, articles, length):
                lines.write(json.dumps(record) + "\n")
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.growth", "--read", str(file)],
            env=os.environ | {"XDG_CACHE_HOME": folder},
            check=True,
            capture_output=True,
            text=True,
        )
    about = json.loads(done.stdout.splitlines()[-1])
    click.echo(f"{articles:,} articles of {length} sentences: {about['seconds']:.1f} s", err=True)
    return Run(articles, about["sentences"], length, about["seconds"], about["megabytes"])


def measured(file: Path) -> dict:
    """Read a file of articles and say how long it took and how much memory."""
    start = perf_counter()
    read = analyse(load_articles(file))
    seconds = perf_counter() - start
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"sentences": len(read.sentences), "seconds": seconds, "megabytes": usage}


def chain_seconds(paragraphs: Sequence[list[str]], articles: int) -> dict[str, float]:
    """Time the chain, which keeps one processor busy, on the different sentences of the smallest size."""
    texts = [record["text"] for record in made(paragraphs, articles, SENTENCES)]
    sentences = sorted({text[slice(*span)] for text in texts for span in sentence_spans(text)})
    seconds = {}
    for system, work in lighter.spacy_runs():
        if work and "ner alone" not in system:
            start = perf_counter()
            work(sentences)
            seconds[system] = perf_counter() - start
    for system, work in (("VADER", lighter.compounds), ("TextBlob", lighter.polarities)):
        start = perf_counter()
        work(sentences)
        seconds[system] = perf_counter() - start
    chain = "VADER and TextBlob, without spaCy" if lighter.spacy is None else "spaCy, VADER and TextBlob"
    return {chain: sum(seconds.values()), **seconds}


def exponent(runs: Sequence[Run]) -> float:
    """Return the slope of seconds by articles, both in logarithms: 1 where the two grow alike."""
    known = [(each.articles, each.seconds) for each in runs]
    if len(known) < 2:
        return float("nan")
    return float(np.polyfit(*np.log(np.array(known)).T, 1)[0])


def table(runs: Sequence[Run]) -> str:
    """Return the runs as people read them."""
    rows = pd.DataFrame(runs)
    rows["sentences a second"] = rows["sentences"] / rows["seconds"]
    return rows.to_string(index=False, float_format="{:,.1f}".format)


def draw(runs: Sequence[Run], path: Path) -> None:
    """Draw the time by the number of articles, both in logarithms."""
    matplotlib.use("Agg")
    _, ax = plt.subplots(figsize=(7, 4.2), layout="constrained")
    articles, seconds = ([getattr(each, name) for each in runs] for name in ("articles", "seconds"))
    ax.loglog(articles, seconds, "o-", color="#0072b2")
    for each in runs:
        ax.annotate(
            f"{each.seconds:,.0f} s", (each.articles, each.seconds), (0, 8), textcoords="offset points"
        )
    ax.set(xlabel="articles", ylabel="seconds")
    ax.set_title(f"Twice the articles take {2 ** exponent(runs):.2f} times as long", loc="left")
    ax.spines[["top", "right"]].set_visible(False)
    plt.savefig(path, dpi=144)


if __name__ == "__main__":
    main()
