"""How the crew of a dragon boat moves: one stroke a beat, arms solved to the paddle, drumsticks to the drum.

All places are in the boat's frame, metres; `frames` are pairs of rotations (n, 3, 3) and origins (n, 3).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.props.dragon_boat_hull import DRUM, DRUMMER, ROWS, SEAT, STEERSMAN
from yingxi.art.props.dragon_boat_rower import LOWER, NECK, SHOULDER, UPPER
from yingxi.art.shapes import Numbers, turn

Frames = tuple[Numbers, Numbers]
Reach = tuple[Numbers, Numbers, Numbers]
"""Shoulders, hands and the way elbows point, (n, 3) each."""

DRIVE = 0.42
"""Share of a stroke in which the blade is in the water."""
PADDLE = 1.28
ROWERS = 2 * len(ROWS)
SIDES = np.tile(np.array([1.0, -1.0], np.float32), len(ROWS))
STATIONS = np.repeat(np.array(ROWS, np.float32), 2)


@dataclass(frozen=True, eq=False, kw_only=True)
class Crew:
    """Frames of every moving piece of one boat at one time, and where the blades are.

    `blades` (20, 3) are the middles of the blades; `phase` (20,) where each is in the stroke, 0 the catch.
    """

    torso: Frames
    head: Frames
    upper: Frames
    lower: Frames
    paddle: Frames
    sticks: Frames
    blades: Numbers
    phase: Numbers


def pose_crew(stroke: float, seed: int, effort: float = 1.0) -> Crew:
    """The whole crew at `stroke` (in beats, the catch on whole numbers); `effort` 0 rests, 1 races."""
    phase = (stroke + _lag(seed)) % 1.0
    blade, grip, lean, twist = _stroke(phase, effort, seed)
    hips = np.stack([STATIONS, np.full(ROWERS, SEAT, np.float32), SIDES * 0.34], -1)
    torso = turn(SIDES * twist, -lean, SIDES * 0.06), hips
    way = blade - grip
    way = way / _length(way)
    out = np.stack([np.full(ROWERS, -0.35), np.full(ROWERS, -0.55), SIDES], -1)
    outer, inner = _joint(torso, _OUTER), _joint(torso, _OUTER * [1, 1, -1])
    drum_torso, drum_reach, sticks = _drummer(stroke, effort)
    steer_torso, steer_reach = _steersman(stroke)
    reaches = [(outer, grip + way * 0.60, out), (inner, grip, out * [1, 0.4, 1]), drum_reach, steer_reach]
    upper, lower = bend_arm(*(np.concatenate(part) for part in zip(*reaches, strict=True)))
    torsos = _stack(torso, drum_torso, steer_torso)
    return Crew(
        torso=torsos,
        head=_heads(torsos, stroke, seed),
        upper=upper,
        lower=lower,
        paddle=(_facing(way, np.array([1.0, 0, 0])), grip),
        sticks=sticks,
        blades=grip + way * 1.03,
        phase=phase,
    )


_OUTER = np.stack([np.zeros(ROWERS), np.full(ROWERS, SHOULDER[1]), SIDES * SHOULDER[2]], -1)
"""Each rower's shoulder on the side of the water, in the torso's own metres."""


@lru_cache(maxsize=64)
def _lag(seed: int) -> Numbers:
    """Small differences of timing between rowers, in beats."""
    return np.asarray(np.random.default_rng(seed).normal(0, 0.018, ROWERS), np.float32)


@lru_cache(maxsize=64)
def _variety(seed: int) -> Numbers:
    """Differences of reach and lean between rowers, metres and radians (2, n)."""
    return np.asarray(np.random.default_rng(seed + 1).normal(0, 0.055, (2, ROWERS)))


@lru_cache(maxsize=64)
def _glances(seed: int, count: int) -> Numbers:
    """Where each looks, radians aside."""
    return np.asarray(np.random.default_rng(seed + 2).normal(0, 0.20, count))


def _stroke(phase: Numbers, effort: float, seed: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Where blade tips and top grips are, and how far each rower leans and twists (radians)."""
    driving = phase < DRIVE
    u = np.where(driving, phase / DRIVE, (phase - DRIVE) / (1 - DRIVE))
    reach = np.where(driving, 0.5 + 0.5 * np.cos(np.pi * u), 0.5 - 0.5 * np.cos(np.pi * u))
    vary = _variety(seed)
    lift = np.where(driving, -0.10 * np.sin(np.pi * u) ** 0.6, 0.34 * np.sin(np.pi * u) ** 0.9)
    x = 0.02 + effort * (0.93 + vary[0]) * reach
    tip = np.stack(
        [STATIONS + x, lift - 0.06 - 0.02 * reach, SIDES * (0.88 + 0.13 * np.clip(lift, 0, 1))], -1
    )
    tilt = np.stack(
        [0.16 - effort * 0.50 * reach, np.ones(ROWERS), -SIDES * (0.20 + 0.10 * np.clip(lift, 0, 1))], -1
    )
    grip = tip + PADDLE * tilt / _length(tilt)
    lean = 0.14 + effort * (0.66 + vary[1]) * reach
    return tip.astype(np.float32), grip.astype(np.float32), lean, effort * 0.36 * (reach - 0.35)


def _drummer(stroke: float, effort: float) -> tuple[Frames, Reach, Frames]:
    """Faces the crew; the right hand strikes on the beat, the left on the half beat."""
    swing = np.array([stroke % 1.0, (stroke + 0.5) % 1.0])
    high = effort * np.sin(np.pi * swing**1.7) * np.array([0.42, 0.30])
    torso = (
        turn(np.array([np.pi]), np.array([-0.22 + 0.12 * high[0]]), np.zeros(1)),
        np.array([DRUMMER], np.float32),
    )
    side = np.array([-1.0, 1.0])
    skin = np.array(DRUM) + np.stack([np.full(2, 0.02), np.full(2, 0.02), side * 0.11], -1)
    raised = np.stack([0.10 * high, high, side * 0.10 * high], -1)
    hand = skin + np.array([0.30, 0.14, 0.0]) + np.stack([0 * side, 0 * side, side * 0.12], -1) + raised
    shoulder = _joint(
        (np.repeat(torso[0], 2, 0), np.repeat(torso[1], 2, 0)),
        np.stack([np.zeros(2), np.full(2, SHOULDER[1]), -side * SHOULDER[2]], -1),
    )
    reach = (shoulder, hand, np.stack([np.full(2, 0.5), np.full(2, -0.5), side], -1))
    way = skin + raised * [1.6, 1.75, 1.0] - hand
    sticks: Frames = (_facing(way, np.array([0, 0, 1.0])), hand.astype(np.float32))
    return torso, reach, sticks


def _steersman(stroke: float) -> tuple[Frames, Reach]:
    """Stands at the stern with both hands on the long oar."""
    sway = 0.06 * np.sin(stroke * 0.9)
    torso = (
        turn(np.array([0.35]), np.array([-0.12]), np.array([0.04 + sway])),
        np.array([STEERSMAN], np.float32),
    )
    pair: Frames = (np.repeat(torso[0], 2, 0), np.repeat(torso[1], 2, 0))
    side = np.array([1.0, -1.0])
    shoulder = _joint(pair, np.stack([np.zeros(2), np.full(2, SHOULDER[1]), side * SHOULDER[2]], -1))
    start, way = steering_oar(stroke)
    hand = start + way * np.array([[0.62], [0.10]])
    return torso, (shoulder, hand, np.stack([np.full(2, -0.3), np.full(2, -0.8), side], -1))


def steering_oar(stroke: float) -> tuple[Numbers, Numbers]:
    """Inboard end and unit direction of the steersman's oar."""
    start = np.array(
        [-5.02, 1.62 + 0.03 * np.sin(stroke * 0.9), 0.30 + 0.05 * np.sin(stroke * 0.9)], np.float32
    )
    way = np.array([-0.905, -0.42, 0.10 + 0.03 * np.sin(stroke * 0.7)], np.float32)
    return start, np.asarray(way / np.linalg.norm(way), np.float32)


def bend_arm(shoulder: Numbers, hand: Numbers, pole: Numbers) -> tuple[Frames, Frames]:
    """Two-bone reach: frames of upper arms and forearms, elbows toward `pole` (law of cosines).

    A hand farther than the arm is long is met as far as the arm goes.
    """
    to = hand - shoulder
    far = _length(to)
    way = to / np.maximum(far, 1e-6)
    far = np.minimum(far, (UPPER + LOWER) * 0.999)
    along = (far**2 + UPPER**2 - LOWER**2) / (2 * far)
    aside = np.sqrt(np.maximum(UPPER**2 - along**2, 0))
    bend = pole - way * np.sum(pole * way, 1, keepdims=True)
    bend = bend / np.maximum(_length(bend), 1e-6)
    elbow = shoulder + way * along + bend * aside
    reached = shoulder + way * far
    upper = (_facing(elbow - shoulder, bend), shoulder.astype(np.float32))
    return upper, (_facing(reached - elbow, bend), elbow.astype(np.float32))


def _facing(way: Numbers, up: Numbers) -> Numbers:
    """Rotations (n, 3, 3) whose x axis is along `way` and whose y axis is near `up`."""
    x = way / np.maximum(_length(way), 1e-9)
    z = _cross(x, np.broadcast_to(up, x.shape))
    z = z / np.maximum(_length(z), 1e-9)
    return np.stack([x, _cross(z, x), z], -1).astype(np.float32)


def _length(vectors: Numbers) -> Numbers:
    """Lengths (n, 1)."""
    return np.asarray(np.sqrt((vectors * vectors).sum(-1, keepdims=True)))


def _cross(a: Numbers, b: Numbers) -> Numbers:
    """The cross product of (n, 3) vectors, without numpy's generality: this runs every frame."""
    ax, ay, az = a[:, 0], a[:, 1], a[:, 2]
    bx, by, bz = b[:, 0], b[:, 1], b[:, 2]
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], -1)


def _joint(frames: Frames, offset: Numbers) -> Numbers:
    rotation, origin = frames
    return np.asarray(origin + np.einsum("nij,nj->ni", rotation, offset), np.float32)


def _heads(torsos: Frames, stroke: float, seed: int) -> Frames:
    """Heads ride on the torsos but look ahead: only a part of the lean reaches them."""
    rotation, _ = torsos
    count = len(rotation)
    place = _joint(torsos, np.tile(np.array(NECK), (count, 1)))
    glance = _glances(seed, count) + 0.05 * np.sin(stroke * 1.3 + np.arange(count))
    forward = rotation[:, :, 0] * [1, 0, 1]
    yaw = np.arctan2(-forward[:, 2], forward[:, 0]) + glance
    lean = np.arcsin(np.clip(rotation[:, 1, 0], -1, 1))
    return turn(yaw, lean * 0.35 + 0.02, np.zeros(count)), place


def _stack(*parts: Frames) -> Frames:
    return (
        np.concatenate([rotation for rotation, _ in parts]).astype(np.float32),
        np.concatenate([origin for _, origin in parts]).astype(np.float32),
    )
