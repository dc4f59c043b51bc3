"""The forms of a fishing boat: a flared hull, a wheelhouse, mast and derrick, nets, floats, boxes of fish."""

from itertools import pairwise

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.shapes import (
    Finish,
    Mesh,
    ball,
    box,
    cylinder,
    grid,
    lathe,
    merge,
    model,
    transform,
    tube,
    turn,
)
from yingxi.art.shapes.noise import Array
from yingxi.world.scene import Model

LENGTH, WIDTH = 11.0, 3.5
STATIONS, STRAKES = 23, 11
DECK = 0.62
WHITE = Finish(colour=(0.62, 0.62, 0.59), roughness=0.5)
TRIM = Finish(colour=(0.07, 0.075, 0.08), roughness=0.6)
WOOD = Finish(colour=(0.23, 0.15, 0.085), roughness=0.8)
STEEL = Finish(colour=(0.30, 0.31, 0.32), roughness=0.45, metal=0.3)
RUST = Finish(colour=(0.24, 0.07, 0.035), roughness=0.75)
ORANGE = Finish(colour=(0.85, 0.17, 0.02), roughness=0.6)
NET = Finish(colour=(0.035, 0.13, 0.10), roughness=0.95)


def sides(u: Array, v: Array) -> Array:
    """Points (..., 3) of the starboard side: `u` -1 stern to 1 stem, `v` 0 keel to 1 rail."""
    top = 1.12 + 0.16 * u**2 + 0.95 * np.clip(u - 0.05, 0, 1) ** 2.2
    keel = -0.62 + 0.5 * np.clip(u - 0.55, 0, 1) ** 1.4
    full = np.where(u > 0, (1 - np.clip(u, 0, 1) ** 2.6) ** 0.72, 1 - 0.16 * u**2)
    flare = 0.36 + 0.64 * v**0.62 + 0.10 * np.clip(u, 0, 1) * v**2.5
    rake = 0.075 * np.clip(u - 0.5, 0, 1) * v * LENGTH
    x = LENGTH / 2 * u * 0.94 + rake
    return np.stack([x + 0 * v, keel + (top - keel) * v, WIDTH / 2 * full * flare * (v > 0)], -1)


def _side_sheet(
    low: float, high: float, strakes: int, finish: Finish, flip: bool = False, inset: float = 0.0
) -> Mesh:
    """A band of both sides between two shares of the height."""
    u, v = np.linspace(-1, 1, STATIONS)[:, None], np.linspace(low, high, strakes)[None]
    points = sides(u + 0 * v, v + 0 * u)
    points[..., 2] = np.maximum(points[..., 2] - inset, 0.0)
    port = points * [1, 1, -1]
    return merge([grid(points, finish, flipped=flip), grid(port, finish, flipped=not flip)])


def _transom(low: float, high: float, finish: Finish) -> Mesh:
    """The flat stern between two shares of its height."""
    v = np.linspace(low, high, 7)
    edge = sides(np.full(7, -1.0), v)
    across = np.stack([edge * [1, 1, -1], edge])
    return grid(across, finish, flipped=True)


def hull() -> Mesh:
    """The painted topsides, which take the boat's tint; a pale strake under the rail."""
    strakes = 8
    tone = np.ones((STATIONS, strakes, 3))
    tone[:, -2:] = 0.92
    paint = Finish(colour=tone * 0.95, roughness=0.45)
    return merge(
        [_side_sheet(0.42, 0.93, strakes, paint), _transom(0.42, 0.93, Finish(colour=(0.9, 0.9, 0.9)))]
    )


def _bottom() -> Mesh:
    red = Finish(colour=(0.20, 0.035, 0.025), roughness=0.7)
    return merge([_side_sheet(0.0, 0.42, 5, red), _transom(0.0, 0.42, red)])


def _rail() -> list[Mesh]:
    """Bulwark inside, the rail's white band and cap."""
    u = np.linspace(-1, 1, STATIONS)
    edge = sides(u, np.ones_like(u))
    cap = [tube(edge * [1, 1, side], 0.055, WOOD, 5) for side in (1.0, -1.0)]
    inside = _side_sheet(0.66, 1.0, 4, Finish(colour=(0.34, 0.36, 0.36), open=0.7), flip=True, inset=0.07)
    return [_side_sheet(0.93, 1.0, 2, WHITE), _transom(0.93, 1.0, WHITE), inside, *cap]


def _deck() -> Mesh:
    u, v = np.linspace(-1, 0.9, 17)[:, None], np.linspace(-1, 1, 5)[None]
    rim = sides(u[:, 0], np.full(17, 0.72))[:, 2:3]
    rise = DECK + 0.75 * np.clip(u - 0.28, 0, 1) ** 1.5
    points = np.stack([LENGTH / 2 * u * 0.95 + 0 * v, rise + 0 * v, rim * v], -1)
    return grid(points, Finish(colour=(0.20, 0.155, 0.105), roughness=0.85, open=0.75), flipped=True)


def _wheelhouse() -> tuple[list[Mesh], list[Mesh]]:
    """White house with a slanted front, and its dark windows."""
    low, high, back, front, half = DECK, 3.15, 0.75, 2.95, 1.05
    slope = 0.32
    walls = [
        box(((back + front) / 2, (low + high) / 2, 0), ((front - back) / 2, (high - low) / 2, half), WHITE),
        box(
            ((back + front) / 2 - 0.05, high + 0.07, 0),
            ((front - back) / 2 + slope, 0.07, half + 0.16),
            WHITE,
        ),
        box(((back + front) / 2, low + 0.55, 0), ((front - back) / 2 + 0.012, 0.09, half + 0.012), TRIM),
    ]
    glass = Finish(colour=(0.95, 0.66, 0.32), emission=1.6, roughness=0.1)
    panes = []
    for z in (-0.68, 0.0, 0.68):
        panes.append(box((front + 0.01, 2.45, z), (0.02, 0.33, 0.27), glass))
    for x in (1.25, 1.95, 2.55):
        panes += [box((x, 2.45, s * (half + 0.01)), (0.24, 0.30, 0.02), glass) for s in (-1, 1)]
    panes.append(box((back - 0.01, 2.4, -0.4), (0.02, 0.3, 0.3), glass))
    door = box((back - 0.02, 1.65, 0.42), (0.02, 0.95, 0.34), RUST)
    return [*walls, door], panes


def _rig() -> tuple[list[Mesh], list[Mesh]]:
    """Mast, derrick, gallows over the stern, radar, stays, and the lamps aloft."""
    spars = [
        cylinder((0.45, DECK, 0), (0.35, 7.2, 0), (0.11, 0.06), WOOD, 7),
        cylinder((0.3, 1.9, 0), (-4.2, 4.1, 0.35), (0.08, 0.05), WOOD, 6),
        *(cylinder((-4.5, 0.7, s * 1.25), (-4.6, 2.9, s * 1.05), 0.07, STEEL, 6) for s in (-1, 1)),
        cylinder((-4.6, 2.9, -1.05), (-4.6, 2.9, 1.05), 0.07, STEEL, 6),
        box((1.9, 3.5, 0), (0.10, 0.10, 0.62), WHITE),
        cylinder((1.9, 3.2, 0), (1.9, 3.45, 0), 0.06, STEEL, 6),
        cylinder((2.5, 3.2, 0.5), (2.5, 4.9, 0.5), 0.018, STEEL, 4),
    ]
    mast = (0.35, 7.0, 0.0)
    for end in ((5.3, 2.05, 0.0), (-5.0, 1.3, 0.0), (0.3, 1.2, 1.65), (0.3, 1.2, -1.65), (-4.2, 4.1, 0.35)):
        spars.append(cylinder(mast, end, 0.012, TRIM, 3))
    rail = [cylinder(a, b, 0.022, STEEL, 4) for a, b in _pulpit()]
    lamp = Finish(colour=(1.0, 0.86, 0.62), emission=7.0)
    red, green = (
        Finish(colour=(1.0, 0.06, 0.03), emission=5.0),
        Finish(colour=(0.05, 1.0, 0.25), emission=5.0),
    )
    lamps = [
        ball((0.35, 7.25, 0), 0.09, lamp, 8, 6),
        ball((-0.1, 3.35, 0), 0.11, lamp, 8, 6),
        ball((1.6, 3.32, 1.15), 0.07, green, 6, 4),
        ball((1.6, 3.32, -1.15), 0.07, red, 6, 4),
    ]
    return [*spars, *rail], lamps


def _pulpit() -> list[tuple[Array, Array]]:
    """Bars of the railing round the bow."""
    u = np.linspace(0.45, 0.99, 6)
    foot = sides(u, np.ones_like(u))
    bars: list[tuple[Array, Array]] = []
    for side in (1.0, -1.0):
        low = foot * [1, 1, side]
        high = low + np.array([0.05, 0.55, 0.0])
        bars += [(a, b) for a, b in zip(low, high, strict=True)]
        bars += list(pairwise(high))
    return bars


_DRUM = (
    *((0.0, -0.95), (0.62, -0.95), (0.62, -0.9), (0.48, -0.88), (0.52, 0.0)),
    *((0.48, 0.88), (0.62, 0.9), (0.62, 0.95), (0.0, 0.95)),
)
"""Outline of the net drum: radius and place along its axis, m."""


def _gear() -> list[Mesh]:
    """Nets on their drum and in heaps, boxes of fish, floats and tyres along the side."""
    rng = np.random.default_rng(11)
    drum = transform(lathe(_DRUM, NET, 14), rotation=turn(roll=np.pi / 2), move=(-3.5, 1.25, 0))
    heaps = [
        ball((x, DECK + 0.12, z), (r, 0.32, r * 0.8), NET, 9, 6)
        for x, z, r in ((-2.0, 0.9, 0.55), (-2.5, 0.6, 0.45), (-1.5, 0.75, 0.4))
    ]
    boxes, fish = [], []
    for x, z, level in ((-1.0, -0.75, 0), (-1.75, -0.8, 0), (-1.35, -0.78, 1), (-2.45, -0.8, 0)):
        y = DECK + 0.16 + 0.3 * level
        colour = ((0.05, 0.16, 0.36), (0.55, 0.46, 0.10), (0.32, 0.05, 0.04))[(level + int(-x * 3)) % 3]
        boxes.append(box((x, y, z), (0.33, 0.15, 0.24), Finish(colour=colour, roughness=0.7)))
        for _ in range(7):
            spot = (x + rng.uniform(-0.22, 0.22), y + 0.16, z + rng.uniform(-0.15, 0.15))
            fish.append(
                ball(spot, (0.15, 0.035, 0.05), Finish(colour=(0.42, 0.45, 0.47), roughness=0.25), 6, 4)
            )
    floats = [
        ball((x, 1.30 + 0.05 * k, s * 1.76), 0.19, ORANGE if (k + (s > 0)) % 3 else WHITE, 9, 6)
        for k, x in enumerate((-3.3, -2.9, 0.2))
        for s in (-1, 1)
    ]
    tyres = [_tyre(x, s) for x in (-2.2, -0.6, 1.2) for s in (-1, 1)]
    ring = transform(tube(_circle(0.30), 0.075, ORANGE, 6), move=(0.72, 2.0, 0))
    return [drum, *heaps, *boxes, *fish, *floats, *tyres, ring]


def _circle(radius: float) -> Array:
    turns = np.linspace(0, 2 * np.pi, 15)
    return np.stack([0 * turns, radius * np.sin(turns), radius * np.cos(turns)], 1)


def _tyre(x: float, side: float) -> Mesh:
    ring = _circle(0.26)[:, [2, 1, 0]] + np.array([x, 0.55, side * 1.70])
    return tube(ring, 0.09, Finish(colour=(0.02, 0.02, 0.022), roughness=0.9), 5)


@kept
def fishing_hull() -> Model:
    """The topsides alone: they take the instance's tint."""
    far = model([(hull(), "two_tone", "wood")])
    return model([(hull(), "two_tone", "wood")], far, 60.0)


@kept
def fishing_body() -> Model:
    """All but the topsides: 11 m long, its bow toward +x, floating at y = 0."""
    house, panes = _wheelhouse()
    spars, lamps = _rig()
    far = model(
        [
            (merge([_bottom(), _deck(), *_rail()[:2], *house, *spars[:5]]), "two_tone", "wood"),
            (merge(panes), "window", "glass"),
            (merge(lamps[:2]), "lamp_glass", "light"),
        ]
    )
    plain = merge([_bottom(), _deck(), *_rail(), *house, *spars])
    return model(
        [
            (plain, "two_tone", "wood"),
            (merge(_gear()), "flat", "cloth"),
            (merge(panes), "window", "glass"),
            (merge(lamps), "lamp_glass", "light"),
        ],
        far,
        45.0,
    )
