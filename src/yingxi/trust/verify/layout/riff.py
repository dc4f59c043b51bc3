"""RIFF: WebP pictures, AVI films and WAV sounds are chunks of name, length and data."""

import struct
from typing import BinaryIO

from yingxi.trust.verify.layout.exif import read_exif
from yingxi.trust.verify.layout.values import (
    LONGEST_TEXT,
    DamagedError,
    Gathering,
    Layout,
    part_count,
    skip,
    take,
)

HEADERS = (b"VP8X", b"VP8 ", b"VP8L")


def walk_riff(file: BinaryIO, length: int) -> Layout:
    """Size, frames and texts of a WebP file; of AVI and WAV only whether their chunks are whole."""
    texts, size, frames, damage = Gathering(), None, 0, ""
    file.seek(12)
    try:
        for parts in range(1 << 30):
            part_count(parts)
            head = file.read(8)
            if len(head) < 8:
                break
            name, count = struct.unpack("<4sI", head)
            if name in HEADERS and size is None:
                data = file.read(min(count, 16))
                size = webp_size(name, data)
                skip(file, padded(count) - len(data), length + 1, f"chunk {name!r}")
            elif name in (b"EXIF", b"XMP ") and count <= LONGEST_TEXT:
                read_chunk(name, take(file, count), texts)
                file.seek(count % 2, 1)
            else:
                frames += name == b"ANMF"
                skip(file, padded(count), length + 1, f"chunk {name!r}")
    except DamagedError as error:
        damage = str(error)
    return Layout(size=size, frames=frames or None, texts=tuple(texts.texts), damage=damage)


def padded(count: int) -> int:
    """Chunks are padded to an even number of bytes."""
    return count + count % 2


def read_chunk(name: bytes, data: bytes, texts: Gathering) -> None:
    """Take in EXIF or XMP."""
    if name == b"EXIF":
        read_exif(data, texts)
    else:
        texts.add("XMP", "XMP", data)


def webp_size(name: bytes, data: bytes) -> tuple[int, int] | None:
    """Width and height from the first bytes of a WebP header chunk (RFC 9649)."""
    if name == b"VP8X" and len(data) >= 10:
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if name == b"VP8 " and data[3:6] == b"\x9d\x01\x2a" and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width & 0x3FFF, height & 0x3FFF
    if name == b"VP8L" and data[:1] == b"\x2f" and len(data) >= 5:
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None
