"""A swan-necked kettle of brushed steel that hangs tilted in the air and pours a bright rope of water."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.props.cup import STOOL, cup_model, steam, stool_model
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, surface
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances, turn
from yingxi.art.shapes.solids import ball, lathe, tube
from yingxi.world.scene import Model, Moment, Sound

STEEL = Finish(colour=(0.62, 0.62, 0.61), roughness=0.24, metal=0.95)
BLACK = Finish(colour=(0.02, 0.019, 0.018), roughness=0.4)
WATER = Finish(colour=(0.62, 0.70, 0.72), roughness=0.04)
CHINA = (0.86, 0.84, 0.80)
LIP = np.array((0.285, 0.205, 0.0))
"""The mouth of the spout in the kettle's axes, metres."""
TILT, LEVEL = 0.62, 0.022
"""How far it leans when it pours (radians), and how far over the cup's foot the water lands."""
HANG = 0.36
"""Metres over the cup's foot at which the mouth hangs."""


@kept
def kettle_model() -> Model:
    """The kettle upright, its foot on y = 0, the spout toward +x; 0.42 m long."""
    far = model([(merge(_body(9)), "hero", "metal")])
    near = bake_open(merge([*_body(40), *_spout(14)]), 0.06)
    return model([(near, "hero", "metal"), (merge(_grip()), "hero", "wood")], far, 6)


def _body(sides: int) -> list[Mesh]:
    line = [
        (0.0, 0.0),
        (0.092, 0.0),
        (0.098, 0.008),
        (0.096, 0.02),
        (0.080, 0.10),
        (0.070, 0.15),
        (0.066, 0.16),
        (0.066, 0.166),
        (0.060, 0.168),
    ]
    lid = [
        (0.062, 0.166),
        (0.058, 0.176),
        (0.035, 0.186),
        (0.008, 0.189),
        (0.008, 0.200),
        (0.016, 0.206),
        (0.014, 0.218),
        (0.0, 0.222),
    ]
    return [lathe(line, STEEL, sides), lathe(lid, STEEL, sides)]


def _spout(sides: int) -> list[Mesh]:
    """The long neck: out from the foot, up, over, and down to the mouth."""
    way = np.array(
        [
            (0.075, 0.035, 0),
            (0.120, 0.040, 0),
            (0.155, 0.075, 0),
            (0.172, 0.130, 0),
            (0.195, 0.180, 0),
            (0.230, 0.212, 0),
            (0.262, 0.218, 0),
            LIP,
        ]
    )
    fine = np.stack([np.interp(np.linspace(0, 7, 29), np.arange(8), way[:, k]) for k in range(3)], 1)
    fine[1:-1] = 0.25 * fine[:-2] + 0.5 * fine[1:-1] + 0.25 * fine[2:]
    return [tube(fine, np.linspace(0.016, 0.0075, 29), STEEL, sides)]


def _grip() -> list[Mesh]:
    """A handle of dark wood behind, on two steel arms."""
    way = np.array(
        [(-0.064, 0.150, 0), (-0.120, 0.172, 0), (-0.150, 0.140, 0), (-0.150, 0.070, 0), (-0.132, 0.030, 0)]
    )
    return [
        tube(way, [0.009, 0.012, 0.016, 0.015, 0.010], BLACK, 9),
        ball((-0.131, 0.028, 0), 0.012, BLACK, 8, 6),
    ]


@kept
def stream_model() -> Model:
    """The rope of water at rest; it is drawn anew for every moment."""
    return model([(_stream(0.0, HANG), "glass", "water")])


def _stream(t: float, fall: float) -> Mesh:
    """Water that leaves the mouth level, bends down and narrows as it falls, with a shiver."""
    share = np.linspace(0, 1, 26)
    way = np.stack([0.055 * np.sqrt(share), -fall * share**1.25, 0 * share], 1)
    run = 2 * np.pi * (3.0 * share - 6.0 * t)
    way[:, 2] += 0.0012 * share * np.sin(run)
    radius = 0.0072 / (1 + 2.2 * share) ** 0.5 * (1 + 0.14 * share * np.sin(1.7 * run))
    return tube(way, radius, WATER, 8)


@dataclass(frozen=True, eq=False, kw_only=True)
class Kettles:
    """Kettles that pour into cups along paths; `stool`: each cup brings one to stand on."""

    paths: tuple[Path, ...]
    stool: bool
    cup: bool

    @property
    def models(self) -> Mapping[str, Model]:
        own = {"kettle": kettle_model(), "kettle_water": stream_model()}
        own |= {"coffee_cup": cup_model(CHINA)} if self.cup else {}
        return own | {"cup_stool": stool_model()} if self.stool else own

    @property
    def high(self) -> float:
        """Height of the cup's foot."""
        return STOOL if self.stool else 0.0

    def at(self, t: float) -> Moment:
        """Kettles that sway a little in an unseen hand, their water, cups and steam."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths], np.float32)
        foot = floor + np.array((0.0, self.high, 0.0), np.float32)
        lean = TILT + 0.03 * np.sin(0.9 * t)
        body = turn(yaw, -lean)
        mouth = foot + np.stack([-0.055 * np.cos(yaw), 0 * yaw + HANG, 0.055 * np.sin(yaw)], 1)
        place = mouth - np.einsum("nij,j->ni", body, LIP)
        rows = {
            "kettle": instances(place, 1.0, yaw, -lean),
            "kettle_water": instances(mouth, 1.0, yaw),
        }
        rows |= {"coffee_cup": instances(foot, 1.0, yaw - 0.6)} if self.cup else {}
        rows |= {"cup_stool": instances(floor, 1.0, yaw)} if self.stool else {}
        shapes = {"kettle_water": (surface(_stream(t, HANG - 0.10), "glass", "water").vertices,)}
        puffs = np.concatenate([steam(place, t, k) for k, place in enumerate(foot)])
        return Moment(instances=rows, shapes=dict(shapes), puffs=puffs)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round cup, water and kettle."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([0.42, 0, 0.42], np.float32)
        return floor.min(0) - half, floor.max(0) + half + np.array(
            [0, self.high + HANG + 0.22, 0], np.float32
        )

    def stir(self, t: float) -> Moment:
        """It makes no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Running water."""
        x, y, z = (float(v) for v in self.paths[0].position(0.0))
        return (Sound(kind="stream", at=0.0, position=(x, y + self.high, z), length=duration, gain=0.35),)


def build_kettle(sheet: CallSheet) -> Kettles:
    """Kettles over cups on stools, or over the shot's table; they bring a cup where the shot has none."""
    assets = {subject.asset for subject in sheet.shot.subjects}
    return Kettles(paths=sheet.paths, stool="table" not in assets, cup=True)


ASSET = Asset(
    id="kettle",
    kind="prop",
    words=Words(
        zh=("水壶", "手冲壶", "茶壶", "热水壶", "倒水", "热水"),
        en=("kettle", "gooseneck kettle", "teapot", "pouring water", "hot water", "water jug"),
    ),
    build=build_kettle,
    size=(0.84, 1.20, 0.84),
    actions=("flow", "stand"),
    closest="ms",
)
