"""What falls is a pure function of time, stays about the camera, and comes in the amount asked for."""

import numpy as np
import pytest

from yingxi.world.scene import Air, CameraPose
from yingxi.world.weather import LEAF, PETAL, SNOW, falling, flake_models

POSE = CameraPose(position=(100.0, 3.0, -40.0), target=(0.0, 0.0, 0.0))


def test_clear_air_shows_nothing() -> None:
    moment = falling(Air(), POSE, 1.0, 1)
    assert len(moment.glows) == len(moment.puffs) == len(moment.instances) == 0


@pytest.mark.parametrize(("kind", "table"), [("rain", "glows"), ("snow", "puffs"), ("dust", "puffs")])
def test_amount_is_proportional(kind: str, table: str) -> None:
    full, half = (len(getattr(falling(Air(**{kind: amount}), POSE, 0.5, 1), table)) for amount in (1.0, 0.5))
    assert full > 40
    assert abs(half - full / 2) <= 3


def test_it_is_pure_in_time() -> None:
    air = Air(rain=0.5, snow=0.5, petals=0.5, leaves=0.5, dust=0.5)
    first, again = falling(air, POSE, 3.7, 5), falling(air, POSE, 3.7, 5)
    assert np.array_equal(first.glows, again.glows)
    assert np.array_equal(first.puffs, again.puffs)
    assert np.array_equal(first.instances[PETAL], again.instances[PETAL])
    assert not np.array_equal(first.glows, falling(air, POSE, 3.7, 6).glows)


def test_it_stays_in_the_box_about_the_camera() -> None:
    rows = falling(Air(snow=1.0), POSE, 812.3, 1).puffs
    widest = max(max(layer.box) for layer in SNOW)
    assert np.abs(rows[:, :3] - np.array(POSE.position)).max() <= widest / 2 + 1e-3


def test_rain_falls_and_snow_falls_slower() -> None:
    early, late = (falling(Air(rain=1.0), POSE, t, 1).glows[:, 1] for t in (1.0, 1.01))
    fallen = np.median(early - late)
    assert fallen == pytest.approx(0.097, abs=0.03)
    snow = np.median(
        falling(Air(snow=1.0), POSE, 1.0, 1).puffs[:, 1] - falling(Air(snow=1.0), POSE, 1.01, 1).puffs[:, 1]
    )
    assert 0 < snow < fallen / 4


def test_petals_and_leaves_are_models_that_can_be_loaded() -> None:
    moment = falling(Air(petals=1.0, leaves=1.0), POSE, 2.0, 1)
    assert set(moment.instances) == {PETAL, LEAF} == set(flake_models())
    rows = moment.instances[PETAL]
    turn = rows[:, :12].reshape(-1, 3, 4)[:, :, :3]
    size = np.linalg.norm(turn, axis=1)
    assert np.allclose(size, size[:, :1], atol=1e-4)
