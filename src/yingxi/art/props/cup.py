"""A white cup of coffee on its saucer, steaming; alone it stands on a small round stool of wood."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, lathe, tube
from yingxi.world.scene import Model, Moment, Sound

WIDE, TALL = 0.24, 0.135
"""Width of the saucer and height of the cup with it, in metres: a generous bowl of a cup."""
STOOL = 0.62
CHINA = (0.86, 0.84, 0.80)
SLIPS = 7
"""Puffs of steam that hang over the cup at one time."""


@kept
def cup_model(china: tuple[float, float, float]) -> Model:
    """Cup, saucer, spoonless, filled to a finger under the rim, the handle toward +x."""
    return model(
        _cup(china, 36, True), model(_cup(china, 12, False), model(_cup(china, 6, False)[:1]), 14), 4
    )


def _cup(china: tuple[float, float, float], sides: int, near: bool) -> list[tuple[Mesh, str, str]]:
    finish = Finish(colour=china, roughness=0.16)
    saucer = [(0.0, 0.004), (0.045, 0.0), (0.05, 0.006), (0.085, 0.012), (0.116, 0.024), (0.12, 0.027)]
    saucer += [(0.117, 0.0285), (0.085, 0.018), (0.052, 0.012), (0.0, 0.012)]
    bowl = [(0.030, 0.013), (0.034, 0.018), (0.050, 0.030), (0.066, 0.055), (0.074, 0.090), (0.0775, 0.130)]
    bowl += [(0.077, 0.1335), (0.0745, 0.1335), (0.072, 0.128), (0.070, 0.112), (0.066, 0.105)]
    parts: list[Mesh] = [lathe(saucer, finish, sides), lathe(bowl, finish, sides)]
    if near:
        angle = np.linspace(-1.35, 1.45, 12)
        grip = np.stack([0.070 + 0.036 * np.cos(angle), 0.078 + 0.034 * np.sin(angle), 0 * angle], 1)
        parts.append(tube(grip, np.linspace(0.0075, 0.0065, 12), finish, 8, squash=1.25))
    brew = lathe([(0.0715, 0.1115), (0.060, 0.1118), (0.0, 0.1118)], _brew(sides), sides)
    whole = bake_open(merge(parts), 0.03) if near else merge(parts)
    return [(whole, "hero", "stone"), (brew, "hero", "water")]


def _brew(sides: int) -> Finish:
    """Coffee with a ring of golden foam at the edge."""
    rings = np.array([(0.42, 0.22, 0.08), (0.10, 0.042, 0.014), (0.055, 0.022, 0.008)])
    return Finish(colour=np.repeat(rings[:, None], sides + 1, 1), roughness=0.08)


@kept
def stool_model() -> Model:
    """A turned stool of dark wood, 0.62 m high, in the manner of a tea stand."""
    return model([(_stool(28), "wood", "wood")], model([(_stool(7), "wood", "wood")]), 10)


def _stool(sides: int) -> Mesh:
    wood = Finish(colour=(0.20, 0.105, 0.05), roughness=0.35)
    top = lathe(
        [(0.0, 0.575), (0.17, 0.575), (0.20, 0.588), (0.205, 0.602), (0.20, 0.615), (0.185, STOOL),
         (0.0, STOOL)],
        wood, sides,
    )  # fmt: skip
    post = [
        (0.032, 0.10),
        (0.028, 0.22),
        (0.045, 0.29),
        (0.048, 0.33),
        (0.030, 0.38),
        (0.027, 0.50),
        (0.08, 0.576),
    ]
    foot = [(0.155, 0.0), (0.16, 0.02), (0.13, 0.045), (0.06, 0.07), (0.032, 0.10)]
    whole = merge(
        [top, lathe(foot, wood, sides), lathe(post, wood, sides), ball((0, 0.31, 0), 0.05, wood, sides, 6)]
    )
    return bake_open(whole, 0.06) if sides > 10 else whole


@dataclass(frozen=True, eq=False, kw_only=True)
class Cups:
    """Cups along their paths, each `raised` metres by its stool, or on the table that the path leads over."""

    paths: tuple[Path, ...]
    china: tuple[float, float, float]
    stool: bool

    @property
    def models(self) -> Mapping[str, Model]:
        own = {"coffee_cup": cup_model(self.china)}
        return own | {"cup_stool": stool_model()} if self.stool else own

    def at(self, t: float) -> Moment:
        """The cups and their steam."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths])
        raised = floor + np.array([0, STOOL if self.stool else 0.0, 0], np.float32)
        rows = {"coffee_cup": instances(raised, 1.0, yaw - 0.6)}
        if self.stool:
            rows["cup_stool"] = instances(floor, 1.0, yaw)
        return Moment(
            instances=rows, puffs=np.concatenate([steam(place, t, k) for k, place in enumerate(raised)])
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them with the first of the steam."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        reach, high = (0.21, STOOL + 0.2) if self.stool else (WIDE / 2, TALL + 0.08)
        half = np.array([reach, 0, reach], np.float32)
        return floor.min(0) - half, floor.max(0) + half + np.array([0, high, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """It never touches the water."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A cup is silent."""
        return ()


def steam(cup: Array, t: float, number: int, size: float = 1.0) -> Array:
    """Puffs (n, 12) that rise from a cup at `cup` and curl as they fade; `size` 1 is a cup's breath."""
    index = np.arange(SLIPS)
    own = index * 1.7 + number * 2.3
    life = 2.6
    age = np.mod(t + index * life / SLIPS + 0.37 * number, life)
    share = age / life
    rows = np.zeros((SLIPS, 12), np.float32)
    rows[:, 0] = cup[0] + size * (0.010 + 0.055 * share) * np.sin(2.2 * age + own)
    rows[:, 1] = cup[1] + size * (0.12 + 0.30 * share**0.85)
    rows[:, 2] = cup[2] + size * (0.010 + 0.045 * share) * np.cos(1.7 * age + own)
    rows[:, 3] = size * (0.022 + 0.065 * share)
    rows[:, 4:7] = 0.95
    rows[:, 7] = 0.20 * np.sin(np.pi * share) ** 0.8 * (1 - 0.4 * share)
    rows[:, 11] = own + 0.6 * age
    return rows


def build_cup(sheet: CallSheet) -> Cups:
    """Cups on stools, or on the shot's table when it has one."""
    laid = any(subject.asset == "table" for subject in sheet.shot.subjects)
    return Cups(paths=sheet.paths, china=colour_for(sheet, CHINA), stool=not laid)


ASSET = Asset(
    id="cup",
    kind="prop",
    words=Words(
        zh=("杯子", "茶杯", "咖啡杯", "咖啡", "杯", "一杯咖啡", "瓷杯", "茶盏"),
        en=("cup", "coffee cup", "cup of coffee", "coffee", "mug", "teacup", "cups"),
    ),
    build=build_cup,
    size=(0.42, 0.82, 0.42),
    actions=("stand",),
    closest="ms",
)
