"""What shot sizes and angles mean in numbers: shares of the frame, elevations, focus."""

from dataclasses import dataclass

from yingxi.art.asset import Asset
from yingxi.film.terms import Angle, ShotSize

LADDER: tuple[ShotSize, ...] = ("ews", "ws", "fs", "mfs", "ms", "mcu", "cu", "ecu")
"""From the widest to the tightest."""

FIGURE_SHARE: dict[ShotSize, float] = {
    "ews": 0.13,
    "ws": 0.30,
    "fs": 0.74,
    "mfs": 1.15,
    "ms": 1.65,
    "mcu": 2.5,
    "cu": 4.0,
    "ecu": 9.0,
}
"""Height of a standing figure as a share of the frame's height."""

THING_SHARE: dict[ShotSize, float] = {
    "ews": 0.25,
    "ws": 0.44,
    "fs": 0.66,
    "mfs": 0.80,
    "ms": 0.92,
    "mcu": 1.25,
    "cu": 1.8,
    "ecu": 3.0,
}
"""The larger of width and height of a thing or an animal, as a share of the frame's side."""

WIDE_PITCH: dict[Angle, float] = {"high": 14.0, "aerial": 22.0}
"""The same for wide sizes: they keep the horizon in the frame."""
FLAT_PITCH = 15.0
"""The most for flat reliefs: from above they would show their thinness."""
PITCH: dict[Angle, float] = {"eye": 3.0, "low": -9.0, "high": 24.0, "aerial": 40.0, "water": 1.0, "rear": 8.0}
"""Degrees by which the camera stands above the line of sight to its subject's middle."""

PART_HALF: dict[str, float] = {"head": 1.1, "drummer": 0.95, "paddles": 1.5}
"""Half the side in metres of the box around a part that an actor names."""

PART_SHARE: dict[ShotSize, float] = {"ms": 0.5, "mcu": 0.62, "cu": 0.78, "ecu": 1.05}
"""Share of the frame that the box around a part takes."""

HEADROOM = 0.08
"""Free share of the frame above a head when the frame cuts the body."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternative:
    """One way to try again when a framing fails: looser by a factor, turned by degrees, raised by metres."""

    looser: float = 1.0
    turned: float = 0.0
    raised: float = 0.0
    said_zh: str = ""
    said_en: str = ""


AS_ASKED = Alternative()
ALTERNATIVES = (
    AS_ASKED,
    Alternative(looser=1.25, said_zh="退远一些", said_en="a little wider"),
    Alternative(turned=30.0, said_zh="换到右侧", said_en="from further right"),
    Alternative(turned=-30.0, said_zh="换到左侧", said_en="from further left"),
    Alternative(looser=1.2, raised=4.0, said_zh="升高机位", said_en="from higher up"),
    Alternative(looser=1.6, raised=2.0, said_zh="退到更远", said_en="much wider"),
    Alternative(looser=0.6, raised=1.0, said_zh="走近一些", said_en="closer"),
    Alternative(
        looser=1.3, turned=55.0, raised=3.0, said_zh="换到斜侧面高处", said_en="from high at the side"
    ),
    Alternative(
        looser=1.3, turned=-55.0, raised=3.0, said_zh="换到斜侧面高处", said_en="from high at the side"
    ),
)
"""Tried in order until the checker is content."""


def held_size(size: ShotSize, asset: Asset | None) -> ShotSize:
    """The size, no tighter than the asset holds."""
    if asset is None or asset.closest not in LADDER:
        return size
    return LADDER[min(LADDER.index(size), LADDER.index(asset.closest))]


def share_of(size: ShotSize, upright: bool, part: bool = False) -> float:
    """Share of the frame a subject takes: figures by height, things and named parts by their larger side."""
    if part:
        return PART_SHARE.get(size, 0.5)
    return FIGURE_SHARE[size] if upright else THING_SHARE[size]


def aperture_of(size: ShotSize, lens: float) -> float:
    """f-number of a size: close work is shallow, wide views are all sharp (0)."""
    if size in ("ecu", "cu", "mcu"):
        return 2.8
    if size in ("ms", "mfs") and lens >= 40:
        return 3.5
    return 4.0 if size == "fs" and lens >= 65 else 0.0
