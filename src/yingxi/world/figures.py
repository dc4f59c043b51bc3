"""Figures that a swarm of lights can draw: words, outlines, rings, flowers, waves, hearts and spirals.

Each function gives a `Figure` (see world/swarm.py): places in metres in its own plane and linear colours.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from yingxi.film.errors import YingxiError
from yingxi.world.swarm import GAP, Figure, Numbers, apart, spread

Colour = tuple[float, float, float]

GOLD: Colour = (1.0, 0.40, 0.045)
RED: Colour = (1.0, 0.055, 0.03)
CYAN: Colour = (0.03, 0.72, 1.0)
PINK: Colour = (1.0, 0.12, 0.40)
WHITE: Colour = (1.0, 0.78, 0.52)
VIOLET: Colour = (0.45, 0.12, 1.0)
GREEN: Colour = (0.06, 1.0, 0.42)


def word(
    text: str, font: Path, height: float, most: int, colours: tuple[Colour, Colour] = (GOLD, RED)
) -> Figure:
    """A word in the strokes of a font, `height` metres a character, in two layers of lights.

    Raises YingxiError when the font draws nothing for it.
    """
    flat = ink_points(text, font) * height
    layered = np.concatenate([np.c_[flat, np.full(len(flat), z)] for z in (0.55 * GAP, -0.55 * GAP)])
    return steady(layered[spread(layered, GAP, most)], colours)


def steady(places: Numbers, colours: tuple[Colour, Colour]) -> Figure:
    """A flat figure that ripples in depth while a shimmer of two colours runs over it."""
    first, last = np.array(colours[0]), np.array(colours[1])
    size = max(float(np.ptp(places[:, 1])), 1e-6)

    def figure(t: float) -> tuple[Numbers, Numbers]:
        wave = 1.4 * np.sin(places[:, 0] * 0.075 + t * 1.5)
        moved = places + np.stack([0 * wave, 0 * wave, wave], -1)
        share = places[:, 1] / size + 0.5 + 0.28 * np.sin(t * 1.6 + places[:, 0] * 0.09)
        glint = 1 + 0.9 * np.exp(-(((places[:, 0] + places[:, 1] - 40 * (t % 5.0) + 80) / 7) ** 2))
        return moved, (last + (first - last) * np.clip(share, 0, 1)[:, None]) * glint[:, None]

    return figure


@cache
def ink_points(text: str, font: Path) -> Numbers:
    """Points (n, 2) all over the strokes of a word, centred, one character high (y up)."""
    from PIL import Image, ImageDraw, ImageFont

    face = ImageFont.truetype(str(font), 240)
    left, top, right, bottom = (int(edge) for edge in face.getbbox(text))
    picture = Image.new("L", (max(right - left, 1) + 4, max(bottom - top, 1) + 4), 0)
    ImageDraw.Draw(picture).text((2 - left, 2 - top), text, font=face, fill=255)
    rows, columns = np.nonzero(np.asarray(picture) > 128)
    if not len(rows):
        raise YingxiError(f"the font {font.name} draws nothing for '{text}'; give the swarm another word")
    keep = np.random.default_rng(1).permutation(len(rows))[:16000]
    points = np.stack([columns[keep], -rows[keep]], -1) / 240.0
    return np.asarray(points - (points.max(0) + points.min(0)) / 2)


def picture(points: Numbers, colours: Numbers, width: float, most: int) -> Figure:
    """Coloured points (n, 2) of a picture, `width` metres wide, swaying in depth."""
    centre = (points.max(0) + points.min(0)) / 2
    flat = (points - centre) * (width / max(float(np.ptp(points[:, 0])), 1e-6))
    places = np.c_[flat, np.zeros(len(flat))]
    chosen = spread(places, GAP, most)
    fixed, paint = places[chosen], colours[chosen]

    def figure(t: float) -> tuple[Numbers, Numbers]:
        wave = 1.2 * np.sin(fixed[:, 0] * 0.08 + t * 1.4)
        return fixed + np.stack([0 * wave, 0 * wave, wave], -1), paint * (
            1 + 0.25 * np.sin(t * 2 + fixed[:, :1] * 0.2)
        )

    return figure


def rings(most: int, radius: float = 34.0) -> Figure:
    """Rings within rings that turn against one another like an armillary sphere."""
    radii = np.array([1.0, 0.80, 0.62, 0.46, 0.32]) * radius
    counts = np.minimum((2 * np.pi * radii / (GAP * 1.15)).astype(int), most)
    ring = np.repeat(np.arange(len(radii)), counts)[:most]
    angle = np.concatenate([np.arange(count) / count for count in counts])[:most] * 2 * np.pi
    palette = np.array([GOLD, CYAN, PINK, GOLD, WHITE])

    def figure(t: float) -> tuple[Numbers, Numbers]:
        turned = angle + t * np.array([0.16, -0.22, 0.3, -0.4, 0.5])[ring]
        tilt = 0.9 * np.sin(t * 0.4 + ring * 1.3)
        flat = radii[ring] * np.sin(turned)
        places = np.stack([radii[ring] * np.cos(turned), flat * np.cos(tilt), flat * np.sin(tilt)], -1)
        return places, palette[ring] * (0.75 + 0.5 * np.sin(turned * 3 + t * 2)[:, None] ** 2)

    return _safe(figure)


def lotus(most: int, radius: float = 36.0) -> Figure:
    """A lotus of three rows of petals that opens and closes, with a golden heart."""
    rows = [(8, 1.0, 0.34, PINK), (8, 0.80, 0.72, (1.0, 0.22, 0.50)), (6, 0.55, 1.08, (1.0, 0.42, 0.55))]
    outline = np.linspace(-1, 1, 23)
    angle, out, width, lift, colour = [], [], [], [], []
    for row, (petals, size, rise, paint) in enumerate(rows):
        for k in range(petals):
            along = 1 - np.abs(outline) ** 1.6
            angle.append(np.full(23, 2 * np.pi * (k + 0.5 * (row % 2)) / petals))
            out.append(0.22 + size * along)
            width.append(0.34 * np.sin(outline * np.pi) * size)
            lift.append(np.full(23, rise))
            colour.append(np.tile(paint, (23, 1)) * (0.5 + 0.7 * along[:, None]))
    spin, far, wide, rise_, paint_ = (np.concatenate(part) for part in (angle, out, width, lift, colour))

    def figure(t: float) -> tuple[Numbers, Numbers]:
        bloom = 0.75 + 0.25 * np.sin(t * 0.8)
        lean = rise_ * (1.35 - bloom)
        turn = spin + 0.12 * t
        reach, high = far * np.cos(lean), far * np.sin(lean)
        x = reach * np.cos(turn) - wide * np.sin(turn)
        z = reach * np.sin(turn) + wide * np.cos(turn)
        tip = 0.42
        places = np.stack([x, high + z * tip * 0.55 - 0.35, z * (1 - tip * 0.3)], -1) * radius
        return places[:most], paint_[:most]

    return _safe(figure)


def wave(most: int, width: float = 110.0) -> Figure:
    """A sheet of sea: rolling crests of light."""
    columns = int(min(width / 2.4, np.sqrt(most * 2.6)))
    rows = max(most // columns, 1)
    x, z = (
        axis.reshape(-1)
        for axis in np.meshgrid(
            np.linspace(-0.5, 0.5, columns) * width, np.linspace(-0.5, 0.5, rows) * rows * 2.6
        )
    )

    def figure(t: float) -> tuple[Numbers, Numbers]:
        high = 5.5 * np.sin(x * 0.10 - t * 1.5 + z * 0.06) + 2.5 * np.sin(x * 0.19 + t * 1.1)
        crest = np.clip(high / 8, -1, 1)[:, None] * 0.5 + 0.5
        places = np.stack([x, high + z * 0.42, z * 0.9], -1)
        return places, np.array([0.02, 0.20, 0.95]) * (1 - crest) + np.array(
            [0.35, 0.95, 1.0]
        ) * crest**2 * 1.3

    return _safe(figure)


def helix(most: int, length: float = 100.0) -> Figure:
    """A double helix with rungs that turns about its long axis."""
    along = np.linspace(-0.5, 0.5, min(most // 3, 200))
    rung = np.repeat(np.linspace(-0.48, 0.48, 28), 6)
    inner = np.tile(np.linspace(-0.72, 0.72, 6), 28)
    at = np.concatenate([along, along, rung])
    share = np.concatenate([np.ones(len(along)), -np.ones(len(along)), inner])
    colour = np.concatenate(
        [np.tile(GOLD, (len(along), 1)), np.tile(CYAN, (len(along), 1)), np.tile(VIOLET, (168, 1))]
    )

    def figure(t: float) -> tuple[Numbers, Numbers]:
        turn = at * 4 * np.pi + t * 0.9
        places = np.stack([at * length, 13 * share * np.sin(turn) + at * 10, 13 * share * np.cos(turn)], -1)
        return places[:most], colour[:most] * (0.65 + 0.6 * np.sin(turn + np.pi / 4)[:, None] ** 2)[:most]

    return _safe(figure)


def heart(most: int, size: float = 32.0) -> Figure:
    """A filled heart that beats."""
    dice = np.random.default_rng(4).random((12000, 2)) * 2 - 1
    x, y = dice[:, 0] * 1.25, dice[:, 1] * 1.25
    inside = (x * x + y * y - 1) ** 3 - x * x * y**3 < 0
    flat = np.stack([x, y, 0 * x], -1)[inside] * size
    places = flat[spread(flat, GAP * 1.12, most)]
    deep = np.linalg.norm(places[:, :2], axis=1) / size

    def figure(t: float) -> tuple[Numbers, Numbers]:
        beat = 1 + 0.06 * np.sin(t * 4.2) ** 8
        glow = np.clip(deep, 0, 1)[:, None]
        return places * beat, np.array(PINK) * (1 - glow) + np.array(RED) * glow * (1 + 0.3 * np.sin(t * 4.2))

    return figure


def field(count: int) -> Figure:
    """Drones waiting in rows on the ground, a faint blue each: where a show begins."""
    index = np.arange(count)
    columns = 40
    places = np.stack(
        [
            (index % columns - columns / 2) * 2.4,
            np.full(count, -34.0),
            (index // columns - count / columns / 2) * 2.4,
        ],
        -1,
    )
    blue = np.tile([0.02, 0.10, 0.30], (count, 1))
    return lambda t: (places, blue)


def _safe(
    figure: Figure, gap: float = GAP * 0.93, times: Sequence[float] = tuple(np.arange(0.0, 42.0, 1.3))
) -> Figure:
    """The figure without those of its drones that would come too near to others."""
    kept = apart([figure(t)[0] for t in times], gap)

    def thinned(t: float) -> tuple[Numbers, Numbers]:
        places, colours = figure(t)
        return places[kept], colours[kept]

    return thinned
