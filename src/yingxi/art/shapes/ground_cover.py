"""What covers the ground: tufts of grass, reeds, flowers, stones. Leaves are grey for the tint to colour."""

import numpy as np

from yingxi.art.shapes.mesh import Finish, Mesh, make, merge
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.plants import LEAF, Plant, leaves


def tuft(
    seed: int, blades: int = 26, height: float = 0.42, width: float = 0.011, spread: float = 0.16
) -> Plant:
    """A tuft of grass: bent blades, dark at the root."""
    rng = np.random.default_rng(seed)
    angle, away = rng.random(blades) * 2 * np.pi, rng.random(blades) ** 0.6 * spread
    out = np.stack([np.cos(angle), np.zeros(blades), np.sin(angle)], 1)
    tall = height * rng.uniform(0.55, 1.15, blades)
    lean = out * (tall * rng.uniform(0.15, 0.75, blades))[:, None]
    mesh = _blades(out * away[:, None], lean, tall, width * rng.uniform(0.7, 1.3, blades), rng)
    return Plant(wood=merge([]), leaves=mesh)


def reed(seed: int, stems: int = 16, height: float = 2.2) -> Plant:
    """A clump of reeds with feathery heads (the heads are the wooden part: they keep their own colour)."""
    rng = np.random.default_rng(seed)
    angle, away = rng.random(stems) * 2 * np.pi, rng.random(stems) * 0.5
    out = np.stack([np.cos(angle), np.zeros(stems), np.sin(angle)], 1)
    tall = height * rng.uniform(0.65, 1.1, stems)
    lean = (out + np.array([0.5, 0, 0.1])) * (tall * rng.uniform(0.05, 0.22, stems))[:, None]
    root = out * away[:, None]
    stalks = _blades(root, lean, tall, np.full(stems, 0.016), rng)
    low = _blades(root, lean * 2.6, tall * 0.62, np.full(stems, 0.024), rng)
    top = root + lean + np.array([0, 1, 0]) * tall[:, None]
    plume = np.repeat(top, 5, 0)
    droop = rng.normal(0, 0.06, plume.shape) + np.array([0.14, -0.02, 0.03])
    width = rng.normal(0, 0.02, plume.shape) + np.array([0, 0.022, 0])
    tan = Finish(colour=(0.42, 0.32, 0.20), roughness=0.9)
    heads = leaves(plume - np.array([0, 0.05, 0]), plume + droop, width, tan, [0.2, 0.8, 0.3])
    return Plant(wood=heads, leaves=merge([stalks, low]))


def flower(seed: int, heads: int = 7, height: float = 0.36, petal: float = 0.035) -> Plant:
    """A clump of flowers: the stems are the wooden part (green), the petals take the tint."""
    rng = np.random.default_rng(seed)
    root = np.c_[rng.normal(0, 0.14, heads), np.zeros(heads), rng.normal(0, 0.14, heads)]
    tall = height * rng.uniform(0.6, 1.2, heads)
    lean = rng.normal(0, 0.06, (heads, 3)) * [1, 0, 1]
    stems = _blades(root, lean, tall, np.full(heads, 0.006), rng, (0.07, 0.13, 0.03))
    top = root + lean + np.array([0, 1, 0]) * tall[:, None]
    turn = np.arange(6) * (2 * np.pi / 6)
    ray = np.stack([np.cos(turn), np.full(6, 0.35), np.sin(turn)], 1)
    centre, way = np.repeat(top, 6, 0), np.tile(ray, (heads, 1))
    side = np.cross(way, [0, 1, 0]) * petal * 0.42
    petals = leaves(centre, centre + way * petal, side, Finish(colour=LEAF, roughness=0.6), [0, 1, 0])
    half = np.array([0.008, 0.0, 0.0])
    eyes = leaves(
        top - half,
        top + half,
        np.tile([0, 0, 0.008], (heads, 1)),
        Finish(colour=(0.75, 0.5, 0.08)),
        [0, 1, 0],
    )
    return Plant(wood=merge([stems, eyes]), leaves=petals)


def stone(seed: int, detail: int = 2, rough: float = 0.32) -> Mesh:
    """A boulder about 2 m across, flattened below, its faces broken by planes as rock breaks."""
    rng = np.random.default_rng(seed)
    points, triangles = _sphere(detail)
    planes = rng.normal(size=(11, 3))
    planes /= np.linalg.norm(planes, axis=1, keepdims=True)
    reach = rng.uniform(0.62, 1.0, 11)
    along = points @ planes.T
    radius = np.min(np.where(along > 0.05, reach / np.maximum(along, 0.05), 9.0), 1)
    radius = np.minimum(radius, 1.08) * (1 + rough * 0.12 * rng.normal(size=len(points)))
    places = points * radius[:, None] * [1.15, 0.72, 0.95]
    places[:, 1] = np.maximum(places[:, 1], -0.3)
    corners = places[triangles]
    facet = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    flat = np.repeat(facet, 3, 0)
    shade = np.clip(0.55 + 0.45 * corners.reshape(-1, 3)[:, 1] / 0.7, 0.2, 1)
    tone = 0.5 * np.repeat(rng.uniform(0.85, 1.15, len(triangles)), 3)[:, None] * np.ones(3)
    finish = Finish(colour=tone, roughness=0.85, open=shade, cavity=shade)
    index = np.arange(len(triangles) * 3).reshape(-1, 3)
    smooth = corners.reshape(-1, 3) / (np.linalg.norm(corners.reshape(-1, 3), axis=1, keepdims=True) + 1e-6)
    unit = flat / (np.linalg.norm(flat, axis=1, keepdims=True) + 1e-9)
    return make(corners.reshape(-1, 3), unit * 0.75 + smooth * 0.25, index, finish)


def _blades(
    root: Array,
    lean: Array,
    tall: Array,
    width: Array,
    rng: np.random.Generator,
    colour: tuple[float, float, float] = LEAF,
) -> Mesh:
    """Blades bent in two steps: five corners each, lit as the ground they stand on."""
    count = len(root)
    across = np.cross(lean + rng.normal(0, 0.02, lean.shape), [0, 1, 0])
    across = across / (np.linalg.norm(across, axis=1, keepdims=True) + 1e-6) * width[:, None]
    up = np.array([0, 1, 0])
    middle = root + lean * 0.32 + up * (tall * 0.62)[:, None]
    tip = root + lean + up * tall[:, None]
    corners = np.stack([root - across, root + across, middle - across * 0.8, middle + across * 0.8, tip], 1)
    pattern = np.array([[0, 1, 3], [0, 3, 2], [2, 3, 4]])
    triangles = (np.arange(count)[:, None, None] * 5 + pattern[None]).reshape(-1, 3)
    height = np.tile([0.0, 0.0, 0.6, 0.6, 1.0], count)
    shade = np.repeat(rng.uniform(0.75, 1.25, count), 5) * (0.62 + 0.5 * height)
    normal = np.repeat(lean * 0.6 + up * 0.55, 5, 0)
    finish = Finish(
        colour=np.clip(shade[:, None] * np.array(colour), 0, 1),
        roughness=0.6,
        open=0.35 + 0.65 * height,
        cavity=0.3 + 0.7 * height,
    )
    return make(corners.reshape(-1, 3), normal, triangles, finish)


def _sphere(detail: int) -> tuple[Array, Array]:
    """Points and triangles of an icosahedron divided `detail` times."""
    golden = (1 + 5**0.5) / 2
    base = np.array([(-1, golden, 0), (1, golden, 0), (-1, -golden, 0), (1, -golden, 0)], np.float64)
    points = np.concatenate([base, base[:, [2, 0, 1]], base[:, [1, 2, 0]]])
    from scipy.spatial import ConvexHull

    points /= np.linalg.norm(points, axis=1, keepdims=True)
    for _ in range(detail):
        faces = ConvexHull(points).simplices
        edges = np.unique(np.sort(faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), 1), axis=0)
        points = np.concatenate([points, points[edges].mean(1)])
        points /= np.linalg.norm(points, axis=1, keepdims=True)
    faces = ConvexHull(points).simplices
    a, b, c = (points[faces[:, k]] for k in range(3))
    outward = np.sum(np.cross(b - a, c - a) * a, 1) > 0
    return points.astype(np.float32), np.where(outward[:, None], faces, faces[:, [0, 2, 1]])
