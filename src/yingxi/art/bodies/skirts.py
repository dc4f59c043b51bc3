"""Hanging parts of clothes: skirts and robe tails, wide sleeves, sash ends, ribbons."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yingxi.art.bodies.body import SIGN, Body
from yingxi.art.bodies.drapery import Drapery
from yingxi.art.bodies.pieces import near_weights
from yingxi.art.bodies.regions import region, regions, ring_at, waist
from yingxi.art.bodies.rotations import Numbers, unit
from yingxi.art.bodies.strands import NODES, Hanging

_HOLD = np.array([1.0, 0.25, 0.030, 0.012, 0.006, 0.003, 0.001, 0.0])
"""How a skirt keeps its cut, from the waist down."""
SKIRT_APART, _SLEEVE_APART, _BAND_APART = 0.03, 0.05, 0.012
"""Metres that gowns, wide sleeves (drawn round their chains) and bands keep from one another."""


def skirt(
    body: Body,
    colour: ArrayLike,
    *,
    top: float | None = None,
    hem: float = 0.06,
    flare: float = 0.30,
    chains: int = 28,
    split: bool = False,
    train: float = 0.0,
    air: float = 1.0,
    fade: ArrayLike | None = None,
    folds: int = 9,
    tight: float = 0.022,
    nodes: int = NODES,
    apart: float = 0.0,
) -> Drapery:
    """A skirt from `top` to `hem` metres, `flare` wider at its hem; `split` opens it in front.

    `nodes` are the points of each of its `chains`: more make finer folds and cost more. `apart` metres are
    kept between its folds, and from wide sleeves and sash ends (0: they may cross).
    """
    s = body.scale
    angles = np.linspace(-0.10, 2 * np.pi + 0.10, chains) if split else np.arange(chains) * 2 * np.pi / chains
    start = waist(body) - 0.02 * s if top is None else top
    fullness = flare * s * (1.0 + 0.22 * np.sin(folds * angles + 1.0))
    rest = _cut(body, angles, (start, hem * s), fullness, tight * s, nodes)
    rest[..., 0] -= (
        train * s * (np.clip(-np.cos(angles), 0, 1) ** 1.5)[:, None] * np.linspace(0, 1, nodes) ** 3.3
    )
    if split:
        rest[:, :, [0, 2]] *= 1.0 + 0.04 * np.linspace(-1, 1, chains)[:, None, None]
    return Drapery(hanging=_hung(body, rest, air, split, apart), colour=colour, pattern=(1.0, 1.0), fade=fade)


def _hung(body: Body, rest: Numbers, air: float, split: bool, apart: float) -> Hanging:
    """A skirt's cloth at rest (chains, nodes, 3), held at the waist."""
    chains, nodes = rest.shape[:2]
    weights = np.repeat(near_weights(body, rest[:, 0], region(body.name, "trunk"))[:, None], nodes, 1)
    hold = np.interp(np.linspace(0.0, 1.0, nodes), np.linspace(0.0, 1.0, len(_HOLD)), _HOLD)
    return Hanging(
        rest=rest,
        weights=weights.reshape(chains * nodes, -1),
        hold=np.tile(hold, (chains, 1)),
        round=not split,
        links=0.9,
        air=air,
        thick=0.026 * body.scale,
        apart=apart * body.scale,
    )


def _cut(
    body: Body, angles: Numbers, heights: tuple[float, float], fullness: Numbers, tight: float, nodes: int
) -> Numbers:
    """Rest points (chains, nodes, 3) from waist to hem: over the hips, then out by `fullness` metres."""
    start, hem = heights
    hips = float(body.heads[0, 1]) - 0.05 * body.scale
    upper = ring_at(body, start, angles, tight)
    widest = ring_at(body, hips, angles, tight + 0.012 * body.scale, regions(body, ("trunk", "thigh")))
    middle = 0.5 * (upper.max(0) + upper.min(0)) * (1, 0, 1)
    way = unit((upper - middle) * (1, 0, 1))
    rest = np.empty((len(angles), nodes, 3))
    for k, share in enumerate(np.linspace(0, 1, nodes) ** 1.1):
        y = start - (start - hem) * share
        near = min((start - y) / max(start - hips, 1e-3), 1.0)
        below = max((hips - y) / max(hips - hem, 1e-3), 0.0)
        rest[:, k] = upper * (1 - near) + widest * near + way * (fullness * below)[:, None]
        rest[:, k, 1] = y
    return rest


def sleeve(
    body: Body,
    side: str,
    colour: ArrayLike,
    drop: float = 0.34,
    start: float = 0.12,
    end: float = 1.93,
    air: float = 0.9,
    fade: ArrayLike | None = None,
) -> Drapery:
    """A wide sleeve from `start` to `end` on the arm (1 elbow, 2 wrist) that drops `drop` metres."""
    s, rings = body.scale, 8
    rest, wide, weights = _hung_rings(body, side, np.linspace(start, end, rings), drop)
    hold = np.tile(np.array([1.0, 0.0, 0, 0, 0, 0, 0, 0]), (rings, 1))
    hold[:, 1:3] = 0.04
    rest[:, :, 2] += SIGN[side] * 0.004 * s
    return Drapery(
        hanging=Hanging(
            rest=rest,
            weights=weights.reshape(rings * NODES, -1),
            hold=hold,
            links=0.5,
            air=air,
            thick=0.02 * s,
            apart=_SLEEVE_APART * s,
        ),
        colour=colour,
        kind="sleeve",
        pattern=(0.5, 1.0),
        wide=wide,
        fade=fade,
    )


def _hung_rings(
    body: Body, side: str, down: Numbers, drop: float
) -> tuple[Numbers, NDArray[np.float32], NDArray[np.float32]]:
    """Chains that hang from places along an arm, how wide the sleeve is there, and their weights."""
    s = body.scale
    shoulder, elbow, wrist = (body.head(f"{name}.{side}") for name in ("upperarm01", "lowerarm01", "wrist"))
    rest = np.empty((len(down), NODES, 3))
    wide = np.empty((len(down), NODES), np.float32)
    weights = np.zeros((len(down), NODES, len(body.bones)), np.float32)
    upper, lower = body.index[f"upperarm01.{side}"], body.index[f"lowerarm01.{side}"]
    for k, place in enumerate(down):
        axis = shoulder + (elbow - shoulder) * min(place, 1.0) + (wrist - elbow) * max(place - 1.0, 0.0)
        share = (place - down[0]) / (down[-1] - down[0])
        hanging = (0.075 + drop * share**1.4) * s
        rest[k] = axis - np.array([0.0, 1.0, 0.0]) * np.linspace(0, hanging, NODES)[:, None]
        # Sewn in: the first rings lie within the cloth of the shoulder.
        sewn = (0.70, 1.0, 1.06)[k] if k < 3 else 1.0
        wide[k] = sewn * (0.074 - 0.014 * share) * s * np.linspace(1.0, 0.25 + 0.35 * (1 - share), NODES)
        bent = np.clip((place - 0.85) / 0.3, 0, 1)
        weights[k, :, upper], weights[k, :, lower] = 1 - bent, bent
    return rest, wide, weights


def sash_ends(
    body: Body, colour: ArrayLike, long: float = 0.62, angle: float = 0.35, wide: float = 0.06
) -> list[Drapery]:
    """The two ends of a knotted sash, hanging in front; `wide` radians of the waist to each side."""
    s = body.scale
    ends = []
    for turn in (angle - 0.13, angle + 0.13):
        base = ring_at(body, waist(body) - 0.01 * s, np.array([turn - wide, turn + wide]), 0.044 * s)
        ends.append(_strip(body, base, (0.0, -1.0, 0.0), long * s, colour, 1.3))
    return ends


def ribbon(
    body: Body, bone: str, at: ArrayLike, colour: ArrayLike, long: float = 1.6, air: float = 3.2
) -> Drapery:
    """A silk ribbon tied to a bone at a rest point; the wind carries it."""
    start = np.asarray(at, float)
    base = start + np.array([[0.0, 0.03, 0.0], [0.0, -0.03, 0.0]])
    ribbon_ = _strip(body, base, (-0.8, -0.6, 0.0), long * body.scale, colour, air)
    weights = np.zeros_like(ribbon_.hanging.weights)
    weights[:, body.index[bone]] = 1.0
    rest = ribbon_.hanging
    loose = Hanging(
        rest=rest.rest, weights=weights, hold=rest.hold, links=1.0, air=air, thick=0.02 * body.scale
    )
    return Drapery(hanging=loose, colour=colour, pattern=(0.1, 1.0), fine=3)


def _strip(
    body: Body, base: ArrayLike, way: ArrayLike, long: float, colour: ArrayLike, air: float
) -> Drapery:
    """A band between two chains that starts at `base` (2, 3)."""
    first = np.asarray(base, float)
    rest = first[:, None] + np.asarray(way) * np.linspace(0, long, NODES)[:, None]
    weights = np.repeat(near_weights(body, first, regions(body, ("trunk",)))[:, None], NODES, 1)
    hold = np.tile(np.array([1.0, 0.04, 0, 0, 0, 0, 0, 0]), (2, 1))
    return Drapery(
        hanging=Hanging(
            rest=rest,
            weights=weights.reshape(2 * NODES, -1),
            hold=hold,
            links=1.0,
            air=air,
            thick=0.035 * body.scale,
            apart=_BAND_APART * body.scale,
        ),
        colour=colour,
        pattern=(0.1, 1.0),
        fine=3,
    )
