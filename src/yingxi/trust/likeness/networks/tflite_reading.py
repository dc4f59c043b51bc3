"""Reads a TensorFlow Lite network and writes the same network as ONNX, so that one runtime runs them all.

Values keep TensorFlow's order (batch, height, width, channels); each convolution stands between two
transpositions, which ONNX Runtime takes out again when it loads the network. Only the operators of the
face networks are known; any other is refused by name. The number of pictures in a batch becomes free.
Source: the TensorFlow Lite schema (tensorflow/compiler/mlir/lite/schema/schema.fbs) and ONNX opset 17.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import YingxiError

Array = NDArray[Any]
OPSET = 17
TYPES = {0: np.float32, 1: np.float16, 2: np.int32}
"""Element types of the schema that the face networks use."""
TO_NCHW, TO_NHWC = [0, 3, 1, 2], [0, 2, 3, 1]


def convert_tflite(data: bytes, free_size: bool = False) -> bytes:
    """The network in the bytes of a `.tflite` file as the bytes of an ONNX file.

    With `free_size` pictures of any height and width go in (only for networks of convolutions alone).
    Raises YingxiError for an operator or an element type that is not known.
    """
    from onnx import TensorProto, checker, helper

    graph = _Graph(data)
    for operator in graph.operators:
        write = WRITERS.get(operator.name)
        if write is None:
            raise YingxiError(
                f"the network uses {operator.name}, which is not known; update yingxi",
                zh=f"这个网络用了 {operator.name}，这不认得；请更新影戏",
            )
        write(graph, operator)
    inputs = [
        helper.make_tensor_value_info(graph.name(i), TensorProto.FLOAT, _shape(graph.shape(i), free_size))
        for i in graph.inputs
    ]
    outputs = [
        helper.make_tensor_value_info(graph.name(i), TensorProto.FLOAT, [None] * len(graph.shape(i)))
        for i in graph.outputs
    ]
    body = helper.make_graph(graph.nodes, "face", inputs, outputs, graph.constants)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    checker.check_model(model)
    return bytes(model.SerializeToString())


def _shape(shape: list[int], free_size: bool) -> list[int | str]:
    height_width: list[int | str] = ["h", "w"] if free_size else [*shape[1:3]]
    return ["n", *height_width, *shape[3:]]


class _Operator:
    """One operator of the network: its name, its tensors' numbers, its options."""

    def __init__(self, model: Any, table: Any) -> None:
        import tflite

        code = model.OperatorCodes(table.OpcodeIndex())
        number = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
        known = vars(tflite.BuiltinOperator).items()
        names = {value: name for name, value in known if isinstance(value, int)}
        self.name = code.CustomCode().decode() if number == tflite.BuiltinOperator.CUSTOM else names[number]
        self.inputs = [int(i) for i in table.InputsAsNumpy()]
        self.outputs = [int(i) for i in table.OutputsAsNumpy()]
        self._table = table

    def options(self, kind: str) -> Any:
        """The operator's options read as one class of the schema, such as `Conv2DOptions`."""
        import tflite

        table = self._table.BuiltinOptions()
        options = getattr(tflite, kind)()
        options.Init(table.Bytes, table.Pos)
        return options


class _Graph:
    """A network being read (its tensors and operators) and written (nodes and constants of ONNX)."""

    def __init__(self, data: bytes) -> None:
        import tflite

        if data[4:8] != b"TFL3":
            raise YingxiError(
                "this is not a TensorFlow Lite file (no TFL3 mark)",
                zh="这不是 TensorFlow Lite 文件（没有 TFL3 标记）",
            )
        self._model = tflite.Model.GetRootAsModel(data, 0)
        self._tensors = self._model.Subgraphs(0)
        count = range(self._tensors.OperatorsLength())
        self.operators = [_Operator(self._model, self._tensors.Operators(i)) for i in count]
        self.inputs = [int(i) for i in self._tensors.InputsAsNumpy()]
        self.outputs = [int(i) for i in self._tensors.OutputsAsNumpy()]
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._known: dict[str, Array] = {}

    def shape(self, number: int) -> list[int]:
        """The tensor's shape as it was exported."""
        return [int(size) for size in self._tensors.Tensors(number).ShapeAsNumpy()]

    def value(self, number: int) -> Array | None:
        """The tensor's values when it is a constant."""
        if number < 0:
            return None
        tensor = self._tensors.Tensors(number)
        raw = self._model.Buffers(tensor.Buffer()).DataAsNumpy()
        if isinstance(raw, int):
            return self._known.get(f"t{number}")
        kind = TYPES.get(tensor.Type())
        if kind is None:
            raise YingxiError(
                f"the network holds numbers of type {tensor.Type()}, which is not known",
                zh=f"这个网络的数是 {tensor.Type()} 类型，这不认得",
            )
        return np.frombuffer(raw.tobytes(), kind).reshape(self.shape(number))

    def fix(self, number: int, value: Array) -> None:
        """Say that a computed tensor is the same for every picture."""
        self._known[f"t{number}"] = value

    def name(self, number: int) -> str:
        """The name of a tensor in the new network; a constant is written on the way."""
        value = self.value(number)
        return f"t{number}" if value is None else self.constant(f"c{number}", value)

    def constant(self, name: str, value: Array) -> str:
        """Write a constant once; its name."""
        from onnx import numpy_helper

        if all(one.name != name for one in self.constants):
            kept = value.astype(np.float32) if value.dtype.kind == "f" else value.astype(np.int64)
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(kept), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """Write one node; the name of its output."""
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output


def _activate(graph: _Graph, inner: str, output: str, kind: int) -> None:
    """The function that a layer ends with: none, ReLU, ReLU6."""
    if kind == 0:
        graph.node("Identity", [inner], output)
    elif kind == 1:
        graph.node("Relu", [inner], output)
    elif kind == 3:
        low, high = (graph.constant(f"f{n}", np.array(n, np.float32)) for n in (0, 6))
        graph.node("Clip", [inner, low, high], output)
    else:
        raise YingxiError(
            f"the network uses activation {kind}, which is not known; update yingxi",
            zh=f"这个网络用了激活 {kind}，这不认得；请更新影戏",
        )


def _windowed(options: Any) -> dict[str, Any]:
    """What convolutions and pools share: padding and strides."""
    return {
        "auto_pad": "SAME_UPPER" if options.Padding() == 0 else "VALID",
        "strides": [options.StrideH(), options.StrideW()],
    }


def _in_nchw(graph: _Graph, op: _Operator, kind: str, more: list[str], function: int, **how: Any) -> None:
    """One node that wants channels first, between two transpositions."""
    output = graph.name(op.outputs[0])
    inner = graph.node("Transpose", [graph.name(op.inputs[0])], f"{output}.in", perm=TO_NCHW)
    done = graph.node(kind, [inner, *more], f"{output}.done", **how)
    back = graph.node("Transpose", [done], f"{output}.back", perm=TO_NHWC)
    _activate(graph, back, output, function)


def _constant(graph: _Graph, number: int) -> Array:
    value = graph.value(number)
    if value is None:
        raise YingxiError(
            "the network computes a weight while it runs, which is not known; update yingxi",
            zh="这个网络在运行时才算权重，这不认得；请更新影戏",
        )
    return value


def _convolve(graph: _Graph, op: _Operator, deep: bool) -> None:
    options = op.options("DepthwiseConv2DOptions" if deep else "Conv2DOptions")
    weights = _constant(graph, op.inputs[1])
    turned = weights.transpose(3, 0, 1, 2) if deep else weights.transpose(0, 3, 1, 2)
    groups = weights.shape[3] // options.DepthMultiplier() if deep else 1
    more = [graph.constant(f"w{op.inputs[1]}", turned)]
    more += [graph.name(op.inputs[2])] if len(op.inputs) > 2 and op.inputs[2] >= 0 else []
    spread = [options.DilationHFactor(), options.DilationWFactor()]
    how = _windowed(options) | {"group": groups, "dilations": spread}
    _in_nchw(graph, op, "Conv", more, options.FusedActivationFunction(), **how)


def _pool(graph: _Graph, op: _Operator, kind: str) -> None:
    options = op.options("Pool2DOptions")
    how = _windowed(options) | {"kernel_shape": [options.FilterHeight(), options.FilterWidth()]}
    _in_nchw(graph, op, kind, [], options.FusedActivationFunction(), **how)


def _pair(kind: str, options: str) -> Callable[[_Graph, _Operator], None]:
    """A writer of an arithmetic of two tensors."""

    def write(graph: _Graph, op: _Operator) -> None:
        output = graph.name(op.outputs[0])
        inner = graph.node(kind, [graph.name(i) for i in op.inputs], f"{output}.done")
        _activate(graph, inner, output, op.options(options).FusedActivationFunction())

    return write


def _single(kind: str) -> Callable[[_Graph, _Operator], None]:
    """A writer of a function of one tensor (and a constant, for PReLU)."""
    return lambda graph, op: _write_single(graph, op, kind)


def _write_single(graph: _Graph, op: _Operator, kind: str) -> None:
    graph.node(kind, [graph.name(i) for i in op.inputs], graph.name(op.outputs[0]))


def _reduce(graph: _Graph, op: _Operator, kind: str) -> None:
    axes = [int(i) for i in np.atleast_1d(_constant(graph, op.inputs[1]))]
    keep = int(op.options("ReducerOptions").KeepDims())
    inputs, attributes = [graph.name(op.inputs[0])], {"keepdims": keep}
    if kind == "ReduceSum":  # since opset 13 its axes are a tensor
        inputs.append(graph.constant(f"axes{op.inputs[1]}", np.array(axes)))
        graph.node(kind, inputs, graph.name(op.outputs[0]), **attributes)
    else:
        graph.node(kind, inputs, graph.name(op.outputs[0]), axes=axes, **attributes)


def _pad(graph: _Graph, op: _Operator) -> None:
    pads = _constant(graph, op.inputs[1]).T.reshape(-1)
    inputs = [graph.name(op.inputs[0]), graph.constant(f"pads{op.inputs[1]}", pads)]
    graph.node("Pad", inputs, graph.name(op.outputs[0]))


def _reshape(graph: _Graph, op: _Operator) -> None:
    shape = np.array([-1, *graph.shape(op.outputs[0])[1:]])
    output = graph.name(op.outputs[0])
    graph.node("Reshape", [graph.name(op.inputs[0]), graph.constant(f"{output}.shape", shape)], output)


def _connect(graph: _Graph, op: _Operator) -> None:
    weights, output = _constant(graph, op.inputs[1]), graph.name(op.outputs[0])
    shape = graph.constant(f"{output}.shape", np.array([-1, weights.shape[1]]))
    flat = graph.node("Reshape", [graph.name(op.inputs[0]), shape], f"{output}.flat")
    more = [graph.constant(f"w{op.inputs[1]}", weights)]
    more += [graph.name(op.inputs[2])] if len(op.inputs) > 2 and op.inputs[2] >= 0 else []
    inner = graph.node("Gemm", [flat, *more], f"{output}.done", transB=1)
    _activate(graph, inner, output, op.options("FullyConnectedOptions").FusedActivationFunction())


def _join(graph: _Graph, op: _Operator) -> None:
    options, output = op.options("ConcatenationOptions"), graph.name(op.outputs[0])
    inner = graph.node("Concat", [graph.name(i) for i in op.inputs], f"{output}.done", axis=options.Axis())
    _activate(graph, inner, output, options.FusedActivationFunction())


WRITERS: dict[str, Callable[[_Graph, _Operator], None]] = {
    "DEQUANTIZE": lambda graph, op: graph.fix(op.outputs[0], _constant(graph, op.inputs[0]) * np.float32(1)),
    "CONV_2D": lambda graph, op: _convolve(graph, op, deep=False),
    "DEPTHWISE_CONV_2D": lambda graph, op: _convolve(graph, op, deep=True),
    "MAX_POOL_2D": lambda graph, op: _pool(graph, op, "MaxPool"),
    "AVERAGE_POOL_2D": lambda graph, op: _pool(graph, op, "AveragePool"),
    "ADD": _pair("Add", "AddOptions"),
    "SUB": _pair("Sub", "SubOptions"),
    "MUL": _pair("Mul", "MulOptions"),
    "DIV": _pair("Div", "DivOptions"),
    "RELU": _single("Relu"),
    "PRELU": _single("PRelu"),
    "ABS": _single("Abs"),
    "NEG": _single("Neg"),
    "EXP": _single("Exp"),
    "REDUCE_MAX": lambda graph, op: _reduce(graph, op, "ReduceMax"),
    "SUM": lambda graph, op: _reduce(graph, op, "ReduceSum"),
    "PAD": _pad,
    "RESHAPE": _reshape,
    "FULLY_CONNECTED": _connect,
    "CONCATENATION": _join,
}
"""How each operator of TensorFlow Lite is written in ONNX."""
