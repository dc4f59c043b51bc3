"""A runway of black water between frames of light: follow spots, a watching house, cues that change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from yingxi.art.asset import CallSheet, Place, Spot
from yingxi.art.bodies.audience import KINDS, sitter, telephones
from yingxi.art.sets.scenery import Scenery, joined, standing
from yingxi.art.sets.views import View, pick_view, shoot_view
from yingxi.art.shapes.mesh import Finish, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, cylinder
from yingxi.film import Shot
from yingxi.film.terms import ShotSize
from yingxi.world.scene import Actor, Air, CameraPose, Model, Moment, Sound, Water

Colour = tuple[float, float, float]
CUES: tuple[tuple[Colour, Colour], ...] = (
    ((1.0, 0.66, 0.34), (0.30, 0.38, 0.62)),
    ((1.0, 0.16, 0.11), (0.85, 0.30, 0.20)),
    ((0.20, 0.48, 1.0), (0.62, 0.70, 1.0)),
    ((0.95, 0.93, 0.88), (0.55, 0.60, 0.70)),
    ((0.62, 0.26, 1.0), (1.0, 0.34, 0.56)),
)
"""Colours of the frames and of the lamps behind, cue by cue."""
FRAMES = np.arange(-34.0, 12.0, 5.5)
"""z of the frames of light."""
SIDE, HIGH = 4.6, 6.4
"""Half the width and the height of a frame in metres."""
ROWS = 3
MODELS = ("fashion_model", "hanfu_woman", "couture_model")
NAMES = ("T台", "T 台", "秀场", "走秀", "时装", "伸展台", "runway", "catwalk", "fashion")
AIR = Air(
    sky="space",
    sun=(0.30, 0.62, -0.80),
    sun_colour=(1.25, 1.30, 1.5),
    zenith=(0.014, 0.015, 0.024),
    horizon=(0.026, 0.027, 0.040),
    ground=(0.010, 0.010, 0.013),
    haze=0.008,
    clouds=0.0,
    stars=0.0,
    sun_size=0.0,
    wind=(0.0, 0.0, -0.9),
)
_FULL: tuple[ShotSize, ...] = ("fs", "mfs")
VIEWS: tuple[View, ...] = tuple(
    view
    for name in MODELS
    for view in (
        View(
            of=name,
            sizes=("ews",),
            eye=((2.1, 2.5, 11.0), (1.2, 1.7, 8.4)),
            aim=((-0.2, 1.75, -8.0), (-0.1, 1.65, -8.0)),
            lens=(33.0, 35.0),
        ),
        View(
            of=name,
            sizes=("ws",),
            mark="model",
            eye=((1.7, 0.42, 6.2), (1.0, 0.40, 5.4)),
            aim=((-0.5, 1.62, 0.0), (-0.4, 1.60, 0.0)),
            lens=(35.0, 35.0),
        ),
        View(
            of=name,
            sizes=_FULL,
            mark="model",
            eye=((-3.9, 1.0, 5.6), (-5.0, 1.0, 3.4)),
            aim=((0.25, 0.98, 0.0), (0.25, 0.98, 0.0)),
            lens=(58.0, 60.0),
            aperture=2.8,
        ),
        View(
            of=name,
            sizes=("ms", "mcu"),
            mark="model",
            eye=((3.6, 1.25, -4.4), (2.6, 1.3, -4.9)),
            aim=((-0.25, 1.14, 0.5), (-0.2, 1.16, 0.5)),
            lens=(62.0, 62.0),
            aperture=2.8,
        ),
        View(
            of=name,
            sizes=("cu", "ecu"),
            mark="model",
            eye=((3.4, 0.50, 1.9), (2.9, 0.42, 2.5)),
            aim=((0.0, 0.52, 0.0), (0.0, 0.55, 0.0)),
            lens=(80.0, 80.0),
            aperture=2.8,
        ),
    )
)


def is_runway(shot: Shot) -> bool:
    """Whether a stage is asked to be a runway: by its words, or because models walk on it."""
    named = any(name in shot.place for name in NAMES)
    return named or any(subject.asset in MODELS and subject.action == "walk" for subject in shot.subjects)


def build_runway(sheet: CallSheet) -> Place:
    """The runway for one shot; each shot begins in the next cue and changes to the one after on a beat."""
    house = _house()
    rig = Rig(sheet=sheet)
    return Place(
        air=AIR,
        spots={
            "ground": Spot(centre=(0.0, 0.0, -3.0), heading=(0.0, 1.0), extent=(13.0, 1.4)),
            "sky": Spot(centre=(0.0, 5.0, -14.0), extent=(6.0, 3.0)),
        },
        models=house.models,
        statics=house.statics,
        actors=(rig,),
        water=Water(swell=0.0006, colour=(0.0012, 0.0013, 0.0016), span=24.0, choppiness=0.4),
        ground=lambda x, z: np.zeros(np.broadcast(x, z).shape, np.float32),
        setups=rig.camera,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class Rig:
    """All light of the show. It learns from the camera's choice whom the follow spots serve."""

    sheet: CallSheet
    followed: list[Actor] = field(default_factory=list)

    @property
    def models(self) -> Mapping[str, Model]:
        return {"light_frame": _frame()}

    def camera(self, sheet: CallSheet, focus: Actor | None) -> Callable[[float], CameraPose] | None:
        """The view for a shot; the follow spots find their model here."""
        self.followed[:] = [] if focus is None else [focus]
        view = pick_view(VIEWS, sheet.shot)
        if view is None or focus is None:
            return None
        return shoot_view(view, sheet, self.mark if view.mark else None)

    def mark(self, t: float) -> Array:
        """Where the followed model stands (the first of several); the runway's middle where there is none."""
        if not self.followed:
            return np.array([0.0, 0.0, -3.0])
        lead = getattr(self.followed[0], "people", self.followed)[0]
        low, high = (np.asarray(corner, float) for corner in lead.bounds(t))
        return np.array([0.5 * (low[0] + high[0]), 0.0, 0.5 * (low[2] + high[2])])

    def cue(self, t: float) -> tuple[Array, Array, float]:
        """Colour of the frames, colour behind, and seconds since the change (negative before it)."""
        digits = int("".join(filter(str.isdigit, self.sheet.shot.number)) or "0") // 10
        beat, phase = self.sheet.beat, self.sheet.beat_phase
        change = phase + beat * np.ceil((0.5 * self.sheet.duration - phase) / beat)
        share = float(np.clip((t - change) / 0.35 + 0.5, 0.0, 1.0))
        share = share * share * (3 - 2 * share)
        first, second = CUES[digits % len(CUES)], CUES[(digits + 1) % len(CUES)]
        pair = [np.array(a) * (1 - share) + np.array(b) * share for a, b in zip(first, second, strict=True)]
        return pair[0], pair[1], t - float(change)

    def at(self, t: float) -> Moment:
        """Frames that run with light, beams from the truss, lamps on the model, telephones in the dark."""
        front, behind, since = self.cue(t)
        return Moment(
            instances={"light_frame": self._frames(t, front, since)},
            lights=self._lamps(t, front, behind),
            beams=self._beams(t, front, behind),
            glows=self._flashes(t),
        )

    def _frames(self, t: float, colour: Array, since: float) -> Array:
        """A wave of light runs down the frames with each bar; a bright one goes ahead of the cue's change."""
        bars = (t - self.sheet.beat_phase) / (4 * self.sheet.beat)
        wave = 0.5 + 0.5 * np.cos(2 * np.pi * (bars - np.arange(len(FRAMES)) / len(FRAMES)))
        burst = np.exp(-(((FRAMES + 34.0) / 46.0 - since / 0.9) ** 2) * 30.0)
        power = 0.36 + 0.62 * wave**3 + 0.9 * burst
        place = np.stack([0 * FRAMES, 0 * FRAMES, FRAMES], 1)
        return instances(place, 1.0, tint=np.clip(colour + 0.25 * burst[:, None], 0, 1.6), parameter=power)

    def _lamps(self, t: float, front: Array, behind: Array) -> Array:
        """Two follow spots in front of the model, two lamps behind, spill on the first rows."""
        x, _, z = self.mark(t)
        warm, cool = np.array([1.0, 0.90, 0.78]), 0.55 * behind + 0.45
        rows = [
            (x - 2.0, 3.3, z + 3.1, 9.0, *(36.0 * warm), 0.5),
            (x + 2.8, 2.2, z + 2.2, 8.0, *(9.0 * (0.5 * warm + 0.5 * front)), 0.5),
            (x + 1.7, 3.0, z - 2.6, 8.0, *(30.0 * cool), 0.4),
            (x - 1.9, 2.6, z - 2.3, 8.0, *(22.0 * (0.6 * front + 0.4)), 0.4),
        ]
        rows += [(s * 8.9, 3.0, z + d, 11.0, *(16.0 * behind), 0.6) for s in (-1, 1) for d in (-8.0, 3.0)]
        return np.array(rows, np.float32)

    def _beams(self, t: float, front: Array, behind: Array) -> Array:
        """Follow beams that end on the model, and a fan from the truss behind that swings by the bar."""
        x, _, z = self.mark(t)
        goal = np.array([x, 0.9, z])
        rows = []
        for start in ((-4.4, 7.4, z + 7.5), (4.4, 7.4, z + 6.0), (0.4, 7.6, z - 9.0)):
            way = goal - np.array(start)
            rows.append((*start, 0.24, *(1.02 * way), 0.0, *(0.75 * np.array([1.0, 0.93, 0.84])), 0.0))
        bars = (t - self.sheet.beat_phase) / (4 * self.sheet.beat)
        for k, side in enumerate(np.linspace(-3.8, 3.8, 7)):
            swing = 0.55 * np.sin(2 * np.pi * (0.5 * bars + k / 7.0))
            rows.append(
                (
                    side,
                    6.6,
                    -35.0,
                    0.14,
                    side * 0.5 + 5 * swing,
                    -5.6,
                    26.0,
                    0.0,
                    *(0.42 * (front + 0.3 * behind)),
                    0.0,
                )
            )
        return np.array(rows, np.float32)

    def _flashes(self, t: float) -> Array:
        """Screens of telephones, and now and then a photographer's flash."""
        places, yaw = _seats()
        held = telephones(places, yaw)[4 :: 3 * 4]
        rows = np.zeros((len(held), 12), np.float32)
        rows[:, :3], rows[:, 3], rows[:, 7] = held, 0.045, 0.25
        rows[:, 4:7] = (0.55, 0.70, 0.95)
        rng = np.random.default_rng(self.sheet.seed)
        at, which = rng.uniform(0, max(self.sheet.duration, 0.1), 9), rng.integers(0, len(places), 9)
        burst = np.exp(-(((t - at) / 0.045) ** 2))
        flash = np.zeros((9, 12), np.float32)
        flash[:, :3] = telephones(places, yaw)[which]
        flash[:, 3], flash[:, 7], flash[:, 4:7] = 0.55, 0.9, 7.0 * burst[:, None]
        return np.concatenate([rows, flash])

    def stir(self, t: float) -> Moment:
        """Light makes no waves."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """The house murmurs."""
        return (Sound(kind="crowd", at=0.0, position=(0.0, 1.0, 8.0), length=duration, gain=0.25),)


@lru_cache(maxsize=1)
def _frame() -> Model:
    """Two posts and a lintel of light in a dark casing, about z = 0."""
    glow = Finish(colour=(1.0, 1.0, 1.0), emission=3.4)
    dark = Finish(colour=(0.012, 0.012, 0.014), roughness=0.35)
    light = [box((s * SIDE, HIGH / 2, 0.0), (0.05, HIGH / 2, 0.05), glow) for s in (-1, 1)]
    light.append(box((0, HIGH, 0), (SIDE, 0.05, 0.05), glow))
    case = [box((s * (SIDE + 0.14), HIGH / 2, 0.0), (0.09, HIGH / 2 + 0.2, 0.16), dark) for s in (-1, 1)]
    case.append(box((0, HIGH + 0.14, 0), (SIDE + 0.2, 0.09, 0.16), dark))
    return model([(merge(light), "emissive", "light"), (merge(case), "hero", "metal")])


@lru_cache(maxsize=1)
def _seats() -> tuple[Array, Array]:
    """Where the audience sits (n, 3), row behind row, and where each looks (n,) radians."""
    rng = np.random.default_rng(12)
    places: list[Sequence[float]] = []
    for side in (-1, 1):
        for row in range(ROWS):
            for z in np.arange(-30.0, 15.0, 0.78):
                if rng.random() < 0.94:
                    away = SIDE + 1.15 + 0.95 * row
                    places.append((side * away, 0.22 + 0.34 * row, z + rng.normal(0, 0.05) + 0.3 * (row % 2)))
    at = np.array(places)
    toward = np.where(at[:, 0] > 0, np.pi, 0.0) + np.sign(at[:, 0]) * rng.uniform(-0.1, 0.7, len(at))
    return at.astype(np.float32), toward


def _seated(places: Array, yaw: Array) -> Array:
    """Those who sit there, dim: what is seen of them is the light behind and what spills from the stage."""
    rng = np.random.default_rng(len(places))
    tone = rng.uniform(0.30, 0.75, (len(places), 1)) * np.array([[1.0, 0.96, 0.95]])
    return instances(places, rng.uniform(0.95, 1.05), yaw, tint=tone)


@lru_cache(maxsize=1)
def _house() -> Scenery:
    """Steps with benches, the audience on them, the dark walls and the portal from which models come."""
    dark = Finish(colour=(0.016, 0.016, 0.019), roughness=0.5)
    parts = []
    for side in (-1, 1):
        for row in range(ROWS):
            away, level = SIDE + 1.15 + 0.95 * row, 0.22 + 0.34 * row
            parts.append(box((side * (away + 0.1), level / 2, -7.5), (0.48, level / 2, 23.5), dark))
            parts.append(box((side * (away + 0.22), level + 0.22, -7.5), (0.20, 0.22, 23.5), dark))
        parts.append(box((side * 9.6, 4.0, -7.5), (0.2, 4.0, 28.0), dark))
    parts += [box((s * 6.2, 4.2, -36.5), (4.0, 4.2, 0.2), dark) for s in (-1, 1)]
    parts += [box((0, 7.2, -36.5), (2.3, 1.2, 0.2), dark), box((0, 3.0, -38.6), (2.4, 3.0, 0.1), dark)]
    parts += [cylinder((-7, 7.6, z), (7, 7.6, z), 0.06, dark, 5) for z in (-35.0, -20.0, -6.0, 8.0)]
    shell = model([(merge(parts), "flat", "wall")])
    places, yaw = _seats()
    rng = np.random.default_rng(3)
    kinds = (np.arange(len(places)) * 5 + rng.integers(0, 2, len(places))) % KINDS
    # Telephones are held up by those of the second pose.
    kinds[4 :: 3 * 4] = 4 + kinds[4 :: 3 * 4] % 4
    crowd = [
        standing(f"sitter_{kind}", sitter(kind), _seated(places[kinds == kind], yaw[kinds == kind]))
        for kind in range(KINDS)
    ]
    return joined([standing("house_shell", shell, instances([(0.0, 0.0, 0.0)])), *crowd])
