"""The mechanical dragon's armour: one plate repeated down the spine, its core, the tail's blades."""

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.shapes import (
    Finish,
    Mesh,
    box,
    cylinder,
    extrude,
    loft,
    merge,
    model,
    transform,
    tube,
    turn,
)
from yingxi.world.scene import Model

Triple = tuple[float, float, float]
LENGTH = 24.0
PLATES = 44
PITCH = LENGTH / PLATES
MATERIAL = "battle_steel"
STEEL = Finish(colour=(0.105, 0.115, 0.130), roughness=0.34, metal=0.9, cavity=0.3)
PALE = Finish(colour=(0.27, 0.28, 0.30), roughness=0.30, metal=0.92, cavity=0.55)
BRASS = Finish(colour=(0.46, 0.255, 0.075), roughness=0.32, metal=0.95, cavity=0.3)
RUBBER = Finish(colour=(0.015, 0.015, 0.017), roughness=0.7, cavity=0.0)
HOT = (1.0, 0.30, 0.045)
EYE = (0.10, 0.85, 1.0)


def girth(station: float) -> float:
    """Radius in metres of the armour."""
    stations = (0.0, 1.5, 5.0, 10.0, 15.0, 20.0, 24.0)
    return float(np.interp(station, stations, (0.52, 0.56, 0.85, 0.92, 0.72, 0.40, 0.12)))


def glow(power: float, colour: tuple[float, float, float] = HOT) -> Finish:
    """Something that shines."""
    return Finish(colour=colour, emission=power, roughness=0.6, cavity=0.0)


def slab(centre: Triple, size: Triple, finish: Finish) -> Mesh:
    """A block from its centre and whole sizes."""
    return box(centre, 0.5 * np.array(size), finish)


@kept
def plate() -> Model:
    """A plate of radius 1 and pitch 1 about the x axis, ahead toward +x, with the core under it."""
    far = model([(merge([_cuff(4, FAR_ROWS), _core(4)]), MATERIAL, "metal")])
    middle = model([(merge([_cuff(8, MIDDLE_ROWS), _core(6), _fin(False)]), MATERIAL, "metal")], far, 150.0)
    near = [_cuff(12, NEAR_ROWS), _core(8), _fin(True), *_panels(), *_bosses(), _keel()]
    return model([(merge(near), MATERIAL, "metal")], middle, 34.0)


NEAR_ROWS = (
    (0.50, 0.84, 0.30, 0.0),
    (0.47, 0.94, 0.55, 0.5),
    (0.40, 0.97, 1.60, 1.0),
    (-0.16, 1.00, 1.00, 0.2),
    (-0.19, 1.03, 1.60, 1.0),
    (-0.36, 1.06, 0.95, 0.4),
    (-0.42, 1.04, 1.90, 1.0),
    (-0.41, 0.86, 0.30, 0.0),
)
"""Along the plate from front to back: x, radius, how bright, how worn."""
MIDDLE_ROWS = (NEAR_ROWS[1], NEAR_ROWS[2], NEAR_ROWS[5], NEAR_ROWS[7])
FAR_ROWS = (NEAR_ROWS[1], NEAR_ROWS[5])


def _cuff(sides: int, rows: tuple[tuple[float, float, float, float], ...]) -> Mesh:
    """The plate itself: faceted, flared behind, its rims bright, its belly flat and of brass."""
    angle = np.linspace(0, 2 * np.pi, sides + 1) + np.pi / sides
    flat = np.maximum(np.sin(angle), -0.80)
    rings = np.array(
        [np.stack([np.full(sides + 1, x), r * flat * 1.04, r * np.cos(angle)], -1) for x, r, _, _ in rows]
    )
    belly = (flat < -0.70)[None, :, None]
    shade = np.where(belly, np.array(BRASS.colour), np.array(STEEL.colour))
    bright = np.array([row[2] for row in rows])[:, None, None]
    worn = np.repeat(np.array([row[3] for row in rows])[:, None], sides + 1, 1)
    finish = Finish(
        colour=np.clip(shade * bright, 0, 1),
        roughness=STEEL.roughness,
        metal=STEEL.metal,
        cavity=worn,
        open=np.repeat(np.array([0.25 if row[2] < 0.4 else 1.0 for row in rows])[:, None], sides + 1, 1),
    )
    return loft(rings[::-1], finish, capped=False)


def _core(sides: int) -> Mesh:
    """The burning tube within, with a dark grille round it."""
    path = np.array([(0.78, 0, 0), (-0.78, 0, 0)], float)
    return tube(path, 0.83, glow(1.5), sides)


def _fin(fine: bool) -> Mesh:
    """A swept blade on the back; near ones have a bright edge."""
    outline = [(0.42, 0.0), (-0.48, 0.0), (-1.15, 0.86), (-0.62, 0.46)]
    blade = transform(extrude(outline[::-1], 0.07, STEEL), (0.0, 0.95, 0.0))
    if not fine:
        return blade
    edge = [(0.30, 0.10), (-0.62, 0.46), (-1.15, 0.86), (-0.66, 0.54)]
    return merge([blade, transform(extrude(edge[::-1], 0.045, PALE), (0.0, 1.02, 0.0))])


def _panels() -> list[Mesh]:
    """Raised hatches on both flanks."""
    hatches = []
    for angle in (0.62, -0.18, np.pi - 0.62, np.pi + 0.18):
        hatch = slab((0, 0, 0), (0.30, 0.10, 0.40), PALE if np.sin(angle) > 0 else STEEL)
        place = (0.14, 1.01 * np.sin(angle), 0.99 * np.cos(angle))
        hatches.append(transform(hatch, place, 1.0, turn(0.0, 0.0, np.pi / 2 - angle)))
    return hatches


def _bosses() -> list[Mesh]:
    """Brass bosses behind the hatches."""
    bosses = []
    for side in (-1.0, 1.0):
        for rise in (0.45,):
            out = np.array((0.0, np.sin(rise), side * np.cos(rise)))
            at = np.array((-0.36, 0.0, 0.0)) + 1.04 * out
            bosses.append(cylinder(at, at + 0.06 * out, 0.075, BRASS, 6))
    return bosses


def _keel() -> Mesh:
    """A ridge under the belly."""
    return slab((0.02, -0.88, 0.0), (0.95, 0.10, 0.36), BRASS)


@kept
def tail() -> Model:
    """A fan of blades at the end of the tail, its root at the origin, ahead toward +x."""
    blades = []
    for angle in (-0.9, -0.45, 0.0, 0.45, 0.9):
        long = 2.6 - 0.7 * abs(angle)
        outline = [(0.2, -0.10), (-0.6 * long, -0.20), (-long, 0.0), (-0.6 * long, 0.20), (0.2, 0.10)]
        blades.append(transform(extrude(outline[::-1], 0.05, PALE), (0, 0, 0), 1.0, turn(0.0, angle * 0.8)))
        vein = slab((-0.42 * long, 0.0, 0.0), (0.5 * long, 0.03, 0.07), glow(2.0))
        blades.append(transform(vein, (0, 0, 0), 1.0, turn(0.0, angle * 0.8)))
    return model([(merge(blades), MATERIAL, "metal")])
