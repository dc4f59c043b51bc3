"""A radio telescope: a great steerable dish of panels on a yoke, its feed on four legs, ribs behind."""

from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.machine import Machine, fixed
from yingxi.art.props.still_life import scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, flip, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import box, cylinder, grid, lathe, tube
from yingxi.world.scene import Actor, Model

RADIUS, DEPTH, AXLE = 12.5, 4.2, 15.0
"""Of the dish in metres; how deep it is; how high its axle stands."""
WHITE = Finish(colour=(0.62, 0.62, 0.60), roughness=0.5)
GREY = Finish(colour=(0.30, 0.31, 0.32), roughness=0.55)
DARK = Finish(colour=(0.10, 0.105, 0.11), roughness=0.6)
LAMP = Finish(colour=(1.0, 0.10, 0.05), emission=9.0)


def dish_point(radius: Array | float, angle: Array | float) -> Array:
    """Places on the bowl, which opens to +y: (..., 3)."""
    r, a = np.broadcast_arrays(np.asarray(radius, float), np.asarray(angle, float))
    return np.stack([r * np.cos(a), DEPTH * (r / RADIUS) ** 2, r * np.sin(a)], -1)


@lru_cache(maxsize=1)
def dish() -> Model:
    """The bowl about its axle: panels, ribs and rings behind, feed legs, a red lamp on the feed."""
    near = [*_bowl(12, 48), *_ribs(20, 6), *_feed(6)]
    far = model([(merge([*_bowl(4, 20), *_feed(3)]), "hero", "metal")])
    lamp = cylinder((0, 11.6, 0), (0, 12.0, 0), 0.16, LAMP, 6)
    return model([(merge(near), "hero", "metal"), (lamp, "emissive", "light")], far, 160.0)


def _bowl(rings: int, sides: int) -> list[Mesh]:
    """Inside and outside of the bowl, the seams of its panels a little darker, and its rim."""
    radius = np.linspace(0.6, RADIUS, rings + 1)
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    inside = dish_point(radius[:, None], angle[None])
    tone = 0.58 + 0.07 * np.random.default_rng(5).random((rings + 1, sides + 1))
    tone[:, -1] = tone[:, 0]
    shade = np.repeat(tone[..., None], 3, -1) * np.array([1.0, 1.0, 0.97])
    front = grid(inside, Finish(colour=shade, roughness=0.45), closed=True)
    front = front if front.normal[:, 1].mean() > 0 else flip(front)
    back = grid(inside - [0, 0.22, 0], GREY, closed=True)
    back = back if back.normal[:, 1].mean() < 0 else flip(back)
    rim = tube(dish_point(RADIUS, angle), 0.16, WHITE, 5)
    return [front, back, rim]


def _ribs(count: int, steps: int) -> list[Mesh]:
    """Trusses behind the bowl, and two rings that tie them."""
    parts = []
    for angle in np.linspace(0, 2 * np.pi, count, endpoint=False):
        radius = np.linspace(1.5, RADIUS * 0.97, steps)
        upper = dish_point(radius, np.full(steps, angle)) - [0, 0.35, 0]
        lower = (
            dish_point(radius, np.full(steps, angle))
            - np.c_[0 * radius, 0.5 + 2.2 * (1 - radius / RADIUS), 0 * radius]
        )
        parts.append(tube(lower, 0.09, GREY, 3))
        for low, high in zip(lower[:-1], upper[1:], strict=True):
            parts.append(tube([low, high], 0.06, GREY, 3))
    for share in (0.45, 0.8):
        angle = np.linspace(0, 2 * np.pi, count + 1)
        drop = 0.5 + 2.2 * (1 - share)
        parts.append(tube(dish_point(share * RADIUS, angle) - [0, drop, 0], 0.09, GREY, 3))
    return parts


def _feed(sides: int) -> list[Mesh]:
    """Four legs from the bowl to the horn, and the hub behind."""
    parts = []
    for angle in np.pi / 4 + np.arange(4) * np.pi / 2:
        foot = dish_point(0.72 * RADIUS, angle)
        top = np.array([0.35 * np.cos(angle), 10.4, 0.35 * np.sin(angle)])
        parts.append(tube(np.stack([foot, top]), 0.17, WHITE, 4))
    parts.append(lathe([(0.2, 8.6), (0.9, 9.8), (0.9, 11.2), (0.35, 11.6), (0.02, 11.6)], WHITE, 2 * sides))
    parts.append(lathe([(0.02, -3.0), (1.7, -3.0), (2.1, -0.4), (0.6, 0.1)], DARK, 2 * sides))
    return parts


@lru_cache(maxsize=1)
def mount() -> Model:
    """The tower, its round house, stairs and the two arms that carry the axle."""
    parts = [
        lathe([(4.6, 0.0), (4.6, 3.2), (4.3, 3.5), (0.02, 3.5)], WHITE, 20),
        lathe([(3.0, 3.4), (2.3, 10.4), (2.6, 10.9), (2.6, 11.6), (0.02, 11.6)], GREY, 16),
        box((0, 1.3, 4.5), (0.7, 1.3, 0.3), DARK),
    ]
    for side in (-1, 1):
        parts.append(box((0, 13.3, side * 3.0), (1.0, 2.3, 0.45), WHITE))
        parts.append(box((0, 11.9, side * 2.6), (1.3, 0.7, 1.2), WHITE))
        parts.append(cylinder((0, AXLE, side * 3.6), (0, AXLE, side * 2.4), 0.8, DARK, 10))
    rail = np.linspace(0, 2 * np.pi, 17)
    ring = np.stack([4.2 * np.cos(rail), 0 * rail + 4.5, 4.2 * np.sin(rail)], 1)
    parts += [tube(ring, 0.05, GREY, 4), *(cylinder(p - [0, 1.0, 0], p, 0.04, GREY, 3) for p in ring[:-1:2])]
    windows = [
        box(
            (4.58 * np.cos(a), 1.9, 4.58 * np.sin(a)),
            (0.18, 0.35, 0.18),
            Finish(colour=(1.0, 0.72, 0.38), emission=3.5),
        )
        for a in np.linspace(0.5, 5.8, 7)
    ]
    far = model([(merge(parts[:2]), "hero", "metal")])
    return model([(merge(parts), "hero", "metal"), (merge(windows), "emissive", "light")], far, 200.0)


def aimed_dish(pitch: float) -> Mesh:
    """The far bowl turned to `pitch` radians above the horizon, toward +x: for a skyline."""
    mesh = merge([*_bowl(4, 20), *_feed(3)])
    return transform(mesh, rotation=turn(pitch=pitch - np.pi / 2))


def build_radio_telescope(sheet: CallSheet) -> Actor:
    """Telescopes where the paths lead, their bowls raised and slowly tracking."""
    scales = scales_for(sheet, 0.95, 1.05)
    return Machine(
        parts={"telescope_dish": dish(), "telescope_mount": mount()},
        fittings=(
            ("telescope_mount", fixed()),
            ("telescope_dish", lambda gone, t: ((0.0, AXLE, 0.0), -0.72 + 0.012 * t, 0.0)),
        ),
        paths=sheet.paths,
        duration=sheet.duration,
        half=(RADIUS, 13.5, RADIUS),
        scales=scales,
        heard="machine",
    )


ASSET = Asset(
    id="radio_telescope",
    kind="prop",
    words=Words(
        zh=("射电望远镜", "雷达天线", "大天线", "抛物面天线", "雷达", "红岸天线", "卫星天线", "天线"),
        en=("radio telescope", "radar dish", "dish antenna", "satellite dish", "antenna", "radar"),
    ),
    build=build_radio_telescope,
    size=(25.0, 27.0, 25.0),
    actions=("stand", "look"),
    closest="fs",
)
