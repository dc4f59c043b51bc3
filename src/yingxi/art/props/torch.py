"""A torch: a shaft bound with pitch-soaked hemp that burns at its head, planted in the ground."""

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.burning import Burning
from yingxi.art.props.campfire import flames_for
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.solids import cylinder, lathe
from yingxi.world.scene import Actor, Model

HEAD = 1.72
"""Metres from the ground to where it burns."""


@kept
def torch_model() -> Model:
    """A shaft 1.7 m long with an iron basket and charred windings."""
    return model(_parts(10), model(_parts(5)), 20.0)


def _parts(sides: int) -> list[tuple[Mesh, str, str]]:
    wood = Finish(colour=(0.10, 0.058, 0.032), roughness=0.9)
    iron = Finish(colour=(0.035, 0.034, 0.036), roughness=0.55, metal=0.8)
    char = Finish(colour=(0.030, 0.020, 0.014), roughness=1.0, open=0.7)
    shaft = cylinder((0, -0.25, 0), (0, HEAD - 0.2, 0), (0.030, 0.024), wood, sides)
    rings = [
        lathe([(0.052 + 0.016 * k, y - 0.012), (0.056 + 0.016 * k, y + 0.012)], iron, sides)
        for k, y in enumerate((HEAD - 0.26, HEAD - 0.16, HEAD - 0.05))
    ]
    bars = [
        cylinder((0.045 * c, HEAD - 0.28, 0.045 * s), (0.09 * c, HEAD, 0.09 * s), 0.007, iron, 4)
        for c, s in ((np.cos(a), np.sin(a)) for a in np.arange(6) * np.pi / 3)
    ]
    bound = [
        (0.02, -0.26),
        (0.055, -0.22),
        (0.048, -0.17),
        (0.066, -0.13),
        (0.058, -0.08),
        (0.072, -0.03),
        (0, 0),
    ]
    head = lathe([(r, HEAD + y) for r, y in bound], char, sides)
    return [
        (merge([shaft]), "bark", "wood"),
        (merge([*rings, *bars]), "hero", "metal"),
        (head, "bark", "wood"),
    ]


def build_torch(sheet: CallSheet) -> Actor:
    """Torches that stand where blocking puts them."""
    scales = scales_for(sheet)
    return Burning(
        still=StillLife(
            parts={"torch": torch_model()},
            paths=sheet.paths,
            half=(0.1, 0.86, 0.1),
            scales=scales,
            heard="fire",
        ),
        mouths=np.array([[0.0, HEAD - 0.10, 0.0]]),
        flames=flames_for(sheet, scales, (0.52,), broad=0.30, smoke=0.14, sparks=9),
    )


ASSET = Asset(
    id="torch",
    kind="prop",
    words=Words(
        zh=("火把", "火炬", "火把阵", "松明"),
        en=("torch", "torches", "flaming torch", "burning torch", "cresset"),
    ),
    build=build_torch,
    size=(0.3, 2.2, 0.3),
    actions=("burn", "glow", "stand"),
    closest="ms",
)
