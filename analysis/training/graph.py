"""The graph of an encoder, node by node: as few steps as it takes, each on a batch of sentences.

What a layer multiplies is cut to bytes by a range that was measured once, so that a sentence gives the
same states whatever is read beside it, and sentences of one length can share a run.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor, nn

from analysis.training.model import ReaderModel
from analysis.training.packing import packed_bytes
from analysis.training.ranges import Range

OPSET = 21
MICROSOFT = "com.microsoft"  # the runtime's own nodes, of what ONNX has none for
FIRST_PLACE = 2  # of a piece: MPNet counts places from here


def encoder_graph(model: ReaderModel, ranges: Mapping[str, Range]) -> ModelProto:
    """Return the graph from the vectors of pieces and their cases to states and the logits of tags.

    Args:
        ranges: of what each product of a layer reads, as `ranges.measured` gives them.
    """
    graph, encoder = _Graph(ranges), model.encoder.encoder
    states = graph.embedded(model)
    bias = graph.distances(encoder)
    for number, layer in enumerate(encoder.layer):
        name, attention = f"layer.{number}", layer.attention.attn
        joined = graph.product(f"{name}.qkv", states, attention.q, attention.k, attention.v)
        seen = graph.attention(joined, bias, model.encoder.config.num_attention_heads)
        seen = graph.product(f"{name}.o", seen, attention.o)
        states = graph.normal(f"{name}.seen", layer.attention.LayerNorm, seen, states)
        inner = graph.product(f"{name}.inner", states, layer.intermediate.dense)
        outer = graph.product(f"{name}.outer", graph.run("Gelu", inner, domain=MICROSOFT), layer.output.dense)
        states = graph.normal(f"{name}.said", layer.output.LayerNorm, outer, states)
    return graph.whole(states, graph.tags(model, states))


class _Graph:
    """A graph as it grows; what a node makes is named by its kind and number."""

    def __init__(self, ranges: Mapping[str, Range]) -> None:
        self.ranges = ranges
        self.nodes: list[NodeProto] = []
        self.constants: dict[str, TensorProto] = {}

    def run(self, kind: str, *given: str, domain: str = "", **how) -> str:
        """Add a node that makes one thing, and return its name."""
        made = f"{kind}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, given, [made], domain=domain, **how))
        return made

    def constant(self, name: str, values: Sequence | np.ndarray | Tensor) -> str:
        """Add a constant and return its name."""
        array = values.detach().numpy() if isinstance(values, Tensor) else np.asarray(values)
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def embedded(self, model: ReaderModel) -> str:
        """Add letter case and place to the vectors of pieces."""
        embeddings = model.encoder.embeddings
        places = embeddings.position_embeddings.weight[FIRST_PLACE:]
        shift = self.run("Gather", self.constant("case_shift.weight", model.case_shift.weight), "cases")
        cased = self.run("Add", "words", shift)
        first = self.run("Slice", self.constant("places", places), self.constant("0", [0]), self._length())
        return self.normal("embeddings", embeddings.LayerNorm, cased, first)

    def distances(self, encoder: nn.Module) -> str:
        """Return what each head adds for the distance of two pieces, of all pairs in a sentence."""
        most = self.constants["places"].dims[0]
        buckets = encoder.relative_position_bucket(
            torch.arange(1 - most, most)[None], num_buckets=encoder.relative_attention_bias.num_embeddings
        )
        table = self.constant("distances", encoder.relative_attention_bias(buckets)[0].T)
        length = self.run("Squeeze", self._length())
        along = self.run("Range", self.constant("zero", 0), length, self.constant("one", 1))
        apart = self.run("Sub", along, self.run("Unsqueeze", along, self.constant("1", [1])))
        places = self.run("Add", apart, self.constant("middle", most - 1))
        return self.run("Unsqueeze", self.run("Gather", table, places, axis=1), self.constant("0", [0]))

    def product(self, name: str, given: str, *layers: nn.Linear) -> str:
        """Multiply what is given, as bytes, by the weights of layers side by side, and add their shifts."""
        nodes, constants, scales = packed_bytes(name, torch.cat([layer.weight for layer in layers]))
        self.nodes += nodes
        self.constants |= constants
        step, zero = self.ranges[name].step_and_zero()
        step = self.constant(f"{name}.step", np.float32(step))
        zero = self.constant(f"{name}.zero", np.uint8(zero))
        shift = self.constant(f"{name}.bias", torch.cat([layer.bias for layer in layers]))
        levels = self.run("QuantizeLinear", given, step, zero)
        return self.run("MatMulIntegerToFloat", levels, name, step, scales, zero, "", shift, domain=MICROSOFT)

    def attention(self, joined: str, bias: str, heads: int) -> str:
        """Let each piece see the others, by what it asks, what they offer, and how far they are."""
        parts = [f"{joined}.{part}" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [joined], parts, axis=-1, num_outputs=len(parts)))
        return self.run("MultiHeadAttention", *parts, "", "", bias, domain=MICROSOFT, num_heads=heads)

    def normal(self, name: str, layer: nn.LayerNorm, first: str, second: str) -> str:
        """Add two and bring each piece to the same mean and spread."""
        weight = self.constant(f"{name}.norm.weight", layer.weight)
        bias = self.constant(f"{name}.norm.bias", layer.bias)
        added = self.run("Add", first, second)
        return self.run("LayerNormalization", added, weight, bias, axis=-1, epsilon=layer.eps)

    def tags(self, model: ReaderModel, states: str) -> str:
        """Read the tags of names off states and the cases of the piece and of both its neighbours."""
        case = self.run("Gather", self.constant("case.weight", model.case.weight), "cases")
        padded = self.run("Pad", case, self.constant("rims", [0, 1, 0, 0, 1, 0]))
        zero, one, two = (self.constant(str(number), [number]) for number in range(3))
        before = self.run("Slice", padded, zero, self.constant("-2", [-2]), one)
        after = self.run("Slice", padded, two, self.constant("end", [np.iinfo(np.int64).max]), one)
        joined = self.run("Concat", states, case, before, after, axis=-1)
        weight = self.constant("names.weight", model.names[-1].weight.T)
        logits = self.run("MatMul", joined, weight)
        return self.run("Add", logits, self.constant("names.bias", model.names[-1].bias))

    def whole(self, states: str, tags: str) -> ModelProto:
        """Return the model, what it makes named."""
        for name, made in (("states", states), ("tags", tags)):
            self.nodes.append(helper.make_node("Identity", [made], [name]))
        sizes = ["sentences", "pieces"]
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [
                helper.make_tensor_value_info("words", TensorProto.FLOAT, [*sizes, "width"]),
                helper.make_tensor_value_info("cases", TensorProto.INT64, sizes),
            ],
            [
                helper.make_tensor_value_info("states", TensorProto.FLOAT, [*sizes, "width"]),
                helper.make_tensor_value_info("tags", TensorProto.FLOAT, [*sizes, "kinds"]),
            ],
            list(self.constants.values()),
        )
        versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=10, producer_name="analysis")

    def _length(self) -> str:
        """Return how many pieces a sentence has, as a list of one."""
        return self.run("Shape", "cases", start=1, end=2)
