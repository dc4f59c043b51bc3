"""The parts of a steam train: a Pacific locomotive, its wheels and rods, tender, carriage and line."""

from functools import lru_cache

import numpy as np

from yingxi.art.props.machine import AXES, prism, turned
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, transform
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import ball, box, cylinder, extrude, lathe, quad, tube
from yingxi.world.scene import Model

DRIVER, BOGIE, CRANK = 0.95, 0.48, 0.33
"""Radii in metres of the driving and the small wheels, and the throw of the cranks."""
DRIVERS = (2.05, 0.0, -2.05)
GAUGE = 0.76
"""Half the distance between the wheels' middles."""
PIN = 1.12
"""Metres from the middle to the rods on each side."""

BLACK = Finish(colour=(0.016, 0.018, 0.020), roughness=0.34, metal=0.15)
SOOT = Finish(colour=(0.010, 0.010, 0.011), roughness=0.62)
RED = Finish(colour=(0.42, 0.018, 0.012), roughness=0.42)
WHITE = Finish(colour=(0.66, 0.64, 0.60), roughness=0.5)
STEEL = Finish(colour=(0.55, 0.56, 0.58), roughness=0.26, metal=0.9)
BRASS = Finish(colour=(0.78, 0.52, 0.16), roughness=0.22, metal=0.95)
GLASS = Finish(colour=(0.9, 0.62, 0.28), emission=1.4, roughness=0.2)


@lru_cache(maxsize=1)
def engine_body() -> Model:
    """Boiler, smokebox, chimney, domes, cab, frames and cylinders; y = 0 is the top of the rail."""
    y = 2.62
    glass = Finish(colour=(1.0, 0.86, 0.6), emission=6.0)
    lamp = cylinder((6.28, y + 0.98, 0), (6.33, y + 0.98, 0), 0.165, glass, 14)
    return model(
        [
            (merge([*_boiler(y), *_cab(y), *_frames()]), "hero", "metal"),
            (merge([*_brass(y), *_rails()]), "metal", "metal"),
            (merge(_red_parts()), "hero", "metal"),
            (lamp, "lamp_glass", "light"),
            (merge(_panes()), "window", "light"),
        ],
        _engine_far(y),
        70.0,
    )


def _boiler(y: float) -> list[Mesh]:
    """The boiler with its smokebox door, chimney and two domes."""
    barrel = [(0, -3.0), (0.98, -3.0), (0.98, 0.4), (0.88, 4.0), (0.88, 6.2), (0.80, 6.3), (0, 6.3)]
    door = [(0.62, 6.28), (0.60, 6.36), (0.40, 6.46), (0.0, 6.50)]
    stack = [(0.42, 0.0), (0.30, 0.16), (0.29, 0.72), (0.40, 0.86), (0.40, 0.92), (0.30, 0.92), (0.26, 0.5)]
    dome = [(0.44, 0), (0.40, 0.34), (0.28, 0.52), (0.0, 0.58)]
    return [
        turned(barrel, BLACK, at=(0, y, 0), sides=26),
        turned(door, SOOT, at=(0, y, 0), sides=20, bevel=0.05),
        turned(stack, SOOT, "y", 18, (5.2, y + 0.80, 0)),
        *(turned(dome, BLACK, "y", 18, (x, y + 0.80, 0), 0.06) for x in (2.8, 0.9)),
    ]


def _brass(y: float) -> list[Mesh]:
    """Bands round the boiler, whistles, the rim of the head lamp."""
    parts = [cylinder((5.9, y + 0.98, 0), (6.3, y + 0.98, 0), 0.20, BRASS, 14)]
    for x, r in ((-1.6, 0.98), (0.3, 0.98), (2.1, 0.93), (4.05, 0.88)):
        band = [(r - 0.03, x - 0.03), (r + 0.012, x - 0.03), (r + 0.012, x + 0.03), (r - 0.03, x + 0.03)]
        parts.append(turned(band, BRASS, at=(0, y, 0), sides=26))
    return parts + [cylinder((-1.9, y + 0.9, s), (-1.9, y + 1.35, s), 0.05, BRASS, 8) for s in (-0.25, 0.25)]


def _engine_far(y: float) -> Model:
    boiler = cylinder((-3.0, y, 0), (6.3, y, 0), (0.98, 0.88), BLACK, 10)
    stack = cylinder((5.2, y + 0.7, 0), (5.2, y + 1.7, 0), 0.34, SOOT, 8)
    cab = box((-4.0, 2.75, 0), (1.0, 1.3, 1.42), BLACK)
    below = box((1.2, 1.1, 0), (5.2, 0.45, 0.9), RED)
    return model([(merge([boiler, stack, cab, below]), "hero", "metal")])


def _cab(y: float) -> list[Mesh]:
    """Side sheets with an opening, spectacle plate, curved roof and the floor."""
    side = [(-5.05, 1.42), (-3.0, 1.42), (-3.0, 3.95), (-5.05, 3.95)]
    hole = [(-4.75, 2.62), (-3.45, 2.62), (-3.45, 3.55), (-4.75, 3.55)]
    sheets = [transform(extrude(side, 0.05, BLACK, [hole]), (0, 0, s * 1.43)) for s in (-1, 1)]
    front = box((-3.0, 2.75, 0), (0.04, 1.22, 1.42), BLACK)
    arch = np.linspace(0.0, np.pi, 13)
    roof = prism(np.stack([1.58 * np.cos(arch), 3.92 + 0.40 * np.sin(arch)], 1), -5.45, -2.8, BLACK)
    firebox = prism(
        [(0.98, 1.5), (0.98, y + 0.5), (0.6, y + 0.95), (-0.6, y + 0.95), (-0.98, y + 0.5), (-0.98, 1.5)],
        -3.0,
        -0.9,
        BLACK,
        0.12,
    )
    return [*sheets, front, roof, firebox, box((-4.0, 1.38, 0), (1.1, 0.06, 1.42), BLACK)]


def _panes() -> list[Mesh]:
    glow = box((-3.6, 2.75, 0), (0.05, 0.7, 1.2), Finish(colour=(1.0, 0.42, 0.12), emission=1.2))
    return [glow]


def _frames() -> list[Mesh]:
    """Running boards, cylinders, steam pipes."""
    parts = [box((0.9, 1.92, s * 1.22), (5.2, 0.035, 0.26), BLACK) for s in (-1, 1)]
    for s in (-1, 1):
        parts.append(
            turned(
                [(0, 0), (0.36, 0), (0.36, 1.25), (0, 1.25)],
                BLACK,
                at=(4.15, 1.0, s * PIN),
                sides=16,
                bevel=0.04,
            )
        )
        parts.append(
            turned(
                [(0, 0), (0.20, 0), (0.20, 1.45), (0, 1.45)],
                BLACK,
                at=(4.05, 1.48, s * PIN),
                sides=12,
                bevel=0.03,
            )
        )
        parts.append(tube([(4.8, 1.6, s * PIN), (4.85, 2.1, s * 1.05), (4.9, 2.5, s * 0.8)], 0.16, BLACK, 8))
        parts.append(cylinder((3.2, 2.12, s * 1.18), (-0.2, 2.12, s * 1.18), 0.14, BLACK, 10))
    return parts


def _rails() -> list[Mesh]:
    """Hand rails along the boiler, piston rods' slide bars, rims of the windows."""
    bars = [
        tube([(6.1, 2.95, s * 0.98), (3.0, 3.0, s * 1.02), (-2.6, 3.05, s * 1.08)], 0.022, STEEL, 5)
        for s in (-1, 1)
    ]
    bars += [
        box((3.3, 1.0 + up, s * PIN), (0.85, 0.03, 0.05), STEEL) for s in (-1, 1) for up in (-0.16, 0.16)
    ]
    return bars


def _red_parts() -> list[Mesh]:
    """Main frame, buffer beam, buffers, cow-catcher and steps."""
    parts = [box((0.6, 1.18, s * 0.55), (5.3, 0.28, 0.05), RED) for s in (-1, 1)]
    parts.append(box((6.55, 1.15, 0), (0.10, 0.30, 1.35), RED))
    parts += [
        turned(
            [(0, 0), (0.09, 0), (0.09, 0.34), (0.24, 0.36), (0.24, 0.42), (0, 0.46)],
            STEEL,
            at=(6.62, 1.15, s * 0.88),
            sides=14,
        )
        for s in (-1, 1)
    ]
    for k in np.linspace(-1.0, 1.0, 9):
        parts.append(cylinder((6.62, 0.85, k * 1.05), (7.25 - 0.35 * abs(k), 0.18, k * 0.75), 0.045, RED, 5))
    parts.append(box((6.35, 1.5, 0), (0.28, 0.05, 1.2), BLACK))
    parts += [box((-3.4 - 0.5 * k, 0.95, s * 1.3), (0.16, 0.03, 0.16), RED) for k in (0, 1) for s in (-1, 1)]
    stripe = [
        quad([(-5.05, 1.9, 1.458), (-3.0, 1.9, 1.458), (-3.0, 1.96, 1.458), (-5.05, 1.96, 1.458)], WHITE)
    ]
    stripe += [box((0.9, 1.92, s * 1.485), (5.2, 0.05, 0.012), RED) for s in (-1, 1)]
    return [*parts, *stripe]


def _wheel(radius: float, spokes: int, sides: int) -> Mesh:
    """One red spoked wheel with a pale rim, its face toward +z."""
    tyre = [
        (radius * 0.85, 0.0),
        (radius * 0.86, 0.07),
        (radius, 0.06),
        (radius, -0.05),
        (radius * 1.05, -0.09),
    ]
    ring = transform(lathe(np.array(tyre), STEEL, sides), rotation=AXES["z"])
    rim = transform(lathe([(radius * 0.99, 0.072), (radius * 0.88, 0.074)], WHITE, sides), rotation=AXES["z"])
    angle = np.arange(spokes) * 2 * np.pi / spokes
    root = np.stack([np.cos(angle), np.sin(angle), 0 * angle], 1)
    across = np.stack([-np.sin(angle), np.cos(angle), 0 * angle], 1) * radius * 0.07
    blades = []
    for k in range(spokes):
        corners = [root[k] * radius * 0.15 - across[k], root[k] * radius * 0.87 - across[k] * 0.8]
        corners += [root[k] * radius * 0.87 + across[k] * 0.8, root[k] * radius * 0.15 + across[k]]
        blades.append(quad(np.array(corners) + np.array([0, 0, 0.03]), RED))
    hub = cylinder((0, 0, -0.1), (0, 0, 0.12), radius * 0.2, RED, 10)
    return merge([ring, rim, *blades, hub])


def _weight(radius: float) -> Mesh:
    """The counterweight opposite the crank and the crank's pin."""
    arc = np.linspace(np.pi * 0.72, np.pi * 1.28, 7)
    edge = np.stack([np.cos(arc), np.sin(arc)], 1) * radius * 0.87
    plate = extrude([*edge, (-0.58 * radius, -0.2), (-0.58 * radius, 0.2)], 0.12, RED)
    return merge([plate, cylinder((CRANK, 0, 0.05), (CRANK, 0, 0.26), 0.11, STEEL, 10)])


@lru_cache(maxsize=4)
def wheelset(radius: float, spokes: int, sides: int) -> Model:
    """Two wheels on an axle; the right crank a quarter turn ahead of the left."""
    face = _wheel(radius, spokes, sides)
    face = merge([face, _weight(radius)]) if radius > 0.8 else face
    left = transform(face, (0, 0, GAUGE))
    right = transform(transform(face, scale=(1, 1, -1)), (0, 0, -GAUGE), rotation=turn(pitch=np.pi / 2))
    axle = cylinder((0, 0, -GAUGE), (0, 0, GAUGE), 0.09, STEEL, 6)
    return model([(merge([left, right, axle]), "hero", "metal")], disc(radius), 45.0)


@lru_cache(maxsize=2)
def disc(radius: float) -> Model:
    """Two plain wheels on an axle: under carriages, and from afar."""
    profile = [(radius * 1.02, -0.06), (radius, 0.05), (radius * 0.8, 0.06), (0.0, 0.02)]
    plate = transform(lathe(profile, RED, 12), rotation=AXES["z"])
    plates = [transform(transform(plate, scale=(1, 1, side)), (0, 0, side * GAUGE)) for side in (-1, 1)]
    return model([(merge(plates), "hero", "metal")])


@lru_cache(maxsize=4)
def rod(length: float, deep: float, reach: float) -> Model:
    """A steel rod from 0 to `length` along +x (from -reach), with round eyes at its ends."""
    bar = box(((length - reach) / 2, 0, 0), ((length + reach) / 2, deep / 2, 0.035), STEEL)
    flute = box(((length - reach) / 2, 0, 0.037), ((length + reach) / 2 - 0.35, deep / 5, 0.004), RED)
    eyes = [cylinder((x, 0, -0.06), (x, 0, 0.06), 0.17, STEEL, 14) for x in (-reach, length)]
    if reach > 0:
        eyes.append(cylinder((0, 0, -0.06), (0, 0, 0.06), 0.17, STEEL, 14))
    return model([(merge([bar, flute, *eyes]), "metal", "metal")])


@lru_cache(maxsize=1)
def crosshead() -> Model:
    """The block between the slide bars with the piston rod before it."""
    return model(
        [
            (
                merge(
                    [
                        box((0, 0, 0), (0.2, 0.16, 0.09), STEEL),
                        cylinder((0, 0, 0), (1.6, 0, 0), 0.05, STEEL, 8),
                    ]
                ),
                "metal",
                "metal",
            )
        ]
    )


@lru_cache(maxsize=1)
def tender() -> Model:
    """The tender heaped with coal; x = 0 its middle, 6 m long."""
    side = [(1.42, 0.0), (1.42, 1.75), (1.30, 1.95), (-1.30, 1.95), (-1.42, 1.75), (-1.42, 0.0)]
    tank = transform(prism(side, -3.0, 2.9, BLACK, 0.06), (0, 1.25, 0))
    random = np.random.default_rng(5)
    coal = [
        ball(
            (random.uniform(-1.2, 2.6), 3.1 + random.uniform(0, 0.25), random.uniform(-0.9, 0.9)),
            random.uniform(0.18, 0.42),
            Finish(colour=(0.012, 0.012, 0.013), roughness=0.45),
            6,
            4,
        )
        for _ in range(42)
    ]
    frame = [box((0, 1.1, s * 0.95), (3.0, 0.18, 0.05), RED) for s in (-1, 1)]
    stripe = [box((0, 1.42, s * 1.43), (2.95, 0.03, 0.01), RED) for s in (-1, 1)]
    far = model([(tank, "hero", "metal")])
    return model(
        [(merge([tank, *coal]), "hero", "metal"), (merge([*frame, *stripe]), "hero", "metal")], far, 60.0
    )


@lru_cache(maxsize=1)
def carriage() -> Model:
    """A passenger carriage 17 m long of one tint, with a pale band, rows of windows and a grey roof."""
    arch = np.linspace(0.12, np.pi - 0.12, 13)
    paint = Finish(colour=(1, 1, 1), roughness=0.4)
    grey = Finish(colour=(0.10, 0.105, 0.11), roughness=0.6)
    section = [(1.42, 0.95), (1.45, 1.4), (1.45, 3.35), (-1.45, 3.35), (-1.45, 1.4), (-1.42, 0.95)]
    wall = prism(section, -8.4, 8.4, paint, 0.04)
    roof = prism(np.stack([1.52 * np.cos(arch), 3.28 + 0.62 * np.sin(arch)], 1), -8.5, 8.5, grey, 0.05)
    panes, frames = _windows()
    under = [box((0, 0.72, 0), (6.2, 0.16, 1.0), SOOT), box((0, 0.5, 0), (1.8, 0.28, 0.85), SOOT)]
    under += [box((x, 0.5, s * 0.98), (1.5, 0.12, 0.06), SOOT) for x in (-5.9, 5.9) for s in (-1, 1)]
    ends = [box((s * 8.55, 2.0, 0), (0.22, 1.25, 0.62), SOOT) for s in (-1, 1)]
    far = model([(wall, "hero", "metal"), (roof, "flat", "metal"), (merge(panes), "window", "light")])
    return model(
        [
            (wall, "hero", "metal"),
            (merge([roof, *under, *ends, *frames]), "flat", "metal"),
            (merge(panes), "window", "light"),
        ],
        far,
        60.0,
    )


def _windows() -> tuple[list[Mesh], list[Mesh]]:
    """The panes of both sides; their frames with the pale bands and the doors."""
    trim = Finish(colour=(0.70, 0.56, 0.20), roughness=0.5)
    dark = Finish(colour=(0.02, 0.05, 0.03), roughness=0.4)
    panes, frames = [], []
    for s in (-1, 1):
        frames += [
            box((0, y, s * 1.455), (8.38, h, 0.008), trim, "yYzZ") for y, h in ((1.92, 0.05), (3.05, 0.035))
        ]
        for x in np.linspace(-6.6, 6.6, 9):
            frames.append(box((x, 2.48, s * 1.452), (0.56, 0.44, 0.012), trim))
            panes.append(box((x, 2.48, s * 1.462), (0.49, 0.37, 0.012), GLASS, "zZ"))
        frames += [box((x, 2.05, s * 1.455), (0.36, 0.98, 0.012), dark) for x in (-7.8, 7.8)]
    return panes, frames


@lru_cache(maxsize=2)
def line(*, arches: bool) -> Model:
    """Twelve metres of line, y = 0 the top of the rail; over arches of stone 16 m deep if wanted."""
    rails = [box((0, -0.07, s * GAUGE), (6.0, 0.07, 0.036), STEEL, "yYzZ") for s in (-1, 1)]
    sleepers = [
        box((x, -0.20, 0), (0.13, 0.07, 1.25), Finish(colour=(0.075, 0.05, 0.035), roughness=0.9))
        for x in np.arange(-5.7, 6.0, 0.6)
    ]
    bed = prism(
        [(2.3, -0.75), (1.5, -0.20), (-1.5, -0.20), (-2.3, -0.75)],
        -6.0,
        6.0,
        Finish(colour=(0.26, 0.24, 0.22), roughness=0.95),
        0.02,
    )
    parts = [(merge(rails), "metal", "metal"), (merge(sleepers), "timber", "wood"), (bed, "boulder", "stone")]
    far = model([(merge(rails), "metal", "metal"), (bed, "flat", "stone")])
    if not arches:
        return model(parts, far, 60.0)
    half = np.linspace(0, np.pi, 15)
    hole = np.stack([4.7 * np.cos(half), -6.2 + 4.2 * np.sin(half)], 1)
    outline = [(-6, -16), *[(-4.7, -16)], *hole[::-1], (4.7, -16), (6, -16), (6, -0.5), (-6, -0.5)]
    stone = Finish(colour=(0.34, 0.31, 0.27), roughness=0.9)
    wall = extrude(outline, 4.4, stone)
    lips = [box((0, -0.42, s * 2.3), (6.0, 0.32, 0.16), stone, "yYzZ") for s in (-1, 1)]
    stones = (merge([wall, *lips]), "brick", "stone")
    return model([*parts, stones], model([(merge([bed]), "flat", "stone"), (wall, "brick", "stone")]), 80.0)
