"""Paper lanterns that rise into the night."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Spot, Words
from yingxi.art.shapes import Finish, Mesh, Numbers, instances, lathe, versions
from yingxi.world.scene import Array, Model, Moment, Sound


@cache
def lantern() -> Model:
    """A sky lantern, 0.9 m high, open below."""
    return versions([_paper(12), _paper(5), _paper(4)], (25.0, 90.0))


def _paper(sides: int) -> list[tuple[Mesh, str, str]]:
    profile = [(0.26, -0.42), (0.33, -0.28), (0.40, 0.05), (0.39, 0.25), (0.28, 0.40), (0.02, 0.46)]
    glow = np.array([1.0, 0.9, 0.75, 0.62, 0.5, 0.45])
    if sides < 8:
        few = [0, 2, 4, 5] if sides > 4 else [0, 2, 4]
        profile, glow = [profile[k] for k in few], glow[few]
    colour = np.array([1.0, 0.34, 0.07])[None, None] * glow[:, None, None] * np.ones((1, sides + 1, 1))
    return [(lathe(profile, Finish(colour=colour, emission=5.0), sides), "emissive", "light")]


@dataclass(frozen=True, eq=False, kw_only=True)
class SkyLanterns:
    """Lanterns that rise from `places` (n, 3) at `speeds` m/s, and start again `top` metres higher."""

    places: Numbers
    speeds: Numbers
    top: float
    wind: float = 0.8
    near: float = 60.0

    @property
    def models(self) -> Mapping[str, Model]:
        """The one lantern."""
        return {"sky_lantern": lantern()}

    def at(self, t: float) -> Moment:
        """All lanterns; each has a halo that carries it when it is too far for its paper to show."""
        here, index = self._places(t), np.arange(len(self.places))
        flicker = 1 + 0.2 * np.sin(t * 3 + index * 3.7) * np.sin(t * 7.1 + index)
        glows = np.zeros((len(here), 12), np.float32)
        glows[:, :3], glows[:, 3] = here - np.array([0, 0.3, 0]), 0.95
        glows[:, 4:7] = np.array([1.0, 0.40, 0.10]) * (2.6 * flicker)[:, None]
        glows[:, 7] = 1.0
        rows = instances(
            here, 1.0, index * 1.1 + t * 0.1, 0.05 * np.sin(t + index), 0.05 * np.cos(t * 0.8 + index)
        )
        return Moment(instances={"sky_lantern": rows}, glows=glows)

    def _places(self, t: float) -> Numbers:
        index = np.arange(len(self.places))
        rise = (self.speeds * t + index * 7.31) % self.top
        sway = np.stack(
            [self.wind * t + 0.8 * np.sin(t * 0.3 + index), rise, 0.8 * np.cos(t * 0.25 + index * 1.7)], -1
        )
        return np.asarray(self.places + sway)

    def stir(self, t: float) -> Moment:
        """It never touches the water."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the middle half of them."""
        here = self._places(t)
        low, high = np.percentile(here, 25, 0), np.percentile(here, 75, 0)
        return low.astype(np.float32), high.astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """They make no sound."""
        return ()


def release(
    dice: np.random.Generator, count: int, centre: Numbers, extent: tuple[float, float], top: float
) -> SkyLanterns:
    """Lanterns over an area of half sizes `extent` (x, z) round `centre`, up to `top` metres above it."""
    flat = dice.uniform(-1, 1, (count, 2)) * extent
    places = np.stack([flat[:, 0] + centre[0], np.full(count, centre[1]), flat[:, 1] + centre[2]], -1)
    return SkyLanterns(places=places, speeds=dice.uniform(0.9, 1.9, count), top=top)


def build(sheet: CallSheet) -> SkyLanterns:
    """A flock of lanterns in front of the sky spot."""
    spot = sheet.place.spots.get("sky") if sheet.place is not None else None
    spot = spot or Spot(centre=(0.0, 40.0, -60.0))
    centre = np.array(spot.centre) * [1, 0, 1] + np.array([spot.camera[0], 0, spot.camera[1]]) * 30
    return release(sheet.random(), 130, centre, (70.0, 32.0), max(spot.centre[1] * 1.7, 40.0))


ASSET = Asset(
    id="sky_lanterns",
    kind="effect",
    words=Words(
        zh=("孔明灯", "天灯", "放天灯", "祈福灯"),
        en=("sky lantern", "sky lanterns", "kongming lantern", "flying lantern"),
    ),
    build=build,
    size=(60.0, 50.0, 40.0),
    lives="sky",
    actions=("rise",),
    closest="fs",
)
