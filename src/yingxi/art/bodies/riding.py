"""Riding: a body that sits on what carries it, its hands on reins or bars, its feet in stirrups or pedals."""

from dataclasses import replace

import numpy as np

from yingxi.art.asset import CallSheet, Path
from yingxi.art.bodies.body import SIDES, SIGN, Body, load_body
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.gait import Stride
from yingxi.art.bodies.journey import follow
from yingxi.art.bodies.person import STEPPING_IN, Person, Role
from yingxi.art.bodies.pose import STANDING, Pose
from yingxi.art.bodies.rotations import Numbers, between, turned
from yingxi.art.bodies.strands import Floats
from yingxi.art.seat import Seat, Seated, carried
from yingxi.world.cloth import SETTLE, Capsules, Footing
from yingxi.world.scene import Array

HIPS_OVER = np.array([-0.06, 0.105, 0.0])
"""Metres from where one sits to the root of the spine, for a body of scale 1."""
HEADWIND = 0.35
"""Share of a rider's speed that is felt as wind besides what the cloth itself lags behind."""
CHARGING = 0.3
"""Lean from which a rider is at the charge: spears come down, swords go up."""
_BEARING = {
    ("spear", False): ((0.40, -0.52, 0.24), (0.10, 1.0, 0.06)),
    ("spear", True): ((0.30, -0.56, 0.26), (1.0, 0.62, -0.04)),
    ("sword", False): ((0.42, -0.55, 0.26), (0.75, 0.66, 0.10)),
    ("sword", True): ((0.42, 0.60, 0.30), (0.55, 0.85, 0.05)),
    ("staff", False): ((0.40, -0.52, 0.24), (0.10, 1.0, 0.06)),
    ("staff", True): ((0.42, 0.10, 0.36), (0.90, 0.30, 0.06)),
}
"""Right hand (arm lengths from the shoulder) and way of what it bears, at ease and at the charge."""


def astride(seat: Seat, body: Body, bears: str = "") -> Pose:
    """The pose of a body on a seat; the right hand bears a spear, sword or staff where one hand steers."""
    scale = body.scale
    root = np.asarray(seat.saddle, float) + HIPS_OVER * scale
    hips = (0.0, 0.6 * seat.pitch - 0.45 * seat.lean, 0.7 * seat.roll)
    chest = (0.0, -0.3 * seat.pitch - 0.55 * seat.lean, -0.5 * seat.roll)
    feet = [
        (*(np.asarray(sole, float) / scale), -SIGN[side] * seat.toes, -seat.heels)
        for side, sole in zip(SIDES, seat.feet, strict=True)
    ]
    hands = [
        _hand(body, side, root, hips, chest, np.asarray(wrist, float))
        for side, wrist in zip(SIDES, seat.hands, strict=True)
    ]
    pose = Pose(
        pelvis=root / scale,
        hips=hips,
        chest=chest,
        head=(0.0, -0.06 - 0.15 * seat.lean, 0.0),
        left_hand=hands[0],
        right_hand=hands[1],
        left_foot=feet[0],
        right_foot=feet[1],
        curl=(0.9, 0.9),
    )
    bearing = _BEARING.get((bears, seat.lean > CHARGING)) if seat.free else None
    return pose if bearing is None else replace(pose, right_hand=bearing[0], grip=bearing[1], curl=(0.9, 1.0))


def _hand(
    body: Body,
    side: str,
    root: Numbers,
    hips: tuple[float, float, float],
    chest: tuple[float, float, float],
    wrist: Numbers,
) -> Numbers:
    """Where a wrist is from its shoulder, as a pose says it: in arm lengths, in the axes of the chest."""
    low = turned(*hips)
    high = low @ turned(*chest)
    belly = root + low @ (body.head("spine04") - body.heads[0])
    breast = belly + between(low, high) @ (body.head("spine02") - body.head("spine04"))
    shoulder = breast + high @ (body.head(f"upperarm01.{side}") - body.head("spine02"))
    away = high.T @ (wrist - shoulder) / sum(body.arms[side].long)
    return np.asarray(away * np.array([1.0, 1.0, SIGN[side]]))


class Rider(Person):
    """A person whose place, pose and cloth go with a seat."""

    seat: Seated

    def seated(self, seat: Seated) -> "Rider":
        """The same rider on a seat."""
        self.seat = seat
        return self

    def placed(self, t: float) -> tuple[Floats, Floats]:
        """Turn and place of the mount's axes, which the pose is given in."""
        seat = self.seat(t)
        return np.asarray(seat.turn, np.float32), np.asarray(seat.place, np.float32)

    def before(self, t: float) -> Pose:
        """Upright over the saddle, so that robes fall round the mount and not into it."""
        seat, scale = self.seat(t), self.figure.body.scale
        root = np.asarray(seat.saddle, float) + HIPS_OVER * scale
        up = np.array([0.0, root[1] / scale - 0.965, 0.0, 0.0, 0.0])
        return replace(
            STANDING,
            pelvis=root / scale,
            left_foot=np.asarray(STANDING.left_foot) + up,
            right_foot=np.asarray(STANDING.right_foot) + up,
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the rider, metres."""
        seat, high = self.seat(t), self.figure.body.height
        middle = carried(seat, seat.saddle)
        half = np.array([0.30 * high, 0.0, 0.30 * high], np.float32)
        foot = min(float(carried(seat, seat.feet)[:, 1].min()), float(middle[1])) - float(middle[1])
        low = middle - half + np.array([0.0, foot, 0.0], np.float32)
        return low, middle + half + np.array([0.0, 0.56 * high, 0.0], np.float32)

    def _footing(self, t: float) -> Footing:
        """The body's bars and the mount's back, which swells under the robes as they are put on."""
        own, seat = super()._footing(t), self.seat(t)
        if seat.girth <= 0.0:
            return replace(own, floor=own.floor - 0.2)
        ends = carried(seat, seat.back)
        grown = np.float32(seat.girth * min(max((t + SETTLE) / STEPPING_IN, 0.02), 1.0))
        bars = Capsules(
            start=np.concatenate([own.bars.start, ends[:1]]),
            end=np.concatenate([own.bars.end, ends[1:]]),
            first=np.append(own.bars.first, grown).astype(np.float32),
            last=np.append(own.bars.last, grown).astype(np.float32),
        )
        return replace(own, bars=bars)


def headwind(wind: tuple[float, float, float], path: Path) -> tuple[float, float, float]:
    """The wind that robes of a rider feel: cloth is carried along with its wearer by more than half."""
    gone = (np.asarray(path.position(0.5), float) - np.asarray(path.position(0.0), float)) / 0.5
    x, y, z = np.asarray(wind) - HEADWIND * gone
    return float(x), float(y), float(z)


def riding_role(sheet: CallSheet, seat: Seated, dress: Dress, path: Path) -> Role:
    """The role of one who rides: no steps, no shade of feet; the seat decides the pose."""
    body = load_body(dress.build)
    bears = next((name for name in ("spear", "sword", "staff") if name in dress.extras), "")
    return Role(
        journey=follow(path, sheet.duration),
        motion=lambda t: astride(seat(t), body, bears),
        stride=Stride(long=1.2),
        steps=False,
        grounded=False,
    )
