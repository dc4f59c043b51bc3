"""A bronze incense burner on three legs; from its three sticks smoke rises in threads that curl and part."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import ball, cylinder, lathe, tube
from yingxi.world.scene import Actor, Model, Moment, Sound

STICKS = np.array([(-0.05, 0.64, 0.01), (0.0, 0.68, -0.03), (0.055, 0.63, 0.02)])
"""Where the sticks glow, metres from the middle of the foot."""
THREAD, LIFE = 96, 4.6
"""Puffs of one thread of smoke, and the seconds that they live."""


@kept
def burner_model() -> Model:
    """A round tripod with two ears, 0.44 m high, sand in it and three sticks."""
    return model(_parts(28), model(_parts(12)), 8.0)


def _parts(sides: int) -> list[tuple[Mesh, str, str]]:
    bronze = Finish(colour=(0.22, 0.135, 0.055), roughness=0.42, metal=0.85)
    ash = Finish(colour=(0.36, 0.33, 0.29), roughness=1.0)
    joss, tip = Finish(colour=(0.28, 0.05, 0.03)), Finish(colour=(1.0, 0.22, 0.04), emission=5.0)
    bowl = [
        (0.03, 0.13), (0.15, 0.145), (0.205, 0.20), (0.215, 0.27), (0.185, 0.33), (0.160, 0.355),
        (0.175, 0.385), (0.205, 0.40), (0.205, 0.42), (0.175, 0.42), (0.150, 0.37), (0.0, 0.37),
    ]  # fmt: skip
    metal = [lathe(bowl, bronze, sides)]
    for angle in np.arange(3) * 2.094 + 0.5:
        c, s = np.cos(angle), np.sin(angle)
        path = [(0.13 * c, 0.17, 0.13 * s), (0.17 * c, 0.10, 0.17 * s), (0.15 * c, 0.0, 0.15 * s)]
        metal.append(tube(path, [0.045, 0.032, 0.036], bronze, max(6, sides // 3)))
    for side in (-1, 1):
        ear = [
            (0.19 * side, 0.40),
            (0.25 * side, 0.44),
            (0.26 * side, 0.53),
            (0.21 * side, 0.55),
            (0.18 * side, 0.50),
        ]
        metal.append(tube([(x, y, 0.0) for x, y in ear], 0.016, bronze, max(5, sides // 4)))
    sand = lathe([(0.155, 0.375), (0.08, 0.392), (0.0, 0.398)], ash, sides)
    sticks = [cylinder((0.4 * x, 0.37, 0.4 * z), (x, y, z), 0.005, joss, 5) for x, y, z in STICKS]
    embers = [ball(place, 0.008, tip, 6, 4) for place in STICKS]
    return [
        (merge(metal), "hero", "metal"),
        (merge([sand, *sticks]), "hero", "wood"),
        (merge(embers), "emissive", "light"),
    ]


@dataclass(frozen=True, eq=False, kw_only=True)
class Incense:
    """Burners, and the threads of smoke over them."""

    still: StillLife
    seed: int

    @property
    def models(self) -> Mapping[str, Model]:
        return self.still.models

    def at(self, t: float) -> Moment:
        """The burners and their smoke at `t`."""
        moment = self.still.at(t)
        feet = np.array([path.position(t) for path in self.still.paths], float).reshape(-1, 1, 3)
        tips = (feet + self.still.scales[:, None, None] * STICKS).reshape(-1, 3)
        moment.puffs = np.concatenate([self._thread(k, tip, t) for k, tip in enumerate(tips)])
        return moment

    def _thread(self, number: int, tip: Array, t: float) -> Array:
        """Smoke that rises straight, then waves wider and wider, and is lost."""
        age = np.mod(t / LIFE + np.arange(THREAD) / THREAD, 1.0)
        born = t - LIFE * age
        swing = 0.16 * age**1.7
        rows = np.zeros((THREAD, 12))
        rows[:, 0] = tip[0] + swing * np.sin(2.3 * born + 5.2 * age + 2 * number) + 0.10 * age**2
        rows[:, 1] = tip[1] + 1.35 * age**1.25
        rows[:, 2] = tip[2] + swing * np.cos(1.9 * born + 4.4 * age + number)
        rows[:, 3] = 0.012 + 0.085 * age**1.15
        rows[:, 4:7], rows[:, 11] = (0.62, 0.66, 0.74), 3.0 * born
        rows[:, 7] = 0.24 * np.clip(age / 0.02, 0, 1) * (1 - age) ** 1.2 / (1 + 2.2 * age)
        return rows.astype(np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the burners, without their smoke."""
        return self.still.bounds(t)

    def stir(self, t: float) -> Moment:
        """It makes no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Incense is silent."""
        return ()


def build_incense_burner(sheet: CallSheet) -> Actor:
    """Burners where blocking puts them."""
    still = StillLife(
        parts={"incense_burner": burner_model()},
        paths=sheet.paths,
        half=(0.27, 0.34, 0.24),
        scales=scales_for(sheet),
    )
    return Incense(still=still, seed=sheet.seed)


ASSET = Asset(
    id="incense_burner",
    kind="prop",
    words=Words(
        zh=("香炉", "焚香", "香火", "线香", "熏香", "一炷香"),
        en=("incense burner", "incense", "censer", "joss stick", "joss sticks", "incense sticks"),
    ),
    build=build_incense_burner,
    size=(0.54, 0.7, 0.48),
    actions=("smoke", "stand"),
    closest="mcu",
)
