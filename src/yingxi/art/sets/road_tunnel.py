"""A road tunnel: wet asphalt between ribs of light that run to a vanishing point."""

from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import Fixtures, Scenery, joined, standing
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, grid, heightfield
from yingxi.world.scene import Air, Model, Moment

HALF_WIDTH, TALL = 8.5, 7.2
AIR = Air(
    sky="space",
    sun=(0.2, 0.9, 0.3),
    sun_colour=(0.12, 0.13, 0.15),
    zenith=(0.06, 0.07, 0.085),
    horizon=(0.075, 0.085, 0.10),
    ground=(0.020, 0.020, 0.022),
    haze=0.0055,
    mist=0.0,
    stars=0.0,
    clouds=0.0,
    sun_size=0.0,
    wind=(0.0, 0.0, 0.0),
    rain=0.0,
)


def build_tunnel(sheet: CallSheet) -> Place:
    """The tunnel for one shot: its ribs glow in the accents of a neon look, else in sodium and white."""
    neon = sheet.look.id in ("oriental_cyberpunk", "hard_scifi", "dream")
    accents = sheet.look.accents[:2] if neon else ((1.0, 0.50, 0.14), (0.95, 0.92, 0.86))
    tunnel = _tunnel(tuple(_bright(colour) for colour in accents))
    z = np.arange(-66.0, 34.0, 9.0)
    tubes = np.zeros((len(z), 12), np.float32)
    for row, place in enumerate(z):
        tubes[row, :8] = (-6.0, TALL - 1.0, place, 17.0, 6.0, TALL - 1.0, place, 0.0)
        tubes[row, 8:11] = np.array(_bright(accents[row % 2])) * 26.0
    return Place(
        air=AIR,
        spots={
            "ground": Spot(centre=(0.0, 0.0, -6.0), heading=(0.0, 1.0), extent=(40.0, 5.0)),
            "sky": Spot(centre=(0.0, 4.0, -12.0), heading=(0.0, 1.0), extent=(30.0, 3.5)),
        },
        models=tunnel.models,
        statics=tunnel.statics,
        actors=(Fixtures(moment=Moment(tubes=tubes), heard=("city",)),),
        ground=lambda x, z: np.zeros(np.broadcast(x, z).shape, np.float32),
    )


def _bright(colour: tuple[float, ...]) -> tuple[float, float, float]:
    top = max(max(colour), 1e-3)
    return (colour[0] / top, colour[1] / top, colour[2] / top)


def _arch(half: float, tall: float, count: int = 25) -> Array:
    """Points (count, 2) of the vault: upright walls and an elliptic crown."""
    angle = np.linspace(0, np.pi, count)
    return np.stack(
        [half * np.cos(angle) * (1 + 0.06 * np.sin(angle)), 1.6 + (tall - 1.6) * np.sin(angle) ** 0.8], 1
    )


@lru_cache(maxsize=4)
def _tunnel(accents: tuple[tuple[float, float, float], ...]) -> Scenery:
    at = np.arange(-300.0, 60.0, 9.0)
    middle = np.stack([0 * at, 0 * at, at], 1)
    lanes = np.concatenate([middle + np.array([x, 0, 0]) for x in (-2.6, 2.6)])
    paint = Finish(colour=(0.6, 0.6, 0.58))
    dash = box((0, 0.008, 0), (0.07, 0.006, 1.5), paint, faces="Y")
    parts = [
        standing("tunnel_segment", _segment(), instances(middle)),
        standing("tunnel_road", _road(), instances(middle)),
        standing("lane_dash", model([(dash, "flat", "ground")]), instances(lanes)),
    ]
    for index, colour in enumerate(accents):
        rows = instances(middle[index::2])
        parts.append(standing(f"rib_{index}", model([(_rib(colour), "emissive", "light")]), rows))
    return joined(parts)


def _segment() -> Model:
    """Nine metres of vault with a guard rail and a kerb on either side."""
    ends = [[HALF_WIDTH, 0.0]], [[-HALF_WIDTH, 0.0]]
    arch = np.concatenate([ends[0], _arch(HALF_WIDTH, TALL), ends[1]])
    sheet = np.stack([np.c_[arch, np.full(len(arch), z)] for z in (-4.5, 4.5)])
    vault = _facing_in(sheet, Finish(colour=(0.30, 0.30, 0.31), roughness=0.5, open=0.8))
    grey, light = Finish(colour=(0.2, 0.2, 0.2)), Finish(colour=(0.42, 0.42, 0.40))
    kerbs = [box((s * (HALF_WIDTH - 0.7), 0.14, 0), (0.7, 0.14, 4.5), grey) for s in (-1, 1)]
    rail = [box((s * (HALF_WIDTH - 0.16), 1.25, 0), (0.05, 0.16, 4.5), light) for s in (-1, 1)]
    return model([(merge([vault, *rail]), "tunnel_wall", "wall"), (merge(kerbs), "concrete", "stone")])


def _road() -> Model:
    wet = Finish(colour=(0.045, 0.046, 0.05), roughness=0.25)
    asphalt = heightfield((-HALF_WIDTH, HALF_WIDTH), (-4.5, 4.5), lambda x, z: 0 * x, wet)
    return model([(asphalt, "wet_road", "ground")])


def _rib(colour: tuple[float, float, float]) -> Mesh:
    inner = _arch(HALF_WIDTH - 0.12, TALL - 0.10)
    sheet = np.stack([np.c_[inner, np.full(len(inner), z)] for z in (-0.11, 0.11)])
    return _facing_in(sheet, Finish(colour=colour, emission=5.0))


def _facing_in(sheet: Array, finish: Finish) -> Mesh:
    """A sheet of points as a surface that is seen from inside the tunnel."""
    mesh = grid(sheet, finish)
    inward = (mesh.normal * (np.array([0, 3.0, 0]) - mesh.position)).sum(1).mean() > 0
    return mesh if inward else grid(sheet, finish, flipped=True)


ASSET = Asset(
    id="road_tunnel",
    kind="set",
    words=Words(
        zh=("隧道", "地下通道", "公路隧道", "霓虹隧道", "地下车库", "时光隧道", "赛道"),
        en=("tunnel", "underpass", "road tunnel", "neon tunnel", "parking garage", "race track"),
    ),
    build=build_tunnel,
    size=(17.0, 7.0, 360.0),
)
