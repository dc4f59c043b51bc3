"""JPEG: marker segments up to the first scan (ITU-T T.81, annex B)."""

import struct
from typing import BinaryIO

from yingxi.trust.verify.layout.exif import read_exif
from yingxi.trust.verify.layout.values import DamagedError, Gathering, Layout, part_count, take

XMP = b"http://ns.adobe.com/xap/1.0/\0"
MORE_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset((*range(0xD0, 0xD9), 0x01))
SCAN, END, COMMENT, APP1 = 0xDA, 0xD9, 0xFE, 0xE1


def walk_jpeg(file: BinaryIO, length: int) -> Layout:
    """Size and texts of a JPEG file of `length` bytes."""
    texts, size, damage = Gathering(), None, ""
    file.seek(2)
    try:
        for parts in range(1 << 30):
            part_count(parts)
            marker = next_marker(file)
            if marker in (SCAN, END):
                break
            if marker in _BARE:
                continue
            (count,) = struct.unpack(">H", take(file, 2))
            data = take(file, max(count - 2, 0))
            if marker in _FRAMES and len(data) >= 5:
                size = struct.unpack(">HH", data[1:5])[::-1]
            read_segment(marker, data, texts)
        if marker == SCAN and not ends_well(file, length):
            damage = "the picture ends too early"
    except DamagedError as error:
        damage = str(error)
    return Layout(size=size, frames=1, texts=tuple(texts.texts), damage=damage)


def next_marker(file: BinaryIO) -> int:
    """The next marker byte; fill bytes before it are passed over."""
    lead, marker = take(file, 2)
    if lead != 0xFF:
        raise DamagedError(f"no marker at byte {file.tell() - 2}")
    while marker == 0xFF:
        (marker,) = take(file, 1)
    return marker


def read_segment(marker: int, data: bytes, texts: Gathering) -> None:
    """Take in the text of one segment."""
    if marker == COMMENT:
        texts.add("JPEG comment", "comment", data)
    elif marker == APP1 and data.startswith(b"Exif\0\0"):
        read_exif(data, texts)
    elif marker == APP1 and data.startswith(XMP):
        texts.add("XMP", "XMP", data[len(XMP) :])
    elif marker == APP1 and data.startswith(MORE_XMP):
        texts.add("XMP", "XMP extension", data[len(MORE_XMP) + 40 :])


def ends_well(file: BinaryIO, length: int) -> bool:
    """Whether an end marker stands in the last bytes (some cameras add data after it)."""
    file.seek(max(0, length - 65536))
    return b"\xff\xd9" in file.read(65536)
