"""The fishing harbour: its views stand free, boats ride the sea, storms burst and flash, dawn can be blue."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from yingxi.art.airs import before_sunrise, is_before_sunrise
from yingxi.art.asset import CallSheet, Path, Place
from yingxi.art.cast.animal_dust import raised_dust
from yingxi.art.checker_rays import enclosed
from yingxi.art.looks_file import find_look
from yingxi.art.props.fishing_boat import FishingBoats
from yingxi.art.registry import asset_by_id
from yingxi.art.sets.coast_land import coast_height
from yingxi.art.sets.coast_views import FOUL, HARBOUR, MARKET, View
from yingxi.art.sets.surf import Lightning, Surf, channel, flicker
from yingxi.film import Shot
from yingxi.world.scene import Air, Water


def shot(**changes: object) -> Shot:
    plain = Shot(
        number="0010", scene=1, start=0, length=72, description="", place="harbour", set="coast_town"
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def harbour() -> Place:
    look = find_look("documentary")
    sheet = CallSheet(shot=shot(), look=look, fps=24, duration=3.0, beat=0.8, beat_phase=0.0, seed=1)
    place = asset_by_id("coast_town").build(sheet)
    assert isinstance(place, Place)
    return place


@pytest.mark.parametrize("view", [*HARBOUR.values(), *FOUL.values(), *MARKET.values()], ids=str)
def test_every_view_stands_free_over_ground_and_water(harbour: Place, view: View) -> None:
    eye = np.array(view.eye)
    ground = float(np.asarray(coast_height(3)(eye[:1], eye[2:])).reshape(-1)[0])
    assert eye[1] > max(ground, 0.0) + 0.8
    assert not enclosed(harbour.models, harbour.statics, eye)


def boats(swell: float) -> FishingBoats:
    path = Path(position=lambda t: np.array((4.0 * t, 0.0, 0.0), np.float32), yaw=lambda t: 0.0)
    water = Water(swell=swell)
    return FishingBoats(
        paths=(path,), paints=np.ones((1, 3)), lit=0.1, water=water, wind=(8.0, 0.0, 2.0), seed=5
    )


def test_a_boat_pitches_with_the_sea_and_throws_spray_only_in_a_heavy_one() -> None:
    times = np.arange(0.0, 4.0, 0.1)
    calm, heavy = boats(0.05), boats(0.6)
    tilt = [np.ptp([float(one._afloat(float(t))[2][0]) for t in times]) for one in (calm, heavy)]
    assert tilt[1] > 2 * tilt[0]
    assert sum(len(calm.at(float(t)).puffs) for t in times) == 0
    assert sum(len(heavy.at(float(t)).puffs) for t in times) > 20


def test_the_crew_stand_on_deck() -> None:
    rows = boats(0.05).at(1.0).instances
    heights = np.concatenate([rows[name][:, 7] for name in rows if name.startswith("spectator")])
    assert len(heights) == 3
    assert ((heights > 0.4) & (heights < 1.4)).all()


def test_spray_goes_up_and_comes_down() -> None:
    surf = Surf(places=np.zeros((1, 3)), outward=np.array([[1.0, 0.0]]), high=10.0, period=3.0, seed=2)
    tops = [max((row[1] for row in surf.at(t).puffs), default=0.0) for t in np.arange(0.0, 6.0, 0.1)]
    assert 3.0 < max(tops) < 12.0
    assert min(tops) < 1.0
    assert np.array_equal(surf.at(1.3).puffs, surf.at(1.3).puffs)


def test_lightning_flashes_and_dies_away() -> None:
    bolt = Lightning(strikes=((1.0, -300.0, 260.0, -500.0),), seed=3)
    assert len(bolt.at(0.9).glows) == 0
    assert len(bolt.at(1.0).lights) == 1
    assert len(bolt.at(2.5).glows) == 0
    assert flicker(0.0) == pytest.approx(1.0)
    thunder = bolt.sounds(8.0)[0]
    assert thunder.at == pytest.approx(1.0 + np.hypot(300, 500) / 340)


def test_a_bolt_is_one_line_from_cloud_to_ground() -> None:
    points, thick = channel(3, 0)
    trunk = points[thick == 1.0]
    assert trunk[0, 1] == pytest.approx(1.0)
    assert trunk[-1, 1] == pytest.approx(0.0)
    assert max(float(np.linalg.norm(b - a)) for a, b in pairwise(trunk)) < 0.05


def test_a_cold_dawn_is_before_the_sun() -> None:
    assert is_before_sunrise(shot(hour="dawn", warmth=-0.8))
    assert not is_before_sunrise(shot(hour="dawn", warmth=0.2))
    assert not is_before_sunrise(shot(hour="dawn", warmth=-0.8, weather="storm"))
    blue = before_sunrise(Air(sky="day"))
    assert blue.sun_size == 0.0
    assert blue.zenith[2] > 2 * blue.zenith[0]


def test_dust_hangs_behind_who_runs_and_not_behind_who_walks() -> None:
    def going(speed: float) -> Path:
        return Path(position=lambda t: np.array((speed * t, 0.0, 0.0), np.float32), yaw=lambda t: 0.0)

    dust = raised_dust([going(12.0)], 3.0, 2.4, (0.4, 0.3, 0.2), 1)
    assert len(dust) > 5
    assert dust[:, 0].max() < 12.0 * 3.0 + 2.0
    assert len(raised_dust([going(1.4)], 3.0, 2.4, (0.4, 0.3, 0.2), 1)) == 0
