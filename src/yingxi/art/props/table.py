"""A plain wooden table with a plank top and legs that narrow downward."""

from itertools import pairwise

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model
from yingxi.art.shapes.solids import box, quad
from yingxi.world.scene import Actor, Model

TOP = 0.76
"""Height of the top in metres."""
HALF = (0.82, 0.44)
WOOD = (0.25, 0.135, 0.062)


@kept
def table_model() -> Model:
    """The table, 1.64 m long."""
    far = model([(merge(_planks(1)), "wood", "wood"), (merge(_legs()), "wood", "wood")])
    near = bake_open(merge([*_planks(5), *_legs(), *_rails()]), 0.10)
    return model([(near, "wood", "wood")], far, 16)


def _planks(many: int) -> list[Mesh]:
    """The top, of planks with soft edges and a little of the dark between them."""
    parts = []
    wide = 2 * HALF[1] / many
    for k in range(many):
        z = -HALF[1] + wide * (k + 0.5)
        tone = 1.0 + 0.13 * np.sin(k * 2.4 + 1)
        finish = Finish(colour=np.array(WOOD) * tone, roughness=0.42)
        parts.append(_bevelled((0, TOP - 0.022, z), (HALF[0], 0.022, wide / 2 - 0.002), finish))
    return parts


def _bevelled(centre: tuple[float, float, float], half: tuple[float, float, float], finish: Finish) -> Mesh:
    """A board whose upper edges are planed off, so that they catch the light."""
    x, y, z = half
    soft = 0.006
    rings = []
    for up, inset in ((-y, soft), (-y + soft, 0.0), (y - soft, 0.0), (y, soft)):
        wide, deep = x - inset, z - inset
        corners = [(wide, deep), (-wide, deep), (-wide, -deep), (wide, -deep), (wide, deep)]
        rings.append([(centre[0] + a, centre[1] + up, centre[2] + b) for a, b in corners])
    return flat_sided(np.array(rings), finish)


def flat_sided(rings: np.ndarray, finish: Finish) -> Mesh:
    """A loft through rings of corners whose sides and edges stay sharp."""
    strips = []
    for low, high in pairwise(rings):
        for k in range(len(low) - 1):
            corners = np.array([low[k], low[k + 1], high[k + 1], high[k]])
            strips.append(_facing(corners, corners.mean(0) - rings.reshape(-1, 3).mean(0), finish))
    lids = [_facing(rings[-1][:4], np.array([0, 1.0, 0]), finish)] if len(rings[-1]) == 5 else []
    return merge([*strips, *lids])


def _facing(corners: np.ndarray, out: np.ndarray, finish: Finish) -> Mesh:
    normal = np.cross(corners[1] - corners[0], corners[3] - corners[0])
    return quad(corners if normal @ out > 0 else corners[::-1], finish)


def _legs() -> list[Mesh]:
    """Four square legs, thinner toward the floor and a little splayed."""
    finish = Finish(colour=np.array(WOOD) * 0.85, roughness=0.5)
    parts = []
    for sx in (-1, 1):
        for sz in (-1, 1):
            top = np.array([sx * (HALF[0] - 0.10), TOP - 0.044, sz * (HALF[1] - 0.09)])
            foot = np.array([sx * (HALF[0] - 0.06), 0.0, sz * (HALF[1] - 0.05)])
            ends = [(foot, 0.021), (top, 0.036)]
            square = np.array([(1, 0, 1), (-1, 0, 1), (-1, 0, -1), (1, 0, -1), (1, 0, 1)])
            loops = np.array([p + r * square for p, r in ends])
            parts.append(_leg(loops, finish))
    return parts


def _leg(loops: np.ndarray, finish: Finish) -> Mesh:
    """A leg with sharp corners."""
    middle = loops.mean((0, 1))
    sides = []
    for k in range(4):
        corners = np.array([loops[0][k], loops[0][k + 1], loops[1][k + 1], loops[1][k]])
        sides.append(_facing(corners, corners.mean(0) - middle, finish))
    return merge(sides)


def _rails() -> list[Mesh]:
    """The frame under the top, which the legs stand in."""
    finish = Finish(colour=np.array(WOOD) * 0.75, roughness=0.55)
    x, z, y = HALF[0] - 0.10, HALF[1] - 0.09, TOP - 0.044 - 0.05
    rails = [box((0, y, s * z), (x, 0.05, 0.012), finish) for s in (-1, 1)]
    return rails + [box((s * x, y, 0), (0.012, 0.05, z), finish) for s in (-1, 1)]


def build_table(sheet: CallSheet) -> Actor:
    """Tables where blocking puts them."""
    return StillLife(
        parts={"table": table_model()},
        paths=sheet.paths,
        half=(HALF[0], TOP / 2, HALF[1]),
        scales=np.ones(len(sheet.paths), np.float32) if len(sheet.paths) == 1 else scales_for(sheet),
    )


ASSET = Asset(
    id="table",
    kind="prop",
    words=Words(
        zh=("桌子", "木桌", "方桌", "书桌", "餐桌", "桌", "案几", "长桌"),
        en=("table", "wooden table", "desk", "dining table", "tables"),
    ),
    build=build_table,
    size=(1.64, TOP, 0.88),
    actions=("stand",),
    closest="ms",
)
