"""A ship canal through green hills: stepped cuttings, revetments, lamps, two pillars that carry wires."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import Scenery, boulders, joined, planted, rooted, standing
from yingxi.art.sets.soils import mixed
from yingxi.art.sets.views import View, pick_view, shoot_view
from yingxi.art.sets.waters import water_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array, billows, ramp
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, cylinder
from yingxi.art.shapes.terrain import Soil, apart, lay_ground, scatter
from yingxi.world.scene import Actor, Air, CameraPose, Model, Moment, Sound

BASE = Air(sky="day", haze=0.00014, mist=0.0003, mist_height=18.0, wind=(2.0, 0.0, 0.6))
HALF = 46.0
"""Half the canal's width in metres."""
PILLAR = HALF + 7.0
"""z of the pillars, which stand at x = 0."""
VIEWS = (
    View(
        of="sliced_ship",
        sizes=("ews",),
        eye=((142.0, 7.5, 34.0), (128.0, 8.5, 31.0)),
        aim=((0.0, 13.0, -4.0), (0.0, 13.5, -3.0)),
        lens=(34.0, 37.0),
        breath=0.03,
    ),
    View(
        of="sliced_ship",
        sizes=("ws",),
        eye=((168.0, 30.0, 92.0), (186.0, 36.0, 84.0)),
        aim=((62.0, 12.0, 0.0), (76.0, 12.0, 0.0)),
        lens=(26.0, 26.0),
    ),
    View(
        of="sliced_ship",
        sizes=("fs",),
        eye=((18.0, 25.0, 52.0), (34.0, 21.0, 44.0)),
        aim=((-8.0, 16.5, 2.0), (6.0, 15.0, 2.0)),
        lens=(30.0, 30.0),
        breath=0.05,
    ),
)


def build_canal(sheet: CallSheet) -> Place:
    """The canal for one shot; it leads along x, its wires are drawn across at x = 0."""
    shot = sheet.shot
    land = _land()
    bank = float(banks(np.array([0.0]), np.array([HALF + 10]))[0])
    strung = any(subject.asset == "sliced_ship" for subject in shot.subjects)
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "water": Spot(centre=(0.0, 0.0, 0.0), extent=(120.0, 22.0)),
            "ground": Spot(centre=(14.0, bank, HALF + 12), camera=(0.0, 1.0), extent=(14.0, 3.0)),
            "sky": Spot(centre=(0.0, 50.0, -90.0), extent=(110.0, 40.0)),
        },
        models=land.models,
        statics=land.statics,
        actors=(Wires(),) if strung else (),
        water=water_for("river", shot.hour, shot.weather, 0.02, flow=(0.2, 0.0)),
        ground=banks,
        setups=_camera,
    )


def _camera(sheet: CallSheet, focus: Actor | None) -> Callable[[float], CameraPose] | None:
    """The place's own views of the ship that is cut; all else is framed as everywhere."""
    view = pick_view(VIEWS, sheet.shot)
    return None if view is None or focus is None else shoot_view(view, sheet)


def banks(x: Array, z: Array) -> Array:
    """A trough with sloped walls, a tow path each side, then hills cut in steps, higher on the far side."""
    x, z = np.broadcast_arrays(np.asarray(x, float), np.asarray(z, float))
    across = np.abs(z) - HALF - 3.0 * np.sin(x * 0.011) * ramp(np.abs(x), 200, 500)
    trough = -7.0 + 10.4 * ramp(across, -10, 4)
    far = ramp(across, 16, 130)
    roll = billows(x * 0.006, z * 0.006, 71, 4)
    hill = far * (12 + 64 * roll) * np.where(z < 0, 1.0, 0.7) + 60 * ramp(across, 200, 900) * roll
    step = 7.0
    terraced = step * (np.floor(hill / step) + ramp(np.mod(hill, step) / step, 0.62, 1.0))
    worked = np.exp(-((x / 150) ** 2)) * np.where(z < 0, 1.0, 0.3)
    return np.asarray(trough + hill + (terraced - hill) * worked, np.float32)


@lru_cache(maxsize=1)
def _land() -> Scenery:
    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        patch = billows(x * 0.021, z * 0.021, 80, 4)
        grass = mixed((0.050, 0.105, 0.022), (0.125, 0.165, 0.040), ramp(patch, 0.3, 0.7))
        clay = mixed((0.28, 0.14, 0.070), (0.20, 0.115, 0.075), patch)
        colour = mixed(grass, clay, ramp(slope, 0.10, 0.26))
        stone = mixed((0.23, 0.22, 0.20), (0.30, 0.29, 0.265), patch)
        across = np.abs(z) - HALF
        colour = mixed(colour, stone, ramp(across, 6.5, 4.0) * ramp(height, -9, -4))
        path = ramp(across, 5.0, 6.0) * ramp(across, 11.0, 9.5)
        return Soil(colour=mixed(colour, (0.24, 0.215, 0.18), path), roughness=0.9)

    ground = lay_ground(banks, cover, "land", "mountain", near=1.6, reach=3200.0, fine=43, coarse=24)
    return joined([rooted(ground), _woods(), _works(), _stones()])


def _woods() -> Scenery:
    """Jungle on the hills, single trees on the steps, shrubs along the path."""
    rng = np.random.default_rng(12)
    x, z = scatter(rng, 5200, 62, 900, (0.0, 0.0))
    keep = apart(x, z, 5.0)
    x, z = x[keep], z[keep]
    y, across = banks(x, z), np.abs(z) - HALF
    steep = np.hypot(banks(x + 3, z) - y, banks(x, z + 3) - y) / 3
    grows = (across > 20) & (steep < 0.75) & (billows(x * 0.012, z * 0.012, 60, 3) > 0.40)
    grows &= (z < 0) | (x < 60)
    place = np.stack([x, y - 0.3, z], 1)[grows]
    far = np.hypot(place[:, 0] - 40, place[:, 2]) > 210
    # A canopy from afar: crowns that sink into one another.
    canopy = place[far][:1300] - np.array([0.0, 4.2, 0.0])
    trees = planted("tree", canopy, rng, (0.034, 0.088, 0.020), size=(1.1, 2.1), vary=0.22)
    near = planted("shrub", place[~far][:420], rng, (0.060, 0.135, 0.028), size=(3.2, 6.0), vary=0.35)
    x = rng.uniform(-150, 190, 240)
    z = np.where(rng.random(240) < 0.5, 1, -1) * (HALF + rng.uniform(12, 19, 240))
    place = np.stack([x, banks(x, z) - 0.1, z], 1)
    bushes = planted("shrub", place, rng, (0.055, 0.120, 0.026), size=(0.7, 2.0), vary=0.3)
    return joined([trees, near, bushes])


def _stones() -> Scenery:
    rng = np.random.default_rng(3)
    x = rng.uniform(-120, 180, 150)
    z = np.where(rng.random(150) < 0.5, 1, -1) * (HALF + rng.uniform(-3.0, 1.0, 150))
    return boulders(np.stack([x, banks(x, z), z], 1), rng, (0.17, 0.16, 0.145), (0.4, 1.5))


def _works() -> Scenery:
    """Bollards and lamps along the paths, a signal house, the two pillars that carry the wires."""
    rows = [(x, s * (HALF + 6.0)) for x in np.arange(-260, 300, 40.0) for s in (-1, 1)]
    place = np.array([(x, float(banks(np.array([x]), np.array([z]))[0]) - 0.1, z) for x, z in rows])
    facing = np.where(place[:, 2] > 0, np.pi / 2, -np.pi / 2)
    parts = [standing("canal_lamp", _lamp(), instances(place, 1.0, facing))]
    feet = np.array([(0.0, float(banks(np.zeros(1), np.array([z]))[0]) - 0.3, z) for z in (-PILLAR, PILLAR)])
    parts.append(standing("wire_pillar", _pillar(), instances(feet, 1.0, [np.pi / 2, -np.pi / 2])))
    x, z = -64.0, -(HALF + 17.0)
    y = float(banks(np.array([x]), np.array([z]))[0]) - 0.3
    parts.append(standing("signal_house", _signal_house(), instances([(x, y, z)])))
    return joined(parts)


@lru_cache(maxsize=1)
def _lamp() -> Model:
    steel = Finish(colour=(0.16, 0.17, 0.18), roughness=0.5)
    parts = [
        cylinder((0, 0, 0), (0, 8.0, 0), (0.13, 0.08), steel, 6),
        box((0.8, 8.0, 0), (0.9, 0.06, 0.06), steel),
    ]
    parts += [
        box((1.5, 7.9, 0), (0.35, 0.08, 0.14), steel),
        cylinder((0.0, 0, 2.5), (0.0, 0.8, 2.5), 0.3, steel, 8),
    ]
    return model([(merge(parts), "hero", "metal")], model([(parts[0], "hero", "metal")]), 120.0)


@lru_cache(maxsize=1)
def _pillar() -> Model:
    """A braced mast 44 m high with a winch at its foot and a red lamp on top; wires leave it toward +x."""
    steel = Finish(colour=(0.30, 0.31, 0.32), roughness=0.45)
    yellow = Finish(colour=(0.62, 0.38, 0.03), roughness=0.5)
    parts: list[Mesh] = []
    corners = [(sx, sz) for sx in (-1, 1) for sz in (-1, 1)]
    for sx, sz in corners:
        parts.append(cylinder((1.5 * sx, 0, 1.5 * sz), (0.8 * sx, 44, 0.8 * sz), 0.16, steel, 5))
    for n in range(14):
        low, high = 3.1 * n, 3.1 * (n + 1)
        a, b = 1.5 - 0.05 * n, 1.5 - 0.05 * (n + 1)
        for s in (-1, 1):
            way = 1 if n % 2 else -1
            parts.append(cylinder((-a * way, low, a * s), (b * way, high, b * s), 0.07, steel, 3))
            parts.append(cylinder((a * s, low, -a * way), (b * s, high, b * way), 0.07, steel, 3))
        parts.append(box((0, high, 0), (b, 0.05, b), steel))
    parts += [box((2.1, 1.3, 0), (1.2, 1.3, 1.5), yellow), box((0, 0.2, 0), (3.2, 0.4, 3.2), steel)]
    lamp = box((0, 44.5, 0), 0.3, Finish(colour=(1.0, 0.10, 0.05), emission=8.0))
    far = model([(merge([*parts[:4], *parts[-2:]]), "hero", "metal"), (lamp, "emissive", "light")])
    return model([(merge(parts), "hero", "metal"), (lamp, "emissive", "light")], far, 220.0)


@lru_cache(maxsize=1)
def _signal_house() -> Model:
    pale, red = (
        Finish(colour=(0.60, 0.57, 0.50), roughness=0.7),
        Finish(colour=(0.30, 0.08, 0.05), roughness=0.7),
    )
    glass = Finish(colour=(0.03, 0.04, 0.05), roughness=0.1)
    parts = [
        box((0, 4, 0), (9, 4, 5), pale),
        box((0, 8.2, 0), (9.8, 0.3, 5.8), red),
        box((-6, 11, 0), (2.6, 2.8, 2.6), pale),
    ]
    parts += [box((-6, 14, 0), (3.2, 0.25, 3.2), red), box((-6, 12, 0), (2.65, 0.9, 2.65), glass)]
    parts += [box((x, 5, 5.02), (0.7, 1.1, 0.05), glass) for x in np.arange(-7, 8, 2.4)]
    return model([(merge(parts), "hero", "house")])


@dataclass(frozen=True, eq=False, kw_only=True)
class Wires:
    """The wires themselves: nothing to see but now and then a glint that runs along one."""

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """Eight glints between the pillars."""
        rng, many = np.random.default_rng(6), 9
        share = np.mod(t * rng.uniform(0.25, 0.5, many) + rng.random(many), 1.0)
        rows = np.zeros((many, 12), np.float32)
        rows[:, 1] = 2.4 * rng.integers(0, 15, many)
        rows[:, 2] = PILLAR * (2 * share - 1)
        rows[:, 3], rows[:, 7] = 0.10, 0.5
        rows[:, 4:7] = np.array([1.0, 0.97, 0.9]) * (3.0 * np.sin(np.pi * share) ** 2)[:, None]
        rows[:, 10] = 40.0
        return Moment(glows=rows)

    def stir(self, t: float) -> Moment:
        """They do not touch the water."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """From pillar to pillar."""
        return np.array([-1, 0, -PILLAR], np.float32), np.array([1, 44, PILLAR], np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """They hum, if one listens."""
        return (Sound(kind="neon", at=0.0, position=(0.0, 20.0, 0.0), length=duration, gain=0.4),)


ASSET = Asset(
    id="canal",
    kind="set",
    words=Words(
        zh=("运河", "航道", "巴拿马运河", "大运河", "水道", "船闸", "盖拉德水道"),
        en=("canal", "ship canal", "panama canal", "waterway", "shipping channel", "lock"),
    ),
    build=build_canal,
    lives="water",
    size=(3200.0, 120.0, 3200.0),
)
