"""Putting the mark on frames and stills: strong where the picture is rough, faint where it is plain."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from yingxi.media import Planes
from yingxi.media.frames import KB, KG, KR, Bytes
from yingxi.trust.watermark.payload import ALGORITHM
from yingxi.trust.watermark.tile import FIXED_POINT, frame_pattern

Floats = NDArray[np.float32]
Whole = TypeVar("Whole", np.int32, np.bool_)

BLOCK = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Strength:
    """How strong the mark is, in levels of 8-bit luma (standard deviations of the pattern).

    `plain` on plain ground, `slope` more for each level by which the picture varies, `rough` at most; `limit`
    is the root mean square over the whole picture that is never passed.
    """

    plain: float
    slope: float
    rough: float
    limit: float


FILM = Strength(plain=0.45, slope=0.42, rough=3.8, limit=1.74)
"""At least 43 dB. A film gives the detector many frames, so each can be marked faintly."""

STILL = Strength(plain=0.70, slope=0.42, rough=3.8, limit=1.74)
"""At least 43 dB: all there is must be said in one picture."""

GRAIN = 0.6
"""Levels of deviation that plain ground has from film grain and rounding."""

SHIFT = 10
STRIP = 48
NEAR = 5
"""Points, four pixels apart, on the side of the square whose deviation is measured."""
FLAT = 0.05
"""Variance below which nothing is there that paint could cover."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """The mark of one film: a payload of 64 bits. Frozen and small, so that it travels to other processes."""

    payload: int

    def __post_init__(self) -> None:
        if not 0 <= self.payload < 1 << 64:
            raise ValueError(f"a payload has 64 bits, got {self.payload}")

    @property
    def key(self) -> str:
        """The method and the payload: what a take's pictures depend on."""
        return f"{ALGORITHM} {self.payload:016x}"

    def __call__(self, planes: Planes) -> Planes:
        """The frame with the mark in its luma; chroma is the same arrays."""
        return Planes(mark_luma(planes.y, self.payload), planes.u, planes.v)

    def renew(self, before: Planes, after: Planes) -> Planes:
        """A marked frame that was painted over, with the mark put back where the paint covers it."""
        lost = covered(before.y, after.y)
        return Planes(mark_luma(after.y, self.payload, share=lost), after.u, after.v)


def covered(before: Bytes, after: Bytes) -> Floats:
    """How much of a picture's fine detail, 0-1 for each block of 8x8, is gone in what was painted on it.

    The share that is left is the slope of the new values over the old ones within 20 pixels.
    """
    old, new = (
        np.pad(plane[::4, ::4], NEAR // 2, mode="edge").astype(np.int32) for plane in (before, after)
    )
    seen, now, both, square = (
        join_near(one, np.add)[::2, ::2] for one in (old, new, old * new, old * old)
    )
    shared, varied = NEAR**2 * both - seen * now, NEAR**2 * square - seen * seen
    left = shared.astype(np.float32) / np.maximum(varied, np.float32(FLAT * NEAR**4)).astype(np.float32)
    same = join_near(old == new, np.logical_and)[::2, ::2]
    lost: Floats = np.where(same, np.float32(0), 1 - np.clip(left, 0, 1))
    return lost


def mark_luma(
    luma: Bytes, payload: int, strength: Strength = FILM, share: Floats | None = None
) -> Bytes:
    """A marked copy of an (h, w) uint8 luma plane; `share` 0-1 weakens the mark in each block of 8x8."""
    height, width = luma.shape
    pattern = frame_pattern(payload, (width, height))
    steps = strengths(luma, strength)
    if share is not None:
        steps = np.rint(steps * share).astype(np.int16)
    wide = np.repeat(steps, BLOCK, axis=1)[:, :width]
    marked = np.empty((height, width), np.uint8)
    for top in range(0, height, STRIP):
        rows = slice(top, min(top + STRIP, height))
        change = np.repeat(wide[top // BLOCK : -(-rows.stop // BLOCK)], BLOCK, axis=0)[: rows.stop - top]
        change *= pattern[rows]
        change += 1 << (SHIFT - 1)
        change >>= SHIFT
        change += luma[rows]
        np.clip(change, 0, 255, out=change)
        marked[rows] = change
    return marked


def strengths(luma: Bytes, strength: Strength) -> NDArray[np.int16]:
    """How strong the mark is in each block of 8x8: int16, step * pattern >> SHIFT are levels of luma.

    An edge is not rough ground: the least deviation near by counts. Sums are whole numbers, so the variance
    is exact; it stays below 2**26.
    """
    small = np.pad(luma[::4, ::4], NEAR // 2, mode="edge").astype(np.int32)
    total = join_near(small, np.add)
    variance = NEAR**2 * join_near(small * small, np.add) - total * total
    least = join_near(np.pad(variance, NEAR // 2, mode="edge"), np.minimum)[::2, ::2]
    rough = np.sqrt(least.astype(np.float32)) / np.float32(NEAR**2)
    mean = total[::2, ::2].astype(np.float32) / np.float32(NEAR**2)
    wanted = np.minimum(strength.plain + strength.slope * np.maximum(rough - GRAIN, 0), strength.rough)
    wanted *= np.clip((mean - 15) / 12, 0, 1)
    excess = float(np.sqrt(np.mean(wanted * wanted))) / strength.limit
    wanted /= max(1.0, excess)
    whole: NDArray[np.int16] = np.rint(wanted * ((1 << SHIFT) / FIXED_POINT)).astype(np.int16)
    return whole


def join_near(values: NDArray[Whole], join: np.ufunc) -> NDArray[Whole]:
    """`join` (add, minimum, and) over every 5x5 square of values, slice by slice: smaller by 4 both ways."""
    two = join(values[:-1], values[1:])
    rows = join(join(two[:-3], two[2:-1]), values[4:])
    two = join(rows[:, :-1], rows[:, 1:])
    square: NDArray[Whole] = join(join(two[:, :-3], two[:, 2:-1]), rows[:, 4:])
    return square


def luma_of(rgb: Bytes) -> Bytes:
    """The BT.709 luma of an (h, w, 3) picture in full range, as the detector sees it."""
    weighed = rgb[..., :3].astype(np.float32) @ np.array([KR, KG, KB], np.float32)
    return np.rint(weighed).astype(np.uint8)


def mark_still(rgb: Bytes, payload: int) -> Bytes:
    """A marked copy of an (h, w, 3) or (h, w, 4) uint8 picture: all colours are raised or lowered alike."""
    luma = luma_of(rgb)
    change = mark_luma(luma, payload, STILL).astype(np.int16) - luma
    marked = rgb.copy()
    marked[..., :3] = np.clip(rgb[..., :3] + change[..., None], 0, 255)
    return marked
