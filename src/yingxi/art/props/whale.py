"""A blue whale that swims with slow beats of its flukes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.shapes.mesh import Finish, Mesh, flip, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, loft
from yingxi.world.scene import Model, Moment, Sound

HALF = 7.0
"""Metres from the middle to the snout; the flukes reach as far the other way."""
HINGE = -3.6
"""Metres along the body at which the tail bends."""
BACK, BELLY = np.array((0.055, 0.11, 0.17)), np.array((0.42, 0.45, 0.45))
BEAT = 0.28
"""Beats of the flukes a second."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Whales:
    """Whales along their paths; `sizes` (n,), 1 is 14 m; `height` lifts them over a floor."""

    paths: tuple[Path, ...]
    sizes: Array
    height: float

    @property
    def models(self) -> Mapping[str, Model]:
        return {"whale": whale_body(), "whale_tail": whale_tail()}

    def at(self, t: float) -> Moment:
        """Bodies that nod against their beating tails."""
        place = self._places(t)
        yaw = np.array([path.yaw(t) for path in self.paths])
        phase = 2 * np.pi * BEAT * t + 1.3 * np.arange(len(place))
        nod = 0.05 * np.sin(phase)
        place[:, 1] += 0.25 * np.sin(phase - 0.6)
        joint = self._along(place, yaw, nod, HINGE)
        return Moment(
            instances={
                "whale": instances(place, self.sizes, yaw, nod),
                "whale_tail": instances(joint, self.sizes, yaw, nod - 0.26 * np.sin(phase - 1.1)),
            }
        )

    def _places(self, t: float) -> Array:
        places = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        places[:, 1] += self.height
        return places

    def _along(self, place: Array, yaw: Array, pitch: Array, ahead: float) -> Array:
        """The point of each body that lies `ahead` metres from its middle."""
        reach = ahead * self.sizes
        flat = reach * np.cos(pitch)
        return place + np.stack([flat * np.cos(yaw), reach * np.sin(pitch), -flat * np.sin(yaw)], 1)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them, in metres."""
        place = self._places(t)
        yaw = np.array([path.yaw(t) for path in self.paths])
        reach = np.stack(
            [HALF * np.abs(np.cos(yaw)) + 1.5, np.full(len(yaw), 1.5), HALF * np.abs(np.sin(yaw)) + 1.5], 1
        )
        reach = reach * self.sizes[:, None]
        return (place - reach).min(0).astype(np.float32), (place + reach).max(0).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Its song, once, where it begins."""
        x, y, z = (float(value) for value in self._places(0.0)[0])
        return (Sound(kind="whale", at=0.3, position=(x, y, z), length=duration, gain=0.8),)


def _rings(stations: list[tuple[float, float, float, float]]) -> Array:
    """Closed rings from (x, middle y, half height, half width)."""
    angle = np.linspace(0, 2 * np.pi, 25)
    rows = [
        np.stack([np.full(25, x), y + tall * np.sin(angle), wide * np.cos(angle)], 1)
        for x, y, tall, wide in stations
    ]
    return np.array(rows, np.float32)


def _hide(rings: Array, pale: float) -> Finish:
    """Slate above, pale and grooved below; `pale` is how far up the belly's colour reaches (0-1)."""
    low, high = rings[..., 1].min(1, keepdims=True), rings[..., 1].max(1, keepdims=True)
    rise = (rings[..., 1] - low) / np.maximum(high - low, 1e-6)
    share = np.clip((pale - rise) / 0.18 + 0.5, 0, 1)[..., None]
    groove = 1.0 - 0.35 * (np.sin(26.0 * rings[..., 2:]) > 0.55) * (rings[..., :1] > 0.0)
    return Finish(colour=(1 - share) * BACK + share * BELLY * groove, roughness=0.42)


def _skin(stations: list[tuple[float, float, float, float]], pale: float) -> Mesh:
    rings = _rings(stations)
    mesh = loft(rings, _hide(rings, pale), capped=False)
    outward = mesh.position * np.array([0.0, 1.0, 1.0], np.float32)
    return mesh if float((outward * mesh.normal).sum()) > 0 else flip(mesh)


@lru_cache(maxsize=1)
def whale_body() -> Model:
    """Head, trunk, flippers and back fin, the snout toward +x."""
    trunk = _skin(
        [
            (7.0, 0.10, 0.04, 0.05),
            (6.7, 0.10, 0.42, 0.62),
            (5.9, 0.08, 0.80, 1.05),
            (4.6, 0.00, 1.18, 1.30),
            (2.8, -0.06, 1.42, 1.42),
            (0.8, -0.04, 1.38, 1.36),
            (-1.2, 0.06, 1.12, 1.06),
            (-2.8, 0.16, 0.80, 0.72),
            (HINGE - 0.25, 0.20, 0.60, 0.52),
        ],
        0.42,
    )
    dark = Finish(colour=BACK, roughness=0.42)
    parts = [trunk]
    for side in (-1.0, 1.0):
        flipper = ball((0, 0, 0), (0.55, 0.10, 1.35), dark, 12, 8)
        parts.append(transform(flipper, (2.9, -0.75, side * 2.1), 1.0, _tilt(side)))
        parts.append(
            ball((5.2, -0.12, side * 1.17), 0.07, Finish(colour=(0.01, 0.01, 0.012), roughness=0.1), 8, 6)
        )
    parts.append(ball((-1.9, 1.05, 0.0), (0.55, 0.34, 0.07), dark, 10, 6))
    return model([(merge(parts), "hero", "animal")])


def _tilt(side: float) -> Array:
    """Flippers sweep back and down."""
    sweep, droop = -0.55 * side, 0.5 * side
    cs, ss, cd, sd = np.cos(sweep), np.sin(sweep), np.cos(droop), np.sin(droop)
    turn = np.array([[cs, 0, ss], [0, 1, 0], [-ss, 0, cs]])
    return np.asarray(turn @ np.array([[1, 0, 0], [0, cd, -sd], [0, sd, cd]]), np.float32)


@lru_cache(maxsize=1)
def whale_tail() -> Model:
    """The stock of the tail and its flukes, hinged at the origin."""
    stock = _skin(
        [
            (0.3, 0.19, 0.60, 0.52),
            (-0.8, 0.20, 0.44, 0.34),
            (-1.8, 0.20, 0.28, 0.20),
            (-2.5, 0.20, 0.14, 0.16),
            (-2.9, 0.20, 0.03, 0.05),
        ],
        0.3,
    )
    dark = Finish(colour=BACK, roughness=0.42)
    flukes = []
    for side in (-1.0, 1.0):
        sweep = 0.45 * side
        turn = np.array(
            [[np.cos(sweep), 0, np.sin(sweep)], [0, 1, 0], [-np.sin(sweep), 0, np.cos(sweep)]], np.float32
        )
        fluke = ball((0, 0, 0), (0.50, 0.06, 1.05), dark, 12, 6)
        flukes.append(transform(fluke, (-2.95, 0.20, side * 0.9), 1.0, turn.T))
    return model([(merge([stock, *flukes]), "hero", "animal")])


def build_whale(sheet: CallSheet) -> Whales:
    """Whales along their paths; every second one is a calf."""
    words = sheet.subject.words.lower() if sheet.subject else ""
    calf = any(word in words for word in ("calf", "幼鲸", "小鲸", "baby"))
    sizes = np.array([0.45 if calf or k % 2 else 1.0 for k in range(len(sheet.paths))], np.float32)
    deep = sheet.place is not None and sheet.place.water is None
    return Whales(paths=sheet.paths, sizes=sizes, height=0.0 if deep else 0.95)


ASSET = Asset(
    id="whale",
    kind="cast",
    words=Words(
        zh=("鲸", "鲸鱼", "蓝鲸", "座头鲸", "巨鲸", "幼鲸", "鲸群", "大鲸"),
        en=("whale", "blue whale", "humpback whale", "humpback", "calf", "whales"),
    ),
    build=build_whale,
    size=(14.0, 2.9, 4.6),
    lives="underwater",
    actions=("swim", "circle"),
    closest="fs",
)
