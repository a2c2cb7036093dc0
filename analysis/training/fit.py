"""Training, and what a trained model says of examples."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from analysis.training.batches import Batch, Prepared, by_length, collate, shuffled
from analysis.training.model import ReaderModel
from analysis.training.questions import Judged

SAVED_EVERY = 200  # steps


@dataclass(frozen=True)
class Recipe:
    """How a model is trained; the loss weights are of the three heads."""

    encoder_rate: float
    head_rate: float
    batch: int = 16
    seed: int = 0
    smoothing: float = 0.05
    stance_weights: tuple[float, float, float] = (1.2, 0.7, 1.5)
    stance_share: float = 0.75
    names_share: float = 1 / 96  # of the summed loss of all pieces: a sixth of a loss per sentence
    warm_up: float = 0.06
    decay: float = 0.01
    clip: float = 1.0
    half: bool = False  # calculate in bfloat16: three times as fast where the processor knows it


def fit(
    model: ReaderModel, epochs: Sequence[Sequence[Prepared]], recipe: Recipe, *, state: Path | None = None
) -> ReaderModel:
    """Train a model in place, on what is given for each epoch, and return it.

    `state` is a file that keeps the run: a run that was cut off goes on from it, and gives the same
    model as one that was not.
    """
    torch.manual_seed(recipe.seed)
    steps = sum(-(-len(epoch) // recipe.batch) for epoch in epochs)
    optimiser, schedule = _optimiser(model, recipe, steps)
    done = _resume(state, model, optimiser, schedule)
    model.train()
    step = 0
    with tqdm(total=steps, initial=done, unit="step", mininterval=5, desc="training") as bar:
        for number, epoch in enumerate(epochs):
            generator = np.random.default_rng([recipe.seed, number])
            for examples in shuffled(epoch, recipe.batch, generator):
                step += 1
                if step <= done:
                    continue
                with torch.autocast("cpu", torch.bfloat16, enabled=recipe.half):
                    loss = _loss(model, collate(examples), recipe)
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
                optimiser.step()
                schedule.step()
                bar.update()
                bar.set_postfix(loss=f"{loss.item():.3f}", refresh=False)
                if state and (step % SAVED_EVERY == 0 or step == steps):
                    _save(state, model, optimiser, schedule, step)
    return model.eval()


def _optimiser(model: ReaderModel, recipe: Recipe, steps: int):
    encoder = [weight for weight in model.encoder.parameters() if weight.requires_grad]
    known = {id(weight) for weight in model.encoder.parameters()}
    heads = [weight for weight in model.parameters() if id(weight) not in known]
    groups = [{"params": encoder, "lr": recipe.encoder_rate}, {"params": heads, "lr": recipe.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)
    warm = max(1, round(recipe.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, (steps - step) / max(1, steps - warm))
    )
    return optimiser, schedule


def _save(state: Path, model: ReaderModel, optimiser, schedule, step: int) -> None:
    kept = {"model": model.state_dict(), "optimiser": optimiser.state_dict()}
    kept |= {"schedule": schedule.state_dict(), "step": step, "random": torch.get_rng_state()}
    partial = state.with_suffix(".part")
    torch.save(kept, partial)
    partial.replace(state)


def _resume(state: Path | None, model: ReaderModel, optimiser, schedule) -> int:
    if not state or not state.exists():
        return 0
    kept = torch.load(state, weights_only=True)
    model.load_state_dict(kept["model"])
    optimiser.load_state_dict(kept["optimiser"])
    schedule.load_state_dict(kept["schedule"])
    torch.set_rng_state(kept["random"])
    return kept["step"]


def _forward(model: ReaderModel, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    states, tags = model.read(batch.ids, batch.cases, batch.mask)
    whole = states[:, 0]
    span = _average(batch.spans, states, batch.span_rows)
    holder = _average(batch.holders, states, batch.pair_rows)
    target = _average(batch.targets, states, batch.pair_rows)
    return (
        model.judge_sentiment(span, whole[batch.span_rows]),
        model.judge_stance(holder, target, whole[batch.pair_rows]),
        tags,
    )


def _average(weights: Tensor, states: Tensor, rows: Tensor) -> Tensor:
    return torch.einsum("sp,spw->sw", weights, states[rows])


def _loss(model: ReaderModel, batch: Batch, recipe: Recipe) -> Tensor:
    sentiments, stances, tags = _forward(model, batch)
    loss = tags.new_zeros(())
    if len(sentiments):
        loss = loss + _cross_entropy(sentiments, batch.span_labels, recipe.smoothing).mean()
    if len(stances):
        weights = (batch.pair_labels * torch.tensor(recipe.stance_weights)).sum(-1)
        losses = _cross_entropy(stances, batch.pair_labels, recipe.smoothing)
        loss = loss + recipe.stance_share * (weights * losses).sum() / weights.sum()
    return loss + recipe.names_share * _cross_entropy(tags, batch.tags, 0.0).sum()


def _cross_entropy(logits: Tensor, labels: Tensor, smoothing: float) -> Tensor:
    labels = (1 - smoothing) * labels + smoothing * labels.sum(-1, keepdim=True) / labels.shape[-1]
    return -(labels * logits.float().log_softmax(-1)).sum(-1)


@torch.inference_mode()
def judge(
    model: ReaderModel, prepared: Sequence[Prepared], size: int = 32, *, half: bool = False
) -> list[Judged]:
    """Return what a model says of the spans, pairs and pieces of examples, in their order.

    Args:
        half: calculate in bfloat16.
    """
    model.eval()
    judged: list[Judged | None] = [None] * len(prepared)
    for places in tqdm(list(by_length(prepared, size)), unit="batch", mininterval=5, desc="judging"):
        batch = collate([prepared[place] for place in places])
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            answers = _forward(model, batch)
        sentiments, stances, tags = (part.float().softmax(-1).numpy() for part in answers)
        for row, place in enumerate(places):
            judged[place] = Judged(
                sentiments[batch.span_rows.numpy() == row],
                stances[batch.pair_rows.numpy() == row],
                tags[row, 1 : len(prepared[place]) - 1],
            )
    return judged
