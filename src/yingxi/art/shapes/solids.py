"""Simple forms: boxes, tubes, turned, lofted and extruded shapes, leaves; closed ones face outwards."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yingxi.art.shapes.mesh import PLAIN, Finish, Mesh, make, merge
from yingxi.world.scene import Array


def quad(corners: ArrayLike, finish: Finish = PLAIN) -> Mesh:
    """A flat four-sided face from its (4, 3) corners, counter-clockwise from outside."""
    places = np.asarray(corners, np.float32)
    normal = np.cross(places[1] - places[0], places[3] - places[0])
    return make(places, np.tile(normal, (4, 1)), [[0, 1, 2], [0, 2, 3]], finish)


def box(centre: ArrayLike, half: ArrayLike, finish: Finish = PLAIN, faces: str = "xXyYzZ") -> Mesh:
    """A box from its centre and half sizes; `faces` names those wanted (x is the -x side, X the +x side)."""
    middle, size = np.asarray(centre, np.float32), np.broadcast_to(np.asarray(half, np.float32), (3,))
    sides = []
    for face in faces:
        axis, sign = "xyz".index(face.lower()), 1.0 if face.isupper() else -1.0
        across, along = (axis + 1) % 3, (axis + 2) % 3
        corners = np.tile(middle, (4, 1))
        corners[:, axis] += sign * size[axis]
        corners[:, across] += np.array([-1, 1, 1, -1]) * size[across]
        corners[:, along] += np.array([-1, -1, 1, 1]) * size[along] * sign
        sides.append(quad(corners, finish))
    return merge(sides)


def grid(points: ArrayLike, finish: Finish = PLAIN, *, flipped: bool = False, closed: bool = False) -> Mesh:
    """A smooth sheet through (a, b, 3) points, facing cross(along a, along b); `closed` joins the ends of b.

    Per-vertex finishes may be given as (a, b) or (a, b, 3) arrays.
    """
    places = np.asarray(points, np.float32)
    rows, columns = places.shape[:2]
    along = np.gradient(places, axis=0)
    across = np.gradient(places, axis=1)
    if closed:  # first and last column are the same place: one tangent for both
        across[:, 0] = across[:, -1] = (places[:, 1] - places[:, -2]) / 2
    normal = np.cross(along, across) * (-1 if flipped else 1)
    index = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    triangles = np.stack([np.stack([a, b, c], -1), np.stack([a, c, d], -1)], 2).reshape(-1, 3)
    return make(places, normal, triangles[:, [0, 2, 1]] if flipped else triangles, _flat(finish))


def _flat(finish: Finish) -> Finish:
    """The same finish with (a, b[, 3]) arrays laid out one value a vertex."""
    values = {name: np.asarray(getattr(finish, name), np.float32) for name in Finish.__slots__}
    colour = values.pop("colour")
    if colour.ndim == 3:
        colour = colour.reshape(-1, 3)
    return Finish(colour=colour, **{k: v.reshape(-1) if v.ndim > 1 else v for k, v in values.items()})


def heightfield(
    x: ArrayLike, z: ArrayLike, height: Callable[[Array, Array], Array], finish: Finish = PLAIN
) -> Mesh:
    """Ground over the lattice of x and z metres with height(x, z), facing up."""
    xs, zs = np.meshgrid(np.asarray(x, np.float32), np.asarray(z, np.float32), indexing="ij")
    return grid(np.stack([xs, height(xs, zs), zs], -1), finish, flipped=True)


def lathe(profile: ArrayLike, finish: Finish = PLAIN, sides: int = 16, turn: float = 1.0) -> Mesh:
    """A form turned round the y axis from a (k, 2) profile of (radius, y), bottom to top."""
    outline = np.asarray(profile, np.float32)
    angle = np.linspace(0, 2 * np.pi * turn, sides + 1)
    radius, y = outline[:, :1], np.repeat(outline[:, 1:], sides + 1, 1)
    sheet = grid(np.stack([radius * np.cos(angle), y, radius * np.sin(angle)], -1), finish, closed=turn >= 1)
    return _pointed(sheet)


def cylinder(
    base: ArrayLike, top: ArrayLike, radius: float | Sequence[float], finish: Finish = PLAIN, sides: int = 12
) -> Mesh:
    """A capped round bar from base to top; two radii make a cone."""
    ends = np.asarray([base, top], np.float32)
    radii = np.broadcast_to(np.asarray(radius, np.float32), (2,))
    wall = tube(ends, radii, finish, sides)
    axis = (ends[1] - ends[0]) / max(float(np.linalg.norm(ends[1] - ends[0])), 1e-9)
    ring = wall.position.reshape(2, sides + 1, 3)
    caps = [fan(ring[1, ::-1], axis, finish), fan(ring[0], -axis, finish)]
    return merge([wall, *(cap for cap, size in zip(caps, radii[::-1], strict=True) if size > 0)])


def fan(ring: ArrayLike, normal: ArrayLike, finish: Finish = PLAIN) -> Mesh:
    """A flat lid over a closed (k, 3) ring (last point equals the first), facing `normal`."""
    rim = np.asarray(ring, np.float32)
    places = np.concatenate([rim.mean(0, keepdims=True), rim])
    index = np.arange(1, len(rim))
    triangles = np.stack([np.zeros_like(index), index, index + 1], -1)
    facing = np.cross(places[1] - places[0], places[2] - places[0]) @ np.asarray(normal, np.float32)
    triangles = triangles if facing > 0 else triangles[:, [0, 2, 1]]
    return make(places, np.tile(normal, (len(places), 1)), triangles, finish)


def ball(
    centre: ArrayLike, radius: ArrayLike, finish: Finish = PLAIN, sides: int = 12, rings: int = 8
) -> Mesh:
    """An ellipsoid; `radius` is one number or three."""
    size = np.broadcast_to(np.asarray(radius, np.float32), (3,))
    angle, rise = np.linspace(0, 2 * np.pi, sides + 1), np.linspace(-np.pi / 2, np.pi / 2, rings + 1)[:, None]
    flat = np.cos(rise)
    outward = np.stack([flat * np.cos(angle), np.sin(rise) + 0 * angle, flat * np.sin(angle)], -1)
    sheet = _pointed(grid(outward * size + np.asarray(centre, np.float32), finish, closed=True))
    return make(sheet.position, outward / size, sheet.triangles, _flat(finish))


def _pointed(mesh: Mesh) -> Mesh:
    """The mesh without triangles that have no area: a sheet that ends in a point has a ring of them."""
    corners = mesh.position[mesh.triangles]
    edges = np.linalg.norm(corners - np.roll(corners, 1, 1), axis=2)
    return replace(mesh, triangles=mesh.triangles[edges.min(1) > 1e-5 * edges.max(initial=0.0)])


def frames_along(points: ArrayLike, up: ArrayLike = (0.13, 1.0, 0.21)) -> tuple[Array, Array, Array]:
    """Unit tangent, side and up at each of (k, 3) points, carried along without twisting."""
    path = np.asarray(points, np.float32)
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-9
    side = np.zeros_like(tangent)
    previous = np.cross(np.asarray(up, np.float32), tangent[0])
    for k, direction in enumerate(tangent):
        previous = previous - direction * (previous @ direction)
        previous = previous / (np.linalg.norm(previous) + 1e-9)
        side[k] = previous
    return tangent, side, np.cross(tangent, side)


def tube(
    points: ArrayLike,
    radius: ArrayLike,
    finish: Finish = PLAIN,
    sides: int = 6,
    squash: float = 1.0,
    up: ArrayLike = (0.13, 1.0, 0.21),
) -> Mesh:
    """A pipe along (k, 3) points; `radius` one number or k; `squash` widens it across its own up direction.

    Per-point finishes may be given as (k,) or (k, 3) arrays.
    """
    path = np.asarray(points, np.float32)
    _, side, above = frames_along(path, up)
    angle = -np.linspace(0, 2 * np.pi, sides + 1)
    outward = side[:, None] * np.cos(angle)[:, None] * squash + above[:, None] * np.sin(angle)[:, None]
    radii = np.broadcast_to(np.asarray(radius, np.float32), (len(path),))
    places = path[:, None] + outward * radii[:, None, None]
    return grid(places, _along(finish, len(path), sides + 1), closed=True)


def _along(finish: Finish, rows: int, columns: int) -> Finish:
    """A finish given per point of a path, spread round it."""
    values: dict[str, ArrayLike] = {}
    for name in Finish.__slots__:
        value = np.asarray(getattr(finish, name), np.float32)
        per_point = value.shape[:1] == (rows,) and value.ndim == (2 if name == "colour" else 1)
        values[name] = np.repeat(value, columns, axis=0) if per_point else value
    return Finish(**values)


def loft(rings: ArrayLike, finish: Finish = PLAIN, *, capped: bool = True, flipped: bool = False) -> Mesh:
    """A skin over (a, b, 3) closed rings (last column equals the first) with lids on both ends."""
    places = np.asarray(rings, np.float32)
    skin = grid(places, finish, closed=True, flipped=flipped)
    if not capped:
        return skin
    axis = places[-1].mean(0) - places[0].mean(0)
    axis /= np.linalg.norm(axis) + 1e-9
    plain = Finish(**{name: _first(getattr(finish, name), name) for name in Finish.__slots__})
    return merge([skin, fan(places[-1], axis, plain), fan(places[0], -axis, plain)])


def _first(value: ArrayLike, name: str) -> ArrayLike:
    """One value of a finish for a lid."""
    array: Array = np.asarray(value, np.float32)
    return array.reshape(-1, 3)[0] if name == "colour" else float(array.reshape(-1)[0])


def extrude(
    outline: ArrayLike,
    depth: float,
    finish: Finish = PLAIN,
    holes: Sequence[ArrayLike] = (),
    back: bool = True,
) -> Mesh:
    """A plate in the xy plane from a counter-clockwise (k, 2) outline, `depth` thick about z = 0."""
    import mapbox_earcut

    rings = [np.asarray(ring, np.float64).reshape(-1, 2) for ring in (outline, *holes)]
    flat = np.concatenate(rings)
    ends = np.cumsum([len(ring) for ring in rings]).astype(np.uint32)
    triangles = mapbox_earcut.triangulate_float64(flat, ends).reshape(-1, 3)
    triangles = _counter_clockwise(flat, triangles)
    front = np.concatenate([flat, np.full((len(flat), 1), depth / 2)], 1)
    lids = [make(front, np.tile([0, 0, 1], (len(flat), 1)), triangles, finish)]
    if back:
        behind = front * [1, 1, -1]
        lids.append(make(behind, np.tile([0, 0, -1], (len(flat), 1)), triangles[:, [0, 2, 1]], finish))
    walls = [_wall(ring, depth, finish, inward=k > 0) for k, ring in enumerate(rings)] if depth > 0 else []
    return merge([*lids, *walls])


def _counter_clockwise(points: NDArray[np.float64], triangles: NDArray[np.uint32]) -> NDArray[np.uint32]:
    a, b, c = (points[triangles[:, k]] for k in range(3))
    turned = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    return np.where(turned[:, None] > 0, triangles, triangles[:, [0, 2, 1]])


def _wall(ring: NDArray[np.float64], depth: float, finish: Finish, *, inward: bool) -> Mesh:
    """The flat-shaded edge of an extruded ring."""
    area = np.sum(ring[:, 0] * np.roll(ring[:, 1], -1) - np.roll(ring[:, 0], -1) * ring[:, 1])
    path = ring if (area > 0) != inward else ring[::-1]
    start, end = path, np.roll(path, -1, 0)
    half = np.full((len(path), 1), depth / 2)
    corners = np.stack([np.c_[start, -half], np.c_[end, -half], np.c_[end, half], np.c_[start, half]], 1)
    normal = np.c_[end[:, 1] - start[:, 1], start[:, 0] - end[:, 0], 0 * half]
    first = np.arange(len(path))[:, None] * 4
    triangles = np.concatenate([first + np.array(pattern) for pattern in ([0, 1, 2], [0, 2, 3])])
    return make(corners, np.repeat(normal, 4, 0), triangles, finish)


def leaves(
    root: ArrayLike, tip: ArrayLike, side: ArrayLike, finish: Finish = PLAIN, normal: ArrayLike | None = None
) -> Mesh:
    """Two-sided leaf blades: (n, 3) roots, tips and half-width vectors; `normal` (n, 3) for soft shading."""
    base, end, width = (np.asarray(value, np.float32) for value in (root, tip, side))
    middle = base + (end - base) * 0.45
    corners = np.stack([base, middle + width, end, middle - width], 1)
    facing = np.cross(width, end - base) if normal is None else np.broadcast_to(normal, base.shape)
    first = np.arange(len(base))[:, None] * 4
    triangles = np.concatenate(
        [first + np.array(pattern) for pattern in ([0, 1, 2], [0, 2, 3], [0, 2, 1], [0, 3, 2])]
    )
    return make(corners, np.repeat(facing, 4, 0), triangles, _along(finish, len(base), 4))


def resample(points: ArrayLike, count: int) -> Array:
    """`count` points evenly spaced along the polyline through (k, d) points."""
    path = np.asarray(points, np.float64)
    walked = np.r_[0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
    at = np.linspace(0, walked[-1], count)
    return np.stack([np.interp(at, walked, path[:, k]) for k in range(path.shape[1])], 1).astype(np.float32)
