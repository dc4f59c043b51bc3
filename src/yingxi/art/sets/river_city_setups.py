"""Which camera serves a shot in the river city: the hand-made view that fits it best."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import log2
from typing import Protocol, cast, get_args

import numpy as np

from yingxi.art.asset import CallSheet
from yingxi.art.sets.river_city_foreground import Foreground
from yingxi.art.sets.river_city_rig import Camera, Rig, shoot, smoothed, varied
from yingxi.art.sets.river_city_views import BOATS, View
from yingxi.art.sets.river_city_views_aboard import ABOARD
from yingxi.art.sets.river_city_views_sky import SKY
from yingxi.art.sets.river_city_views_town import CITY
from yingxi.art.shapes import Numbers
from yingxi.film.terms import ShotSize
from yingxi.world.scene import Actor, Array

LADDER: tuple[ShotSize, ...] = get_args(ShotSize)
VIEWS = (*BOATS, *ABOARD, *SKY, *CITY)
PLACES: Mapping[str, tuple[float, float, float]] = {
    "city": (4.0, 0.0, -110.0),
    "river": (0.0, 0.0, 0.0),
    "quay": (40.0, 4.6, -88.0),
    "bridge": (118.0, 9.0, -18.0),
    "pagoda": (92.0, 34.0, -130.0),
}
Marks = Mapping[str, Callable[[float], Numbers]]


class Parted(Actor, Protocol):
    """An actor that tells where its parts are: (n, 3) metres by name, one row a boat."""

    def points(self, t: float) -> Mapping[str, Array]: ...


def choose_camera(
    sheet: CallSheet, focus: Actor | None, foreground: Foreground, awake: float
) -> Camera | None:
    """The camera for a shot, or None when the common framing knows the subject better.

    Deterministic by the sheet's seed; also sets up what stands before that camera.
    """
    serves = kind_of(focus)
    if serves is None:
        foreground.rows, foreground.lamps = {}, None
        return None
    marks = _marks(serves, focus, sheet.duration)
    ahead = _heading(serves, focus, sheet.duration)
    dice = sheet.random()
    view = pick_view(sheet, serves, float(ahead[0]))
    rig = replace(varied(_rig(view, marks, ahead, sheet.duration), dice), exposure=_exposure(view, awake))
    camera = shoot(rig, sheet.shot.move, sheet.duration, sheet.seed)
    foreground.stand_before(
        camera, sheet.duration, view.front if awake > 0.3 or view.front == "crowd" else "", dice
    )
    return camera


def kind_of(focus: Actor | None) -> str | None:
    """What a view would call this subject: place, boats, swarm, fireworks; None for anything else."""
    if focus is None:
        return "place"
    if hasattr(focus, "points") and hasattr(focus, "effort"):
        return "boats"
    if hasattr(focus, "show") or hasattr(focus, "speeds"):  # drones, or lanterns that rise
        return "swarm"
    return "fireworks" if hasattr(focus, "bursts") else None


def pick_view(sheet: CallSheet, serves: str, ahead: float) -> View:
    """The view that fits the shot best; of those that fit alike the shots take turns, by their numbers.

    Every set-up of the director's recipes has a view of its own, so a board that never asks for the same
    thing three times never shows it three times.
    """
    fits = [view for view in VIEWS if view.serves == serves and view.fits(ahead)]
    scores = np.array([_misfit(view, sheet) for view in fits])
    good: list[View] = [
        fit for fit, score in zip(fits, scores, strict=True) if score <= scores.min() + ALIKE
    ]
    digits = "".join(filter(str.isdigit, sheet.shot.number)) or "0"
    turn: int = (int(digits) // 10) % len(good)
    return good[turn]


ALIKE = 0.05
"""How much worse than the best a view may fit and still have its turn."""


def _misfit(view: View, sheet: CallSheet) -> float:
    """How far a view is from the size, angle, move, lens and action that a shot asks for; 0 is perfect."""
    shot = sheet.shot
    sizes = min(abs(LADDER.index(size) - LADDER.index(shot.size)) for size in view.sizes)
    focus = shot.subjects[shot.focus] if shot.focus is not None and shot.subjects else None
    drumming = focus is not None and focus.action == "drum"
    drummer = "drummer" in view.mark
    part = 1.6 if drumming and not drummer else 0.3 if drummer and not drumming else 0.0
    asked = 2.0 * sizes + 1.3 * (shot.angle not in view.angles) + 0.5 * (shot.move not in view.moves)
    return asked + part + 0.4 * abs(log2(shot.lens / view.lens))


def _rig(view: View, marks: Marks, ahead: Numbers, duration: float) -> Rig:
    mark = marks[view.mark]
    if view.fixed is None:
        stand, follow, aim = view.stand, view.follow, view.aim
    else:
        from_mark = np.array(view.fixed) - mark(duration / 2)
        stand = (float(from_mark[0] / ahead[0]), float(from_mark[1]), float(from_mark[2]))
        follow, aim = 0.0, view.aim
    return Rig(
        anchor=mark,
        ahead=ahead,
        stand=stand,
        aim=aim,
        lens=view.lens,
        aperture=view.aperture,
        follow=follow,
        hold=view.hold,
        strength=view.strength,
    )


def _exposure(view: View, awake: float) -> float:
    """Night is opened up as the view asks; by day the air is already exposed."""
    return view.exposure if awake > 0.9 else 1.0 + (view.exposure - 1.0) * max(awake - 0.3, 0.0) * 0.6


def _heading(serves: str, focus: Actor | None, duration: float) -> Numbers:
    """Unit direction of travel along the river: boats go +x or -x; all else counts as +x."""
    if serves != "boats" or focus is None:
        return np.array([1.0, 0.0, 0.0])
    points = cast(Parted, focus).points(duration / 2)
    way = float((points["head"] - points["tail"])[:, 0].mean())
    return np.array([1.0 if way >= 0 else -1.0, 0.0, 0.0])


def _marks(serves: str, focus: Actor | None, duration: float) -> Marks:
    marks: dict[str, Callable[[float], Numbers]] = {name: _standing(place) for name, place in PLACES.items()}
    if serves == "boats" and focus is not None:
        marks |= _boat_marks(focus, duration)
    if serves in ("swarm", "fireworks") and focus is not None:
        low, high = focus.bounds(duration / 2)
        centre = (np.asarray(low, float) + np.asarray(high, float)) / 2
        marks["show"] = lambda _: centre
        marks["show lead"] = smoothed(lambda t: _lead(focus, t), duration)
    return marks


def _standing(place: tuple[float, float, float]) -> Callable[[float], Numbers]:
    return lambda _: np.array(place)


def _lead(focus: Actor, t: float) -> Numbers:
    """A place a fifth in from the right end of a show: the dragon's head."""
    low, high = (np.asarray(corner, float) for corner in focus.bounds(t))
    return np.asarray(low + (high - low) * [0.80, 0.55, 0.5])


def _boat_marks(focus: Actor, duration: float) -> dict[str, Callable[[float], Numbers]]:
    """The middle of all boats, and parts of the boat nearest to the camera's bank."""
    points = cast(Parted, focus).points
    nearest = int(np.argmax(points(duration / 2)["paddles"][:, 2]))

    def part(name: str) -> Callable[[float], Numbers]:
        return smoothed(lambda t: np.asarray(points(t)[name][nearest], float), duration)

    marks = {f"near {name}": part(name) for name in ("head", "drummer", "paddles", "tail")}
    marks["middle"] = smoothed(
        lambda t: np.asarray(points(t)["paddles"].mean(0) * [1, 0, 1], float), duration
    )
    return marks
