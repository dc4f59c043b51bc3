"""A shot as a shadow play (皮影): dyed hides on rods between a lamp and a cloth."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from yingxi.art.asset import Asset, CallSheet, Place
from yingxi.art.dress_light import grade_for
from yingxi.art.papercut import land
from yingxi.art.papercut.colours import NAMES, Colour, Palette, palette_of
from yingxi.art.papercut.cutting import block, cloud, disc, flower, union, whorl
from yingxi.art.papercut.heaven import cloud_drift, disc_place, disc_size, in_the_moon, rising
from yingxi.art.papercut.hides import HideActor, hide_model
from yingxi.art.papercut.places import (
    RECIPES,
    Recipe,
    Stage,
    far_sheets,
    ground_sheets,
    near_sheets,
    side_of,
    side_sheets,
)
from yingxi.art.papercut.sheets import Sheet
from yingxi.art.papercut.world import cast_sheets, falling_sheets
from yingxi.art.shapes.mesh import Finish, model
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import quad
from yingxi.film import Shot
from yingxi.world.scene import Air, CameraPose, World

AWAY, LENS = 25.0, 30.0
"""Metres from the camera to the cloth, and its lens in mm."""
RIM = 0.0042
"""Half heights of the dark line that is drawn along every cut."""
WINGS = 0.46
"""Share of half the width from which scenery may stand: what it would show through stands between."""
INK: Colour = (0.30, 0.15, 0.08)
FRAME: Colour = (0.050, 0.016, 0.010)
THROUGH: Mapping[str, Colour] = {
    "white": (1.0, 0.47, 0.115),
    "cream": (0.86, 0.38, 0.10),
    "rose": (0.85, 0.16, 0.07),
    "red": (0.82, 0.085, 0.045),
    "gold": (1.0, 0.66, 0.10),
    "jade": (0.16, 0.56, 0.27),
    "leaf": (0.11, 0.42, 0.17),
    "ink": (0.10, 0.05, 0.035),
    "skin": (1.0, 0.80, 0.52),
    "blue": (0.15, 0.40, 0.58),
    "pink": (0.97, 0.42, 0.27),
    "wood": (0.42, 0.15, 0.05),
    "slate": (0.62, 0.26, 0.14),
}
"""Light that a dyed hide lets through, linear."""


def shadow_world(
    sheet: CallSheet, assets: Mapping[int, Asset], place: Place, frame: tuple[int, int]
) -> World:
    """The shot of a call sheet on the shadow player's cloth, for pictures of `frame` pixels.

    `assets` are those of the shot's subjects by index. Pure of time and seed like every world.
    """
    shot, half = sheet.shot, frame[0] / frame[1]
    recipe = RECIPES.get(shot.set, Recipe())
    stage = Stage(
        half=half,
        palette=_dyes(sheet),
        random=np.random.default_rng(shot.seed),
        seed=shot.seed,
        season=shot.season,
        backlit=True,
        side=side_of(shot, recipe),
    )
    middle = disc_place(shot, half, stage.side)
    pieces = [
        *_sky(stage, shot, recipe, middle, sheet.duration),
        *_scenery(recipe, stage),
        *cast_sheets(sheet, assets, place, stage, recipe),
        *falling_sheets(stage, shot),
    ]
    return _hung([*pieces, *_proscenium(stage)], sheet, middle, frame)


def _dyes(sheet: CallSheet) -> Palette:
    """The dyes of a troupe: few, and pale for what is far."""
    shot = sheet.shot
    paper = palette_of(sheet.look, shot.hour, shot.season, False)
    return replace(
        paper,
        far=((0.93, 0.80, 0.60), (0.84, 0.64, 0.40)),
        ground=(0.50, 0.23, 0.085),
        water=((0.34, 0.58, 0.60), (0.24, 0.47, 0.54)),
        cloud=((0.97, 0.62, 0.38), (0.86, 0.30, 0.16)),
        wood=THROUGH["wood"],
        leaves=((0.20, 0.52, 0.20), (0.34, 0.62, 0.26)),
        evergreen=(0.15, 0.40, 0.22),
        blossom=THROUGH["gold"] if shot.season == "autumn" else THROUGH["pink"],
        backing=INK,
        frame=(0.72, 0.20, 0.09),
        rim=(0.98, 0.70, 0.22),
        names={name: THROUGH.get(name, colour) for name, colour in NAMES.items()},
    )


def _sky(stage: Stage, shot: Shot, recipe: Recipe, middle: tuple[float, float], length: float) -> list[Sheet]:
    """The moon or sun, brighter than the cloth, with its ring; clouds on wires."""
    if recipe.far in ("deep", "hall"):
        return []
    wide, moves = disc_size(shot, stage.half), rising(shot, length)
    night = shot.hour in ("night", "dusk")
    body = land.moon(wide, shot.seed) if night else land.sun(0.62 * wide)
    light: Colour = (1.55, 1.50, 1.32) if night else (1.25, 0.62, 0.30)
    found = [
        Sheet(area=affinity.translate(disc(0, 0, wide, 32), *middle), colour=light, depth=-2.7, moves=moves)
    ]
    marks = disc(0, 0, wide, 32).difference(body)
    ring = disc(0, 0, 1.012 * wide, 32).difference(disc(0, 0, 0.985 * wide, 32))
    found.append(
        Sheet(
            area=affinity.translate(union([marks, ring]), *middle),
            colour=(0.86, 0.62, 0.34),
            depth=-2.6,
            moves=moves,
        )
    )
    if night and shot.beat == "resolve" and shot.focus is None and shot.season == "autumn":
        found.append(Sheet(area=in_the_moon(wide, middle), colour=(0.82, 0.55, 0.26), depth=-2.5))
    for k, (x, y, size) in enumerate(((-0.64, 0.52, 0.072), (0.44, 0.64, 0.055), (0.70, 0.18, 0.06))):
        area = affinity.translate(cloud(size, k + 3), x * stage.half, y)
        found.append(Sheet(area=area, colour=stage.palette.cloud[k % 2], depth=-2.3, moves=cloud_drift(k)))
    return found


def _scenery(recipe: Recipe, stage: Stage) -> list[Sheet]:
    """Few layers: what stands near or else one far ridge, the ground, what frames the picture."""
    ground = ground_sheets(recipe.ground, stage)
    standing = union(one.area for one in ground[:1]) if ground else block(0, -3, 0.01, -2.9)
    wings = union([block(-3, -2, -WINGS * stage.half, 2), block(WINGS * stage.half, -2, 3, 2)])
    backed = near_sheets("" if recipe.near == "mountains" else recipe.near, stage)
    near = [replace(one, area=one.area.intersection(wings).difference(standing)) for one in backed]
    ridge = [] if backed else far_sheets(recipe.far, stage)[-1:]
    far = [replace(one, area=one.area.difference(standing).buffer(-0.002)) for one in ridge]
    return [*far, *near, *ground, *_apart(side_sheets(recipe.side, stage))]


def _apart(sheets: list[Sheet]) -> list[Sheet]:
    """The same sheets, each cut clear of those before it: dyes that lie on one another turn to mud."""
    found: list[Sheet] = []
    taken: BaseGeometry = block(0, -9, 0.01, -8.9)
    for one in sorted(sheets, key=lambda sheet: -sheet.depth):
        found.append(replace(one, area=one.area.difference(taken)))
        taken = union([taken, one.area])
    return found


def _proscenium(stage: Stage) -> list[Sheet]:
    """The stage about the cloth: a carved valance with tassels above, a rail below, posts aside."""
    half = stage.half
    scallops = union(disc(x, 0.905, 0.058, 8) for x in np.arange(-half, half + 0.1, 0.105))
    valance = union([block(-1.4 * half, 0.90, 1.4 * half, 1.6), scallops])
    cuts = [whorl(x, 0.945, 0.026, 0.007, 90) for x in np.arange(-half, half + 0.1, 0.105)]
    cuts += [flower(x, 0.888, 0.018, 5) for x in np.arange(-half, half + 0.1, 0.105)]
    rail = block(-1.4 * half, -1.7, 1.4 * half, -0.925)
    keys = union(_key(x, -0.962) for x in np.arange(-half, half, 0.09))
    posts = union([block(-1.5 * half, -1.7, -half + 0.045, 1.7), block(half - 0.045, -1.7, 1.5 * half, 1.7)])
    whole = union([valance.difference(union(cuts)), rail.difference(keys), posts])
    tassels = [_tassel(x, k, half) for k, x in enumerate(np.linspace(-0.93, 0.93, 9) * half)]
    return [Sheet(area=whole, colour=FRAME, depth=1.7), *tassels]


def _key(x: float, y: float) -> BaseGeometry:
    """One turn of a key pattern, pierced."""
    return union(
        [
            block(x, y, x + 0.06, y + 0.006),
            block(x + 0.054, y - 0.02, x + 0.06, y),
            block(x + 0.02, y - 0.02, x + 0.054, y - 0.014),
        ]
    )


def _tassel(x: float, k: int, half: float) -> Sheet:
    knot = union([disc(x, 0.845, 0.014, 6), block(x - 0.004, 0.84, x + 0.004, 0.90)])
    threads = union(block(x - 0.011 + 0.0085 * n, 0.755, x - 0.006 + 0.0085 * n, 0.84) for n in range(3))
    return Sheet(
        area=union([knot, threads]),
        colour=(0.45, 0.05, 0.03),
        depth=1.6,
        pivot=(x, 0.90),
        moves=lambda t: (0.0, 0.0, 0.05 * math.sin(1.3 * t + 1.9 * k)),
    )


def _hung(
    pieces: list[Sheet], sheet: CallSheet, middle: tuple[float, float], frame: tuple[int, int]
) -> World:
    """The pieces as models and one actor before the cloth, under its camera."""
    scale = 18.0 / LENS * AWAY * frame[1] / max(frame)
    models, sheets, tints, lines = {}, {}, {}, set()
    for number, piece in enumerate(_lined(pieces)):
        cut = hide_model(piece, scale)
        if cut is not None:
            name = f"hide{number}"
            most = max(1.0, *piece.colour)
            models[name], sheets[name], tints[name] = cut, _dimmed(piece, most), (most, most, most)
            if piece.colour == INK:
                lines.add(name)
    reach = 2.2 * max(frame) / frame[1] * scale
    cloth = quad(
        [(-reach, -reach, 0), (reach, -reach, 0), (reach, reach, 0), (-reach, reach, 0)],
        Finish(colour=(1.0, 0.97, 0.92)),
    )
    return World(
        actors=(HideActor(models=models, sheets=sheets, scale=scale, tints=tints, lines=frozenset(lines)),),
        camera=_camera(sheet),
        air=_lamp(middle),
        grade=grade_for(sheet.shot, sheet.look),
        models={"cloth": model([(cloth, "lit_cloth", "cloth")])},
        statics={"cloth": instances([(0.0, 0.0, -0.4)], parameter=scale)},
        medium=sheet.look.medium,
        seed=sheet.shot.seed,
    )


def _dimmed(piece: Sheet, most: float) -> Sheet:
    """Brighter than its vertices can say, a piece keeps the rest in its tint."""
    red, green, blue = piece.colour
    return replace(piece, colour=(red / most, green / most, blue / most))


def _lined(pieces: list[Sheet]) -> list[Sheet]:
    """Every piece of hide, and over it the dark line that the carver rubs into its edges."""
    found = []
    for piece in pieces:
        found.append(piece)
        if piece.depth > -2.0 and piece.colour != FRAME and sum(piece.colour) > 0.4:
            rim = piece.area.difference(piece.area.buffer(-RIM))
            found.append(replace(piece, area=rim, colour=INK))
    return found


def _lamp(middle: tuple[float, float]) -> Air:
    """The lamp behind the cloth, near the moon: its place is told to the cloth by the sun's direction."""
    x, y = 0.55 * middle[0], 0.55 * middle[1] - 0.02
    return Air(
        sky="overcast",
        sun=(x, y, math.sqrt(max(1.0 - x * x - y * y, 0.05))),
        sun_colour=(1.0, 1.0, 1.0),
        zenith=(0.1, 0.1, 0.1),
        horizon=(0.1, 0.1, 0.1),
        ground=(0.1, 0.1, 0.1),
        haze=0.0,
        shadows=False,
        wind=(0.0, 0.0, 0.0),
    )


def _camera(sheet: CallSheet) -> Callable[[float], CameraPose]:
    """Square on to the cloth, as one sits before it; a little nearer or farther, a little aside."""
    length = max(sheet.duration, 1.0)
    nearer = {"push_in": 1.9, "pull_out": -1.7}.get(sheet.shot.move, 0.6)
    aside = {"truck_right": 0.5, "truck_left": -0.5, "pan_right": 0.4, "pan_left": -0.4}.get(
        sheet.shot.move, 0.12
    )

    def pose(t: float) -> CameraPose:
        share = min(max(t / length, 0.0), 1.0)
        eased = share * share * (3 - 2 * share)
        back = AWAY - nearer * (eased if nearer > 0 else eased - 1.0) - 0.2
        x = aside * (2 * eased - 1.0)
        return CameraPose(position=(x, 0.0, back), target=(x, 0.0, 0.0), lens=LENS)

    return pose
