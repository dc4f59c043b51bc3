"""A stone bridge of one high arch with balustrades, 26 m long along x, over water at y = 0."""

from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.still_life import StillLife
from yingxi.art.shapes.mesh import Finish, Mesh, flip, merge, model
from yingxi.art.shapes.solids import box, extrude, grid
from yingxi.world.scene import Actor, Model

STONE = Finish(colour=(0.36, 0.345, 0.315), roughness=0.85)
HALF, RISE, HALF_WIDTH = 13.0, 4.6, 2.2


@lru_cache(maxsize=1)
def arch_bridge() -> Model:
    """Side walls cut by the arch, a stepped deck, posts and panels."""
    x = np.linspace(-HALF, HALF, 41)
    deck = _deck(x)
    angle = np.linspace(0, np.pi, 25)
    arch = np.stack([5.2 * np.cos(angle), -1.0 + 4.3 * np.sin(angle)], 1)
    outline = np.concatenate([np.stack([x, deck], 1)[::-1], [[-HALF, -1.0]], arch[::-1], [[HALF, -1.0]]])
    walls = extrude(outline, 2 * HALF_WIDTH, STONE)
    top = grid(
        np.stack(
            [np.c_[x, deck + 0.02, np.full(41, -HALF_WIDTH)], np.c_[x, deck + 0.02, np.full(41, HALF_WIDTH)]],
            1,
        ),
        STONE,
    )
    top = top if top.normal[:, 1].mean() > 0 else flip(top)
    rails: list[Mesh] = []
    for place in np.linspace(-HALF + 0.5, HALF - 0.5, 21):
        level = float(_deck(np.array([place]))[0])
        for side in (-1, 1):
            rails.append(box((place, level + 0.55, side * (HALF_WIDTH - 0.12)), (0.12, 0.55, 0.12), STONE))
            rails.append(box((place, level + 1.16, side * (HALF_WIDTH - 0.12)), (0.15, 0.07, 0.15), STONE))
            rails.append(
                box((place + 0.62, level + 0.45, side * (HALF_WIDTH - 0.12)), (0.5, 0.28, 0.05), STONE)
            )
    return model([(merge([walls, top, *rails]), "marble", "stone")])


def _deck(x: np.ndarray) -> np.ndarray:
    return np.asarray(0.5 + RISE * np.cos(np.clip(x / HALF, -1, 1) * np.pi / 2) ** 1.2)


def build_bridge(sheet: CallSheet) -> Actor:
    """The bridge where blocking puts it."""
    return StillLife(
        parts={"arch_bridge": arch_bridge()},
        paths=sheet.paths,
        half=(HALF, 3.2, HALF_WIDTH),
        scales=np.ones(len(sheet.paths), np.float32),
        foot=-0.4,
    )


ASSET = Asset(
    id="bridge",
    kind="prop",
    words=Words(
        zh=("桥", "石桥", "拱桥", "廊桥", "断桥", "小桥", "木桥", "鹊桥"),
        en=("bridge", "stone bridge", "arch bridge", "footbridge"),
    ),
    build=build_bridge,
    size=(26.0, 6.5, 4.4),
    lives="water",
    closest="fs",
)
