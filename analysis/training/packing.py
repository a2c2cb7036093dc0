"""Weights of four bits in an ONNX graph, which the runtime unpacks once, while it loads the graph.

The nodes added here hang on constants alone: the runtime folds them, so they cost nothing later.
"""

from collections.abc import Sequence

import ml_dtypes
import numpy as np
import torch
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor

from analysis.training.coarse import coarse

LEAST = 200_000  # numbers in a weight of floats that is packed; smaller ones stay as they are


def pack_floats(graph: GraphProto) -> None:
    """Pack the large weights that a graph calculates with or looks up as floats, a row per output."""
    for weight in [each for each in graph.initializer if each.data_type == TensorProto.FLOAT]:
        if np.prod(weight.dims) >= LEAST:
            name, codes = weight.name, coarse(torch.from_numpy(numpy_helper.to_array(weight).copy()))
            for key, values in _codes(name, codes.codes, codes.multipliers[..., None]).items():
                _add(graph, key, values)
            _add(graph, f"{name}.scales", codes.scales[:, None, None].numpy())
            scaled = helper.make_node("Mul", [f"{name}.whole", f"{name}.scales"], [f"{name}.scaled"])
            _replace(graph, name, [*_unpacked(name), scaled], tuple(weight.dims))


def packed_bytes(name: str, weight: Tensor) -> tuple[list[NodeProto], dict[str, TensorProto], str]:
    """Return nodes and constants that make the bytes `name`, a column per output, and the name of their
    scales, one an output."""
    codes = coarse(weight.detach())
    by_input = codes.codes.permute(1, 2, 0)
    values = _codes(name, by_input, codes.multipliers.T[:, None])
    values[f"{name}.scales"] = codes.scales.numpy()
    values[f"{name}.shape"] = np.array([by_input[..., 0].numel(), by_input.shape[-1]])
    nodes = [
        *_unpacked(name),
        _cast(f"{name}.whole", f"{name}.bytes", TensorProto.INT8),
        helper.make_node("Reshape", [f"{name}.bytes", f"{name}.shape"], [name]),
    ]
    constants = {
        key: numpy_helper.from_array(np.ascontiguousarray(each), key) for key, each in values.items()
    }
    return nodes, constants, f"{name}.scales"


def _codes(name: str, codes: Tensor, multipliers: Tensor) -> dict[str, np.ndarray]:
    return {
        f"{name}.codes": codes.numpy().astype(ml_dtypes.int4),
        f"{name}.multipliers": multipliers.numpy().astype(np.uint8),
    }


def _unpacked(name: str) -> list[NodeProto]:
    """Return nodes that make `name.whole`: each code times the multiplier of its block."""
    return [
        _cast(f"{name}.codes", f"{name}.steps", TensorProto.FLOAT),
        _cast(f"{name}.multipliers", f"{name}.sizes", TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}.steps", f"{name}.sizes"], [f"{name}.whole"]),
    ]


def _replace(graph: GraphProto, name: str, nodes: Sequence[NodeProto], shape: Sequence[int]) -> None:
    """Let nodes make what an initializer gave: `name.scaled`, in its shape."""
    graph.initializer.remove(next(each for each in graph.initializer if each.name == name))
    _add(graph, f"{name}.shape", np.array(shape))
    shaped = helper.make_node("Reshape", [f"{name}.scaled", f"{name}.shape"], [name])
    rest = list(graph.node)
    del graph.node[:]
    graph.node.extend([*nodes, shaped, *rest])


def _add(graph: GraphProto, name: str, values: np.ndarray) -> None:
    graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(values), name))


def _cast(given: str, made: str, kind: int) -> NodeProto:
    return helper.make_node("Cast", [given], [made], to=kind)
