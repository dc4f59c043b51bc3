"""A two-humped camel with its load of bales and a bell: it ambles, trots, and looks down on all."""

import math
import zlib
from dataclasses import replace
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.cast.animal_body import Flesh, Skin, both, coarser, grow, hold, joined, locks, sketch, stiff
from yingxi.art.cast.animal_legs import TROT, Leg, carry
from yingxi.art.cast.animal_rig import Animal, Bones, Gait, Going, Herd, Posed, herd
from yingxi.art.cast.animal_saddled import Saddled
from yingxi.art.cast.camel_tack import SEAT, bags, rope, rug
from yingxi.art.shapes import Finish, Mesh, ball, box, cylinder, merge, tube
from yingxi.art.shapes.noise import billows
from yingxi.world.scene import Array

RUGS = ((0.42, 0.05, 0.03), (0.05, 0.10, 0.26), (0.30, 0.14, 0.04))
COATS = ((0.34, 0.20, 0.085), (0.40, 0.255, 0.12), (0.27, 0.145, 0.058))
PACE = (0.50, 0.0, 0.25, 0.75)
"""When each foot lands in a camel's walk: hind and fore of one side nearly together."""
_LIMBS = (
    ("arm", "chest", (0.46, 1.34, 0.17)),
    ("forearm", "arm", (0.44, 1.02, 0.17)),
    ("cannon", "forearm", (0.46, 0.56, 0.16)),
    ("foot", "cannon", (0.46, 0.13, 0.16)),
    ("thigh", "hips", (-0.62, 1.36, 0.16)),
    ("gaskin", "thigh", (-0.46, 1.00, 0.18)),
    ("shank", "gaskin", (-0.80, 0.64, 0.16)),
    ("hindfoot", "shank", (-0.74, 0.13, 0.16)),
)
BONES = Bones(
    {
        "hips": ("", (-0.50, 1.36, 0.0)),
        "chest": ("hips", (-0.05, 1.38, 0.0)),
        "neck": ("chest", (0.62, 1.34, 0.0)),
        "nape": ("neck", (1.02, 1.30, 0.0)),
        "throat": ("nape", (1.28, 1.62, 0.0)),
        "head": ("throat", (1.30, 1.98, 0.0)),
        "tail": ("hips", (-0.90, 1.46, 0.0)),
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
FORE = Leg(bones=("arm", "forearm", "cannon", "foot"), knee=-1.0, fold=1.0, toe=0.55)
HIND = Leg(bones=("thigh", "gaskin", "shank", "hindfoot"), knee=1.0, fold=0.5, toe=0.55)
PARTS = (
    Flesh(bone="hips", start=(-0.62, 1.40, 0), end=(-0.20, 1.38, 0), radius=(0.27, 0.33)),
    Flesh(
        bone="chest", start=(-0.22, 1.36, 0), end=(0.36, 1.32, 0), radius=(0.34, 0.35), squash=(1, 1, 1.06)
    ),
    Flesh(
        bone="hips", start=(-0.42, 1.62, 0), end=(-0.46, 1.97, 0), radius=(0.22, 0.085), squash=(0.9, 1, 1.25)
    ),
    Flesh(
        bone="chest", start=(0.16, 1.60, 0), end=(0.14, 1.99, 0), radius=(0.22, 0.085), squash=(0.9, 1, 1.25)
    ),
    Flesh(bone="neck", start=(0.50, 1.30, 0), end=(0.82, 1.22, 0), radius=(0.25, 0.165), squash=(1, 1, 1.2)),
    Flesh(
        bone="nape", start=(0.84, 1.22, 0), end=(1.16, 1.42, 0), radius=(0.150, 0.115), squash=(1, 1, 1.15)
    ),
    Flesh(bone="throat", start=(1.18, 1.45, 0), end=(1.27, 1.86, 0), radius=(0.115, 0.085)),
    Flesh(bone="head", start=(1.27, 1.99, 0), end=(1.44, 1.97, 0), radius=(0.105, 0.088)),
    Flesh(bone="head", start=(1.46, 1.95, 0), end=(1.66, 1.88, 0), radius=(0.074, 0.058)),
    Flesh(bone="head", start=(1.66, 1.875, 0), end=(1.72, 1.845, 0), radius=(0.058, 0.046)),
    Flesh(bone="head", start=(1.58, 1.83, 0), end=(1.68, 1.80, 0), radius=(0.036, 0.032)),
    Flesh(bone="tail", start=(-0.88, 1.46, 0), end=(-0.98, 1.08, 0), radius=(0.045, 0.022)),
    *both(
        (
            Flesh(bone="head", start=(1.22, 2.06, -0.070), end=(1.19, 2.13, -0.095), radius=(0.030, 0.014)),
            Flesh(bone="head", start=(1.40, 2.03, -0.062), end=(1.46, 2.01, -0.060), radius=(0.034, 0.030)),
            Flesh(bone="arm.L", start=(0.42, 1.36, -0.14), end=(0.45, 1.04, -0.17), radius=(0.155, 0.105)),
            Flesh(
                bone="forearm.L", start=(0.44, 1.02, -0.17), end=(0.46, 0.60, -0.16), radius=(0.098, 0.062)
            ),
            Flesh(
                bone="cannon.L", start=(0.465, 0.57, -0.16), end=(0.46, 0.50, -0.16), radius=(0.072, 0.050)
            ),
            Flesh(bone="cannon.L", start=(0.46, 0.50, -0.16), end=(0.46, 0.15, -0.16), radius=(0.046, 0.042)),
            Flesh(
                bone="foot.L",
                start=(0.45, 0.075, -0.16),
                end=(0.53, 0.060, -0.16),
                radius=(0.062, 0.066),
                squash=(1, 1.35, 1),
            ),
            Flesh(bone="thigh.L", start=(-0.60, 1.34, -0.12), end=(-0.47, 1.04, -0.18), radius=(0.22, 0.125)),
            Flesh(
                bone="gaskin.L", start=(-0.47, 1.00, -0.18), end=(-0.76, 0.68, -0.16), radius=(0.120, 0.062)
            ),
            Flesh(
                bone="shank.L", start=(-0.81, 0.66, -0.16), end=(-0.79, 0.56, -0.16), radius=(0.062, 0.054)
            ),
            Flesh(
                bone="shank.L", start=(-0.79, 0.57, -0.16), end=(-0.745, 0.16, -0.16), radius=(0.050, 0.042)
            ),
            Flesh(
                bone="hindfoot.L",
                start=(-0.75, 0.075, -0.16),
                end=(-0.67, 0.060, -0.16),
                radius=(0.060, 0.064),
                squash=(1, 1.35, 1),
            ),
        )
    ),
)


def paint(mesh: Mesh) -> Array:
    """Grey values for the tint: dark humps, mane and knees, pale belly and muzzle, patches of old wool."""
    x, y, z = mesh.position.T
    coat = 1.0 + 0.35 * (billows(4.0 * x, 4.0 * y + 6.0 * np.sign(z)) - 0.5)
    hump = np.clip((y - 1.72) / 0.2, 0, 1) * (x < 0.6)
    mane = np.clip((1.30 - y) / 0.10, 0, 1) * (x > 0.62) * (y > 1.0)
    knees = np.clip(1 - np.abs(y - 0.58) / 0.09, 0, 1)
    dark = np.maximum.reduce([0.45 * hump, 0.5 * mane, 0.35 * knees])
    pale = np.maximum(
        np.clip((1.08 - y) / 0.10, 0, 1) * (np.abs(x) < 0.45) * (y > 0.9), np.clip((x - 1.62) / 0.08, 0, 1)
    )
    sole = np.clip((0.05 - y) / 0.02, 0, 1)
    shade = coat * (1 - dark) + 0.30 * dark
    shade = shade * (1 - 0.5 * pale) + 1.30 * 0.5 * pale
    return np.repeat((shade * (1 - 0.6 * sole))[:, None], 3, 1).astype(np.float32)


def _hair(count: int) -> list[Skin]:
    """Tufts on the humps, a beard under the neck, breeches on the forelegs, the tail's end."""
    dice, skins = np.random.default_rng(7), []
    for middle, spread, fall, wide, bone in (
        ((-0.45, 2.00, 0.0), (0.05, 0.03, 0.04), (0.0, 0.045, 0.0), 0.030, "hips"),
        ((0.14, 2.02, 0.0), (0.05, 0.03, 0.04), (0.0, 0.045, 0.0), 0.030, "chest"),
        ((0.78, 1.10, 0.0), (0.15, 0.03, 0.05), (-0.02, -0.12, 0.0), 0.035, "neck"),
        ((1.04, 1.25, 0.0), (0.09, 0.06, 0.03), (0.01, -0.11, 0.0), 0.032, "nape"),
        ((-0.985, 1.08, 0.0), (0.012, 0.03, 0.012), (-0.04, -0.20, 0.0), 0.035, "tail"),
        ((1.26, 2.09, 0.0), (0.04, 0.01, 0.04), (0.02, 0.03, 0.0), 0.028, "head"),
    ):
        roots = np.array(middle) + dice.normal(0, 1, (count, 3)) * spread
        falls = np.array(fall) * dice.uniform(0.6, 1.3, (count, 1)) + dice.normal(0, 0.02, (count, 3))
        held = np.zeros((count, len(BONES.number)), np.float32)
        held[:, BONES.number[bone]] = 1.0
        skins.append(locks(roots, falls, np.full(count, wide), np.array((0.80, 0.80, 0.80)), held, 0.15, 3))
    arms = np.repeat([(0.44, 1.10, -0.17), (0.44, 1.10, 0.17)], count // 2, axis=0) + dice.normal(
        0, 0.05, (count // 2 * 2, 3)
    )
    skins.append(
        locks(
            arms,
            np.tile((0.0, -0.15, 0.0), (len(arms), 1)),
            np.full(len(arms), 0.03),
            np.array((0.78, 0.78, 0.78)),
            hold(PARTS, BONES.number, arms, 0.05),
            0.1,
            3,
        )
    )
    return skins


def _load(near: bool) -> Mesh:
    """Bales on both sides over a fringed saddle cloth, a roll on top, ropes."""
    red, blue = (
        Finish(colour=(0.50, 0.045, 0.03), roughness=0.85),
        Finish(colour=(0.04, 0.09, 0.30), roughness=0.85),
    )
    sack, rope = (
        Finish(colour=(0.50, 0.38, 0.22), roughness=0.9),
        Finish(colour=(0.30, 0.22, 0.12), roughness=0.9),
    )
    parts: list[Mesh] = []
    for s in (-1, 1):
        parts.append(
            ball((-0.14, 1.42, s * 0.50), (0.40, 0.24, 0.17), sack, 16 if near else 8, 10 if near else 6)
        )
        parts.append(box((-0.14, 1.43, s * 0.385), (0.33, 0.20, 0.012), red))
        if near:
            parts.append(box((-0.14, 1.245, s * 0.385), (0.36, 0.025, 0.02), blue))
            parts += [
                cylinder((x, 1.23, s * 0.39), (x, 1.14, s * 0.40), (0.012, 0.02), blue, 4)
                for x in np.linspace(-0.48, 0.20, 9)
            ]
            for x in (-0.34, 0.06):
                loop = np.array(
                    [
                        (x, 1.66, s * 0.40),
                        (x, 1.58, s * 0.62),
                        (x, 1.40, s * 0.69),
                        (x, 1.22, s * 0.60),
                        (x, 1.15, s * 0.42),
                    ]
                )
                parts.append(tube(loop, 0.014, rope, 5))
    parts.append(cylinder((-0.14, 1.74, -0.42), (-0.14, 1.74, 0.42), 0.125, blue, 14 if near else 6))
    if near:
        parts += [
            cylinder((-0.14, 1.74, s * 0.20), (-0.14, 1.74, s * 0.235), 0.132, red, 14) for s in (-1, 1)
        ]
    return merge(parts)


def _tack() -> list[Skin]:
    """A halter with tassels on the head, a bell under the neck, dark eyes with lashes."""
    red = Finish(colour=(0.52, 0.04, 0.025), roughness=0.8)
    brass = Finish(colour=(0.80, 0.53, 0.18), roughness=0.25, metal=0.95)
    dark = Finish(colour=(0.012, 0.010, 0.008), roughness=0.08)
    around = np.linspace(0, 2 * np.pi, 13)
    band = np.stack([0 * around + 1.54, 1.915 + 0.085 * np.cos(around), 0.082 * np.sin(around)], 1)
    eyes = [ball((1.425, 2.015, s * 0.088), 0.029, dark, 8, 6) for s in (-1, 1)]
    head = [tube(band, 0.011, red, 5), *eyes]
    head += [
        cylinder((1.54, 1.87, s * 0.085), (1.54, 1.74, s * 0.09), (0.008, 0.022), red, 6) for s in (-1, 1)
    ]
    collar = np.stack(
        [0.98 + 0.06 * np.cos(around), 1.30 + 0.175 * np.cos(around), 0.165 * np.sin(around)], 1
    )
    bell = [
        cylinder((0.92, 1.10, 0), (0.92, 0.97, 0), (0.035, 0.065), brass, 12),
        ball((0.92, 0.96, 0), 0.02, brass, 8, 6),
    ]
    return [
        stiff(merge(head), "head", BONES.number),
        stiff(merge([tube(collar, 0.014, red, 5)]), "nape", BONES.number),
        stiff(merge(bell), "neck", BONES.number),
    ]


@cache
def _skin() -> Skin:
    return grow(PARTS, BONES.number, 0.024, 0.0485, paint)


@cache
def bare() -> Animal:
    """A camel that carries no bales: one that is ridden."""
    bones, skin = BONES.number, _skin()
    near = joined([skin, *_hair(40), *_tack()])
    far = joined([sketch(PARTS, bones, paint, 4)])
    return replace(
        camel(),
        name="camel_bare",
        versions=((near, 15.0), (joined([coarser(skin, 0.085)]), 50.0), (far, 1e9)),
        seat=SEAT,
    )


@cache
def worn(colour: tuple[float, float, float]) -> Animal:
    """Rug, seat, bags and rope of a ridden camel; they bend with it and are not of its coat."""
    bones, body = BONES.number, _skin().mesh

    def draped(mesh: Mesh) -> Skin:
        held = hold(PARTS, bones, mesh.position, 0.06)
        return Skin(mesh=mesh, weights=held, loose=np.zeros(len(held), np.float32), material="hero")

    near = [draped(merge([rug(body, colour, True), *bags(True)])), rope(bones)]
    far = [draped(merge([rug(body, colour, False), *bags(False)]))]
    return replace(
        camel(), name="camel_worn", versions=((joined(near), 15.0), (joined(far), 1e9)), shade=(), seat=None
    )


@cache
def camel() -> Animal:
    """The camel with its far versions, loaded."""
    bones, skin = BONES.number, _skin()
    near = joined([skin, *_hair(40), *_tack(), stiff(_load(True), "chest", bones)])
    middle = joined([coarser(skin, 0.085), stiff(_load(False), "chest", bones)])
    far = joined(
        [
            sketch(PARTS, bones, paint, 4),
            stiff(
                merge([box((-0.14, 1.45, 0), (0.36, 0.26, 0.5), Finish(colour=(0.42, 0.22, 0.12)))]),
                "chest",
                bones,
            ),
        ]
    )
    return Animal(
        name="camel",
        versions=((near, 15.0), (middle, 50.0), (far, 1e9)),
        pose=pose,
        stride=lambda speed: 2.3 if speed < 2.6 else 3.2,
        size=(2.85, 2.16, 1.1),
        shade=((0.46, 0.0, 0.8), (-0.72, 0.0, 0.8), (-0.1, 0.0, 1.1)),
    )


def pose(going: Going) -> Posed:
    """A rolling amble with a nodding neck; at rest it chews and looks about."""
    t, turns = going.t, 2 * math.pi * going.phase
    moving = going.speed > 0.25
    gait = (
        Gait(length=2.3, duty=0.64, lift=0.16, beats=PACE)
        if moving
        else Gait(length=0.05, duty=0.99, lift=0.0, beats=PACE)
    )
    if going.speed > 2.6:
        gait = Gait(length=3.2, duty=0.45, lift=0.22, beats=TROT)
    swing = math.sin(turns) if moving else 0.0
    posed = Posed(BONES, 0.02 * math.sin(2 * turns) if moving else 0.0)
    posed.bend("hips", 0.018 * math.sin(2 * turns), 0.02 * swing, 0.035 * swing)
    posed.bend("chest", 0.008 * math.sin(1.5 * t), -0.02 * swing, -0.02 * swing)
    posed.bend(
        "neck",
        0.05 * math.sin(2 * turns + 0.6) if moving else 0.03 * math.sin(0.4 * t),
        0.08 * math.sin(0.23 * t),
    )
    posed.bend(
        "nape",
        0.04 * math.sin(2 * turns + 1.2) if moving else 0.02 * math.sin(0.5 * t),
        0.10 * math.sin(0.23 * t),
    )
    posed.bend(
        "throat", -0.05 * math.sin(2 * turns + 1.4) if moving else 0.0, 0.10 * math.sin(0.23 * t - 0.3)
    )
    posed.bend(
        "head", 0.06 + 0.03 * math.sin(2 * turns) + 0.02 * math.sin(4.1 * t), 0.12 * math.sin(0.23 * t - 0.6)
    )
    posed.bend("tail", -0.08, 0.25 * math.sin(0.9 * t))
    carry(posed, FORE, HIND, gait, going.phase if moving else 0.4, 1.34)
    return posed


def build_camel(sheet: CallSheet) -> Herd | Saddled:
    """Camels along their paths, a caravan where there are many; with saddles for those who ride them."""
    count, dice = len(sheet.paths), sheet.random()
    coats = np.array(COATS)[np.r_[0, dice.integers(0, len(COATS), count)][:count]]
    sizes = np.r_[1.0, dice.uniform(0.93, 1.05, count)][:count]
    tints = coats * dice.uniform(0.9, 1.12, (count, 1))
    if not sheet.ridden:
        return herd(sheet, camel(), tints, sizes, heard="bell")
    rugs = worn(RUGS[zlib.crc32(f"{sheet.seed}/rug".encode()) % len(RUGS)])
    return Saddled(
        herd(sheet, bare(), tints, sizes, heard="bell"), herd(sheet, rugs, np.ones((count, 3)), sizes)
    )


ASSET = Asset(
    id="camel",
    kind="cast",
    words=Words(
        zh=("骆驼", "驼队", "双峰驼", "骆驼队", "商队", "驼铃", "沙漠之舟"),
        en=("camel", "camels", "caravan", "bactrian camel", "camel caravan", "camel train"),
    ),
    build=build_camel,
    size=(2.85, 2.16, 1.1),
    actions=("walk", "stand", "cross", "run"),
    closest="fs",
    carries=True,
)
