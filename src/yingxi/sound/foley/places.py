"""What each place sounds like by itself: our sets by their ids, other places by words in both languages."""

Air = dict[str, float]
"""Kinds of sound that go on, and their gains 0-1."""

_SETS: dict[str, Air] = {
    "river_city": {"river": 0.8, "city": 0.5, "crowd": 0.3},
    "river": {"river": 0.8, "water_lap": 0.5},
    "lake": {"water_lap": 0.7, "breeze": 0.3},
    "lotus": {"water_lap": 0.7, "breeze": 0.3},
    "sea": {"waves": 1.0, "wind": 0.5},
    "coast_town": {"waves": 0.8, "breeze": 0.5},
    "harbour": {"water_lap": 0.8, "waves": 0.3, "breeze": 0.4},
    "underwater": {"underwater": 1.0},
    "reef": {"underwater": 1.0},
    "forest": {"leaves": 0.9, "breeze": 0.4},
    "bamboo": {"leaves": 1.0, "breeze": 0.4},
    "grassland": {"breeze": 0.8, "leaves": 0.25},
    "village": {"breeze": 0.6, "leaves": 0.3},
    "mountains": {"wind": 0.6},
    "cloud_sea": {"wind": 0.6},
    "great_wall": {"wind": 0.7},
    "sky": {"wind": 0.7},
    "desert": {"sand": 0.9},
    "mars": {"sand": 0.8, "space": 0.4},
    "snowfield": {"wind": 0.7},
    "moon": {"space": 1.0},
    "moon_palace": {"space": 0.8},
    "space": {"space": 1.0},
    "spacecraft": {"spacecraft": 0.5, "room": 1.0},
    "modern_city": {"city": 1.0, "crowd": 0.15},
    "old_town": {"crowd": 0.5, "breeze": 0.4},
    "rooftop": {"city": 0.8, "wind": 0.3},
    "road_tunnel": {"city": 0.8, "engine": 0.2},
    "palace": {"breeze": 0.5},
    "interior_hall": {"room": 1.0},
    "stage": {"room": 1.0, "crowd": 0.4},
    "studio": {"room": 1.0},
    "canal": {"water_lap": 0.8, "breeze": 0.3},
    "cave": {"drip": 0.8, "water_lap": 0.5},
    "shanshui": {"water_lap": 0.6, "breeze": 0.4},
    "storm_clouds": {"gale": 0.8},
    "observatory": {"breeze": 0.5, "insects": 0.4},
    "viaduct": {"wind": 0.6},
    "dune_ridge": {"sand": 0.9},
    "banner_hall": {"room": 1.0, "breeze": 0.25},
}
_WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("outer space", "orbit", "planet", "太空", "宇宙", "星空", "轨道"), "space"),
    (("moon", "月球", "月宫"), "moon"),
    (("underwater", "seabed", "水下", "海底"), "underwater"),
    (("lighthouse", "beach", "coast", "海边", "沙滩", "海岸", "灯塔"), "coast_town"),
    (("harbour", "harbor", "pier", "港", "码头"), "harbour"),
    (("sea of clouds", "云海"), "cloud_sea"),
    (("sea", "ocean", "海"), "sea"),
    (("lake", "pond", "湖", "池"), "lake"),
    (("river", "canal", "stream", "江", "河", "溪", "水乡"), "river"),
    (("bamboo", "竹"), "bamboo"),
    (("forest", "wood", "jungle", "林"), "forest"),
    (("desert", "dune", "gobi", "沙漠", "戈壁", "敦煌"), "desert"),
    (("snow", "ice", "glacier", "雪", "冰"), "snowfield"),
    (("mountain", "cliff", "peak", "valley", "山", "崖", "谷"), "mountains"),
    (("grass", "steppe", "field", "meadow", "prairie", "草", "田", "原野"), "grassland"),
    (("market", "festival", "square", "集市", "庙会", "广场", "街市", "古镇"), "old_town"),
    (("street", "city", "alley", "城", "街", "巷"), "modern_city"),
    (("village", "town", "村", "镇"), "village"),
    (("room", "house", "hall", "interior", "屋", "室", "殿", "厅"), "interior_hall"),
)
_ANYWHERE: Air = {"breeze": 0.5}

LIVING = frozenset(
    {"river", "lake", "lotus", "forest", "bamboo", "grassland", "village", "mountains", "palace", "old_town"}
    | {"shanshui"}
)
"""Places where birds, insects and frogs are heard."""


def place_of(set_id: str, place: str) -> str:
    """The id of the set whose air this place has: the set itself, else the first that the words name."""
    if set_id in _SETS:
        return set_id
    text = f"{set_id} {place}".lower()
    return next((known for words, known in _WORDS if any(word in text for word in words)), "")


def air_of(place: str) -> Air:
    """The air of a place named by `place_of`; a light breeze where nothing is known."""
    return dict(_SETS.get(place, _ANYWHERE))
