"""A cloud low enough to be a subject: soft billows that drift."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.shapes.noise import Array
from yingxi.world.scene import Actor, Model, Moment, Sound


@dataclass(frozen=True, eq=False, kw_only=True)
class Cloud:
    """Seventy puffs about each path's place, in a flat-bottomed heap 26 m long."""

    paths: tuple[Path, ...]
    seed: int
    colour: tuple[float, float, float] = (0.62, 0.63, 0.66)

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """Puffs that turn slowly where the path is."""
        rows = []
        for index, path in enumerate(self.paths):
            rng = np.random.default_rng((self.seed, index))
            many = 70
            away = rng.normal(0, 1, (many, 3)) * [6.5, 1.6, 3.2]
            away[:, 1] = np.abs(away[:, 1]) * np.exp(-((away[:, 0] / 8) ** 2)) * 1.6
            row = np.zeros((many, 12), np.float32)
            row[:, :3] = path.position(t) + away + np.array([0, 2.0, 0])
            row[:, 3] = rng.uniform(2.2, 4.6, many)
            row[:, 4:7] = np.array(self.colour) * rng.uniform(0.85, 1.05, (many, 1))
            row[:, 7], row[:, 11] = 0.34, rng.random(many) * 6.28 + 0.03 * t
            rows.append(row[np.argsort(row[:, 2])])
        return Moment(puffs=np.concatenate(rows))

    def bounds(self, t: float) -> tuple[Array, Array]:
        place = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        return place.min(0) - np.array([14, 2, 7]), place.max(0) + np.array([14, 8, 7])

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        return ()


def build_cloud(sheet: CallSheet) -> Actor:
    """Clouds along their paths."""
    return Cloud(paths=sheet.paths, seed=sheet.seed)


ASSET = Asset(
    id="cloud",
    kind="prop",
    words=Words(zh=("云", "白云", "云朵", "祥云", "乌云", "云彩"), en=("cloud", "white cloud", "rain cloud")),
    build=build_cloud,
    size=(28.0, 9.0, 14.0),
    lives="sky",
    actions=("drift", "hover"),
    closest="ws",
)
