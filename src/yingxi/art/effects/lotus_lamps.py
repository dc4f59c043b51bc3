"""Paper lotus lamps that drift on the water."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Spot, Words
from yingxi.art.sets.river_city_banks import lotus_lamp
from yingxi.art.shapes import Numbers, instances
from yingxi.world.scene import Array, Model, Moment, Sound

COLOURS = np.array([(1.0, 0.36, 0.12), (1.0, 0.18, 0.40), (1.0, 0.50, 0.20)])


@dataclass(frozen=True, eq=False, kw_only=True)
class LotusLamps:
    """Lamps at `places` (n, 3), metres, drifting by `drift` m/s along x and bobbing."""

    places: Numbers
    colours: Numbers
    drift: float = 0.12
    power: float = 1.0

    @property
    def models(self) -> Mapping[str, Model]:
        """The one lamp."""
        return {"lotus_lamp": lotus_lamp()}

    def at(self, t: float) -> Moment:
        """Lamps, their halos and rings in the water."""
        index = np.arange(len(self.places))
        bob = 0.025 * np.sin(t * 1.7 + index * 2.3)
        sway = 0.06 * np.sin(t * 0.6 + index)
        here = self.places + np.stack(
            [self.drift * t + sway, 0.03 + bob, 0.08 * np.sin(t * 0.4 + index * 1.3)], -1
        )
        flicker = 1 + 0.12 * np.sin(t * 11 + index * 5.1) * np.sin(t * 4.3 + index)
        glows = np.zeros((len(here), 12), np.float32)
        glows[:, :3], glows[:, 3] = here + np.array([0, 0.16, 0]), 0.36
        glows[:, 4:7] = self.colours * (1.3 * self.power * flicker)[:, None]
        glows[:, 7] = 1.0
        rows = instances(
            here, 1.0, index * 1.9 + 0.1 * np.sin(t * 0.5 + index), 0.06 * np.sin(t * 1.4 + index), 0.0
        )
        return Moment(instances={"lotus_lamp": rows}, glows=glows)

    def stir(self, t: float) -> Moment:
        """It never touches the water."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the middle half of the lamps."""
        here = self.places + np.array([self.drift * t, 0, 0])
        low, high = np.percentile(here, 25, 0), np.percentile(here, 75, 0)
        return low.astype(np.float32), (high + np.array([0, 0.5, 0])).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Water lapping softly."""
        x, _, z = (float(value) for value in self.places.mean(0))
        return (Sound(kind="water_lap", at=0.0, position=(x, 0.0, z), length=duration, gain=0.3),)


def strew(dice: np.random.Generator, count: int, centre: Numbers, extent: tuple[float, float]) -> LotusLamps:
    """Lamps in loose shoals around `centre`, within half sizes `extent` along x and z."""
    shoals = dice.uniform(-1, 1, (max(count // 12, 1), 2)) * extent
    chosen = shoals[dice.integers(len(shoals), size=count)] + dice.normal(size=(count, 2)) * [3.4, 1.9]
    flat = np.clip(chosen, -np.array(extent), np.array(extent))
    places = np.stack([flat[:, 0] + centre[0], np.zeros(count), flat[:, 1] + centre[2]], -1)
    return LotusLamps(places=places, colours=COLOURS[dice.integers(len(COLOURS), size=count)])


def build(sheet: CallSheet) -> LotusLamps:
    """A shoal of lamps round the water spot of the place."""
    spot = sheet.place.spots.get("water") if sheet.place is not None else None
    spot = spot or Spot(centre=(0.0, 0.0, 0.0))
    count = (
        90
        if sheet.subject is None or sheet.subject.count <= 1
        else min(max(sheet.subject.count * 12, 40), 240)
    )
    centre = np.array(spot.centre) + np.array([spot.camera[0] * 12, 0, spot.camera[1] * 12])
    return strew(sheet.random(), count, centre, (26.0, 13.0))


ASSET = Asset(
    id="lotus_lamps",
    kind="effect",
    words=Words(
        zh=("荷花灯", "莲花灯", "河灯", "水灯", "放河灯", "花灯"),
        en=(
            "lotus lamp",
            "lotus lamps",
            "lotus lantern",
            "river lantern",
            "floating lantern",
            "water lantern",
        ),
    ),
    build=build,
    size=(20.0, 0.4, 8.0),
    lives="water",
    actions=("drift",),
    closest="ms",
)
