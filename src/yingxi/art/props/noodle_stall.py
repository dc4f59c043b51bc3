"""A noodle stall of the night: a wooden counter under a striped roof, lanterns, curtains, pots that steam."""

import itertools

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props import tableware as ware
from yingxi.art.props.steaming import Steaming
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, transform
from yingxi.art.shapes.solids import ball, box, cylinder, grid, lathe, quad
from yingxi.world.scene import Model

COUNTER, EAVES, RIDGE = 0.98, 2.25, 2.75
"""Heights in metres of the counter's top, the eaves and the ridge."""
LONG, DEEP = 1.45, 0.62
"""Half the length along x and half the depth along z; guests sit on the +z side."""
WOOD = Finish(colour=(0.24, 0.125, 0.055), roughness=0.5)
PALE = Finish(colour=(0.42, 0.26, 0.12), roughness=0.5)
DARK = Finish(colour=(0.06, 0.035, 0.02), roughness=0.6)
STEEL = Finish(colour=(0.55, 0.55, 0.55), roughness=0.28, metal=0.9)
RED = Finish(colour=(0.52, 0.03, 0.018), roughness=0.75)
CREAM = Finish(colour=(0.74, 0.66, 0.50), roughness=0.8)
BLUE = Finish(colour=(0.025, 0.06, 0.20), roughness=0.8)
GLOW = Finish(colour=(0.95, 0.16, 0.035), emission=1.3)
BULB = Finish(colour=(1.0, 0.82, 0.55), emission=4.5)
POTS = ((-0.85, -0.30, 0.24), (-0.25, -0.30, 0.24), (0.30, -0.30, 0.18))
"""x, z and radius of the pots in the counter."""
LAMPS = ((-1.62, 1.92, 0.80), (1.62, 1.92, 0.80), (0.0, 1.90, 1.06))


@kept
def stall_model() -> Model:
    """The stall with its stools, its foot on y = 0."""
    far = model(
        [(merge(_plain()), "hero", "wood"), (merge(_lanterns(6)), "emissive", "light")], far_beyond=70
    )
    middle_parts = [*_counter(False), *_roof(8), *_posts(5), *_pots(10)]
    middle = model(
        [(merge(middle_parts), "hero", "wood"), (merge(_lanterns(9)), "emissive", "light")], far, 55
    )
    wood = bake_open(merge([*_counter(True), *_posts(8), *_stools(), *_shelf()]), 0.25)
    cloth = merge([*_roof(18), *_curtains()])
    china = merge([*_bowls(), *_jars()])
    return model(
        [
            (wood, "hero", "wood"),
            (cloth, "cloth", "cloth"),
            (merge(_pots(24)), "hero", "metal"),
            (china, "hero", "stone"),
            (merge([*_lanterns(16), *_bulbs()]), "emissive", "light"),
        ],
        middle,
        16,
    )


def _plain() -> list[Mesh]:
    sides = [box((0, COUNTER / 2, 0), (LONG, COUNTER / 2, DEEP), WOOD)]
    top = [box((0, (EAVES + RIDGE) / 2, 0), (LONG + 0.2, 0.12, 0.8), RED)]
    posts = [box((x, EAVES / 2, z), (0.04, EAVES / 2, 0.04), WOOD) for x in (-1.4, 1.4) for z in (-0.6, 0.6)]
    return [*sides, *top, *posts]


def _counter(near: bool) -> list[Mesh]:
    """Front and ends of planks, a thick top, wheels at the ends."""
    parts = [box((0, COUNTER - 0.03, 0), (LONG + 0.06, 0.03, DEEP + 0.10), PALE)]
    if not near:
        return [*parts, box((0, COUNTER / 2 + 0.03, 0), (LONG, COUNTER / 2 - 0.07, DEEP), WOOD)]
    count = 16
    wide = 2 * LONG / count
    for k in range(count):
        tone = 0.78 + 0.4 * ((k * 37) % 11) / 11
        plank = Finish(colour=np.array(WOOD.colour) * tone, roughness=0.55)
        x = -LONG + (k + 0.5) * wide
        parts.append(box((x, 0.52, DEEP - 0.02), (wide / 2 - 0.006, 0.40, 0.02), plank))
    parts += [box((0, high, DEEP + 0.012), (LONG, 0.03, 0.015), PALE) for high in (0.20, 0.84)]
    parts += [box((s * (LONG - 0.02), 0.52, 0), (0.02, 0.40, DEEP - 0.03), WOOD) for s in (-1, 1)]
    parts.append(box((0, 0.14, 0), (LONG, 0.02, DEEP - 0.02), DARK))
    for x in (-0.95, 0.95):
        parts += _wheel(x, DEEP + 0.05)
    return parts


def _wheel(x: float, z: float) -> list[Mesh]:
    """A spoked wheel of wood."""
    around = np.linspace(0, 2 * np.pi, 13)
    ring = [(0.23 * np.cos(a), 0.23 * np.sin(a)) for a in around]
    parts = [
        cylinder((x + a[0], 0.25 + a[1], z), (x + b[0], 0.25 + b[1], z), 0.022, DARK, 4)
        for a, b in itertools.pairwise(ring)
    ]
    parts += [
        cylinder((x, 0.25, z), (x + 0.22 * np.cos(a), 0.25 + 0.22 * np.sin(a), z), 0.014, DARK, 4)
        for a in np.arange(6) * np.pi / 3
    ]
    return [*parts, cylinder((x, 0.25, z - 0.03), (x, 0.25, z + 0.03), 0.04, DARK, 8)]


def _posts(sides: int) -> list[Mesh]:
    """Four posts, the beams between them, the rail for the curtains."""
    parts = [
        cylinder((x, 0.1, z), (x, EAVES + 0.05, z), 0.035, WOOD, sides)
        for x in (-LONG + 0.03, LONG - 0.03)
        for z in (-0.56, 0.56)
    ]
    parts += [box((0, EAVES, z), (LONG + 0.12, 0.035, 0.03), WOOD) for z in (-0.56, 0.56)]
    parts += [box((x, EAVES, 0), (0.03, 0.035, 0.62), WOOD) for x in (-LONG + 0.03, LONG - 0.03)]
    return [*parts, cylinder((-LONG - 0.15, 2.08, 0.84), (LONG + 0.15, 2.08, 0.84), 0.012, PALE, 6)]


def _roof(columns: int) -> list[Mesh]:
    """Striped cloth from the ridge to both eaves, sagging between, with a scalloped edge in front."""
    parts = []
    x = np.linspace(-LONG - 0.22, LONG + 0.22, columns + 1)
    for k in range(columns):
        stripe = RED if k % 2 else CREAM
        for side in (-1, 1):
            share = np.linspace(0, 1, 5)
            edge = np.linspace(x[k], x[k + 1], 3)
            deep = side * share * 0.92
            high = RIDGE - (RIDGE - EAVES - 0.02) * share - 0.03 * np.sin(np.pi * share)
            sheet = np.stack(np.broadcast_arrays(edge[None, :], high[:, None], deep[:, None]), -1)
            parts.append(grid(sheet, stripe, flipped=side > 0))
            if columns > 10:
                fall = np.linspace(0, 1, 3)
                curve = 0.13 * (0.55 + 0.45 * np.sin(np.pi * np.linspace(0, 1, 3)))
                drop = EAVES + 0.02 - fall[:, None] * curve[None, :]
                hem = np.stack(np.broadcast_arrays(edge[None, :], drop, np.full((3, 3), side * 0.925)), -1)
                parts.append(grid(hem, stripe, flipped=side > 0))
    return parts


def _curtains() -> list[Mesh]:
    """Short blue curtains over the guests' heads, each with a white disc."""
    parts = []
    for k in range(6):
        x = np.linspace(-1.38 + 0.46 * k, -1.38 + 0.46 * k + 0.43, 7)
        y = np.linspace(2.08, 1.72, 5)
        wave = (
            0.84
            + 0.022 * np.sin(np.linspace(0, 2.5 * np.pi, 7) + k)[None, :] * np.linspace(0.2, 1, 5)[:, None]
        )
        sheet = np.stack(np.broadcast_arrays(x[None, :], y[:, None], wave), -1)
        parts.append(grid(sheet, BLUE))
        around = np.linspace(0, 2 * np.pi, 13)
        middle = np.array([x.mean(), 1.90, 0.868])
        disc = middle + np.stack([0.105 * np.cos(around), 0.105 * np.sin(around), 0 * around], 1)
        for a, b in itertools.pairwise(disc):
            parts.append(quad([middle, a, b, middle], CREAM))
    return parts


def _pots(sides: int) -> list[Mesh]:
    """Steel pots sunk in the counter, two with their broth, baskets for noodles in one, a ladle."""
    parts = []
    for x, z, radius in POTS:
        wall = [
            (radius, COUNTER),
            (radius, COUNTER + 0.16),
            (radius + 0.012, COUNTER + 0.17),
            (radius - 0.01, COUNTER + 0.17),
            (radius - 0.012, COUNTER + 0.05),
        ]
        parts.append(transform(lathe(wall, STEEL, sides), (x, 0, z)))
        broth = lathe(
            [(radius - 0.01, COUNTER + 0.12), (0.0, COUNTER + 0.122)],
            Finish(colour=(0.50, 0.33, 0.14), roughness=0.12),
            sides,
        )
        parts.append(transform(broth, (x, 0, z)))
    if sides > 12:
        for k in range(4):
            a = k * np.pi / 2 + 0.4
            x, z = -0.25 + 0.12 * np.cos(a), -0.30 + 0.12 * np.sin(a)
            parts.append(
                transform(
                    lathe(
                        [(0.03, COUNTER + 0.06), (0.055, COUNTER + 0.15), (0.058, COUNTER + 0.15)], PALE, 10
                    ),
                    (x, 0, z),
                )
            )
            parts.append(
                cylinder((x, COUNTER + 0.15, z), (x + 0.1, COUNTER + 0.38, z - 0.12), 0.008, PALE, 5)
            )
        parts.append(
            cylinder((-0.85, COUNTER + 0.14, -0.25), (-0.70, COUNTER + 0.45, -0.10), 0.009, STEEL, 6)
        )
    return parts


def _bowls() -> list[Mesh]:
    """Stacks of bowls and three that are ready on the counter."""
    parts = []
    for stack, x in enumerate((0.72, 0.98, 1.22)):
        for k in range(4 - stack):
            parts.append(transform(ware.bowl(0.10, 0.075, 9), (x, COUNTER + 0.028 * k, -0.32)))
    for x in (-0.75, 0.05, 0.8):
        parts.append(transform(ware.bowl(0.125, 0.095, 16), (x, COUNTER, 0.42)))
        parts.append(transform(ware.noodles(0.10, 0.03, 7, 3, 9, 3), (x, COUNTER + 0.075, 0.42)))
    return parts


def _jars() -> list[Mesh]:
    """Jars of chilli and vinegar, a holder full of chopsticks."""
    jar = [(0.0, 0.0), (0.035, 0.0), (0.04, 0.02), (0.04, 0.09), (0.028, 0.10), (0.028, 0.115), (0.0, 0.118)]
    parts = []
    for k, x in enumerate((-0.35, 0.42)):
        for j, colour in enumerate(((0.40, 0.03, 0.015), (0.05, 0.025, 0.012))):
            finish = Finish(colour=colour, roughness=0.12)
            parts.append(transform(lathe(jar, finish, 12), (x + 0.10 * j, COUNTER, 0.52)))
        parts.append(
            transform(
                lathe([(0.0, 0), (0.04, 0), (0.045, 0.13), (0.038, 0.13), (0.036, 0.02)], ware.BAMBOO, 12),
                (x + 0.22, COUNTER, 0.52),
            )
        )
        parts += [
            cylinder(
                (x + 0.22, COUNTER + 0.02, 0.52),
                (x + 0.22 + 0.03 * np.cos(j + k), COUNTER + 0.24, 0.52 + 0.03 * np.sin(2 * j)),
                0.004,
                ware.BAMBOO,
                4,
            )
            for j in range(5)
        ]
    return parts


def _shelf() -> list[Mesh]:
    """A board behind with the wooden name plates of the dishes."""
    parts = [box((0, 1.62, -0.58), (LONG - 0.05, 0.30, 0.012), DARK)]
    parts += [box((-1.1 + 0.36 * k, 1.62, -0.560), (0.075, 0.24, 0.010), PALE) for k in range(7)]
    for k in range(7):
        for j in range(4):
            parts.append(
                box(
                    (-1.1 + 0.36 * k, 1.78 - 0.10 * j, -0.547),
                    (0.030, 0.028 - 0.006 * ((k + j) % 2), 0.004),
                    DARK,
                )
            )
    return parts


def _stools() -> list[Mesh]:
    """Four stools before the counter."""
    parts = []
    for x in (-1.05, -0.35, 0.35, 1.05):
        seat = lathe([(0.0, 0.46), (0.15, 0.46), (0.16, 0.48), (0.155, 0.50), (0.0, 0.505)], PALE, 16)
        parts.append(transform(seat, (x, 0, 1.10)))
        parts += [
            cylinder(
                (x + 0.15 * np.cos(a), 0, 1.10 + 0.15 * np.sin(a)),
                (x + 0.10 * np.cos(a), 0.46, 1.10 + 0.10 * np.sin(a)),
                0.016,
                WOOD,
                5,
            )
            for a in np.arange(4) * np.pi / 2 + 0.78
        ]
    return parts


def _lanterns(sides: int) -> list[Mesh]:
    """Three red lanterns under the front eaves."""
    line = [
        (0.06, -0.17),
        (0.10, -0.15),
        (0.145, -0.06),
        (0.15, 0.02),
        (0.125, 0.11),
        (0.065, 0.16),
        (0.06, 0.17),
    ]
    return [transform(lathe(line, GLOW, sides), place) for place in LAMPS]


def _bulbs() -> list[Mesh]:
    """Bare bulbs over the pots."""
    return [ball((x, 2.02, -0.15), 0.035, BULB, 8, 6) for x in (-0.9, -0.1, 0.7)]


def build_noodle_stall(sheet: CallSheet) -> Steaming:
    """Stalls that face the camera, lit from within when it is dark."""
    power = 2.6 if is_dark(sheet.shot.hour) else 0.4
    rows = [[x, y, z, 5.0, power, 0.42 * power, 0.13 * power, 0.25] for x, y, z in LAMPS]
    rows.append([0.0, 1.95, -0.1, 4.0, 1.3 * power, 1.0 * power, 0.62 * power, 0.2])
    still = StillLife(
        parts={"noodle_stall": stall_model()},
        paths=sheet.paths,
        half=(LONG + 0.2, RIDGE / 2, 1.3),
        scales=np.ones(len(sheet.paths), np.float32) if len(sheet.paths) == 1 else scales_for(sheet),
        lamps=np.array(rows, np.float32),
        parameter={"noodle_stall": 1.0},
    )
    mouths = tuple((x, COUNTER + 0.02, z, 3.2 * radius / 0.24) for x, z, radius in POTS)
    return Steaming(still=still, mouths=mouths)


ASSET = Asset(
    id="noodle_stall",
    kind="prop",
    words=Words(
        zh=("面摊", "面档", "小吃摊", "摊位", "小摊", "夜宵摊", "大排档", "面馆", "摊", "摊子"),
        en=("noodle stall", "food stall", "noodle stand", "street food stall", "food cart", "ramen stall"),
    ),
    build=build_noodle_stall,
    size=(3.3, RIDGE, 2.6),
    actions=("stand",),
    closest="ms",
)
