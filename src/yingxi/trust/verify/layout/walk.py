"""The right walker for each kind."""

import os
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from yingxi.trust.verify.layout.boxes import walk_boxes
from yingxi.trust.verify.layout.gif import walk_gif
from yingxi.trust.verify.layout.jpeg import walk_jpeg
from yingxi.trust.verify.layout.kinds import HEAD, Kind, sniff
from yingxi.trust.verify.layout.png import walk_png
from yingxi.trust.verify.layout.riff import walk_riff
from yingxi.trust.verify.layout.values import LONGEST_TEXT, Layout, Text, read_words

_WALKERS = {
    "png": walk_png, "jpeg": walk_jpeg, "gif": walk_gif,
    "webp": walk_riff, "avi": walk_riff, "wav": walk_riff,
    "mp4": walk_boxes, "mov": walk_boxes, "m4a": walk_boxes, "avif": walk_boxes, "heic": walk_boxes,
}  # fmt: skip


def walk(path: Path) -> tuple[Kind, Layout]:
    """The kind of a file and what its parts say; kinds without a walker give an empty layout."""
    with path.open("rb") as file:
        length = file.seek(0, os.SEEK_END)
        file.seek(0)
        kind = sniff(file.read(HEAD))
        walker = _WALKERS.get(kind)
        layout = walker(file, length) if walker else Layout()
        return kind, replace(layout, texts=layout.texts + scan_packet(file)) if kind == "heic" else layout


def scan_packet(file: BinaryIO) -> tuple[Text, ...]:
    """An XMP packet found by its first and last words, where the way to it through the boxes is long."""
    file.seek(0)
    head = file.read(LONGEST_TEXT * 4)
    begin, end = head.find(b"<x:xmpmeta"), head.find(b"</x:xmpmeta>")
    packet = head[begin : end + 12] if 0 <= begin < end else b""
    return (Text(where="XMP", key="XMP", words=read_words(packet)),) if packet else ()
