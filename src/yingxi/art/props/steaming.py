"""Things that stand and steam: a still life with breath over its pots."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.props.cup import steam
from yingxi.art.props.still_life import StillLife
from yingxi.art.shapes.noise import Array
from yingxi.world.scene import Model, Moment, Sound


@dataclass(frozen=True, eq=False, kw_only=True)
class Steaming:
    """A still life, and (k, 4) mouths in its own axes from which steam rises: x, y, z, size (1: a cup's)."""

    still: StillLife
    mouths: tuple[tuple[float, float, float, float], ...]
    heard: str = ""

    @property
    def models(self) -> Mapping[str, Model]:
        return self.still.models

    def at(self, t: float) -> Moment:
        """The things, and the steam of every mouth of every copy."""
        moment = self.still.at(t)
        rows = []
        for number, (path, scale) in enumerate(zip(self.still.paths, self.still.scales, strict=True)):
            place, yaw = np.asarray(path.position(t), float), float(path.yaw(t))
            for k, (x, y, z, size) in enumerate(self.mouths):
                away = np.array([x * np.cos(yaw) + z * np.sin(yaw), y, z * np.cos(yaw) - x * np.sin(yaw)])
                rows.append(steam(place + scale * away, t, 3 * number + k, float(scale) * size))
        if rows:
            moment.puffs = np.concatenate(rows)
        return moment

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the things, without their steam."""
        return self.still.bounds(t)

    def stir(self, t: float) -> Moment:
        """It makes no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """What is heard of it, if anything."""
        return self.still.sounds(duration)
