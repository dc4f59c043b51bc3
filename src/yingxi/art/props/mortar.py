"""A stone mortar with a carved band, and a pestle that pounds in it on the beat."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, lathe
from yingxi.world.scene import Model, Moment, Sound

STONE = Finish(colour=(0.27, 0.275, 0.26), roughness=0.85)
HERBS = Finish(colour=(0.12, 0.20, 0.05), roughness=0.9)
WOOD = Finish(colour=(0.30, 0.16, 0.07), roughness=0.45)
LIFT, BOTTOM = 0.26, 0.27
"""How high the pestle rises, and the height of the hollow's floor, in metres."""
TALL = 0.56


@kept
def bowl_model() -> Model:
    """The mortar, 0.56 m high: a foot, a round belly with a band of bosses, a hollow with herbs."""
    return model(_bowl(40), model(_bowl(14), model(_bowl(7)[:1]), 18), 6)


def _bowl(sides: int) -> list[tuple[Mesh, str, str]]:
    profile = [
        (0.0, 0.0),
        (0.22, 0.0),
        (0.235, 0.025),
        (0.225, 0.055),
        (0.165, 0.10),
        (0.155, 0.13),
        (0.20, 0.18),
    ]
    profile += [(0.265, 0.27), (0.295, 0.37), (0.302, 0.38), (0.305, 0.45), (0.297, 0.46), (0.300, 0.50)]
    profile += [(0.315, 0.525), (0.315, 0.55), (0.295, TALL), (0.262, 0.55), (0.25, 0.48), (0.20, 0.34)]
    profile += [(0.12, BOTTOM), (0.0, BOTTOM - 0.02)]
    parts: list[Mesh] = [lathe(profile, STONE, sides)]
    if sides > 20:
        parts += [
            ball((0.300 * np.cos(a), 0.415, 0.300 * np.sin(a)), (0.024, 0.024, 0.024), STONE, 8, 6)
            for a in np.arange(18) * np.pi / 9
        ]
    stone = bake_open(merge(parts), 0.10) if sides > 20 else merge(parts)
    herbs = lathe([(0.15, 0.295), (0.10, 0.315), (0.05, 0.30), (0.0, 0.305)], HERBS, max(sides // 3, 5))
    return [(stone, "hero", "stone"), (herbs, "hero", "plant")]


@kept
def pestle_model() -> Model:
    """A pestle 0.62 m long, its head at the origin."""
    profile = [(0.0, 0.0), (0.045, 0.012), (0.062, 0.05), (0.058, 0.10), (0.030, 0.16), (0.024, 0.24)]
    profile += [(0.026, 0.40), (0.040, 0.50), (0.050, 0.56), (0.042, 0.605), (0.0, 0.62)]
    return model(
        [(lathe(profile, WOOD, 16), "wood", "wood")],
        model([(lathe(profile[::2], WOOD, 6), "wood", "wood")]),
        8,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class Mortars:
    """Mortars on their paths, pounded once in two beats."""

    paths: tuple[Path, ...]
    beat: float
    beat_phase: float

    @property
    def models(self) -> Mapping[str, Model]:
        return {"mortar": bowl_model(), "pestle": pestle_model()}

    def lifted(self, t: float) -> float:
        """How high the pestle is at `t`, in metres: slowly up, quickly down onto the beat."""
        share = np.mod((t - self.beat_phase) / (2 * self.beat), 1.0)
        return float(LIFT * np.sin(np.pi * share**0.6) ** 1.5)

    def at(self, t: float) -> Moment:
        """Bowls, and pestles that lean a little more each time they rise."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths])
        high = self.lifted(t)
        head = floor + np.array([0, BOTTOM + 0.03 + high, 0], np.float32)
        return Moment(
            instances={
                "mortar": instances(floor, 1.0, yaw),
                "pestle": instances(head, 1.0, yaw, 0.10 - 0.25 * high, 0.16),
            }
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them with the pestle down."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([0.32, 0, 0.32], np.float32)
        return floor.min(0) - half, floor.max(0) + half + np.array([0, 0.95, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """Stone makes no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A dull knock where the pestle lands."""
        first = np.asarray(self.paths[0].position(0.0), float)
        place = (float(first[0]), float(first[1]), float(first[2]))
        times = np.arange(self.beat_phase, duration, 2 * self.beat)
        return tuple(Sound(kind="step", at=float(at), position=place, gain=0.7) for at in times)


def build_mortar(sheet: CallSheet) -> Mortars:
    """Mortars where blocking puts them."""
    return Mortars(paths=sheet.paths, beat=sheet.beat, beat_phase=sheet.beat_phase)


ASSET = Asset(
    id="mortar",
    kind="prop",
    words=Words(
        zh=("药臼", "石臼", "臼", "捣药罐", "药杵", "玉杵"),
        en=("mortar", "pestle", "mortar and pestle", "stone mortar"),
    ),
    build=build_mortar,
    size=(0.64, 0.95, 0.64),
    actions=("stand", "work"),
    closest="ms",
)
