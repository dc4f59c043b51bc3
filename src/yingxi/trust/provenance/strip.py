"""Taking a manifest off: the bytes that were signed, to compare them with what the production made.

Where manifests lie: C2PA specification 2.4, appendix A (BMFF: a `uuid` box; PNG: `caBX`; JPEG: APP11).
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from yingxi.film.errors import UsageError, YingxiError
from yingxi.store.atomic import replacing

C2PA_UUID = bytes.fromhex("D8FEC3D61B0E483C92975828877EC481")
CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
LARGEST_INDEX = 1 << 28
"""Bytes of a film's index that are read at most."""

Box = tuple[bytes, int, int, int]
"""Kind, begin, begin of the content, end."""


def strip_manifest(path: Path, out: Path) -> Path:
    """Write `out`: the file without its manifest, places of samples set right. Only MP4, PNG and JPEG.

    For files that `sign_media` made the bytes are those that were signed.
    """
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp":
        strip_mp4(path, out)
    elif head.startswith(b"\x89PNG"):
        write_parts(out, png_without(path.read_bytes()))
    elif head.startswith(b"\xff\xd8"):
        write_parts(out, jpeg_without(path.read_bytes()))
    else:
        raise UsageError(f"{path}: manifests can be taken off MP4, PNG and JPEG files only")
    return out


def write_parts(out: Path, parts: Iterator[bytes]) -> None:
    """Write a file from its parts."""
    with replacing(out) as partial:
        partial.write_bytes(b"".join(parts))


def png_without(data: bytes) -> Iterator[bytes]:
    """All chunks but the manifest's."""
    yield data[:8]
    place = 8
    while place + 12 <= len(data):
        end = place + 12 + struct.unpack_from(">I", data, place)[0]
        if data[place + 4 : place + 8] != b"caBX":
            yield data[place:end]
        place = end


def jpeg_without(data: bytes) -> Iterator[bytes]:
    """All segments but the manifest's, then the picture."""
    yield data[:2]
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] not in (0xDA, 0xD9):
        end = place + 2 + struct.unpack_from(">H", data, place + 2)[0]
        if not (data[place + 1] == 0xEB and data[place + 4 : place + 6] == b"JP"):
            yield data[place:end]
        place = end
    yield data[place:]


def strip_mp4(path: Path, out: Path) -> None:
    """All boxes but the manifest's; what stood behind it moves up, and the index says so."""
    with path.open("rb") as file, replacing(out) as partial, partial.open("wb") as target:
        boxes = list(boxes_in(file, 0, path.stat().st_size))
        gone = next((box for box in boxes if is_manifest(file, box)), None)
        for box in boxes:
            if box is gone:
                continue
            file.seek(box[1])
            if box[0] == b"moov" and gone is not None:
                target.write(checked_index(read_exactly(file, box[3] - box[1]), gone))
            else:
                copy_bytes(file, target, box[3] - box[1])


def boxes_in(file: BinaryIO, place: int, stop: int) -> Iterator[Box]:
    """The boxes between two places of a file (ISO 14496-12, section 4.2)."""
    while place + 8 <= stop:
        file.seek(place)
        length, kind = struct.unpack(">I4s", read_exactly(file, 8))
        inner = place + 8
        if length == 1:
            length, inner = struct.unpack(">Q", read_exactly(file, 8))[0], place + 16
        end = stop if length == 0 else place + length
        if end < inner or end > stop:
            raise YingxiError(f"the box '{kind.decode('latin-1')}' at byte {place} is longer than its file")
        yield kind, place, inner, end
        place = end


def is_manifest(file: BinaryIO, box: Box) -> bool:
    """Whether a box holds a manifest store."""
    if box[0] != b"uuid":
        return False
    file.seek(box[2])
    return file.read(16) == C2PA_UUID


def checked_index(moov: bytes, gone: Box) -> bytes:
    """The moved index; YingxiError for one whose tables do not fit into it."""
    try:
        return moved_index(moov, gone)
    except struct.error as error:
        raise YingxiError("the film's index is spoilt") from error


def moved_index(moov: bytes, gone: Box) -> bytes:
    """The index with every place behind the box that went away lower by its length."""
    index = bytearray(moov)
    shift = gone[3] - gone[1]
    for kind, inner in tables_in(index, 0, len(index)):
        code, width = (">I", 4) if kind == b"stco" else (">Q", 8)
        count = struct.unpack_from(">I", index, inner + 4)[0]
        for number in range(count):
            at = inner + 8 + number * width
            place = struct.unpack_from(code, index, at)[0]
            if place >= gone[3]:
                struct.pack_into(code, index, at, place - shift)
    return bytes(index)


def tables_in(index: bytearray, place: int, stop: int) -> Iterator[tuple[bytes, int]]:
    """The tables of samples' places, by kind and begin of their content."""
    while place + 8 <= stop:
        length, kind = struct.unpack_from(">I4s", index, place)
        if length < 8 or place + length > stop:
            raise YingxiError("the film's index is spoilt")
        if kind in CONTAINERS:
            yield from tables_in(index, place + 8, place + length)
        elif kind in (b"stco", b"co64"):
            yield kind, place + 8
        place += length


def read_exactly(file: BinaryIO, count: int) -> bytes:
    """That many bytes; YingxiError when there are fewer, or absurdly many are asked for."""
    if count > LARGEST_INDEX:
        raise YingxiError(f"the film's index claims {count} bytes")
    data = file.read(count)
    if len(data) != count:
        raise YingxiError("the file ends too early")
    return data


def copy_bytes(file: BinaryIO, target: BinaryIO, count: int) -> None:
    """Copy part of a file, a megabyte at a time."""
    while count:
        block = file.read(min(count, 1 << 20))
        if not block:
            raise YingxiError("the file ends too early")
        target.write(block)
        count -= len(block)
