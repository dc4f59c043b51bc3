"""Frames that are joined with those before them: in any order the same, and smoother than one alone."""

import numpy as np
import pytest
from tiny_world import digest, harbour

from yingxi.world import Renderer
from yingxi.world.antialiasing import SHIFTS, frames_before, within
from yingxi.world.optics import project, view_of
from yingxi.world.scene import CameraPose
from yingxi.world.settings import SAMPLES

SIZE = (720, 720)


@pytest.fixture(scope="module")
def drawer():
    return Renderer(SIZE)


def test_a_frame_reaches_back_to_the_shots_first_and_no_further():
    assert frames_before(7) == (6, 5, 4)
    assert frames_before(1) == (0,)
    assert frames_before(0) == ()
    assert frames_before(-3) == (-4, -5, -6)


def test_samples_fill_a_pixel_evenly():
    for axis in zip(*SHIFTS, strict=True):
        assert sorted(axis) == [-0.375, -0.125, 0.125, 0.375]


def test_a_frame_is_the_same_alone_and_after_others(drawer):
    drawer.load(harbour())
    assert drawer.settings.samples == SAMPLES
    many = [digest(planes.y) for planes in drawer.frames(range(6))]
    drawer.load(harbour())
    for number in (5, 2, 0, 3, 3, 1, 4, 5):
        assert digest(drawer.frame(number).y) == many[number]


def test_a_glance_shows_the_frames_light_and_changes_nothing_after_it(drawer):
    drawer.load(harbour())
    first, later = drawer.frame(0).y, drawer.frame(6).y
    drawer.load(harbour())
    seen = drawer.glance(6).y
    assert abs(float(seen.mean()) - float(later.mean())) < 2
    assert [digest(drawer.frame(n).y) for n in (0, 6)] == [digest(first), digest(later)]


def test_a_point_is_found_where_the_former_view_saw_it():
    former, pose = (
        CameraPose(position=(x, 4.0, 20.0), target=(1.0, 2.0, 0.0), lens=40.0) for x in (0.0, 0.6)
    )
    point = np.array([[2.0, 1.5, -3.0]])
    u, v, w = within(view_of(former, SIZE), point, np.ones(1))[0]
    seen = project(former, SIZE, point)[0]
    assert np.allclose([u / w * SIZE[0], v / w * SIZE[1]], seen[:2])
    assert abs(seen[0] - project(pose, SIZE, point)[0, 0]) > 2


def test_edges_of_what_stands_still_take_more_tones_than_one_frame_gives(drawer):
    still = CameraPose(position=(0, 6, 30), target=(0, 3, 0))
    drawer.load(harbour(camera=lambda t: still, water=None))
    first, later = drawer.frame(0).y, drawer.frame(SAMPLES).y

    def steps(picture):
        return np.abs(np.diff(picture.astype(int), n=2, axis=1)).clip(0, 255).mean()

    assert steps(later) < steps(first)
