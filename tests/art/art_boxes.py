"""Small real assets for the art department's tests: boxes that go their paths, and a plain to go on."""

from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.shapes.mesh import model
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box
from yingxi.film import Score, Shot, Storyboard, Subject
from yingxi.world.scene import Air, Moment, Sound, Water


@dataclass(frozen=True, eq=False)
class BoxActor:
    """Boxes on the paths of a call sheet; each knocks once a second."""

    sheet: CallSheet
    size: tuple[float, float, float]

    @property
    def models(self):
        length, height, width = self.size
        return {
            "box": model([(box((0, height / 2, 0), (length / 2, height / 2, width / 2)), "hero", "wood")])
        }

    def at(self, t):
        places = np.array([path.position(t) for path in self.sheet.paths])
        return Moment(instances={"box": instances(places, yaw=[path.yaw(t) for path in self.sheet.paths])})

    def bounds(self, t):
        places = np.array([path.position(t) for path in self.sheet.paths], np.float32)
        half = np.array(
            [max(self.size[0], self.size[2]) / 2, 0, max(self.size[0], self.size[2]) / 2], np.float32
        )
        top = np.array([0, self.size[1], 0], np.float32)
        return (places - half).min(axis=0), (places + half + top).max(axis=0)

    def sounds(self, duration):
        place = self.sheet.paths[0].position(0.5)
        return (Sound(kind="step", at=0.5, position=(float(place[0]), float(place[1]), float(place[2]))),)


def box_asset(
    name="box", size=(1.0, 1.8, 0.6), lives="ground", actions=("stand", "walk"), kind="cast", **more
):
    """An asset that is a box of this size."""
    return Asset(
        id=name,
        kind=kind,
        words=Words(zh=("箱",), en=("box",)),
        build=lambda sheet: BoxActor(sheet, size),
        size=size,
        lives=lives,
        actions=actions,
        **more,
    )


def plain(water=False, wall=None, **more):
    """A flat place with a ground spot (and water, sky), a wall of boxes where one is asked for."""
    spots = {"ground": Spot(centre=(0.0, 0.0, 0.0)), "sky": Spot(centre=(0.0, 30.0, -40.0))}
    if water:
        spots["water"] = Spot(centre=(0.0, 0.0, -20.0), extent=(40.0, 12.0))
    models, statics = {}, {}
    if wall is not None:
        models["wall"] = model([(box((0, 3, 0), (8, 3, 0.3)), "hero", "stone")])
        statics["wall"] = instances([wall])
    return Place(
        air=Air(), spots=spots, water=Water() if water else None, models=models, statics=statics,
        ground=None if water else (lambda x, z: np.zeros_like(x)), **more,
    )  # fmt: skip


def set_asset(place=None, name="plain"):
    """A set asset that gives this place."""
    chosen = place or plain()
    return Asset(id=name, kind="set", words=Words(zh=("平地",), en=("plain",)), build=lambda sheet: chosen)


def a_shot(*subjects, length=96, **more):
    """A shot of subjects in the plain."""
    more.setdefault("lens", 35.0)
    more = {
        "number": "0010",
        "scene": 1,
        "start": 0,
        "description": "",
        "place": "平地",
        "set": "plain",
        **more,
    }
    return Shot(length=length, subjects=subjects, **more)


def a_subject(asset="box", **more):
    """A subject shown by an asset."""
    return Subject(**{"words": asset, **more}, asset=asset)


def a_board(*shots, width=1920, height=1080):
    """A storyboard of these shots."""
    return Storyboard(
        title="t", language="zh", look="documentary", fps=24, width=width, height=height,
        frames=sum(s.length for s in shots), score=Score(), shots=shots,
    )  # fmt: skip
