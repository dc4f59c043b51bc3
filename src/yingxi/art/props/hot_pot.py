"""A copper hot pot with its chimney, broth in red and white, boiling and steaming, on a laid round table."""

from dataclasses import replace

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props import tableware as ware
from yingxi.art.props.steaming import Steaming
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, transform
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import ball, box, cylinder, lathe, tube
from yingxi.world.scene import Model, Surface

TABLE, WIDE = 0.75, 0.80
"""Height and radius of the table in metres."""
COPPER = Finish(colour=(0.74, 0.34, 0.14), roughness=0.22, metal=0.95)
BRASS = Finish(colour=(0.78, 0.53, 0.20), roughness=0.25, metal=0.95)
COAL = Finish(colour=(1.0, 0.28, 0.05), emission=5.0)
WOOD = Finish(colour=(0.20, 0.085, 0.036), roughness=0.30)
RED_BROTH = np.array((0.42, 0.045, 0.012))
WHITE_BROTH = np.array((0.72, 0.63, 0.45))


@kept
def pot_model() -> Model:
    """The pot alone, its foot on y = 0: 0.46 m wide, 0.52 m high with the chimney."""
    far = model([(merge(_pot(8)), "hero", "metal"), (_broth(8), "hero", "water")], far_beyond=18)
    middle = model([(merge(_pot(18)), "hero", "metal"), (_broth(16), "hero", "water")], far, 16)
    food = merge(_food())
    near = bake_open(merge(_pot(44)), 0.08)
    return model(
        [
            (near, "hero", "metal"),
            (_broth(44), "hero", "water"),
            (food, "hero", "plant"),
            (_coals(), "emissive", "light"),
        ],
        middle,
        5,
    )


_FOOT = (
    *((0.13, 0.0), (0.145, 0.0), (0.15, 0.015), (0.115, 0.06)),
    *((0.10, 0.075), (0.12, 0.09), (0.15, 0.105)),
)
_SHELL = (
    *((0.15, 0.105), (0.205, 0.14), (0.228, 0.185), (0.232, 0.23), (0.245, 0.238)),
    *((0.245, 0.246), (0.222, 0.246), (0.218, 0.20), (0.19, 0.16)),
)
_CHIMNEY = (
    *((0.085, 0.15), (0.082, 0.25), (0.070, 0.32), (0.058, 0.42), (0.055, 0.50)),
    *((0.064, 0.515), (0.064, 0.52), (0.048, 0.518), (0.045, 0.44), (0.0, 0.42)),
)
"""Outlines of the pot: radius and height, m."""


def _pot(sides: int) -> list[Mesh]:
    parts = [lathe(_FOOT, BRASS, sides), lathe(_SHELL, COPPER, sides), lathe(_CHIMNEY, COPPER, sides)]
    if sides < 12:
        return parts
    wall = np.linspace(-1, 1, 7)
    for s in (-1, 1):
        grip = np.stack(
            [0 * wall + s * 0.262 + s * 0.03 * (1 - wall**2), 0.225 + 0.012 * (1 - wall**2), 0.055 * wall], 1
        )
        parts.append(tube(grip, 0.008, BRASS, 7))
        parts.append(box((s * 0.15, 0.218, 0.0), (0.070, 0.022, 0.0035), COPPER))
    parts += [
        ball((0.075 * np.cos(a), 0.335, 0.075 * np.sin(a)), 0.006, BRASS, 6, 4)
        for a in np.arange(8) * np.pi / 4
    ]
    return parts


def _broth(sides: int) -> Mesh:
    """The two halves of broth: red with oil on one side, milky on the other."""
    rings = np.array([(0.086, 0.2285), (0.12, 0.2295), (0.155, 0.2285), (0.19, 0.2295), (0.221, 0.2285)])[
        ::-1
    ]
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    red = (np.sin(angle) > 0)[None, :, None]
    oil = 0.75 + 0.5 * (np.sin(9 * angle) * np.sin(np.arange(5)[:, None] * 2.1 + 1) > 0.25)[..., None]
    colour = np.where(red, RED_BROTH * oil, WHITE_BROTH * np.ones((5, 1, 1)))
    return lathe(rings, Finish(colour=colour, roughness=0.12), sides)


def _food() -> list[Mesh]:
    """What boils in it: chillies, peppers, slices, tofu, greens, mushrooms."""
    random, parts = np.random.default_rng(4), []

    def spots(count: int, side: float, seed: int) -> np.ndarray:
        places = ware.scattered(count * 3, 0.10, 0.205, 0.231, seed)
        return np.asarray(places[np.sign(places[:, 2]) == side][:count])

    for place in spots(12, 1, 1):
        bend = turn(random.uniform(0, 6.28))
        pod = tube(
            [(-0.018, 0, 0), (-0.006, 0.003, 0.003), (0.008, 0.002, 0.002), (0.02, 0, -0.004)],
            [0.0035, 0.005, 0.0045, 0.0008],
            ware.CHILLI,
            6,
        )
        parts.append(transform(pod, place, rotation=bend))
    parts.append(ware.slices(spots(6, 1, 2), (0.024, 0.004, 0.016), ware.BEEF))
    for place in (*spots(4, -1, 3), *spots(2, 1, 7)):
        parts.append(
            transform(
                box((0, 0, 0), (0.013, 0.010, 0.013), ware.TOFU),
                place,
                rotation=turn(random.uniform(0, 3), 0.1, 0.1),
            )
        )
    for place in spots(5, -1, 4):
        parts.append(
            transform(
                ball((0, 0, 0), (0.030, 0.006, 0.014), ware.GREENS, 8, 5),
                place,
                rotation=turn(random.uniform(0, 6.28), 0.2),
            )
        )
    for place in spots(4, -1, 5):
        cap = lathe([(0.018, 0.0), (0.017, 0.006), (0.009, 0.012), (0.0, 0.013)], ware.MUSHROOM, 10)
        parts.append(transform(cap, place))
    parts.append(ware.rings(spots(9, -1, 6), 0.006))
    return parts


def _coals() -> Mesh:
    """Embers seen in the chimney and under the foot."""
    glow = lathe([(0.044, 0.47), (0.0, 0.472)], COAL, 12)
    return merge(
        [glow, *(ball((0.06 * np.cos(a), 0.03, 0.06 * np.sin(a)), 0.022, COAL, 7, 5) for a in np.arange(6))]
    )


@kept
def table_setting() -> Model:
    """The round table with six places: plates of food, bowls, chopsticks; its foot on y = 0."""
    plain = [(merge(_table(14)), "hero", "wood")]
    middle = model([*plain, (merge(_plates(10, False)), "hero", "stone")], model(plain, far_beyond=20), 18)
    wood = bake_open(merge(_table(48)), 0.12)
    return model(
        [
            (wood, "hero", "wood"),
            (merge(_plates(22, True)), "hero", "stone"),
            (merge(_dishes()), "hero", "plant"),
        ],
        middle,
        6,
    )


def _table(sides: int) -> list[Mesh]:
    top = [
        (0.0, TABLE - 0.045),
        (WIDE - 0.03, TABLE - 0.045),
        (WIDE, TABLE - 0.03),
        (WIDE, TABLE - 0.008),
        (WIDE - 0.01, TABLE),
        (0.0, TABLE),
    ]
    apron = [(0.62, TABLE - 0.13), (0.64, TABLE - 0.13), (0.64, TABLE - 0.04)]
    parts = [lathe(top, WOOD, sides), lathe(apron, WOOD, sides)]
    for k in range(4):
        a = np.pi / 4 + k * np.pi / 2
        way = [(0.60, TABLE - 0.05), (0.61, 0.45), (0.57, 0.18), (0.60, 0.0)]
        parts.append(
            tube(
                [(r * np.cos(a), y, r * np.sin(a)) for r, y in way],
                [0.036, 0.034, 0.028, 0.034],
                WOOD,
                8 if sides > 20 else 4,
            )
        )
    return parts


def _places(reach: float, count: int, turned: float) -> list[tuple[float, float, float]]:
    angle = turned + np.arange(count) * 2 * np.pi / count
    return [(float(reach * np.cos(a)), TABLE, float(reach * np.sin(a))) for a in angle]


def _plates(sides: int, near: bool) -> list[Mesh]:
    """Six plates round the pot, six bowls before the guests, chopsticks beside them."""
    parts = [transform(ware.plate(0.125, sides), place) for place in _places(0.40, 6, 0.3)]
    parts += [transform(ware.bowl(0.062, 0.062, sides), place) for place in _places(0.66, 6, 0.82)]
    if near:
        for k, (x, y, z) in enumerate(_places(0.66, 6, 1.02)):
            along = np.arctan2(-z, x)
            parts.append(transform(ware.chopsticks(), (x, y, z), rotation=turn(yaw=float(along) + 0.05 * k)))
    return parts


def _dishes() -> list[Mesh]:
    """Food on the plates: raw beef, tofu, greens, mushrooms, and again."""
    parts = []
    for k, (x, y, z) in enumerate(_places(0.40, 6, 0.3)):
        heap = ware.scattered(11, 0.0, 0.082, 0.0, 20 + k) + np.array((x, y + 0.016, z))
        heap[:, 1] += np.linspace(0, 0.022, 11)
        if k % 3 == 0:
            parts.append(ware.slices(heap, (0.030, 0.006, 0.019), ware.RAW_BEEF))
        elif k % 3 == 1:
            parts.append(ware.slices(heap, (0.034, 0.009, 0.016), ware.GREENS))
        else:
            parts += [
                transform(
                    box((0, 0.006, 0), (0.015, 0.012, 0.015), ware.TOFU), place, rotation=turn(yaw=float(j))
                )
                for j, place in enumerate(heap)
            ]
    parts += [
        cylinder(
            (x, y + 0.04, z), (x, y + 0.045, z), 0.045, Finish(colour=(0.20, 0.09, 0.03), roughness=0.2), 12
        )
        for x, y, z in _places(0.66, 6, 0.82)
    ]
    return parts


def build_hot_pot(sheet: CallSheet) -> Steaming:
    """A hot pot on its own laid table, or on the shot's table when it has one."""
    laid = any(subject.asset == "table" for subject in sheet.shot.subjects)
    high = 0.0 if laid else TABLE
    pot = raised(pot_model(), high)
    lamp = np.array([[0.0, high + 0.36, 0.0, 2.4, 0.62, 0.27, 0.09, 0.2]], np.float32)
    still = StillLife(
        parts={"hot_pot": pot} if laid else {"hot_pot": pot, "hot_pot_table": table_setting()},
        paths=sheet.paths,
        half=(0.25, 0.27, 0.25) if laid else (WIDE, (TABLE + 0.54) / 2, WIDE),
        scales=np.ones(len(sheet.paths), np.float32) if len(sheet.paths) == 1 else scales_for(sheet),
        lamps=lamp,
    )
    mouths = ((0.0, high + 0.12, 0.15, 2.6), (0.0, high + 0.12, -0.15, 2.6), (0.0, high + 0.36, 0.0, 1.6))
    return Steaming(still=still, mouths=mouths)


def raised(whole: Model, high: float) -> Model:
    """A model lifted with all its versions."""
    surfaces = []
    for part in whole.surfaces:
        vertices = part.vertices.copy()
        vertices["position"][:, 1] += high
        surfaces.append(Surface(part.material, part.semantic, vertices, part.triangles))
    return replace(
        whole, surfaces=tuple(surfaces), far=None if whole.far is None else raised(whole.far, high)
    )


ASSET = Asset(
    id="hot_pot",
    kind="prop",
    words=Words(
        zh=("火锅", "铜火锅", "鸳鸯锅", "锅子", "涮锅", "涮羊肉", "年夜饭", "团圆饭"),
        en=("hot pot", "hotpot", "chinese hot pot", "steamboat", "fondue pot", "reunion dinner"),
    ),
    build=build_hot_pot,
    size=(1.6, 1.29, 1.6),
    actions=("stand",),
    closest="mcu",
)
