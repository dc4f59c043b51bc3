"""Chinese buildings of wood, plaster and tile: roofs with lifted corners, houses, pavilions, pagodas, gates.

Each builder gives parts (mesh, material, semantic), standing on y = 0 with the front toward +z, metres.
Windows are parts of the material 'window': the instance's parameter says how brightly they are lit.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from yingxi.art.shapes.mesh import Finish, Mesh, merge, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import box, cylinder, grid, quad, tube

Parts = list[tuple[Mesh, str, str]]
Colour = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paint:
    """The colours of a building, linear."""

    wall: Colour = (0.56, 0.54, 0.49)
    wood: Colour = (0.085, 0.040, 0.024)
    tile: Colour = (0.055, 0.062, 0.070)
    ridge: Colour = (0.12, 0.125, 0.13)
    base: Colour = (0.23, 0.22, 0.20)
    light: Colour = (1.0, 0.52, 0.17)


TOWN = Paint()
TEMPLE = Paint(wall=(0.36, 0.055, 0.035), wood=(0.26, 0.030, 0.020), tile=(0.10, 0.13, 0.11))
PALACE = Paint(
    wall=(0.34, 0.045, 0.030),
    wood=(0.30, 0.032, 0.022),
    tile=(0.62, 0.33, 0.045),
    ridge=(0.66, 0.38, 0.06),
    base=(0.62, 0.60, 0.55),
)
FARM = Paint(wall=(0.42, 0.34, 0.23), wood=(0.13, 0.075, 0.04), tile=(0.20, 0.165, 0.12))


AFAR = np.array([-1.0, -0.72, 0.72, 1.0])
"""Places along an eave that show from afar how its corners are lifted."""


def hip_roof(
    width: float, depth: float, eave: float, rise: float, paint: Paint, lift: float = 0.5, top: float = 0.0,
    *, fine: bool = True,
) -> Parts:  # fmt: skip
    """A curved hip roof with lifted corners; `width` x `depth` at the eaves, `top` its ridge's length.

    One that is not `fine` is for afar: its corners are lifted in one bend.
    """
    u, v = (np.linspace(-1, 1, 17), np.linspace(0, 1, 8)) if fine else (AFAR, np.array([0.0, 0.5, 1.0]))
    parts: Parts = []
    for side in range(4):
        half, run = (width / 2, depth / 2) if side % 2 == 0 else (depth / 2, width / 2)
        end = (top / 2, 0.0) if side % 2 == 0 else (0.0, (width - top) / 2 if top else width / 2)
        narrow = end[0] + (half - end[0]) * (1 - v)
        reach = run if side % 2 == 0 else end[1]
        across = u[:, None] * narrow[None]
        away = (run - v * reach)[None] + 0 * across
        up = eave + rise * v**1.55 + lift * np.abs(u[:, None]) ** 6 * (1 - v) ** 2.2
        sheet = np.stack([across, up, away], -1)
        slope = turn(yaw=side * np.pi / 2)
        tone = np.clip(np.array(paint.tile) * (0.8 + 0.35 * v[None, :, None]) + 0 * sheet, 0, 1)
        upper = grid(sheet, Finish(colour=tone, roughness=0.55, open=0.85, metal=float(side % 2)))
        lower = grid(sheet - [0, 0.16, 0], Finish(colour=paint.wood, roughness=0.8, open=0.35), flipped=True)
        rim = grid(
            np.stack([sheet[:, 0], sheet[:, 0] - [0, 0.17, 0]], 1),
            Finish(colour=paint.ridge, roughness=0.6),
            flipped=True,
        )
        parts += [
            (transform(upper, rotation=slope), "tiles", "roof"),
            (transform(merge([lower, rim]), rotation=slope), "timber", "wood"),
        ]
        hip = np.stack([narrow, up[-1], run - v * reach], 1)
        ridge = tube(hip[::2] + np.array([0, 0.06, 0]), 0.13, Finish(colour=paint.ridge, roughness=0.6), 5)
        parts.append((transform(ridge, rotation=slope), "timber", "roof"))
    crown = eave + rise + 0.1
    length = max(top / 2, 0.12)
    bar = box((0, crown, 0), (length + 0.15, 0.2, 0.16), Finish(colour=paint.ridge, roughness=0.6))
    return [*parts, (bar, "timber", "roof")]


def gable_roof(width: float, depth: float, eave: float, rise: float, paint: Paint) -> Parts:
    """A plain two-sided roof with a slight sag, ridge along x."""
    u, v = np.linspace(-1, 1, 9), np.linspace(0, 1, 7)
    parts: Parts = []
    for yaw in (0.0, np.pi):
        across, away = u[:, None] * width / 2 + 0 * v, depth / 2 * (1 - v)[None] + 0 * u[:, None]
        sheet = np.stack([across, eave + rise * v[None] ** 1.25 + 0 * across, away], -1)
        upper = grid(sheet, Finish(colour=paint.tile, roughness=0.6, open=0.9))
        lower = grid(sheet - [0, 0.14, 0], Finish(colour=paint.wood, open=0.4), flipped=True)
        rim = grid(
            np.stack([sheet[:, 0], sheet[:, 0] - [0, 0.15, 0]], 1), Finish(colour=paint.ridge), flipped=True
        )
        parts += [
            (transform(upper, rotation=turn(yaw=yaw)), "tiles", "roof"),
            (transform(merge([lower, rim]), rotation=turn(yaw=yaw)), "timber", "wood"),
        ]
    bar = box((0, eave + rise + 0.04, 0), (width / 2 + 0.1, 0.14, 0.16), Finish(colour=paint.ridge))
    return [*parts, (bar, "timber", "roof")]


def house(
    width: float = 9.0,
    depth: float = 6.5,
    storeys: int = 1,
    paint: Paint = TOWN,
    seed: int = 0,
    shop: bool = False,
    *,
    fine: bool = True,
) -> Parts:
    """A house of one to three storeys, each with an eave; lattice windows and a door, or a shop front.

    `fine` False gives the coarser roofs for afar.
    """
    rng = np.random.default_rng(seed)
    parts: Parts = [
        (
            box(
                (0, 0.2, 0),
                (width / 2 + 0.4, 0.25, depth / 2 + 0.4),
                Finish(colour=paint.base, roughness=0.9),
                faces="xXYzZ",
            ),
            "stone",
            "stone",
        )
    ]
    floor, wide, deep = 0.4, width, depth
    for storey in range(storeys):
        tall = 3.3 - 0.3 * storey
        parts += _walls(wide, deep, floor, tall, paint, rng, open_front=shop and storey == 0)
        floor += tall
        last = storey == storeys - 1
        if last:
            parts += hip_roof(
                wide + 2.0, deep + 2.0, floor - 0.1, deep * 0.36, paint, 0.55, wide * 0.62, fine=fine
            )
        else:
            parts += _skirt(wide, deep, floor, paint, fine)
            wide, deep = wide - 0.7, deep - 0.7
    return parts


def _skirt(width: float, depth: float, level: float, paint: Paint, fine: bool = True) -> Parts:
    """The short roof round a storey's foot."""
    u = (np.linspace(-1, 1, 13) if fine else AFAR)[:, None]
    parts: Parts = []
    for side in range(4):
        half, run = (width, depth) if side % 2 == 0 else (depth, width)
        v = np.linspace(0, 1, 4 if fine else 2)[None]
        across = u * (half / 2 + 1.0 * (1 - v) - 0.3 * v)
        up = level - 0.35 + 0.85 * v**1.4 + 0.28 * np.abs(u) ** 6 * (1 - v)
        sheet = np.stack([across, up + 0 * across, run / 2 + 1.0 - 1.3 * v + 0 * across], -1)
        upper = grid(sheet, Finish(colour=paint.tile, roughness=0.55, metal=float(side % 2)))
        lower = grid(sheet - [0, 0.12, 0], Finish(colour=paint.wood, open=0.3), flipped=True)
        rim = grid(
            np.stack([sheet[:, 0], sheet[:, 0] - [0, 0.13, 0]], 1), Finish(colour=paint.ridge), flipped=True
        )
        spin = turn(yaw=side * np.pi / 2)
        parts += [
            (transform(upper, rotation=spin), "tiles", "roof"),
            (transform(merge([lower, rim]), rotation=spin), "timber", "wood"),
        ]
    return parts


def _walls(
    width: float,
    depth: float,
    floor: float,
    tall: float,
    paint: Paint,
    rng: np.random.Generator,
    open_front: bool = False,
) -> Parts:
    """One storey: plaster, posts, beams, and lattice windows set back in their frames."""
    hw, hd, top = width / 2, depth / 2, floor + tall
    plaster = Finish(colour=paint.wall, roughness=0.92, open=0.8)
    wood = Finish(colour=paint.wood, roughness=0.7, open=0.8)
    body = box((0, floor + tall / 2, 0), (hw - 0.12, tall / 2, hd - 0.12), plaster, faces="xXzZ")
    timber = [box((0, top - 0.12, 0), (hw + 0.06, 0.13, hd + 0.06), wood, faces="xXyzZ")]
    bays = max(3, round(width / 2.4))
    posts = np.linspace(-hw, hw, bays + 1)
    for z in (hd, -hd):
        timber += [cylinder((x, floor, z), (x, top, z), 0.11, wood, 7) for x in posts]
    glass, frames = [], []
    for bay in range(bays):
        x = (posts[bay] + posts[bay + 1]) / 2
        half = (posts[bay + 1] - posts[bay]) / 2 - 0.2
        door = bay == bays // 2 or open_front
        low = floor + (0.05 if door else 0.95)
        lit = rng.uniform(0.5, 1.3) if rng.random() < 0.85 else 0.05
        glass.append(_pane(x, low, top - 0.35, hd - 0.05, half, paint, lit * (1.5 if open_front else 1.0)))
        frames += _lattice(x, low, top - 0.35, hd, half, wood, solid=door and not open_front)
    return [
        (body, "plaster", "wall"),
        (merge([*timber, *frames]), "timber", "wood"),
        (merge(glass), "window", "light"),
    ]


def _pane(x: float, low: float, high: float, z: float, half: float, paint: Paint, lit: float) -> Mesh:
    corners = [(x - half, low, z), (x + half, low, z), (x + half, high, z), (x - half, high, z)]
    return quad(corners, Finish(colour=paint.light, emission=lit * 1.15, roughness=0.5))


def _lattice(
    x: float, low: float, high: float, z: float, half: float, wood: Finish, solid: bool = False
) -> list[Mesh]:
    """Frame and bars before a pane; the lower half of a door is boarded."""
    bars = [box((x, y, z), (half, 0.06, 0.05), wood) for y in (low, high)]
    bars += [
        box((x + side * half, (low + high) / 2, z), (0.06, (high - low) / 2, 0.05), wood) for side in (-1, 1)
    ]
    thin = 4 if half > 0.6 else 3
    for k in range(1, thin):
        bars.append(
            box((x - half + 2 * half * k / thin, (low + high) / 2, z), (0.025, (high - low) / 2, 0.03), wood)
        )
    for k in range(1, 4):
        bars.append(box((x, low + (high - low) * k / 4, z), (half, 0.025, 0.03), wood))
    if solid:
        bars.append(box((x, low + (high - low) * 0.22, z), (half, (high - low) * 0.22, 0.035), wood))
    return bars


def pagoda(
    levels: int = 7, width: float = 9.0, paint: Paint = TEMPLE, sides: int = 8, *, fine: bool = True
) -> Parts:
    """An eight-sided tower of shrinking storeys with lifted eaves and a spire; `fine` False is for afar."""
    parts: Parts = [
        _ring(width * 0.68, width * 0.66, 0.0, 0.9, sides, Finish(colour=paint.base), "stone", "stone")
    ]
    level, radius = 0.9, width / 2
    for storey in range(levels):
        tall = 2.9 - 0.14 * storey
        body = Finish(colour=paint.wall, roughness=0.85, open=0.7)
        parts.append(_ring(radius * 0.82, radius * 0.80, level, level + tall, sides, body, "plaster", "wall"))
        parts += _posts(radius * 0.86, level, tall, sides, paint, fine)
        parts += _eave(radius, level + tall, sides, paint, (6, 5) if fine else (3, 3))
        level += tall + 0.62
        radius *= 0.90
    cap = Finish(colour=paint.ridge, roughness=0.5)
    parts.append(
        (
            tube(
                [(0, level - 0.3, 0), (0, level + 1.0, 0), (0, level + 1.6, 0), (0, level + 4.2, 0)],
                [0.5, 0.35, 0.22, 0.03],
                cap,
                7,
            ),
            "timber",
            "roof",
        )
    )
    return parts


def _posts(radius: float, level: float, tall: float, sides: int, paint: Paint, fine: bool) -> Parts:
    angle = (np.arange(sides) + 0.5) * 2 * np.pi / sides
    wood = Finish(colour=paint.wood, roughness=0.7)
    feet = np.stack([radius * np.cos(angle), 0 * angle + level, radius * np.sin(angle)], -1)
    heads = feet + np.array([0, tall, 0])
    posts = [
        cylinder(foot, head, 0.10, wood, 6) if fine else tube([foot, head], 0.1, wood, 3)
        for foot, head in zip(feet, heads, strict=True)
    ]
    glass = []
    for a in np.arange(sides) * 2 * np.pi / sides:
        spin = turn(yaw=-a + np.pi / 2)
        pane = _pane(0, level + 0.7, level + tall - 0.5, radius * 0.905, radius * 0.17, paint, 0.9)
        glass.append(transform(pane, rotation=spin))
    return [(merge(posts), "timber", "wood"), (merge(glass), "window", "light")]


def _eave(radius: float, level: float, sides: int, paint: Paint, steps: tuple[int, int]) -> Parts:
    """One ring of roof in `steps` a side and up: out and up at the corners."""
    angle = np.linspace(0, 2 * np.pi, sides * steps[0] + 1)
    corner = np.abs((angle / (2 * np.pi / sides) + 0.5) % 1 - 0.5) * 2
    flat = np.cos(np.pi / sides) / np.cos((angle + np.pi / sides) % (2 * np.pi / sides) - np.pi / sides)
    v = np.linspace(0, 1, steps[1])[None]
    reach = (radius * (1.34 - 0.58 * v)) * flat[:, None]
    up = level - 0.30 + 0.95 * v**1.5 + 0.42 * (1 - corner[:, None]) ** 5 * (1 - v) ** 2
    sheet = np.stack([reach * np.cos(angle)[:, None], up, reach * np.sin(angle)[:, None]], -1)
    upper = grid(sheet, Finish(colour=paint.tile, roughness=0.55), flipped=True, closed=False)
    lower = grid(sheet - [0, 0.14, 0], Finish(colour=paint.wood, open=0.3))
    rim = grid(np.stack([sheet[:, 0], sheet[:, 0] - [0, 0.15, 0]], 1), Finish(colour=paint.ridge))
    return [(upper, "tiles", "roof"), (merge([lower, rim]), "timber", "wood")]


def _ring(
    low: float,
    high: float,
    bottom: float,
    top: float,
    sides: int,
    finish: Finish,
    material: str,
    semantic: str,
) -> tuple[Mesh, str, str]:
    """A many-sided wall with a lid, flat faces."""
    angle = (np.arange(sides + 1) + 0.5) * 2 * np.pi / sides
    faces = []
    for a, b in pairwise(angle):
        corners = [
            (low * np.cos(b), bottom, low * np.sin(b)),
            (low * np.cos(a), bottom, low * np.sin(a)),
            (high * np.cos(a), top, high * np.sin(a)),
            (high * np.cos(b), top, high * np.sin(b)),
        ]
        faces += [quad(corners, finish), quad([(0, top, 0), corners[3], corners[2], (0, top, 0)], finish)]
    return merge(faces), material, semantic


def outline(parts: Parts) -> tuple[Array, Array]:
    """Low and high corners of a building."""
    places = np.concatenate([mesh.position for mesh, _, _ in parts])
    return places.min(0), places.max(0)


def pavilion(width: float = 5.0, paint: Paint = TEMPLE) -> Parts:
    """An open pavilion on six posts under a pointed roof with lifted corners."""
    base = Finish(colour=paint.base, roughness=0.9)
    wood = Finish(colour=paint.wood, roughness=0.5)
    parts: Parts = [(box((0, 0.25, 0), (width * 0.62, 0.25, width * 0.62), base), "stone", "stone")]
    half = width / 2 - 0.3
    posts = [cylinder((x, 0.5, z), (x, 3.4, z), 0.16, wood, 10) for x in (-half, half) for z in (-half, half)]
    rails = [box((0, 1.0, -half), (half, 0.05, 0.05), wood)]
    rails += [box((s * half, 1.0, 0), (0.05, 0.05, half), wood) for s in (-1, 1)]
    beams = [box((0, 3.3, s * half), (half + 0.2, 0.16, 0.12), wood) for s in (-1, 1)]
    beams += [box((s * half, 3.3, 0), (0.12, 0.16, half + 0.2), wood) for s in (-1, 1)]
    parts.append((merge([*posts, *rails, *beams]), "timber", "wood"))
    return [*parts, *hip_roof(width + 2.2, width + 2.2, 3.2, 2.5, paint, 0.8)]
