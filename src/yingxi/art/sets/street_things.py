"""What hangs and stands in streets: lanterns on strings, hanging lanterns, banners, stalls, street lamps."""

from functools import lru_cache

import numpy as np

from yingxi.art.sets.scenery import Scenery, joined, standing
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, cylinder, grid, lathe, tube
from yingxi.world.scene import Model

RED = (0.80, 0.045, 0.025)
GOLD = (0.75, 0.42, 0.08)


@lru_cache(maxsize=1)
def lantern() -> Model:
    """A red silk lantern 0.8 m tall with gilt caps and a tassel, hanging from y = 0."""
    height = np.linspace(-0.78, -0.14, 12)
    swell = 0.16 + 0.20 * np.sqrt(np.clip(1 - ((height + 0.46) / 0.34) ** 2, 0, 1))
    body = lathe(np.stack([swell, height], 1), Finish(colour=RED, emission=2.4), 14)
    caps = [
        lathe([(0.0, y - 0.03), (0.17, y - 0.03), (0.17, y + 0.03), (0.0, y + 0.03)], Finish(colour=GOLD), 12)
        for y in (-0.12, -0.80)
    ]
    tassel = cylinder((0, -1.15, 0), (0, -0.82, 0), (0.03, 0.05), Finish(colour=RED), 6)
    cord = cylinder((0, -0.1, 0), (0, 0, 0), 0.008, Finish(colour=(0.02, 0.02, 0.02)), 4)
    far = model(
        [
            (
                lathe(np.stack([swell[::3], height[::3]], 1), Finish(colour=RED, emission=2.4), 6),
                "lantern",
                "light",
            )
        ]
    )
    return model([(body, "lantern", "light"), (merge([*caps, tassel, cord]), "timber", "wood")], far, 26.0)


def lantern_strings(
    ends: list[tuple[Array, Array]], lit: float, gap: float = 1.6
) -> tuple[Scenery, Array, Array]:
    """Lanterns along sagging cords between pairs of points: scenery, line lights (n, 12), places (m, 3)."""
    hung, cords, tubes = [], [], []
    for first, last in ends:
        first, last = np.asarray(first, float), np.asarray(last, float)
        span = float(np.linalg.norm(last - first))
        steps = np.linspace(0, 1, max(9, int(span)))
        sag = 0.07 * span
        path = (
            first
            + (last - first) * steps[:, None]
            - np.array([0, 4 * sag, 0]) * (steps * (1 - steps))[:, None]
        )
        cords.append(tube(path, 0.012, Finish(colour=(0.02, 0.018, 0.016)), 3))
        at = (np.arange(max(2, round(span / gap))) + 0.5) / max(2, round(span / gap))
        hung.append(
            first + (last - first) * at[:, None] - np.array([0, 4 * sag, 0]) * (at * (1 - at))[:, None]
        )
        light = np.array([1.0, 0.34, 0.10]) * 9.0 * lit
        low = np.array([0, sag * 0.66 + 0.5, 0])
        tubes.append(np.r_[first - low, 14.0, last - low, 0.0, light, 0.0])
    places = np.concatenate(hung)
    rows = instances(places, 0.95, np.arange(len(places)) * 1.3, parameter=lit)
    string = model([(merge(cords), "timber", "wood")])
    scenery = joined(
        [standing("lantern", lantern(), rows), standing("cords", string, instances([(0, 0, 0)]))]
    )
    return scenery, np.array(tubes, np.float32), places


@lru_cache(maxsize=8)
def banner(colour: tuple[float, float, float]) -> Model:
    """A vertical shop banner 0.6 x 2.2 m on a pole that stands out toward +z; cloth hangs from y = 0."""
    u, v = np.linspace(-0.3, 0.3, 5), np.linspace(0, -2.2, 12)
    wave = 0.05 * np.sin(v[None, :] * 2.2 + u[:, None] * 3)
    sheet = np.stack([wave + 0 * u[:, None], v[None] + 0 * u[:, None], 0.5 + u[:, None] + 0 * v[None]], -1)
    cloth = grid(sheet, Finish(colour=colour, roughness=0.9))
    back = grid(sheet, Finish(colour=colour, roughness=0.9), flipped=True)
    pole = cylinder((0, 0.02, -0.1), (0, 0.02, 1.0), 0.025, Finish(colour=(0.06, 0.035, 0.02)), 5)
    return model([(merge([cloth, back]), "flat", "cloth"), (pole, "timber", "wood")])


@lru_cache(maxsize=2)
def stall() -> Model:
    """A market stall with an awning, crates and fruit; 2.6 m wide, front toward +z."""
    wood = Finish(colour=(0.14, 0.08, 0.04), roughness=0.8)
    parts = [
        cylinder((x, 0, z), (x, 2.3 if z < 0 else 2.0, z), 0.05, wood, 5)
        for x in (-1.25, 1.25)
        for z in (-0.7, 0.7)
    ]
    parts.append(box((0, 0.8, 0), (1.3, 0.04, 0.65), wood))
    parts.append(box((0, 0.4, 0.6), (1.25, 0.38, 0.03), wood))
    awning = [
        box((x, 2.2, 0.05), (0.16, 0.02, 0.95), Finish(colour=c))
        for x, c in zip(np.linspace(-1.2, 1.2, 8), ((0.55, 0.06, 0.04), (0.62, 0.55, 0.42)) * 4, strict=True)
    ]
    heaps: list[Mesh] = []
    rng = np.random.default_rng(4)
    for x, colour in zip(
        (-0.8, -0.1, 0.7), ((0.75, 0.20, 0.03), (0.62, 0.05, 0.04), (0.20, 0.34, 0.04)), strict=True
    ):
        for _ in range(14):
            spot = (x + rng.normal(0, 0.16), 0.90 + abs(rng.normal(0, 0.05)), 0.15 + rng.normal(0, 0.16))
            heaps.append(
                lathe(
                    [(0.0, spot[1] - 0.07), (0.07, spot[1]), (0.0, spot[1] + 0.07)], Finish(colour=colour), 6
                )
            )
            heaps[-1].position[:, [0, 2]] += np.array([spot[0], spot[2]], np.float32)
    return model([(merge(parts), "timber", "wood"), (merge([*awning, *heaps]), "flat", "cloth")])


@lru_cache(maxsize=1)
def street_lamp() -> Model:
    """A modern street lamp 7 m tall, its arm toward +z."""
    steel = Finish(colour=(0.10, 0.11, 0.12), roughness=0.4, metal=0.6)
    pole = tube([(0, 0, 0), (0, 6.4, 0), (0, 7.0, 0.5), (0, 7.1, 1.8)], [0.09, 0.06, 0.05, 0.04], steel, 6)
    head = box((0, 7.05, 2.0), (0.12, 0.04, 0.4), Finish(colour=(1.0, 0.78, 0.5), emission=7.0))
    return model([(pole, "timber", "metal"), (head, "emissive", "light")])
