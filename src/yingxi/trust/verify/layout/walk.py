"""The right walker for each kind."""

import os
from pathlib import Path

from yingxi.trust.verify.layout.boxes import walk_boxes
from yingxi.trust.verify.layout.gif import walk_gif
from yingxi.trust.verify.layout.jpeg import walk_jpeg
from yingxi.trust.verify.layout.kinds import HEAD, Kind, sniff
from yingxi.trust.verify.layout.png import walk_png
from yingxi.trust.verify.layout.riff import walk_riff
from yingxi.trust.verify.layout.values import Layout

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
        return kind, walker(file, length) if walker else Layout()
