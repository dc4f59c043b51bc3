"""A roadster bicycle with a double top curve of steel, spoked wheels that roll and cranks that turn."""

from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.machine import Fitting, Machine, fixed, turned, wheel
from yingxi.art.props.still_life import colour_for, scales_for
from yingxi.art.seat import Seat, sides
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, smooth, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import ball, box, cylinder, grid, tube
from yingxi.world.scene import Actor, Model

WHEEL = 0.34
FRONT, BACK, AXLE = 0.56, -0.50, (-0.06, 0.29)
"""x of the wheels, place of the bottom bracket."""
PAINT = Finish(colour=(1.0, 1.0, 1.0), roughness=0.28)
CHROME = Finish(colour=(0.75, 0.76, 0.78), roughness=0.16, metal=0.95)
RUBBER = Finish(colour=(0.014, 0.014, 0.015), roughness=0.75)
LEATHER = Finish(colour=(0.16, 0.06, 0.022), roughness=0.45)
CRANK = 0.17
TALL = 1.84
"""Metres of a crank, and of the person for whom the bicycle was made."""
GEAR = 2.4
"""Turns of the wheels for each of the cranks."""


@lru_cache(maxsize=1)
def frame() -> Model:
    """Frame, fork, handlebar, saddle, mudguards, rack and bell; the ground is y = 0, the front toward +x."""
    seat, head = (-0.20, 0.80), (0.40, 0.84)
    low, hub = (0.43, 0.68), (BACK, WHEEL)
    bars = [
        _bar(seat, head, 0.017),
        _bar(AXLE, low, 0.019),
        _bar(AXLE, (-0.23, 0.90), 0.017),
        _bar((0.385, 0.93), low, 0.022),
    ]
    for s in (-1, 1):
        bars.append(tube([(*AXLE, s * 0.03), (-0.3, 0.31, s * 0.05), (*hub, s * 0.062)], 0.011, PAINT, 7))
        bars.append(tube([(*seat, s * 0.02), (-0.36, 0.58, s * 0.045), (*hub, s * 0.062)], 0.009, PAINT, 7))
        bars.append(
            tube(
                [
                    (*low, s * 0.02),
                    (0.455, 0.6, s * 0.058),
                    (0.49, 0.46, s * 0.058),
                    (FRONT, WHEEL, s * 0.055),
                ],
                0.013,
                PAINT,
                8,
            )
        )
    far = model(
        [(merge(bars[:4]), "hero", "metal"), (_ring(BACK), "flat", "metal"), (_ring(FRONT), "flat", "metal")]
    )
    return model(
        [(merge([*bars, *_guards()]), "hero", "metal")],
        far,
        40.0,
    )


@lru_cache(maxsize=1)
def fittings() -> Model:
    """What is not painted: chrome, leather and rubber."""
    return model(
        [(merge(_bright()), "metal", "metal"), (merge(_soft()), "leather", "cloth")],
        model([(_soft()[0], "leather", "cloth")]),
        25.0,
    )


def _bar(a: tuple[float, float], b: tuple[float, float], radius: float) -> Mesh:
    return cylinder((*a, 0), (*b, 0), radius, PAINT, 9)


def _ring(x: float) -> Mesh:
    angle = np.linspace(0, 2 * np.pi, 15)
    return tube(
        np.stack([x + WHEEL * np.cos(angle), WHEEL + WHEEL * np.sin(angle), 0 * angle], 1), 0.02, RUBBER, 3
    )


def _guards() -> list[Mesh]:
    """Mudguards over both wheels and the guard of the chain."""
    parts = []
    for x, start, end in ((FRONT, 0.15, 2.45), (BACK, 0.35, 3.35)):
        angle = np.linspace(start, end, 17)
        across = np.linspace(-1, 1, 5)
        radius = (WHEEL + 0.045) - 0.012 * across[None, :] ** 2
        sheet = np.stack(
            [
                x + radius * np.cos(angle)[:, None],
                WHEEL + radius * np.sin(angle)[:, None],
                0.032 * across[None] + 0 * angle[:, None],
            ],
            -1,
        )
        parts += [grid(sheet, PAINT), grid(sheet, PAINT, flipped=True)]
    parts.append(box(((AXLE[0] + BACK) / 2, 0.335, 0.075), (0.22, 0.045, 0.006), PAINT))
    return parts


def _bright() -> list[Mesh]:
    """Handlebar, seat post, rack, lamp, bell and kick stand."""
    bar = [
        (0.24, 1.00, 0.27),
        (0.36, 1.03, 0.24),
        (0.42, 1.01, 0.10),
        (0.385, 0.96, 0.0),
        (0.42, 1.01, -0.10),
        (0.36, 1.03, -0.24),
        (0.24, 1.00, -0.27),
    ]
    parts = [tube(bar, 0.011, CHROME, 7), cylinder((-0.23, 0.90, 0), (-0.245, 0.955, 0), 0.013, CHROME, 8)]
    for s in (-1, 1):
        parts.append(tube([(-0.26, 0.76, s * 0.06), (-0.74, 0.75, s * 0.06)], 0.006, CHROME, 5))
        parts.append(cylinder((-0.66, 0.75, s * 0.06), (BACK, WHEEL, s * 0.075), 0.006, CHROME, 5))
    parts += [cylinder((x, 0.755, -0.06), (x, 0.755, 0.06), 0.005, CHROME, 5) for x in (-0.4, -0.55, -0.72)]
    parts.append(
        turned([(0, -0.05), (0.045, 0.02), (0.05, 0.05), (0.0, 0.055)], CHROME, "x", 14, (0.47, 0.86, 0))
    )
    parts.append(ball((0.36, 1.05, 0.14), 0.025, CHROME, 10, 6))
    return [*parts, cylinder((-0.12, 0.27, -0.08), (-0.36, 0.20, -0.11), 0.009, CHROME, 6)]


def _soft() -> list[Mesh]:
    """The saddle and the grips."""
    stations = (
        (-0.36, 0.075, 0.030),
        (-0.31, 0.095, 0.042),
        (-0.22, 0.07, 0.040),
        (-0.12, 0.030, 0.030),
        (-0.08, 0.014, 0.016),
    )
    angle = np.linspace(0, 2 * np.pi, 15)
    rings = [
        np.stack([np.full(15, x), 0.965 + tall * np.sin(angle), wide * np.cos(angle)], 1)
        for x, wide, tall in stations
    ]
    grips = [cylinder((0.24, 1.0, s * 0.27), (0.32, 1.02, s * 0.252), 0.017, LEATHER, 8) for s in (-1, 1)]
    ends = [ball((-0.36, 0.965, 0), (0.02, 0.03, 0.075), LEATHER, 10, 6)]
    return [grid(np.array(rings), LEATHER, closed=True), *grips, *ends]


@lru_cache(maxsize=1)
def spoked_wheel() -> Model:
    """Tyre, chrome rim, 28 spokes and hub, about its axle."""
    tyre = _torus(WHEEL - 0.02, 0.02, RUBBER, 8)
    rim = _torus(WHEEL - 0.045, 0.011, CHROME, 6)
    spokes = []
    for k in range(28):
        a = 2 * np.pi * k / 28
        lean = 0.35 * (-1) ** (k // 2)
        side = 0.03 * (-1) ** k
        end = np.array([np.cos(a) * (WHEEL - 0.05), np.sin(a) * (WHEEL - 0.05), 0.0])
        start = np.array([np.cos(a + lean) * 0.022, np.sin(a + lean) * 0.022, side])
        spokes.append(tube([start, end], 0.0016, CHROME, 3))
    hub = turned([(0, -0.05), (0.022, -0.05), (0.022, 0.05), (0, 0.05)], CHROME, "z", 10)
    far = model([(_torus(WHEEL - 0.02, 0.022, RUBBER, 4, 18), "flat", "metal")])
    return model([(tyre, "flat", "metal"), (merge([rim, *spokes, hub]), "metal", "metal")], far, 16.0)


def _torus(radius: float, thick: float, finish: Finish, sides: int, around: int = 36) -> Mesh:
    a, b = np.linspace(0, 2 * np.pi, around + 1)[:, None], np.linspace(0, 2 * np.pi, sides + 1)[None]
    out = radius + thick * np.cos(b)
    sheet = np.stack([out * np.cos(a), out * np.sin(a), thick * np.sin(b) + 0 * a], -1)
    return smooth(grid(sheet, finish, closed=True))


@lru_cache(maxsize=1)
def cranks() -> Model:
    """Chain wheel, two crank arms and pedals, about the bottom bracket."""
    ring = _torus(0.09, 0.007, CHROME, 4, 28)
    parts = [transform(ring, (0, 0, 0.06))]
    parts += [
        transform(
            box((0.045, 0, 0.06), (0.045, 0.006, 0.003), CHROME), rotation=turn(pitch=2 * np.pi * k / 5)
        )
        for k in range(5)
    ]
    arms = [box((s * 0.5 * CRANK, 0, s * 0.085), (0.09, 0.011, 0.008), CHROME) for s in (-1, 1)]
    far = model([(merge(arms), "metal", "metal")])
    return model([(merge([*parts, *arms]), "metal", "metal")], far, 20.0)


@lru_cache(maxsize=1)
def pedal() -> Model:
    """One pedal, which stays level while its crank turns."""
    block = box((0, 0, 0), (0.048, 0.012, 0.045), RUBBER)
    flat = box((0, 0, 0), (0.048, 0.012, 0.045), RUBBER, "yYzZ")
    return model([(block, "metal", "metal")], model([(flat, "metal", "metal")]), 20.0)


def _turned(gone: Array) -> Array:
    """Radians by which the cranks of each copy have turned; no two neighbours pedal in step."""
    return -gone / (WHEEL * GEAR) - 0.5 - 1.7 * (np.arange(np.size(gone)) % 4)


def _pedalling() -> Fitting:
    def place(gone: Array, t: float) -> tuple[tuple[float, float, float], Array, float]:
        return (*AXLE, 0.0), _turned(gone), 0.0

    return place


def _treading(side: int) -> Fitting:
    """Where the pedal of one side is (-1 left, 1 right)."""

    def place(gone: Array, t: float) -> tuple[Array, float, float]:
        angle = _turned(gone)
        x, y = AXLE[0] + side * CRANK * np.cos(angle), AXLE[1] + side * CRANK * np.sin(angle)
        return np.stack([x, y, np.full_like(x, side * 0.145)], -1), 0.0, 0.0

    return place


def seat_of(gone: float, number: int) -> Seat:
    """The saddle: hands on the grips, the balls of the feet on the turning pedals."""
    turned_by = float(_turned(np.full(number + 1, gone))[number])
    feet = [
        (
            AXLE[0] + side * CRANK * np.cos(turned_by) - 0.115,
            AXLE[1] + side * CRANK * np.sin(turned_by) + 0.016,
            side * 0.145,
        )
        for side in (-1, 1)
    ]
    return Seat(
        turn=np.eye(3, dtype=np.float32),
        place=np.zeros(3, np.float32),
        saddle=np.array((-0.235, 0.985, 0.0), np.float32),
        hands=sides(0.215, 1.05, 0.255),
        feet=np.array(feet, np.float32),
        lean=0.42,
        toes=0.04,
        heels=-0.10,
        free=False,
    )


def build_bicycle(sheet: CallSheet) -> Actor:
    """Bicycles along their paths, each leaning on its stand, or upright and as large as its rider needs."""
    fit = min(max(sheet.ridden / TALL, 0.62), 1.04)
    return Machine(
        parts={
            "bicycle": frame(),
            "bicycle_bright": fittings(),
            "bicycle_wheel": spoked_wheel(),
            "bicycle_cranks": cranks(),
            "bicycle_pedal": pedal(),
        },
        fittings=(
            ("bicycle", fixed()),
            ("bicycle_bright", fixed()),
            ("bicycle_wheel", wheel(FRONT, WHEEL, 0.0, WHEEL)),
            ("bicycle_wheel", wheel(BACK, WHEEL, 0.0, WHEEL)),
            ("bicycle_cranks", _pedalling()),
            ("bicycle_pedal", _treading(-1)),
            ("bicycle_pedal", _treading(1)),
        ),
        paths=sheet.paths,
        duration=sheet.duration,
        half=(0.92, 0.54, 0.29),
        scales=np.full(len(sheet.paths), fit, np.float32) if sheet.ridden else scales_for(sheet, 0.97, 1.03),
        tints={"bicycle": colour_for(sheet, (0.018, 0.075, 0.060))},
        tilt=(lambda t: (0.0, 0.0)) if sheet.ridden else (lambda t: (0.0, -0.06)),
        sat_on=seat_of,
    )


ASSET = Asset(
    id="bicycle",
    kind="prop",
    words=Words(
        zh=("自行车", "单车", "脚踏车", "二八大杠", "共享单车"),
        en=("bicycle", "bike", "push bike", "cycle", "roadster bicycle"),
    ),
    build=build_bicycle,
    size=(1.84, 1.08, 0.58),
    actions=("stand", "ride"),
    closest="ms",
    carries=True,
)
