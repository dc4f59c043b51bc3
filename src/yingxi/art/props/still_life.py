"""Things that stand, float or hover where blocking puts them: for props with no life of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from yingxi.art.asset import CallSheet, Path
from yingxi.art.looks_file import linear
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.world.scene import Model, Moment, Sound


@dataclass(frozen=True, eq=False, kw_only=True)
class StillLife:
    """Copies of `models` (all parts of one thing) along paths.

    `tints` name -> (n, 3), `scales` (n,); `afloat` metres of heave on water; `parameter` the fourth number of
    instances by model name; `half` the half size of one copy at scale 1 (x, y, z), standing on y = `foot`.
    `lamps` burn on every copy: (n, 8) place in its own axes, range, RGB, radius, as in a Moment's lights.
    """

    parts: Mapping[str, Model]
    paths: tuple[Path, ...]
    half: tuple[float, float, float]
    scales: Array
    tints: Mapping[str, Array] = field(default_factory=dict)
    parameter: Mapping[str, float] = field(default_factory=dict)
    afloat: float = 0.0
    foot: float = 0.0
    lean: float = 0.0
    wake: float = 0.0
    heard: str = ""
    lamps: Array = field(default_factory=lambda: np.zeros((0, 8), np.float32))

    @property
    def models(self) -> Mapping[str, Model]:
        return self.parts

    def at(self, t: float) -> Moment:
        """All copies at `t`; those afloat heave, roll and pitch, and leave a wake while they move."""
        place, yaw = self._places(t), np.array([path.yaw(t) for path in self.paths])
        phase = np.arange(len(place)) * 2.1
        place[:, 1] += self.afloat * np.sin(t * 1.1 + phase)
        roll = self.lean + 0.5 * self.afloat * np.sin(t * 0.9 + phase + 1.0)
        pitch = 0.35 * self.afloat * np.sin(t * 1.25 + phase + 2.0)
        rows = {
            name: instances(
                place,
                self.scales,
                yaw,
                pitch,
                roll,
                self.tints.get(name, np.ones((len(place), 3))),
                self.parameter.get(name, 1.0),
            )
            for name in self.parts
        }
        return Moment(
            instances=rows,
            waves=self._waves(t, place, yaw),
            foam=self._foam(t, place, yaw),
            lights=self._lights(place, yaw),
        )

    def _lights(self, place: Array, yaw: Array) -> Array:
        """The lamps of all copies, turned and moved with them."""
        rows = np.repeat(self.lamps[None], len(place), axis=0)
        ahead, up, right = (self.lamps[None, :, axis] for axis in range(3))
        cos, sin = np.cos(yaw)[:, None], np.sin(yaw)[:, None]
        rows[..., 0] = place[:, :1] + ahead * cos + right * sin
        rows[..., 1] = place[:, 1:2] + up
        rows[..., 2] = place[:, 2:3] - ahead * sin + right * cos
        return rows.reshape(-1, 8).astype(np.float32)

    def _places(self, t: float) -> Array:
        return np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)

    def _speed(self, t: float) -> Array:
        return np.asarray(np.linalg.norm(self._places(t + 0.05) - self._places(t - 0.05), axis=1) / 0.1)

    def _waves(self, t: float, place: Array, yaw: Array) -> Array:
        """Pressure of the hull along its length."""
        if self.wake <= 0:
            return np.zeros((0, 5), np.float32)
        rows = []
        for along in (-0.6, 0.0, 0.6):
            reach = along * self.half[0] * self.scales
            rows.append(
                np.stack(
                    [
                        place[:, 0] + reach * np.cos(yaw),
                        place[:, 2] - reach * np.sin(yaw),
                        0.34 * self.half[0] * self.scales,
                        0.6 * self.half[2] * self.scales,
                        self.wake * np.minimum(self._speed(t) / 3.0, 1.5) + 0 * yaw,
                    ],
                    1,
                )
            )
        return np.concatenate(rows).astype(np.float32)

    def _foam(self, t: float, place: Array, yaw: Array) -> Array:
        """Foam at the bow by speed."""
        if self.wake <= 0:
            return np.zeros((0, 4), np.float32)
        bow = 0.9 * self.half[0] * self.scales
        rows = np.stack(
            [
                place[:, 0] + bow * np.cos(yaw),
                place[:, 2] - bow * np.sin(yaw),
                0.7 * self.half[2] * self.scales,
                0.5 * np.clip(self._speed(t) / 4.0, 0, 1),
            ],
            1,
        )
        return rows.astype(np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all copies."""
        place = self._places(t)
        reach = max(self.half[0], self.half[2]) * self.scales[:, None] * np.array([1.0, 0.0, 1.0])
        low = place - reach + np.array([0.0, self.foot, 0.0]) * self.scales[:, None]
        high = place + reach + np.array([0.0, self.foot + 2 * self.half[1], 0.0]) * self.scales[:, None]
        return low.min(0).astype(np.float32), high.max(0).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Its one sound, where it starts."""
        if not self.heard:
            return ()
        first = self._places(0.0)[0]
        place = (float(first[0]), float(first[1]), float(first[2]))
        return (Sound(kind=self.heard, at=0.0, position=place, length=duration, gain=0.5),)


def scales_for(sheet: CallSheet, low: float = 0.9, high: float = 1.1) -> Array:
    """A size for each copy: 1 for the first, others a little different."""
    sizes = sheet.random().uniform(low, high, len(sheet.paths))
    sizes[:1] = 1.0
    return np.asarray(sizes, np.float32)


NAMED_COLOURS: Mapping[str, tuple[float, float, float]] = {
    "red": (0.62, 0.035, 0.025),
    "红": (0.62, 0.035, 0.025),
    "gold": (0.75, 0.45, 0.08),
    "金": (0.75, 0.45, 0.08),
    "yellow": (0.80, 0.58, 0.07),
    "黄": (0.80, 0.58, 0.07),
    "green": (0.05, 0.28, 0.07),
    "绿": (0.05, 0.28, 0.07),
    "blue": (0.04, 0.13, 0.45),
    "蓝": (0.04, 0.13, 0.45),
    "white": (0.78, 0.78, 0.76),
    "白": (0.78, 0.78, 0.76),
    "black": (0.018, 0.018, 0.020),
    "黑": (0.018, 0.018, 0.020),
    "pink": (0.85, 0.32, 0.42),
    "粉": (0.85, 0.32, 0.42),
    "orange": (0.82, 0.25, 0.03),
    "橙": (0.82, 0.25, 0.03),
    "purple": (0.28, 0.06, 0.42),
    "紫": (0.28, 0.06, 0.42),
    "grey": (0.28, 0.28, 0.29),
    "gray": (0.28, 0.28, 0.29),
    "灰": (0.28, 0.28, 0.29),
    "brown": (0.18, 0.09, 0.04),
    "棕": (0.18, 0.09, 0.04),
    "silver": (0.55, 0.56, 0.58),
    "银": (0.55, 0.56, 0.58),
    "青": (0.05, 0.32, 0.32),
}


def colour_for(sheet: CallSheet, otherwise: tuple[float, float, float]) -> tuple[float, float, float]:
    """The linear colour that the subject asks for, as #rrggbb or by name, else the given one."""
    asked = sheet.subject.colour.casefold() if sheet.subject else ""
    if asked.startswith("#"):
        return linear(asked)
    for name, colour in NAMED_COLOURS.items():
        if name in asked:
            return colour
    return otherwise
