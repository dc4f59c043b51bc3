"""Small rotation algebra: 3x3 matrices, radians, x forward, y up, z to the right of a person."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


def unit(vectors: ArrayLike) -> Numbers:
    """Vectors (..., 3) made one long."""
    values = np.asarray(vectors, float)
    return np.asarray(values / np.maximum(np.linalg.norm(values, axis=-1, keepdims=True), 1e-9))


def cross(first: Numbers, second: Numbers) -> Numbers:
    """Cross product of two single vectors; numpy's own is ten times as slow for three numbers."""
    a, b, c = first
    x, y, z = second
    return np.array([b * z - c * y, c * x - a * z, a * y - b * x])


def straight(vector: Numbers) -> Numbers:
    """One vector made one long; quicker than `unit` for a single one."""
    a, b, c = vector
    return np.asarray(vector / max(math.sqrt(a * a + b * b + c * c), 1e-9))


def about(axis: ArrayLike, angle: float) -> Numbers:
    """The turn by `angle` round an axis (right-handed)."""
    x, y, z = straight(np.asarray(axis, float))
    c, s = math.cos(angle), math.sin(angle)
    d = 1.0 - c
    return np.array(
        [
            [c + x * x * d, x * y * d - z * s, x * z * d + y * s],
            [y * x * d + z * s, c + y * y * d, y * z * d - x * s],
            [z * x * d - y * s, z * y * d + x * s, c + z * z * d],
        ]
    )


def turned(yaw: float, pitch: float, roll: float) -> Numbers:
    """Yaw (positive to the left), then pitch (positive leans back), then roll (positive to the right)."""
    cy, sy, cp, sp = math.cos(yaw), math.sin(yaw), math.cos(pitch), math.sin(pitch)
    cr, sr = math.cos(roll), math.sin(roll)
    about_y = np.array([[cy, 0.0, sy], [0.0, 1.0, 0.0], [-sy, 0.0, cy]])
    about_z = np.array([[cp, -sp, 0.0], [sp, cp, 0.0], [0.0, 0.0, 1.0]])
    about_x = np.array([[1.0, 0.0, 0.0], [0.0, cr, -sr], [0.0, sr, cr]])
    return np.asarray(about_y @ about_z @ about_x)


def frame(first: Numbers, second: Numbers) -> Numbers:
    """Columns: `first`, `second` made square to it, and their cross product."""
    a = straight(first)
    b = straight(second - a * float(a @ second))
    return np.array([a, b, cross(a, b)]).T


def between(start: Numbers, end: Numbers, share: float = 0.5) -> Numbers:
    """The turn a share of the way from one to the other."""
    relative = start.T @ end
    cosine = min(max((float(np.trace(relative)) - 1.0) / 2.0, -1.0), 1.0)
    angle = math.acos(cosine)
    if angle < 1e-5:
        return start
    axis = np.array(
        [
            relative[2, 1] - relative[1, 2],
            relative[0, 2] - relative[2, 0],
            relative[1, 0] - relative[0, 1],
        ]
    )
    return np.asarray(start @ about(axis, angle * share))


def swing(start: Numbers, end: Numbers, most: float = math.pi) -> Numbers:
    """The shortest turn that brings one direction onto another, at most `most` radians of it."""
    a, b = straight(start), straight(end)
    axis = cross(a, b)
    angle = math.atan2(float(np.linalg.norm(axis)), float(a @ b))
    if angle < 1e-4:
        return np.eye(3)
    return about(axis, min(angle, most))
