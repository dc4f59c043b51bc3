"""A blank studio: a seamless backdrop, a soft key from the left, rims from behind; for what has no place."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import Fixtures, Scenery, rooted
from yingxi.art.shapes.mesh import Finish, model
from yingxi.art.shapes.solids import grid
from yingxi.world.scene import Air, Moment

LIGHT = Air(
    sky="overcast",
    sun=(-0.48, 0.86, 0.36),
    sun_colour=(2.5, 2.4, 2.25),
    zenith=(0.34, 0.35, 0.37),
    horizon=(0.40, 0.40, 0.41),
    ground=(0.26, 0.255, 0.25),
    haze=0.0,
    mist=0.0,
    clouds=1.0,
    sun_size=0.0,
    shadows=True,
    wind=(0.3, 0.0, 0.0),
)
DARK = replace(
    LIGHT,
    sun_colour=(2.1, 2.0, 1.9),
    zenith=(0.035, 0.038, 0.045),
    horizon=(0.050, 0.050, 0.055),
    ground=(0.03, 0.03, 0.032),
)


def build_studio(sheet: CallSheet) -> Place:
    """The studio for one shot: pale by day, dark for night, for noir and for neon looks."""
    dark = is_dark(sheet.shot.hour) or sheet.look.id in ("noir", "oriental_cyberpunk", "hard_scifi")
    stage = _backdrop(dark)
    rims = np.zeros((3, 8), np.float32)
    accent = np.array(sheet.look.accents[0])
    accent = accent / max(float(accent.max()), 1e-3)
    for row, (place, colour) in enumerate(
        (
            ((-7.0, 4.5, -6.0), (1.0, 0.94, 0.85)),
            ((7.5, 4.0, -5.5), accent * 0.6 + 0.4),
            ((0.0, 7.5, 1.0), (1, 1, 1)),
        )
    ):
        rims[row, :3], rims[row, 3] = place, 26.0
        rims[row, 4:7] = np.array(colour) * ((34.0, 30.0, 10.0)[row] * (1.0 if dark else 0.55))
    return Place(
        air=DARK if dark else LIGHT,
        spots={
            "ground": Spot(centre=(0.0, 0.0, 0.0), extent=(6.0, 2.5)),
            "any": Spot(centre=(0.0, 0.0, 0.0), extent=(6.0, 2.5)),
            "sky": Spot(centre=(0.0, 3.0, 0.0), extent=(6.0, 2.5)),
        },
        models=stage.models,
        statics=stage.statics,
        actors=(Fixtures(moment=Moment(lights=rims)),),
        ground=lambda x, z: np.asarray(0.0 * x, np.float32),
    )


@lru_cache(maxsize=2)
def _backdrop(dark: bool) -> Scenery:
    """Floor that curves up into a wall 60 m round, with the pool of a lamp behind the stage."""
    away = np.r_[0.05, np.linspace(1, 28, 30), 28 + np.array([2.4, 4.6, 6.4, 7.8, 8.8, 9.4, 9.6, 9.6])]
    rise = np.r_[np.zeros(31), 0.35, 1.4, 3.0, 5.0, 7.4, 10.4, 14.5, 34.0]
    angle = np.linspace(0, 2 * np.pi, 97)
    sheet = np.stack(
        [away[:, None] * np.cos(angle), rise[:, None] + 0 * angle, away[:, None] * np.sin(angle)], -1
    )
    tone = (0.045, 0.047, 0.052) if dark else (0.62, 0.60, 0.575)
    spot = np.exp(-((sheet[..., 0] / 15) ** 2) - ((sheet[..., 1] - 5) / 7.5) ** 2) * (sheet[..., 2] < -10)
    skin = grid(
        sheet,
        Finish(colour=tone, emission=spot * (2.6 if dark else 0.45), roughness=0.5),
        flipped=True,
        closed=True,
    )
    return rooted({"cyclorama": model([(skin, "cyclorama", "wall")])})


ASSET = Asset(
    id="studio",
    kind="set",
    words=Words(
        zh=("影棚", "摄影棚", "白色影棚", "纯白空间", "纯黑空间", "背景布", "展厅", "展台", "白底", "虚空"),
        en=(
            "studio",
            "photo studio",
            "white void",
            "black void",
            "void",
            "backdrop",
            "cyclorama",
            "product shot",
            "exhibition stand",
            "plain background",
        ),
    ),
    build=build_studio,
    size=(50.0, 40.0, 50.0),
)
