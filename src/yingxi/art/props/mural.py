"""A fresco on a piece of cave wall, in the pigments of Dunhuang: a haloed figure, clouds, ribbons."""

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import ball, grid
from yingxi.world.scene import Actor, Model

HALF, FOOT = (2.1, 1.5), 0.25
"""Half the width and height of the painting, and the height of its lower edge, in metres."""
EARTH, LIME = np.array((0.33, 0.115, 0.060)), np.array((0.52, 0.42, 0.29))
GREEN, BLUE = np.array((0.055, 0.235, 0.165)), np.array((0.035, 0.105, 0.27))
OCHRE, INK = np.array((0.60, 0.34, 0.085)), np.array((0.045, 0.028, 0.022))
WHITE, FLESH = np.array((0.68, 0.62, 0.52)), np.array((0.55, 0.33, 0.20))


@kept
def mural_model(fine: int) -> Model:
    """The painted wall, facing +z."""
    far = model([(_painting(40), "glowing_paper", "wall"), (_rock(5), "boulder", "rock")], _afar(), 24)
    return model([(_painting(fine), "glowing_paper", "wall"), (_rock(7), "boulder", "rock")], far, 16)


def _afar() -> Model:
    return model([(_painting(14), "glowing_paper", "wall")])


def _painting(fine: int) -> Mesh:
    """Plaster with the picture in its vertices; its edge is broken and bends back into the rock."""
    u, v = np.meshgrid(np.linspace(-1, 1, fine), np.linspace(-1, 1, int(fine * 0.72)), indexing="ij")
    x, y = HALF[0] * u, HALF[1] * v
    edge = np.maximum(np.abs(u), np.abs(v))
    ragged = 1 - 0.05 * np.clip((edge - 0.8) / 0.2, 0, 1) * (
        1 + np.sin(9 * x + 4 * y) * np.sin(7 * y - 3 * x)
    )
    back = -0.16 * np.clip((edge - 0.90) / 0.10, 0, 1) ** 2 + 0.012 * np.sin(3 * x) * np.sin(2.6 * y)
    points = np.stack([x * ragged, FOOT + HALF[1] + y * ragged, back], -1)
    return grid(points, Finish(colour=_picture(x, y), roughness=0.85))


def _picture(x: Array, y: Array) -> Array:
    """The colours at metres from the middle."""
    colour = EARTH * np.ones((*x.shape, 1))
    for side in (-1, 1):
        colour = _clouds(colour, side * x, y)
    colour = _halo(colour, x, y)
    colour = _figure(colour, x, y)
    for side in (-1, 1):
        colour = _ribbons(colour, side * x, y)
    colour = _border(colour, x, y)
    return _aged(colour, x, y)


def _laid(colour: Array, amount: Array, pigment: Array) -> Array:
    """A pigment laid over the picture."""
    share = np.clip(amount, 0, 1)[..., None]
    return np.asarray(colour * (1 - share) + pigment * share)


def _inside(distance: Array, soft: float = 0.03) -> Array:
    """1 where a distance is negative."""
    return np.asarray(np.clip(0.5 - distance / soft, 0, 1))


def _ring(distance: Array, wide: float) -> Array:
    return np.asarray(np.clip(1.5 - np.abs(distance) / wide, 0, 1))


def _halo(colour: Array, x: Array, y: Array) -> Array:
    """Rings of colour behind the head and the body, flames at their rim."""
    for cy, size in ((-0.18, 0.98), (0.58, 0.50)):
        away, angle = np.hypot(x, y - cy), np.arctan2(y - cy, x)
        flame = 0.045 * np.abs(np.sin(16 * angle + 6 * away))
        for reach, pigment in ((1.0, OCHRE), (0.90, GREEN), (0.76, LIME), (0.66, BLUE), (0.50, EARTH * 1.25)):
            colour = _laid(colour, _inside(away - size * reach - (flame if reach == 1.0 else 0)), pigment)
        colour = _laid(colour, _ring(away - size * 0.83, 0.022) * (np.sin(26 * angle) > -0.2), WHITE)
    return colour


def _figure(colour: Array, x: Array, y: Array) -> Array:
    """One who sits on a lotus, hands together."""
    lotus = np.hypot(x / 0.78, (y + 1.02) / 0.24) - 1 - 0.16 * np.abs(np.sin(9 * np.arctan2(y + 1.02, x / 3)))
    colour = _laid(colour, _inside(lotus, 0.10), WHITE * 0.85)
    colour = _laid(colour, _ring(lotus + 0.25, 0.10), np.array((0.50, 0.16, 0.13)))
    knees = np.hypot(x / 0.72, (y + 0.80) / 0.20) - 1
    trunk = np.hypot(x / (0.34 - 0.08 * y), (y + 0.32) / 0.58) - 1
    robe = np.minimum(knees, trunk)
    colour = _laid(colour, _inside(robe, 0.08), np.array((0.36, 0.055, 0.04)))
    folds = _ring(np.sin(9 * np.hypot(x * 1.2, y + 0.1) + 0.8), 0.14) * _inside(robe + 0.05, 0.05)
    colour = _laid(colour, 0.75 * folds, OCHRE)
    chest = np.hypot(x / 0.17, (y - 0.10) / 0.24) - 1
    colour = _laid(colour, _inside(chest, 0.08), FLESH)
    hands = np.hypot(x / 0.07, (y + 0.12) / 0.14) - 1
    colour = _laid(colour, _inside(hands, 0.15), FLESH * 1.1)
    head = np.hypot(x / 0.185, (y - 0.58) / 0.235) - 1
    colour = _laid(colour, _inside(head, 0.08), FLESH * 1.12)
    hair = np.maximum(head, -(y - 0.70 + 0.5 * x**2))
    knot = np.hypot(x / 0.10, (y - 0.86) / 0.10) - 1
    colour = _laid(colour, _inside(np.minimum(hair, knot), 0.06), INK)
    crown = _ring(y - 0.715 + 0.6 * x**2, 0.022) * _inside(head, 0.1)
    colour = _laid(colour, crown, OCHRE * 1.2)
    eyes = _ring(y - 0.60 - 0.3 * np.abs(x), 0.012) * (np.abs(np.abs(x) - 0.075) < 0.045)
    lips = _ring(y - 0.475, 0.012) * (np.abs(x) < 0.035)
    return _laid(_laid(colour, eyes, INK), lips, np.array((0.42, 0.06, 0.05)))


def _ribbons(colour: Array, x: Array, y: Array) -> Array:
    """Scarves that stream up from the shoulders, on the side of positive x."""
    for lift, pigment in ((0.0, GREEN), (0.19, OCHRE), (0.36, BLUE)):
        course = -0.55 + lift + 0.42 * np.sin(2.3 * x - 0.7) + 0.45 * x * x * 0.42
        wide = 0.052 * np.clip((1.86 - x) / 0.5, 0.15, 1)
        on = (x > 0.34) & (x < 1.84)
        band = np.clip(1.6 - np.abs(y - course) / wide, 0, 1) * on
        colour = _laid(colour, band, pigment)
        colour = _laid(colour, _ring(y - course - 0.9 * wide, 0.012) * on, WHITE)
    return colour


def _clouds(colour: Array, x: Array, y: Array) -> Array:
    """Curled clouds and lotus flowers in the ground."""
    for cx, cy, size in ((1.35, 0.98, 0.24), (1.62, 0.10, 0.20), (1.30, -1.02, 0.25), (0.72, 1.12, 0.15)):
        away, angle = np.hypot(x - cx, 1.35 * (y - cy)), np.arctan2(y - cy, x - cx)
        lobes = away - size * (0.85 + 0.16 * np.cos(5 * angle))
        colour = _laid(colour, _inside(lobes), LIME * 0.95)
        curl = np.sin(30 * away / size * 0.26 - angle)
        colour = _laid(colour, 0.8 * _ring(curl, 0.28) * _inside(lobes + 0.03), GREEN if cy > 0 else BLUE)
    return colour


def _border(colour: Array, x: Array, y: Array) -> Array:
    """A band of lozenges round the picture, between two lines."""
    inner = np.maximum(np.abs(x) - 1.86, np.abs(y) - 1.27)
    band = inner > 0
    along = np.where(np.abs(x) - 1.86 > np.abs(y) - 1.27, y, x)
    lozenge = np.abs(np.mod(along, 0.3) - 0.15) / 0.13 + np.abs(inner - 0.10) / 0.085 - 1
    colour = np.where(band[..., None], EARTH * 0.75, colour)
    colour = _laid(
        colour,
        _inside(lozenge, 0.3) * band,
        np.where((np.floor(along / 0.3) % 2 == 0)[..., None], GREEN, OCHRE),
    )
    return _laid(_laid(colour, _ring(inner, 0.022), WHITE), _ring(inner - 0.20, 0.02), OCHRE)


def _aged(colour: Array, x: Array, y: Array) -> Array:
    """Faded, stained, and here and there fallen off."""
    stain = (
        0.5
        + 0.25 * np.sin(2.1 * x + 1.3) * np.sin(1.7 * y)
        + 0.25 * np.sin(5.3 * x - 2.9 * y) * np.sin(4.1 * y + x)
    )
    fallen = (
        np.sin(4.7 * x + 2.2 * y)
        + np.sin(3.3 * y - 5.9 * x)
        + 0.7 * np.sin(11 * x + 13 * y)
        + 0.5 * np.sin(23 * x - 19 * y)
    )
    crack = _ring(np.sin(1.9 * x + 0.5 * np.sin(7 * y) + 0.9 * y), 0.010)
    colour = colour * (0.72 + 0.42 * stain[..., None])
    colour = _laid(colour, np.clip((fallen - 1.95) * 2.5, 0, 0.85), LIME * 0.8)
    return _laid(colour, 0.6 * crack, INK)


def _rock(fine: int) -> Mesh:
    """The rough rock that the plaster is on."""
    rng = np.random.default_rng(8)
    stone = Finish(colour=(0.26, 0.185, 0.115), roughness=0.95)
    parts = []
    for k in range(22):
        angle = 2 * np.pi * k / 22
        x, y = HALF[0] * 1.02 * np.cos(angle), FOOT + HALF[1] + HALF[1] * 1.04 * np.sin(angle)
        x = np.clip(x * 1.35, -HALF[0] - 0.06, HALF[0] + 0.06)
        y = np.clip(FOOT + HALF[1] + (y - FOOT - HALF[1]) * 1.35, 0.06, FOOT + 2 * HALF[1] + 0.06)
        size = rng.uniform(0.30, 0.66, 3) * [1.1, 1.1, 0.6]
        lump = ball((x, y, -0.16), size, stone, fine + 3, fine)
        rough = 1 + 0.13 * np.sin(lump.position @ [9.1, 7.3, 8.7]) * np.sin(lump.position @ [-6.2, 8.8, 5.1])
        lump.position[:] = (lump.position - [x, y, -0.16]) * rough[:, None] + [x, y, -0.16]
        parts.append(lump)
    return bake_open(merge(parts), 0.3)


def build_mural(sheet: CallSheet) -> Actor:
    """Painted walls where blocking puts them."""
    return StillLife(
        parts={"mural": mural_model(76)},
        paths=sheet.paths,
        half=(2.5, 1.85, 0.5),
        scales=scales_for(sheet, 1.0, 1.0),
    )


ASSET = Asset(
    id="mural",
    kind="prop",
    words=Words(
        zh=("壁画", "敦煌壁画", "墙画", "古壁画", "石窟壁画"),
        en=("mural", "fresco", "wall painting", "cave painting", "painted wall"),
    ),
    build=build_mural,
    size=(5.0, 3.7, 1.0),
    actions=("stand",),
    closest="ms",
)
