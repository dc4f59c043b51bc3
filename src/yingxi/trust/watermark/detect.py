"""Reading the mark: blind, from one picture or from frames all over a film."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from yingxi.media.frames import Bytes
from yingxi.trust.watermark.align import (
    ALL_VARIANTS,
    POSES,
    Alignment,
    align,
    begun_at,
    exact_waves,
    nearby_waves,
    refine,
    settle,
    weights,
)
from yingxi.trust.watermark.chance import ATTEMPTS
from yingxi.trust.watermark.code import decode, payload_of
from yingxi.trust.watermark.lattice import softs_of, variant_of
from yingxi.trust.watermark.residual import Plane, reduction, residual
from yingxi.trust.watermark.sample import sample_lumas
from yingxi.trust.watermark.search import Spectrum, find_geometries, spectrum_of_plane

THRESHOLD = 7.7
"""Deviations of chance that the known phases must agree by; `chance.py` says how seldom chance does."""

CANDIDATES = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A mark that was read. `score` above `threshold` is the evidence; the payload passed its checksum.

    `scale` is the tile's side in pixels of the picture over what it is at 1080 lines, `turn` degrees
    clockwise, `mirrored` and `quarters` how the picture was flipped and turned; `frames` were looked at.
    """

    payload: int
    score: float
    threshold: float = THRESHOLD
    frames: int = 1
    scale: float = 1.0
    turn: float = 0.0
    mirrored: bool = False
    quarters: int = 0


def detect_still(rgb: Bytes) -> Reading | None:
    """The mark of an (h, w, 3) uint8 picture, None where there is none to be read."""
    from yingxi.trust.watermark.mark import luma_of

    return read_plane(residual(luma_of(rgb)), reduction(rgb.shape), 1)


def detect_planes(lumas: Iterable[Bytes]) -> Reading | None:
    """The mark of frames of one film, given as luma planes of one size."""
    total: Plane | None = None
    count = times = 0
    for luma in lumas:
        fine = residual(luma)
        total = fine if total is None else total + fine
        count, times = count + 1, reduction(luma.shape)
    return None if total is None else read_plane(total, times, count)


def detect_video(path: Path | str, seconds: float = 10) -> Reading | None:
    """The mark of a video or animated picture, from about `seconds` of it; YingxiError if unreadable."""
    return detect_planes(sample_lumas(Path(path), seconds))


def read_plane(plane: Plane, times: int, frames: int) -> Reading | None:
    """The mark of a residual, or of the sum of many."""
    if min(plane.shape) < 64:
        return None
    spectrum = spectrum_of_plane(plane)
    for alignment in alignments(spectrum)[:ATTEMPTS]:
        settled, payload = read_message(spectrum, alignment)
        if payload is not None and settled.score >= THRESHOLD:
            return Reading(
                payload=payload, score=round(settled.score, 2), frames=frames,
                scale=round(settled.geometry.side * times / 256, 4), turn=round(settled.geometry.turn, 2),
                mirrored=bool(np.linalg.det(POSES[settled.pose]) < 0), quarters=settled.pose // 2,
            )
    return None


def alignments(spectrum: Spectrum) -> list[Alignment]:
    """The likely ways in which a tile may lie in the picture, the best refined, best first."""
    coarse = [
        align(nearby_waves(spectrum, one), one, tuple(range(len(POSES))), ALL_VARIANTS)
        for one in find_geometries(spectrum, CANDIDATES)
    ]
    coarse.sort(key=lambda one: -one.score)
    return sorted((refine(spectrum, one) for one in coarse[:ATTEMPTS]), key=lambda one: -one.score)


def read_message(spectrum: Spectrum, alignment: Alignment) -> tuple[Alignment, int | None]:
    """The settled alignment and the payload, None where the checksum or the family does not fit."""
    waves = exact_waves(spectrum, alignment.geometry)
    settled = settle(waves, alignment)
    upright = begun_at(waves, settled)
    softs = softs_of(upright * weights(upright, settled.variant), settled.variant)
    payload = payload_of(decode(softs))
    fits = payload is not None and variant_of(payload) == settled.variant
    return settled, payload if fits else None
