"""Balloons: a hot-air balloon of gay gores with its basket and burner, and a party balloon on a string."""

from functools import lru_cache

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.props.machine import Machine, Together, fixed, rocking, turned
from yingxi.art.props.still_life import NAMED_COLOURS, colour_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import ball, box, cylinder, grid, lathe, tube
from yingxi.world.scene import Actor, Model

GORES = 24
TALL = 22.0
"""Metres from the basket's floor to the crown."""
PALETTES = (
    ((0.66, 0.030, 0.022), (0.86, 0.42, 0.03), (0.80, 0.72, 0.55)),
    ((0.035, 0.11, 0.40), (0.80, 0.74, 0.60), (0.72, 0.08, 0.03)),
    ((0.84, 0.50, 0.04), (0.68, 0.05, 0.03), (0.16, 0.05, 0.22)),
    ((0.03, 0.26, 0.22), (0.84, 0.62, 0.10), (0.78, 0.74, 0.62)),
)
"""Linear colours of the gores: main, second, the band's."""
Colour = tuple[float, float, float]
Palette = tuple[Colour, Colour, Colour]
BAND = (0.50, 0.60)
"""Between which shares of the gores' length the band runs."""
CREAM = (0.82, 0.76, 0.62)


def _outline(share: Array) -> Array:
    """Radius and height of the envelope from its mouth to the crown: a natural-shape balloon."""
    knots = np.array(
        [
            (1.0, 4.6),
            (1.9, 5.6),
            (3.9, 8.2),
            (5.9, 11.2),
            (7.1, 14.2),
            (7.2, 16.6),
            (6.1, 19.4),
            (4.2, 21.1),
            (2.0, 21.9),
            (0.0, 22.0),
        ]
    )
    from scipy.interpolate import PchipInterpolator

    walked = np.r_[0, np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))]
    return np.asarray(PchipInterpolator(walked, knots)(share * walked[-1]))


def _envelope(palette: Palette, rows: int, each: int, glow: float) -> Mesh:
    """Gores that bulge between their tapes; each gore has its own vertices, so that stripes are sharp."""
    main, second, band = (np.array(colour) for colour in palette)
    edges = [side + step for side in BAND for step in (-0.001, 0.001)]
    share = np.sort(np.concatenate([np.linspace(0, 1, rows), edges]))
    line = _outline(share)
    ring = ((share > BAND[0]) & (share < BAND[1]))[:, None, None]
    parts = []
    for gore in range(GORES):
        u = np.linspace(0, 1, each + 1)
        angle = -(gore + u) * 2 * np.pi / GORES
        bulge = 1 + 0.035 * np.sin(np.pi * u) ** 0.8
        radius = line[:, :1] * bulge
        sheet = np.stack(
            [radius * np.cos(angle), np.repeat(line[:, 1:], each + 1, 1), radius * np.sin(angle)], -1
        )
        tone = np.where(((gore // 2) % 2 == 0), 1.0, 0.0) * np.ones((len(share), each + 1, 1))
        colour = main * tone + second * (1 - tone)
        colour = np.where(ring, band, colour)
        colour = np.where((share > 0.93)[:, None, None], main, colour)
        seam = 1 - 0.30 * (1 - np.sin(np.pi * u)[None, :, None]) ** 3
        shine = glow * np.clip(1.15 - share, 0.12, 1)[:, None] ** 1.6 * (0.6 + 0.4 * np.sin(np.pi * u))
        finish = Finish(
            colour=colour * seam, roughness=0.55, open=(0.72 + 0.28 * share)[:, None] + 0 * u, emission=shine
        )
        mesh = grid(sheet, finish)
        parts.append(mesh)
    return merge(parts)


def _ropes() -> list[Mesh]:
    cord = Finish(colour=(0.16, 0.13, 0.10), roughness=0.9)
    corners = [(0.62, 0.62), (0.62, -0.62), (-0.62, -0.62), (-0.62, 0.62)]
    lines = []
    for x, z in corners:
        lines.append(cylinder((x, 1.15, z), (x * 0.82, 2.7, z * 0.82), 0.035, cord, 5))
        lines += [
            cylinder((x * 0.82, 2.7, z * 0.82), (1.35 * np.cos(a), 4.75, 1.35 * np.sin(a)), 0.018, cord, 4)
            for a in np.arctan2(z, x) + np.array([-0.35, 0.35])
        ]
    return lines


def _basket() -> list[Mesh]:
    """A woven basket with leather rims, sandbags and two passengers."""
    angle = np.linspace(0, 2 * np.pi, 33)
    east, north = np.cos(angle), np.sin(angle)
    soft = np.stack([np.sign(east) * np.abs(east) ** 0.45, np.sign(north) * np.abs(north) ** 0.45], 1)

    def ring(y: float, size: float) -> Array:
        return np.stack([soft[:, 0] * size, np.full(33, y), soft[:, 1] * size], 1)

    levels = np.linspace(0.0, 1.12, 13)
    rows = np.array([ring(y, 0.66 + 0.06 * y / 1.12 + 0.012 * (-1) ** k) for k, y in enumerate(levels)])
    tone = np.where(np.arange(13) % 2, 1.0, 0.62)[:, None, None] * np.array((0.30, 0.165, 0.07))
    wicker = Finish(colour=tone + np.zeros((13, 33, 3)), roughness=0.8)
    leather = Finish(colour=(0.10, 0.035, 0.018), roughness=0.45)
    rims = [tube(ring(y, size), 0.05, leather, 6) for y, size in ((0.02, 0.67), (1.13, 0.74))]
    inside = box((0, 0.55, 0), (0.56, 0.5, 0.56), Finish(colour=(0.05, 0.028, 0.014)), "Y")
    return [grid(rows, wicker, closed=True), *rims, inside, *_load()]


def _load() -> list[Mesh]:
    """Sandbags round the basket and two people in it."""
    sand, skin = Finish(colour=(0.34, 0.27, 0.17), roughness=0.9), Finish(colour=(0.36, 0.2, 0.13))
    spots = [(s * 0.86, w * 0.4) for s in (-1, 1) for w in (-1, 1)]
    spots += [(z, x) for x, z in spots]
    parts = [ball((x, 0.72, z), (0.13, 0.2, 0.13), sand, 8, 6) for x, z in spots]
    for x, z, coat in ((0.2, 0.25, (0.08, 0.10, 0.2)), (-0.25, -0.1, (0.5, 0.38, 0.24))):
        parts.append(ball((x, 1.62, z), (0.13, 0.16, 0.13), skin, 8, 6))
        parts.append(ball((x, 1.22, z), (0.22, 0.34, 0.18), Finish(colour=coat, roughness=0.85), 8, 6))
    return parts


@lru_cache(maxsize=8)
def hot_air_balloon(palette: Palette, glow: float) -> Model:
    """A balloon 22 m tall, the basket's floor at y = 0."""
    steel = Finish(colour=(0.4, 0.4, 0.42), roughness=0.3, metal=0.9)
    burner = [turned([(0.0, 2.35), (0.17, 2.4), (0.17, 2.75), (0.22, 2.85), (0.0, 2.86)], steel, "y", 12)]
    burner += [cylinder((-0.55, 2.68, z), (0.55, 2.68, z), 0.03, steel, 5) for z in (-0.5, 0.5)]
    skirt = lathe([(0.95, 4.0), (1.0, 4.6)], Finish(colour=palette[0], roughness=0.6), 24)
    inner = lathe([(0.94, 4.62), (0.93, 4.0)], Finish(colour=(0.05, 0.012, 0.01), roughness=0.9), 24)
    flame = lathe(
        [(0.0, 2.9), (0.16, 3.1), (0.19, 3.5), (0.10, 4.2), (0.0, 4.9)],
        Finish(colour=(1.0, 0.42, 0.10), emission=7.0),
        10,
    )
    whole = _envelope(palette, 23, 4, glow)
    far_ball = _envelope(palette, 13, 1, glow)
    distant = _envelope(palette, 4, 1, glow)
    low = box((0, 0.55, 0), (0.7, 0.55, 0.7), Finish(colour=(0.24, 0.13, 0.06)))
    tiny = model([(distant, "cloth", "cloth"), (low, "flat", "wood")])
    far = model([(far_ball, "cloth", "cloth"), (low, "flat", "wood")], tiny, 220.0)
    return model(
        [
            (merge([whole, skirt, inner]), "cloth", "cloth"),
            (merge([*_basket(), *_ropes()]), "flat", "wood"),
            (merge(burner), "metal", "metal"),
            (flame, "emissive", "light"),
        ],
        far,
        70.0,
    )


@lru_cache(maxsize=1)
def party_balloon() -> Model:
    """A toy balloon 0.38 m tall of one tint on a string 1 m long that hangs to y = 0."""
    skin = Finish(colour=(1, 1, 1), roughness=0.16)
    line = [
        (0.0, 1.02),
        (0.030, 1.03),
        (0.022, 1.055),
        (0.07, 1.10),
        (0.125, 1.19),
        (0.150, 1.28),
        (0.142, 1.36),
        (0.105, 1.415),
        (0.05, 1.437),
        (0.0, 1.44),
    ]
    body = lathe(line, skin, 28)
    t = np.linspace(0, 1, 16)
    string = tube(
        np.stack([0.035 * np.sin(7 * t) * (1 - t), t * 1.03, 0.03 * np.sin(5 * t + 1) * (1 - t)], 1),
        0.0022,
        Finish(colour=(0.8, 0.8, 0.78)),
        4,
    )
    far = model([(lathe(line[3:], skin, 10), "hero", "none")])
    return model([(body, "hero", "cloth"), (string, "flat", "cloth")], far, 14.0)


def build_hot_air_balloon(sheet: CallSheet) -> Actor:
    """Balloons of different gores that rise a little as they drift; lit from inside after dark."""
    asked = colour_for(sheet, (-1.0, 0.0, 0.0))
    palettes = (
        PALETTES if asked[0] < 0 else ((asked, CREAM, (0.55 * asked[0], 0.55 * asked[1], 0.55 * asked[2])),)
    )
    glow = 1.5 if is_dark(sheet.shot.hour) else 0.06
    first = int(sheet.random().integers(len(palettes)))
    return Together(
        actors=tuple(
            Machine(
                parts={f"hot_air_balloon:{turn}": hot_air_balloon(palettes[turn % len(palettes)], glow)},
                fittings=((f"hot_air_balloon:{turn}", fixed()),),
                paths=(_lofted(path, sheet.duration, number, 0.5),),
                duration=sheet.duration,
                half=(7.4, TALL / 2, 7.4),
                scales=np.ones(1, np.float32),
                tilt=rocking(number, 0.02, 0.5),
            )
            for number, path in enumerate(sheet.paths)
            for turn in ((first + number) % max(len(palettes), 1),)
        )
    )


def build_balloon(sheet: CallSheet) -> Actor:
    """Party balloons that bob on their strings; each of another colour unless one is asked for."""
    asked = colour_for(sheet, (-1.0, 0.0, 0.0))
    gay = [NAMED_COLOURS[name] for name in ("red", "yellow", "blue", "orange", "pink", "green")]
    return Together(
        actors=tuple(
            Machine(
                parts={"party_balloon": party_balloon()},
                fittings=(("party_balloon", fixed()),),
                paths=(_lofted(path, sheet.duration, number, 0.10),),
                duration=sheet.duration,
                half=(0.2, 0.72, 0.2),
                scales=np.full(1, 1.25, np.float32),
                tints={"party_balloon": gay[number % len(gay)] if asked[0] < 0 else asked},
                tilt=rocking(number, 0.10, 1.1),
            )
            for number, path in enumerate(sheet.paths)
        )
    )


def _lofted(path: Path, duration: float, number: int, rise: float) -> Path:
    """The same way, rising by `rise` m/s about the middle of the shot, and breathing; no two quite level."""
    step = 7.0 * rise * ((number * 2) % 5 - 2) * (number > 0)

    def position(t: float) -> Array:
        up = step + rise * (t - duration / 2) + 0.3 * rise * np.sin(0.9 * t + 1.7 * number)
        return np.asarray(path.position(t) + np.array([0.0, up, 0.0]), np.float32)

    return Path(position=position, yaw=path.yaw)


ASSETS = (
    Asset(
        id="hot_air_balloon",
        kind="prop",
        words=Words(
            zh=("热气球", "彩色热气球", "热气球群"),
            en=("hot-air balloon", "hot air balloon", "hot-air balloons", "hot air balloons", "balloons"),
        ),
        build=build_hot_air_balloon,
        size=(14.8, 22.0, 14.8),
        lives="sky",
        actions=("drift", "rise", "float"),
        closest="fs",
    ),
    Asset(
        id="balloon",
        kind="prop",
        words=Words(
            zh=("气球", "红气球", "彩色气球"), en=("balloon", "red balloon", "toy balloon", "party balloon")
        ),
        build=build_balloon,
        size=(0.5, 1.8, 0.5),
        lives="sky",
        actions=("float", "rise", "drift"),
        closest="ms",
    ),
)
