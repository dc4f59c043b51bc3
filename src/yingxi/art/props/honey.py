"""Honey: a glass jar of it with a wooden dipper from which it runs, a comb beside it, on a round of wood."""

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.cup import STOOL, stool_model
from yingxi.art.props.hot_pot import raised
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import ball, cylinder, extrude, lathe, tube
from yingxi.world.scene import Actor, Model

GOLD = Finish(colour=(0.80, 0.34, 0.018), roughness=0.08, emission=0.16)
WAX = Finish(colour=(0.74, 0.47, 0.10), roughness=0.4, emission=0.06)
DEEP = Finish(colour=(0.50, 0.19, 0.012), roughness=0.10, emission=0.10)
WOOD = Finish(colour=(0.46, 0.28, 0.12), roughness=0.45)
CLOTH = Finish(colour=(0.60, 0.42, 0.20), roughness=0.85)
GLASS = Finish(colour=(0.85, 0.88, 0.86), roughness=0.06)
JAR = (
    (0.0, 0.0),
    (0.062, 0.0),
    (0.074, 0.012),
    (0.080, 0.04),
    (0.082, 0.09),
    (0.078, 0.125),
    (0.062, 0.148),
    (0.058, 0.156),
    (0.062, 0.160),
    (0.062, 0.172),
)
"""The jar's wall: radius and height."""


@kept
def honey_model() -> Model:
    """Jar, dipper and comb on a board, its foot on y = 0; 0.4 m long, 0.3 m high."""
    far = model([(merge([_jar(8, 0.98), _comb(1)]), "hero", "plant")])
    near = merge([*_filled(28), _dipper(18), _thread(), _comb(3), *_drops()])
    wood = merge(
        [lathe([(0.0, 0.0), (0.19, 0.0), (0.195, 0.008), (0.19, 0.018), (0.0, 0.018)], WOOD, 40), _lid()]
    )
    return model(
        [(near, "hero", "plant"), (wood, "wood", "wood"), (_jar(30, 1.03), "glass", "glass")], far, 5
    )


def _jar(sides: int, scale: float) -> Mesh:
    """The wall of glass."""
    line = np.array(JAR) * (scale, 1.0)
    return transform(lathe(line, GLASS if scale > 1 else GOLD, sides), (-0.03, 0.018, 0.0))


def _filled(sides: int) -> list[Mesh]:
    """The honey inside, darker below, its face in the neck."""
    line = np.array(
        [
            (0.0, 0.006),
            (0.060, 0.006),
            (0.072, 0.018),
            (0.077, 0.04),
            (0.079, 0.09),
            (0.074, 0.120),
            (0.066, 0.136),
            (0.0, 0.137),
        ]
    )
    share = np.clip(line[:, 1] / 0.13, 0, 1)[:, None, None]
    colour = (1 - share) * np.asarray(DEEP.colour) + share * np.asarray(GOLD.colour) * np.ones(
        (1, sides + 1, 1)
    )
    return [
        transform(lathe(line, Finish(colour=colour, roughness=0.08, emission=0.14), sides), (-0.03, 0.018, 0))
    ]


def _dipper(sides: int) -> Mesh:
    """A grooved head of wood on its handle, held slanting over the jar."""
    line = [(0.0, 0.0)]
    for k in range(5):
        wide = 0.026 * np.sin(np.pi * (k + 0.9) / 5.8)
        line += [
            (wide * 0.6, 0.010 * k + 0.001),
            (wide, 0.010 * k + 0.003),
            (wide, 0.010 * k + 0.008),
            (wide * 0.6, 0.010 * k + 0.009),
        ]
    line += [(0.006, 0.052), (0.006, 0.17), (0.009, 0.20), (0.0, 0.205)]
    whole = lathe(line, WOOD, sides)
    glaze = lathe(
        [(0.0, -0.006), (0.012, -0.003), (0.024, 0.010), (0.028, 0.022), (0.022, 0.034), (0.008, 0.036)],
        GOLD,
        sides,
    )
    return transform(merge([whole, glaze]), (-0.01, 0.262, 0.0), rotation=turn(pitch=-0.75) @ turn(roll=0.2))


def _thread() -> Mesh:
    """The thread of honey that runs down into the jar and coils on its face."""
    fall = [(-0.01, 0.262, 0.0), (-0.012, 0.235, 0.0), (-0.014, 0.20, 0.001), (-0.015, 0.166, 0.0)]
    around = np.linspace(0, 4 * np.pi, 17)
    reach = np.linspace(0.010, 0.002, 17)
    coil = np.stack([-0.016 + reach * np.cos(around), 0.157 + 0.0006 * around, reach * np.sin(around)], 1)
    width = np.array([0.0062, 0.0042, 0.0032, 0.0030])
    return merge([tube(np.array(fall), width, GOLD, 8), tube(coil, 0.0026, GOLD, 5)])


def _comb(rows: int) -> Mesh:
    """A piece of comb that leans on the jar: a slab of six-sided cells, some of them full."""
    size, depth = 0.0125, 0.022
    corner = np.arange(6) * np.pi / 3 + np.pi / 6
    outline = np.stack([np.cos(corner), np.sin(corner)], 1)
    parts: list[Mesh] = []
    random = np.random.default_rng(2)
    wide, high = (8, 7) if rows > 1 else (3, 3)
    size = size if rows > 1 else 2.5 * size
    for i in range(wide):
        for j in range(high):
            if (i - wide / 2) ** 2 / (wide / 2) ** 2 + (j - high / 2 + 0.5) ** 2 / (high / 1.7) ** 2 > 1.0:
                continue
            place = (size * 1.75 * (i + 0.5 * (j % 2)), size * 1.52 * (j + 1), 0.0)
            hole = [outline * size * 0.80] if rows > 1 else []
            parts.append(transform(extrude(outline * size * 1.01, depth, WAX, hole), place))
            if random.random() < 0.65 and rows > 1:
                full = extrude(outline * size * 0.82, depth * 0.72, GOLD)
                parts.append(transform(full, place))
    slab = transform(merge(parts), (-0.09, 0.0, 0.0))
    return transform(slab, (0.075, 0.020, 0.075), rotation=turn(yaw=0.75) @ turn(roll=-0.30))


def _drops() -> list[Mesh]:
    """A pool and drops on the board."""
    return [
        ball((0.10, 0.019, 0.02), (0.045, 0.004, 0.030), GOLD, 16, 6),
        ball((0.145, 0.019, 0.005), (0.012, 0.003, 0.010), GOLD, 10, 5),
        ball((0.03, 0.019, 0.13), (0.016, 0.003, 0.013), GOLD, 10, 5),
    ]


def _lid() -> Mesh:
    """The lid under its cloth, laid behind."""
    line: Array = np.array([(0.0, 0.02), (0.072, 0.019), (0.068, 0.036), (0.06, 0.044), (0.0, 0.047)])
    return merge(
        [
            transform(lathe(line, CLOTH, 24), (0.02, 0.0, -0.125)),
            cylinder((0.02, 0.03, -0.195), (0.02, 0.034, -0.19), 0.006, WOOD, 6),
        ]
    )


def build_honey(sheet: CallSheet) -> Actor:
    """Jars on stools, or on the shot's table when it has one."""
    laid = any(subject.asset == "table" for subject in sheet.shot.subjects)
    high = 0.0 if laid else STOOL
    jar = raised(honey_model(), high)
    return StillLife(
        parts={"honey": jar} if laid else {"honey": jar, "cup_stool": stool_model()},
        paths=sheet.paths,
        half=(0.21, (high + 0.42) / 2, 0.21),
        scales=np.ones(len(sheet.paths), np.float32) if len(sheet.paths) == 1 else scales_for(sheet),
    )


ASSET = Asset(
    id="honey",
    kind="prop",
    words=Words(
        zh=("蜂蜜", "蜂蜜罐", "蜜罐", "蜜", "蜂巢蜜"),
        en=("honey", "honey jar", "jar of honey", "honeycomb", "honey pot"),
    ),
    build=build_honey,
    size=(0.42, 1.04, 0.42),
    actions=("stand", "flow"),
    closest="mcu",
)
