"""Simulated acts kept on disk, so that the next process only reads what the first one worked out."""

import io
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from yingxi.art.kept import shelf
from yingxi.film.errors import YingxiError
from yingxi.store import digest, write_bytes
from yingxi.world import articulated
from yingxi.world.articulated import Numbers, Recording, Touch

Played = tuple[Recording, Numbers]
"""What happened, and when each drone broke (inf: never)."""


def kept_at(verb: str, duration: float, seed: int) -> Path:
    """The file for an act as this very code plays it."""
    code = Path(articulated.__file__).stat()
    key = digest("fight", verb, duration, seed, code.st_size, code.st_mtime_ns)
    return shelf() / f"{key}.fight"


def read_played(path: Path) -> Played | None:
    """An act from its file; None where there is none or it is not whole."""
    try:
        return played_from(path.read_bytes())
    except (OSError, ValueError, KeyError):
        return None


def write_played(path: Path, played: Played) -> None:
    """Keep an act. A disk that cannot be written only costs time."""
    try:
        write_bytes(path, played_bytes(played))
    except (OSError, YingxiError):
        return


def played_bytes(played: Played) -> bytes:
    """All numbers of an act, unrounded."""
    recording, broken = played
    touches = [(one.time, one.one, one.other, *one.place, one.speed) for one in recording.touches]
    file = io.BytesIO()
    np.savez(
        file,
        span=np.array((recording.start, recording.rate)),
        place=recording.place,
        turn=recording.turn,
        gaps=recording.gaps,
        touches=np.array(touches, float).reshape(-1, 7),
        broken=broken,
    )
    return file.getvalue()


def played_from(data: bytes) -> Played:
    """An act from its bytes; ValueError or KeyError where they are not whole."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            parts = {name: kept[name] for name in kept.files}
    except (EOFError, OSError, BadZipFile) as error:
        raise ValueError("a kept fight is cut short") from error
    touches = tuple(
        Touch(float(row[0]), int(row[1]), int(row[2]), row[3:6], float(row[6])) for row in parts["touches"]
    )
    start, rate = (float(value) for value in parts["span"])
    recording = Recording(
        start=start,
        rate=rate,
        place=parts["place"],
        turn=parts["turn"],
        touches=touches,
        gaps=parts["gaps"],
    )
    return recording, parts["broken"]
