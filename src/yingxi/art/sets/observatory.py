"""A radio observatory on a high plateau by night: a row of great dishes, huts, snow peaks, the Milky Way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.props.radio_telescope import AXLE, dish, mount
from yingxi.art.sets.scenery import Scenery, boulders, joined, rooted, standing
from yingxi.art.sets.soils import SNOW, mixed
from yingxi.art.sets.views import View, pick_view, shoot_view
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array, billows, eroded, ramp, ridges
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, cylinder
from yingxi.art.shapes.terrain import Soil, lay_ground
from yingxi.world.scene import Actor, Air, CameraPose, Model, Moment, Sound

NIGHT = Air(
    sky="space",
    sun=(-0.72, 0.42, -0.20),
    sun_colour=(1.15, 1.45, 2.0),
    zenith=(0.034, 0.058, 0.135),
    horizon=(0.135, 0.140, 0.215),
    ground=(0.030, 0.036, 0.056),
    glow=(0.012, 0.020, 0.050),
    glow_side=(0.050, 0.022, 0.050),
    haze=0.00016,
    mist=0.0012,
    mist_height=10.0,
    clouds=0.0,
    stars=0.36,
    sun_size=0.0,
    wind=(1.5, 0.0, 0.4),
)
DAY = Air(sky="day", haze=0.00022, mist=0.0004, mist_height=14.0, wind=(2.5, 0.0, 0.5))
DISHES = ((-62.0, -64.0), (-8.0, -92.0), (50.0, -112.0), (104.0, -130.0), (160.0, -150.0), (-136.0, -120.0))
"""x, z of the dishes."""
VIEWS = (
    View(
        of="countdown",
        sizes=("ews",),
        eye=((-30.0, 3.0, 44.0), (-22.0, 2.6, 34.0)),
        aim=((-20.0, 66.0, -140.0), (-18.0, 68.0, -140.0)),
        lens=(25.0, 26.0),
    ),
    View(
        of="countdown",
        sizes=("ws", "fs"),
        eye=((33.0, 2.0, -52.0), (31.0, 1.7, -60.0)),
        aim=((6.0, 106.0, -260.0), (4.0, 110.0, -260.0)),
        lens=(25.0, 25.0),
    ),
    View(
        of="person_woman",
        sizes=("fs", "mfs", "ws"),
        mark="figure",
        eye=((-1.9, 0.85, 4.9), (-1.2, 0.80, 4.2)),
        aim=((5.0, 11.6, -40.0), (5.0, 12.2, -40.0)),
        lens=(22.0, 22.0),
        breath=0.015,
    ),
)


def build_observatory(sheet: CallSheet) -> Place:
    """The observatory for one shot: its dishes turn slowly, all of them the same way."""
    shot = sheet.shot
    dark = is_dark(shot.hour)
    land = _land()
    stand = float(plateau(np.zeros(1), np.zeros(1))[0])
    air = NIGHT if dark else air_for(shot.hour, shot.weather, shot.season, sheet.look, DAY)
    return Place(
        air=replace(air, shadows=not dark),
        spots={
            "ground": Spot(centre=(0.0, stand, 0.0), heading=(1.0, 0.0), extent=(30.0, 8.0)),
            "sky": Spot(centre=(0.0, stand + 70.0, -160.0), extent=(120.0, 50.0)),
        },
        models=land.models,
        statics=land.statics,
        actors=(Dishes(feet=_feet(), dark=dark),),
        ground=plateau,
        setups=_camera if dark else None,
    )


def _camera(sheet: CallSheet, focus: Actor | None) -> Callable[[float], CameraPose] | None:
    """The night's own views; all else is framed as everywhere."""
    view = pick_view(VIEWS, sheet.shot)
    if view is None or focus is None:
        return None
    stand = np.array([0.0, float(plateau(np.zeros(1), np.zeros(1))[0]), 0.0])
    if not view.mark:
        return shoot_view(view, sheet, lambda t: stand)
    low, high = (np.asarray(corner, float) for corner in focus.bounds(0.0))
    foot = np.array([0.5 * (low[0] + high[0]), low[1], 0.5 * (low[2] + high[2])])
    return shoot_view(view, sheet, lambda t: foot)


def plateau(x: Array, z: Array) -> Array:
    """A wide shelf that falls away in front, snow peaks behind."""
    x, z = np.broadcast_arrays(np.asarray(x, float), np.asarray(z, float))
    away = np.hypot(x, z)
    rough = 1.6 * (billows(x * 0.03, z * 0.03, 21, 4) - 0.5) + 9.0 * ramp(away, 120, 420) * (
        billows(x * 0.006, z * 0.006, 22, 4) - 0.45
    )
    crest = ridges(x * 0.00075, z * 0.00075, 27, 6)
    peaks = ramp(away, 700, 2300) * (460 * crest**1.5 + 130 * eroded(x * 0.002, z * 0.002, 28, 6))
    return np.asarray(rough + peaks, np.float32)


@lru_cache(maxsize=1)
def _land() -> Scenery:
    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        patch = billows(x * 0.03, z * 0.03, 40, 4)
        earth = mixed((0.115, 0.100, 0.072), (0.165, 0.150, 0.100), patch)
        rock = mixed((0.13, 0.125, 0.12), (0.085, 0.082, 0.08), patch)
        colour = mixed(earth, rock, ramp(slope, 0.16, 0.36))
        snow = ramp(height + 60 * (patch - 0.5), 120, 210) * ramp(slope, 0.62, 0.36)
        return Soil(colour=mixed(colour, SNOW, snow), roughness=0.9)

    ground = lay_ground(plateau, cover, "land", "mountain", reach=5200.0, fine=43)
    rng = np.random.default_rng(9)
    x, z = rng.uniform(-70, 80, 90), rng.uniform(-60, 46, 90)
    stones = boulders(np.stack([x, plateau(x, z), z], 1), rng, (0.12, 0.115, 0.11), (0.2, 1.3))
    mounts = instances(_feet(), 1.0, np.pi / 2)
    huts = instances(
        [(x, float(plateau(np.array([x]), np.array([z]))[0]) - 0.2, z) for x, z in _HUTS],
        1.0,
        [0.4, -0.3, 0.2],
    )
    return joined(
        [
            rooted(ground),
            stones,
            standing("telescope_mount", mount(), mounts),
            standing("field_hut", _hut(), huts),
        ]
    )


_HUTS = ((-96.0, -86.0), (18.0, -120.0), (76.0, -92.0))


def _feet() -> Array:
    x, z = np.array(DISHES).T
    return np.stack([x, plateau(x, z) - 0.4, z], 1)


@lru_cache(maxsize=1)
def _hut() -> Model:
    """A field hut with lit windows, a lamp over its door, an aerial."""
    pale, dark = (
        Finish(colour=(0.40, 0.40, 0.38), roughness=0.6),
        Finish(colour=(0.09, 0.09, 0.10), roughness=0.6),
    )
    parts: list[Mesh] = [box((0, 1.6, 0), (5.5, 1.6, 2.4), pale), box((0, 3.3, 0), (5.9, 0.14, 2.8), dark)]
    parts += [
        cylinder((4.5, 3.3, -1), (4.5, 8.8, -1), 0.06, dark, 4),
        box((-3.2, 1.1, 2.42), (0.5, 1.1, 0.04), dark),
    ]
    glow = Finish(colour=(1.0, 0.70, 0.36), emission=4.2)
    panes = [box((x, 1.9, 2.42), (0.55, 0.42, 0.03), glow) for x in (-1.2, 0.8, 2.8)]
    panes.append(box((-3.2, 2.6, 2.5), (0.14, 0.08, 0.08), glow))
    return model([(merge(parts), "hero", "house"), (merge(panes), "emissive", "light")])


@dataclass(frozen=True, eq=False, kw_only=True)
class Dishes:
    """The bowls on their mounts, all looking at one place in the sky; and the lamps of the huts."""

    feet: Array
    dark: bool

    @property
    def models(self) -> Mapping[str, Model]:
        return {"telescope_dish": dish()}

    def at(self, t: float) -> Moment:
        """Bowls at `t`: they rise to the sky together."""
        lean = -0.80 + 0.035 * t
        rows = instances(
            self.feet + np.array([0.0, AXLE, 0.0]),
            1.0,
            np.full(len(self.feet), np.pi / 2 + 0.15 - 0.02 * t),
            pitch=lean,
        )
        lamps = [(x, 3.0, z + 4.0, 16.0, 20.0, 13.0, 6.5, 0.5) for x, z in _HUTS] if self.dark else []
        if self.dark:
            # The fire in the sky lights whoever stands on the stage; a cool lamp parts them from the dark.
            lamps += [
                (4.0, 12.0, -13.0, 40.0, 230.0, 92.0, 26.0, 2.0),
                (-8.0, 5.0, 3.0, 22.0, 14.0, 20.0, 32.0, 1.0),
            ]
        return Moment(instances={"telescope_dish": rows}, lights=np.array(lamps, np.float32).reshape(-1, 8))

    def stir(self, t: float) -> Moment:
        """There is no water."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Round all bowls."""
        return (self.feet.min(0) - 13).astype(np.float32), (self.feet.max(0) + 30).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Wind over the plateau, a hum of motors."""
        return (
            Sound(kind="wind", at=0.0, position=(0.0, 3.0, 0.0), length=duration, gain=0.5),
            Sound(kind="neon", at=0.0, position=(0.0, 12.0, -60.0), length=duration, gain=0.4),
        )


ASSET = Asset(
    id="observatory",
    kind="set",
    words=Words(
        zh=("天文台", "观测站", "射电天文台", "红岸基地", "望远镜阵列", "雷达峰"),
        en=("observatory", "radio observatory", "telescope array", "listening station", "research station"),
    ),
    build=build_observatory,
    size=(5200.0, 500.0, 5200.0),
)
