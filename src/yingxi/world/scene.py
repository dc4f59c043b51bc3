"""What the engine renders: geometry, a moment in time, light, air, water and a camera. Values only.

World space is metres, y up, right-handed; the water surface is y = 0. Colours are linear RGB
(BT.709 primaries) unless said otherwise. Time is seconds from the shot's first frame.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

VERTEX = np.dtype(
    [
        ("position", "<f4", 3),
        ("normal", "i1", 4),  # xyz snorm; w: ambient occlusion 0..127 (127 open)
        ("colour", "u1", 4),   # linear rgb unorm; a: emission strength
        ("surface", "u1", 4),  # roughness, metalness, height 0-1 in the thing, cavity (255: convex, open)
    ]
)
"""24 bytes a vertex. Every mesh carries height and cavity, or painted looks do not transfer to it."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Rig:
    """What bones do to a surface: rest places and unit normals (n, 3), joints and weights (n, 4).

    Joints are rows of the bones that a moment gives (`Moment.poses`); weights add up to 1, the largest
    first (`rigging.rig` makes one).
    """

    position: Array
    normal: Array
    joints: NDArray[np.uint16]
    weights: Array


@dataclass(frozen=True, eq=False)
class Surface:
    """Triangles of one material.

    `material` names a file in world/wgsl/materials; `semantic` what it is, for painted looks and masks
    (person, cloth, wood, stone, roof, plant, rock, ground, water, metal, sky, light …).
    vertices: (n,) of VERTEX; triangles: (m, 3) uint32, counter-clockwise from outside.
    rig: how bones bend it, for bodies.
    """

    material: str
    semantic: str
    vertices: np.ndarray
    triangles: np.ndarray
    rig: Rig | None = None


@dataclass(frozen=True, eq=False)
class Model:
    """A mesh in one or more materials, with a lighter version for afar and for reflections.

    What `yields` is also drawn lighter before the camera where triangles crowd; a hero is so in mirrors only.
    """

    surfaces: tuple[Surface, ...]
    far: "Model | None" = None
    far_beyond: float = 40.0
    yields: bool = True


Shapes = tuple[np.ndarray | None, ...]
"""One VERTEX array per surface of a model, None where bones bend it or it is at rest."""


@dataclass(eq=False)
class Moment:
    """All that a world shows at one time. Merged from its actors, in order.

    instances: model name -> (n, 16) float32: 3x4 row-major matrix (12), tint rgb, material parameter.
               The order of instances of one name must stay the same through a shot (motion vectors).
    poses:     model name -> (bones, 3, 4) float32, the matrices that bend its surfaces with a rig, and those
               of its far versions that have no pose of their own.
    shapes:    model name -> one VERTEX array per surface (deformed, same topology; `Shapes`): cloth and
               whatever bones alone do not bend. What they do is dearer so: give a pose.
    lights:    (n, 8) position, range in m, rgb (intensity included), 0
    tubes:     (n, 12) line lights: end a, range, end b, 0, rgb, 0 (lantern strings, neon)
    glows:     (n, 12) additive sprites: position, radius m, rgb, softness 0-1, velocity m/s, 0
    puffs:     (n, 12) lit soft particles: position, radius m, rgb albedo, opacity, velocity m/s, spin
    beams:     (n, 12) light shafts: origin, width m, direction*length, 0, rgb, 0
    waves:     (n, 5)  water pressure: x, z, radius along x, radius along z, strength
    foam:      (n, 4)  foam laid on water: x, z, radius, amount
    flashes:   (n, 6)  lightning: direction toward it, rgb; while it outshines sun or moon it stands for them
    """

    instances: dict[str, Array] = field(default_factory=dict)
    poses: dict[str, Array] = field(default_factory=dict)
    shapes: dict[str, Shapes] = field(default_factory=dict)
    lights: Array = field(default_factory=lambda: np.zeros((0, 8), np.float32))
    tubes: Array = field(default_factory=lambda: np.zeros((0, 12), np.float32))
    glows: Array = field(default_factory=lambda: np.zeros((0, 12), np.float32))
    puffs: Array = field(default_factory=lambda: np.zeros((0, 12), np.float32))
    beams: Array = field(default_factory=lambda: np.zeros((0, 12), np.float32))
    waves: Array = field(default_factory=lambda: np.zeros((0, 5), np.float32))
    foam: Array = field(default_factory=lambda: np.zeros((0, 4), np.float32))
    flashes: Array = field(default_factory=lambda: np.zeros((0, 6), np.float32))


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound:
    """A sounding event: `at` seconds in the shot, where (for distance and pan), how long, how loud 0-1."""

    kind: str
    at: float
    position: tuple[float, float, float]
    length: float = 0.0
    gain: float = 1.0


class Actor(Protocol):
    """Anything that is in a world. A pure function of time, so that a worker may start at any frame."""

    @property
    def models(self) -> Mapping[str, Model]: ...

    def at(self, t: float) -> Moment:
        """What it shows at `t` seconds."""
        ...

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Corners (low, high) in metres of the box that the camera must serve at `t`."""
        ...

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """What is heard of it in 0..duration."""
        ...


@runtime_checkable
class Stirring(Protocol):
    """A cheap account that an actor may give of how it presses the water, asked for before a shot."""

    def stir(self, t: float) -> Moment:
        """Only the waves and foam of `at(t)`, empty for what never touches water."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Air:
    """Sky, light and weather. Directions point from the scene to the light and are normalised by the engine.

    `sky` names a file in world/wgsl/skies (city_night, day, space …).
    """

    sky: str = "day"
    sun: tuple[float, float, float] = (0.4, 0.6, 0.3)
    sun_colour: tuple[float, float, float] = (3.0, 2.8, 2.5)
    zenith: tuple[float, float, float] = (0.10, 0.22, 0.48)
    horizon: tuple[float, float, float] = (0.55, 0.62, 0.70)
    ground: tuple[float, float, float] = (0.10, 0.10, 0.09)
    glow: tuple[float, float, float] = (0.0, 0.0, 0.0)
    glow_side: tuple[float, float, float] = (0.0, 0.0, 0.0)
    haze: float = 0.0005
    mist: float = 0.0
    mist_height: float = 8.0
    clouds: float = 0.3
    stars: float = 0.0
    sun_size: float = 0.0047
    shadows: bool = False
    wind: tuple[float, float, float] = (2.0, 0.0, 0.5)
    rain: float = 0.0
    snow: float = 0.0
    petals: float = 0.0
    leaves: float = 0.0
    dust: float = 0.0
    falling_colour: tuple[float, float, float] = (0.9, 0.6, 0.65)


@dataclass(frozen=True, kw_only=True, slots=True)
class Water:
    """A plane of water at y = 0 to the horizon, with simulated wakes on a torus of side `span`."""

    swell: float = 0.02
    choppiness: float = 1.0
    colour: tuple[float, float, float] = (0.0022, 0.0105, 0.0145)
    span: float = 120.0
    foam_colour: tuple[float, float, float] = (0.6, 0.65, 0.7)
    flow: tuple[float, float] = (0.0, 0.0)
    displaced: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class CameraPose:
    """A real camera: focal length in mm (gate 36 mm wide), focus in metres, f-number (0: all sharp)."""

    position: tuple[float, float, float]
    target: tuple[float, float, float]
    lens: float = 35.0
    roll: float = 0.0
    focus: float = 0.0
    aperture: float = 0.0
    exposure: float = 1.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Grade:
    """How the picture is finished. `lut` is a (n, n, n, 3) cube in display space or None."""

    exposure: float = 1.0
    contrast: float = 1.0
    saturation: float = 1.0
    temperature: float = 0.0
    lift: tuple[float, float, float] = (0.0, 0.0, 0.0)
    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)
    bloom: float = 0.05
    vignette: float = 0.3
    grain: float = 0.012
    lut: Array | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Medium:
    """A painted look: how surfaces become marks on paper, silk or cloth. None in a World: the lit family.

    `family` is 'ink' (painted) or 'paper' (cut sheets) or 'backlit' (shadow play); `ramps` maps a semantic
    to 4-8 linear colours from dark to light; `paper` is the ground's colour. `inner_line` is the colour of
    lines within a thing (None: as `line`), `weave` how much the ground shows threads of silk, 0-0.1,
    `mineral` 0-1 how far height and not light decides the pigment of mountains. `verse` and `seal` are
    written with the font files `verse_font` and `seal_font`.
    """

    family: str
    ramps: Mapping[str, tuple[tuple[float, float, float], ...]]
    paper: tuple[float, float, float] = (0.93, 0.90, 0.82)
    line: tuple[float, float, float] = (0.05, 0.05, 0.06)
    line_width: float = 1.6
    bleed: float = 0.5
    dry: float = 0.5
    granulation: float = 0.4
    emptiness: float = 0.5
    relief: float = 0.3
    seal: str = ""
    verse: str = ""
    seal_font: str = ""
    verse_font: str = ""
    inner_line: tuple[float, float, float] | None = None
    weave: float = 0.0
    mineral: float = 0.0


@dataclass(frozen=True, eq=False, kw_only=True)
class World:
    """The 3D root of one shot: all that the engine needs, with nothing of films in it.

    `statics` are instances that never move; `atlas` an (h, w, 4) uint8 picture that materials may sample
    (r sharp glyph, g its glow, rgba pictures), cells and uses agreed between actor and material.
    `ground` gives the height in metres at x, z arrays (cameras are kept above it).
    """

    actors: tuple[Actor, ...]
    camera: Callable[[float], CameraPose]
    air: Air
    grade: Grade
    water: Water | None = None
    models: Mapping[str, Model] = field(default_factory=dict)
    statics: Mapping[str, Array] = field(default_factory=dict)
    atlas: np.ndarray | None = None
    ground: Callable[[Array, Array], Array] | None = None
    medium: Medium | None = None
    seed: int = 1
