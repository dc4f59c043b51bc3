"""Where blades are, and how far apart two must stand so that theirs cross; sparks where they do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from yingxi.art.bodies.body import Body, load_body
from yingxi.art.bodies.duel_poses import BLOWS
from yingxi.art.bodies.pose import Pose, added, bone_transforms, held
from yingxi.art.bodies.props_held import palm
from yingxi.art.bodies.rotations import Numbers, unit
from yingxi.art.bodies.strands import Floats
from yingxi.art.duel import Contact

_ON: Mapping[str, float] = {"lock": 0.30}
"""Metres along a sword, from the fist, at which it is struck, where not as usual."""
STRUCK = 0.55
_TRIES = 32


@dataclass(frozen=True, eq=False, kw_only=True)
class Meeting:
    """Two whose blades cross: metres apart, metres of the second to the first's right, and both poses."""

    apart: float
    aside: float
    poses: tuple[Pose, Pose]


@lru_cache(maxsize=64)
def meeting(first: str, second: str) -> Meeting:
    """How two stand and hold their swords when blades of these two blows cross.

    The first is a man and the second a woman, face to face. The first strikes as its blow is drawn; the
    second holds its own as high as it is struck, and they stand so that both blades pass through one point.
    """
    blow, answer = BLOWS[first], BLOWS[second]
    struck = np.array(blow.fist) + unit(blow.way) * _ON.get(first, STRUCK)
    fist = np.array(answer.fist)
    way = unit(answer.way)
    on = _ON.get(second, STRUCK)
    fist[1] = struck[1] - way[1] * on
    other = fist + way * on
    poses = _holding("man", first, tuple(blow.fist)), _holding("woman", second, tuple(fist))
    return Meeting(apart=float(struck[0] + other[0]), aside=float(struck[2] + other[2]), poses=poses)


def met_at(contact: Contact) -> tuple[float, float]:
    """How far apart and aside two stand when their blades meet."""
    found = meeting(contact.first, contact.second)
    return found.apart, found.aside


def _holding(build: str, blow: str, fist: tuple[float, ...]) -> Pose:
    """The pose of a blow with the right fist at a place (own axes, metres) and the blade along its way."""
    body, pose = load_body(build), BLOWS[blow].pose
    way, reach = unit(BLOWS[blow].way), sum(body.arms["R"].long)
    for _ in range(_TRIES):
        transforms = bone_transforms(body, pose)
        chest = transforms[body.index["spine02"], :, :3].astype(float)
        pose = replace(pose, grip=tuple(chest.T @ way))
        at, _ = blade(body, held(body, pose, transforms))
        pose = added(pose, right_hand=0.55 * chest.T @ (np.array(fist) - at) / reach)
    return pose


def blade(body: Body, transforms: Floats) -> tuple[Numbers, Numbers]:
    """The palm of the right fist and the way (unit) its blade points, in the person's own axes."""
    at, along, _ = palm(body)
    wrist = transforms[body.index["wrist.R"]].astype(float)
    return wrist[:, :3] @ at + wrist[:, 3], wrist[:, :3] @ along


SPARKS = 34
LASTING = 0.55
"""Seconds that sparks are seen."""


def sparks(t: float, at: Numbers, seed: int) -> Floats:
    """Sparks (n, 12) as in Moment.glows, `t` seconds after blades met at a place; none before or later."""
    if not 0.0 <= t < LASTING:
        return np.zeros((0, 12), np.float32)
    dice = np.random.default_rng(seed)
    way = dice.normal(0.0, 1.0, (SPARKS, 3)) + np.array([0.0, 0.7, 0.0])
    speed = way / np.linalg.norm(way, axis=1, keepdims=True) * dice.gamma(2.2, 1.5, (SPARKS, 1))
    life = dice.uniform(0.15, LASTING, SPARKS)
    left = np.clip(1.0 - t / life, 0.0, 1.0)
    rows = np.zeros((SPARKS + 1, 12), np.float32)
    slowed = (1.0 - np.exp(-3.0 * t)) / 3.0
    rows[1:, :3] = at + speed * slowed + np.array([0.0, -4.0, 0.0]) * t * t
    rows[1:, 3] = 0.007
    rows[1:, 4:7] = np.array([16.0, 8.5, 2.6]) * (left**1.5)[:, None]
    rows[1:, 7] = 0.3
    rows[1:, 8:11] = speed * np.exp(-3.0 * t) + np.array([0.0, -8.0, 0.0]) * t
    # The flash of the first few frames.
    rows[0, :3], rows[0, 3], rows[0, 7] = at, 0.16, 1.0
    rows[0, 4:7] = np.array([3.0, 2.4, 1.6]) * max(1.0 - t / 0.13, 0.0) ** 2
    return np.asarray(rows[np.concatenate([[t < 0.13], left > 0.0])])
