"""Where the subjects of a shot are in its picture, known by projection before anything is drawn."""

from collections.abc import Sequence

import numpy as np

from yingxi.art.checker import Corners, box_corners
from yingxi.film import Seen
from yingxi.world.optics import project
from yingxi.world.scene import World

MOMENTS = 7
"""Times over a shot at which its subjects are looked for."""
LEAST, MOST = 0.0004, 0.8
"""Share of the frame under which a thing does not matter, and over which it is the picture itself."""


def whereabouts(
    world: World, subjects: Sequence[tuple[str, Corners, bool]], duration: float, frame: tuple[int, int]
) -> tuple[Seen, ...]:
    """The part of the frame that each subject is in at any moment of a shot of `duration` seconds.

    `subjects` are words, box and whether the camera serves it. What is never in the frame is left out.
    """
    found = [
        _seen(words, edges, served)
        for words, box, served in subjects
        if (edges := _edges(world, box, duration, frame)) is not None
    ]
    return tuple(found)


def _seen(words: str, edges: tuple[float, float, float, float], served: bool) -> Seen:
    left, top, right, bottom = (round(edge, 3) for edge in edges)
    return Seen(words=words, left=left, top=top, right=right, bottom=bottom, served=served)


def _edges(
    world: World, box: Corners, duration: float, frame: tuple[int, int]
) -> tuple[float, float, float, float] | None:
    """Left, top, right, bottom as shares of the frame of a box over the whole shot; None where unseen."""
    low, high = np.ones(2), np.zeros(2)
    for t in np.linspace(0.0, duration, MOMENTS):
        corners = project(world.camera(float(t)), frame, box_corners(box, float(t)))
        before = corners[corners[:, 2] > 0.1, :2] / frame
        if len(before) == 0:
            continue
        first, last = before.min(axis=0), before.max(axis=0)
        if (last <= 0).any() or (first >= 1).any():
            continue
        low, high = np.minimum(low, first.clip(0, 1)), np.maximum(high, last.clip(0, 1))
    share = float(np.prod(np.clip(high - low, 0, 1)))
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1])) if LEAST < share < MOST else None
