"""The tree of a model: its nodes with their places, and the skins that bend its meshes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.art.own.container import Container, floats
from yingxi.art.own.refusal import broken, too_large

Matrices = NDArray[np.float64]
MOST_NODES = 20_000
MOST_JOINTS = 512


@dataclass(frozen=True, eq=False, slots=True)
class Tree:
    """Nodes from roots to leaves: `order` indices, `parent` (-1: none), and each one's own transform."""

    order: tuple[int, ...]
    parent: Mapping[int, int]
    move: Mapping[int, Matrices]
    turn: Mapping[int, Matrices]
    scale: Mapping[int, Matrices]
    fixed: Mapping[int, Matrices]


def read_tree(container: Container) -> Tree:
    """The nodes of the file's scene; UsageError where the tree has loops or is too large."""
    rows = container.rows("nodes")
    if len(rows) > MOST_NODES:
        raise too_large(f"{len(rows)} 个节点", f"{len(rows)} nodes, at most {MOST_NODES}")
    order, parent = _walk(container)
    move, turn, scale, fixed = {}, {}, {}, {}
    for index in order:
        node = container.item("nodes", index)
        move[index] = _vector(node.get("translation", (0, 0, 0)), 3)
        turn[index] = _vector(node.get("rotation", (0, 0, 0, 1)), 4)
        scale[index] = _vector(node.get("scale", (1, 1, 1)), 3)
        if "matrix" in node:
            fixed[index] = _vector(node["matrix"], 16).reshape(4, 4).T
    return Tree(tuple(order), parent, move, turn, scale, fixed)


def _walk(container: Container) -> tuple[list[int], dict[int, int]]:
    """Nodes of the scene, parents before children."""
    scenes = container.rows("scenes")
    roots = _roots(container, container.data.get("scene", 0) if scenes else None)
    order: list[int] = []
    parent: dict[int, int] = {}
    waiting = [(root, -1) for root in roots]
    while waiting:
        index, above = waiting.pop()
        node = container.item("nodes", index)
        if index in parent:
            raise broken("节点绕成了圈", "its nodes form a loop")
        parent[index] = above
        order.append(index)
        waiting += [(child, index) for child in _indices(node.get("children", []))]
    return order, parent


def _roots(container: Container, scene: Any) -> list[int]:
    if scene is not None:
        return _indices(container.item("scenes", scene).get("nodes", []))
    inner = {child for node in container.rows("nodes") for child in _indices(node.get("children", []))}
    return [k for k in range(len(container.rows("nodes"))) if k not in inner]


def _indices(values: Any) -> list[int]:
    if not isinstance(values, list) or any(not isinstance(v, int) for v in values):
        raise broken("节点编号不对", "a list of nodes is wrong")
    return [int(value) for value in values]


def _vector(values: Any, width: int) -> Matrices:
    try:
        found = np.asarray(values, np.float64)
    except (TypeError, ValueError) as error:
        raise broken("节点的位置不对", "a node's place is wrong") from error
    if found.shape != (width,) or not np.isfinite(found).all():
        raise broken("节点的位置不对", "a node's place is wrong")
    return found


def placed(
    tree: Tree,
    move: Mapping[int, Matrices] | None = None,
    turn: Mapping[int, Matrices] | None = None,
    scale: Mapping[int, Matrices] | None = None,
) -> dict[int, Matrices]:
    """World matrices (4, 4) of all nodes, with some of their transforms replaced."""
    world: dict[int, Matrices] = {}
    for index in tree.order:
        changed = any(index in (given or ()) for given in (move, turn, scale))
        if index in tree.fixed and not changed:
            own = tree.fixed[index]
        else:
            own = matrix_of(
                (move or {}).get(index, tree.move[index]),
                (turn or {}).get(index, tree.turn[index]),
                (scale or {}).get(index, tree.scale[index]),
            )
        above = tree.parent[index]
        world[index] = own if above < 0 else world[above] @ own
    return world


def matrix_of(move: Matrices, turn: Matrices, scale: Matrices) -> Matrices:
    """A (4, 4) matrix from metres, a quaternion (x, y, z, w) and scales."""
    x, y, z, w = turn / max(float(np.linalg.norm(turn)), 1e-12)
    rotation = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    matrix = np.eye(4)
    matrix[:3, :3] = rotation * scale
    matrix[:3, 3] = move
    return matrix


@dataclass(frozen=True, eq=False, slots=True)
class Binding:
    """Bones of a model: `nodes` whose world matrices times `inverse` (k, 4, 4) carry vertices."""

    nodes: tuple[int, ...]
    inverse: Matrices


def read_skin(container: Container, index: Any, tree: Tree) -> Binding:
    """A skin's joints with their inverse bind matrices."""
    skin = container.item("skins", index)
    joints = _indices(skin.get("joints", []))
    if not joints or len(joints) > MOST_JOINTS:
        raise too_large(f"{len(joints)} 块骨头", f"{len(joints)} joints, 1 to {MOST_JOINTS} are read")
    if any(joint not in tree.parent for joint in joints):
        raise broken("骨头不在场景里", "a skin's joint is not in the scene")
    inverse = np.tile(np.eye(4), (len(joints), 1, 1))
    if "inverseBindMatrices" in skin:
        found = floats(container, skin["inverseBindMatrices"], MOST_JOINTS)
        if found.shape != (len(joints), 16):
            raise broken("骨骼矩阵数目不对", "a skin's matrices do not fit its joints")
        inverse = found.reshape(-1, 4, 4).transpose(0, 2, 1).astype(np.float64)
    return Binding(tuple(joints), inverse)


def palette(bindings: Sequence[Binding], world: Mapping[int, Matrices]) -> NDArray[np.float32]:
    """What each bone of all bindings does to a vertex (k, 3, 4), in the model's own axes."""
    rows = [
        world[node] @ inverse
        for one in bindings
        for node, inverse in zip(one.nodes, one.inverse, strict=True)
    ]
    return np.asarray(rows, np.float32)[:, :3]
