"""A bowl of beef noodles: white china with cobalt, noodles lifted by chopsticks, egg, greens, steam."""

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props import tableware as ware
from yingxi.art.props.cup import STOOL, stool_model
from yingxi.art.props.hot_pot import raised
from yingxi.art.props.steaming import Steaming
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, transform
from yingxi.art.shapes.solids import cylinder, lathe, tube
from yingxi.world.scene import Model

RADIUS, TALL = 0.135, 0.105
SOUP = Finish(colour=(0.30, 0.105, 0.026), roughness=0.10)
NOODLE = Finish(colour=(0.80, 0.60, 0.27), roughness=0.35)
LEVEL = 0.082


@kept
def noodle_bowl_model() -> Model:
    """The bowl, 0.27 m wide, its foot on y = 0, chopsticks held over it with a hank of noodles."""
    far = model([(ware.bowl(RADIUS, TALL, 8), "hero", "stone"), (_soup(8), "hero", "water")])
    middle = [(ware.bowl(RADIUS, TALL, 18), "hero", "stone"), (_soup(12), "hero", "water")]
    heap = transform(ware.noodles(0.105, 0.030, 9, 2, 9, 4), (0, LEVEL, 0))
    middle.append((merge([heap, *_sticks()]), "hero", "plant"))
    near = [(bake_open(ware.bowl(RADIUS, TALL, 48), 0.05), "hero", "stone"), (_soup(30), "hero", "water")]
    return model(
        [*near, (bake_open(merge([*_filling(), *_sticks()]), 0.03), "hero", "plant")],
        model(middle, far, 12),
        3.5,
    )


def _soup(sides: int) -> Mesh:
    return lathe([(0.124, LEVEL), (0.06, LEVEL + 0.0008), (0.0, LEVEL)], SOUP, sides)


def _filling() -> list[Mesh]:
    """Noodles in loops, slices of beef, half an egg, greens, rings of scallion, chilli."""
    parts = [transform(ware.noodles(0.108, 0.032, 26, 2, 22, 6), (0, LEVEL, 0))]
    beef = np.array(
        [(-0.055, LEVEL + 0.026, 0.035), (-0.045, LEVEL + 0.031, 0.055), (-0.075, LEVEL + 0.022, 0.020)]
    )
    parts.append(ware.slices(beef, (0.036, 0.006, 0.024), ware.BEEF))
    parts.append(ware.half_egg((0.048, LEVEL + 0.026, 0.052), 0.028, 0.3))
    leaves = np.array(
        [(0.075, LEVEL + 0.022, -0.03), (0.06, LEVEL + 0.026, -0.05), (0.085, LEVEL + 0.02, -0.005)]
    )
    parts.append(ware.slices(leaves, (0.038, 0.005, 0.014), ware.GREENS))
    parts.append(ware.rings(ware.scattered(26, 0.0, 0.095, LEVEL + 0.030, 8), 0.0048))
    parts.append(
        ware.slices(ware.scattered(7, 0.02, 0.10, LEVEL + 0.030, 12), (0.008, 0.0025, 0.003), ware.CHILLI)
    )
    return parts


def _sticks() -> list[Mesh]:
    """Chopsticks that lift a hank of noodles out of the bowl."""
    lift = (-0.03, LEVEL + 0.155, -0.035)
    pair = [
        cylinder(
            (lift[0] - 0.03, lift[1] - 0.012, lift[2] + s * 0.007),
            (lift[0] + 0.20, lift[1] + 0.10, lift[2] - 0.03 + s * 0.014),
            (0.0026, 0.0042),
            ware.BAMBOO,
            6,
        )
        for s in (-1, 1)
    ]
    random, hank = np.random.default_rng(6), []
    for _ in range(13):
        x, z = lift[0] + random.normal(0, 0.010), lift[2] + random.normal(0, 0.008)
        down = [
            (x - 0.012 + random.normal(0, 0.012), LEVEL + 0.012, z + random.normal(0, 0.014)),
            (x - 0.004, LEVEL + 0.09, z),
            (x, lift[1] + 0.002, z),
            (x + 0.010, LEVEL + 0.10, z + 0.008),
            (x + 0.018 + random.normal(0, 0.012), LEVEL + 0.012, z + 0.012),
        ]
        hank.append(tube(down, 0.0028, NOODLE, 5))
    return [*pair, *hank]


def build_noodle_bowl(sheet: CallSheet) -> Steaming:
    """Bowls on stools, or on what the shot has for them to stand on."""
    laid = any(subject.asset in ("table", "noodle_stall") for subject in sheet.shot.subjects)
    high = 0.0 if laid else STOOL
    bowl = raised(noodle_bowl_model(), high)
    turned = {"noodle_bowl": bowl} if laid else {"noodle_bowl": bowl, "cup_stool": stool_model()}
    still = StillLife(
        parts=turned,
        paths=sheet.paths,
        half=(0.22, (high + 0.36) / 2, 0.22),
        scales=np.ones(len(sheet.paths), np.float32) if len(sheet.paths) == 1 else scales_for(sheet),
    )
    return Steaming(still=still, mouths=((0.0, high + 0.03, 0.0, 1.8), (0.03, high + 0.02, 0.04, 1.4)))


ASSET = Asset(
    id="noodle_bowl",
    kind="prop",
    words=Words(
        zh=("面", "碗", "一碗面", "面条", "牛肉面", "拉面", "热汤面", "汤面", "面碗", "饭碗"),
        en=("noodle", "noodles", "bowl", "bowl of noodles", "ramen", "noodle soup", "bowls"),
    ),
    build=build_noodle_bowl,
    size=(0.44, 0.98, 0.44),
    actions=("stand",),
    closest="mcu",
)
