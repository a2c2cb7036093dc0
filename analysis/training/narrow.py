"""A student cut out of its teacher: fewer layers, and in each of them the hidden units that do most."""

from collections.abc import Sequence
from copy import deepcopy

import torch
from torch import Tensor, nn

from analysis.training.batches import Prepared
from analysis.training.fit import judge
from analysis.training.model import ReaderModel

LAYERS = 12
DROPPED = (3, 8, 10)  # counted from 0: the layers whose loss changes the teacher's answers least
UNITS = 2176  # of 3,072


def narrow(
    teacher: ReaderModel,
    sentences: Sequence[Prepared],
    *,
    dropped: Sequence[int] = DROPPED,
    units: int = UNITS,
) -> ReaderModel:
    """Return a copy of the teacher with fewer layers and hidden units.

    Args:
        sentences: on these, a unit counts as much as it adds to what the next layer reads.
        dropped: the layers to leave out, counted from 0.
        units: hidden units that a layer keeps.
    """
    student = deepcopy(teacher)
    for layer, counts in zip(student.encoder.encoder.layer, _contributions(teacher, sentences), strict=True):
        kept = counts.topk(units).indices.sort().values
        inner, outer = layer.intermediate.dense, layer.output.dense
        inner.weight, inner.bias = nn.Parameter(inner.weight[kept]), nn.Parameter(inner.bias[kept])
        outer.weight = nn.Parameter(outer.weight[:, kept])
        inner.out_features = outer.in_features = units
    layers = student.encoder.encoder.layer
    student.encoder.encoder.layer = nn.ModuleList(
        layer for place, layer in enumerate(layers) if place not in dropped
    )
    student.encoder.config.num_hidden_layers = len(student.encoder.encoder.layer)
    student.encoder.config.intermediate_size = units
    return student


def _contributions(teacher: ReaderModel, sentences: Sequence[Prepared]) -> list[Tensor]:
    """Return, for each layer, the sum of each hidden unit's activations times its outgoing weights' norm."""
    outer = [layer.output.dense for layer in teacher.encoder.encoder.layer]
    sums = [torch.zeros(dense.in_features) for dense in outer]

    def watch(place: int):
        def add(_: nn.Module, inputs: tuple[Tensor]) -> None:
            sums[place] += inputs[0].abs().sum((0, 1))

        return add

    watched = [dense.register_forward_pre_hook(watch(place)) for place, dense in enumerate(outer)]
    judge(teacher, sentences)
    for each in watched:
        each.remove()
    return [total * dense.weight.detach().norm(dim=0) for total, dense in zip(sums, outer, strict=True)]
