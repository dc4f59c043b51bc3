"""Which part of a photograph a shot shows, and how far its parts are from the camera."""

from dataclasses import dataclass

import numpy as np

from yingxi.engines.photo.pixels import Floats
from yingxi.film import Shot

SHARES = {"ews": 1.0, "ws": 1.0, "fs": 0.94, "mfs": 0.88, "ms": 0.81, "mcu": 0.74, "cu": 0.67, "ecu": 0.58}
"""How much of the largest possible view each shot size takes."""
ROOM = {"pan": 0.82, "tilt": 0.82, "truck": 0.88, "orbit": 0.88, "crane": 0.88, "track": 0.88, "aerial": 0.9}
"""How much of that is left to the camera's first word, so that it has room to move."""
STILL_ROOM = 0.93
HEADROOM = 0.78
"""Where the top of a tall subject lies above the middle of the view, in halves of its height."""
EDGE = 0.09
NEAR, FAR, BEHIND, FOOT = 1.0, 2.0, 2.1, 1.4
"""Depths in distances of the subject: the top of a view with ground, a backdrop, the ground at its foot."""
FINEST = 2.5
"""No view is enlarged more than this; a smaller photograph is shown wider."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Framing:
    """The view: its centre in pixels of the photograph, and frame pixels for one pixel of the photograph.

    `slope` and `level` give the background's inverse depth at a row y (0-1): level + slope·y. `cut` names the
    sides at which the subject is cut off by the photograph's edge.
    """

    centre: tuple[float, float]
    scale: float
    size: tuple[int, int]
    level: float
    slope: float
    cut: tuple[str, ...]


def frame_photograph(alpha: Floats, size: tuple[int, int], shot: Shot) -> Framing:
    """The view of a shot: as near as its size says, on the subject, with room for its move."""
    height, width = alpha.shape
    whole = min(width / size[0], height / size[1])
    share = SHARES[shot.size] * ROOM.get(shot.move.split("_")[0], STILL_ROOM)
    window = max(whole * share, min(whole * STILL_ROOM, 1 / FINEST))
    box = subject_box(alpha)
    half = (window * size[0] / 2, window * size[1] / 2)
    wanted = point_of_interest(box, half[1])
    centre = (kept_inside(wanted[0], half[0], width), kept_inside(wanted[1], half[1], height))
    level, slope = ground(box, alpha.shape)
    cut = cut_sides(alpha)
    return Framing(centre=centre, scale=1 / window, size=size, level=level, slope=slope, cut=cut)


def kept_inside(wanted: float, half: float, whole: float) -> float:
    """The middle of a view of 2·half that stays inside `whole`, off its edge where there is room."""
    room = min(EDGE * half, max(0.0, whole / 2 - half))
    return float(np.clip(wanted, half + room, whole - half - room))


def subject_box(alpha: Floats) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the subject; the whole picture when there is none."""
    rows, columns = np.flatnonzero(alpha.max(1) > 0.5), np.flatnonzero(alpha.max(0) > 0.5)
    if not len(rows):
        return 0.0, 0.0, float(alpha.shape[1]), float(alpha.shape[0])
    return float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)


def point_of_interest(box: tuple[float, float, float, float], half_height: float) -> tuple[float, float]:
    """Where the camera looks: at the middle of a subject that fits into the view, else at its upper part.

    However far the shot, a head is not cut off for the sake of the feet; one that the photograph itself cuts
    off is seen as far down as up.
    """
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    return (left + right) / 2, middle if top < 1 else min(middle, top + HEADROOM * half_height)


def ground(box: tuple[float, float, float, float], shape: tuple[int, ...]) -> tuple[float, float]:
    """The background's inverse depth by row, level + slope·row: near at the subject's foot.

    It leans less than a real ground would, so that towers and trees on it stay upright. A subject that the
    lower edge cuts off, or that hangs in the air, stands on nothing that is seen: then it is a backdrop.
    """
    foot = box[3] / shape[0]
    if not 0.55 < foot < 0.97:
        return 1 / BEHIND, 0.0
    return 1 / FAR, (1 / FOOT - 1 / FAR) / foot


def cut_sides(alpha: Floats) -> tuple[str, ...]:
    """The sides of the photograph that cut the subject off."""
    edges = {"left": alpha[:, :2], "top": alpha[:2], "right": alpha[:, -2:], "bottom": alpha[-2:]}
    return tuple(side for side, edge in edges.items() if edge.max() > 0.5)
