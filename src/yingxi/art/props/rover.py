"""A rover with six wheels on rocking arms, a mast with two eyes, a dish and a deck of gold foil and cells."""

from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.machine import AXES, Machine, crisp, fixed, rocking, turned, wheel
from yingxi.art.props.still_life import colour_for, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, transform
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import box, cylinder, lathe, tube
from yingxi.world.scene import Actor, Model

WHEEL = 0.29
WHITE = Finish(colour=(1.0, 1.0, 1.0), roughness=0.5)
GREY = Finish(colour=(0.22, 0.225, 0.235), roughness=0.45, metal=0.4)
STEEL = Finish(colour=(0.55, 0.56, 0.58), roughness=0.3, metal=0.9)
GOLD = Finish(colour=(0.95, 0.60, 0.16), roughness=0.28, metal=0.95)
BLACK = Finish(colour=(0.012, 0.012, 0.015), roughness=0.15)
CELLS = Finish(colour=(0.015, 0.03, 0.11), roughness=0.14)
AXLES = (1.08, 0.02, -1.05)


@lru_cache(maxsize=1)
def rover_body() -> Model:
    """Everything but the wheels; the ground is y = 0, its front toward +x."""
    tub = [box((0, 1.0, 0), (0.92, 0.22, 0.58), GOLD), box((0, 1.24, 0), (0.98, 0.035, 0.66), WHITE)]
    cells = [
        box((x, 1.285, z), (0.20, 0.01, 0.27), CELLS) for x in (-0.72, -0.29, 0.14) for z in (-0.33, 0.33)
    ]
    wings = [box((-0.25, 1.30, s * 1.02), (0.66, 0.018, 0.34), CELLS) for s in (-1, 1)]
    rims = [box((-0.25, 1.28, s * 1.02), (0.69, 0.016, 0.37), STEEL) for s in (-1, 1)]
    far = model(
        [
            (merge([*tub, box((0.7, 2.0, 0), (0.1, 0.25, 0.3), WHITE)]), "hero", "metal"),
            (merge(wings), "hero", "metal"),
        ]
    )
    return model(
        [
            (merge([*tub, *_mast(), *_dish()]), "hero", "metal"),
            (merge([*_arms(), *_boom(), *rims]), "metal", "metal"),
            (merge([*cells, *wings, *_eyes()]), "hero", "metal"),
        ],
        far,
        45.0,
    )


def _mast() -> list[Mesh]:
    """The neck and the head of the cameras."""
    neck = cylinder((0.72, 1.27, 0.18), (0.72, 1.98, 0.18), (0.06, 0.05), WHITE, 12)
    head = box((0.76, 2.10, 0.18), (0.13, 0.11, 0.30), WHITE)
    return [
        neck,
        head,
        box((0.72, 1.99, 0.18), (0.09, 0.03, 0.12), GREY),
        box((-0.85, 1.12, 0), (0.26, 0.16, 0.30), GREY),
    ]


def _eyes() -> list[Mesh]:
    """Two round lenses, a laser's window above, and lamps low at the front."""
    parts = [
        cylinder((0.88, 2.10, 0.18 + z), (0.94, 2.10, 0.18 + z), 0.075, BLACK, 14) for z in (-0.16, 0.16)
    ]
    parts.append(cylinder((0.88, 2.16, 0.18), (0.91, 2.16, 0.18), 0.03, BLACK, 8))
    return parts + [cylinder((0.90, 1.05, z), (0.96, 1.05, z), 0.05, BLACK, 10) for z in (-0.3, 0.3)]


def _dish() -> list[Mesh]:
    """A round high-gain antenna, tipped at the sky, and a whip."""
    bowl = lathe([(0.0, 0.0), (0.16, 0.02), (0.30, 0.08), (0.33, 0.12)], WHITE, 20)
    back = lathe([(0.33, 0.12), (0.30, 0.06), (0.0, -0.03)][::-1], WHITE, 20)
    tipped = [
        transform(part, (-0.35, 1.62, -0.3), rotation=turn(pitch=0.5, roll=-0.5)) for part in (bowl, back)
    ]
    tipped += [transform(bowl, (-0.35, 1.62, -0.3), (1, 1, -1), turn(pitch=0.5, roll=-0.5))]
    feed = cylinder((-0.35, 1.27, -0.3), (-0.35, 1.62, -0.3), 0.035, WHITE, 8)
    return [*tipped, feed, cylinder((-0.8, 1.27, 0.4), (-0.85, 2.2, 0.42), 0.012, STEEL, 5)]


def _arms() -> list[Mesh]:
    """Rocker and bogie on each side, with hubs."""
    parts = []
    for s in (-1, 1):
        z = s * 0.78
        parts.append(
            tube(
                [
                    (0.15, 1.02, s * 0.6),
                    (0.15, 1.02, z),
                    (0.62, 0.92, z),
                    (AXLES[0], 0.52, z),
                    (AXLES[0], WHEEL, z),
                ],
                0.045,
                STEEL,
                7,
            )
        )
        parts.append(tube([(0.15, 1.02, z), (-0.30, 0.80, z), (-0.52, 0.66, z)], 0.045, STEEL, 7))
        parts.append(
            tube(
                [
                    (AXLES[1], WHEEL, z),
                    (AXLES[1], 0.5, z),
                    (-0.52, 0.66, z),
                    (AXLES[2], 0.52, z),
                    (AXLES[2], WHEEL, z),
                ],
                0.04,
                STEEL,
                7,
            )
        )
        parts += [
            cylinder((x, y, s * 0.72), (x, y, s * 0.85), 0.08, STEEL, 10)
            for x, y in ((0.15, 1.02), (-0.52, 0.66))
        ]
    return parts


def _boom() -> list[Mesh]:
    """The folded arm with its drill before the body."""
    way = [(0.9, 1.05, -0.35), (1.28, 1.18, -0.35), (1.48, 0.72, -0.30), (1.42, 0.62, -0.30)]
    return [tube(way, 0.045, STEEL, 8), box((1.44, 0.55, -0.28), (0.12, 0.10, 0.12), STEEL)]


@lru_cache(maxsize=1)
def rover_wheel() -> Model:
    """A drum of metal with cleats and curved spokes, about its own axle."""
    rim = [(0.22, -0.16), (WHEEL * 0.93, -0.17), (WHEEL, 0.0), (WHEEL * 0.93, 0.17), (0.22, 0.16)]
    drum = transform(lathe(crisp(rim, 0.02), GREY, 24), rotation=AXES["z"])
    inner = transform(lathe([(0.24, 0.16), (0.24, -0.16)], GREY, 18), rotation=AXES["z"])
    cleats, spokes = [], []
    for k in range(20):
        bar = box((WHEEL + 0.005, 0, 0), (0.014, 0.012, 0.165), STEEL)
        cleats.append(transform(bar, rotation=turn(pitch=2 * np.pi * k / 20)))
    for k in range(6):
        spoke = box((0.13, 0, 0.05), (0.11, 0.018, 0.04), STEEL)
        spokes.append(transform(spoke, rotation=turn(pitch=2 * np.pi * k / 6)))
    hub = turned([(0, -0.17), (0.07, -0.17), (0.07, 0.15), (0, 0.15)], STEEL, "z", 12)
    far = model(
        [
            (
                transform(
                    lathe([(0.0, -0.16), (WHEEL, -0.16), (WHEEL, 0.16), (0.0, 0.16)], GREY, 12),
                    rotation=AXES["z"],
                ),
                "hero",
                "metal",
            )
        ]
    )
    return model([(merge([drum, inner, *cleats, *spokes, hub]), "hero", "metal")], far, 30.0)


def build_rover(sheet: CallSheet) -> Actor:
    """Rovers that roll along their paths and nod a little over the stones."""
    stations = [(x, s * 0.95) for x in AXLES for s in (-1, 1)]
    return Machine(
        parts={"rover": rover_body(), "rover_wheel": rover_wheel()},
        fittings=(("rover", fixed()), *(("rover_wheel", wheel(x, WHEEL, z, WHEEL)) for x, z in stations)),
        paths=sheet.paths,
        duration=sheet.duration,
        half=(1.5, 1.12, 1.36),
        scales=scales_for(sheet),
        tints={"rover": colour_for(sheet, (0.74, 0.74, 0.72))},
        tilt=rocking(0, 0.008, 2.0),
        heard="drone_hum",
    )


ASSET = Asset(
    id="rover",
    kind="prop",
    words=Words(
        zh=("火星车", "月球车", "探测车", "巡视器", "漫游车"),
        en=("rover", "mars rover", "moon rover", "lunar rover", "planetary rover"),
    ),
    build=build_rover,
    size=(3.0, 2.24, 2.7),
    actions=("cross", "stand"),
    closest="ms",
)
