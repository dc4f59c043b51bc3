"""The lamps of a film crew: in the dark a soft key and a rim go with the subject, so that it reads."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, Place
from yingxi.film import Shot
from yingxi.world.scene import Array, CameraPose, Model, Moment, Sound

Numbers = NDArray[np.float32] | NDArray[np.float64]

KEY, RIM = (1.5, 1.22, 0.92), (1.5, 1.9, 2.7)
"""Light in the scene's units at one subject height: a warm key beside the lens, a cool rim behind."""


@dataclass(frozen=True, eq=False)
class Lamps:
    """Two lamps that keep to their subject; seen only by what they light."""

    middle: Callable[[float], Array]
    height: float
    toward: tuple[float, float]
    strength: float = 1.0
    models: Mapping[str, Model] = field(default_factory=dict)

    def at(self, t: float) -> Moment:
        """The key above and beside the lens, the rim high on the other side, behind."""
        middle, reach = self.middle(t), max(1.6 * self.height, 1.6)
        x, z = self.toward
        key = np.array([0.75 * x - 0.66 * z, 0.75, 0.75 * z + 0.66 * x]) * reach
        rim = np.array([-0.85 * x + 0.5 * z, 0.95, -0.85 * z - 0.5 * x]) * reach
        # The engine's lamps fall with the square of the distance; the strength is meant at the subject.
        rows = [
            (*(middle + place), 3.0 * reach, *(self.strength * reach**2 * np.asarray(colour)), 0.3 * reach)
            for place, colour in ((key, KEY), (rim, RIM))
        ]
        return Moment(lights=np.array(rows, np.float32))

    def bounds(self, t: float) -> tuple[Array, Array]:
        """No size: a camera does not serve lamps."""
        return self.middle(t), self.middle(t)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Lamps are silent."""
        return ()


def lamps_for(
    shot: Shot,
    place: Place,
    asset: Asset,
    box: Callable[[float], tuple[Numbers, Numbers]],
    pose: CameraPose,
) -> Lamps | None:
    """The lamps of a shot's subject; None by day, for what shines itself, and where the place lights it."""
    if place.setups is not None or asset.kind not in ("cast", "prop") or asset.lives in ("sky", "space"):
        return None
    if not is_dark(shot.hour):
        return None
    low, high = (np.asarray(corner, float) for corner in box(0.0))
    height = float(min(high[1] - low[1], 12.0))
    way = np.asarray(pose.position, float) - 0.5 * (low + high)
    flat = math.hypot(way[0], way[2]) or 1.0

    def middle(t: float) -> Array:
        corners = np.asarray(box(t), np.float32)
        return np.asarray(0.5 * (corners[0] + corners[1]), np.float32)

    return Lamps(middle=middle, height=height, toward=(float(way[0]) / flat, float(way[2]) / flat))
