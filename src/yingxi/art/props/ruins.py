"""Ruins of an old city: broken columns, a gate whose arch still stands, walls, steps, a fallen capital."""

from dataclasses import replace

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, transform
from yingxi.art.shapes.noise import Array, billows
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import box, cylinder, extrude, grid, lathe
from yingxi.world.scene import Actor, Model

LONG, TALL, DEEP = 26.0, 9.2, 14.0
STONE = np.array((0.40, 0.375, 0.32))


def _stone(tone: float = 1.0) -> Finish:
    return Finish(colour=STONE * tone, roughness=0.88)


@kept
def ruins_model() -> Model:
    """All of it on y = -0.3 (it stands a little in the ground), 26 m long, the gate in the middle of it."""
    far = model([(merge([*_gate(5), *_walls(False)]), "hero", "stone")], far_beyond=260)
    middle = model([(merge([*_gate(8), *_walls(False), *_columns(7)]), "hero", "stone")], far, 150)
    parts = [*_gate(15), *_walls(True), *_columns(20), *_steps(), *_fallen()]
    return model([(_weathered(bake_open(merge(parts), 1.1)), "hero", "stone")], middle, 55)


def _weathered(mesh: Mesh) -> Mesh:
    """Stone with stains that run down it and a green growth low down and on what lies flat."""
    x, y, z = mesh.position.T
    grain = 0.75 + 0.5 * billows(0.9 * x + 0.4 * z, 1.1 * y + 0.7 * z)
    streak = 1 - 0.28 * np.clip(billows(2.3 * x + 3.1 * z, 0.25 * y) - 0.45, 0, 1) * 2
    growth = np.clip(0.75 * np.clip(mesh.normal[:, 1], 0, 1) + 0.5 * np.clip((1.4 - y) / 1.6, 0, 1), 0, 1)
    growth = growth * np.clip(2.2 * (billows(0.6 * x + 9, 0.6 * z + 0.5 * y) - 0.38), 0, 1)
    colour = mesh.colour * (grain * streak)[:, None]
    moss = np.array((0.10, 0.145, 0.06))
    return replace(mesh, colour=np.asarray(colour + growth[:, None] * (moss - colour) * 0.75, np.float32))


def _block(
    centre: tuple[float, float, float],
    half: tuple[float, float, float],
    tilt: float,
    random: np.random.Generator,
) -> Mesh:
    """A worn block: a box a little turned, its tone its own."""
    mesh = box((0, 0, 0), half, _stone(float(random.uniform(0.78, 1.15))))
    return transform(
        mesh,
        centre,
        rotation=turn(
            float(random.normal(0, tilt)), float(random.normal(0, tilt)), float(random.normal(0, tilt))
        ),
    )


def _gate(stones: int) -> list[Mesh]:
    """Two piers of courses and the ring of voussoirs between them; the attic above is broken on one side."""
    random, parts = np.random.default_rng(3), []
    courses = stones // 2 + 2
    for sign in (-1, 1):
        for k in range(courses):
            high = -0.3 + (k + 0.5) * 5.3 / courses
            parts.append(
                _block((sign * 3.0, high, 0), (1.0 + 0.06 * (k % 2), 2.58 / courses, 1.15), 0.006, random)
            )
        parts.append(_block((sign * 3.0, 5.15, 0), (1.25, 0.20, 1.38), 0.005, random))
    for k in range(stones):
        first, last = np.pi * k / stones, np.pi * (k + 1) / stones
        parts.append(_voussoir(first, last, 2.02, 3.0, random))
    for x, high, size in (
        (-3.1, 6.2, 1.1),
        (-1.6, 8.35, 0.8),
        (0.2, 8.55, 0.9),
        (1.9, 8.2, 0.7),
        (3.2, 5.9, 0.7),
    ):
        parts.append(_block((x, high, 0), (0.85, 0.5 * size, 1.05), 0.02, random))
    return parts


def _voussoir(first: float, last: float, inner: float, outer: float, random: np.random.Generator) -> Mesh:
    """A wedge of the arch, which springs at 5.3 m."""
    gap = 0.008
    tone = _stone(float(random.uniform(0.8, 1.12)))
    corners = [
        (r * np.cos(a), 5.3 + r * np.sin(a))
        for r, a in ((inner, first + gap), (outer, first + gap), (outer, last - gap), (inner, last - gap))
    ]
    return extrude(corners, 2.1, tone)


def _walls(near: bool) -> list[Mesh]:
    """Stepped stumps of walls to both sides, courses of blocks with broken tops."""
    random, parts = np.random.default_rng(8), []
    for sign, z, start, end in (
        (-1, -0.2, 4.2, 12.5),
        (1, 0.4, 4.2, 11.0),
        (1, -4.8, 2.0, 9.0),
        (-1, -5.6, 3.0, 10.5),
    ):
        length = end - start
        if not near:
            parts.append(box((sign * (start + length / 2), 0.9, z), (length / 2, 1.2, 0.45), _stone()))
            continue
        columns = int(length / 1.25)
        for i in range(columns):
            top = 3.6 * (1 - i / columns) ** 0.7 + random.uniform(-0.5, 0.5) + 0.4
            for j in range(max(int(top / 0.62), 1)):
                x = sign * (start + (i + 0.5 + 0.25 * (j % 2)) * 1.25)
                parts.append(_block((x, 0.01 + 0.62 * j, z), (0.61, 0.30, 0.44), 0.012, random))
    return parts


_COLUMNS = (
    *((-9.5, 4.4, 6.4, 0.0), (-6.3, 4.4, 6.4, 0.0), (-3.1, 4.6, 2.1, 0.03)),
    *((4.0, 4.5, 4.6, 0.05), (7.4, 4.3, 1.3, 0.0), (10.2, 4.5, 6.4, -0.04)),
)
"""x, z, height in metres and lean in radians of each column."""


def _columns(sides: int) -> list[Mesh]:
    """A row of fluted columns, whole, broken and leaning, some still under a beam."""
    random, parts = np.random.default_rng(5), []
    for x, z, high, lean in _COLUMNS:
        shaft = _shaft(high, sides, broken=high < 6)
        whole = high > 6
        parts_here = [
            shaft,
            lathe(
                [(0.0, -0.4), (0.78, -0.4), (0.78, -0.12), (0.66, -0.05), (0.70, 0.05), (0.56, 0.12)],
                _stone(0.92),
                max(sides, 8),
            ),
        ]
        if whole:
            parts_here.append(
                lathe(
                    [
                        (0.42, high - 0.05),
                        (0.62, high + 0.22),
                        (0.78, high + 0.30),
                        (0.78, high + 0.42),
                        (0.0, high + 0.42),
                    ],
                    _stone(1.05),
                    max(sides, 8),
                )
            )
        parts.append(
            transform(
                merge(parts_here), (x, 0, z), rotation=turn(float(random.uniform(0, 3)), lean, 0.6 * lean)
            )
        )
    parts.append(_block((-7.9, 7.15, 4.4), (2.5, 0.34, 0.62), 0.004, random))
    return parts


def _shaft(high: float, sides: int, *, broken: bool) -> Mesh:
    """A fluted shaft that narrows upward; where it broke its end is jagged."""
    columns = 4 * sides // 2 if sides > 10 else sides
    angle = np.linspace(0, 2 * np.pi, columns + 1)
    rows = np.linspace(0, high, 9 if sides > 10 else 3)
    flute = 1 - 0.055 * (np.cos(20 * angle) > 0.1) if sides > 10 else 1 + 0 * angle
    radius = np.interp(rows, [0, 6.4], [0.56, 0.45])[:, None] * flute[None, :]
    top = np.repeat(rows[:, None], columns + 1, 1)
    if broken:
        top[-1] += 0.5 * np.sin(angle + 1.0) + 0.18 * np.sin(3 * angle)
    shaft = grid(
        np.stack([radius * np.cos(angle), top, radius * np.sin(angle)], -1), _stone(1.02), closed=True
    )
    end = np.stack(
        [
            np.stack([r * np.cos(angle), top[-1] - 0.12 * (1 - r / 0.5), r * np.sin(angle)], 1)
            for r in (0.45, 0.0)
        ]
    )
    return merge([shaft, grid(end, _stone(0.9), closed=True)])


def _steps() -> list[Mesh]:
    """Broad worn steps that lead up to the gate from +z."""
    random = np.random.default_rng(6)
    return [
        _block((0.0, -0.34 + 0.11 * k, 3.4 - 0.55 * k), (3.2 - 0.12 * k, 0.10, 0.36), 0.004, random)
        for k in range(4)
    ]


def _fallen() -> list[Mesh]:
    """Drums and blocks that lie about, a capital on its side."""
    random, parts = np.random.default_rng(11), []
    for x, z, size in ((-4.6, 6.2, 0.5), (1.9, 6.4, 0.52), (5.6, 5.9, 0.46), (8.6, 6.6, 0.5)):
        drum = cylinder((-0.7, 0, 0), (0.7, 0, 0), size, _stone(float(random.uniform(0.85, 1.1))), 16)
        parts.append(
            transform(
                drum,
                (x, size - 0.32, z),
                rotation=turn(float(random.uniform(0, 3)), float(random.normal(0, 0.05))),
            )
        )
    for _ in range(26):
        place = (float(random.uniform(-12, 12)), -0.18, float(random.uniform(-6, 6.8)))
        half = tuple(float(v) for v in random.uniform(0.15, 0.5, 3) * (1.2, 0.7, 1.0))
        parts.append(_block(place, (half[0], half[1], half[2]), 0.22, random))
    return parts


def build_ruins(sheet: CallSheet) -> Actor:
    """Ruins that stand still, behind where the shot's others play."""

    def behind(path: Path) -> Path:
        alone = len(sheet.shot.subjects) == 1
        ground = sheet.place.ground if sheet.place is not None else None

        def position(t: float) -> Array:
            at = np.array(path.position(0.0), np.float32)
            spot = None if sheet.place is None else sheet.place.spots.get("ground")
            if spot is not None and not alone:
                toward = np.array((spot.camera[0], 0.0, spot.camera[1]))
                at = np.asarray(np.array(spot.centre) - 15.0 * toward, np.float32)
            if ground is not None:
                at[1] = float(np.asarray(ground(at[:1], at[2:])).reshape(-1)[0])
            return at

        return Path(position=position, yaw=lambda t: 0.0)

    return StillLife(
        parts={"ruins": ruins_model()},
        paths=tuple(behind(path) for path in sheet.paths[:1]),
        half=(LONG / 2, TALL / 2, DEEP / 2),
        scales=scales_for(sheet)[:1],
    )


ASSET = Asset(
    id="ruins",
    kind="prop",
    words=Words(
        zh=("废墟", "遗迹", "残垣", "断壁残垣", "遗址"),
        en=("ruins", "ancient ruins", "ruined city", "sunken city", "ruin", "remains of a city", "lost city"),
    ),
    build=build_ruins,
    size=(LONG, TALL, DEEP),
    lives="any",
    actions=("stand",),
    closest="ws",
)
