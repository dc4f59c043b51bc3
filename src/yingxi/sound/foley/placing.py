"""Foley laid under the picture: every event at its own sample, every place with its air."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

import numpy as np

from yingxi.film import SoundEvent
from yingxi.sound.foley.beds import Bed
from yingxi.sound.foley.table import RECIPES, Recipe, find_recipe, make_sound
from yingxi.sound.foley.weather import distant, travel_time
from yingxi.sound.room import echoes, hall, put_into
from yingxi.sound.signals import decibels, lay, looped, softly_ended, span
from yingxi.sound.stem import Stem
from yingxi.sound.voice import RATE, Samples

Placed = tuple[float, SoundEvent]
"""The film's frame at which the event's shot begins (its own frame counts from there), and the event."""

_LOOP_S = 13.0
_FADE_S = 0.25


def make_foley(
    events: Sequence[Placed],
    fps: float,
    frames: int,
    beds: Sequence[Bed] = (),
    seed: int = 1,
    language: str = "en",
) -> Stem:
    """The foley stem: (n, 2) at 48 kHz, exactly frames/fps long.

    An event sounds at (start frame + event.frame) / fps, to the sample. Kinds that nobody here can make are
    said in the notes.
    """
    count = round(frames * RATE / fps)
    dry, open_air = np.zeros((count, 2), np.float32), np.zeros((count, 2), np.float32)
    silent: dict[str, int] = defaultdict(int)
    for kind, placed in _by_kind(events).items():
        recipe = find_recipe(kind)
        if recipe is None:
            silent[kind] += len(placed)
            continue
        layer = _lay_kind(count, recipe, placed, fps, _source(seed, kind))
        dry += layer
        if recipe.room > 0.1:
            layer *= np.float32(recipe.room)
            open_air += layer
    _lay_beds(dry, beds, fps, seed, silent)
    wet = put_into(open_air, _outdoors(seed), 1.0) - open_air if np.any(open_air) else open_air
    return Stem(name="foley", samples=softly_ended(dry + wet, 0.02), notes=_silent_notes(silent, language))


def _by_kind(events: Iterable[Placed]) -> Mapping[str, list[Placed]]:
    """Events of each kind in order of time, kinds in the order of the alphabet: the same on every run."""
    sorted_events = sorted(
        events, key=lambda placed: (placed[1].kind, placed[0] + placed[1].frame, placed[1].pan)
    )
    groups: dict[str, list[Placed]] = defaultdict(list)
    for placed in sorted_events:
        groups[placed[1].kind].append(placed)
    return groups


def _source(seed: int, name: str) -> np.random.Generator:
    return np.random.default_rng([seed, crc32(name.encode())])


def _lay_kind(
    count: int, recipe: Recipe, placed: Sequence[Placed], fps: float, random: np.random.Generator
) -> Samples:
    """All events of one kind, each drawn from a few different takes of the sound."""
    layer = np.zeros((count, 2), np.float32)
    longest = max((event.length for _, event in placed), default=0.0) / fps
    seconds = min(_LOOP_S, max(0.5, longest + _FADE_S)) if not recipe.hit else 0.0
    takes = [make_sound(recipe, random, seconds) for _ in range(min(recipe.takes, len(placed)))]
    last = -1
    for (start, event), thin in zip(placed, _crowding(placed), strict=True):
        last = _other(random, len(takes), last)
        force = random.uniform(0.86, 1.0) if recipe.hit else 1.0
        late = travel_time(event.gain) if recipe.far else 0.0
        first = round(((start + event.frame) / fps + late - recipe.lead) * RATE)
        gain = decibels(recipe.level_db) * event.gain * thin * force
        lay(layer, _shaped(takes[last], recipe, event, fps), first, gain, event.pan)
    return layer


def _other(random: np.random.Generator, count: int, last: int) -> int:
    """A take that was not the last one."""
    choice = int(random.integers(count))
    return (choice + 1) % count if choice == last and count > 1 else choice


def _crowding(placed: Sequence[Placed]) -> list[float]:
    """Ten of a kind at one instant are not ten times as loud: a gain for each event."""
    times = np.array([start + event.frame for start, event in placed])
    near = (
        (np.abs(times[:, None] - times[None, :]) < 1.0).sum(axis=1)
        if len(times) < 4000
        else np.ones(len(times))
    )
    return [float(value) for value in near**-0.5]


def _shaped(sound: Samples, recipe: Recipe, event: SoundEvent, fps: float) -> Samples:
    """The sound as this event has it: its length, its distance."""
    if not recipe.hit:
        count = span(max(event.length / fps, 0.2))
        sound = looped(sound, count)
        fade = min(span(_FADE_S), count // 3)
        ramp = np.ones(count, np.float32)
        ramp[:fade] = np.linspace(0, 1, fade)
        ramp[-fade:] = np.minimum(ramp[-fade:], np.linspace(1, 0, fade))
        sound = sound * ramp
    return distant(sound, event.gain) if recipe.far else sound


def _lay_beds(dry: Samples, beds: Sequence[Bed], fps: float, seed: int, silent: dict[str, int]) -> None:
    """Each bed's texture once, under its own curve of gain."""
    for bed in beds:
        recipe = RECIPES.get(bed.kind)
        if recipe is None:
            silent[bed.kind] += 1
            continue
        left = make_sound(recipe, _source(seed, bed.kind + " left"), _LOOP_S)
        right = make_sound(recipe, _source(seed, bed.kind + " right"), _LOOP_S)
        wide = np.stack([0.8 * left + 0.4 * right, 0.4 * left + 0.8 * right], axis=1)
        curve = np.interp(np.arange(len(dry)) * (fps / RATE), bed.frames, bed.gains).astype(np.float32)
        dry += looped(wide, len(dry)) * (curve * np.float32(decibels(recipe.level_db)))[:, None]


def _outdoors(seed: int) -> Samples:
    """A wide open place with far walls: a valley of houses, a river bend."""
    answer = echoes((0.11, 0.19, 0.31, 0.47), (0.5, 0.4, 0.32, 0.22), 2400.0, seed)
    tail = hall(1.9, 1900.0, seed, before=0.05)
    out = np.zeros((max(len(answer), len(tail)), 2), np.float32)
    out[: len(answer)] += answer
    out[: len(tail)] += tail * 0.7
    return out


def _silent_notes(silent: Mapping[str, int], language: str) -> tuple[str, ...]:
    """Which kinds of event could not be heard."""
    if language == "zh":
        return tuple(
            f"没有“{kind}”的声音（{count} 处），画面无声" for kind, count in sorted(silent.items())
        )
    return tuple(
        f"no sound is known for '{kind}' ({count} events); it is silent"
        for kind, count in sorted(silent.items())
    )
