"""How far the numbers reach that the layers of an encoder multiply, measured on real sentences.

A few of their columns are far greater than all others, the same ones in every sentence, so that the
range hardly differs from one to the next: one that was measured once serves them all.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from analysis.articles import load_articles
from analysis.book import DATA
from analysis.reading.pieces import cut
from analysis.sentences import split_sentences
from analysis.training.batches import WINDOW
from analysis.training.model import ReaderModel

_SENTENCES = 300
_RARE = 1  # percent of the sentences at either end that may reach farther


class Range(NamedTuple):
    """From the least to the greatest number; zero lies in it."""

    low: float
    high: float

    def step_and_zero(self) -> tuple[float, int]:
        """Return how far apart two of 256 levels are, and which of them is zero."""
        step = max((self.high - self.low) / 255, 1e-9)
        return step, round(-self.low / step)


def sample_sentences() -> list[str]:
    """Return sentences of the sample articles, at even distances."""
    sentences = split_sentences(load_articles(DATA / "articles"))["text"].tolist()
    return [sentences[place] for place in np.linspace(0, len(sentences) - 1, _SENTENCES).astype(int)]


def measured(model: ReaderModel, tokenizer: Tokenizer, sentences: Sequence[str]) -> dict[str, Range]:
    """Return the range of what each product of each layer reads: qkv, o, inner, outer."""
    reached: dict[str, list[tuple[float, float]]] = {name: [] for name, _ in _products(model)}

    def watch(name: str):
        return lambda _, given: reached[name].append((given[0].min().item(), given[0].max().item()))

    hooks = [layer.register_forward_pre_hook(watch(name)) for name, layer in _products(model)]
    special = tokenizer.encode("").ids
    try:
        with torch.no_grad():
            for pieces in cut(tokenizer, sentences):
                ids = [special[0], *pieces.ids[: WINDOW - 2], special[-1]]
                cases = np.pad(pieces.cases[: WINDOW - 2], 1)
                model.read(torch.tensor([ids]), torch.from_numpy(cases)[None])
    finally:
        for hook in hooks:
            hook.remove()
    return {name: _range(np.array(pairs)) for name, pairs in reached.items()}


def _products(model: ReaderModel) -> Iterator[tuple[str, nn.Linear]]:
    """Yield the layers that multiply; those that read the same stand for each other."""
    for number, layer in enumerate(model.encoder.encoder.layer):
        yield f"layer.{number}.qkv", layer.attention.attn.q
        yield f"layer.{number}.o", layer.attention.attn.o
        yield f"layer.{number}.inner", layer.intermediate.dense
        yield f"layer.{number}.outer", layer.output.dense


def _range(reached: np.ndarray) -> Range:
    low, high = np.percentile(reached[:, 0], _RARE), np.percentile(reached[:, 1], 100 - _RARE)
    return Range(float(min(low, 0)), float(max(high, 0)))
