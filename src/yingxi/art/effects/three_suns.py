"""Three suns in one sky: over the desert the air itself holds them, elsewhere they are set into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.shapes.mesh import Finish, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball
from yingxi.world.scene import Actor, Model, Moment, Sound

DISTANCE = 2600.0
SUNS = (
    ((-0.30, 0.15), 0.030, (1.0, 0.86, 0.62), 0.0045),
    ((0.02, 0.33), 0.016, (0.90, 0.95, 1.0), 0.0020),
    ((0.32, 0.10), 0.025, (1.0, 0.50, 0.24), 0.0060),
)
"""Azimuth from the middle and height in radians, angular radius, colour, climb in radians a second."""


@dataclass(frozen=True, eq=False, kw_only=True)
class ThreeSuns:
    """The suns about `centre`, seen toward `way` (x, z); `shown` is false where the sky draws them itself."""

    centre: Array
    way: tuple[float, float]
    shown: bool

    @property
    def models(self) -> Mapping[str, Model]:
        return {"strange_sun": _sun()} if self.shown else {}

    def places(self, t: float) -> Array:
        """Where they stand, (3, 3) metres."""
        ahead = np.arctan2(self.way[1], self.way[0])
        rows = []
        for (aside, height), _, _, climb in SUNS:
            angle, rise = ahead + aside, height + climb * t
            rows.append((np.cos(angle) * np.cos(rise), np.sin(rise), np.sin(angle) * np.cos(rise)))
        return np.asarray(self.centre + DISTANCE * np.array(rows), np.float32)

    def at(self, t: float) -> Moment:
        """Discs with their glare."""
        if not self.shown:
            return Moment()
        place = self.places(t)
        size = np.array([DISTANCE * radius for _, radius, _, _ in SUNS])
        colour = np.array([tone for _, _, tone, _ in SUNS])
        glare = np.zeros((3, 12), np.float32)
        glare[:, :3], glare[:, 3], glare[:, 4:7], glare[:, 7] = place, 5.5 * size, colour * 1.4, 1.0
        return Moment(instances={"strange_sun": instances(place, size, tint=colour)}, glows=glare)

    def stir(self, t: float) -> Moment:
        """They leave the water alone."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Round the three discs."""
        place = self.places(t)
        return (place - 100).min(0), (place + 100).max(0)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A wind that was heated by them."""
        return (Sound(kind="wind", at=0.0, position=(0.0, 2.0, 0.0), length=duration, gain=0.5),)


@lru_cache(maxsize=1)
def _sun() -> Model:
    white = Finish(colour=(1.0, 1.0, 1.0), emission=14.0)
    return model([(ball((0, 0, 0), 1.0, white, 40, 24), "emissive", "light")])


def build_three_suns(sheet: CallSheet) -> Actor:
    """The suns behind whoever plays there, as the place is looked at."""
    place = sheet.place
    spot = None if place is None else place.spots.get("ground") or next(iter(place.spots.values()), None)
    away = (0.0, -1.0) if spot is None else (-spot.camera[0], -spot.camera[1])
    centre = np.zeros(3) if spot is None else np.array(spot.centre, float)
    if place is not None and place.air.sky == "three_suns":
        x, _, z = place.air.sun
        away = (x - 0.30 * z, z + 0.30 * x)
        return ThreeSuns(centre=centre, way=away, shown=False)
    return ThreeSuns(centre=centre, way=away, shown=True)


ASSET = Asset(
    id="three_suns",
    kind="effect",
    words=Words(
        zh=("三颗太阳", "三个太阳", "三日", "三日凌空", "三轮太阳", "三颗恒星", "三体", "乱纪元"),
        en=("three suns", "triple suns", "three-body suns", "trisolar sky", "trinary suns"),
    ),
    build=build_three_suns,
    size=(2000.0, 900.0, 200.0),
    lives="sky",
    actions=("rise", "hover"),
    closest="ws",
)
