"""PNG: length, type, data, checksum, chunk after chunk (W3C PNG, third edition)."""

import struct
import zlib
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

_READ = (b"IHDR", b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"acTL")


def walk_png(file: BinaryIO, length: int) -> Layout:
    """Size, frames (of APNG) and texts of a PNG file."""
    texts, size, frames, damage = Gathering(), None, 1, ""
    file.seek(8)
    try:
        for parts in range(1 << 30):
            part_count(parts)
            count, name = struct.unpack(">I4s", take(file, 8))
            if name not in _READ or count > LONGEST_TEXT:
                skip(file, count + 4, length, f"chunk {name!r}")
                if name == b"IEND":
                    break
                continue
            data = take(file, count)
            take(file, 4)
            if name == b"IHDR" and count >= 8:
                size = struct.unpack(">II", data[:8])
            elif name == b"acTL" and count >= 4:
                frames = struct.unpack(">I", data[:4])[0]
            else:
                read_chunk(name, data, texts)
    except DamagedError as error:
        damage = str(error)
    return Layout(size=size, frames=frames, texts=tuple(texts.texts), damage=damage)


def read_chunk(name: bytes, data: bytes, texts: Gathering) -> None:
    """Take in the text of one chunk."""
    if name == b"eXIf":
        read_exif(data, texts)
        return
    key, _, rest = data.partition(b"\0")
    words: bytes | None = rest
    if name == b"zTXt":
        words = inflate(rest[1:])
    elif name == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:]
        _, _, rest = rest.partition(b"\0")
        _, _, rest = rest.partition(b"\0")
        words = inflate(rest) if packed else rest
    where = "XMP" if key == b"XML:com.adobe.xmp" else f"PNG {name.decode()}"
    if words is not None:
        texts.add(where, key.decode("latin-1"), words)


def inflate(data: bytes) -> bytes | None:
    """A compressed text, or None when it is broken or would grow beyond the limit (a bomb)."""
    engine = zlib.decompressobj()
    try:
        plain = engine.decompress(data, LONGEST_TEXT)
    except zlib.error:
        return None
    return None if engine.unconsumed_tail else plain
