"""A pose by its ends: hips, chest, head, hands and feet; inverse kinematics finds the joints between."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yingxi.art.bodies.body import SIDES, SIGN, Body, Limb, load_body
from yingxi.art.bodies.rotations import Numbers, about, between, cross, frame, straight, swing, turned, unit

_ARM_POLE = np.array([-0.80, -0.60, 0.30])
"""Where elbows point (forward, up, outward), in the axes of the chest."""
_SPREAD, _CURLED = 0.06, 1.0
_LID_UPPER, _LID_LOWER, _JAW = 0.50, 0.10, 0.30
"""Radians by which lids turn to close, and by which a jaw falls open."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Pose:
    """Where the ends of a body are, in the person's own axes (x forward, y up, z right), z outward for hands.

    pelvis: metres, for a body with hips at 0.987 m. hips, chest (added to it), head: yaw, pitch, roll.
    left_hand, right_hand: arm lengths from the shoulder, in the chest's axes, z outward.
    left_foot, right_foot: sole x, y, z in metres, yaw, and lift of the heel in radians.
    grip: direction of what the right hand holds, in the chest's axes (zeros: as the hand lies).
    curl: how closed the left and right hand are, 0-1. elbows: how far they are raised, 0-1.
    gaze: yaw and pitch of the eyes in the head. lids: how closed, 0-1. jaw: how open, 0-1.
    """

    pelvis: ArrayLike = (-0.02, 0.965, 0.0)
    hips: ArrayLike = (0.0, 0.0, 0.0)
    chest: ArrayLike = (0.0, 0.0, 0.0)
    head: ArrayLike = (0.0, -0.04, 0.0)
    left_hand: ArrayLike = (0.07, -0.980, 0.085)
    right_hand: ArrayLike = (0.07, -0.980, 0.085)
    left_foot: ArrayLike = (0.0, 0.0, -0.11, 0.16, 0.0)
    right_foot: ArrayLike = (0.0, 0.0, 0.11, -0.16, 0.0)
    grip: ArrayLike = (0.0, 0.0, 0.0)
    curl: ArrayLike = (0.24, 0.24)
    elbows: ArrayLike = (0.0, 0.0)
    gaze: ArrayLike = (0.0, 0.0)
    lids: ArrayLike = (0.0,)
    jaw: ArrayLike = (0.0,)

    def row(self) -> Numbers:
        """All numbers in one row, for interpolation."""
        return np.concatenate([np.asarray(getattr(self, f.name), float) for f in fields(self)])


_WIDTHS = {field.name: len(np.asarray(field.default)) for field in fields(Pose)}
_ENDS = np.cumsum(list(_WIDTHS.values()))[:-1]
STANDING = Pose()


def pose_of(row: Numbers) -> Pose:
    """A pose from a row made by `Pose.row`."""
    return Pose(**dict(zip(_WIDTHS, np.split(row, _ENDS), strict=True)))


def mix(first: Pose, second: Pose, share: float) -> Pose:
    """Between two poses; 0 gives the first."""
    if share <= 0.0:
        return first
    return second if share >= 1.0 else pose_of(first.row() * (1.0 - share) + second.row() * share)


def added(pose: Pose, **parts: ArrayLike) -> Pose:
    """The pose with numbers added to some of its parts."""
    changed = {name: np.asarray(getattr(pose, name), float) + np.asarray(v) for name, v in parts.items()}
    return replace(pose, **changed)


def bone_transforms(body: Body, pose: Pose) -> NDArray[np.float32]:
    """Rest to posed, for every bone (bones, 3, 4), in metres in the person's own axes."""
    turns, root = _turns(body, pose)
    heads = np.zeros_like(body.heads)
    heads[0] = root
    rest, parents = body.heads, body.parents
    for bone in range(1, len(heads)):
        parent = parents[bone]
        heads[bone] = heads[parent] + turns[parent] @ (rest[bone] - rest[parent])
    transforms = np.empty((len(heads), 3, 4), np.float32)
    transforms[:, :, :3] = turns
    transforms[:, :, 3] = heads - np.einsum("bij,bj->bi", turns, rest)
    return transforms


def _turns(body: Body, pose: Pose) -> tuple[Numbers, Numbers]:
    """Turn of every bone (bones, 3, 3) and the place of the root."""
    scale = body.scale
    root = np.asarray(pose.pelvis, float) * scale
    hips = turned(*np.asarray(pose.hips))
    chest = hips @ turned(*np.asarray(pose.chest))
    belly = between(hips, chest)
    yaw, pitch, roll = np.asarray(pose.head)
    head = turned(yaw + 0.5 * float(np.asarray(pose.hips)[0]), pitch, roll)
    turns = np.tile(hips, (len(body.bones), 1, 1))
    index = body.index
    for name, turn in (
        ("spine04", belly),
        ("spine02", chest),
        ("neck01", between(chest, head)),
        ("head", head),
    ):
        turns[index[name]] = turn
    _place_face(body, turns, head, pose)
    low = root + hips @ (body.head("spine04") - body.heads[0])
    high = low + belly @ (body.head("spine02") - body.head("spine04"))
    for side, hand, foot, raised, curl in zip(
        SIDES,
        (pose.left_hand, pose.right_hand),
        (pose.left_foot, pose.right_foot),
        np.asarray(pose.elbows),
        np.asarray(pose.curl),
        strict=True,
    ):
        _place_arm(body, turns, side, chest, high, np.asarray(hand, float), float(raised))
        _place_leg(body, turns, side, hips, root, np.asarray(foot, float))
        _place_fingers(body, turns, side, float(curl))
    return turns, root


def _place_face(body: Body, turns: Numbers, head: Numbers, pose: Pose) -> None:
    """Eyes in the head, upper lids that ride on them and close, and the jaw."""
    index = body.index
    yaw, pitch = np.asarray(pose.gaze, float)
    closed = float(np.asarray(pose.lids)[0])
    eye = head @ turned(yaw, pitch, 0.0)
    upper = head @ about((0, 0, 1), (1.0 - closed) * 0.55 * pitch - _LID_UPPER * closed)
    lower = head @ about((0, 0, 1), 0.25 * pitch * (1.0 - closed) + _LID_LOWER * closed)
    for side in SIDES:
        turns[index[f"eye.{side}"]] = eye
        turns[index[f"lid.{side}"]] = upper
        turns[index[f"under.{side}"]] = lower
    turns[index["jaw"]] = head @ about((0, 0, 1), -_JAW * float(np.asarray(pose.jaw)[0]))


def _place_arm(
    body: Body, turns: Numbers, side: str, chest: Numbers, high: Numbers, hand: Numbers, raised: float
) -> None:
    index, sign, limb = body.index, SIGN[side], body.arms[side]
    reach = sum(limb.long)
    out = hand * np.array([1.0, 1.0, sign])
    lift = min(max(0.42 * hand[1] + 0.1, -0.05), 0.45)
    ahead = 0.22 * min(max(hand[0], -0.6), 0.9)
    collar = chest @ about((1, 0, 0), -sign * lift) @ about((0, 1, 0), sign * ahead)
    turns[index[f"clavicle.{side}"]] = collar
    socket = high + chest @ (body.head(f"clavicle.{side}") - body.head("spine02"))
    shoulder = socket + collar @ (body.head(f"upperarm01.{side}") - body.head(f"clavicle.{side}"))
    rest = high + chest @ (body.head(f"upperarm01.{side}") - body.head("spine02"))
    pole = _ARM_POLE * np.array([1.0, 1.0 - raised, sign]) + np.array(
        [0.0, 0.5 * raised, 0.6 * sign * raised]
    )
    goal = rest + chest @ (out * reach)
    upper, lower = _bend(limb, shoulder, goal, chest @ pole)
    turns[index[f"upperarm01.{side}"]] = upper
    turns[index[f"lowerarm01.{side}"]] = lower
    # Palms lie toward the thighs when an arm hangs.
    hanging = min(max(-0.4 - hand[1], 0.0), 0.5) / 0.5
    turns[index[f"wrist.{side}"]] = about(lower @ limb.lower, 0.95 * sign * hanging) @ lower


def _place_leg(body: Body, turns: Numbers, side: str, hips: Numbers, root: Numbers, foot: Numbers) -> None:
    index = body.index
    scale = body.scale
    facing = about((0, 1, 0), foot[3])
    tilt = about((0, 0, 1), -foot[4])
    ankle_rest, toe_rest = body.head(f"foot.{side}"), body.head(f"toe1-1.{side}")
    # The heel rises about the ball of the foot, which stays where it is.
    ball = (toe_rest - ankle_rest) * np.array([1.0, 0.0, 0.0]) + np.array([0.0, -ankle_rest[1], 0.0])
    about_ball = ball - tilt @ ball if foot[4] > 0 else np.zeros(3)
    ankle = foot[:3] * scale + np.array([0.0, ankle_rest[1], 0.0]) + facing @ about_ball
    hip = root + hips @ (body.head(f"upperleg01.{side}") - body.heads[0])
    pole = facing @ np.array([1.0, 0.1, 0.0]) + 0.2 * hips[:, 0]
    upper, lower = _bend(body.legs[side], hip, ankle, pole)
    turns[index[f"upperleg01.{side}"]] = upper
    turns[index[f"lowerleg01.{side}"]] = lower
    turns[index[f"foot.{side}"]] = facing @ tilt
    turns[index[f"toe1-1.{side}"]] = facing @ (tilt if foot[4] < 0 else about((0, 0, 1), -0.25 * foot[4]))


def _bend(limb: Limb, start: Numbers, goal: Numbers, pole: Numbers) -> tuple[Numbers, Numbers]:
    """Turns of both halves of a limb from `start` so that it ends at `goal` or points there."""
    way = goal - start
    first, second = limb.long
    distance = float(np.linalg.norm(way))
    along = way / max(distance, 1e-6)
    distance = min(max(distance, abs(first - second) + 0.02), 0.997 * (first + second))
    out = straight(pole - along * float(along @ pole))
    ahead = (first * first - second * second + distance * distance) / (2.0 * distance)
    aside = math.sqrt(max(first * first - ahead * ahead, 0.0))
    joint = along * ahead + out * aside
    hinge = cross(out, along)
    upper = frame(joint, hinge) @ frame(limb.upper, limb.hinge).T
    lower = frame(along * distance - joint, hinge) @ frame(limb.lower, limb.hinge).T
    return upper, lower


def _place_fingers(body: Body, turns: Numbers, side: str, curl: float) -> None:
    wrist = turns[body.index[f"wrist.{side}"]]
    numbers, bent = _fingers(body.name, side, round(min(max(curl, 0.0), 1.0) * 20) / 20)
    turns[list(numbers)] = wrist @ bent


@lru_cache(maxsize=256)
def _fingers(build: str, side: str, curl: float) -> tuple[tuple[int, ...], Numbers]:
    """Bone numbers of one hand's fingers and their turns relative to the wrist."""
    body = load_body(build)
    knuckles = unit(body.head(f"finger2-1.{side}") - body.head(f"finger5-1.{side}"))
    along = unit(body.head(f"finger3-2.{side}") - body.head(f"finger3-1.{side}"))
    sign = SIGN[side]
    closing = _SPREAD + (_CURLED - _SPREAD) * curl
    palm = unit(cross(knuckles, along))
    numbers, bent = [], []
    for finger in range(1, 6):
        together = _together(body, side, finger, along, palm)
        for joint in (1, 2, 3):
            numbers.append(body.index[f"finger{finger}-{joint}.{side}"])
            if finger == 1:
                turn = about(along, -(0.25 + 0.45 * closing) * sign) @ about(
                    knuckles, (0.25 + 0.3 * closing * joint) * sign
                )
                turn = _thumb_laid(body, side, turn, along, curl) @ turn
            else:
                # An easy hand closes from the little finger on.
                own = closing * (1.0 + (1.0 - curl) * (-0.35, -0.10, 0.12, 0.30)[finger - 2])
                turn = together @ about(knuckles, sign * own * (0.75, 1.75, 2.3)[joint - 1])
            bent.append(turn)
    return tuple(numbers), np.array(bent)


def _thumb_laid(body: Body, side: str, turn: Numbers, along: Numbers, curl: float) -> Numbers:
    """What lays the thumb of an easy hand beside the forefinger, and that of a fist over the fingers."""
    way = turn @ (body.head(f"finger1-3.{side}") - body.head(f"finger1-1.{side}"))
    knuckles = unit(body.head(f"finger2-1.{side}") - body.head(f"finger5-1.{side}"))
    inward = SIGN[side] * unit(cross(knuckles, along))
    beside = along + 0.30 * knuckles + 0.35 * unit(way)
    over = 0.75 * along + 0.62 * inward - 0.30 * knuckles
    return swing(way, beside * (1.0 - curl) + over * curl, 0.75 + 0.45 * curl)


def _together(body: Body, side: str, finger: int, along: Numbers, palm: Numbers) -> Numbers:
    """The turn in the palm that lays a spread finger nearly beside the middle one."""
    way = body.head(f"finger{finger}-2.{side}") - body.head(f"finger{finger}-1.{side}")
    flat = unit(way - palm * float(way @ palm))
    apart = math.atan2(float(cross(along, flat) @ palm), float(along @ flat))
    return about(palm, -0.75 * apart)


def held(body: Body, pose: Pose, transforms: NDArray[np.float32]) -> NDArray[np.float32]:
    """The transforms with the right hand turned so that what it holds lies along `pose.grip`."""
    grip = np.asarray(pose.grip, float)
    if float(np.abs(grip).sum()) < 1e-6:
        return transforms
    index = body.index
    wrist = index["wrist.R"]
    chest = transforms[index["spine02"], :, :3].astype(float)
    before = transforms[wrist].astype(float)
    natural = before[:, :3] @ grip_axis(body)
    wanted = straight(chest @ grip)
    turn = _turned_over(natural, wanted, before[:, :3] @ fist_axis(body))
    turn = swing(turn @ natural, wanted, 1.5) @ turn
    pivot = before[:, :3] @ body.head("wrist.R") + before[:, 3]
    changed = transforms.copy()
    hand = [n for n, name in enumerate(body.bones) if name == "wrist.R" or _is_finger(name, "R")]
    changed[hand, :, :3] = turn @ transforms[hand, :, :3]
    changed[hand, :, 3] = (turn @ (transforms[hand, :, 3] - pivot)[..., None])[..., 0] + pivot
    return changed


def _turned_over(natural: Numbers, wanted: Numbers, forearm: Numbers) -> Numbers:
    """The turn of a forearm about itself that helps a wrist which could not bend so far alone."""
    far = math.acos(min(max(float(natural @ wanted), -1.0), 1.0))
    share = min(max((far - 0.9) / 0.6, 0.0), 1.0)
    first, second = (way - forearm * float(way @ forearm) for way in (natural, wanted))
    angle = math.atan2(float(cross(first, second) @ forearm), float(first @ second))
    return about(forearm, angle * share * share * (3.0 - 2.0 * share))


def fist_axis(body: Body) -> Numbers:
    """Rest direction from the right wrist to its knuckles."""
    return unit(body.head("finger3-1.R") - body.head("wrist.R"))


def grip_axis(body: Body) -> Numbers:
    """Rest direction in which a stick in the right fist points (thumb side)."""
    return unit(body.head("finger2-1.R") - body.head("finger5-1.R"))


def _is_finger(name: str, side: str) -> bool:
    return name.startswith("finger") and name.endswith(f".{side}")


def poses_between(times: Sequence[float], poses: Sequence[Pose]) -> "PosePath":
    """Smooth motion through key poses at `times` seconds; held before the first and after the last."""
    from scipy.interpolate import PchipInterpolator

    rows = np.stack([pose.row() for pose in poses])
    return PosePath(float(times[0]), float(times[-1]), PchipInterpolator(np.asarray(times, float), rows))


class PosePath:
    """Poses over time, without overshoot between keys."""

    def __init__(self, start: float, end: float, curve: object) -> None:
        self.start, self.end, self.curve = start, end, curve

    def at(self, t: float) -> Pose:
        """The pose at `t` seconds."""
        row = self.curve(min(max(t, self.start), self.end))  # type: ignore[operator]
        return pose_of(np.asarray(row, float))
