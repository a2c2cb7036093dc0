"""The peer that published systems are made of: RoBERTa-base, one pass per target.

Its weights are random, which costs what trained ones cost. Where a choice is open, it is made in
the peer's favour: neither its tokenizer nor the layer that decides is counted, and batch size and
threads are those that are fastest on the machine at hand.
"""

import logging
import tempfile
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
import torch
from transformers import RobertaConfig, RobertaModel

from benchmarks.clock import REPETITIONS, median_seconds

BASE = RobertaConfig(vocab_size=50_265, max_position_embeddings=514, type_vocab_size=1, layer_norm_eps=1e-5)
MARKERS = 2
LONGEST = 512  # longer sentences are cut there
BATCHES = (1, 4, 16)
TRIED, MEASURED = 64, 208  # passes that choose a layout, and that measure the chosen one
_PAD, _WORD = 1, 5


class Layout(NamedTuple):
    """How the passes are run: `batch` at once, and `lanes` batches side by side."""

    batch: int
    lanes: int


class Roberta:
    """The model in onnxruntime, its threads shared among the lanes of a layout."""

    def __init__(self, path: Path, layout: Layout, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads // layout.lanes
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._lanes = ThreadPoolExecutor(layout.lanes)

    def run(self, batches: Sequence[np.ndarray]) -> None:
        """Make a pass for each length in each batch."""
        for _ in self._lanes.map(self._run, batches):
            pass

    def _run(self, lengths: np.ndarray) -> None:
        mask = np.arange(lengths.max()) < lengths[:, None]
        self._session.run(None, {"ids": np.where(mask, _WORD, _PAD), "mask": mask.astype(np.int64)})


def passes_per_second(
    workloads: Sequence[np.ndarray], threads: int, config: RobertaConfig = BASE
) -> tuple[Layout, list[float]]:
    """Measure passes a second.

    Args:
        workloads: each the lengths of its passes, in word pieces with the markers.
        threads: how many the model may use.

    Returns:
        The layout that is fastest on the first workload, and each workload's passes a second in it.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roberta.onnx"
        export(path, config)
        layouts = [Layout(batch, lanes) for batch in BATCHES for lanes in sorted({1, threads})]
        speeds = [_speed(path, layout, threads, workloads[0], TRIED, 1) for layout in layouts]
        best = layouts[int(np.argmax(speeds))]
        return best, [_speed(path, best, threads, lengths, MEASURED) for lengths in workloads]


def sampled(lengths: np.ndarray, batch: int, passes: int) -> list[np.ndarray]:
    """Sort passes by length, the longest first, cut them in batches and take some at even distances."""
    ordered = np.sort(np.minimum(lengths, LONGEST))[::-1]
    batches = [ordered[start : start + batch] for start in range(0, len(ordered), batch)]
    wanted = min(len(batches), -(-passes // batch))
    middles = (np.arange(wanted) + 0.5) * len(batches) / wanted
    return [batches[int(middle)] for middle in middles]


def export(path: Path, config: RobertaConfig) -> None:
    """Write an encoder with random weights as ONNX."""
    torch.manual_seed(0)
    model = _Encoder(config).eval()
    ids = torch.full((2, 8), _WORD)
    free = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it misses torchvision, which nothing here needs
    with warnings.catch_warnings(action="ignore", category=FutureWarning):  # torch's own, of its own parts
        torch.onnx.export(
            model,
            (ids, torch.ones_like(ids)),
            path,
            input_names=["ids", "mask"],
            dynamic_shapes=(free, free),
            external_data=False,
            verbose=False,
        )


class _Encoder(torch.nn.Module):
    def __init__(self, config: RobertaConfig) -> None:
        super().__init__()
        self.model = RobertaModel(config, add_pooling_layer=False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=ids, attention_mask=mask).last_hidden_state


def _speed(
    path: Path, layout: Layout, threads: int, lengths: np.ndarray, passes: int, repetitions: int = REPETITIONS
) -> float:
    """Return how many of these passes are made a second."""
    model = Roberta(path, layout, threads)
    batches = sampled(lengths, layout.batch, passes)
    return sum(map(len, batches)) / median_seconds(lambda: model.run(batches), repetitions=repetitions)
