"""A shipped model as one that can be trained further: its packed weights, put back into layers."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import GraphProto, numpy_helper
from tokenizers import Tokenizer
from torch import Tensor
from transformers import MPNetConfig, MPNetModel

from analysis.reading.pieces import load_tokenizer
from analysis.training.export import ALL_HEADS
from analysis.training.model import ReaderModel

_ATTENTION_HEADS = 12
_LAYER = (
    "attention.attn.q",
    "attention.attn.k",
    "attention.attn.v",
    "attention.attn.o",
    "intermediate.dense",
    "output.dense",
)  # in the order in which a layer multiplies


def unpacked(folder: Path) -> tuple[ReaderModel, Tokenizer]:
    """Return the model whose files are in a folder, and its tokenizer.

    Raises:
        ValueError: the files hold a model of another build.
    """
    about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    weights = _encoder(onnx.load(folder / "encoder.onnx").graph)
    words = _values(onnx.load(folder / about["words"]).graph)
    weights["encoder.embeddings.word_embeddings.weight"] = words["words.weight"]
    for file in about["heads"]:
        head = _values(onnx.load(folder / f"{file}.onnx").graph)
        weights |= {f"{ALL_HEADS[file]}.{name}": value for name, value in head.items()}
    model = ReaderModel(MPNetModel(_config(weights), add_pooling_layer=False))
    left = model.load_state_dict(weights, strict=False)
    lacking = [name for name in left.missing_keys if not name.startswith(("sentiment", "stance"))]
    if lacking or left.unexpected_keys:
        raise ValueError(f"{folder} holds another build of model: {[*lacking, *left.unexpected_keys][:4]}")
    return model, load_tokenizer(folder / about["tokenizer"])


def _encoder(graph: GraphProto) -> dict[str, Tensor]:
    found = _values(graph)
    weights = {name.removeprefix("model."): value for name, value in found.items() if "." in name}
    products = [node.input[1] for node in graph.node if node.op_type == "MatMulInteger"]
    for place, name in enumerate(products):
        layer, part = divmod(place, len(_LAYER))
        weights[f"encoder.encoder.layer.{layer}.{_LAYER[part]}.weight"] = found[name].T.contiguous()
    (tags,) = [node.input[1] for node in graph.node if node.op_type == "MatMul" and node.input[1] in found]
    return weights | {"names.1.weight": found[tags].T.contiguous()}


def _values(graph: GraphProto) -> dict[str, Tensor]:
    """Return the weights of a graph by name, the packed ones as the numbers that they stand for."""
    kept = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    packed = [name.removesuffix(".codes") for name in kept if name.endswith(".codes")]
    values = {
        name: value for name, value in kept.items() if not any(name.startswith(f"{each}.") for each in packed)
    }
    for name in packed:
        scales = kept.get(f"{name}.scales", kept.get(f"{name.removesuffix('_quantized')}_scale"))
        steps = kept[f"{name}.codes"].astype(np.float32) * kept[f"{name}.multipliers"]
        by_output = scales.reshape(-1, 1) if scales.ndim > 1 else scales
        values[name] = steps.reshape(kept[f"{name}.shape"]) * by_output
    return {name: torch.from_numpy(np.array(value)) for name, value in values.items()}


def _config(weights: dict[str, Tensor]) -> MPNetConfig:
    """Return the shape of an encoder that its weights tell."""
    pieces, width = weights["encoder.embeddings.word_embeddings.weight"].shape
    inner = [value for name, value in weights.items() if name.endswith("intermediate.dense.bias")]
    return MPNetConfig(
        vocab_size=pieces,
        hidden_size=width,
        num_hidden_layers=len(inner),
        num_attention_heads=_ATTENTION_HEADS,
        intermediate_size=len(inner[0]),
        max_position_embeddings=len(weights["encoder.embeddings.position_embeddings.weight"]),
    )
