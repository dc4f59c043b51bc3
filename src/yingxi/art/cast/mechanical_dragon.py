"""A mechanical dragon: armour plates over glowing joints, blades, cables and claws on a swimming spine."""

from dataclasses import replace
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.cast.animal_spine import Rider, Serpents, Spine, riding, together
from yingxi.art.shapes import Finish, Mesh, ball, box, cylinder, extrude, loft, merge, transform, tube, turn
from yingxi.world.scene import Array

LENGTH = 24.0
STEEL = Finish(colour=(0.085, 0.095, 0.110), roughness=0.34, metal=0.85)
PALE = Finish(colour=(0.30, 0.31, 0.33), roughness=0.28, metal=0.9)
BRASS = Finish(colour=(0.55, 0.30, 0.085), roughness=0.30, metal=0.95)
RUBBER = Finish(colour=(0.015, 0.015, 0.017), roughness=0.7)
HOT = (1.0, 0.34, 0.05)
EYE = (0.10, 0.85, 1.0)


def girth(station: float) -> float:
    """Radius in metres of the armour."""
    stations = (0.0, 1.5, 5.0, 10.0, 15.0, 20.0, 24.0)
    return float(np.interp(station, stations, (0.55, 0.55, 0.85, 0.92, 0.72, 0.40, 0.12)))


def _glow(power: float, colour: tuple[float, float, float] = HOT) -> Finish:
    return Finish(colour=colour, emission=power, roughness=0.5)


def plates(count: int, sides: int, trim: bool) -> list[Rider]:
    """Rings of overlapping armour; between them the core glows."""
    riders = []
    pitch = LENGTH / count
    for k in range(count):
        s = (k + 0.5) * pitch
        front, back = girth(s - 0.5 * pitch), girth(s + 0.5 * pitch)
        paint = (STEEL, PALE)[k % 4 == 0]
        ring = _ring(s, pitch, front, back, sides, paint)
        parts = [ring]
        if trim:
            parts.append(_fin(s, pitch, front))
            parts.extend(_bolts(s, front))
        riders.append(riding(merge(parts), "hero", LENGTH, s))
    return riders


def _ring(s: float, pitch: float, front: float, back: float, sides: int, paint: Finish) -> Mesh:
    """One plate: an eight-sided cuff, flared behind, with a bevelled rim and a flat belly."""
    angle = np.linspace(0, 2 * np.pi, sides + 1) + np.pi / sides
    flat = np.maximum(np.sin(angle), -0.78)
    rows = (
        (0.56, 0.80 * front),
        (0.46, 0.96 * front),
        (-0.30, 1.06 * back),
        (-0.38, 1.00 * back),
        (-0.36, 0.80 * back),
    )
    rings = [
        np.stack([np.full(sides + 1, -s + x * pitch), r * flat * 1.05, r * np.cos(angle)], -1)
        for x, r in rows
    ]
    shade = np.where(flat[None, :, None] < -0.7, np.array(BRASS.colour), np.array(paint.colour))
    edge = np.array([0.5, 1.0, 1.0, 1.9, 0.4])[:, None, None]
    finish = Finish(
        colour=np.clip(shade * edge, 0, 1), roughness=paint.roughness, metal=paint.metal, cavity=0.8
    )
    return loft(np.array(rings)[::-1], finish, capped=False)


def _fin(s: float, pitch: float, radius: float) -> Mesh:
    """A swept blade on the back."""
    tall = 0.22 + 0.55 * radius
    outline = [(0.45 * pitch, 0.0), (-0.45 * pitch, 0.0), (-1.05 * pitch, tall), (-0.55 * pitch, 0.55 * tall)]
    blade = extrude(outline[::-1], 0.05, PALE)
    return transform(blade, (-s, 0.98 * radius, 0.0))


def _bolts(s: float, radius: float) -> list[Mesh]:
    """A brass boss on either flank."""
    return [
        ball((-s, 0.12 * radius, side * 1.0 * radius), 0.11 * radius + 0.02, BRASS, 6, 4) for side in (-1, 1)
    ]


def core(rings: int, sides: int) -> Rider:
    """The glowing tube under the armour."""
    station = np.linspace(0.1, LENGTH - 0.2, rings)
    radius = 0.80 * np.array([girth(float(s)) for s in station])
    path = np.stack([-station, 0 * station, 0 * station], 1)
    return riding(tube(path, radius, _glow(2.4), sides), "hero", LENGTH)


SKULL = (
    (-0.5, 0.55, 0.62, 0.02),
    (0.25, 0.62, 0.66, 0.12),
    (0.95, 0.42, 0.44, 0.12),
    (1.75, 0.24, 0.30, 0.02),
    (2.05, 0.12, 0.18, -0.02),
)
JAW = (
    (0.0, 0.16, 0.42, -0.42),
    (0.8, 0.15, 0.34, -0.62),
    (1.55, 0.11, 0.22, -0.74),
    (1.80, 0.05, 0.12, -0.70),
)
RIDGE = ((0.3, 0.10, 0.30, 0.78), (0.95, 0.07, 0.22, 0.56), (1.6, 0.04, 0.10, 0.28))
THROAT = ((0.1, 0.10, 0.34, -0.24), (1.0, 0.06, 0.24, -0.36), (1.45, 0.03, 0.14, -0.40))
TEETH = ((1.86, 0.12, 0.34), (1.55, 0.20, 0.24), (1.28, 0.25, 0.20), (1.02, 0.28, 0.18))
BLADES = (((0.25, 0.62, 0.34), 1.9), ((-0.10, 0.55, 0.52), 1.3), ((-0.25, 0.10, 0.64), 1.0))


def head(fine: bool) -> list[Rider]:
    """A wedge of plates with an open jaw, burning eyes, blades for antlers and cables for whiskers."""
    parts = [_wedge(SKULL, STEEL), _wedge(JAW, STEEL), _wedge(RIDGE, BRASS), _wedge(THROAT, _glow(3.0))]
    for side in (-1.0, 1.0):
        parts += [*_eye(side), *(_teeth(side) if fine else ()), *_antlers(side)]
    return [
        riding(merge(parts), "hero", LENGTH, 0.0),
        *(_cable(side) for side in (-1.0, 1.0) if fine),
    ]


def _eye(side: float) -> list[Mesh]:
    """A burning eye under its brow, and the hinge of the jaw."""
    brow, eye = (
        box((0, 0, 0), (0.46, 0.07, 0.12), PALE),
        ball((0, 0, 0), (0.24, 0.085, 0.08), _glow(9.0, EYE), 8, 6),
    )
    return [
        transform(brow, (0.78, 0.56, 0.40 * side), 1.0, turn(0.22 * side, -0.22)),
        transform(eye, (0.90, 0.43, 0.43 * side), 1.0, turn(0.25 * side, -0.15)),
        cylinder((0.05, -0.28, 0.50 * side), (0.05, -0.28, 0.66 * side), 0.20, BRASS, 10),
    ]


def _teeth(side: float) -> list[Mesh]:
    """Spikes of both jaws on one side."""
    spikes = []
    for x, z, long in TEETH:
        upper = (x, -0.14, z * side), (x - 0.05, -0.16 - long, z * 0.95 * side)
        lower = (x - 0.22, -0.58, 0.8 * z * side), (x - 0.20, -0.40, 0.85 * z * side)
        spikes += [cylinder(*upper, (0.05, 0.004), PALE, 5), cylinder(*lower, (0.04, 0.004), PALE, 5)]
    return spikes


def _antlers(side: float) -> list[Mesh]:
    """Three blades swept back from one side of the skull."""
    blades = []
    for (x, y, z), sweep in BLADES:
        outline = [(0.1, 0.0), (-0.25, 0.0), (-sweep, 0.85 * sweep), (-0.40 * sweep, 0.42 * sweep)]
        blade = extrude(outline[::-1], 0.07, PALE)
        blades.append(transform(blade, (x, y, z * side), 1.0, turn(-0.30 * side, 0.08, 0.5 * side)))
    return blades


def _wedge(stations: tuple[tuple[float, float, float, float], ...], finish: Finish) -> Mesh:
    """A faceted form through (x, half height, half width, middle y) stations, flat-shaded by its bevels."""
    profile = np.array(
        [
            (-1, -0.55),
            (-0.6, -1),
            (0.6, -1),
            (1, -0.55),
            (1, 0.4),
            (0.55, 1),
            (-0.55, 1),
            (-1, 0.4),
            (-1, -0.55),
        ]
    )
    rings = [
        np.stack([np.full(9, x), y + tall * profile[:, 1], wide * profile[:, 0]], -1)
        for x, tall, wide, y in stations
    ]
    return loft(np.array(rings), finish, flipped=False)


def _cable(side: float) -> Rider:
    """A whisker of hose with a lit tip."""
    share = np.linspace(0, 1, 18)
    path = np.stack(
        [
            1.7 + 0.8 * np.sin(3.0 * share) - 4.4 * share**1.4,
            -0.1 + 0.8 * np.sin(2.4 * share),
            side * (0.26 + 1.0 * np.sin(1.6 * share)),
        ],
        1,
    )
    lit = np.where(share > 0.86, 6.0, 0.0)
    colour = np.where(share[:, None] > 0.86, np.array(EYE), np.array(RUBBER.colour))
    mesh = tube(path, 0.05 * (1 - 0.5 * share), Finish(colour=colour, emission=lit, roughness=0.6), 5)
    return riding(mesh, "hero", LENGTH, 0.0, np.repeat(share, 6))


def legs() -> list[Rider]:
    """Two pairs of jointed limbs: hub, strut, piston and a clamp of claws."""
    riders = []
    for place in (6.2, 14.6):
        parts: list[Mesh] = []
        for side in (-1.0, 1.0):
            hip, knee, foot = (
                np.array((x, y, z * side))
                for x, y, z in ((0, -0.2, 0.9), (-0.9, -0.75, 1.35), (0.1, -1.5, 1.45))
            )
            parts += [
                cylinder(hip - np.array((0, 0, 0.25)), hip + np.array((0, 0, 0.25)), 0.34, BRASS, 12),
                cylinder(hip, knee, (0.24, 0.17), STEEL, 8),
            ]
            parts += [
                cylinder(knee - np.array((0, 0, 0.2)), knee + np.array((0, 0, 0.2)), 0.22, BRASS, 10),
                cylinder(knee, foot, (0.19, 0.12), PALE, 8),
            ]
            parts += [
                cylinder(hip + np.array((0.25, -0.1, 0)), 0.45 * knee + 0.55 * foot, 0.055, PALE, 6),
                ball(foot, 0.19, STEEL, 8, 6),
            ]
            parts.append(ball(knee, 0.15, _glow(4.0), 8, 6))
            for angle in (-0.75, 0.0, 0.75, 3.14):
                reach = np.array((np.cos(angle), 0.0, np.sin(angle)))
                parts.append(
                    cylinder(foot, foot + 0.42 * reach - np.array((0, 0.16, 0)), (0.10, 0.07), STEEL, 6)
                )
                parts.append(
                    cylinder(
                        foot + 0.40 * reach - np.array((0, 0.14, 0)),
                        foot + 0.62 * reach - np.array((0, 0.52, 0)),
                        (0.08, 0.005),
                        PALE,
                        5,
                    )
                )
        whole = merge(parts)
        riders.append(riding(replace(whole, position=_back(whole.position, place)), "hero", LENGTH, place))
    return riders


def _back(position: Array, place: float) -> Array:
    return np.asarray(position - np.array((place, 0.0, 0.0)), np.float32)


def tail() -> Rider:
    """A fan of blades at the end."""
    blades = []
    for angle in (-0.9, -0.45, 0.0, 0.45, 0.9):
        blade = extrude(
            [(0.1, -0.10), (-1.2, -0.16), (-2.1, 0.0), (-1.2, 0.16), (0.1, 0.10)][::-1], 0.05, PALE
        )
        blades.append(transform(blade, (-LENGTH + 0.4, 0, 0), 1.0, turn(0.0, angle * 0.8)))
    return riding(merge(blades), "hero", LENGTH, LENGTH - 0.5)


@cache
def mechanical_dragon() -> Spine:
    """The machine with its far versions."""
    near = [*plates(44, 12, True), core(80, 10), *head(True), *legs(), tail()]
    middle = [*plates(44, 8, False), core(40, 6), *head(False), *legs()]
    far = [*plates(14, 4, False), core(14, 4), tail()]
    return Spine(
        name="mechanical_dragon",
        length=LENGTH,
        versions=((together(near), 50.0), (together(middle), 130.0), (together(far), 1e9)),
        sway=1.9,
        heave=1.3,
        pace=2.1,
        girth=1.5,
        semantic="metal",
    )


def build_mechanical_dragon(sheet: CallSheet) -> Serpents:
    """Mechanical dragons along their paths, their joints lighting what is near."""
    count = len(sheet.paths)
    return Serpents(
        spine=mechanical_dragon(),
        paths=sheet.paths,
        sizes=np.ones(count, np.float32),
        tints=np.ones((count, 3), np.float32),
        lift=2.8,
        heard="engine",
        glow=(5.0, 1.7, 0.3),
    )


ASSET = Asset(
    id="mechanical_dragon",
    kind="cast",
    words=Words(
        zh=("机械龙", "机器龙", "机甲龙", "钢铁巨龙", "钢铁龙", "机械巨龙"),
        en=("mechanical dragon", "robot dragon", "steel dragon", "mecha dragon", "robotic dragon"),
    ),
    build=build_mechanical_dragon,
    size=(19.5, 5.8, 4.8),
    lives="sky",
    actions=("fly", "soar", "circle", "rise", "chase", "fight"),
    closest="ms",
)
