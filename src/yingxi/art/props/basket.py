"""A bamboo basket woven of splints, as tea pickers carry it: square foot, round mouth, full of leaves."""

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.petals import petal
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import grid, tube
from yingxi.world.scene import Actor, Model

TALL = 0.62
BAMBOO = np.array((0.50, 0.34, 0.135))
HOLLOW = Finish(colour=(0.055, 0.040, 0.020), roughness=0.9, open=0.25)


@kept
def basket_model() -> Model:
    """The basket, 0.62 m high, with its two straps toward -z."""
    far = model(_basket(14, 8, 24, 14), model(_basket(8, 3, 10, 4), None), 22)
    return model(_basket(36, 15, 76, 46), far, 7)


def _wall(angle: Array, high: Array, out: Array | float) -> Array:
    """Places on the wall: between a square foot and a round mouth, waisted under the rim."""
    square = 1.0 / np.maximum(np.abs(np.cos(angle)), np.abs(np.sin(angle)))
    blend = np.clip(1 - high / (0.75 * TALL), 0, 1) ** 1.2
    round_off = np.minimum(square, 1.22) * blend + (1 - blend)
    reach = (
        0.165 + 0.085 * np.sin(np.pi * np.clip(high / TALL, 0, 1) * 0.78) + 0.025 * (high / TALL) ** 6
    ) * round_off + out
    return np.stack([reach * np.cos(angle), high + 0 * angle, reach * np.sin(angle)], -1)


def _basket(stakes: int, rows: int, around: int, leafy: int) -> list[tuple[Mesh, str, str]]:
    parts = [*_woven(stakes, rows, around), *_rims(around)]
    inside = grid(
        _wall(
            np.linspace(0, 2 * np.pi, around // 2 + 1)[None],
            np.linspace(0.0, TALL - 0.03, 6)[:, None],
            -0.012,
        ),
        HOLLOW,
        closed=True,
    )
    woven = bake_open(merge(parts), 0.03, 0.7) if stakes > 20 else merge(parts)
    return [(woven, "basketry", "wood"), (inside, "hero", "wood"), (_tea(leafy), "petal", "plant")]


def _woven(stakes: int, rows: int, around: int) -> list[Mesh]:
    """Bands that go in and out of upright splints."""
    parts = []
    band = 0.82 * TALL / rows
    for row in range(rows):
        angle = np.linspace(0, 2 * np.pi, around + 1)
        wave = 0.006 * np.cos(angle * stakes / 2 + np.pi * (row % 2))
        middle = 0.02 + (row + 0.5) * (TALL - 0.06) / rows
        levels = np.array([-0.5, 0.0, 0.5]) * band
        bulge = np.array([-0.003, 0.002, -0.003])
        points = np.stack(
            [
                _wall(angle, np.full_like(angle, middle + lift), wave + out)
                for lift, out in zip(levels, bulge, strict=True)
            ]
        )
        tone = BAMBOO * (0.86 + 0.22 * np.sin(row * 2.4) ** 2)
        parts.append(grid(points, Finish(colour=tone, roughness=0.45), closed=True))
    for k in range(stakes):
        angle = np.full(7, 2 * np.pi * k / stakes)
        spine = _wall(angle, np.linspace(0.0, TALL - 0.02, 7), np.full(7, 0.001))
        if around > 20:
            parts.append(tube(spine, 0.0055, Finish(colour=BAMBOO * 0.8, roughness=0.5), 4))
    return parts


def _rims(around: int) -> list[Mesh]:
    """The bound mouth and foot, and two straps for the shoulders."""
    angle = np.linspace(0, 2 * np.pi, around // 2 + 1)
    dark = Finish(colour=BAMBOO * 0.62, roughness=0.5)
    rims = [
        tube(_wall(angle, np.full_like(angle, y), np.full_like(angle, 0.004)), r, dark, 6)
        for y, r in ((TALL - 0.01, 0.017), (0.015, 0.014))
    ]
    rope = Finish(colour=(0.16, 0.055, 0.035), roughness=0.8)
    steps = np.linspace(0, np.pi, 12)
    for x in (-0.10, 0.10):
        path = np.stack([x + 0 * steps, 0.12 + 0.21 * (1 - np.cos(steps)), -0.235 - 0.10 * np.sin(steps)], 1)
        rims.append(tube(path, 0.014, rope, 5, squash=1.8))
    return rims


def _tea(many: int) -> Mesh:
    """Fresh leaves heaped over the mouth."""
    rng = np.random.default_rng(4)
    parts = []
    for _ in range(many):
        away, angle = 0.20 * np.sqrt(rng.random()), rng.random() * 6.28
        place = (away * np.cos(angle), TALL - 0.045 + 0.07 * (1 - (away / 0.2) ** 2), away * np.sin(angle))
        tone = np.array((0.10, 0.25, 0.03)) * rng.uniform(0.6, 1.5)
        leaf = petal(
            0.10,
            0.028,
            rise=rng.uniform(0.1, 1.2),
            curl=0.8,
            cup=0.3,
            inner=tone * 0.7,
            outer=tone * 1.3,
            fine=(4, 3),
        )
        parts.append(transform(leaf, move=place, rotation=turn(rng.random() * 6.28, 0.0, rng.normal(0, 0.4))))
    return merge(parts)


def build_basket(sheet: CallSheet) -> Actor:
    """Baskets where blocking puts them."""
    return StillLife(
        parts={"basket": basket_model()},
        paths=sheet.paths,
        half=(0.29, 0.36, 0.33),
        scales=scales_for(sheet),
        parameter={"basket": 0.0},
    )


ASSET = Asset(
    id="basket",
    kind="prop",
    words=Words(
        zh=("竹篓", "篮子", "竹篮", "背篓", "篓", "茶篓", "竹筐", "鱼篓"),
        en=("basket", "bamboo basket", "wicker basket", "baskets"),
    ),
    build=build_basket,
    size=(0.58, 0.72, 0.66),
    actions=("stand",),
    closest="ms",
)
