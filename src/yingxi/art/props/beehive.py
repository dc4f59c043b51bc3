"""A straw skep on a bench, bees about its door: the old kind of hive."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.cast.bee import bee_dot_model
from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, cylinder, lathe, tube
from yingxi.world.scene import Model, Moment, Sound

BENCH, TALL, WIDE = 0.46, 0.52, 0.30
"""Height of the bench, of the skep, and the skep's radius, metres."""
STRAW = np.array((0.58, 0.38, 0.13))
WOOD = Finish(colour=(0.27, 0.165, 0.085), roughness=0.7)
BINDING = Finish(colour=(0.30, 0.17, 0.06), roughness=0.7)
DARK = Finish(colour=(0.012, 0.009, 0.006), roughness=0.9)
BEES = 16


@kept
def hive_model() -> Model:
    """The skep on its bench, its door toward +x, its foot on y = 0."""
    far = model([(merge([_dome(10, False), *_bench(False)]), "hero", "plant")], far_beyond=30)
    middle = model([(merge([_dome(20, False), *_bench(True)]), "hero", "plant")], far, 26)
    near = bake_open(merge([_dome(44, True), *_bindings(), *_door(), *_bench(True)]), 0.06)
    return model([(near, "hero", "plant")], middle, 7)


def _outline(rise: Array) -> Array:
    """Radius of the skep at a share of its height."""
    return np.asarray(WIDE * (1 - 0.10 * (1 - rise) ** 2) * np.sqrt(np.clip(1 - rise**2.6, 0, 1)), np.float32)


def _dome(sides: int, coiled: bool) -> Mesh:
    """Coils of straw laid on one another, each round and of its own tone."""
    coils, per = 13, 4
    rise = np.linspace(0, 0.985, coils * per + 1) if coiled else np.linspace(0, 0.985, 9)
    bulge = 0.013 * np.abs(np.sin(np.pi * rise * coils / 0.985)) if coiled else 0 * rise
    line = np.stack([_outline(rise) + bulge, BENCH + 0.035 + TALL * rise], 1)
    random = np.random.default_rng(6)
    tone = np.repeat(random.uniform(0.82, 1.12, coils), per)
    tone = np.r_[tone, tone[-1]] if coiled else np.ones(9)
    groove = 0.55 + 0.45 * np.abs(np.sin(np.pi * rise * coils / 0.985)) if coiled else np.ones(9)
    around = 1 + 0.10 * np.sin(61 * np.linspace(0, 2 * np.pi, sides + 1))
    colour = STRAW * (tone * groove)[:, None, None] * around[None, :, None]
    dome = lathe(line, Finish(colour=colour, roughness=0.8), sides)
    top = tube(
        [(0, BENCH + TALL, 0), (0.012, BENCH + TALL + 0.07, 0.01)],
        [0.035, 0.012],
        Finish(colour=STRAW * 0.8, roughness=0.8),
        8,
    )
    return merge([dome, top])


def _bindings() -> list[Mesh]:
    """Stitches of bramble that climb over the coils."""
    parts = []
    for k in range(26):
        angle = k * 2 * np.pi / 26 + 0.12
        rise = np.linspace(0.04, 0.80, 7)
        lean = angle + 0.5 * rise
        reach = _outline(rise) + 0.014
        way = np.stack([reach * np.cos(lean), BENCH + 0.035 + TALL * rise, reach * np.sin(lean)], 1)
        parts.append(tube(way, 0.0026, BINDING, 3))
    return parts


def _door() -> list[Mesh]:
    """The dark arch of the door and its sill."""
    around = np.linspace(-np.pi / 2, np.pi / 2, 9)
    rim = np.stack(
        [0 * around + WIDE * 0.925, BENCH + 0.035 + 0.062 * np.cos(around), 0.052 * np.sin(around)], 1
    )
    hole = lathe([(0.0, 0.0), (0.05, 0.0)], DARK, 12)
    return [
        tube(rim, 0.012, Finish(colour=STRAW * 0.7, roughness=0.8), 7),
        cylinder((WIDE * 0.80, BENCH + 0.062, 0), (WIDE * 0.945, BENCH + 0.062, 0), 0.046, DARK, 14),
        box((WIDE + 0.05, BENCH + 0.028, 0), (0.09, 0.007, 0.085), WOOD),
        hole,
    ]


def _bench(near: bool) -> list[Mesh]:
    """A plank on four splayed legs."""
    parts = [box((0.02, BENCH, 0), (0.42, 0.025, 0.36), WOOD)]
    for x in (-0.32, 0.34):
        for z in (-0.27, 0.27):
            parts.append(
                cylinder((1.12 * x, 0, 1.12 * z), (x, BENCH, z), (0.026, 0.034), WOOD, 8 if near else 4)
            )
    return parts


@dataclass(frozen=True, eq=False, kw_only=True)
class Hives:
    """Hives on their paths with bees that come and go."""

    paths: tuple[Path, ...]
    seed: int

    @property
    def models(self) -> Mapping[str, Model]:
        return {"beehive": hive_model(), "hive_bee": bee_dot_model()}

    def at(self, t: float) -> Moment:
        """Hives, and bees on loops that begin and end at the door."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths], np.float32)
        bees = [
            self._bees(place, float(turn), t, n)
            for n, (place, turn) in enumerate(zip(floor, yaw, strict=True))
        ]
        return Moment(instances={"beehive": instances(floor, 1.0, yaw), "hive_bee": np.concatenate(bees)})

    def _bees(self, floor: Array, yaw: float, t: float, number: int) -> Array:
        now, later = (self._swarm(t + s, number) for s in (0.0, 0.04))
        cos, sin = np.cos(yaw), np.sin(yaw)

        def turned(points: Array) -> Array:
            x, y, z = points.T
            return np.stack([x * cos + z * sin, y, z * cos - x * sin], 1)

        step = turned(later) - turned(now)
        heading = np.arctan2(-step[:, 2], step[:, 0])
        return instances(floor + turned(now), 1.5, heading)

    def _swarm(self, t: float, number: int) -> Array:
        """Places of the bees in the hive's axes."""
        random = np.random.default_rng(self.seed + 13 * number)
        phase, pace = random.random(BEES), random.uniform(0.10, 0.22, BEES)
        far, side, high = (
            random.uniform(0.5, 1.5, BEES),
            random.uniform(-1.1, 1.1, BEES),
            random.uniform(0.0, 0.7, BEES),
        )
        turn = 2 * np.pi * np.mod(t * pace + phase, 1.0)
        out = 0.5 * (1 - np.cos(turn))
        wob = 0.035 * np.stack(
            [np.sin(7.3 * t + 9 * phase), np.sin(8.7 * t + 5 * phase), np.cos(6.1 * t + 7 * phase)], 1
        )
        door = np.array((WIDE + 0.04, BENCH + 0.075, 0.0))
        way = np.stack([far * out, high * out + 0.12 * np.sin(turn), side * out + 0.25 * np.sin(turn)], 1)
        return np.asarray(door + way + wob * out[:, None], np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the hives."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([0.47, 0, 0.47], np.float32)
        return floor.min(0) - half, floor.max(0) + half + np.array([0, BENCH + TALL + 0.08, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """It makes no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A hum."""
        x, y, z = (float(v) for v in self.paths[0].position(0.0))
        return (Sound(kind="insects", at=0.0, position=(x, y + 0.6, z), length=duration, gain=0.5),)


def build_beehive(sheet: CallSheet) -> Hives:
    """Hives where blocking puts them."""
    return Hives(paths=sheet.paths, seed=sheet.seed)


ASSET = Asset(
    id="beehive",
    kind="prop",
    words=Words(
        zh=("蜂巢", "蜂箱", "蜂窝", "蜂房", "养蜂场"),
        en=("beehive", "hive", "bee hive", "skep", "hives", "apiary"),
    ),
    build=build_beehive,
    size=(0.94, 1.06, 0.94),
    actions=("stand",),
    closest="ms",
)
