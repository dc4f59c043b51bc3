"""Plants: what stands far off is cheap and has a torn outline, what a painter draws keeps its shape."""

import numpy as np
import pytest

from yingxi.art.shapes.pines import crooked_pine, moss
from yingxi.art.shapes.plants import cone_far, crown_far, willow


@pytest.mark.parametrize(("mesh", "most"), [(crown_far(1, 9.0, 0.42), 40), (cone_far(1, 14.0, 0.19), 6)])
def test_a_tree_afar_costs_few_triangles_and_has_its_height(mesh, most):
    tall = {40: 9.0, 6: 14.0}[most]
    assert len(mesh.triangles) <= most
    assert 0.8 * tall < mesh.position[:, 1].max() < 1.25 * tall


def test_cards_of_a_far_crown_carry_their_corners_and_are_dark_below():
    mesh = crown_far(3, 9.0, 0.42)
    assert set(np.unique(mesh.metal)) == {0.0, 1.0}
    leaves = mesh.cavity[: 4 * 15]
    high = mesh.position[: 4 * 15, 1]
    assert leaves[high > np.median(high)].mean() > leaves[high < np.median(high)].mean() + 0.2


def test_a_willow_hangs_from_its_head_and_does_not_touch_the_ground():
    tree = willow(2, 8.5, 60)
    root, tip = tree.leaves.position[0::4], tree.leaves.position[2::4]
    assert np.all(root[:, 1] > tip[:, 1])
    assert tip[:, 1].min() > 0.1
    assert np.percentile(root[:, 1], 10) > 0.5 * 8.5


def test_needles_of_a_pine_open_upward_from_boughs_on_both_sides():
    tree = crooked_pine(1, 9, 7)
    corners = tree.leaves.position.reshape(-1, 4, 3)
    root, tip = corners[:, :2].mean(1), corners[:, 2:].mean(1)
    assert (tip[:, 1] > root[:, 1]).mean() > 0.9
    assert tree.leaves.position[:, 0].min() < -1.0
    assert tree.leaves.position[:, 0].max() > 1.0
    assert 6.0 < tree.wood.position[:, 1].max() < 7.2


def test_leaner_pines_have_fewer_triangles():
    near, far = crooked_pine(2, 11, 7), crooked_pine(2, 2, 3)
    assert len(far.leaves.triangles) < len(near.leaves.triangles) / 4
    assert len(moss(1, 2).triangles) == 4
