"""A clockwork mouse of brass: a plated body with riveted seams, gear ears, red eyes, a key that turns."""

from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.machine import Fitting, Machine, fixed, turned, wheel
from yingxi.art.props.still_life import colour_for, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import ball, cylinder, extrude, grid, tube
from yingxi.world.scene import Actor, Model

BRASS = Finish(colour=(0.80, 0.52, 0.18), roughness=0.30, metal=0.9)
STEEL = Finish(colour=(0.45, 0.46, 0.48), roughness=0.32, metal=0.9)
COPPER = Finish(colour=(0.70, 0.27, 0.12), roughness=0.32, metal=0.9)
DARK = Finish(colour=(0.02, 0.018, 0.016), roughness=0.5)
EYE = Finish(colour=(1.0, 0.08, 0.03), emission=2.2)
WHEEL = 0.045
BODY = (
    (0.200, 0.008, 0.075),
    (0.185, 0.022, 0.078),
    (0.150, 0.044, 0.088),
    (0.110, 0.062, 0.100),
    (0.05, 0.082, 0.115),
    (-0.02, 0.094, 0.122),
    (-0.09, 0.090, 0.118),
    (-0.14, 0.066, 0.105),
    (-0.165, 0.030, 0.095),
    (-0.17, 0.004, 0.092),
)
"""x, radius and middle y of the body's rings, from snout to rump; the mouse is 0.37 m long."""


@lru_cache(maxsize=1)
def mouse_body() -> Model:
    """Body, ears, eyes, whiskers and the pipe of the key; the ground is y = 0, the snout toward +x."""
    far = model([(_shell(10), "metal", "metal"), (_gear(0.05, 8, 0.01, 0), "metal", "metal")])
    ears = []
    for s in (-1, 1):
        ear = merge([_gear(0.050, 12, 0.010, 0), transform(_gear(0.030, 9, 0.012, 1), (0, 0, 0.004))])
        ears.append(transform(ear, (0.095, 0.185, s * 0.052), rotation=turn(yaw=np.pi / 2 - s * 0.35)))
    eyes = [ball((0.148, 0.112, s * 0.036), 0.0125, EYE, 10, 7) for s in (-1, 1)]
    rings = [
        turned([(0.010, -0.004), (0.018, 0.0), (0.010, 0.004)], STEEL, "z", 12, (0.146, 0.112, s * 0.036))
        for s in (-1, 1)
    ]
    return model(
        [
            (merge([_shell(24), *rings, *ears, *_seams()]), "metal", "metal"),
            (merge([*_whiskers(), ball((0.203, 0.076, 0), 0.013, DARK, 10, 7)]), "flat", "metal"),
            (merge(eyes), "emissive", "light"),
        ],
        far,
        14.0,
    )


def _shell(sides: int) -> Mesh:
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    rings = [
        np.stack([np.full(sides + 1, x), y + r * np.sin(angle), 0.88 * r * np.cos(angle)], 1)
        for x, r, y in BODY[::-1]
    ]
    return grid(np.array(rings), BRASS, closed=True)


def _seams() -> list[Mesh]:
    """Copper straps round the body with rivets, and the belly's plate."""
    parts = []
    for x, r, y in (BODY[3], BODY[5], BODY[6]):
        a = np.linspace(0, 2 * np.pi, 25)
        strap = np.stack([np.full(25, x), y + 1.012 * r * np.sin(a), 0.88 * 1.012 * r * np.cos(a)], 1)
        parts.append(tube(strap, 0.0045, COPPER, 5))
        parts += [
            ball((x + 0.014, y + r * np.sin(k), 0.88 * r * np.cos(k)), 0.0045, COPPER, 6, 4)
            for k in np.linspace(0, 2 * np.pi, 12, endpoint=False)
        ]
    return parts


def _gear(radius: float, teeth: int, deep: float, kind: int) -> Mesh:
    """A flat gear in the xy plane with a hole."""
    angle = np.arange(teeth * 4) * 2 * np.pi / (teeth * 4)
    reach = np.where(np.arange(teeth * 4) % 4 < 2, radius, radius * 0.84)
    outline = np.stack([reach * np.cos(angle), reach * np.sin(angle)], 1)
    hole = np.linspace(0, 2 * np.pi, 15)[:-1]
    ring = np.stack([np.cos(hole), np.sin(hole)], 1) * radius * 0.3
    return extrude(outline, deep, COPPER if kind else STEEL, [ring])


def _whiskers() -> list[Mesh]:
    parts = []
    for s in (-1, 1):
        for k in (-1, 0, 1):
            parts.append(
                cylinder(
                    (0.188, 0.076, s * 0.018),
                    (0.205 - 0.02 * abs(k), 0.085 + 0.022 * k, s * 0.085),
                    (0.0016, 0.0006),
                    DARK,
                    4,
                )
            )
    return parts


@lru_cache(maxsize=1)
def key() -> Model:
    """The winding key, standing on the back; it turns about x (the axle points backward and up)."""
    wing = np.linspace(0, 2 * np.pi, 21)[:-1]
    oval = np.stack([0.028 * np.cos(wing) + 0.0, 0.040 * np.sin(wing)], 1)
    hole = 0.5 * oval
    wings = [transform(extrude(oval, 0.007, COPPER, [hole]), (-0.055, s * 0.036, 0)) for s in (-1, 1)]
    shaft = cylinder((0.0, 0, 0), (-0.055, 0, 0), 0.008, STEEL, 10)
    parts = [*wings, shaft]
    return model([(merge(parts), "metal", "metal")], model([(shaft, "flat", "metal")]), 12.0)


@lru_cache(maxsize=1)
def tail() -> Model:
    """A tail of shrinking steel beads that swings about its root."""
    beads = []
    for k in range(13):
        x = -0.016 * k - 0.008
        y = 0.045 * np.sin(k / 13 * 2.4) ** 2 + 0.02 * (k / 13) ** 2
        size = 0.0165 * (1 - 0.055 * k)
        beads.append(ball((x, y, 0.012 * np.sin(k * 0.6)), (size, size, size), STEEL, 8, 5))
    return model([(merge(beads), "metal", "metal")], model([(merge(beads[::4]), "flat", "metal")]), 10.0)


@lru_cache(maxsize=1)
def small_wheel() -> Model:
    """A toothed wheel under the body."""
    gear = _gear(WHEEL, 14, 0.014, 1)
    disc = cylinder((0, 0, -0.007), (0, 0, 0.007), WHEEL * 0.92, COPPER, 10)
    return model([(gear, "metal", "metal")], model([(disc, "flat", "metal")]), 9.0)


def _key_fitting() -> Fitting:
    return lambda gone, t: ((-0.150, 0.135, 0.0), -0.35, 5.0 * t)


def _tail_fitting() -> Fitting:
    def place(gone: Array, t: float) -> tuple[tuple[float, float, float], Array, float]:
        return (-0.165, 0.092, 0.0), 0.20 * np.sin(9.0 * t + 4.0 * gone), 0.3 * np.sin(7.0 * t)

    return place


def build_clockwork_mouse(sheet: CallSheet) -> Actor:
    """Mice that scurry on their wheels, rattling a little."""
    stations = [(x, s * 0.055) for x in (0.085, -0.095) for s in (-1, 1)]
    return Machine(
        parts={"mouse": mouse_body(), "mouse_key": key(), "mouse_tail": tail(), "mouse_wheel": small_wheel()},
        fittings=(
            ("mouse", fixed()),
            ("mouse_key", _key_fitting()),
            ("mouse_tail", _tail_fitting()),
            *(("mouse_wheel", wheel(x, WHEEL, z, WHEEL)) for x, z in stations),
        ),
        paths=sheet.paths,
        duration=sheet.duration,
        half=(0.30, 0.13, 0.11),
        scales=scales_for(sheet),
        tints={"mouse": colour_for(sheet, (1.0, 1.0, 1.0))},
        tilt=lambda t: (0.03 * np.sin(17.0 * t), 0.02 * np.sin(13.0 * t)),
    )


ASSET = Asset(
    id="clockwork_mouse",
    kind="prop",
    words=Words(
        zh=("机器老鼠", "发条老鼠", "机械老鼠", "机械鼠", "机器鼠", "老鼠"),
        en=("robot mouse", "mechanical mouse", "clockwork mouse", "wind-up mouse", "mouse", "robotic mouse"),
    ),
    build=build_clockwork_mouse,
    size=(0.56, 0.25, 0.18),
    actions=("run", "stand"),
    closest="cu",
)
