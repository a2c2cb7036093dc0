"""Labelled sentences as tensors, in batches of like length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from analysis.labelled import Example
from analysis.reading.pieces import Pieces, cut
from analysis.reading.tags import TAGS

WINDOW = 128


@dataclass
class Batch:
    """Sentences as rows; spans say which row they are of and average its pieces by a weight row."""

    ids: Tensor
    cases: Tensor
    mask: Tensor
    tags: Tensor  # a row of probabilities a piece, zeros where nobody looked
    spans: Tensor  # span x piece: the weights of its average
    span_rows: Tensor
    span_labels: Tensor
    holders: Tensor
    targets: Tensor
    pair_rows: Tensor
    pair_labels: Tensor


@dataclass(frozen=True)
class Prepared:
    """An example with its pieces, no more of them than the window holds between two special ones.

    `tags` has the probabilities of TAGS, a row per piece.
    """

    example: Example
    pieces: Pieces
    special: tuple[int, int]
    tags: np.ndarray | None

    def __len__(self) -> int:
        return len(self.pieces.ids) + 2


def prepare(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Prepared]:
    """Cut the sentences of examples once, before the first epoch."""
    special = tuple(tokenizer.encode("").ids)
    prepared = []
    for example, pieces in zip(
        examples, cut(tokenizer, [example.sentence for example in examples]), strict=True
    ):
        short = Pieces(*(column[: WINDOW - 2] for column in pieces))
        tags = example.tags if example.tags is not None else _tags(example, short)
        prepared.append(Prepared(_inside(example, short), short, special, tags))
    return prepared


def _inside(example: Example, pieces: Pieces) -> Example:
    """Leave out the spans that stand beyond the window."""

    def seen(span: tuple[int, int]) -> bool:
        first, past = pieces.covered(*span)
        return first < past

    return replace(
        example,
        sentiments=tuple(row for row in example.sentiments if seen(row[0])),
        pairs=tuple(row for row in example.pairs if seen(row[0]) and seen(row[1])),
    )


def _tags(example: Example, pieces: Pieces) -> np.ndarray | None:
    if example.names is None:
        return None
    place = np.zeros(len(pieces.ids), dtype=int)
    for start, end, kind in example.names:
        first, past = pieces.covered(start, end)
        place[first:past] = TAGS.index(f"I-{kind}")
        place[first : min(first + 1, past)] = TAGS.index(f"B-{kind}")
    return np.eye(len(TAGS), dtype=np.float32)[place]


def shuffled(
    prepared: Sequence[Prepared], size: int, generator: np.random.Generator
) -> Iterator[list[Prepared]]:
    """Deal the examples into batches, sorted by length within chunks of twenty batches."""
    order = generator.permutation(len(prepared))
    batches = []
    for chunk in range(0, len(order), 20 * size):
        inside = sorted(order[chunk : chunk + 20 * size], key=lambda place: len(prepared[place]))
        batches += [inside[start : start + size] for start in range(0, len(inside), size)]
    for place in generator.permutation(len(batches)):
        yield [prepared[each] for each in batches[place]]


def by_length(prepared: Sequence[Prepared], size: int) -> Iterator[list[int]]:
    """Deal positions into batches, shortest sentences first."""
    order = sorted(range(len(prepared)), key=lambda place: len(prepared[place]))
    for start in range(0, len(order), size):
        yield order[start : start + size]


def collate(batch: Sequence[Prepared]) -> Batch:
    """Stack prepared examples."""
    longest = max(map(len, batch))
    ids, cases, mask = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(3))
    tags = torch.zeros(len(batch), longest, len(TAGS))
    spans, pairs = [], []
    for row, each in enumerate(batch):
        inside = slice(1, len(each) - 1)
        ids[row, 0], ids[row, len(each) - 1] = each.special
        ids[row, inside] = torch.from_numpy(each.pieces.ids)
        cases[row, inside] = torch.from_numpy(each.pieces.cases)
        mask[row, : len(each)] = 1
        if each.tags is not None:
            tags[row, inside] = torch.from_numpy(each.tags)
        spans += [(row, _weights(each, span, longest), label) for span, label in each.example.sentiments]
        pairs += [
            (row, _weights(each, holder, longest), _weights(each, target, longest), label)
            for holder, target, label in each.example.pairs
        ]
    return Batch(
        ids, cases, mask, tags,
        _stack([span[1] for span in spans], longest), _rows(spans), _labels(spans),
        _stack([pair[1] for pair in pairs], longest), _stack([pair[2] for pair in pairs], longest),
        _rows(pairs), _labels(pairs),
    )  # fmt: skip


def _weights(each: Prepared, span: tuple[int, int], longest: int) -> Tensor:
    first, past = each.pieces.covered(*span)
    weights = torch.zeros(longest)
    weights[first + 1 : past + 1] = 1 / max(1, past - first)
    return weights


def _stack(rows: list[Tensor], longest: int) -> Tensor:
    return torch.stack(rows) if rows else torch.zeros(0, longest)


def _rows(items: list[tuple]) -> Tensor:
    return torch.tensor([item[0] for item in items], dtype=torch.long)


def _labels(items: list[tuple]) -> Tensor:
    return torch.tensor([item[-1] for item in items]).reshape(-1, 3)
