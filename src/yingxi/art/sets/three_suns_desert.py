"""The desert under three suns: sharp dunes, a listening station, and whoever walks there."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from yingxi.art.asset import CallSheet, Place, Spot
from yingxi.art.props.radio_telescope import dish, mount
from yingxi.art.sets.scenery import Fixtures, Scenery, boulders, joined, rooted, standing
from yingxi.art.sets.soils import mixed
from yingxi.art.sets.views import View, pick_view, shoot_view
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array, billows, noise, ramp, ridges
from yingxi.art.shapes.place import instance, instances
from yingxi.art.shapes.solids import ball, box, cylinder, lathe
from yingxi.art.shapes.terrain import Soil, lay_ground
from yingxi.world.scene import Actor, Air, CameraPose, Moment

AIR = Air(
    sky="three_suns",
    sun=(-0.33, 0.185, -1.0),
    sun_colour=(3.4, 2.2, 1.2),
    zenith=(0.15, 0.070, 0.060),
    horizon=(0.62, 0.29, 0.105),
    ground=(0.16, 0.085, 0.045),
    haze=0.00024,
    mist=0.0005,
    mist_height=16.0,
    clouds=0.7,
    sun_size=0.030,
    shadows=True,
    wind=(7.0, 0.0, 1.5),
    dust=0.35,
)
STATION = (62.0, -96.0)
"""x, z of the station's middle."""
VIEWS = (
    View(
        of="",
        sizes=("ews",),
        eye=((-7.0, 7.4, 34.0), (-3.0, 5.6, 24.0)),
        aim=((3.0, 13.6, -60.0), (5.0, 14.2, -60.0)),
        lens=(30.0, 32.0),
    ),
    View(
        of="three_suns",
        sizes=("ews", "ws"),
        eye=((-10.0, 3.4, 30.0), (-4.0, 3.0, 22.0)),
        aim=((4.0, 15.0, -70.0), (6.0, 15.6, -70.0)),
        lens=(28.0, 30.0),
    ),
    View(
        of="astronaut",
        sizes=("ews", "ws"),
        mark="figure",
        eye=((3.2, 1.5, 13.0), (2.0, 1.35, 10.2)),
        aim=((3.0, 3.1, -30.0), (2.2, 3.4, -30.0)),
        lens=(35.0, 35.0),
        breath=0.02,
    ),
    View(
        of="astronaut",
        sizes=("fs", "mfs", "ms"),
        eye=((12.9, -2.0, 38.0), (12.3, -2.0, 37.4)),
        aim=((-0.9, 1.55, 0.0), (-0.9, 1.62, 0.0)),
        lens=(165.0, 180.0),
        exposure=0.56,
    ),
)


def build_three_suns_desert(sheet: CallSheet) -> Place:
    """The desert for one shot of the trisolar world; its cameras look into the suns."""
    land = _land()
    stand = float(dunes(np.zeros(1), np.zeros(1))[0])
    return Place(
        air=_air(sheet),
        spots={
            "ground": Spot(
                centre=(0.0, stand, 0.0), heading=(1.0, 0.0), camera=(0.0, -1.0), extent=(40.0, 9.0)
            ),
            "sky": Spot(centre=(0.0, stand + 55.0, -150.0), extent=(120.0, 50.0)),
        },
        models=land.models,
        statics=land.statics,
        actors=(Fixtures(moment=_lamps(), heard=("wind",)),),
        ground=dunes,
        setups=partial(_camera, stand),
    )


def _air(sheet: CallSheet) -> Air:
    """Suns high over a wide view; low, behind whoever is seen whole by a long lens."""
    dusty = replace(AIR, dust=0.8) if sheet.shot.weather == "dust" else AIR
    low = sheet.shot.size in ("fs", "mfs", "ms")
    if not low:
        return dusty
    # Through a long lens the air between would wash the figure out.
    return replace(
        dusty, sun=(-0.33, 0.078, -1.0), zenith=(0.13, 0.05, 0.05), haze=0.00004, mist=0.0, dust=0.1
    )


def _camera(stand: float, sheet: CallSheet, focus: Actor | None) -> Callable[[float], CameraPose] | None:
    """The view for a shot; None where the common framing knows the subject better."""
    view = pick_view(VIEWS, sheet.shot)
    if view is None:
        return None
    if view.mark and focus is not None:
        return shoot_view(view, sheet, lambda t: _foot(focus, t))
    base = np.array([0.0, stand, 0.0])
    return shoot_view(view, sheet, lambda t: base)


def _foot(focus: Actor, t: float) -> Array:
    """Where somebody stands, steadied: the middle of the box's floor."""
    low, high = (np.asarray(corner, float) for corner in focus.bounds(t))
    return np.array([0.5 * (low[0] + high[0]), low[1], 0.5 * (low[2] + high[2])])


def dunes(x: Array, z: Array) -> Array:
    """A broad saddle of sand toward the viewer, long crests behind it, tables of rock at the horizon."""
    x, z = np.broadcast_arrays(np.asarray(x, float), np.asarray(z, float))
    bent = x + 60 * (billows(x * 0.004, z * 0.004, 31, 3) - 0.5)
    depth = z + 26 * (billows(x * 0.011, z * 0.007, 32, 3) - 0.5) * 2
    crest = (1 - np.abs(2 * noise(bent * 0.0045 + depth * 0.0022, depth * 0.0105, 33) - 1)) ** 1.5
    small = (1 - np.abs(2 * noise(bent * 0.017 + depth * 0.008, depth * 0.031, 34) - 1)) ** 1.7
    away = np.hypot(x / 2.0, z)
    near = ramp(away, 14, 120)
    open_ = near * (0.16 + 0.84 * ramp(away, 130, 620))
    flat = ramp(np.hypot(x - STATION[0], z - STATION[1]), 26, 60)
    far = ramp(away, 900, 2400)
    tables = far * np.minimum(560 * np.clip(ridges(x * 0.0007, z * 0.0007, 39, 5) - 0.28, 0, 1), 120)
    saddle = 3.6 * np.exp(-((z / 20) ** 2)) * np.exp(-((x / 70) ** 2))
    hollow = 3.0 * np.exp(-(((x - 14) / 16) ** 2) - ((z - 42) / 16) ** 2)
    relief = (34 * crest * (1 - 0.55 * far) * open_ + 2.6 * small * near) * (0.25 + 0.75 * flat)
    return np.asarray(relief + saddle + tables - hollow, np.float32)


@lru_cache(maxsize=1)
def _land() -> Scenery:
    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        patch = billows(x * 0.01, z * 0.01, 51, 4)
        sand = mixed((0.46, 0.21, 0.085), (0.58, 0.29, 0.125), ramp(patch, 0.3, 0.7))
        rock = mixed((0.16, 0.075, 0.05), (0.26, 0.13, 0.08), patch)
        return Soil(colour=mixed(sand, rock, ramp(slope, 0.30, 0.5)), roughness=0.95)

    ground = lay_ground(dunes, cover, "three_sun_sand", "sand", reach=4600.0, fine=43)
    return joined([rooted(ground), _station(), _rocks()])


def _rocks() -> Scenery:
    """Stones that the wind has laid bare, a few large ones near the lens."""
    rng = np.random.default_rng(8)
    x = np.r_[rng.uniform(-60, 70, 26), -9.5, -12.0, 14.0]
    z = np.r_[rng.uniform(-80, 10, 26), 12.0, 9.0, 15.0]
    return boulders(np.stack([x, dunes(x, z), z], 1), rng, (0.17, 0.085, 0.05), (0.25, 1.5))


def _station() -> Scenery:
    """Three domes joined by tunnels, a mast, two dishes that listen to the sky."""
    x, z = STATION
    y = float(dunes(np.array([x]), np.array([z]))[0])
    white = Finish(colour=(0.50, 0.48, 0.45), roughness=0.45)
    parts: list[Mesh] = []
    for dx, dz, size in ((0.0, 0.0, 7.5), (-13.0, 5.0, 5.0), (12.0, 6.0, 5.6), (3.0, 12.0, 3.6)):
        parts.append(ball((dx, -0.5, dz), (size, 0.62 * size, size), white, 28, 14))
        parts.append(lathe([(size + 0.3, -0.6), (size + 0.3, 0.5), (size - 0.2, 0.5)], white, 28))
    parts += [box((-6.5, 0.8, 3.0), (6.0, 1.2, 1.1), white), box((6.5, 0.8, 3.5), (6.0, 1.2, 1.1), white)]
    dark = Finish(colour=(0.12, 0.11, 0.10), roughness=0.6)
    mast = [cylinder((-22, 0, -2), (-22, 46, -2), (0.42, 0.14), dark, 6)]
    mast += [box((-22, h, -2), (1.4 - 0.02 * h, 0.08, 0.08), dark) for h in (18, 30, 40)]
    glow = Finish(colour=(1.0, 0.78, 0.5), emission=2.6)
    windows = [
        box((6.9 * np.cos(a), 1.5, 6.9 * np.sin(a)), (0.30, 0.4, 0.30), glow)
        for a in np.arange(0.2, 3.0, 0.45)
    ]
    lamp = box((-22, 46.3, -2), 0.22, Finish(colour=(1.0, 0.1, 0.05), emission=12.0))
    base = model([(merge([*parts, *mast]), "hero", "house"), (merge([*windows, lamp]), "emissive", "light")])
    bowls = instances(
        [(x + 26, y + 11.2, z - 4), (x + 46, y + 7.6, z + 8)], [0.75, 0.5], yaw=[2.3, 2.6], pitch=-0.62
    )
    feet = instances([(x + 26, y - 0.2, z - 4), (x + 46, y - 0.2, z + 8)], [0.75, 0.5], yaw=[2.3, 2.6])
    return joined(
        [
            standing("station", base, instance((x, y, z))),
            standing("telescope_dish", dish(), bowls),
            standing("telescope_mount", mount(), feet),
        ]
    )


def _lamps() -> Moment:
    """Sand that the wind lifts off the crests."""
    rng = np.random.default_rng(4)
    count = 46
    x, z = rng.uniform(-150, 170, count), rng.uniform(-190, -8, count)
    rows = np.zeros((count, 12), np.float32)
    rows[:, 0], rows[:, 2] = x, z
    rows[:, 1] = dunes(x, z) + rng.uniform(0.2, 2.0, count)
    rows[:, 3] = rng.uniform(5, 13, count)
    rows[:, 4:7], rows[:, 7] = (0.62, 0.36, 0.17), rng.uniform(0.03, 0.09, count)
    rows[:, 11] = rng.uniform(0, 6, count)
    return Moment(puffs=rows)
