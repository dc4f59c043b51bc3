"""A world's meshes in one vertex and one index buffer, and the table of what to draw."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.film.errors import YingxiError
from yingxi.world.rigging import HELD, pack_rig
from yingxi.world.scene import VERTEX, Model, Rig, Surface, World
from yingxi.world.weather import flake_models

SEMANTICS = (
    "none",
    "person",
    "cloth",
    "wood",
    "stone",
    "roof",
    "plant",
    "rock",
    "ground",
    "water",
    "metal",
    "sky",
    "light",
    "skin",
    "hair",
    "animal",
    "vehicle",
    "building",
    "paper",
    "glass",
    "snow",
    "sand",
    "flower",
    "mountain",
    "wall",
    "cloud",
)
"""Numbers of the mask picture; a semantic that is not here is 'none'."""


@dataclass(frozen=True, slots=True)
class Part:
    """One surface of a model within the buffers; `rig` is its first row of the rigs, -1 without one."""

    material: str
    semantic: int
    first_index: int
    indices: int
    base_vertex: int
    vertices: int
    rig: int = -1
    bones: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class Kind:
    """A drawable model: its parts and the sphere around it (metres, model space)."""

    name: str
    parts: tuple[Part, ...]
    centre: np.ndarray
    radius: float
    far: int
    far_beyond: float
    yields: bool = True


@dataclass(frozen=True, eq=False, slots=True)
class Geometry:
    """Packed meshes: `kinds` by number, `number` by model name, `rigs` (n,) HELD of what bones bend."""

    vertices: np.ndarray
    triangles: np.ndarray
    kinds: tuple[Kind, ...]
    number: Mapping[str, int]
    centres: np.ndarray
    radii: np.ndarray
    far: np.ndarray
    far_beyond: np.ndarray
    triangles_of: np.ndarray
    yields: np.ndarray
    rigs: np.ndarray

    @property
    def materials(self) -> tuple[str, ...]:
        """Every material in use, sorted."""
        return tuple(sorted({part.material for kind in self.kinds for part in kind.parts}))


def models_of(world: World) -> dict[str, Model]:
    """All models of a world and its actors; two actors may share a name only for the same model."""
    models = (
        {**flake_models(), **world.models} if world.air.petals or world.air.leaves else dict(world.models)
    )
    for actor in world.actors:
        for name, model in actor.models.items():
            if models.setdefault(name, model) is not model:
                raise YingxiError(f"two different models are called '{name}'; give each its own name")
    return models


def pack(models: Mapping[str, Model]) -> Geometry:
    """Concatenate all meshes; far versions become kinds of their own."""
    packer = Packer()
    for name, model in models.items():
        packer.add(name, model)
    return packer.finish()


class Packer:
    """Collects meshes one after another."""

    def __init__(self) -> None:
        self.vertices: list[np.ndarray] = []
        self.triangles: list[np.ndarray] = []
        self.kinds: list[Kind] = []
        self.number: dict[str, int] = {}
        self.rigs: list[np.ndarray] = []
        self.rig_at: dict[Rig, int] = {}
        self.vertex_total = 0
        self.index_total = 0
        self.rig_total = 0

    def add(self, name: str, model: Model) -> int:
        """Pack a model (and first its far version); its number."""
        far = -1 if model.far is None else self.add(f"{name}/far", model.far)
        parts = tuple(self.add_part(surface) for surface in model.surfaces)
        points = np.concatenate(
            [surface.vertices["position"] for surface in model.surfaces] or [np.zeros((1, 3))]
        )
        low, high = points.min(0), points.max(0)
        centre = (low + high) / 2
        radius = float(np.sqrt(((points - centre) ** 2).sum(1).max()))
        self.number[name] = len(self.kinds)
        beyond = model.far_beyond if far >= 0 else np.inf
        self.kinds.append(Kind(name, parts, centre, radius, far, beyond, model.yields))
        return self.number[name]

    def add_part(self, surface: Surface) -> Part:
        """Append one surface's vertices and triangles."""
        vertices = np.ascontiguousarray(surface.vertices, VERTEX)
        triangles = np.ascontiguousarray(surface.triangles, np.uint32)
        semantic = surface.semantic
        part = Part(
            surface.material,
            SEMANTICS.index(semantic) if semantic in SEMANTICS else 0,
            self.index_total,
            triangles.size,
            self.vertex_total,
            len(vertices),
            -1 if surface.rig is None else self.add_rig(surface.rig),
            0 if surface.rig is None else int(surface.rig.joints.max(initial=0)) + 1,
        )
        self.vertices.append(vertices)
        self.triangles.append(triangles.reshape(-1))
        self.vertex_total += len(vertices)
        self.index_total += triangles.size
        return part

    def add_rig(self, rig: Rig) -> int:
        """Where a rig begins; those that several models share are packed once."""
        if rig not in self.rig_at:
            self.rig_at[rig] = self.rig_total
            self.rigs.append(pack_rig(rig))
            self.rig_total += len(rig.position)
        return self.rig_at[rig]

    def finish(self) -> Geometry:
        """The packed whole."""
        kinds = tuple(self.kinds)
        return Geometry(
            np.concatenate(self.vertices or [np.zeros(1, VERTEX)]),
            np.concatenate(self.triangles or [np.zeros(3, np.uint32)]),
            kinds,
            self.number,
            np.array([kind.centre for kind in kinds], np.float32).reshape(-1, 3),
            np.array([kind.radius for kind in kinds], np.float32),
            np.array([kind.far for kind in kinds], np.int32),
            np.array([kind.far_beyond for kind in kinds], np.float32),
            np.array([sum(part.indices for part in kind.parts) // 3 for kind in kinds], np.int64),
            np.array([kind.yields for kind in kinds], bool),
            np.concatenate(self.rigs or [np.zeros(0, HELD)]),
        )
