"""A dark hall hung with long banners over a floor polished like black water, lit from behind."""

from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.hue import hued_air
from yingxi.art.sets.light_shafts import Shafts
from yingxi.art.sets.scenery import Scenery, joined, place_seed, standing
from yingxi.art.shapes.mesh import Finish, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, cylinder, grid
from yingxi.world.scene import Air, Model, Water

WIDE, LONG = 1.15, 8.9
"""Metres of one banner."""
BEAM = 9.6
WINDOW = 4.4
"""Metres of radius of the round window behind the stage."""
RED = (0.34, 0.010, 0.010)
_STEEL = Finish(colour=(0.012, 0.011, 0.012), roughness=0.35, open=0.9)


def build_banner_hall(sheet: CallSheet) -> Place:
    """The hall for one shot; banners in the colour of the look's hue, or red."""
    seed = place_seed(sheet)
    hall = _hall(seed)
    air = Air(
        sky="overcast",
        sun=(0.16, 0.42, -0.90),
        sun_colour=(3.9, 2.5, 2.0),
        zenith=(0.010, 0.008, 0.009),
        horizon=(0.020, 0.006, 0.006),
        ground=(0.012, 0.010, 0.010),
        haze=0.007,
        clouds=0.0,
        sun_size=0.0,
        shadows=True,
        wind=(2.2, 0.0, 0.7),
        dust=0.05,
    )
    return Place(
        air=hued_air(air, sheet.look.hue),
        spots={
            "ground": Spot(centre=(0.0, 0.0, 0.0), extent=(9.0, 4.0)),
            "sky": Spot(centre=(0.0, 5.0, -4.0), extent=(7.0, 4.0)),
        },
        models=hall.models,
        statics=hall.statics,
        actors=(_beams(),),
        water=Water(swell=0.0, choppiness=0.05, colour=(0.004, 0.003, 0.003), span=40.0, displaced=False),
        ground=lambda x, z: np.zeros(np.broadcast(x, z).shape, np.float32),
    )


def banner(rows: int = 22, columns: int = 7) -> Model:
    """One banner, its upper edge at 0 m, in folds; its far form has an eighth of the triangles."""
    x = np.linspace(-0.5, 0.5, columns) * WIDE
    y = -np.linspace(0.0, 1.0, rows) * LONG
    sheet = np.stack(np.broadcast_arrays(x[None, :], y[:, None], 0.07 * np.sin(5.2 * x)[None, :]), -1)
    mesh = grid(sheet, Finish(colour=(1.0, 1.0, 1.0), roughness=0.9))
    pole = cylinder((-0.56 * WIDE, 0.02, 0.0), (0.56 * WIDE, 0.02, 0.0), 0.035, _STEEL, 6)
    far = None if rows < 12 else banner(9, 4)
    return model([(mesh, "banner", "cloth"), (pole, "flat", "wood")], far, 22.0)


@lru_cache(maxsize=4)
def _hall(seed: int) -> Scenery:
    rng = np.random.default_rng(seed)
    place, yaw = _hung(rng)
    tint = np.array(RED) * rng.uniform(0.75, 1.2, (len(place), 1))
    rows = instances(place, 1.0, yaw, tint=tint, parameter=1.0)
    columns = [(x, 0.0, z) for x in (-16.5, -10.0, 10.0, 16.5) for z in (-26.0, -18.0, -10.0, -2.0, 6.0)]
    pillar = merge(
        [
            cylinder((0, 0, 0), (0, BEAM + 1.4, 0), 0.42, _STEEL, 16),
            cylinder((0, 0, 0), (0, 0.3, 0), 0.58, _STEEL, 16),
        ]
    )
    far = model([(cylinder((0, 0, 0), (0, BEAM + 1.4, 0), 0.42, _STEEL, 7), "flat", "wood")])
    # A great round window of red paper with a lamp behind it.
    turn = np.linspace(0.0, 2.0 * np.pi, 49)
    rings = np.array([0.001, 0.5, 0.8, 1.0])[:, None] * WINDOW
    sheet = np.stack([rings * np.cos(turn), 5.1 + rings * np.sin(turn), 0 * rings * turn], -1)
    paper = Finish(colour=(1.0, 0.105, 0.030), emission=np.repeat([2.0, 1.6, 1.1, 0.7], 49))
    glow = grid(sheet, paper)
    beam = box((0, 0, 0), (22.0, 0.16, 0.14), _STEEL)
    along = instances([(0.0, BEAM + 0.2, z) for z in np.arange(-27.0, 12.0, 3.0)])
    return joined(
        [
            standing("hung_banner", banner(), rows),
            standing("hall_pillar", model([(pillar, "flat", "wood")], far, 20.0), instances(columns)),
            standing("hall_glow", model([(glow, "emissive", "light")]), instances([(0.0, 0.0, -27.5)])),
            standing("hall_beams", model([(beam, "flat", "wood")]), along),
        ]
    )


def _hung(rng: np.random.Generator) -> tuple[Array, Array]:
    """Where banners hang (n, 3) and how they are turned: to both sides and behind, none over the stage."""
    spots = []
    for row, z in enumerate(np.arange(-6.2, -27.0, -2.9)):
        for x in (-16.0, -13.0, -10.2, -7.6, -5.2, 5.2, 7.6, 10.2, 13.0, 16.0):
            inner = abs(x) + 0.06 * row
            if rng.random() < 0.80:
                spots.append(
                    (
                        np.sign(x) * inner + rng.normal(0, 0.22),
                        BEAM,
                        z + rng.normal(0, 0.5),
                    )
                )
    for z in (-1.6, 2.2, 5.8):
        for side in (-1.0, 1.0):
            spots.append((side * (7.6 + 0.75 * max(z, 0.0)) + rng.normal(0, 0.3), BEAM, z))
    place = np.array(spots, np.float32)
    return place, rng.normal(0.0, 0.22, len(place)).astype(np.float32)


def _beams() -> Shafts:
    """Broad shafts from high behind, between the banners."""
    x = np.array([-13.0, -8.2, -3.4, 0.6, 4.8, 9.0, 13.5])
    start = np.stack([x + 2.0, np.full(len(x), 11.0), np.full(len(x), -22.0)], 1)
    way = np.array([-2.6, -10.8, 19.0])
    zero = np.zeros((len(x), 1))
    colour = np.array([[0.30, 0.10, 0.075]]) * np.array([[0.5, 0.9, 0.7, 1.1, 0.8, 0.9, 0.5]]).T
    beams = np.concatenate([start, zero + 1.5, zero + way, zero, zero + colour, zero], 1)
    return Shafts(beams=beams.astype(np.float32), phase=np.arange(len(x), dtype=np.float32))


ASSET = Asset(
    id="banner_hall",
    kind="set",
    words=Words(
        zh=("旗阵", "幡阵", "幔帐大殿", "旌旗大殿", "帷幔", "旗幡"),
        en=("hall of banners", "banner hall", "banners", "hall of curtains"),
    ),
    build=build_banner_hall,
    size=(44.0, 11.0, 50.0),
)
