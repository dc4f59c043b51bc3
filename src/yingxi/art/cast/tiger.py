"""A tiger: it prowls with its head low, bounds, and lies in wait standing; white where that is asked."""

import math
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.cast.animal_body import Flesh, Skin, both, coarser, grow, hold, joined, locks, sketch, stiff
from yingxi.art.cast.animal_legs import GALLOP, WALK, Leg, carry
from yingxi.art.cast.animal_rig import Animal, Bones, Gait, Going, Herd, Posed, herd
from yingxi.art.cast.animal_seats import bareback
from yingxi.art.shapes import Finish, Mesh, ball, cylinder, merge
from yingxi.art.shapes.noise import billows
from yingxi.world.scene import Array

ORANGE, WHITE, BLACK = (0.56, 0.215, 0.040), (0.72, 0.66, 0.56), (0.018, 0.013, 0.010)
_LIMBS = (
    ("arm", "chest", (0.43, 0.72, 0.15)),
    ("forearm", "arm", (0.36, 0.48, 0.155)),
    ("cannon", "forearm", (0.44, 0.21, 0.15)),
    ("paw", "cannon", (0.45, 0.075, 0.15)),
    ("thigh", "hips", (-0.56, 0.72, 0.14)),
    ("gaskin", "thigh", (-0.42, 0.46, 0.16)),
    ("shank", "gaskin", (-0.70, 0.27, 0.15)),
    ("foot", "shank", (-0.61, 0.075, 0.15)),
)
BONES = Bones(
    {
        "hips": ("", (-0.52, 0.76, 0.0)),
        "chest": ("hips", (-0.05, 0.75, 0.0)),
        "neck": ("chest", (0.52, 0.82, 0.0)),
        "head": ("neck", (0.74, 0.90, 0.0)),
        "jaw": ("head", (0.84, 0.82, 0.0)),
        "tail": ("hips", (-0.76, 0.78, 0.0)),
        "tail2": ("tail", (-1.00, 0.58, 0.0)),
        "tail3": ("tail2", (-1.28, 0.42, 0.0)),
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
    Flesh(bone="hips", start=(-0.58, 0.72, 0), end=(-0.22, 0.67, 0), radius=(0.195, 0.200)),
    Flesh(bone="chest", start=(-0.22, 0.67, 0), end=(0.36, 0.68, 0), radius=(0.205, 0.225)),
    Flesh(bone="chest", start=(0.30, 0.80, 0), end=(0.44, 0.80, 0), radius=(0.135, 0.14), squash=(1, 1, 1.2)),
    Flesh(bone="neck", start=(0.46, 0.78, 0), end=(0.68, 0.86, 0), radius=(0.185, 0.150)),
    Flesh(
        bone="head",
        start=(0.72, 0.90, 0),
        end=(0.80, 0.905, 0),
        radius=(0.148, 0.138),
        squash=(1, 1.04, 0.94),
    ),
    Flesh(
        bone="head", start=(0.88, 0.885, 0), end=(0.975, 0.868, 0), radius=(0.082, 0.066), squash=(1, 1, 0.9)
    ),
    Flesh(
        bone="jaw", start=(0.86, 0.810, 0), end=(0.955, 0.802, 0), radius=(0.062, 0.046), squash=(1, 1.1, 0.9)
    ),
    Flesh(bone="tail", start=(-0.74, 0.77, 0), end=(-1.00, 0.58, 0), radius=(0.058, 0.046)),
    Flesh(bone="tail2", start=(-1.00, 0.58, 0), end=(-1.28, 0.42, 0), radius=(0.046, 0.042)),
    Flesh(bone="tail3", start=(-1.28, 0.42, 0), end=(-1.56, 0.46, 0), radius=(0.042, 0.034)),
    *both(
        (
            Flesh(
                bone="head",
                start=(0.70, 1.030, -0.098),
                end=(0.69, 1.075, -0.115),
                radius=(0.050, 0.042),
                squash=(1.5, 1, 1),
            ),
            Flesh(bone="head", start=(0.78, 0.845, -0.085), end=(0.74, 0.82, -0.105), radius=(0.062, 0.048)),
            Flesh(
                bone="head", start=(0.955, 0.852, -0.036), end=(0.990, 0.846, -0.032), radius=(0.048, 0.040)
            ),
            Flesh(bone="arm.L", start=(0.38, 0.74, -0.115), end=(0.365, 0.50, -0.155), radius=(0.155, 0.100)),
            Flesh(
                bone="forearm.L", start=(0.365, 0.48, -0.155), end=(0.44, 0.23, -0.15), radius=(0.094, 0.062)
            ),
            Flesh(bone="cannon.L", start=(0.44, 0.21, -0.15), end=(0.45, 0.09, -0.15), radius=(0.062, 0.058)),
            Flesh(
                bone="paw.L",
                start=(0.45, 0.055, -0.15),
                end=(0.535, 0.046, -0.15),
                radius=(0.062, 0.056),
                squash=(1, 1.15, 0.92),
            ),
            Flesh(
                bone="thigh.L", start=(-0.53, 0.70, -0.10), end=(-0.44, 0.48, -0.155), radius=(0.185, 0.115)
            ),
            Flesh(
                bone="gaskin.L", start=(-0.44, 0.45, -0.16), end=(-0.66, 0.29, -0.15), radius=(0.108, 0.060)
            ),
            Flesh(
                bone="shank.L", start=(-0.695, 0.27, -0.15), end=(-0.625, 0.09, -0.15), radius=(0.054, 0.050)
            ),
            Flesh(
                bone="foot.L",
                start=(-0.61, 0.052, -0.15),
                end=(-0.525, 0.044, -0.15),
                radius=(0.060, 0.054),
                squash=(1, 1.15, 0.92),
            ),
        )
    ),
)


def paint(mesh: Mesh) -> Array:
    """Orange above, white below and on the face, black stripes that wind round trunk, legs and tail."""
    x, y, z = mesh.position.T
    wander = billows(3.0 * x + 2.0, 3.0 * y + 4.0 * np.sign(z)) - 0.5
    body = np.sin(33.0 * x + 8.5 * wander + 3.0 * np.sign(z) + 5.0 * (y - 0.7) * np.sin(6.0 * x))
    width = 0.34 + 0.34 * np.clip((y - 0.52) / 0.3, 0, 1)
    stripe = (
        np.clip((body - 1.0 + width) * 7.0, 0, 1)
        * np.clip((y - 0.48) / 0.08, 0, 1)
        * (x < 0.66)
        * (x > -0.74)
    )
    legs = np.clip((np.sin(46.0 * y + 5.0 * wander) - 0.45) * 6, 0, 1) * (y < 0.50) * (y > 0.13) * (x > -0.74)
    tail = np.clip((np.sin(30.0 * x + 1.0) - 0.1) * 6, 0, 1) * (x < -0.80)
    brow = (
        np.clip((np.sin(70.0 * np.hypot(x - 0.86, 1.3 * z) + 3.0) - 0.35) * 6, 0, 1)
        * (x > 0.62)
        * (y > 0.955)
    )
    cheek = (
        np.clip((np.sin(60.0 * (y + 0.35 * x)) - 0.45) * 6, 0, 1)
        * (x > 0.64)
        * (x < 0.82)
        * (y < 0.93)
        * (np.abs(z) > 0.09)
    )
    black = np.maximum.reduce([stripe, 0.9 * legs, tail, brow, cheek])
    belly = np.clip((0.545 - y) / 0.05, 0, 1) * (np.abs(x) < 0.55) * (np.abs(z) < 0.14)
    muzzle = np.clip((x - 0.905) / 0.02, 0, 1) * np.clip((0.905 - y) / 0.02, 0, 1)
    chin = np.clip((0.83 - y) / 0.02, 0, 1) * (x > 0.66)
    eyes = np.clip(1 - np.hypot(x - 0.875, (y - 0.985) * 1.4) / 0.050, 0, 1) * (x > 0.80)
    inner = np.clip((0.20 - np.abs(y - 0.30)) / 0.1, 0, 1) * (np.abs(z) < 0.13) * (y < 0.5)
    white = np.maximum.reduce([belly, muzzle, chin, np.clip(2.5 * eyes, 0, 1), 0.7 * inner])
    colour = np.array(ORANGE) * (1 - white[:, None]) + np.array(WHITE) * white[:, None]
    colour = colour * (1 - black[:, None] * (1 - 0.75 * muzzle[:, None])) + np.array(BLACK) * black[
        :, None
    ] * (1 - 0.75 * muzzle[:, None])
    nose = (np.clip((x - 1.012) / 0.006, 0, 1) * (np.abs(z) < 0.032) * (y > 0.872))[:, None]
    ear = (np.clip((y - 1.045) / 0.015, 0, 1) * (x < 0.70))[:, None]
    colour = colour * (1 - nose) + np.array((0.34, 0.10, 0.08)) * nose
    return np.asarray(colour * (1 - ear) + np.array(BLACK) * ear, np.float32)


def _details(bones: dict[str, int]) -> list[Skin]:
    """Amber eyes, nose, whiskers, the ruff of the cheeks, claws."""
    amber = Finish(colour=(0.62, 0.40, 0.05), emission=0.12, roughness=0.06)
    dark = Finish(colour=(0.006, 0.006, 0.006), roughness=0.05)
    pink = Finish(colour=(0.36, 0.12, 0.10), roughness=0.35)
    quill = Finish(colour=(0.82, 0.80, 0.76), roughness=0.5)
    head = [ball((1.030, 0.885, 0), (0.020, 0.018, 0.030), pink, 10, 6)]
    for s in (-1, 1):
        head += [
            ball((0.898, 0.966, s * 0.078), 0.027, amber, 12, 8),
            ball((0.919, 0.969, s * 0.085), (0.008, 0.011, 0.010), dark, 8, 6),
        ]
        head += [
            cylinder(
                (1.00, 0.848 - 0.008 * k, s * 0.055),
                (1.01 - 0.02 * k, 0.855 - 0.028 * k, s * (0.20 - 0.01 * k)),
                (0.0016, 0.0005),
                quill,
                3,
            )
            for k in range(4)
        ]
    return [stiff(merge(head), "head", bones), _ruff(bones)]


def _ruff(bones: dict[str, int]) -> Skin:
    """Locks of pale hair behind the cheeks."""
    dice = np.random.default_rng(5)
    count = 90
    side = np.where(np.arange(count) % 2, 1.0, -1.0)
    roots = np.stack(
        [
            dice.uniform(0.66, 0.76, count),
            dice.uniform(0.79, 0.89, count),
            side * dice.uniform(0.115, 0.140, count),
        ],
        1,
    )
    falls = np.stack(
        [
            dice.uniform(-0.06, -0.02, count),
            dice.uniform(-0.075, -0.03, count),
            side * dice.uniform(0.005, 0.03, count),
        ],
        1,
    )
    return locks(
        roots,
        falls,
        np.full(count, 0.026),
        np.array((0.70, 0.62, 0.50)),
        hold(PARTS, bones, roots, 0.03),
        0.1,
        3,
    )


@cache
def tiger() -> Animal:
    """The tiger with its far versions."""
    bones = BONES.number
    skin = grow(PARTS, bones, 0.018, 0.0310, paint)
    near = joined([skin, *_details(bones)])
    return Animal(
        name="tiger",
        versions=(
            (near, 10.0),
            (joined([coarser(skin, 0.052)]), 36.0),
            (joined([sketch(PARTS, bones, paint, 4)]), 1e9),
        ),
        pose=pose,
        stride=lambda speed: 1.35 if speed < 2.8 else min(0.32 * speed + 1.3, 4.6),
        size=(2.7, 1.08, 0.46),
        seat=bareback("chest", (0.06, 0.885, 0.0), (0.40, 1.08, 0.10), (0.02, 0.33, 0.29), girth=0.20),
        shade=((0.42, 0.0, 0.7), (-0.56, 0.0, 0.7), (0.0, 0.0, 0.8)),
    )


def pose(going: Going) -> Posed:
    """Prowling with rolling shoulders, bounding, or standing with a lively tail."""
    t, turns = going.t, 2 * math.pi * going.phase
    moving, fast = going.speed > 0.2, going.speed > 2.8
    length = tiger().stride(going.speed)
    gait = Gait(
        length=length,
        duty=min(0.95 / length, 0.64),
        lift=0.22 if fast else 0.10,
        beats=GALLOP if fast else WALK,
    )
    if not moving:
        gait = Gait(length=0.04, duty=0.99, lift=0.0, beats=WALK)
    flex = 0.24 * math.sin(turns) if fast else 0.0
    sway = math.sin(turns) if moving else 0.0
    posed = Posed(BONES, 0.06 * math.sin(turns + 0.6) if fast else -0.03 + 0.012 * math.sin(2 * turns))
    posed.bend("hips", 0.5 * flex, 0.05 * sway, 0.04 * sway)
    posed.bend("chest", -flex - 0.02, -0.08 * sway, -0.05 * sway)
    posed.bend("neck", 0.35 * flex - (0.16 if moving else 0.02), 0.05 * math.sin(0.5 * t))
    posed.bend("head", 0.12 + 0.03 * math.sin(0.9 * t), 0.16 * math.sin(0.45 * t))
    posed.bend("jaw", -0.06 - 0.04 * math.sin(1.9 * t))
    posed.bend("tail", 0.10 if fast else -0.05, 0.18 * math.sin(1.1 * t))
    posed.bend("tail2", 0.0 if fast else -0.25, 0.25 * math.sin(1.1 * t - 0.8))
    posed.bend("tail3", -0.1 if fast else -0.45, 0.30 * math.sin(1.1 * t - 1.6))
    carry(posed, FORE, HIND, gait, going.phase if moving else 0.4, 0.72)
    return posed


def build_tiger(sheet: CallSheet) -> Herd:
    """Tigers along their paths."""
    count, dice = len(sheet.paths), sheet.random()
    words = sheet.subject.words.lower() if sheet.subject else ""
    tint = np.array((1.35, 2.6, 7.5)) if "白" in words or "white" in words else np.ones(3)
    sizes = np.r_[1.0, dice.uniform(0.85, 1.05, count)][:count]
    return herd(sheet, tiger(), np.tile(np.minimum(tint, 3.2), (count, 1)), sizes)


ASSET = Asset(
    id="tiger",
    kind="cast",
    words=Words(
        zh=("老虎", "虎", "猛虎", "白虎", "东北虎"),
        en=("tiger", "tigers", "white tiger", "bengal tiger", "siberian tiger"),
    ),
    build=build_tiger,
    size=(2.7, 1.08, 0.46),
    actions=("walk", "run", "stand", "chase", "leap"),
    closest="fs",
    carries=True,
)
