"""The air of each place: which ambient sounds lie under a shot, and how they pass from shot to shot."""

from dataclasses import dataclass

from yingxi.film import Shot, Storyboard
from yingxi.sound.foley.places import LIVING, air_of, place_of

CROSS = {"cut": 8, "dissolve": 12, "wipe": 10, "fade": 12}
"""Frames over which one place's air passes into the next, by how the shot begins."""

PRELAP = 8
"""Frames by which the air of a new scene comes before its picture (a J-cut)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bed:
    """One ambient sound through the film: its gain at each of `frames`, straight lines between."""

    kind: str
    frames: tuple[float, ...]
    gains: tuple[float, ...]


_WEATHER: dict[str, dict[str, float]] = {
    "rain": {"rain": 1.0},
    "storm": {"rain": 1.0, "gale": 0.9},
    "snow": {"breeze": 0.6},
    "dust": {"sand": 0.8},
    "mist": {"breeze": 0.3},
    "clear": {},
    "cloudy": {},
    "overcast": {"breeze": 0.3},
}
_NEARNESS = {
    "ews": 0.85,
    "ws": 0.95,
    "fs": 1.0,
    "mfs": 0.9,
    "ms": 0.85,
    "mcu": 0.75,
    "cu": 0.65,
    "ecu": 0.55,
}


def bed_for(shot: Shot) -> dict[str, float]:
    """The ambient sounds of a shot and their gains, 0-1, from its set, place, weather, hour and season."""
    place = place_of(shot.set, shot.place)
    sounds = air_of(place)
    if not {"space", "underwater"} & sounds.keys():
        indoors = 0.35 if "room" in sounds else 1.0
        for kind, gain in _WEATHER[shot.weather].items():
            sounds[kind] = max(sounds.get(kind, 0.0), gain * indoors)
    if place in LIVING:
        sounds |= _animals(shot, sounds)
    near = _NEARNESS[shot.size]
    return {kind: gain * near for kind, gain in sounds.items()}


def _animals(shot: Shot, sounds: dict[str, float]) -> dict[str, float]:
    """Who sings here at this hour and season; nobody in bad weather or winter."""
    if shot.weather in ("rain", "storm", "snow", "dust") or shot.season == "winter":
        return {}
    if shot.hour in ("dawn", "morning"):
        return {"birds": 0.9}
    if shot.hour in ("night", "dusk"):
        frogs = {"frogs": 0.5} if "water_lap" in sounds and shot.season == "summer" else {}
        return {"insects": 0.8, **frogs}
    return {"cicadas": 0.6} if shot.season == "summer" else {"birds": 0.5}


def make_beds(board: Storyboard) -> tuple[Bed, ...]:
    """The film's ambient sounds, crossing over where the place changes and holding where it stays."""
    plans = [bed_for(shot) for shot in board.shots]
    kinds = sorted({kind for plan in plans for kind in plan})
    return tuple(_one_bed(kind, board, [plan.get(kind, 0.0) for plan in plans]) for kind in kinds)


def _one_bed(kind: str, board: Storyboard, gains: list[float]) -> Bed:
    """The gain of one sound as points: level through a shot, sloping around each cut where it changes."""
    points = [(0.0, gains[0])]
    for before, after, old, new in zip(board.shots, board.shots[1:], gains, gains[1:], strict=False):
        if old == new:
            continue
        half = CROSS[after.join] / 2
        lead = PRELAP if before.scene != after.scene else 0
        points += [(max(points[-1][0], after.start - half - lead), old), (after.start + half - lead, new)]
    points.append((float(board.frames), points[-1][1]))
    return Bed(
        kind=kind, frames=tuple(frame for frame, _ in points), gains=tuple(gain for _, gain in points)
    )
