"""A crowd: a few light figures in varied clothes, each drawn many times, that step and cheer together."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.asset import CallSheet, Path
from yingxi.art.bodies.afar import extra_afar
from yingxi.art.bodies.body import Body, load_body
from yingxi.art.bodies.drapery import Drapery
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.figure import Figure, Outfit
from yingxi.art.bodies.person import SHADE, Role, contact_shade, shade_rows
from yingxi.art.bodies.pieces import Piece, lighter, near_weights, sheet_piece
from yingxi.art.bodies.pose import bone_transforms
from yingxi.art.bodies.regions import region, regions
from yingxi.art.bodies.roles import Part, role_of
from yingxi.art.bodies.wardrobe import outfit_of
from yingxi.world.scene import Array, Model, Moment, Sound

KINDS = 6
"""Different people in a crowd; each is drawn for every so many."""
_CELL = 0.05
"""Metres within which vertices of a light figure are one."""


@lru_cache(maxsize=24)
def light_figure(dress: Dress) -> Figure:
    """A figure of about 1,500 triangles without cloth that moves by itself."""
    whole = outfit_of(dress)
    body = load_body(dress.build)
    pieces = [_light(body, worn) for worn in whole.pieces]
    sheets = [_stiff(body, drapery) for drapery in whole.draperies if drapery.kind == "sheet"]
    kept = [worn for worn in (*pieces, *sheets) if len(worn.triangles)]
    return Figure(Outfit(build=dress.build, pieces=tuple(kept)), extra_afar)


def _light(body: Body, worn: Piece) -> Piece:
    """Coarser, but for what is small already; heads keep a face."""
    if len(worn.position) < 150:
        return worn
    high = worn.position[:, 1] > body.head("head")[1] - 0.04 * body.scale
    return lighter(worn, np.where(high, 0.024, _CELL) * body.scale)


def _stiff(body: Body, drapery: Drapery) -> Piece:
    """A hanging as a sheet that goes with the legs or the head beneath it."""
    rest = drapery.hanging.rest
    if drapery.hanging.round:
        rest = np.concatenate([rest, rest[:1]])
    hair = drapery.semantic == "hair"
    among = region(body.name, "head") if hair else regions(body, ("trunk", "thigh", "calf"))
    weights = near_weights(body, rest, among)
    return sheet_piece(rest, weights, drapery.colour, drapery.material, drapery.semantic)


class Crowd:
    """Many people of a few kinds; a kind moves as one, each of its people where its own path has it."""

    def __init__(
        self, name: str, figures: Sequence[Figure], roles: Sequence[Role], paths: Sequence[Path], seed: int
    ) -> None:
        self.figures = {f"{name}:{kind}": figure for kind, figure in enumerate(figures)}
        self.roles, self.paths = tuple(roles), tuple(paths)
        dice = np.random.default_rng(seed)
        self.tints = dice.uniform(0.65, 1.25, (len(paths), 1)) * dice.uniform(0.88, 1.12, (len(paths), 3))
        self.sizes = dice.uniform(0.94, 1.05, len(paths))
        self.turns = dice.normal(0.0, 0.22, len(paths))

    @property
    def models(self) -> Mapping[str, Model]:
        return {SHADE: contact_shade()} | {name: figure.model for name, figure in self.figures.items()}

    def at(self, t: float) -> Moment:
        """Everybody at `t` seconds."""
        moment = Moment()
        kinds = len(self.figures)
        for kind, (name, figure) in enumerate(self.figures.items()):
            bones = bone_transforms(figure.body, self.roles[kind].motion(t))
            moment.poses[name] = bones
            rows = [self._row(number, t) for number in range(kind, len(self.paths), kinds)]
            moment.instances[name] = np.array(rows, np.float32).reshape(-1, 16)
        if self.roles[0].grounded:
            places = np.array([path.position(t) for path in self.paths], np.float32)
            soles = np.concatenate([places, np.ones((len(places), 1), np.float32)], 1)
            moment.instances[SHADE] = shade_rows(soles, self.roles[0].slope)
        return moment

    def _row(self, number: int, t: float) -> list[float]:
        path, size = self.paths[number], float(self.sizes[number])
        x, y, z = (float(value) for value in path.position(t))
        yaw = path.yaw(t) + float(self.turns[number])
        c, s = math.cos(yaw) * size, math.sin(yaw) * size
        return [c, 0.0, s, x, 0.0, size, 0.0, y, -s, 0.0, c, z, *self.tints[number], 1.0]

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round everybody, metres."""
        places = np.array([path.position(t) for path in self.paths], np.float32)
        low, high = np.array((0.4, 0.0, 0.4), np.float32), np.array((0.4, 1.9, 0.4), np.float32)
        return places.min(0) - low, places.max(0) + high

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A murmur as loud as they are many."""
        x, y, z = (float(value) for value in self.paths[0].position(0.5 * duration))
        gain = min(0.15 + 0.1 * math.log2(len(self.paths)), 0.9)
        return (Sound(kind="crowd", at=0.0, position=(x, y + 1.5, z), length=duration, gain=gain),)


def crowd_of(sheet: CallSheet, name: str, part: Part, paths: Sequence[Path], first: int = 3) -> Crowd:
    """A crowd on the paths, dressed by the part."""
    kinds = min(KINDS, len(paths))
    dresses = [part.dress(sheet, first + kind) for kind in range(kinds)]
    figures = [light_figure(replace(dress)) for dress in dresses]
    roles = [
        role_of(sheet, part, first + kind, paths[kind], figures[kind].body.scale) for kind in range(kinds)
    ]
    return Crowd(name, figures, roles, paths, sheet.seed)
