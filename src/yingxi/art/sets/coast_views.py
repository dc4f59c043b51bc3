"""Cameras made for the fishing harbour and its market: what a shot of the place looks at, by its angle."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import CallSheet, Place
from yingxi.art.framing_moves import move_camera
from yingxi.art.props.fishing_boat import FishingBoats
from yingxi.art.sets.coast_land import QUAY
from yingxi.film.terms import Angle, ShotSize
from yingxi.world.scene import Actor, Air, CameraPose, Water

Point = tuple[float, float, float]
Camera = Callable[[float], CameraPose]

REACH = 22.0
"""Metres before the camera to which its moves are measured."""


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """Where a camera stands, metres, what it looks at and through which lens, mm."""

    eye: Point
    target: Point
    lens: float


HARBOUR: Mapping[Angle, View] = {
    "eye": View(eye=(-3.0, 3.9, 36.0), target=(11.0, 6.4, -60.0), lens=27.0),
    "water": View(eye=(-19.0, 1.1, 15.0), target=(23.0, 5.0, -58.0), lens=32.0),
    "low": View(eye=(27.0, 1.5, -20.0), target=(44.0, 10.5, -46.0), lens=26.0),
    "high": View(eye=(52.0, 20.0, 22.0), target=(-36.0, 3.0, -62.0), lens=30.0),
    "aerial": View(eye=(84.0, 34.0, 26.0), target=(-20.0, 2.0, -46.0), lens=28.0),
    "rear": View(eye=(-58.0, 13.0, -64.0), target=(40.0, 4.0, -26.0), lens=35.0),
}
"""The quay, the water, the lighthouse, the town from the mole, all of it from the air, and out to sea."""
FOUL: Mapping[Angle, View] = {
    "eye": View(eye=(92.0, 4.6, 6.0), target=(50.0, 10.0, -44.0), lens=40.0),
    "water": View(eye=(80.0, 2.6, -70.0), target=(49.0, 10.5, -45.0), lens=26.0),
    "low": View(eye=(72.0, 2.8, -12.0), target=(47.0, 14.0, -47.0), lens=32.0),
    "high": View(eye=(16.0, 16.0, 10.0), target=(52.0, 9.5, -48.0), lens=34.0),
    "aerial": View(eye=(98.0, 26.0, -2.0), target=(30.0, 4.0, -44.0), lens=30.0),
    "rear": View(eye=(-8.0, 5.5, 22.0), target=(46.0, 10.0, -48.0), lens=46.0),
}
"""In foul weather everything looks at the mole and the lighthouse, where the sea breaks."""
MARKET: Mapping[Angle, View] = {
    "eye": View(eye=(-19.0, 4.5, 33.3), target=(8.0, 2.0, 31.7), lens=32.0),
    "water": View(eye=(-0.4, 2.75, 40.6), target=(3.6, 3.7, 0.0), lens=30.0),
    "low": View(eye=(1.6, 2.35, 37.2), target=(-6.4, 2.75, 27.4), lens=30.0),
    "high": View(eye=(21.0, 7.2, 41.5), target=(-9.0, 1.9, 27.0), lens=32.0),
    "aerial": View(eye=(25.0, 13.0, 44.5), target=(-7.0, 0.4, 14.0), lens=28.0),
    "rear": View(eye=(15.5, 3.2, 31.4), target=(-14.0, 2.8, 33.6), lens=40.0),
}
"""Along the lane, over it, from between the front stalls, and the stalls with the harbour behind them."""


BOATS: Mapping[tuple[ShotSize, Angle], View] = {
    ("ews", "eye"): HARBOUR["eye"],
    ("ews", "rear"): View(eye=(-13.0, 5.4, 31.5), target=(17.0, 1.4, -42.0), lens=40.0),
    ("ws", "water"): View(eye=(-9.5, 2.2, 23.6), target=(13.0, 4.4, -26.0), lens=35.0),
}
"""Boats under way in the basin, seen from the quay and from the water, the harbour mouth behind them."""
CREW = View(eye=(-0.6, 2.9, 34.0), target=(4.8, 3.6, 10.0), lens=30.0)
"""Who works on the quay, from behind, the harbour mouth and the lighthouse before them."""
BESIDE = np.array([0.10, 0.0, 0.995])
"""From a boat to the camera that goes along with it."""
ASIDE = 15.0
"""Metres between them."""


def coast_camera(sheet: CallSheet, actor: Actor | None) -> Camera | None:
    """The harbour's own view for a shot of the place, its boats or its crew; None: the common framing."""
    shot = sheet.shot
    foul = shot.weather in ("storm", "rain")
    served = shot.subjects[shot.focus].asset if shot.focus is not None and shot.subjects else ""
    if actor is None or served == "lighthouse":
        return _moving(sheet, (FOUL if foul else HARBOUR)[shot.angle])
    if foul:
        return None
    if not isinstance(actor, FishingBoats):
        return _moving(sheet, CREW) if (shot.size, shot.angle) == ("fs", "rear") else None
    if (shot.size, shot.angle) == ("fs", "water"):
        return _beside(sheet, actor)
    view = BOATS.get((shot.size, shot.angle))
    return _moving(sheet, view) if view else None


def _beside(sheet: CallSheet, boats: FishingBoats) -> Camera:
    """Low over the water beside the nearest boat, going its way a little slower than it does."""
    half = 0.5 * sheet.duration
    path = max(boats.paths, key=lambda one: float(one.position(half)[2]))
    middle = np.asarray(path.position(half), float)
    aside = min(ASIDE, QUAY - 3.0 - float(middle[2]))
    way = np.asarray(path.position(half + 0.5), float) - np.asarray(path.position(half - 0.5), float)

    def camera(t: float) -> CameraPose:
        near = middle + (t - half) * 0.86 * way
        eye, aim = near + BESIDE * aside + [0.0, 1.35, 0.0], near + 0.75 * way + [0.0, 2.3, 0.0]
        return CameraPose(
            position=(float(eye[0]), float(eye[1]), float(eye[2])),
            target=(float(aim[0]), float(aim[1]), float(aim[2])),
            lens=27.0,
        )

    return camera


def market_camera(sheet: CallSheet, actor: Actor | None) -> Camera | None:
    """The market's own view for a shot of the place; None for shots that serve a subject."""
    return None if actor is not None else _moving(sheet, MARKET[sheet.shot.angle])


def _moving(sheet: CallSheet, view: View) -> Camera:
    """The view with the shot's move."""
    shot = sheet.shot
    eye, way = np.asarray(view.eye), np.asarray(view.target) - np.asarray(view.eye)
    # Moves are shares of the way to what is looked at: with that far off they would leave the quay.
    x, y, z = eye + way * min(1.0, REACH / float(np.linalg.norm(way)))
    pose = CameraPose(position=view.eye, target=(float(x), float(y), float(z)), lens=view.lens)
    open_air = Place(air=Air(), spots={}, water=Water(swell=0.1))
    move = "truck_right" if shot.move == "track" else shot.move
    return move_camera(move, pose, sheet.duration, open_air, sheet.seed, None, 0.8)
