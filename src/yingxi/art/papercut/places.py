"""What stands behind and before the subjects, by the shot's set: recipes of scenery sheets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from yingxi.art.papercut import built, growth, land
from yingxi.art.papercut.colours import Colour, Palette
from yingxi.art.papercut.cutting import block, cloud, disc, flower, union
from yingxi.art.papercut.sheets import Moves, Sheet, Still
from yingxi.film import Shot


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """How a set is cut: what stands far, what stands nearer, on what ground, and what frames it."""

    far: str = "mountains"
    near: str = ""
    ground: str = "hill"
    side: str = "bough"


RECIPES = {
    "bamboo": Recipe(near="bamboo", side=""),
    "coast_town": Recipe(near="houses", ground="waves", side=""),
    "desert": Recipe(far="dunes", ground="dunes", side=""),
    "forest": Recipe(near="trees", side="pine"),
    "grassland": Recipe(near="", ground="meadow"),
    "great_wall": Recipe(near="wall", side="pine"),
    "interior_hall": Recipe(far="hall", ground="hill", side="lanterns"),
    "lake": Recipe(ground="lotus", near="pagoda", side="willow"),
    "moon": Recipe(far="planets", ground="dunes", side=""),
    "mars": Recipe(far="dunes", ground="dunes", side=""),
    "modern_city": Recipe(far="city", near="", ground="hill", side="lanterns"),
    "moon_palace": Recipe(near="palace_clouds", ground="hill", side="osmanthus"),
    "mountains": Recipe(near="mountains", side="bough"),
    "old_town": Recipe(near="houses", side="lanterns"),
    "palace": Recipe(near="palace", side="bough"),
    "river": Recipe(ground="waves", near="", side="willow"),
    "river_city": Recipe(far="city", near="pagoda", ground="waves", side="lanterns"),
    "rooftop": Recipe(far="city", side="lanterns"),
    "road_tunnel": Recipe(far="city", side=""),
    "sea": Recipe(far="", ground="waves", side=""),
    "shanshui": Recipe(near="mountains", ground="waves", side="bough"),
    "sky": Recipe(near="clouds", ground="clouds", side=""),
    "snowfield": Recipe(near="trees", ground="hill", side="bough"),
    "space": Recipe(far="planets", ground="", side=""),
    "stage": Recipe(far="hall", side="lanterns"),
    "studio": Recipe(far="", side=""),
    "underwater": Recipe(far="deep", ground="reef", side=""),
    "village": Recipe(near="houses", side="bough"),
}
"""Sets that are not here are cut as hills under mountains."""
WATERY = ("waves", "ripples", "lotus")


def side_of(shot: Shot, recipe: Recipe) -> float:
    """The side (+1 right) from which a tree leans into a shot: scenes take turns."""
    return -1.0 if recipe.side in ("bough", "osmanthus") and shot.scene % 2 == 0 else 1.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Stage:
    """What recipes build from: half the width (half the height is 1), papers, the shot's dice, the season.

    `side` is where a tree leans in, +1 right; scenes take turns, so that no two have the same picture.
    """

    half: float
    palette: Palette
    random: np.random.Generator
    seed: int
    season: str
    backlit: bool = False
    side: float = 1.0
    foot: float = -0.52
    """Level of the ground or water on which subjects stand."""


def scenery(recipe: Recipe, stage: Stage) -> list[Sheet]:
    """All scenery of a recipe, back to front; the frame and the sky stand apart."""
    return [
        *far_sheets(recipe.far, stage),
        *near_sheets(recipe.near, stage),
        *ground_sheets(recipe.ground, stage),
        *side_sheets(recipe.side, stage),
    ]


def _sheet(area: BaseGeometry, colour: Colour, depth: float) -> Sheet:
    return Sheet(area=area, colour=colour, depth=depth)


def far_sheets(kind: str, stage: Stage) -> list[Sheet]:
    """What closes the view."""
    half, papers, random = stage.half, stage.palette, stage.random
    if kind == "mountains":
        back = land.mountains(half, stage.foot + 0.18, land.peaks(random, half, 7, 0.66))
        front = land.mountains(half, stage.foot + 0.02, land.peaks(random, half, 6, 0.44))
        return [_sheet(back, papers.far[0], -1.9), _sheet(front, papers.far[1], -1.2)]
    if kind == "dunes":
        return [
            _sheet(land.dunes(half, stage.foot + 0.22, 0.25, 1), papers.far[0], -1.9),
            _sheet(land.dunes(half, stage.foot + 0.08, 0.2, 4), papers.far[1], -1.2),
        ]
    if kind == "city":
        back, _ = built.city(half, stage.foot, 1.05, stage.seed)
        towers, light = built.city(half, stage.foot, 0.72, stage.seed + 7)
        pearl = built.broadcast_tower(-0.52 * half, stage.foot, 1.15)
        return [
            _sheet(union([back, pearl]), papers.far[0], -1.9),
            _sheet(light, papers.rim, -1.28),
            _sheet(towers, papers.far[1], -1.1),
        ]
    if kind == "hall":
        posts = union([block(x - 0.05, -1.3, x + 0.05, 0.62) for x in np.linspace(-0.8, 0.8, 5) * half])
        beam = union([posts, block(-1.3 * half, 0.60, 1.3 * half, 0.74)])
        fret = union([flower(x, 0.67, 0.05, 4) for x in np.arange(-1.2 * half, 1.2 * half, 0.14)])
        return [_sheet(beam.difference(fret), papers.frame, -1.6)]
    if kind == "deep":
        return [
            _sheet(land.mountains(half, -0.75, land.peaks(random, half, 6, 0.6), 1.1), papers.far[0], -1.6)
        ]
    if kind == "planets":
        ring = affinity.rotate(
            affinity.scale(disc(0, 0, 0.34).difference(disc(0, 0, 0.27)), 1.5, 0.4, origin=(0, 0)), 18, (0, 0)
        )
        planet = union([disc(0, 0, 0.2), ring])
        return [
            _sheet(affinity.translate(planet, 0.55 * half, 0.45), papers.blossom, -1.4),
            _sheet(affinity.translate(land.moon(0.11), -0.7 * half, 0.1), papers.leaves[1], -1.2),
        ]
    return []


def near_sheets(kind: str, stage: Stage) -> list[Sheet]:
    """What stands behind the subjects."""
    return NEAR[kind](stage) if kind in NEAR else []


def _wall(stage: Stage) -> list[Sheet]:
    half, papers, low = stage.half, stage.palette, stage.foot + 0.02
    tops = [(-0.72 * half, 0.62, 0.42), (-0.05 * half, 0.34, 0.40), (0.62 * half, 0.74, 0.46)]
    return [
        _sheet(built.ridge_under_wall(half, low, tops), papers.leaves[0], -0.75),
        _sheet(built.great_wall(half, low, tops), papers.rim, -0.45),
    ]


def _near_mountains(stage: Stage) -> list[Sheet]:
    tops = land.peaks(stage.random, stage.half, 5, 0.36)
    return [_sheet(land.mountains(stage.half, stage.foot - 0.12, tops), stage.palette.leaves[0], -0.6)]


def _houses(stage: Stage) -> list[Sheet]:
    row = built.houses(stage.half, stage.foot - 0.02, stage.seed)
    night = sum(stage.palette.sky) < 0.5
    lit = [] if stage.backlit else [_sheet(row.buffer(0.035).buffer(-0.039), stage.palette.rim, -0.62)]
    return [
        *lit,
        _sheet(row, stage.palette.paper("slate") if night else stage.palette.ramps["roof"][2], -0.5),
    ]


def _palace(stage: Stage) -> list[Sheet]:
    return [_sheet(_halls(stage), stage.palette.frame, -0.75)]


def _palace_on_clouds(stage: Stage) -> list[Sheet]:
    low = ((-0.62, stage.foot + 0.02, 0.075), (0.45, stage.foot + 0.06, 0.065))
    return [_sheet(_halls(stage), stage.palette.rim, -0.75), *_clouds(stage, low, -0.35)]


def _halls(stage: Stage) -> BaseGeometry:
    middle = built.hall(0.0, stage.foot, 0.46, 0.30, 2)
    return union([middle, *(built.hall(s * 0.78 * stage.half, stage.foot, 0.30, 0.24, 2) for s in (-1, 1))])


def _pagoda(stage: Stage) -> list[Sheet]:
    half, papers, low = stage.half, stage.palette, stage.foot - 0.02
    return [
        _sheet(built.pagoda(0.66 * half, low, 0.15, 0.98), papers.frame, -0.6),
        _sheet(built.hall(-0.78 * half, low, 0.26, 0.22, 2), papers.frame, -0.62),
    ]


def _trees(stage: Stage) -> list[Sheet]:
    places = [x for x in np.linspace(-1.1, 1.1, 9) * stage.half if abs(x) > 0.3 * stage.half]
    trees = union([growth.pine(x, stage.foot - 0.03, stage.random.uniform(0.5, 0.8)) for x in places])
    return [_sheet(trees, stage.palette.evergreen, -0.5)]


def _bamboo(stage: Stage) -> list[Sheet]:
    half, papers = stage.half, stage.palette
    grown = [
        growth.bamboo(x + stage.random.uniform(-0.04, 0.04), 2.3, k)
        for k, x in enumerate(np.linspace(-1.05, 1.05, 12) * half)
        if abs(x) > 0.16 * half
    ]
    return [
        _sheet(union([stem for stem, _ in grown]), papers.leaves[1], -0.4),
        _sheet(union([leaf for _, leaf in grown]), papers.leaves[0], -0.1),
    ]


def _near_clouds(stage: Stage) -> list[Sheet]:
    return _clouds(stage, ((-0.6, -0.30, 0.085), (0.65, -0.16, 0.075), (0.1, -0.42, 0.07)), -0.5)


NEAR: Mapping[str, Callable[[Stage], list[Sheet]]] = {
    "wall": _wall,
    "mountains": _near_mountains,
    "houses": _houses,
    "palace": _palace,
    "palace_clouds": _palace_on_clouds,
    "pagoda": _pagoda,
    "trees": _trees,
    "bamboo": _bamboo,
    "clouds": _near_clouds,
}


def _clouds(stage: Stage, places: tuple[tuple[float, float, float], ...], depth: float) -> list[Sheet]:
    """Clouds that drift to and fro: across and up in the picture, size."""
    sheets = []
    for k, (x, y, size) in enumerate(places):
        area = affinity.translate(cloud(size, k), x * stage.half, y)
        sheets.append(
            Sheet(area=area, colour=stage.palette.cloud[k % 2], depth=depth + 0.12 * k, moves=_drifting(k))
        )
    return sheets


def _drifting(k: int) -> Moves:
    def moved(t: float) -> Still:
        return (
            0.02 * float(np.sin(0.35 * t + 1.9 * k)) + 0.006 * t * (1 if k % 2 else -1),
            0.004 * float(np.sin(0.8 * t + k)),
            0.0,
        )

    return moved


def ground_sheets(kind: str, stage: Stage) -> list[Sheet]:
    """What the subjects stand or float on, and what stands before it."""
    half, papers, foot = stage.half, stage.palette, stage.foot
    if kind in ("hill", "meadow"):
        places = np.linspace(-0.95, 0.95, 13 if kind == "meadow" else 7) * half
        tufts = union([growth.reeds(x, -1.02, 0.30, k) for k, x in enumerate(places)])
        hill = _sheet(land.hill(half, foot, stage.seed), papers.ground, 0.25)
        return [hill, _sheet(tufts, papers.leaves[0], 1.7)]
    if kind == "dunes":
        return [_sheet(land.dunes(half, foot - 0.06, 0.10, 9), papers.ground, 0.25)]
    if kind == "clouds":
        low = ((-0.75, -0.86, 0.11), (0.0, -0.93, 0.12), (0.72, -0.85, 0.11))
        return [*_clouds(stage, tuple((x, y + 0.14, s) for x, y, s in low), 0.1), *_clouds(stage, low, 1.5)]
    if kind in WATERY:
        return _water(kind, stage)
    return _reef(stage) if kind == "reef" else []


def _water(kind: str, stage: Stage) -> list[Sheet]:
    """Waves or ripples behind the subjects, waves before them, and lotuses on a pond."""
    half, foot, papers = stage.half, stage.foot, stage.palette
    waved = kind == "waves"
    back = land.waves(half, foot - 0.02, 0.085) if waved else land.ripples(half, foot + 0.02, stage.seed)
    front = [land.waves(half, foot - 0.155 - 0.14 * k, 0.10 + 0.012 * k, 0.07 * k) for k in range(2)]
    rows = [Sheet(area=back, colour=papers.water[0], depth=0.15, moves=_rolling(0))]
    rows += [
        Sheet(area=area, colour=papers.water[(k + 1) % 2], depth=1.35 + 0.5 * k, moves=_rolling(k + 1))
        for k, area in enumerate(front)
    ]
    return rows + (_lotuses(stage) if kind == "lotus" else [])


def _reef(stage: Stage) -> list[Sheet]:
    half, papers = stage.half, stage.palette
    weeds = [
        growth.reeds(x, -1.05, stage.random.uniform(0.5, 0.9), k)
        for k, x in enumerate(np.linspace(-1, 1, 10) * half)
        if abs(x) > 0.25 * half
    ]
    return [
        _sheet(land.dunes(half, -0.82, 0.1, 3), papers.ground, 0.2),
        _sheet(union(weeds), papers.leaves[0], 1.2),
    ]


def _rolling(k: int) -> Moves:
    def moved(t: float) -> Still:
        return (0.022 * float(np.sin(0.9 * t + 2.1 * k)), 0.008 * float(np.sin(1.3 * t + 1.3 * k)), 0.0)

    return moved


def _lotuses(stage: Stage) -> list[Sheet]:
    places = [(x, -0.66 - 0.1 * (k % 2)) for k, x in enumerate(np.linspace(-0.9, 0.9, 6) * stage.half)]
    pads = union(
        [
            affinity.scale(
                disc(x, y - 0.06, 0.17).difference(disc(x + 0.1, y, 0.03)), 1.0, 0.36, origin=(x, y - 0.06)
            )
            for x, y in places
        ]
    )
    heads = union([land.lotus(x, y, 0.26) for x, y in places[::2]])
    return [_sheet(pads, stage.palette.leaves[0], 1.75), _sheet(heads, stage.palette.blossom, 2.0)]


def side_sheets(kind: str, stage: Stage) -> list[Sheet]:
    """What frames the picture at its side."""
    half, papers = stage.half, stage.palette
    if kind == "bough" and stage.season == "autumn":
        kind = "osmanthus"  # what flowers in the eighth month
    if kind == "bough":
        tree = growth.bough(
            half,
            stage.seed,
            stage.side,
            leafy=0.15 if stage.season == "winter" else 0.5 if stage.season == "spring" else 1.0,
        )
        return [
            _sheet(tree.wood, papers.wood, 1.0), _sheet(tree.leaves, papers.leaves[0], 0.85),
            _sheet(tree.more_leaves, papers.leaves[1], 1.25), _sheet(tree.blossoms, papers.blossom, 1.5),
        ]  # fmt: skip
    if kind == "osmanthus":
        tree = growth.osmanthus(half, stage.seed, stage.side)
        return [
            _sheet(tree.wood, papers.paper("wood"), 1.0), _sheet(tree.leaves, papers.paper("leaf"), 0.85),
            _sheet(tree.more_leaves, papers.paper("jade"), 1.25),
            _sheet(tree.blossoms, papers.paper("gold"), 1.5),
        ]  # fmt: skip
    if kind == "pine":
        return [_sheet(growth.pine(0.80 * half, -1.05, 1.75), papers.evergreen, 1.2)]
    if kind == "willow":
        return [_sheet(growth.willow(0.52 * half, 1.15, 0.95, stage.seed), papers.leaves[1], 1.4)]
    if kind == "lanterns":
        strings = ((-0.82, 0.60, 0.17), (-0.60, 0.72, 0.13), (0.62, 0.70, 0.13), (0.84, 0.56, 0.18))
        return [
            Sheet(
                area=affinity.translate(built.lantern(0, 0, size), x * half, y),
                colour=papers.cloud[1],
                depth=1.3,
                pivot=(x * half, y + 0.8 * size),
                moves=_swinging(k),
            )
            for k, (x, y, size) in enumerate(strings)
        ]
    return []


def _swinging(k: int) -> Moves:
    def moved(t: float) -> Still:
        return (0.0, 0.0, 0.07 * float(np.sin(1.3 * t + 1.7 * k)))

    return moved
