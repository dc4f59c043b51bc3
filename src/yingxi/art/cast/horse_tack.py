"""Saddle, cloth, bridle, reins and stirrups of a ridden horse, and the seat that they make."""

import math

import numpy as np

from yingxi.art.cast.animal_body import Skin
from yingxi.art.cast.animal_rig import Going, Posed
from yingxi.art.cast.animal_saddled import round_of
from yingxi.art.seat import Seat, sides
from yingxi.art.shapes import Finish, Mesh, Numbers, ball, cylinder, grid, merge, tube
from yingxi.art.shapes.mesh import flip

SADDLE = np.array((-0.03, 1.600, 0.0), np.float32)
STIRRUP = sides(0.06, 0.930, 0.375)
REINS = np.array((0.36, 1.79, 0.0), np.float32)
"""Where one sits, where soles stand, where the reins are held (bone `rein`)."""
HANDS = sides(-0.07, 0.0, 0.075)
"""Wrists from where the reins are held."""
SPINE = np.array(((-0.75, 1.24, 0.0), (0.50, 1.24, 0.0)), np.float32)
GIRTH = 0.292
_LEATHER = Finish(colour=(0.085, 0.032, 0.014), roughness=0.42)
_DARK = Finish(colour=(0.030, 0.014, 0.009), roughness=0.45)
_IRON = Finish(colour=(0.42, 0.42, 0.43), roughness=0.25, metal=0.95)
_BRASS = Finish(colour=(0.80, 0.53, 0.18), roughness=0.25, metal=0.95)


def seat_of(posed: Posed, going: Going) -> Seat:
    """The saddle of a posed horse: riders sit in the walk, rise to the trot, stand over the gallop."""
    turns = 2.0 * math.pi * going.phase
    rise, lean = 0.0, 0.04
    if going.speed >= 5.2:
        rise, lean = 0.06, 0.55
    elif going.speed >= 2.6:
        rise, lean = 0.055 * max(math.sin(turns), 0.0), 0.16
    chest = posed.bones.number["chest"]
    pitch = math.asin(float(np.clip(posed.turns[chest][1, 0], -1.0, 1.0)))
    held = posed.point("rein", REINS)
    return Seat(
        turn=np.eye(3, dtype=np.float32),
        place=np.zeros(3, np.float32),
        saddle=posed.point("chest", SADDLE) + np.array((0.05 * lean, rise, 0.0), np.float32),
        hands=held + HANDS,
        feet=np.stack([posed.point("chest", foot) for foot in STIRRUP]),
        lean=lean,
        pitch=pitch,
        back=np.stack([posed.point("chest", end) for end in SPINE]),
        girth=GIRTH,
        toes=0.42,
    )


def give_rein(posed: Posed, ahead: float) -> None:
    """Let the hands go with the head: the reins are held `ahead` metres from where they rest."""
    posed.bend("rein")
    posed.places[posed.bones.number["rein"]] += np.array((ahead, -0.4 * ahead, 0.0), np.float32)


def saddle_cloth(body: Mesh, colour: tuple[float, float, float], near: bool) -> Mesh:
    """A cloth over the back with a border and, near by, a fringe of tassels."""
    angles = np.linspace(-1.75, 1.75, 29 if near else 9)
    xs = np.linspace(-0.48, 0.27, 13 if near else 4)
    points = round_of(body, xs, angles, 0.022)
    inner = (np.abs(angles) < 1.58)[None, :] & ((xs > -0.43) & (xs < 0.23))[:, None]
    paint = np.where(inner[..., None], np.array(colour), np.array((0.52, 0.34, 0.09)))
    cloth = grid(points, Finish(colour=paint, roughness=0.9))
    under = flip(grid(points, Finish(colour=colour, roughness=0.9)))
    return merge([cloth, under, *(_fringe(points) if near else ())])


def _fringe(points: Numbers) -> list[Mesh]:
    """Tassels along both lower edges."""
    red = Finish(colour=(0.48, 0.03, 0.02), roughness=0.85)
    ends = [points[k, edge] for edge in (0, -1) for k in range(0, len(points), 2)]
    return [cylinder(end, end - np.array((0.0, 0.10, 0.0)), (0.008, 0.020), red, 5) for end in ends]


def saddle(near: bool) -> Mesh:
    """A deep seat between a high pommel and a cantle, with flaps to the rider's knees."""
    xs = np.array((-0.27, -0.25, -0.20, -0.12, 0.0, 0.10, 0.18, 0.225, 0.25))
    top = np.array((1.660, 1.685, 1.650, 1.592, 1.575, 1.592, 1.640, 1.690, 1.665))
    wide = np.array((0.105, 0.150, 0.165, 0.160, 0.135, 0.125, 0.120, 0.095, 0.060))
    angles = np.linspace(-1.0, 1.0, 15 if near else 7)
    rows = [
        np.stack([np.full(len(angles), x), y - 0.10 * np.abs(angles) ** 2.4, w * angles], 1)
        for x, y, w in zip(xs, top, wide, strict=True)
    ]
    seat = grid(np.array(rows), _LEATHER)
    parts = [seat, flip(seat)]
    for side in (-1, 1):
        flap = _flap(side)
        parts += [flap, flip(flap)]
    horn = [(0.225, 1.67, 0.0), (0.25, 1.72, 0.0), (0.265, 1.735, 0.0)]
    return merge([*parts, tube(horn, [0.030, 0.026, 0.020], _BRASS, 8)] if near else parts)


def _flap(side: int) -> Mesh:
    """The skirt of the saddle on one side."""
    down = np.linspace(0.0, 1.0, 6)[:, None]
    along = np.linspace(0.0, 1.0, 6)[None]
    x = -0.16 + along * (0.30 + 0.08 * down) + 0.0 * down
    y = 1.56 - 0.34 * down - 0.05 * np.sin(np.pi * along) * down
    z = side * (0.125 + 0.19 * np.sin(0.5 * np.pi * np.minimum(down * 1.25, 1.0)) + 0.0 * along)
    return grid(np.stack([x, y, z], -1), _DARK)


def straps(body: Mesh) -> list[Mesh]:
    """The girth, a breast collar with tassels, a crupper."""
    girth = round_of(body, np.array((0.085, 0.115, 0.145)), np.linspace(-3.1, 3.1, 33), 0.012)
    red = Finish(colour=(0.48, 0.03, 0.02), roughness=0.85)
    parts = [grid(girth, _DARK)]
    for side in (-1.0, 1.0):
        front = [
            (0.20, 1.42, 0.285),
            (0.36, 1.33, 0.315),
            (0.52, 1.25, 0.275),
            (0.655, 1.19, 0.13),
            (0.69, 1.17, 0.0),
        ]
        parts.append(tube([(x, y, side * z) for x, y, z in front], 0.016, _DARK, 6))
        for x, y, z in front[1:4]:
            parts.append(
                cylinder((x, y, side * z), (x + 0.01, y - 0.13, side * (z + 0.01)), (0.010, 0.026), red, 6)
            )
            parts.append(ball((x, y, side * (z + 0.008)), 0.020, _BRASS, 8, 6))
        back = [(-0.28, 1.54, 0.13), (-0.52, 1.50, 0.20), (-0.76, 1.44, 0.13), (-0.85, 1.40, 0.03)]
        parts.append(tube([(x, y, side * z) for x, y, z in back], 0.011, _DARK, 5))
    return parts


def stirrups() -> list[Mesh]:
    """Leathers from the saddle to irons under the rider's soles."""
    parts = []
    for (x, y, z), side in zip(STIRRUP.astype(float), (-1.0, 1.0), strict=True):
        top = (0.03, 1.50, side * 0.235)
        parts.append(tube([top, (0.07, 1.25, side * 0.315), (x, y + 0.16, z)], 0.011, _DARK, 5))
        arch = [
            (x, y + 0.145 * math.sin(a) - 0.012, z + 0.062 * math.cos(a)) for a in np.linspace(0, math.pi, 9)
        ]
        parts.append(tube(arch, 0.007, _IRON, 5))
        parts.append(cylinder((x, y - 0.012, z - 0.062), (x, y - 0.012, z + 0.062), 0.011, _IRON, 6))
    return parts


def bridle() -> list[Mesh]:
    """Cheek pieces, brow and nose bands, a tassel under the throat, rings of the bit."""
    around = np.linspace(0.0, 2.0 * np.pi, 17)
    way = np.array((0.66, -0.75, 0.0))
    up = np.array((0.75, 0.66, 0.0))
    parts = []
    for centre, tall, wide in (((1.255, 1.645, 0.0), 0.088, 0.078), ((1.035, 1.885, 0.0), 0.125, 0.108)):
        ring = (
            np.array(centre)
            + np.outer(np.cos(around) * tall, up)
            + np.outer(np.sin(around) * wide, (0, 0, 1))
        )
        parts += [tube(ring + k * way, 0.008, _DARK, 5) for k in (-0.008, 0.008)]
    for side in (-1.0, 1.0):
        cheek = [(1.01, 1.965, side * 0.075), (1.09, 1.80, side * 0.122), (1.24, 1.645, side * 0.082)]
        parts.append(tube([*cheek, (1.325, 1.545, side * 0.066)], 0.008, _DARK, 5))
        turn = np.linspace(0, 2 * np.pi, 11)
        bit = np.stack(
            [1.325 + 0.026 * np.cos(turn), 1.535 + 0.026 * np.sin(turn), 0 * turn + side * 0.072], 1
        )
        parts.append(tube(bit, 0.005, _IRON, 5))
    return parts


def reins(bones: dict[str, int]) -> Skin:
    """Two straps from the bit to the hands: one end goes with the head, the other with the hands."""
    meshes, weights = [], []
    share = np.linspace(0.0, 1.0, 13)
    for side in (-1.0, 1.0):
        start, end = np.array((1.325, 1.535, side * 0.075)), np.add(REINS, (0.0, 0.0, side * 0.06))
        line = start + share[:, None] * (end - start)
        line[:, 1] -= 0.10 * np.sin(np.pi * share)
        line[:, 2] += side * 0.13 * np.sin(np.pi * share) ** 0.8
        mesh = tube(line, 0.008, _DARK, 4)
        along = np.clip((mesh.position - start) @ (end - start) / float((end - start) @ (end - start)), 0, 1)
        row = np.zeros((len(along), len(bones)), np.float32)
        row[:, bones["head"]], row[:, bones["rein"]] = 1.0 - along, along
        meshes.append(mesh)
        weights.append(row)
    loop = np.stack([np.add(REINS, (0.0, 0.0, z)) for z in (-0.06, 0.0, 0.06)])
    loop[1] -= (0.03, 0.05, 0.0)
    middle = tube(loop, 0.008, _DARK, 4)
    row = np.zeros((len(middle.position), len(bones)), np.float32)
    row[:, bones["rein"]] = 1.0
    whole = merge([*meshes, middle])
    return Skin(
        mesh=whole,
        weights=np.concatenate([*weights, row]),
        loose=np.zeros(len(whole.position), np.float32),
        material="hero",
    )
