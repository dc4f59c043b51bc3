"""Measuring a take while it is written: how bright, clipped, flat, black or still its frames are.

A few frames are looked at, every fourth pixel of every fourth line, so that it costs next to nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from yingxi.media.frames import Planes

STEP, THUMB = 4, 16
"""Pixels between those that are looked at, for light and for stillness."""
BLACK_AT, WHITE_AT = 20, 234
"""Luma codes up to which a pixel is black and from which it is white (BT.709 limited range is 16-235)."""
MOMENTS = 5
"""Frames of a shot whose light is measured, evenly spread."""

Part = tuple[int, int, int, int]
"""A rectangle of the picture in pixels: left, top, right, bottom."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Light:
    """The light of one frame or part of it, all 0-1: mean, standard deviation, shares of white and black."""

    luma: float
    spread: float
    white: float
    black: float


@dataclass(kw_only=True)
class Gauge:
    """Looks at `length` frames from number `first` on, as they pass; `part_at` says where the subject is.

    `part_at(frame)` counts from the shot's first frame and is None when nothing is served.
    """

    length: int
    fps: int
    part_at: Callable[[int], Part | None] | None = None
    lights: list[Light] = field(default_factory=list)
    parts: list[tuple[Light, Light]] = field(default_factory=list)
    stirs: list[float] = field(default_factory=list)
    _thumb: NDArray[np.float32] | None = None

    def see(self, frame: int, planes: Planes) -> None:
        """Look at a frame, numbered from the shot's first; handles (frames outside of it) are passed over."""
        if not 0 <= frame < self.length:
            return
        if frame % max(1, self.fps // 2) == 0:
            self._stir(planes)
        if frame in self._moments():
            self.lights.append(light_of(planes.y))
            part = self.part_at(frame) if self.part_at else None
            if part is not None:
                self.parts.append(_inside_and_around(planes.y, part))

    def _moments(self) -> frozenset[int]:
        return frozenset(round(share * (self.length - 1)) for share in np.linspace(0.0, 1.0, MOMENTS))

    def _stir(self, planes: Planes) -> None:
        thumb = planes.y[::THUMB, ::THUMB].astype(np.float32)
        if self._thumb is not None:
            self.stirs.append(float(np.abs(thumb - self._thumb).mean()) / 219.0)
        self._thumb = thumb

    def figures(self) -> dict[str, float]:
        """What was measured: means over the moments, the worst of `black` and `white`, the most `stir`."""
        if not self.lights:
            return {}
        found = {
            "luma": float(np.mean([light.luma for light in self.lights])),
            "spread": float(np.mean([light.spread for light in self.lights])),
            "white": max(light.white for light in self.lights),
            "black": max(light.black for light in self.lights),
        }
        if self.stirs:
            found["stir"] = max(self.stirs)
        if self.parts:
            found["subject_luma"] = float(np.mean([inside.luma for inside, _ in self.parts]))
            found["subject_spread"] = float(np.mean([inside.spread for inside, _ in self.parts]))
            apart = [abs(inside.luma - around.luma) for inside, around in self.parts]
            found["subject_apart"] = float(np.mean(apart))
        return {name: round(value, 4) for name, value in found.items()}


def light_of(luma: NDArray[np.uint8]) -> Light:
    """The light of a luma plane (h, w) of limited range."""
    seen = luma[::STEP, ::STEP]
    level = (seen.astype(np.float32) - 16.0) / 219.0
    return Light(
        luma=float(level.mean()),
        spread=float(level.std()),
        white=float((seen >= WHITE_AT).mean()),
        black=float((seen <= BLACK_AT).mean()),
    )


def _inside_and_around(luma: NDArray[np.uint8], part: Part) -> tuple[Light, Light]:
    """The light within a part of the picture, and of a frame of half its size round it."""
    height, width = luma.shape
    left, top, right, bottom = part
    wide, tall = (right - left) // 2, (bottom - top) // 2
    outer = luma[
        max(0, top - tall) : min(height, bottom + tall), max(0, left - wide) : min(width, right + wide)
    ]
    return light_of(luma[top:bottom, left:right]), light_of(outer)


BOUNDS: Mapping[str, tuple[float, float]] = {
    "luma": (0.030, 0.86),
    "spread": (0.020, 1.0),
    "white": (0.0, 0.30),
    "black": (0.0, 0.93),
    "stir": (0.0004, 1.0),
    "subject_luma": (0.018, 0.95),
}
"""Least and most of each figure that a shot may have; outside, it fails."""


def faults_of(figures: Mapping[str, float]) -> tuple[str, ...]:
    """Names of faults (keys of `SAID`) by the figures."""
    found = []
    for name, (least, most) in BOUNDS.items():
        value = figures.get(name)
        if value is not None and not least <= value <= most:
            found.append(f"{name}_low" if value < least else f"{name}_high")
    merged = figures.get("subject_apart"), figures.get("subject_spread")
    if merged[0] is not None and merged[1] is not None and merged[0] < 0.012 and merged[1] < 0.02:
        found.append("subject_lost")
    return tuple(found)


SAID: Mapping[str, tuple[str, str]] = {
    "luma_low": ("画面太暗", "the picture is too dark"),
    "luma_high": ("画面太亮", "the picture is too bright"),
    "spread_low": ("画面平成一片", "the picture is one flat tone"),
    "white_high": ("高光溢出", "highlights are clipped"),
    "black_high": ("几乎全黑", "a frame is nearly all black"),
    "stir_low": ("画面静止不动", "the picture stands still"),
    "subject_luma_low": ("主体没有光", "the subject is in the dark"),
    "subject_luma_high": ("主体过曝", "the subject is blown out"),
    "subject_lost": ("主体与背景混成一片", "the subject is lost in its background"),
}
"""What the faults are called, in Chinese and in English."""
