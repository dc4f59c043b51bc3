"""A great interior: columns, polished floor, tall windows with shafts of light; red wood in Chinese halls."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.light_shafts import Shafts
from yingxi.art.sets.scenery import Fixtures, Scenery, joined, rooted, standing
from yingxi.art.sets.street_things import lantern
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, cylinder, quad
from yingxi.world.scene import Actor, Air, Moment

Colour = tuple[float, float, float]
HALF_WIDTH, TALL, BACK, FRONT = 13.0, 10.5, -38.0, 34.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Decor:
    """Colours of a hall and how its windows and columns are made."""

    floor: Colour
    wall: Colour
    column: Colour
    beam: Colour
    round_columns: bool = True
    lanterns: bool = False
    shelves: bool = False


CHINESE = Decor(
    floor=(0.10, 0.075, 0.055),
    wall=(0.26, 0.20, 0.14),
    column=(0.26, 0.028, 0.018),
    beam=(0.09, 0.04, 0.022),
    lanterns=True,
)
MODERN = Decor(
    floor=(0.22, 0.215, 0.21),
    wall=(0.40, 0.39, 0.375),
    column=(0.34, 0.33, 0.32),
    beam=(0.30, 0.29, 0.28),
    round_columns=False,
)
LIBRARY = Decor(
    floor=(0.12, 0.07, 0.035),
    wall=(0.24, 0.17, 0.10),
    column=(0.15, 0.08, 0.04),
    beam=(0.13, 0.07, 0.035),
    round_columns=False,
    shelves=True,
)
MODERN_WORDS = (
    "办公",
    "机场",
    "医院",
    "学校",
    "教室",
    "展厅",
    "美术馆",
    "博物馆",
    "地铁",
    "车站",
    "实验室",
    "office",
    "airport",
    "hospital",
    "school",
    "gallery",
    "museum",
    "subway",
    "station",
    "laboratory",
    "lab",
    "mall",
    "exhibition",
)
LIBRARY_WORDS = ("图书馆", "书房", "书店", "书斋", "library", "study", "bookshop")


def build_hall(sheet: CallSheet) -> Place:
    """The hall for one shot: modern, a library, or Chinese, by the words of the place and the look."""
    shot = sheet.shot
    decor = decor_for(shot.place)
    dark = is_dark(shot.hour)
    hall = _hall(decor)
    lamps = np.zeros((6, 8), np.float32)
    lamps[:, :3] = [(x, 6.2, z) for z in (-27.0, -12.0, 8.0) for x in (-5.6, 5.6)]
    lamps[:, 3], lamps[:, 4:7] = 19.0, np.array([1.0, 0.55, 0.22]) * (85.0 if dark else 34.0)
    actors: tuple[Actor, ...] = (Fixtures(moment=Moment(lights=lamps)), *_shafts(dark))
    return Place(
        air=_air(sheet, dark),
        spots={
            "ground": Spot(centre=(0.0, 0.0, -4.0), extent=(7.0, 5.0)),
            "sky": Spot(centre=(0.0, 5.5, -10.0), extent=(6.0, 5.0)),
        },
        models=hall.models,
        statics=hall.statics,
        actors=actors,
        ground=lambda x, z: np.zeros(np.broadcast(x, z).shape, np.float32),
    )


def decor_for(place: str) -> Decor:
    """The decor that the words of a place ask for."""
    words = place.casefold()
    if any(word in words for word in LIBRARY_WORDS):
        return LIBRARY
    return MODERN if any(word in words for word in MODERN_WORDS) else CHINESE


def _air(sheet: CallSheet, dark: bool) -> Air:
    """Daylight from the windows on the left; inside it is four times darker than outside."""
    outside = air_for(sheet.shot.hour, "clear", sheet.shot.season, sheet.look, Air())
    share = 1.1 if dark else 0.42
    return Air(
        sky="day",
        sun=(-0.78, 0.50, -0.36),
        sun_colour=outside.sun_colour if not dark else (0.5, 0.62, 0.9),
        zenith=_times(outside.zenith, share),
        horizon=_times(outside.horizon, share * 0.8),
        ground=(0.03, 0.025, 0.02),
        haze=0.0040,
        mist=0.0,
        clouds=0.2,
        sun_size=0.0,
        shadows=True,
        wind=(0.2, 0.0, 0.0),
        dust=0.05,
    )


def _times(colour: Colour, share: float) -> Colour:
    return (colour[0] * share, colour[1] * share, colour[2] * share)


def _shafts(dark: bool) -> tuple[Shafts, ...]:
    """Light through the seven windows on the left."""
    z = np.arange(-31.0, 20.0, 8.5)
    start = np.stack([np.full(len(z), -HALF_WIDTH), np.full(len(z), 7.0), z], 1)
    way = np.array([0.78, -0.50, 0.36]) * 15.0
    colour = np.array([0.5, 0.62, 0.9]) * 0.10 if dark else np.array([1.0, 0.82, 0.58]) * 0.42
    zero = np.zeros((len(z), 1))
    beams = np.concatenate([start, zero + 1.3, zero + way, zero, zero + colour, zero], 1)
    return (Shafts(beams=beams.astype(np.float32), phase=np.arange(len(z), dtype=np.float32)),)


@lru_cache(maxsize=3)
def _hall(decor: Decor) -> Scenery:
    wood = Finish(colour=decor.beam, roughness=0.6, open=0.6)
    parts = [
        _floor(decor),
        rooted(
            {
                "hall_shell": model([(merge(_shell(decor)), "plaster", "wall")]),
                "hall_timber": model([(merge(_timber(decor, wood)), "timber", "wood")]),
            }
        ),
    ]
    daylight = Finish(colour=(0.95, 0.97, 1.0), emission=1.0)
    panes = quad(
        [(-17.0, 0, FRONT), (-17.0, 0, BACK), (-17.0, TALL + 4, BACK), (-17.0, TALL + 4, FRONT)], daylight
    )
    parts.append(standing("daylight", model([(panes, "outdoors", "light")]), instances([(0.0, 0.0, 0.0)])))
    if decor.lanterns:
        spots = np.array([(x, 7.6, z) for z in (-27.0, -12.0, 8.0) for x in (-5.6, 5.6)])
        parts.append(standing("hall_lantern", lantern(), instances(spots, 1.5, parameter=1.0)))
    if decor.shelves:
        parts.append(_shelves())
    return joined(parts)


def _floor(decor: Decor) -> Scenery:
    tile = box((0, -0.1, 0), (4.4, 0.1, 4.0), Finish(colour=decor.floor, roughness=0.25), faces="Y")
    x, z = np.meshgrid((-8.8, 0.0, 8.8), np.arange(BACK + 4, FRONT, 8.0), indexing="ij")
    rows = instances(np.stack([x, 0 * x, z], -1).reshape(-1, 3))
    return standing("hall_floor", model([(tile, "polished", "ground")]), rows)


def _shell(decor: Decor) -> list[Mesh]:
    """Walls and ceiling; the window wall on the left is piers, sills and heads with openings between."""
    wall = Finish(colour=decor.wall, roughness=0.9, open=0.7)
    length, middle = (FRONT - BACK) / 2, (FRONT + BACK) / 2
    shell = [
        box((HALF_WIDTH + 0.3, TALL / 2, middle), (0.3, TALL / 2, length), wall),
        box((0, TALL / 2, BACK - 0.3), (HALF_WIDTH, TALL / 2, 0.3), wall),
        box((0, TALL + 0.2, middle), (HALF_WIDTH + 0.6, 0.2, length), Finish(colour=decor.beam, open=0.3)),
    ]
    for place in np.arange(BACK, FRONT, 8.5):
        shell.append(box((-HALF_WIDTH - 0.3, TALL / 2, place + 1.4), (0.3, TALL / 2, 1.4), wall))
    shell.append(box((-HALF_WIDTH - 0.3, 0.5, middle), (0.3, 0.5, length), wall))
    shell.append(box((-HALF_WIDTH - 0.3, TALL - 0.8, middle), (0.3, 0.8, length), wall))
    return shell


def _timber(decor: Decor, wood: Finish) -> list[Mesh]:
    """Columns in two rows, beams across and along, window mullions."""
    lacquer = Finish(colour=decor.column, roughness=0.4, open=0.9)
    parts: list[Mesh] = []
    for z in np.arange(BACK + 4.0, FRONT, 8.5):
        for x in (-7.6, 7.6):
            if decor.round_columns:
                parts.append(cylinder((x, 0, z), (x, TALL - 1.2, z), 0.46, lacquer, 18))
                parts.append(cylinder((x, 0, z), (x, 0.35, z), 0.62, Finish(colour=(0.3, 0.29, 0.27)), 18))
            else:
                parts.append(box((x, TALL / 2, z), (0.42, TALL / 2, 0.42), lacquer))
        parts.append(box((0, TALL - 0.9, z), (HALF_WIDTH, 0.35, 0.28), wood))
        for offset in (1.6, 3.05, 4.5):
            parts.append(
                box((-HALF_WIDTH - 0.3, TALL / 2, z - 4 + 2.8 + offset), (0.06, TALL / 2, 0.05), wood)
            )
    parts += [
        box((x, TALL - 1.6, (FRONT + BACK) / 2), (0.25, 0.3, (FRONT - BACK) / 2), wood) for x in (-7.6, 7.6)
    ]
    parts += [
        box((-HALF_WIDTH - 0.3, y, (FRONT + BACK) / 2), (0.05, 0.05, (FRONT - BACK) / 2), wood)
        for y in (3.2, 5.4, 7.6)
    ]
    panel = [
        box((k, 4.0, BACK + 0.15), (1.3, 2.6, 0.12), Finish(colour=np.multiply(decor.column, 0.8)))
        for k in (-4.4, -1.5, 1.5, 4.4)
    ]
    return [*parts, *panel, box((0, 0.18, BACK + 4), (5.2, 0.18, 2.6), wood)]


def _shelves() -> Scenery:
    """Book cases along the right wall and the back."""
    rng = np.random.default_rng(9)
    wood = Finish(colour=(0.13, 0.07, 0.035), roughness=0.6)
    frame = [box((0, y, 0), (2.0, 0.04, 0.25), wood) for y in np.arange(0.1, 5.3, 0.52)]
    frame += [box((x, 2.6, 0), (0.05, 2.6, 0.26), wood) for x in (-2.0, 0.0, 2.0)]
    books = []
    for y in np.arange(0.14, 5.0, 0.52):
        at = -1.9
        while at < 1.88:
            thick, tall = rng.uniform(0.03, 0.08), rng.uniform(0.26, 0.42)
            colour = np.array(
                [
                    (0.30, 0.05, 0.04),
                    (0.05, 0.10, 0.16),
                    (0.28, 0.20, 0.09),
                    (0.07, 0.12, 0.07),
                    (0.36, 0.33, 0.27),
                ]
            )[rng.integers(5)]
            books.append(
                box(
                    (at + thick / 2, y + tall / 2, 0.02),
                    (thick / 2, tall / 2, 0.17),
                    Finish(colour=colour),
                    faces="XxYZ",
                )
            )
            at += thick + 0.004
    case = model(
        [(merge(frame), "timber", "wood"), (merge(books), "flat", "cloth")],
        model([(merge([*frame, *books[::3]]), "flat", "wood")]),
        18.0,
    )
    z = np.arange(BACK + 4, FRONT - 4, 4.3)
    right = instances(np.stack([np.full(len(z), HALF_WIDTH - 0.35), 0 * z, z], 1), 1.0, -np.pi / 2)
    back = instances([(x, 0, BACK + 0.5) for x in (-10.2, -5.9, 5.9, 10.2)], 1.0)
    return standing("book_case", case, np.concatenate([right, back]))


ASSET = Asset(
    id="interior_hall",
    kind="set",
    words=Words(
        zh=(
            "室内",
            "大厅",
            "殿内",
            "厅堂",
            "图书馆",
            "博物馆",
            "美术馆",
            "书房",
            "书斋",
            "教室",
            "学校",
            "医院",
            "机场",
            "车站",
            "地铁站",
            "咖啡馆",
            "酒吧",
            "餐厅",
            "武馆",
            "道场",
            "教堂",
            "家里",
            "客厅",
            "卧室",
            "厨房",
            "实验室",
            "仓库",
            "工厂",
            "车间",
            "病房",
            "房间",
            "屋里",
        ),
        en=(
            "interior",
            "indoors",
            "hall",
            "great hall",
            "library",
            "museum",
            "gallery",
            "study",
            "classroom",
            "school",
            "hospital",
            "airport",
            "station",
            "subway",
            "cafe",
            "bar",
            "restaurant",
            "dojo",
            "church",
            "cathedral",
            "home",
            "living room",
            "bedroom",
            "kitchen",
            "laboratory",
            "lab",
            "warehouse",
            "factory",
            "room",
            "inside",
        ),
    ),
    build=build_hall,
    size=(26.0, 10.0, 70.0),
)
