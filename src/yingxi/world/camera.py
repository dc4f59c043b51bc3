"""Camera moves as a crew makes them: settled starts and ends, steady middles, never through the ground."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, radians, sin

import numpy as np

from yingxi.film.errors import unknown
from yingxi.world.optics import Numbers
from yingxi.world.scene import Array, CameraPose

CameraPath = Callable[[float], CameraPose]
Ground = Callable[[Array, Array], Array]
UP = np.array([0.0, 1.0, 0.0])
RAMP = 0.26
"""Share of a move that starting takes, and stopping."""
SAMPLES = 33


@dataclass(frozen=True, eq=False, slots=True)
class Rig:
    """Where the camera stands and what it looks at."""

    position: Numbers
    target: Numbers

    @property
    def reach(self) -> float:
        """Metres from camera to target."""
        return float(np.linalg.norm(self.target - self.position))

    @property
    def forward(self) -> Numbers:
        """Unit vector toward the target."""
        way = self.target - self.position
        return np.asarray(way / max(float(np.linalg.norm(way)), 1e-9))

    @property
    def side(self) -> Numbers:
        """Unit vector to the right, level."""
        right = np.cross(self.forward, UP)
        return np.asarray(right / max(float(np.linalg.norm(right)), 1e-9))


def eased(share: float, ramp: float = RAMP) -> float:
    """Place 0-1 along a move after `share` of its time: smooth start, constant speed, smooth stop."""
    share = min(max(share, 0.0), 1.0)
    if share > 0.5:
        return 1.0 - eased(1.0 - share, ramp)
    if share < ramp:
        x = share / ramp
        return ramp * (x**3 - x**4 / 2) / (1 - ramp)
    return (share - ramp / 2) / (1 - ramp)


def turned(vector: Numbers, axis: Numbers, angle: float) -> Numbers:
    """A vector turned by `angle` radians about a unit axis (Rodrigues)."""
    c, s = cos(angle), sin(angle)
    return np.asarray(vector * c + np.cross(axis, vector) * s + axis * float(axis @ vector) * (1 - c))


def pan(rig: Rig, angle: float) -> Rig:
    """Look `angle` radians to the left (negative: right)."""
    return Rig(rig.position, rig.position + turned(rig.target - rig.position, UP, angle))


def tilt(rig: Rig, angle: float) -> Rig:
    """Look `angle` radians up."""
    return Rig(rig.position, rig.position + turned(rig.target - rig.position, rig.side, angle))


def shift(rig: Rig, offset: Numbers, target_share: float = 1.0) -> Rig:
    """Move by metres; the target moves along by a share."""
    return Rig(rig.position + offset, rig.target + offset * target_share)


def dolly(rig: Rig, share: float) -> Rig:
    """Move toward the target by a share of the way."""
    return Rig(rig.position + (rig.target - rig.position) * share, rig.target)


def orbit(rig: Rig, angle: float) -> Rig:
    """Go round the target by `angle` radians, counter-clockwise from above."""
    return Rig(rig.target + turned(rig.position - rig.target, UP, angle), rig.target)


def fly(rig: Rig, share: float) -> Rig:
    """A drone shot: forward over the land, a little up, the look going down to the target."""
    level = rig.forward * np.array([1.0, 0.0, 1.0])
    offset = (level * 0.55 + UP * 0.12) * rig.reach * share
    return Rig(rig.position + offset, rig.target + offset * 0.45)


MOVES: dict[str, Callable[[Rig, float], Rig]] = {
    "static": lambda rig, k: rig,
    "track": lambda rig, k: rig,
    "handheld": lambda rig, k: rig,
    "pan_left": lambda rig, k: pan(rig, radians(18) * k),
    "pan_right": lambda rig, k: pan(rig, -radians(18) * k),
    "tilt_up": lambda rig, k: tilt(rig, radians(11) * k),
    "tilt_down": lambda rig, k: tilt(rig, -radians(11) * k),
    "push_in": lambda rig, k: dolly(rig, 0.28 * k),
    "pull_out": lambda rig, k: dolly(rig, -0.34 * k),
    "truck_left": lambda rig, k: shift(rig, rig.side * (-0.22 * rig.reach * k)),
    "truck_right": lambda rig, k: shift(rig, rig.side * (0.22 * rig.reach * k)),
    "crane_up": lambda rig, k: shift(rig, UP * (0.30 * rig.reach * k), 0.25),
    "crane_down": lambda rig, k: shift(rig, UP * (-0.30 * rig.reach * k), 0.25),
    "orbit_left": lambda rig, k: orbit(rig, -radians(26) * k),
    "orbit_right": lambda rig, k: orbit(rig, radians(26) * k),
    "aerial": fly,
}
"""What each move does to the framed rig at place k (1: the end of a move of amount 1)."""

FOLLOWS = {"track": (1.0, 1.0), "handheld": (0.0, 1.0)}
"""Shares of the subject's travel that position and target take, when nothing else is said."""


def path(
    move: str,
    start: CameraPose,
    duration: float,
    amount: float = 1.0,
    *,
    anchor: float = 0.0,
    subject: Callable[[float], Array] | None = None,
    follow: tuple[float, float] | None = None,
    ground: Ground | None = None,
    water: bool = False,
    clearance: float = 0.35,
    seed: int = 1,
) -> CameraPath:
    """The camera over `duration` seconds.

    `start` is the framed pose; it is met at place `anchor` of the move (0: begins there, 1: ends there).
    `subject` gives where the subject is (3,) at a time; `follow` which shares of its travel since the
    anchor's time position and target take (default: both for track, the target for handheld, else none).
    `ground` keeps the camera `clearance` metres above it, `water` above y = 0. Pure in t.
    Raises UsageError for an unknown move.
    """
    if move not in MOVES:
        raise unknown("camera move", move, MOVES)
    framed = Rig(np.asarray(start.position, float), np.asarray(start.target, float))
    shares = follow or (FOLLOWS.get(move, (0.0, 0.0)) if subject is not None else (0.0, 0.0))
    home = None if subject is None else np.asarray(subject(duration * anchor), float)

    def rig_at(t: float) -> Rig:
        place = (eased(t / max(duration, 1e-6)) - anchor) * amount
        rig = MOVES[move](framed, place)
        if subject is None or home is None or not any(shares):
            return rig
        travel = np.asarray(subject(t), float) - home
        return Rig(rig.position + travel * shares[0], rig.target + travel * shares[1])

    lift = lift_over(rig_at, duration, ground, water, clearance)
    shake = handheld_noise(seed, amount) if move == "handheld" else None
    return lambda t: pose_of(start, framed.reach, rig_at(t), lift(t), None if shake is None else shake(t))


def pose_of(start: CameraPose, reach: float, rig: Rig, lift: float, shake: Numbers | None) -> CameraPose:
    """A pose with the start's lens, focused as far as the start was from its target."""
    position = rig.position + UP * lift
    target, roll = rig.target, start.roll
    if shake is not None:
        position = position + shake[:3] * 0.035
        aim = Rig(position, target)
        target = tilt(pan(aim, float(shake[3]) * 0.007), float(shake[4]) * 0.006).target
        roll += float(shake[5]) * 0.004
    focus = start.focus
    if focus > 0:
        focus = max(focus + float(np.linalg.norm(target - position)) - reach, 0.3)
    return replace(start, position=triple(position), target=triple(target), roll=roll, focus=focus)


def triple(point: Numbers) -> tuple[float, float, float]:
    """A point as plain numbers."""
    return float(point[0]), float(point[1]), float(point[2])


def handheld_noise(seed: int, amount: float) -> Callable[[float], Numbers]:
    """Six smooth noises about -1..1: sums of slow and quick sways with seeded phases."""
    random = np.random.default_rng(seed)
    rates = np.array([0.31, 0.53, 0.97, 1.7, 2.9])[None] * random.uniform(0.85, 1.15, (6, 5))
    phases = random.uniform(0, 2 * np.pi, (6, 5))
    strengths = np.array([0.5, 0.45, 0.3, 0.14, 0.06])

    def noise(t: float) -> Numbers:
        return np.asarray((np.sin(2 * np.pi * rates * t + phases) * strengths).sum(1) * amount)

    return noise


def lift_over(
    rig_at: Callable[[float], Rig], duration: float, ground: Ground | None, water: bool, clearance: float
) -> Callable[[float], float]:
    """How far to raise the camera at a time so that the whole move clears ground and water, without bumps."""
    times = np.linspace(0.0, max(duration, 1e-6), SAMPLES)
    places = np.stack([rig_at(float(t)).position for t in times])
    floor = np.full(SAMPLES, -np.inf)
    if ground is not None:
        floor = (
            np.asarray(ground(places[:, 0].astype(np.float32), places[:, 2].astype(np.float32)), float)
            + clearance
        )
    if water:
        floor = np.maximum(floor, clearance)
    need = np.maximum(floor - places[:, 1], 0.0)
    if not need.any():
        return lambda t: 0.0
    padded = np.pad(need, 4, mode="edge")
    highest = np.max([padded[k : k + SAMPLES] for k in range(9)], axis=0)
    weights = np.hanning(11)[1:-1] / np.hanning(11).sum()
    smooth = np.convolve(np.pad(highest, 4, mode="edge"), weights, mode="valid")
    smooth = np.maximum(smooth, need)
    return lambda t: float(np.interp(t, times, smooth))
