"""A horse: stands, walks, trots and gallops by its speed; mane and tail stream; herds in several coats."""

import math
import zlib
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.cast.animal_body import Flesh, Skin, both, coarser, grow, hold, joined, locks, sketch, stiff
from yingxi.art.cast.animal_legs import GALLOP, TROT, WALK, Leg, carry
from yingxi.art.cast.animal_rig import Animal, Bones, Gait, Going, Herd, Posed, herd
from yingxi.art.cast.animal_saddled import Saddled
from yingxi.art.cast.horse_tack import (
    bridle,
    give_rein,
    reins,
    saddle,
    saddle_cloth,
    seat_of,
    stirrups,
    straps,
)
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes import Finish, Mesh, ball, merge
from yingxi.art.shapes.noise import billows
from yingxi.world.scene import Array

COATS = (
    (0.125, 0.042, 0.014),
    (0.190, 0.066, 0.020),
    (0.022, 0.018, 0.016),
    (0.078, 0.030, 0.013),
    (0.270, 0.160, 0.068),
    (0.480, 0.460, 0.430),
)
"""Bay, chestnut, black, dark bay, dun, grey."""
BONES = Bones(
    {
        "hips": ("", (-0.45, 1.25, 0.0)),
        "chest": ("hips", (-0.05, 1.27, 0.0)),
        "neck": ("chest", (0.48, 1.36, 0.0)),
        "nape": ("neck", (0.76, 1.68, 0.0)),
        "head": ("nape", (0.98, 1.92, 0.0)),
        "tail": ("hips", (-0.82, 1.42, 0.0)),
        "brush": ("tail", (-0.98, 1.12, 0.0)),
        "rein": ("chest", (0.36, 1.79, 0.0)),
        **{
            f"{name}.{side}": (
                parent if parent in ("hips", "chest") else f"{parent}.{side}",
                (x, y, z * sign),
            )
            for side, sign in (("L", -1.0), ("R", 1.0))
            for name, parent, (x, y, z) in (
                ("arm", "chest", (0.40, 1.30, 0.16)),
                ("forearm", "arm", (0.37, 0.93, 0.16)),
                ("cannon", "forearm", (0.42, 0.52, 0.15)),
                ("hoof", "cannon", (0.42, 0.15, 0.15)),
                ("thigh", "hips", (-0.52, 1.27, 0.15)),
                ("gaskin", "thigh", (-0.38, 0.95, 0.17)),
                ("shank", "gaskin", (-0.75, 0.60, 0.15)),
                ("foot", "shank", (-0.69, 0.15, 0.15)),
            )
        },
    }
)
FORE = Leg(bones=("arm", "forearm", "cannon", "hoof"), knee=-1.0, fold=1.15)
HIND = Leg(bones=("thigh", "gaskin", "shank", "foot"), knee=1.0, fold=0.55)
_LEGS = both(
    (
        Flesh(bone="arm.L", start=(0.34, 1.40, -0.12), end=(0.52, 1.12, -0.15), radius=(0.12, 0.13)),
        Flesh(bone="arm.L", start=(0.51, 1.08, -0.16), end=(0.38, 0.94, -0.16), radius=(0.11, 0.095)),
        Flesh(bone="forearm.L", start=(0.38, 0.93, -0.16), end=(0.42, 0.56, -0.15), radius=(0.088, 0.046)),
        Flesh(bone="cannon.L", start=(0.425, 0.54, -0.15), end=(0.42, 0.48, -0.15), radius=(0.046, 0.040)),
        Flesh(bone="cannon.L", start=(0.42, 0.48, -0.15), end=(0.415, 0.17, -0.15), radius=(0.032, 0.029)),
        Flesh(bone="hoof.L", start=(0.415, 0.15, -0.15), end=(0.455, 0.07, -0.15), radius=(0.038, 0.036)),
        Flesh(bone="hoof.L", start=(0.462, 0.07, -0.15), end=(0.475, 0.035, -0.15), radius=(0.040, 0.056)),
        Flesh(bone="thigh.L", start=(-0.52, 1.26, -0.13), end=(-0.39, 0.98, -0.17), radius=(0.20, 0.125)),
        Flesh(bone="thigh.L", start=(-0.68, 1.20, -0.12), end=(-0.58, 0.94, -0.15), radius=(0.15, 0.105)),
        Flesh(bone="gaskin.L", start=(-0.42, 0.95, -0.17), end=(-0.70, 0.65, -0.15), radius=(0.118, 0.054)),
        Flesh(bone="shank.L", start=(-0.775, 0.635, -0.15), end=(-0.745, 0.54, -0.15), radius=(0.044, 0.044)),
        Flesh(bone="shank.L", start=(-0.74, 0.55, -0.15), end=(-0.70, 0.18, -0.15), radius=(0.039, 0.032)),
        Flesh(bone="foot.L", start=(-0.69, 0.15, -0.15), end=(-0.65, 0.07, -0.15), radius=(0.040, 0.037)),
        Flesh(bone="foot.L", start=(-0.645, 0.07, -0.15), end=(-0.63, 0.035, -0.15), radius=(0.040, 0.056)),
    )
)
_SIDES = both(
    (
        Flesh(bone="hips", start=(-0.42, 1.40, -0.09), end=(-0.68, 1.31, -0.11), radius=(0.16, 0.15)),
        Flesh(bone="chest", start=(0.50, 1.08, -0.09), end=(0.55, 1.20, -0.08), radius=(0.14, 0.13)),
        Flesh(bone="head", start=(1.035, 1.80, -0.045), end=(1.09, 1.74, -0.040), radius=(0.082, 0.066)),
        Flesh(bone="head", start=(1.10, 1.84, -0.066), end=(1.15, 1.79, -0.060), radius=(0.036, 0.030)),
        Flesh(bone="head", start=(1.005, 1.985, -0.045), end=(1.02, 2.065, -0.062), radius=(0.030, 0.030)),
        Flesh(bone="head", start=(1.02, 2.065, -0.062), end=(1.045, 2.14, -0.060), radius=(0.028, 0.006)),
        Flesh(bone="head", start=(1.375, 1.535, -0.030), end=(1.385, 1.51, -0.028), radius=(0.026, 0.022)),
    )
)
_TRUNK = (
    Flesh(bone="hips", start=(-0.56, 1.25, 0), end=(-0.20, 1.23, 0), radius=(0.27, 0.285)),
    Flesh(bone="chest", start=(-0.20, 1.22, 0), end=(0.34, 1.19, 0), radius=(0.29, 0.31), squash=(1, 1, 1.1)),
    Flesh(bone="chest", start=(0.05, 1.40, 0), end=(0.40, 1.47, 0), radius=(0.12, 0.115), squash=(1, 1, 1.5)),
    Flesh(bone="neck", start=(0.43, 1.34, 0), end=(0.74, 1.66, 0), radius=(0.225, 0.150), squash=(1, 1, 1.6)),
    Flesh(
        bone="nape", start=(0.72, 1.64, 0), end=(0.97, 1.89, 0), radius=(0.150, 0.108), squash=(1, 1, 1.45)
    ),
    Flesh(bone="neck", start=(0.46, 1.56, 0), end=(0.70, 1.80, 0), radius=(0.07, 0.07), squash=(1, 1, 1.5)),
    Flesh(bone="nape", start=(0.70, 1.80, 0), end=(0.93, 1.96, 0), radius=(0.07, 0.05), squash=(1, 1, 1.5)),
    Flesh(
        bone="head", start=(1.00, 1.90, 0), end=(1.16, 1.74, 0), radius=(0.105, 0.098), squash=(1, 1, 1.15)
    ),
    Flesh(bone="head", start=(1.15, 1.75, 0), end=(1.34, 1.54, 0), radius=(0.090, 0.062), squash=(1, 1, 1.1)),
    Flesh(bone="head", start=(1.34, 1.535, 0), end=(1.385, 1.49, 0), radius=(0.062, 0.050)),
    Flesh(bone="head", start=(1.30, 1.49, 0), end=(1.335, 1.46, 0), radius=(0.036, 0.030)),
    Flesh(bone="tail", start=(-0.80, 1.42, 0), end=(-0.92, 1.30, 0), radius=(0.055, 0.035)),
)
PARTS = (*_TRUNK, *_SIDES, *_LEGS)


def paint(mesh: Mesh) -> Array:
    """A coat in grey values for the tint: dark points, dark muzzle, a paler belly, faint dapples."""
    x, y, z = mesh.position.T
    coat = 1.0 + 0.25 * (billows(5.0 * x, 5.0 * y + 7.0 * np.sign(z)) - 0.5)
    coat *= 1.0 - 0.25 * np.clip((1.06 - y) / 0.2, 0, 1) * (np.abs(x) < 0.45) * (y > 0.8)
    points = np.clip((0.66 - y) / 0.22, 0, 1)
    muzzle = np.clip((x - 1.22) / 0.12, 0, 1) * (y > 1.3)
    ears = np.clip((y - 2.03) / 0.08, 0, 1)
    dark = np.maximum.reduce([points, 0.85 * muzzle, 0.6 * ears])
    shade = coat * (1 - dark) + 0.16 * dark
    hoof = np.clip((0.075 - y) / 0.02, 0, 1)
    return np.repeat((shade * (1 - hoof) + 0.22 * hoof)[:, None], 3, 1).astype(np.float32)


def _hair(count: int) -> list[Skin]:
    """Mane, forelock and tail."""
    dice = np.random.default_rng(11)
    crest = np.array([(0.50, 1.62, 0), (0.66, 1.82, 0), (0.82, 1.95, 0), (0.97, 2.01, 0)])
    share = np.sort(dice.uniform(0, 1, count))
    roots = np.stack([np.interp(share, np.linspace(0, 1, 4), crest[:, k]) for k in range(3)], 1)
    side = np.where(dice.random(count) < 0.75, 1.0, -1.0)
    length = dice.uniform(0.24, 0.38, count) * (1.0 - 0.25 * share)
    roots[:, 2] += 0.045 * side
    falls = np.stack([-0.30 * length, -0.78 * length, (0.115 - 0.05 * share) * side], 1)
    held = hold(PARTS, BONES.number, roots, 0.06)
    mane = locks(roots, falls, np.full(count, 0.085), np.full(3, 0.2), held, -0.12)
    few = max(count // 6, 2)
    front = np.tile((1.02, 2.0, 0.0), (few, 1)) + dice.normal(0, 0.012, (few, 3))
    forelock = locks(
        front, np.array([0.10, -0.20, 0.0]) + dice.normal(0, 0.02, (few, 3)), np.full(few, 0.05),
        np.full(3, 0.2), hold(PARTS, BONES.number, front, 0.03), 0.1,
    )  # fmt: skip
    dock = np.array((-0.86, 1.38, 0.0)) + dice.normal(0, 1, (count, 3)) * (0.03, 0.04, 0.025)
    drop = dice.uniform((-0.34, -0.90, -0.09), (-0.14, -0.55, 0.09), (count, 3))
    tail = np.zeros((count, len(BONES.number)), np.float32)
    tail[:, BONES.number["tail"]] = 1.0
    return [mane, forelock, locks(dock, drop, np.full(count, 0.085), np.full(3, 0.2), tail, 0.10, 5)]


DUST = (0.46, 0.38, 0.27)
CLOTHS = ((0.30, 0.025, 0.02), (0.03, 0.055, 0.15), (0.04, 0.10, 0.055), (0.16, 0.10, 0.05))
"""Saddle cloths: red, indigo, green, undyed."""
GALLOPING = ("run", "gallop", "trot", "ride", "chase", "flee")
"""Actions in which hooves are heard, and not its voice."""
SADDLED = ("战马", "坐骑", "warhorse", "charger", "saddle", "steed")
"""Words for a horse that is saddled though nobody rides it."""


@cache
def horse() -> Animal:
    """The horse with its far versions."""
    skin = grow(PARTS, BONES.number, 0.018, 0.036, paint)
    eye = Finish(colour=(0.012, 0.010, 0.008), roughness=0.08)
    eyes = merge([ball((1.135, 1.818, 0.088 * side), 0.022, eye, 8, 6) for side in (-1, 1)])
    near = joined([skin, *_hair(46), stiff(eyes, "head", BONES.number)])
    middle = joined([coarser(skin, 0.062), *_hair(18)])
    far = joined([sketch(PARTS, BONES.number, paint, 4), *_hair(4)])
    return Animal(
        name="horse",
        versions=((near, 14.0), (middle, 45.0), (far, 1e9)),
        pose=pose,
        stride=stride,
        size=(2.45, 2.05, 0.62),
        shade=((0.42, 0.0, 0.7), (-0.68, 0.0, 0.7), (-0.1, 0.0, 0.9)),
        trail=0.34,
        seat=seat_of,
    )


@cache
def tack(colour: tuple[float, float, float]) -> Animal:
    """Saddle and bridle of a horse, its cloth in a colour; they bend with it and are not of its coat."""
    bones, body = BONES.number, horse().versions[0][0][0].mesh

    def draped(mesh: Mesh) -> Skin:
        held = hold(PARTS, bones, mesh.position, 0.045)
        return Skin(mesh=mesh, weights=held, loose=np.zeros(len(held), np.float32), material="hero")

    near = [
        *(draped(mesh) for mesh in (saddle_cloth(body, colour, True), *straps(body))),
        stiff(merge([saddle(True), *stirrups()]), "chest", bones),
        stiff(merge(bridle()), "head", bones),
        reins(bones),
    ]
    middle = [draped(saddle_cloth(body, colour, False)), stiff(saddle(False), "chest", bones)]
    return Animal(
        name="horse_tack",
        versions=((joined(near), 14.0), (joined(middle), 60.0), (joined(middle[:1]), 1e9)),
        pose=pose,
        stride=stride,
        size=(2.45, 2.05, 0.62),
    )


def stride(speed: float) -> float:
    """Metres a stride: a walk 1.8, a trot 2.6, a gallop up to 6."""
    return 1.8 if speed < 2.6 else 2.7 if speed < 5.2 else min(0.32 * speed + 1.8, 6.0)


def gait_of(speed: float) -> Gait:
    length = stride(speed)
    if speed < 2.6:
        return Gait(length=length, duty=0.62, lift=0.14, beats=WALK, bob=0.015, rock=0.015)
    if speed < 5.2:
        return Gait(length=length, duty=0.40, lift=0.24, beats=TROT, bob=0.045)
    return Gait(length=length, duty=1.15 / length, lift=0.40, beats=GALLOP, bob=0.07, rock=0.085)


def pose(going: Going) -> Posed:
    """The whole body at a moment."""
    if going.speed < 0.25:
        return _standing(going)
    gait, turns = gait_of(going.speed), 2 * math.pi * going.phase
    gallop = gait.beats is GALLOP
    beat = turns if gallop else 2 * turns
    posed = Posed(BONES, gait.bob * math.sin(beat + 0.6) - 0.02)
    rock = gait.rock * math.sin(turns + 0.9)
    posed.bend("hips", rock + (0.10 * math.sin(turns - 0.6) if gallop else 0.0))
    posed.bend("chest", -0.16 * math.sin(turns - 0.6) if gallop else 0.0)
    low = -0.30 if gallop else -0.10
    posed.bend("neck", low + 1.1 * rock + 0.05 * math.sin(beat))
    posed.bend("nape", 0.4 * low - 0.9 * rock)
    posed.bend("head", 0.12 - 0.5 * low + 0.04 * math.sin(beat + 1.0))
    lifted = 0.40 if gallop else 0.22
    posed.bend("tail", -lifted + 0.08 * math.sin(beat), 0.08 * math.sin(turns))
    posed.bend("brush")
    give_rein(posed, (0.07 + 0.05 * math.sin(beat + 1.0)) if gallop else 0.015 * math.sin(beat))
    carry(posed, FORE, HIND, gait, going.phase, 1.25)
    return posed


def _standing(going: Going) -> Posed:
    """At rest: it breathes, looks about, and swings its tail."""
    t = going.t
    posed = Posed(BONES)
    posed.bend("hips")
    posed.bend("chest", 0.006 * math.sin(1.6 * t))
    posed.bend("neck", -0.10 + 0.05 * math.sin(0.35 * t), 0.12 * math.sin(0.23 * t))
    posed.bend("nape", 0.0, 0.12 * math.sin(0.23 * t))
    posed.bend("head", 0.04 * math.sin(0.5 * t), 0.08 * math.sin(0.23 * t - 0.4))
    posed.bend("tail", 0.0, 0.22 * math.sin(1.1 * t) * max(math.sin(0.4 * t), 0.0))
    posed.bend("brush")
    give_rein(posed, 0.0)
    carry(posed, FORE, HIND, Gait(length=0.05, duty=0.99, lift=0.0, beats=WALK), 0.4, 1.25)
    return posed


def build_horse(sheet: CallSheet) -> Herd | Saddled:
    """Horses along their paths in several coats, or in the colour asked for; saddled where ridden."""
    count, dice = len(sheet.paths), sheet.random()
    words = sheet.subject.words if sheet.subject else ""
    asked = np.array(colour_for(sheet, (-1.0, 0.0, 0.0)))
    if "白马" in words or "white horse" in words.lower():
        asked = np.array((0.72, 0.70, 0.66))
    coats = np.array(COATS)[np.r_[0, dice.integers(0, len(COATS), count)][:count]]
    heard = "horse_gallop" if sheet.subject and sheet.subject.action in GALLOPING else "neigh"
    tints = coats * dice.uniform(0.85, 1.15, (count, 1)) if asked[0] < 0 else np.tile(asked, (count, 1))
    sizes = np.r_[1.0, dice.uniform(0.92, 1.04, count)][:count].astype(np.float32)
    snowy = sheet.shot.season == "winter" or sheet.shot.set == "snowfield"
    dry = sheet.shot.weather not in ("rain", "storm", "snow") and not snowy
    horses = herd(sheet, horse(), tints, sizes, heard=heard, dust=DUST if dry else None)
    if not (sheet.ridden or any(word in words.lower() for word in SADDLED)):
        return horses
    cloth = CLOTHS[zlib.crc32(f"{sheet.seed}/cloth".encode()) % len(CLOTHS)]
    return Saddled(horses, herd(sheet, tack(cloth), np.ones((count, 3)), sizes))


ASSET = Asset(
    id="horse",
    kind="cast",
    words=Words(
        zh=("马", "骏马", "白马", "黑马", "战马", "马群", "野马", "马匹", "奔马", "万马", "坐骑", "马儿"),
        en=("horse", "horses", "steed", "stallion", "mare", "pony", "herd of horses", "wild horses"),
    ),
    build=build_horse,
    size=(2.45, 2.05, 0.62),
    actions=("stand", "run", "walk", "trot", "gallop", "circle", "chase", "flee"),
    closest="fs",
    carries=True,
)
