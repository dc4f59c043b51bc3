"""The hull of a dragon boat with all that is fixed to it: gilding, lights, drum, tail, poles and lanterns."""

from dataclasses import dataclass

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.props.dragon_boat_head import Colour, dragon_head
from yingxi.art.shapes import Finish, Mesh, Numbers, ball, box, cylinder, grid, lathe, merge, tube, versions
from yingxi.world.scene import Model

HALF = 6.4
"""Half the length of the hull without head and tail, metres."""
ROWS = tuple(np.linspace(-4.45, 3.65, 10))
"""Where the ten benches stand along the boat."""
SEAT = 0.50
"""Height of a rower's hips above the water, metres."""
DRUMMER = (5.30, 0.86, 0.0)
DRUM = (4.66, 1.06, 0.0)
STEERSMAN = (-5.45, 1.36, 0.0)
LANTERNS = ((5.95, 2.92, 0.0), (-6.15, 2.72, 0.0))
"""Where the big lanterns swing at bow and stern."""

GILT = Finish(colour=(0.90, 0.52, 0.12), roughness=0.28, metal=0.85)
WOOD = Finish(colour=(0.20, 0.085, 0.035), roughness=0.6)
LAMP: Colour = (1.0, 0.26, 0.055)


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    """The colours of one boat, linear RGB."""

    hull: Colour
    mane: Colour
    crest: Colour
    light: Colour
    cloth: Colour


Parts = list[tuple[Mesh, str, str]]

TEAMS = (
    Team(
        hull=(0.40, 0.012, 0.014),
        mane=(0.80, 0.055, 0.035),
        crest=(0.05, 0.42, 0.30),
        light=(1.0, 0.30, 0.05),
        cloth=(0.62, 0.030, 0.022),
    ),
    Team(
        hull=(0.012, 0.060, 0.26),
        mane=(0.03, 0.38, 0.62),
        crest=(0.72, 0.05, 0.05),
        light=(0.05, 0.72, 1.0),
        cloth=(0.025, 0.17, 0.60),
    ),
    Team(
        hull=(0.010, 0.15, 0.085),
        mane=(0.05, 0.52, 0.30),
        crest=(0.80, 0.16, 0.03),
        light=(0.08, 1.0, 0.48),
        cloth=(0.020, 0.33, 0.16),
    ),
    Team(
        hull=(0.16, 0.015, 0.22),
        mane=(0.58, 0.07, 0.62),
        crest=(0.05, 0.50, 0.62),
        light=(0.90, 0.14, 1.0),
        cloth=(0.33, 0.045, 0.46),
    ),
    Team(
        hull=(0.045, 0.040, 0.042),
        mane=(0.80, 0.42, 0.06),
        crest=(0.70, 0.05, 0.03),
        light=(1.0, 0.62, 0.12),
        cloth=(0.72, 0.34, 0.03),
    ),
)


@kept
def boat_model(team: int) -> Model:
    """The boat without its people and its head."""
    levels = [_parts(TEAMS[team % len(TEAMS)], level) for level in range(6)]
    return versions(levels, (10.5, 19.0, 34.0, 60.0, 110.0))


@kept
def head_model(team: int, close: bool) -> Model:
    """The dragon's head in the boat's frame, a thing of its own: it is lit and thinned out by itself.

    `close` sculpts it finely for near framings.
    """
    colours = TEAMS[team % len(TEAMS)]
    steps = (0.048 if close else 0.060, 0.072, 0.095, 0.13, 0.20)
    heads = [dragon_head(step, colours.mane, colours.crest) for step in steps]
    return versions(heads, (7.0, 15.0, 28.0, 60.0))


def half_beam(x: Numbers) -> Numbers:
    """Half the width of the hull at x, metres."""
    full = np.maximum(1 - np.abs(x / (HALF * 1.02)) ** 3.0, 0.001)
    return np.asarray(0.68 * full**0.62)


def sheer(x: Numbers) -> Numbers:
    """Height of the gunwale above the water at x, metres: both ends sweep up."""
    return np.asarray(0.46 + 0.62 * np.abs(x / HALF) ** 3.4)


def _parts(team: Team, level: int) -> Parts:
    parts = [*_planks(team, level), *_tail(team, level)]
    parts += [(_strips(team, level), "emissive", "light"), (_lantern_string(level), "emissive", "light")]
    if level < 4:
        parts.append((_drum(level), "hero", "wood"))
    if level < 3:
        parts += [(_benches(), "hero", "wood"), (_clouds(level), "hero", "metal")]
    return parts


def _planks(team: Team, level: int) -> list[tuple[Mesh, str, str]]:
    stations, half = ((40, 11), (26, 8), (18, 7), (14, 6), (9, 6), (7, 4))[level]
    x = np.linspace(-HALF, HALF, stations)
    shade = np.linspace(1.0, 0.55, half) ** 1.2
    paint = np.asarray(team.hull)[None, None] * np.repeat(shade[None, :], stations, 0)[..., None]
    paint = np.concatenate([paint, paint[:, -2::-1]], 1)
    outer = grid(
        _skin(x, 0.0, 2 * half - 1), Finish(colour=paint, roughness=0.24, metal=0.15, open=0.95), flipped=True
    )
    inner = grid(_skin(x, 0.055, half), Finish(colour=(0.10, 0.04, 0.02), roughness=0.7, open=0.4))
    rails = []
    for side in (1, -1):
        rail = np.stack([x, sheer(x), side * half_beam(x)], -1)
        rails.append(tube(rail, 0.046, GILT, (5, 4, 4, 3, 3, 3)[level]))
        if level < 4:
            lower = np.stack([x, sheer(x) - 0.26, side * (half_beam(x) * 0.975 + 0.01)], -1)
            rails.append(tube(lower, 0.016, GILT, 3))
    return [(outer, "scales", "wood"), (inner, "hero", "wood"), (merge(rails), "hero", "metal")]


def _skin(x: Numbers, inset: float, points: int) -> Numbers:
    """Rings (stations, points, 3) of a round-bottomed hull, gunwale to gunwale."""
    angle = np.linspace(0, np.pi, points)
    beam = np.maximum(half_beam(x) - inset, 0.01)[:, None]
    top = sheer(x)[:, None]
    keel = (-0.24 + inset * 1.3 + 0.75 * np.abs(x / HALF) ** 5)[:, None]
    y = top - (top - keel) * np.sin(angle) ** 0.72
    return np.stack([np.broadcast_to(x[:, None], y.shape), y, beam * np.cos(angle)], -1)


def _strips(team: Team, level: int) -> Mesh:
    """Light strips under the gunwale and at the waterline."""
    x = np.linspace(-HALF + 0.25, HALF - 0.35, (30, 26, 20, 16, 12, 7)[level])
    strips = []
    for side in (1, -1):
        edge = np.stack([x, sheer(x) - 0.13, side * (half_beam(x) * 0.99 + 0.028)], -1)
        strips.append(tube(edge, 0.018, Finish(colour=team.light, emission=5.5), 3))
        if level < 4:
            u = x[4:-4] if level < 3 else x[2:-2]
            low = np.stack([u, sheer(u) - 0.40, side * (half_beam(u) * 0.93 + 0.028)], -1)
            strips.append(tube(low, 0.009, Finish(colour=team.light, emission=2.5), 3))
    return merge(strips)


def _benches() -> Mesh:
    benches = [box((x - 0.02, 0.40, 0), (0.11, 0.022, 0.60), WOOD, "xXYzZ") for x in ROWS]
    ribs = [box((x + 0.42, 0.08, 0), (0.025, 0.04, 0.5), WOOD, "xXY") for x in ROWS]
    deck = box((5.25, 0.60, 0), (0.62, 0.025, 0.36), WOOD)
    stool = box((5.30, 0.72, 0), (0.16, 0.13, 0.17), Finish(colour=(0.35, 0.02, 0.02), roughness=0.4))
    stern = box((-5.45, 0.53, 0), (0.55, 0.025, 0.42), WOOD)
    return merge([*benches, *ribs, deck, stool, stern])


def _clouds(level: int) -> Mesh:
    """Gilded cloud scrolls in relief along the flanks."""
    turn = np.linspace(0, 3.4 * np.pi, (22, 12, 7)[level])
    scrolls = []
    for side in (1, -1):
        for k, x in enumerate(np.linspace(-4.9, 5.1, 11)):
            size = 0.105 if k % 2 else 0.075
            spiral = size * (1 - turn / turn[-1] * 0.86)
            place_x = x + spiral * np.cos(turn)
            tail = np.linspace(0, 1, (6, 5, 3)[level])[1:]
            px = np.r_[place_x[::-1], x + size + tail * 0.42]
            py = np.r_[(spiral * np.sin(turn))[::-1] * 0.8, -0.05 * np.sin(tail * np.pi) * 1.6]
            y = sheer(px) - 0.345 + py
            z = side * (half_beam(px) * 0.955 + 0.022)
            scrolls.append(tube(np.stack([px, y, z], -1), 0.0125, GILT, 3))
    return merge(scrolls)


def _drum(level: int) -> Mesh:
    """A barrel drum, leaning to the drummer, with brass studs and a lacquered stand."""
    sides = (22, 12, 8, 5)[level]
    red = Finish(colour=(0.55, 0.02, 0.015), roughness=0.28)
    hide = Finish(colour=(0.78, 0.68, 0.48), roughness=0.6)
    centre, axis = np.array(DRUM), np.array([0.42, 0.905, 0.0])
    u = np.linspace(-1, 1, 7)
    barrel = tube(centre + axis * (u[:, None] * 0.19 - 0.19), 0.27 + 0.05 * (1 - u * u), red, sides)
    lids = [cylinder(centre - axis * 0.005, centre + axis * 0.008, 0.268, hide, sides)]
    rings = [tube(centre + axis * np.array([[h], [h + 0.035]]), 0.281, GILT, sides) for h in (-0.05, -0.37)]
    stand = [box((DRUM[0] - 0.05, 0.62, 0.20 * s), (0.20, 0.09, 0.03), red) for s in (1, -1)]
    studs: list[Mesh] = []
    if level == 0:
        side, up = np.array([0, 0, 1.0]), np.array([-0.905, 0.42, 0.0])
        angle = np.linspace(0, 2 * np.pi, 25)[:-1]
        ring = centre - axis * 0.075 + 0.296 * (np.cos(angle)[:, None] * side + np.sin(angle)[:, None] * up)
        studs = [ball(place, 0.015, GILT, 5, 4) for place in ring]
    return merge([barrel, *lids, *rings, *stand, *studs])


def _tail(team: Team, level: int) -> list[tuple[Mesh, str, str]]:
    """A tail that sweeps up and curls forward, with flame fins."""
    u = np.linspace(0, 1, (24, 12, 9, 6, 6, 5)[level])
    path = np.stack([-HALF + 0.45 - 1.55 * np.sin(u * 2.25), 0.72 + 2.15 * u**1.25, 0 * u], -1)
    body = tube(
        path,
        0.27 * (1 - u) ** 0.75 + 0.015,
        Finish(colour=(0.88, 0.50, 0.12), roughness=0.34, metal=0.8),
        (10, 8, 6, 5, 4, 3)[level],
    )
    fin = Finish(colour=team.mane, roughness=0.4, emission=0.04)
    fins = []
    for at in np.linspace(0.12, 0.99, 10 if level < 4 else 6):
        root = np.array([np.interp(at, u, path[:, k]) for k in range(3)])
        size = 0.62 * (0.55 + 0.6 * at)
        q = np.linspace(0, 1, (6, 4, 4, 3, 3, 2)[level])[:, None]
        lean = np.array([-np.cos(at * 2.2), 0.55 + 0.3 * at, 0.0])
        bend = np.array([0.10, 0.30, 0.0]) * q**2
        fins.append(
            tube(
                root + lean * q * size + bend * size,
                (0.10 * (1 - q[:, 0]) ** 0.8 + 0.004),
                fin,
                (6, 5, 4, 4, 3, 3)[level],
                0.55,
            )
        )
    return [(body, "scales", "dragon"), (merge(fins), "hero", "dragon")]


def _lantern_string(level: int) -> Mesh:
    """A string of small lanterns between two poles; the poles are dark."""
    x = np.linspace(LANTERNS[1][0], LANTERNS[0][0], 41)
    line = np.stack([x, _string_height(x), 0 * x], -1)
    dark = Finish(colour=(0.05, 0.02, 0.01), emission=0.0, roughness=0.8)
    parts = [tube(line[::4], 0.008, dark, 3)]
    parts += [tube([(end[0], 0.5, 0), (end[0], end[1] + 0.05, 0)], 0.026, dark, 5) for end in LANTERNS]
    parts += [lantern for x_ in np.linspace(-5.1, 4.6, 10) for lantern in _small_lantern(x_, level)]
    return merge(parts)


def _string_height(x: Numbers) -> Numbers:
    return np.asarray(2.06 + 0.0095 * (x + 0.3) ** 2)


def _small_lantern(x: float, level: int) -> list[Mesh]:
    y = float(_string_height(np.asarray(x))) - 0.17
    glow = Finish(colour=LAMP, emission=4.2)
    if level >= 3:
        return [ball((x, y, 0), (0.11, 0.13, 0.11), glow, (5, 4, 4)[level - 3], (4, 3, 2)[level - 3])]
    cap = Finish(colour=(0.5, 0.25, 0.04), emission=0.3)
    tassel = Finish(colour=(1.0, 0.35, 0.05), emission=0.8)
    sides, rings = ((10, 7), (7, 5), (6, 4))[level]
    hung = [(x, y - 0.115, 0), (x, y - 0.14, 0), (x, y - 0.29, 0)]
    parts = [
        ball((x, y, 0), (0.115, 0.125, 0.115), glow, sides, rings),
        tube(hung[level // 2 :], [0.045, 0.030, 0.010][level // 2 :], tassel, 5 - level),
    ]
    if level < 2:
        parts.append(tube([(x, y + 0.115, 0), (x, y + 0.145, 0)], 0.05, cap, sides - 3))
    return parts


@kept
def big_lantern() -> Model:
    """A palace lantern that swings from its pole; the origin is its hook."""
    return versions([_big_lantern(14, 9), _big_lantern(9, 6), _big_lantern(6, 4)], (12.0, 40.0))


def _big_lantern(sides: int, stations: int) -> Parts:
    glow = Finish(colour=LAMP, emission=4.0)
    gold = Finish(colour=(0.9, 0.5, 0.1), emission=0.35, metal=0.6, roughness=0.3)
    tassel = Finish(colour=(1.0, 0.22, 0.03), emission=1.2)
    u = np.linspace(-1, 1, stations)
    body = np.stack([0.215 * np.sqrt(np.maximum(1 - (u * 0.86) ** 2, 0)), 0.165 * u - 0.34], -1)
    parts = [
        lathe(body, glow, sides),
        tube([(0, -0.53, 0), (0, -0.60, 0), (0, -0.95, 0)], [0.05, 0.055, 0.02], tassel, sides // 2),
    ]
    if sides > 6:
        parts += [
            tube([(0, 0, 0), (0, -0.16, 0)], 0.008, gold, 4),
            tube([(0, -0.15, 0), (0, -0.20, 0)], 0.115, gold, sides - 2),
            tube([(0, -0.48, 0), (0, -0.53, 0)], 0.11, gold, sides - 2),
        ]
    return [(merge(parts), "emissive", "light")]
