"""The camera: it moves as the storyboard says, with parallax, and never sees over the photograph's edge."""

from typing import get_args

import numpy as np
import pytest

from yingxi.engines.photo.framing import frame_photograph, subject_box
from yingxi.engines.photo.moves import (
    apply,
    corners,
    homography,
    pose_at,
    reach_of,
    seen_from,
    stays_inside,
    way_back,
)
from yingxi.film.terms import Move

FRAME = (128, 72)
SHAPE = (400, 600)


def standing(shape=SHAPE, foot=0.85):
    alpha = np.zeros(shape, np.float32)
    alpha[int(0.3 * shape[0]) : int(foot * shape[0]), int(0.4 * shape[1]) : int(0.6 * shape[1])] = 1
    return alpha


@pytest.mark.parametrize("move", get_args(Move))
@pytest.mark.parametrize("shape", [(400, 600), (600, 400), (300, 1200)])
def test_no_move_sees_over_the_edge(moved, move, shape):
    for size in ("ews", "ecu"):
        shot = moved(move=move, size=size)
        for alpha in (standing(shape), standing(shape, foot=1.0)):
            framing = frame_photograph(alpha, FRAME, shot)
            reach = reach_of(shot, framing, shape, 4.0)
            assert stays_inside(shot, framing, shape, 4.0, reach), (move, size)
            assert reach > 0.2, (move, size, reach)


@pytest.mark.parametrize(
    ("move", "near"),
    [("truck_right", (-1, 0)), ("truck_left", (1, 0)), ("pan_right", (-1, 0)), ("tilt_down", (0, -1)),
     ("crane_up", (0, 1)), ("orbit_right", (0, 0))],
)  # fmt: skip
def test_a_move_goes_where_it_says_with_parallax(moved, move, near):
    shot = moved(move=move)
    framing = frame_photograph(standing(), FRAME, shot)
    middle = np.array([framing.centre, framing.centre])
    depths = np.array([1.0, 0.5])
    first, last = (seen_from(pose_at(shot, place, 0, 1), framing, middle, depths) for place in (0.0, 1.0))
    front, back = last - first
    assert np.sign(np.round(front, 6)) == pytest.approx(near)
    turned = move.startswith(("pan", "tilt"))
    if turned:
        assert front == pytest.approx(back)
    elif move == "orbit_right":
        assert back[0] > 1
    else:
        assert np.abs(front).max() > 1.5 * np.abs(back).max()


def test_pushing_in_makes_the_near_grow_faster(moved):
    shot = moved(move="push_in")
    framing = frame_photograph(standing(), FRAME, shot)
    photo = corners(SHAPE)

    def width(place, depth):
        seen = seen_from(pose_at(shot, place, 0, 1), framing, photo, np.full(4, 1 / depth))
        return seen[1, 0] - seen[0, 0]

    near, far = width(1, 1) / width(0, 1), width(1, 2) / width(0, 2)
    assert near > 1.1
    assert 1 < far < near
    assert width(0, 1) == pytest.approx(width(0, 2))


def test_a_still_camera_shows_the_photograph_as_it_is(moved):
    shot = moved(move="pan_left")
    framing = frame_photograph(standing(foot=1.0), FRAME, shot)
    frame = np.array([[0, 0], [128, 0], [128, 72], [0, 72]], float)
    views = [
        apply(way_back(pose_at(shot, 0.3, 2, 0), framing, SHAPE, layer), frame) for layer in ("front", "back")
    ]
    assert views[0] == pytest.approx(views[1])
    assert views[0].mean(0) == pytest.approx(framing.centre)
    assert views[0][1, 0] - views[0][0, 0] == pytest.approx(128 / framing.scale)


def test_nearer_shot_sizes_show_less(moved):
    scales = [frame_photograph(standing(), FRAME, moved(size=size, move="static")).scale for size in
              ("ews", "fs", "mfs", "ms", "mcu", "cu", "ecu")]  # fmt: skip
    assert scales == sorted(scales)
    assert scales[-1] > 1.5 * scales[0]


@pytest.mark.parametrize("size", ["ews", "ws", "fs", "ms"])
@pytest.mark.parametrize("move", ["static", "orbit_left"])
def test_a_tall_subject_keeps_its_head(moved, size, move):
    alpha = np.zeros((900, 600), np.float32)
    alpha[120:, 150:450] = 1
    framing = frame_photograph(alpha, FRAME, moved(size=size, move=move))
    top = framing.centre[1] - FRAME[1] / framing.scale / 2
    assert 0 < 120 - top < 0.2 * FRAME[1] / framing.scale


def test_a_subject_that_the_photograph_cuts_off_is_seen_in_its_middle(moved):
    alpha = np.zeros((400, 600), np.float32)
    alpha[:, 150:450] = 1
    assert frame_photograph(alpha, FRAME, moved(move="static")).centre[1] == pytest.approx(200)


def test_the_foot_of_what_stands_is_nearer_than_the_sky():
    from yingxi.engines.photo.framing import ground

    level, slope = ground(subject_box(standing()), SHAPE)
    assert slope > 0
    assert 1 / (level + slope * 0.85) == pytest.approx(1.4)
    assert ground(subject_box(standing(foot=1.0)), SHAPE)[1] == 0


def test_a_homography_takes_its_corners_where_they_belong():
    source = np.array([[0, 0], [10, 1], [11, 9], [-1, 8]], float)
    target = np.array([[5, 5], [25, 4], [30, 30], [2, 22]], float)
    assert apply(homography(source, target), source) == pytest.approx(target)
