"""The rounding that a small model lives with, met in training so that it learns to.

Weights have four bits: a signed number of four bits, times a whole multiplier for each block of
inputs, times a scale for each output. All three multiply to whole numbers of seven bits and a scale,
which is what a processor's fast instructions take. What a layer reads has eight bits, scaled by the
sentence's own range; the files scale by a range that was measured once (`ranges`), nearly the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from torch import Tensor, nn
from torch.nn.utils import parametrize

BLOCK = 64
_MULTIPLIERS = 8  # 8 x 8 = 64: seven bits, so that sums of two products fit sixteen


class Codes(NamedTuple):
    """Weights as whole numbers: `codes` (-8 to 7) in blocks, `multipliers` a block, `scales` an output."""

    codes: Tensor
    multipliers: Tensor
    scales: Tensor

    def weights(self) -> Tensor:
        """Return what the numbers stand for, a row per output."""
        steps = self.multipliers[..., None] * self.scales[:, None, None]
        return (self.codes * steps).flatten(1)


def coarse(weight: Tensor, block: int = BLOCK) -> Codes:
    """Round weights, a row per output, whose inputs are a multiple of the block."""
    blocks = weight.unflatten(1, (-1, block))
    steps = blocks.abs().amax(-1) / 7.5
    scales = (steps.amax(-1) / _MULTIPLIERS).clamp(min=1e-12)
    multipliers = (steps / scales[:, None]).round().clamp(1, _MULTIPLIERS)
    codes = (blocks / (multipliers * scales[:, None])[..., None]).round().clamp(-8, 7)
    return Codes(codes, multipliers, scales)


def rounded(states: Tensor) -> Tensor:
    """Round what a layer reads to eight bits between the least and the greatest of each sentence."""
    high = states.amax((1, 2), keepdim=True).clamp(min=0)
    low = states.amin((1, 2), keepdim=True).clamp(max=0)
    step = ((high - low) / 255).clamp(min=1e-9)
    zero = (-low / step).round()
    return ((states / step + zero).round().clamp(0, 255) - zero) * step


class _Coarse(nn.Module):
    """Weights as they will ship; gradients pass to the exact ones."""

    def forward(self, weight: Tensor) -> Tensor:
        return weight + (coarse(weight.detach()).weights() - weight).detach()


@contextmanager
def rounded_weights(model: nn.Module, least: int) -> Iterator[None]:
    """Let the large layers of a model calculate with the weights that they will ship with.

    A model that goes on from rounded weights needs it: what it learns is less than a step of the
    rounding, and would be lost.

    Args:
        least: numbers in a weight that is rounded.
    """
    large = [part for part in model.modules() if isinstance(part, nn.Linear) and part.weight.numel() >= least]
    for layer in large:
        parametrize.register_parametrization(layer, "weight", _Coarse())
    try:
        yield
    finally:
        for layer in large:
            parametrize.remove_parametrizations(layer, "weight", leave_parametrized=False)


@contextmanager
def rounding(encoder: nn.Module) -> Iterator[None]:
    """Let the layers of an encoder read rounded states; gradients pass as if they were not."""

    def read(_: nn.Module, inputs: tuple[Tensor]) -> tuple[Tensor]:
        return (inputs[0] + (rounded(inputs[0]) - inputs[0]).detach(),)

    layers = [part for part in encoder.encoder.modules() if isinstance(part, nn.Linear)]
    hooks = [layer.register_forward_pre_hook(read) for layer in layers]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
