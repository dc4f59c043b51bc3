"""An asset alone before a plain backdrop: how its picture is taken, for the eye and for docs/art.md."""

import math
from dataclasses import replace

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Path, Place, Spot
from yingxi.art.bodies.person import SHADE, contact_shade
from yingxi.art.dress import DEFAULT_LOOK, call_sheet, dress
from yingxi.art.dress_light import air_of, grade_for
from yingxi.art.looks_file import find_look
from yingxi.art.sets.scenery import Fixtures
from yingxi.art.sets.studio import DARK, LIGHT
from yingxi.art.shapes.mesh import Finish, Numbers, model
from yingxi.art.shapes.place import instance
from yingxi.art.shapes.solids import grid
from yingxi.film import Score, Shot, Storyboard, Subject
from yingxi.film.terms import Hour
from yingxi.world.optics import field_of_view
from yingxi.world.scene import Actor, Air, Array, CameraPose, Model, Moment, Water, World

MOMENT = 2.0
"""Seconds into its shot at which an asset's picture is taken."""
SECONDS = 5.0
BESIDE, ABOVE = math.radians(33.0), math.radians(11.0)
"""From where the camera looks: so far round from the side of a thing toward its front, and so far up."""
LENS = 70.0
OPEN_AIR = Air(sky="day", sun=(0.45, 0.62, 0.60), sun_colour=(3.2, 3.0, 2.7), clouds=0.25, haze=0.0003)
FLIGHT = 6.0
"""Metres a second of what lives in the air or under water, so that wings and fins are seen to work."""


def portrait(asset: Asset, size: tuple[int, int], colour: str = "", action: str = "") -> World:
    """The world in which `asset` stands alone, its camera fitted; a still of it belongs at MOMENT.

    size: pixels. A set is seen whole, by its own light; something that glows is seen in the dark.
    """
    if asset.kind == "set":
        return _of_place(asset, size)
    shot = _shot(asset, "night" if _glows(asset) else "morning", colour, action)
    sheet = replace(
        call_sheet(shot, _board(shot, size), find_look(DEFAULT_LOOK)),
        subject=shot.subjects[0],
        paths=(_path(asset),),
        place=Place(
            air=LIGHT, spots={"ground" if asset.lives == "any" else asset.lives: Spot(centre=(0, 0, 0))}
        ),
    )
    actor = asset.build(sheet)
    if isinstance(actor, Place):
        raise TypeError(f"{asset.id} is of kind {asset.kind} but builds a place")
    return _world(asset, sheet, actor, size)


def _of_place(asset: Asset, size: tuple[int, int]) -> World:
    shot = replace(_shot(asset, "morning", "", ""), set=asset.id, subjects=(), size="ews", focus=None)
    return dress(shot, _board(shot, size)).world


def _shot(asset: Asset, hour: Hour, colour: str, action: str) -> Shot:
    subject = Subject(words=asset.words.en[0], asset=asset.id, colour=colour, action=action)
    return Shot(
        number="0010", scene=1, start=0, length=int(24 * SECONDS), description="", place="", set="studio",
        hour=hour, subjects=(subject,), focus=0, seed=7,
    )  # fmt: skip


def _board(shot: Shot, size: tuple[int, int]) -> Storyboard:
    return Storyboard(
        title="portrait", language="en", look=DEFAULT_LOOK, fps=24, width=size[0], height=size[1],
        frames=shot.length, score=Score(), shots=(shot,),
    )  # fmt: skip


def _glows(asset: Asset) -> bool:
    return asset.kind == "effect" and asset.id not in ("falling_leaves", "autumn_leaf", "leaf")


def _path(asset: Asset) -> Path:
    """It stands at the origin, or passes there at MOMENT where it can only be seen under way."""
    speed = FLIGHT if asset.kind == "cast" and asset.lives in ("sky", "underwater") else 0.0
    high = 1.5 * asset.size[1] if asset.lives in ("sky", "space") and asset.kind != "cast" else 0.0
    return Path(position=lambda t: np.array([speed * (t - MOMENT), high, 0.0], np.float32), yaw=lambda t: 0.0)


def _world(asset: Asset, sheet: CallSheet, actor: Actor, size: tuple[int, int]) -> World:
    low, high = (np.asarray(corner, float) for corner in actor.bounds(MOMENT))
    afloat = asset.lives == "water"
    dark = is_dark(sheet.shot.hour)
    air = OPEN_AIR if afloat else DARK if dark else LIGHT
    pose = _camera(low, high, size)
    floor = min(float(low[1]), 0.0)
    reach = max(float((high - low).max()), 0.05)
    middle = ((low[0] + high[0]) / 2, floor, (low[2] + high[2]) / 2)
    models: dict[str, Model] = {} if afloat else {"portrait_backdrop": _backdrop(dark)}
    statics: dict[str, Array] = {name: instance(middle, reach)[None] for name in models}
    if not afloat and low[1] < 0.1 * reach:
        models[SHADE] = contact_shade()
        wide, deep = 1.5 * (high[0] - low[0]), 1.5 * (high[2] - low[2])
        statics[SHADE] = instance((middle[0], floor + 0.002 * reach, middle[2]), (wide, 1.0, deep))[None]
    lamps = () if afloat else (Fixtures(moment=Moment(lights=_lamps(middle, reach, dark))),)
    return World(
        actors=(actor, *lamps), camera=lambda t: pose, air=air_of(air, sheet.shot) if afloat else air,
        grade=replace(grade_for(sheet.shot, sheet.look), exposure=0.78, vignette=0.1, grain=0.0),
        water=Water() if afloat else None, models=models, statics=statics, seed=7,
    )  # fmt: skip


def _camera(low: Numbers, high: Numbers, size: tuple[int, int]) -> CameraPose:
    """Where a long lens holds the whole box with a little air, from before and a little above it."""
    middle, corners = (low + high) / 2, np.array(np.meshgrid(*np.stack([low, high], 1))).reshape(3, -1).T
    toward = np.array(
        [math.sin(BESIDE) * math.cos(ABOVE), math.sin(ABOVE), math.cos(BESIDE) * math.cos(ABOVE)]
    )
    right = np.cross((0.0, 1.0, 0.0), toward)
    right /= np.linalg.norm(right)
    away = corners - middle
    across, up, near = away @ right, away @ np.cross(toward, right), away @ toward
    wide, tall = (1.0 / (0.88 * tangent) for tangent in field_of_view(LENS, size))
    distance = float((np.maximum(np.abs(across) * wide, np.abs(up) * tall) + near).max())
    eye = middle + distance * toward
    return CameraPose(position=_triple(eye), target=_triple(middle), lens=LENS)


def _lamps(middle: tuple[float, float, float], reach: float, dark: bool) -> Array:
    """A warm rim from behind on the left, a cool one on the right; both fall off with the thing's size."""
    rows = np.zeros((2, 8), np.float32)
    for row, (place, colour) in enumerate(
        (((-1.1, 1.0, -1.2), (1.0, 0.90, 0.76)), ((1.5, 0.7, -1.0), (0.72, 0.86, 1.0)))
    ):
        rows[row, :3] = np.add(middle, np.multiply(place, reach))
        rows[row, 3], rows[row, 7] = 5.0 * reach, 0.3 * reach
        rows[row, 4:7] = np.multiply(colour, (2.6 if dark else 1.8) * reach * reach)
    return rows


def _triple(point: Numbers) -> tuple[float, float, float]:
    return float(point[0]), float(point[1]), float(point[2])


def _backdrop(dark: bool) -> Model:
    """A floor that curves up into a wall, in units of the thing that stands on it."""
    away = np.r_[0.01, np.linspace(0.4, 18.0, 24), 18.0 + np.array([1.4, 2.6, 3.6, 4.2, 4.4])]
    rise = np.r_[np.zeros(25), 0.24, 1.0, 2.4, 4.8, 6.0]
    angle = np.linspace(0, 2 * np.pi, 73)
    points = np.stack(
        [away[:, None] * np.cos(angle), rise[:, None] + 0 * angle, away[:, None] * np.sin(angle)], -1
    )
    tone = (0.045, 0.047, 0.052) if dark else (0.46, 0.45, 0.435)
    sheet = grid(points, Finish(colour=tone, roughness=0.6), flipped=True, closed=True)
    return model([(sheet, "cyclorama", "wall")])
