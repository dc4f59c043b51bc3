"""A stage with a runway: lit walls, spotlights that move on the beat, the dark shapes of an audience."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.runway import build_runway, is_runway
from yingxi.art.sets.scenery import Scenery, joined, standing
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, versions
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, box, cylinder, lathe
from yingxi.world.scene import Air, Model, Moment, Sound

AIR = Air(
    sky="space",
    sun=(0.15, 0.80, 0.55),
    sun_colour=(0.9, 0.86, 0.80),
    zenith=(0.010, 0.011, 0.016),
    horizon=(0.020, 0.020, 0.028),
    ground=(0.016, 0.015, 0.018),
    haze=0.006,
    mist=0.0,
    clouds=0.0,
    stars=0.0,
    sun_size=0.0,
    shadows=True,
    wind=(0.0, 0.0, 0.0),
)
DECK = 1.1


def build_stage(sheet: CallSheet) -> Place:
    """The stage for one shot, in the accents of the look; where models walk it is a runway."""
    if is_runway(sheet.shot):
        return build_runway(sheet)
    accents = tuple(
        tuple(part / max(max(colour), 1e-3) for part in colour) for colour in sheet.look.accents[:3]
    )
    house = _house()
    return Place(
        air=AIR,
        spots={
            "ground": Spot(centre=(0.0, DECK, -2.0), heading=(0.0, 1.0), extent=(9.0, 2.0)),
            "sky": Spot(centre=(0.0, 6.0, -12.0), extent=(9.0, 4.0)),
        },
        models=house.models,
        statics=house.statics,
        actors=(Rig(accents=accents, beat=sheet.beat, phase=sheet.beat_phase),),
        ground=_floor,
    )


def _floor(x: Array, z: Array) -> Array:
    """The runway (6 m wide) and the main stage stand 1.1 m over the hall."""
    x, z = np.broadcast_arrays(x, z)
    deck = ((np.abs(x) < 3.0) & (z < 20)) | (z < -11)
    return np.asarray(np.where(deck, DECK, 0.0), np.float32)


@dataclass(frozen=True, eq=False, kw_only=True)
class Rig:
    """Moving spotlights and the lights they throw; they swing with the bar and flare on the beat."""

    accents: tuple[tuple[float, ...], ...]
    beat: float
    phase: float

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """Ten beams from the truss at y = 11, key lights on the runway, two line lights at its edges."""
        beats = (t - self.phase) / max(self.beat, 0.1)
        flare = 0.75 + 0.5 * np.exp(-4.0 * np.mod(beats, 1.0))
        x = np.linspace(-9, 9, 10)
        swing = 0.5 * np.sin(beats * np.pi / 4 + x * 0.35)
        beams = np.zeros((10, 12), np.float32)
        beams[:, 0], beams[:, 1], beams[:, 2], beams[:, 3] = x, 11.0, -13.0, 0.28
        beams[:, 4], beams[:, 5], beams[:, 6] = (
            -x * 0.35 + 6 * swing,
            -12.0,
            9.0 + 2 * np.cos(beats * np.pi / 4),
        )
        colour = np.array([self.accents[k % len(self.accents)] for k in range(10)])
        beams[:, 8:11] = (0.35 + 0.65 * colour) * 1.3 * flare
        lights = np.zeros((6, 8), np.float32)
        lights[:, :3] = [
            (0, 8.5, 6),
            (-6, 7.5, -9),
            (6, 7.5, -9),
            (0, 9, -7),
            (-4.5, 3.0, 12),
            (4.5, 3.0, 12),
        ]
        lights[:, 3] = 22.0
        warm, side = np.array([1.0, 0.93, 0.84]), np.array(self.accents)
        lights[:, 4:7] = np.stack(
            [warm * 190, side[0] * 130 * flare, side[-1] * 130 * flare, warm * 120, warm * 30, warm * 30]
        )
        tubes = np.zeros((2, 12), np.float32)
        for row, edge in enumerate((-3.0, 3.0)):
            tubes[row, :8] = (edge, DECK + 0.1, -11, 7.0, edge, DECK + 0.1, 20, 0)
            tubes[row, 8:11] = np.array([1.0, 0.85, 0.65]) * 1.6
        return Moment(beams=beams, lights=lights, tubes=tubes)

    def bounds(self, t: float) -> tuple[Array, Array]:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        return (Sound(kind="crowd", at=0.0, position=(0.0, 1.0, 8.0), length=duration, gain=0.3),)


@lru_cache(maxsize=1)
def _house() -> Scenery:
    """Deck, lit panels behind, truss, rows of seated people."""
    black = Finish(colour=(0.030, 0.030, 0.034), roughness=0.16)
    tile = model([(box((0, DECK - 0.1, 0), (3.0, 0.1, 3.1), black, faces="Y"), "polished", "ground")])
    runway = instances([(0, 0, z) for z in np.arange(-7.9, 20, 6.2)])
    wide = instances([(x, 0, z) for x in (-12, -6, 0, 6, 12) for z in (-14.1, -20.3)])
    skirt = Finish(colour=(0.02, 0.02, 0.022), roughness=0.5)
    edge = Finish(colour=(1.0, 0.86, 0.66), emission=2.6)
    sides = [box((s * 3.0, DECK / 2, 4.5), (0.02, DECK / 2, 15.5), skirt) for s in (-1, 1)]
    sides += [
        box((0, DECK / 2, 20.0), (3.0, DECK / 2, 0.02), skirt),
        box((0, -0.05, 0), (40, 0.05, 40), Finish(colour=(0.02, 0.02, 0.022)), faces="Y"),
    ]
    lines = [box((s * 2.97, DECK + 0.015, 4.5), (0.035, 0.02, 15.5), edge) for s in (-1, 1)]
    panels = [
        box((x, 5.2, -24.0), (0.16, 4.1, 0.05), Finish(colour=(1.0, 0.70, 0.42), emission=2.2))
        for x in np.linspace(-14, 14, 15)
    ]
    dark = [
        box((x, 5.2, -24.2), (0.72, 4.2, 0.08), Finish(colour=(0.06, 0.058, 0.06), roughness=0.4))
        for x in np.linspace(-13, 13, 14)
    ]
    shell = model(
        [
            (merge([*sides, *dark]), "flat", "wall"),
            (merge([*lines, *panels]), "emissive", "light"),
            (merge(_truss()), "timber", "metal"),
        ]
    )
    return joined(
        [
            standing("deck", tile, np.concatenate([runway, wide])),
            standing("stage_shell", shell, instances([(0, 0, 0)])),
            _audience(),
        ]
    )


def _truss() -> list[Mesh]:
    """Four pipes over the stage and the lamps that hang from them."""
    steel = Finish(colour=(0.08, 0.08, 0.085), roughness=0.4, metal=0.7)
    pipes = [
        cylinder((-12, 11 + dy, -13 + dz), (12, 11 + dy, -13 + dz), 0.05, steel, 6)
        for dy in (0, 0.5)
        for dz in (0, 0.5)
    ]
    return [*pipes, *(box((x, 10.8, -12.8), (0.18, 0.26, 0.2), steel) for x in np.linspace(-9, 9, 10))]


def _audience() -> Scenery:
    """Rows of sitters either side of the runway, a little different each."""
    rng = np.random.default_rng(12)
    person = versions([_sitter(sides) for sides in (9, 6, 4)], (10.0, 22.0))
    rows = []
    for side in (-1, 1):
        for row in range(6):
            z = np.arange(-9.0, 22.0, 0.72) + rng.normal(0, 0.05, 44)[: len(np.arange(-9.0, 22.0, 0.72))]
            x = np.full(len(z), side * (4.4 + row * 0.95))
            place = np.stack([x + rng.normal(0, 0.06, len(z)), 0.25 + 0.16 * row + 0 * z, z], 1)
            keep = rng.random(len(z)) < 0.93
            tint = np.array([(0.06, 0.06, 0.07), (0.16, 0.05, 0.05), (0.05, 0.07, 0.12), (0.14, 0.13, 0.12)])[
                rng.integers(0, 4, len(z))
            ]
            rows.append(
                instances(place, rng.uniform(0.92, 1.08, len(z)), rng.random(len(z)) * 6, tint=tint * 0.4)[
                    keep
                ]
            )
    return standing("sitter", person, np.concatenate(rows))


def _sitter(sides: int) -> list[tuple[Mesh, str, str]]:
    """Somebody who sits in the dark: a body wrapped up to the neck, and a head."""
    line = [(0.26, 0.05), (0.27, 0.4), (0.20, 0.72), (0.07, 0.84), (0.06, 0.90)]
    body = lathe(line if sides > 6 else line[::2], Finish(colour=(0.5, 0.5, 0.5), roughness=0.9), sides)
    skin = Finish(colour=(0.34, 0.24, 0.18))
    return [
        (merge([body, ball((0, 1.02, 0), (0.105, 0.135, 0.12), skin, sides, sides - 2)]), "flat", "person")
    ]


ASSET = Asset(
    id="stage",
    kind="set",
    words=Words(
        zh=(
            "舞台",
            "T台",
            "秀场",
            "时装秀",
            "走秀",
            "演播厅",
            "剧院",
            "剧场",
            "戏台",
            "戏院",
            "音乐厅",
            "晚会",
            "演唱会",
            "体育场",
            "颁奖礼",
            "红毯",
        ),
        en=(
            "stage",
            "runway",
            "catwalk",
            "fashion show",
            "theatre",
            "theater",
            "concert",
            "concert hall",
            "auditorium",
            "opera",
            "show",
            "stadium",
            "arena",
            "red carpet",
            "gala",
        ),
    ),
    build=build_stage,
    size=(30.0, 12.0, 45.0),
)
