"""What stands in harbours: lighthouse with its turning beam, jetties, rowing boats."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import box, cylinder, grid, lathe
from yingxi.world.scene import Model, Moment, Sound


@lru_cache(maxsize=1)
def lighthouse() -> Model:
    """A white and red tower 22 m tall with gallery and lamp room; its lamp is at y = 20."""
    dark = Finish(colour=(0.03, 0.03, 0.035), roughness=0.5)
    lens = lathe(
        [(0.45, 19.0), (0.8, 19.8), (0.8, 20.4), (0.45, 21.2)],
        Finish(colour=(1.0, 0.88, 0.62), emission=9.0),
        14,
    )
    windows = [box((0, y, 2.98 - 1.15 * y / 18.2), (0.3, 0.5, 0.06), dark) for y in (3.0, 7.5, 12.0, 16.0)]
    base = lathe([(4.2, -1.0), (4.0, 0.5), (3.0, 0.55)], Finish(colour=(0.30, 0.29, 0.27), roughness=0.9), 24)
    return model(
        [
            (merge([*_rings(), base]), "plaster", "wall"),
            (merge([*_gallery(dark), *windows]), "timber", "metal"),
            (lens, "lamp_glass", "light"),
        ]
    )


def _rings() -> list[Mesh]:
    """The shaft of a lighthouse in white and red, tapering."""
    edges = (0.0, 4.2, 8.4, 12.6, 16.8, 18.2)
    rings = []
    for number, (low, high) in enumerate(pairwise(edges)):
        colour = (0.50, 0.045, 0.03) if number % 2 else (0.66, 0.65, 0.62)
        radius = [3.0 - 1.15 * y / 18.2 for y in (low, high)]
        rings.append(lathe([(radius[0], low), (radius[1], high)], Finish(colour=colour, roughness=0.7), 28))
    return rings


def _gallery(dark: Finish) -> list[Mesh]:
    """Balcony and railing, and the lamp room's bars and roof."""
    angle = np.linspace(0, 2 * np.pi, 17)[:-1]
    roof = Finish(colour=(0.45, 0.04, 0.03))
    return [
        lathe([(1.2, 18.2), (2.6, 18.2), (2.6, 18.45), (1.2, 18.45)], dark, 24),
        *(_bar(a, 2.5, 19.4, 0.035, dark) for a in angle),
        lathe([(2.46, 19.36), (2.54, 19.36), (2.54, 19.44), (2.46, 19.44)], dark, 24),
        lathe([(1.75, 21.4), (1.2, 22.1), (0.35, 22.7), (0.05, 23.4)], roof, 20),
        *(_bar(a, 1.5, 21.5, 0.05, dark) for a in angle[::2]),
    ]


def _bar(angle: float, out: float, top: float, thick: float, finish: Finish) -> Mesh:
    x, z = out * np.cos(angle), out * np.sin(angle)
    return cylinder((x, 18.4, z), (x, top, z), thick, finish, 4)


@dataclass(frozen=True, eq=False, kw_only=True)
class TurningLamp:
    """Two beams that go round once in eight seconds, and the lamp's own glow."""

    place: tuple[float, float, float]
    strength: float

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """Beams 240 m long; the glow flares when a beam points toward +z."""
        angle = t * 2 * np.pi / 8 + 0.6
        beams = np.zeros((2, 12), np.float32)
        for row, turn in enumerate((angle, angle + np.pi)):
            beams[row, :3], beams[row, 3] = self.place, 3.4
            beams[row, 4:7] = (240 * np.cos(turn), -9.0, 240 * np.sin(turn))
            beams[row, 8:11] = np.array([1.0, 0.86, 0.60]) * 0.34 * self.strength
        flare = max(np.sin(angle), -np.sin(angle)) ** 12
        glow = np.zeros((1, 12), np.float32)
        glow[0, :3], glow[0, 3] = self.place, 2.2
        glow[0, 4:8] = (*(np.array([5.0, 4.2, 2.8]) * self.strength * (0.35 + 2.2 * flare)), 1.0)
        return Moment(beams=beams, glows=glow)

    def bounds(self, t: float) -> tuple[Array, Array]:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        return ()


def lighthouse_beam(place: tuple[float, float, float], strength: float) -> TurningLamp:
    """The turning light of a lighthouse whose lamp is at `place`."""
    return TurningLamp(place=place, strength=strength)


@lru_cache(maxsize=4)
def jetty(length: float) -> Model:
    """A wooden jetty along x, its deck at y = 0, on piles."""
    rng = np.random.default_rng(3)
    wood = (0.24, 0.19, 0.14)
    planks = [
        box(
            (x, 0, 0),
            (0.13, 0.03, 1.2),
            Finish(colour=np.multiply(wood, rng.uniform(0.75, 1.2)), roughness=0.9),
        )
        for x in np.arange(-length / 2, length / 2, 0.29)
    ]
    beams = [
        box((0, -0.14, z), (length / 2, 0.09, 0.09), Finish(colour=np.multiply(wood, 0.6)))
        for z in (-0.9, 0.9)
    ]
    piles: list[Mesh] = []
    for x in np.arange(-length / 2 + 0.4, length / 2, 3.4):
        piles += [
            cylinder((x, -5, z), (x, 0.75, z), 0.14, Finish(colour=np.multiply(wood, 0.7), roughness=0.9), 8)
            for z in (-1.15, 1.15)
        ]
    return model([(merge([*planks, *beams, *piles]), "timber", "wood")])


@lru_cache(maxsize=1)
def rowing_boat() -> Model:
    """An open boat 4.6 m long along x, floating at y = 0; its hull takes the tint."""
    return model([(boat_hull(4.6, 1.5, 0.62), "two_tone", "wood"), (boat_inside(4.6, 1.5), "timber", "wood")])


def boat_hull(length: float, width: float, side: float, sheer: float = 0.35) -> Mesh:
    """A round-bilged hull: stations along x, keel to gunwale, both sides, outside and inside."""
    u = np.linspace(-1, 1, 25)[:, None]
    v = np.linspace(-1, 1, 15)[None]
    full = (1 - np.abs(u) ** 2.4) ** 0.62
    top = side * 0.62 + sheer * u**2
    keel = -0.30 * (1 - np.abs(u) ** 6)
    z = width / 2 * full * np.sign(v) * np.abs(v) ** 0.62
    y = keel + (top - keel) * np.abs(v) ** 2.1
    x = length / 2 * u * (0.93 + 0.07 * np.abs(v)) + 0 * v
    tone = np.where((np.abs(v) > 0.86)[..., None], 0.55, 1.0) * np.ones((25, 15, 3))
    outside = grid(np.stack([x, y + 0 * x, z + 0 * x], -1), Finish(colour=tone, roughness=0.5))
    inner = np.stack([x * 0.985, y + 0.03 + 0 * x, z * 0.95], -1)
    inside = grid(inner, Finish(colour=(0.5, 0.45, 0.4), roughness=0.8, open=0.5), flipped=True)
    outward = np.sum(outside.normal * outside.position * [0, 0, 1]) > 0
    return (
        merge([outside, inside])
        if outward
        else merge(
            [
                grid(
                    np.stack([x, y + 0 * x, z + 0 * x], -1), Finish(colour=tone, roughness=0.5), flipped=True
                ),
                grid(inner, Finish(colour=(0.5, 0.45, 0.4), roughness=0.8, open=0.5)),
            ]
        )
    )


def boat_inside(length: float, width: float) -> Mesh:
    """Thwarts, floor boards and a pair of oars laid in."""
    wood = Finish(colour=(0.26, 0.17, 0.09), roughness=0.8)
    seats = [
        box((x, 0.22, 0), (0.13, 0.025, width * 0.43), wood) for x in (-length * 0.28, 0.0, length * 0.26)
    ]
    floor = box((0, -0.05, 0), (length * 0.33, 0.02, width * 0.25), wood)
    oars = [
        cylinder((-length * 0.3, 0.30, z), (length * 0.34, 0.32, z * 1.2), 0.022, wood, 5)
        for z in (-0.2, 0.22)
    ]
    return merge([*seats, floor, *oars])
