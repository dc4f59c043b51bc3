"""One bold colour for a place: its air, and the cube that grades the picture toward its tones."""

from dataclasses import replace
from functools import lru_cache
from math import atan2, cos, radians, sin

import numpy as np

from yingxi.art.look import Colour, Hue
from yingxi.world.scene import Air, Array, CameraPose, Grade

SIDE = 25
"""Points along an edge of the cube."""


def hued_air(air: Air, hue: Hue | None) -> Air:
    """The air of a place with what its hue says over it."""
    return air if hue is None else replace(air, **hue.air)


def backlit(air: Air, hue: Hue | None, pose: CameraPose) -> Air:
    """The air with its sun where the hue wants it from this camera: behind the subject, wherever that is."""
    if hue is None or hue.light is None:
        return air
    elevation, aside = (radians(angle) for angle in hue.light)
    way = np.subtract(pose.target, pose.position)
    azimuth = atan2(float(way[0]), -float(way[2])) + aside
    sun = (sin(azimuth) * cos(elevation), sin(elevation), -cos(azimuth) * cos(elevation))
    return replace(air, sun=sun)


def hued_grade(grade: Grade, hue: Hue | None) -> Grade:
    """The grade with the hue's own numbers (exposure and saturation are shares of it) and its cube."""
    if hue is None:
        return grade
    scaled = {
        key: value * (getattr(grade, key) if key in _SHARES else 1.0) for key, value in hue.grade.items()
    }
    graded = replace(grade, **scaled)  # type: ignore[arg-type]
    return replace(graded, lut=tone_cube(hue.tones, hue.amount, hue.keep)) if hue.tones else graded


_SHARES = ("exposure", "saturation", "contrast")


@lru_cache(maxsize=8)
def tone_cube(tones: tuple[Colour, ...], amount: float, keep: float) -> Array:
    """A cube (n, n, n, 3) in display space that draws colours toward `tones` (dark to light) by brightness.

    The colour of the tones stays as it is; what is coloured otherwise goes by `amount`, but strong colours
    keep the share `keep` of themselves, so that a red robe is red in a green wood.
    """
    axis = np.linspace(0.0, 1.0, SIDE)
    own = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1)
    luma = own @ np.array([0.2126, 0.7152, 0.0722])
    places = np.linspace(0.0, 1.0, len(tones))
    toned = np.stack([np.interp(luma, places, np.array(tones)[:, k]) for k in range(3)], -1)
    chroma = own.max(-1) - own.min(-1)
    strong = np.clip((chroma - 0.25) / 0.35, 0.0, 1.0)
    share = amount * (1.0 - keep * strong * strong * (3.0 - 2.0 * strong))
    return np.asarray(own + (toned - own) * share[..., None], np.float32)
