"""Candles of different heights on a low stand of bronze, their flames alive."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import lathe, tube
from yingxi.world.scene import Model, Moment, Sound

STICKS = np.array(
    [
        (0.0, 0.0, 0.44),
        (0.17, 0.05, 0.30),
        (-0.14, 0.10, 0.35),
        (-0.05, -0.17, 0.26),
        (0.10, -0.14, 0.38),
        (-0.19, -0.07, 0.22),
    ]
)
"""x, z and length of each candle in metres."""
BASE = 0.34
"""Height of the stand's plate."""
BRONZE = Finish(colour=(0.34, 0.20, 0.08), roughness=0.4, metal=0.85)


@kept
def candles_model() -> Model:
    """The stand and its six candles, 0.8 m high; wax glows near the flame."""
    return model(_candles(16), model(_candles(6), model(_candles(3)), 18), 6)


def _candles(sides: int) -> list[tuple[Mesh, str, str]]:
    plate = [
        (0.0, BASE - 0.02),
        (0.24, BASE - 0.018),
        (0.30, BASE - 0.002),
        (0.305, BASE + 0.012),
        (0.29, BASE + 0.006),
        (0.24, BASE),
        (0.0, BASE),
    ]
    stem = [
        (0.16, 0.0),
        (0.165, 0.02),
        (0.07, 0.05),
        (0.028, 0.10),
        (0.045, 0.15),
        (0.022, 0.20),
        (0.03, 0.28),
        (0.09, BASE - 0.018),
    ]
    metal = merge([lathe(plate, BRONZE, 2 * sides), lathe(stem, BRONZE, 2 * sides)])
    wax, wicks = [], []
    for k, (x, z, tall) in enumerate(STICKS):
        stick = _stick(tall, 0.040 - 0.003 * (k % 3), sides)
        stick.position[:] += np.array([x, BASE, z], np.float32)
        wax.append(stick)
        top = BASE + tall
        wicks.append(
            tube(
                [(x, top - 0.01, z), (x, top + 0.012, z), (x + 0.004, top + 0.022, z)],
                0.003,
                Finish(colour=(0.02, 0.015, 0.01)),
                4,
            )
        )
    return [(metal, "metal", "metal"), (merge([*wax, *wicks]), "hero", "paper")]


def _stick(tall: float, wide: float, sides: int) -> Mesh:
    """A candle with a molten hollow; its upper end is lit through."""
    heights = np.r_[0.0, np.linspace(0.3, 1.0, 5)] * tall
    profile = [
        *[(wide * (1.0 + 0.03 * np.sin(40 * y)), y) for y in heights],
        (wide * 0.86, tall + 0.004),
        (wide * 0.6, tall - 0.008),
        (0.0, tall - 0.010),
    ]
    near = np.clip(1 - (tall - np.array([y for _, y in profile])) / 0.14, 0, 1) ** 1.6
    glow = np.repeat(near[:, None], sides + 1, 1)
    colour = (
        np.array((0.80, 0.70, 0.52)) * (1 - glow[..., None]) + np.array((1.0, 0.50, 0.16)) * glow[..., None]
    )
    return lathe(profile, Finish(colour=colour, roughness=0.4, emission=0.9 * glow), sides)


@kept
def flame_model() -> Model:
    """A flame 1 m high, to be scaled: a drop, blue at its foot, white within."""
    profile = np.array(
        [(0.0, 0.0), (0.13, 0.08), (0.19, 0.22), (0.17, 0.40), (0.10, 0.66), (0.045, 0.86), (0.0, 1.0)]
    )
    heat = np.array(
        [
            (0.15, 0.18, 0.5),
            (0.7, 0.35, 0.12),
            (1, 0.62, 0.2),
            (1, 0.74, 0.32),
            (1, 0.6, 0.2),
            (1, 0.42, 0.1),
            (1, 0.3, 0.05),
        ]
    )
    colour = np.repeat(heat[:, None], 9, 1)
    light = np.repeat(np.array([0.5, 2.5, 6.0, 8.0, 6.0, 4.0, 2.0])[:, None], 9, 1)
    return model([(lathe(profile, Finish(colour=colour, emission=light), 8), "emissive", "light")])


@dataclass(frozen=True, eq=False, kw_only=True)
class Candles:
    """Stands of candles on their paths."""

    paths: tuple[Path, ...]

    @property
    def models(self) -> Mapping[str, Model]:
        return {"candles": candles_model(), "candle_flame": flame_model()}

    def at(self, t: float) -> Moment:
        """Flames that lean and stretch, each in its own time, and the light of all of them."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths])
        flames, glows, lights = [], [], np.zeros((len(yaw), 8), np.float32)
        for k, place in enumerate(floor):
            own = 1.9 * np.arange(len(STICKS)) + 0.7 * k
            cos, sin = np.cos(yaw[k]), np.sin(yaw[k])
            x, z, tall = STICKS.T
            tips = place + np.stack([x * cos + z * sin, BASE + tall + 0.012, -x * sin + z * cos], 1)
            dance = 0.10 * np.sin(3.1 * t + own) + 0.06 * np.sin(7.3 * t + 2 * own)
            high = 0.105 * (1 + 0.14 * np.sin(5.7 * t + 3 * own) + 0.08 * np.sin(11 * t + own))
            size = np.stack([0.085 + 0 * high, high, 0.085 + 0 * high], 1)
            flames.append(instances(tips, size, 0.0, dance, 0.5 * dance))
            glow = np.zeros((len(STICKS), 12), np.float32)
            glow[:, :3], glow[:, 3], glow[:, 7] = tips + np.array([0, 0.05, 0]), 0.17, 1.0
            glow[:, 4:7] = np.array((0.50, 0.19, 0.05)) * (high / 0.105)[:, None]
            glows.append(glow)
            lights[k] = [
                *(place + np.array([0, BASE + 0.55, 0])),
                4.5,
                *(np.array((3.2, 1.35, 0.42)) * high.mean() / 0.105),
                0.25,
            ]
        rows = {"candles": instances(floor, 1.0, yaw), "candle_flame": np.concatenate(flames)}
        return Moment(instances=rows, glows=np.concatenate(glows), lights=lights)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([0.31, 0, 0.31], np.float32)
        return floor.min(0) - half, floor.max(0) + half + np.array([0, 0.9, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """They never touch the water."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Flames this small are silent."""
        return ()


def build_candles(sheet: CallSheet) -> Candles:
    """Stands of candles where blocking puts them."""
    return Candles(paths=sheet.paths)


ASSET = Asset(
    id="candle",
    kind="prop",
    words=Words(
        zh=("蜡烛", "烛火", "红烛", "烛台", "烛光", "灯芯", "油灯"),
        en=("candle", "candles", "candlelight", "candlestick", "wick", "oil lamp"),
    ),
    build=build_candles,
    size=(0.62, 0.9, 0.62),
    actions=("stand", "glow"),
    closest="ms",
)
