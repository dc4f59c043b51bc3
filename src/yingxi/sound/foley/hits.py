"""Sounds that ring once: each laid at the sample of its event, no two in a row the same."""

from collections.abc import Sequence

import numpy as np

from yingxi.film import SoundEvent
from yingxi.sound.foley.table import Recipe, carried, make_sound
from yingxi.sound.foley.weather import distant, travel_time
from yingxi.sound.signals import Random, decibels, lay
from yingxi.sound.voice import RATE, Samples

Placed = tuple[float, SoundEvent]
"""The film's frame at which the event's shot begins (its own frame counts from there), and the event."""


def lay_hits(count: int, recipe: Recipe, placed: Sequence[Placed], fps: float, random: Random) -> Samples:
    """All events of one kind as a layer (count, 2), each drawn from a few different takes of the sound."""
    layer = np.zeros((count, 2), np.float32)
    takes = [make_sound(recipe, random, 0.0) for _ in range(min(recipe.takes, len(placed)))]
    last = -1
    for (start, event), thin in zip(placed, _crowding(placed), strict=True):
        last = _other(random, len(takes), last)
        heard = carried(recipe, event.gain)
        late = travel_time(heard) if recipe.far else 0.0
        first = round(((start + event.frame) / fps + late - recipe.lead) * RATE)
        gain = decibels(recipe.level_db) * heard * thin * random.uniform(0.86, 1.0)
        sound = distant(takes[last], heard) if recipe.far else takes[last]
        lay(layer, sound, first, gain, event.pan)
    return layer


def _other(random: Random, count: int, last: int) -> int:
    """A take that was not the last one."""
    choice = int(random.integers(count))
    return (choice + 1) % count if choice == last and count > 1 else choice


def _crowding(placed: Sequence[Placed]) -> list[float]:
    """Ten of a kind at one instant are not ten times as loud: a gain for each event (they are in order)."""
    times = np.array([start + event.frame for start, event in placed])
    near = np.searchsorted(times, times + 1.0) - np.searchsorted(times, times - 1.0, side="right")
    return [float(value) for value in np.maximum(near, 1) ** -0.5]
