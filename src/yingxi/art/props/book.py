"""An old book that lies open on a carved stand; its pages turn, and light may rise from it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, surface, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances, turn
from yingxi.art.shapes.solids import ball, box, cylinder, grid, lathe, tube
from yingxi.world.scene import Model, Moment, Shapes, Sound

STAND, WIDE, TALL = 0.96, 0.29, 0.40
"""Height of the desk's middle; width of a page and length of the spine, metres."""
SLOPE = -0.55
"""How the desk leans toward the reader, who stands at +x, radians."""
LEATHER = (0.20, 0.045, 0.024)
PAPER = np.array((0.74, 0.64, 0.46))
INK = np.array((0.10, 0.075, 0.06))
GILT = Finish(colour=(0.78, 0.52, 0.17), roughness=0.3, metal=0.9)
WOOD = Finish(colour=(0.17, 0.082, 0.036), roughness=0.38)
LEAVES = 3
"""Pages that are in the air, one after another."""
ROUND = 4.5
"""Seconds in which one page turns, waits and turns again."""


@kept
def book_model(leather: tuple[float, float, float]) -> Model:
    """The open book without its turning pages: covers, two curved blocks of paper, a ribbon."""
    far = model([(merge([_block(-1, 4), _block(1, 4)]), "hero", "wood")])
    parts = [_block(-1, 18), _block(1, 18), *_covers(leather), *_gilding(), *_ribbons()]
    return model([(bake_open(merge(parts), 0.03), "hero", "wood")], far, 9)


def _page_line(side: int, columns: int) -> tuple[Array, Array]:
    """Where a page of the block lies: away from the spine, and its height, swelling near the fold."""
    away = np.linspace(0, 1, columns) * WIDE
    high = 0.012 + 0.034 * (1 - np.exp(-9 * away / WIDE)) - 0.030 * (away / WIDE) ** 1.4
    return (side * away).astype(np.float32), high.astype(np.float32)


def _block(side: int, columns: int) -> Mesh:
    """A block of pages: the printed sheet on top, its edges with the lines of many leaves."""
    z, y = _page_line(side, columns)
    x = np.linspace(-TALL / 2, TALL / 2, 27 if columns > 8 else 3)
    sheet = np.stack(np.broadcast_arrays(x[:, None], y[None, :], z[None, :]), -1)
    top = grid(sheet, Finish(colour=_print(side, x, z), roughness=0.75), flipped=side > 0)
    parts = [
        top
        if top.normal[:, 1].mean() > 0
        else grid(sheet, Finish(colour=_print(side, x, z), roughness=0.75), flipped=side < 0)
    ]
    edge = Finish(colour=PAPER * 0.72, roughness=0.8)
    rim = np.stack(
        [np.stack([x, np.full(len(x), h), np.full(len(x), z[-1])], 1) for h in (0.004, float(y[-1]))]
    )
    parts.append(grid(rim, edge, flipped=side < 0))
    for end, flipped in ((x[0], side > 0), (x[-1], side < 0)):
        wall = np.stack([np.stack([np.full(len(z), end), h, z], 1) for h in (0 * y + 0.004, y)])
        parts.append(grid(wall, edge, flipped=flipped))
    return merge(parts)


def _print(side: int, x: Array, z: Array) -> Array:
    """Columns of text as rows of dark dashes, a picture on the right, paper browned at its edges."""
    down, across = np.meshgrid(x / TALL + 0.5, np.abs(z) / WIDE, indexing="ij")
    inside = (down > 0.10) & (down < 0.90) & (across > 0.16) & (across < 0.88)
    line = (np.floor(down * 27) % 2 == 0) & inside
    picture = (side > 0) & (down > 0.30) & (down < 0.70) & (across > 0.24) & (across < 0.80)
    brown = (
        1.0 - 0.30 * np.clip(np.maximum(np.abs(down - 0.5) * 2, np.abs(across - 0.5) * 2) - 0.78, 0, 1) / 0.22
    )
    colour = PAPER * brown[..., None]
    colour = np.where(line[..., None] & ~picture[..., None], 0.45 * colour + 0.55 * INK, colour)
    drawn = np.where((down + 0.4 * across > 0.62)[..., None], (0.16, 0.26, 0.30), (0.62, 0.36, 0.16))
    return np.asarray(np.where(picture[..., None], drawn, colour), np.float32)


def _covers(leather: tuple[float, float, float]) -> list[Mesh]:
    """Boards of leather under the pages and the rounded back."""
    skin = Finish(colour=leather, roughness=0.42)
    boards = [
        box((0, 0.0, s * (WIDE / 2 + 0.012)), (TALL / 2 + 0.012, 0.005, WIDE / 2 + 0.008), skin)
        for s in (-1, 1)
    ]
    return [*boards, cylinder((-TALL / 2 - 0.01, -0.004, 0), (TALL / 2 + 0.01, -0.004, 0), 0.012, skin, 10)]


def _gilding() -> list[Mesh]:
    """Corners of gilt metal on the boards."""
    return [
        ball((sx * (TALL / 2 + 0.004), 0.003, sz * (WIDE + 0.008)), (0.024, 0.006, 0.024), GILT, 8, 5)
        for sx in (-1, 1)
        for sz in (-1, 1)
    ]


def _ribbons() -> list[Mesh]:
    silk = Finish(colour=(0.55, 0.03, 0.03), roughness=0.6)
    end = TALL / 2
    way = [
        (0.02 - end, 0.045, 0.006),
        (-0.05, 0.040, 0.02),
        (end - 0.02, 0.030, 0.03),
        (end + 0.07, -0.02, 0.04),
    ]
    return [tube(way, 0.0045, silk, 5, squash=0.3)]


@kept
def desk_model() -> Model:
    """A reading desk on a turned post with three feet; its slope's middle at the origin of the book."""
    far = model([(_post(7), "hero", "wood"), (_board(False), "hero", "wood")])
    return model([(bake_open(merge([_post(26), _board(True), *_feet()]), 0.10), "wood", "wood")], far, 12)


def _post(sides: int) -> Mesh:
    line = [
        (0.05, 0.10),
        (0.075, 0.14),
        (0.05, 0.20),
        (0.035, 0.30),
        (0.055, 0.40),
        (0.062, 0.44),
        (0.04, 0.52),
        (0.032, 0.70),
        (0.048, 0.80),
        (0.055, 0.84),
        (0.04, 0.88),
        (0.06, STAND - 0.04),
    ]
    return lathe(line, WOOD, sides)


def _board(near: bool) -> Mesh:
    """The sloping board with a ledge at its lower edge."""
    parts = [box((0, -0.022, 0), (0.25, 0.014, 0.35), WOOD)]
    if near:
        parts += [
            box((0.25, 0.0, 0), (0.012, 0.030, 0.35), WOOD),
            box((0.0, -0.05, 0), (0.16, 0.02, 0.10), WOOD),
        ]
        parts += [ball((0.25, 0.03, s * 0.34), 0.016, WOOD, 8, 6) for s in (-1, 1)]
    return transform(merge(parts), (0, STAND, 0), rotation=turn(pitch=SLOPE))


def _feet() -> list[Mesh]:
    parts = []
    for k in range(3):
        a = k * 2 * np.pi / 3 + 0.5
        way = [(0.03, 0.20), (0.14, 0.16), (0.22, 0.06), (0.27, 0.025)]
        parts.append(
            tube([(r * np.cos(a), y, r * np.sin(a)) for r, y in way], [0.03, 0.03, 0.025, 0.03], WOOD, 8)
        )
    return parts


@kept
def leaf_model() -> Model:
    """A page at rest; it is bent anew for every moment."""
    return model([(_leaf(0.0, 0.0), "cloth", "cloth")])


def _leaf(lift: float, curl: float) -> Mesh:
    """A page that stands at `lift` radians from the right over its spine, `curl` bending its tip."""
    share = np.linspace(0, 1, 8)
    angle = lift + curl * share
    steps = WIDE * 0.96 / 7
    z = np.r_[0, np.cumsum(np.cos(angle[:-1]) * steps)]
    y = 0.030 + np.r_[0, np.cumsum(np.sin(angle[:-1]) * steps)]
    x = np.linspace(-TALL / 2 + 0.006, TALL / 2 - 0.006, 29)
    sheet = np.stack(np.broadcast_arrays(x[:, None], y[None, :], z[None, :]), -1)
    down, across = np.meshgrid(x / TALL + 0.5, share, indexing="ij")
    line = (np.floor(down * 28) % 2 == 0) & (across > 0.15) & (across < 0.88)
    colour = np.where(line[..., None], 0.6 * PAPER + 0.4 * INK, PAPER * 1.05)
    return grid(sheet, Finish(colour=colour, roughness=0.8))


@dataclass(frozen=True, eq=False, kw_only=True)
class Books:
    """Open books on their stands along paths; `magic` 0-1: light and motes rise from the pages."""

    paths: tuple[Path, ...]
    leather: tuple[float, float, float]
    magic: float
    seed: int

    @property
    def models(self) -> Mapping[str, Model]:
        return {"book": book_model(self.leather), "book_desk": desk_model()} | {
            f"book_leaf_{k}": leaf_model() for k in range(LEAVES)
        }

    def at(self, t: float) -> Moment:
        """Books, pages on their way over, and what rises."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths], np.float32)
        top = floor + np.array((0, STAND, 0), np.float32)
        rows = {"book_desk": instances(floor, 1.0, yaw), "book": instances(top, 1.0, yaw, SLOPE)}
        shapes: dict[str, Shapes] = {}
        for k in range(LEAVES):
            rows[f"book_leaf_{k}"] = rows["book"]
            shapes[f"book_leaf_{k}"] = (surface(_leaf(*self.turned(t, k)), "cloth", "cloth").vertices,)
        moment = Moment(instances=rows, shapes=shapes)
        if self.magic > 0:
            moment.glows = np.concatenate([self._motes(place, t, n) for n, place in enumerate(top)])
            moment.lights = np.array(
                [
                    [x, y + 0.22, z, 3.2, 1.5 * self.magic, 1.0 * self.magic, 0.5 * self.magic, 0.2]
                    for x, y, z in top
                ],
                np.float32,
            )
        return moment

    def turned(self, t: float, number: int) -> tuple[float, float]:
        """Lift and curl of a page: it waits, goes over, waits again."""
        share = np.mod(t / ROUND + number / LEAVES, 1.0)
        over = np.clip((share - 0.25) / 0.45, 0, 1)
        eased = float(over * over * (3 - 2 * over))
        return 0.06 + (np.pi - 0.12) * eased, float(0.9 * np.sin(np.pi * eased) * (0.5 - eased) - 0.05)

    def _motes(self, top: Array, t: float, number: int) -> Array:
        """Gold dust that spirals up out of the fold."""
        random = np.random.default_rng(self.seed + number)
        count = 70
        phase, spin, wide = random.random(count), random.uniform(0, 6.28, count), random.random(count)
        share = np.mod(t / 3.4 + phase, 1.0)
        rows = np.zeros((count, 12), np.float32)
        reach = (0.03 + 0.30 * share) * (0.3 + wide)
        rows[:, 0] = top[0] + reach * np.cos(spin + 2.2 * share)
        rows[:, 1] = top[1] + 0.03 + 0.85 * share
        rows[:, 2] = top[2] + reach * np.sin(spin + 2.2 * share)
        rows[:, 3] = 0.007 + 0.006 * wide
        rows[:, 4:7] = np.array((1.0, 0.70, 0.30)) * (1.4 * self.magic * np.sin(np.pi * share))[:, None]
        rows[:, 7] = 0.8
        return rows

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them with a page standing."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([0.33, 0, 0.33], np.float32)
        return floor.min(0) - half, floor.max(0) + half + np.array([0, STAND + 0.26, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """It makes no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A book is silent."""
        return ()


def build_book(sheet: CallSheet) -> Books:
    """Books on stands; they shine in tales and where the text has them glow or things fly out of them."""
    said = f"{sheet.subject.words if sheet.subject else ''} {sheet.shot.description}".lower()
    asked = any(word in said for word in ("发光", "魔法", "飞出", "glow", "magic", "fly out", "shin"))
    action = sheet.subject.action if sheet.subject else ""
    magic = 1.0 if asked or action == "glow" else 0.35 if sheet.look.id in ("animation", "dream") else 0.0
    return Books(paths=sheet.paths, leather=colour_for(sheet, LEATHER), magic=magic, seed=sheet.seed)


ASSET = Asset(
    id="book",
    kind="prop",
    words=Words(
        zh=("书", "书本", "古书", "旧书", "魔法书", "故事书", "大书", "日记", "日记本"),
        en=("book", "old book", "books", "storybook", "magic book", "diary", "tome", "open book"),
    ),
    build=build_book,
    size=(0.66, 1.24, 0.66),
    actions=("open", "stand", "glow"),
    closest="mcu",
)
