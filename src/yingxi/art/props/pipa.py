"""A pipa on its stand: a pear-shaped body, a bent head with four pegs, ledges and frets, four strings."""

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import ball, box, cylinder, grid, tube
from yingxi.world.scene import Actor, Model

OUTLINE = np.array(
    [
        (0.0, 0.001), (0.012, 0.062), (0.05, 0.118), (0.12, 0.152), (0.21, 0.162), (0.32, 0.148),
        (0.43, 0.115), (0.53, 0.075), (0.61, 0.046), (0.68, 0.034), (0.78, 0.028), (0.90, 0.024),
    ]
)  # fmt: skip
"""Half the width by the height above the body's foot, in metres."""
BOARD = Finish(colour=(0.56, 0.36, 0.16), roughness=0.42)
BACK = Finish(colour=(0.17, 0.045, 0.022), roughness=0.24)
DARK = Finish(colour=(0.035, 0.020, 0.014), roughness=0.3)
IVORY = Finish(colour=(0.78, 0.70, 0.54), roughness=0.35)
STRING = Finish(colour=(0.82, 0.78, 0.66), roughness=0.3)


@kept
def pipa_model() -> Model:
    """The instrument, 1.2 m high with its stand, its strings toward +z."""
    far = model(_parts(10, 9, False), model(_parts(5, 6, False)), 16)
    return model(_parts(34, 22, True), far, 6)


def _parts(rows: int, columns: int, near: bool) -> list[tuple[Mesh, str, str]]:
    wood = [_back(rows, columns), _head(10 if near else 5)]
    front = [_front(rows)]
    fine: list[Mesh] = [*_ledges(), *_frets(), *_bridge(), *_pegs(8)] if near else [*_pegs(4)[:4]]
    strings = [_string(k) for k in range(4)] if near else []
    leaned = [
        (bake_open(merge(wood), 0.04) if near else merge(wood), "hero", "wood"),
        (merge(front), "wood", "wood"),
        (merge([*fine, *strings]), "hero", "wood"),
    ]
    placed = [(_leaned(mesh), material, semantic) for mesh, material, semantic in leaned]
    return [*placed, (_stand(8 if near else 4), "hero", "wood")]


def _leaned(mesh: Mesh) -> Mesh:
    """A little back, as it leans in its stand."""
    return transform(mesh, move=(0, 0.13, 0.02), rotation=turn(0, 0, -0.12))


def _half(y: Array) -> Array:
    """Half the width at heights."""
    return np.asarray(np.interp(y, OUTLINE[:, 0], OUTLINE[:, 1]))


def _rows(count: int) -> Array:
    """Heights, closer together at the round foot."""
    return 0.90 * np.linspace(0, 1, count) ** 1.5


def _back(rows: int, columns: int) -> Mesh:
    """The round back, shallow, and the neck."""
    y, angle = _rows(rows)[:, None], np.linspace(0, np.pi, columns)[None]
    half = _half(y)
    deep = 0.20 * half + 0.022 * np.clip(half / 0.03, 0, 1)
    return grid(
        np.stack([half * np.cos(angle), y + 0 * angle, -deep * np.sin(angle)], -1), BACK, flipped=False
    )


def _front(rows: int) -> Mesh:
    """The soundboard, a little arched."""
    y, across = _rows(rows)[:, None], np.linspace(-1, 1, 7)[None]
    half = _half(y)
    points = np.stack(
        [half * across, y + 0 * across, 0.006 * (1 - across**2) * np.clip(half / 0.1, 0, 1)], -1
    )
    rim = np.clip((np.abs(across) - 0.86) / 0.1, 0, 1) + 0 * y
    colour = np.asarray(BOARD.colour) * (1 - rim[..., None]) + np.asarray(DARK.colour) * rim[..., None]
    return grid(points, Finish(colour=colour, roughness=0.42), flipped=True)


def _head(sides: int) -> Mesh:
    """The head that bends back, and the flourish at its end."""
    steps = np.linspace(0, 1, 8)
    spine = np.stack([0 * steps, 0.90 + 0.155 * steps - 0.02 * steps**2, -0.012 - 0.085 * steps**1.7], 1)
    neck = tube(spine, 0.023 - 0.004 * steps, BACK, sides, squash=1.15)
    curl = [
        ball((0, 1.04, -0.10), (0.046, 0.030, 0.020), IVORY, sides, 6),
        ball((0, 1.065, -0.108), 0.022, IVORY, sides, 6),
    ]
    return merge([neck, *curl])


def _pegs(sides: int) -> list[Mesh]:
    """Four pegs, two to a side, with ivory buttons."""
    parts = []
    for k, y in enumerate((0.935, 0.965, 0.992, 1.016)):
        side, z = (1 if k % 2 else -1), -0.022 - 0.018 * k
        path = [(side * 0.015, y, z), (side * 0.105, y + 0.008, z)]
        parts.append(cylinder(path[0], path[1], (0.007, 0.012), DARK, sides))
        parts.append(ball(path[1], (0.010, 0.013, 0.013), IVORY, sides, 4))
    return parts


def _ledges() -> list[Mesh]:
    """Six tall ledges on the neck."""
    return [
        box((0, y, 0.010), (0.026 + 0.012 * k / 6, 0.009, 0.009), IVORY)
        for k, y in enumerate(np.linspace(0.87, 0.65, 6))
    ]


def _frets() -> list[Mesh]:
    """Bamboo frets on the soundboard, closer together downward."""
    heights = 0.62 - 0.34 * np.linspace(0, 1, 14) ** 0.86
    return [box((0, y, 0.008), (0.040 + 0.030 * (0.62 - y) / 0.34, 0.0028, 0.006), IVORY) for y in heights]


def _bridge() -> list[Mesh]:
    """The string holder, and two sound holes shaped as crescents."""
    moons = []
    for side in (-1, 1):
        angle = np.linspace(-1.0, 1.0, 7)
        path = np.stack(
            [side * (0.085 + 0.018 * np.cos(angle)), 0.30 + 0.022 * np.sin(angle), 0 * angle + 0.005], 1
        )
        moons.append(tube(path, 0.0035, DARK, 4))
    return [box((0, 0.125, 0.012), (0.068, 0.013, 0.009), DARK), *moons]


def _string(number: int) -> Mesh:
    """A string from the holder over the nut to its peg."""
    share = (number - 1.5) / 1.5
    path = [(0.046 * share, 0.13, 0.021), (0.019 * share, 0.885, 0.022), (0.012 * share, 0.94, -0.004)]
    return tube(path, 0.0016, STRING, 3)


def _stand(sides: int) -> Mesh:
    """A low folding stand: two crossed legs before and behind, and a back rest."""
    wood = Finish(colour=(0.09, 0.045, 0.022), roughness=0.4)
    parts = []
    for side in (-1, 1):
        parts.append(
            tube(
                [(side * 0.16, 0.0, 0.17), (side * 0.12, 0.13, 0.03), (side * 0.07, 0.50, -0.13)],
                0.013,
                wood,
                sides,
            )
        )
        parts.append(tube([(side * 0.16, 0.0, -0.24), (side * 0.11, 0.26, -0.07)], 0.013, wood, sides))
        parts.append(
            tube(
                [(side * 0.12, 0.13, 0.03), (side * 0.12, 0.115, 0.10), (side * 0.12, 0.15, 0.115)],
                0.012,
                wood,
                sides,
            )
        )
    parts.append(cylinder((-0.13, 0.125, 0.04), (0.13, 0.125, 0.04), 0.012, wood, sides))
    parts.append(cylinder((-0.075, 0.47, -0.12), (0.075, 0.47, -0.12), 0.012, wood, sides))
    return merge(parts)


def build_pipa(sheet: CallSheet) -> Actor:
    """Pipas where blocking puts them."""
    return StillLife(
        parts={"pipa": pipa_model()}, paths=sheet.paths, half=(0.18, 0.60, 0.24), scales=scales_for(sheet)
    )


ASSET = Asset(
    id="pipa",
    kind="prop",
    words=Words(zh=("琵琶", "柳琴", "阮"), en=("pipa", "lute", "Chinese lute")),
    build=build_pipa,
    size=(0.36, 1.2, 0.48),
    actions=("stand", "play"),
    closest="ms",
)
