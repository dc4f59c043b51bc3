"""What stirs in the river city at night: searchlights, phones in the crowd, drifting mist."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.shapes import Numbers
from yingxi.world.scene import Array, Model, Moment, Sound

PALETTE = np.array(
    [(1.0, 0.10, 0.36), (0.06, 0.70, 1.0), (1.0, 0.45, 0.08), (0.08, 0.95, 0.58), (0.60, 0.20, 1.0)]
)


@dataclass(frozen=True, eq=False, kw_only=True)
class CityLife:
    """Moving lights of the city; `phones` (n, 3) metres, `awake` 0-1."""

    phones: Numbers
    awake: float
    mist: float

    @property
    def models(self) -> Mapping[str, Model]:
        """It is all light: no meshes."""
        return {}

    def at(self, t: float) -> Moment:
        """Beams, phone screens and veils of mist at `t`."""
        return Moment(beams=self._beams(t), glows=self._screens(t), puffs=self._veils(t))

    def _beams(self, t: float) -> Array:
        if self.awake < 0.3:
            return np.zeros((0, 12), np.float32)
        k = np.arange(12)
        way = np.stack(
            [0.55 * np.sin(t * 0.35 + k * 1.3), np.ones(12), 0.30 * np.sin(t * 0.27 + k * 2.2)], -1
        )
        way /= np.linalg.norm(way, axis=1, keepdims=True)
        rows = np.zeros((12, 12), np.float32)
        rows[:, :3] = np.stack([-210 + k * 40.0, 60 + 60.0 * (k % 2), -330 - 60.0 * (k % 3)], -1)
        rows[:, 3] = 3.0
        rows[:, 4:7] = way * 330
        rows[:, 8:11] = PALETTE[(k * 2 + 1) % 5] * (0.20 * self.awake)
        return rows

    def _screens(self, t: float) -> Array:
        if self.awake < 0.3 or not len(self.phones):
            return np.zeros((0, 12), np.float32)
        index = np.arange(len(self.phones))
        shake = 0.03 * np.sin(t * np.array([1.9, 2.3, 1.4]) + index[:, None] * np.array([1.1, 2.9, 0.7]))
        on = (np.sin(index * 12.9 + np.floor(t * 0.4 + index * 0.37) * 4.1) > -0.5) * 1.0
        rows = np.zeros((len(index), 12), np.float32)
        rows[:, :3], rows[:, 3] = self.phones + shake, 0.13
        rows[:, 4:7] = np.array([0.75, 0.88, 1.0]) * (1.5 * on)[:, None]
        rows[:, 7] = 0.6
        return rows

    def _veils(self, t: float) -> Array:
        """Low mist along the far bank and over the middle of the river."""
        count = 12
        k = np.arange(count)
        rows = np.zeros((count, 12), np.float32)
        x = (k * 61.0 + t * (0.7 + 0.1 * (k % 3)) + 200) % 420 - 200
        rows[:, :3] = np.stack([x, 2.0 + 2.2 * (k % 3), -78.0 + 9.0 * (k % 4)], -1)
        rows[:, 3] = 15.0 + 4.0 * (k % 4)
        rows[:, 4:7] = (0.34, 0.36, 0.44)
        rows[:, 7] = 0.05 * self.mist
        rows[:, 8] = 0.7
        return rows

    def stir(self, t: float) -> Moment:
        """It never touches the water."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The skyline."""
        return np.array([-120, 0, -140], np.float32), np.array([120, 80, -90], np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A crowd on the quays and the river itself."""
        crowd = Sound(
            kind="crowd", at=0.0, position=(0.0, 1.6, -90.0), length=duration, gain=0.35 + 0.25 * self.awake
        )
        return (crowd, Sound(kind="river", at=0.0, position=(0.0, 0.0, 0.0), length=duration, gain=0.35))
