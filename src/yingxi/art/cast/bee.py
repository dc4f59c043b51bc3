"""A honeybee, drawn as large as a hand so that it can play: it hovers, flies and swarms on glassy wings."""

import math
from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.cast.animal_body import Flesh, Skin, coarser, grow, hold, joined, locks, sketch, stiff
from yingxi.art.cast.animal_rig import Animal, Bones, Going, Herd, Posed, herd
from yingxi.art.kept import kept
from yingxi.art.shapes import Finish, Mesh, ball, grid, merge, model, tube
from yingxi.world.scene import Array, Model

AMBER, BLACK, FUR = (0.62, 0.30, 0.03), (0.018, 0.013, 0.010), (0.50, 0.30, 0.08)
BONES = Bones(
    {
        "thorax": ("", (0.0, 0.062, 0.0)),
        "head": ("thorax", (0.030, 0.062, 0.0)),
        "abdomen": ("thorax", (-0.028, 0.062, 0.0)),
        **{f"wing.{s}": ("thorax", (0.006, 0.088, sign * 0.012)) for s, sign in (("L", -1.0), ("R", 1.0))},
    }
)
PARTS = (
    Flesh(bone="thorax", start=(-0.010, 0.064, 0), end=(0.012, 0.065, 0), radius=(0.031, 0.029)),
    Flesh(
        bone="head",
        start=(0.046, 0.060, 0),
        end=(0.050, 0.052, 0),
        radius=(0.021, 0.018),
        squash=(1.25, 1, 0.9),
    ),
    Flesh(bone="abdomen", start=(-0.040, 0.060, 0), end=(-0.066, 0.053, 0), radius=(0.028, 0.031)),
    Flesh(bone="abdomen", start=(-0.066, 0.053, 0), end=(-0.108, 0.038, 0), radius=(0.030, 0.010)),
)


def paint(mesh: Mesh) -> Array:
    """A furred amber chest, black and amber rings behind, a dark face."""
    x, y, _ = mesh.position.T
    along = -(x + 0.030) - 0.25 * (y - 0.05)
    ring = np.clip(6.0 * np.sin(2 * np.pi * along / 0.0175) + 1.2, 0, 1)
    amber, black, fur = (np.array(c) for c in (AMBER, BLACK, FUR))
    colour = amber * (1 - ring[:, None]) + black * ring[:, None]
    chest = np.clip((x + 0.031) / 0.004, 0, 1)[:, None]
    face = np.clip((x - 0.028) / 0.004, 0, 1)[:, None]
    spot = np.clip(1 - np.hypot(x - 0.002, y - 0.098) / 0.016, 0, 1)[:, None]
    colour = colour * (1 - chest) + (fur * (1 - 0.85 * spot)) * chest
    colour = colour * (1 - face) + np.array((0.10, 0.06, 0.03)) * face
    tip = np.clip((-0.098 - x) / 0.006, 0, 1)[:, None]
    return np.asarray(colour * (1 - tip) + black * tip, np.float32)


def _fur(count: int, bones: dict[str, int]) -> Skin:
    """Short hairs that stand off the chest and the front of the abdomen."""
    dice = np.random.default_rng(3)
    out = dice.normal(0, 1, (count, 3))
    out[:, 1] = np.abs(out[:, 1]) * 1.1 - 0.25
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    middle = np.where(dice.random((count, 1)) < 0.75, (0.001, 0.064, 0.0), (-0.040, 0.060, 0.0))
    roots = middle + out * (0.030, 0.029, 0.029)
    falls = out * dice.uniform(0.008, 0.015, (count, 1)) - (0.004, 0.0, 0.0)
    return locks(roots, falls, np.full(count, 0.0017), np.array(FUR), hold(PARTS, bones, roots, 0.01), 0.1, 3)


def _wings(columns: int) -> tuple[Mesh, Mesh]:
    """Fore and hind wing of both sides, stretched out and back; each seen from above and below."""
    found = []
    for sign in (-1.0, 1.0):
        sheets = []
        for length, wide, sweep, x in ((0.088, 0.030, 0.42, 0.004), (0.058, 0.022, 0.95, -0.010)):
            share = np.linspace(0, 1, columns)
            half = wide * np.sin(np.pi * share**0.62) ** 0.75 * 0.5 + 0.001
            middle = np.stack(
                [
                    x - np.sin(sweep) * length * share,
                    0.090 + 0.014 * share,
                    0.012 + np.cos(sweep) * length * share,
                ],
                1,
            )
            across = np.array((np.cos(sweep), 0.0, np.sin(sweep)))
            rows = np.stack(
                [
                    middle + half[:, None] * across,
                    middle + 0.15 * half[:, None] * across,
                    middle - half[:, None] * across,
                ],
                1,
            )
            rows[..., 2] *= sign
            tint = Finish(colour=(0.86, 0.80, 0.66), roughness=0.1)
            sheets += [grid(rows, tint), grid(rows, tint, flipped=True)]
        found.append(merge(sheets))
    return found[0], found[1]


def _face() -> Mesh:
    """Great dark eyes, antennae with an elbow, a proboscis."""
    eye = Finish(colour=(0.012, 0.009, 0.012), roughness=0.10)
    horn = Finish(colour=(0.03, 0.02, 0.014), roughness=0.4)
    parts = [ball((0.050, 0.063, s * 0.0155), (0.0105, 0.0145, 0.0085), eye, 12, 8) for s in (-1, 1)]
    for s in (-1, 1):
        parts.append(
            tube(
                [(0.060, 0.068, s * 0.005), (0.070, 0.080, s * 0.010), (0.090, 0.078, s * 0.020)],
                [0.0022, 0.0018, 0.0016],
                horn,
                5,
            )
        )
    return merge(
        [
            *parts,
            tube([(0.060, 0.046, 0), (0.066, 0.036, 0), (0.063, 0.028, 0)], [0.003, 0.002, 0.001], horn, 5),
        ]
    )


def _legs() -> Mesh:
    """Six legs drawn up in flight, pollen on the last pair."""
    horn = Finish(colour=(0.035, 0.024, 0.016), roughness=0.4)
    pollen = Finish(colour=(0.80, 0.46, 0.02), roughness=0.8)
    parts = []
    for s in (-1, 1):
        for x, back, low in ((0.018, 0.010, 0.030), (0.0, -0.012, 0.022), (-0.016, -0.038, 0.012)):
            knee = (x + back * 0.4, 0.040, s * 0.034)
            parts.append(
                tube(
                    [
                        (x, 0.044, s * 0.014),
                        knee,
                        (x + back, low, s * 0.028),
                        (x + 1.5 * back, low - 0.010, s * 0.024),
                    ],
                    [0.0034, 0.0032, 0.0022, 0.0010],
                    horn,
                    5,
                )
            )
        parts.append(ball((-0.046, 0.024, s * 0.030), (0.009, 0.007, 0.005), pollen, 8, 6))
    return merge(parts)


@cache
def bee() -> Animal:
    """The bee with its far versions."""
    bones = BONES.number
    skin = grow(PARTS, bones, 0.0022, 0.0036, paint)
    left, right = _wings(9)
    glassy = [stiff(left, "wing.L", bones, "glass"), stiff(right, "wing.R", bones, "glass")]
    few_left, few_right = _wings(5)
    near = joined(
        [skin, _fur(330, bones), stiff(_face(), "head", bones), stiff(_legs(), "thorax", bones), *glassy]
    )
    few = [stiff(few_left, "wing.L", bones, "glass"), stiff(few_right, "wing.R", bones, "glass")]
    middle = joined([coarser(skin, 0.009), *few])
    far = joined([sketch(PARTS, bones, paint, 5)])
    return Animal(
        name="bee",
        versions=((near, 1.6), (middle, 6.0), (far, 1e9)),
        pose=pose,
        stride=lambda speed: 1.0,
        size=(0.20, 0.13, 0.19),
    )


def pose(going: Going) -> Posed:
    """Hanging in the air, tail low; the wings never still."""
    t = going.t
    posed = Posed(BONES, 0.010 * math.sin(3.1 * t) + 0.004 * math.sin(7.3 * t))
    fast = min(going.speed / 2.0, 1.0)
    posed.bend("thorax", 0.22 - 0.30 * fast + 0.05 * math.sin(2.3 * t), 0.06 * math.sin(1.1 * t))
    posed.bend("head", -0.12 + 0.08 * math.sin(1.7 * t), 0.20 * math.sin(0.9 * t))
    posed.bend("abdomen", 0.10 + 0.08 * math.sin(2.9 * t))
    stroke = 0.75 * math.sin(2 * math.pi * 10.6 * t)
    for side, sign in (("L", 1.0), ("R", -1.0)):
        posed.bend(f"wing.{side}", 0.10 * math.cos(2 * math.pi * 10.6 * t), 0.0, sign * (0.22 + stroke))
    return posed


@kept
def bee_dot_model() -> Model:
    """A bee as seen a few metres off: for the air about hives and flowers. 3 cm long."""
    stripes = Finish(colour=AMBER, roughness=0.6)
    body = [ball((0, 0, 0), (0.009, 0.008, 0.008), Finish(colour=FUR, roughness=0.7), 7, 5)]
    body += [
        ball((-0.012, -0.001, 0), (0.010, 0.007, 0.007), stripes, 7, 5),
        ball((-0.018, -0.002, 0), (0.006, 0.0055, 0.0055), Finish(colour=BLACK), 6, 4),
    ]
    body += [ball((0.010, 0, 0), (0.005, 0.005, 0.006), Finish(colour=BLACK), 6, 4)]
    body += [
        ball(
            (-0.004, 0.009, s * 0.010),
            (0.006, 0.001, 0.010),
            Finish(colour=(0.75, 0.74, 0.70), roughness=0.2),
            6,
            3,
        )
        for s in (-1, 1)
    ]
    small = model(
        [
            (
                ball((-0.005, 0, 0), (0.016, 0.008, 0.008), Finish(colour=(0.24, 0.13, 0.03)), 5, 3),
                "hero",
                "animal",
            )
        ]
    )
    return model([(merge(body), "hero", "animal")], small, 4)


def build_bee(sheet: CallSheet) -> Herd:
    """Bees along their paths, each with the small swings of its own flight."""
    count, dice = len(sheet.paths), sheet.random()
    sizes = np.r_[1.0, dice.uniform(0.8, 1.05, count)][:count]
    paths = tuple(_weaving(path, 2.1 * k + 0.4) for k, path in enumerate(sheet.paths))
    return herd(sheet, bee(), np.ones((count, 3)), sizes, heard="insects", lean=0.8, paths=paths)


def _weaving(path: Path, phase: float) -> Path:
    """A way with quick small swings."""
    swing = np.array((0.05, 0.04, 0.06), np.float32)

    def position(t: float) -> Array:
        turns = np.sin(np.array((2.3, 3.1, 1.9)) * t + phase * np.array((1.0, 1.7, 2.3)))
        return np.asarray(path.position(t) + swing * turns, np.float32)

    return Path(position=position, yaw=lambda t: path.yaw(t) + 0.25 * math.sin(1.3 * t + phase))


ASSET = Asset(
    id="bee",
    kind="cast",
    words=Words(
        zh=("蜜蜂", "蜂", "蜂群", "小蜜蜂", "工蜂"),
        en=("bee", "bees", "honeybee", "honey bee", "bumblebee", "swarm of bees"),
    ),
    build=build_bee,
    size=(0.20, 0.13, 0.19),
    lives="sky",
    actions=("hover", "fly", "circle"),
    closest="ms",
)
