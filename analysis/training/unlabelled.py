"""Sentences that nobody labelled, with the questions that a teacher is to answer about them."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.actors import find_mentions
from analysis.articles import load_articles
from analysis.labelled import Example
from analysis.names.capitals import capital_names
from analysis.sentences import split_sentences
from analysis.training.questions import MOST, asked

_WORDS = range(6, 60)


def read_unlabelled(folder: Path, per_file: int, *, least: int = 1, seed: int = 0) -> list[Example]:
    """Draw sentences that name somebody from every corpus in a folder; each mention is a question.

    Whole articles are drawn, so that surnames and pronouns find their people.

    Args:
        least: mentions that a sentence has.
    """
    examples = []
    for place, file in enumerate(sorted(folder.glob("*.jsonl.gz"))):
        generator = np.random.default_rng([seed, place])
        articles = load_articles(file)
        articles = articles[articles["status"] == "ok"].sample(frac=1, random_state=generator)
        few = np.cumsum(articles["words"]) <= 40 * least * per_file
        examples += _some(_questions(articles[few], least, generator), generator, per_file)
    return examples


def _questions(articles: pd.DataFrame, least: int, generator: np.random.Generator) -> list[Example]:
    sentences = split_sentences(articles)
    mentions = find_mentions(articles, sentences, namer=capital_names)
    named = {key: group for key, group in mentions.groupby(["article_id", "sentence_id"])}
    examples = []
    for row in sentences.itertuples():
        found = named.get((row.article_id, row.sentence_id), ())
        if len(found) >= least and len(row.text.split()) in _WORDS:
            spans = [(m.start - row.start, m.end - row.start) for m in found.itertuples()]
            examples.append(asked(Example(row.text), _some(spans, generator)))
    return examples


def _some(items: list, generator: np.random.Generator, most: int = MOST) -> list:
    """Draw at most so many of them, in their order."""
    return [items[place] for place in sorted(generator.permutation(len(items))[:most])]
