"""dlib's face descriptor: a residual network of 29 layers, written as ONNX from face-api's weights.

Weights: `face_recognition_model` of the package `@vladmandic/face-api`, dlib's network with each tensor
stored in 8 bits (value = minimum + scale x byte) or as it was. Input: (n, 150, 150, 3) RGB, 0..255;
output: (n, 128).
Source: D. King, "High quality face recognition with deep metric learning", dlib 2017.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import YingxiError

Array = NDArray[np.float32]
MEAN_RGB = (122.782, 117.001, 104.298)
"""The mean colour that dlib takes off before it divides by 256."""
BLOCKS = (
    ("conv32_1", 32, False), ("conv32_2", 32, False), ("conv32_3", 32, False),
    ("conv64_down", 64, True), ("conv64_1", 64, False), ("conv64_2", 64, False), ("conv64_3", 64, False),
    ("conv128_down", 128, True), ("conv128_1", 128, False), ("conv128_2", 128, False),
    ("conv256_down", 256, True), ("conv256_1", 256, False), ("conv256_2", 256, False),
    ("conv256_down_out", 256, True),
)  # fmt: skip
"""Each residual block: its name in the weights, its channels, whether it halves the picture."""


def read_weights(manifest: Path, binary: Path) -> dict[str, Array]:
    """All tensors of one TensorFlow.js weights manifest by name; YingxiError when the file is too short."""
    data, start = np.frombuffer(binary.read_bytes(), np.uint8), 0
    weights: dict[str, Array] = {}
    for group in json.loads(manifest.read_text(encoding="utf-8")):
        for entry in group["weights"]:
            packed = entry.get("quantization")
            length = int(np.prod(entry["shape"])) * (1 if packed else 4)
            block = data[start : start + length]
            if len(block) < length:
                raise YingxiError(
                    f"{binary} is cut short; make setup AGAIN=1",
                    zh=f"{binary} 不完整；请运行 make setup AGAIN=1",
                )
            values = block * packed["scale"] + packed["min"] if packed else block.view("<f4")
            weights[entry["name"]] = np.asarray(values, np.float32).reshape(entry["shape"])
            start += length
    return weights


def write_descriptor(weights: dict[str, Array]) -> bytes:
    """The descriptor network as the bytes of an ONNX file."""
    from onnx import TensorProto, helper

    page = _Page(weights)
    page.node("Transpose", ["picture"], "first", perm=[0, 3, 1, 2])
    mean = page.constant("mean", np.array(MEAN_RGB, np.float32).reshape(1, 3, 1, 1))
    page.node("Sub", ["first", mean], "centred")
    page.node("Mul", ["centred", page.constant("scale", np.float32(1 / 256))], "scaled")
    begun = page.layer("conv32_down", "scaled", stride=2, rectified=True)
    flow = page.node("MaxPool", [begun], "pooled", kernel_shape=[3, 3], strides=[2, 2])
    size, channels = 35, 32
    for name, wide, halves in BLOCKS:
        flow, size = page.block(name, flow, size, wide - channels, halves)
        channels = wide
    page.node("GlobalAveragePool", [flow], "averaged")
    page.node("Flatten", ["averaged"], "flat")
    page.node("MatMul", ["flat", page.constant("fc", weights["fc"])], "descriptor")
    picture = helper.make_tensor_value_info("picture", TensorProto.FLOAT, ["n", 150, 150, 3])
    descriptor = helper.make_tensor_value_info("descriptor", TensorProto.FLOAT, ["n", 128])
    body = helper.make_graph(page.nodes, "descriptor", [picture], [descriptor], page.constants)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())


class _Page:
    """Nodes and constants as they are written."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self._weights = weights
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: NDArray[Any] | np.generic) -> str:
        """Write a constant; its name."""
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """Write one node; the name of its output."""
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def layer(self, name: str, flow: str, stride: int, rectified: bool) -> str:
        """A convolution with its scale folded in; halving ones have no border."""
        scale, filters = self._weights[f"{name}/scale/weights"], self._weights[f"{name}/conv/filters"]
        bias = self._weights[f"{name}/conv/bias"] * scale + self._weights[f"{name}/scale/biases"]
        turned = (filters * scale).transpose(3, 2, 0, 1)
        inputs = [flow, self.constant(f"{name}.w", turned), self.constant(f"{name}.b", bias)]
        padding = "VALID" if stride == 2 else "SAME_UPPER"
        done = self.node("Conv", inputs, f"{name}.conv", strides=[stride, stride], auto_pad=padding)
        return self.node("Relu", [done], f"{name}.relu") if rectified else done

    def block(self, name: str, flow: str, size: int, more: int, halves: bool) -> tuple[str, int]:
        """A residual block on a square of `size`, with `more` channels than before; its output and size.

        Where it halves, the shortcut is pooled and the shorter of the two is filled up with zeros.
        """
        inner = self.layer(f"{name}/conv1", flow, stride=2 if halves else 1, rectified=True)
        done = self.layer(f"{name}/conv2", inner, stride=1, rectified=False)
        if halves:
            pooled, convolved = size // 2, (size - 3) // 2 + 1
            flow = self.node("AveragePool", [flow], f"{name}.pool", kernel_shape=[2, 2], strides=[2, 2])
            flow = self._fill(flow, f"{name}.short", more, max(0, convolved - pooled))
            done = self._fill(done, f"{name}.long", 0, max(0, pooled - convolved))
            size = max(pooled, convolved)
        added = self.node("Add", [flow, done], f"{name}.sum")
        return self.node("Relu", [added], f"{name}.out"), size

    def _fill(self, flow: str, name: str, channels: int, border: int) -> str:
        if not channels and not border:
            return flow
        pads = self.constant(f"{name}.pads", np.array([0, 0, 0, 0, 0, channels, border, border], np.int64))
        return self.node("Pad", [flow, pads], name)
