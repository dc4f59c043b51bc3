"""Models that take long to build are kept on disk, so that the next process only reads them."""

import json
from collections.abc import Callable, Iterator
from functools import cache, wraps
from pathlib import Path
from shutil import rmtree
from typing import ParamSpec, cast

import numpy as np

from yingxi.film.errors import YingxiError
from yingxi.store import digest, write_bytes
from yingxi.store.home import cache_folder
from yingxi.world.scene import VERTEX, Model, Surface

Parameters = ParamSpec("Parameters")
Described = tuple[list[tuple[str, str, int, int]], float]
"""Surfaces of one version (material, semantic, vertices, triangles); metres from which the next is drawn."""


def kept(build: Callable[Parameters, Model]) -> Callable[Parameters, Model]:
    """Remember what a builder of models made: in this process, and on disk for the next.

    The art department's own code is part of the key. A disk that cannot be written only costs time.
    """

    @cache
    @wraps(build)
    def recall(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Model:
        key = digest("model", build.__module__, build.__qualname__, args, kwargs)
        path = shelf() / f"{key}.model"
        try:
            return read_model(path.read_bytes())
        except (OSError, ValueError):
            model = build(*args, **kwargs)
        try:
            write_bytes(path, model_bytes(model))
        except (OSError, YingxiError):
            return model
        return model

    return cast("Callable[Parameters, Model]", recall)


@cache
def shelf() -> Path:
    """The folder for what this very code builds; what other code left there is cleared away."""
    art = Path(__file__).parent
    sources = [*sorted(art.rglob("*.py")), art.parent / "world" / "scene.py"]
    facts = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in sources]
    models = cache_folder() / "models"
    own = models / digest("models", np.__version__, facts)[:16]
    if not own.is_dir() and models.is_dir():
        for other in models.iterdir():
            rmtree(other, ignore_errors=True)
    return own


def versions_of(model: Model | None) -> Iterator[Model]:
    """A model and its far versions, from near to far."""
    while model is not None:
        yield model
        model = model.far


def model_bytes(model: Model) -> bytes:
    """A line of JSON that tells the parts, then all vertices, then all triangles."""
    versions = list(versions_of(model))
    parts: list[Described] = [
        (
            [(s.material, s.semantic, len(s.vertices), len(s.triangles)) for s in version.surfaces],
            version.far_beyond,
        )
        for version in versions
    ]
    surfaces = [surface for version in versions for surface in version.surfaces]
    vertices = b"".join(np.ascontiguousarray(s.vertices, VERTEX).tobytes() for s in surfaces)
    triangles = b"".join(np.ascontiguousarray(s.triangles, np.uint32).tobytes() for s in surfaces)
    return json.dumps(parts).encode() + b"\n" + vertices + triangles


def read_model(data: bytes) -> Model:
    """A model from its bytes; ValueError where they are not whole."""
    head, _, body = data.partition(b"\n")
    parts: list[Described] = json.loads(head)
    sizes = [size for surfaces, _ in parts for size in surfaces]
    split = VERTEX.itemsize * sum(vertices for _, _, vertices, _ in sizes)
    if len(body) != split + 12 * sum(triangles for _, _, _, triangles in sizes):
        raise ValueError("a kept model is cut short")
    vertices = np.frombuffer(body, VERTEX, split // VERTEX.itemsize)
    triangles = np.frombuffer(body, np.uint32, offset=split).reshape(-1, 3)
    point = face = 0
    cut: list[tuple[list[Surface], float]] = []
    for described, beyond in parts:
        surfaces = []
        for material, semantic, points, faces in described:
            own = vertices[point : point + points], triangles[face : face + faces]
            surfaces.append(Surface(material, semantic, *own))
            point, face = point + points, face + faces
        cut.append((surfaces, beyond))
    model: Model | None = None
    for surfaces, beyond in reversed(cut):
        model = Model(tuple(surfaces), model, beyond)
    if model is None:
        raise ValueError("a kept model has no parts")
    return model
