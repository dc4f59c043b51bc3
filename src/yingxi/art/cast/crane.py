"""A red-crowned crane: flies with slow beats and long glides, stands and wades on the ground."""

import math
from dataclasses import replace
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.cast.animal_body import Flesh, Skin, both, coarser, grow, joined, sketch, stiff
from yingxi.art.cast.animal_perch import landed, rests
from yingxi.art.cast.animal_rig import Animal, Bones, Going, Herd, Posed, herd
from yingxi.art.cast.animal_seats import bareback
from yingxi.art.cast.animal_wings import Wing, beat, feathers, wing_bones
from yingxi.art.shapes import Finish, Mesh, ball, merge, turn
from yingxi.world.scene import Array

WHITE, BLACK, RED, HORN = (0.80, 0.80, 0.78), (0.022, 0.022, 0.026), (0.55, 0.02, 0.015), (0.20, 0.19, 0.14)
WING = Wing(
    root=(0.14, 0.50, 0.075),
    span=(0.30, 0.38, 0.44),
    chord=(0.36, 0.35, 0.12),
    fingers=6,
    cover=WHITE,
    flight=BLACK,
    tip=WHITE,
    sweep=0.12,
)
GIANT = 2.6
"""How much larger the crane of a tale is, that somebody rides."""
FLYING = Bones(
    {
        "body": ("", (0.0, 0.45, 0.0)),
        "neck": ("body", (0.24, 0.47, 0.0)),
        "nape": ("neck", (0.52, 0.50, 0.0)),
        "head": ("nape", (0.80, 0.50, 0.0)),
        "legs": ("body", (-0.30, 0.42, 0.0)),
        **wing_bones(WING, "body"),
    }
)
IN_FLIGHT = (
    Flesh(bone="body", start=(-0.26, 0.455, 0), end=(0.16, 0.455, 0), radius=(0.075, 0.118)),
    Flesh(
        bone="body", start=(-0.30, 0.46, 0), end=(-0.50, 0.462, 0), radius=(0.07, 0.085), squash=(1, 3.4, 1)
    ),
    Flesh(bone="neck", start=(0.20, 0.468, 0), end=(0.36, 0.488, 0), radius=(0.082, 0.044)),
    Flesh(bone="neck", start=(0.36, 0.488, 0), end=(0.54, 0.50, 0), radius=(0.044, 0.032)),
    Flesh(bone="nape", start=(0.54, 0.50, 0), end=(0.80, 0.503, 0), radius=(0.032, 0.026)),
    Flesh(bone="head", start=(0.81, 0.507, 0), end=(0.865, 0.507, 0), radius=(0.036, 0.028)),
    Flesh(bone="head", start=(0.88, 0.500, 0), end=(1.05, 0.488, 0), radius=(0.017, 0.003)),
    *both(
        (
            Flesh(bone="legs", start=(-0.22, 0.41, -0.04), end=(-0.40, 0.415, -0.035), radius=(0.045, 0.016)),
            Flesh(bone="legs", start=(-0.40, 0.415, -0.035), end=(-0.86, 0.41, -0.03), radius=(0.012, 0.010)),
            Flesh(bone="legs", start=(-0.86, 0.41, -0.03), end=(-1.0, 0.39, -0.04), radius=(0.012, 0.004)),
        )
    ),
)
STANDING = Bones(
    {
        "body": ("", (0.0, 0.82, 0.0)),
        "neck": ("body", (0.22, 0.98, 0.0)),
        "nape": ("neck", (0.27, 1.20, 0.0)),
        "head": ("nape", (0.26, 1.42, 0.0)),
        "leg.L": ("body", (-0.02, 0.74, -0.06)),
        "shank.L": ("leg.L", (-0.06, 0.44, -0.06)),
        "leg.R": ("body", (-0.02, 0.74, 0.06)),
        "shank.R": ("leg.R", (-0.06, 0.44, 0.06)),
    }
)
ON_FEET = (
    Flesh(
        bone="body", start=(-0.22, 0.80, 0), end=(0.12, 0.90, 0), radius=(0.135, 0.150), squash=(1, 1, 1.15)
    ),
    Flesh(bone="body", start=(-0.46, 0.68, 0), end=(-0.22, 0.82, 0), radius=(0.075, 0.125)),
    Flesh(
        bone="body", start=(-0.60, 0.55, 0), end=(-0.42, 0.72, 0), radius=(0.012, 0.075), squash=(1, 1, 1.3)
    ),
    Flesh(bone="neck", start=(0.16, 0.94, 0), end=(0.27, 1.08, 0), radius=(0.105, 0.055)),
    Flesh(bone="neck", start=(0.27, 1.08, 0), end=(0.28, 1.20, 0), radius=(0.055, 0.038)),
    Flesh(bone="nape", start=(0.28, 1.20, 0), end=(0.255, 1.32, 0), radius=(0.038, 0.031)),
    Flesh(bone="nape", start=(0.255, 1.32, 0), end=(0.265, 1.42, 0), radius=(0.031, 0.029)),
    Flesh(bone="head", start=(0.275, 1.435, 0), end=(0.34, 1.445, 0), radius=(0.037, 0.030)),
    Flesh(bone="head", start=(0.355, 1.440, 0), end=(0.515, 1.405, 0), radius=(0.018, 0.003)),
    *both(
        (
            Flesh(
                bone="body",
                start=(-0.34, 0.74, -0.075),
                end=(0.12, 0.92, -0.075),
                radius=(0.075, 0.115),
                squash=(1, 1, 1.5),
            ),
            Flesh(bone="leg.L", start=(-0.02, 0.78, -0.06), end=(-0.05, 0.56, -0.06), radius=(0.075, 0.026)),
            Flesh(bone="leg.L", start=(-0.05, 0.56, -0.06), end=(-0.06, 0.44, -0.06), radius=(0.014, 0.015)),
            Flesh(
                bone="shank.L", start=(-0.06, 0.44, -0.06), end=(-0.03, 0.03, -0.06), radius=(0.014, 0.010)
            ),
            *(
                Flesh(bone="shank.L", start=(-0.03, 0.02, -0.06), end=(x, 0.004, z), radius=(0.012, 0.005))
                for x, z in ((0.09, -0.06), (0.06, 0.01), (0.06, -0.13), (-0.08, -0.06))
            ),
        )
    ),
)


def _blend(colours: list[tuple[Array, tuple[float, float, float]]], count: int) -> Array:
    """White, and over it each colour where its share (n,) is."""
    paint = np.tile(np.array(WHITE, np.float32), (count, 1))
    for share, colour in colours:
        paint += np.clip(share, 0, 1)[:, None] * (np.array(colour) - paint)
    return paint


def paint_flying(mesh: Mesh) -> Array:
    """White with a black throat and neck, a red crown, a dark bill and legs."""
    x, y, _ = mesh.position.T
    throat = np.minimum((x - 0.30) / 0.04, (0.80 - x) / 0.03) - (y > 0.505) * (x > 0.68)
    legs = np.minimum((-0.34 - x) / 0.03, (0.44 - y) / 0.008)
    crown = np.minimum((x - 0.815) / 0.01, np.minimum((y - 0.522) / 0.006, (0.885 - x) / 0.01))
    return _blend([(throat, BLACK), (legs, BLACK), ((x - 0.885) / 0.01, HORN), (crown, RED)], len(x))


def paint_standing(mesh: Mesh) -> Array:
    """The same bird with its wings laid over its tail as a black plume."""
    x, y, _ = mesh.position.T
    throat = np.minimum((y - 1.06) / 0.04, (1.40 - y) / 0.03)
    throat = np.minimum(throat, 1.0 - (x < 0.255) * (y > 1.30))
    tail = np.minimum((-0.30 - x - 0.35 * (y - 0.72)) / 0.03, (y - 0.45) / 0.02)
    legs = (0.60 - y) / 0.04 * (x > -0.3)
    crown = np.minimum((y - 1.452) / 0.006, (0.36 - x) / 0.01)
    return _blend(
        [(throat, BLACK), (tail, BLACK), (legs, BLACK), ((x - 0.36) / 0.01, HORN), (crown, RED)], len(x)
    )


@cache
def flying() -> Animal:
    """The crane in the air."""
    bones = FLYING.number
    skin = grow(IN_FLIGHT, bones, 0.010, 0.0135, paint_flying)
    near = joined([skin, feathers(WING, bones, 14), _eyes((0.85, 0.512, 0.026), "head", bones)])
    middle = joined([coarser(skin, 0.032), feathers(WING, bones, 8)])
    far = joined([sketch(IN_FLIGHT, bones, paint_flying, 4), feathers(replace(WING, fingers=0), bones, 7)])
    return Animal(
        name="crane",
        versions=((near, 8.0), (middle, 28.0), (far, 1e9)),
        pose=fly,
        stride=lambda speed: 4.0,
        size=(2.05, 0.95, 2.3),
        seat=bareback("body", (-0.02, 0.556, 0.0), (0.14, 0.640, 0.055), (-0.20, 0.46, 0.115), toes=0.25),
    )


@cache
def standing() -> Animal:
    """The crane on its feet."""
    bones = STANDING.number
    skin = grow(ON_FEET, bones, 0.010, 0.017, paint_standing)
    near = joined([skin, _eyes((0.325, 1.452, 0.027), "head", bones)])
    far = (sketch(ON_FEET, bones, paint_standing, 4),)
    return Animal(
        name="crane_standing",
        versions=((near, 7.0), ((coarser(skin, 0.032),), 28.0), (far, 1e9)),
        pose=stand,
        stride=lambda speed: 0.9,
        size=(1.12, 1.48, 0.4),
        shade=((-0.02, 0.0, 0.45),),
    )


def _eyes(place: tuple[float, float, float], bone: str, bones: dict[str, int]) -> Skin:
    x, y, z = place
    dark = Finish(colour=(0.01, 0.008, 0.006), roughness=0.08)
    return stiff(merge([ball((x, y, z * side), 0.007, dark, 6, 4) for side in (-1, 1)]), bone, bones)


def fly(going: Going) -> Posed:
    """Slow deep beats, and now and then a glide on stretched wings."""
    turns = 2 * math.pi * 1.55 * going.t
    effort = 0.5 + 0.5 * math.tanh(3.0 * math.sin(0.55 * going.t + 0.6) + 1.6)
    posed = Posed(FLYING, 0.05 * effort * math.sin(turns + 2.4))
    posed.bend("body", 0.02 * effort * math.cos(turns))
    posed.bend("neck", 0.05 + 0.03 * effort * math.sin(turns + 0.4))
    posed.bend("nape", -0.03)
    posed.bend("head", -0.04 - 0.03 * effort * math.sin(turns + 0.4))
    posed.bend("legs", 0.03 * effort * math.sin(turns - 0.5))
    beat(posed, turns, 0.62 * effort, 0.10)
    return posed


def stand(going: Going) -> Posed:
    """On both legs, stepping when its way moves on; now and then it bows to look for food."""
    t = going.t
    bow = max(math.sin(0.45 * t + 0.8), 0.0) ** 3 * (0.0 if going.speed > 0.2 else 1.0)
    posed = Posed(STANDING)
    posed.bend("body", -0.16 * bow)
    posed.bend("neck", -0.9 * bow + 0.04 * math.sin(0.9 * t))
    posed.bend("nape", -0.75 * bow)
    posed.bend("head", -0.2 * bow + 0.06 * math.sin(0.7 * t), 0.35 * math.sin(0.33 * t) * (1 - bow))
    swing = 0.32 * min(going.speed / 0.6, 1.0)
    for side, offset in (("L", 0.0), ("R", math.pi)):
        step = 2 * math.pi * going.phase + offset
        lifted = max(math.cos(step), 0.0) * swing
        posed.set(f"leg.{side}", turn(0.0, swing * math.sin(step) + 1.2 * lifted))
        posed.set(f"shank.{side}", turn(0.0, swing * math.sin(step) - 1.2 * lifted))
    return posed


def build_crane(sheet: CallSheet) -> Herd:
    """Cranes along their paths, in the air or on their feet."""
    count, dice = len(sheet.paths), sheet.random()
    sizes = np.r_[1.0, dice.uniform(0.9, 1.06, count)][:count] * (GIANT if sheet.ridden else 1.0)
    tints = np.ones((count, 3)) * dice.uniform(0.94, 1.0, (count, 1))
    if sheet.ridden or not rests(sheet):
        return herd(sheet, flying(), tints, sizes, heard="wings", lean=0.8)
    return herd(sheet, standing(), tints, sizes, paths=landed(sheet, 0.25))


ASSET = Asset(
    id="crane",
    kind="cast",
    words=Words(
        zh=("白鹤", "仙鹤", "丹顶鹤", "鹤", "鹤群", "群鹤", "飞鹤", "黄鹤"),
        en=("crane", "crane bird", "crane (bird)", "cranes", "red-crowned crane", "white crane"),
    ),
    build=build_crane,
    size=(2.05, 0.95, 2.3),
    lives="sky",
    actions=("fly", "soar", "circle", "stand", "walk", "dance"),
    closest="fs",
    carries=True,
)
