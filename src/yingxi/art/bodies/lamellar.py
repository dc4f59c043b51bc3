"""Lamellar armour (札甲): rows of small plates laced together, each one real and carried by bones.

After the form of Tang and Song armour: breast and back, shoulder guards (披膊), skirts over the thighs
(腿裙), bracers, round breast mirrors (护心镜), and a ribbed helmet with a neck guard and a plume.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yingxi.art.bodies.body import SIDES, SIGN, Body, Integers
from yingxi.art.bodies.dressing import Colour, dimmed
from yingxi.art.bodies.hair import fixed_to
from yingxi.art.bodies.pieces import Piece, near_weights, piece
from yingxi.art.bodies.regions import eye_level, region, regions, ring_at, waist
from yingxi.art.bodies.rotations import Numbers, cross, unit
from yingxi.art.shapes import Finish, ball, lathe, merge, transform, tube

GILT = Finish(colour=(0.72, 0.46, 0.14), roughness=0.28, metal=0.95)
_TALL, _WIDE, _PITCH = 0.068, 0.044, 0.050
"""Metres of a plate, and from one row to the next, on a body of scale 1."""
_GRID = np.array([(-0.86, 1.0), (0.86, 1.0), (-1.0, 0.0), (1.0, 0.0), (-0.96, -1.0), (0.96, -1.0)])
_FACES = np.array([(0, 2, 3), (0, 3, 1), (2, 4, 5), (2, 5, 3)])
"""A plate: three rows of two corners (right, up), its head a little narrower."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Plates:
    """Where plates lie: middles, ways outward and upward (n, 3), bone weights (n, bones)."""

    middle: Numbers
    out: Numbers
    up: Numbers
    weights: NDArray[np.float32]


def laced(
    plates: Plates, colour: Colour, cord: Colour, scale: float, wide: float = _WIDE, tall: float = _TALL
) -> list[Piece]:
    """The plates as one piece of lacquered steel, and the cords across their heads as another."""
    out, right = unit(plates.out), unit(np.cross(plates.up, plates.out))
    up = np.cross(out, right)
    count, half = len(out), 0.5 * scale * np.array([wide, tall])
    flat = _GRID * half
    # Feet stand off over the heads of the row below.
    away = scale * np.array([-0.004, -0.004, 0.005, 0.005, 0.007, 0.007])
    places = (
        plates.middle[:, None]
        + flat[None, :, :1] * right[:, None]
        + flat[None, :, 1:] * up[:, None]
        + away[None, :, None] * out[:, None]
    )
    tilt = 0.45 * _GRID[:, :1] * right[:, None] + 0.30 * _GRID[:, 1:] * up[:, None]
    normal = unit(out[:, None] + tilt).reshape(-1, 3)
    dice = np.random.default_rng(19).uniform(0.78, 1.18, (count, 1, 1))
    rows = np.array([0.55, 0.55, 1.0, 1.0, 1.25, 1.25])[None, :, None]
    paint = (np.asarray(colour) * dice * rows).reshape(-1, 3)
    shine = np.tile(np.array([0.36, 0.72]), (6 * count, 1))
    weights = np.repeat(plates.weights, 6, 0)
    steel = piece(
        places.reshape(-1, 3), _every(_FACES, 6, count), weights, paint, "hero", "metal", shine, normal
    )
    return [steel, _cords(plates, out, right, up, cord, scale * wide, scale * tall)]


def _every(faces: Integers, corners: int, count: int) -> Integers:
    """The same triangles for each of many alike things."""
    return (np.arange(count)[:, None, None] * corners + faces[None]).reshape(-1, 3)


def _cords(
    plates: Plates, out: Numbers, right: Numbers, up: Numbers, colour: Colour, wide: float, tall: float
) -> Piece:
    """A cord across every plate below its head."""
    high = plates.middle + up * 0.16 * tall + out * 0.105 * tall
    corners = [(-0.5, -0.05), (0.5, -0.05), (0.5, 0.05), (-0.5, 0.05)]
    places = np.stack([high + right * (x * wide) + up * (y * tall) for x, y in corners], 1).reshape(-1, 3)
    faces = _every(np.array([(0, 1, 2), (0, 2, 3)]), 4, len(out))
    matte = np.tile(np.array([0.85, 0.0]), (len(places), 1))
    return piece(
        places, faces, np.repeat(plates.weights, 4, 0), colour, "hero", "cloth", matte, np.repeat(out, 4, 0)
    )


def _outward(grid: Numbers) -> tuple[Numbers, Numbers]:
    """Ways outward and upward (rows, columns, 3) of a ring-wise grid whose first row is the lowest."""
    up = np.gradient(grid, axis=0)
    along = np.roll(grid, -1, 1) - np.roll(grid, 1, 1)
    out = np.cross(along, up)
    middle = grid.mean(1, keepdims=True)
    out *= np.sign(((grid - middle) * out).sum(-1, keepdims=True))
    return unit(out), unit(up)


def coat(body: Body) -> Plates:
    """Rows round breast and back, open at the arms."""
    s, low = body.scale, waist(body) - 0.075 * body.scale
    heights = low + _PITCH * s * np.arange(9)
    angles = np.linspace(0, 2 * np.pi, 27)[:-1]
    grid = np.stack([ring_at(body, y, angles, 0.034 * s, region(body.name, "trunk")) for y in heights])
    out, up = _outward(grid)
    under_arms = (grid[..., 1] > 1.335 * s) & (np.abs(grid[..., 2]) > 0.142 * s)
    neck = (grid[..., 1] > 1.44 * s) & (np.abs(grid[..., 2]) < 0.03 * s)
    keep = ~(under_arms | neck)
    middle = grid[keep]
    return Plates(
        middle=middle,
        out=out[keep],
        up=up[keep],
        weights=near_weights(body, middle, region(body.name, "trunk")),
    )


def skirts(body: Body, rows: int = 9) -> Plates:
    """Two aprons from the belt to the knees, open in front and behind; they swing with the thighs."""
    s, high = body.scale, waist(body) - 0.10 * body.scale
    side = np.linspace(0.30, np.pi - 0.42, 11)
    angles = np.concatenate([side, -side])
    around = regions(body, ("trunk", "thigh"))
    hips = ring_at(body, high - 0.09 * s, angles, 0.054 * s, around)
    down = np.arange(rows) * _PITCH * 1.04 * s
    centre = np.array([float(body.heads[0, 0]) + 0.02 * s, 0.0, 0.0])
    spread = (hips - centre) * np.array([1.0, 0.0, 1.0])
    grid = np.stack([centre + spread * (1.0 + 0.42 * d / s) + (0.0, high - d, 0.0) for d in down])
    grid[..., 1] = (high - down)[:, None]
    out, up = unit(spread)[None] + (0.0, 0.25, 0.0), np.array([0.0, 1.0, 0.0]) - 0.28 * unit(spread)[None]
    share = np.clip((down - 0.03 * s) / (0.30 * s), 0.0, 0.88)[:, None] * np.ones(len(angles))
    weights = np.zeros((rows, len(angles), len(body.bones)), np.float32)
    weights[..., body.index["root"]] = 1.0 - share
    for number, angle in enumerate(angles):
        weights[:, number, body.index[f"upperleg01.{'R' if angle > 0 else 'L'}"]] = share[:, number]
    count = rows * len(angles)
    return Plates(
        middle=grid.reshape(-1, 3),
        out=np.broadcast_to(out, grid.shape).reshape(-1, 3),
        up=np.broadcast_to(up, grid.shape).reshape(-1, 3),
        weights=weights.reshape(count, -1),
    )


def shoulders(body: Body, side: str, rows: int = 6) -> Plates:
    """A guard over the shoulder and the upper arm."""
    s = body.scale
    start, elbow = body.head(f"upperarm01.{side}"), body.head(f"lowerarm01.{side}")
    along = unit(elbow - start)
    over = unit(np.array([0.0, 1.0, 0.0]) - along * along[1])
    ahead = cross(over, along) * SIGN[side]
    share = np.linspace(-0.20, 0.80, rows)
    angles = np.linspace(-1.65, 1.65, 9)
    radius = s * np.interp(share, (-0.2, 0.1, 0.8), (0.092, 0.098, 0.092))
    ring = np.cos(angles)[:, None] * over + np.sin(angles)[:, None] * ahead
    middle = start + share[:, None, None] * (elbow - start) + radius[:, None, None] * ring[None]
    weights = np.zeros((rows, len(angles), len(body.bones)), np.float32)
    lower = np.clip((share + 0.2) / 0.4, 0.35, 1.0)[:, None]
    weights[..., body.index[f"upperarm01.{side}"]] = lower
    weights[..., body.index[f"clavicle.{side}"]] = 1.0 - lower
    return Plates(
        middle=middle.reshape(-1, 3),
        out=np.broadcast_to(ring[None], middle.shape).reshape(-1, 3),
        up=np.broadcast_to(-along, middle.shape).reshape(-1, 3),
        weights=weights.reshape(rows * len(angles), -1),
    )


def bracers(body: Body, colour: Colour) -> list[Piece]:
    """Lacquered tubes on the forearms with gilt rims."""
    s, found = body.scale, []
    for side in SIDES:
        elbow, wrist = body.head(f"lowerarm01.{side}"), body.head(f"wrist.{side}")
        spots = [elbow + share * (wrist - elbow) for share in (0.24, 0.55, 0.93)]
        lacquer = Finish(colour=colour, roughness=0.34, metal=0.55)
        forms = [tube(spots, np.array([0.060, 0.056, 0.044]) * s, lacquer, 14)]
        for at, wide in ((0.26, 0.0625), (0.90, 0.0475)):
            ring = [elbow + (at + k) * (wrist - elbow) for k in (-0.02, 0.02)]
            forms.append(tube(ring, wide * s, GILT, 14))
        found.append(fixed_to(body, f"lowerarm01.{side}", merge(forms), "hero", "metal"))
    return found


def mirrors(body: Body) -> Piece:
    """Two gilt discs on the breast and one on the belt."""
    s = body.scale
    chest = body.head("spine02")
    front = float(
        body.position[region(body.name, "trunk") & (np.abs(body.position[:, 2]) < 0.1 * s)][:, 0].max()
    )
    outline = np.array([(0.002, 0.016), (0.030, 0.014), (0.044, 0.006), (0.060, 0.010), (0.064, 0.0)])
    forward = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    discs = [
        transform(
            lathe(outline * s, GILT, 20),
            move=(front + 0.020 * s, chest[1] + 0.075 * s, z * s),
            rotation=forward,
        )
        for z in (-0.078, 0.078)
    ]
    return fixed_to(body, "spine02", merge(discs), "hero", "metal")


def helmet(body: Body, steel: Colour, plume: Colour) -> list[Piece]:
    """A ribbed bowl with a gilt brow, a finial with a hanging plume, a neck guard of plates."""
    s = body.scale
    middle = eye_level(body) + np.array([-0.088, 0.030, 0.0]) * s
    iron = Finish(colour=dimmed(steel, 1.3, 0.02), roughness=0.30, metal=0.85)
    outline = np.array(
        [(0.132, 0.0), (0.131, 0.03), (0.120, 0.075), (0.090, 0.115), (0.045, 0.142), (0.008, 0.155)]
    )
    bowl = transform(lathe(outline * s, iron, 24), scale=(1.04, 1.0, 0.90))
    brow = transform(
        lathe(np.array([(0.1345, 0.0), (0.139, 0.012), (0.1345, 0.032)]) * s, GILT, 24),
        scale=(1.04, 1.0, 0.90),
    )
    ribs = []
    for angle in np.arange(8) * np.pi / 4 + np.pi / 8:
        way = np.array([1.04 * np.cos(angle), 0.0, 0.90 * np.sin(angle)])
        line = [way * r * s * 1.012 + (0.0, y * s, 0.0) for r, y in outline[1:]]
        ribs.append(tube(line, 0.0045 * s, GILT, 5))
    finial = [
        tube([(0, 0.15 * s, 0), (0, 0.235 * s, 0)], [0.010 * s, 0.006 * s], GILT, 8),
        ball((0, 0.165 * s, 0), 0.018 * s, GILT, 10, 7),
    ]
    hull = transform(merge([bowl, brow, *ribs, *finial]), move=middle)
    top = middle + np.array([0.0, 0.235, 0.0]) * s
    return [
        fixed_to(body, "head", hull, "hero", "metal"),
        _plume(body, top, plume),
        *laced(_neck_guard(body, middle), steel, dimmed(plume, 0.8), s, 0.046, 0.062),
    ]


def _plume(body: Body, top: Numbers, colour: Colour) -> Piece:
    """Horsehair that falls on all sides from the finial."""
    s, dice = body.scale, np.random.default_rng(3)
    strands = []
    for angle in np.arange(16) * 2 * np.pi / 16:
        way = np.array([np.cos(angle), 0.0, np.sin(angle)])
        long = dice.uniform(0.10, 0.15)
        line = [top, top + (way * 0.026 + (0.0, 0.022, 0.0)) * s, top + (way * 0.085 - (0.0, long, 0.0)) * s]
        hair = Finish(colour=dimmed(colour, float(dice.uniform(0.7, 1.2))), roughness=0.8)
        strands.append(tube(line, np.array([0.007, 0.016, 0.004]) * s, hair, 5))
    return fixed_to(body, "head", merge(strands), "hero", "cloth")


def _neck_guard(body: Body, middle: Numbers) -> Plates:
    """Three rows that hang from the bowl round the back and the sides of the head."""
    s = body.scale
    angles = np.linspace(0.95, 2 * np.pi - 0.95, 17)
    rows = []
    for number in range(3):
        wide = (0.131 + 0.016 * number) * s
        ring = np.stack([1.04 * wide * np.cos(angles), 0.0 * angles, 0.92 * wide * np.sin(angles)], 1)
        rows.append(middle + ring + (0.0, (-0.022 - 0.046 * number) * s, 0.0))
    grid = np.stack(rows)
    out = unit((grid - middle) * (1.0, 0.0, 1.0) + (0.0, 0.03, 0.0))
    count = len(angles) * 3
    weights = np.zeros((count, len(body.bones)), np.float32)
    weights[:, body.index["head"]] = 1.0
    up = np.broadcast_to(np.array([0.0, 1.0, 0.0]), grid.shape)
    return Plates(middle=grid.reshape(-1, 3), out=out.reshape(-1, 3), up=up.reshape(-1, 3), weights=weights)


def lamellar(body: Body, steel: Colour, cord: Colour) -> list[Piece]:
    """The whole harness but the helmet: `steel` the colour of plates, `cord` that of their lacing."""
    s = body.scale
    found: list[Piece] = []
    for plates in (coat(body), skirts(body), *(shoulders(body, side) for side in SIDES)):
        found += laced(plates, steel, cord, s)
    return [*found, *bracers(body, dimmed(steel, 0.8)), mirrors(body)]
