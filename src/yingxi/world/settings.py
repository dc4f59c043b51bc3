"""What each quality draws, and which picture sizes can be drawn."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from yingxi.film.errors import UsageError, unknown

Quality = Literal["film", "draft", "gpu"]
Picture = Literal["dry", "wet", "painted"]
SMALLEST, LARGEST = 64, 7680
SAMPLES = 4
"""Frames that are joined to one, where they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Internal over output size; frames that are joined to one; sides of the wake and shadow maps; depth of
    field or not; rings and spokes of the water's mesh. `triangles` that main view and mirror should not pass
    where far versions help, and how lean they may get for it (see staging.DENSITIES); a thing whose radius
    over its distance is less than `smallest` is not drawn in the main view or the mirror. A drawn picture
    stands for `hold` frames. Wakes grow `warm_up` seconds before a shot.
    """

    scale: float
    samples: int = 1
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


DRAFT = Settings(
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
FILM = Settings(
    scale=1.0,
    wake_side=256,
    shadow_side=1536,
    focus=True,
    rings=66,
    spokes=104,
    triangles=(120_000, 20_000),
    leanest=12.0,
    leanest_mirror=1.0,
)
GPU = Settings(
    scale=1.0,
    wake_side=384,
    shadow_side=2048,
    focus=True,
    rings=140,
    spokes=256,
    triangles=(3_000_000, 1_000_000),
)


LINES = {"dry": 540, "wet": 432, "painted": 648}
"""Lines that a film of 1080 is drawn with: water costs most and hides most; of ink no frames are joined."""


def settings_for(quality: Quality, size: tuple[int, int], picture: Picture = "dry") -> Settings:
    """'film' draws half of the size or so (LINES), 'draft' saves all it can, 'gpu' nothing.

    A painted picture has lines of ink and paper that stands still, so no frames are joined in it.
    """
    if quality == "draft":
        return DRAFT
    if quality == "gpu":
        return GPU if picture == "painted" else replace(GPU, samples=SAMPLES)
    if quality == "film":
        lines = LINES[picture]
        scale = float(np.clip(lines / min(size), lines / 1080, 1.0))
        return replace(FILM, scale=scale, samples=1 if picture == "painted" or scale == 1.0 else SAMPLES)
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
