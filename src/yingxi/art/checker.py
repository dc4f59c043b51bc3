"""Look at a shot before it is rendered: is its subject in the frame, large enough, not hidden."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from yingxi.art.checker_rays import below_ground, blocked_share, enclosed
from yingxi.art.framing_sizes import share_of
from yingxi.film.terms import Language, ShotSize
from yingxi.world.optics import project
from yingxi.world.scene import Array, CameraPose, World

Corners = Callable[[float], tuple[Array | NDArray[np.float64], Array | NDArray[np.float64]]]
"""Seconds -> the corners (low, high) in metres of the box that the camera serves, as Actor.bounds."""

LOOSE_SIZES = ("ews", "ws", "fs")
"""Sizes at which the whole subject must be in the frame."""
LEAST_INSIDE, LEAST_INSIDE_TIGHT = 0.86, 0.22
"""Share of the subject's box that must be in the frame, for loose and for tight sizes."""
MOST_HIDDEN = 0.55

BLIND = frozenset({"behind", "enclosed", "underground"})
"""Faults that no intention excuses."""

_SAID: dict[str, tuple[str, str]] = {
    "behind": ("主体在镜头背后", "the subject is behind the camera"),
    "clipped": ("主体出画", "the subject is cut by the frame"),
    "tiny": ("主体太小", "the subject is too small"),
    "hidden": ("主体被遮挡", "the subject is hidden"),
    "enclosed": ("机位在物体里面", "the camera stands inside something"),
    "underground": ("机位低于地面或水面", "the camera is under ground or water"),
}


def check_shot(
    world: World,
    served: Corners | None,
    size: ShotSize,
    duration: float,
    frame: tuple[int, int],
    upright: bool = False,
) -> tuple[str, ...]:
    """What is wrong with a shot's camera, as codes of `say`; empty when nothing is.

    Looks at the first, middle and last moment by projection and rays only; nothing is rendered.
    """
    times = (0.0, 0.5 * duration, duration)
    wrong: dict[str, None] = {}
    for t in times:
        pose = world.camera(t)
        for code in _camera_faults(world, pose, mid=t == times[1]):
            wrong[code] = None
        if served is not None:
            for code in _subject_faults(world, served, pose, size, t, frame, upright):
                wrong[code] = None
    return tuple(wrong)


def say(codes: Sequence[str], language: Language) -> str:
    """The faults in plain words."""
    return (
        "、".join(_SAID[c][0] for c in codes) if language == "zh" else ", ".join(_SAID[c][1] for c in codes)
    )


def _camera_faults(world: World, pose: CameraPose, mid: bool) -> list[str]:
    eye = np.asarray(pose.position, float)
    faults = []
    if world.ground is not None:
        height = world.ground(np.array([eye[0]], np.float32), np.array([eye[2]], np.float32))
        if float(np.asarray(height).reshape(-1)[0]) + 0.1 > eye[1]:
            faults.append("underground")
    if mid and enclosed(world.models, world.statics, eye):
        faults.append("enclosed")
    return faults


def _subject_faults(
    world: World,
    served: Corners,
    pose: CameraPose,
    size: ShotSize,
    t: float,
    frame: tuple[int, int],
    upright: bool,
) -> list[str]:
    corners = box_corners(served, t)
    seen = project(pose, frame, corners)
    if (seen[:, 2] < 0.1).any():
        return ["behind"]
    inside, share = _coverage(seen[:, :2], frame)
    faults = []
    if inside < (LEAST_INSIDE if size in LOOSE_SIZES else LEAST_INSIDE_TIGHT):
        faults.append("clipped")
    if share < 0.45 * min(share_of(size, upright), 0.6):
        faults.append("tiny")
    if _hidden(world, pose, corners) > MOST_HIDDEN:
        faults.append("hidden")
    return faults


def presence(world: World, served: Corners, t: float, frame: tuple[int, int]) -> tuple[float, float, float]:
    """How much of the subject is in the frame, its larger side as a share of the frame's, how much is hidden.

    Zeros for a subject behind the camera.
    """
    pose, corners = world.camera(t), box_corners(served, t)
    seen = project(pose, frame, corners)
    if (seen[:, 2] < 0.1).any():
        return 0.0, 0.0, 1.0
    return (*_coverage(seen[:, :2], frame), _hidden(world, pose, corners))


def box_corners(served: Corners, t: float) -> NDArray[np.float64]:
    """The eight corners (8, 3) of a box at `t`."""
    low, high = (np.asarray(corner, float) for corner in served(t))
    picks = np.array([[i, j, k] for i in (0, 1) for j in (0, 1) for k in (0, 1)])
    return np.asarray(np.where(picks == 0, low, high))


def _coverage(pixels: NDArray[np.float64], frame: tuple[int, int]) -> tuple[float, float]:
    """Share of the projected box inside the frame, and its larger side as a share of the frame's side."""
    low, high = pixels.min(axis=0), pixels.max(axis=0)
    size = np.maximum(high - low, 1e-6)
    inside = np.clip(np.minimum(high, frame) - np.maximum(low, 0.0), 0.0, None)
    return float(np.prod(inside / size)), float((size / np.asarray(frame)).max())


def _hidden(world: World, pose: CameraPose, corners: NDArray[np.float64]) -> float:
    """Share of lines of sight to the upper part of the box that statics cut; its foot may stand in grass."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    centre, half = 0.5 * (low + high), 0.5 * (high - low)
    spots = np.array([[0, 0.1, 0], [0, 0.7, 0], [0.5, 0.2, 0], [-0.5, 0.2, 0], [0, 0.2, 0.5], [0, 0.2, -0.5]])
    eye, targets = np.asarray(pose.position, float), centre + spots * half
    hill = 0.0 if world.ground is None else below_ground(world.ground, eye, targets)
    return max(hill, blocked_share(world.models, world.statics, eye, targets))
