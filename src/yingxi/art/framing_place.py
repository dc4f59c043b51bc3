"""Framing of a place without subjects: wide, layered, its horizon on a third."""

import math
from collections.abc import Callable

import numpy as np

from yingxi.art.asset import CallSheet, Habitat, Place, Spot
from yingxi.art.framing_moves import move_camera
from yingxi.art.framing_sizes import Alternative
from yingxi.film.terms import Angle
from yingxi.world.scene import CameraPose

_ORDER: tuple[Habitat, ...] = ("ground", "water", "any", "underwater", "space", "sky")
_HEIGHT: dict[Angle, float] = {"eye": 1.7, "low": 0.6, "high": 9.0, "aerial": 26.0, "water": 0.6, "rear": 1.7}
"""Metres above the place's floor at which the camera stands."""
_TILT: dict[Angle, float] = {"eye": 1.5, "low": 7.0, "high": -5.0, "aerial": -9.5, "water": 2.5, "rear": 1.5}
"""Degrees above the horizon at which it looks, before the choice of third."""


def frame_place(sheet: CallSheet, place: Place, alternative: Alternative) -> Callable[[float], CameraPose]:
    """A camera on the spot's own camera side, looking over the spot into its background."""
    shot = sheet.shot
    random = np.random.default_rng((sheet.seed, 11))
    spot = place_spot(place, random)
    turn = math.radians(float(random.uniform(-14.0, 14.0)) + alternative.turned)
    toward = _turned(spot.camera, turn)
    back = (0.55 if shot.size == "ews" else 0.35) * max(spot.extent) * alternative.looser
    lens = min(shot.lens, 35.0 if shot.size in ("ews", "ws") else 50.0)
    x = spot.centre[0] + back * toward[0]
    z = spot.centre[2] + back * toward[1]
    height = _floor(place, spot, x, z) + _rise(shot.angle, spot) + alternative.raised
    if spot is place.spots.get("underwater") or spot is place.spots.get("space"):
        height = spot.centre[1] + 0.1 * _HEIGHT[shot.angle]
    reach = max(2.0 * back, 20.0)
    pitch = math.radians(_TILT[shot.angle] + float(random.uniform(-1.0, 1.0)))
    base = CameraPose(
        position=(x, height, z),
        target=(x - reach * toward[0], height + reach * math.tan(pitch), z - reach * toward[1]),
        lens=lens,
    )
    move = shot.move if shot.move != "track" else "truck_right"
    return move_camera(move, base, sheet.duration, place, sheet.seed)


def place_spot(place: Place, random: np.random.Generator) -> Spot:
    """The spot by which a place is shown: its ground, or its water as often where it has both."""
    if "ground" in place.spots and "water" in place.spots and place.water is not None:
        return place.spots["water"] if random.uniform() < 0.5 else place.spots["ground"]
    found = next((place.spots[habitat] for habitat in _ORDER if habitat in place.spots), None)
    return found or Spot(centre=(0.0, 0.0, 0.0))


def _rise(angle: Angle, spot: Spot) -> float:
    """Metres above the floor; a small place is not left by an aerial view of it."""
    return min(_HEIGHT[angle], max(9.0, 0.7 * max(spot.extent))) if angle == "aerial" else _HEIGHT[angle]


def _floor(place: Place, spot: Spot, x: float, z: float) -> float:
    level = 0.0 if place.water is not None else spot.centre[1]
    if place.ground is None:
        return level
    height = place.ground(np.array([x], np.float32), np.array([z], np.float32))
    return max(level if place.water is not None else -1e9, float(np.asarray(height).reshape(-1)[0]))


def _turned(direction: tuple[float, float], angle: float) -> tuple[float, float]:
    length = math.hypot(*direction) or 1.0
    c, s = math.cos(angle), math.sin(angle)
    x, z = direction[0] / length, direction[1] / length
    return (c * x - s * z, s * x + c * z)
