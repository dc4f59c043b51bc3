"""The mechanical dragon's head: skull and jaw as two rigid parts, and a joint of its cable whiskers."""

from dataclasses import replace

import numpy as np

from yingxi.art.cast.mechanical_dragon_plates import BRASS, EYE, MATERIAL, PALE, RUBBER, STEEL, glow, slab
from yingxi.art.kept import kept
from yingxi.art.shapes import (
    Finish,
    Mesh,
    ball,
    cylinder,
    extrude,
    loft,
    merge,
    model,
    transform,
    turn,
)
from yingxi.art.shapes.mesh import make
from yingxi.world.scene import Model

HINGE = (0.05, -0.28, 0.0)
"""Where the jaw hangs, metres before the neck."""
SKULL = (
    (-0.50, 0.55, 0.60, 0.02),
    (-0.10, 0.62, 0.66, 0.06),
    (0.30, 0.60, 0.64, 0.12),
    (0.62, 0.50, 0.54, 0.15),
    (0.95, 0.40, 0.42, 0.12),
    (1.40, 0.30, 0.34, 0.05),
    (1.80, 0.23, 0.28, 0.02),
    (2.05, 0.12, 0.17, -0.03),
)
"""x, half height, half width, middle y."""
JAW = (
    (0.0, 0.16, 0.42, -0.42),
    (0.4, 0.17, 0.40, -0.50),
    (0.8, 0.14, 0.33, -0.60),
    (1.3, 0.12, 0.26, -0.68),
    (1.62, 0.11, 0.20, -0.71),
    (1.86, 0.05, 0.11, -0.66),
)
RIDGE = (
    (-0.1, 0.08, 0.34, 0.66),
    (0.3, 0.11, 0.30, 0.74),
    (0.95, 0.07, 0.20, 0.54),
    (1.7, 0.035, 0.08, 0.26),
)
PALATE = ((0.1, 0.10, 0.34, -0.22), (1.0, 0.06, 0.26, -0.22), (1.6, 0.03, 0.15, -0.20))
TONGUE = ((0.1, 0.08, 0.28, -0.33), (0.8, 0.05, 0.22, -0.47), (1.45, 0.03, 0.12, -0.57))
TEETH = (
    (1.92, 0.10, 0.36),
    (1.72, 0.17, 0.20),
    (1.50, 0.215, 0.26),
    (1.26, 0.25, 0.18),
    (1.02, 0.28, 0.22),
    (0.78, 0.31, 0.15),
)
"""x, z and length of the upper teeth."""
HORNS = (
    ((0.10, 0.60, 0.34), 2.1, -0.30),
    ((-0.15, 0.50, 0.54), 1.5, -0.52),
    ((-0.30, 0.12, 0.64), 1.1, -0.8),
)


@kept
def skull() -> Model:
    """The upper head, the neck at the origin, looking toward +x."""
    far = model([(merge([wedge(SKULL[::3], STEEL), *_eyes(False)]), MATERIAL, "metal")])
    plain = [
        wedge(SKULL[::2], STEEL),
        wedge(RIDGE, BRASS),
        wedge(PALATE, glow(1.0), (1.9, 0.5, 0.05)),
        *_eyes(False),
    ]
    middle = model([(merge([*plain, *_horns(False)]), MATERIAL, "metal")], far, 150.0)
    near = [
        wedge(SKULL, STEEL),
        wedge(RIDGE, BRASS),
        wedge(PALATE, glow(1.0), (1.9, 0.5, 0.05)),
        *_eyes(True),
        *_horns(True),
    ]
    near += [*_masks(), *_upper_teeth(), *_cheeks(), *_vents(), *_snout()]
    return model([(merge(near), MATERIAL, "metal")], middle, 46.0)


@kept
def jaw() -> Model:
    """The lower jaw about its hinge at the origin."""
    back = tuple(-value for value in HINGE)

    def hung(parts: list[Mesh]) -> Mesh:
        return transform(merge(parts), back)

    far = model([(hung([wedge(JAW[::5], STEEL)]), MATERIAL, "metal")])
    middle = model(
        [
            (
                hung([wedge(JAW[::2], STEEL), _tongue(), *_grille()]),
                MATERIAL,
                "metal",
            )
        ],
        far,
        150.0,
    )
    near = [wedge(JAW, STEEL), _tongue(), *_grille()]
    for side in (-1.0, 1.0):
        near.append(cylinder((0.05, -0.28, 0.44 * side), (0.05, -0.28, 0.68 * side), 0.21, BRASS, 14))
        near.append(cylinder((0.05, -0.28, 0.66 * side), (0.05, -0.28, 0.71 * side), 0.11, glow(3.0), 10))
        piston = np.array((0.45, -0.20, 0.46 * side)), np.array((0.85, -0.52, 0.38 * side))
        near.append(cylinder(*piston, 0.045, PALE, 8))
        rail = [(0.1, -0.34), (0.9, -0.52), (1.7, -0.64), (1.7, -0.70), (0.9, -0.62), (0.1, -0.50)]
        near.append(transform(extrude(rail[::-1], 0.05, PALE), (0, 0, 0.40 * side), 1.0, turn(0.135 * side)))
        for x, z, long in TEETH:
            root = (0.94 * x - 0.14, -0.53 - 0.06 * x, 0.84 * z * side)
            near.append(
                cylinder(root, (root[0] + 0.05, root[1] + 0.8 * long, root[2]), (0.045, 0.004), PALE, 6)
            )
    near.append(extruded_beard())
    return model([(hung(near), MATERIAL, "metal")], middle, 46.0)


def extruded_beard() -> Mesh:
    """Blades under the chin."""
    outlines = (
        [(1.5, -0.76), (1.2, -0.74), (0.55, -1.15), (0.95, -0.86)],
        [(1.1, -0.74), (0.8, -0.70), (0.1, -1.10), (0.5, -0.82)],
    )
    return merge([extrude(outline[::-1], 0.06, PALE) for outline in outlines])


@kept
def cable() -> Model:
    """A joint of a whisker, 1 m toward -x."""
    hose = cylinder((0.06, 0, 0), (-1.06, 0, 0), 0.055, RUBBER, 6)
    collar = cylinder((0.05, 0, 0), (-0.16, 0, 0), 0.075, BRASS, 6)
    far = model([(cylinder((0, 0, 0), (-1, 0, 0), 0.055, RUBBER, 3), MATERIAL, "metal")])
    return model([(merge([hose, collar]), MATERIAL, "metal")], far, 40.0)


@kept
def cable_tip() -> Model:
    """The lit end of a whisker, 1 m toward -x."""
    return model([(cylinder((0.02, 0, 0), (-1, 0, 0), (0.055, 0.01), glow(7.0, EYE), 6), MATERIAL, "light")])


def wedge(
    stations: tuple[tuple[float, float, float, float], ...], finish: Finish, heat: tuple[float, ...] = ()
) -> Mesh:
    """A faceted form through (x, half height, half width, middle y) stations; `heat` is emission at each."""
    profile = np.array(
        [
            (-1, -0.5),
            (-0.62, -1),
            (0.62, -1),
            (1, -0.5),
            (1, 0.34),
            (0.5, 1),
            (-0.5, 1),
            (-1, 0.34),
            (-1, -0.5),
        ]
    )
    rings = [
        np.stack([np.full(9, x), y + tall * profile[:, 1], wide * profile[:, 0]], -1)
        for x, tall, wide, y in stations
    ]
    if heat:
        finish = replace(finish, emission=np.repeat(np.array(heat)[:, None], 9, 1))
        return loft(np.array(rings), finish, capped=False, flipped=False)
    return faceted(loft(np.array(rings), finish, flipped=False))


def faceted(mesh: Mesh) -> Mesh:
    """The same form with flat faces, as cut from plate; its edges are worn bright."""
    corners = mesh.triangles.reshape(-1)
    place = mesh.position[corners].reshape(-1, 3, 3)
    normal = np.cross(place[:, 1] - place[:, 0], place[:, 2] - place[:, 0])
    along = normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    old = mesh.normal[corners].reshape(-1, 3, 3).mean(1)
    # A quarter of the smooth normal stays, so that a face is not lit quite evenly.
    mixed = np.repeat(0.8 * along + 0.2 * old, 3, 0)
    flat = make(place.reshape(-1, 3), mixed, np.arange(len(corners)).reshape(-1, 3))
    same = ("colour", "emission", "roughness", "metal", "open", "cavity")
    return replace(flat, **{name: getattr(mesh, name)[corners] for name in same})


def _crest() -> list[Mesh]:
    """The brass ridge of the skull, and the palate that glows from the throat."""
    return [wedge(RIDGE, BRASS), wedge(PALATE, glow(1.0), (1.9, 0.5, 0.05))]


def _tongue() -> Mesh:
    """The bed of the furnace, brightest in the throat."""
    return wedge(TONGUE, glow(1.0), (2.2, 0.8, 0.2))


def _grille() -> list[Mesh]:
    """Dark ribs over the glowing tongue."""
    ribs = []
    for k in range(6):
        x = 0.30 + 0.20 * k
        y = float(np.interp(x, [row[0] for row in TONGUE], [row[3] + row[1] for row in TONGUE]))
        ribs.append(slab((x, y + 0.012, 0.0), (0.055, 0.05, 0.46 - 0.045 * k), RUBBER))
    return ribs


ALMOND = ((-0.24, -0.01), (-0.10, -0.075), (0.10, -0.06), (0.25, 0.025), (0.10, 0.06), (-0.10, 0.05))
"""The outline of an eye."""


def _eyes(fine: bool) -> list[Mesh]:
    """Slit eyes that burn under plated brows."""
    parts: list[Mesh] = []
    for side in (-1.0, 1.0):
        lean = turn(0.24 * side, -0.16, -0.16 * side)
        outline = np.array(ALMOND)
        eye = extrude(outline, 0.06, glow(7.0, EYE))
        parts.append(transform(eye, (0.90, 0.40, 0.435 * side), 1.0, lean))
        if not fine:
            continue
        rim = extrude(1.28 * outline, 0.05, RUBBER)
        parts.append(transform(rim, (0.90, 0.40, 0.430 * side), 1.0, lean))
        slit = extrude([(-0.018, -0.075), (0.018, -0.075), (0.03, 0.06), (0.0, 0.06)], 0.075, RUBBER)
        parts.append(transform(slit, (0.93, 0.40, 0.437 * side), 1.0, lean))
        for k in range(4):
            brow = slab((0, 0, 0), (0.46 - 0.07 * k, 0.07, 0.17), (PALE, STEEL, BRASS, STEEL)[k])
            place = (0.86 - 0.20 * k, 0.52 + 0.055 * k, (0.41 + 0.02 * k) * side)
            parts.append(transform(brow, place, 1.0, turn(0.24 * side, -0.26, -0.2 * side)))
    return parts


MASKS = (
    ([(1.98, -0.02), (1.35, 0.16), (1.05, 0.20), (1.16, 0.02), (1.45, -0.10), (1.95, -0.12)], 0.325, STEEL),
    ([(1.60, 0.02), (1.20, 0.12), (1.28, -0.02), (1.56, -0.06)], 0.350, PALE),
    ([(1.02, 0.14), (0.62, 0.24), (0.40, 0.10), (0.62, -0.08), (1.10, -0.04)], 0.520, STEEL),
    ([(0.30, 0.46), (-0.10, 0.60), (-0.50, 0.52), (-0.20, 0.38), (0.22, 0.34)], 0.560, PALE),
)
"""Plates of the face: outline seen from the side, how far out, paint."""


def _masks() -> list[Mesh]:
    """Plates bolted to snout and cheeks, a shadow gap behind each, rivets at their corners."""
    parts: list[Mesh] = []
    for side in (-1.0, 1.0):
        for outline, z, finish in MASKS:
            yaw = turn(0.20 * side if z < 0.4 else 0.26 * side if z < 0.54 else 0.10 * side)
            middle = np.array(outline).mean(0)
            local = np.array(outline) - middle
            place = (middle[0], middle[1], z * side)
            parts.append(transform(extrude(local[::-1], 0.055, finish), place, 1.0, yaw))
            behind = (place[0], place[1], place[2] - 0.045 * side)
            parts.append(transform(extrude(1.06 * local[::-1], 0.03, RUBBER), behind, 1.0, yaw))
            for corner in 0.78 * local[::2]:
                rivet = cylinder((*corner, 0.02 * side), (*corner, 0.045 * side), 0.022, BRASS, 6)
                parts.append(transform(rivet, place, 1.0, yaw))
    return parts


def _upper_teeth() -> list[Mesh]:
    spikes = []
    for side in (-1.0, 1.0):
        for x, z, long in TEETH:
            root = (x, -0.13, z * side)
            spikes.append(cylinder(root, (x - 0.05, -0.15 - long, 0.95 * z * side), (0.052, 0.004), PALE, 6))
    return spikes


def _cheeks() -> list[Mesh]:
    """Layered guards over the joint of the jaw."""
    layers = (
        (
            [(0.65, 0.20), (0.30, 0.34), (-0.45, 0.36), (-0.85, 0.10), (-0.35, -0.10), (0.30, -0.06)],
            0.60,
            STEEL,
        ),
        ([(0.45, 0.12), (0.10, 0.26), (-0.40, 0.26), (-0.70, 0.10), (-0.30, -0.02)], 0.645, PALE),
        ([(0.0, 0.40), (-0.4, 0.52), (-1.25, 0.62), (-0.6, 0.34)], 0.58, BRASS),
    )
    parts = []
    for side in (-1.0, 1.0):
        for outline, z, finish in layers:
            guard = extrude(outline[::1], 0.05, finish)
            parts.append(transform(guard, (0.0, 0.0, z * side), 1.0, turn(0.16 * side)))
    return parts


def _vents() -> list[Mesh]:
    """Slots in the cheeks through which the furnace shows."""
    slots = []
    for side in (-1.0, 1.0):
        for k in range(4):
            slot = slab((0, 0, 0), (0.05, 0.20 - 0.025 * k, 0.04), glow(2.2))
            place = (0.42 - 0.13 * k, 0.08, (0.63 + 0.012 * k) * side)
            slots.append(transform(slot, place, 1.0, turn(0.0, 0.0, 0.0) @ turn(0.0, -0.5)))
    return slots


def _snout() -> list[Mesh]:
    """Nostrils with embers, and ribs over the nose."""
    parts: list[Mesh] = []
    for side in (-1.0, 1.0):
        parts.append(ball((1.90, 0.13, 0.14 * side), (0.10, 0.07, 0.06), BRASS, 8, 5))
        parts.append(ball((1.965, 0.12, 0.16 * side), (0.05, 0.04, 0.04), glow(4.0), 6, 4))
    for k in range(4):
        x = 1.05 + 0.2 * k
        tall = float(np.interp(x, [row[0] for row in SKULL], [row[1] + row[3] for row in SKULL]))
        parts.append(slab((x, tall + 0.0, 0.0), (0.07, 0.06, 0.34 - 0.05 * k), PALE))
    return parts


def _horns(fine: bool) -> list[Mesh]:
    """Blades swept back from the skull."""
    blades = []
    for side in (-1.0, 1.0):
        for (x, y, z), sweep, lean in HORNS:
            outline = [(0.1, 0.0), (-0.25, 0.0), (-sweep, 0.80 * sweep), (-0.42 * sweep, 0.42 * sweep)]
            turned = turn(-0.30 * side, 0.08, -lean * side)
            blades.append(transform(extrude(outline[::-1], 0.08, STEEL), (x, y, z * side), 1.0, turned))
            if fine:
                edge = [
                    (0.06, 0.06),
                    (-0.42 * sweep, 0.42 * sweep),
                    (-sweep, 0.80 * sweep),
                    (-0.44 * sweep, 0.50 * sweep),
                ]
                blades.append(transform(extrude(edge[::-1], 0.05, PALE), (x, y, z * side), 1.0, turned))
    return blades
