"""A tanker 176 m long that wires cut into level slabs: it glides on whole, then the slabs slide apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, Mesh, make, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, box, cylinder, quad, tube
from yingxi.film import Shot
from yingxi.world.scene import Actor, Model, Moment, Sound

SLAB = 2.4
"""Metres from wire to wire."""
LOW, DECK, TOP = -1, 5, 15
"""The first slab, the first above the deck, and how many there are in all."""
BOW, STERN, BEAM = 88.0, -88.0, 15.0
PLIMSOLL = (0.20, 0.035, 0.025)
BLACK = (0.035, 0.038, 0.045)
WHITE = (0.62, 0.62, 0.60)
BUFF = (0.60, 0.34, 0.10)
HOUSE = {
    5: (-82.0, -44.0, 13.4),
    6: (-82.0, -45.0, 13.4),
    7: (-80.0, -47.0, 13.0),
    8: (-80.0, -48.0, 12.0),
    9: (-78.0, -50.0, 11.0),
    10: (-76.0, -51.0, 10.5),
    11: (-70.0, -51.0, 14.8),
    12: (-66.0, -53.0, 6.0),
}
"""Stern and front x and half width of the deck house, slab by slab; the bridge has wings."""
FUNNEL = {9: 4.2, 10: 4.2, 11: 4.1, 12: 4.0, 13: 3.8, 14: 3.4}


def is_cut(shot: Shot) -> bool:
    """Whether the slabs have come apart: in all views but the widest, where the wires still work."""
    return shot.size != "ews"


def outline(y: float, points: int = 14) -> Array:
    """The hull's edge at a height, from stern round the bow: (n, 2) of x and z, closed, seen from above."""
    flare = np.clip((y + 2) / 14, 0, 1.2)
    nose = BOW - 9 + 9 * flare
    share = np.linspace(0, 1, points)
    x = STERN + 3 * (1 - flare) + (nose - STERN) * share**0.8
    full = BEAM * (0.94 + 0.06 * flare)
    fore = np.clip((nose - x) / (46 - 14 * flare), 0, 1)
    aft = np.clip((x - STERN + 8 + 8 * flare) / 22, 0.0, 1)
    half = full * np.sin(fore * np.pi / 2) ** 0.75 * (0.55 + 0.45 * np.sin(aft * np.pi / 2))
    side = np.stack([x, half], 1)
    return np.concatenate([side, (side * [1, -1])[::-1], side[:1]])


def wall(low: Array, high: Array, y0: float, y1: float, finish: Finish) -> Mesh:
    """Plates between two edges of as many points."""
    a = np.stack([low[:, 0], np.full(len(low), y0), low[:, 1]], 1)
    b = np.stack([high[:, 0], np.full(len(high), y1), high[:, 1]], 1)
    return merge([quad([a[k], b[k], b[k + 1], a[k + 1]], finish) for k in range(len(a) - 1)])


def face(edge: Array, y: float, up: bool) -> Mesh:
    """The level face inside an edge; its vertices know how deep inside they are by their metalness."""
    ring = edge[:-1]
    middle = ring.mean(0)
    inner = middle + (ring - middle) * [0.93, 0.80]
    core = middle + (ring - middle) * [0.55, 0.15]
    rows = np.concatenate([ring, inner, core])
    depth = np.repeat([0.0, 0.45, 1.0], len(ring))
    n = len(ring)
    index = np.arange(n)
    after = (index + 1) % n
    bands = [
        np.stack(
            [
                np.r_[base + index, base + index],
                np.r_[base + after, base + n + after],
                np.r_[base + n + after, base + n + index],
            ],
            1,
        )
        for base in (0, n)
    ]
    fan = np.stack([np.full(n - 2, 2 * n), 2 * n + index[1:-1], 2 * n + index[2:]], 1)
    triangles = np.concatenate([*bands, fan])
    places = np.stack([rows[:, 0], np.full(len(rows), y), rows[:, 1]], 1)
    corner = places[triangles]
    turned = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])[:, 1]
    triangles = np.where(((turned > 0) == up)[:, None], triangles, triangles[:, [0, 2, 1]])
    normal = np.tile([0.0, 1.0 if up else -1.0, 0.0], (len(places), 1))
    return make(places, normal, triangles, Finish(colour=(0.4, 0.4, 0.4), metal=depth))


@kept
def slab(number: int) -> Model:
    """One slab in the ship's own axes: its walls, and the two faces that the wires made."""
    y0, y1 = SLAB * number, SLAB * (number + 1)
    walls: list[Mesh] = []
    faces: list[Mesh] = []
    for low, high, colour, rough in _edges(number):
        walls.append(wall(low, high, y0, y1, Finish(colour=colour, roughness=rough)))
        faces += [face(high, y1, True), face(low, y0, False)]
    parts = [(merge(walls), "cut_hull", "metal"), (merge(faces), "cut_face", "metal")]
    if number == DECK - 1:
        parts.append((merge(_deck_gear()), "hero", "metal"))
    if number == max(HOUSE):
        parts.append((merge(_masts()), "hero", "metal"))
    return model(parts)


def _edges(number: int) -> list[tuple[Array, Array, tuple[float, float, float], float]]:
    """Lower and upper edge, colour and kind of wall of each block that a slab goes through."""
    y0, y1 = SLAB * number, SLAB * (number + 1)
    if number < DECK:
        colour = PLIMSOLL if number < 1 else BLACK
        return [(_outward(outline(y0)), _outward(outline(y1)), colour, 0.5)]
    blocks = []
    if number in HOUSE:
        aft, front, half = HOUSE[number]
        edge = _outward(_rectangle(aft, front, half))
        blocks.append((edge, edge, WHITE, 1.0))
    if number in FUNNEL:
        size = FUNNEL[number]
        angle = np.linspace(0, 2 * np.pi, 13)
        edge = _outward(np.stack([-74.5 + 1.35 * size * np.cos(angle), size * np.sin(angle)], 1))
        blocks.append((edge, edge, BUFF if number < 13 else BLACK, 0.5))
    if number in (DECK, DECK + 1):
        fore = _outward(_rectangle(66.0 + 2 * (number - DECK), 84.0, 7.5 - 1.5 * (number - DECK)))
        blocks.append((fore, fore, BLACK if number == DECK else WHITE, 0.5))
    return blocks


def _rectangle(aft: float, front: float, half: float) -> Array:
    return np.array(
        [
            (aft, half),
            (front - 1.5, half),
            (front, half - 1.5),
            (front, 1.5 - half),
            (front - 1.5, -half),
            (aft, -half),
            (aft, half),
        ]
    )


def _outward(edge: Array) -> Array:
    """The edge in the order in which its walls face outward."""
    area = float(np.sum(edge[:-1, 0] * edge[1:, 1] - edge[1:, 0] * edge[:-1, 1]))
    return edge if area > 0 else edge[::-1]


def _deck_gear() -> list[Mesh]:
    """Pipes, manifolds, tank domes, two cranes and rails on the deck: y is the deck's."""
    y = SLAB * DECK
    pipe = Finish(colour=(0.30, 0.10, 0.06), roughness=0.5)
    grey = Finish(colour=(0.33, 0.34, 0.34), roughness=0.5)
    red = Finish(colour=(0.36, 0.05, 0.03), roughness=0.6)
    parts = [box((11, y + 0.02, 0), (70, 0.03, 13.2), Finish(colour=(0.17, 0.055, 0.04)), faces="Y")]
    parts += [
        cylinder((-42, y + 1.0, z), (62, y + 1.0, z), 0.32, pipe, 6) for z in (-2.1, -1.1, 0.0, 1.1, 2.1)
    ]
    parts += [box((x, y + 0.5, 0), (0.3, 0.5, 3.0), grey) for x in np.arange(-36, 60, 8.0)]
    for x in (6.0, 10.0, 14.0, 18.0):
        parts.append(cylinder((x, y + 1.5, -13), (x, y + 1.5, 13), 0.36, red, 6))
    for x in np.arange(-30, 62, 15.0):
        for z in (-8.0, 8.0):
            parts.append(cylinder((x, y, z), (x, y + 1.2, z), 1.1, grey, 10))
    for z in (-4.0, 4.0):
        parts.append(cylinder((12, y, z), (12, y + 10, z), 0.7, BUFF_FINISH, 8))
        parts.append(cylinder((12, y + 9.4, z), (30, y + 14.5, 1.6 * z), (0.5, 0.25), BUFF_FINISH, 6))
    edge = outline(y)
    rail = np.stack([edge[:, 0] * 0.995, np.full(len(edge), y + 1.1), edge[:, 1] * 0.98], 1)
    parts += [tube(rail, 0.05, grey, 3), *(cylinder(p - [0, 1.1, 0], p, 0.04, grey, 3) for p in rail[::2])]
    parts.append(cylinder((79, y + 4.8, 0), (79, y + 19, 0), (0.4, 0.2), WHITE_FINISH, 6))
    return parts


BUFF_FINISH = Finish(colour=BUFF, roughness=0.5)
WHITE_FINISH = Finish(colour=WHITE, roughness=0.5)


def _masts() -> list[Mesh]:
    """Radar mast and domes on the wheelhouse: this ship listens."""
    y = SLAB * (max(HOUSE) + 1)
    parts = [cylinder((-58, y, 0), (-58, y + 11, 0), (0.5, 0.2), WHITE_FINISH, 6)]
    parts += [box((-58, y + h, 0), (0.2, 0.12, 3.2 - 0.2 * h), WHITE_FINISH) for h in (4.0, 7.0, 9.0)]
    for x, z, size in ((-63, 3.4, 1.5), (-63, -3.4, 1.5), (-55.5, 4.4, 0.9), (-55.5, -4.4, 0.9)):
        parts.append(ball((x, y + size, z), size, WHITE_FINISH, 14, 9))
    return parts


@dataclass(frozen=True, eq=False, kw_only=True)
class SlicedShip:
    """The ship on its way along +x through wires that stand at x = 0."""

    cut: bool
    close: bool
    seed: int

    @property
    def models(self) -> Mapping[str, Model]:
        return _slabs()

    def middle(self, t: float) -> float:
        """x of the ship's middle."""
        return 44.0 + 4.0 * t if self.cut else -62.0 + 9.0 * t

    def slides(self, t: float) -> tuple[Array, Array, Array]:
        """Metres that each slab has slid ahead and aside, and radians that it has turned."""
        rng, count = np.random.default_rng(11), TOP - LOW
        level = np.arange(count) / count
        pace = 0.10 + 1.15 * level**1.4 + rng.uniform(-0.22, 0.22, count)
        age = (t + (1.3 if self.close else 3.0)) if self.cut else 0.0
        turned = rng.uniform(-1.0, 1.0, count) * (0.25 + level)
        return pace * age**1.75, 0.20 * turned * age**1.5, 0.0042 * turned * age**1.7

    def at(self, t: float) -> Moment:
        """Every slab, the sparks between them, smoke, and the water that the hull pushes."""
        ahead, aside, turn = self.slides(t)
        heat = 0.25 + 0.75 * np.exp(-0.22 * (t + 0.5)) if self.cut else 0.0
        rows = {}
        for k in range(TOP - LOW):
            place = (self.middle(t) + ahead[k], 0.0, aside[k])
            rows[f"ship_slab_{k}"] = instances([place], 1.0, turn[k], tint=(1.0, 1.0, 1.0), parameter=heat)
        return Moment(
            instances=rows,
            glows=self._sparks(t),
            puffs=self._smoke(t),
            lights=self._lights(t),
            waves=self._waves(t),
            foam=self._foam(t),
        )

    def stir(self, t: float) -> Moment:
        """The water alone."""
        return Moment(waves=self._waves(t), foam=self._foam(t))

    def _sparks(self, t: float) -> Array:
        """Showers from every seam on the side of the camera; before the parting only where the wires cut."""
        rng, many = np.random.default_rng(self.seed), 420
        period = rng.uniform(0.5, 1.1, many)
        phase = rng.random(many)
        age = np.mod(t / period + phase, 1.0) * period
        turn = np.floor(t / period + phase)
        dice = np.random.default_rng(7).random((64, many))[np.mod(turn, 64).astype(int), np.arange(many)]
        level = rng.integers(LOW + 1, DECK + 1 if not self.cut else TOP - 4, many)
        ahead = self.slides(t)[0]
        place = np.zeros((many, 3))
        if self.cut:
            house = level > DECK
            place[:, 0] = self.middle(t) + ahead[np.clip(level - LOW, 0, TOP - LOW - 1)]
            place[:, 0] += np.where(house, -80 + 34 * dice, -80 + 150 * dice)
            place[:, 2] = np.where(house, 12.6, 14.6) * np.where(rng.random(many) < 0.8, 1, -1)
        else:
            bow = np.clip(self.middle(t) + BOW, 0, 30)
            place[:, 0], place[:, 2] = 0.3, np.where(rng.random(many) < 0.8, 1, -1) * min(bow * 0.5, 14.7)
        place[:, 1] = SLAB * level
        speed = np.stack(
            [
                rng.uniform(-9, 5, many),
                rng.uniform(0.5, 7, many),
                np.sign(place[:, 2]) * rng.uniform(2, 9, many),
            ],
            1,
        )
        shown = (self.middle(t) + BOW > 0) | self.cut
        heat = np.clip(1 - age / period, 0, 1) * shown
        rows = np.zeros((many, 12), np.float32)
        rows[:, :3] = place + speed * age[:, None] - np.array([0, 4.9, 0]) * age[:, None] ** 2
        rows[:, 3], rows[:, 7] = 0.09, 0.4
        rows[:, 4:7] = np.stack([7.0 * heat, 3.6 * heat**1.6, 1.1 * heat**2.6], 1)
        rows[:, 8:11] = speed - np.array([0, 9.8, 0]) * age[:, None]
        return rows

    def _smoke(self, t: float) -> Array:
        """From the funnel; and, once it is cut, out of the engine room."""
        rng, many = np.random.default_rng(5), 46
        age = np.mod(t / 5.0 + rng.random(many), 1.0)
        rows = np.zeros((many, 12), np.float32)
        rows[:, 0] = self.middle(t) - 75 - 30 * age + (self.slides(t)[0][-1] * (1 - age) if self.cut else 0)
        rows[:, 1] = 36 + 15 * age + 3 * rng.normal(size=many) * age
        rows[:, 2] = 5 * rng.normal(size=many) * age
        rows[:, 3], rows[:, 11] = 2.2 + 9 * age, rng.uniform(0, 6, many) + t * 0.2
        rows[:, 4:7], rows[:, 7] = (0.10, 0.095, 0.09), (0.55 if self.cut else 0.22) * (1 - age) ** 1.4
        return rows

    def _lights(self, t: float) -> Array:
        """Hot steel lights the decks and the water."""
        x = self.middle(t)
        if not self.cut:
            return np.array([[0.0, 6.0, s * 17.0, 30.0, 90.0, 40.0, 12.0, 3.0] for s in (-1, 1)], np.float32)
        rows = [(x + dx, 9.0, 19.0, 46.0, 420.0, 165.0, 45.0, 6.0) for dx in (-60, -15, 30, 70)]
        return np.array(rows, np.float32)

    def _waves(self, t: float) -> Array:
        """Pressure of the hull along its length."""
        x = self.middle(t)
        return np.array([(x + a, 0.0, 30.0, 13.0, 0.10) for a in (-60, -20, 20, 60)], np.float32)

    def _foam(self, t: float) -> Array:
        """The bow wave, the sides and the wake."""
        x, rng = self.middle(t), np.random.default_rng(2)
        rows = [(x + BOW - 10, s * 5.0, 3.0, 0.14) for s in (-1, 1)]
        rows += [(x + a, s * 16.0, 1.2, 0.035) for a in np.linspace(-80, 70, 16) for s in (-1, 1)]
        rows += [(x - 92 - 5 * k, float(rng.normal(0, 5)), 5.0, 0.12) for k in range(6)]
        return np.array(rows, np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round hull and house; for near views round their middle part."""
        x = self.middle(t)
        if self.close:
            return np.array([x - 62, 0, -BEAM], np.float32), np.array([x - 8, 30, BEAM], np.float32)
        return np.array([x + STERN, 0, -BEAM], np.float32), np.array([x + BOW, 36, BEAM], np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Engines; then steel that slides over steel."""
        x = self.middle(0.0)
        heard = [Sound(kind="engine", at=0.0, position=(x, 5.0, 0.0), length=duration, gain=0.6)]
        if self.cut:
            heard.append(Sound(kind="crash", at=0.4, position=(x, 8.0, 0.0), gain=0.8))
            heard.append(Sound(kind="crash", at=0.55 * duration, position=(x, 8.0, 0.0), gain=0.6))
        return tuple(heard)


@lru_cache(maxsize=1)
def _slabs() -> Mapping[str, Model]:
    return {f"ship_slab_{k}": slab(k + LOW) for k in range(TOP - LOW)}


def build_sliced_ship(sheet: CallSheet) -> Actor:
    """The ship before or after the wires, by how wide the view is."""
    return SlicedShip(cut=is_cut(sheet.shot), close=sheet.shot.size not in ("ews", "ws"), seed=sheet.seed)


ASSET = Asset(
    id="sliced_ship",
    kind="prop",
    words=Words(
        zh=(
            "被切割的巨轮",
            "切开的巨轮",
            "被切开的船",
            "审判日号",
            "被纳米丝切割的船",
            "切割的船",
            "纳米飞刃",
            "古筝行动",
        ),
        en=(
            "sliced ship",
            "ship cut to slices",
            "ship cut by wires",
            "ship cut by invisible wires",
            "nanowires",
        ),
    ),
    build=build_sliced_ship,
    size=(176.0, 38.0, 30.0),
    lives="water",
    actions=("sail",),
    closest="fs",
)
