"""An airliner 38 m long with swept wings, two fans, flashing lamps and a tail of the colour asked for."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.machine import Fitting, Machine, fixed, turned
from yingxi.art.props.still_life import colour_for, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import box, cylinder, loft
from yingxi.world.scene import Actor, Model, Moment

WHITE = Finish(colour=(0.80, 0.81, 0.82), roughness=0.28)
SILVER = Finish(colour=(0.50, 0.52, 0.55), roughness=0.3, metal=0.5)
TAIL = Finish(colour=(1.0, 1.0, 1.0), roughness=0.3)
DARK = Finish(colour=(0.015, 0.018, 0.022), roughness=0.12)
BODY = (
    (19.0, 0.05, -0.55),
    (18.6, 0.55, -0.45),
    (17.6, 1.05, -0.30),
    (16.2, 1.50, -0.12),
    (14.2, 1.86, 0.0),
    (11.5, 1.98, 0.0),
    (-8.0, 1.98, 0.0),
    (-11.5, 1.80, 0.18),
    (-15.0, 1.22, 0.58),
    (-18.0, 0.55, 0.95),
    (-19.0, 0.18, 1.10),
)
"""x, radius and middle y of the fuselage's rings."""
ENGINE = (3.2, -2.05, 5.6)


@lru_cache(maxsize=1)
def airframe() -> Model:
    """Fuselage, wings, stabilisers, engines and windows, about y = 0, the nose toward +x."""
    wings = [_wing(s, (4.6, -1.0, 1.6), 17.0, 6.8, 1.5, 7.6, 1.55, 0.115) for s in (-1, 1)]
    stabs = [_wing(s, (-13.6, 0.95, 0.6), 6.4, 3.6, 1.3, 3.9, 0.5, 0.09) for s in (-1, 1)]
    body = _fuselage(BODY, 26)
    engines = [part for s in (-1, 1) for part in _engine(s)]
    plain = merge(
        [
            _fuselage(BODY[::2], 10),
            *(_wing(s, (4.6, -1.0, 1.6), 17.0, 6.8, 1.5, 7.6, 1.55, 0.115, 2) for s in (-1, 1)),
        ]
    )
    far = model([(plain, "hero", "metal"), (_fin(), "hero", "metal")])
    return model(
        [
            (merge([body, *engines]), "hero", "metal"),
            (merge([*wings, *stabs]), "hero", "metal"),
            (merge(_panes()), "dark_glass", "metal"),
        ],
        far,
        160.0,
    )


def _fuselage(stations: tuple[tuple[float, float, float], ...], sides: int) -> Mesh:
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    rings = [
        np.stack([np.full(sides + 1, x), y + r * np.sin(angle), r * np.cos(angle)], 1)
        for x, r, y in stations[::-1]
    ]
    return loft(np.array(rings), WHITE)


def _section(points: int) -> Array:
    """A closed aerofoil (x from 0 at the nose to -1, y), counter-clockwise from +z."""
    s = (1 - np.cos(np.linspace(0, np.pi, points))) / 2
    thick = 5 * (0.2969 * np.sqrt(s) - 0.1260 * s - 0.3516 * s**2 + 0.2843 * s**3 - 0.1036 * s**4)
    upper, lower = np.stack([-s, thick], 1), np.stack([-s, -0.75 * thick], 1)
    return np.concatenate([upper, lower[::-1][1:]])


def _wing(
    side: float,
    root: tuple[float, float, float],
    span: float,
    chord: float,
    tip: float,
    sweep: float,
    rise: float,
    thick: float,
    points: int = 10,
) -> Mesh:
    """A swept, tapering wing of NACA four-digit section from `root` (x, y, z)."""
    rows = []
    for share in (0.0, 0.34, 0.97, 1.0):
        kink = chord + (tip - chord) * min(share * 1.25, 0.86 + 0.14 * share) * (1 - 0.25 * (share > 0.98))
        foil = _section(max(points, 3)) * kink * np.array([1.0, thick])
        x = root[0] - sweep * share
        y = root[1] + rise * share**1.15
        rows.append(
            np.stack(
                [
                    x + foil[:, 0],
                    y + foil[:, 1],
                    np.full(len(foil), side * (root[2] + (span - root[2]) * share)),
                ],
                1,
            )
        )
    return loft(np.array(rows), SILVER if points > 2 else WHITE, flipped=side < 0)


@lru_cache(maxsize=1)
def fin() -> Model:
    """The tail fin, in the airline's colour."""
    return model([(_fin(), "hero", "metal")])


def _fin() -> Mesh:
    foil = _section(8)
    rows = []
    for share in (0.0, 0.35, 1.0):
        chord = 5.6 - 3.4 * share - 0.6 * (share == 0.35)
        x, y = -11.6 - 4.9 * share, 1.2 + 6.4 * share
        rows.append(np.stack([x + foil[:, 0] * chord, np.full(len(foil), y), -foil[:, 1] * chord * 0.1], 1))
    return loft(np.array(rows), TAIL)


def _engine(side: float) -> list[Mesh]:
    """A nacelle with a bright lip and its pylon."""
    x, y, z = ENGINE[0], ENGINE[1], side * ENGINE[2]
    shell = [(0.0, -1.2), (0.55, -1.9), (0.62, -1.9), (0.88, -0.6), (1.06, 0.6), (1.08, 1.6), (1.0, 1.9)]
    lip = [(1.0, 1.88), (0.93, 1.97), (0.86, 1.86), (0.84, 1.2)]
    cone = [(0.62, -1.85), (0.4, -1.9), (0.0, -2.6)]
    return [
        turned(shell, WHITE, "x", 22, (x, y, z)),
        turned(lip, SILVER, "x", 22, (x, y, z)),
        turned(cone[::-1], DARK, "x", 14, (x, y, z)),
        box((x - 1.1, y + 1.2, z), (1.5, 0.45, 0.12), WHITE),
    ]


def _panes() -> list[Mesh]:
    """The rows of windows, the cockpit's glass."""
    parts = []
    for s in (-1, 1):
        parts += [box((x, 0.42, s * 1.925), (0.14, 0.19, 0.02), DARK) for x in np.arange(-11.0, 12.6, 0.62)]
        parts.append(box((16.0, 0.62, s * 0.92), (0.42, 0.20, 0.34), DARK))
    return parts


@lru_cache(maxsize=1)
def fan_blades() -> Model:
    """The fan of an engine, about its axle along x."""
    blades = []
    for k in range(14):
        a = 2 * np.pi * k / 14
        blades.append(
            cylinder(
                (0.0, 0.2 * np.sin(a), 0.2 * np.cos(a)),
                (0.06, 0.84 * np.sin(a + 0.3), 0.84 * np.cos(a + 0.3)),
                (0.05, 0.1),
                SILVER,
                4,
            )
        )
    disc = turned([(0, -0.1), (0.86, -0.08), (0.86, -0.06), (0, -0.06)], DARK, "x", 18)
    spinner = turned([(0.24, 0.0), (0.18, 0.25), (0.0, 0.4)], WHITE, "x", 12)
    return model([(merge([disc, *blades, spinner]), "hero", "metal")], model([(disc, "flat", "metal")]), 90.0)


def _fan(side: float) -> Fitting:
    x, y, z = ENGINE[0] + 1.2, ENGINE[1], side * ENGINE[2]
    return lambda gone, t: ((x, y, z), 0.0, 9.0 * t)


def build_aeroplane(sheet: CallSheet) -> Actor:
    """Airliners along their paths, banking a little, with lamps at the wings' ends."""
    plane = Machine(
        parts={"aeroplane": airframe(), "aeroplane_fin": fin(), "aeroplane_fan": fan_blades()},
        fittings=(
            ("aeroplane", fixed()),
            ("aeroplane_fin", fixed()),
            *(("aeroplane_fan", _fan(s)) for s in (-1.0, 1.0)),
        ),
        paths=sheet.paths,
        duration=sheet.duration,
        half=(19.0, 5.2, 17.0),
        foot=-3.2,
        scales=scales_for(sheet, 0.95, 1.05),
        tints={"aeroplane_fin": colour_for(sheet, (0.55, 0.035, 0.03))},
        tilt=lambda t: (0.05 + 0.01 * np.sin(0.6 * t), 0.05 * np.sin(0.5 * t)),
        lift=3.2,
        heard="gale",
    )
    return replace(plane, breath=lambda t: _lamps(plane, t))


def _lamps(plane: Machine, t: float) -> Moment:
    """Red to port, green to starboard, a white flash once in 1.2 s."""
    place, yaw = plane.places(t), plane.yaws(t)
    rows = []
    flash = 1.0 if t % 1.2 < 0.1 else 0.0
    for x, y, z, light in (
        (-3.2, 0.7, -17.0, (3.0, 0.1, 0.08)),
        (-3.2, 0.7, 17.0, (0.1, 2.4, 0.4)),
        (-19.0, 1.2, 0.0, (6 * flash,) * 3),
    ):
        row = np.zeros((len(place), 12), np.float32)
        east, north = np.cos(yaw), np.sin(yaw)
        row[:, :3] = place + np.stack([x * east + z * north, y + 0 * yaw, -x * north + z * east], 1)
        row[:, 3], row[:, 4:7], row[:, 7] = 0.45, light, 0.9
        rows.append(row)
    return Moment(glows=np.concatenate(rows))


ASSET = Asset(
    id="aeroplane",
    kind="prop",
    words=Words(
        zh=("飞机", "客机", "民航客机", "航班", "大飞机"),
        en=("aeroplane", "airplane", "plane", "airliner", "jet", "aircraft", "passenger plane"),
    ),
    build=build_aeroplane,
    size=(38.0, 10.4, 34.0),
    lives="sky",
    actions=("fly", "soar"),
    closest="fs",
)
