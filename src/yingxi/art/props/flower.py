"""Flowers: a bush of peonies for whoever asks for flowers, and an orchid with arching leaves."""

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import StillLife, colour_for, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.petals import petal, ring_of, strap
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import ball, tube
from yingxi.world.scene import Actor, Model

PINK = (0.78, 0.16, 0.26)
PALE = (0.90, 0.87, 0.82)
GREEN = np.array((0.034, 0.11, 0.027))
STEM = Finish(colour=(0.10, 0.19, 0.06), roughness=0.6, open=0.8)
GOLD = Finish(colour=(0.85, 0.52, 0.07), roughness=0.6)


@kept
def peony_model(colour: tuple[float, float, float]) -> Model:
    """A bush of peonies 0.9 m high: nine full flowers over deep green leaves."""
    return model(
        _peonies(colour, 9, (5, 5), 84), model(_peonies(colour, 7, (3, 3), 34), _dots(colour), 18), 6
    )


def _peonies(colour: ArrayLike, many: int, fine: tuple[int, int], leafy: int) -> list[tuple[Mesh, str, str]]:
    """Flowers, stems and leaves of the bush."""
    rng = np.random.default_rng(11)
    heads = _heads(rng, many)
    flowers, green = [], []
    for k, head in enumerate(heads):
        lean = np.array([head[0], 0, head[2]]) * 0.9
        tilt = min(1.5 * float(np.hypot(lean[0], lean[2])), 0.6)
        facing = turn(np.arctan2(-lean[2], lean[0])) @ turn(0.0, -tilt)
        size = (0.155 if k else 0.175) * rng.uniform(0.85, 1.1)
        for part in _peony(colour, fine, size):
            flowers.append(transform(part, move=head, rotation=facing))
        root = np.array([head[0] * 0.15, 0.0, head[2] * 0.15])
        green.append(tube([root, (root + head) / 2 + lean * 0.05, head], [0.010, 0.008, 0.007], STEM, 4))
    return [
        (merge(flowers), "petal", "flower"),
        (merge([*green, *_foliage(rng, leafy, fine)]), "petal", "plant"),
    ]


def _heads(rng: np.random.Generator, many: int) -> Array:
    """Where the flowers stand: one on top, the others round it and lower."""
    angle = np.arange(many) * 2.4
    away = 0.36 * np.sqrt(np.arange(many) / many)
    rise = 0.80 - 0.70 * away + rng.normal(0, 0.03, many)
    return np.stack([away * np.cos(angle), rise, away * np.sin(angle)], 1)


def _peony(colour: ArrayLike, fine: tuple[int, int], size: float) -> list[Mesh]:
    """One flower as wide as twice `size`: rings of petals, the inner ones steeper and darker."""
    own = np.asarray(colour, np.float64)
    light = np.clip(own * 0.55 + 0.45, 0, 1) * (0.35 + 0.65 * own / own.max()) if own.max() > 0 else own
    parts = []
    for ring, (count, reach, rise, curl) in enumerate(
        ((8, 1.0, 0.50, 0.45), (7, 0.90, 0.95, 0.15), (6, 0.78, 1.25, -0.25), (5, 0.55, 1.40, -0.5))
    ):
        inner, outer = own * (0.75, 0.7, 0.62, 0.5)[ring], light * (1.0, 0.96, 0.9, 0.8)[ring]
        blade = petal(
            size * reach,
            size * reach * 0.46,
            rise=rise,
            curl=curl,
            cup=0.45,
            inner=inner,
            outer=outer,
            fine=fine,
            notch=0.16,
        )
        parts += ring_of(blade, count, turned=0.5 * ring, at=(0, -0.02 * ring * size, 0))
    return [*parts, ball((0, size * 0.26, 0), size * 0.17, GOLD, 6, 4)]


def _foliage(rng: np.random.Generator, many: int, fine: tuple[int, int]) -> list[Mesh]:
    """Broad pointed leaves in the body of the bush."""
    parts = []
    for _ in range(many):
        angle, high = rng.random() * 2 * np.pi, rng.uniform(0.05, 0.60)
        tone = rng.uniform(0.7, 1.25)
        leaf = petal(
            rng.uniform(0.20, 0.32), 0.062, rise=rng.uniform(0.2, 0.8), curl=rng.uniform(0.5, 1.1), cup=0.25,
            inner=GREEN * tone, outer=1.8 * GREEN * tone, fine=(fine[0], 3),
        )  # fmt: skip
        away = rng.uniform(0.02, 0.22) * (1.2 - high)
        place = (away * np.cos(angle), high, -away * np.sin(angle))
        parts.append(transform(leaf, move=place, rotation=turn(angle)))
    return parts


def _dots(colour: ArrayLike) -> Model:
    """The bush from afar."""
    rng = np.random.default_rng(11)
    heads = [ball(head, 0.12, Finish(colour=colour), 5, 3) for head in _heads(rng, 7)]
    bush = ball((0, 0.36, 0), (0.34, 0.36, 0.34), Finish(colour=(0.045, 0.14, 0.04)), 8, 5)
    return model([(merge(heads), "petal", "flower"), (bush, "petal", "plant")])


@kept
def orchid_model(colour: tuple[float, float, float]) -> Model:
    """An orchid 1 m high: long arching leaves and three sprays of flowers."""
    far = model(_orchid(colour, (3, 3), 8), model(_orchid(colour, (2, 2), 3), None), 22)
    return model(_orchid(colour, (5, 5), 8), far, 7)


def _orchid(colour: ArrayLike, fine: tuple[int, int], blooms: int) -> list[tuple[Mesh, str, str]]:
    """Leaves, sprays and flowers; what is far has fewer and coarser ones."""
    rng = np.random.default_rng(5)
    steps = np.linspace(0, 1, 2 * fine[0])
    green, flowers = [], []
    for k in range(16):
        angle, reach = k * 2.4 + rng.normal(0, 0.2), rng.uniform(0.35, 0.62)
        tall = rng.uniform(0.35, 0.62)
        out = np.array([np.cos(angle), 0, np.sin(angle)])
        spine = out * (0.03 + reach * steps**1.4)[:, None]
        spine[:, 1] = tall * (2.2 * steps - 1.35 * steps**2.2)
        tone = rng.uniform(0.8, 1.3)
        shade = np.array((0.035, 0.11, 0.035)) * tone * (0.6 + 0.7 * steps[:, None])
        wide = np.repeat(shade, 3, 0)
        green.append(
            strap(spine, 0.019, Finish(colour=wide, roughness=0.4, open=np.repeat(0.4 + 0.6 * steps, 3)))
        )
    for k, (angle, tall, reach) in enumerate(((0.5, 0.98, 0.30), (2.7, 0.84, 0.34), (4.5, 0.70, 0.36))):
        spine = _spray(angle, tall, reach)
        green.append(tube(spine, np.linspace(0.009, 0.004, len(spine)), STEM, 4))
        flowers += _blooms(rng, spine, angle, colour, fine, blooms - k)
    return [(merge(green), "petal", "plant"), (merge(flowers), "petal", "flower")]


def _spray(angle: float, tall: float, reach: float) -> Array:
    """The arch of a flower stem, 12 points."""
    steps = np.linspace(0, 1, 12)
    out = np.array([np.cos(angle), 0, np.sin(angle)])
    spine = out * (reach * steps**2.2)[:, None]
    spine[:, 1] = tall * (1.42 * steps - 0.42 * steps**3.4)
    return spine


def _blooms(
    rng: np.random.Generator, spine: Array, angle: float, colour: ArrayLike, fine: tuple[int, int], many: int
) -> list[Mesh]:
    """Flowers along the upper half of a stem, in turn to each side, the last ones smaller."""
    parts = []
    for k, at in enumerate(np.linspace(0.52, 1.0, max(many, 2))):
        place = np.array([np.interp(at, np.linspace(0, 1, len(spine)), spine[:, axis]) for axis in range(3)])
        side = angle + (0.9 if k % 2 else -0.9) + rng.normal(0, 0.15)
        out = np.array([np.cos(side), 0.15, np.sin(side)])
        size = 0.082 * (1.15 - 0.45 * (at - 0.5) * 2)
        facing = turn(-side) @ turn(0.0, -1.15)
        parts += [
            transform(p, move=place + out * 0.05, rotation=facing) for p in _orchid_bloom(colour, fine, size)
        ]
    return parts


def _orchid_bloom(colour: ArrayLike, fine: tuple[int, int], size: float) -> list[Mesh]:
    """Three sepals, two broad petals and a lip; it faces +y."""
    own = np.asarray(colour, np.float64)
    sepal = petal(size, size * 0.34, rise=0.25, curl=0.3, cup=0.15, inner=own * 0.9, outer=own, fine=fine)
    broad = petal(
        size * 1.08, size * 0.62, rise=0.35, curl=0.5, cup=0.1, inner=own * 0.92, outer=own, fine=fine
    )
    lip = petal(
        size * 0.55,
        size * 0.26,
        rise=0.9,
        curl=1.4,
        cup=0.6,
        inner=(0.75, 0.42, 0.05),
        outer=(0.62, 0.05, 0.22),
        fine=fine,
    )
    heart = ball((0, size * 0.12, 0), size * 0.10, GOLD, 5, 3)
    parts = [*ring_of(sepal, 3, turned=np.pi), transform(lip, rotation=turn(0.0)), heart]
    return parts + [transform(broad, move=(0, 0.004, 0), rotation=turn(angle)) for angle in (1.9, -1.9)]


def build_flower(sheet: CallSheet) -> Actor:
    """Bushes of peonies in the colour that is asked for."""
    colour = colour_for(sheet, PINK)
    return _still("flower", peony_model(colour), sheet, (0.45, 0.48, 0.45))


def build_orchid(sheet: CallSheet) -> Actor:
    """Orchids, white unless asked for otherwise."""
    return _still("orchid", orchid_model(colour_for(sheet, PALE)), sheet, (0.5, 0.5, 0.5))


def _still(name: str, thing: Model, sheet: CallSheet, half: tuple[float, float, float]) -> Actor:
    return StillLife(
        parts={name: thing},
        paths=sheet.paths,
        half=half,
        scales=scales_for(sheet, 0.8, 1.1),
        parameter={name: 0.6},
    )


ASSETS = (
    Asset(
        id="flower",
        kind="prop",
        words=Words(
            zh=("花", "鲜花", "花朵", "野花", "牡丹", "牡丹花", "春花", "芍药", "花丛", "花卉"),
            en=("flower", "flowers", "blossoms", "peony", "peonies", "bloom", "flower bush", "wildflowers"),
        ),
        build=build_flower,
        size=(0.9, 0.96, 0.9),
        lives="any",
        actions=("stand", "grow", "rise", "sway"),
        closest="ms",
    ),
    Asset(
        id="orchid",
        kind="prop",
        words=Words(
            zh=("兰花", "白兰花", "兰草", "蝴蝶兰", "幽兰"),
            en=("orchid", "orchids", "white orchid", "white orchids"),
        ),
        build=build_orchid,
        size=(1.0, 1.0, 1.0),
        lives="any",
        actions=("stand", "grow", "rise", "sway"),
        closest="ms",
    ),
)
