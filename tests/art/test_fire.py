"""Fire: where it burns, what it throws, and that it is the same every time."""

import numpy as np
import pytest
from test_things import sheet

from yingxi.art.props.blaze import TONGUE, TONGUES, Flames
from yingxi.art.registry import catalogue

BURN = ("campfire", "torch", "wreck")


def test_flames_stand_on_their_feet_and_reach_their_size():
    flames = Flames(sizes=np.array([2.0, 0.5]), seed=4)
    feet = np.array([(1.0, 0.5, 2.0), (-3.0, 0.0, 0.0)])
    rows = flames.at(feet, 1.3).instances[TONGUE].reshape(2, len(TONGUES), 16)
    assert np.allclose(rows[:, 0, [3, 7, 11]], feet)
    assert np.all(np.abs(rows[:, 0, 5] / flames.sizes - 1) < 0.2)


def test_sparks_rise_and_smoke_stands_above_the_flames():
    flames, foot = Flames(sizes=np.array([1.0]), seed=4), np.zeros((1, 3))
    for t in (-2.0, 0.0, 0.7, 5.0):
        moment = flames.at(foot, t)
        assert moment.glows[:, 1].min() > 0.2
        assert moment.puffs[:, 1].min() >= 0.75
        assert np.abs(moment.puffs[:, [0, 2]]).max() < 2.0
        assert np.isfinite(moment.puffs).all()
        assert moment.puffs[:, 7].max() <= flames.smoke


def test_a_fire_without_smoke_has_none():
    assert len(Flames(sizes=np.ones(1), seed=1, smoke=0.0).at(np.zeros((1, 3)), 1.0).puffs) == 0


@pytest.mark.parametrize("name", BURN)
def test_what_burns_lights_its_place_and_burns_within_its_bounds(name):
    actor = catalogue()[name].build(sheet(name))
    moment, (low, high) = actor.at(1.0), actor.bounds(1.0)
    assert np.hypot(moment.lights[:, 0] - 10.0, moment.lights[:, 2] - 5.0).max() < 2.5
    assert moment.lights[:, 4:7].min() > 0
    tongues = moment.instances[TONGUE]
    assert np.all(tongues[:, 7] >= low[1])
    assert np.all(tongues[:, 7] <= high[1])
    again = catalogue()[name].build(sheet(name)).at(1.0)
    assert np.array_equal(moment.puffs, again.puffs)
    assert np.array_equal(tongues, again.instances[TONGUE])
    assert [sound.kind for sound in actor.sounds(2.0)] == ["fire"]


def test_incense_rises_in_threads_from_its_sticks():
    puffs = catalogue()["incense_burner"].build(sheet("incense_burner")).at(3.0).puffs
    low = puffs[puffs[:, 1] < 0.75]
    assert np.hypot(low[:, 0] - 10.0, low[:, 2] - 5.0).max() < 0.12
    assert puffs[:, 1].max() > 1.6
