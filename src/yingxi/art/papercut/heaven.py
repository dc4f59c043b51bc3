"""The sky of a paper picture: its ground, stars, the moon or sun with its halo, drifting clouds."""

import math
from collections.abc import Callable

from shapely import affinity
from shapely.geometry.base import BaseGeometry

from yingxi.art.papercut import drawn_rabbit, land
from yingxi.art.papercut.cutting import block, cloud, union
from yingxi.art.papercut.places import Recipe, Stage
from yingxi.art.papercut.sheets import Moves, Sheet, Still
from yingxi.film import Shot


def disc_place(shot: Shot, half: float, side: float = 1.0) -> tuple[float, float]:
    """Where the moon or sun hangs: opposite to the heading, so that the lead walks out of its light."""
    high = {"ews": 0.34, "ws": 0.26}.get(shot.size, 0.20) - (0.14 if shot.set == "sky" else 0.0)
    return (
        (-0.22 if shot.screen == "right" else 0.16) * side * half * (-1.6 if shot.set == "sky" else 1.0),
        high,
    )


def disc_size(shot: Shot, half: float) -> float:
    """Its radius: small over wide land, great among the clouds and behind who is seen close."""
    return min(0.60, 0.62 * half) * {"ews": 0.62, "ws": 0.86, "ms": 1.2, "mcu": 1.3, "cu": 1.3}.get(
        shot.size, 1.0
    )


def rising(shot: Shot, length: float) -> Moves | None:
    """A moon that opens a film comes up over the land."""
    if shot.beat != "establish" or shot.set == "sky":
        return None
    return lambda t: (0.0, -0.62 * (1.0 - min(t / max(0.8 * length, 1.0), 1.0)) ** 2, 0.0)


def sky_sheets(
    stage: Stage, shot: Shot, recipe: Recipe, middle: tuple[float, float], length: float
) -> list[Sheet]:
    papers, half = stage.palette, stage.half
    wide, moves = disc_size(shot, half), rising(shot, length)
    sheets = [
        Sheet(
            area=block(-2.2 * half, -2.2, 2.2 * half, 2.2),
            colour=papers.water[0] if recipe.far == "deep" else papers.sky,
            depth=-4.2,
        )
    ]
    if recipe.far in ("deep", "hall"):
        return sheets
    night = shot.hour in ("night", "dusk")
    if night:
        sheets.append(
            Sheet(area=land.stars(stage.random, 1.1 * half, -0.1, 46), colour=papers.disc, depth=-3.9)
        )
    rings = [(1.42, -3.6, 0.55), (1.20, -3.2, 1.0)]
    sheets += [
        Sheet(
            area=affinity.translate(land.halo(wide * share), *middle),
            colour=_mixed(papers.sky, papers.glow, mix),
            depth=depth,
            moves=moves,
        )
        for share, depth, mix in rings
    ]
    body = land.moon(wide, shot.seed) if night else land.sun(0.62 * wide)
    sheets.append(Sheet(area=affinity.translate(body, *middle), colour=papers.disc, depth=-2.7, moves=moves))
    if night and shot.beat == "resolve" and shot.focus is None and shot.season == "autumn":
        sheets.append(
            Sheet(area=in_the_moon(wide, middle), colour=_mixed(papers.disc, papers.sky, 0.42), depth=-2.62)
        )
    for k, (x, y, size) in enumerate(((-0.68, 0.52, 0.072), (0.42, 0.66, 0.055), (0.72, 0.18, 0.06))):
        area = affinity.translate(cloud(size, k + 3), x * half, y)
        sheets.append(Sheet(area=area, colour=papers.cloud[0], depth=-2.3 + 0.2 * k, moves=cloud_drift(k)))
    return sheets


def _mixed(
    one: tuple[float, float, float], other: tuple[float, float, float], share: float
) -> tuple[float, float, float]:
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def cloud_drift(k: int) -> Callable[[float], Still]:
    return lambda t: (0.012 * t * (1 if k % 2 else -1), 0.006 * math.sin(0.7 * t + 2.0 * k), 0.0)


def in_the_moon(radius: float, middle: tuple[float, float]) -> BaseGeometry:
    """The rabbit with its mortar, as the mid-autumn moon is always cut."""
    whole = union(limb.area for limb in drawn_rabbit.pounding().limbs)
    x0, y0, x1, y1 = whole.bounds
    size = 1.18 * radius / max(x1 - x0, y1 - y0)
    set_ = affinity.translate(whole, -(x0 + x1) / 2, -(y0 + y1) / 2)
    return affinity.translate(affinity.scale(set_, size, size, origin=(0, 0)), *middle)
