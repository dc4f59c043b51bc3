"""The air of each place: which ambient sounds lie under a shot, and how they pass from shot to shot."""

from dataclasses import dataclass

from yingxi.film import Shot, Storyboard

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


_PLACES: tuple[tuple[tuple[str, ...], dict[str, float]], ...] = (
    (("space", "orbit", "moon", "planet", "太空", "宇宙", "星空", "月球", "轨道"), {"space": 1.0}),
    (("underwater", "seabed", "水下", "海底"), {"underwater": 1.0}),
    (
        ("lighthouse", "beach", "coast", "harbour", "harbor", "海边", "沙滩", "海岸", "港", "灯塔"),
        {"waves": 0.9, "breeze": 0.5},
    ),
    (("sea", "ocean", "海"), {"waves": 1.0, "wind": 0.5}),
    (("river_city", "江上"), {"river": 0.8, "city": 0.5, "crowd": 0.3}),
    (
        ("river", "lake", "canal", "pond", "water", "江", "河", "湖", "溪", "水乡"),
        {"river": 0.8, "water_lap": 0.5},
    ),
    (("waterfall", "stream", "brook", "瀑布"), {"stream": 1.0}),
    (("bamboo", "forest", "wood", "jungle", "林", "竹"), {"leaves": 0.9, "breeze": 0.4}),
    (("desert", "dune", "gobi", "沙漠", "戈壁", "敦煌"), {"sand": 0.9}),
    (("snow", "ice", "glacier", "雪", "冰"), {"wind": 0.7}),
    (("mountain", "cliff", "peak", "valley", "山", "崖", "谷"), {"wind": 0.7}),
    (
        ("grass", "steppe", "field", "meadow", "prairie", "草", "田", "原野"),
        {"breeze": 0.8, "leaves": 0.25},
    ),
    (("cave", "洞"), {"drip": 0.7, "room": 1.0}),
    (("market", "festival", "square", "集市", "庙会", "广场", "街市"), {"crowd": 1.0}),
    (("street", "city", "town", "street", "alley", "城", "街", "巷", "镇"), {"city": 0.9, "crowd": 0.25}),
    (
        ("room", "house", "hall", "interior", "studio", "temple", "palace", "屋", "室", "殿", "寺", "庙"),
        {"room": 1.0},
    ),
)
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
_WILD = {"leaves", "breeze", "river", "water_lap"}
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
    place = f"{shot.set} {shot.place}".lower()
    sounds = dict(
        next((beds for words, beds in _PLACES if any(word in place for word in words)), {"breeze": 0.5})
    )
    if "space" in sounds:
        return sounds
    if "room" not in sounds or shot.weather in ("storm", "rain"):
        for kind, gain in _WEATHER.get(shot.weather, {}).items():
            indoors = 0.35 if "room" in sounds else 1.0
            sounds[kind] = max(sounds.get(kind, 0.0), gain * indoors)
    sounds |= _animals(shot, sounds)
    near = _NEARNESS[shot.size]
    return {kind: gain * near for kind, gain in sounds.items()}


def _animals(shot: Shot, sounds: dict[str, float]) -> dict[str, float]:
    """Who sings here at this hour and season."""
    if (
        not _WILD & sounds.keys()
        or shot.weather in ("rain", "storm", "snow", "dust")
        or shot.season == "winter"
    ):
        return {}
    if "city" in sounds or "waves" in sounds:
        return {}
    if shot.hour in ("dawn", "morning"):
        return {"birds": 0.9}
    if shot.hour in ("night", "dusk"):
        return {"insects": 0.8} | (
            {"frogs": 0.5} if "water_lap" in sounds and shot.season == "summer" else {}
        )
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
