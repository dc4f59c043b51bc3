"""A market on the quay of the fishing town: striped stalls with fish, fruit and bread, buyers and sellers."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Place, Spot, Words
from yingxi.art.bodies.crowd import Crowd, crowd_of
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.roles import Part
from yingxi.art.kept import kept
from yingxi.art.sets.coast_land import QUAY_TOP
from yingxi.art.sets.coast_quay import crates, pots
from yingxi.art.sets.coast_town import harbour
from yingxi.art.sets.coast_views import market_camera
from yingxi.art.sets.scenery import Scenery, joined, standing
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instance, instances
from yingxi.art.shapes.solids import ball, box, cylinder, grid
from yingxi.film import Subject
from yingxi.world.scene import Model

WOOD = Finish(colour=(0.22, 0.14, 0.075), roughness=0.85)
AWNINGS = (
    ((0.55, 0.055, 0.035), (0.66, 0.62, 0.54)), ((0.045, 0.16, 0.34), (0.66, 0.64, 0.58)),
    ((0.05, 0.26, 0.18), (0.66, 0.62, 0.52)), ((0.62, 0.38, 0.06), (0.66, 0.62, 0.54)),
)  # fmt: skip
GOODS = ("fish", "fruit", "bread", "flowers")
BACK, FRONT = 28.6, 36.4
"""z in metres of the two rows of stalls; the lane lies between them."""
FRONTS = (-18.4, -14.4, -10.2, -6.2, 5.4, 9.4, 13.6, 17.6)
"""x in metres of the front stalls; between the middle ones one looks through to the harbour."""
COATS = (
    (0.10, 0.14, 0.22), (0.42, 0.08, 0.05), (0.50, 0.40, 0.22), (0.12, 0.22, 0.18), (0.60, 0.30, 0.06),
    (0.36, 0.36, 0.38),
)  # fmt: skip


def build_fish_market(sheet: CallSheet) -> Place:
    """The market for one shot; its people go about their business in the lane and behind the stalls."""
    people = () if sheet.shot.weather == "storm" else tuple(_people(sheet))
    place = harbour(sheet, market_things(), people)
    lane = Spot(centre=(0.0, QUAY_TOP, 32.6), extent=(10.0, 1.2))
    return Place(
        air=place.air,
        spots={
            "ground": lane,
            "water": place.spots["water"],
            "sky": Spot(centre=(2.0, 16.0, 2.0), extent=(40.0, 20.0)),
        },
        models=place.models,
        statics=place.statics,
        actors=place.actors,
        water=place.water,
        ground=place.ground,
        setups=market_camera,
    )


@lru_cache(maxsize=1)
def market_things() -> Scenery:
    """Stalls in two rows, boxes and pots between them, strings of pennants across the lane."""
    parts = []
    back = [(x, BACK, 0.0) for x in (-15.6, -11.7, -7.8, -3.9, 0.0, 3.9, 7.8, 11.7, 15.6)]
    front = [(x, FRONT, math.pi) for x in FRONTS]
    for number, (x, z, yaw) in enumerate([*back, *front]):
        row = instance((x, QUAY_TOP, z), yaw=yaw + 0.02 * ((number * 7) % 5 - 2))
        parts.append(standing(f"stall_{number % 4}", market_stall(number % 4), row))
    heaps = [
        instance((x, QUAY_TOP, z), yaw=yaw)
        for x, z, yaw in ((-5.8, 30.4, 0.2), (9.7, 30.3, -0.2), (-16.4, 38.2, 0.1), (11.5, 38.3, 3.0))
    ]
    pot = [instance((x, QUAY_TOP, z), yaw=yaw) for x, z, yaw in ((2.0, 30.3, 0.1), (-12.3, 34.9, 0.4))]
    parts += [standing("crates", crates(), np.array(heaps)), standing("pots", pots(), np.array(pot))]
    parts.append(standing("pennants", pennants(), instances([(0, QUAY_TOP, 0)])))
    return joined(parts)


@kept
def market_stall(kind: int) -> Model:
    """A stall 3.2 m wide, its front toward +z: a striped awning that sags, a counter, goods in rows."""
    frame = [
        *(
            cylinder((x, 0, z), (x, 2.75 if z < 0 else 2.2, z), 0.045, WOOD, 5)
            for x in (-1.55, 1.55)
            for z in (-0.9, 0.9)
        ),
        box((0, 0.42, 0.78), (1.5, 0.40, 0.025), WOOD),
        box((0, 0.80, 0.2), (1.52, 0.03, 0.62), WOOD),
        *(box((x, 0.4, 0.2), (0.03, 0.4, 0.58), WOOD) for x in (-1.5, 1.5)),
    ]
    sign = box((0, 1.95, 1.28), (0.55, 0.16, 0.02), Finish(colour=(0.035, 0.075, 0.065)))
    far = model(
        [(merge([*frame[:5], *_awning(kind, 5)]), "flat", "cloth"), (merge(_goods(kind, 1)), "flat", "plant")]
    )
    body = [(merge(frame), "timber", "wood"), (merge([*_awning(kind, 9), sign]), "flat", "cloth")]
    middle = model([*body, (merge(_goods(kind, 2)), "flat", "plant")], far, 30.0)
    return model([*body, (merge(_goods(kind, 3)), "flat", "plant")], middle, 11.0)


def _awning(kind: int, fine: int) -> list[Mesh]:
    """Striped cloth with a scalloped valance, seen from both sides."""
    u, v = np.linspace(-1.75, 1.75, 29), np.linspace(0, 1, fine)
    sag = 0.10 * np.sin(np.pi * v)[None]
    sheet = np.stack(
        [
            u[:, None] + 0 * v,
            2.78 - 0.62 * v[None] - sag + 0 * u[:, None],
            -1.05 + 2.3 * v[None] + 0 * u[:, None],
        ],
        -1,
    )
    stripe = (np.floor((u + 1.75) / 0.25).astype(int) % 2)[:, None, None]
    one, two = (np.array(colour) for colour in AWNINGS[kind])
    tone = np.where(stripe == 0, one, two) + 0 * sheet
    finish = Finish(colour=tone, roughness=0.9, open=0.95)
    drop = np.stack([sheet[:, -1], sheet[:, -1] - [0, 0.26, -0.03]], 1)
    drop[:, 1, 1] += 0.07 * np.abs(np.sin((u + 1.75) * np.pi / 0.25))
    edge = Finish(colour=np.repeat(tone[:, -1:], 2, 1), roughness=0.9)
    below = Finish(colour=tone * 0.55, roughness=0.9, open=0.5)
    return [
        grid(sheet, finish, flipped=True),
        grid(sheet - [0, 0.01, 0], below),
        grid(drop, edge),
        grid(drop, edge, flipped=True),
    ]


def _goods(kind: int, rows: int) -> list[Mesh]:
    """What a stall sells, in boxes on its counter."""
    rng = np.random.default_rng(20 + kind)
    parts: list[Mesh] = []
    for column, x in enumerate(np.linspace(-1.2, 1.2, 5)):
        tray = Finish(colour=((0.30, 0.21, 0.11), (0.52, 0.53, 0.52))[kind == 0], roughness=0.8)
        parts.append(box((x, 0.87, 0.25), (0.27, 0.05, 0.48), tray))
        for row in range(rows * 3):
            z = -0.15 + 0.85 * (row + 0.5) / (rows * 3) + rng.normal(0, 0.02)
            parts += _piece(kind, column, (x + rng.normal(0, 0.08), 0.95, z), rng)
    return parts


_FRUIT = (
    *((0.72, 0.22, 0.02), (0.55, 0.035, 0.03), (0.26, 0.36, 0.04)),
    *((0.74, 0.52, 0.05), (0.34, 0.05, 0.14)),
)
_PETALS = (
    *((0.75, 0.10, 0.10), (0.80, 0.60, 0.06), (0.62, 0.22, 0.50)),
    *((0.75, 0.72, 0.66), (0.30, 0.14, 0.55)),
)


def _piece(kind: int, column: int, spot: tuple[float, float, float], rng: np.random.Generator) -> list[Mesh]:
    x, y, z = spot
    if GOODS[kind] == "fish":
        tone = np.multiply(
            ((0.42, 0.45, 0.48), (0.56, 0.22, 0.14), (0.26, 0.32, 0.36))[column % 3], rng.uniform(0.8, 1.2)
        )
        return [ball(spot, (0.20, 0.04, 0.055), Finish(colour=tone, roughness=0.25), 6, 3)]
    if GOODS[kind] == "fruit":
        tone = _FRUIT[column]
        return [
            ball((x + dx, y + 0.02, z), 0.075, Finish(colour=np.multiply(tone, rng.uniform(0.8, 1.15))), 6, 3)
            for dx in (-0.12, 0.02, 0.15)
        ]
    if GOODS[kind] == "bread":
        tone = np.multiply((0.46, 0.24, 0.08), rng.uniform(0.7, 1.25))
        return [ball(spot, (0.19, 0.075, 0.09), Finish(colour=tone, roughness=0.9), 6, 4)]
    tone = _PETALS[column]
    stem = Finish(colour=(0.06, 0.16, 0.04))
    heads = [
        ball(
            (x + dx, y + 0.26 + rng.uniform(0, 0.1), z),
            0.065,
            Finish(colour=np.multiply(tone, rng.uniform(0.8, 1.1))),
            5,
            3,
        )
        for dx in (-0.1, 0.03, 0.13)
    ]
    return [ball((x, y + 0.10, z), (0.17, 0.14, 0.10), stem, 6, 3), *heads]


@kept
def pennants() -> Model:
    """Strings of small flags across the lane, 4 m up; they hang still."""
    colours = ((0.60, 0.06, 0.04), (0.66, 0.62, 0.54), (0.05, 0.18, 0.38), (0.70, 0.45, 0.05))
    parts: list[Mesh] = []
    for k, x in enumerate((-16.4, -9.6, 4.6, 11.4)):
        first, last = np.array([x, 4.4, BACK - 1.0]), np.array([x + 5.0, 4.2, FRONT + 1.0])
        u = np.linspace(0, 1, 29)[:, None]
        line = first + (last - first) * u - np.array([0, 3.0, 0]) * (u * (1 - u))
        parts += [
            cylinder(a, b, 0.008, Finish(colour=(0.02, 0.02, 0.02)), 3)
            for a, b in zip(line[:-1:4], line[4::4], strict=True)
        ]
        parts += [cylinder((*end[[0]], 0, end[2]), end, 0.05, WOOD, 5) for end in (first, last)]
        for n, at in enumerate(line[1:-1]):
            parts += _flag(at, (last - first) / 60.0, Finish(colour=colours[(n + k) % 4]))
    return model([(merge(parts), "flat", "cloth")])


def _flag(at: Array, half: Array, finish: Finish) -> list[Mesh]:
    corners = np.array([[at - half, at + half], [at - [0.0, 0.32, 0.0], at - [0.0, 0.32, 0.0]]])
    return [grid(corners, finish), grid(corners, finish, flipped=True)]


_BUYERS = (
    *(-14.8, -13.9, -12.4, -10.6, -8.6, -7.9, -7.1, -4.4, -3.2, -1.1),
    *(0.6, 3.4, 4.6, 7.2, 8.3, 11.0, 12.6, 15.2, 16.4),
)
"""x in metres of those who stand before the stalls."""


def _people(sheet: CallSheet) -> list[Crowd]:
    """Sellers behind their counters, buyers before them, and people who walk along the lane."""
    dice = np.random.default_rng((sheet.shot.scene, 71))
    sellers = [
        _stands(x + dice.normal(0, 0.4), BACK - 0.75, -math.pi / 2 + dice.normal(0, 0.3))
        for x in (-15.6, -11.7, -7.8, -3.9, 0.0, 3.9, 7.8, 11.7, 15.6)
    ]
    sellers += [_stands(x, FRONT + 0.8, math.pi / 2 + dice.normal(0, 0.3)) for x in FRONTS]
    buyers = [
        _stands(x, BACK + 1.6 + dice.uniform(0, 0.6), math.pi / 2 + dice.normal(0, 0.45)) for x in _BUYERS
    ]
    buyers += [
        _stands(x, FRONT - 1.6 - dice.uniform(0, 0.4), -math.pi / 2 + dice.normal(0, 0.45))
        for x in (-14.8, -13.6, -9.6, 5.0, 8.8, 10.2, 17.0)
    ]
    walkers = [
        _walks(dice.uniform(-17, 17), z, 1 if k % 2 else -1, dice.uniform(0.85, 1.2), sheet.duration)
        for k, z in enumerate((32.4, 33.2, 32.0, 33.6, 32.8, 31.8, 33.0, 32.2, 33.5))
    ]
    parts = [("work", sellers), ("stand", buyers), ("walk", walkers)]
    return [_crowd(sheet, action, tuple(paths), 13 * k) for k, (action, paths) in enumerate(parts)]


def _crowd(sheet: CallSheet, action: str, paths: tuple[Path, ...], first: int) -> Crowd:
    own = replace(
        sheet,
        subject=Subject(words="market", asset="crowd", count=len(paths), action=action),
        paths=paths,
        seed=sheet.shot.scene * 31 + first,
    )
    return crowd_of(own, f"market:{action}", Part(dress=_dress), paths, first)


def _dress(sheet: CallSheet, k: int) -> Dress:
    seller = sheet.subject is not None and sheet.subject.action == "work"
    return Dress(
        build=("woman", "man")[k % 2],
        cut=("casual", "modern")[(k // 2) % 2],
        main=COATS[k % len(COATS)],
        second=((0.03, 0.035, 0.05), (0.12, 0.09, 0.06), (0.05, 0.05, 0.055))[k % 3],
        trim=(0.55, 0.53, 0.48) if seller else (0.2, 0.18, 0.15),
        skin=((0.52, 0.32, 0.22), (0.42, 0.24, 0.15), (0.58, 0.38, 0.28))[k % 3],
        hair=("short", "bun", "crop")[k % 3],
    )


def _stands(x: float, z: float, yaw: float) -> Path:
    place = np.array((x, QUAY_TOP, z), np.float32)
    return Path(position=lambda t: place.copy(), yaw=lambda t: yaw)


def _walks(x: float, z: float, way: int, pace: float, duration: float) -> Path:
    def position(t: float) -> Array:
        return np.array((x + way * pace * (t - 0.5 * duration), QUAY_TOP, z), np.float32)

    return Path(position=position, yaw=lambda t: 0.0 if way > 0 else math.pi)


ASSET = Asset(
    id="fish_market",
    kind="set",
    words=Words(
        zh=("鱼市", "海边集市", "渔市", "码头集市", "集市", "市场", "菜市场", "早市"),
        en=(
            "fish market",
            "market",
            "marketplace",
            "harbour market",
            "quayside market",
            "bazaar",
            "morning market",
        ),
    ),
    build=build_fish_market,
    lives="ground",
    size=(3200.0, 200.0, 3200.0),
)
