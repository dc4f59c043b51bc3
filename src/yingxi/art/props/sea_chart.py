"""An old sea chart on parchment: coasts and a compass rose; it lies on a lectern, and its course glows."""

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import box, grid, lathe, tube
from yingxi.world.scene import Actor, Model

HALF = (0.52, 0.36)
"""Half the width and height of the parchment in metres."""
BOARD, TILT = 1.02, 1.0
"""Height of the middle of the desk and how steep it stands, in radians from the level."""
PAPER, INK = np.array((0.56, 0.39, 0.19)), np.array((0.085, 0.035, 0.012))
SEA = np.array((0.36, 0.47, 0.42))
GOLD = Finish(colour=(0.85, 0.55, 0.16), roughness=0.3, metal=0.85)
WOOD = Finish(colour=(0.15, 0.075, 0.035), roughness=0.4)


@kept
def chart_model(fine: int) -> Model:
    """The chart on its desk, facing +z; `fine` is the number of cells along it."""
    far = model(
        [*_chart(28), (_desk(6), "wood", "wood")], model([*_chart(12), (_desk(4), "wood", "wood")]), 20
    )
    return model([*_chart(fine), (_desk(20), "wood", "wood")], far, 7)


def _chart(fine: int) -> list[tuple[Mesh, str, str]]:
    """Parchment with its drawing in the vertices, and the rolls at both ends."""
    u, v = np.meshgrid(np.linspace(-1, 1, fine), np.linspace(-1, 1, int(fine * 0.69)), indexing="ij")
    x, y = HALF[0] * u, HALF[1] * v
    curl = 0.075 * np.clip((np.abs(u) - 0.74) / 0.26, 0, 1) ** 2 + 0.006 * np.sin(5 * u + 2 * v)
    points = np.stack([x, y, curl], -1)
    colour, light = _drawing(u * 1.44, v)
    sheet = grid(points, Finish(colour=colour, roughness=0.75, emission=light))
    rolls = []
    for side in (-1, 1):
        turns = np.linspace(-1.0, 6.6, max(fine // 6, 7))
        reach = 0.045 - 0.0045 * turns
        hub = np.array([side * (HALF[0] - 0.004), 0.0, 0.075 + 0.03])
        spiral = np.stack([hub[0] + side * reach * np.sin(turns), hub[2] - reach * np.cos(turns)], 1)
        wall = np.stack([[(a, high, b) for a, b in spiral] for high in (-HALF[1], HALF[1])], 1)
        rolls.append(grid(wall, Finish(colour=PAPER * 0.8, roughness=0.8), flipped=side < 0))
    placed = [_placed(part) for part in (sheet, *rolls)]
    return [(merge(placed), "glowing_paper", "paper")]


def _placed(part: Mesh) -> Mesh:
    """Leaned on the desk."""
    return transform(part, move=(0, BOARD, 0.035), rotation=turn(0, 0, TILT - np.pi / 2))


def _drawing(x: Array, y: Array) -> tuple[Array, Array]:
    """Colour (…, 3) and glow of the chart at x -1.44…1.44, y -1…1."""
    land = _coast(x, y)
    shore = np.exp(-((land / 0.05) ** 2))
    ripple = np.clip(np.cos(land * 60), 0, 1) ** 4 * np.exp(-np.abs(land) / 0.10) * (land < 0)
    water = PAPER * 0.72 + SEA * 0.28
    colour = np.where((land > 0)[..., None], PAPER * (0.86, 0.80, 0.66), water)
    old = 0.90 + 0.10 * np.sin(3.1 * x + 1.7 * y) * np.sin(2.3 * y - 1.1 * x)
    edge = np.clip((np.maximum(np.abs(x) / 1.44, np.abs(y)) - 0.82) / 0.18, 0, 1)
    colour = colour * (old * (1 - 0.35 * edge))[..., None]
    rose, gilded = _rose(x - 0.72, y + 0.42)
    way = _route(x, y)
    grid_lines = np.maximum(
        _line(np.mod(x + 0.2, 0.48) - 0.24, 0.016), _line(np.mod(y + 0.2, 0.5) - 0.25, 0.016)
    )
    frame = _line(np.maximum(np.abs(x) - 1.34, np.abs(y) - 0.90), 0.022)
    ink = np.clip(0.85 * shore + 0.35 * ripple + 0.20 * grid_lines + 0.8 * frame + rose, 0, 0.95)
    colour = colour * (1 - ink[..., None]) + INK * ink[..., None]
    colour = np.where((gilded > 0.3)[..., None], np.array((0.62, 0.10, 0.04)), colour)
    colour = colour * (1 - way[..., None]) + np.array((1.0, 0.50, 0.10)) * way[..., None]
    return colour, 2.2 * way + 0.10 * shore + 0.10 * rose


def _coast(x: Array, y: Array) -> Array:
    """Above 0 on land: a mainland in the west and islands."""
    rough = 0.06 * np.sin(7 * x + 3 * y) + 0.05 * np.sin(11 * y - 5 * x) + 0.03 * np.sin(23 * x + 17 * y)
    main = -(x + 0.86) - 0.30 * y + 0.16 * np.sin(4.2 * y)
    isles = [0.24 - np.hypot(x - 0.15, 1.2 * (y - 0.50)), 0.19 - np.hypot(x - 1.02, y - 0.52)]
    isles += [0.13 - np.hypot(x - 0.06, y + 0.52), 0.07 - np.hypot(x + 0.20, y - 0.02)]
    return np.asarray(np.maximum.reduce([main, *isles]) + rough)


def _rose(x: Array, y: Array) -> tuple[Array, Array]:
    """A compass rose of sixteen points about the origin: its ink, and its red north."""
    away, angle = np.hypot(x, y), np.arctan2(x, y)
    long = 0.34 * (1 - np.abs(np.mod(angle + np.pi / 4, np.pi / 2) - np.pi / 4) / 0.42)
    short = 0.22 * (1 - np.abs(np.mod(angle, np.pi / 2) - np.pi / 4) / 0.36)
    star = (away < np.maximum(long, short)).astype(float)
    ring = np.maximum(_line(away - 0.25, 0.018), _line(away - 0.30, 0.014))
    north = star * (np.abs(angle) < 0.25) * (away > 0.05)
    return np.maximum(0.9 * star, ring), north


def _route(x: Array, y: Array) -> Array:
    """The course: a dashed line of light from the coast, between the islands, to a cross."""
    course = 0.30 * np.sin(2.0 * x - 0.9) - 0.10
    dashes = (np.sin(22 * x) > -0.3).astype(float)
    line = _line(y - course, 0.036) * dashes * (x > -0.62) * (x < 1.0)
    a, b = x - 1.08, y - (0.30 * np.sin(2.0 * 1.08 - 0.9) - 0.10)
    cross = np.maximum(_line(a - b, 0.03), _line(a + b, 0.03)) * (np.maximum(np.abs(a), np.abs(b)) < 0.10)
    return np.asarray(np.clip(line + cross, 0, 1))


def _line(distance: Array, wide: float) -> Array:
    """1 on a line, 0 off it, with a soft edge as wide as the drawing is fine."""
    return np.asarray(np.clip(1.6 - np.abs(distance) / wide, 0, 1))


def _desk(sides: int) -> Mesh:
    """A lectern: a sloping board on a turned post with three feet."""
    board = _placed(
        transform(box((0, 0, 0), (HALF[0] + 0.03, HALF[1] + 0.03, 0.014), WOOD), move=(0, 0, -0.024))
    )
    ledge = _placed(box((0, -HALF[1] - 0.035, 0.02), (HALF[0] + 0.03, 0.012, 0.045), WOOD))
    post = lathe(
        [
            (0.04, 0.10),
            (0.055, 0.16),
            (0.03, 0.22),
            (0.028, 0.55),
            (0.05, 0.60),
            (0.03, 0.66),
            (0.03, BOARD - 0.06),
        ],
        WOOD,
        sides,
    )
    feet = []
    for angle in (0.5, 0.5 + 2.094, 0.5 + 4.189):
        out = np.array([np.cos(angle), 0, np.sin(angle)])
        path: ArrayLike = [out * 0.02 + [0, 0.20, 0], out * 0.16 + [0, 0.13, 0], out * 0.30 + [0, 0.025, 0]]
        feet.append(tube(path, [0.032, 0.030, 0.024], WOOD, 6))
    whole = merge([board, ledge, post, *feet])
    return bake_open(whole, 0.08) if sides > 10 else whole


def build_chart(sheet: CallSheet) -> Actor:
    """Charts on their lecterns; they give off a warm light of their own."""
    lamp = np.array([[0.0, BOARD + 0.1, 0.5, 3.0, 0.9, 0.5, 0.17, 0.3]], np.float32)
    return StillLife(
        parts={"sea_chart": chart_model(92 if len(sheet.paths) == 1 else 70)},
        paths=sheet.paths,
        half=(0.56, 0.68, 0.40),
        scales=scales_for(sheet, 1.0, 1.0),
        lamps=lamp,
    )


ASSET = Asset(
    id="map",
    kind="prop",
    words=Words(
        zh=("海图", "地图", "藏宝图", "航海图", "古地图", "羊皮地图"),
        en=("sea chart", "map", "chart", "treasure map", "old map", "nautical chart"),
    ),
    build=build_chart,
    size=(1.12, 1.36, 0.8),
    actions=("stand", "glow"),
    closest="ms",
)
