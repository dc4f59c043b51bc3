"""A shot as a world of cut paper: sky, scenery, puppets that move, a frame with corners, a lamp."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from yingxi.art.asset import Asset, CallSheet, Place
from yingxi.art.dress_light import grade_for
from yingxi.art.papercut import land
from yingxi.art.papercut.colours import palette_of
from yingxi.art.papercut.cutting import block, disc, flower, rounded, union, whorl
from yingxi.art.papercut.drawn import figure_of, figure_sheets, is_part_of_another
from yingxi.art.papercut.figures import Figure
from yingxi.art.papercut.heaven import disc_place, sky_sheets
from yingxi.art.papercut.places import RECIPES, WATERY, Recipe, Stage, scenery, side_of
from yingxi.art.papercut.puppets import Piece, bursts, lettered, puppet
from yingxi.art.papercut.sheets import Sheet, Still, sheet_model
from yingxi.art.shapes.place import instances
from yingxi.film import Shot, Subject
from yingxi.world.scene import Air, Array, CameraPose, Model, Moment, Sound, World

AWAY, LENS = 25.0, 30.0
"""Metres from the camera to the middle sheet, and its lens in mm."""
SERVED = 15.0
"""Metres to the point that the camera names as its target, by which the engine fits the shadows."""
LONG = 80.0
"""Lens in mm from which a figure is seen closer."""
FALLING = 16
"""Falling blossoms or flakes."""
_TALL = {
    "ews": 0.46,
    "ws": 0.66,
    "fs": 1.02,
    "mfs": 1.2,
    "ms": 1.45,
    "mcu": 1.7,
    "cu": 1.9,
    "ecu": 2.1,
    "ots": 1.3,
}
"""Height of the lead by shot size, in half heights of the picture."""
CORNER = ((0.0, 0.0, 0.17), (-0.20, 0.05, 0.105), (0.05, -0.21, 0.105))
"""Heads of the scroll in a corner: across, up, radius."""
_GOING = frozenset(
    {"run", "walk", "chase", "flee", "march", "cross", "ride", "row", "sail", "drift", "fly", "drive", "swim"}
) | frozenset({"race", "gallop", "float", "rise"})
"""Verbs that take a puppet over the picture."""


@dataclass(frozen=True, eq=False, kw_only=True)
class PaperActor:
    """Sheets that move, each turning about its pin."""

    models: Mapping[str, Model]
    rests: Mapping[str, tuple[float, float, float]]
    moves: Mapping[str, Callable[[float], Still]]
    scales: Mapping[str, float]
    shown: Mapping[str, Callable[[float], bool]]
    lights: Array

    def at(self, t: float) -> Moment:
        """Where each sheet is at `t` seconds."""
        rows = {}
        for name, (x, y, z) in self.rests.items():
            if name in self.shown and not self.shown[name](t):
                rows[name] = np.zeros((0, 16), np.float32)
                continue
            right, up, turn = self.moves[name](t)
            scale = self.scales[name]
            rows[name] = instances([(x + right * scale, y + up * scale, z)], 1.0, 0.0, turn)
        return Moment(instances=rows, lights=self.lights)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box about all sheets."""
        places = np.array(list(self.rests.values()) or [(0.0, 0.0, 0.0)], np.float32)
        return places.min(0) - 3.0, places.max(0) + 3.0

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Paper is silent; the things that it stands for are heard where the shot is dressed."""
        return ()


def papercut_world(
    sheet: CallSheet, assets: Mapping[int, Asset], place: Place, frame: tuple[int, int]
) -> World:
    """The shot of a call sheet as layers of cut paper, for pictures of `frame` pixels.

    `assets` are those of the shot's subjects by index. Pure of time and seed like every world.
    """
    shot = sheet.shot
    half = frame[0] / frame[1]
    papers = palette_of(sheet.look, shot.hour, shot.season, shot.weather == "snow" or shot.set == "snowfield")
    recipe = RECIPES.get(shot.set, Recipe())
    stage = Stage(
        half=half, palette=papers, random=np.random.default_rng(shot.seed), seed=shot.seed,
        season=shot.season,
        side=side_of(shot, recipe),
    )  # fmt: skip
    middle = disc_place(shot, half, stage.side)
    sheets = [
        *sky_sheets(stage, shot, recipe, middle, sheet.duration),
        *scenery(recipe, stage),
        *cast_sheets(sheet, assets, place, stage, recipe),
        *falling_sheets(stage, shot),
        *_frame(stage),
    ]
    return _assembled(sheets, sheet, middle, frame)


def cast_sheets(
    sheet: CallSheet, assets: Mapping[int, Asset], place: Place, stage: Stage, recipe: Recipe
) -> list[Sheet]:
    """All puppets, the lead in front; who has a drawn figure plays by its joints."""
    sheets: list[Sheet] = []
    order = sorted(assets, key=lambda index: index != sheet.shot.focus)
    order = [index for index in order if not is_part_of_another(sheet.shot, assets[index])]
    for rank, index in enumerate(order[:5]):
        own = replace(sheet, subject=sheet.shot.subjects[index])
        figure = figure_of(sheet.shot, sheet.shot.subjects[index], assets[index])
        if figure is not None:
            sheets += _acted(own, assets[index], figure, rank, len(order), stage, recipe)
            continue
        pieces = _pieces(own, assets[index], place, stage)
        sheets += _played(own, assets[index], pieces, rank, stage, recipe) if pieces else []
    return sheets


def _acted(
    sheet: CallSheet, asset: Asset, figure: Figure, rank: int, company: int, stage: Stage, recipe: Recipe
) -> list[Sheet]:
    """The sheets of a drawn figure; two face one another."""
    near = 1.32 if sheet.shot.lens >= LONG else 1.0
    tall = _TALL.get(sheet.shot.size, 0.7) * near * (1.0 if rank == 0 else 0.9)
    facing = -1.0 if sheet.shot.screen == "left" else 1.0
    mirror = facing if rank == 0 else -facing
    x = -0.10 * stage.side if company == 1 else (-0.27 if rank == 0 else 0.27) - 0.14 * stage.side
    x *= stage.half * facing
    aloft = asset.lives == "sky" or recipe.ground in ("", "clouds")
    x -= 0.30 * figure.goes(1.0, sheet.duration)[0] * tall * figure.tall * facing
    y = (
        -0.55 * tall * figure.tall
        if aloft and figure.goes(1.0, 1.0) != (0.0, 0.0, 0.0)
        else _level(asset, recipe, stage, x, tall)
    )
    return figure_sheets(
        figure, stage.palette, at=(x, y), tall=tall, mirror=mirror, depth=0.75 - 0.3 * min(rank, 1),
        length=sheet.duration, backlit=stage.backlit,
    )  # fmt: skip


def _pieces(sheet: CallSheet, asset: Asset, place: Place, stage: Stage) -> tuple[Piece, ...]:
    """The papers of a subject; words are cut as letters, and what is light alone as rosettes."""
    if sheet.subject and sheet.subject.text:
        return lettered(sheet.subject.text, stage.palette.rim, stage.palette)
    return puppet(sheet, asset, place, stage.palette) or bursts(stage.random, stage.palette)


def _played(
    sheet: CallSheet, asset: Asset, pieces: tuple[Piece, ...], rank: int, stage: Stage, recipe: Recipe
) -> list[Sheet]:
    """The sheets of one subject, as many as it counts."""
    subject = sheet.subject or Subject(words="")
    x0, _, x1, _ = union(piece.area for piece in pieces if piece.pose == 0).bounds
    count = max(1, min(subject.count, 7))
    tall = _TALL.get(sheet.shot.size, 0.7) * (1.0 if rank == 0 else 0.62) * (1.0 if count < 3 else 0.7)
    wide = max(x1 - x0, 0.05)
    tall = min(tall, 1.45 * stage.half / (wide * (1.0 + 1.06 * (count - 1))))
    mirror = -1.0 if sheet.shot.screen == "left" else 1.0
    spread = np.linspace(-0.5, 0.5, count) * 1.06 * tall * wide * (count - 1)
    side = 0.0 if rank == 0 else (0.62 if rank % 2 else -0.62) * stage.half
    sheets = []
    for number, across in enumerate(spread):
        x = float(across) + side - (0.10 * stage.half * mirror if rank == 0 and count == 1 else 0.0)
        y = _level(asset, recipe, stage, x, tall)
        moves = _acting(sheet, asset, tall, 1.7 * number + rank, mirror, count)
        pin = (x, y + (0.5 * tall if asset.lives == "sky" else 0.0))
        depth = 0.75 - 0.3 * min(rank, 1) + 0.06 * (number % 3)
        for piece in pieces[1:] if stage.backlit and len(pieces) > 1 else pieces:
            area = affinity.translate(affinity.scale(piece.area, tall * mirror, tall, origin=(0, 0)), x, y)
            paper = Sheet(area=area, colour=piece.colour, depth=depth + 0.13 * piece.level, pivot=pin)
            shown = piece.shown if piece.poses > 1 else None
            sheets.append(replace(paper, moves=moves, shown=shown))
    return sheets


def _level(asset: Asset, recipe: Recipe, stage: Stage, x: float, tall: float) -> float:
    """The height in the picture of a puppet's foot."""
    if asset.lives == "sky" or recipe.ground == "":
        return max(-0.25, 0.28 - 0.5 * tall)
    if asset.lives == "underwater" or recipe.ground == "reef":
        return -0.5 * tall
    if recipe.ground in WATERY:
        return stage.foot - (0.10 if asset.lives == "water" else 0.03)
    if recipe.ground == "clouds":
        return stage.foot - 0.12
    return float(land.hill_line(np.array([x]), stage.half, stage.foot, stage.seed)[0]) - 0.03


def _acting(
    sheet: CallSheet, asset: Asset, tall: float, phase: float, mirror: float, count: int
) -> Callable[[float], Still]:
    """How a puppet moves: it goes over the picture, steps, bobs or sways."""
    action = sheet.subject.action if sheet.subject and sheet.subject.action else asset.actions[0]
    going = action in _GOING
    fast = action in ("run", "chase", "flee", "race", "gallop", "row")
    length = max(sheet.duration, 1.0)
    reach = (0.30 if fast else 0.20) * (1.0 if count == 1 else 0.6) * mirror
    beat = 2 * math.pi * (2.1 if fast else 1.15)

    def moved(t: float) -> Still:
        along = reach * (t / length - 0.5) * 2 if going else 0.0
        if asset.lives in ("water", "underwater"):
            return along, 0.012 * math.sin(1.5 * t + phase), 0.028 * math.sin(1.15 * t + phase)
        if asset.lives == "sky":
            return (
                along + 0.02 * math.sin(0.6 * t + phase),
                0.03 * math.sin(0.9 * t + phase),
                0.05 * math.sin(1.1 * t + phase),
            )
        if going:
            step = math.sin(beat * t + phase)
            return along, 0.022 * tall * abs(step), 0.05 * step
        return 0.0, 0.006 * abs(math.sin(1.6 * t + phase)), 0.030 * math.sin(1.25 * t + phase)

    return moved


def falling_sheets(stage: Stage, shot: Shot) -> list[Sheet]:
    """Blossoms, snowflakes or drops that fall before the picture."""
    wet, snow = shot.weather in ("rain", "storm"), shot.weather == "snow"
    if not (wet or snow or shot.season in ("spring", "autumn")) or stage.foot == 0.0:
        return []
    dice = np.random.default_rng((shot.seed, 5)).random((FALLING * (3 if wet else 1), 6))
    sheets = []
    for row in dice:
        area: BaseGeometry = (
            block(-0.004, -0.05, 0.004, 0.05) if wet
            else flower(0, 0, 0.026 + 0.016 * row[2], 6 if snow else 5, 0.2)
        )  # fmt: skip
        colour = (0.75, 0.82, 0.9) if wet or snow else stage.palette.blossom
        sheets.append(
            Sheet(area=area, colour=colour, depth=1.6 + 0.9 * row[5], moves=_fall(row, stage.half, wet))
        )
    return sheets


def _fall(dice: np.ndarray, half: float, wet: bool) -> Callable[[float], Still]:
    pace = 2.2 if wet else 0.10 + 0.10 * dice[2]

    def moved(t: float) -> Still:
        down = float((dice[1] * 2.4 + pace * t) % 2.4)
        sway = 0.0 if wet else 0.07 * math.sin((0.8 + dice[3]) * t + 6 * dice[4])
        return float((dice[0] * 2 - 1) * half) + sway, 1.2 - down, 0.0 if wet else (dice[4] - 0.5) * 3 * t

    return moved


def _frame(stage: Stage) -> list[Sheet]:
    """A red frame with a key pattern and cloud corners, rimmed with gold."""
    half = stage.half
    inner = rounded(block(-half + 0.075, -0.925, half - 0.075, 0.925), 0.06)
    board = block(-1.5 * half - 0.5, -1.8, 1.5 * half + 0.5, 1.8).difference(inner)
    beads = union(_bead(x, y) for x, y in _around(half))
    whole = board.union(_corners(half, True))
    return [
        Sheet(area=board.union(_corners(half, False)).buffer(0.014, 4), colour=stage.palette.rim, depth=3.0),
        Sheet(area=whole.difference(beads), colour=stage.palette.frame, depth=3.25),
    ]


def _around(half: float) -> list[tuple[float, float]]:
    """Places along the middle of the frame."""
    level = [(float(x), y) for y in (-0.962, 0.962) for x in np.arange(-half, half, 0.085)]
    return level + [(x, float(y)) for x in (0.038 - half, half - 0.038) for y in np.arange(-0.9, 0.95, 0.085)]


def _bead(x: float, y: float) -> BaseGeometry:
    return disc(x, y, 0.017, 6).difference(disc(x, y, 0.008, 5))


def _corners(half: float, cut: bool) -> BaseGeometry:
    """Cloud scrolls that fill the corners; `cut` with whorls pierced, else whole."""
    size = min(1.0, 0.35 + 0.5 * half)
    return union(
        _corner(sx * (half - 0.10), sy * 0.90, sx, sy, size, cut) for sx in (-1, 1) for sy in (-1, 1)
    )


def _corner(x: float, y: float, sx: int, sy: int, size: float, cut: bool) -> BaseGeometry:
    heads = [(dx * size * sx, dy * size * sy, r * size) for dx, dy, r in CORNER]
    body = union([disc(x + dx, y + dy, r) for dx, dy, r in heads])
    if not cut:
        return body
    return body.difference(
        union(whorl(x + dx, y + dy, 0.70 * r, 0.0125, 90.0 * sx * sy, sx * sy) for dx, dy, r in heads)
    )


def _assembled(
    sheets: list[Sheet], sheet: CallSheet, middle: tuple[float, float], frame: tuple[int, int]
) -> World:
    """The sheets as models and one actor, before their camera and lamp."""
    models: dict[str, Model] = {}
    statics: dict[str, Array] = {}
    moving: dict[str, tuple[float, float, float]] = {}
    scales: dict[str, float] = {}
    for number, paper in enumerate(sheets):
        scale = _metres(paper.depth, frame)
        cut = sheet_model(paper, scale)
        if cut is None:
            continue
        name = f"paper{number}"
        at = (paper.pivot[0] * scale, paper.pivot[1] * scale, paper.depth)
        models[name] = cut
        if paper.moves is None:
            statics[name] = instances([at])
        else:
            moving[name], scales[name] = at, scale
    scale = _metres(-2.0, frame)
    lamp = np.array([[middle[0] * scale, middle[1] * scale, 1.2, 17.0, 9.0, 6.4, 3.4, 2.2]], np.float32)
    actor = PaperActor(
        models={name: models.pop(name) for name in moving},
        rests=moving,
        moves={f"paper{k}": paper.moves for k, paper in enumerate(sheets) if paper.moves is not None},
        scales=scales,
        shown={f"paper{k}": paper.shown for k, paper in enumerate(sheets) if paper.shown is not None},
        lights=lamp,
    )
    return World(
        actors=(actor,),
        camera=_camera(sheet),
        air=_lamp_light(sheet.shot),
        grade=grade_for(sheet.shot, sheet.look),
        models=models,
        statics=statics,
        medium=sheet.look.medium,
        seed=sheet.shot.seed,
    )


def _metres(depth: float, frame: tuple[int, int]) -> float:
    """Metres that half the picture's height is at a depth."""
    across = 18.0 / LENS * (AWAY - depth)
    return across * frame[1] / max(frame)


def _lamp_light(shot: Shot) -> Air:
    """A warm lamp above left, and the cool of the room."""
    night = shot.hour in ("night", "dusk")
    around = (0.26, 0.32, 0.46) if night else (0.42, 0.42, 0.42)
    return Air(
        sky="overcast", sun=(-0.34, 0.46, 0.85), sun_colour=(1.75, 1.58, 1.32), zenith=around, horizon=around,
        ground=(0.1, 0.1, 0.1), haze=0.0, shadows=True, wind=(0.0, 0.0, 0.0),
    )  # fmt: skip


def _camera(sheet: CallSheet) -> Callable[[float], CameraPose]:
    """A slow arc before the sheets; pushes and pulls come nearer or withdraw a little."""
    length = max(sheet.duration, 1.0)
    nearer = {"push_in": 2.4, "pull_out": -2.0, "dolly_in": 2.4, "dolly_out": -2.0}.get(sheet.shot.move, 0.8)
    way = -1.0 if sheet.shot.screen == "left" else 1.0

    def pose(t: float) -> CameraPose:
        share = min(max(t / length, 0.0), 1.0)
        eased = share * share * (3 - 2 * share)
        x = way * (1.8 * eased - 0.9)
        eye = np.array([x, 0.25 * math.sin(0.4 * t), AWAY - nearer * (eased - (0.15 if nearer > 0 else 0.9))])
        ahead = np.array([0.18 * x, 0.0, 0.0]) - eye
        target = eye + ahead * (SERVED / float(np.linalg.norm(ahead)))
        return CameraPose(position=_triple(eye), target=_triple(target), lens=LENS)

    return pose


def _triple(point: Array) -> tuple[float, float, float]:
    return float(point[0]), float(point[1]), float(point[2])
