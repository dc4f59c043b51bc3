"""What grows on reefs: branching coral, sea fans, ribbons of weed; built grey for the tint to colour."""

from functools import lru_cache

import numpy as np

from yingxi.art.shapes.mesh import Finish, Mesh, make, merge, model, versions
from yingxi.art.shapes.solids import tube
from yingxi.world.scene import Model

GREY = (0.5, 0.5, 0.5)


@lru_cache(maxsize=4)
def coral(seed: int) -> Model:
    """A bush of forking branches about 0.9 m tall, paler at the tips."""
    rng = np.random.default_rng(seed)
    parts: list[Mesh] = []
    for _ in range(7):
        way = np.array([rng.normal(0, 0.55), 1.0, rng.normal(0, 0.55)])
        _fork(parts, rng, np.array([rng.normal(0, 0.08), -0.05, rng.normal(0, 0.08)]), way, 0.055, 3)
    return model([(merge(parts), "coral", "plant")], model([(merge(parts[:9]), "coral", "plant")]), 22.0)


def _fork(
    parts: list[Mesh], rng: np.random.Generator, start: np.ndarray, way: np.ndarray, thick: float, left: int
) -> None:
    way = way / np.linalg.norm(way)
    length = rng.uniform(0.2, 0.34) * (0.6 + 0.2 * left)
    end = start + way * length
    shade = np.array([0.55, 0.8])[:, None] * np.array(GREY) + (0.1 if left == 0 else 0.0)
    tip = 0.6 if left else 0.85
    parts.append(
        tube(
            [start, (start + end) / 2 + rng.normal(0, 0.015, 3), end],
            [thick, thick * 0.85, thick * tip],
            Finish(colour=np.stack([shade[0], shade.mean(0), shade[1]]), open=(0.5, 0.75, 1.0)),
            5,
        )
    )
    if left:
        for _ in range(2):
            _fork(
                parts, rng, end, way + rng.normal(0, 0.5, 3) + np.array([0, 0.25, 0]), thick * 0.72, left - 1
            )


@lru_cache(maxsize=4)
def sea_fan(seed: int) -> Model:
    """A flat net of branches 1.2 m wide, standing across x."""
    return versions([_sea_fan(seed, *form) for form in ((7, 15, 4), (4, 6, 3))], (14.0,))


def _sea_fan(seed: int, stations: int, across: int, sides: int) -> list[tuple[Mesh, str, str]]:
    """Its branches and cross threads with so many points each."""
    rng = np.random.default_rng(seed)
    parts: list[Mesh] = []
    for angle in np.linspace(-1.1, 1.1, 13):
        steps = np.linspace(0, 1, stations)
        reach = rng.uniform(0.85, 1.25) * (1.1 - 0.35 * abs(angle))
        path = np.stack(
            [
                np.sin(angle * steps**0.7) * reach * steps,
                np.cos(angle * steps) * reach * steps,
                0.04 * np.sin(steps * 7 + angle * 5),
            ],
            1,
        )
        parts.append(tube(path, 0.028 * (1.1 - 0.8 * steps), Finish(colour=GREY), sides))
    for level in (0.35, 0.6, 0.85):
        angle = np.linspace(-1.0, 1.0, across) * level**0.3
        path = np.stack(
            [np.sin(angle) * level * 1.05, np.cos(angle) * level * 1.05, 0.03 * np.sin(angle * 9)], 1
        )
        parts.append(tube(path, 0.012, Finish(colour=GREY), 3))
    return [(merge(parts), "coral", "plant")]


@lru_cache(maxsize=4)
def weed(seed: int) -> Model:
    """A clump of ribbons up to 2.4 m that sway (material 'foliage')."""
    rng = np.random.default_rng(seed)
    ribbons = []
    for _ in range(11):
        steps = np.linspace(0, 1, 9)[:, None]
        tall, turn = rng.uniform(1.1, 2.4), rng.random() * 6.28
        base = np.array([rng.normal(0, 0.16), -0.05, rng.normal(0, 0.16)])
        lean = np.array([rng.normal(0, 0.3), 0, rng.normal(0, 0.3)])
        curl = 0.12 * np.stack(
            [np.sin(steps[:, 0] * 6 + turn), 0 * steps[:, 0], np.cos(steps[:, 0] * 5 + turn)], 1
        )
        spine = base + lean * steps**2 + np.array([0, tall, 0]) * steps + curl * steps
        across = np.array([np.cos(turn), 0, np.sin(turn)]) * (
            0.034 * (1.02 - steps**3) * (0.6 + 0.4 * np.sin(steps * 9))
        )
        points = np.stack([spine - across, spine + across], 1).reshape(-1, 3)
        index = np.arange(8)[:, None] * 2
        faces = np.concatenate([index + np.array(p) for p in ([0, 1, 3], [0, 3, 2])])
        shade = np.repeat(0.5 + 0.5 * steps, 2, 0) * np.array(GREY)
        ribbons.append(
            make(
                points,
                np.tile([0.3, 0.6, 0.4], (18, 1)),
                faces,
                Finish(colour=shade, open=np.repeat(0.4 + 0.6 * steps[:, 0], 2)),
            )
        )
    return model([(merge(ribbons), "foliage", "plant")])
