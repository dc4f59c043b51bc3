"""A white rabbit: it sits with twitching ears, and hops."""

import math
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.cast.animal_body import Flesh, both, coarser, grow, joined, sketch, stiff
from yingxi.art.cast.animal_rig import Animal, Bones, Going, Herd, Posed, herd
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes import Finish, Mesh, ball, merge
from yingxi.world.scene import Array

BONES = Bones(
    {
        "body": ("", (-0.08, 0.12, 0.0)),
        "chest": ("body", (0.0, 0.13, 0.0)),
        "head": ("chest", (0.115, 0.185, 0.0)),
        "ear.L": ("head", (0.120, 0.235, -0.022)),
        "ear.R": ("head", (0.120, 0.235, 0.022)),
        "hind": ("body", (-0.11, 0.11, 0.0)),
        "sole": ("hind", (-0.115, 0.025, 0.0)),
        "fore": ("chest", (0.075, 0.11, 0.0)),
    }
)
PARTS = (
    Flesh(bone="body", start=(-0.105, 0.125, 0), end=(-0.03, 0.135, 0), radius=(0.094, 0.088)),
    Flesh(bone="chest", start=(0.0, 0.130, 0), end=(0.075, 0.125, 0), radius=(0.080, 0.058)),
    Flesh(bone="chest", start=(0.06, 0.135, 0), end=(0.115, 0.180, 0), radius=(0.056, 0.042)),
    Flesh(bone="head", start=(0.128, 0.205, 0), end=(0.152, 0.200, 0), radius=(0.048, 0.043)),
    Flesh(bone="head", start=(0.165, 0.190, 0), end=(0.184, 0.185, 0), radius=(0.032, 0.022)),
    Flesh(bone="body", start=(-0.200, 0.120, 0), end=(-0.212, 0.130, 0), radius=(0.030, 0.026)),
    *both(
        (
            Flesh(
                bone="ear.L",
                start=(0.118, 0.240, -0.022),
                end=(0.092, 0.310, -0.034),
                radius=(0.017, 0.022),
                squash=(1, 1, 1.7),
            ),
            Flesh(
                bone="ear.L",
                start=(0.092, 0.310, -0.034),
                end=(0.070, 0.375, -0.038),
                radius=(0.022, 0.008),
                squash=(1, 1, 1.7),
            ),
            Flesh(
                bone="head", start=(0.160, 0.186, -0.018), end=(0.172, 0.180, -0.015), radius=(0.026, 0.020)
            ),
            Flesh(
                bone="hind", start=(-0.100, 0.110, -0.058), end=(-0.045, 0.070, -0.072), radius=(0.068, 0.042)
            ),
            Flesh(
                bone="sole", start=(-0.120, 0.020, -0.068), end=(0.010, 0.015, -0.074), radius=(0.021, 0.019)
            ),
            Flesh(
                bone="fore", start=(0.075, 0.105, -0.032), end=(0.088, 0.024, -0.030), radius=(0.030, 0.016)
            ),
            Flesh(
                bone="fore", start=(0.090, 0.015, -0.030), end=(0.110, 0.013, -0.030), radius=(0.016, 0.014)
            ),
        )
    ),
)


def paint(mesh: Mesh) -> Array:
    """White fur, pink within the ears and at the nose."""
    x, y, z = mesh.position.T
    inner = np.clip((mesh.normal[:, 0] - 0.25) / 0.3, 0, 1) * np.clip((y - 0.262) / 0.02, 0, 1)
    nose = np.clip((x - 0.198) / 0.004, 0, 1) * (np.abs(z) < 0.010)
    pink = np.maximum(0.8 * inner, nose)[:, None]
    white = np.ones((len(x), 3)) * (0.94 - 0.10 * np.clip((0.05 - y) / 0.05, 0, 1))[:, None]
    return np.asarray(white * (1 - pink) + pink * np.array((0.80, 0.36, 0.34)), np.float32)


@cache
def rabbit() -> Animal:
    """The rabbit with its far versions."""
    bones = BONES.number
    skin = grow(PARTS, bones, 0.008, 0.0082, paint)
    red = Finish(colour=(0.20, 0.010, 0.012), roughness=0.06)
    eyes = merge([ball((0.158, 0.214, 0.040 * side), 0.0105, red, 8, 6) for side in (-1, 1)])
    near = joined([skin, stiff(eyes, "head", bones)])
    return Animal(
        name="rabbit",
        versions=((near, 3.5), ((coarser(skin, 0.017),), 12.0), ((sketch(PARTS, bones, paint, 4),), 1e9)),
        pose=pose,
        stride=lambda speed: min(0.45 + 0.25 * speed, 1.6),
        size=(0.44, 0.38, 0.19),
        shade=((-0.03, 0.0, 0.30),),
    )


def pose(going: Going) -> Posed:
    """Sitting with live ears, or in the middle of a hop."""
    t = going.t
    hop = min(going.speed / 0.6, 1.0)
    share = going.phase % 1.0
    air = math.sin(math.pi * min(share / 0.65, 1.0)) * hop
    reach = math.cos(math.pi * min(share / 0.65, 1.0)) * hop * (1.0 if share < 0.65 else 0.0)
    twitch = max(math.sin(2.1 * t), 0.0) ** 12
    posed = Posed(BONES, 0.11 * air + 0.003 * math.sin(3.0 * t))
    posed.bend("body", 0.35 * reach * air)
    posed.bend("chest", 0.10 * air)
    posed.bend(
        "head", -0.15 * air + 0.03 * math.sin(7.0 * t) * (1 - hop), 0.25 * math.sin(0.5 * t) * (1 - hop)
    )
    posed.bend("ear.L", 0.55 * air + 0.30 * twitch, 0.0, 0.10 * twitch)
    posed.bend("ear.R", 0.55 * air + 0.08 * math.sin(1.1 * t))
    posed.bend("hind", -0.95 * air * max(reach + 0.55, 0.0))
    posed.bend("sole", -0.75 * air * max(reach + 0.55, 0.0))
    posed.bend("fore", 0.75 * air * (0.3 + reach))
    return posed


def build_rabbit(sheet: CallSheet) -> Herd:
    """Rabbits along their paths, white or of the colour asked for."""
    count, dice = len(sheet.paths), sheet.random()
    tints = np.tile(np.array(colour_for(sheet, (0.86, 0.85, 0.82))), (count, 1))
    return herd(sheet, rabbit(), tints, np.r_[1.0, dice.uniform(0.7, 1.0, count)][:count])


ASSET = Asset(
    id="rabbit",
    kind="cast",
    words=Words(
        zh=("兔", "玉兔", "兔子", "白兔", "小兔", "月兔", "小白兔"),
        en=("rabbit", "hare", "bunny", "jade rabbit", "moon rabbit", "rabbits"),
    ),
    build=build_rabbit,
    size=(0.44, 0.38, 0.19),
    actions=("sit", "jump", "run", "walk", "leap"),
    closest="fs",
)
