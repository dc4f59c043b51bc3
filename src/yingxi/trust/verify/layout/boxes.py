"""ISO base media (MP4, MOV, M4A, AVIF, HEIC): boxes of size, type, data, one in another (ISO 14496-12)."""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from yingxi.trust.verify.layout.values import (
    LONGEST_TEXT,
    DamagedError,
    Gathering,
    Layout,
    part_count,
    take,
)

DEEPEST = 16
"""Levels of boxes; real files have eight."""

CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"iprp", b"ipco")
XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its type and where its data begins and ends in the file."""

    name: bytes
    begin: int
    end: int
    depth: int


def walk_boxes(file: BinaryIO, length: int) -> Layout:
    """Picture size and XMP of an ISO media file, and whether every box fits where it stands."""
    texts, sizes, damage, parts = Gathering(), [(0, 0)], "", 0
    waiting = [(0, length, 0)]
    try:
        while waiting:
            place, end, depth = waiting.pop()
            while place < end:
                part_count(parts := parts + 1)
                box = read_box(file, place, end, depth)
                place = box.end
                if inside := contents(file, box):
                    waiting.append(inside)
                else:
                    read_leaf(file, box, texts, sizes)
    except DamagedError as error:
        damage = str(error)
    size = max(sizes, key=lambda one: one[0] * one[1])
    return Layout(size=size if min(size) else None, texts=tuple(texts.texts), damage=damage)


def read_box(file: BinaryIO, place: int, end: int, depth: int) -> Box:
    """The box that begins at `place` and must be over by `end`."""
    file.seek(place)
    count, name = struct.unpack(">I4s", take(file, 8))
    head = 8
    if count == 1:
        (count,), head = struct.unpack(">Q", take(file, 8)), 16
    elif count == 0:
        count = end - place
    if count < head or count > end - place:
        raise DamagedError(f"box {name!r} at byte {place} claims {count} bytes, {end - place} are there")
    if depth > DEEPEST:
        raise DamagedError(f"boxes inside boxes, more than {DEEPEST} deep")
    return Box(name, place + head, place + count, depth)


def contents(file: BinaryIO, box: Box) -> tuple[int, int, int] | None:
    """Where the boxes inside this box lie, None when it has none that matter."""
    if box.name in CONTAINERS:
        return box.begin, box.end, box.depth + 1
    if box.name == b"meta" and box.end - box.begin > 12:
        file.seek(box.begin + 4)
        # QuickTime's own meta box has no version field.
        skipped = 0 if file.read(4) == b"hdlr" else 4
        return box.begin + skipped, box.end, box.depth + 1
    return None


def read_leaf(file: BinaryIO, box: Box, texts: Gathering, sizes: list[tuple[int, int]]) -> None:
    """Take in XMP and picture sizes."""
    file.seek(box.begin)
    count = box.end - box.begin
    if box.name == b"uuid" and count >= 16 and take(file, 16) == XMP_BOX:
        texts.add("XMP", "XMP", take(file, min(count - 16, LONGEST_TEXT)))
    elif box.name == b"tkhd" and 80 <= count <= 200:
        width, height = struct.unpack(">II", take(file, count)[-8:])
        sizes.append((width >> 16, height >> 16))
    elif box.name == b"ispe" and count >= 12:
        sizes.append(struct.unpack(">II", take(file, 12)[4:]))
