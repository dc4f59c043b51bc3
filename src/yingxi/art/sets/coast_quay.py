"""Quays of a fishing harbour: coping and bollards, the mole with its wall, crates, pots, nets and boats."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.sets.coast_houses import SHAPES, WALLS, coast_fittings, coast_walls
from yingxi.art.sets.coast_land import MOLE, MOLE_TOP, MOLE_WIDE, QUAY, QUAY_TOP, along_mole, seaward, shore
from yingxi.art.sets.harbour import jetty, rowing_boat
from yingxi.art.sets.scenery import Scenery, boulders, joined, rooted, standing
from yingxi.art.sets.street_things import street_lamp
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instance, instances, turn
from yingxi.art.shapes.solids import ball, box, cylinder, lathe, tube
from yingxi.world.scene import Model

STONE = Finish(colour=(0.27, 0.255, 0.23), roughness=0.9)
COPING = Finish(colour=(0.36, 0.345, 0.31), roughness=0.85)
DECK = Finish(colour=(0.175, 0.165, 0.15), roughness=0.8)
LAMP_POSTS = ((-12.0, 31.0), (4.6, 31.0), (21.0, 31.0))
"""x, z in metres of the lamps on the near quay; their arms reach toward the water."""
IRON = Finish(colour=(0.03, 0.03, 0.033), roughness=0.6)


def quays(rng: np.random.Generator) -> Scenery:
    """Everything that is built at the water's edge."""
    near = model([(_near_wall(), "stone", "wall")])
    deck = model(
        [(box((0, QUAY_TOP - 0.02, QUAY + 30), (90.0, 0.02, 30.0), DECK, faces="Y"), "paving", "ground")]
    )
    return joined(
        [
            rooted({"near_quay": near}),
            standing("quay_deck", deck, instances([(0, 0, 0)], parameter=0.95)),
            rooted({"town_quay": _town_quay(), "mole": _mole()}),
            standing(
                "bollard",
                bollard(),
                instances([(x, QUAY_TOP, QUAY + 0.75) for x in (-31, -22, -13.5, -5, 4.5, 13, 22, 31)]),
            ),
            _armour(rng),
            _boats(rng),
        ]
    )


def _near_wall() -> Mesh:
    """The near quay's face and coping."""
    face = box((0, QUAY_TOP / 2 - 2.0, QUAY + 0.5), (90.0, QUAY_TOP / 2 + 2.0, 0.5), STONE, faces="zY")
    edge = [
        box((x, QUAY_TOP + 0.05, QUAY + 0.32), (1.18, 0.10, 0.36), COPING, faces="xXYzZ")
        for x in np.arange(-60, 61, 2.4)
    ]
    return merge([face, *edge])


def _town_quay() -> Model:
    """The wall along the town, in straight pieces, with a coping."""
    x = np.concatenate([np.arange(-112, -40, 6.0), np.arange(-40, 16, 8.0)])
    parts: list[Mesh] = []
    points = np.stack([x, shore(x)], 1)
    for (ax, az), (bx, bz) in pairwise(points):
        parts.append(_wall(ax, az, bx, bz, 1.5, 0.9, STONE))
        parts.append(_wall(ax, az, bx, bz, 1.66, 0.45, COPING, foot=1.46))
    return model([(merge(parts), "stone", "wall")])


def _wall(
    ax: float, az: float, bx: float, bz: float, top: float, half: float, finish: Finish, foot: float = -4.0
) -> Mesh:
    length = float(np.hypot(bx - ax, bz - az))
    mesh = box((0, (top + foot) / 2, 0), (length / 2 + 0.05, (top - foot) / 2, half), finish, faces="xXYzZ")
    return _turned(mesh, (ax + bx) / 2, (az + bz) / 2, float(np.arctan2(-(bz - az), bx - ax)))


def _turned(mesh: Mesh, x: float, z: float, yaw: float) -> Mesh:
    return transform(mesh, move=(x, 0, z), rotation=turn(yaw=yaw))


def _mole() -> Model:
    """The mole: a stone causeway with a parapet to the sea and a round head for the lighthouse."""
    parts: list[Mesh] = []
    for (ax, az), (bx, bz) in pairwise(MOLE):
        parts.append(_wall(ax, az, bx, bz, MOLE_TOP, MOLE_WIDE, STONE))
        way = np.array([bx - ax, bz - az]) / np.hypot(bx - ax, bz - az)
        out = np.array([-way[1], way[0]]) * (MOLE_WIDE - 0.4)
        parts.append(_wall(ax + out[0], az + out[1], bx + out[0], bz + out[1], MOLE_TOP + 1.25, 0.4, COPING))
    x, z = MOLE[-1]
    head = lathe([(7.0, -4.0), (6.4, MOLE_TOP), (0.01, MOLE_TOP)], STONE, 28)
    rim = lathe([(6.5, MOLE_TOP), (6.5, MOLE_TOP + 0.5), (6.0, MOLE_TOP + 0.5), (6.0, MOLE_TOP)], COPING, 28)
    for mesh in (head, rim):
        mesh.position[:, [0, 2]] += np.array([x, z], np.float32)
        parts.append(mesh)
    return model([(merge(parts), "stone", "wall")])


def _armour(rng: np.random.Generator) -> Scenery:
    """Boulders along the mole, more on its sea side."""
    outer, way = along_mole(90, MOLE_WIDE + 1.8)
    places = [outer + rng.normal(0, 1.2, outer.shape), outer + way * 2.6 + rng.normal(0, 1.3, outer.shape)]
    inner = along_mole(36, -MOLE_WIDE - 0.9)[0]
    x, z = np.concatenate([*places, inner + rng.normal(0, 0.6, inner.shape)]).T
    y = np.r_[rng.uniform(0.1, 1.2, 90), rng.uniform(-0.7, 0.3, 90), rng.uniform(-0.6, 0.1, 36)]
    return boulders(np.stack([x, y, z], 1), rng, (0.115, 0.11, 0.10), (1.1, 2.3))


@lru_cache(maxsize=1)
def bollard() -> Model:
    """An iron mooring post with a turn of rope."""
    post = lathe(
        [(0.20, 0.0), (0.20, 0.08), (0.13, 0.16), (0.12, 0.42), (0.21, 0.50), (0.20, 0.60), (0.0, 0.64)],
        IRON,
        12,
    )
    rope = Finish(colour=(0.42, 0.34, 0.20), roughness=0.95)
    turns = np.linspace(0, 7 * np.pi, 44)
    coil = tube(
        np.stack([0.16 * np.cos(turns), 0.20 + turns * 0.006, 0.16 * np.sin(turns)], 1), 0.026, rope, 4
    )
    return model([(merge([post, coil]), "flat", "metal")])


@kept
def crates() -> Model:
    """A stack of fish boxes with ice and fish, 2 m wide."""
    rng = np.random.default_rng(8)
    parts: list[Mesh] = []
    colours = ((0.05, 0.17, 0.40), (0.58, 0.48, 0.10), (0.06, 0.28, 0.20), (0.50, 0.50, 0.47))
    for column in range(3):
        for level in range(int(rng.integers(1, 4))):
            x, y = -0.72 + 0.72 * column + rng.normal(0, 0.03), 0.14 + 0.28 * level
            finish = Finish(colour=colours[int(rng.integers(4))], roughness=0.6)
            parts += _crate(x, y, float(rng.normal(0, 0.04)), finish)
        parts += _catch(-0.72 + 0.72 * column, y + 0.10, rng)
    return model([(merge(parts), "flat", "wood")])


def _crate(x: float, y: float, z: float, finish: Finish) -> list[Mesh]:
    return [
        box((x, y - 0.11, z), (0.34, 0.02, 0.24), finish),
        *(box((x, y, z + s * 0.23), (0.34, 0.13, 0.015), finish) for s in (-1, 1)),
        *(box((x + s * 0.33, y, z), (0.015, 0.13, 0.23), finish) for s in (-1, 1)),
    ]


def _catch(x: float, y: float, rng: np.random.Generator) -> list[Mesh]:
    """Fish on ice."""
    ice = box(
        (x, y - 0.05, 0), (0.31, 0.04, 0.21), Finish(colour=(0.62, 0.68, 0.72), roughness=0.4), faces="Y"
    )
    fish = []
    for k in range(9):
        shade = rng.uniform(0.75, 1.2)
        tone = np.multiply(((0.40, 0.43, 0.46), (0.52, 0.24, 0.17), (0.24, 0.30, 0.34))[k % 3], shade)
        spot = (x + rng.uniform(-0.2, 0.2), y + 0.02, rng.uniform(-0.14, 0.14))
        fish.append(ball(spot, (0.17, 0.035, 0.05), Finish(colour=tone, roughness=0.25), 7, 4))
    return [ice, *fish]


@kept
def pots() -> Model:
    """Lobster pots in a heap, a coil of rope and two floats, 2.4 m wide."""
    rng = np.random.default_rng(9)
    wood, mesh = (
        Finish(colour=(0.22, 0.15, 0.08), roughness=0.9),
        Finish(colour=(0.04, 0.11, 0.12), roughness=0.95),
    )
    parts: list[Mesh] = []
    for x, y, z in ((-0.8, 0, 0), (0.0, 0, 0.1), (0.8, 0, -0.05), (-0.4, 0.46, 0), (0.42, 0.46, 0.05)):
        angle = np.linspace(0, np.pi, 7)
        for end in (-0.32, 0.0, 0.32):
            hoop = np.stack([0.24 * np.cos(angle), 0.42 * np.sin(angle), np.full(7, end)], 1)
            hoop = hoop + np.array([x, y, z])
            parts.append(tube(hoop, 0.022, wood, 4))
        for a in angle[1:-1]:
            rail = [x + 0.24 * np.cos(a), y + 0.42 * np.sin(a)]
            parts.append(cylinder((*rail, z - 0.34), (*rail, z + 0.34), 0.012, mesh, 3))
        parts.append(box((x, y + 0.03, z), (0.25, 0.025, 0.36), wood))
    for k in range(3):
        colour = ((0.85, 0.18, 0.02), (0.80, 0.55, 0.05), (0.62, 0.62, 0.60))[k]
        parts.append(
            ball((-1.3 + 0.3 * k, 0.17, 0.5 + 0.1 * rng.random()), 0.17, Finish(colour=colour), 9, 6)
        )
    turns = np.linspace(0, 12 * np.pi, 80)
    rope = Finish(colour=(0.10, 0.26, 0.32), roughness=0.95)
    parts.append(
        tube(
            np.stack([0.30 * np.cos(turns) + 1.3, 0.04 + turns * 0.006, 0.30 * np.sin(turns) + 0.5], 1),
            0.03,
            rope,
            4,
        )
    )
    return model([(merge(parts), "flat", "wood")])


def near_houses(lit: float) -> Scenery:
    """The row of houses that closes the near quay behind, and the sheds at its ends."""
    spots = [(x, 50.5, np.pi) for x in np.arange(-62.0, 63.0, 8.9)]
    spots += [(36.0, z, -np.pi / 2) for z in (32.5, 41.0)] + [(-44.0, z, np.pi / 2) for z in (33.0, 41.5)]
    parts = []
    for number, (x, z, yaw) in enumerate(spots):
        shape, tint = (number * 7) % len(SHAPES), WALLS[(number * 5) % len(WALLS)]
        parts.append(
            standing(f"walls_{shape}", coast_walls(shape), instance((x, QUAY_TOP, z), yaw=yaw, tint=tint))
        )
        parts.append(
            standing(
                f"fittings_{shape}", coast_fittings(shape), instance((x, QUAY_TOP, z), yaw=yaw, parameter=lit)
            )
        )
    return joined(parts)


def quay_things(lit: float) -> Scenery:
    """Boxes, pots and lamps where people work on the near quay, clear of where subjects stand."""
    posts = [instance((x, QUAY_TOP, z), yaw=np.pi, parameter=lit) for x, z in LAMP_POSTS]
    spots = ((-12.6, 25.9, 0.2), (-9.9, 25.6, -0.3), (10.4, 25.8, 0.1), (17.0, 26.2, -0.2))
    rows = [instance((x, QUAY_TOP, z), yaw=yaw) for x, z, yaw in spots]
    heaps = [
        instance((x, QUAY_TOP, z), yaw=yaw)
        for x, z, yaw in ((-15.6, 26.0, 0.3), (13.6, 25.8, -0.2), (24.0, 26.5, 0.6))
    ]
    return joined(
        [
            standing("crates", crates(), np.array(rows)),
            standing("pots", pots(), np.array(heaps)),
            standing("quay_lamp", street_lamp(), np.array(posts)),
        ]
    )


def _boats(rng: np.random.Generator) -> Scenery:
    """Open boats at rest by the jetty and the walls, and the jetty."""
    places = np.array(
        [
            (-31.0, 6.0),
            (-25.5, -3.0),
            (-31.5, -10.0),
            (9.0, 21.6),
            (16.5, 21.4),
            (-60.0, -33.0),
            (-2.0, -53.0),
        ]
    )
    rows = instances(
        np.stack([places[:, 0], 0 * places[:, 0], places[:, 1]], 1),
        1.0,
        np.where(places[:, 1] > 20, 0.0, np.pi / 2) + rng.uniform(-0.25, 0.25, len(places)),
        tint=np.array([(0.75, 0.75, 0.72), (0.12, 0.24, 0.40), (0.55, 0.10, 0.06)])[np.arange(7) % 3],
    )
    pier = np.array([instance((-28.4, 1.35, 7.0), yaw=np.pi / 2)])
    return joined([standing("moored_boat", rowing_boat(), rows), standing("jetty", jetty(34.0), pier)])


def along_town(x: Array, back: float) -> tuple[Array, Array]:
    """Places (n, 2) x, z `back` metres inland of the waterline at x, and the way to the water (n, 2)."""
    way = seaward(x)
    return np.stack([x, shore(x)], 1) - back * way, way
