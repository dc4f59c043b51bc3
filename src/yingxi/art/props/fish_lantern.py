"""A fish lantern: red and gold paper over hoops, lit from inside, hung from a bent bamboo pole."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, grid, tube
from yingxi.world.scene import Model, Moment, Sound

RED, GOLD, PALE = np.array((0.80, 0.022, 0.010)), np.array((1.0, 0.30, 0.02)), np.array((1.0, 0.46, 0.10))
STATIONS = np.array(
    [
        (0.52, 0.020, 0.018), (0.49, 0.075, 0.055), (0.42, 0.135, 0.098), (0.30, 0.190, 0.132),
        (0.14, 0.212, 0.145), (-0.04, 0.195, 0.130), (-0.20, 0.145, 0.098), (-0.33, 0.088, 0.058),
        (-0.42, 0.052, 0.030),
    ]
)  # fmt: skip
"""x, half height and half width of the body's hoops, in metres."""
HANGS = 1.28
"""Height of the fish's middle."""


@kept
def body_model() -> Model:
    """The body about the origin, 1 m long, its head toward +x."""
    return model(_body(45, 24), model(_body(12, 10), model(_body(7, 6)[:1]), 24), 8)


def _body(rows: int, columns: int) -> list[tuple[Mesh, str, str]]:
    x = np.linspace(STATIONS[0, 0], STATIONS[-1, 0], rows)
    angle = np.linspace(0, 2 * np.pi, columns + 1)
    order = np.argsort(STATIONS[:, 0])
    tall, wide = (np.interp(x, STATIONS[order, 0], STATIONS[order, k])[:, None] for k in (1, 2))
    points = np.stack([x[:, None] + 0 * angle, tall * np.sin(angle), wide * np.cos(angle)], -1)
    colour, light = _scales(x[:, None] + 0 * angle, angle[None] + 0 * x[:, None])
    skin = grid(points, Finish(colour=colour, emission=light, roughness=0.7), closed=True, flipped=True)
    eyes = [part for side in (-1, 1) for part in _eye(side)]
    fins = [_back_fin(max(rows // 4, 4)), *(_side_fin(side) for side in (-1, 1))]
    return [
        (skin, "glowing_paper", "paper"),
        (merge(fins), "glowing_paper", "paper"),
        (merge(eyes), "hero", "paper"),
    ]


def _scales(x: Array, angle: Array) -> tuple[Array, Array]:
    """Red scales with golden rims over a pale belly, a golden face: colour and glow."""
    row = x * 17.0
    lane = angle / (2 * np.pi) * 16 + 0.5 * np.mod(np.floor(row), 2)
    bow = np.hypot(np.mod(row, 1.0) - 0.9, 1.1 * (np.mod(lane, 1.0) - 0.5))
    rim = np.clip(1 - np.abs(bow - 0.74) / 0.10, 0, 1) * (x < 0.27)
    belly = np.clip(-np.sin(angle) * 2.0 - 0.95, 0, 1)
    face = np.clip((x - 0.27) / 0.03, 0, 1)
    colour = RED * (1 - belly[..., None]) + PALE * belly[..., None]
    colour = colour * (1 - face[..., None]) + GOLD * face[..., None]
    colour = colour * (1 - rim[..., None]) + GOLD * rim[..., None]
    gill = np.exp(-(((x - 0.27) / 0.018) ** 2))
    hoops = np.clip(1 - np.abs(np.mod(x * 9.0, 1.0) - 0.5) / 0.06, 0, 1)
    return colour * (1 - 0.7 * gill[..., None]), (1.0 - 0.4 * hoops) * (0.75 + 0.25 * np.cos(angle) ** 2)


def _eye(side: int) -> list[Mesh]:
    at = (0.40, 0.055, side * 0.098)
    white = Finish(colour=(0.95, 0.92, 0.85), roughness=0.4, emission=0.5)
    black = Finish(colour=(0.008, 0.008, 0.008), roughness=0.1)
    return [
        ball(at, (0.043, 0.043, 0.022), white, 12, 8),
        ball((0.407, 0.057, side * 0.114), (0.024, 0.024, 0.013), black, 10, 6),
    ]


def _sheet(points: Array, spread: Array) -> Mesh:
    """A paper fin: golden ribs on red, brighter at its root."""
    ribs = np.clip(1 - np.abs(np.mod(spread * 6, 1.0) - 0.5) / 0.2, 0, 1)[..., None]
    return grid(points, Finish(colour=RED * (1 - ribs) + GOLD * ribs, emission=0.6, roughness=0.7))


def _back_fin(rows: int) -> Mesh:
    s, out = np.linspace(0, 1, 4 * rows)[:, None], np.linspace(0, 1, 3)[None]
    x = 0.26 - 0.46 * s - 0.10 * out
    foot = np.interp(0.26 - 0.46 * s, STATIONS[::-1, 0], STATIONS[::-1, 1]) - 0.012
    high = foot + out * (0.17 * np.sin(np.pi * (0.12 + 0.80 * s)) + 0.015 * np.cos(s * 44))
    return _sheet(np.stack([x, high, 0 * x], -1), s + 0 * out)


def _side_fin(side: int) -> Mesh:
    s, out = np.linspace(-1, 1, 9)[:, None], np.linspace(0, 1, 4)[None]
    x = 0.20 - 0.20 * out + 0.05 * s * (0.3 + out)
    y = -0.085 - 0.13 * out + 0.10 * s * out
    return _sheet(np.stack([x, y, side * (0.105 + 0.10 * out) + 0 * s], -1), s * 0.5 + 0.5 + 0 * out)


@kept
def tail_model() -> Model:
    """The tail, hung at the origin and spreading toward -x."""
    parts = []
    for up in (-1, 1):
        s, out = np.linspace(0, 1, 11)[:, None], np.linspace(0, 1, 6)[None]
        spread = 0.15 + 0.85 * s
        x = -0.34 * out * (0.45 + 0.55 * s) - 0.02 * np.cos(s * 20) * out
        y = up * (0.03 + out * (0.05 + 0.27 * spread * out**0.4) * s + 0.012 * (1 - s))
        parts.append(_sheet(np.stack([x, y, 0.02 * np.sin(6 * s) * out], -1), s + 0 * out))
    return model([(merge(parts), "glowing_paper", "paper")])


@kept
def pole_model() -> Model:
    """A bent bamboo pole 1.9 m high that stands at the origin's foot, with the cord and a tassel."""
    steps = np.linspace(0, 1, 12)
    path = np.stack([-0.42 + 0.42 * steps**2.2, 1.94 * (1.12 * steps - 0.12 * steps**4), 0 * steps], 1)
    bamboo = Finish(colour=(0.36, 0.27, 0.09), roughness=0.4)
    cord = tube([(0, 1.93, 0), (0, HANGS + 0.19, 0)], 0.006, Finish(colour=RED * 0.6), 4)
    knots = [ball(tuple(path[k]), 0.017, bamboo, 6, 4) for k in (2, 4, 6, 8)]
    tassel = tube(
        [(0.02, HANGS - 0.20, 0), (0.02, HANGS - 0.30, 0), (0.02, HANGS - 0.50, 0)],
        [0.008, 0.024, 0.030],
        Finish(colour=RED * 0.7),
        7,
    )
    foot = ball((-0.42, 0.02, 0), (0.13, 0.06, 0.13), Finish(colour=(0.16, 0.15, 0.14), roughness=0.9), 10, 6)
    return model(
        [
            (merge([tube(path, 0.016 - 0.008 * steps, bamboo, 6), *knots, cord, foot]), "hero", "wood"),
            (tassel, "hero", "cloth"),
        ]
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class FishLanterns:
    """Fish lanterns on their paths: the fish swing on their cords and wag their tails. `lit` 1 by night."""

    paths: tuple[Path, ...]
    lit: float

    @property
    def models(self) -> Mapping[str, Model]:
        return {"fish_lantern": body_model(), "fish_tail": tail_model(), "lantern_pole": pole_model()}

    def at(self, t: float) -> Moment:
        """Fish, tails, poles and the light inside."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths])
        own = 2.1 * np.arange(len(yaw))
        turned = yaw + 0.16 * np.sin(0.9 * t + own)
        nod, roll = 0.06 * np.sin(1.3 * t + own), 0.05 * np.sin(1.1 * t + own + 1)
        fish = floor + np.array([0, HANGS, 0], np.float32)
        back = np.stack([-0.405 * np.cos(turned), -0.405 * nod, 0.405 * np.sin(turned)], 1)
        flicker = self.lit * (1.0 + 0.06 * np.sin(9.0 * t + own) * np.sin(5.3 * t + own))
        lights = np.zeros((len(yaw), 8), np.float32)
        lights[:, :3], lights[:, 3], lights[:, 7] = fish, 6.0, 0.3
        lights[:, 4:7] = np.array((5.0, 1.7, 0.45)) * flicker[:, None]
        return Moment(
            instances={
                "fish_lantern": instances(fish, 1.0, turned, nod, roll, parameter=flicker),
                "fish_tail": instances(
                    fish + back, 1.0, turned + 0.45 * np.sin(2.2 * t + own), nod, roll, parameter=flicker
                ),
                "lantern_pole": instances(floor, 1.0, yaw),
            },
            lights=lights,
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([0.6, 0, 0.6], np.float32)
        return floor.min(0) - half, floor.max(0) + half + np.array([0, 1.95, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """It never touches the water."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Paper is silent."""
        return ()


def build_fish_lantern(sheet: CallSheet) -> FishLanterns:
    """Fish lanterns where blocking puts them."""
    return FishLanterns(paths=sheet.paths, lit=1.0 if is_dark(sheet.shot.hour) else 0.3)


ASSET = Asset(
    id="fish_lantern",
    kind="prop",
    words=Words(
        zh=("鱼灯", "鲤鱼灯", "锦鲤灯", "鱼灯笼", "金鱼灯"),
        en=("fish lantern", "fish lanterns", "carp lantern", "koi lantern"),
    ),
    build=build_fish_lantern,
    size=(1.2, 1.95, 1.2),
    actions=("stand", "walk", "run", "sway"),
    closest="ms",
)
