"""The land of a shan-shui scroll: range behind range of worn peaks over a wide water, a bank and an islet."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, surface
from yingxi.art.shapes.noise import Array, billows, noise, ramp, ridges
from yingxi.art.shapes.solids import grid
from yingxi.art.shapes.terrain import Height
from yingxi.world.scene import Model

Peak = tuple[float, float, float, float, float]
"""Where (x, z), how high, how wide in metres, and how sudden its slopes are (1.5 soft, 2 sheer)."""
DEEP = -2.5
"""Level of the lake's bed, metres."""
EARTH, ROCK, GREEN = (0.24, 0.20, 0.13), (0.20, 0.195, 0.185), (0.10, 0.16, 0.06)


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """A range of peaks between two depths of the view (z, metres), drawn with `samples` (x, z)."""

    name: str
    depth: tuple[float, float]
    samples: tuple[int, int]
    seed: int
    rough: float
    fine: float
    peaks: tuple[Peak, ...]


RANGES = (
    Range(
        name="near", depth=(-345.0, -165.0), samples=(26, 54), seed=11, rough=0.62, fine=0.022,
        peaks=(
            (-300, -250, 88, 46, 1.9), (-236, -262, 60, 40, 1.7), (-136, -255, 104, 36, 2.0),
            (-88, -250, 122, 42, 1.9), (-55, -232, 84, 32, 2.0), (-118, -212, 56, 30, 2.0),
            (-78, -205, 40, 34, 1.7), (-24, -262, 50, 40, 1.6), (150, -270, 44, 56, 1.5),
            (222, -254, 70, 46, 1.8), (262, -240, 112, 36, 2.0),
            (296, -258, 76, 42, 1.8), (372, -262, 52, 56, 1.6),
        ),
    ),
    Range(
        name="middle", depth=(-475.0, -352.0), samples=(24, 40), seed=31, rough=0.55, fine=0.018,
        peaks=(
            (-400, -415, 96, 70, 1.7), (-300, -410, 80, 60, 1.6), (-210, -420, 112, 68, 1.7),
            (0, -420, 50, 60, 1.5), (40, -415, 84, 54, 1.8), (72, -420, 132, 42, 2.1),
            (138, -410, 78, 44, 2.0), (205, -420, 72, 58, 1.8), (330, -415, 118, 62, 1.9),
            (420, -420, 84, 70, 1.7), (500, -415, 110, 60, 1.8),
        ),
    ),
    Range(
        name="far", depth=(-790.0, -610.0), samples=(22, 26), seed=51, rough=0.50, fine=0.012,
        peaks=(
            (-520, -700, 150, 110, 1.7), (-380, -700, 172, 100, 1.8), (-140, -700, 152, 80, 2.0),
            (-60, -700, 130, 90, 1.8), (60, -700, 88, 90, 1.6), (180, -700, 88, 80, 1.7),
            (235, -690, 128, 78, 1.9),
            (330, -700, 96, 80, 1.8), (470, -700, 160, 90, 1.9), (610, -700, 120, 100, 1.7),
        ),
    ),
    Range(
        name="farthest", depth=(-1270.0, -1050.0), samples=(20, 18), seed=71, rough=0.45, fine=0.008,
        peaks=(
            (-760, -1160, 210, 150, 1.7), (-420, -1160, 262, 140, 1.8), (-120, -1160, 232, 150, 1.7),
            (120, -1160, 198, 170, 1.6), (300, -1160, 158, 150, 1.6), (480, -1160, 172, 150, 1.8),
            (680, -1160, 230, 140, 1.8), (900, -1160, 170, 150, 1.7),
        ),
    ),
)  # fmt: skip
"""Near to far; each is cut across into pieces, so that what is out of the frame is not drawn."""


def land_height(x: Array, z: Array) -> Array:
    """Metres of land at x, z; below 0 is water."""
    east, north = np.broadcast_arrays(np.asarray(x, np.float32), np.asarray(z, np.float32))
    level = np.full(east.shape, DEEP, np.float32)
    for (low, high), height in _lands():
        # A bird asks for one place at a time, many times a frame: only what can stand there is worked out.
        here = (north > low) & (north < high)
        if here.any():
            level[here] = np.maximum(level[here], height(east[here], north[here]))
    return level


def _lands() -> list[tuple[tuple[float, float], Height]]:
    """How high the banks, the islet and each range are, and between which z they stand."""
    ranges = [((one.depth[0] - 60.0, one.depth[1] + 60.0), partial(_range_height, one)) for one in RANGES]
    return [((14.0, 72.0), bank_height), ((-98.0, -31.0), islet_height), *ranges]


def bank_height(x: Array, z: Array) -> Array:
    """The near bank at the left, where the blossoming tree stands, and one far to the right with willows."""
    left = _mound(x, z, (-52.0, 40.0), (40.0, 25.0), 16.0, 91)
    right = _mound(x, z, (196.0, 46.0), (38.0, 23.0), 10.0, 92)
    return np.asarray(np.maximum(left, right), np.float32)


def islet_height(x: Array, z: Array) -> Array:
    """The islet of the pavilion, with a low spit of sand before it where cranes wade."""
    hill = _mound(x, z, (92.0, -70.0), (50.0, 26.0), 13.0, 95)
    spit = _mound(x, z, (68.0, -44.0), (30.0, 11.0), 1.5, 96)
    return np.asarray(np.maximum(hill, spit), np.float32)


def _mound(
    x: Array, z: Array, centre: tuple[float, float], reach: tuple[float, float], tall: float, seed: int
) -> Array:
    inside = np.clip(1 - np.hypot((x - centre[0]) / reach[0], (z - centre[1]) / reach[1]), 0, 1)
    relief = 0.35 + 0.95 * billows(np.asarray(x) * 0.06, np.asarray(z) * 0.06, seed, 3)
    grit = (billows(np.asarray(x) * 0.28, np.asarray(z) * 0.28, seed + 3, 3) - 0.5) * 1.4
    return np.asarray(DEEP + (tall - DEEP * 1.5) * inside**0.72 * relief + grit * np.clip(3 * inside, 0, 1))


def _range_height(one: Range, x: Array, z: Array) -> Array:
    """Peaks as bells of round plan, fluted on their flanks, worn by ridges of noise."""
    east, north = np.asarray(x, np.float32), np.asarray(z, np.float32)
    warped = east + 18 * (billows(east * 0.012, north * 0.012, one.seed + 20, 3) - 0.5) * 2
    whole = np.zeros(np.broadcast(east, north).shape, np.float32)
    for at, deep, tall, wide, sheer in one.peaks:
        away, round_ = np.hypot(warped - at, north - deep) / wide, np.arctan2(north - deep, warped - at)
        broad = noise(np.cos(round_) * 2.2 + at, np.sin(round_) * 2.2 + deep, one.seed + 3) - 0.5
        flutes = noise(np.cos(round_) * 6 + at, np.sin(round_) * 6, one.seed + 4) - 0.5
        away = away / (1 + 0.32 * broad + 0.15 * flutes)
        whole = np.maximum(whole, tall * np.exp(-(away**sheer)))
    worn = ridges(east * one.fine, north * one.fine, one.seed, 5)
    seams = ridges(east * one.fine * 1.6 + 7, north * one.fine * 0.45, one.seed + 40, 4)
    highest = max(peak[2] for peak in one.peaks)
    grain = (billows(east * one.fine * 4, north * one.fine * 4, one.seed + 9, 3) - 0.5) * 0.045
    relief = whole * (1 - one.rough * 0.85 + one.rough * 0.95 * worn + one.rough * 0.55 * seams)
    return np.asarray(relief + grain * highest * np.clip(whole / highest * 2, 0, 1) + DEEP, np.float32)


@lru_cache(maxsize=1)
def land_models() -> dict[str, Model]:
    """All land, piece by piece."""
    pieces = {
        f"shan_{one.name}_{k}": _piece(one.name, k) for one in RANGES for k in range(len(_edges(one)) - 1)
    }
    banks = {
        "shan_bank_left": _ground((-93.0, -11.0), (14.0, 66.0), (110, 72), "rock"),
        "shan_bank_right": _ground((157.0, 235.0), (22.0, 70.0), (90, 60), "rock"),
        "shan_islet": _ground((36.0, 144.0), (-98.0, -32.0), (110, 70), "rock"),
    }
    return pieces | banks


def _edges(one: Range) -> Array:
    """Where a range is cut across."""
    low = min(peak[0] - 1.6 * peak[3] for peak in one.peaks)
    high = max(peak[0] + 1.6 * peak[3] for peak in one.peaks)
    return np.linspace(low, high, 2 + int((high - low) / (110.0 - 0.10 * one.depth[0])))


@kept
def _piece(name: str, number: int) -> Model:
    """One piece of a range, and the same with half as many samples for reflections."""
    one = next(found for found in RANGES if found.name == name)
    edges, (wide, deep) = _edges(one), one.samples
    top = max(peak[2] for peak in one.peaks)
    whole = [
        _sheet(one, np.linspace(edges[number], edges[number + 1], wide // k + 1), deep // k, top)
        for k in (1, 3)
    ]
    return Model(whole[0].surfaces, whole[1], 1500.0)


def _sheet(one: Range, x: Array, deep: int, top: float) -> Model:
    return _laid(
        x,
        np.linspace(one.depth[0], one.depth[1], deep),
        lambda a, b: _range_height(one, a, b),
        top,
        "mountain",
    )


@kept
def _ground(
    across: tuple[float, float], along: tuple[float, float], samples: tuple[int, int], kind: str
) -> Model:
    """Near ground, its far version for reflections."""

    def height(x: Array, z: Array) -> Array:
        return np.maximum(bank_height(x, z), islet_height(x, z))

    whole = [
        _laid(np.linspace(*across, samples[0] // k), np.linspace(*along, samples[1] // k), height, 14.0, kind)
        for k in (1, 3)
    ]
    return Model(whole[0].surfaces, whole[1], 400.0)


def _laid(x: Array, z: Array, height: Height, top: float, semantic: str) -> Model:
    """A height field with its hollows as cavity, its height judged against the range's highest peak."""
    from scipy.ndimage import gaussian_filter

    xs, zs = np.meshgrid(np.asarray(x, np.float32), np.asarray(z, np.float32), indexing="ij")
    level = height(xs, zs)
    bumps = sum(
        share * (level - gaussian_filter(level, size)) / (np.std(level) * 0.22 + 0.05)
        for size, share in ((1.2, 0.5), (3.0, 0.5))
    )
    cavity = np.clip(0.55 + 0.35 * np.asarray(bumps), 0, 1)
    green = ramp(billows(xs * 0.03, zs * 0.03, 5, 3), 0.4, 0.65)[..., None]
    colour = np.asarray(ROCK) * (1 - green) + np.asarray(GREEN if semantic == "mountain" else EARTH) * green
    sheet = grid(
        np.stack([xs, level, zs], -1), Finish(colour=colour, cavity=cavity, roughness=0.9), flipped=True
    )
    return Model((surface(sheet, "land", semantic, span=(0.0, top)),))


def crests(names: Iterable[str], count: int, seed: int, least: float = 12.0) -> Array:
    """(n, 3) places where trees grow: on crests and shoulders of ranges, in clusters."""
    rng = np.random.default_rng(seed)
    found = []
    for one in RANGES:
        if one.name not in names:
            continue
        tops = np.array(one.peaks)
        pick = tops[rng.integers(len(tops), size=14 * count)]
        x = pick[:, 0] + rng.normal(0, 0.62, 14 * count) * pick[:, 3]
        z = pick[:, 1] + rng.normal(0.35, 0.42, 14 * count) * pick[:, 3]
        y = _range_height(one, x, z)
        step = 0.05 * pick[:, 3]
        around = (
            sum(_range_height(one, x + a * step, z + b * step) for a, b in ((2, 0), (-2, 0), (0, 2), (0, -2)))
            / 4
        )
        crest = (y - around) / step
        grove = billows(x * 0.055, z * 0.055, seed + 1, 3)
        keep = (y > least) & (crest > 0.10) & (grove > 0.50)
        found.append(np.stack([x, y, z], 1)[keep][:count])
    return np.asarray(np.concatenate(found), np.float32)
