"""Street basketball: a leather ball that bounces and turns, and a hoop with its board, net and post."""

from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.props.machine import Fitting, Machine, fixed
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, make, merge, model, smooth
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import box, cylinder, tube
from yingxi.world.scene import Actor, Model

RADIUS = 0.121
HIGH, PERIOD = 0.95, 0.86
"""Metres to which a dribbled ball rises; seconds of a bounce."""
ORANGE, SEAM = np.array((0.62, 0.17, 0.035)), np.array((0.012, 0.010, 0.009))
IRON = Finish(colour=(0.16, 0.17, 0.18), roughness=0.45, metal=0.6)
RED = Finish(colour=(0.62, 0.06, 0.02), roughness=0.4)
BOARD = Finish(colour=(0.72, 0.73, 0.74), roughness=0.35)
CORD = Finish(colour=(0.82, 0.81, 0.78), roughness=0.8)
RIM = (0.0, 3.05, 0.40)
"""Place of the ring's middle: the board faces +z, the post stands behind."""


@lru_cache(maxsize=1)
def ball_model() -> Model:
    """The ball about its middle, with its eight seams."""
    far = model([(_leather(12), "hero", "cloth")], model([(_leather(5), "hero", "cloth")]), 20.0)
    return model([(_leather(28), "hero", "cloth")], far, 9.0)


def _leather(rows: int) -> Mesh:
    """A cube blown up to a ball: even triangles, so that seams painted on its vertices are crisp."""
    u, v = np.meshgrid(
        np.tan(np.linspace(-1, 1, rows + 1) * np.pi / 4),
        np.tan(np.linspace(-1, 1, rows + 1) * np.pi / 4),
        indexing="ij",
    )
    faces = []
    index = np.arange((rows + 1) ** 2).reshape(rows + 1, rows + 1)
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    triangles = np.stack([np.stack([a, b, c], -1), np.stack([a, c, d], -1)], 2).reshape(-1, 3)
    for axis in range(3):
        for sign in (-1.0, 1.0):
            places = np.zeros((*u.shape, 3))
            places[..., axis], places[..., (axis + 1) % 3], places[..., (axis + 2) % 3] = sign, u, v * sign
            out = (places / np.linalg.norm(places, axis=-1, keepdims=True)).reshape(-1, 3)
            groove = _groove(out)[:, None]
            finish = Finish(colour=ORANGE * (1 - groove) + SEAM * groove, roughness=0.55 + 0.1 * groove[:, 0])
            faces.append(make(out * RADIUS * (1 - 0.014 * groove), out, triangles, finish))
    return smooth(merge(faces))


def _groove(out: Array) -> Array:
    """1 on the seams of a basketball: two great circles and two ovals on the sides."""
    x, y, z = out.T
    oval = np.abs(np.hypot(y, 0.72 * z) - 0.56) + 0.0 * x
    nearest = np.minimum(np.minimum(np.abs(y), np.abs(z)), np.where(np.abs(x) > 0.2, oval, 1.0))
    return np.asarray(np.clip((0.05 - nearest) / 0.03, 0, 1))


def _bounce(number: int) -> Fitting:
    """Up and down as a dribbled ball, turning backward slowly."""

    def place(gone: Array, t: float) -> tuple[tuple[float, float, float], float, float]:
        share = (t / PERIOD + 0.37 * number) % 1.0
        up = RADIUS + HIGH * 4 * share * (1 - share)
        return (0.0, float(up), 0.0), 2.3 * t, 0.4

    return place


def build_basketball(sheet: CallSheet) -> Actor:
    """Balls that bounce on the ground; one that is told to stand or to fly lies still or spins in the air."""
    action = sheet.subject.action if sheet.subject else ""
    flying = action in ("fly", "float", "hover", "rise", "spin")
    still = action in ("stand", "rest", "lie")
    fitting: Fitting = _bounce(0)
    if flying:
        fitting = lambda gone, t: ((0.0, 1.4, 0.0), -5.0 * t, 0.4)  # noqa: E731
    if still:
        fitting = fixed(0.0, RADIUS, 0.0)
    return Machine(
        parts={"basketball": ball_model()},
        fittings=(("basketball", fitting),),
        paths=sheet.paths,
        duration=sheet.duration,
        half=(RADIUS, RADIUS if still else 0.62, RADIUS),
        foot=0.7 if flying else 0.0,
        scales=np.ones(len(sheet.paths), np.float32),
    )


@lru_cache(maxsize=1)
def hoop() -> Model:
    """A street hoop 3.95 m high, its board facing +z."""
    ring = np.linspace(0, 2 * np.pi, 25)
    rim = tube(
        np.stack([RIM[0] + 0.23 * np.cos(ring), np.full(25, RIM[1]), RIM[2] + 0.23 * np.sin(ring)], 1),
        0.011,
        RED,
        7,
    )
    post = [
        cylinder((0, 0, -1.0), (0, 3.15, -1.0), 0.075, IRON, 14),
        box((0, 0.04, -1.0), (0.34, 0.04, 0.34), IRON),
    ]
    for y in (2.95, 3.35):
        post.append(cylinder((0, y - 0.35, -1.0), (0, y, 0.0), 0.035, IRON, 8))
    plate = box((0, 3.42, 0.02), (0.90, 0.525, 0.02), BOARD)
    lines = [box((0, 3.42 + s * 0.505, 0.043), (0.9, 0.02, 0.003), RED) for s in (-1, 1)]
    lines += [box((s * 0.88, 3.42, 0.043), (0.02, 0.525, 0.003), RED) for s in (-1, 1)]
    lines += [box((0, 3.20 + s * 0.225, 0.043), (0.295, 0.02, 0.003), RED) for s in (0, 2)]
    lines += [box((s * 0.275, 3.425, 0.043), (0.02, 0.245, 0.003), RED) for s in (-1, 1)]
    bracket = box((0, RIM[1], 0.1), (0.09, 0.02, 0.09), RED)
    far = model([(merge([plate, *post[:1]]), "hero", "metal"), (rim, "flat", "metal")])
    return model(
        [
            (merge([plate, *lines, bracket, rim]), "hero", "metal"),
            (merge(post), "hero", "metal"),
            (merge(_net()), "flat", "cloth"),
        ],
        far,
        40.0,
    )


def _net() -> list[Mesh]:
    """Twelve cords each way that cross in diamonds and narrow downward."""
    t = np.linspace(0, 1, 6)
    cords = []
    for k in range(12):
        for way in (-1, 1):
            angle = 2 * np.pi * (k / 12 + way * t / 6)
            radius = 0.225 - 0.11 * t**0.7
            path = np.stack(
                [RIM[0] + radius * np.cos(angle), RIM[1] - 0.42 * t, RIM[2] + radius * np.sin(angle)], 1
            )
            cords.append(tube(path, 0.0045, CORD, 3))
    return cords


def build_hoop(sheet: CallSheet) -> Actor:
    """Hoops that stand where their paths say, their boards in three-quarter view to the camera."""
    return StillLife(
        parts={"hoop": hoop()},
        paths=tuple(_facing(path, sheet) for path in sheet.paths),
        half=(0.95, 1.98, 0.95),
        scales=scales_for(sheet, 1.0, 1.0),
    )


def _facing(path: Path, sheet: CallSheet) -> Path:
    """The same place, with its +z turned to the camera's side."""
    spot = sheet.place.spots.get("ground") if sheet.place is not None else None
    if spot is None:
        return path
    x, z = spot.camera
    yaw = float(np.arctan2(x, z)) + 0.55
    return Path(position=path.position, yaw=lambda t: yaw)


ASSETS = (
    Asset(
        id="basketball",
        kind="prop",
        words=Words(zh=("篮球", "街头篮球", "皮球"), en=("basketball", "ball", "basket ball")),
        build=build_basketball,
        size=(0.5, 1.24, 0.5),
        actions=("bounce", "stand", "spin"),
        closest="ms",
    ),
    Asset(
        id="hoop",
        kind="prop",
        words=Words(
            zh=("篮筐", "篮框", "球框", "篮球架", "篮板", "篮圈"),
            en=("hoop", "basketball hoop", "basket rim", "backboard", "basketball stand"),
        ),
        build=build_hoop,
        size=(1.9, 3.96, 1.9),
        actions=("stand",),
        closest="ms",
    ),
)
