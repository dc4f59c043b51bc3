"""A gentle long-necked dinosaur 13 m long: it walks heavily, sways its tail, browses and looks about."""

import math
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.cast.animal_body import Flesh, both, coarser, grow, joined, sketch, stiff
from yingxi.art.cast.animal_legs import Leg, carry
from yingxi.art.cast.animal_rig import Animal, Bones, Gait, Going, Herd, Posed, herd
from yingxi.art.cast.animal_seats import bareback
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes import Finish, Mesh, ball, merge
from yingxi.art.shapes.noise import billows
from yingxi.world.scene import Array

HIDE = (0.150, 0.190, 0.115)
AMBLE = (0.30, 0.80, 0.05, 0.55)
"""When each foot lands."""
NECK = ((1.55, 3.02), (2.30, 3.62), (2.95, 4.35), (3.45, 5.15), (3.80, 5.95))
TAIL = ((-1.55, 2.62), (-2.55, 2.30), (-3.65, 1.92), (-4.85, 1.60), (-6.05, 1.42))
"""Joints (x, y) of neck and tail from the body outward, metres."""
_LIMBS = (
    ("arm", "chest", (1.05, 2.45, 0.52)),
    ("forearm", "arm", (0.95, 1.55, 0.55)),
    ("cannon", "forearm", (1.05, 0.72, 0.54)),
    ("foot", "cannon", (1.05, 0.28, 0.54)),
    ("thigh", "hips", (-1.05, 2.45, 0.50)),
    ("gaskin", "thigh", (-0.78, 1.55, 0.56)),
    ("shank", "gaskin", (-1.10, 0.78, 0.54)),
    ("hindfoot", "shank", (-1.05, 0.28, 0.54)),
)
BONES = Bones(
    {
        "hips": ("", (-0.85, 2.65, 0.0)),
        "chest": ("hips", (0.10, 2.70, 0.0)),
        **{
            f"neck{k}": ("chest" if k == 0 else f"neck{k - 1}", (x, y, 0.0))
            for k, (x, y) in enumerate(NECK[:-1])
        },
        "head": ("neck3", (*NECK[-1], 0.0)),
        **{
            f"tail{k}": ("hips" if k == 0 else f"tail{k - 1}", (x, y, 0.0))
            for k, (x, y) in enumerate(TAIL[:-1])
        },
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
FORE = Leg(bones=("arm", "forearm", "cannon", "foot"), knee=-1.0, fold=0.75, toe=0.4)
HIND = Leg(bones=("thigh", "gaskin", "shank", "hindfoot"), knee=1.0, fold=0.45, toe=0.4)
_NECK_SIZE, _TAIL_SIZE = (0.60, 0.44, 0.335, 0.27, 0.225), (0.62, 0.44, 0.29, 0.17, 0.075)


def _chain(joints: tuple[tuple[float, float], ...], sizes: tuple[float, ...], name: str) -> tuple[Flesh, ...]:
    """Round cones along a chain of bones."""
    return tuple(
        Flesh(
            bone=f"{name}{k}", start=(*joints[k], 0), end=(*joints[k + 1], 0), radius=(sizes[k], sizes[k + 1])
        )
        for k in range(len(joints) - 1)
    )


PARTS = (
    Flesh(
        bone="hips", start=(-1.15, 2.52, 0), end=(-0.30, 2.45, 0), radius=(0.86, 1.02), squash=(1, 1, 1.08)
    ),
    Flesh(
        bone="chest", start=(-0.30, 2.45, 0), end=(0.85, 2.52, 0), radius=(1.04, 0.92), squash=(1, 1, 1.06)
    ),
    Flesh(bone="chest", start=(0.85, 2.60, 0), end=(1.55, 2.98, 0), radius=(0.80, 0.58), squash=(1, 1, 1.1)),
    *_chain(NECK, _NECK_SIZE, "neck"),
    *_chain(TAIL, _TAIL_SIZE, "tail"),
    Flesh(bone="tail3", start=(-6.05, 1.42, 0), end=(-7.15, 1.38, 0), radius=(0.075, 0.022)),
    Flesh(
        bone="head", start=(3.84, 6.02, 0), end=(4.14, 6.04, 0), radius=(0.230, 0.205), squash=(1, 1.05, 1.05)
    ),
    Flesh(
        bone="head", start=(4.20, 5.98, 0), end=(4.56, 5.88, 0), radius=(0.170, 0.130), squash=(1, 1.2, 0.92)
    ),
    Flesh(
        bone="head", start=(4.14, 5.86, 0), end=(4.50, 5.78, 0), radius=(0.105, 0.085), squash=(1, 1.2, 0.95)
    ),
    Flesh(bone="head", start=(4.02, 6.20, 0), end=(4.16, 6.19, 0), radius=(0.085, 0.06), squash=(1, 1, 1.3)),
    *both(
        (
            Flesh(bone="head", start=(4.14, 6.13, -0.145), end=(4.20, 6.11, -0.145), radius=(0.068, 0.062)),
            Flesh(bone="arm.L", start=(1.02, 2.50, -0.42), end=(0.98, 1.58, -0.55), radius=(0.42, 0.285)),
            Flesh(
                bone="forearm.L", start=(0.96, 1.55, -0.55), end=(1.05, 0.76, -0.54), radius=(0.275, 0.215)
            ),
            Flesh(bone="cannon.L", start=(1.05, 0.74, -0.54), end=(1.05, 0.34, -0.54), radius=(0.220, 0.225)),
            Flesh(
                bone="foot.L",
                start=(1.05, 0.22, -0.54),
                end=(1.13, 0.16, -0.54),
                radius=(0.250, 0.245),
                squash=(1, 1.5, 1),
            ),
            Flesh(bone="thigh.L", start=(-1.02, 2.48, -0.36), end=(-0.82, 1.58, -0.55), radius=(0.58, 0.335)),
            Flesh(
                bone="gaskin.L", start=(-0.80, 1.55, -0.56), end=(-1.06, 0.82, -0.54), radius=(0.325, 0.235)
            ),
            Flesh(
                bone="shank.L", start=(-1.10, 0.78, -0.54), end=(-1.06, 0.34, -0.54), radius=(0.235, 0.235)
            ),
            Flesh(
                bone="hindfoot.L",
                start=(-1.04, 0.22, -0.54),
                end=(-0.94, 0.16, -0.54),
                radius=(0.262, 0.255),
                squash=(1, 1.5, 1),
            ),
        )
    ),
)


def paint(mesh: Mesh) -> Array:
    """Values for the tint: a dark mottled back, bars over it, a pale belly and throat, wrinkled legs."""
    x, y, z = mesh.position.T
    spots = billows(1.6 * x + 3.0, 1.6 * y + 1.1 * np.sign(z) + 2.0 * np.abs(z))
    fine = billows(7.0 * x, 7.0 * y + 5.0 * z)
    spine = np.interp(
        x,
        [-7.2, -4.8, -2.5, -1.2, 0.6, 1.5, 2.3, 3.0, 3.5, 3.9, 4.6],
        [1.40, 1.72, 2.60, 3.20, 3.35, 3.30, 3.85, 4.45, 5.15, 6.0, 6.0],
    )
    up = np.clip((y - spine + 1.15) / 1.0, 0, 1)
    bars = np.clip(2.6 * np.sin(4.4 * x + 2.2 * spots) - 0.3, 0, 1) * np.clip((up - 0.55) / 0.3, 0, 1)
    tone = (1.25 - 0.50 * up) * (0.62 + 0.75 * spots) * (0.82 + 0.36 * fine) * (1 - 0.55 * bars)
    pale = np.clip(1 - up / 0.35, 0, 1) * (y > 1.2)
    warm = np.array((1.18, 1.0, 0.74))
    colour = tone[:, None] * (np.ones(3) * (1 - pale[:, None]) + 1.55 * warm * pale[:, None])
    folds = 1 - 0.18 * np.clip(np.sin(34.0 * y) - 0.2, 0, 1) * (y < 1.5)
    return np.asarray(np.clip(colour * folds[:, None], 0, 1.6), np.float32)


def _details() -> list[tuple[Mesh, str]]:
    """Eyes with a lid, nostrils, toenails, each with its bone."""
    iris = Finish(colour=(0.42, 0.24, 0.05), roughness=0.10)
    dark = Finish(colour=(0.010, 0.009, 0.008), roughness=0.08)
    nail = Finish(colour=(0.20, 0.18, 0.14), roughness=0.5)
    found = []
    head = []
    for s in (-1, 1):
        head += [
            ball((4.215, 6.135, s * 0.238), 0.062, iris, 12, 9),
            ball((4.245, 6.140, s * 0.285), (0.026, 0.036, 0.018), dark, 8, 6),
        ]
        head.append(ball((4.56, 6.03, s * 0.085), (0.030, 0.015, 0.020), dark, 8, 5))
    found.append((merge(head), "head"))
    for side, sign in (("L", -1), ("R", 1)):
        for name, x in (("foot", 1.33), ("hindfoot", -0.73)):
            toes = [
                ball((x - 0.03 * abs(k), 0.075, sign * 0.54 + 0.14 * k), (0.085, 0.070, 0.055), nail, 8, 5)
                for k in (-1, 0, 1)
            ]
            found.append((merge(toes), f"{name}.{side}"))
    return found


@cache
def sauropod() -> Animal:
    """The dinosaur with its far versions."""
    bones = BONES.number
    skin = grow(PARTS, bones, 0.10, 0.155, paint)
    details = [stiff(mesh, bone, bones) for mesh, bone in _details()]
    near = joined([skin, *details])
    return Animal(
        name="sauropod",
        versions=(
            (near, 34.0),
            (joined([coarser(skin, 0.30)]), 130.0),
            (joined([sketch(PARTS, bones, paint, 4)]), 1e9),
        ),
        pose=pose,
        stride=lambda speed: 3.6,
        size=(11.8, 6.3, 2.3),
        seat=bareback("neck0", (1.52, 3.70, 0.0), (1.80, 4.00, 0.13), (1.78, 3.42, 0.60), toes=0.8),
        shade=((1.0, 0.0, 2.6), (-1.0, 0.0, 2.6), (-3.6, 0.0, 1.4)),
    )


def pose(going: Going) -> Posed:
    """A slow heavy walk whose neck nods against it; at rest it lowers its head and lifts it again."""
    t, turns = going.t, 2 * math.pi * going.phase
    moving = going.speed > 0.2
    gait = (
        Gait(length=3.6, duty=0.70, lift=0.30, beats=AMBLE)
        if moving
        else Gait(length=0.05, duty=0.99, lift=0.0, beats=AMBLE)
    )
    step = 1.0 if moving else 0.0
    posed = Posed(BONES, 0.035 * step * math.sin(2 * turns))
    posed.bend(
        "hips",
        0.012 * step * math.sin(2 * turns),
        0.03 * step * math.sin(turns),
        0.03 * step * math.sin(turns),
    )
    posed.bend("chest", 0.006 * math.sin(0.9 * t), -0.03 * step * math.sin(turns))
    browse = 0.0 if moving else 0.16 * (math.sin(0.33 * t - 1.0) - 0.3)
    for k in range(4):
        nod = 0.030 * step * math.sin(2 * turns - 0.5 * k)
        posed.bend(f"neck{k}", nod + browse * (0.6 + 0.2 * k), 0.07 * math.sin(0.31 * t - 0.4 * k))
    posed.bend("head", -0.10 - 1.1 * browse + 0.03 * math.sin(0.8 * t), 0.12 * math.sin(0.31 * t - 2.0))
    for k in range(4):
        swing = 0.10 * math.sin((turns if moving else 0.7 * t) - 0.7 * k)
        posed.bend(f"tail{k}", 0.02 * math.sin(0.6 * t - 0.5 * k), swing)
    carry(posed, FORE, HIND, gait, going.phase if moving else 0.4, 2.45)
    return posed


def build_sauropod(sheet: CallSheet) -> Herd:
    """Dinosaurs along their paths, the first one full grown."""
    count, dice = len(sheet.paths), sheet.random()
    tint = np.array(colour_for(sheet, HIDE))
    sizes = np.r_[1.0, dice.uniform(0.55, 1.0, count)][:count]
    return herd(sheet, sauropod(), tint * dice.uniform(0.88, 1.12, (count, 1)), sizes)


ASSET = Asset(
    id="sauropod",
    kind="cast",
    words=Words(
        zh=("恐龙", "长颈恐龙", "雷龙", "梁龙", "腕龙", "小恐龙"),
        en=(
            "dinosaur",
            "dinosaurs",
            "sauropod",
            "brontosaurus",
            "brachiosaurus",
            "diplodocus",
            "long-necked dinosaur",
        ),
    ),
    build=build_sauropod,
    size=(11.8, 6.3, 2.3),
    actions=("walk", "stand", "look", "cross"),
    closest="mfs",
    carries=True,
)
