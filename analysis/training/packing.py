"""Weights of four bits in an ONNX graph, which the runtime unpacks once, while it loads the graph.

The nodes added here hang on constants alone: the runtime folds them, so they cost nothing later.
"""

from collections.abc import Sequence

import ml_dtypes
import numpy as np
import torch
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor

from analysis.training.coarse import Codes, coarse

LEAST = 200_000  # numbers in a weight; smaller ones stay as they are


def pack_floats(graph: GraphProto) -> None:
    """Pack the large weights that a graph calculates with or looks up as floats, a row per output."""
    for weight in [each for each in graph.initializer if each.data_type == TensorProto.FLOAT]:
        if np.prod(weight.dims) >= LEAST:
            name, codes = weight.name, _coarse(weight)
            _add(graph, f"{name}.scales", codes.scales[:, None, None].numpy())
            scaled = helper.make_node("Mul", [f"{name}.whole", f"{name}.scales"], [f"{name}.scaled"])
            unpacked = _unpacked(graph, name, codes.codes, codes.multipliers[..., None])
            _replace(graph, name, [*unpacked, scaled], tuple(weight.dims))


def pack_bytes(graph: GraphProto, exact: GraphProto) -> None:
    """Pack the weights that a graph calculates with as bytes, a column per output.

    Args:
        graph: what onnxruntime's dynamic quantiser made, with a scale for each output.
        exact: what it was made from.
    """
    floats = {each.name: each for each in exact.initializer}
    scales = {each.name: each for each in graph.initializer}
    for weight in [each for each in graph.initializer if each.name.endswith("_quantized")]:
        name, plain = weight.name, weight.name.removesuffix("_quantized")
        codes = _coarse(floats[plain], turned=True)
        scales[f"{plain}_scale"].CopyFrom(numpy_helper.from_array(codes.scales.numpy(), f"{plain}_scale"))
        unpacked = _unpacked(graph, name, codes.codes.permute(1, 2, 0), codes.multipliers.T[:, None])
        whole = _cast(f"{name}.whole", f"{name}.scaled", TensorProto.INT8)
        _replace(graph, name, [*unpacked, whole], tuple(weight.dims))


def _coarse(weight: TensorProto, *, turned: bool = False) -> Codes:
    values = numpy_helper.to_array(weight)
    return coarse(torch.from_numpy((values.T if turned else values).copy()))


def _unpacked(graph: GraphProto, name: str, codes: Tensor, multipliers: Tensor) -> list[NodeProto]:
    """Return nodes that make `name.whole`: each code times the multiplier of its block."""
    _add(graph, f"{name}.codes", codes.numpy().astype(ml_dtypes.int4))
    _add(graph, f"{name}.multipliers", multipliers.numpy().astype(np.uint8))
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
