"""Wind-and-fire wheels (风火轮): a pair of gilded wheels that spin under the feet in rings of flame."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.machine import Fitting, Machine, turned
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, smooth, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import ball, extrude, grid
from yingxi.world.scene import Actor, Model, Moment, Sound

RADIUS = 0.42
APART = 0.26
"""Half the distance between the two wheels of a pair."""
SPIN = 7.0
GOLD = Finish(colour=(0.90, 0.55, 0.14), roughness=0.24, metal=0.95)
RED = Finish(colour=(0.60, 0.035, 0.015), roughness=0.35)
EMBER = Finish(colour=(1.0, 0.34, 0.06), emission=3.2)


@lru_cache(maxsize=1)
def fire_wheel() -> Model:
    """A wheel about its axle along z: a gold rim with flame teeth, eight cloud spokes, a red hub."""
    rim = _ring(RADIUS * 0.86, 0.040, GOLD, 40)
    inner = _ring(RADIUS * 0.70, 0.014, RED, 32)
    parts: list[Mesh] = [rim, inner]
    tooth = [
        (0.0, -0.055),
        (0.06, -0.045),
        (0.11, -0.005),
        (0.17, 0.055),
        (0.10, 0.045),
        (0.04, 0.075),
        (0.0, 0.06),
    ]
    flame = transform(extrude(tooth, 0.028, GOLD), (RADIUS * 0.87, 0, 0))
    spoke = [(0.07, -0.018), (0.20, -0.030), (0.30, -0.012), (0.30, 0.012), (0.20, 0.030), (0.07, 0.018)]
    bar = extrude(spoke, 0.03, GOLD)
    parts += [transform(flame, rotation=turn(pitch=2 * np.pi * k / 12)) for k in range(12)]
    parts += [transform(bar, rotation=turn(pitch=2 * np.pi * k / 8)) for k in range(8)]
    hub = turned([(0, -0.07), (0.075, -0.05), (0.095, 0.0), (0.075, 0.05), (0, 0.07)], RED, "z", 18)
    knob = ball((0, 0, 0), (0.05, 0.05, 0.09), GOLD, 12, 8)
    glow = _ring(RADIUS * 0.86, 0.012, EMBER, 32)
    glows = [transform(glow, (0, 0, s * 0.036)) for s in (-1, 1)]
    far = model(
        [
            (_ring(RADIUS * 0.86, 0.05, GOLD, 16), "metal", "metal"),
            (_ring(RADIUS * 0.7, 0.02, EMBER, 12), "emissive", "light"),
        ]
    )
    return model(
        [(merge([*parts, hub, knob]), "metal", "metal"), (merge(glows), "emissive", "light")], far, 26.0
    )


def _ring(radius: float, thick: float, finish: Finish, around: int) -> Mesh:
    a, b = np.linspace(0, 2 * np.pi, around + 1)[:, None], np.linspace(0, 2 * np.pi, 7)[None]
    out = radius + thick * np.cos(b)
    sheet = np.stack([out * np.cos(a), out * np.sin(a), thick * np.sin(b) + 0 * a], -1)
    return smooth(grid(sheet, finish, closed=True))


@dataclass(frozen=True, eq=False, kw_only=True)
class FireWheels:
    """Pairs of wheels along their paths; the flames are a pure function of time."""

    machine: Machine
    seed: int

    @property
    def models(self) -> Mapping[str, Model]:
        return self.machine.models

    def at(self, t: float) -> Moment:
        """The wheels, their flames, the light that they throw."""
        moment = self.machine.at(t)
        moment.glows, hubs = self._flames(t)
        lights = np.zeros((len(hubs), 8), np.float32)
        lights[:, :3], lights[:, 3] = hubs, 6.0
        lights[:, 4:7] = np.array([5.0, 1.9, 0.45]) * (0.85 + 0.15 * np.sin(23.0 * t))
        moment.lights = lights
        return moment

    def _flames(self, t: float) -> tuple[Array, Array]:
        """Tongues that leave the rims and trail behind as they rise: (n, 12) glows and the hubs (m, 3)."""
        place, body = self.machine.places(t), turn(self.machine.yaws(t))
        before = self.machine.places(t - 0.08)
        flow = (place - before) / 0.08
        random = np.random.default_rng(self.seed)
        rows, hubs = [], []
        for side in (-APART, APART):
            many = 80
            phase, angle, size = (
                random.random(many),
                random.random(many) * 2 * np.pi,
                random.uniform(0.7, 1.3, many),
            )
            age = (t * 2.1 + phase) % 1.0
            around = angle - SPIN * 0.5 * (t - age * 0.3)
            reach = RADIUS * (0.9 + 0.35 * age)
            local = np.stack(
                [
                    reach * np.cos(around),
                    RADIUS + reach * np.sin(around) + 0.34 * age**1.5,
                    side + 0.05 * np.sin(9 * phase),
                ],
                1,
            )
            heat = (1 - age) ** 1.5
            for n in range(len(place)):
                row = np.zeros((many, 12), np.float32)
                row[:, :3] = place[n] + local @ body[n].T - flow[n] * 0.22 * age[:, None]
                row[:, 3] = size * (0.075 + 0.10 * age)
                row[:, 4:7] = np.stack([2.2 * heat, 0.62 * heat**1.6, 0.09 * heat**2.4], 1)
                row[:, 7] = 0.9
                row[:, 8:11] = flow[n] * 0.3 + np.array([0, 0.7, 0])
                rows.append(row)
                hubs.append(place[n] + body[n] @ np.array([0, RADIUS, side], np.float32))
        return np.concatenate(rows), np.array(hubs, np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Round the wheels and their teeth."""
        return self.machine.bounds(t)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """They roar like a fire."""
        return self.machine.sounds(duration)


def _spinning(side: float) -> Fitting:
    def place(gone: Array, t: float) -> tuple[tuple[float, float, float], float, float]:
        return (0.0, RADIUS, side), -SPIN * t, 0.0

    return place


def build_fire_wheels(sheet: CallSheet) -> Actor:
    """Pairs of wheels; they hover a hand's breadth over the ground or the sea."""
    machine = Machine(
        parts={"fire_wheel": fire_wheel()},
        fittings=tuple(("fire_wheel", _spinning(side)) for side in (-APART, APART)),
        paths=sheet.paths,
        duration=sheet.duration,
        half=(RADIUS + 0.05, RADIUS + 0.08, APART + 0.1),
        scales=np.ones(len(sheet.paths), np.float32),
        tints={"fire_wheel": colour_for(sheet, (1.0, 1.0, 1.0))},
        lift=0.15,
        heard="fire",
    )
    return FireWheels(machine=machine, seed=sheet.seed)


ASSET = Asset(
    id="fire_wheel",
    kind="prop",
    words=Words(
        zh=("风火轮", "火轮", "火轮子"),
        en=("wind-fire wheels", "wind fire wheels", "fire wheel", "wheels of fire", "wind and fire wheels"),
    ),
    build=build_fire_wheels,
    size=(0.94, 1.0, 0.72),
    lives="any",
    actions=("fly", "spin", "hover"),
    closest="ms",
)
