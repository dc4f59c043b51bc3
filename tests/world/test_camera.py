"""Camera moves and lens geometry."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingxi.film.errors import UsageError
from yingxi.world.camera import MOVES, eased, path
from yingxi.world.optics import circle_of_confusion, field_of_view, in_frame, project, view_of
from yingxi.world.scene import CameraPose

START = CameraPose(position=(0, 2, 10), target=(0, 1, 0), lens=35, focus=10, aperture=2.8)


def test_ease_settles_at_both_ends_and_is_steady_between():
    speed = np.diff([eased(s) for s in np.linspace(0, 1, 201)])
    assert eased(0) == 0
    assert eased(1) == 1
    assert speed.min() > 0
    assert speed[0] < speed[100] / 50
    assert speed[-1] < speed[100] / 50
    np.testing.assert_allclose(speed[70:130], speed[100], rtol=1e-9)


@pytest.mark.parametrize("move", [m for m in MOVES if m not in ("handheld",)])
def test_moves_begin_on_the_framed_pose_and_move_smoothly(move):
    walk = path(move, START, 4.0, subject=lambda t: np.array([t, 0, 0]) * 0.0)
    np.testing.assert_allclose(walk(0).position, START.position, atol=1e-9)
    np.testing.assert_allclose(walk(0).target, START.target, atol=1e-9)
    places = np.array([walk(t).position for t in np.arange(0, 4, 1 / 24)])
    jumps = np.linalg.norm(np.diff(places, 2, axis=0), axis=1)
    assert jumps.max() < 0.01


def test_directions():
    end = {move: path(move, START, 4.0)(4.0) for move in MOVES}
    assert end["truck_right"].position[0] > 1
    assert end["truck_left"].position[0] < -1
    assert end["pan_right"].target[0] > 1
    assert end["tilt_up"].target[1] > 2
    assert end["push_in"].position[2] < 8
    assert end["pull_out"].position[2] > 12
    assert end["crane_up"].position[1] > 4
    assert end["orbit_right"].position[0] > 2
    assert end["push_in"].focus < 8


def test_anchor_meets_the_framed_pose_at_the_end():
    walk = path("push_in", START, 4.0, anchor=1.0)
    np.testing.assert_allclose(walk(4.0).position, START.position, atol=1e-9)
    assert walk(0).position[2] > 12


def test_track_goes_with_its_subject():
    walk = path("track", START, 4.0, subject=lambda t: np.array([3 * t, 0, 0]))
    np.testing.assert_allclose(walk(2.0).position, (6, 2, 10))
    np.testing.assert_allclose(walk(2.0).target, (6, 1, 0))


def test_handheld_is_small_seeded_and_pure():
    one, same, other = (path("handheld", START, 4.0, seed=seed) for seed in (1, 1, 2))
    assert one(1.3) == same(1.3)
    assert one(1.3) != other(1.3)
    assert np.abs(np.subtract(one(1.3).position, START.position)).max() < 0.08


@given(st.sampled_from(sorted(MOVES)), st.floats(0.2, 3), st.floats(0, 4))
def test_never_below_ground_or_water(move, amount, t):
    hill = lambda x, z: 4 * np.exp(-((x - 1) ** 2 + (z - 6) ** 2) / 8)  # noqa: E731
    walk = path(move, START, 4.0, amount, ground=hill, water=True)
    x, y, z = walk(t).position
    assert y >= float(hill(np.float32(x), np.float32(z))) + 0.15
    assert y >= 0.3


def test_unknown_move_is_named():
    with pytest.raises(UsageError, match="unknown camera move 'push_inn'; did you mean 'push_in'"):
        path("push_inn", START, 4.0)


def test_lens_angles():
    assert field_of_view(18, (1920, 1080)) == pytest.approx((1.0, 0.5625))
    assert field_of_view(18, (1080, 1920)) == pytest.approx((0.5625, 1.0))
    assert field_of_view(36, (100, 100)) == pytest.approx((0.5, 0.5))


def test_projection_agrees_with_the_clip_matrix():
    pose = CameraPose(position=(1, 2, 3), target=(4, 0, -9), lens=28, roll=0.2)
    points = np.random.default_rng(1).normal(size=(50, 3)) * 3 + [3, 1, -6]
    seen = project(pose, (640, 360), points)
    clip = np.c_[points, np.ones(50)] @ view_of(pose, (640, 360)).clip.T
    np.testing.assert_allclose(seen[:, 0], (clip[:, 0] / clip[:, 3] * 0.5 + 0.5) * 640, atol=1e-6)
    np.testing.assert_allclose(seen[:, 1], (0.5 - clip[:, 1] / clip[:, 3] * 0.5) * 360, atol=1e-6)
    np.testing.assert_allclose(seen[:, 2], clip[:, 3], atol=1e-9)


def test_in_frame_and_behind():
    pose = CameraPose(position=(0, 0, 0), target=(0, 0, -1), lens=36)
    points = np.array([[0, 0, -5], [0, 0, 5], [2.4, 0, -5], [2.6, 0, -5]])
    assert in_frame(pose, (100, 100), points).tolist() == [True, False, True, False]


def test_straight_down_is_a_view():
    view = view_of(CameraPose(position=(0, 9, 0), target=(0, 0, 0)), (100, 100))
    np.testing.assert_allclose(
        np.stack([view.right, view.up, view.forward]) @ view.forward, (0, 0, 1), atol=1e-9
    )


def test_blur_follows_the_thin_lens():
    pose = CameraPose(position=(0, 0, 0), target=(0, 0, -1), lens=50, focus=5, aperture=2)
    assert circle_of_confusion(pose, 3600) == pytest.approx(50 * 50 / (2 * 4950) * 100)
    assert circle_of_confusion(CameraPose(position=(0, 0, 0), target=(0, 0, -1)), 3600) == 0
