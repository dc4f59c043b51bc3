"""A warship of a star fleet, 90 m long, whole or broken in two: armour belts, trench, turrets, engines."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from yingxi.art.props.machine import turned
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import box, cylinder, fan, quad
from yingxi.world.scene import Model

STATIONS = (
    (-40.0, 5.2, 7.2, 0.2),
    (-36.0, 6.6, 8.8, 0.3),
    (-20.0, 7.0, 9.2, 0.2),
    (-15.0, 5.4, 6.6, 0.0),
    (2.0, 5.0, 6.2, 0.0),
    (6.0, 6.0, 7.8, -0.2),
    (24.0, 5.2, 7.0, -0.5),
    (38.0, 3.2, 4.8, -1.0),
    (45.0, 1.2, 2.2, -1.5),
)
"""x, half height, half width and middle y of the hull's rings, from stern to bow."""
BREAK = -6.0
"""x at which a hit ship parts."""
PALE = Finish(colour=(0.36, 0.37, 0.39), roughness=0.5)
MID = Finish(colour=(0.17, 0.18, 0.20), roughness=0.5)
DARK = Finish(colour=(0.06, 0.065, 0.075), roughness=0.55)
WARM = Finish(colour=(1.0, 0.74, 0.42), emission=3.5)
GLOW = Finish(colour=(0.30, 0.62, 1.0), emission=11.0)
MOLTEN = Finish(colour=(1.0, 0.33, 0.06), emission=7.0)


@lru_cache(maxsize=1)
def warship() -> Model:
    """The whole ship, its bow toward +x, with versions for afar and for very far."""
    dot = model([(_hull(-99, 99, 4), "plating", "metal"), (merge(_plumes(4)[:1]), "emissive", "light")])
    far = model(
        [
            (merge([_hull(-99, 99, 6), *_masses(-99, 99)[:6]]), "plating", "metal"),
            (merge(_plumes(6)), "emissive", "light"),
        ],
        dot,
        620.0,
    )
    return model(_parts(-99.0, 99.0), far, 170.0)


@lru_cache(maxsize=2)
def half_ship(bow: bool) -> Model:
    """One half of a broken ship, molten where it broke; its axes are the whole ship's."""
    low, high = (BREAK, 99.0) if bow else (-99.0, BREAK)
    ring = _ring(BREAK, 16) * [1, 0.96, 0.96]
    wound = fan(ring, (-1.0 if bow else 1.0, 0.0, 0.0), MOLTEN)
    ribs = _ribs(bow)
    near = [*_parts(low, high), (merge([wound]), "emissive", "light"), (merge(ribs), "hero", "metal")]
    far = model(
        [
            (_hull(low, high, 6), "plating", "metal"),
            (fan(_ring(BREAK, 6), (-1.0 if bow else 1.0, 0, 0), MOLTEN), "emissive", "light"),
        ]
    )
    return model(near, far, 200.0)


def _parts(low: float, high: float) -> list[tuple[Mesh, str, str]]:
    """Everything between two x, by material."""
    parts = [
        (merge([_hull(low, high, 12), *_masses(low, high), *_greebles(low, high)]), "plating", "metal"),
        (merge(_ports(low, high)), "emissive", "light"),
    ]
    if low < -40:
        parts += [(merge(_nozzles()), "hero", "metal"), (merge(_plumes(10)), "emissive", "light")]
    return parts


def _section(x: float) -> tuple[float, float, float]:
    """Half height, half width and middle of the hull at x."""
    rows = np.array(STATIONS)
    return tuple(float(np.interp(x, rows[:, 0], rows[:, k])) for k in (1, 2, 3))  # type: ignore[return-value]


def _ring(x: float, corners: int) -> Array:
    """A closed ring of the hull: a box with cut edges."""
    high, half, y = _section(x)
    angle = np.linspace(0, 2 * np.pi, corners + 1) + np.pi / corners
    east, north = np.cos(angle), np.sin(angle)
    wide, tall = np.sign(east) * np.abs(east) ** 0.62, np.sign(north) * np.abs(north) ** 0.62
    return np.stack([np.full(corners + 1, x), y + high * tall, half * wide], 1)


def _hull(low: float, high: float, corners: int) -> Mesh:
    """Flat plates from station to station, and the lid at the stern."""
    xs = [s[0] for s in STATIONS if low < s[0] < high]
    xs = sorted({*xs, *(x for x in (low, high) if abs(x) < 90)})
    rings = [_ring(x, corners) for x in xs]
    plates = [
        quad([back[k], front[k], front[k + 1], back[k + 1]], PALE if (k + n) % 5 else MID)
        for n, (back, front) in enumerate(pairwise(rings))
        for k in range(corners)
    ]
    lids = [fan(rings[0], (-1.0, 0.0, 0.0), DARK)] if low < -90 else []
    return merge([*plates, *lids])


def _between(rows: list[tuple[float, Mesh]], low: float, high: float) -> list[Mesh]:
    return [mesh for x, mesh in rows if low < x < high]


def _masses(low: float, high: float) -> list[Mesh]:
    """The large forms: belts, spine, tower, wings, keel, jaw."""
    rows = [
        (-26.0, box((-26, 9.0, 0), (9, 2.2, 3.4), PALE)),
        (-28.0, box((-28, 13.0, 0), (3.4, 2.2, 2.2), PALE)),
        (-27.0, box((-27, 15.7, 0), (1.8, 0.7, 4.4), MID)),
        (-28.0, box((-28, 0.6, 10.4), (11, 1.0, 2.6), MID)),
        (-28.0, box((-28, 0.6, -10.4), (11, 1.0, 2.6), MID)),
        (15.0, box((14, -6.6, 0), (15, 1.2, 2.8), MID)),
        (-8.0, box((-7, 5.6, 0), (9, 0.8, 1.6), MID)),
        (-8.0, box((-7, -5.7, 0), (9, 0.7, 2.2), MID)),
        (16.0, box((15, 6.3, 0), (8, 0.7, 2.2), PALE)),
        (18.0, box((17, 7.4, 0), (2.6, 0.8, 1.4), MID)),
    ]
    for side in (-1, 1):
        rows += [
            (-27.0, box((-27, -2.2, side * 9.1), (10, 1.7, 0.6), PALE)),
            (15.0, box((14, 0.6, side * 7.6), (9, 1.5, 0.5), PALE)),
            (15.0, box((14, -2.6, side * 7.0), (7, 0.9, 0.5), MID)),
            (-6.0, box((-6, 0.0, side * 6.6), (7.4, 0.5, 0.5), DARK)),
        ]
    return _between(rows, low, high)


def _greebles(low: float, high: float) -> list[Mesh]:
    """Lockers, vents and pipes by the hundred, turrets with two barrels, masts."""
    random = np.random.default_rng(17)
    rows: list[tuple[float, Mesh]] = []
    for _ in range(150):
        x = float(random.uniform(-37, 34))
        tall, half, y = _section(x)
        size = (0.25 + 1.0 * random.random(3) ** 2) * [1.8, 0.7, 1.0]
        finish = (PALE, MID, DARK)[int(random.integers(3))]
        if random.random() < 0.6:
            z = float(random.uniform(-0.6, 0.6)) * half
            at = (x, y + (tall + 0.3 * size[1]) * (1 if random.random() < 0.65 else -1), z)
        else:
            at = (x, y + float(random.uniform(-0.5, 0.5)) * tall, half * (1 if random.random() < 0.5 else -1))
        rows.append((x, box(at, size, finish)))
    for x, y, z in (
        (10, 7.4, 2.2),
        (10, 7.4, -2.2),
        (24, 5.6, 0),
        (-16, 6.6, 3.0),
        (-16, 6.6, -3.0),
        (8, -6.9, 3),
    ):
        rows.append((x, turned([(1.3, -0.7), (1.2, 0.5), (0.8, 0.8), (0.02, 0.8)], MID, "y", 8, (x, y, z))))
        for dz in (-0.4, 0.4):
            rows.append((x, cylinder((x, y + 0.3, z + dz), (x + 5.0, y + 0.6, z + dz), 0.16, DARK, 5)))
    for x, y, tall in ((-30, 15, 7), (-26, 16, 5), (20, 8, 4), (-14, -6, -5)):
        rows.append((x, cylinder((x, y, 0), (x - 0.6, y + tall, 0), (0.16, 0.05), MID, 4)))
    return _between(rows, low, high)


def _nozzles() -> list[Mesh]:
    """Four bells at the stern and two in the wings."""
    bells = []
    for y, z, size in _ENGINES:
        line = [(size * 0.8, 3.4), (size * 1.06, -1.4), (size * 0.92, -1.4), (size * 0.66, 1.2)]
        bells.append(turned(line, DARK, "x", 14, (-40.6, y, z)))
    return bells


_ENGINES = (
    (2.4, 3.2, 2.1),
    (2.4, -3.2, 2.1),
    (-2.2, 3.2, 2.1),
    (-2.2, -3.2, 2.1),
    (0.6, 10.4, 1.2),
    (0.6, -10.4, 1.2),
)


def _plumes(sides: int) -> list[Mesh]:
    return [cylinder((-40.4, y, z), (-41.2, y, z), size * 0.84, GLOW, sides) for y, z, size in _ENGINES]


def _ports(low: float, high: float) -> list[Mesh]:
    """Rows of lit ports along the flanks, and the bridge."""
    random = np.random.default_rng(4)
    rows = [(-25.0, box((-25.15, 15.8, 0), (0.06, 0.26, 3.8), WARM))]
    for x in np.arange(-35.0, 34.0, 1.5):
        tall, half, y = _section(float(x))
        for side in (-1, 1):
            if random.random() < 0.6:
                at = (float(x), y + 0.55 * tall * (1 if random.random() < 0.6 else -0.6), side * half * 0.985)
                rows.append((float(x), box(at, (0.34, 0.15, 0.14), WARM)))
    return _between(rows, low, high)


def _ribs(bow: bool) -> list[Mesh]:
    """Torn frames and pipes that stand out of the break."""
    random = np.random.default_rng(9 + bow)
    way, parts = (-1.0 if bow else 1.0), []
    hot = Finish(colour=(0.30, 0.11, 0.05), roughness=0.7, emission=0.8)
    for _ in range(26):
        tall, half, y = _section(BREAK)
        angle, reach = random.uniform(0, 2 * np.pi), random.uniform(0.3, 0.95)
        foot = np.array([BREAK, y + tall * reach * np.sin(angle), half * reach * np.cos(angle)])
        tip = foot + np.array([way * random.uniform(1.0, 4.5), *random.normal(0, 0.8, 2)])
        parts.append(cylinder(foot, tip, (random.uniform(0.1, 0.4), 0.04), hot, 4))
    return parts
