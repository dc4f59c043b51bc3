"""Fish of the reef, each wagging as it swims."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes.mesh import Finish, Mesh, flip, merge, versions
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, extrude, loft
from yingxi.world.scene import Model, Moment, Sound

PAINTS = ((0.75, 0.30, 0.04), (0.70, 0.52, 0.06), (0.10, 0.26, 0.55), (0.45, 0.50, 0.54))


@dataclass(frozen=True, eq=False, kw_only=True)
class Fish:
    """Fish along their paths; `sizes` (n,) times 0.6 m, `tints` (n, 3), `height` (n,) metres."""

    paths: tuple[Path, ...]
    sizes: Array
    tints: Array
    height: Array

    @property
    def models(self) -> Mapping[str, Model]:
        return {"fish": fish_model()}

    def at(self, t: float) -> Moment:
        """Bodies that turn a little from side to side with each beat of the tail."""
        place = self._places(t)
        phase = 2.4 * np.arange(len(place))
        yaw = np.array([path.yaw(t) for path in self.paths]) + 0.20 * np.sin(9.0 * t + phase)
        return Moment(
            instances={"fish": instances(place, self.sizes, yaw, 0.1 * np.sin(t + phase), 0.0, self.tints)}
        )

    def _places(self, t: float) -> Array:
        places = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        places[:, 1] += self.height + 0.12 * np.sin(1.1 * t + 1.7 * np.arange(len(places)))
        return places

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them, in metres."""
        place = self._places(t)
        reach = 0.35 * self.sizes[:, None]
        return (place - reach).min(0).astype(np.float32), (place + reach).max(0).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Fish are silent."""
        return ()


@lru_cache(maxsize=1)
def fish_model() -> Model:
    """A fish 0.6 m long, its head toward +x, pale enough for any tint."""
    return versions([_fish(16), _fish(8), _fish(5)], (5.0, 20.0))


def _fish(sides: int) -> list[tuple[Mesh, str, str]]:
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    stations = [(0.30, 0.01, 0.005), (0.25, 0.07, 0.035), (0.12, 0.125, 0.055), (-0.05, 0.12, 0.05)]
    stations += [(-0.17, 0.06, 0.025), (-0.22, 0.03, 0.012)]
    rings = np.array(
        [
            np.stack([np.full(sides + 1, x), tall * np.sin(angle), wide * np.cos(angle)], 1)
            for x, tall, wide in stations
        ]
    )
    light = 0.75 + 0.5 * np.clip(-rings[..., 1:2] / 0.12, 0, 1) * np.ones(3)
    body = loft(rings, Finish(colour=light, roughness=0.35), capped=False)
    outward = body.position * np.array([0, 1, 1], np.float32)
    body = body if float((outward * body.normal).sum()) > 0 else flip(body)
    fin = Finish(colour=(0.9, 0.9, 0.9), roughness=0.6)
    tail = extrude([(-0.20, 0.0), (-0.33, 0.12), (-0.29, 0.0), (-0.33, -0.12)][::-1], 0.012, fin)
    back = extrude([(0.12, 0.10), (-0.02, 0.20), (-0.14, 0.08)], 0.010, fin)
    eyes = [
        ball(
            (0.21, 0.03, side * 0.042),
            0.016,
            Finish(colour=(0.01, 0.01, 0.01), roughness=0.1),
            sides // 2 - 1,
            4,
        )
        for side in (-1, 1)
    ]
    return [(merge([body, tail, back, *(eyes if sides > 5 else ())]), "hero", "animal")]


def build_fish(sheet: CallSheet) -> Fish:
    """Fish along their paths, large ones among small."""
    count, random = len(sheet.paths), sheet.random()
    asked = colour_for(sheet, (-1.0, 0.0, 0.0))
    paints = np.array(PAINTS)[random.integers(0, len(PAINTS), count)]
    return Fish(
        paths=sheet.paths,
        sizes=random.uniform(0.7, 1.5, count).astype(np.float32),
        tints=paints if asked[0] < 0 else np.tile(np.array(asked), (count, 1)),
        height=random.uniform(-0.3, 0.3, count).astype(np.float32),
    )


ASSET = Asset(
    id="fish",
    kind="cast",
    words=Words(
        zh=("鱼", "鱼群", "小鱼", "游鱼", "群鱼", "热带鱼", "鱼儿"),
        en=("fish", "fishes", "shoal", "shoal of fish", "school of fish", "tropical fish"),
    ),
    build=build_fish,
    size=(0.6, 0.5, 0.3),
    lives="underwater",
    actions=("swim", "circle"),
    closest="fs",
)
