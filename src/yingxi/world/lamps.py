"""Which lights count: the brightest of a moment, and the nearest few for every instance."""

from dataclasses import dataclass

import numpy as np

from yingxi.world.scene import Array

MOST_LIGHTS = 63
MOST_TUBES = 23
NEAR_LIGHTS = 4
NEAR_TUBES = 1
SOFT = 0.35
"""Squared size in m of a light that names none."""


@dataclass(frozen=True, eq=False, slots=True)
class Lamps:
    """Uniform arrays (64, 2, 4) and (24, 3, 4), entry 0 dark, most important first, and their numbers."""

    lights: Array
    tubes: Array
    light_count: int
    tube_count: int


def choose_lamps(lights: Array, tubes: Array, eye: np.ndarray) -> Lamps:
    """The lights (n, 8) and tubes (n, 12) of a moment that matter most from `eye`."""
    block: Array = np.zeros((64, 2, 4), np.float32)
    lines = np.zeros((24, 3, 4), np.float32)
    lights = ranked(lights, lights[:, :3], lights[:, 3], lights[:, 4:7], eye, MOST_LIGHTS)
    middle = (tubes[:, 0:3] + tubes[:, 4:7]) * np.float32(0.5)
    tubes = ranked(tubes, middle, tubes[:, 3], tubes[:, 8:11], eye, MOST_TUBES)
    n, m = len(lights), len(tubes)
    block[1 : n + 1, 0, :3] = lights[:, :3]
    block[1 : n + 1, 0, 3] = 1 / np.maximum(lights[:, 3], 0.1) ** 2
    block[1 : n + 1, 1, :3] = lights[:, 4:7]
    block[1 : n + 1, 1, 3] = np.where(lights[:, 7] > 0, lights[:, 7] ** 2, SOFT)
    lines[1 : m + 1, 0, :3] = tubes[:, :3]
    lines[1 : m + 1, 0, 3] = 1 / np.maximum(tubes[:, 3], 0.1) ** 2
    lines[1 : m + 1, 1, :3] = tubes[:, 4:7]
    lines[1 : m + 1, 2, :3] = tubes[:, 8:11]
    return Lamps(block, lines, n, m)


def ranked(rows: Array, place: Array, reach: Array, colour: Array, eye: np.ndarray, most: int) -> Array:
    """Rows by importance from the eye, the most important first."""
    if not len(rows):
        return rows
    distance2 = ((place - eye.astype(np.float32)) ** 2).sum(1)
    weight = colour.sum(1) * reach**2 / (distance2 + reach**2)
    return rows[np.argsort(-weight, kind="stable")[:most]]


def nearest_lamps(lamps: Lamps, centres: Array, radii: Array) -> np.ndarray:
    """(n, 4) uint32 for every instance: packed lights, packed tubes, their numbers."""
    near = np.zeros((len(centres), 4), np.uint32)
    if not len(centres):
        return near
    if lamps.light_count:
        lights = lamps.lights[1 : lamps.light_count + 1]
        near[:, 0], near[:, 2] = nearest(
            lights[:, 0, :3], lights[:, 0, 3], lights[:, 1, :3], centres, radii, NEAR_LIGHTS
        )
    if lamps.tube_count:
        tubes = lamps.tubes[1 : lamps.tube_count + 1]
        middle = (tubes[:, 0, :3] + tubes[:, 1, :3]) * np.float32(0.5)
        half = np.linalg.norm(tubes[:, 0, :3] - tubes[:, 1, :3], axis=1) / 2
        reach = 1 / np.sqrt(tubes[:, 0, 3]) + half
        near[:, 1], near[:, 3] = nearest(middle, 1 / reach**2, tubes[:, 2, :3], centres, radii, NEAR_TUBES)
    return near


def nearest(
    place: Array, inverse2: Array, colour: Array, centres: Array, radii: Array, most: int
) -> tuple[np.ndarray, np.ndarray]:
    """Indices (from 1) of the strongest lights on each sphere packed in bytes, and how many reach it."""
    distance = np.sqrt(
        np.maximum((centres**2).sum(1)[:, None] + (place**2).sum(1)[None] - 2 * centres @ place.T, 0)
    )
    gap = np.maximum(distance - radii[:, None], 0)
    reached = np.maximum(1 - gap * gap * inverse2, 0)
    strength = reached * reached * colour.sum(1) / (gap * gap + 0.35 + 0.05 * distance)
    most = min(most, len(place))
    order = np.argsort(-strength, axis=1, kind="stable")[:, :most]
    count = (np.take_along_axis(strength, order, 1) > 1e-4).sum(1).astype(np.uint32)
    shifts = (8 * np.arange(most)).astype(np.uint32)
    named = np.where(np.take_along_axis(strength, order, 1) > 1e-4, order + 1, 0).astype(np.uint32)
    return (named << shifts).sum(1).astype(np.uint32), count
