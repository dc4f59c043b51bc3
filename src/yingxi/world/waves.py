"""Waves: the swell of a body of water, and wakes simulated as exact dispersive waves on a torus."""

from collections.abc import Sequence
from math import exp

import numpy as np

from yingxi.world.moments import merge
from yingxi.world.optics import View
from yingxi.world.scene import Actor, Array, Moment, Stirring, Water

GRAVITY = 9.81
WARM_UP = 5.0
"""Seconds before the shot in which wakes grow, in a film."""
COARSE = 1 / 4
SWELL_HEADINGS = (0.30, -0.64, 0.98, 1.86, -0.10, 0.55)
SWELL_LENGTHS = (1.0, 0.627, 0.413, 0.253, 0.169, 1.43)
SWELL_STEEPNESS = (1.0, 1.0, 1.0, 1.1, 1.1, 0.8)


def swell_waves(water: Water, wind: tuple[float, float, float], t: float) -> Array:
    """(2, 6, 4), the waves and wave_more of common.wgsl: the swell at `t`, long waves down the wind."""
    longest = float(np.clip(7.5 * (water.swell / 0.02) ** 0.55, 3.0, 90.0))
    k = 2 * np.pi / (longest * np.array(SWELL_LENGTHS))
    downwind = np.arctan2(wind[2], wind[0]) if np.hypot(wind[0], wind[2]) > 0.01 else 0.0
    headings = downwind + np.array(SWELL_HEADINGS)
    steepness = water.swell * 2 * np.pi / longest * np.array(SWELL_STEEPNESS) * min(water.choppiness, 2.0)
    phase = (np.arange(6) * 1.7 - np.sqrt(GRAVITY * k) * t) / (2 * np.pi)
    turns = k / (2 * np.pi)
    waves = np.stack(
        [np.cos(headings) * turns, np.sin(headings) * turns, steepness / k * 2 * np.pi, np.mod(phase, 1.0)], 1
    )
    more = np.stack([k, k * 0.5, steepness**2 * 0.5, np.zeros(6)], 1)
    return np.stack([waves, more]).astype(np.float32)


def sees_water(view: View, water: Water) -> bool:
    """Whether any water can be in a picture: some corner of it looks down, or the eye is among the waves."""
    wide, tall = view.tangent
    corners = [
        view.forward[1] + a * wide * view.right[1] + b * tall * view.up[1] for a in (-1, 1) for b in (-1, 1)
    ]
    return float(min(corners)) < 0.01 or float(view.eye[1]) < 1.0 + 6 * water.swell


class Wakes:
    """Linear water waves in Fourier space with exact dispersion, pressure sources and a foam layer.

    The state at a frame depends only on the world: it grows from `warm_up` seconds before the shot and
    then steps frame by frame, `fps` in a second, so any worker reaches the same numbers.
    """

    def __init__(
        self, actors: Sequence[Actor], water: Water, fps: float, side: int, warm_up: float = WARM_UP
    ) -> None:
        self.actors = actors
        self.side = side
        self.span = water.span
        self.flow = water.flow
        self.fps, self.before = fps, warm_up
        self.kx = (2 * np.pi * np.fft.rfftfreq(self.side, water.span / self.side)).astype(np.float32)
        self.kz = (2 * np.pi * np.fft.fftfreq(self.side, water.span / self.side)).astype(np.float32)
        self.k = np.sqrt(self.kz[:, None] ** 2 + self.kx[None] ** 2)
        self.tables: dict[float, tuple[Array, Array, Array]] = {}
        self.centre = (0.0, 0.0)
        self.frame: int | None = None
        self.restart()

    def restart(self) -> None:
        """Still water."""
        self.height = np.zeros(self.k.shape, np.complex64)
        self.rise = np.zeros_like(self.height)
        self.foam = np.zeros((self.side, self.side), np.float32)
        self.frame = None

    def advance(self, frame: int, moment: Moment) -> None:
        """Bring the water to a frame that shows `moment`; a step back starts again from still water."""
        if self.frame is None or frame < self.frame:
            self.restart()
            self.warm_up()
        assert self.frame is not None
        while self.frame < frame:
            self.frame += 1
            here = moment if self.frame == frame else self.moment(self.frame / self.fps)
            self.step(here, 1 / self.fps)

    def moment(self, t: float) -> Moment:
        """What presses the water at `t`: the actors that say how they stir, or else all that they show."""
        stirs = [actor.stir if isinstance(actor, Stirring) else actor.at for actor in self.actors]
        return merge([stir(t) for stir in stirs])

    def warm_up(self) -> None:
        """From still water to the shot's first frame in coarse steps."""
        steps = int(self.before / COARSE)
        for k in range(1, steps + 1):
            self.step(self.moment(-self.before + k * COARSE), COARSE)
        self.frame = 0

    def table(self, dt: float) -> tuple[Array, Array, Array]:
        """Propagators over `dt`: cosine, sine over w, sine times w, all damped."""
        if dt not in self.tables:
            w = np.sqrt(GRAVITY * self.k + 7.4e-5 * self.k**3)
            w[0, 0] = 1
            damping = np.exp(-dt * (0.10 + 0.010 * self.k**1.5))
            sine = np.sin(w * dt) * damping
            single = [np.asarray(a, np.float32) for a in (np.cos(w * dt) * damping, sine / w, sine * w)]
            self.tables[dt] = (single[0], single[1], single[2])
        return self.tables[dt]

    def step(self, moment: Moment, dt: float) -> None:
        """Move the water on by `dt` and press it with what the actors do then."""
        cosine, over, times = self.table(dt)
        height = self.height * cosine + self.rise * over
        self.rise = self.rise * cosine - self.height * times
        self.height = height
        self.press(moment.waves, dt)
        self.lay_foam(moment.foam, dt)

    def press(self, waves: Array, dt: float) -> None:
        """Sources (n, 5): x, z, radii along x and z, strength."""
        if not len(waves):
            return
        self.centre = (float(np.median(waves[:, 0])), float(np.median(waves[:, 1])))
        x, z, rx, rz, strength = np.ascontiguousarray(waves.T, np.float32)
        ex = gaussian(self.kx, x, rx) * (strength * rx * rz)[:, None]
        ez = gaussian(self.kz, z, rz).T
        scale = np.float32(dt * 2 * np.pi * (self.side / self.span) ** 2)
        self.rise -= self.k * (ez @ ex) * scale

    def lay_foam(self, foam: Array, dt: float) -> None:
        """Foam decays; new foam (n, 4): x, z, radius, amount is added as round spots."""
        self.foam *= np.float32(exp(-dt / 2.6))
        self.foam -= np.float32(7e-3 * dt)
        np.maximum(self.foam, np.float32(1e-4), out=self.foam)
        if len(foam):
            places, more = round_spots(foam, self.span / self.side, self.side)
            np.add.at(self.foam.reshape(-1), places, more * np.float32(dt * 24))

    def heights(self) -> Array:
        """(side, side, 2) float32: height (m) and foam."""
        planes = np.empty((self.side, self.side, 2), np.float32)
        planes[..., 0] = np.fft.irfft2(self.height, (self.side, self.side))
        planes[..., 1] = self.foam
        return planes


def round_spots(spots: Array, cell: float, side: int) -> tuple[np.ndarray, Array]:
    """Flat indices (m,) into a grid of side * side cells that repeats, and what spots (n, 4) add there.

    A spot is x, z, radius (m) and amount; it ends at 2.2 radii.
    """
    x, z, radius, amount = (column[:, None] for column in np.asarray(spots, np.float64).T)
    reach = np.ceil(2.2 * radius / cell)
    offsets = np.arange(-int(reach.max()), int(reach.max()) + 1)
    columns, rows = np.floor(x / cell) + offsets, np.floor(z / cell) + offsets
    near = np.abs(offsets) <= reach
    across = np.exp(-((((columns + 0.5) * cell - x) / radius) ** 2)) * near
    along = np.exp(-((((rows + 0.5) * cell - z) / radius) ** 2)) * near * amount
    places = (rows % side)[:, :, None] * side + (columns % side)[:, None, :]
    return places.astype(np.intp).ravel(), (along[:, :, None] * across[:, None, :]).astype(np.float32).ravel()


def gaussian(k: Array, centre: Array, radius: Array) -> np.ndarray:
    """(n, len(k)) complex64 spectra of Gaussian bumps."""
    phase = k[None] * centre[:, None]
    size = np.exp(np.float32(-0.5) * (k[None] * radius[:, None]) ** 2)
    spectrum = np.empty(phase.shape, np.complex64)
    spectrum.real = np.cos(phase) * size
    spectrum.imag = np.sin(phase) * -size
    return spectrum


def swell_reach(swell: float) -> float:
    """How far from the eye water is displaced, m: 70 m on calm water, 350 m in a storm."""
    return 70.0 * float(np.clip(swell / 0.3, 1.0, 5.0))


def water_fan(rings: int = 88, spokes: int = 144, reach: float = 70.0) -> tuple[np.ndarray, np.ndarray]:
    """Vertices (n, 3): share of the fan's angle, distance, spacing; and the triangles of that mesh.

    It is fine up to `reach` metres.
    """
    near = np.geomspace(0.15, reach, rings - 6)
    distance = np.concatenate([near, np.geomspace(2 * reach, 12000.0, 6)])
    spacing = np.gradient(distance)
    angle = np.linspace(-1, 1, spokes)
    grid = np.zeros((len(distance), spokes, 3), np.float32)
    grid[..., 0] = angle[None]
    grid[..., 1] = distance[:, None]
    grid[..., 2] = spacing[:, None]
    first = np.arange(len(distance) - 1)[:, None] * spokes + np.arange(spokes - 1)[None]
    quads = np.stack([first, first + 1, first + spokes, first + 1, first + spokes + 1, first + spokes], -1)
    return grid.reshape(-1, 3), quads.reshape(-1).astype(np.uint32)
