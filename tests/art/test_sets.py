"""Every set stands by itself: it renders, it is lit, it moves where it should, and its stage is free."""

from dataclasses import replace

import numpy as np
import pytest

from yingxi.art.asset import Asset, CallSheet, Place, Spot
from yingxi.art.looks_file import find_look
from yingxi.art.registry import catalogue
from yingxi.film import Shot
from yingxi.world import Renderer
from yingxi.world.scene import CameraPose, World

SETS = (
    "bamboo",
    "banner_hall",
    "canal",
    "coast_town",
    "desert",
    "dune_ridge",
    "forest",
    "grassland",
    "great_wall",
    "interior_hall",
    "lake",
    "mars",
    "modern_city",
    "moon",
    "moon_palace",
    "mountains",
    "observatory",
    "old_town",
    "palace",
    "river",
    "road_tunnel",
    "rooftop",
    "sea",
    "shanshui",
    "sky",
    "snowfield",
    "space",
    "stage",
    "studio",
    "underwater",
    "village",
)
MOVING = {
    "bamboo",
    "banner_hall",
    "forest",
    "grassland",
    "lake",
    "river",
    "sea",
    "underwater",
    "stage",
    "space",
    "modern_city",
    "coast_town",
    "sky",
    "mountains",
    "village",
}
FLAT = (
    "ground",
    "street",
    "road",
    "pavement",
    "court",
    "floor",
    "tile",
    "plain",
    "zebra",
    "dash",
    "kerb",
    "deck",
    "shell",
    "slab",
    "lane",
    "terrace",
    "cloud",
    "cords",
    "wall",
    "daylight",
    "segment",
    "rib",
    "timber",
    "grass",
    "flower",
    "fern",
    "cyclorama",
    "city_plain",
    "merlon",
    "summit",
    "roof_poles",
    "lantern",
)


def sheet(
    asset: Asset, hour: str = "morning", weather: str = "clear", season: str = "summer", **more
) -> CallSheet:
    shot = Shot(
        number="0010",
        scene=1,
        start=0,
        length=48,
        description="",
        place=asset.words.zh[0],
        set=asset.id,
        hour=hour,
        weather=weather,
        season=season,
        **more,
    )
    look = find_look("documentary")
    return CallSheet(shot=shot, look=look, fps=24, duration=2.0, beat=0.6, beat_phase=0.0, seed=shot.seed)


def stage_of(asset: Asset, place: Place) -> Spot:
    return place.spots["ground" if "ground" in place.spots else asset.lives]


def world_of(asset: Asset, place: Place) -> World:
    """The set seen from 14 m off its stage, a little over a man's height above ground and water."""
    spot = place.spots[asset.lives] if asset.lives in place.spots else stage_of(asset, place)
    middle, way = np.array(spot.centre), np.array([spot.camera[0], 0.0, spot.camera[1]])
    eye = middle + 14 * way + np.array([0, 2.0, 0])
    if place.ground is not None:
        level = float(place.ground(eye[[0]], eye[[2]])[0])
        eye[1] = max(eye[1], level + 1.8, 1.2 if place.water else -np.inf)
    pose = CameraPose(position=tuple(eye), target=tuple(middle - 20 * way + np.array([0, 3.0, 0])), lens=26.0)
    return World(
        actors=place.actors,
        camera=lambda t: pose,
        air=place.air,
        grade=find_look("documentary").grade,
        water=place.water,
        models=place.models,
        statics=place.statics,
        atlas=place.atlas,
        ground=place.ground,
    )


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer((320, 180), quality="draft")


def looks_right(picture: np.ndarray) -> None:
    light = picture.astype(float).mean(-1) / 255
    assert 0.015 < light.mean() < 0.93
    assert light.std() > 0.02
    assert (light > 0.99).mean() < 0.5


@pytest.mark.parametrize("name", SETS)
def test_set_renders_by_itself(name: str, renderer: Renderer) -> None:
    asset = catalogue()[name]
    place = asset.build(sheet(asset))
    renderer.load(world_of(asset, place))
    first, later = renderer.still(0), renderer.still(40)
    looks_right(first)
    if name in MOVING:
        assert np.abs(first.astype(int) - later).max() > 8


@pytest.mark.parametrize("name", SETS)
def test_stage_is_free(name: str) -> None:
    asset = catalogue()[name]
    place = asset.build(sheet(asset))
    spot = stage_of(asset, place)
    along, across = np.array(spot.heading), np.array([-spot.heading[1], spot.heading[0]])
    for model, rows in place.statics.items():
        if model.startswith(FLAT) or any(word in model for word in FLAT):
            continue
        away = rows[:, [3, 11]] - np.array(spot.centre)[[0, 2]]
        inside = (np.abs(away @ along) < 0.5 * spot.extent[0]) & (
            np.abs(away @ across) < 0.5 * spot.extent[1]
        )
        level = np.abs(rows[:, 7] - spot.centre[1]) < 3.0
        assert not (inside & level).any(), f"{model} stands on the stage"


@pytest.mark.parametrize("name", SETS)
def test_spots_stand_on_the_ground(name: str) -> None:
    asset = catalogue()[name]
    place = asset.build(sheet(asset))
    assert np.isclose(np.hypot(*stage_of(asset, place).camera), 1.0)
    assert asset.lives in place.spots or asset.lives in ("any", "ground")
    if place.ground is not None and "ground" in place.spots:
        x, y, z = place.spots["ground"].centre
        assert abs(float(place.ground(np.array([x]), np.array([z]))[0]) - y) < 0.6


def test_same_scene_same_place_other_scene_other_place() -> None:
    asset = catalogue()["mountains"]
    one, same = asset.build(sheet(asset, seed=1)), asset.build(sheet(asset, seed=2))
    assert np.array_equal(
        one.models["ground_04"].surfaces[0].vertices, same.models["ground_04"].surfaces[0].vertices
    )
    first = sheet(asset)
    other = asset.build(replace(first, shot=replace(first.shot, scene=2)))
    assert not np.array_equal(
        one.models["ground_04"].surfaces[0].vertices, other.models["ground_04"].surfaces[0].vertices
    )


@pytest.mark.parametrize(
    ("season", "weather", "brighter"), [("winter", "snow", True), ("summer", "storm", False)]
)
def test_snow_whitens_and_storm_darkens(
    season: str, weather: str, brighter: bool, renderer: Renderer
) -> None:
    asset = catalogue()["grassland"]
    renderer.load(world_of(asset, asset.build(sheet(asset))))
    clear = renderer.still(0).astype(float)[120:].mean()
    renderer.load(world_of(asset, asset.build(sheet(asset, weather=weather, season=season))))
    assert (renderer.still(0).astype(float)[120:].mean() > clear) == brighter


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(
    ("hour", "weather"), [("night", "rain"), ("sunset", "mist"), ("noon", "storm"), ("dawn", "snow")]
)
def test_set_renders_at_every_hour(name: str, hour: str, weather: str, renderer: Renderer) -> None:
    asset = catalogue()[name]
    place = asset.build(sheet(asset, hour, weather, "winter" if weather == "snow" else "spring"))
    renderer.load(world_of(asset, place))
    picture = renderer.still(0).astype(float) / 255
    assert 0.008 < picture.mean() < 0.93
    assert picture.std() > 0.01
