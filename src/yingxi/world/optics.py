"""A camera's geometry: from a pose in millimetres and metres to matrices, and points to pixels."""

from dataclasses import dataclass
from math import cos, sin

import numpy as np
from numpy.typing import NDArray

from yingxi.world.scene import CameraPose

Numbers = NDArray[np.float64]
GATE = 36.0
"""Width of the gate in mm; for pictures taller than wide it is the height, so a lens keeps its feeling."""
NEAR = 0.1


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """An orthonormal camera: `tangent` is tan of half the width and height angles."""

    eye: Numbers
    right: Numbers
    up: Numbers
    forward: Numbers
    tangent: tuple[float, float]

    @property
    def clip(self) -> Numbers:
        """World to clip space (4, 4), reverse-Z with an infinite far plane."""
        rows = np.stack([self.right / self.tangent[0], self.up / self.tangent[1], np.zeros(3), self.forward])
        matrix = np.zeros((4, 4))
        matrix[:, :3] = rows
        matrix[:, 3] = -rows @ self.eye
        matrix[2, 3] = NEAR
        return matrix

    @property
    def mirrored(self) -> "View":
        """The same camera below the water plane y = 0."""
        flip = np.array([1.0, -1.0, 1.0])
        return View(self.eye * flip, self.right * flip, self.up * flip, self.forward * flip, self.tangent)


def field_of_view(lens: float, size: tuple[int, int]) -> tuple[float, float]:
    """Tangents of half the angle across and up for a lens in mm and a picture size."""
    width, height = size
    long = GATE / 2 / lens
    if width >= height:
        return long, long * height / width
    return long * width / height, long


def view_of(pose: CameraPose, size: tuple[int, int]) -> View:
    """The view of a pose; raises nothing: a camera looking straight up or down keeps +z as its up."""
    eye = np.asarray(pose.position, float)
    forward = np.asarray(pose.target, float) - eye
    forward = forward / max(float(np.linalg.norm(forward)), 1e-9)
    world_up = (
        np.array([0.0, 1.0, 0.0]) if abs(forward[1]) < 0.9995 else np.array([0.0, 0.0, -np.sign(forward[1])])
    )
    right = np.cross(forward, world_up)
    right /= np.linalg.norm(right)
    up = np.cross(right, forward)
    if pose.roll:
        right, up = right * cos(pose.roll) + up * sin(pose.roll), up * cos(pose.roll) - right * sin(pose.roll)
    return View(eye, right, up, forward, field_of_view(pose.lens, size))


def project(pose: CameraPose, size: tuple[int, int], points: Numbers) -> Numbers:
    """Pixels x, y and metres along the lens (< 0 behind it), (n, 3), of world points (n, 3)."""
    view = view_of(pose, size)
    relative = np.asarray(points, float).reshape(-1, 3) - view.eye
    depth = relative @ view.forward
    safe = np.where(np.abs(depth) < 1e-9, 1e-9, depth)
    x = relative @ view.right / safe / view.tangent[0]
    y = relative @ view.up / safe / view.tangent[1]
    return np.stack([(x * 0.5 + 0.5) * size[0], (0.5 - y * 0.5) * size[1], depth], axis=1)


def in_frame(
    pose: CameraPose, size: tuple[int, int], points: Numbers, margin: float = 0.0
) -> NDArray[np.bool_]:
    """Which points (n, 3) lie in the picture, `margin` (a share of each side) kept free."""
    seen = project(pose, size, points)
    share = seen[:, :2] / np.array(size, float)
    inside: NDArray[np.bool_] = ((share >= margin) & (share <= 1 - margin)).all(axis=1) & (seen[:, 2] > NEAR)
    return inside


def circle_of_confusion(pose: CameraPose, width: int) -> float:
    """Diameter in pixels of the blur of a point infinitely far away, 0 when all is sharp (thin lens)."""
    if pose.aperture <= 0 or pose.focus <= 0:
        return 0.0
    focus_mm = max(pose.focus * 1000.0, pose.lens * 1.5)
    blur_mm = pose.lens * pose.lens / (pose.aperture * (focus_mm - pose.lens))
    return blur_mm / GATE * width
