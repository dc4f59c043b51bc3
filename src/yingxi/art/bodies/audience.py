"""People on benches who watch: a few light figures frozen in their seats, drawn by the hundred."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.bodies.body import load_body
from yingxi.art.bodies.crowd import light_figure
from yingxi.art.bodies.dressing import SKINS, Dress, dimmed
from yingxi.art.bodies.figure import Figure, Outfit
from yingxi.art.bodies.pieces import lighter
from yingxi.art.bodies.pose import Pose, bone_transforms
from yingxi.art.bodies.wardrobe import outfit_of
from yingxi.art.kept import kept
from yingxi.world.rigging import bent
from yingxi.world.scene import Array, Model, Surface

LOOKS = (
    Dress(
        cut="modern",
        build="man",
        main=(0.075, 0.080, 0.105),
        second=(0.02, 0.02, 0.025),
        trim=(0.4, 0.4, 0.42),
        skin=SKINS[0],
    ),
    Dress(
        cut="casual",
        build="woman",
        main=(0.26, 0.24, 0.22),
        second=(0.03, 0.03, 0.04),
        skin=SKINS[2],
        hair="long",
    ),
    Dress(
        cut="modern",
        build="woman",
        main=(0.17, 0.045, 0.055),
        second=(0.02, 0.02, 0.02),
        trim=(0.03, 0.03, 0.03),
        skin=SKINS[1],
        hair="bun",
    ),
    Dress(cut="casual", build="man", main=(0.07, 0.105, 0.16), second=(0.03, 0.03, 0.035), skin=SKINS[3]),
)
_SHADED = 0.42
"""Share of the light on the stage that reaches faces in the seats, exposed for the stage."""
SEATED = (
    Pose(
        pelvis=(-0.22, 0.47, 0.0), left_hand=(0.44, -0.76, -0.10), right_hand=(0.44, -0.76, -0.12),
        left_foot=(0.26, 0.0, -0.12, 0.1, 0.0), right_foot=(0.22, 0.0, 0.13, -0.1, 0.0),
    ),
    Pose(
        pelvis=(-0.22, 0.47, 0.0), hips=(0.0, -0.10, 0.0), chest=(0.1, -0.16, 0.0), head=(0.1, 0.14, 0.0),
        left_hand=(0.52, -0.70, -0.16), right_hand=(0.60, 0.10, -0.12), curl=(0.9, 0.9),
        left_foot=(0.30, 0.0, -0.10, 0.1, 0.0), right_foot=(0.20, 0.0, 0.12, -0.1, 0.0),
    ),
    Pose(
        pelvis=(-0.22, 0.47, 0.0), hips=(0.0, 0.07, 0.04), chest=(-0.15, 0.05, 0.0), head=(-0.25, 0.0, 0.08),
        left_hand=(0.40, -0.62, -0.24), right_hand=(0.40, -0.60, -0.24), curl=(0.4, 0.4),
        left_foot=(0.34, 0.0, -0.02, 0.1, 0.0), right_foot=(0.24, 0.0, 0.10, -0.1, 0.0),
    ),
)  # fmt: skip
"""On a seat 0.45 m high: hands in the lap; leaning in with a telephone held up; turned to a neighbour."""


@kept
def sitter(kind: int) -> Model:
    """One of twelve who sit: clothes by `kind` modulo 4, pose by its third."""
    dress, pose = LOOKS[kind % len(LOOKS)], SEATED[(kind // len(LOOKS)) % len(SEATED)]
    dress = replace(dress, skin=dimmed(dress.skin, _SHADED))
    near = light_figure(dress)
    far = _frozen(_coarse(dress), pose)
    return Model(_frozen(near, pose).surfaces, far, 7.0)


KINDS = len(LOOKS) * len(SEATED)


def _frozen(figure: Figure, pose: Pose) -> Model:
    """The figure's skins as they are in a pose."""
    bones = bone_transforms(figure.body, pose)
    return Model(
        tuple(Surface(s.material, s.semantic, bent(s, bones), s.triangles) for s in figure.model.surfaces)
    )


@lru_cache(maxsize=4)
def _coarse(dress: Dress) -> Figure:
    """A figure of a few hundred triangles; heads stay round."""
    body = load_body(dress.build)
    neck = body.head("head")[1] - 0.04 * body.scale
    pieces = [
        lighter(worn, np.where(worn.position[:, 1] > neck, 0.062, 0.16) * body.scale)
        for worn in outfit_of(dress).pieces
    ]
    return Figure(Outfit(build=dress.build, pieces=tuple(p for p in pieces if len(p.triangles))))


def telephones(places: Array, yaw: Array) -> Array:
    """Where those of the second pose hold their telephones: (n, 3) metres from seats (n, 3) and yaw (n,)."""
    ahead = np.stack([np.cos(yaw), 0 * yaw, -np.sin(yaw)], 1)
    return np.asarray(places + 0.36 * ahead + np.array([0.0, 1.02, 0.0]), np.float32)
