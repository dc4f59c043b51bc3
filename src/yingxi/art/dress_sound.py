"""What a shot sounds like from its camera: events with loudness by distance and place on the screen."""

import math

import numpy as np

from yingxi.art.asset import Place
from yingxi.film import Shot, SoundEvent
from yingxi.world.optics import project
from yingxi.world.scene import Actor, CameraPose, Sound, World

NEAR = 14.0
"""Metres at which a sound has half of its own loudness."""
_WEATHER = {"rain": ("rain", 0.7), "storm": ("storm", 0.9), "snow": ("wind", 0.3), "dust": ("wind", 0.8)}


def hear(
    world: World, place: Place, actors: tuple[Actor, ...], shot: Shot, fps: int, frame: tuple[int, int]
) -> tuple[SoundEvent, ...]:
    """Everything heard in a shot, in the order of its frames; times are in frames of the shot."""
    duration = shot.length / fps
    heard = [
        _event(sound, world.camera(min(sound.at, duration)), fps, frame)
        for actor in (*place.actors, *actors)
        for sound in actor.sounds(duration)
    ]
    events = [*heard, *_ambience(place, shot)]
    return tuple(sorted(events, key=lambda event: (event.frame, event.kind)))


def _event(sound: Sound, pose: CameraPose, fps: int, frame: tuple[int, int]) -> SoundEvent:
    away = math.dist(sound.position, pose.position)
    x, _, depth = project(pose, frame, np.asarray([sound.position], float))[0]
    # A sound from behind the camera has no place on the screen: it comes from the middle.
    pan = 0.0 if depth <= 0 else float(np.clip(2.0 * x / frame[0] - 1.0, -1.2, 1.2)) * 0.75
    return SoundEvent(
        kind=sound.kind,
        frame=sound.at * fps,
        length=sound.length * fps,
        gain=round(sound.gain / (1.0 + away / NEAR), 4),
        pan=round(pan, 3),
    )


def _ambience(place: Place, shot: Shot) -> list[SoundEvent]:
    """The bed of a shot: its weather and its water, for the whole length."""
    bed = []
    if shot.weather in _WEATHER:
        kind, gain = _WEATHER[shot.weather]
        bed.append(SoundEvent(kind=kind, frame=0.0, length=float(shot.length), gain=gain))
    if place.water is not None:
        kind = "waves" if place.water.swell > 0.12 else "water_lap"
        bed.append(SoundEvent(kind=kind, frame=0.0, length=float(shot.length), gain=0.35))
    if shot.weather not in _WEATHER:
        wind = math.hypot(place.air.wind[0], place.air.wind[2])
        bed.append(
            SoundEvent(
                kind="wind", frame=0.0, length=float(shot.length), gain=round(min(0.08 * wind, 0.5), 3)
            )
        )
    return bed
