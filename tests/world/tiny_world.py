"""A small world of boxes on water, for tests; run as a program it prints digests of the frames asked for."""

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from yingxi.world.scene import (
    VERTEX,
    Air,
    Array,
    CameraPose,
    Grade,
    Model,
    Moment,
    Sound,
    Surface,
    Water,
    World,
)

SIZE = (160, 90)
NIGHT = Air(
    sky="city_night",
    sun=(0.36, 0.36, -0.86),
    sun_colour=(0.17, 0.2, 0.29),
    zenith=(0.0075, 0.022, 0.05),
    horizon=(0.027, 0.128, 0.188),
    glow=(0.136, 0.061, 0.038),
    glow_side=(0.2, 0.06, 0.188),
    mist=0.004,
    stars=1.0,
    sun_size=0.028,
)


RIVER = Water()
PLAIN = Grade()


def box_surface(material: str, semantic: str, colour: Sequence[int], emission: int = 0) -> Surface:
    """A cube of side 1 m about the origin."""
    corners, normals, triangles = [], [], []
    for axis in range(3):
        for way in (1, -1):
            normal = np.eye(3)[axis] * way
            across = np.eye(3)[(axis + 1) % 3]
            along = np.cross(normal, across)
            first = len(corners)
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                corners.append((normal + a * across + b * along) / 2)
                normals.append(normal)
            triangles += [[first, first + 1, first + 2], [first, first + 2, first + 3]]
    vertices = np.zeros(24, VERTEX)
    vertices["position"] = corners
    vertices["normal"][:, :3] = np.array(normals) * 127
    vertices["normal"][:, 3] = 127
    vertices["colour"] = (*colour, emission)
    vertices["surface"] = (130, 0, 128, 255)
    return Surface(material, semantic, vertices, np.array(triangles, np.uint32))


def box(
    material: str = "hero", semantic: str = "wood", colour: Sequence[int] = (190, 60, 30), emission: int = 0
) -> Model:
    """A box of one material."""
    return Model((box_surface(material, semantic, colour, emission),))


def placed(
    at: Sequence[float], size: Sequence[float] = (1, 1, 1), tint: Sequence[float] = (1, 1, 1, 1)
) -> Array:
    """One instance (1, 16)."""
    matrix = np.zeros((3, 4))
    matrix[[0, 1, 2], [0, 1, 2]] = size
    matrix[:, 3] = at
    return np.concatenate([matrix.reshape(-1), tint]).astype(np.float32)[None]


@dataclass(frozen=True, eq=False)
class Barge:
    """A box that crosses the water at 2 m/s with a lamp, a glow, mist, a wake and foam."""

    models: Mapping[str, Model] = field(
        default_factory=lambda: {"barge": box(), "lamp": box("lantern", "light", (255, 120, 40), 60)}
    )

    def at(self, t: float) -> Moment:
        """The barge at `t`."""
        x = 2.0 * t - 3.0
        row = lambda *numbers: np.array([numbers], np.float32)  # noqa: E731
        return Moment(
            instances={
                "barge": placed((x, 0.3, 0), (5, 1.2, 1.2)),
                "lamp": placed((x + 2, 1.4, 0), (0.3, 0.4, 0.3)),
            },
            lights=row(x + 2, 1.6, 0, 12, 5, 2, 0.6, 0),
            tubes=row(x - 2, 1.5, 0.6, 6, x + 2, 1.5, 0.6, 0, 0.2, 0.6, 1.0, 0),
            glows=row(x + 2, 1.6, 0, 1.2, 1, 0.4, 0.1, 1, 2, 0, 0, 0),
            puffs=row(-4, 1, -6, 3, 0.6, 0.6, 0.6, 0.4, 0, 0, 0, 0.3),
            beams=row(6, 0, -30, 1.5, 0, 40, 0, 0, 0.1, 0.3, 0.4, 0),
            waves=row(x + 2.2, 0, 1.5, 0.5, 1.7),
            foam=row(x - 2.5, 0, 0.6, 0.12),
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Its box."""
        x = 2.0 * t - 3.0
        return np.array([x - 2.5, -0.3, -0.6], np.float32), np.array([x + 2.5, 0.9, 0.6], np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """None."""
        return ()


def camera_at(t: float) -> CameraPose:
    """A slow truck to the right."""
    return CameraPose(position=(-2 + 0.5 * t, 2.0, 10.0), target=(-1 + 0.5 * t, 2.2, -20.0), lens=26)


def harbour(
    air: Air = NIGHT,
    camera: Callable[[float], CameraPose] = camera_at,
    water: Water | None = RIVER,
    grade: Grade = PLAIN,
) -> World:
    """The barge before a row of towers."""
    towers = np.concatenate(
        [
            placed((-45 + 10 * k, 12, -60), (7, 24 + 6 * (k % 3), 7), (0.1 * k, 0.9 - 0.08 * k, 0.3, 1))
            for k in range(10)
        ]
    )
    return World(
        actors=(Barge(),),
        camera=camera,
        air=air,
        grade=grade,
        water=water,
        models={"tower": box("tower", "building")},
        statics={"tower": towers},
    )


def digest(picture: np.ndarray) -> str:
    """What identifies a picture."""
    return hashlib.sha256(np.ascontiguousarray(picture).tobytes()).hexdigest()


if __name__ == "__main__":
    from yingxi.world import Renderer

    renderer = Renderer(SIZE)
    renderer.load(harbour())
    for number in sys.argv[1:]:
        sys.stdout.write(f"{number} {digest(renderer.still(int(number)))}\n")
