"""A cat: it walks, runs, and sits with its tail round its paws; ginger unless another coat is asked."""

import math
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.cast.animal_body import Flesh, both, coarser, grow, joined, sketch, stiff
from yingxi.art.cast.animal_legs import GALLOP, WALK, Leg, carry
from yingxi.art.cast.animal_rig import Animal, Bones, Gait, Going, Herd, Posed, herd
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes import Finish, Mesh, ball, merge
from yingxi.world.scene import Array

GINGER = (0.50, 0.185, 0.045)
_LIMBS = (
    ("arm", "chest", (0.125, 0.235, 0.045)),
    ("forearm", "arm", (0.100, 0.150, 0.048)),
    ("cannon", "forearm", (0.130, 0.062, 0.045)),
    ("paw", "cannon", (0.135, 0.024, 0.045)),
    ("thigh", "hips", (-0.175, 0.235, 0.045)),
    ("gaskin", "thigh", (-0.125, 0.140, 0.052)),
    ("shank", "gaskin", (-0.220, 0.085, 0.048)),
    ("foot", "shank", (-0.190, 0.024, 0.048)),
)
BONES = Bones(
    {
        "hips": ("", (-0.16, 0.245, 0.0)),
        "chest": ("hips", (-0.02, 0.245, 0.0)),
        "neck": ("chest", (0.15, 0.265, 0.0)),
        "head": ("neck", (0.205, 0.310, 0.0)),
        "tail": ("hips", (-0.235, 0.265, 0.0)),
        "tail2": ("tail", (-0.345, 0.255, 0.0)),
        "tail3": ("tail2", (-0.450, 0.270, 0.0)),
        **{
            f"{name}.{side}": (
                parent if parent in ("hips", "chest") else f"{parent}.{side}",
                (x, y, z * sign),
            )
            for side, sign in (("L", -1.0), ("R", 1.0))
            for name, parent, (x, y, z) in _LIMBS
        },
    }
)
FORE = Leg(bones=("arm", "forearm", "cannon", "paw"), knee=-1.0, fold=0.9, toe=0.6)
HIND = Leg(bones=("thigh", "gaskin", "shank", "foot"), knee=1.0, fold=0.4, toe=0.6)
PARTS = (
    Flesh(bone="hips", start=(-0.18, 0.235, 0), end=(-0.06, 0.225, 0), radius=(0.062, 0.066)),
    Flesh(bone="chest", start=(-0.05, 0.225, 0), end=(0.12, 0.228, 0), radius=(0.066, 0.064)),
    Flesh(bone="neck", start=(0.12, 0.250, 0), end=(0.19, 0.295, 0), radius=(0.052, 0.042)),
    Flesh(bone="head", start=(0.205, 0.318, 0), end=(0.228, 0.318, 0), radius=(0.050, 0.045)),
    Flesh(bone="head", start=(0.245, 0.303, 0), end=(0.266, 0.300, 0), radius=(0.026, 0.017)),
    Flesh(bone="tail", start=(-0.235, 0.262, 0), end=(-0.345, 0.255, 0), radius=(0.022, 0.018)),
    Flesh(bone="tail2", start=(-0.345, 0.255, 0), end=(-0.450, 0.270, 0), radius=(0.018, 0.017)),
    Flesh(bone="tail3", start=(-0.450, 0.270, 0), end=(-0.540, 0.310, 0), radius=(0.017, 0.012)),
    *both(
        (
            Flesh(
                bone="head", start=(0.198, 0.355, -0.030), end=(0.200, 0.395, -0.040), radius=(0.022, 0.003)
            ),
            Flesh(
                bone="head", start=(0.240, 0.300, -0.016), end=(0.252, 0.298, -0.015), radius=(0.022, 0.018)
            ),
            Flesh(
                bone="arm.L", start=(0.110, 0.245, -0.040), end=(0.105, 0.160, -0.048), radius=(0.044, 0.030)
            ),
            Flesh(
                bone="forearm.L",
                start=(0.103, 0.150, -0.048),
                end=(0.130, 0.062, -0.045),
                radius=(0.026, 0.016),
            ),
            Flesh(
                bone="cannon.L",
                start=(0.130, 0.062, -0.045),
                end=(0.135, 0.026, -0.045),
                radius=(0.016, 0.016),
            ),
            Flesh(
                bone="paw.L", start=(0.135, 0.019, -0.045), end=(0.160, 0.015, -0.045), radius=(0.018, 0.016)
            ),
            Flesh(
                bone="thigh.L",
                start=(-0.170, 0.225, -0.040),
                end=(-0.130, 0.150, -0.052),
                radius=(0.056, 0.038),
            ),
            Flesh(
                bone="gaskin.L",
                start=(-0.130, 0.140, -0.052),
                end=(-0.210, 0.090, -0.048),
                radius=(0.033, 0.017),
            ),
            Flesh(
                bone="shank.L",
                start=(-0.218, 0.086, -0.048),
                end=(-0.192, 0.028, -0.048),
                radius=(0.016, 0.015),
            ),
            Flesh(
                bone="foot.L",
                start=(-0.190, 0.019, -0.048),
                end=(-0.160, 0.015, -0.048),
                radius=(0.017, 0.017),
            ),
        )
    ),
)


def paint(mesh: Mesh) -> Array:
    """Grey values for the tint: tabby bands, pale chest, chin and paws, a pink nose."""
    x, y, z = mesh.position.T
    bands = np.clip(2.4 * np.sin(62.0 * x + 9.0 * np.abs(z) + 2.0 * np.sin(30.0 * y)) - 0.3, 0, 1)
    rings = np.clip(1.6 * np.sin(85.0 * y) - 0.4, 0, 1) * (y < 0.2)
    back = np.clip((y - 0.17) / 0.05, 0, 1) * (x < 0.19)
    shade = 1.0 - 0.68 * np.maximum(bands * back, 0.6 * rings)
    pale = np.maximum.reduce(
        [
            np.clip((0.05 - y) / 0.02, 0, 1),
            np.clip((x - 0.10) / 0.05, 0, 1)
            * np.clip((0.235 - y) / 0.03, 0, 1)
            * (np.abs(z) < 0.035)
            * (y > 0.16),
            np.clip((x - 0.235) / 0.012, 0, 1) * np.clip((0.306 - y) / 0.008, 0, 1),
        ]
    )
    colour = shade[:, None] * np.ones(3)
    colour += pale[:, None] * (np.array((1.0, 1.0, 1.0)) * 1.25 - colour)
    nose = (np.clip((x - 0.284) / 0.003, 0, 1) * (np.abs(z) < 0.009) * (y > 0.298))[:, None]
    return np.asarray(np.clip(colour + nose * (np.array((0.5, 0.2, 0.2)) - colour), 0, 1), np.float32)


@cache
def cat() -> Animal:
    """The cat with its far versions."""
    bones = BONES.number
    skin = grow(PARTS, bones, 0.007, 0.0092, paint)
    iris = Finish(colour=(0.30, 0.42, 0.06), emission=0.15, roughness=0.08)
    pupil = Finish(colour=(0.006, 0.006, 0.006), roughness=0.05)
    eyes = [ball((0.2555, 0.331, 0.0238 * side), 0.0140, iris, 8, 6) for side in (-1, 1)]
    eyes += [ball((0.2668, 0.332, 0.0270 * side), (0.0045, 0.0105, 0.0045), pupil, 6, 4) for side in (-1, 1)]
    near = joined([skin, stiff(merge(eyes), "head", bones)])
    return Animal(
        name="cat",
        versions=((near, 4.0), ((coarser(skin, 0.018),), 14.0), ((sketch(PARTS, bones, paint, 4),), 1e9)),
        pose=pose,
        stride=lambda speed: 0.45 if speed < 1.6 else min(0.3 * speed + 0.3, 1.6),
        size=(0.82, 0.40, 0.16),
        shade=((0.10, 0.0, 0.24), (-0.16, 0.0, 0.24)),
    )


def pose(going: Going) -> Posed:
    """Walking, running, standing, or sitting upright."""
    t = going.t
    if going.speed < 0.1 and going.action != "stand":
        return _sitting(t)
    fast = going.speed > 1.6
    length = cat().stride(going.speed)
    gait = Gait(length=length, duty=min(0.20 / length, 0.62), lift=0.05, beats=GALLOP if fast else WALK)
    if going.speed < 0.1:
        gait = Gait(length=0.02, duty=0.99, lift=0.0, beats=WALK)
    turns = 2 * math.pi * going.phase
    flex = 0.22 * math.sin(turns) if fast else 0.0
    posed = Posed(BONES, (0.02 * math.sin(turns + 0.6)) if fast else 0.004 * math.sin(2 * turns))
    posed.bend("hips", 0.5 * flex, 0.05 * math.sin(turns))
    posed.bend("chest", -flex, -0.08 * math.sin(turns))
    posed.bend("neck", 0.4 * flex, 0.10 * math.sin(0.4 * t))
    posed.bend("head", 0.05 * math.sin(0.7 * t), 0.15 * math.sin(0.4 * t))
    lifted = 0.0 if fast else -0.55
    posed.bend("tail", lifted, 0.12 * math.sin(1.3 * t))
    posed.bend("tail2", 0.5 * lifted, 0.22 * math.sin(1.3 * t - 0.7))
    posed.bend("tail3", -0.8 * lifted, 0.3 * math.sin(1.3 * t - 1.4))
    carry(posed, FORE, HIND, gait, going.phase if going.speed >= 0.1 else 0.4, 0.24)
    return posed


def _sitting(t: float) -> Posed:
    """On its haunches, looking about, the tip of its tail alive."""
    posed = Posed(BONES, -0.118)
    posed.bend("hips", 0.40)
    posed.bend("chest", 0.06 + 0.01 * math.sin(1.8 * t))
    posed.bend("neck", 0.10, 0.25 * math.sin(0.5 * t))
    posed.bend("head", -0.50 + 0.05 * math.sin(0.8 * t), 0.35 * math.sin(0.5 * t - 0.3))
    posed.bend("tail", -0.18, 0.7)
    posed.bend("tail2", -0.12, 0.8)
    posed.bend("tail3", -0.10, 0.6 + 0.3 * math.sin(1.7 * t))
    carry(posed, FORE, HIND, Gait(length=0.01, duty=0.99, lift=0.0, beats=WALK), 0.4, 0.24)
    return posed


def build_cat(sheet: CallSheet) -> Herd:
    """Cats along their paths, ginger or of the colour asked for."""
    count, dice = len(sheet.paths), sheet.random()
    words = sheet.subject.words.lower() if sheet.subject else ""
    coat = (0.03, 0.028, 0.028) if "黑" in words or "black" in words else GINGER
    coat = (0.70, 0.68, 0.64) if "白" in words or "white" in words else coat
    tints = np.tile(np.array(colour_for(sheet, coat)), (count, 1))
    return herd(sheet, cat(), tints, np.r_[1.0, dice.uniform(0.85, 1.05, count)][:count])


ASSET = Asset(
    id="cat",
    kind="cast",
    words=Words(
        zh=("猫", "橘猫", "小猫", "黑猫", "白猫", "猫咪", "花猫", "功夫猫"),
        en=("cat", "kitten", "orange cat", "ginger cat", "black cat", "cats", "tabby"),
    ),
    build=build_cat,
    size=(0.82, 0.40, 0.16),
    actions=("sit", "walk", "run", "stand", "chase"),
    closest="fs",
)
