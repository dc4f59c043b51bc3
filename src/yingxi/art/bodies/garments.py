"""What is worn on the body itself: bare skin, trousers, jackets, bodices, collars, shoes, belts."""

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.bodies.body import SIDES, SIGN, Body
from yingxi.art.bodies.pieces import (
    Flags,
    Piece,
    hemmed,
    lighter,
    near_weights,
    sheet_piece,
    take,
)
from yingxi.art.bodies.regions import (
    along_limb,
    band,
    covering,
    draped,
    hull_reach,
    pattern_coords,
    region,
    regions,
    ring_at,
    waist,
)
from yingxi.art.bodies.rotations import Numbers, unit


def trousers(body: Body, colour: ArrayLike, long: float = 2.04, loose: float = 0.016) -> Piece:
    """Trousers down to `long` (0 hip, 1 knee, 2 ankle) on the leg, wider toward their hems."""
    down = along_limb(body, "leg")
    keep = region(body.name, "thigh") | (region(body.name, "calf") & (down < long))
    keep |= region(body.name, "foot") & (down < long)
    keep |= region(body.name, "trunk") & (body.position[:, 1] < waist(body) + 0.02 * body.scale)
    offset = (loose + 0.012 * np.clip(down - 0.3, 0, 1.4)) * body.scale
    return hemmed(lighter(covering(body, keep, offset, 10, colour), 0.020 * body.scale))


def shoes(body: Body, colour: ArrayLike, boots: bool = False) -> list[Piece]:
    """A pair of shoes, lofted round the hulls of the feet; boots go on up the calf."""
    pair = [_shoe(body, side, colour) for side in SIDES]
    if boots:
        down = along_limb(body, "leg")
        legs = (region(body.name, "foot") | region(body.name, "calf")) & (down > 1.40)
        legs &= body.position[:, 1] > 0.05 * body.scale
        pair.append(
            lighter(covering(body, legs, 0.015 * body.scale, 8, colour, "leather"), 0.02 * body.scale)
        )
    return pair


def _shoe(body: Body, side: str, colour: ArrayLike) -> Piece:
    s, sign = body.scale, SIGN[side]
    foot = body.position[region(body.name, "foot") & (body.position[:, 2] * sign > 0)]
    foot = foot[foot[:, 1] < 0.115 * s]
    heel, toe = foot[:, 0].min(), foot[:, 0].max()
    # Closer together at both ends, where a shoe is round.
    stations = heel + (toe - heel) * (0.5 - 0.5 * np.cos(np.linspace(0.08, 0.97, 15) * np.pi))
    angles = np.linspace(0, 2 * np.pi, 21)
    rows = []
    for x in stations:
        near = foot[np.abs(foot[:, 0] - x) < 0.016 * s]
        middle = 0.5 * (near.max(0) + near.min(0))
        reach = hull_reach(near[:, 1:] - middle[1:], angles) + 0.009 * s
        rows.append(
            np.stack(
                [np.full(21, x), middle[1] + reach * np.cos(angles), middle[2] + reach * np.sin(angles)], 1
            )
        )
    grid = np.stack([_pinched(rows[0], -0.010 * s), *rows, _pinched(rows[-1], 0.012 * s)])
    grid[1:-1] = (grid[:-2] + 2 * grid[1:-1] + grid[2:]) / 4
    grid[..., 1] = np.maximum(grid[..., 1], 0.001)
    weights = near_weights(body, grid, region(body.name, "foot"))
    return sheet_piece(grid, weights, colour, "leather", "cloth", pattern_coords(grid.reshape(-1, 3)))


def _pinched(ring: Numbers, ahead: float) -> Numbers:
    """A ring closed to a point a little further on."""
    middle = ring.mean(0)
    return np.asarray(middle + 0.02 * (ring - middle) + (ahead, 0.0, 0.0))


def jacket(
    body: Body, colour: ArrayLike, sleeve: float = 2.03, hem: float = 0.0, loose: float = 0.02
) -> Piece:
    """A jacket or shirt; `sleeve` 0 shoulder, 1 elbow, 2 wrist; `hem` metres below the hip joint."""
    down = along_limb(body, "arm")
    low = body.heads[0, 1] - (0.02 + hem) * body.scale
    arms = regions(body, ("upper_arm", "forearm", "hand")) & (down < sleeve)
    trunk = regions(body, ("trunk", "thigh")) & (body.position[:, 1] > low)
    neck = region(body.name, "neck") & (body.position[:, 1] < body.head("neck01")[1] + 0.015 * body.scale)
    offset = (loose + 0.004 * np.clip(down - 0.8, 0, 1) * arms) * body.scale
    return hemmed(lighter(covering(body, arms | trunk | neck, offset, 18, colour), 0.018 * body.scale))


def open_jacket(body: Body, colour: ArrayLike, shirt: ArrayLike, hem: float = 0.06) -> list[Piece]:
    """A jacket with lapels, one over the other, over a shirt with a collar."""
    s, neck, chest = body.scale, body.head("neck01"), body.head("spine02")
    under = jacket(body, shirt, sleeve=0.5, hem=-0.02, loose=0.010)
    over = jacket(body, colour, hem=hem, loose=0.024)
    x, y, z = over.position.T
    # A V as the lapels leave it.
    gap = np.clip((y - chest[1] - 0.09 * s) / 2.2, 0, 0.06 * s)
    away = np.maximum(np.abs(z) - gap, neck[0] + 0.01 * s - x)
    lapels = crossed_collar(body, 0.72 * np.asarray(colour), 0.022)
    return [under, hemmed(_kept(over, away > 0.0), 6), *lapels, collar(body, shirt, 0.026)]


def collar(body: Body, colour: ArrayLike, high: float = 0.03) -> Piece:
    """A collar that stands round the neck."""
    s, neck = body.scale, body.head("neck01")
    angles = np.linspace(0, 2 * np.pi, 33)
    around = region(body.name, "neck") | region(body.name, "trunk")
    rows = []
    for rise, out in (
        (-0.012, 0.022),
        (0.006, 0.015),
        (0.006 + high, 0.013),
        (0.002 + high, 0.019),
        (0.0, 0.026),
    ):
        near = around & (np.abs(body.position[:, 2]) < 0.075 * s)
        ring = ring_at(body, neck[1] + 0.030 * s, angles, (out - 0.004) * s, near)
        ring[:, 1] += (rise - 0.018) * s + 0.030 * s * (0.5 - 0.5 * np.cos(angles)) - 0.030 * s
        rows.append(ring)
    grid = np.stack(rows)
    weights = near_weights(body, grid, around)
    return sheet_piece(grid, weights, colour, "garment", "cloth", pattern_coords(grid.reshape(-1, 3)))


def _kept(worn: Piece, keep: Flags) -> Piece:
    """Only the triangles with a vertex that is kept."""
    inside = keep[worn.triangles].all(1)
    used, triangles = np.unique(worn.triangles[inside], return_inverse=True)
    return take(worn, used, triangles.reshape(-1, 3))


def bodice(body: Body, colour: ArrayLike, sleeve: float = 1.02, low: float | None = None) -> Piece:
    """The upper part of a robe, open in a V at the throat, down to the waist."""
    down = along_limb(body, "arm")
    bottom = (waist(body) if low is None else low) - 0.06 * body.scale
    keep = region(body.name, "trunk") & (body.position[:, 1] > bottom)
    keep |= regions(body, ("upper_arm", "forearm")) & (down < sleeve)
    keep |= region(body.name, "neck") & (body.position[:, 1] < body.head("neck01")[1] + 0.02 * body.scale)
    worn = draped(body, covering(body, keep, 0.020 * body.scale, 10, colour))
    return lighter(_opened(body, worn), 0.018 * body.scale)


def _opened(body: Body, worn: Piece) -> Piece:
    """Without the triangles inside the V of a crossed collar."""
    s = body.scale
    neck, chest = body.head("neck01"), body.head("spine02")
    x, y, z = worn.position.T
    above = y - (chest[1] + 0.10 * s + 2.1 * np.abs(z))
    cut = np.minimum(np.minimum(0.6 * above, x - neck[0] - 0.02 * s), 0.062 * s - np.abs(z))
    cut = np.maximum(cut, np.minimum(y - neck[1] - 0.012 * s, 0.056 * s - np.abs(z)))
    keep = (cut[worn.triangles] < 0.0).any(1)
    used, triangles = np.unique(worn.triangles[keep], return_inverse=True)
    return take(worn, used, triangles.reshape(-1, 3))


def crossed_collar(
    body: Body, colour: ArrayLike, wide: float = 0.024, over: float = 0.0
) -> list[Piece]:
    """Two lapels from nape over shoulders, crossing left over right to the waist, `over` metres out."""
    from scipy.interpolate import CubicSpline
    from scipy.spatial import cKDTree

    s, neck, chest = body.scale, body.head("neck01"), body.head("spine02")
    trunk = regions(body, ("trunk", "neck"))
    tree = cKDTree(body.position[trunk])
    bands = []
    # The lower lapel ends under the upper one.
    for sign, out, end in ((1.0, 0.026 * s, 0.66), (-1.0, 0.032 * s, 1.0)):
        ways = np.array(
            [
                (neck[0] - 0.072 * s, neck[1] + 0.005 * s, 0.0),
                (neck[0] - 0.03 * s, neck[1] + 0.020 * s, sign * 0.058 * s),
                (neck[0] + 0.035 * s, neck[1] - 0.012 * s, sign * 0.062 * s),
                (neck[0] + 0.11 * s, chest[1] + 0.17 * s, sign * 0.040 * s),
                (neck[0] + 0.17 * s, chest[1] + 0.03 * s, -sign * 0.045 * s),
                (neck[0] + 0.17 * s, waist(body) + 0.02 * s, -sign * 0.115 * s),
            ]
        )
        line = CubicSpline(np.array([0.0, 0.17, 0.33, 0.52, 0.76, 1.0]), ways)(np.linspace(0, end, 26))
        middle = np.stack([np.full(26, neck[0] - 0.02 * s), line[:, 1], np.zeros(26)], 1)
        side = unit(np.cross(unit(np.gradient(line, axis=0)), unit((line - middle) * (1, 0, 1))))
        rows = []
        for share in (-1.0, 0.0, 1.0):
            at = line + side * (wide * s * share)
            _, nearest = tree.query(at, k=6)
            base = body.position[trunk][nearest].mean(1)
            normal = unit(body.normal[trunk][nearest].mean(1))
            rows.append(at + normal * (out + over * s - ((at - base) * normal).sum(1))[:, None])
        grid = _evened(np.stack(rows))
        weights = near_weights(body, grid, trunk)
        places = pattern_coords(grid.reshape(-1, 3))
        bands.append(sheet_piece(grid, weights, colour, "garment", "cloth", places))
    return bands


def _evened(grid: Numbers) -> Numbers:
    """Each row averaged along itself, so that a band does not follow every bump."""
    padded = np.pad(grid, ((0, 0), (2, 2), (0, 0)), mode="edge")
    return np.asarray(np.mean([padded[:, k : k + grid.shape[1]] for k in range(5)], axis=0))


def sash(body: Body, colour: ArrayLike, low: float = -0.055, high: float = 0.035) -> Piece:
    """A cloth band round the waist."""
    s = body.scale
    return band(body, waist(body) + low * s, waist(body) + high * s, 0.026 * s, colour)
