"""Jointed bodies: they fall, swing, are driven, meet without sinking in, and give the same numbers twice."""

from collections.abc import Sequence

import numpy as np
import pytest

from yingxi.film.errors import YingxiError
from yingxi.world.articulated import STEP, Body, Capsule, Hinge, Push, State, Touch, matrices, simulate

BALL = Capsule(start=(0, 0, 0), end=(0, 0, 0), radius=0.5)


def still(targets: int = 0, force: tuple[float, float, float] = (0, 0, 0)):
    def drive(state: State, touches: Sequence[Touch]) -> Push:
        pushed = np.zeros_like(state.place)
        pushed[0] = force
        return Push(pushed, np.zeros_like(state.place), np.full(targets, 0.6))

    return drive


def ball(name: str, place: tuple[float, float, float], **more) -> Body:
    return Body(name=name, place=place, mass=2.0, shapes=(BALL,), **more)


def test_a_free_body_falls_as_galileo_says_and_a_weightless_one_stays():
    fallen = simulate((ball("a", (0, 0, 0)), ball("b", (9, 0, 0), weightless=True)), still(), 0.0, 1.0)
    place, _ = fallen.at(1.0)
    assert place[0, 1] == pytest.approx(-0.5 * 9.81, abs=0.06)
    assert place[1] == pytest.approx([9, 0, 0], abs=1e-6)


def test_a_motor_brings_its_joint_to_the_target_and_the_order_of_bodies_is_kept():
    hinge = Hinge(axis=(0, 0, 1), low=-1, high=1, motor=900.0, damping=60.0)
    bar = Capsule(start=(0, 0, 0), end=(1, 0, 0), radius=0.1)
    bodies = (
        Body(name="base", place=(0, 0, 0), mass=500.0, shapes=(BALL,), weightless=True),
        Body(
            name="arm", parent="base", place=(0.5, 0, 0), mass=1.0, shapes=(bar,), hinges=(hinge,),
            weightless=True,
        ),
        Body(name="tip", parent="arm", place=(1, 0, 0), mass=0.5, shapes=(BALL,), weightless=True),
        ball("other", (0, 20, 0), weightless=True),
    )  # fmt: skip
    place, turn = simulate(bodies, still(1), 0.0, 1.5).at(1.5)
    angle = np.arctan2(turn[1, 1, 0], turn[1, 0, 0]) - np.arctan2(turn[0, 1, 0], turn[0, 0, 0])
    assert angle == pytest.approx(0.6, abs=0.03)
    assert np.linalg.norm(place[2] - place[1]) == pytest.approx(1.0, abs=1e-3)
    assert place[3] == pytest.approx([0, 20, 0], abs=1e-6)


def test_bodies_of_two_teams_meet_without_sinking_in_and_the_same_twice():
    bodies = (
        ball("hammer", (-4, 0, 0), weightless=True),
        ball("target", (0, 0, 0), team=-2, weightless=True),
        ball("friend", (-4, 5, 0), weightless=True),
    )
    one, two = (simulate(bodies, still(0, (160.0, 0, 0)), 0.0, 1.2) for _ in range(2))
    assert one.place.tobytes() == two.place.tobytes()
    assert one.turn.tobytes() == two.turn.tobytes()
    assert [(touch.one, touch.other) for touch in one.touches] == [(0, 1)]
    assert one.touches[0].speed > 5
    apart = np.linalg.norm(one.place[:, 0] - one.place[:, 1], axis=1) - 1.0
    assert apart.min() > -0.01
    assert one.gaps.min() > -0.01


def test_a_recording_is_read_between_its_poses_and_held_at_its_ends():
    made = simulate((ball("a", (0, 0, 0)),), still(), -0.5, 0.5)
    between = made.at(0.25 + 0.4 * STEP)[0]
    assert made.at(0.25)[0][0, 1] > between[0, 1] > made.at(0.25 + 2 * STEP)[0][0, 1]
    np.testing.assert_array_equal(made.at(-9)[0], made.place[0])
    np.testing.assert_allclose(made.at(9)[0], made.place[-1], atol=1e-3)
    np.testing.assert_allclose(matrices(np.array([[2.0, 0, 0, 0]]))[0], np.eye(3))


def test_what_flies_apart_is_an_error_and_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def mad(state: State, touches: Sequence[Touch]) -> Push:
        return Push(np.full_like(state.place, np.nan), np.zeros_like(state.place), np.zeros(0))

    with pytest.raises(YingxiError, match="flew apart"):
        simulate((ball("a", (0, 0, 0)),), mad, 0.0, 0.1)
    assert not list(tmp_path.iterdir())
