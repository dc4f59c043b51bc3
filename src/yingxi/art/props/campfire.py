"""A campfire: logs leaned together in a ring of stones, embers, flames that light whoever sits there."""

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.kept import kept
from yingxi.art.props.blaze import Flames
from yingxi.art.props.burning import Burning
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.ground_cover import stone
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import ball, cylinder
from yingxi.world.scene import Actor, Model

HIGH = 1.05
"""Metres from the ground to the tip of the flames."""


@kept
def campfire_model() -> Model:
    """Seven charred logs, eleven stones, a bed of embers; 1.3 m across."""
    return model(_parts(8), model(_parts(4)), 25.0)


def _parts(sides: int) -> list[tuple[Mesh, str, str]]:
    rng = np.random.default_rng(12)
    logs, stones = [], []
    for k, angle in enumerate(np.arange(7) * 0.9 + 0.2):
        out = np.array([np.cos(angle), 0, np.sin(angle)])
        foot, top = out * rng.uniform(0.38, 0.52) + [0, 0.04, 0], out * -0.06 + [0, 0.40 + 0.03 * k, 0]
        shade = rng.uniform(0.7, 1.3)
        finish = Finish(colour=np.array((0.060, 0.036, 0.022)) * shade, roughness=0.95, open=0.7)
        logs.append(cylinder(foot, top, (0.062, 0.040), finish, sides))
    embers = Finish(colour=(1.0, 0.20, 0.03), emission=1.6)
    bed = [ball((x, 0.02, z), (0.11, 0.06, 0.11), embers, sides, 4) for x, z in rng.normal(0, 0.13, (9, 2))]
    for angle in np.arange(11) * 0.571:
        stones.append(_laid(stone(int(rng.integers(5)), 1), angle, rng))
    return [
        (merge(logs), "bark", "wood"),
        (merge(bed), "emissive", "light"),
        (merge(stones), "boulder", "rock"),
    ]


def _laid(rock: Mesh, angle: float, rng: np.random.Generator) -> Mesh:
    """A stone of the ring, 0.15-0.2 m."""
    size = rng.uniform(0.11, 0.16)
    rock.position[:] = rock.position * size + np.array(
        [0.60 * np.cos(angle), 0.03, 0.60 * np.sin(angle)], np.float32
    )
    rock.colour[:] = np.array((0.16, 0.15, 0.14)) * rng.uniform(0.6, 1.1)
    return rock


def flames_for(sheet: CallSheet, scales: Array, sizes: tuple[float, ...], **others: float) -> Flames:
    """Flames of `sizes` metres on every copy."""
    every = (np.asarray(scales, float)[:, None] * np.array(sizes)).ravel()
    return Flames(sizes=every, seed=sheet.seed, **others)  # type: ignore[arg-type]


def build_campfire(sheet: CallSheet) -> Actor:
    """Fires where blocking puts them."""
    scales = scales_for(sheet)
    return Burning(
        still=StillLife(
            parts={"campfire": campfire_model()},
            paths=sheet.paths,
            half=(0.75, 0.3, 0.75),
            scales=scales,
            heard="fire",
        ),
        mouths=np.array([[0.0, 0.06, 0.0]]),
        flames=flames_for(sheet, scales, (HIGH,)),
    )


ASSET = Asset(
    id="campfire",
    kind="prop",
    words=Words(
        zh=("篝火", "营火", "火堆", "柴火", "火焰"),
        en=("campfire", "bonfire", "camp fire", "fire pit", "open fire", "flames"),
    ),
    build=build_campfire,
    size=(1.5, 1.1, 1.5),
    actions=("burn", "glow", "stand"),
    closest="ms",
)
