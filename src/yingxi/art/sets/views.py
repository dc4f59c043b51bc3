"""Views drawn by hand: a place that knows its best pictures offers them, and each shot takes the fittest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import tau
from typing import get_args

import numpy as np

from yingxi.art.asset import CallSheet
from yingxi.art.shapes.noise import Array
from yingxi.film import Shot
from yingxi.film.terms import ShotSize
from yingxi.world.camera import eased, triple
from yingxi.world.scene import CameraPose

LADDER: tuple[ShotSize, ...] = get_args(ShotSize)
Point = tuple[float, float, float]
Mark = Callable[[float], Array]
"""Seconds -> a place (3,) that a view goes along with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A camera's way through a shot: metres from its mark (the world's origin where it has none).

    `of` names the asset that it serves ("" the place); `eye` and `aim` are where it begins and ends, as
    `lens` in mm. `focus` is a point from the mark that is sharp (with `aperture` above 0).
    """

    of: str
    sizes: tuple[ShotSize, ...]
    eye: tuple[Point, Point]
    aim: tuple[Point, Point]
    lens: tuple[float, float] = (35.0, 35.0)
    mark: str = ""
    roll: tuple[float, float] = (0.0, 0.0)
    exposure: float = 1.0
    aperture: float = 0.0
    breath: float = 0.0


def pick_view(views: Sequence[View], shot: Shot) -> View | None:
    """The view that serves the shot's subject at the size nearest to the one asked; None when none does.

    Of views that fit alike the later shots of a scene take the next, so that no two are the same.
    """
    served = shot.subjects[shot.focus].asset if shot.focus is not None and shot.subjects else ""
    fits = [view for view in views if view.of == served]
    if not fits:
        return None
    steps = [min(abs(LADDER.index(s) - LADDER.index(shot.size)) for s in view.sizes) for view in fits]
    best = [view for view, step in zip(fits, steps, strict=True) if step == min(steps)]
    digits = "".join(filter(str.isdigit, shot.number)) or "0"
    return best[(int(digits) // 10) % len(best)]


def shoot_view(view: View, sheet: CallSheet, mark: Mark | None = None) -> Callable[[float], CameraPose]:
    """The view as a camera: it is moving when the shot begins and when it ends, as an editor wants it."""
    eye, aim = np.array(view.eye, float), np.array(view.aim, float)
    phase = np.random.default_rng(sheet.seed).uniform(0, tau, 3)

    def camera(t: float) -> CameraPose:
        share = eased(t / max(sheet.duration, 1e-6), 0.08)
        base = np.zeros(3) if mark is None else np.asarray(mark(t), float)
        sway = view.breath * np.sin(np.array([0.9, 1.3, 0.7]) * t + phase)
        stand = base + eye[0] + (eye[1] - eye[0]) * share + sway
        look = base + aim[0] + (aim[1] - aim[0]) * share + 0.4 * sway
        return CameraPose(
            position=triple(stand),
            target=triple(look),
            lens=view.lens[0] + (view.lens[1] - view.lens[0]) * share,
            roll=view.roll[0] + (view.roll[1] - view.roll[0]) * share,
            focus=float(np.linalg.norm(look - stand)) if view.aperture else 0.0,
            aperture=view.aperture,
            exposure=view.exposure,
        )

    return camera
