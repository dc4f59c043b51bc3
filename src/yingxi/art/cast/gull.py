"""Gulls: they beat, glide and bank on long bent wings, in loose flocks."""

import math
from dataclasses import replace
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.cast.animal_body import Flesh, both, coarser, grow, joined, sketch, stiff
from yingxi.art.cast.animal_rig import Animal, Bones, Going, Herd, Posed, herd
from yingxi.art.cast.animal_wings import Wing, beat, feathers, wing_bones
from yingxi.art.shapes import Finish, Mesh, ball, merge
from yingxi.world.scene import Array

WHITE, GREY, BLACK, BILL = (0.80, 0.81, 0.82), (0.30, 0.33, 0.37), (0.03, 0.03, 0.035), (0.62, 0.36, 0.03)
WING = Wing(
    root=(0.07, 0.215, 0.035),
    span=(0.17, 0.22, 0.27),
    chord=(0.165, 0.15, 0.015),
    fingers=0,
    cover=GREY,
    flight=(0.52, 0.55, 0.58),
    tip=BLACK,
    sweep=0.38,
)
BONES = Bones(
    {
        "body": ("", (0.0, 0.20, 0.0)),
        "head": ("body", (0.16, 0.21, 0.0)),
        "tail": ("body", (-0.18, 0.20, 0.0)),
        **wing_bones(WING, "body"),
    }
)
PARTS = (
    Flesh(bone="body", start=(-0.14, 0.200, 0), end=(0.06, 0.195, 0), radius=(0.040, 0.068)),
    Flesh(bone="body", start=(0.06, 0.195, 0), end=(0.15, 0.207, 0), radius=(0.066, 0.044)),
    Flesh(bone="head", start=(0.17, 0.212, 0), end=(0.20, 0.215, 0), radius=(0.040, 0.034)),
    Flesh(bone="head", start=(0.225, 0.209, 0), end=(0.275, 0.203, 0), radius=(0.013, 0.008)),
    Flesh(bone="head", start=(0.275, 0.203, 0), end=(0.283, 0.196, 0), radius=(0.008, 0.003)),
    *both(
        (
            Flesh(
                bone="tail",
                start=(-0.16, 0.20, -0.015),
                end=(-0.29, 0.203, -0.045),
                radius=(0.030, 0.030),
                squash=(1, 4, 1),
            ),
            Flesh(
                bone="tail", start=(-0.10, 0.165, -0.02), end=(-0.23, 0.178, -0.018), radius=(0.012, 0.010)
            ),
        )
    ),
)


def paint(mesh: Mesh) -> Array:
    """White, with a grey back between the wings and a yellow bill."""
    x, y, _ = mesh.position.T
    colour = np.tile(np.array(WHITE, np.float32), (len(x), 1))
    back = (
        np.clip((y - 0.225) / 0.012, 0, 1)
        * np.clip((0.10 - x) / 0.03, 0, 1)
        * np.clip((x + 0.13) / 0.04, 0, 1)
    )
    for share, paint_of in ((back, GREY), (np.clip((x - 0.222) / 0.006, 0, 1), BILL)):
        colour += share[:, None] * (np.array(paint_of) - colour)
    return colour


@cache
def gull() -> Animal:
    """The gull with its far versions."""
    bones = BONES.number
    skin = grow(PARTS, bones, 0.007, 0.0085, paint)
    dark = Finish(colour=(0.01, 0.01, 0.01), roughness=0.1)
    eyes = merge([ball((0.208, 0.226, 0.027 * side), 0.0055, dark, 6, 4) for side in (-1, 1)])
    near = joined([skin, feathers(WING, bones, 16), stiff(eyes, "head", bones)])
    middle = joined([coarser(skin, 0.020), feathers(WING, bones, 9)])
    far = joined([sketch(PARTS[:4], bones, paint, 4), feathers(replace(WING, fingers=0), bones, 5)])
    return Animal(
        name="gull",
        versions=((near, 5.0), (middle, 16.0), (far, 1e9)),
        pose=pose,
        stride=lambda speed: 3.0,
        size=(0.58, 0.42, 1.35),
    )


def pose(going: Going) -> Posed:
    """Some strokes, then a glide with bent wings."""
    turns = 2 * math.pi * 2.7 * going.t
    effort = 0.5 + 0.5 * math.tanh(4.0 * math.sin(0.9 * going.t + 1.3) + 0.4)
    posed = Posed(BONES, 0.02 * effort * math.sin(turns + 2.4))
    posed.bend("body", 0.03 * effort * math.cos(turns))
    posed.bend("head", 0.0, 0.15 * math.sin(0.7 * going.t))
    posed.bend("tail", 0.08 * math.sin(1.3 * going.t), 0.0, 0.10 * math.sin(0.9 * going.t))
    beat(posed, turns, 0.10 + 0.50 * effort, 0.16)
    return posed


def build_gull(sheet: CallSheet) -> Herd:
    """Gulls along their paths; in a flock each weaves a little by itself."""
    count, dice = len(sheet.paths), sheet.random()
    sizes = dice.uniform(0.9, 1.1, count)
    paths = tuple(_weaving(path, 2.4 * k, count > 1) for k, path in enumerate(sheet.paths))
    return herd(sheet, gull(), np.ones((count, 3)), sizes, heard="birds", lean=1.2, paths=paths)


def _weaving(path: Path, phase: float, flock: bool) -> Path:
    """A way with slow swings of its own, so that a flock is no formation."""
    if not flock:
        return path
    swing = np.array((0.45, 0.35, 0.55), np.float32)

    def position(t: float) -> Array:
        turns = np.sin(np.array((0.7, 0.9, 0.55)) * t + phase * np.array((1.0, 1.7, 2.3)))
        return np.asarray(path.position(t) + swing * turns, np.float32)

    return Path(position=position, yaw=lambda t: path.yaw(t) + 0.12 * math.cos(0.55 * t + 2.3 * phase))


ASSET = Asset(
    id="gull",
    kind="cast",
    words=Words(
        zh=("海鸥", "鸥", "鸥群", "海鸟", "白鸥", "沙鸥"),
        en=("gull", "seagull", "seabird", "gulls", "sea gull"),
    ),
    build=build_gull,
    size=(0.58, 0.42, 1.35),
    lives="sky",
    actions=("fly", "soar", "circle", "hover"),
    closest="fs",
)
