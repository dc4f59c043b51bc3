"""What falls and drifts in the air: rain, snow, petals, leaves, dust, in boxes that travel with the camera.

Each thing falls for ever along its own line; its place is wrapped into a box about the camera, so a few
thousand fill any world, and every frame is a pure function of its time. Near boxes are small and dense,
far ones large. Petals and leaves are instances of the models of `flake_models`, which a renderer loads
with the world; the rest are sprites.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from yingxi.world.scene import VERTEX, Air, Array, CameraPose, Model, Moment, Surface

Numbers = NDArray[np.float64]
PETAL, LEAF = "flake_petal", "flake_leaf"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Layer:
    """One box of falling things: its sides in metres, how many at full strength, size range in metres."""

    box: tuple[float, float, float]
    count: int
    size: tuple[float, float]
    salt: int


RAIN = (
    _Layer(box=(16, 10, 16), count=900, size=(0.005, 0.008), salt=11),
    _Layer(box=(70, 34, 70), count=2200, size=(0.010, 0.016), salt=12),
)
SNOW = (
    _Layer(box=(11, 7, 11), count=760, size=(0.014, 0.028), salt=21),
    _Layer(box=(34, 18, 34), count=1900, size=(0.024, 0.044), salt=22),
    _Layer(box=(110, 50, 110), count=2400, size=(0.07, 0.12), salt=23),
)
PETALS = _Layer(box=(15, 8, 15), count=420, size=(0.022, 0.036), salt=31)
LEAVES = _Layer(box=(20, 11, 20), count=260, size=(0.045, 0.085), salt=41)
GRAINS = _Layer(box=(18, 8, 18), count=700, size=(0.004, 0.008), salt=51)
CLOUDS = _Layer(box=(90, 14, 90), count=46, size=(2.5, 6.0), salt=52)


def falling(air: Air, camera: CameraPose, t: float, seed: int) -> Moment:
    """All that falls round the camera at `t` seconds, by the amounts (0-1) of the air."""
    moment = Moment(glows=_rain(air, camera, t, seed), puffs=_snow(air, camera, t, seed))
    if air.dust > 0:
        moment.glows = np.concatenate([moment.glows, _grains(air, camera, t, seed)])
        moment.puffs = np.concatenate([moment.puffs, _dust_clouds(air, camera, t, seed)])
    for name, layer, amount in ((PETAL, PETALS, air.petals), (LEAF, LEAVES, air.leaves)):
        if amount > 0:
            moment.instances[name] = _flakes(air, camera, t, seed, layer, amount)
    return moment


def _fallen(
    layer: _Layer, amount: float, velocity: Numbers, sway: float, camera: CameraPose, t: float, seed: int
) -> tuple[Numbers, Numbers]:
    """Positions (n, 3) and dice (n, 4) of a layer; `velocity` m/s (3,), `sway` metres of side drift."""
    count = round(layer.count * amount)
    dice = np.random.default_rng((seed, layer.salt)).random((count, 7))
    box, eye = np.array(layer.box), np.array(camera.position, np.float64)
    pace = velocity * (0.8 + 0.4 * dice[:, 3:4])
    phase = dice[:, 4:5] * 2 * np.pi
    drift = sway * np.concatenate(
        [np.sin(t * (0.7 + dice[:, 5:6]) + phase), 0 * phase, np.cos(t * (0.6 + dice[:, 6:7]) + phase)], 1
    )
    free = dice[:, :3] * box + pace * t + drift
    return np.mod(free - eye, box) - box / 2 + eye, dice[:, 3:]


def _sprites(place: Numbers, size: Numbers, colour: Numbers, last: float, velocity: Numbers) -> Array:
    """Rows (n, 12): place, size, rgb, `last` (softness or opacity), velocity, 0."""
    count = len(place)
    rows = np.zeros((count, 12), np.float32)
    rows[:, :3], rows[:, 3], rows[:, 4:7], rows[:, 7] = place, size, colour, last
    rows[:, 8:11] = velocity
    return rows


def _sizes(layer: _Layer, dice: Numbers) -> Numbers:
    return np.asarray(layer.size[0] + (layer.size[1] - layer.size[0]) * dice[:, 1])


def _rain(air: Air, camera: CameraPose, t: float, seed: int) -> Array:
    """Streaks in the colour of the sky and, against the light, of the sun."""
    if air.rain <= 0:
        return np.zeros((0, 12), np.float32)
    wind = np.array(air.wind)
    velocity = np.array([wind[0] * 0.35, -8.2 - 1.5 * air.rain, wind[2] * 0.35])
    colour = (
        1.15 * np.array(air.horizon) + 0.30 * np.array(air.glow) + 0.05 * np.array(air.sun_colour) + 0.015
    )
    parts = []
    for layer in RAIN:
        place, dice = _fallen(layer, air.rain, velocity, 0.0, camera, t, seed)
        # Heavy rain is lit against its own dark sky, or nobody would see it fall.
        shade = colour * (0.5 + 0.9 * dice[:, 2:3]) * (1.0 + 2.4 * air.rain**2)
        parts.append(_sprites(place, _sizes(layer, dice), shade, 0.0, velocity))
    return np.concatenate(parts)


def _snow(air: Air, camera: CameraPose, t: float, seed: int) -> Array:
    """Soft white flakes that waver as they fall."""
    if air.snow <= 0:
        return np.zeros((0, 12), np.float32)
    wind = np.array(air.wind)
    velocity = np.array([wind[0] * 0.45, -1.15, wind[2] * 0.45])
    parts = []
    for layer in SNOW:
        place, dice = _fallen(layer, air.snow, velocity, 0.35, camera, t, seed)
        parts.append(_sprites(place, _sizes(layer, dice), np.full((len(place), 3), 0.95), 0.95, velocity))
    return np.concatenate(parts)


def _grains(air: Air, camera: CameraPose, t: float, seed: int) -> Array:
    """Fine grains that race with the wind and catch the light."""
    velocity = np.array([air.wind[0] * 1.2, -0.05, air.wind[2] * 1.2])
    place, dice = _fallen(GRAINS, min(air.dust, 1.0), velocity, 0.3, camera, t, seed)
    colour = (0.16 * np.array(air.sun_colour) + 0.25 * np.array(air.horizon)) * (0.3 + 0.7 * dice[:, 2:3])
    return _sprites(place, _sizes(GRAINS, dice), colour * [1.0, 0.82, 0.6], 0.2, velocity)


def _dust_clouds(air: Air, camera: CameraPose, t: float, seed: int) -> Array:
    """Large faint clouds that roll along near the ground."""
    velocity = np.array([air.wind[0] * 0.8, 0.0, air.wind[2] * 0.8])
    place, dice = _fallen(CLOUDS, min(air.dust, 1.0), velocity, 0.8, camera, t, seed)
    away = np.hypot(place[:, 0] - camera.position[0], place[:, 2] - camera.position[2])
    opacity = 0.16 * air.dust * np.clip((away - 8) / 14, 0, 1)
    rows = _sprites(
        place, _sizes(CLOUDS, dice), np.full((len(place), 3), 1.0) * [0.55, 0.40, 0.25], 0, velocity
    )
    rows[:, 7], rows[:, 11] = opacity, dice[:, 0] * 6.28 + t * 0.1
    return rows


def _flakes(air: Air, camera: CameraPose, t: float, seed: int, layer: _Layer, amount: float) -> Array:
    """Instances (n, 16) of petals or leaves, each tumbling about its own axis."""
    wind = np.array(air.wind)
    velocity = np.array([wind[0] * 0.35, -0.75, wind[2] * 0.35])
    place, dice = _fallen(layer, min(amount, 1.0), velocity, 0.55, camera, t, seed)
    spin = t * (1.2 + 2.6 * dice[:, 1]) + dice[:, 0] * 6.28
    tip = 0.9 * np.sin(t * (1.1 + dice[:, 2]) + dice[:, 3] * 6.28)
    one, two, three, four = np.cos(spin), np.sin(spin), np.cos(tip), np.sin(tip)
    zero = np.zeros_like(one)
    turn = np.stack([one, -two * three, two * four, two, one * three, -one * four, zero, four, three], 1)
    rows = np.empty((len(place), 16), np.float32)
    matrix = rows[:, :12].reshape(-1, 3, 4)
    matrix[:, :, :3] = turn.reshape(-1, 3, 3) * _sizes(layer, dice)[:, None, None]
    matrix[:, :, 3] = place
    rows[:, 12:15] = np.array(air.falling_colour) * (0.75 + 0.5 * dice[:, 2:3])
    rows[:, 15] = 0.0
    return rows


@cache
def flake_models() -> Mapping[str, Model]:
    """The petal and the leaf, one metre long, white (the tint of the instance is their colour)."""
    petal = _outline(
        [
            (0, -0.5),
            (0.30, -0.12),
            (0.34, 0.22),
            (0.12, 0.5),
            (0, 0.42),
            (-0.12, 0.5),
            (-0.34, 0.22),
            (-0.30, -0.12),
        ],
        0.22,
    )
    leaf = _outline(
        [
            (0, -0.6),
            (0.20, -0.2),
            (0.26, 0.05),
            (0.14, 0.34),
            (0, 0.5),
            (-0.14, 0.34),
            (-0.26, 0.05),
            (-0.20, -0.2),
        ],
        0.12,
    )
    return {PETAL: petal, LEAF: leaf}


def _outline(points: list[tuple[float, float]], dish: float) -> Model:
    """A dished two-sided flake from its outline in the xz plane."""
    rim = np.array(points, np.float32)
    vertices = np.zeros(len(rim) + 1, VERTEX)
    vertices["position"][1:] = np.c_[rim[:, 0], dish * (rim**2).sum(1), rim[:, 1]]
    vertices["normal"] = (0, 127, 0, 127)
    vertices["colour"][:, :3] = 255
    vertices["surface"] = (150, 0, 0, 255)
    index = np.arange(len(rim), dtype=np.uint32)
    triangles = np.stack([0 * index, 1 + (index + 1) % len(rim), 1 + index], 1).astype(np.uint32)
    return Model((Surface("foliage", "plant", vertices, triangles),))
