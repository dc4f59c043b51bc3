"""Subjects stand apart, travel to the side that the shot wants, at speeds true to them."""

import math
from itertools import combinations

import numpy as np
import pytest
from art_boxes import a_shot, a_subject, box_asset, plain

from yingxi.art.blocking import block_shot
from yingxi.art.blocking_formation import formation
from yingxi.art.blocking_stage import choose_spot
from yingxi.art.blocking_verbs import VERBS, speed_of

DURATION = 4.0


def blocked(shot, *assets, place=None, seed=1):
    return block_shot(shot, dict(enumerate(assets)), place or plain(), DURATION, seed)


@pytest.mark.parametrize(("screen", "sign"), [("right", 1.0), ("left", -1.0)])
def test_travellers_go_to_the_side_of_the_screen_that_the_shot_wants(screen, sign):
    man = box_asset()
    path = blocked(a_shot(a_subject(action="walk"), screen=screen), man)[0].paths[0]
    # The camera of the plain stands at +z, so the screen's right is +x.
    assert sign * (path.position(DURATION)[0] - path.position(0.0)[0]) == pytest.approx(
        1.3 * DURATION, rel=0.05
    )


def test_things_head_where_they_go():
    path = blocked(a_shot(a_subject(action="walk")), box_asset())[0].paths[0]
    step = path.position(2.1) - path.position(2.0)
    assert path.yaw(2.0) == pytest.approx(math.atan2(-step[2], step[0]), abs=0.02)


@pytest.mark.parametrize(
    ("action", "size", "metres_a_second"),
    [
        ("walk", (0.5, 1.75, 0.5), 1.3),
        ("race", (14.0, 2.0, 1.6), 5.2),
        ("run", (2.4, 2.4, 0.8), 11.9),
        ("drive", (4.4, 1.5, 1.8), 13.0),
    ],
)
def test_speeds_are_true_to_the_thing(action, size, metres_a_second):
    assert speed_of(action, box_asset(size=size)) == pytest.approx(metres_a_second, rel=0.05)


def test_a_place_too_short_for_a_speed_says_so():
    short = plain()
    result = blocked(a_shot(a_subject(action="drive")), box_asset(size=(4.4, 1.5, 1.8)), place=short)[0]
    assert result.notes == ()
    result = block_shot(
        a_shot(a_subject(action="drive")), {0: box_asset(size=(4.4, 1.5, 1.8))}, short, 12.0, 1
    )[0]
    assert "m/s" in result.notes[0]


@pytest.mark.parametrize("action", ["stand", "walk", "race", "fly", "run", "circle", "swim"])
@pytest.mark.parametrize("count", [2, 5, 9])
def test_none_of_many_stands_in_another(action, count):
    asset = box_asset(size=(2.0, 1.5, 0.8))
    offsets = formation(action, asset, count, np.random.default_rng(3))
    assert len(offsets) == count
    for one, other in combinations(offsets, 2):
        apart = np.abs(one - other)
        assert apart[0] > asset.size[0] or apart[1] > asset.size[2] or apart[2] > asset.size[1]


def test_two_subjects_do_not_overlap_on_the_screen():
    result = blocked(a_shot(a_subject(), a_subject()), box_asset(), box_asset("tall", (1.0, 2.0, 1.0)))
    first, second = result[0].paths[0].position(0.0), result[1].paths[0].position(0.0)
    assert abs(first[0] - second[0]) > 1.0


def test_a_chaser_stays_behind_the_chased():
    shot = a_shot(a_subject(action="chase"), a_subject(action="run"))
    result = blocked(shot, box_asset(), box_asset("mouse", (0.6, 0.5, 0.3)))
    for t in (0.0, 2.0, 4.0):
        assert result[0].paths[0].position(t)[0] < result[1].paths[0].position(t)[0] - 1.0


def test_two_who_meet_come_near_and_stop():
    result = blocked(a_shot(a_subject(action="meet", count=2)), box_asset())[0]

    def gap(t):
        return float(np.linalg.norm(result.paths[0].position(t) - result.paths[1].position(t)))

    assert gap(0.0) > gap(2.0) > gap(3.0)
    assert gap(3.0) == pytest.approx(gap(4.0), abs=1e-3)
    assert 1.0 < gap(4.0) < 3.0


def test_tracks_follow_the_ground():
    hill = plain()
    object.__setattr__(hill, "ground", lambda x, z: 0.1 * np.asarray(x))
    path = blocked(a_shot(a_subject(action="walk")), box_asset(), place=hill)[0].paths[0]
    place = path.position(3.0)
    assert place[1] == pytest.approx(0.1 * place[0], abs=1e-4)


def test_things_of_the_sky_are_lifted_where_a_place_names_no_sky():
    bare = plain()
    del bare.spots["sky"]
    spot, habitat = choose_spot(bare, "sky")
    assert habitat == "sky"
    assert spot.centre[1] > 8.0


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_is_smooth_and_known_before_the_shot(verb):
    asset = box_asset(actions=(verb,))
    path = blocked(a_shot(a_subject(action=verb, count=2)), asset)[0].paths[0]
    places = np.array([path.position(t) for t in np.arange(-2.0, DURATION, 1 / 24)])
    assert np.isfinite(places).all()
    assert np.linalg.norm(np.diff(places, axis=0), axis=1).max() < 1.5
