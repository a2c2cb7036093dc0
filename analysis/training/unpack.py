"""A shipped model as one that can be trained further: its packed weights, put back into layers."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import GraphProto, helper, numpy_helper
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import pad
from transformers import MPNetConfig, MPNetModel
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

from analysis.reading.pieces import load_tokenizer
from analysis.training.export import ALL_HEADS
from analysis.training.graph import FIRST_PLACE
from analysis.training.model import ReaderModel

_BUCKETS = 32  # of distances, in MPNet
_LAYER = {  # the graph's names of what a layer multiplies, and the model's
    "qkv": ("attention.attn.q", "attention.attn.k", "attention.attn.v"),
    "o": ("attention.attn.o",),
    "inner": ("intermediate.dense",),
    "outer": ("output.dense",),
}
_NORMS = {"seen": "attention.LayerNorm", "said": "output.LayerNorm"}


def unpacked(folder: Path) -> tuple[ReaderModel, Tokenizer]:
    """Return the model whose files are in a folder, and its tokenizer.

    Raises:
        ValueError: the files hold a model of another build.
    """
    about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    graph = onnx.load(folder / "encoder.onnx").graph
    weights = _encoder(graph)
    words = _values(onnx.load(folder / about["words"]).graph)
    weights["encoder.embeddings.word_embeddings.weight"] = words["words.weight"]
    for file in about["heads"]:
        head = _values(onnx.load(folder / f"{file}.onnx").graph)
        weights |= {f"{ALL_HEADS[file]}.{name}": value for name, value in head.items()}
    model = ReaderModel(MPNetModel(_config(weights, graph), add_pooling_layer=False))
    left = model.load_state_dict(weights, strict=False)
    lacking = [name for name in left.missing_keys if not name.startswith(("sentiment", "stance"))]
    if lacking or left.unexpected_keys:
        raise ValueError(f"{folder} holds another build of model: {[*lacking, *left.unexpected_keys][:4]}")
    return model, load_tokenizer(folder / about["tokenizer"])


def _encoder(graph: GraphProto) -> dict[str, Tensor]:
    """Return the weights of an encoder by the names that the model gives them."""
    found = _values(graph)
    weights = {name: found[name] for name in ("case_shift.weight", "case.weight")}
    weights |= {"names.1.weight": found["names.weight"].T, "names.1.bias": found["names.bias"]}
    weights |= _normal(found, "embeddings", "encoder.embeddings.LayerNorm")
    weights["encoder.embeddings.position_embeddings.weight"] = pad(found["places"], (0, 0, FIRST_PLACE, 0))
    weights["encoder.encoder.relative_attention_bias.weight"] = _by_bucket(found["distances"])
    layers = sum(name.endswith(".qkv.bias") for name in found)
    for part, number in product(_LAYER, range(layers)):
        joined, names = f"layer.{number}.{part}", _LAYER[part]
        rows = [found[joined].T.chunk(len(names)), found[f"{joined}.bias"].chunk(len(names))]
        for name, weight, bias in zip(names, *rows, strict=True):
            weights[f"encoder.encoder.layer.{number}.{name}.weight"] = weight.contiguous()
            weights[f"encoder.encoder.layer.{number}.{name}.bias"] = bias
    for part, number in product(_NORMS, range(layers)):
        weights |= _normal(found, f"layer.{number}.{part}", f"encoder.encoder.layer.{number}.{_NORMS[part]}")
    return weights


def _normal(found: dict[str, Tensor], part: str, name: str) -> dict[str, Tensor]:
    return {f"{name}.{kind}": found[f"{part}.norm.{kind}"] for kind in ("weight", "bias")}


def _by_bucket(distances: Tensor) -> Tensor:
    """Return what each head adds for each bucket of distances; nothing for those that do not occur."""
    most = (distances.shape[1] + 1) // 2
    buckets = MPNetEncoder.relative_position_bucket(torch.arange(1 - most, most))
    table = torch.zeros(_BUCKETS, len(distances))
    table[buckets] = distances.T
    return table


def _values(graph: GraphProto) -> dict[str, Tensor]:
    """Return the weights of a graph by name, the packed ones as the numbers that they stand for."""
    kept = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    packed = [name.removesuffix(".codes") for name in kept if name.endswith(".codes")]
    values = {name: value for name, value in kept.items() if name.rpartition(".")[0] not in packed}
    values |= {f"{name}.bias": kept[f"{name}.bias"] for name in packed if f"{name}.bias" in kept}
    for name in packed:
        scales = kept[f"{name}.scales"]
        steps = kept[f"{name}.codes"].astype(np.float32) * kept[f"{name}.multipliers"]
        by_output = scales.reshape(-1, 1) if scales.ndim > 1 else scales
        values[name] = steps.reshape(kept[f"{name}.shape"]) * by_output
    return {name: torch.from_numpy(np.array(value)) for name, value in values.items()}


def _attribute(graph: GraphProto, kind: str, name: str) -> float:
    """Return an attribute of the nodes of a kind, which all have the same."""
    node = next(each for each in graph.node if each.op_type == kind)
    return helper.get_attribute_value(next(each for each in node.attribute if each.name == name))


def _config(weights: dict[str, Tensor], graph: GraphProto) -> MPNetConfig:
    """Return the shape of an encoder that its weights and its graph tell."""
    pieces, width = weights["encoder.embeddings.word_embeddings.weight"].shape
    inner = [value for name, value in weights.items() if name.endswith("intermediate.dense.bias")]
    return MPNetConfig(
        vocab_size=pieces,
        hidden_size=width,
        num_hidden_layers=len(inner),
        num_attention_heads=_attribute(graph, "MultiHeadAttention", "num_heads"),
        intermediate_size=len(inner[0]),
        layer_norm_eps=_attribute(graph, "LayerNormalization", "epsilon"),
        max_position_embeddings=len(weights["encoder.embeddings.position_embeddings.weight"]),
    )
