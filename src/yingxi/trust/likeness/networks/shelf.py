"""The face networks, each opened once a process from the pack that ships it; one thread, so sums repeat."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import YingxiError
from yingxi.store.packs import find_pack, how_to_get, pack_by_name
from yingxi.trust.likeness.networks.descriptor import read_weights, write_descriptor
from yingxi.trust.likeness.networks.tflite_reading import convert_tflite

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MESH_INSIDE = (2495952, 3737848)
"""Where `face_landmark.tflite` stands in MediaPipe's packed assets, as their loader says."""

Array = NDArray[np.float32]


def run_network(name: str, pictures: Array) -> list[Array]:
    """The outputs of a shipped network for (n, h, w, 3) float32; YingxiError when its pack is missing."""
    return run_session(open_network(name), pictures)


def run_session(session: "InferenceSession", pictures: Array) -> list[Array]:
    """The outputs of an open network with one input, in its own order."""
    fed = {session.get_inputs()[0].name: np.ascontiguousarray(pictures, np.float32)}
    return [np.asarray(one, np.float32) for one in session.run(None, fed)]


@cache
def open_network(name: str) -> "InferenceSession":
    """One of pnet, rnet, onet, mobilefacenet, mesh, dlib, ready to run."""
    return open_model(network_bytes(name))


def open_model(model: bytes) -> "InferenceSession":
    """The bytes of an ONNX file as a network ready to run on the processor."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def network_bytes(name: str) -> bytes:
    """A shipped network as the bytes of an ONNX file."""
    files = network_files(name)
    if name == "dlib":
        return write_descriptor(read_weights(*files))
    data = files[0].read_bytes()
    if name == "mesh":
        return convert_tflite(data[slice(*MESH_INSIDE)])
    return convert_tflite(data, free_size=name == "pnet")


def network_files(name: str) -> tuple[Path, ...]:
    """The files of the packs that hold a shipped network."""
    if name == "mesh":
        return (_pack("face-mesh"),)
    if name == "dlib":
        stem = f"{_pack('face-descriptor')}/model/face_recognition_model"
        return Path(f"{stem}-weights_manifest.json"), Path(f"{stem}.bin")
    return (_pack("face-recognition") / f"{'MobileFaceNet' if name == 'mobilefacenet' else name}.tflite",)


@cache
def network_stamp(name: str) -> str:
    """The first 12 digits of the SHA-256 of a shipped network's files: which weights made a description."""
    return sha256(b"".join(path.read_bytes() for path in network_files(name))).hexdigest()[:12]


def _pack(name: str) -> Path:
    found = find_pack(name)
    if found is None:
        pack = pack_by_name(name)
        raise YingxiError(
            f"{pack.without.en}: pack {name} is missing; {how_to_get(pack).en}",
            zh=f"{pack.without.zh}：缺资源包 {name}；{how_to_get(pack).zh}",
        )
    return found


def has_pack(name: str) -> bool:
    """Whether a pack of networks is on this machine."""
    return find_pack(name) is not None
