"""A perfume bottle of heavy glass, a metre high as in product films, with gold and a cut stopper."""

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import StillLife, colour_for, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, make, merge, model, paint
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import box, cylinder, lathe, loft
from yingxi.world.scene import Actor, Model

GLASS = Finish(colour=(0.80, 0.86, 0.88), roughness=0.05)
CUT = Finish(colour=(0.86, 0.78, 0.66), roughness=0.05, metal=0.6)
"""Glass of the stopper: its metalness says how much of what is behind it hides."""
GOLD = Finish(colour=(0.86, 0.60, 0.22), roughness=0.22, metal=0.95)
AMBER = (0.55, 0.19, 0.022)


@kept
def bottle_model(liquid: tuple[float, float, float]) -> Model:
    """The bottle, standing on y = 0."""
    far = model(_bottle(liquid, 3), model(_bottle(liquid, 1)[:2]), 25)
    return model(_bottle(liquid, 7), far, 8)


def _bottle(liquid: tuple[float, float, float], fine: int) -> list[tuple[Mesh, str, str]]:
    """Gold first, then what is inside, then the glass that is drawn over it."""
    sides = 6 * fine + 2
    collar = lathe(
        [(0.0, 0.66), (0.105, 0.66), (0.115, 0.675), (0.115, 0.735), (0.105, 0.75), (0.0, 0.75)], GOLD, sides
    )
    plate = box((0, 0.34, 0.1390), (0.12, 0.075, 0.003), Finish(colour=(0.93, 0.90, 0.84), roughness=0.5))
    lines = [
        box((0, 0.34 + y, 0.1432), (wide, 0.004, 0.0012), Finish(colour=(0.45, 0.30, 0.10), roughness=0.4))
        for y, wide in ((0.03, 0.07), (0.0, 0.085), (-0.03, 0.045))
    ]
    rim = [box((0, 0.34 + y, 0.1415), (0.118, 0.003, 0.003), GOLD) for y in (0.074, -0.074)]
    juice = _deepened(_pillow(0.245, 0.104, (0.06, 0.50), fine, _inside(liquid)))
    pipe = cylinder((0.0, 0.10, 0.0), (0.0, 0.66, 0.0), 0.008, Finish(colour=(0.8, 0.8, 0.75)), 5)
    glass = [_pillow(0.275, 0.13, (0.0, 0.64), fine, GLASS), _stopper(fine)]
    return [
        (merge([collar, *rim]), "metal", "metal"),
        (merge([juice, pipe, plate, *lines]), "hero", "glass"),
        (merge(glass), "crystal", "glass"),
    ]


def _inside(liquid: tuple[float, float, float]) -> Finish:
    """Perfume: the light gathers at its foot."""
    return Finish(colour=liquid, roughness=0.10, emission=0.10)


def _deepened(mesh: Mesh) -> Mesh:
    """The perfume darker toward its top."""
    high = mesh.position[:, 1:2]
    share = (high - high.min()) / np.ptp(high)
    return paint(mesh, Finish(colour=mesh.colour * (1.25 - 0.85 * share), roughness=0.10, emission=0.10))


def _pillow(wide: float, deep: float, span: tuple[float, float], fine: int, finish: Finish) -> Mesh:
    """A block of half sizes `wide` and `deep` with round edges and soft shoulders."""
    low, high = span
    round_off = 0.22 * (high - low) / 0.64
    if fine > 1:
        lift = np.r_[0.0, 0.02, 0.06, np.linspace(0.15, 0.85, fine), 0.93, 0.98, 1.0]
    else:
        lift = np.array([0.0, 0.08, 0.9, 1.0])
    rings = []
    for share in lift:
        edge = max(0.07 - share, 0.0) / 0.07
        shoulder = max(share - (1 - round_off), 0.0) / round_off
        shrink = 1 - 0.07 * edge**2 - 0.30 * (1 - np.sqrt(max(1 - shoulder**2, 0.0)))
        belly = 1 + 0.035 * np.sin(np.pi * share)
        rings.append(_rounded(wide * shrink * belly, deep * shrink * belly, low + (high - low) * share, fine))
    return loft(np.array(rings), finish)


def _rounded(wide: float, deep: float, y: float, fine: int) -> Array:
    """A ring between a box and an ellipse."""
    angle = np.linspace(0, 2 * np.pi, 8 * max(fine, 2) + 1)
    power = 0.42
    x = wide * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** power
    z = deep * np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** power
    return np.stack([x, np.full_like(x, y), z], 1)


def _stopper(fine: int) -> Mesh:
    """A heavy stopper of eight faces, cut like a stone."""
    profile = [(0.0, 0.75), (0.07, 0.752), (0.15, 0.82), (0.15, 0.90), (0.10, 0.99), (0.0, 1.0)]
    return _faceted(lathe(profile, CUT, 8 if fine > 1 else 5))


def _faceted(mesh: Mesh) -> Mesh:
    """Flat faces instead of a smooth form."""
    corners = mesh.position[mesh.triangles]
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    whole = np.linalg.norm(normal, axis=1) > 1e-9
    corners, normal = corners[whole], normal[whole]
    faces = np.arange(3 * len(corners)).reshape(-1, 3)
    return make(corners.reshape(-1, 3), np.repeat(normal, 3, 0), faces, CUT)


def build_bottle(sheet: CallSheet) -> Actor:
    """Bottles where blocking puts them; the colour asked for is that of the perfume."""
    liquid = colour_for(sheet, AMBER)
    return StillLife(
        parts={"perfume_bottle": bottle_model(liquid)},
        paths=sheet.paths,
        half=(0.28, 0.5, 0.14),
        scales=scales_for(sheet),
    )


ASSET = Asset(
    id="perfume_bottle",
    kind="prop",
    words=Words(
        zh=("香水瓶", "瓶子", "玻璃瓶", "香水", "酒瓶", "药瓶", "瓶"),
        en=("bottle", "glass bottle", "perfume bottle", "perfume", "flacon", "bottles"),
    ),
    build=build_bottle,
    size=(0.56, 1.0, 0.27),
    lives="any",
    actions=("stand", "rise", "spin"),
    closest="ms",
)
