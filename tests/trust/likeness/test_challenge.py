"""A moving real face passes its challenge; a photograph, an old clip, a cut or another order does not."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from likeness_faces import FPS, SIZE, Pose, clip, group, portraits, still
from PIL import Image

from yingxi.film.errors import UsageError
from yingxi.media import VideoWriter, planes_from_rgb
from yingxi.trust.likeness.challenge import (
    FLAT,
    SAID,
    STEPS,
    WINDOW,
    Challenge,
    answer_clip,
    draw_steps,
    follow_steps,
    issue_challenge,
    judge,
    take_challenge,
)
from yingxi.trust.likeness.motions import ACTS, Done, acts_in, depth_of, watch_face
from yingxi.trust.likeness.pictures import Moment

AHEAD, LEFT, RIGHT = Pose(), Pose(turn=28), Pose(turn=-28)
TILTED, SHUT = Pose(tilt=20), Pose(lids=1.0)


def keys(*acts):
    """Half a second of looking ahead, then each act and back."""
    rows, time = [(0.0, AHEAD), (0.6, AHEAD)], 0.6
    for pose in acts:
        rise, hold, back, rest = (0.07, 0.14, 0.07, 0.3) if pose.lids else (0.3, 0.2, 0.3, 0.4)
        for seconds, target in ((rise, pose), (hold, pose), (back, AHEAD), (rest, AHEAD)):
            time += seconds
            rows.append((time, target))
    return rows


@pytest.fixture(scope="module")
def moving():
    return list(clip(keys(LEFT, SHUT, TILTED, RIGHT)))


def test_who_does_what_was_asked_passes(moving):
    answer, watched = judge(("turn-left", "blink", "tilt-left", "turn-right"), moving)
    assert answer.problems == ()
    assert answer.passed
    assert len(answer.steps) == 4
    assert list(answer.steps) == sorted(answer.steps)
    assert answer.depth is not None
    assert answer.depth > 1.5 * FLAT
    assert watched.lost == 0


def test_left_and_right_are_told_apart(moving):
    answer, _ = judge(("turn-right", "blink", "tilt-right", "turn-left"), moving)
    assert [one.name for one in answer.problems] == ["order"]
    mirrored, _ = judge(("turn-right", "blink", "tilt-right", "turn-left"), moving, mirrored=True)
    assert mirrored.passed


def test_another_order_does_not_pass(moving):
    answer, _ = judge(("blink", "turn-left", "tilt-left", "turn-right"), moving)
    assert not answer.passed
    assert answer.problems[0].name == "order"
    assert "“眨一下眼睛”" in answer.problems[0].zh


def test_a_photograph_does_not_pass():
    flat = list(clip(keys(Pose(turn=50)), flat=True))
    answer, watched = judge(("turn-left",), flat)
    assert not answer.passed
    top = int(np.argmax(np.abs(watched.yaw - watched.yaw[0])))
    peak = float(watched.times[top])
    assert depth_of(watched, Done(act="turn-left", begun=peak, ended=peak, peak=peak)) < FLAT
    still_clip = [Moment(time=i / FPS, picture=still()) for i in range(20)]
    assert [one.name for one in judge(("blink",), still_clip)[0].problems] == ["missing"]


def test_two_blinks_in_a_row_are_one_act():
    watched = watch_face(clip(keys(SHUT, SHUT)))
    assert [done.act for done in acts_in(watched)] == ["blink-twice"]


def test_a_clip_that_ends_with_another_face_does_not_pass():
    other = np.asarray(Image.fromarray(portraits()[0]).resize((SIZE, SIZE)))
    moments = [*clip(keys(LEFT)), *(Moment(time=2.2 + i / FPS, picture=other) for i in range(6))]
    problems = {one.name for one in judge(("turn-left",), moments)[0].problems}
    assert "exchanged" in problems
    assert problems & {"cut", "exchanged"}


def test_a_recorded_file_is_judged_and_used_up(moving, tmp_path):
    path = tmp_path / "answer.mp4"
    with VideoWriter(path, (SIZE, SIZE), FPS) as writer:
        for moment in moving:
            writer.write(planes_from_rgb(moment.picture))
    issued = issue_challenge()
    taken = take_challenge(issued.id)
    assert taken == issued
    asked = Challenge(
        id=issued.id, steps=("turn-left", "blink"), issued=issued.issued, expires=issued.expires
    )
    answer, _ = answer_clip(asked, path)
    assert answer.passed
    with pytest.raises(UsageError, match="each is for one clip only"):
        take_challenge(issued.id)


def test_a_challenge_ends_after_ten_minutes():
    issued = issue_challenge(now=datetime.now(UTC) - timedelta(minutes=11))
    with pytest.raises(UsageError, match=r"ended at .*; ask for a new one"):
        take_challenge(issued.id)
    with pytest.raises(UsageError, match="is no challenge"):
        take_challenge("../consents/x")


def test_a_clip_that_shows_nobody_or_several_is_refused():
    noise = np.random.default_rng(1).integers(0, 255, (90, 160, 3)).astype(np.uint8)
    with pytest.raises(UsageError, match="no face is seen"):
        judge(("blink",), [Moment(time=0.0, picture=noise)])
    with pytest.raises(UsageError, match="3 faces are seen"):
        judge(("blink",), [Moment(time=0.0, picture=group(3))])


def test_slow_recordings_are_refused():
    answer, _ = judge(("blink",), [Moment(time=i / 5, picture=still()) for i in range(6)])
    assert "slow" in {one.name for one in answer.problems}


def test_steps_are_drawn_at_random_from_all_and_never_twice_in_a_row():
    drawn = [draw_steps() for _ in range(200)]
    assert {act for steps in drawn for act in steps} == set(ACTS) == set(SAID)
    assert all(len(steps) == STEPS for steps in drawn)
    assert all(a != b for steps in drawn for a, b in pairwise(steps))
    assert len(set(drawn)) > 120


def done(act, at):
    return Done(act=act, begun=at - 0.2, ended=at + 0.2, peak=at)


@given(
    st.lists(st.sampled_from(ACTS), min_size=1, max_size=5),
    st.lists(st.floats(0.5, 5), min_size=5, max_size=5),
)
def test_all_steps_in_order_and_in_time_pass_and_fewer_do_not(steps, gaps):
    times = np.cumsum(gaps)
    acts = [done(act, float(at)) for act, at in zip(steps, times, strict=False)]
    found, problem = follow_steps(steps, acts)
    assert problem is None
    assert found == tuple(act.peak for act in acts)
    missing = follow_steps(steps, acts[:-1])[1]
    assert missing is not None
    assert missing.name == "missing"


def test_late_steps_and_own_blinks():
    late = follow_steps(("turn-left",), [done("turn-left", WINDOW + 1)])[1]
    assert late is not None
    assert late.name == "late"
    steps, problem = follow_steps(("turn-left",), [done("blink", 1.0), done("turn-left", 2.0)])
    assert problem is None, "people blink"
    assert steps == (2.0,)
