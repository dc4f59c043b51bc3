"""How the crew of a dragon boat moves: one stroke a beat, arms solved to the paddle, drumsticks to the drum.

All places are in the boat's frame, metres; `frames` are pairs of rotations (n, 3, 3) and origins (n, 3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

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
    return pose_crews([stroke], [seed], effort)[0]


def pose_crews(strokes: Sequence[float], seeds: Sequence[int], effort: float = 1.0) -> list[Crew]:
    """The crews of several boats, posed in one go: rowers of all boats, then drummers, then steersmen."""
    many = len(strokes)
    sides, when = np.tile(SIDES, many), np.asarray(strokes)
    phase = np.concatenate([stroke + _lag(seed) for stroke, seed in zip(strokes, seeds, strict=True)]) % 1.0
    blade, grip, lean, twist = _stroke(phase, effort, seeds)
    hips = np.stack([np.tile(STATIONS, many), np.full(len(sides), SEAT, np.float32), sides * 0.34], -1)
    torso = turn(sides * twist, -lean, sides * 0.06), hips
    way = blade - grip
    way = way / _length(way)
    out = np.stack([np.full(len(sides), -0.35), np.full(len(sides), -0.55), sides], -1)
    shoulder = np.tile(_OUTER, (many, 1))
    outer, inner = _joint(torso, shoulder), _joint(torso, shoulder * [1, 1, -1])
    drum_torso, drum_reach, sticks = _drummers(when, effort)
    steer_torso, steer_reach = _steersmen(when)
    reaches = [(outer, grip + way * 0.60, out), (inner, grip, out * [1, 0.4, 1]), drum_reach, steer_reach]
    upper, lower = bend_arm(*(np.concatenate(part) for part in zip(*reaches, strict=True)))
    crews = _members(many, (ROWERS, 1, 1))
    torsos = _picked(_stack(torso, drum_torso, steer_torso), crews.ravel())
    paddles: Frames = (_facing(way, np.array([1.0, 0, 0])), grip)
    whole = (torsos, _heads(torsos, when, seeds), paddles, sticks)
    blades: tuple[list[Numbers], list[Numbers]] = (np.split(grip + way * 1.03, many), np.split(phase, many))
    return _parted(whole, (upper, lower), blades, _members(many, (ROWERS, ROWERS, 2, 2)))


def _parted(
    whole: Sequence[Frames], arms: tuple[Frames, Frames], blades: tuple[list[Numbers], list[Numbers]],
    rows: NDArray[np.intp],
) -> list[Crew]:
    """Crews out of frames that stand boat after boat, and arms whose `rows` (boats, n) are each boat's."""
    many = len(rows)
    parts = [zip(np.split(turned, many), np.split(place, many), strict=True) for turned, place in whole]
    upper, lower = ([_picked(frames, of_boat) for of_boat in rows] for frames in arms)
    each = zip(*parts, upper, lower, *blades, strict=True)
    return [
        Crew(torso=torso, head=head, paddle=oar, sticks=pair, upper=up, lower=low, blades=wet, phase=phase)
        for torso, head, oar, pair, up, low, wet, phase in each
    ]


def _members(many: int, sizes: Sequence[int]) -> NDArray[np.intp]:
    """(many, sum of sizes): which rows are each boat's, where groups of these sizes stand boat after boat."""
    starts = np.cumsum([0, *(many * size for size in sizes[:-1])])
    groups = zip(starts, sizes, strict=True)
    return np.concatenate([first + np.arange(many * size).reshape(many, size) for first, size in groups], 1)


def _picked(frames: Frames, rows: NDArray[np.intp]) -> Frames:
    return frames[0][rows], frames[1][rows]


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


def _stroke(
    phase: Numbers, effort: float, seeds: Sequence[int]
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Where blade tips and top grips are, and how far each rower leans and twists (radians)."""
    stations, sides = np.tile(STATIONS, len(seeds)), np.tile(SIDES, len(seeds))
    driving = phase < DRIVE
    u = np.where(driving, phase / DRIVE, (phase - DRIVE) / (1 - DRIVE))
    reach = np.where(driving, 0.5 + 0.5 * np.cos(np.pi * u), 0.5 - 0.5 * np.cos(np.pi * u))
    vary = np.concatenate([_variety(seed) for seed in seeds], 1)
    lift = np.where(driving, -0.10 * np.sin(np.pi * u) ** 0.6, 0.34 * np.sin(np.pi * u) ** 0.9)
    x = 0.02 + effort * (0.93 + vary[0]) * reach
    tip = np.stack(
        [stations + x, lift - 0.06 - 0.02 * reach, sides * (0.88 + 0.13 * np.clip(lift, 0, 1))], -1
    )
    tilt = np.stack(
        [0.16 - effort * 0.50 * reach, np.ones(len(sides)), -sides * (0.20 + 0.10 * np.clip(lift, 0, 1))], -1
    )
    grip = tip + PADDLE * tilt / _length(tilt)
    lean = 0.14 + effort * (0.66 + vary[1]) * reach
    return tip.astype(np.float32), grip.astype(np.float32), lean, effort * 0.36 * (reach - 0.35)


def _drummers(strokes: Numbers, effort: float) -> tuple[Frames, Reach, Frames]:
    """They face their crews; the right hand strikes on the beat, the left on the half beat."""
    many = len(strokes)
    swing = np.stack([strokes % 1.0, (strokes + 0.5) % 1.0], 1)
    high = (effort * np.sin(np.pi * swing**1.7) * np.array([0.42, 0.30])).ravel()
    torso = (
        turn(np.full(many, np.pi), -0.22 + 0.12 * high[::2], np.zeros(many)),
        np.array([DRUMMER] * many, np.float32),
    )
    side = np.tile([-1.0, 1.0], many)
    level = np.full(2 * many, 0.02)
    skin = np.array(DRUM) + np.stack([level, level, side * 0.11], -1)
    raised = np.stack([0.10 * high, high, side * 0.10 * high], -1)
    hand = skin + np.array([0.30, 0.14, 0.0]) + np.stack([0 * side, 0 * side, side * 0.12], -1) + raised
    reach = (_shoulders(torso, -side), hand, np.stack([25 * level, -25 * level, side], -1))
    way = skin + raised * [1.6, 1.75, 1.0] - hand
    sticks: Frames = (_facing(way, np.array([0, 0, 1.0])), hand.astype(np.float32))
    return torso, reach, sticks


def _steersmen(strokes: Numbers) -> tuple[Frames, Reach]:
    """They stand at the stern with both hands on the long oar."""
    many = len(strokes)
    sway = 0.06 * np.sin(strokes * 0.9)
    torso = (
        turn(np.full(many, 0.35), np.full(many, -0.12), 0.04 + sway),
        np.array([STEERSMAN] * many, np.float32),
    )
    side = np.tile([1.0, -1.0], many)
    oars = [steering_oar(float(stroke)) for stroke in strokes]
    hand = np.concatenate([start + way * np.array([[0.62], [0.10]]) for start, way in oars])
    pole = np.stack([np.full(2 * many, -0.3), np.full(2 * many, -0.8), side], -1)
    return torso, (_shoulders(torso, side), hand, pole)


def _shoulders(torsos: Frames, side: Numbers) -> Numbers:
    """Both shoulders of each torso, on the sides given one after another."""
    own = np.stack([np.zeros(len(side)), np.full(len(side), SHOULDER[1]), side * SHOULDER[2]], -1)
    return _joint((np.repeat(torsos[0], 2, 0), np.repeat(torsos[1], 2, 0)), own)


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
    made = np.empty((len(x), 3, 3), np.float32)
    made[:, :, 0], made[:, :, 1], made[:, :, 2] = x, _cross(z, x), z
    return made


def _length(vectors: Numbers) -> Numbers:
    """Lengths (n, 1)."""
    return np.asarray(np.sqrt((vectors * vectors).sum(-1, keepdims=True)))


def _cross(a: Numbers, b: Numbers) -> Numbers:
    """The cross product of (n, 3) vectors, without numpy's generality: this runs every frame."""
    ax, ay, az = a[:, 0], a[:, 1], a[:, 2]
    bx, by, bz = b[:, 0], b[:, 1], b[:, 2]
    made = np.empty(a.shape, np.result_type(a, b))
    made[:, 0], made[:, 1], made[:, 2] = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
    return made


def _joint(frames: Frames, offset: Numbers) -> Numbers:
    rotation, origin = frames
    return np.asarray(origin + np.einsum("nij,nj->ni", rotation, offset), np.float32)


def _heads(torsos: Frames, strokes: Numbers, seeds: Sequence[int]) -> Frames:
    """Heads ride on the torsos but look ahead: only a part of the lean reaches them."""
    rotation, _ = torsos
    count = len(rotation) // len(seeds)
    place = _joint(torsos, np.tile(np.array(NECK), (len(rotation), 1)))
    glances = np.stack([_glances(seed, count) for seed in seeds])
    glance = (glances + 0.05 * np.sin(strokes[:, None] * 1.3 + np.arange(count))).ravel()
    forward = rotation[:, :, 0] * [1, 0, 1]
    yaw = np.arctan2(-forward[:, 2], forward[:, 0]) + glance
    lean = np.arcsin(np.clip(rotation[:, 1, 0], -1, 1))
    return turn(yaw, lean * 0.35 + 0.02, np.zeros(len(rotation))), place


def _stack(*parts: Frames) -> Frames:
    return (
        np.concatenate([rotation for rotation, _ in parts]).astype(np.float32),
        np.concatenate([origin for _, origin in parts]).astype(np.float32),
    )
