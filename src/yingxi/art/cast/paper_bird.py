"""Birds folded of printed paper: they flap their creased wings, glide and turn in a flock."""

import math
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.cast.animal_body import Skin, joined
from yingxi.art.cast.animal_rig import Animal, Bones, Going, Herd, Posed, herd
from yingxi.art.cast.gull import _weaving
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes import Finish, Mesh, merge
from yingxi.art.shapes.mesh import make

PAPER = np.array((0.78, 0.70, 0.55))
INK = np.array((0.16, 0.13, 0.11))
BONES = Bones(
    {
        "body": ("", (0.0, 0.14, 0.0)),
        "neck": ("body", (0.06, 0.16, 0.0)),
        "tail": ("body", (-0.07, 0.15, 0.0)),
        **{
            name: place
            for s, sign in (("L", -1.0), ("R", 1.0))
            for name, place in (
                (f"wing.{s}", ("body", (0.0, 0.175, sign * 0.012))),
                (f"hand.{s}", (f"wing.{s}", (-0.01, 0.185, sign * 0.16))),
            )
        },
    }
)
Facet = tuple[str, tuple[tuple[float, float, float], ...]]


_SHEET: tuple[tuple[str, tuple[tuple[float, float, float], ...]], ...] = (
    ("body", ((0.085, 0.150, 0.004), (0.0, 0.095, 0.0), (-0.085, 0.150, 0.004), (0.0, 0.178, 0.020))),
    ("body", ((0.0, 0.178, 0.020), (-0.085, 0.150, 0.004), (0.0, 0.182, 0.0), (0.085, 0.150, 0.004))),
    ("wing", ((0.062, 0.165, 0.012), (-0.075, 0.165, 0.012), (-0.060, 0.186, 0.16), (0.040, 0.186, 0.16))),
    ("hand", ((0.040, 0.186, 0.16), (-0.060, 0.186, 0.16), (-0.105, 0.198, 0.30), (-0.045, 0.194, 0.25))),
    ("neck", ((0.060, 0.150, 0.012), (0.085, 0.128, 0.0), (0.178, 0.232, 0.002), (0.150, 0.236, 0.008))),
    ("neck", ((0.150, 0.236, 0.008), (0.178, 0.232, 0.002), (0.226, 0.200, 0.0), (0.170, 0.218, 0.006))),
    ("tail", ((-0.065, 0.150, 0.012), (-0.085, 0.128, 0.0), (-0.205, 0.262, 0.0), (-0.10, 0.175, 0.010))),
)
"""One half of the folded sheet: bone (wings by side) and corners."""


def _facets() -> list[Facet]:
    """The folded sheet as flat pieces of three or four corners, each on a bone."""
    return [
        (
            f"{bone}.{side}" if bone in ("wing", "hand") else bone,
            tuple((x, y, sign * z) for x, y, z in corners),
        )
        for side, sign in (("L", -1.0), ("R", 1.0))
        for bone, corners in _SHEET
    ]


def _panel(corners: np.ndarray, fine: int) -> tuple[Mesh, Mesh]:
    """A flat printed piece, seen from both sides; lines of text run along its longer way."""
    from yingxi.art.shapes import grid

    a, b, c, d = corners
    u = np.linspace(0, 1, fine)[:, None, None]
    v = np.linspace(0, 1, fine)[None, :, None]
    points = (1 - u) * ((1 - v) * a + v * b) + u * ((1 - v) * d + v * c)
    text = (np.floor(np.linspace(0, 1, fine) * (fine - 1)) % 2 == 0)[:, None] * np.ones((1, fine))
    text[:, [0, -1]] = 0
    colour = np.where(text[..., None] > 0, 0.72 * PAPER + 0.28 * INK, PAPER)
    finish = Finish(colour=colour, roughness=0.8)
    return grid(points, finish), grid(points, finish, flipped=True)


@cache
def paper_bird() -> Animal:
    """The bird with its far versions."""
    return Animal(
        name="paper_bird",
        versions=((_folded(9), 5.0), (_folded(3), 20.0), (_folded(2), 1e9)),
        pose=pose,
        stride=lambda speed: 2.0,
        size=(0.44, 0.20, 0.62),
        semantic="cloth",
    )


def _folded(fine: int) -> tuple[Skin, ...]:
    """All pieces on their bones; normals stay flat, so that creases stay sharp."""
    skins = []
    for bone, corners in _facets():
        mesh = merge(_panel(np.array(corners, float), fine))
        weights = np.zeros((len(mesh.position), len(BONES.number)), np.float32)
        weights[:, BONES.number[bone]] = 1.0
        plain = make(mesh.position, mesh.normal, mesh.triangles, Finish(colour=mesh.colour, roughness=0.8))
        skins.append(
            Skin(mesh=plain, weights=weights, loose=np.zeros(len(weights), np.float32), material="hero")
        )
    return joined(skins)


def pose(going: Going) -> Posed:
    """Stiff strokes from the fold, then a glide; the hands lag behind."""
    turns = 2 * math.pi * 2.1 * going.t
    effort = 0.45 + 0.55 * (0.5 + 0.5 * math.tanh(3.0 * math.sin(0.8 * going.t)))
    posed = Posed(BONES, 0.02 * effort * math.sin(turns + 2.2))
    posed.bend("body", 0.05 * math.sin(0.7 * going.t) + 0.05 * effort * math.cos(turns))
    posed.bend("neck", 0.05 * math.sin(1.1 * going.t))
    posed.bend("tail", 0.06 * math.sin(turns + 1.0))
    for side, sign in (("L", 1.0), ("R", -1.0)):
        posed.bend(f"wing.{side}", 0.0, 0.0, sign * (0.18 + 0.62 * effort * math.sin(turns)))
        posed.bend(f"hand.{side}", 0.0, 0.0, sign * (0.12 + 0.45 * effort * math.sin(turns - 1.1)))
    return posed


def build_paper_bird(sheet: CallSheet) -> Herd:
    """Paper birds along their paths; in a flock each weaves a little by itself."""
    count, dice = len(sheet.paths), sheet.random()
    paths = tuple(_weaving(path, 2.4 * k, count > 1) for k, path in enumerate(sheet.paths))
    tints = np.tile(np.array(colour_for(sheet, (1.0, 1.0, 1.0))), (count, 1))
    return herd(sheet, paper_bird(), tints, dice.uniform(0.85, 1.15, count), lean=1.0, paths=paths)


ASSET = Asset(
    id="paper_bird",
    kind="cast",
    words=Words(
        zh=("纸鸟", "纸鹤", "千纸鹤", "折纸鸟", "纸飞鸟"),
        en=("paper bird", "paper birds", "paper crane", "origami bird", "origami crane", "origami"),
    ),
    build=build_paper_bird,
    size=(0.44, 0.20, 0.62),
    lives="sky",
    actions=("fly", "circle", "hover"),
    closest="ms",
)
