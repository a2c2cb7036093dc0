"""How many sentences a second this suite reads, beside other systems: `make bench`."""

import json
import random
from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
import pandas as pd

from analysis.articles import load_articles
from analysis.book import DATA
from analysis.entities import find_entities
from analysis.reader import MODEL, load_reader
from analysis.reading.pieces import cut, load_tokenizer
from analysis.sentences import split_sentences
from analysis.sentiment import score_targets
from analysis.stance import score_pairs
from benchmarks import lighter, roberta
from benchmarks.clock import REPETITIONS, median_seconds, processor_model, processors

FULL, NAMES, SENTIMENT = "names, sentiment and pairs", "names", "sentiment of each name"
WHOLE = "sentiment of the sentence"
SUITE, PEER = "this suite", "RoBERTa-base"
SEED = 20_220_224


class Row(NamedTuple):
    """One system's speed at one task; the passes are those of a system with one per target."""

    task: str
    system: str
    processors: int
    sentences_per_second: float | None = None
    passes_per_second: float | None = None
    passes_per_sentence: float | None = None


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--sentences",
    "source",
    type=click.Path(exists=True),
    default=str(DATA / "articles"),
    metavar="FILE",
    help="A .txt with a sentence per line, or a file or folder of articles; the samples if left out.",
)
@click.option("--limit", default=600, show_default=True, help="Draw this many of the sentences.")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Also write the results here.")
def main(source: str, limit: int, out: Path | None) -> None:
    """Measure how many sentences a second this suite and other systems read."""
    sentences = drawn(distinct_sentences(source), limit)
    entities = find_entities(sentences)
    if entities.empty:
        raise click.ClickException(f"{source} names nobody; give a file or folder with English news.")
    machine = f"{processor_model()}, {processors()} processors used"
    about = f"{len(sentences)} different sentences, {len(entities)} names, median of {REPETITIONS}"
    click.echo(f"{machine}; {about}")
    rows = [*suite_rows(sentences, entities), *roberta_rows(sentences, entities), *lighter_rows(sentences)]
    ratios = {task: ratio(rows, task) for task in (SENTIMENT, FULL)}
    if out:
        result = {"machine": machine, "about": about, "ratios": ratios}
        out.write_text(json.dumps(result | {"rows": [row._asdict() for row in rows]}, indent=2) + "\n")
    click.echo(pd.DataFrame(rows).to_string(index=False, na_rep="", float_format="{:,.1f}".format))
    click.echo(f"Sentiment alone: {ratios[SENTIMENT]:.1f} times RoBERTa-base with one pass per target")
    click.echo(f"{ratios[FULL]:.1f} times RoBERTa-base with one pass per target")


def distinct_sentences(source: str) -> list[str]:
    """Return each sentence once: what was read before is remembered and would cost nothing."""
    if Path(source).suffix == ".txt":
        lines = Path(source).read_text(encoding="utf-8").splitlines()
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    return split_sentences(load_articles(source))["text"].drop_duplicates().tolist()


def drawn(sentences: Sequence[str], limit: int) -> list[str]:
    """Draw at most `limit` sentences, always the same ones."""
    return random.Random(SEED).sample(sentences, min(limit, len(sentences)))


def suite_rows(sentences: list[str], entities: pd.DataFrame) -> list[Row]:
    """Measure this suite."""
    tasks = {
        FULL: lambda: read_fully(sentences),
        SENTIMENT: lambda: read_sentiment(sentences, entities),
        NAMES: lambda: find_entities(sentences),
    }
    return [
        Row(task, SUITE, processors(), len(sentences) / median_seconds(work, prepare=forget))
        for task, work in tasks.items()
    ]


def forget() -> None:
    """Load the model anew, as it remembers what it read, and let it run once."""
    load_reader.cache_clear()
    load_reader().read(["The minister of a country met that of another on Monday."])


def read_fully(sentences: list[str]) -> None:
    """Find the names, then score each one and each ordered pair of those in a sentence."""
    entities = find_entities(sentences)
    read_sentiment(sentences, entities)
    pairs = [
        (sentences[position], *pair)
        for position, spans in entities.groupby("sentence")[["start", "end"]]
        for pair in permutations(spans.itertuples(index=False, name=None), 2)
    ]
    score_pairs(*([pair[part] for pair in pairs] for part in range(3)))


def read_sentiment(sentences: list[str], entities: pd.DataFrame) -> None:
    """Score how each name is written of."""
    spans = list(zip(entities["start"], entities["end"], strict=True))
    score_targets([sentences[position] for position in entities["sentence"]], spans)


def roberta_rows(sentences: list[str], entities: pd.DataFrame) -> list[Row]:
    """Measure RoBERTa-base: a pass for the names, one for each name and each ordered pair."""
    pieces = cut(load_tokenizer(MODEL / "tokenizer.json"), sentences)
    lengths = np.array([len(each.ids) + roberta.MARKERS for each in pieces])
    names = np.bincount(entities["sentence"], minlength=len(sentences))
    passes = {FULL: 1 + names + names * (names - 1), SENTIMENT: names}
    workloads = [np.repeat(lengths, count) for count in passes.values()]
    layout, speeds = roberta.passes_per_second(workloads, processors())
    system = f"{PEER}, onnxruntime fp32, {layout.batch} a batch, {layout.lanes} batches side by side"
    return [
        Row(task, system, processors(), speed / count.mean(), speed, float(count.mean()))
        for (task, count), speed in zip(passes.items(), speeds, strict=True)
    ]


def lighter_rows(sentences: list[str]) -> list[Row]:
    """Measure spaCy and the word lists, each of which keeps one processor busy."""
    rows = [lighter_row(NAMES, system, run, sentences) for system, run in lighter.spacy_runs()]
    words = {"TextBlob": lighter.polarities, "VADER": lighter.compounds}
    return rows + [lighter_row(WHOLE, name, run, sentences) for name, run in words.items()]


def lighter_row(task: str, system: str, run: Callable | None, sentences: list[str]) -> Row:
    """Measure a system that runs on one processor; without one to run, say only its name."""
    if run is None:
        return Row(task, system, 1)
    return Row(task, system, 1, len(sentences) / median_seconds(lambda: run(sentences)))


def ratio(rows: Sequence[Row], task: str) -> float:
    """Return how many times RoBERTa-base this suite is at a task."""
    suite, peer = (
        next(row for row in rows if row.task == task and row.system.startswith(system))
        for system in (SUITE, PEER)
    )
    return suite.sentences_per_second / peer.sentences_per_second


if __name__ == "__main__":
    main()
