"""A dressed figure: a body, its pieces and what hangs from it, as one model of surfaces in order."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from yingxi.art.bodies.body import SIDES, Body, load_body
from yingxi.art.bodies.drapery import Drapery, Drawn
from yingxi.art.bodies.pieces import Piece, Skin
from yingxi.art.bodies.rotations import Numbers
from yingxi.art.bodies.strands import Chains, Floats
from yingxi.world.cloth import Capsules
from yingxi.world.scene import Model, Shapes, Surface


@dataclass(frozen=True, eq=False, kw_only=True)
class Outfit:
    """Everything that a person is made of and wears."""

    build: str
    pieces: tuple[Piece, ...]
    draperies: tuple[Drapery, ...] = ()


class Figure:
    """An outfit packed for the engine: skins that bones bend, and draperies that `hang` moves.

    `afar` makes its lighter versions, and says from how many metres on they are drawn; one that does not
    yield is drawn lighter before that in mirrors only.
    """

    def __init__(
        self,
        outfit: Outfit,
        afar: Callable[[Outfit], tuple[Model, float]] | None = None,
        yields: bool = True,
    ) -> None:
        self.yields = yields
        self.body: Body = load_body(outfit.build)
        self.skins: tuple[Surface, ...] = skins_of(_shaded(outfit.pieces))
        self.far: Model | None = None
        self.far_beyond = math.inf
        if afar is not None:
            self.far, self.far_beyond = afar(outfit)
        self.drawn = [Drawn(drapery) for drapery in outfit.draperies]
        self.chains = Chains([d.hanging for d in outfit.draperies]) if outfit.draperies else None
        self.bars = Bars(self.body)

    @cached_property
    def model(self) -> Model:
        """The rest form: skins first, then draperies, in the order in which `hang` gives them."""
        cloths = (
            Surface(d.drapery.material, d.drapery.semantic, d.rest_vertices(), d.triangles)
            for d in self.drawn
        )
        return Model((*self.skins, *cloths), self.far, self.far_beyond, self.yields)

    def hang(self, points: Floats) -> Shapes:
        """Shapes of the draperies for cloth points (n, 3) in the person's own axes; skins have none."""
        shapes: list[np.ndarray | None] = [None] * len(self.skins)
        if self.chains is None:
            return tuple(shapes)
        cloths = self.model.surfaces[len(self.skins) :]
        for drawn, part, surface in zip(self.drawn, self.chains.split(points), cloths, strict=True):
            out = surface.vertices.copy()
            drawn.write(part, out)
            shapes.append(out)
        return tuple(shapes)


def skins_of(pieces: Iterable[Piece]) -> tuple[Surface, ...]:
    """Surfaces of the pieces, one for each material and meaning, bent by bones."""
    groups: dict[tuple[str, str], list[Piece]] = {}
    for worn in pieces:
        groups.setdefault((worn.material, worn.semantic), []).append(worn)
    skins = ((key, Skin(group)) for key, group in groups.items())
    return tuple(Surface(*key, skin.vertices, skin.triangles, skin.rig) for key, skin in skins)


def _shaded(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Pieces with the dark of armpits, hems and between the legs, from how full the space before them is."""
    from yingxi.art.shapes import Mesh, bake_open, merge
    from yingxi.art.shapes.mesh import make

    meshes: list[Mesh] = [make(p.position, p.normal, p.triangles) for p in pieces]
    opened = bake_open(merge(meshes), reach=0.09, strength=0.9, cells=64).open
    start = 0
    for worn in pieces:
        count = len(worn.position)
        worn.open[:] = np.clip(0.25 + 0.75 * opened[start : start + count], 0, 1)
        start += count
    return pieces


_BARS: tuple[tuple[str, str, float, float], ...] = (
    ("upperleg01", "lowerleg01", 0.105, 0.094),
    ("lowerleg01", "foot", 0.086, 0.068),
)


class Bars:
    """The capsules of a body that cloth and hair rest on."""

    def __init__(self, body: Body) -> None:
        self.body = body
        bones: list[int] = []
        places: list[Numbers] = []
        radii: list[tuple[float, float]] = []

        def bar(start: tuple[str, Numbers], end: tuple[str, Numbers], first: float, last: float) -> None:
            for bone, place in (start, end):
                bones.append(body.index[bone])
                places.append(place)
            radii.append((first * body.scale, last * body.scale))

        def joint(bone: str) -> tuple[str, Numbers]:
            return bone, body.head(bone)

        def between(side: str, bone: str, share: float) -> tuple[str, Numbers]:
            after = {"upperleg01": "lowerleg01", "lowerleg01": "foot", "foot": "foot"}[bone]
            start, end = body.head(f"{bone}.{side}"), body.head(f"{after}.{side}")
            return f"{bone}.{side}", start + share * (end - start)

        for side in SIDES:
            for start, end, first, last in _BARS:
                bar(joint(f"{start}.{side}"), joint(f"{end}.{side}"), first, last)
            toe = body.head(f"toe1-1.{side}")
            bar(joint(f"foot.{side}"), (f"foot.{side}", toe + np.array([0.05, 0.0, 0.0])), 0.055, 0.045)
        # Cloth that hangs round both legs must not be caught between them.
        for bone, share, radius in (
            ("upperleg01", 0.6, 0.098),
            ("lowerleg01", 0.0, 0.090),
            ("lowerleg01", 0.5, 0.080),
            ("foot", 0.0, 0.066),
        ):
            ends = [between(side, bone, share) for side in SIDES]
            bar(ends[0], ends[1], radius, radius)
        chest = body.head("spine02") + np.array([0.0, 0.13, 0.0]) * body.scale
        bar(joint("root"), joint("spine04"), 0.125, 0.105)
        bar(joint("spine04"), ("spine02", chest), 0.118, 0.125)
        bar(joint("upperarm01.L"), joint("upperarm01.R"), 0.062, 0.062)
        bar(
            joint("neck01"),
            ("head", body.head("head") + np.array([0.02, 0.10, 0.0]) * body.scale),
            0.055,
            0.088,
        )
        self.bones = np.array(bones)
        self.rest = np.concatenate([np.array(places), np.ones((len(places), 1))], 1).astype(np.float32)
        self.radii = np.array(radii, np.float32)

    def at(self, transforms: Floats, turn: Floats, move: Floats) -> Capsules:
        """Where they are for these bones, turned (3, 3) and moved (3,) into the world."""
        own = np.einsum("kij,kj->ki", transforms[self.bones], self.rest)
        world = (own @ turn.T + move).astype(np.float32)
        return Capsules(start=world[0::2], end=world[1::2], first=self.radii[:, 0], last=self.radii[:, 1])


def named(figures: Mapping[str, Figure]) -> dict[str, Model]:
    """Models by name."""
    return {name: figure.model for name, figure in figures.items()}
