"""How the camera moves before a photograph, as far as the photograph goes."""

from dataclasses import dataclass
from math import pi, sin

import numpy as np

from yingxi.engines.photo.framing import NEAR, Framing
from yingxi.engines.photo.pixels import Floats, Matrix
from yingxi.film import Shot

NOTHING = 1e-3
"""Pixels that rounding may put a corner beyond the edge."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pose:
    """Where the camera stands: `x` right, `y` down, `z` forward, and how far the view is turned.

    All in widths of the frame, at the subject's distance.
    """

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    pan: float = 0.0
    tilt: float = 0.0


def pose_at(shot: Shot, place: float, seconds: float, reach: float) -> Pose:
    """The camera at `place` 0-1 of a shot; `reach` 0-1 is how far of its move it may go."""
    way = eased(place) * 2 - 1
    far = reach * (0.75 + 0.05 * shot.energy)
    kind, _, side = shot.move.partition("_")
    sign = -1 if side in ("left", "up") else 1
    breath = 0.0016 * reach
    sway = (breath * sin(2 * pi * 0.11 * seconds), breath * sin(2 * pi * 0.073 * seconds + 1))
    match kind:
        case "pan":
            return Pose(pan=-0.09 * sign * way * far)
        case "tilt":
            return Pose(tilt=-0.07 * sign * way * far)
        case "push" | "pull":
            return Pose(z=0.16 * far * (eased(place) if kind == "push" else 1 - eased(place)))
        case "truck" | "track":
            return Pose(x=0.045 * sign * way * far)
        case "crane":
            return Pose(y=0.045 * sign * way * far, z=0.04 * far * eased(place))
        case "orbit":
            return Pose(x=0.085 * sign * way * far, pan=0.085 * sign * way * far / NEAR)
        case "aerial":
            return Pose(y=-0.035 * way * far, z=0.09 * far * eased(place))
        case "handheld":
            return Pose(
                x=4 * sway[0] + 0.003 * far * sin(2 * pi * 0.9 * seconds), y=4 * sway[1], z=0.03 * far
            )
        case _:
            return Pose(x=sway[0], y=sway[1], z=0.03 * far * eased(place))


def eased(place: float) -> float:
    """Even in the middle, soft at both ends."""
    inside = min(max(place, 0.0), 1.0)
    return place if place != inside else 0.5 * inside + 0.5 * inside * inside * (3 - 2 * inside)


def seen_from(pose: Pose, framing: Framing, points: Floats, inverse_depth: Floats) -> Floats:
    """Where points of the photograph (n, 2) at these inverse depths (n,) are in the frame, in its pixels."""
    width, height = framing.size
    flat = (points - np.array(framing.centre)) * framing.scale / width
    depth = 1 / inverse_depth[:, None]
    moved = (flat * depth - np.array([pose.x, pose.y])) / (depth - pose.z) + np.array([pose.pan, pose.tilt])
    return np.asarray(moved * width + np.array([width / 2, height / 2]))


def corners(shape: tuple[int, ...]) -> Floats:
    """The corners of a photograph of (h, w), around from the upper left."""
    height, width = shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)


def way_back(pose: Pose, framing: Framing, shape: tuple[int, ...], layer: str) -> Matrix:
    """The 3x3 homography from frame pixels to the photograph's, for the layer `front` or `back`."""
    photo = corners(shape)
    rows = photo[:, 1] / shape[0]
    depth = framing.level + framing.slope * rows if layer == "back" else np.full(4, 1 / NEAR)
    return homography(seen_from(pose, framing, photo, depth), photo)


def homography(source: Floats, target: Floats) -> Matrix:
    """The 3x3 matrix that takes four points to four others."""
    lines = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        lines.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        lines.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    found = np.linalg.solve(np.array(lines, np.float64), target.reshape(-1).astype(np.float64))
    return np.append(found, 1.0).reshape(3, 3)


def apply(matrix: Matrix, points: Floats) -> Floats:
    """Points (n, 2) taken by a homography."""
    whole = points @ matrix[:, :2].T + matrix[:, 2]
    return np.asarray(whole[:, :2] / whole[:, 2:])


def reach_of(shot: Shot, framing: Framing, shape: tuple[int, ...], seconds: float) -> float:
    """How far of its move (0-1) the camera may go without seeing over the photograph's edge."""
    low, high = 0.0, 1.0
    if stays_inside(shot, framing, shape, seconds, high):
        return high
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if stays_inside(shot, framing, shape, seconds, middle) else (low, middle)
    return low


def stays_inside(shot: Shot, framing: Framing, shape: tuple[int, ...], seconds: float, reach: float) -> bool:
    """Whether the whole frame shows photograph all the way through a shot."""
    width, height = framing.size
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    for place in np.linspace(-0.1, 1.1, 25):
        pose = pose_at(shot, float(place), float(place) * seconds, reach)
        back = apply(way_back(pose, framing, shape, "back"), frame)
        front = apply(way_back(pose, framing, shape, "front"), frame)
        if over_edge(back, shape, ("left", "top", "right", "bottom")) or over_edge(front, shape, framing.cut):
            return False
    return True


def over_edge(points: Floats, shape: tuple[int, ...], sides: tuple[str, ...]) -> bool:
    """Whether any point is beyond one of these sides of the photograph."""
    beyond = {
        "left": points[:, 0].min() < -NOTHING, "top": points[:, 1].min() < -NOTHING,
        "right": points[:, 0].max() > shape[1] + NOTHING, "bottom": points[:, 1].max() > shape[0] + NOTHING,
    }  # fmt: skip
    return any(bool(beyond[side]) for side in sides)
