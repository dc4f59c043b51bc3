"""Under water: shafts from the surface, a sandy bed with rocks, coral and swaying weed, rising bubbles."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.light_shafts import Shafts
from yingxi.art.sets.reef import coral, sea_fan, weed
from yingxi.art.sets.scenery import Scenery, boulders, joined, place_seed, rooted, standing
from yingxi.art.sets.sea_life import Shoals
from yingxi.art.sets.soils import mixed
from yingxi.art.shapes.noise import Array, billows, ramp, ridges
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.terrain import Height, Soil, apart, lay_ground, scatter
from yingxi.world.scene import Air, Model, Moment, Sound

DAY = Air(
    sky="deep",
    sun=(-0.30, 0.90, -0.32),
    sun_colour=(1.5, 2.6, 2.5),
    zenith=(0.10, 0.52, 0.60),
    horizon=(0.012, 0.130, 0.200),
    ground=(0.012, 0.060, 0.075),
    haze=0.017,
    mist=0.0,
    clouds=0.0,
    shadows=True,
    wind=(1.4, 0.0, 0.6),
)
NIGHT = replace(
    DAY,
    sun_colour=(0.30, 0.62, 0.85),
    zenith=(0.02, 0.12, 0.20),
    horizon=(0.004, 0.030, 0.062),
    ground=(0.006, 0.016, 0.026),
)
CORALS = ((0.75, 0.16, 0.12), (0.80, 0.42, 0.08), (0.62, 0.12, 0.42), (0.70, 0.55, 0.30), (0.30, 0.16, 0.60))


def build_underwater(sheet: CallSheet) -> Place:
    """The sea bed for one shot: swimmers hover over it, the rest stands on it."""
    seed, dark = place_seed(sheet), is_dark(sheet.shot.hour)
    height, air = bed_height(seed), NIGHT if dark else DAY
    bed = _bed(seed)
    stand = float(height(np.zeros(1), np.zeros(1))[0])
    swim = Spot(centre=(0.0, stand + 4.5, -2.0), extent=(18.0, 7.0))
    return Place(
        air=air,
        spots={
            "underwater": swim,
            "water": swim,
            "sky": swim,
            "ground": Spot(centre=(0.0, stand, 0.0), extent=(8.0, 3.0)),
        },
        models=bed.models,
        statics=bed.statics,
        actors=(
            _shafts(air, seed),
            Bubbles(seed=seed, light=0.35 if dark else 1.0),
            Shoals(seed=seed, floor=stand),
        ),
        ground=height,
    )


def bed_height(seed: int) -> Height:
    """Ripples of sand between reefs that rise to both sides and behind."""

    def height(x: Array, z: Array) -> Array:
        away = np.hypot(x / 1.6, z + 2)
        sand = 0.5 * billows(x * 0.12, z * 0.12, seed, 3) + 2.0 * (
            billows(x * 0.02, z * 0.02, seed + 1, 4) - 0.5
        )
        reef = ramp(away, 9, 36) * (15 * ridges(x * 0.022, z * 0.022, seed + 2, 5) - 2.5)
        return np.asarray(
            sand * ramp(away, 2, 14) + np.maximum(reef, 0) * ramp(-np.asarray(z), -30, 6), np.float32
        )

    return height


@lru_cache(maxsize=4)
def _bed(seed: int) -> Scenery:
    rng, height = np.random.default_rng(seed), bed_height(seed)

    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        sand = mixed(
            (0.40, 0.36, 0.27), (0.30, 0.28, 0.22), ramp(billows(x * 0.05, z * 0.05, seed + 9, 3), 0.35, 0.65)
        )
        return Soil(colour=mixed(sand, (0.10, 0.105, 0.085), ramp(slope, 0.12, 0.35)))

    parts = [rooted(lay_ground(height, cover, "sea_bed", reach=240.0, fine=27, steps=(0.05, 0.04)))]
    x, z = scatter(rng, 900, 4.0, 80)
    keep = apart(x, z, 0.7)
    x, z = x[keep], z[keep]
    clear = (np.hypot(x / 9.5, (z + 1) / 4.2) > 1) & ((np.abs(x) > 5.5 + 0.2 * z) | (z < 0))
    place = np.stack([x, height(x, z), z], 1)[clear]
    parts.append(boulders(place[::6], rng, (0.11, 0.115, 0.10), (0.3, 1.9)))
    reef = place[np.arange(len(place)) % 6 != 0]
    for index, (name, thing) in enumerate(
        (("coral", coral(1)), ("coral_b", coral(2)), ("sea_fan", sea_fan(3)))
    ):
        mine = reef[index::5]
        tint = np.array(CORALS)[rng.integers(0, len(CORALS), len(mine))] * 2
        rows = instances(mine, rng.uniform(0.5, 1.4, len(mine)), rng.random(len(mine)) * 6.28, tint=tint)
        parts.append(standing(name, thing, rows))
    mine = np.concatenate([reef[3::5], reef[4::5]])
    tint = np.array((0.10, 0.17, 0.035)) * rng.uniform(1.2, 2.6, (len(mine), 1))
    parts.append(
        standing(
            "weed",
            weed(4),
            instances(
                mine,
                rng.uniform(0.6, 1.8, len(mine)),
                rng.random(len(mine)) * 6.28,
                tint=tint,
                parameter=14.0,
            ),
        )
    )
    return joined(parts)


def _shafts(air: Air, seed: int) -> Shafts:
    """Slanting light from the surface 22 m up."""
    rng, count = np.random.default_rng(seed + 6), 22
    foot = np.stack([rng.uniform(-30, 30, count), np.full(count, -2.0), rng.uniform(-46, -3, count)], 1)
    way = np.array(air.sun) / np.linalg.norm(air.sun)
    top = foot + way * 27 / way[1]
    colour = np.array(air.sun_colour) * 0.032 * rng.uniform(0.4, 1.4, (count, 1))
    zero = np.zeros((count, 1))
    beams = np.concatenate([top, rng.uniform(0.6, 2.4, (count, 1)), foot - top, zero, colour, zero], 1)
    return Shafts(beams=beams.astype(np.float32), phase=(rng.random(count) * 6.28).astype(np.float32))


@dataclass(frozen=True, eq=False, kw_only=True)
class Bubbles:
    """Strings of bubbles that rise and waver, and motes that hang in the water."""

    seed: int
    light: float

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """Glows: 260 bubbles from nine vents, 300 motes."""
        rng = np.random.default_rng(self.seed + 2)
        vent = np.stack([rng.uniform(-16, 16, 9), np.zeros(9), rng.uniform(-22, 3, 9)], 1)
        which, phase = rng.integers(0, 9, 260), rng.random(260)
        rise = np.mod(phase * 17 + t * rng.uniform(1.1, 1.7, 260), 17)
        sway = 0.18 * np.stack(
            [np.sin(rise * 2.1 + phase * 40), 0 * rise, np.cos(rise * 1.9 + phase * 60)], 1
        )
        bubble = vent[which] + sway * (0.4 + rise[:, None] * 0.12) + np.stack([0 * rise, rise, 0 * rise], 1)
        mote = rng.uniform((-22, 0, -26), (22, 13, 12), (300, 3)) + 0.3 * np.sin(
            t * 0.3 + rng.random((300, 3)) * 6.28
        )
        rows = np.zeros((560, 12), np.float32)
        rows[:260, :3], rows[260:, :3] = bubble, mote
        rows[:260, 3], rows[260:, 3] = 0.018 + 0.03 * phase, 0.012
        rows[:260, 4:7], rows[260:, 4:7] = (0.30, 0.62, 0.66), (0.10, 0.24, 0.25)
        rows[:, 4:7] *= self.light
        rows[:, 7] = 0.5
        return Moment(glows=rows)

    def bounds(self, t: float) -> tuple[Array, Array]:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        return (Sound(kind="underwater", at=0.0, position=(0.0, 2.0, 0.0), length=duration, gain=0.5),)


ASSET = Asset(
    id="underwater",
    kind="set",
    words=Words(
        zh=("海底", "水下", "深海", "珊瑚礁", "海底世界", "龙宫", "水底", "海底花园", "海中", "深渊"),
        en=(
            "underwater",
            "deep sea",
            "seabed",
            "coral reef",
            "ocean floor",
            "under the sea",
            "dragon palace",
            "abyss",
        ),
    ),
    build=build_underwater,
    lives="underwater",
    size=(240.0, 25.0, 240.0),
)
