"""A dragon of light for a swarm of drones: it swims through the sky after its pearl.

Places are in the figure's plane (x right, y up, z toward the viewer), metres.
"""

from functools import cache

import numpy as np

from yingxi.art.shapes import Numbers, resample
from yingxi.world.swarm import GAP, Figure, apart

GOLD, RED = np.array([1.0, 0.37, 0.035]), np.array([1.0, 0.055, 0.025])
CYAN, WHITE = np.array([0.03, 0.72, 1.0]), np.array([1.0, 0.74, 0.42])
PINK = np.array([1.0, 0.12, 0.42])

LENGTH = 118.0
PACE = 0.42
"""Radians a second: all the dragon's motions are whole multiples of it, so that the swim repeats."""
PERIOD = 2 * np.pi / PACE


def dragon(most: int) -> Figure:
    """The dragon with at most `most` drones, no two nearer than the swarm's gap allows."""
    kept = _kept(most)

    def figure(t: float) -> tuple[Numbers, Numbers]:
        places, colours = _draw(t)
        return places[kept], colours[kept]

    return figure


@cache
def _kept(most: int) -> Numbers:
    """Which points stay: apart from one another all through the swim, which repeats after PERIOD."""
    kept = apart([_draw(t)[0] for t in np.arange(0.0, PERIOD, 0.12)], GAP * 0.83)
    head = kept[kept < _head_lights()]
    body = kept[kept >= _head_lights()]
    room = most - len(head)
    if len(body) > room:  # thin the body evenly, never the head
        body = body[np.linspace(0, len(body) - 1, room).astype(int)]
    return np.asarray(np.concatenate([head, body]))


def _frame(s: Numbers, t: float) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Place, way, up and side of the body at shares `s` of its length, tail to neck."""
    a, b, c = 6.28 * s - PACE * t, 6.2832 * (1.28 * s - 0.10) - 2 * PACE * t, 6.912 * s - 2 * PACE * t
    fade = 1 - 0.35 * s
    here = np.stack([-64 + LENGTH * s + 6 * np.sin(a), 17.5 * np.sin(b) * fade + 11 * s, 13 * np.cos(c)], -1)
    rise = 17.5 * (8.0425 * np.cos(b) * fade - 0.35 * np.sin(b)) + 11
    way = np.stack([LENGTH + 37.7 * np.cos(a), rise, -89.9 * np.sin(c)], -1)
    way /= np.sqrt((way * way).sum(-1, keepdims=True))
    flat = np.sqrt(way[..., 0] ** 2 + way[..., 1] ** 2)
    x, y, z = way[..., 0], way[..., 1], way[..., 2]
    up = np.stack([-y / flat, x / flat, 0 * z], -1)
    side = np.stack([-z * up[..., 1], z * up[..., 0], flat], -1)
    return here, way, up, side


def _girth(s: Numbers) -> Numbers:
    return np.asarray(0.5 + 5.6 * np.clip(s * 3.2, 0, 1) ** 0.7 * (1 - 0.28 * s))


def _draw(t: float) -> tuple[Numbers, Numbers]:
    parts = (*_head(t), _body(t), *_limbs(t))
    places, colours = zip(*parts, strict=True)
    return np.concatenate(places), np.concatenate(colours)


@cache
def _hide() -> tuple[Numbers, ...]:
    """Every light of the body: share of the length, offsets up and aside in girths, fin, colours, shimmer."""
    line = np.linspace(0, 0.965, 97)
    across, rows = np.linspace(-0.76, 0.76, 7), 52
    base = np.repeat(np.linspace(0.045, 0.945, rows), 7)
    a = np.tile(across, rows)
    crest = np.repeat(np.linspace(0.07, 0.93, 28), 3)
    fin = np.tile([0.0, 0.5, 1.0], 28)
    share = np.concatenate([line, line, base + 0.011 * np.cos(a * 1.9), crest])
    up = np.concatenate([1 + 0 * line, -1 + 0 * line, a, 1.18 + 0 * crest])
    aside = np.concatenate([0 * line, 0 * line, 0.9 * np.sqrt(1 - a**2), 0 * crest])
    fins = np.concatenate([np.zeros(len(line) * 2 + len(a)), fin])
    odd = np.repeat(np.arange(rows) % 2, 7)
    paint = np.concatenate(
        [
            np.tile(GOLD * 1.2, (len(line), 1)),
            np.tile(RED * 0.7 + GOLD * 0.3, (len(line), 1)),
            GOLD * (0.85 - 0.35 * np.abs(a))[:, None] + RED * (0.45 * odd)[:, None],
            CYAN * (0.7 + 0.5 * fin)[:, None],
        ]
    )
    steady = np.concatenate([np.zeros(len(line) * 2 + len(a)), np.ones(len(crest))])
    return share, up, aside, fins, paint, steady


def _body(t: float) -> tuple[Numbers, Numbers]:
    share, up_by, aside_by, fins, paint, steady = _hide()
    here, way, up, side = _frame(share, t)
    girth = _girth(share)[:, None]
    places = here + girth * (up * up_by[:, None] + side * aside_by[:, None])
    places = places + fins[:, None] * (up * 3.6 - way * 2.9)
    shimmer = 0.60 + 0.60 * np.sin(share * 20 - t * 3.0) ** 4
    return places, paint * np.maximum(shimmer, steady)[:, None]


def _limbs(t: float) -> list[tuple[Numbers, Numbers]]:
    """Four legs that paddle, with claws, and the flames of the tail."""
    shares = np.array([0.28, 0.36, 0.68, 0.76])
    here, way, up, _ = _frame(shares, t)
    swing = np.sin(t * 4 * PACE + np.arange(4) * 1.6)[:, None]
    hip = here - up * _girth(shares)[:, None]
    knee = hip - up * 5.0 - way * (3.5 + 1.5 * swing)
    foot = knee - up * 4.0 + way * (5.0 + 2.0 * swing)
    u = np.linspace(0, 1, 5)[None, :, None]
    legs = np.concatenate(
        [hip[:, None] + (knee - hip)[:, None] * u, knee[:, None] + (foot - knee)[:, None] * u[:, 1:]], 1
    )
    angle = np.array([-0.7, 0.0, 0.7])[None, :, None]
    claws = foot[:, None] + way[:, None] * 4.2 * np.cos(angle) - up[:, None] * 4.2 * np.sin(angle + 0.5)
    here, way, up, _ = (value[0] for value in _frame(np.array([0.0]), t))
    fan = np.array([-0.9, -0.45, 0.0, 0.45, 0.9])
    sway = (fan + 0.2 * np.sin(t * 5 * PACE + fan * 3))[:, None, None]
    out = np.linspace(0.15, 1, 8)[None, :, None]
    flames = (
        here
        - way * 12.5 * out * np.cos(sway * (1 + 0.4 * out))
        + up * 12.5 * out * np.sin(sway * (1 + 0.4 * out))
    )
    heat = np.broadcast_to(CYAN * (1 - out * 0.5) + GOLD * 0.5 * (1 - out), flames.shape)
    return [
        (legs.reshape(-1, 3), np.tile(GOLD, (36, 1))),
        (claws.reshape(-1, 3), np.tile(WHITE, (12, 1))),
        (flames.reshape(-1, 3), heat.reshape(-1, 3)),
    ]


_Stroke = tuple[tuple[tuple[float, float], ...], int, Numbers, float]
_SKULL = (
    (-1, 5),
    (2, 8),
    (5, 8.8),
    (7, 7.2),
    (10, 5.8),
    (14, 5.6),
    (17, 7.2),
    (18.8, 6.3),
    (18.6, 4.2),
    (16, 3.2),
    (11, 2.6),
    (7, 1.6),
)
_JAW = (
    (7, 1.6),
    (10, -0.8),
    (13.5, -2.2),
    (16, -1.6),
    (15.4, -3.8),
    (11, -4.8),
    (6, -4.6),
    (2, -5.8),
    (-1, -4.5),
)
_HEAD: tuple[_Stroke, ...] = (
    (_SKULL, 38, GOLD * 1.1, 0),
    (_JAW, 27, GOLD * 1.1, 0),
    (((5.6, 5.0), (7.4, 6.1), (9.0, 5.0), (7.4, 4.0), (5.6, 5.0)), 7, np.array([0.6, 1.0, 1.0]) * 2.0, 1.2),
    (((4.0, 7.6), (6.6, 7.7), (10.3, 6.8)), 6, RED * 1.3, 1.6),
    (((3.5, 8.8), (1, 13), (-4, 16.5), (-9, 17.8)), 15, WHITE, 0),
    (((1, 13), (2.0, 17.5)), 4, WHITE, 0),
    (((-4.0, 16.4), (-4.0, 20.5)), 4, WHITE, 0),
    (((1.8, 8.4), (-2.5, 12), (-8.5, 13.4)), 10, WHITE, -3.0),
    (((15.8, 3.2), (16.0, 1.2)), 2, WHITE, 0.8),
    (((13.2, 3.0), (13.3, 1.4)), 2, WHITE, 0.8),
    (((10.8, 2.6), (10.8, 1.2)), 2, WHITE, 0.8),
    (((13.6, -1.9), (13.6, -0.4)), 2, WHITE, 0.8),
    (((9, 0.2), (12, -0.7), (15.4, -0.4), (17.2, 0.6)), 7, PINK, -0.4),
    (((4, -5.4), (2.4, -9.4), (4, -12.5)), 6, CYAN * 0.9, 0),
    (((7.5, -5.0), (7.0, -8.8), (9.2, -11.4)), 5, CYAN * 0.9, 0),
    (((11, -5.2), (11.4, -8.2), (13.4, -9.8)), 4, CYAN * 0.9, 0),
)
"""Strokes of the profile: points, lights, colour, depth."""


@cache
def _profile() -> tuple[Numbers, Numbers]:
    """The lights of the head that hold still in it: (n, 3) right, up, depth and their colours."""
    drawn = [
        (np.c_[resample(np.array(line), count) * 1.12, np.full(count, depth)], np.tile(paint, (count, 1)))
        for line, count, paint, depth in _HEAD
    ]
    return np.concatenate([places for places, _ in drawn]), np.concatenate([paint for _, paint in drawn])


def _head_lights() -> int:
    """How many lights the head has, whiskers, mane and pearl included: they come first in the drawing."""
    return sum(len(places) for places, _ in _head(0.0))


def _head(t: float) -> list[tuple[Numbers, Numbers]]:
    """The head in profile, held nearly level; whiskers, mane and the pearl move."""
    here, way, _, _ = (value[0] for value in _frame(np.array([0.97]), t))
    tilt = 0.35 * np.arctan2(way[1], way[0])
    turned = np.array([[np.cos(tilt), np.sin(tilt), 0], [-np.sin(tilt), np.cos(tilt), 0], [0, 0, 1.0]])
    flat, paint = _profile()
    curl, lift = 1.8 * np.sin(t * 5 * PACE), 1.8 * np.cos(t * 5 * PACE)
    whiskers = np.array(
        [
            [(17.8, 6.8, 0.5), (21.5, 10.2, 0.5), (26, 9.4, 0.5), (30, 5.5 + curl, 0.5)],
            [(17.8, 4.0, 1.5), (21.5, 1.4, 1.5), (26, 2.2, 1.5), (30, -0.8 + lift, 1.5)],
        ]
    )
    drawn = [resample(line, 10) * np.array([1.12, 1.12, 1]) for line in whiskers]
    flat = np.concatenate([flat, *drawn])
    mane, strands = _mane(t)
    return [
        (here + flat @ turned, np.concatenate([paint, np.tile(CYAN, (20, 1))])),
        (here + mane @ turned, strands),
        _pearl(here, t),
    ]


def _mane(t: float) -> tuple[Numbers, Numbers]:
    """Six waving strands behind the jaw."""
    angle = np.array([2.25, 2.6, 2.95, 3.3, 3.65, 4.0])[:, None]
    long = np.array([9.5, 11.5, 12.5, 12.5, 11.0, 9.0])[:, None]
    u = np.linspace(0, 1, 7)[None]
    reach = 1.6 + (long - 1.6) * u
    wave = 2.4 * u**2 * np.sin(t * 5 * PACE + angle * 3)
    x = reach * np.cos(angle) - 2.0 * u**2
    y = reach * np.sin(angle) + 1.8 + wave
    strands = np.stack([x, y, np.full(x.shape, -1.2)], -1).reshape(-1, 3) * 1.12
    share = np.tile(u[0], 6)[:, None]
    return strands, RED * (1 - share) + PINK * share


def _pearl(head: Numbers, t: float) -> tuple[Numbers, Numbers]:
    """A ball of white flame that the dragon chases."""
    centre = head + np.array([34.0 + 1.5 * np.sin(t * 2 * PACE), -2 + 2.4 * np.sin(t * 4 * PACE), 0])
    k = np.arange(30)
    rise = 1 - 2 * (k + 0.5) / 30
    turn = k * 2.39996 + t * 2 * PACE
    flat = np.sqrt(1 - rise**2)
    ball = centre + 3.4 * np.stack([flat * np.cos(turn), rise, flat * np.sin(turn)], -1)
    return ball, np.tile([0.75, 0.95, 1.0], (30, 1)) * (1.2 + 0.4 * np.sin(t * 5))
