"""The eastern dragon's body: scales, fins, legs, mane and whiskers, built round a straight spine."""

from dataclasses import replace

import numpy as np

from yingxi.art.cast.animal_body import Flesh, both, coarser, grow, locks
from yingxi.art.cast.animal_spine import Rider, riding
from yingxi.art.shapes import Finish, Mesh, Numbers, ball, cylinder, grid, merge, tube
from yingxi.world.scene import Array

LENGTH = 22.0
GOLD, IVORY, DARK = (0.62, 0.36, 0.07), (0.62, 0.55, 0.40), (0.012, 0.012, 0.012)
MANE, BELLY = (0.24, 0.020, 0.006), (0.60, 0.44, 0.20)
_HEAD = (
    Flesh(bone="head", start=(-0.35, 0.02, 0), end=(0.70, 0.24, 0), radius=(0.46, 0.43)),
    Flesh(bone="head", start=(0.70, 0.22, 0), end=(1.55, 0.10, 0), radius=(0.35, 0.235), squash=(1, 1.2, 1)),
    Flesh(bone="head", start=(1.60, 0.16, 0), end=(1.74, 0.14, 0), radius=(0.20, 0.16)),
    Flesh(bone="jaw", start=(0.45, -0.26, 0), end=(1.32, -0.50, 0), radius=(0.21, 0.13), squash=(1, 1.4, 1)),
    Flesh(bone="jaw", start=(1.32, -0.52, 0), end=(1.44, -0.50, 0), radius=(0.13, 0.10)),
    *both(
        (
            Flesh(bone="head", start=(0.92, 0.50, -0.24), end=(0.42, 0.60, -0.34), radius=(0.10, 0.13)),
            Flesh(bone="head", start=(0.30, 0.00, -0.34), end=(0.62, -0.06, -0.30), radius=(0.22, 0.17)),
            Flesh(bone="head", start=(1.66, 0.27, -0.13), end=(1.60, 0.30, -0.15), radius=(0.105, 0.09)),
            Flesh(bone="head", start=(1.05, 0.00, -0.24), end=(1.62, -0.02, -0.15), radius=(0.085, 0.095)),
            Flesh(bone="head", start=(0.12, 0.40, -0.42), end=(-0.42, 0.66, -0.78), radius=(0.14, 0.03)),
        )
    ),
)  # fmt: skip


def girth(station: Numbers) -> Array:
    """Radius in metres of the body."""
    stations = (0.0, 1.2, 4.0, 8.0, 13.0, 18.0, 21.0, 22.0)
    radii = (0.44, 0.42, 0.62, 0.74, 0.64, 0.36, 0.14, 0.05)
    return np.asarray(np.interp(station, stations, radii))


def scaled(colour: Numbers, sides: int, rings: int) -> Rider:
    """The trunk: diamonds of raised scales with gold rims, and broad plates under the belly."""
    station = np.linspace(0.0, LENGTH, rings)
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    i, j = np.meshgrid(np.arange(rings), np.arange(sides + 1) % sides, indexing="ij")
    belly = np.clip((-0.30 - np.sin(angle)) / 0.25, 0, 1)[None, :]
    shingle = (i % 2 == 0) & ((j + i // 2) % 2 == 0)
    raised = shingle * (1 - belly) + belly * (i % 2)
    radius = girth(station)[:, None] * (1.0 + 0.045 * raised)
    y, z = 1.06 * radius * np.sin(angle), 0.96 * radius * np.cos(angle)
    points = np.stack([np.repeat(-station[:, None], sides + 1, 1), y, z], -1)
    edge = (1 - raised)[..., None]
    back = np.clip((np.sin(angle) - 0.55) / 0.3, 0, 1)[None, :, None]
    scale = colour * (1.0 - 0.45 * back)
    skin = scale * (1.15 - 0.85 * edge) + 0.22 * edge * np.array(GOLD)
    plate = np.array(BELLY) * (1.0 - 0.65 * edge)
    paint = skin * (1 - belly[..., None]) + plate * belly[..., None]
    finish = Finish(
        colour=paint,
        roughness=0.30 + 0.18 * raised,
        metal=0.25 * (1 - belly) + 0 * raised,
        cavity=0.45 + 0.55 * raised,
    )
    return riding(grid(points, finish, closed=True, flipped=True), "hero", LENGTH)


def fins(colour: Numbers, count: int, clear: tuple[float, float] = (0.0, 0.0)) -> Rider:
    """A saw of flame-like fins down the back, with none between the stations `clear`."""
    station = np.linspace(0.6, 0.97 * LENGTH, count)
    station = station[(station < clear[0]) | (station > clear[1])]
    tall = 0.30 + 0.55 * girth(station)
    blades = []
    for s, high in zip(station, tall, strict=True):
        base, wide = girth(s) * 1.02, 0.62 * LENGTH / count
        outline = np.array([(0.6, 0.0), (0.35, 0.5), (-0.55, 1.0), (-0.35, 0.45), (-0.6, 0.0)])
        x, y = -s + outline[:, 0] * wide * 1.5, base - 0.08 + outline[:, 1] * high
        thick = 0.05 * (1.0 - outline[:, 1])
        for sign in (-1.0, 1.0):
            sheet = np.stack(
                [
                    np.stack([x, y, sign * thick], -1),
                    np.stack([x * 0.5 - 0.5 * s, 0 * y + base - 0.1, sign * thick], -1),
                ],
                0,
            )
            shade = np.stack([0.5 + 0.9 * outline[:, 1], np.full(5, 0.4)], 0)[..., None] * colour
            blades.append(grid(sheet, Finish(colour=shade, roughness=0.45), flipped=sign < 0))
    return riding(merge(blades), "cloth", LENGTH)


def head(colour: Numbers, step: float, cell: float = 0.0) -> list[Rider]:
    """Skull, jaws, eyes, fangs and antlers."""
    bones = {"head": 0, "jaw": 1}

    def paint(mesh: Mesh) -> Array:
        x, y, z = mesh.position.T
        low = np.clip((-0.02 - y) / 0.12, 0, 1)[:, None]
        brow = np.clip((y - 0.52) / 0.08, 0, 1)[:, None]
        gum = (
            np.clip((x - 0.55) / 0.2, 0, 1)
            * np.clip(1 - np.abs(y + 0.20 + 0.13 * x) / 0.10, 0, 1)
            * (np.abs(z) < 0.2)
        )[:, None]
        base = colour * (1 - low) + 0.8 * np.array(BELLY) * low
        base = base * (1 - brow) + np.array(GOLD) * brow
        return np.asarray(base * (1 - gum) + np.array((0.30, 0.02, 0.02)) * gum, np.float32)

    skin = grow(_HEAD, bones, 0.045, step, paint)
    skin = coarser(skin, cell) if cell else skin
    hard = [_antler(side) for side in (-1.0, 1.0)]
    fang = Finish(colour=IVORY, roughness=0.3)
    for side in (-1.0, 1.0):
        hard.append(
            ball(
                (0.90, 0.40, 0.285 * side),
                0.12,
                Finish(colour=(0.9, 0.55, 0.08), emission=1.6, roughness=0.1),
                10,
                8,
            )
        )
        hard.append(
            ball((0.965, 0.41, 0.355 * side), (0.05, 0.085, 0.045), Finish(colour=DARK, roughness=0.05), 8, 6)
        )
        for x, z, long in ((1.56, 0.14, 0.30), (1.30, 0.22, 0.16), (1.12, 0.25, 0.14)):
            hard.append(
                cylinder((x, -0.04, z * side), (x - 0.03, -0.04 - long, z * side), (0.042, 0.004), fang, 6)
            )
        hard.append(cylinder((1.36, -0.42, 0.10 * side), (1.36, -0.20, 0.12 * side), (0.036, 0.004), fang, 6))
    tongue = tube(
        np.array([(0.6, -0.20, 0), (1.1, -0.30, 0), (1.5, -0.30, 0), (1.75, -0.20, 0)]),
        np.array([0.10, 0.09, 0.06, 0.01]), Finish(colour=(0.45, 0.03, 0.03), roughness=0.3), 6, 1.6,
    )  # fmt: skip
    return [riding(m, "hero", LENGTH, 0.0) for m in (skin.mesh, merge(hard), tongue)]


def _antler(side: float) -> Mesh:
    """A stag's antler that sweeps back and forks twice."""
    bone = Finish(colour=(0.52, 0.36, 0.16), roughness=0.45)
    stem = np.array(
        [(0.30, 0.58, 0.20), (0.05, 0.95, 0.34), (-0.45, 1.28, 0.46), (-1.05, 1.50, 0.52), (-1.5, 1.78, 0.46)]
    )
    first = np.array([(-0.10, 1.06, 0.38), (0.10, 1.38, 0.50), (0.02, 1.66, 0.54)])
    second = np.array([(-0.75, 1.40, 0.50), (-0.72, 1.72, 0.62), (-0.92, 1.98, 0.66)])
    flip = np.array((1.0, 1.0, side))
    return merge(
        [
            tube(stem * flip, np.array([0.105, 0.085, 0.07, 0.05, 0.012]), bone, 7),
            tube(first * flip, np.array([0.06, 0.045, 0.01]), bone, 6),
            tube(second * flip, np.array([0.05, 0.036, 0.008]), bone, 6),
        ]
    )


def whiskers(sides: int) -> Rider:
    """Two long feelers that stream from the lip."""
    share = np.linspace(0, 1, 22)
    meshes, loose = [], []
    for side in (-1.0, 1.0):
        x = 1.60 + 0.75 * np.sin(np.pi * np.minimum(share * 2.2, 1.0)) - 4.8 * share**1.25
        y = 0.05 + 0.75 * np.sin(2.6 * share) - 0.2 * share
        z = side * (0.20 + 0.95 * np.sin(1.7 * share))
        radius = 0.045 * (1 - share) + 0.008
        meshes.append(tube(np.stack([x, y, z], 1), radius, Finish(colour=GOLD, roughness=0.4), sides))
        loose.append(np.repeat(share, sides + 1))
    return riding(merge(meshes), "hero", LENGTH, 0.0, np.concatenate(loose))


def hair(count: int) -> list[Rider]:
    """A mane behind the head, a beard, tufts at the elbows and a plume on the tail."""
    dice = np.random.default_rng(5)
    angle = dice.uniform(-0.45, np.pi + 0.45, count)
    back = dice.uniform(-1.3, 0.25, count)
    roots = np.stack([back, 0.1 + 0.42 * np.sin(angle), 0.42 * np.cos(angle)], 1)
    reach = dice.uniform(0.9, 1.7, count)[:, None]
    falls = reach * np.stack([np.full(count, -0.85), 0.55 * np.sin(angle), 0.55 * np.cos(angle)], 1)
    riders = [_tuft(roots, falls, 0.20, MANE, None)]
    few = max(count // 6, 3)
    chin = np.stack([dice.uniform(0.9, 1.35, few), np.full(few, -0.55), dice.uniform(-0.1, 0.1, few)], 1)
    riders.append(
        _tuft(chin, dice.uniform((-0.75, -0.7, -0.12), (-0.35, -0.4, 0.12), (few, 3)), 0.12, MANE, None)
    )
    plume = np.stack(
        [np.full(2 * few, -21.6), dice.uniform(-0.06, 0.06, 2 * few), 0 * dice.random(2 * few)], 1
    )
    fan = np.linspace(-1, 1, 2 * few)
    sweep = np.stack([-2.4 + 0.7 * np.abs(fan), 1.1 * fan, dice.uniform(-0.3, 0.3, 2 * few)], 1)
    riders.append(_tuft(plume, sweep, 0.30, MANE, LENGTH))
    return riders


def _tuft(
    roots: Numbers,
    falls: Numbers,
    wide: float,
    colour: Numbers | tuple[float, float, float],
    at: float | None,
) -> Rider:
    skin = locks(
        roots, falls, np.full(len(roots), wide), np.array(colour), np.zeros((len(roots), 1)), 0.05, 5
    )
    mesh = replace(skin.mesh, roughness=np.full_like(skin.mesh.roughness, 0.6), metal=0 * skin.mesh.metal)
    shade = (0.45 + 1.0 * skin.loose)[:, None]
    return riding(replace(mesh, colour=np.asarray(mesh.colour * shade)), "cloth", LENGTH, at, skin.loose)


_CLAWS = ((0.88, 0.0, 0.24), (0.82, -0.28, 0.22), (0.82, 0.28, 0.22), (0.12, 0.05, -0.2))
"""Where each claw begins ahead of and beside its foot, and how far it reaches; metres."""


def legs(colour: Numbers, step: float, cell: float = 0.0) -> list[Rider]:
    """Four short strong legs with spread claws."""
    riders = []
    for place in (5.6, 13.4):
        parts = both(
            (
                Flesh(bone="leg", start=(0.0, -0.25, -0.50), end=(-0.55, -0.75, -0.98), radius=(0.34, 0.21)),
                Flesh(bone="leg", start=(-0.55, -0.75, -0.98), end=(0.20, -1.25, -1.12), radius=(0.20, 0.13)),
                Flesh(bone="leg", start=(0.20, -1.25, -1.12), end=(0.48, -1.38, -1.12), radius=(0.15, 0.16)),
                *(
                    Flesh(
                        bone="leg",
                        start=(0.46, -1.38, -1.12),
                        end=(x, -1.62, z - 1.12),
                        radius=(0.095, 0.075),
                    )
                    for x, z in ((0.86, 0.0), (0.80, 0.28), (0.80, -0.28), (0.14, -0.05))
                ),
            )
        )
        skin = grow(parts, {"leg": 0}, 0.045, step, lambda mesh: np.asarray(_hide(mesh, colour), np.float32))
        skin = coarser(skin, cell) if cell else skin
        claws = [_claw(x, z * side + 1.12 * side, r) for side in (-1.0, 1.0) for x, z, r in _CLAWS]
        whole = merge([skin.mesh, *claws])
        moved = np.asarray(whole.position - np.array((place, 0, 0)), np.float32)
        riders.append(riding(replace(whole, position=moved), "hero", LENGTH, place))
    return riders


def _claw(x: float, z: float, reach: float) -> Mesh:
    """One claw from its toe downward and ahead."""
    return cylinder((x, -1.60, z), (x + reach, -1.86, 1.02 * z), (0.065, 0.006), Finish(colour=IVORY), 5)


def _hide(mesh: Mesh, colour: Numbers) -> Array:
    """Leg colour: the body's, golden toward the claws."""
    share = np.clip((-0.9 - mesh.position[:, 1]) / 0.6, 0, 1)[:, None]
    return np.asarray(colour * (1 - 0.7 * share) + 0.6 * share * np.array(GOLD))
