"""Where files of each kind carry metadata: put in and taken out chunk by chunk, without decoding a picture.

Formats: PNG (W3C, third edition), JPEG (ITU T.81; XMP part 3), RIFF of WebP, ISO base media (ISO 14496-12).
Lengths in a file are never believed beyond the file's own and `LONGEST`.
"""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from yingxi.film.errors import UsageError
from yingxi.trust.labels.xmp import LONGEST

PNG = b"\x89PNG\r\n\x1a\n"
XMP_KEYWORD = b"XML:com.adobe.xmp"
JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
JPEG_EXIF = b"Exif\0\0"
XMP_UUID = bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC")
MOST_PARTS = 100_000
"""Chunks, segments or boxes that are looked at in one file."""

Found = tuple[str, bytes]
"""A kind (`xmp`, `exif`, or `text:` and a keyword) and its bytes."""


def embed_xmp(data: bytes, packet: bytes) -> bytes:
    """The PNG or JPEG with that packet before its pictures; an older packet is left out."""
    if data.startswith(PNG):
        header = 8 + 25
        text = XMP_KEYWORD + b"\0\0\0\0\0" + packet
        rest = b"".join(raw for kind, body, raw in png_chunks(data[header:]) if not is_png_xmp(kind, body))
        return data[:header] + png_chunk(b"iTXt", text) + rest
    if data.startswith(b"\xff\xd8"):
        segment = JPEG_XMP + packet
        if len(segment) > 65533:
            raise UsageError(f"{len(packet)} bytes of metadata do not fit into a JPEG; shorten the title")
        kept = [raw for body, raw in jpeg_segments(data) if not body.startswith(JPEG_XMP)]
        place = 1 if kept and kept[0][1] == 0xE0 else 0
        added = b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment
        before, after = b"".join(kept[:place]), b"".join(kept[place:])
        return b"\xff\xd8" + before + added + after + data[segments_end(data) :]
    raise UsageError("labels can be written into PNG and JPEG pictures and MP4 films")


def append_xmp(path: Path, packet: bytes) -> None:
    """Add the packet to an MP4 as a box at its end, where no sample's place changes."""
    with path.open("ab") as file:
        file.write(struct.pack(">I", 24 + len(packet)) + b"uuid" + XMP_UUID + packet)


def metadata_in(path: Path) -> Iterator[Found]:
    """XMP, EXIF and texts of a file, by its first bytes; nothing for kinds that are not known."""
    with path.open("rb") as file:
        head = file.read(16)
        file.seek(0)
        if head.startswith(PNG):
            yield from png_metadata(file)
        elif head.startswith(b"\xff\xd8"):
            yield from jpeg_metadata(file)
        elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            yield from riff_metadata(file)
        elif head[4:8] in (b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip"):
            yield from box_metadata(file)


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk with its length and check sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Kind, body and whole of each chunk."""
    place = 0
    while place + 12 <= len(data):
        length = struct.unpack_from(">I", data, place)[0]
        end = place + 12 + length
        yield data[place + 4 : place + 8], data[place + 8 : end - 4], data[place:end]
        place = end


def is_png_xmp(kind: bytes, body: bytes) -> bool:
    """Whether a chunk is a packet of XMP."""
    return kind == b"iTXt" and body.startswith(XMP_KEYWORD + b"\0")


def png_metadata(file: BinaryIO) -> Iterator[Found]:
    """Texts, XMP and EXIF of a PNG; pictures are skipped."""
    file.seek(8)
    for _ in range(MOST_PARTS):
        head = file.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            return
        length = struct.unpack(">I", head[:4])[0]
        if head[4:] in (b"iTXt", b"tEXt", b"zTXt", b"eXIf") and length <= LONGEST:
            yield from png_text(head[4:], file.read(length))
            file.seek(4, 1)
        else:
            file.seek(length + 4, 1)


def png_text(kind: bytes, body: bytes) -> Iterator[Found]:
    """The text of one chunk, unpacked up to `LONGEST` bytes."""
    if kind == b"eXIf":
        yield "exif", body
        return
    keyword, _, rest = body.partition(b"\0")
    if kind == b"iTXt" and len(rest) > 2:
        packed, rest = rest[0] == 1, rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    else:
        packed, rest = kind == b"zTXt", rest[1:] if kind == b"zTXt" else rest
    text = unpack(rest) if packed else rest
    yield ("xmp" if keyword == XMP_KEYWORD else f"text:{keyword.decode('latin-1')}"), text


def unpack(data: bytes) -> bytes:
    """Inflated bytes, at most `LONGEST`; none when they are spoilt."""
    try:
        return zlib.decompressobj().decompress(data, LONGEST)
    except zlib.error:
        return b""


def jpeg_segments(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Body and whole of each segment before the picture."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] not in (0xDA, 0xD9):
        length = struct.unpack_from(">H", data, place + 2)[0]
        yield data[place + 4 : place + 2 + length], data[place : place + 2 + length]
        place += 2 + length


def segments_end(data: bytes) -> int:
    """Where the picture of a JPEG begins."""
    return 2 + sum(len(raw) for _, raw in jpeg_segments(data))


def jpeg_metadata(file: BinaryIO) -> Iterator[Found]:
    """XMP and EXIF of a JPEG."""
    for body, raw in jpeg_segments(file.read(LONGEST * 4)):
        if raw[1] == 0xE1 and body.startswith(JPEG_XMP):
            yield "xmp", body[len(JPEG_XMP) :]
        elif raw[1] == 0xE1 and body.startswith(JPEG_EXIF):
            yield "exif", body[len(JPEG_EXIF) :]
        elif raw[1] == 0xFE:
            yield "text:comment", body


def riff_metadata(file: BinaryIO) -> Iterator[Found]:
    """XMP and EXIF of a WebP."""
    file.seek(12)
    for _ in range(MOST_PARTS):
        head = file.read(8)
        if len(head) < 8:
            return
        length = struct.unpack("<I", head[4:])[0]
        if head[:4] in (b"XMP ", b"EXIF") and length <= LONGEST:
            yield head[:3].decode().lower() if head[:4] == b"XMP " else "exif", file.read(length)
            file.seek(length % 2, 1)
        else:
            file.seek(length + length % 2, 1)


def box_metadata(file: BinaryIO) -> Iterator[Found]:
    """XMP boxes on the first level of an MP4."""
    for _ in range(MOST_PARTS):
        begun, head = file.tell(), file.read(16)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head[:8])
        inner = begun + 8
        if length == 1 and len(head) == 16:
            length, inner = struct.unpack(">Q", head[8:])[0], begun + 16
        if length < inner - begun:
            return
        if kind == b"uuid" and length <= LONGEST:
            file.seek(inner)
            if file.read(16) == XMP_UUID:
                yield "xmp", file.read(length - (inner - begun) - 16)
        file.seek(begun + length)
