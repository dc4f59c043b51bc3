"""Framing of what is in the sky: from where people look up, with the place below it in the frame."""

import math

import numpy as np

from yingxi.art.asset import CallSheet, Habitat, Place, Spot
from yingxi.art.framing_box import Box, Point, Served, axes, corners_of
from yingxi.art.framing_sizes import Alternative, share_of
from yingxi.film import Shot
from yingxi.film.terms import Angle
from yingxi.world.optics import field_of_view
from yingxi.world.scene import CameraPose

_FROM: tuple[Habitat, ...] = ("water", "ground", "any")
_HEIGHT: dict[Angle, float] = {
    "eye": 2.2,
    "low": 1.2,
    "high": 16.0,
    "aerial": 34.0,
    "water": 0.6,
    "rear": 2.2,
}
"""Metres above the viewers' floor at which the camera stands."""
SHORTEST, LONGEST = 15.0, 135.0
"""Lenses in mm between which a view of the sky is zoomed to its size."""


def viewpoint(place: Place) -> Spot | None:
    """The spot from which people see the sky of a place; None when the place has sky only."""
    return next((place.spots[habitat] for habitat in _FROM if habitat in place.spots), None)


def is_overhead(focus: Served, box: Box, place: Place) -> bool:
    """Whether a subject hangs well above those who look at it."""
    spot = viewpoint(place)
    return focus.asset.lives == "sky" and spot is not None and float(box.low[1]) - spot.centre[1] > 6.0


def frame_overhead(
    sheet: CallSheet, box: Box, place: Place, frame: tuple[int, int], alternative: Alternative
) -> CameraPose:
    """A pose from the viewers' spot, its lens such that the subject takes its size, the horizon below it."""
    shot = sheet.shot
    spot = viewpoint(place) or Spot(centre=(0.0, 0.0, 0.0))
    eye = _eye(sheet, spot, box, place, alternative)
    to_middle = box.centre - eye
    distance = float(np.linalg.norm(to_middle))
    sight = to_middle / distance
    right, up = axes(sight)
    around = corners_of(box) - box.centre
    share = share_of(shot.size, False) / alternative.looser
    wide = float(np.ptp(around @ right)) / (2 * distance * share)
    high = float(np.ptp(around @ up)) / (2 * distance * share)
    across, upward = field_of_view(18.0, frame)
    lens = 18.0 * min(across / max(wide, 1e-3), upward / max(high, 1e-3))
    lens = min(max(lens, SHORTEST), LONGEST, 2.5 * shot.lens)
    aim = _aim(box, eye, sight, lens, frame, shot)
    return CameraPose(
        position=(float(eye[0]), float(eye[1]), float(eye[2])),
        target=(float(aim[0]), float(aim[1]), float(aim[2])),
        lens=lens,
    )


def _eye(sheet: CallSheet, spot: Spot, box: Box, place: Place, alternative: Alternative) -> Point:
    """Where the camera stands: on the spot, a seeded way along it, as high as the angle says."""
    random = np.random.default_rng((sheet.seed, 23))
    heading = np.array([spot.heading[0], 0.0, spot.heading[1]])
    aside = (float(random.uniform(-0.35, 0.35)) + alternative.turned / 180.0) * spot.extent[0]
    eye = np.asarray(spot.centre, float) + min(abs(aside), 40.0) * math.copysign(1.0, aside) * heading
    floor = eye[1]
    if place.ground is not None:
        ground = place.ground(np.array([eye[0]], np.float32), np.array([eye[2]], np.float32))
        floor = max(floor, float(np.asarray(ground).reshape(-1)[0]))
    eye[1] = floor + _HEIGHT[sheet.shot.angle] + alternative.raised
    back = np.array([spot.camera[0], 0.0, spot.camera[1]])
    # Too near below it, a view of the sky becomes a view of nothing else: stand back.
    near = 1.2 * float(box.size.max()) - float(np.linalg.norm((box.centre - eye)[[0, 2]]))
    return eye + max(near, 0.0) * back / (float(np.linalg.norm(back)) or 1.0)


def _aim(box: Box, eye: Point, sight: Point, lens: float, frame: tuple[int, int], shot: Shot) -> Point:
    """What the camera looks at: the horizon on the lowest fifth where it fits under the subject."""
    half_high = math.atan(field_of_view(lens, frame)[1])
    flat = float(np.linalg.norm((box.centre - eye)[[0, 2]]))
    level = np.array([sight[0], 0.0, sight[2]]) / max(float(np.hypot(sight[0], sight[2])), 1e-6)
    around = corners_of(box) - eye
    top = float(np.arctan2(around[:, 1], np.maximum(around @ level, 0.1)).max())
    centre = math.asin(max(-1.0, min(1.0, float(sight[1]))))
    with_horizon = 0.62 * half_high
    highest = max(top - 0.86 * half_high, with_horizon) if shot.size in ("ews", "ws") else centre
    pitch = highest if highest >= top - 0.92 * half_high else centre
    return eye + np.array([sight[0], math.tan(pitch) * float(np.hypot(sight[0], sight[2])), sight[2]]) * (
        flat / max(float(np.hypot(sight[0], sight[2])), 1e-6)
    )
