"""Networks from other packages: read whole, refused when they are not what they should be."""

import json

import numpy as np
import pytest

from yingxi.film.errors import YingxiError
from yingxi.trust.likeness.networks.descriptor import read_weights
from yingxi.trust.likeness.networks.shelf import network_files, network_stamp, run_network
from yingxi.trust.likeness.networks.tflite_reading import convert_tflite

SHAPES = {
    "rnet": ((24, 24), [(2,), (4,)]),
    "onet": ((48, 48), [(2,), (4,), (10,)]),
    "mobilefacenet": ((112, 112), [(192,)]),
    "mesh": ((192, 192), [(1, 1, 1404), (1, 1, 1)]),
    "dlib": ((150, 150), [(128,)]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_pictures_may_come_in_any_number_and_do_not_touch_one_another(name):
    size, shapes = SHAPES[name]
    pictures = np.random.default_rng(1).uniform(-1, 1, (3, *size, 3)).astype(np.float32)
    together = run_network(name, pictures)
    alone = run_network(name, pictures[1:2])
    assert sorted(one.shape[1:] for one in together) == sorted(shapes)
    for one, other in zip(together, alone, strict=True):
        np.testing.assert_allclose(one[1:2], other, atol=2e-4 * np.abs(one).max())


def test_the_first_network_takes_pictures_of_any_size():
    chance, shift = run_network("pnet", np.zeros((1, 60, 40, 3), np.float32))
    assert chance.shape == (1, 25, 15, 2)
    assert shift.shape == (1, 25, 15, 4)
    np.testing.assert_allclose(chance.sum(-1), 1, atol=1e-5)


def test_a_convolution_of_the_file_is_the_one_that_is_run():
    """The first layer of the mesh network, done by hand from the file's own numbers."""
    import onnx
    from onnx import numpy_helper

    from yingxi.trust.likeness.networks.shelf import network_bytes, open_model, run_session

    model = onnx.load_from_string(network_bytes("mesh"))
    first = next(node for node in model.graph.node if node.op_type == "Conv")
    weights = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    kernel, bias = weights[first.input[1]], weights[first.input[2]]
    model.graph.output.append(onnx.helper.make_tensor_value_info(first.output[0], 1, [None] * 4))
    picture = np.random.default_rng(2).uniform(0, 1, (1, 192, 192, 3)).astype(np.float32)
    got = run_session(open_model(model.SerializeToString()), picture)[-1]
    # TensorFlow pads 0 before and 1 after for a stride of 2 on an even size
    padded = np.pad(picture[0], ((0, 1), (0, 1), (0, 0)))
    patch = padded[20 : 20 + kernel.shape[2], 30 : 30 + kernel.shape[3]]
    wanted = np.einsum("oikl,kli->o", kernel, patch) + bias
    np.testing.assert_allclose(got[0, :, 10, 15], wanted, atol=1e-4)


@pytest.mark.parametrize("data", [b"", b"0123TFL", b"not a network at all"])
def test_other_files_are_refused(data):
    with pytest.raises(YingxiError, match="not a TensorFlow Lite file"):
        convert_tflite(data)


def test_an_operator_that_is_not_known_is_named():
    packed = network_files("mesh")[0].read_bytes()
    with pytest.raises(YingxiError, match="uses Landmarks2TransformMatrix, which is not known"):
        convert_tflite(packed[:2495952])


def test_weights_are_read_as_their_manifest_says(tmp_path):
    manifest, binary = tmp_path / "m.json", tmp_path / "m.bin"
    entries = [
        {"name": "a", "shape": [2, 2], "quantization": {"dtype": "uint8", "scale": 0.5, "min": -1.0}},
        {"name": "b", "shape": [1]},
    ]
    manifest.write_text(json.dumps([{"weights": entries, "paths": ["m.bin"]}]))
    binary.write_bytes(bytes([0, 1, 2, 255]) + np.float32(7.5).tobytes())
    weights = read_weights(manifest, binary)
    np.testing.assert_array_equal(weights["a"], [[-1, -0.5], [0, 126.5]])
    np.testing.assert_array_equal(weights["b"], [7.5])
    binary.write_bytes(bytes(5))
    with pytest.raises(YingxiError, match="cut short"):
        read_weights(manifest, binary)


def test_a_stamp_says_which_weights_they_are():
    assert len({network_stamp(name) for name in SHAPES}) == len(SHAPES)
    assert network_stamp("dlib") == network_stamp("dlib")


def test_a_missing_pack_is_said_with_what_is_lost(monkeypatch, tmp_path):
    monkeypatch.setenv("YINGXI_PACKS", str(tmp_path))
    with pytest.raises(YingxiError, match=r"photographs cannot be searched for faces.*make setup"):
        network_files("pnet")
