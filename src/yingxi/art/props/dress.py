"""A long silk dress on a dressmaker's stand; its skirt and sash stir in the air."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, surface
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, grid, lathe, tube
from yingxi.world.scene import Model, Moment, Sound

TALL, WAIST = 1.62, 1.10
"""Height of the collar and of the waist in metres."""
SILK = (0.42, 0.035, 0.045)
GOLD = Finish(colour=(0.80, 0.52, 0.15), roughness=0.3, metal=0.85)
WOOD = Finish(colour=(0.13, 0.065, 0.03), roughness=0.35)
BUST = np.array(
    [
        (WAIST, 0.118, 0.098), (1.16, 0.126, 0.104), (1.24, 0.150, 0.122), (1.32, 0.166, 0.134),
        (1.38, 0.172, 0.122), (1.44, 0.178, 0.100), (1.49, 0.165, 0.082), (1.53, 0.105, 0.066),
        (1.555, 0.062, 0.058), (TALL, 0.056, 0.054),
    ]
)  # fmt: skip
"""Height, half width and half depth of the bodice."""


@kept
def stand_model() -> Model:
    """The stand: a turned post on three feet, and the wooden cap where the neck ends."""
    post = lathe([(0.020, 0.10), (0.032, 0.16), (0.018, 0.22), (0.016, 0.9), (0.016, TALL)], WOOD, 12)
    cap = lathe(
        [
            (0.0, TALL - 0.01),
            (0.052, TALL - 0.01),
            (0.056, TALL + 0.008),
            (0.03, TALL + 0.03),
            (0.014, TALL + 0.05),
            (0.022, TALL + 0.075),
            (0.0, TALL + 0.095),
        ],
        WOOD,
        16,
    )
    feet = []
    for angle in (0.4, 2.5, 4.6):
        out = np.array([np.cos(angle), 0, np.sin(angle)])
        feet.append(
            tube(
                [out * 0.01 + [0, 0.15, 0], out * 0.14 + [0, 0.09, 0], out * 0.27 + [0, 0.02, 0]],
                [0.022, 0.02, 0.016],
                WOOD,
                6,
            )
        )
    clasps = [
        ball((0.005, y, 0.5 * (w + d) * 0.0 + d + 0.006), 0.011, GOLD, 8, 6)
        for y, w, d in ((1.60, 0.05, 0.055), (1.50, 0.1, 0.08), (1.40, 0.1, 0.117))
    ]
    return model([(merge([post, cap, *feet]), "hero", "wood"), (merge(clasps), "metal", "metal")])


@dataclass(frozen=True, eq=False, kw_only=True)
class Dresses:
    """Dresses on their paths in one colour of silk."""

    paths: tuple[Path, ...]
    colour: tuple[float, float, float]

    @cached_property
    def models(self) -> Mapping[str, Model]:
        """The dress as it hangs when the shot begins, a plain one for afar, and the stand."""
        far = model(
            [(merge(_dress(0.0, 8, 24)), "drape", "cloth")],
            model([(merge(_dress(0.0, 4, 10)), "drape", "cloth")]),
            24,
        )
        return {
            "long_dress": model([(merge(_dress(0.0, 30, 96)), "drape", "cloth")], far, 9),
            "dress_stand": stand_model(),
        }

    def at(self, t: float) -> Moment:
        """The cloth as the air moves it."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths])
        cloth = surface(merge(_dress(t, 30, 96)), "drape", "cloth", (0.0, TALL)).vertices
        tint = np.array(self.colour) / 0.6
        return Moment(
            instances={
                "long_dress": instances(floor, 1.0, yaw, tint=tint, parameter=1.0),
                "dress_stand": instances(floor, 1.0, yaw),
            },
            shapes={"long_dress": (cloth,)},
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([0.55, 0, 0.55], np.float32)
        return floor.min(0) - half, floor.max(0) + half + np.array([0, TALL + 0.1, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """It never touches the water."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Silk rustles too softly to be heard."""
        return ()


def _dress(t: float, rows: int, columns: int) -> list[Mesh]:
    """Skirt, bodice and sash at `t`."""
    return [
        _skirt(t, rows, columns),
        _bodice(max(rows // 2, 4), max(columns // 3, 8)),
        *_sash(t, max(rows // 2, 3)),
    ]


def _cloth(points: Array, tone: Array, folds: float = 1.0) -> Mesh:
    """A sheet of the dress: the surface's first two bytes are across and down for the folds of 'drape'."""
    down = np.linspace(1, 0, points.shape[0])[:, None] + 0 * tone
    across = folds * np.linspace(0, 1, points.shape[1])[None] + 0 * tone
    finish = Finish(
        colour=0.6 * tone[..., None] * np.ones(3),
        roughness=across,
        metal=down,
        open=np.clip(tone, 0, 1),
        cavity=np.clip(tone, 0, 1),
    )
    return grid(points, finish, closed=True)


def _skirt(t: float, rows: int, columns: int) -> Mesh:
    """From the waist to the floor: narrow over the hips, then in folds that a breath of air swings."""
    s = np.linspace(1, 0, rows)[:, None]
    angle = np.linspace(0, 2 * np.pi, columns + 1)[None]
    flare = 0.112 + 0.075 * np.sin(np.minimum(s * 3.2, 1) * np.pi / 2) + 0.30 * s**2.1
    fold = np.cos(15 * angle + 1.6 * np.sin(3 * angle)) * 0.62 + 0.38 * np.cos(24 * angle + 1.0)
    sway = 0.055 * s**2 * np.sin(1.6 * t - 2.2 * s + 2.0 * np.sin(angle))
    reach = flare * (1 + 0.135 * s**1.3 * fold) + sway
    x, z = reach * np.cos(angle), reach * 0.92 * np.sin(angle) - 0.05 * s**2
    y = WAIST * (1 - s) + 0.012 + 0.018 * fold * s**4
    hem = 1 + 0.9 * np.clip((s - 0.955) / 0.02, 0, 1)
    tone = (
        0.66 + 0.34 * (0.5 + 0.5 * fold) ** 0.8 * np.clip(s * 2, 0, 1) + 0.22 * (1 - np.clip(s * 2, 0, 1))
    ) * hem
    return _cloth(np.stack([x, y, z], -1), tone + 0 * x)


def _bodice(rows: int, columns: int) -> Mesh:
    """Fitted, with a standing collar; a pale line closes it from the collar to the right."""
    y = np.linspace(WAIST - 0.005, TALL, rows)[:, None]
    angle = np.linspace(0, 2 * np.pi, columns + 1)[None]
    wide, deep = (np.interp(y, BUST[:, 0], BUST[:, k]) for k in (1, 2))
    x, z = wide * np.cos(angle), deep * np.sin(angle)
    return _cloth(np.stack([x, y + 0 * angle, z], -1), 0.92 + 0 * x, 0.08)


def _sash(t: float, rows: int) -> list[Mesh]:
    """A golden-edged band round the waist and two tails that hang from it."""
    angle = np.linspace(0, 2 * np.pi, 33)[None]
    y = np.linspace(-0.045, 0.045, 4)[:, None]
    x, z = (0.130 - 2.0 * y**2) * np.cos(angle), (0.110 - 2.0 * y**2) * np.sin(angle)
    band = _cloth(np.stack([x, WAIST + y + 0 * angle, z], -1), 1.55 + 0 * x, 0.05)
    tails = []
    for side in (-1, 1):
        s = np.linspace(1, 0, max(rows, 4))[:, None]
        across = np.linspace(-1, 1, 4)[None]
        out = 0.125 + 0.05 * np.sin(np.minimum(s * 3.2, 1) * np.pi / 2) + 0.26 * s**2 * 0.75 + 0.035
        swing = 0.05 * s * np.sin(1.9 * t - 3 * s + side)
        px = side * 0.055 * (0.4 + s) + 0.034 * across * (0.7 + 0.5 * s) + swing
        tails.append(
            _tail(
                np.stack([px, WAIST - 0.72 * s + 0 * across, out + 0.008 * np.cos(3 * across) + 0 * px], -1)
            )
        )
    return [band, *tails]


def _tail(points: Array) -> Mesh:
    tone = 1.5 + 0 * points[..., 0]
    down = np.linspace(1, 0, points.shape[0])[:, None] + 0 * tone
    across = np.linspace(0, 0.2, points.shape[1])[None] + 0 * tone
    return grid(
        points, Finish(colour=0.6 * tone[..., None] * np.ones(3), roughness=across, metal=down), flipped=True
    )


def build_dress(sheet: CallSheet) -> Dresses:
    """Dresses where blocking puts them, of red silk unless asked for otherwise."""
    return Dresses(paths=sheet.paths, colour=colour_for(sheet, SILK))


ASSET = Asset(
    id="dress",
    kind="prop",
    words=Words(
        zh=("长裙", "裙子", "丝绸长裙", "旗袍", "礼服", "连衣裙", "嫁衣"),
        en=("dress", "long dress", "gown", "silk dress", "evening gown", "qipao"),
    ),
    build=build_dress,
    size=(1.1, TALL + 0.1, 1.1),
    actions=("stand", "sway"),
    closest="ms",
)
