"""A countdown that burns among the stars: hours, minutes and seconds in bars of fire."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.shapes.mesh import Finish, Mesh, make, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.world.scene import Actor, Model, Moment, Sound

LONG, THICK = 1.0, 0.19
"""Length and thickness of a bar, in its own size."""
BARS = (
    (0.0, 2.0, 0.0), (0.5, 1.5, 1.0), (0.5, 0.5, 1.0), (0.0, 0.0, 0.0),
    (-0.5, 0.5, 1.0), (-0.5, 1.5, 1.0), (0.0, 1.0, 0.0),
)  # fmt: skip
"""x, y of the middle of bars a-g of a figure one bar wide, and 1 where they are upright."""
FIGURES = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")
STEP, GAP = 1.62, 0.72
"""From figure to figure, and what a colon takes."""
FIRE = (1.0, 0.26, 0.045)
AWAY = 430.0
"""Metres from the viewers at which it stands."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Countdown:
    """The figures about `centre`, facing `toward` (x, z), `size` metres a bar; `seconds` are left at 0."""

    centre: Array
    toward: tuple[float, float]
    size: float
    seconds: float
    seed: int

    @property
    def models(self) -> Mapping[str, Model]:
        return {"fire_bar": _bar(), "fire_dot": _dot()}

    def text(self, t: float) -> str:
        """What it says: hours, minutes, seconds."""
        left = max(int(np.ceil(self.seconds - t)), 0)
        return f"{left // 3600:04d}:{left // 60 % 60:02d}:{left % 60:02d}"

    def at(self, t: float) -> Moment:
        """Bars, their glow, embers that fall from them, and the light on the land."""
        lit, dots = self.bars(t)
        fade = np.clip(1.0 - 3.0 * (np.ceil(self.seconds - t) - (self.seconds - t) - 0.82), 0.35, 1.0)
        flicker = 0.86 + 0.14 * np.sin(9.1 * t + lit[:, 0] * 0.7) * np.sin(5.3 * t + lit[:, 1])
        way = np.arctan2(self.toward[0], self.toward[1])
        bright = np.where(lit[:, 0] > lit[:, 0].max() - 1.2, fade, 1.0) * flicker
        rows = instances(
            self.place(lit[:, :2]),
            self.size,
            way,
            roll=0.0,
            pitch=lit[:, 2] * np.pi / 2,
            tint=FIRE,
            parameter=bright,
        )
        points = instances(self.place(dots), self.size, way, tint=FIRE, parameter=0.85)
        return Moment(
            instances={"fire_bar": _padded(rows, 56), "fire_dot": points},
            glows=np.concatenate([self._glow(lit), self._embers(t, lit)]),
            lights=self._light(),
        )

    def bars(self, t: float) -> tuple[Array, Array]:
        """Middle x, y and uprightness of the bars that burn, and the dots of the colons."""
        rows: list[tuple[float, float, float]] = []
        dots: list[tuple[float, float]] = []
        x = 0.0
        for sign in self.text(t):
            if sign == ":":
                dots += [(x - 0.5 * STEP + 0.5 * GAP, 0.55), (x - 0.5 * STEP + 0.5 * GAP, 1.45)]
                x += GAP
                continue
            for bar in FIGURES[int(sign)]:
                dx, dy, up = BARS["abcdefg".index(bar)]
                rows.append((x + dx, dy, up))
            x += STEP
        middle = np.array([0.5 * (x - STEP), 1.0])
        lit = np.array(rows)
        lit[:, :2] -= middle
        return lit, np.array(dots) - middle

    def place(self, flat: Array) -> Array:
        """Places in the figures' own plane as metres in the world."""
        aside = np.array([self.toward[1], 0.0, -self.toward[0]])
        return np.asarray(self.centre + self.size * (flat[:, :1] * aside + flat[:, 1:2] * [0.0, 1.0, 0.0]))

    def _glow(self, lit: Array) -> Array:
        """Soft fire about every bar."""
        rows = np.zeros((len(lit), 12), np.float32)
        rows[:, :3] = self.place(lit[:, :2])
        rows[:, 3], rows[:, 7] = 0.8 * self.size, 1.0
        rows[:, 4:7] = np.array(FIRE) * 0.30
        return rows

    def _embers(self, t: float, lit: Array) -> Array:
        """Sparks that come loose and sink, going out."""
        rng, many = np.random.default_rng(self.seed), 230
        period = rng.uniform(2.5, 5.0, many)
        age = np.mod(t / period + rng.random(many), 1.0)
        start = lit[np.mod(rng.integers(0, 10_000, many), len(lit)), :2] + rng.normal(0, 0.22, (many, 2))
        drift = np.stack([0.35 * np.sin(2.0 * age + 6 * rng.random(many)), -1.6 * age**1.4], 1)
        heat = (1 - age) ** 1.5 * np.clip(age * 12, 0, 1)
        rows = np.zeros((many, 12), np.float32)
        rows[:, :3] = self.place(start + drift)
        rows[:, 3], rows[:, 7] = self.size * rng.uniform(0.018, 0.045, many), 0.6
        rows[:, 4:7] = np.stack([3.4 * heat, 1.2 * heat**1.4, 0.3 * heat**2.2], 1)
        return rows

    def _light(self) -> Array:
        """What the fire throws on whoever stands below."""
        near = self.centre + 0.72 * AWAY * np.array([self.toward[0], 0.0, self.toward[1]])
        return np.array([[*near, 330.0, *(5200.0 * np.array([1.0, 0.36, 0.10])), 60.0]], np.float32)

    def stir(self, t: float) -> Moment:
        """It leaves the water alone."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all figures."""
        corners = self.place(np.array([(-6.9, -1.2), (6.9, 1.2)]))
        return (corners.min(0) - 4).astype(np.float32), (corners.max(0) + 4).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Fire far off, and a low tick at each second."""
        x, y, z = (float(value) for value in self.centre)
        first = float(np.mod(self.seconds, 1.0))
        ticks = [
            Sound(kind="drum", at=at, position=(x, y, z), gain=0.5)
            for at in np.arange(first, duration, 1.0).tolist()
        ]
        return (Sound(kind="fire", at=0.0, position=(x, y, z), length=duration, gain=0.4), *ticks)


def _padded(rows: Array, count: int) -> Array:
    """As many rows at every second, those that do not burn without size."""
    rest = np.zeros((count - len(rows), 16), np.float32)
    rest[:, 3::4] = 0.0
    rest[:, [3, 7, 11]] = rows[0, [3, 7, 11]]
    return np.concatenate([rows, rest]).astype(np.float32)


@lru_cache(maxsize=1)
def _bar() -> Model:
    """A bar along x with pointed ends; the depth from its rim is kept as metalness."""
    half, thin = LONG / 2 - 0.035, THICK / 2
    rim = [
        (-half, 0),
        (-half + thin, -thin),
        (half - thin, -thin),
        (half, 0),
        (half - thin, thin),
        (-half + thin, thin),
    ]
    core = [(-half + thin, 0.0), (half - thin, 0.0)]
    places = np.array([*rim, *core], float)
    faces = [(0, 1, 6), (0, 6, 5), (1, 2, 7), (1, 7, 6), (2, 3, 7), (3, 4, 7), (4, 5, 6), (4, 6, 7)]
    return _sheet(places, faces, [0.0] * 6 + [1.0] * 2)


@lru_cache(maxsize=1)
def _dot() -> Model:
    """A point of a colon."""
    angle = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    places = np.concatenate([0.12 * np.stack([np.cos(angle), np.sin(angle)], 1), [[0.0, 0.0]]])
    faces = [(k, (k + 1) % 12, 12) for k in range(12)]
    return _sheet(places, faces, [0.0] * 12 + [1.0])


def _sheet(places: Array, faces: list[tuple[int, int, int]], depth: list[float]) -> Model:
    """A flat form, seen from both sides."""
    flat = np.concatenate([places, np.zeros((len(places), 1))], 1)
    sides: list[Mesh] = []
    for sign in (1.0, -1.0):
        order = np.array(faces) if sign > 0 else np.array(faces)[:, ::-1]
        sides.append(make(flat, np.tile([0.0, 0.0, sign], (len(flat), 1)), order, Finish(metal=depth)))
    return model([(side, "burning", "light") for side in sides])


def build_countdown(sheet: CallSheet) -> Actor:
    """A countdown in the sky of the place, above the viewers' horizon; later shots have less time left."""
    place = sheet.place
    spot = None if place is None else place.spots.get("ground") or next(iter(place.spots.values()), None)
    toward, foot = ((0.0, 1.0), np.zeros(3)) if spot is None else (spot.camera, np.array(spot.centre, float))
    length = float(np.hypot(*toward)) or 1.0
    x, z = toward[0] / length, toward[1] / length
    centre = foot + np.array([-AWAY * x, 196.0, -AWAY * z])
    seconds = 1187 * 3600 + 35 * 60 + 11.4 - sheet.shot.start / sheet.fps
    return Countdown(centre=centre, toward=(x, z), size=30.0, seconds=seconds, seed=sheet.seed)


ASSET = Asset(
    id="countdown",
    kind="effect",
    words=Words(
        zh=("倒计时", "天空中的倒计时", "幽灵倒计时", "倒数", "燃烧的数字"),
        en=("countdown", "countdown in the sky", "ghost countdown", "burning digits", "burning numbers"),
    ),
    build=build_countdown,
    size=(410.0, 72.0, 4.0),
    lives="sky",
    actions=("hover",),
    closest="ws",
)
