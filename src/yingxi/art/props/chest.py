"""An old wooden chest with iron bands."""

from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, flip, merge, model
from yingxi.art.shapes.solids import box, loft
from yingxi.world.scene import Actor, Model

WOOD = Finish(colour=(0.16, 0.085, 0.04), roughness=0.75)
IRON = Finish(colour=(0.05, 0.05, 0.052), roughness=0.45, metal=0.6)


@lru_cache(maxsize=1)
def chest_model() -> Model:
    """A chest 1.1 m long with a round lid, its lock toward +z."""
    body = box((0, 0.26, 0), (0.55, 0.26, 0.32), WOOD)
    lid = _lid(0.55, WOOD, 0.0)
    bands: list[Mesh] = []
    for x in (-0.42, 0.0, 0.42):
        bands.append(box((x, 0.26, 0), (0.04, 0.27, 0.335), IRON))
        bands.append(_moved(_lid(0.04, IRON, 0.015), x))
    bands.append(box((0, 0.50, 0.335), (0.07, 0.09, 0.02), Finish(colour=(0.55, 0.38, 0.10), metal=0.8)))
    return model([(merge([body, lid]), "wood", "wood"), (merge(bands), "hero", "metal")])


def _lid(half: float, finish: Finish, out: float) -> Mesh:
    """Half a barrel over the body."""
    angle = np.linspace(0, np.pi, 13)
    arch = np.stack([(0.32 + out) * np.cos(angle), 0.53 + (0.22 + out) * np.sin(angle)], 1)
    arch = np.concatenate([arch, arch[:1]])
    rings = np.array([np.stack([np.full(14, x), arch[:, 1], arch[:, 0]], 1) for x in (-half, half)])
    mesh = loft(rings, finish)
    upward = float((mesh.normal[:, 1] * (mesh.position[:, 1] - 0.53)).sum())
    return mesh if upward > 0 else flip(mesh)


def _moved(mesh: Mesh, x: float) -> Mesh:
    mesh.position[:, 0] += np.float32(x)
    return mesh


def build_chest(sheet: CallSheet) -> Actor:
    """Chests where blocking puts them."""
    return StillLife(
        parts={"chest": chest_model()},
        paths=sheet.paths,
        half=(0.55, 0.38, 0.34),
        scales=scales_for(sheet),
    )


ASSET = Asset(
    id="chest",
    kind="prop",
    words=Words(
        zh=("木箱", "旧木箱", "箱子", "宝箱", "木匣", "百宝箱", "皮箱", "大箱子"),
        en=("chest", "wooden chest", "wooden box", "trunk", "treasure chest", "old chest"),
    ),
    build=build_chest,
    size=(1.1, 0.76, 0.68),
    closest="ms",
)
