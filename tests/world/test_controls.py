"""Control pictures: depth, normals, motion and masks are what geometry says."""

import numpy as np
import pytest
from tiny_world import NIGHT, Barge, box, harbour, placed

from yingxi.world.scene import Air, CameraPose, Grade, World


def wall_world(camera):
    """A wall whose face is 12 m before the origin."""
    return World(
        actors=(),
        camera=camera,
        air=Air(),
        grade=Grade(),
        models={"wall": box("stone", "stone")},
        statics={"wall": placed((0, 0, -12.5), (80, 80, 1))},
    )


def test_depth_and_normals_of_a_wall(renderer):
    drawer = renderer()
    drawer.load(wall_world(lambda t: CameraPose(position=(0, 0, 0), target=(0, 0, -1))))
    seen = drawer.controls(0)
    np.testing.assert_allclose(seen.depth, 12.0, rtol=1e-4)
    np.testing.assert_allclose(seen.normals, np.broadcast_to([0, 0, 1], seen.normals.shape), atol=0.02)
    assert seen.of("stone").all()


def test_motion_of_a_camera_that_trucks(renderer):
    drawer = renderer()
    metre_a_second = lambda t: CameraPose(position=(t, 0, 0), target=(t, 0, -1), lens=18)  # noqa: E731
    drawer.load(wall_world(metre_a_second))
    seen = drawer.controls(5)
    pixels = -(1 / 24) / 12 / 1.0 * 160 / 2
    np.testing.assert_allclose(seen.motion[..., 0], pixels, rtol=1e-3)
    np.testing.assert_allclose(seen.motion[..., 1], 0, atol=1e-4)


def test_motion_of_a_thing_and_masks(renderer):
    drawer = renderer()
    drawer.load(
        harbour(camera=lambda t: CameraPose(position=(-2, 2, 10), target=(-1, 1, 0), lens=26), air=NIGHT)
    )
    seen = drawer.controls(12)
    barge = seen.of("wood")
    assert 0.02 < barge.mean() < 0.5
    assert seen.of("building").any()
    assert seen.of("water").any()
    assert seen.of("sky").any()
    assert np.median(seen.motion[barge][:, 0]) > 0.3
    np.testing.assert_allclose(seen.motion[seen.of("building")], 0, atol=0.01)
    assert len(np.unique(seen.masks[barge])) == 1
    assert len(np.unique(seen.masks[seen.of("building")])) > 3
    assert seen.depth[seen.of("sky")].min() == pytest.approx(1e4)


def test_controls_leave_the_frames_as_they_are(renderer):
    drawer = renderer()
    drawer.load(harbour())
    before = drawer.still(4)
    drawer.controls(7)
    np.testing.assert_array_equal(drawer.still(4), before)


def test_barge_names_its_semantics():
    assert {surface.semantic for model in Barge().models.values() for surface in model.surfaces} == {
        "wood",
        "light",
    }
