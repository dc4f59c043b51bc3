"""A European harness of plate: breast and back, shoulders, arms, gauntlets, hoops, legs, close helmet.

After harnesses of about 1480: ridged breastplate, round shoulder lames, winged elbows and knees, a visor
with a slit that comes to a point.
"""

from dataclasses import replace

import numpy as np

from yingxi.art.bodies.body import SIDES, SIGN, Body, normals
from yingxi.art.bodies.dressing import Colour
from yingxi.art.bodies.garments import shoes
from yingxi.art.bodies.hair import fixed_to
from yingxi.art.bodies.pieces import Piece, hemmed, lighter, near_weights, sheet_piece
from yingxi.art.bodies.regions import along_limb, covering, eye_level, region, regions, ring_at, waist
from yingxi.art.bodies.rotations import Numbers, cross, unit
from yingxi.art.shapes import Finish, Mesh, ball, lathe, merge, transform, tube
from yingxi.art.shapes.mesh import flip
from yingxi.art.shapes.solids import grid

STEEL: Colour = (0.42, 0.43, 0.45)
PLATE = "battle_steel"
_DARK = Finish(colour=(0.010, 0.010, 0.011), roughness=0.6)
_BRASS = Finish(colour=(0.72, 0.50, 0.20), roughness=0.28, metal=0.95)


def _steel(colour: Colour) -> Finish:
    return Finish(colour=colour, roughness=0.27, metal=0.95)


def harness(body: Body, colour: Colour) -> list[Piece]:
    """All plates but the helmet."""
    found = [*cuirass(body, colour), *faulds(body, colour), *sabatons(body, colour)]
    for side in SIDES:
        found += [*arm(body, side, colour), *leg(body, side, colour), gauntlet(body, side, colour)]
    return found


def _polished(worn: Piece) -> Piece:
    """A covering whose pattern says how it shines instead of where its cloth is."""
    shine = np.tile(np.array([0.27, 0.95]), (len(worn.position), 1))
    return replace(worn, coord=shine)


def cuirass(body: Body, colour: Colour) -> list[Piece]:
    """Breast and back: a smooth shell with a ridge down the breast, a rolled collar and a gilt waist."""
    s, y = body.scale, body.position[:, 1]
    down = along_limb(body, "arm")
    keep = region(body.name, "trunk") & (y > waist(body) - 0.10 * s) & (y < body.head("neck01")[1] - 0.06 * s)
    keep |= region(body.name, "upper_arm") & (down < 0.06)
    shell = hemmed(lighter(covering(body, keep, 0.040 * s, 26, colour, PLATE, "metal"), 0.026 * s), 20)
    places = shell.position.copy()
    ridge = np.exp(-((places[:, 2] / (0.05 * s)) ** 2)) * (places[:, 0] > body.head("spine02")[0] + 0.04 * s)
    belly = np.clip(1.0 - np.abs(places[:, 1] - 1.26 * s) / (0.24 * s), 0.0, 1.0)
    places[:, 0] += (0.020 * ridge + 0.022 * belly * (places[:, 0] > body.head("spine02")[0])) * s
    shell = _polished(replace(shell, position=places, normal=normals(places, shell.triangles)))
    angles = np.linspace(0, 2 * np.pi, 33)
    belt = _hoop(body, waist(body) - 0.035 * s, waist(body) - 0.010 * s, 0.060, 0.056, angles)
    trim = _ring_piece(body, belt, (0.72, 0.50, 0.20))
    neck = body.head("neck01") + np.array([0.012, -0.055, 0.0]) * s
    gorget = lathe(
        np.array([(0.120, -0.04), (0.098, 0.0), (0.082, 0.045), (0.088, 0.052)]) * s, _steel(colour), 24
    )
    return [shell, trim, fixed_to(body, "spine02", transform(gorget, move=neck), PLATE, "metal")]


def _hoop(body: Body, low: float, high: float, first: float, last: float, angles: Numbers) -> Numbers:
    """A band round the hips (rows, columns, 3) from `low` to `high` metres, so far from the body."""
    around = regions(body, ("trunk", "thigh"))
    heights, out = np.linspace(high, low, 3), np.linspace(last, first, 3)
    return np.stack(
        [ring_at(body, y, angles, o * body.scale, around) for y, o in zip(heights, out, strict=True)]
    )


def _ring_piece(body: Body, band: Numbers, colour: Colour) -> Piece:
    weights = near_weights(body, band, region(body.name, "trunk"))
    shine = np.tile(np.array([0.28, 0.95]), (band.shape[0] * band.shape[1], 1))
    return sheet_piece(band, weights, colour, PLATE, "metal", shine)


def faulds(body: Body, colour: Colour) -> list[Piece]:
    """Four hoops below the waist, each over the next, and a tasset on each thigh."""
    s, angles = body.scale, np.linspace(0, 2 * np.pi, 33)
    found = []
    for number in range(4):
        high = waist(body) - (0.028 + 0.036 * number) * s
        band = _hoop(body, high - 0.048 * s, high, 0.052 + 0.008 * number, 0.044 + 0.008 * number, angles)
        found.append(_ring_piece(body, band, colour))
    for side in SIDES:
        found.append(_tasset(body, side, colour))
    return found


def _tasset(body: Body, side: str, colour: Colour) -> Piece:
    """A ribbed plate that hangs before a thigh and goes with it."""
    s, sign = body.scale, SIGN[side]
    hip, knee = body.head(f"upperleg01.{side}"), body.head(f"lowerleg01.{side}")
    share = np.linspace(0.10, 0.56, 6)[:, None]
    angle = np.linspace(-0.95, 1.05, 9)[None]
    wide = 0.118 * (1.0 - 0.25 * (share - 0.10) / 0.46)
    spine = hip + share[..., None] * (knee - hip)
    lames = 0.006 * (np.arange(6)[:, None] % 2)
    reach = (wide + lames)[..., None] * s
    places = spine + reach * np.stack(
        [np.cos(angle) + 0 * share, 0 * angle * share, sign * np.sin(angle) + 0 * share], -1
    )
    mesh = _both_sides(places, _steel(colour))
    return fixed_to(body, f"upperleg01.{side}", mesh, PLATE, "metal")


def _both_sides(places: Numbers, finish: Finish) -> Mesh:
    sheet = grid(places, finish)
    return merge([sheet, flip(sheet)])


def _limb(body: Body, upper: str, lower: str, stations: Numbers, radii: Numbers, finish: Finish) -> Mesh:
    """A tube round a limb: stations 0-1 from joint to joint, radii in metres for scale 1."""
    start, end = body.head(upper), body.head(lower)
    return tube([start + k * (end - start) for k in stations], np.asarray(radii) * body.scale, finish, 16)


def arm(body: Body, side: str, colour: Colour) -> list[Piece]:
    """Shoulder lames, rerebrace, a winged elbow, vambrace."""
    s, steel = body.scale, _steel(colour)
    upper, lower, wrist = f"upperarm01.{side}", f"lowerarm01.{side}", f"wrist.{side}"
    start, elbow = body.head(upper), body.head(lower)
    along = unit(elbow - start)
    lames = []
    for number, (at, wide, deep) in enumerate(
        ((-0.10, 0.112, 0.085), (0.14, 0.104, 0.07), (0.32, 0.094, 0.06))
    ):
        dome = ball((0, 0, 0), 1.0, steel, 16, 9)
        place = start + at * (elbow - start) + np.array([0.0, 0.010, 0.0]) * s
        lames.append(transform(dome, scale=np.array([wide, deep, wide - 0.004 * number]) * s, move=place))
    rerebrace = _limb(body, upper, lower, np.array([0.25, 0.5, 0.86]), np.array([0.070, 0.066, 0.062]), steel)
    cop = transform(ball((0, 0, 0), 1.0, steel, 14, 9), scale=np.array([0.066, 0.066, 0.066]) * s, move=elbow)
    wing = _wing(elbow, along, np.array([0.0, -0.25, SIGN[side]]), 0.085 * s, steel)
    vambrace = _limb(body, lower, wrist, np.array([0.12, 0.35, 0.92]), np.array([0.060, 0.062, 0.046]), steel)
    return [
        fixed_to(body, upper, merge([*lames, rerebrace]), PLATE, "metal"),
        fixed_to(body, lower, merge([cop, wing, vambrace]), PLATE, "metal"),
    ]


def _wing(at: Numbers, along: Numbers, out: Numbers, size: float, finish: Finish) -> Mesh:
    """A fan-shaped plate at the outside of a joint."""
    away = unit(out - along * float(out @ along))
    turn = np.linspace(0, 2 * np.pi, 17)
    across = cross(along, away)
    rim = (
        at
        + 0.062 / 0.085 * size * away
        + size * (np.cos(turn)[:, None] * along + 0.62 * np.sin(turn)[:, None] * across)
    )
    middle = np.broadcast_to(at + 0.95 * size * away, rim.shape)
    return _both_sides(np.stack([rim, 0.5 * (rim + middle) + 0.10 * size * away, middle]), finish)


def gauntlet(body: Body, side: str, colour: Colour) -> Piece:
    """A steel glove; its flared cuff is drawn with the forearm's plates."""
    own = np.sign(body.position[:, 2]) == SIGN[side]
    down = along_limb(body, "arm")
    keep = own & (region(body.name, "hand") | (region(body.name, "forearm") & (down > 1.72)))
    swell = (0.009 + 0.030 * np.clip((2.0 - down) / 0.25, 0, 1) * region(body.name, "forearm")) * body.scale
    return _polished(lighter(covering(body, keep, swell, 3, colour, PLATE, "metal"), 0.0155 * body.scale))


def leg(body: Body, side: str, colour: Colour) -> list[Piece]:
    """Cuisse, winged knee and greave."""
    s, steel = body.scale, _steel(colour)
    upper, lower, foot = f"upperleg01.{side}", f"lowerleg01.{side}", f"foot.{side}"
    hip, knee, ankle = body.head(upper), body.head(lower), body.head(foot)
    ahead = np.array([0.018, 0.0, 0.0]) * s
    cuisse = tube(
        [hip + k * (knee - hip) + ahead * k for k in (0.26, 0.55, 0.90)],
        np.array([0.112, 0.100, 0.079]) * s,
        steel,
        18,
    )
    cop = transform(
        ball((0, 0, 0), 1.0, steel, 14, 9),
        scale=np.array([0.082, 0.080, 0.078]) * s,
        move=knee + 1.1 * ahead,
    )
    wing = _wing(knee + ahead, unit(ankle - knee), np.array([0.1, 0.0, SIGN[side]]), 0.090 * s, steel)
    back = np.array([-0.016, 0.0, 0.0]) * s
    greave = tube(
        [knee + k * (ankle - knee) + back * np.sin(np.pi * k) for k in (0.13, 0.36, 0.70, 0.97)],
        np.array([0.074, 0.084, 0.066, 0.056]) * s,
        steel,
        18,
    )
    return [
        fixed_to(body, upper, cuisse, PLATE, "metal"),
        fixed_to(body, lower, merge([cop, wing, greave]), PLATE, "metal"),
    ]


def sabatons(body: Body, colour: Colour) -> list[Piece]:
    """Shoes of plate."""
    return [_polished(replace(shoe, material=PLATE, semantic="metal")) for shoe in shoes(body, colour)]


def close_helmet(body: Body, colour: Colour, plume: Colour) -> list[Piece]:
    """A skull with a comb, a pointed visor with a slit and breaths, and a plume from its nape."""
    s, steel = body.scale, _steel(colour)
    middle = eye_level(body) + np.array([-0.082, 0.004, 0.0]) * s
    skull = transform(
        ball((0, 0, 0), 1.0, steel, 24, 16), scale=np.array([0.142, 0.156, 0.118]) * s, move=middle
    )
    comb = [
        middle + np.array([0.146 * np.cos(a), 0.162 * np.sin(a), 0.0]) * s for a in np.linspace(0.35, 2.7, 15)
    ]
    crest = tube(comb, 0.008 * s, steel, 6)
    neck = lathe(np.array([(0.118, -0.165), (0.104, -0.13), (0.108, -0.08)]) * s, steel, 24)
    return [
        fixed_to(body, "head", merge([skull, crest, transform(neck, move=middle)]), PLATE, "metal"),
        fixed_to(body, "head", merge(_visor(middle, s, steel)), PLATE, "metal"),
        fixed_to(body, "head", merge(_slits(middle, s)), "hero", "metal"),
        _feather(body, middle, plume),
    ]


def _visor(middle: Numbers, s: float, steel: Finish) -> list[Mesh]:
    """The face plate, drawn out to a beak, on two pivots."""
    angle = np.linspace(-1.45, 1.45, 19)[None]
    height = np.linspace(-0.125, 0.058, 9)[:, None]
    beak = np.exp(-((height + 0.045) ** 2) / 0.0032) * np.cos(0.9 * angle) ** 3
    wide = 0.124 - 0.30 * np.clip(-0.085 - height, 0, 1)
    places = np.stack(
        [
            (1.12 * wide + 0.078 * beak) * np.cos(angle) + 0.010,
            height + 0 * angle,
            (wide - 0.012 * beak) * np.sin(angle),
        ],
        -1,
    )
    pivots = [
        transform(
            ball((0, 0, 0), 1.0, _BRASS, 10, 6), scale=0.018 * s, move=middle + np.array([0.0, 0.01, z]) * s
        )
        for z in (-0.121, 0.121)
    ]
    return [_both_sides(middle + places * s, steel), *pivots]


def _slits(middle: Numbers, s: float) -> list[Mesh]:
    """The dark slit to look through, and holes to breathe through on the right cheek."""
    found = []
    for sign in (-1.0, 1.0):
        line = [
            middle
            + np.array([0.146 * np.cos(a) + 0.014, 0.012 + 0.006 * np.cos(a), sign * 0.126 * np.sin(a)]) * s
            for a in np.linspace(0.10, 0.85, 8)
        ]
        found.append(tube(line, 0.0048 * s, _DARK, 6))
    for row in range(2):
        for number in range(4):
            a, y = 0.42 + 0.14 * number, -0.060 - 0.022 * row
            spot = middle + np.array([0.158 * np.cos(a) + 0.016, y, 0.122 * np.sin(a)]) * s
            found.append(ball(spot, 0.0050 * s, _DARK, 6, 4))
    return found


def _feather(body: Body, middle: Numbers, colour: Colour) -> Piece:
    """Three ostrich feathers that rise from the crown and fall behind."""
    s, dice = body.scale, np.random.default_rng(8)
    parts = []
    for number in range(9):
        z = 0.016 * (number % 3 - 1)
        long = 0.16 + 0.07 * (number // 3) + float(dice.uniform(-0.02, 0.02))
        root = middle + np.array([-0.060, 0.150, 0.4 * z]) * s
        ends = (
            root + np.array([-0.02, 0.14, z]) * s,
            root + np.array([-long, -0.07 - 0.05 * (number // 3), 2.2 * z]) * s,
        )
        share = np.linspace(0.0, 1.0, 7)[:, None]
        line = (1 - share) ** 2 * root + 2 * share * (1 - share) * ends[0] + share**2 * ends[1]
        tone = Finish(colour=tuple(float(dice.uniform(0.75, 1.15)) * c for c in colour), roughness=0.9)
        parts.append(tube(line, np.array([0.008, 0.018, 0.024, 0.027, 0.026, 0.020, 0.006]) * s, tone, 6))
    return fixed_to(body, "head", merge(parts), "hero", "cloth")
