"""A trained model as files that run without torch: graphs, the tokenizer, and what they are."""

import contextlib
import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.export import Dim

from analysis.training.batches import WINDOW
from analysis.training.graph import OPSET, encoder_graph
from analysis.training.model import ReaderModel
from analysis.training.packing import pack_floats
from analysis.training.ranges import measured, sample_sentences

HEADS = {"sentiment": "sentiment", "stance": "stance"}  # a file of a head, and the head in it
POSITION_HEADS = {"voice": "sentiment", "stance": "stance"}
ALL_HEADS = HEADS | POSITION_HEADS
_SPANS = {"sentiment": 2, "stance": 4}  # vectors that a head reads side by side


class _Words(nn.Module):
    def __init__(self, words: nn.Module) -> None:
        super().__init__()
        self.words = words

    def forward(self, ids: Tensor) -> Tensor:
        return self.words(ids)


def export(
    model: ReaderModel,
    tokenizer: Tokenizer,
    folder: Path,
    *,
    temperatures: Mapping[str, float],
    trained_on: list[str],
    heads: Mapping[str, str] = HEADS,
    shared: str = "",
) -> None:
    """Write a model into a folder, its large weights in four bits.

    Args:
        shared: the way from the folder to that of a model whose words and tokenizer it shares, ending in a
            slash; it writes its own if left out.
        heads: the files to write, and the head that each holds.
        temperatures: what the logits of names, sentiment and stance are divided by.
        trained_on: SHA-256 of the labelled files that the model has seen.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    words, width = model.encoder.get_input_embeddings(), model.encoder.config.hidden_size
    pieces = torch.ones(2, 9, dtype=torch.long)
    sizes = {0: Dim("sentences"), 1: Dim("pieces")}
    if not shared:
        _write(_Words(words), (pieces,), folder / "words.onnx", ["ids"], ["words"], (sizes,))
        _pack_floats(folder / "words.onnx")
        tokenizer.save(str(folder / "tokenizer.json"))
    ranges = measured(model, tokenizer, sample_sentences())
    onnx.save(encoder_graph(model, ranges), folder / "encoder.onnx")
    for file, head in heads.items():
        rows = ({0: Dim("spans")},)
        vectors = torch.zeros(2, _SPANS[head] * width)
        _write(getattr(model, head), (vectors,), folder / f"{file}.onnx", ["vectors"], ["logits"], rows)
        _pack_floats(folder / f"{file}.onnx")
    files = [f"{shared}words.onnx", "encoder.onnx", *(f"{head}.onnx" for head in heads)]
    for graph in files[bool(shared) :]:
        _forget_the_machine(folder / graph)
    files.append(f"{shared}tokenizer.json")
    about = {
        "words": files[0],
        "tokenizer": files[-1],
        "heads": list(heads),
        "window": WINDOW,
        "special": tokenizer.encode("").ids,
        "temperatures": {head: round(value, 4) for head, value in temperatures.items()},
        "trained_on": sorted(trained_on),
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files},
    }
    (folder / "reader.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _write(model: nn.Module, inputs: tuple, path: Path, names: list[str], outputs: list[str], shapes) -> None:
    with contextlib.redirect_stdout(io.StringIO()):  # the exporter reports every step
        torch.onnx.export(
            model, inputs, path, input_names=names, output_names=outputs,
            dynamic_shapes=shapes, external_data=False, dynamo=True, verbose=False, opset_version=OPSET,
        )  # fmt: skip


def _pack_floats(path: Path) -> None:
    packed = onnx.load(path)
    pack_floats(packed.graph)
    onnx.save(packed, path)


def _forget_the_machine(path: Path) -> None:
    """Drop the exporter's stack traces, which name folders of the machine that exported."""
    model = onnx.load(path)
    for part in (model, model.graph, *model.graph.node, *model.graph.value_info):
        part.ClearField("metadata_props")
    onnx.save(model, path)
