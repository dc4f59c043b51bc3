"""How hanging chains are drawn: smooth sheets, and wide sleeves that close round the arm they hang from."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yingxi.art.bodies.body import Integers
from yingxi.art.bodies.pieces import sheet_coords, sheet_triangles
from yingxi.art.bodies.strands import Hanging
from yingxi.world.scene import VERTEX

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False, kw_only=True)
class Drapery:
    """A hanging with its cloth: colour, material, pattern size, `fine` drawn points for each simulated one.

    A 'sleeve' has one chain for each ring down the arm; `wide` (nodes,) is half its width at each point.
    `fade` (colour) is reached at the lower edge.
    """

    hanging: Hanging
    colour: ArrayLike
    material: str = "drape"
    semantic: str = "cloth"
    kind: Literal["sheet", "sleeve"] = "sheet"
    pattern: tuple[float, float] = (1.0, 1.0)
    fine: int = 2
    wide: ArrayLike = 0.0
    fade: ArrayLike | None = None


class Drawn:
    """The mesh of one drapery and how it follows its chains."""

    def __init__(self, drapery: Drapery) -> None:
        self.drapery = drapery
        chains, nodes = np.shape(drapery.hanging.rest)[:2]
        self.sleeve = drapery.kind == "sleeve"
        self.round = drapery.hanging.round
        down = 2 * nodes + 1 if self.sleeve else nodes
        self.along = _upsampling(down, drapery.fine, self.sleeve)
        self.across = _upsampling(chains, drapery.fine, self.round)
        rows, columns = len(self.across), len(self.along)
        self.rows = rows + (1 if self.round else 0)
        self.columns = columns + (1 if self.sleeve else 0)
        self.count = self.rows * self.columns
        self.triangles = _outward(sheet_triangles(self.rows, self.columns)).astype(np.uint32)
        self.wide = np.asarray(drapery.wide, np.float32)
        side = float(np.sign(np.mean(np.asarray(drapery.hanging.rest)[..., 2]))) or 1.0
        self.inward = np.array([[0.0, 0.0, -side]], np.float32)

    def rest_vertices(self) -> NDArray[Any]:
        """Vertices with their paint, on the rest body."""
        vertices = np.zeros(self.count, VERTEX)
        coord = sheet_coords(self.rows, self.columns, self.drapery.pattern[1], self.drapery.pattern[0])
        down = sheet_coords(self.rows, self.columns)
        lower = down[:, 1:] if self.sleeve else down[:, :1]
        colour = np.asarray(self.drapery.colour, float)
        if self.drapery.fade is not None:
            share = np.clip((lower - 0.35) / 0.65, 0, 1)
            colour = colour * (1 - share) + np.asarray(self.drapery.fade) * share
        vertices["colour"][:, :3] = np.round(np.clip(np.broadcast_to(colour, (self.count, 3)), 0, 1) * 255)
        vertices["surface"][:, :2] = np.round(np.clip(coord[:, ::-1] % 1.0001, 0, 1) * 255)
        vertices["surface"][:, 3] = 255
        vertices["normal"][:, 3] = 127
        self.write(self.drapery.hanging.rest.astype(np.float32), vertices)
        vertices["surface"][:, 2] = np.round(np.clip(vertices["position"][:, 1] / 1.9, 0, 1) * 255)
        return vertices

    def write(self, points: Floats, out: NDArray[Any]) -> None:
        """Positions and normals for chains at `points` (chains, nodes, 3), in the person's own axes."""
        control = self._loops(points) if self.sleeve else points
        wide = (self.across @ control.reshape(len(control), -1)).reshape(len(self.across), -1, 3)
        grid = np.matmul(self.along, wide)
        normal = _grid_normals(grid, self.round, self.sleeve)
        hollow = _hollows(grid, normal, self.round)
        if self.round:
            grid, normal, hollow = (np.concatenate([a, a[:1]], 0) for a in (grid, normal, hollow))
        if self.sleeve:
            grid, normal, hollow = (np.concatenate([a, a[:, :1]], 1) for a in (grid, normal, hollow))
        out["position"][: self.count] = grid.reshape(-1, 3)
        out["normal"][: self.count, :3] = (normal * 126.0).reshape(-1, 3)
        out["surface"][: self.count, 3] = (hollow * 255.0).reshape(-1)

    def _loops(self, points: Floats) -> Floats:
        """Closed rings (rings, 2 nodes + 1, 3): over the arm, down one side and up the other.

        Cloth hangs along an arm that hangs: there rings close toward the body instead of downward.
        """
        down = _ones(points[:, 1] - points[:, 0])
        along = _ones(np.gradient(points[:, 0], axis=0))
        hangs = np.clip(np.sum(down * along, axis=1, keepdims=True), 0.0, 1.0) ** 2
        toward = down * (1.0 - hangs) + self.inward * hangs
        toward = _ones(toward - along * np.sum(toward * along, axis=1, keepdims=True))
        apart = _ones(np.cross(along, toward))[:, None] * self.wide[..., None]
        first = self.wide[:, :1, None]
        over = points[:, :1] - toward[:, None] * first
        held = points + toward[:, None] * (0.75 * hangs[:, None] * first)
        return np.concatenate([over, held + apart, (held - apart)[:, ::-1]], axis=1).astype(np.float32)


def _ones(vectors: Floats) -> Floats:
    """Vectors (n, 3) made one long."""
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6), np.float32)


def _outward(triangles: Integers) -> Integers:
    return triangles[:, [0, 2, 1]]


def _grid_normals(grid: Floats, wrap_rows: bool, wrap_columns: bool) -> Floats:
    """Unit normals of a sheet; ends that are joined see each other."""
    across = np.roll(grid, -1, 0) - np.roll(grid, 1, 0) if wrap_rows else np.gradient(grid, axis=0)
    along = np.roll(grid, -1, 1) - np.roll(grid, 1, 1) if wrap_columns else np.gradient(grid, axis=1)
    a, b, c = along[..., 0], along[..., 1], along[..., 2]
    x, y, z = across[..., 0], across[..., 1], across[..., 2]
    normal = np.stack([b * z - c * y, c * x - a * z, a * y - b * x], -1)
    return np.asarray(normal / (np.linalg.norm(normal, axis=2, keepdims=True) + 1e-9), np.float32)


def _hollows(grid: Floats, normal: Floats, round_: bool) -> Floats:
    """1 on ridges down to 0.35 in the valleys between folds (rows, columns, 1)."""
    reach = 2
    if round_:
        before, after = np.roll(grid, reach, 0), np.roll(grid, -reach, 0)
    else:
        padded = np.pad(grid, ((reach, reach), (0, 0), (0, 0)), mode="edge")
        before, after = padded[: -2 * reach], padded[2 * reach :]
    wide = np.linalg.norm(after - before, axis=2, keepdims=True) + 1e-4
    depth = ((0.5 * (before + after) - grid) * normal).sum(2, keepdims=True) / wide
    return np.asarray(
        np.clip(0.92 - 3.0 * np.maximum(depth, 0) + 1.0 * np.minimum(depth, 0), 0.35, 1.0), np.float32
    )


@lru_cache(maxsize=64)
def _upsampling(count: int, fine: int, round_: bool) -> Floats:
    """Catmull-Rom from `count` points to `fine` times as many (rows, count)."""
    places = np.arange(count * fine) / fine if round_ else np.arange((count - 1) * fine + 1) / fine
    first = np.floor(places).astype(int)
    f = places - first
    weights = (
        -0.5 * f + f**2 - 0.5 * f**3,
        1 - 2.5 * f**2 + 1.5 * f**3,
        0.5 * f + 2 * f**2 - 1.5 * f**3,
        -0.5 * f**2 + 0.5 * f**3,
    )
    matrix = np.zeros((len(places), count), np.float32)
    for offset, weight in enumerate(weights):
        column = first + offset - 1
        column = column % count if round_ else np.clip(column, 0, count - 1)
        np.add.at(matrix, (np.arange(len(places)), column), weight.astype(np.float32))
    return matrix
