"""A camera that serves something that moves: where it stands from it, what it looks at, and the shot's move.

Offsets are metres along (ahead, up, aside): ahead is where the subject travels, aside is toward the near
bank, so that the city always stands behind the subject whichever way it goes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, radians, sin

import numpy as np

from yingxi.art.shapes import Numbers
from yingxi.film.terms import Move
from yingxi.world.camera import eased
from yingxi.world.scene import CameraPose

Camera = Callable[[float], CameraPose]
LOWEST = 0.42
"""Metres above the water that a lens needs."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Rig:
    """A camera position for a place that moves.

    `anchor(t)` is the place served (3,) metres; `stand` and `aim` are offsets from it; `follow` is how much
    of the place's travel the camera shares (1 tracks it, 0 stands still); `hold` how much the aim shares.
    `focus` metres (0: on the aim), `aperture` f-number (0: all sharp), `tilt` degrees of a dutch angle.
    """

    anchor: Callable[[float], Numbers]
    ahead: Numbers
    stand: tuple[float, float, float]
    aim: tuple[float, float, float] = (0.0, 0.0, 0.0)
    lens: float = 35.0
    aperture: float = 0.0
    focus: float = 0.0
    follow: float = 1.0
    hold: float = 1.0
    exposure: float = 1.35
    strength: float = 1.0


def shoot(rig: Rig, move: Move, duration: float, seed: int) -> Camera:
    """The camera of a rig with the shot's move laid over it."""
    middle = rig.anchor(duration / 2)
    axes = np.stack([rig.ahead, [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])

    def camera(t: float) -> CameraPose:
        travelled = rig.anchor(t) - middle
        stand, aim = _moved(rig, move, t, duration, seed)
        position = middle + travelled * rig.follow + np.asarray(stand) @ axes
        target = middle + travelled * rig.hold + np.asarray(aim) @ axes
        position[1] = max(position[1], LOWEST)
        distance = rig.focus or float(np.linalg.norm(target - position))
        return CameraPose(
            position=_triple(position),
            target=_triple(target),
            lens=rig.lens,
            focus=distance,
            aperture=rig.aperture,
            exposure=rig.exposure,
        )

    return camera


def _moved(rig: Rig, move: Move, t: float, duration: float, seed: int) -> tuple[Numbers, Numbers]:
    """Stand and aim at `t`: most moves are centred on the middle of the shot, cranes and tilts arrive."""
    share = eased(t / duration) if duration > 0 else 0.5
    stand, aim = np.array(rig.stand), np.array(rig.aim)
    sight = aim - stand
    reach = float(np.linalg.norm(sight))
    across = np.array([sight[2], 0.0, -sight[0]]) / max(float(np.hypot(sight[0], sight[2])), 1e-6)
    if across[0] * rig.ahead[0] < 0 and abs(across[0]) > 1e-6 and rig.ahead[0] < 0:
        across = -across
    step = rig.strength * reach
    half = share - 0.5
    if move in ("push_in", "pull_out"):
        stand = stand + sight * (0.26 * rig.strength * (half if move == "push_in" else -half))
    elif move in ("truck_left", "truck_right"):
        slide = across * (0.24 * step * (half if move == "truck_right" else -half))
        stand, aim = stand + slide, aim + slide * 0.75
    elif move in ("crane_up", "crane_down"):
        high = (share if move == "crane_up" else 1 - share) - 0.25
        stand, aim = (
            stand + np.array([0, 0.30 * step * high, 0]),
            aim + np.array([0, 0.12 * step * (high - 0.5), 0]),
        )
    elif move in ("orbit_left", "orbit_right", "aerial"):
        turn = radians(30.0 * rig.strength) * half * (-1 if move == "orbit_right" else 1)
        stand = aim + _about_y(stand - aim, turn)
        if move == "aerial":
            stand = stand + np.array([0, 0.10 * step * half, 0])
    elif move in ("pan_left", "pan_right"):
        aim = aim + across * (0.30 * step * (half if move == "pan_right" else -half))
    elif move in ("tilt_up", "tilt_down"):
        rest = (1 - share) if move == "tilt_up" else share
        aim = aim - np.array([0, 0.34 * step * rest, 0])
    elif move == "handheld":
        stand, aim = stand + 0.012 * step * _tremble(t, seed), aim + 0.008 * step * _tremble(t, seed + 7)
    else:
        stand = stand + sight * (0.05 * half)
    return stand, aim


def _about_y(vector: Numbers, angle: float) -> Numbers:
    c, s = cos(angle), sin(angle)
    return np.array([vector[0] * c + vector[2] * s, vector[1], vector[2] * c - vector[0] * s])


def _tremble(t: float, seed: int) -> Numbers:
    """Smooth noise of a shoulder: three slow sines an axis."""
    phase = np.random.default_rng(seed).random((3, 3)) * 2 * np.pi
    rate = np.array([[0.9, 1.7, 3.1], [1.1, 2.0, 2.7], [0.7, 1.5, 3.4]]) * 1.3
    return np.asarray((np.sin(rate * t + phase) * [0.6, 0.3, 0.1]).sum(1))


def smoothed(place: Callable[[float], Numbers], duration: float) -> Callable[[float], Numbers]:
    """The way of a place without its surge and bob: the cubic that fits it best over the shot."""
    times = np.linspace(-0.5, duration + 0.5, 25)
    middle, half = duration / 2, duration / 2 + 0.5
    curve = np.polynomial.polynomial.polyfit(
        (times - middle) / half, np.array([place(float(t)) for t in times]), 3
    )
    return lambda t: np.asarray(np.polynomial.polynomial.polyval((t - middle) / half, curve))


def varied(rig: Rig, dice: np.random.Generator) -> Rig:
    """The same idea a little differently: it shifts by a few per cent, 1.5 m at most."""
    shift = np.clip(np.array(rig.stand) * dice.uniform(-0.08, 0.08, 3), (-1.5, -0.4, -1.5), (1.5, 0.4, 1.5))
    stand = np.array(rig.stand) + shift
    return replace(rig, stand=_triple(stand), lens=float(rig.lens * dice.uniform(0.96, 1.06)))


def _triple(value: Numbers) -> tuple[float, float, float]:
    return float(value[0]), float(value[1]), float(value[2])
