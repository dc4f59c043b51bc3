"""Petals and long leaves: thin curved blades, one sheet each, for materials that draw both sides."""

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.shapes.mesh import PLAIN, Finish, Mesh, transform
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import frames_along, grid


def petal(
    length: float,
    width: float,
    *,
    rise: float = 0.6,
    curl: float = 0.5,
    cup: float = 0.3,
    inner: ArrayLike = (0.6, 0.2, 0.3),
    outer: ArrayLike = (0.9, 0.6, 0.7),
    fine: tuple[int, int] = (5, 5),
    notch: float = 0.0,
) -> Mesh:
    """One petal from the origin toward +x, metres.

    It starts `rise` radians above the horizon and bends down by `curl` radians to its tip; `cup` lifts its
    sides by that share of its width; its colour goes from `inner` to `outer`; `notch` draws its tip in.
    """
    along, across = np.linspace(0, 1, fine[0])[:, None], np.linspace(-1, 1, fine[1])[None, :]
    bent = rise - curl * along
    step = length / (fine[0] - 1)
    x = np.r_[0.0, np.cumsum(np.cos(bent[1:, 0]) * step)][:, None]
    y = np.r_[0.0, np.cumsum(np.sin(bent[1:, 0]) * step)][:, None]
    wide = width * (0.10 + 0.90 * np.sin(np.pi * np.clip(0.06 + 0.80 * along**0.75, 0, 1)))
    lift = cup * width * across**2 * np.sin(np.pi * np.clip(along, 0.05, 0.95)) ** 0.5
    back = notch * length * along**4 * (1 - np.abs(across)) + 0.16 * length * along**3 * across**2
    points = np.stack(
        [
            x - back * np.cos(bent) - lift * np.sin(bent),
            y - back * np.sin(bent) + lift * np.cos(bent),
            wide * across + 0 * x,
        ],
        -1,
    )
    blend = np.clip(along * 1.1, 0, 1)[..., None] + 0 * across[..., None]
    colour = np.asarray(inner, np.float32) * (1 - blend) + np.asarray(outer, np.float32) * blend
    opened = 0.45 + 0.55 * along + 0 * across
    finish = Finish(colour=colour, roughness=0.6, open=opened, cavity=opened)
    return grid(points, finish, flipped=True)


def ring_of(blade: Mesh, count: int, *, at: ArrayLike = (0, 0, 0), turned: float = 0.0) -> list[Mesh]:
    """`count` copies of a blade round the y axis, moved to `at`; `turned` radians start the ring."""
    angles = turned + np.arange(count) * 2 * np.pi / count
    return [transform(blade, move=at, rotation=turn(angle)) for angle in angles]


def strap(
    points: ArrayLike, width: float, finish: Finish = PLAIN, fold: float = 0.25, columns: int = 3
) -> Mesh:
    """A long leaf along (k, 3) points, at most `width` metres to each side, folded at its midrib."""
    path = np.asarray(points, np.float32)
    _, side, above = frames_along(path)
    along = np.linspace(0, 1, len(path))
    wide = width * (0.25 + 0.75 * np.sin(np.pi * np.clip(0.12 + 0.88 * along, 0, 1)) ** 0.6)
    wide[-1] = 0.002
    across = np.linspace(-1, 1, columns)
    sheet = path[:, None] + side[:, None] * (wide[:, None] * across)[..., None]
    sheet = sheet + above[:, None] * (fold * wide[:, None] * np.abs(across))[..., None]
    return grid(sheet, finish)
