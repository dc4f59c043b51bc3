"""Houses of a fishing town: painted walls, slate or tile roofs with chimneys, framed windows; a church."""

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, transform
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import box, cylinder, extrude, lathe, quad
from yingxi.world.scene import Model

Colour = tuple[float, float, float]
Parts = list[tuple[Mesh, str, str]]
ROOFS: tuple[Colour, ...] = ((0.075, 0.080, 0.095), (0.26, 0.085, 0.045), (0.12, 0.11, 0.10))
WALLS: tuple[Colour, ...] = (
    (0.66, 0.64, 0.58), (0.60, 0.40, 0.20), (0.26, 0.40, 0.50), (0.52, 0.17, 0.11), (0.62, 0.56, 0.40),
    (0.22, 0.34, 0.28),
)  # fmt: skip
"""Tints of the walls; the houses themselves are white."""
SHAPES: tuple[tuple[float, float, int, bool], ...] = (
    (6.2, 7.0, 2, True), (8.4, 6.4, 1, False), (5.4, 7.5, 3, True), (9.6, 6.8, 2, False), (6.8, 7.2, 2, True),
)  # fmt: skip
"""Width, depth, storeys, and whether the gable looks to the sea."""
WHITE = Finish(colour=(0.95, 0.95, 0.95), roughness=0.85)
FRAME = Finish(colour=(0.66, 0.65, 0.62), roughness=0.7)
DARK = Finish(colour=(0.03, 0.035, 0.04), roughness=0.7)
STOREY, RISE = 2.75, 0.78


@kept
def coast_walls(shape: int) -> Model:
    """The walls of a house, which take the instance's tint; its front looks toward +z."""
    width, depth, storeys, gable = SHAPES[shape]
    mesh = _walls(width, depth, storeys, gable)
    return model([(mesh, "plaster", "wall")])


@kept
def coast_fittings(shape: int) -> Model:
    """Roof, chimney, frames, door and panes; the instance's parameter lights the panes."""
    width, depth, storeys, gable = SHAPES[shape]
    rng = np.random.default_rng(40 + shape)
    frames, panes = _windows(width, depth, storeys, rng)
    roof = _roof(width, depth, storeys * STOREY + 0.3, gable, ROOFS[shape % 3])
    brick = Finish(colour=(0.26, 0.12, 0.08), roughness=0.9)
    tall = storeys * STOREY + 0.3 + RISE * (width if gable else depth) / 2
    stack = (0.0, tall + 0.1, -depth / 2 + 0.7) if gable else (width / 2 - 0.6, tall + 0.1, 0.0)
    chimney = [
        box(stack, (0.36, 0.85, 0.36), brick),
        box((stack[0], stack[1] + 0.9, stack[2]), (0.44, 0.08, 0.44), brick),
    ]
    colour = ((0.05, 0.12, 0.22), (0.26, 0.04, 0.03), (0.04, 0.16, 0.11))[shape % 3]
    step = box((-width / 4, 0.1, depth / 2 + 0.3), (0.75, 0.16, 0.4), Finish(colour=(0.28, 0.27, 0.25)))
    door = [box((-width / 4, 1.15, depth / 2 + 0.02), (0.52, 1.02, 0.05), Finish(colour=colour)), step]
    far = model(
        [
            (
                merge(_roof_planes(width, depth, storeys * STOREY + 0.3, gable, ROOFS[shape % 3])),
                "flat",
                "roof",
            ),
            (merge(panes[: 2 * storeys + 2]), "window", "glass"),
        ]
    )
    return model(
        [
            (merge(roof), "tiles", "roof"),
            (merge([*frames, *chimney, *door]), "flat", "wood"),
            (merge(panes), "window", "glass"),
        ],
        far,
        70.0,
    )


def _walls(width: float, depth: float, storeys: int, gable: bool) -> Mesh:
    eave = storeys * STOREY + 0.3
    parts = [box((0, eave / 2 - 1.5, 0), (width / 2, eave / 2 + 1.5, depth / 2), WHITE, faces="xXzZ")]
    half, run = (width / 2, depth / 2) if gable else (depth / 2, width / 2)
    peak = eave + RISE * half
    for side in (-1.0, 1.0):
        corners = np.array([[-half, eave, run], [half, eave, run], [0, peak, run], [0, peak, run]])
        corners = corners * [1, 1, side]
        if not gable:
            corners = corners[:, [2, 1, 0]]
        outward = np.array([0, 0, side]) if gable else np.array([side, 0, 0])
        normal = np.cross(corners[1] - corners[0], corners[2] - corners[0])
        parts.append(quad(corners if normal @ outward > 0 else corners[[1, 0, 2, 2]], WHITE))
    return merge(parts)


def _roof_planes(width: float, depth: float, eave: float, gable: bool, tile: Colour) -> list[Mesh]:
    """Two slopes of a roof and their undersides."""
    half, run = (width / 2 + 0.35, depth / 2 + 0.3) if gable else (depth / 2 + 0.35, width / 2 + 0.3)
    peak, low = eave + RISE * (half - 0.35) + 0.12, eave - 0.35 * RISE + 0.12
    finish = Finish(colour=tile, roughness=0.6)
    planes = []
    for side in (-1.0, 1.0):
        corners = np.array(
            [[side * half, low, run], [side * half, low, -run], [0, peak, -run], [0, peak, run]]
        )
        if not gable:
            corners = corners[:, [2, 1, 0]]
        upward = np.cross(corners[1] - corners[0], corners[3] - corners[0])[1] > 0
        top = corners if upward else corners[[1, 0, 3, 2]]
        planes += [quad(top, finish), quad(top[[1, 0, 3, 2]] - [0, 0.14, 0], DARK)]
    return planes


def _roof(width: float, depth: float, eave: float, gable: bool, tile: Colour) -> list[Mesh]:
    """The slopes with a ridge and barge boards."""
    half, run = (width / 2 + 0.35, depth / 2 + 0.3) if gable else (depth / 2 + 0.35, width / 2 + 0.3)
    peak, low = eave + RISE * (half - 0.35) + 0.12, eave - 0.35 * RISE + 0.12
    ridge = Finish(colour=np.multiply(tile, 0.7), roughness=0.8)
    ends: list[tuple[tuple[float, float, float], tuple[float, float, float], float]] = [
        ((0, peak, -run), (0, peak, run), 0.11)
    ]
    ends += [((side * half, low - 0.03, z), (0, peak, z), 0.09) for side in (-1.0, 1.0) for z in (-run, run)]
    bars = [cylinder(a if gable else a[::-1], b if gable else b[::-1], r, ridge, 4) for a, b, r in ends]
    return [*_roof_planes(width, depth, eave, gable, tile), *bars]


def _windows(
    width: float, depth: float, storeys: int, rng: np.random.Generator
) -> tuple[list[Mesh], list[Mesh]]:
    """Frames with crossbars, and panes, of which some are dark at night; fronts first, then the sides."""
    frames, panes = [], []
    columns = max(2, round(width / 2.4))
    for floor in range(storeys):
        y = floor * STOREY + 1.65
        for x in np.linspace(-width / 2 + 1.15, width / 2 - 1.15, columns):
            if floor == 0 and abs(x + width / 4) < 0.9:
                continue
            frames += _frame((float(x), y, depth / 2), (0.48, 0.68))
            panes.append(_pane((float(x), y, depth / 2 + 0.035), (0.40, 0.60, 0.02), rng, "Z"))
    for side in (-1, 1):
        for floor in range(storeys):
            spot = (side * (width / 2 + 0.02), floor * STOREY + 1.65, 0.12 * depth)
            panes.append(_pane(spot, (0.02, 0.6, 0.4), rng, "X" if side > 0 else "x"))
            frames.append(box((spot[0] - side * 0.02, spot[1] - 0.66, spot[2]), (0.08, 0.05, 0.5), FRAME))
    return frames, panes


def _frame(spot: tuple[float, float, float], half: tuple[float, float]) -> list[Mesh]:
    x, y, z = spot
    a, b = half
    bars = [((x, y + b, z), (a, 0.06, 0.07)), ((x, y - b, z + 0.03), (a + 0.1, 0.06, 0.11))]
    bars += [((x + s * a, y, z), (0.06, b, 0.07)) for s in (-1, 1)]
    bars += [((x, y, z + 0.03), (0.03, b, 0.04)), ((x, y + 0.15, z + 0.03), (a, 0.03, 0.04))]
    return [box(at, size, FRAME, faces="xXyYZ") for at, size in bars]


def _pane(
    spot: tuple[float, float, float], half: tuple[float, float, float], rng: np.random.Generator, face: str
) -> Mesh:
    lit = float(rng.random() < 0.55)
    warm = (1.0, 0.56 + 0.12 * rng.random(), 0.22 + 0.12 * rng.random()) if lit else (0.5, 0.55, 0.6)
    return box(spot, half, Finish(colour=warm, emission=3.0 * lit, roughness=0.1), faces=face)


@kept
def church() -> Model:
    """A small church of grey stone with a spire 21 m tall, its tower at the front."""
    stone, slate = Finish(colour=(0.34, 0.32, 0.29), roughness=0.9), Finish(colour=ROOFS[0], roughness=0.6)
    outline = [(-3.4, 0.0), (3.4, 0.0), (3.4, 4.4), (0.0, 8.0), (-3.4, 4.4)]
    nave = extrude(np.array(outline), 13.0, stone)
    nave.position[:, 2] -= 7.0
    tower = box((0, 4.0, 1.2), (1.9, 7.0, 1.9), stone)
    spire = lathe([(2.45, 11.0), (2.3, 11.2), (0.05, 21.0)], slate, 8)
    spire.position[:, 2] += 1.2
    roof = _roof_planes(6.8, 13.0, 4.3, True, ROOFS[0])
    for plane in roof:
        plane.position[:, 2] -= 7.0
    dark = [box((0, 9.2, 3.12), (0.5, 0.9, 0.04), DARK), box((0, 1.4, 3.12), (0.8, 1.4, 0.04), DARK)]
    clock = lathe([(0.0, 0.0), (0.85, 0.0)], Finish(colour=(0.7, 0.66, 0.5)), 20)
    clock = _upright(clock, (0, 7.2, 3.14))
    return model(
        [
            (merge([nave, tower]), "stone", "wall"),
            (merge([spire, *roof]), "tiles", "roof"),
            (merge([*dark, clock]), "flat", "wall"),
        ]
    )


def _upright(disc: Mesh, at: tuple[float, float, float]) -> Mesh:
    """A disc of the ground set up to look toward +z."""
    return transform(disc, move=at, rotation=turn(roll=np.pi / 2))
