"""A starship 45 m long, a tapering armoured hull with blue engines; a count of them flies as a fleet."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.props.machine import Machine, fixed, rocking, turned
from yingxi.art.props.still_life import colour_for, scales_for
from yingxi.art.sets.fleet_battle import StruckRow, battle_of, is_battle
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import box, cylinder, fan, quad
from yingxi.world.scene import Actor, Model

SCALE = 0.5
"""Metres of a ship for each of its plan."""
CLEAR = 34.0
"""Metres behind the lead in which no ship flies."""
PALE = Finish(colour=(1.0, 1.0, 1.0), roughness=0.45)
DARK = Finish(colour=(0.075, 0.08, 0.09), roughness=0.5)
WARM = Finish(colour=(1.0, 0.74, 0.42), emission=3.0)
GLOW = Finish(colour=(0.30, 0.62, 1.0), emission=10.0)
STATIONS = (
    (45.0, 0.3, 0.5, -0.9),
    (38.0, 1.6, 3.2, -0.7),
    (24.0, 3.2, 6.0, -0.3),
    (6.0, 4.6, 8.4, 0.0),
    (-14.0, 5.8, 10.4, 0.2),
    (-30.0, 6.3, 11.0, 0.3),
    (-40.0, 5.6, 9.8, 0.3),
)
"""x, half height, half width, middle y of the hull's rings, from bow to stern."""
ENGINES = (
    (0.4, 0.0, 2.7, -40.0),
    (0.4, 6.3, 1.9, -39.5),
    (0.4, -6.3, 1.9, -39.5),
    (0.2, 16.0, 1.6, -36.0),
    (0.2, -16.0, 1.6, -36.0),
)
"""y, z, radius and x of the nozzles."""


@lru_cache(maxsize=1)
def starship() -> Model:
    """Hull, ridge, bridge, sponsons, rows of ports, engines; its bow toward +x, about y = 0."""
    nozzles, plumes = [], []
    for y, z, size, x in ENGINES:
        bell = [(size * 0.85, 3.0), (size * 1.05, -1.2), (size * 0.9, -1.2), (size * 0.7, 1.0)]
        nozzles.append(turned(bell, DARK, "x", 16, (x, y, z)))
        plumes.append(cylinder((x + 0.6, y, z), (x - 0.4, y, z), size * 0.8, GLOW, 14))
    blade = model([(_hull(6), "plating", "metal"), (merge(plumes[:1]), "emissive", "light")])
    far = model(
        [(merge([_hull(8), *_upper()[:3]]), "plating", "metal"), (merge(plumes[:3]), "emissive", "light")],
        blade,
        1500.0,
    )
    return model(
        [
            (merge([_hull(12), *_upper(), *_greebles()]), "plating", "metal"),
            (merge([*nozzles, *_outriggers()]), "hero", "metal"),
            (merge([*plumes, *_ports()]), "emissive", "light"),
        ],
        far,
        420.0,
    )


def _hull(corners: int) -> Mesh:
    """A faceted hull: a flattened many-sided section along the stations."""
    angle = np.linspace(0, 2 * np.pi, corners + 1) + np.pi / corners
    east, north = np.cos(angle), np.sin(angle)
    wide = np.sign(east) * np.abs(east) ** 0.8
    tall = np.sign(north) * np.abs(north) ** 0.7
    rings = np.array(
        [
            np.stack([np.full(len(angle), x), y + high * tall, half * wide], 1)
            for x, high, half, y in STATIONS[::-1]
        ]
    )
    facets = [
        quad([back[k], front[k], front[k + 1], back[k + 1]], PALE)
        for back, front in pairwise(rings)
        for k in range(corners)
    ]
    return merge([*facets, fan(rings[0], (-1.0, 0.0, 0.0), DARK)])


def _upper() -> list[Mesh]:
    """The spine on top, the bridge tower, and an outrigger with its engine on each side."""
    parts = [
        box((-18, 6.9, 0), (17, 1.5, 3.0), PALE),
        box((-30, 9.6, 0), (4.2, 2.2, 2.2), PALE),
        box((-28.5, 12.4, 0), (2.2, 0.9, 4.6), PALE),
    ]
    for side in (-1, 1):
        parts.append(box((-27, 0.2, side * 12.6), (6.5, 0.7, 3.4), PALE))
        parts.append(cylinder((-30, 12.8, side * 2.6), (-31.5, 18.5, side * 2.6), (0.16, 0.05), PALE, 5))
    return [*parts, box((-8, -6.0, 0), (14, 1.3, 2.4), PALE)]


def _outriggers() -> list[Mesh]:
    """The round hulls of the outer engines."""
    line = [(0, -9.5), (1.9, -9.5), (2.2, 4.0), (1.6, 10.5), (0, 14.5)]
    return [turned(line, PALE, "x", 14, (-26, 0.2, side * 16.0), 0.3) for side in (-1, 1)]


def _greebles() -> list[Mesh]:
    """Small blocks on the spine and along the flanks, and gun barrels at the bow's shoulder."""
    random = np.random.default_rng(11)
    parts = []
    for _ in range(70):
        x = random.uniform(-34, 20)
        half = float(np.interp(-x, [-s[0] for s in STATIONS], [s[2] for s in STATIONS]))
        high = float(np.interp(-x, [-s[0] for s in STATIONS], [s[1] for s in STATIONS]))
        size = 0.3 + 1.0 * random.random(3) ** 2
        z = random.uniform(-0.55, 0.55) * half
        y = (high * 0.93 + 0.1) * (1 if random.random() < 0.7 else -1)
        parts.append(box((x, y, z), size * [1.7, 0.7, 1.0], PALE if random.random() < 0.6 else DARK))
    for side in (-1, 1):
        parts.append(box((14, 4.2, side * 2.4), (1.4, 0.8, 1.0), DARK))
        parts.append(cylinder((14, 4.4, side * 2.4), (21, 4.6, side * 2.4), 0.16, DARK, 6))
    return parts


def _ports() -> list[Mesh]:
    """Rows of lit ports along the flanks and the window of the bridge."""
    random = np.random.default_rng(4)
    parts = [box((-26.25, 12.5, 0), (0.06, 0.22, 3.9), WARM)]
    for x in np.arange(-34.0, 26.0, 1.7):
        if random.random() < 0.25:
            continue
        half = float(np.interp(-x, [-s[0] for s in STATIONS], [s[2] for s in STATIONS]))
        for side in (-1, 1):
            parts.append(
                box((x, 0.35 + 0.9 * (random.random() < 0.3), side * half * 0.995), (0.34, 0.14, 0.10), WARM)
            )
    return parts


def _behind(sheet: CallSheet) -> tuple[Path, ...]:
    """The paths, moved back where the shot is about somebody smaller, so as to hide nobody."""
    shot, place = sheet.shot, sheet.place
    lead = shot.subjects[shot.focus] if shot.focus is not None and shot.subjects else None
    if lead is None or lead.asset == "spaceship" or place is None or "space" not in place.spots:
        return sheet.paths
    spot = place.spots["space"]
    toward = np.array([spot.camera[0], 0.0, spot.camera[1]]) / np.hypot(*spot.camera)
    middle = [path.position(sheet.duration / 2) - np.array(spot.centre) for path in sheet.paths]
    back = max(float(at @ toward) for at in middle) + CLEAR
    return tuple(_moved(path, -back * toward) for path in sheet.paths)


def _moved(path: Path, by: Array) -> Path:
    return Path(position=lambda t: np.asarray(path.position(t) + by, np.float32), yaw=path.yaw)


def build_spaceship(sheet: CallSheet) -> Actor:
    """Ships along their paths, behind whom the shot is about; the first leads. With a droplet: its prey."""
    if is_battle(sheet.shot):
        return StruckRow(battle=battle_of(sheet))
    grey = colour_for(sheet, (0.40, 0.41, 0.43))
    return Machine(
        parts={"spaceship": starship()},
        fittings=(("spaceship", fixed()),),
        paths=_behind(sheet),
        duration=sheet.duration,
        half=(45.0, 9.0, 18.0),
        foot=-7.0,
        scales=SCALE * scales_for(sheet, 0.8, 1.15),
        tints={"spaceship": grey},
        tilt=rocking(0, 0.012, 0.4),
        heard="spacecraft",
    )


ASSET = Asset(
    id="spaceship",
    kind="prop",
    words=Words(
        zh=(
            "飞船",
            "宇宙飞船",
            "星舰",
            "太空船",
            "战舰",
            "星际战舰",
            "星际舰队",
            "舰队",
            "太空舰队",
            "母舰",
            "飞船主体",
        ),
        en=(
            "spaceship",
            "starship",
            "spacecraft",
            "space ship",
            "space fleet",
            "fleet",
            "battleship in space",
            "mothership",
        ),
    ),
    build=build_spaceship,
    size=(32.0, 7.0, 14.0),
    lives="space",
    actions=("fly", "hover"),
    closest="fs",
)
