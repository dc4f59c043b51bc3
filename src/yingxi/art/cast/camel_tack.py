"""What a ridden camel wears: a fringed rug and a seat between its humps, bags behind, a nose rope."""

import numpy as np

from yingxi.art.cast.animal_body import Skin
from yingxi.art.cast.animal_saddled import round_of
from yingxi.art.cast.animal_seats import bareback
from yingxi.art.shapes import Finish, Mesh, ball, cylinder, grid, merge, tube
from yingxi.art.shapes.mesh import flip

SEAT = bareback(
    "chest", (-0.14, 1.775, 0.0), (0.10, 2.04, 0.20), (0.10, 1.06, 0.46), girth=0.36, toes=0.3, lean=0.02
)
_ROPE = Finish(colour=(0.30, 0.22, 0.12), roughness=0.9)


def rug(body: Mesh, colour: tuple[float, float, float], near: bool) -> Mesh:
    """A rug over the back between the humps with bands of colour and a fringe."""
    angles = np.linspace(-1.62, 1.62, 27 if near else 9)
    xs = np.linspace(-0.33, 0.05, 9 if near else 3)
    points = round_of(body, xs, angles, 0.030, 1.36)
    # Between the humps the rug lies in the saddle of the back and not over them.
    over = np.abs(angles) < 0.75
    points[:, over, 1] = np.minimum(points[:, over, 1], 1.765 - 0.16 * np.abs(angles[over]) ** 2)
    bands = np.floor(np.abs(angles) * 5.0).astype(int) % 4
    tones = np.array([colour, (0.55, 0.40, 0.16), (0.045, 0.085, 0.20), colour])
    paint = np.broadcast_to(tones[bands][None], (*points.shape[:2], 3))
    sheet = grid(points, Finish(colour=paint, roughness=0.9))
    parts = [sheet, flip(sheet)]
    if near:
        red = Finish(colour=(0.50, 0.05, 0.03), roughness=0.85)
        ends = [points[k, edge] for edge in (0, -1) for k in range(len(points))]
        parts += [cylinder(p, p - np.array((0.0, 0.11, 0.0)), (0.008, 0.020), red, 5) for p in ends]
    return merge(parts)


def bags(near: bool) -> list[Mesh]:
    """A padded seat and two bags that hang behind the rider."""
    sack = Finish(colour=(0.42, 0.31, 0.18), roughness=0.9)
    red = Finish(colour=(0.45, 0.05, 0.03), roughness=0.85)
    detail = (16, 10) if near else (8, 6)
    parts = [ball((-0.15, 1.735, 0.0), (0.17, 0.055, 0.22), red, *detail)]
    for side in (-1, 1):
        parts.append(ball((-0.62, 1.40, side * 0.40), (0.17, 0.20, 0.10), sack, *detail))
        parts.append(tube([(-0.60, 1.76, side * 0.12), (-0.61, 1.60, side * 0.36)], 0.016, _ROPE, 5))
    return parts


def rope(bones: dict[str, int]) -> Skin:
    """The nose rope: one end goes with the head, the other with the rider's hand."""
    share = np.linspace(0.0, 1.0, 15)
    start, end = np.array((1.62, 1.86, -0.07)), np.array((0.13, 2.04, -0.17))
    line = start + share[:, None] * (end - start)
    line[:, 1] -= 0.16 * np.sin(np.pi * share)
    line[:, 2] -= 0.05 * np.sin(np.pi * share)
    mesh = tube(line, 0.009, _ROPE, 4)
    along = np.clip((mesh.position - start) @ (end - start) / float((end - start) @ (end - start)), 0, 1)
    weights = np.zeros((len(along), len(bones)), np.float32)
    weights[:, bones["head"]], weights[:, bones["chest"]] = 1.0 - along, along
    return Skin(mesh=mesh, weights=weights, loose=np.zeros(len(along), np.float32), material="hero")
