"""GIF: a screen, then images and extensions made of blocks of at most 255 bytes (GIF89a)."""

import struct
from typing import BinaryIO

from yingxi.trust.verify.layout.values import (
    LONGEST_TEXT,
    MOST_PARTS,
    DamagedError,
    Gathering,
    Layout,
    part_count,
    take,
)

IMAGE, EXTENSION, TRAILER = 0x2C, 0x21, 0x3B
COMMENT, APPLICATION = 0xFE, 0xFF


def walk_gif(file: BinaryIO, length: int) -> Layout:
    """Size, frames and texts of a GIF file; an endless one is left after `MOST_PARTS` parts."""
    texts, size, frames, damage = Gathering(), None, 0, ""
    file.seek(6)
    try:
        width, height, packed = struct.unpack("<HHB", take(file, 7)[:5])
        size = (width, height)
        skip_colours(file, packed)
        for parts in range(1 << 30):
            part_count(parts)
            (kind,) = take(file, 1)
            if kind == TRAILER:
                break
            if kind == IMAGE:
                frames += 1
                skip_colours(file, take(file, 9)[8])
                take(file, 1)
                read_blocks(file, keep=0)
            elif kind == EXTENSION:
                read_extension(file, texts)
            else:
                raise DamagedError(f"no block of GIF begins with byte {kind} (at byte {file.tell() - 1})")
    except DamagedError as error:
        damage = str(error)
    return Layout(size=size, frames=frames, texts=tuple(texts.texts), damage=damage)


def skip_colours(file: BinaryIO, packed: int) -> None:
    """Pass over a colour table, when there is one."""
    if packed & 0x80:
        take(file, 3 << ((packed & 7) + 1))


def read_extension(file: BinaryIO, texts: Gathering) -> None:
    """Take in a comment or an XMP packet; pass over all others."""
    (label,) = take(file, 1)
    if label not in (COMMENT, APPLICATION):
        read_blocks(file, keep=0)
    elif label == COMMENT:
        texts.add("GIF comment", "comment", read_blocks(file, keep=LONGEST_TEXT))
    else:
        name = take(file, take(file, 1)[0])
        data = read_blocks(file, keep=LONGEST_TEXT, with_lengths=name == b"XMP DataXMP")
        if name == b"XMP DataXMP":
            texts.add("XMP", "XMP", data[: max(0, data.rfind(b">") + 1)])


def read_blocks(file: BinaryIO, *, keep: int, with_lengths: bool = False) -> bytes:
    """The data of blocks up to the empty one, at most `keep` bytes of it.

    XMP stands in a GIF as plain text whose bytes are mistaken for lengths, hence `with_lengths`.
    """
    data = bytearray()
    for _ in range(MOST_PARTS):
        lead = take(file, 1)
        if lead == b"\0":
            return bytes(data)
        block = take(file, lead[0])
        if len(data) < keep:
            data += lead + block if with_lengths else block
    raise DamagedError(f"more than {MOST_PARTS} blocks in one part")
