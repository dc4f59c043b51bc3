"""The glTF 2.0 container: a .glb or .gltf file, checked, and the numbers that its accessors name.

After the Khronos glTF 2.0 specification (sections 3.6 accessors, 4.4 GLB). Nothing in a file is believed:
each offset and count is held against the bytes that are there before anything is made of it, and no
address is followed but that of a file beside the model.
"""

import base64
import binascii
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.art.own.refusal import broken, refused, too_large

LARGEST_FILE = 256 * 2**20
LARGEST_TEXT = 32 * 2**20
"""Bytes of a model file with its buffers, and of its JSON."""
UNDERSTOOD = frozenset(
    {
        "KHR_materials_unlit", "KHR_materials_emissive_strength", "KHR_texture_transform",
        "KHR_mesh_quantization", "EXT_texture_webp", "KHR_materials_ior", "KHR_materials_specular",
        "KHR_materials_clearcoat", "KHR_materials_sheen", "KHR_materials_transmission",
        "KHR_materials_volume", "KHR_materials_variants", "KHR_lights_punctual",
    }
)  # fmt: skip
"""Extensions that a file may require: read, or without weight for how a thing looks in a film."""
PACKED = {
    "KHR_draco_mesh_compression": "Draco", "EXT_meshopt_compression": "meshopt",
    "KHR_meshopt_compression": "meshopt", "KHR_texture_basisu": "KTX2",
}  # fmt: skip
_FORMS = {5120: np.int8, 5121: np.uint8, 5122: np.int16, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False, slots=True)
class Container:
    """A parsed file: its JSON and its buffers' bytes."""

    data: Mapping[str, Any]
    buffers: tuple[bytes, ...]
    folder: Path

    def rows(self, name: str) -> list[Any]:
        """A top-level list such as "nodes"; empty where the file has none."""
        found = self.data.get(name, [])
        if not isinstance(found, list):
            raise broken(f"“{name}”不是列表", f"'{name}' is not a list")
        return found

    def item(self, name: str, index: Any) -> dict[str, Any]:
        """One entry of a top-level list."""
        rows = self.rows(name)
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < len(rows):
            raise broken(f"没有 {name}[{index}]", f"there is no {name}[{index}]")
        if not isinstance(rows[index], dict):
            raise broken(f"{name}[{index}] 不是对象", f"{name}[{index}] is not an object")
        return dict(rows[index])


def read_container(path: Path) -> Container:
    """The file at `path`, checked; UsageError in one line when it is no glTF that we can read."""
    data = _bytes_of(path)
    if data[:4] == b"glTF":
        text, inside = _unpack(data)
    else:
        text, inside = data, b""
    document = _parse(text)
    _check_version(document)
    _check_extensions(document)
    buffers = _buffers(document, inside, path.parent)
    return Container(document, buffers, path.parent)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise too_large(f"{size / 2**20:.0f} MB，上限 256 MB", f"{size / 2**20:.0f} MB, at most 256 MB")
        return path.read_bytes()
    except OSError as error:
        raise refused(f"读不了 {path}：{error.strerror}", f"cannot read {path}: {error.strerror}") from error


def _unpack(data: bytes) -> tuple[bytes, bytes]:
    """The JSON and the binary chunk of a GLB."""
    if len(data) < 20:
        raise broken("文件不完整", "it is cut short")
    _, version, length = struct.unpack("<4sII", data[:12])
    if version != 2:
        raise refused(f"glTF {version} 版读不了，要 2.0", f"glTF version {version} is not read; 2.0 is")
    if length > len(data):
        raise broken("文件不完整", "it is cut short")
    chunks: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= length:
        size, kind = struct.unpack("<I4s", data[at : at + 8])
        if at + 8 + size > length:
            raise broken("区块超出文件", "a chunk reaches beyond the file")
        chunks.setdefault(kind, data[at + 8 : at + 8 + size])
        at += 8 + size
    if b"JSON" not in chunks:
        raise broken("没有 JSON 区块", "it has no JSON chunk")
    return chunks[b"JSON"], chunks.get(b"BIN\0", b"")


def _parse(text: bytes) -> dict[str, Any]:
    if len(text) > LARGEST_TEXT:
        raise too_large("描述部分超过 32 MB", "its description is over 32 MB")
    try:
        document = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refused(
            "这不是 glTF 文件（要 .glb 或 .gltf）", "this is no glTF file (a .glb or .gltf is wanted)"
        ) from error
    if not isinstance(document, dict) or not isinstance(document.get("asset"), dict):
        raise refused(
            "这不是 glTF 文件（要 .glb 或 .gltf）", "this is no glTF file (a .glb or .gltf is wanted)"
        )
    return document


def _check_version(document: Mapping[str, Any]) -> None:
    version = str(document["asset"].get("version", ""))
    if not version.startswith("2."):
        raise refused(f"glTF {version} 版读不了，要 2.0", f"glTF version {version} is not read; 2.0 is")


def _check_extensions(document: Mapping[str, Any]) -> None:
    required = document.get("extensionsRequired", [])
    for name in required if isinstance(required, list) else []:
        if name in PACKED:
            raise refused(
                f"{PACKED[name]} 压缩读不了；导出时请关掉压缩",
                f"{PACKED[name]} compression is not read; export without it",
            )
        if name not in UNDERSTOOD:
            raise refused(f"需要扩展 {name}，读不了", f"it requires the extension {name}, which is not read")


def _buffers(document: Mapping[str, Any], inside: bytes, folder: Path) -> tuple[bytes, ...]:
    rows = document.get("buffers", [])
    if not isinstance(rows, list) or len(rows) > 64:
        raise broken("buffers 不对", "its buffers are wrong")
    found = []
    for number, row in enumerate(rows):
        uri = row.get("uri") if isinstance(row, dict) else None
        if uri is None and number == 0 and inside:
            found.append(inside)
        elif isinstance(uri, str):
            found.append(linked_bytes(uri, folder))
        else:
            raise broken(f"buffer {number} 没有数据", f"buffer {number} has no data")
    if sum(len(data) for data in found) > LARGEST_FILE:
        raise too_large("数据超过 256 MB", "its data are over 256 MB")
    return tuple(found)


def linked_bytes(uri: str, folder: Path) -> bytes:
    """What a URI names: data in itself, or a file in the model's own folder; nothing else is opened."""
    if uri.startswith("data:"):
        head, _, body = uri.partition(",")
        try:
            return base64.b64decode(body, validate=True) if head.endswith(";base64") else body.encode()
        except (binascii.Error, ValueError) as error:
            raise broken("内嵌数据解不开", "its embedded data cannot be decoded") from error
    from urllib.parse import unquote

    path = (folder / unquote(uri)).resolve()
    if "://" in uri or not path.is_relative_to(folder.resolve()):
        raise refused(
            f"不读取模型文件夹以外的 {uri[:80]}", f"{uri[:80]} is not opened: it is not beside the model"
        )
    if not path.is_file():
        raise refused(f"缺少旁边的文件 {uri[:80]}", f"the file {uri[:80]} beside it is missing")
    return _bytes_of(path)


def view_bytes(container: Container, index: Any) -> tuple[bytes, int]:
    """The bytes of a buffer view, and its stride (0: packed)."""
    view = container.item("bufferViews", index)
    start, length = _count(view.get("byteOffset", 0)), _count(view.get("byteLength"))
    buffer = _count(view.get("buffer"))
    if buffer >= len(container.buffers) or start + length > len(container.buffers[buffer]):
        raise broken(f"bufferView {index} 超出数据", f"bufferView {index} reaches beyond its buffer")
    return container.buffers[buffer][start : start + length], _count(view.get("byteStride", 0))


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**40:
        raise broken(f"数目“{value}”不对", f"'{value}' is no count")
    return value


def numbers(container: Container, index: Any, limit: int) -> NDArray[Any]:
    """An accessor's numbers (n, width), as stored; normalised integers become floats 0-1 or -1-1.

    `limit` is the most rows that are taken. UsageError when they reach beyond their buffer or are too many.
    """
    accessor = container.item("accessors", index)
    form, width = _FORMS.get(accessor.get("componentType", 0)), _WIDTHS.get(str(accessor.get("type")))
    count = _count(accessor.get("count"))
    if form is None or width is None:
        raise broken(f"accessor {index} 类型不对", f"accessor {index} is of no known type")
    if count > limit:
        raise too_large(f"{count:,} 个数据点，上限 {limit:,}", f"{count:,} points, at most {limit:,}")
    if "sparse" in accessor:
        raise refused("稀疏数据读不了；请普通导出", "sparse accessors are not read; export without them")
    if "bufferView" not in accessor:
        return np.zeros((count, width), np.float32)
    data, stride = view_bytes(container, accessor["bufferView"])
    found = _strided(data, _count(accessor.get("byteOffset", 0)), stride, np.dtype(form), width, count, index)
    return _normalised(found) if accessor.get("normalized") else found


def _strided(
    data: bytes, start: int, stride: int, form: np.dtype[Any], width: int, count: int, index: Any
) -> NDArray[Any]:
    """Rows of numbers that lie `stride` bytes apart."""
    row = form.itemsize * width
    stride = stride or row
    if stride < row or (count and start + stride * (count - 1) + row > len(data)):
        raise broken(f"accessor {index} 超出数据", f"accessor {index} reaches beyond its data")
    if not count:
        return np.zeros((0, width), form)
    raw = np.lib.stride_tricks.as_strided(
        np.frombuffer(data, np.uint8, offset=start), (count, row), (stride, 1), writeable=False
    )
    return np.ascontiguousarray(raw).view(form.newbyteorder("<")).reshape(count, width)


def _normalised(values: NDArray[Any]) -> NDArray[Any]:
    if values.dtype.kind == "f":
        return values
    full = float(np.iinfo(values.dtype).max)
    return np.asarray(np.maximum(values.astype(np.float32) / full, -1.0))


def floats(container: Container, index: Any, limit: int) -> Floats:
    """An accessor as finite float32."""
    found = numbers(container, index, limit).astype(np.float32)
    if not np.isfinite(found).all():
        raise broken(f"accessor {index} 里有非数", f"accessor {index} holds what is no number")
    return found
