"""Things that burn where blocking puts them: a still life with fires at its mouths."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.props.blaze import TONGUE, Flames, tongue
from yingxi.art.props.still_life import StillLife
from yingxi.art.shapes.noise import Array
from yingxi.world.scene import Model, Moment, Sound


@dataclass(frozen=True, eq=False, kw_only=True)
class Burning:
    """A still life, and (k, 3) places in its own axes where it burns; `flames` has a size for each of all."""

    still: StillLife
    mouths: Array
    flames: Flames

    @property
    def models(self) -> Mapping[str, Model]:
        return {**self.still.models, TONGUE: tongue()}

    def at(self, t: float) -> Moment:
        """The things, and the fire of every mouth of every copy."""
        moment, fire = self.still.at(t), self.flames.at(self._feet(t), t)
        moment.instances[TONGUE] = fire.instances[TONGUE]
        moment.glows, moment.puffs, moment.lights = fire.glows, fire.puffs, fire.lights
        return moment

    def _feet(self, t: float) -> Array:
        feet = []
        for path, scale in zip(self.still.paths, self.still.scales, strict=True):
            yaw = float(path.yaw(t))
            cos, sin = np.cos(yaw), np.sin(yaw)
            turned = self.mouths @ np.array([[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]])
            feet.append(np.asarray(path.position(t), float) + float(scale) * turned)
        return np.concatenate(feet)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the things and their flames."""
        low, high = self.still.bounds(t)
        feet = self._feet(t)
        tips = feet + np.array([0, 1.0, 0]) * self.flames.sizes[:, None]
        return np.minimum(low, feet.min(0)).astype(np.float32), np.maximum(high, tips.max(0)).astype(
            np.float32
        )

    def stir(self, t: float) -> Moment:
        """It makes no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """The crackle of fire, where it starts."""
        return self.still.sounds(duration)
