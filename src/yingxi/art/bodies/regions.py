"""Parts of a body by name, and forms that lie on it: copies of its skin, bands and rings round it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.bodies.body import SIDES, Body, load_body, normals
from yingxi.art.bodies.pieces import Flags, Piece, near_weights, part_of, piece, sheet_piece, smoothed
from yingxi.art.bodies.rotations import Numbers

_REGIONS: dict[str, tuple[str, ...]] = {
    "trunk": ("root", "spine", "clavicle"),
    "neck": ("neck",),
    "head": ("head", "eye", "lid", "under", "jaw"),
    "upper_arm": ("upperarm",),
    "forearm": ("lowerarm",),
    "hand": ("wrist", "finger"),
    "thigh": ("upperleg",),
    "calf": ("lowerleg",),
    "foot": ("foot", "toe"),
}


@lru_cache(maxsize=64)
def region(build: str, name: str) -> Flags:
    """Vertices (n,) of a region: trunk, neck, head, upper_arm, forearm, hand, thigh, calf, foot."""
    owner = load_body(build).owner
    return np.asarray(np.any([np.char.startswith(owner, start) for start in _REGIONS[name]], axis=0))


def regions(body: Body, names: Iterable[str]) -> Flags:
    """All of several regions."""
    return np.asarray(np.any([region(body.name, name) for name in names], axis=0))


def waist(body: Body) -> float:
    """Height of the waist in metres."""
    return float(body.head("spine04")[1]) + 0.05 * body.scale


def eye_level(body: Body) -> Numbers:
    """The point between the eyes."""
    return np.asarray(body.position[body.eyes].mean(0))


def along_limb(body: Body, limb: str) -> Numbers:
    """0 at the upper joint of an arm or leg to 1 at its lower, 2 at its end, by vertex (n,) of that side."""
    names = ("upperarm01", "lowerarm01", "wrist") if limb == "arm" else ("upperleg01", "lowerleg01", "foot")
    share = np.zeros(len(body.position))
    for side in SIDES:
        a, b, c = (body.head(f"{name}.{side}") for name in names)
        first = np.clip((body.position - a) @ (b - a) / float((b - a) @ (b - a)), -0.5, 1.0)
        second = np.clip((body.position - b) @ (c - b) / float((c - b) @ (c - b)), 0.0, 1.5)
        here = np.sign(body.position[:, 2]) == np.sign(a[2])
        share = np.where(here, np.where(second > 0, 1.0 + second, first), share)
    return share


def covering(
    body: Body,
    keep: Flags,
    offset: ArrayLike,
    rounds: int,
    colour: ArrayLike,
    material: str = "garment",
    semantic: str = "cloth",
) -> Piece:
    """A copy of the kept skin, `offset` metres out and smoothed, that never cuts into the body."""
    used, triangles = part_of(body.triangles, keep)
    form, facing = _under_cloth(body.name)
    skin, normal = form[used], facing[used]
    away = np.broadcast_to(np.asarray(offset, float), (len(body.position),))[used][:, None]
    places = smoothed(skin + normal * away, triangles, rounds)
    out = ((places - skin) * normal).sum(1, keepdims=True)
    places = smoothed(places + normal * np.maximum(0.5 * away - out, 0.0), triangles, 2, 0.4)
    return piece(places, triangles, body.weights[used], colour, material, semantic, pattern_coords(places))


_TIPS = ((1762, 1778), (8418, 8434))
"""Vertices of every body round the tips of its breasts."""


def away_from_tips(body: Body) -> Numbers:
    """Metres (n,) to the nearer tip of a breast."""
    tips = [body.position[first:last].mean(0) for first, last in _TIPS]
    return np.asarray(np.min([np.linalg.norm(body.position - tip, axis=1) for tip in tips], axis=0))


@lru_cache(maxsize=4)
def _under_cloth(build: str) -> tuple[Numbers, Numbers]:
    """Skin (n, 3) and normals as cloth feels them: breasts without their tips."""
    body = load_body(build)
    share = np.clip(1.6 - 1.6 * away_from_tips(body) / (0.060 * body.scale), 0, 1)[:, None]
    even = smoothed(body.position, body.triangles, 160)
    places = body.position + share * (even - body.position)
    return places, normals(places, body.triangles)


def draped(body: Body, worn: Piece) -> Piece:
    """A garment that falls from the chest in front instead of following every hollow below it."""
    s, chest, belt = body.scale, body.head("spine02")[1], waist(body)
    middle = float(body.heads[0, 0])
    x, y, z = worn.position.T
    fall = np.clip((chest + 0.13 * s - y) / (0.05 * s), 0, 1) * np.clip((y - belt) / (0.10 * s), 0, 1)
    fall *= np.clip((x - middle) / (0.04 * s), 0, 1)
    angle, reach = np.arctan2(z, x - middle), np.hypot(z, x - middle)
    here = np.abs(z) < 0.17 * s
    wanted = reach.copy()
    for at in np.nonzero(here & (fall > 0))[0]:
        over = here & (y >= y[at]) & (y < chest + 0.16 * s) & (np.abs(angle - angle[at]) < 0.30)
        wanted[at] = max(float((reach[over] - 0.10 * (y[over] - y[at])).max(initial=0.0)), reach[at])
    grown = 1.0 + 0.85 * fall * (wanted / np.maximum(reach, 1e-6) - 1.0)
    places = worn.position.copy()
    places[:, 0] = middle + (x - middle) * grown
    places[:, 2] = z * grown
    moved = np.where((fall > 0)[:, None], smoothed(places, worn.triangles, 8), worn.position)
    return replace(worn, position=np.asarray(moved), normal=normals(moved, worn.triangles))


def pattern_coords(places: Numbers) -> Numbers:
    """Places in the pattern of a garment: round the body and up it, both 0-1 over two metres."""
    around = 0.5 + 0.35 * (places[:, 2] + 0.4 * places[:, 0])
    return np.stack([around, np.clip(places[:, 1] / 2.0, 0, 1)], 1)


def ring_at(body: Body, y: float, angles: Numbers, offset: ArrayLike, among: Flags | None = None) -> Numbers:
    """Points (k, 3) round the trunk at height y, `offset` metres out; angle 0 is ahead, pi/2 to the right."""
    flags = regions(body, ("trunk", "thigh")) if among is None else among
    near = body.position[flags & (np.abs(body.position[:, 1] - y) < 0.022 * body.scale)]
    centre = 0.5 * (near[:, 0].max() + near[:, 0].min())
    radius = hull_reach(np.stack([near[:, 0] - centre, near[:, 2]], 1), angles) + np.asarray(offset)
    return np.stack([centre + radius * np.cos(angles), np.full(len(angles), y), radius * np.sin(angles)], 1)


def hull_reach(flat: Numbers, angles: Numbers) -> Numbers:
    """How far the convex hull of points (n, 2) reaches from the origin, which it holds, at each angle."""
    from scipy.spatial import ConvexHull

    hull = flat[ConvexHull(flat).vertices]
    ways = np.stack([np.cos(angles), np.sin(angles)], 1)
    ahead = np.roll(hull, -1, 0) - hull
    cross = ways[:, None, 0] * ahead[None, :, 1] - ways[:, None, 1] * ahead[None, :, 0]
    cross = np.where(np.abs(cross) < 1e-9, 1e-9, cross)
    reach = (hull[None, :, 0] * ahead[None, :, 1] - hull[None, :, 1] * ahead[None, :, 0]) / cross
    share = (hull[None, :, 0] * ways[:, None, 1] - hull[None, :, 1] * ways[:, None, 0]) / cross
    hit = np.where((share >= -1e-3) & (share <= 1.001) & (reach > 0), reach, 0.0)
    return np.asarray(np.maximum(hit.max(1), 0.004))


def band(body: Body, low: float, high: float, offset: float, colour: ArrayLike, rows: int = 6) -> Piece:
    """A sash or belt round the trunk between two heights, a little fuller in its middle."""
    angles = np.linspace(0, 2 * np.pi, 41)
    heights = np.linspace(high, low, rows)
    full = offset + 0.006 * np.sin(np.linspace(0, np.pi, rows))
    grid = np.stack([ring_at(body, y, angles, out) for y, out in zip(heights, full, strict=True)])
    weights = near_weights(body, grid, regions(body, ("trunk",)))
    return sheet_piece(grid, weights, colour, "garment", "cloth", pattern_coords(grid.reshape(-1, 3)))
