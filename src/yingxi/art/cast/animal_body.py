"""The flesh of an animal: round cones on bones, joined softly into one skin that bends with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from yingxi.art.shapes import Finish, Mesh, Numbers, capsule, grid, merge, sculpt, tube
from yingxi.art.shapes.mesh import make
from yingxi.world.rigging import rig
from yingxi.world.scene import Array, Rig

Point = tuple[float, float, float]
Paint = Callable[[Mesh], Array]
"""Linear colours (n, 3) of a mesh in the pose in which it was sculpted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flesh:
    """A round cone of flesh on a bone; metres, +x ahead, y up; `squash` above 1 thins it along an axis."""

    bone: str
    start: Point
    end: Point
    radius: tuple[float, float]
    squash: Point = (1.0, 1.0, 1.0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Skin:
    """A mesh that bones bend.

    weights: (n, bones) that add up to 1; `loose` (n,) how far a vertex trails behind (hair: root 0, tip 1).
    """

    mesh: Mesh
    weights: Array
    loose: Array
    material: str = "coat"

    @cached_property
    def rig(self) -> Rig:
        """What its bones do to it."""
        return rig(self.mesh.position, self.mesh.normal, self.weights)


def both(parts: Sequence[Flesh]) -> tuple[Flesh, ...]:
    """Parts of the left side (bones `….L`, z < 0) and their mirror images."""

    def over(point: Point) -> Point:
        return (point[0], point[1], -point[2])

    right = [replace(p, bone=p.bone.replace(".L", ".R"), start=over(p.start), end=over(p.end)) for p in parts]
    return (*parts, *right)


def distances(parts: Sequence[Flesh], points: Numbers) -> Array:
    """Metres from (…, 3) points to each part (parts, …)."""
    return np.stack(
        [capsule(np.asarray(points, np.float32), p.start, p.end, p.radius, p.squash) for p in parts]
    )


def grow(parts: Sequence[Flesh], bones: Mapping[str, int], soft: float, step: float, paint: Paint) -> Skin:
    """One skin over all parts, which flow into one another over about `soft` metres; voxels of `step`."""
    ends = np.array([[p.start, p.end] for p in parts])
    reach = np.array([max(p.radius) for p in parts])[:, None, None] + 3 * soft

    def field(points: Array) -> dict[str, Array]:
        total = np.zeros(points.shape[:-1], np.float32)
        for part in parts:
            away = capsule(points, part.start, part.end, part.radius, part.squash)
            total += np.exp(-np.clip(away, -12 * soft, 20 * soft) / soft)
        return {"skin": np.asarray(-soft * np.log(np.maximum(total, 1e-12)), np.float32)}

    low, high = (ends - reach).min((0, 1)), (ends + reach).max((0, 1))
    mesh = sculpt(field, low, high, step, {"skin": Finish(roughness=0.62)})
    mesh = replace(mesh, colour=np.asarray(paint(mesh), np.float32))
    weights = hold(parts, bones, mesh.position, 2.5 * soft)
    return Skin(mesh=mesh, weights=weights, loose=np.zeros(len(weights), np.float32))


def hold(parts: Sequence[Flesh], bones: Mapping[str, int], points: Numbers, soft: float) -> Array:
    """How much each bone holds each point (n, bones)."""
    near = np.exp(-np.clip(distances(parts, points) / soft, -6, 30))
    weights = np.zeros((len(points), len(bones)), np.float32)
    for part, share in zip(parts, near, strict=True):
        weights[:, bones[part.bone]] += share
    weights /= weights.sum(1, keepdims=True)
    weights[weights < 0.03] = 0.0
    return np.asarray(weights / weights.sum(1, keepdims=True), np.float32)


def coarser(skin: Skin, cell: float) -> Skin:
    """The same skin with all vertices of a cube of `cell` metres drawn into one (for afar)."""
    mesh = skin.mesh
    cells = np.floor(mesh.position / cell)
    _, group, count = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    group = group.reshape(-1)

    def mean(values: Array) -> Array:
        total = np.zeros((len(count), *values.shape[1:]), np.float32)
        np.add.at(total, group, values)
        return np.asarray(total / count.reshape(-1, *([1] * (values.ndim - 1))), np.float32)

    triangles = group[mesh.triangles]
    a, b, c = triangles.T
    kept = triangles[(a != b) & (b != c) & (a != c)]
    kept = np.unique(np.stack([np.roll(row, -int(row.argmin())) for row in kept]), axis=0)
    drawn = make(mean(mesh.position), mean(mesh.normal), kept)
    drawn = replace(drawn, colour=mean(mesh.colour), roughness=mean(mesh.roughness), metal=mean(mesh.metal))
    drawn = replace(drawn, open=mean(mesh.open), cavity=mean(mesh.cavity))
    return Skin(mesh=drawn, weights=mean(skin.weights), loose=mean(skin.loose), material=skin.material)


def sketch(parts: Sequence[Flesh], bones: Mapping[str, int], paint: Paint, sides: int = 5) -> Skin:
    """Each part as a plain tapered tube, for far away."""
    tubes, owners = [], []
    for part in parts:
        start, end = np.array(part.start), np.array(part.end)
        first, last = part.radius
        axis = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
        path = np.array([start - 0.6 * first * axis, end + 0.6 * last * axis])
        mesh = tube(path, np.array([0.9 * first, 0.9 * last]), Finish(roughness=0.62), sides)
        middle = mesh.position.mean(0)
        mesh = replace(mesh, position=np.asarray(middle + (mesh.position - middle) / part.squash, np.float32))
        tubes.append(mesh)
        owners.extend([bones[part.bone]] * len(mesh.position))
    whole = merge(tubes)
    whole = replace(whole, colour=np.asarray(paint(whole), np.float32))
    weights = np.eye(len(bones), dtype=np.float32)[owners]
    return Skin(mesh=whole, weights=weights, loose=np.zeros(len(whole.position), np.float32))


def locks(
    roots: Numbers,
    falls: Numbers,
    widths: Numbers,
    colour: Numbers,
    held: Numbers,
    bend: float = 0.35,
    rows: int = 4,
) -> Skin:
    """Flat locks of hair: (n, 3) roots and falls (root to tip), widths (n,) metres, `held` (n, bones).

    `bend` is how much of the fall sags below the straight line.
    """
    ribbons, loose = [], []
    for root, fall, width in zip(roots, falls, widths, strict=True):
        along = np.linspace(0, 1, rows)[:, None]
        spine = root + fall * along - np.array([0, 1, 0]) * bend * np.linalg.norm(fall) * along**2
        across = np.cross(fall, (0.25, 0.3, 1.0))
        across *= 0.5 * width / max(float(np.linalg.norm(across)), 1e-6)
        taper = 1.0 - 0.75 * along**2
        sheet = np.stack([spine - across * taper, spine + across * taper], 1)
        across_pattern = np.tile(np.array([0.1, 0.9]), (rows, 1))
        finish = Finish(colour=colour, roughness=across_pattern, metal=np.repeat(along, 2, 1), cavity=0.9)
        ribbons.append(grid(sheet, finish))
        loose.append(np.repeat(along[:, 0], 2))
    weights, tips = np.repeat(held, 2 * rows, axis=0), np.concatenate(loose).astype(np.float32)
    return Skin(mesh=merge(ribbons), weights=weights, loose=tips, material="hair")


def stiff(mesh: Mesh, bone: str, bones: Mapping[str, int], material: str = "hero") -> Skin:
    """A mesh that one bone carries: eyes, hooves, claws."""
    weights = np.zeros((len(mesh.position), len(bones)), np.float32)
    weights[:, bones[bone]] = 1.0
    return Skin(mesh=mesh, weights=weights, loose=np.zeros(len(mesh.position), np.float32), material=material)


def joined(skins: Sequence[Skin]) -> tuple[Skin, ...]:
    """Skins of one material made one."""
    materials = dict.fromkeys(skin.material for skin in skins)
    whole = []
    for material in materials:
        mine = [skin for skin in skins if skin.material == material]
        whole.append(
            Skin(
                mesh=merge([skin.mesh for skin in mine]),
                weights=np.concatenate([skin.weights for skin in mine]),
                loose=np.concatenate([skin.loose for skin in mine]),
                material=material,
            )
        )
    return tuple(whole)
