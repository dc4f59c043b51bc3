"""A seed in its heap of earth that puts out a stem and leaves while the shot lasts."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.petals import petal
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, lathe, tube
from yingxi.world.scene import Model, Moment, Sound

TALL = 0.62
"""Height of the grown seedling over the earth, in metres: a close lens' idea of it."""
LEAVES = (
    (0.52, 0.0, 0.30),
    (0.52, np.pi, 0.29),
    (0.80, 1.4, 0.22),
    (0.80, 4.5, 0.21),
    (1.0, 0.5, 0.14),
    (1.0, 3.6, 0.14),
)
"""Place on the stem 0-1, angle round it and length in metres of each leaf."""


@kept
def earth_model() -> Model:
    """A low heap of dark earth with crumbs, 0.5 m wide, and the husk of the seed on it."""
    return model([(_earth(20, 60), "hero", "ground")], model([(_earth(8, 6), "hero", "ground")]), 8)


def _earth(sides: int, crumbs: int) -> Mesh:
    rng = np.random.default_rng(2)
    soil = Finish(colour=(0.055, 0.034, 0.020), roughness=0.95)
    away = np.linspace(0.30, 0.0, 7)
    heap = lathe(np.stack([away, 0.10 * np.clip(1 - (away / 0.30) ** 1.6, 0, 1)], 1), soil, sides)
    rough = np.sin(heap.position @ [61.0, 0.0, 37.0]) * np.sin(heap.position @ [-29.0, 0.0, 53.0])
    heap.position[:, 1] += (0.008 * rough * (heap.position[:, 1] > 0.004)).astype(np.float32)
    parts: list[Mesh] = [heap]
    for _ in range(crumbs):
        reach, angle = 0.34 * np.sqrt(rng.random()), rng.random() * 6.28
        high = 0.10 * max(1 - (reach / 0.30) ** 1.6, 0.0)
        size = rng.uniform(0.006, 0.020)
        tone = Finish(colour=np.array((0.060, 0.038, 0.022)) * rng.uniform(0.6, 1.5), roughness=0.95)
        place = (reach * np.cos(angle), high + 0.3 * size, reach * np.sin(angle))
        parts.append(ball(place, (size, size * 0.7, size * 0.9), tone, 5, 3))
    husk = Finish(colour=(0.32, 0.17, 0.07), roughness=0.35)
    return merge([*parts, ball((0.075, 0.115, 0.075), (0.055, 0.028, 0.036), husk, 12, 8)])


@kept
def stem_model() -> Model:
    """A stem 1 m high that bows a little, to be scaled."""
    steps = np.linspace(0, 1, 8)
    path = np.stack([0.05 * np.sin(3.0 * steps), steps, 0.03 * np.sin(2.2 * steps)], 1)
    tone = np.array((0.22, 0.36, 0.08)) * (0.75 + 0.5 * steps[:, None])
    return model(
        [(tube(path, 0.016 * (1.25 - 0.6 * steps), Finish(colour=tone, roughness=0.5), 7), "petal", "plant")]
    )


@kept
def leaf_model() -> Model:
    """A young leaf 1 m long toward +x, to be scaled."""
    green = np.array((0.10, 0.26, 0.035))
    blade = petal(
        1.0, 0.30, rise=0.55, curl=0.85, cup=0.35, inner=green * 0.8, outer=green * 1.9, fine=(9, 7)
    )
    low = petal(1.0, 0.30, rise=0.55, curl=0.85, cup=0.35, inner=green * 0.8, outer=green * 1.9, fine=(4, 3))
    return model([(blade, "petal", "plant")], model([(low, "petal", "plant")]), 6)


@dataclass(frozen=True, eq=False, kw_only=True)
class Seedlings:
    """Seedlings on their paths. `span` says how grown they are (0 seed, 1 grown) at the shot's ends."""

    paths: tuple[Path, ...]
    duration: float
    span: tuple[float, float]

    @property
    def models(self) -> Mapping[str, Model]:
        return {"seed_earth": earth_model(), "seed_stem": stem_model(), "seed_leaf": leaf_model()}

    def grown(self, t: float) -> float:
        """How grown it is at `t`, 0 to 1."""
        share = float(np.clip(t / max(self.duration, 0.1), 0, 1))
        return self.span[0] + (self.span[1] - self.span[0]) * share * share * (3 - 2 * share)

    def at(self, t: float) -> Moment:
        """Earth, stems, and leaves that unfold one pair after the other."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths])
        grown = self.grown(t)
        tall = 0.02 + TALL * grown**0.8
        foot = floor + np.array([0, 0.09, 0], np.float32)
        stems = instances(
            foot, np.array([0.25 + 0.75 * grown, tall, 0.25 + 0.75 * grown]), yaw, parameter=0.0
        )
        rows = [self._leaf(t, foot, yaw, tall, grown, k) for k in range(len(LEAVES))]
        return Moment(
            instances={
                "seed_earth": instances(floor, 1.0, yaw),
                "seed_stem": stems,
                "seed_leaf": np.concatenate(rows),
            }
        )

    def _leaf(self, t: float, foot: Array, yaw: Array, tall: float, grown: float, number: int) -> Array:
        """One leaf of every seedling: folded up at first, then laid out; it stirs a little."""
        at, angle, length = LEAVES[number]
        out = float(np.clip(grown * 2.1 - 0.9 * at, 0.03, 1))
        bow = np.array([0.05 * np.sin(3.0 * at), at * tall, 0.03 * np.sin(2.2 * at)], np.float32)
        breath = 0.05 * np.sin(1.3 * t + 2.0 * number)
        return instances(
            foot + bow, length * out, yaw + angle, 0.9 * (1 - out) + breath, 0.4 * breath, parameter=0.0
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them, grown."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([0.34, 0, 0.34], np.float32)
        return floor.min(0) - half, floor.max(0) + half + np.array([0, TALL + 0.15, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """It never touches the water."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """It grows in silence."""
        return ()


def build_seedling(sheet: CallSheet) -> Seedlings:
    """Seeds barely sprout; sprouts and seedlings stand; what grows or rises does so in the shot."""
    words = (sheet.subject.words if sheet.subject else "").casefold()
    action = sheet.subject.action if sheet.subject else ""
    seed = "seed" in words.split() or "seeds" in words.split() or "种" in words
    span = (0.12, 0.45) if seed else (0.8, 1.0)
    return Seedlings(
        paths=sheet.paths,
        duration=sheet.duration,
        span=(0.05, 1.0) if action in ("grow", "rise") else span,
    )


ASSET = Asset(
    id="seed",
    kind="prop",
    words=Words(
        zh=("种子", "嫩芽", "幼苗", "新芽", "树苗", "秧苗", "茶芽"),
        en=("seed", "sprout", "seedling", "sapling", "shoot", "seeds", "seedlings"),
    ),
    build=build_seedling,
    size=(0.68, 0.77, 0.68),
    actions=("grow", "stand"),
    closest="ms",
)
