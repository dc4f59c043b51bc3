"""What each quality draws, and which picture sizes can be drawn."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from yingxi.film.errors import UsageError, unknown

Quality = Literal["film", "draft", "gpu"]
SMALLEST, LARGEST = 64, 7680


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Internal over output size; sides of the wake and shadow maps; depth of field or not; rings and spokes
    of the water's mesh. `triangles` that main view and mirror should not exceed where far versions help, and
    how lean they may get for it (see staging.DENSITIES); a thing whose radius over its distance is less than
    `smallest` is not drawn in the main view or the mirror. A drawn picture stands for `hold` frames. Wakes
    grow `warm_up` seconds before a shot.
    """

    scale: float
    wake_side: int
    shadow_side: int
    focus: bool
    rings: int
    spokes: int
    triangles: tuple[int, int]
    leanest: float = 20.0
    leanest_mirror: float = 1.5
    smallest: tuple[float, float] = (0.0, 0.012)
    hold: int = 1
    warm_up: float = 5.0


def settings_for(quality: Quality, size: tuple[int, int]) -> Settings:
    """'film' draws 0.6 of the size where 648 lines remain, 'draft' saves all it can, 'gpu' nothing."""
    if quality == "draft":
        return Settings(
            scale=0.667,
            wake_side=128,
            shadow_side=1024,
            focus=False,
            rings=56,
            spokes=84,
            triangles=(24_000, 8_000),
            leanest=0.8,
            leanest_mirror=0.3,
            smallest=(0.012, 0.2),
            hold=3,
            warm_up=2.5,
        )
    if quality == "gpu":
        return Settings(
            scale=1.0,
            wake_side=384,
            shadow_side=2048,
            focus=True,
            rings=140,
            spokes=256,
            triangles=(3_000_000, 1_000_000),
        )
    if quality == "film":
        scale = float(np.clip(648 / min(size), 0.6, 1.0))
        return Settings(
            scale=scale,
            wake_side=288,
            shadow_side=1536,
            focus=True,
            rings=88,
            spokes=144,
            triangles=(180_000, 30_000),
        )
    raise unknown("quality", quality, ("film", "draft", "gpu"))


def check_size(size: tuple[int, int]) -> None:
    """Raise UsageError for a size that cannot be drawn."""
    width, height = size
    if width % 2 or height % 2:
        even = f"{width + width % 2}x{height + height % 2}"
        raise UsageError(f"size {width}x{height} has an odd side; video needs even sides: use {even}")
    if min(size) < SMALLEST or max(size) > LARGEST:
        raise UsageError(
            f"size {width}x{height} is not possible; sides may be {SMALLEST} to {LARGEST} pixels"
        )
