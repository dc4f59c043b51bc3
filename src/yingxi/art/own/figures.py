"""A person's model ready to play: its versions, its loops and how far each carries it; kept on disk."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from yingxi.art.kept import shelf
from yingxi.art.own.motion import Clip, is_moving
from yingxi.art.own.sculpture import Sculpture, read_sculpture, skinned
from yingxi.art.own.versions import Piece, Version, versions_of
from yingxi.film.errors import YingxiError
from yingxi.store import digest, write_bytes
from yingxi.world.scene import Model, Surface


@dataclass(frozen=True, eq=False, kw_only=True)
class Loop:
    """A clip in play: `stride` metres that one round carries the figure (0: it plays in its place)."""

    clip: Clip
    stride: float
    moving: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class Figure:
    """What a file became: versions from near to far, loops, (length, height, width) in metres."""

    versions: tuple[Version, ...]
    loops: tuple[Loop, ...]
    size: tuple[float, float, float]

    @property
    def bends(self) -> bool:
        """Whether bones move any of it."""
        return any(piece.bones.shape[1] for version in self.versions for piece in version.pieces)

    @property
    def model(self) -> Model:
        """The figure at rest with its far versions."""
        model: Model | None = None
        for version in reversed(self.versions):
            parts = tuple(replace(piece.surface, rig=piece.rig) for piece in version.pieces)
            model = Model(parts, model, version.beyond if model is not None else 40.0)
        if model is None:
            raise YingxiError("a figure has no versions")
        return model


@lru_cache(maxsize=32)
def figure_at(path: Path, identity: str, height: float | None, turned: float, semantic: str) -> Figure:
    """The figure of the file at `path`, whose SHA-256 is `identity`; made once, then read from disk."""
    kept = shelf() / f"{digest('own', identity, height, turned, semantic)}.figure"
    try:
        return figure_from(kept.read_bytes())
    except (OSError, ValueError, KeyError, BadZipFile):
        figure = make_figure(read_sculpture(path, height, turned), semantic)
    try:
        write_bytes(kept, figure_bytes(figure))
    except (OSError, YingxiError):
        return figure
    return figure


def make_figure(sculpture: Sculpture, semantic: str) -> Figure:
    """A sculpture with its far versions and the strides of its loops."""
    return Figure(
        versions=versions_of(sculpture, semantic),
        loops=tuple(_loop(sculpture, clip) for clip in sculpture.clips),
        size=sculpture.size,
    )


def _loop(sculpture: Sculpture, clip: Clip) -> Loop:
    """A clip held in its place, with the way that its own feet or its root say it goes."""
    part = max(sculpture.parts, key=lambda one: one.bones.shape[1] * len(one.position))
    rows = _few(part.position, 1200)
    few = replace(part, position=part.position[rows], normal=part.normal[rows], bones=part.bones[rows],
                  weights=part.weights[rows])  # fmt: skip
    places = np.stack([skinned(few, bones)[0] for bones in clip.bones])
    drift = float(places[-1, :, 0].mean() - places[0, :, 0].mean())
    if abs(drift) > 0.3 * sculpture.size[0]:
        bones = clip.bones.copy()
        bones[..., 0, 3] -= np.linspace(0, drift, len(bones), dtype=np.float32)[:, None]
        return Loop(clip=replace(clip, bones=bones), stride=abs(drift), moving=True)
    stride = _stride(places, sculpture.size[1])
    return Loop(clip=clip, stride=stride, moving=is_moving(clip) or stride > 0)


def _few(position: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    return np.unique(np.linspace(0, len(position) - 1, most).astype(np.int64))


def _stride(places: NDArray[np.float32], height: float) -> float:
    """How far the feet push back in one round: the lowest places of each frame stand on the ground."""
    if len(places) < 4:
        return 0.0
    around = np.concatenate([places, places[:1]])
    way = 0.0
    for now, later in pairwise(around):
        low = now[:, 1] <= np.quantile(now[:, 1], 0.03)
        way += float(np.median(now[low, 0] - later[low, 0]))
    return way if way > 0.12 * height else 0.0


def figure_bytes(figure: Figure) -> bytes:
    """A figure as one file of arrays."""
    arrays: dict[str, NDArray[Any]] = {}
    head: dict[str, Any] = {"size": figure.size, "versions": [], "loops": []}
    for v, version in enumerate(figure.versions):
        head["versions"].append({"beyond": version.beyond, "pieces": []})
        for p, piece in enumerate(version.pieces):
            head["versions"][-1]["pieces"].append([piece.surface.material, piece.surface.semantic])
            arrays |= {f"{v}.{p}.{name}": value for name, value in _arrays(piece).items()}
    for k, loop in enumerate(figure.loops):
        head["loops"].append([loop.clip.name, loop.stride, loop.moving])
        arrays[f"loop.{k}"] = loop.clip.bones
    arrays["head"] = np.frombuffer(json.dumps(head).encode(), np.uint8)
    file = BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def _arrays(piece: Piece) -> dict[str, NDArray[Any]]:
    return {
        "vertices": piece.surface.vertices, "triangles": piece.surface.triangles, "bind": piece.bind,
        "facing": piece.facing, "bones": piece.bones, "weights": piece.weights,
    }  # fmt: skip


def figure_from(data: bytes) -> Figure:
    """A figure from its bytes; ValueError, KeyError or BadZipFile where they are not whole."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        head = json.loads(arrays["head"].tobytes())
        versions = tuple(
            Version(
                pieces=tuple(_piece(arrays, f"{v}.{p}", *names) for p, names in enumerate(row["pieces"])),
                beyond=float(row["beyond"]),
            )
            for v, row in enumerate(head["versions"])
        )
        loops = tuple(
            Loop(clip=Clip(name, arrays[f"loop.{k}"]), stride=float(stride), moving=bool(moving))
            for k, (name, stride, moving) in enumerate(head["loops"])
        )
    length, height, width = head["size"]
    return Figure(versions=versions, loops=loops, size=(length, height, width))


def _piece(arrays: Mapping[str, NDArray[Any]], key: str, material: str, semantic: str) -> Piece:
    return Piece(
        surface=Surface(material, semantic, arrays[f"{key}.vertices"], arrays[f"{key}.triangles"]),
        bind=arrays[f"{key}.bind"], facing=arrays[f"{key}.facing"], bones=arrays[f"{key}.bones"],
        weights=arrays[f"{key}.weights"],
    )  # fmt: skip
