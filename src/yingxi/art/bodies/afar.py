"""Figures for afar: the pieces of an outfit with vertices merged, its cloth as stiff sheets, fewer each."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from yingxi.art.bodies.body import Body, load_body
from yingxi.art.bodies.drapery import Drapery, Drawn
from yingxi.art.bodies.figure import Outfit, skins_of
from yingxi.art.bodies.pieces import Piece, lighter, near_weights, piece, take
from yingxi.art.bodies.regions import region, regions
from yingxi.world.scene import Model

Reaches = Sequence[tuple[int, float]]
"""Most triangles of each version, and the metres from which a 35 mm lens sees it."""
HERO: Reaches = ((3_000, 15.0), (1_200, 30.0), (400, 60.0))
EXTRA: Reaches = ((1_200, 16.0), (400, 36.0))
FACELESS = 1_200
"""Triangles at which a painted face would only be blots."""
_TRIES = 10
_NEAR = 24
"""Neighbours looked at for one that lies over a vertex."""
_RINGS = 2
_HEAD = 0.020
"""Metres within which vertices of a head are one where a face can still be seen."""
_FACELESS = (1.0, 1.0)
"""A place in the pattern of skin where no face is painted."""


def hero_afar(outfit: Outfit) -> tuple[Model, float]:
    """Lighter versions of a person with all details, and where the first begins."""
    return versions(outfit, HERO)


def extra_afar(outfit: Outfit) -> tuple[Model, float]:
    """Lighter versions of one of a crowd, and where the first begins."""
    return versions(outfit, EXTRA)


def versions(outfit: Outfit, reaches: Reaches) -> tuple[Model, float]:
    """The chain of lighter models of a shaded outfit, bent by the same bones, and where it begins."""
    body = load_body(outfit.build)
    pieces = seen_only([*outfit.pieces, *(stiffened(body, hung) for hung in outfit.draperies)])
    made: list[Model] = []
    for most, _ in reaches:
        pieces = within(body, pieces, most)
        if most <= FACELESS:
            pieces = [without_face(worn) for worn in pieces]
        made.append(Model(skins_of(pieces)))
    model: Model | None = None
    ends = [beyond for _, beyond in reaches[1:]] + [math.inf]
    for own, end in zip(reversed(made), reversed(ends), strict=True):
        model = own if model is None else replace(own, far=model, far_beyond=end)
    if model is None:
        raise ValueError("a figure for afar needs at least one reach")
    return model, reaches[0][1]


def within(body: Body, pieces: Sequence[Piece], most: int) -> list[Piece]:
    """The pieces with vertices merged until they have at most so many triangles; heads stay rounder."""
    neck = body.head("head")[1] - 0.04 * body.scale
    cell = 0.9 * math.sqrt(1.0 / most)
    for _ in range(_TRIES):
        head = min(_HEAD, cell) if most > FACELESS else 0.5 * cell
        merged = [lighter(p, np.where(p.position[:, 1] > neck, head, cell) * body.scale) for p in pieces]
        count = sum(len(p.triangles) for p in merged)
        if count <= most:
            break
        cell *= max(math.sqrt(count / most), 1.04) * 1.02
    return [p for p in merged if len(p.triangles)]


def without_face(worn: Piece) -> Piece:
    """Skin with no face painted on it."""
    if worn.semantic != "skin":
        return worn
    return replace(worn, coord=np.tile(_FACELESS, (len(worn.position), 1)))


def seen_only(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without what lies well under others: merged layers would come through one another."""
    from scipy.spatial import cKDTree

    places = [worn.position for worn in pieces]
    owner = np.repeat(np.arange(len(pieces)), [len(p) for p in places])
    every = np.concatenate(places)
    _, near = cKDTree(every).query(every, k=_NEAR)
    normal = np.concatenate([worn.normal for worn in pieces])
    way = every[near] - every[:, None]
    above = (way * normal[:, None]).sum(2)
    beside = np.linalg.norm(way - above[..., None] * normal[:, None], axis=2)
    over = (owner[near] != owner[:, None]) & (above > 5e-4) & (above < 0.06) & (beside < 0.025)
    hidden = np.split(over.any(1), np.cumsum([len(p) for p in places])[:-1])
    return [_without(worn, under) for worn, under in zip(pieces, hidden, strict=True)]


def _without(worn: Piece, hidden: NDArray[np.bool_]) -> Piece:
    """The piece without hidden vertices that have only hidden ones round them, two rings far."""
    bare = ~hidden
    for _ in range(_RINGS):
        bare = bare.copy()
        bare[worn.triangles[bare[worn.triangles].any(1)]] = True
    kept = worn.triangles[bare[worn.triangles].any(1)]
    used, triangles = np.unique(kept, return_inverse=True)
    return take(worn, used, triangles.reshape(-1, 3))


def stiffened(body: Body, drapery: Drapery) -> Piece:
    """A hanging as it rests, that goes with the limbs or the head beneath it."""
    drawn = Drawn(drapery)
    rest = drawn.rest_vertices()
    if drapery.semantic == "hair":
        among = region(body.name, "head")
    elif drapery.kind == "sleeve":
        among = regions(body, ("upper_arm", "forearm", "hand"))
    else:
        among = regions(body, ("trunk", "thigh", "calf"))
    return piece(
        rest["position"],
        drawn.triangles,
        near_weights(body, rest["position"], among),
        rest["colour"][:, :3] / 255.0,
        drapery.material,
        drapery.semantic,
        rest["surface"][:, :2] / 255.0,
        rest["normal"][:, :3].astype(float),
    )
