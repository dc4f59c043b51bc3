"""Old buildings of the river city: pagodas, pavilions, tea houses and a gate, their eaves drawn in light.

All stand on y = 0 with the front toward +z, metres. The instance's tint is the colour of the light lines;
its parameter how bright windows and lines are.
"""

from dataclasses import replace

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.shapes import (
    Finish,
    Mesh,
    Numbers,
    ball,
    box,
    cylinder,
    grid,
    lathe,
    merge,
    transform,
    tube,
    versions,
)
from yingxi.world.scene import Model

Parts = list[tuple[Mesh, str, str]]

RAIL_LIGHT = Finish(colour=(1, 0.55, 0.15), emission=6)
ARCH_LIGHT = Finish(colour=(0.08, 0.72, 1.0), emission=4.5)
LINE = Finish(colour=(1.0, 1.0, 1.0), emission=5.5)
LINE_SOFT = Finish(colour=(1.0, 1.0, 1.0), emission=3.0)
TILE = Finish(colour=(0.045, 0.075, 0.095), roughness=0.4)
UNDER = Finish(colour=(0.32, 0.085, 0.030), roughness=0.8, emission=0.16, open=0.55)
WALL = Finish(colour=(0.21, 0.045, 0.026), roughness=0.8)
POST = Finish(colour=(0.36, 0.028, 0.018), roughness=0.5, emission=0.05)
STONE = Finish(colour=(0.24, 0.215, 0.195), roughness=0.85)
PAPER_LAMP = Finish(colour=(1.0, 0.17, 0.05), emission=6.0)
GOLD_LAMP = Finish(colour=(1.0, 0.58, 0.15), emission=3.2)


@kept
def pagoda(tiers: int, radius: float, storey: float, sides: int = 8) -> Model:
    """A tower of `tiers` storeys that narrow upwards, with a gilded finial."""
    forms = [_pagoda(tiers, radius, storey, sides, detail) for detail in (4, 3, 2, 1, 0)]
    return versions(forms, (75.0, 140.0, 260.0, 520.0))


def _pagoda(tiers: int, radius: float, storey: float, sides: int, detail: int) -> Parts:
    parts: Parts = [_terrace(radius * 1.5, 2.2, sides)]
    y = 2.2
    for tier in range(tiers):
        shrink = 1 - tier / tiers * 0.62
        r, h = radius * shrink, storey * (0.62 + 0.38 * shrink)
        wall = _drum_wall(r * 0.86, y, h * 0.72, sides, 2 if detail > 1 else 1)
        parts.append((wall, "old_wall", "building"))
        parts += ring_roof(r * 0.70, r * 1.38, y + h * 0.66, h * 0.44, sides, h * 0.24, detail)
        if detail > 1:
            parts.append((_corner_lamps(r * 1.38, y + h * 0.90, sides, detail), "neon", "light"))
        if detail > 3:
            parts += _gallery(r * 0.98, y, h * 0.66, sides)
        y += h
    profile = [
        (0.9, y - 1),
        (0.55, y),
        (1.0, y + 0.8),
        (0.4, y + 1.5),
        (0.75, y + 2.3),
        (0.3, y + 3.0),
        (0.5, y + 3.8),
        (0.18, y + 4.6),
        (0.05, y + 8.0),
    ]
    parts.append((lathe(profile, GOLD_LAMP, 4 + detail), "neon", "light"))
    return parts


def _terrace(radius: float, height: float, sides: int) -> tuple[Mesh, str, str]:
    rim = ring(radius, height, sides, 0, 0, 1)
    base = ring(radius * 1.03, 0, sides, 0, 0, 1)
    lid = np.stack([rim, rim * [0.01, 1, 0.01]])
    return merge([grid(np.stack([base, rim]), STONE), grid(lid, STONE)]), "stone", "stone"


def _drum_wall(radius: float, y: float, height: float, sides: int, steps: int) -> Mesh:
    opened = np.array([[0.4], [1.0]]) * np.ones((2, sides * steps + 1))
    shade = Finish(colour=WALL.colour, roughness=0.8, open=opened)
    foot, top = ring(radius, y, sides, 0, 0, steps), ring(radius * 0.98, y + height, sides, 0, 0, steps)
    return grid(np.stack([foot, top]), shade)


def _gallery(radius: float, y: float, height: float, sides: int) -> Parts:
    """Posts at the corners, a rail and a band of brackets under the eaves."""
    corners = ring(radius, y, sides, 0, 0, 1)[:-1]
    posts = [tube([c, c + np.array([0, height, 0])], 0.13 + radius * 0.006, POST, 5) for c in corners]
    rail = [tube(ring(radius, y + h, sides, 0, 0, 1), 0.055, POST, 3) for h in (0.45, 0.95)]
    bracket = grid(
        np.stack(
            [
                ring(radius * 0.90, y + height * 0.93, sides, 0, 0, 1),
                ring(radius * 1.16, y + height * 1.08, sides, 0, 0, 1),
            ]
        ),
        UNDER,
        flipped=True,
    )
    return [(merge([*posts, *rail]), "hero", "wood"), (bracket, "hero", "wood")]


def _corner_lamps(radius: float, y: float, sides: int, detail: int) -> Mesh:
    corners = ring(radius, y, sides, 0, 0.10, 3)[:-1:3]
    return merge(
        ball(corner - [0, 0.85, 0], (0.36, 0.46, 0.36), PAPER_LAMP, *((4, 2), (5, 4), (7, 4))[detail - 2])
        for corner in corners
    )


def ring(radius: float, y: float, sides: int, lift: float, flare: float, steps: int) -> Numbers:
    """A closed many-sided ring (n, 3); its corners rise by `lift` and reach out by the share `flare`."""
    u = np.arange(steps) / steps
    corner = np.abs(u - 0.5) * 2
    reach = np.cos(np.pi / sides) / np.cos(2 * np.pi / sides * (u - 0.5))
    reach = radius * reach * (1 + flare * np.maximum(corner - 0.3, 0) ** 2)
    rise = y + lift * np.maximum(corner - 0.15, 0) ** 2.4
    angle = 2 * np.pi * (np.arange(sides)[:, None] + u) / sides
    points = np.stack([reach * np.sin(angle), rise + 0 * angle, reach * np.cos(angle)], -1).reshape(-1, 3)
    return np.asarray(np.concatenate([points, points[:1]]))


def ring_roof(
    inner: float, outer: float, y: float, rise: float, sides: int, lift: float, detail: int
) -> Parts:
    """A roof with lifted corners round a many-sided building; light lines along eaves and hips.

    Three steps a side already lie flat in the middle and sweep up at the corners.
    """
    steps = (1, 3, 3, 5, 8)[detail]
    u = np.linspace(0, 1, (2, 2, 3, 4, 5)[detail])
    rings = [
        ring(
            outer + (inner - outer) * k, y + rise * k**1.75, sides, lift * (1 - k) ** 2, 0.10 * (1 - k), steps
        )
        for k in u
    ]
    sheet = grid(np.stack(rings), TILE)
    under = grid(np.stack([ring(inner, y - 0.25, sides, 0, 0, steps), rings[0]]), UNDER)
    eave = rings[0] + np.array([0, 0.08, 0])
    lines = [tube(eave, 0.07 + 0.006 * outer, LINE, 3)]
    for corner in range(sides if detail else 0):
        hip = np.array([r[corner * steps] for r in rings]) + np.array([0, 0.1, 0])
        lines.append(tube(hip, 0.06 + 0.004 * outer, LINE_SOFT, 3))
    shell: Parts = [(sheet, "tiles", "roof"), (merge(lines), "neon", "light")]
    return [*shell, (under, "hero", "wood")] if detail else shell


@kept
def tea_house(storeys: int, width: float, depth: float) -> Model:
    """A riverside house of one to three storeys with galleries, lanterns and stacked hip roofs."""
    return versions([_house(storeys, width, depth, detail) for detail in (3, 2, 1, 0)], (110.0, 210.0, 400.0))


def _house(storeys: int, width: float, depth: float, detail: int) -> Parts:
    parts: Parts = [
        (box((0, 0.3, 0), (width / 2 + 1.2, 0.3, depth / 2 + 1.2), STONE, "xXYzZ"), "stone", "stone")
    ]
    y, w, d = 0.6, width, depth
    for storey in range(storeys):
        high = 3.9 if storey == 0 else 3.3
        parts.append(
            (box((0, y + high / 2, 0), (w / 2, high / 2, d / 2), WALL, "xXzZ"), "old_wall", "building")
        )
        if detail > 2:
            parts += _front(w, d, y, high)
        last = storey == storeys - 1
        parts += box_roof(w, d, y + high, 2.7 if last else 1.2, 1.6, 0.0 if last else 0.62, detail)
        y, w, d = y + high + (0 if last else 0.75), w * 0.80, d * 0.80
    return parts


def _front(width: float, depth: float, y: float, high: float) -> Parts:
    """Posts before the front and back, a rail, and paper lanterns under the eaves."""
    posts, lamps = [], []
    for side in (1, -1):
        z = side * (depth / 2 + 0.75)
        for x in np.linspace(-width / 2, width / 2, max(int(width / 2.6), 3)):
            posts.append(tube([(x, y, z), (x, y + high, z)], 0.12, POST, 5))
        posts.append(tube([(-width / 2, y + 0.85, z), (width / 2, y + 0.85, z)], 0.05, POST, 3))
        posts.append(
            tube([(-width / 2, y + high - 0.35, z), (width / 2, y + high - 0.35, z)], 0.10, UNDER, 4)
        )
        for x in np.linspace(-width / 2 + 0.8, width / 2 - 0.8, max(int(width / 3.2), 2)):
            lamps.append(ball((x, y + high - 0.95, z + 0.35 * side), (0.30, 0.38, 0.30), PAPER_LAMP, 7, 5))
    return [(merge(posts), "hero", "wood"), (merge(lamps), "neon", "light")]


def box_roof(
    width: float, depth: float, y: float, rise: float, over: float, open_to: float, detail: int
) -> Parts:
    """A hip roof over a rectangle with lifted corners; `open_to` leaves room for a storey above."""
    half_w, half_d = width / 2, depth / 2
    steps = 2 + detail + (detail > 1) * (detail - 1)
    rows = np.linspace(0, 1, (2, 2, 3, 5)[detail])
    top_w, top_d = (half_w * 0.62, 0.06) if open_to == 0 else (half_w * 0.80, half_d * 0.80)
    rings = []
    for k in rows:
        a, b = (half_w + over) * (1 - k) + top_w * k, (half_d + over) * (1 - k) + top_d * k
        rings.append(_rectangle(a, b, y + rise * k**1.6, 0.85 * (1 - k) ** 2, steps))
    sheet = grid(np.stack(rings), TILE)
    under = grid(np.stack([_rectangle(half_w, half_d, y - 0.15, 0, steps), rings[0]]), UNDER)
    lines = [tube(rings[0] + np.array([0, 0.06, 0]), 0.095, LINE, 3)]
    if open_to == 0:
        lines.append(tube([(-top_w, y + rise + 0.12, 0), (top_w, y + rise + 0.12, 0)], 0.13, LINE_SOFT, 3))
    shell: Parts = [(sheet, "tiles", "roof"), (merge(lines), "neon", "light")]
    return [*shell, (under, "hero", "wood")] if detail else shell


def _rectangle(a: float, b: float, y: float, lift: float, steps: int) -> Numbers:
    """A closed rectangle of points, anticlockwise from above, whose corners rise and reach out."""
    u = np.linspace(-1, 1, steps)[:-1]
    sides = [
        np.stack([u * a, np.full(len(u), b)], -1),
        np.stack([np.full(len(u), a), -u * b], -1),
        np.stack([-u * a, np.full(len(u), -b)], -1),
        np.stack([np.full(len(u), -a), u * b], -1),
    ]
    flat = np.concatenate(sides)
    corner = np.tile(np.abs(u) ** 3, 4)
    flat = flat * (1 + 0.045 * corner[:, None])
    points = np.stack([flat[:, 0], y + lift * corner**1.4, flat[:, 1]], -1)
    return np.asarray(np.concatenate([points, points[:1]]))


@kept
def gate() -> Model:
    """A memorial archway of three bays."""
    return versions([_gate(detail) for detail in (3, 2, 1, 0)], (70.0, 140.0, 300.0))


def _gate(detail: int) -> Parts:
    parts: Parts = []
    posts = [box((x, 4.2, 0), (0.42, 4.2, 0.42), POST, "xXzZ") for x in (-7.5, -3.2, 3.2, 7.5)]
    beams = [
        box((0, 7.6, 0), (3.4, 0.45, 0.35), UNDER),
        box((-5.35, 6.0, 0), (2.2, 0.4, 0.33), UNDER),
        box((5.35, 6.0, 0), (2.2, 0.4, 0.33), UNDER),
        box((0, 8.9, 0), (3.2, 0.8, 0.28), POST),
    ]
    parts.append((merge([*posts, *beams]), "hero", "wood"))
    for x, y, width in ((0, 9.7, 7.2), (-5.4, 7.4, 4.6), (5.4, 7.4, 4.6)):
        parts += [
            (_moved(mesh, x), material, semantic)
            for mesh, material, semantic in box_roof(width, 1.0, y, 1.5, 0.9, 0.0, detail)
        ]
    sides, rings = ((4, 2), (4, 3), (6, 4), (8, 6))[detail]
    spots = [(x, 5.4, 0.6) for x in (-2.2, 0, 2.2, -5.3, 5.3)]
    lamps = [ball(spot, (0.34, 0.42, 0.34), PAPER_LAMP, sides, rings) for spot in spots]
    return [*parts, (merge(lamps), "neon", "light")]


def _moved(mesh: Mesh, x: float) -> Mesh:
    return transform(mesh, (x, 0, 0))


@kept
def bridge(span: float = 190.0, arches: int = 7) -> Model:
    """A stone bridge across the river (along z) with lit arches, lamps and a pavilion on its crown."""
    forms = [_bridge(span, arches, count, 4 - k) for k, count in enumerate((26, 14, 10, 6))]
    return versions(forms, (85.0, 160.0, 300.0))


def _stations(span: float, arches: int, steps: int) -> Numbers:
    """Where a bridge is cut across: each arch in `steps` even turns, as round at its foot as at its crown."""
    middles = (np.arange(-arches, arches) + 0.5 * (arches % 2)) * span / arches
    turns = -np.cos(np.linspace(0, np.pi, steps + 1)) * 0.44 * span / arches
    cuts = np.concatenate([(middles[:, None] + turns).ravel(), [-span / 2, span / 2]])
    return np.unique(cuts[np.abs(cuts) <= span / 2].round(4))


def _bridge(span: float, arches: int, steps: int, detail: int) -> Parts:
    z = _stations(span, arches, steps)
    deck = bridge_deck(z, span)
    pier = np.abs((z / span * arches + 0.5 * (arches % 2 == 0)) % 1 - 0.5) * 2
    low = np.where(pier < 0.86, (deck - 2.2) * np.sqrt(np.maximum(1 - (pier / 0.88) ** 2, 0)), 0) - 0.2
    half = 5.0
    smooth = np.linspace(-span / 2, span / 2, 7 + 6 * detail)
    smooth_deck = bridge_deck(smooth, span)
    masonry, lines = [], []
    for side in (1, -1):
        high, foot = _along(side * half, deck + 0.9, z), _along(side * half, np.maximum(low, -0.4), z)
        masonry.append(grid(np.stack([high, foot]), STONE, flipped=side < 0))
        lines.append(tube(_along(side * half * 1.01, smooth_deck + 1.0, smooth), 0.11, RAIL_LIGHT, 3))
        lines.append(tube(_along(side * half * 1.02, np.maximum(low, 0.05), z), 0.13, ARCH_LIGHT, 3))
    under = np.stack([_along(-half, low, z), _along(half, low, z)])
    road = np.stack([_along(-half, smooth_deck, smooth), _along(half, smooth_deck, smooth)])
    masonry += [
        grid(under, Finish(colour=(0.30, 0.26, 0.24), roughness=0.9, open=0.6)),
        grid(road, STONE, flipped=True),
    ]
    parts: Parts = [
        (merge(masonry), "stone", "stone"),
        (merge(lines), "neon", "light"),
        *_bridge_lamps(span, half, detail),
    ]
    crown = float(bridge_deck(np.zeros(1), span)[0])
    return parts + _bridge_pavilion(crown, detail)


def _along(x: float, y: Numbers, z: Numbers) -> Numbers:
    """(n, 3) points of a line that runs along the bridge."""
    return np.stack([0 * z + x, y, z], -1)


def bridge_deck(z: Numbers, span: float = 190.0) -> Numbers:
    """Height of the roadway at z metres from the middle of the river."""
    return np.asarray(8.5 + 5.0 * np.cos(np.clip(z / span, -0.5, 0.5) * np.pi) ** 2)


def _bridge_lamps(span: float, half: float, detail: int) -> Parts:
    posts, lamps, rail = [], [], []
    for z in np.linspace(-span / 2 + 6, span / 2 - 6, 22):
        y = float(bridge_deck(np.array([z]), span)[0])
        for side in (1, -1):
            if detail > 1:
                posts.append(tube([(side * half, y, z), (side * half, y + 3.4, z)], 0.09, UNDER, 3))
            sides, rings = ((4, 2), (4, 2), (5, 3), (7, 5))[detail - 1]
            lamps.append(ball((side * half, y + 3.6, z), (0.40, 0.5, 0.40), PAPER_LAMP, sides, rings))
    for z in np.linspace(-span / 2, span / 2, 96) if detail > 3 else ():
        y = float(bridge_deck(np.array([z]), span)[0])
        rail += [box((side * half, y + 0.75, z), (0.12, 0.55, 0.12), STONE, "xXYzZ") for side in (1, -1)]
    return [(merge([*posts, *rail]), "hero", "stone"), (merge(lamps), "neon", "light")]


def _bridge_pavilion(y: float, detail: int) -> Parts:
    parts = [
        *ring_roof(4.2, 9.0, y + 4.2, 2.2, 8, 1.5, detail),
        *ring_roof(0.2, 6.8, y + 7.2, 4.2, 8, 1.5, detail),
    ]
    posts = [
        cylinder(
            (6 * np.sin(a), y - 0.3, 6 * np.cos(a)),
            (6 * np.sin(a), y + 4.4, 6 * np.cos(a)),
            0.28,
            POST,
            3 + detail,
        )
        for a in 2 * np.pi * (np.arange(8) + 0.5) / 8
    ]
    gilt = lathe([(0.5, y + 11.2), (0.25, y + 12), (0.5, y + 12.6), (0.05, y + 14.5)], GOLD_LAMP, 7)
    return [
        *(
            (_warm(mesh) if material == "neon" else mesh, material, semantic)
            for mesh, material, semantic in parts
        ),
        (merge(posts), "hero", "wood"),
        (gilt, "neon", "light"),
    ]


def _warm(mesh: Mesh) -> Mesh:
    """White light lines made golden: the bridge's instance has no tint of its own."""
    return replace(mesh, colour=mesh.colour * np.array([1.0, 0.52, 0.14], np.float32))
