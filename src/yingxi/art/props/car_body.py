"""The bodies of cars: a saloon and a sports car, lofted from the lines a stylist draws. Fronts toward +x."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.shapes.mesh import Finish, Mesh, flip, merge, model, versions
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import ball, box, cylinder, grid, lathe
from yingxi.world.scene import Model

PAINT = Finish(colour=(1.0, 1.0, 1.0), roughness=0.22, metal=0.25)
GLASS = Finish(colour=(0.012, 0.014, 0.017), roughness=0.06)
BLACK = Finish(colour=(0.012, 0.012, 0.013), roughness=0.7)
RUBBER = Finish(colour=(0.016, 0.016, 0.017), roughness=0.85)
ALLOY = Finish(colour=(0.42, 0.43, 0.45), roughness=0.3, metal=0.9)
CHROME = Finish(colour=(0.55, 0.56, 0.58), roughness=0.15, metal=0.95)
WHITE_LAMP = Finish(colour=(1.0, 0.95, 0.85), emission=5.0)
RED_LAMP = Finish(colour=(1.0, 0.03, 0.02), emission=4.0)


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Lines of a car in metres, by x from tail to nose: deck (height of the body), plan (half width).

    `roof` goes over the cabin from the foot of the rear glass to that of the windscreen.
    """

    deck: tuple[tuple[float, float], ...]
    plan: tuple[tuple[float, float], ...]
    roof: tuple[tuple[float, float], ...]
    roof_half: float
    wheels: tuple[float, float]
    wheel: float
    floor: float


SALOON = Lines(
    deck=(
        *((-2.36, 0.66), (-2.30, 0.93), (-1.85, 1.00), (-1.2, 0.98), (0.9, 0.94)),
        *((1.5, 0.90), (2.05, 0.80), (2.30, 0.64), (2.36, 0.50)),
    ),
    plan=(
        *((-2.36, 0.66), (-2.15, 0.82), (-1.4, 0.90), (0.0, 0.92)),
        *((1.4, 0.90), (2.1, 0.79), (2.36, 0.58)),
    ),
    roof=((-1.78, 0.99), (-1.05, 1.38), (-0.55, 1.455), (0.10, 1.46), (0.45, 1.40), (1.22, 0.94)),
    roof_half=0.60,
    wheels=(-1.40, 1.42),
    wheel=0.33,
    floor=0.20,
)
SPORTS = Lines(
    deck=(
        *((-2.25, 0.60), (-2.20, 0.88), (-1.7, 0.97), (-1.1, 0.95), (0.3, 0.84)),
        *((1.2, 0.80), (1.9, 0.66), (2.20, 0.50), (2.26, 0.36)),
    ),
    plan=(
        *((-2.25, 0.74), (-1.9, 0.92), (-1.35, 0.98), (-0.2, 0.90)),
        *((1.35, 0.96), (2.0, 0.86), (2.26, 0.60)),
    ),
    roof=((-1.62, 0.96), (-0.85, 1.16), (-0.30, 1.225), (0.15, 1.20), (0.95, 0.82)),
    roof_half=0.52,
    wheels=(-1.33, 1.36),
    wheel=0.345,
    floor=0.14,
)


@lru_cache(maxsize=2)
def car_model(fast: bool = False) -> Model:
    """A car 4.5-4.7 m long with a version for afar; paint takes the tint, lamps its parameter."""
    lines = SPORTS if fast else SALOON
    shell, glass = _shell(lines, 64, 17), _cabin(lines, 22)
    roof = _roof(lines, 22)
    far_parts = [
        (merge([_shell(lines, 20, 9), _roof(lines, 8)]), "hero", "metal"),
        (merge([_cabin(lines, 8), *_tyres(lines, 8)]), "flat", "metal"),
        (merge(_lamps(lines)), "lamp_glass", "light"),
    ]
    return model(
        [
            (merge([shell, roof, *_mirrors(lines)]), "hero", "metal"),
            (glass, "dark_glass", "metal"),
            (merge([*_tyres(lines, 26), *_underside(lines), *_trim(lines)]), "untinted", "metal"),
            (merge(_lamps(lines)), "lamp_glass", "light"),
        ],
        versions([far_parts, _car_afar(lines)], (90.0,)),
        45.0,
    )


def _car_afar(lines: Lines) -> list[tuple[Mesh, str, str]]:
    """A car as it reads from a hundred metres: shell, cabin, lamps."""
    return [
        (merge([_shell(lines, 8, 5), _roof(lines, 4)]), "hero", "metal"),
        (merge([_cabin(lines, 4), *_tyres(lines, 5)]), "flat", "metal"),
        (merge(_lamps(lines)), "lamp_glass", "light"),
    ]


def _read(line: tuple[tuple[float, float], ...], x: ArrayLike) -> Array:
    """A smooth line through its points at x."""
    from scipy.interpolate import PchipInterpolator

    at, height = np.array(line).T
    return np.asarray(PchipInterpolator(at, height)(np.clip(x, at[0], at[-1])), np.float32)


def _stations(lines: Lines, count: int) -> Array:
    """x of the sections, crowded at the ends and at the wheel arches."""
    low, high = lines.deck[0][0], lines.deck[-1][0]
    even = np.linspace(0.0, 1.0, count - 16 if count > 40 else count)
    x = [low + (high - low) * (0.5 - 0.5 * np.cos(np.pi * even))]
    if count > 40:
        reach = lines.wheel + 0.06
        x += [middle + reach * np.cos(np.linspace(0, np.pi, 8)) for middle in lines.wheels]
    return np.asarray(np.sort(np.concatenate(x)), np.float32)


def _sill(lines: Lines, x: Array) -> Array:
    """Height of the body's lower edge: the floor, and the arches over the wheels."""
    arch = lines.wheel + 0.045
    rise = np.zeros_like(x)
    for middle in lines.wheels:
        rise = np.maximum(
            rise, lines.wheel + np.sqrt(np.maximum(arch**2 - (x - middle) ** 2, 0.0)) - lines.floor
        )
    under = np.abs(np.subtract.outer(x, lines.wheels)).min(1) < arch
    tucked = 0.10 * np.clip((np.abs(x) - 1.9) / 0.4, 0, 1)
    return np.asarray(lines.floor + np.where(under, rise, 0.0) + tucked, np.float32)


def _shell(lines: Lines, count: int, around: int) -> Mesh:
    """The painted body from sill over shoulder and deck to the other sill."""
    x = _stations(lines, count)
    half, deck, sill = _read(lines.plan, x), _read(lines.deck, x), _sill(lines, x)
    angle = np.linspace(-1.0, 1.0, around)
    side = np.sign(angle) * np.abs(np.sin(0.5 * np.pi * np.abs(angle))) ** 0.62
    rise = np.cos(0.5 * np.pi * np.abs(angle)) ** 0.42
    belly = 1.0 - 0.055 * (1.0 - rise[None, :]) ** 2 + 0.020 * np.sin(np.pi * rise[None, :])
    crown = 0.035 * np.cos(0.5 * np.pi * np.clip(side, -1, 1))[None, :] ** 2 * (rise[None, :] > 0.9)
    y = sill[:, None] + (deck - sill)[:, None] * rise[None, :] + crown
    z = half[:, None] * side[None, :] * belly
    sheet = np.stack([np.repeat(x[:, None], around, 1), y, z], -1)
    shade = np.clip(0.55 + 0.6 * rise, 0, 1)[None, :] * np.ones((len(x), 1))
    return grid(
        sheet,
        Finish(colour=PAINT.colour, roughness=PAINT.roughness, metal=PAINT.metal, open=shade),
        flipped=True,
    )


def _cabin_rows(lines: Lines, count: int) -> tuple[Array, Array, Array, Array]:
    """x, height of the roof, of the belt, and half width of the belt along the cabin."""
    x = np.linspace(lines.roof[0][0], lines.roof[-1][0], count).astype(np.float32)
    top = _read(lines.roof, x)
    belt = np.minimum(_read(lines.deck, x) - 0.02, top)
    return x, top, belt, _read(lines.plan, x) * 0.90


def _cabin(lines: Lines, count: int) -> Mesh:
    """The glasshouse: dark glass from belt to roof all round."""
    x, top, belt, wide = _cabin_rows(lines, count)
    rows = []
    for share in np.linspace(-1.0, 1.0, 13):
        up = 1.0 - np.abs(share) ** 1.0
        lift = np.clip(up / 0.72, 0, 1) ** 0.9
        z = np.sign(share) * (wide + (lines.roof_half - wide) * lift * np.clip((top - belt) / 0.40, 0, 1))
        z = z * np.clip((1.0 - up) / 0.28, 0, 1) if up > 0.72 else z
        rows.append(np.stack([x, belt + (top - belt) * lift - 0.004, z], -1))
    return grid(np.array(rows), GLASS)


def _roof(lines: Lines, count: int) -> Mesh:
    """The painted roof, between the heads of windscreen and rear glass, with its pillars."""
    x, top, belt, wide = _cabin_rows(lines, 4 * count)
    high = top > 0.93 * top.max()
    across = np.linspace(-1.0, 1.0, 9)
    panel = np.stack(
        [
            np.repeat(x[high][:, None], 9, 1),
            top[high][:, None] + 0.012 - 0.03 * across[None, :] ** 4,
            (lines.roof_half + 0.012) * np.repeat(across[None, :], int(high.sum()), 0),
        ],
        -1,
    )
    parts = [grid(panel, PAINT, flipped=True)]
    ends = (np.nonzero(high)[0][0], np.nonzero(high)[0][-1])
    for foot, head in ((0, ends[0]), (len(x) - 1, ends[1])):
        for side in (-1.0, 1.0):
            start = np.array([x[foot], belt[foot] + 0.01, side * (wide[foot] + 0.005)])
            end = np.array([x[head], top[head] - 0.005, side * (lines.roof_half + 0.008)])
            parts.append(cylinder(start, end, 0.035, PAINT, 6))
    middle = int(0.5 * (ends[0] + ends[1]))
    for side in (-1.0, 1.0):
        start = np.array([x[middle], belt[middle], side * (wide[middle] + 0.004)])
        parts.append(
            cylinder(start, (x[middle], top[middle] - 0.03, side * (lines.roof_half + 0.006)), 0.03, BLACK, 6)
        )
    return merge(parts)


def _tyres(lines: Lines, sides: int) -> list[Mesh]:
    """Four wheels; near ones have rims and spokes."""
    r, parts = lines.wheel, []
    for x in lines.wheels:
        for side in (-1.0, 1.0):
            half = float(_read(lines.plan, x)) - 0.03
            outer, inner = (x, r, side * half), (x, r, side * (half - 0.22))
            parts.append(cylinder(inner, outer, r, RUBBER, sides))
            if sides > 12:
                parts += _rim(np.array(outer), side, r)
    return parts


def _rim(hub: Array, side: float, r: float) -> list[Mesh]:
    out = np.array([0.0, 0.0, 0.006 * side])
    parts = [cylinder(hub - 5 * out, hub + out, 0.70 * r, BLACK, 24), ball(hub + 2 * out, 0.05, ALLOY, 8, 5)]
    for spoke in range(5):
        turn = 2 * np.pi * spoke / 5
        end = hub + 2 * out + 0.66 * r * np.array([np.cos(turn), np.sin(turn), 0.0])
        parts.append(cylinder(hub + 2 * out, end, 0.026, ALLOY, 5))
    ring = lathe([(0.64 * r, -0.012), (0.70 * r, 0.012), (0.74 * r, 0.0)], ALLOY, 24)
    turned = replace(
        ring,
        position=ring.position[:, [0, 2, 1]] * (1.0, 1.0, side) + hub + out,
        normal=ring.normal[:, [0, 2, 1]] * (1.0, 1.0, side),
    )
    return [*parts, turned if side < 0 else flip(turned)]


def _underside(lines: Lines) -> list[Mesh]:
    """What fills the arches and closes the body from below."""
    low, high = lines.deck[0][0] + 0.12, lines.deck[-1][0] - 0.14
    middle, half = 0.5 * (low + high), 0.5 * (high - low)
    return [box((middle, lines.floor + 0.20, 0.0), (half, 0.16, 0.62), BLACK, "xXyYzZ")]


def _trim(lines: Lines) -> list[Mesh]:
    """Grille, plate, bumper slots, handles."""
    nose, tail = lines.deck[-1], lines.deck[0]
    parts = [
        box((nose[0] - 0.05, nose[1] - 0.05, 0.0), (0.035, 0.035, 0.30), BLACK),
        box((nose[0] - 0.13, lines.floor + 0.14, 0.0), (0.05, 0.03, 0.42), BLACK),
        box(
            (tail[0] + 0.01, tail[1] + 0.02, 0.0),
            (0.02, 0.06, 0.24),
            Finish(colour=(0.02, 0.06, 0.20), roughness=0.5),
        ),
        box((tail[0] + 0.05, lines.floor + 0.18, 0.0), (0.05, 0.06, 0.55), BLACK),
    ]
    for side in (-1.0, 1.0):
        for x in (-0.62, 0.42):
            z = side * float(_read(lines.plan, x))
            parts.append(box((x, float(_read(lines.deck, x)) - 0.14, z), (0.09, 0.012, 0.010), CHROME))
    return parts


def _mirrors(lines: Lines) -> list[Mesh]:
    x = lines.roof[-1][0] - 0.42
    y, z = float(_read(lines.deck, x)) + 0.06, float(_read(lines.plan, x)) + 0.06
    return [ball((x, y, side * z), (0.09, 0.065, 0.10), PAINT, 8, 6) for side in (-1.0, 1.0)]


def _lamps(lines: Lines) -> list[Mesh]:
    """White before, red behind, set into the corners."""
    parts = []
    nose, tail = lines.deck[-1][0], lines.deck[0][0]
    for side in (-1.0, 1.0):
        front = (
            nose - 0.20,
            float(_read(lines.deck, nose - 0.20)) - 0.09,
            side * float(_read(lines.plan, nose - 0.20)) * 0.80,
        )
        parts.append(ball(front, (0.16, 0.045, 0.14), WHITE_LAMP, 10, 6))
        back = (
            tail + 0.10,
            float(_read(lines.deck, tail + 0.06)) - 0.10,
            side * float(_read(lines.plan, tail + 0.06)) * 0.82,
        )
        parts.append(ball(back, (0.09, 0.05, 0.16), RED_LAMP, 10, 6))
    return parts
