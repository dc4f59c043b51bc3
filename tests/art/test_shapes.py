"""Meshes: no triangle without area, sculptures closed and lean, versions from near to far."""

import numpy as np
import pytest

from yingxi.art.shapes import Finish, ball, capsule, ellipsoid, lathe, sculpt, versions

ONE = {"skin": Finish()}


def sizes(mesh):
    """Areas of a mesh's triangles."""
    a, b, c = (mesh.position[mesh.triangles[:, k]].astype(float) for k in range(3))
    return np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2


def test_a_ball_and_a_turned_point_have_no_empty_triangles():
    for mesh, count in ((ball((0, 0, 0), 1.0, sides=8, rings=5), 64), (lathe([(1, 0), (0, 1)], sides=6), 6)):
        assert len(mesh.triangles) == count
        assert sizes(mesh).min() > 1e-3


def test_a_sculpture_lies_on_its_field_without_slivers_or_holes():
    globe = lambda p: {"skin": ellipsoid(p, (0, 0, 0), (0.9, 0.9, 0.9))}  # noqa: E731
    mesh = sculpt(globe, (-1, -1, -1), (1, 1, 1), 0.11, ONE)
    assert np.abs(np.linalg.norm(mesh.position, axis=1) - 0.9).max() < 0.006
    assert len(mesh.triangles) < 2000  # marching cubes alone: 2576, of which 12 % below a tenth of the mean
    assert (sizes(mesh) < 0.1 * sizes(mesh).mean()).mean() < 0.06
    edges = np.sort(np.concatenate([mesh.triangles[:, pair] for pair in ([0, 1], [1, 2], [2, 0])]), 1)
    assert set(np.unique(edges, axis=0, return_counts=True)[1]) == {2}


def test_what_is_thinner_than_a_voxel_is_not_pinched_off():
    needle = lambda p: {"skin": capsule(p, (-0.9, 0.01, 0.01), (0.9, 0.01, 0.01), 0.06)}  # noqa: E731
    mesh = sculpt(needle, (-1, -0.5, -0.5), (1, 0.5, 0.5), 0.1, ONE)
    assert np.ptp(mesh.position[:, 0]) > 1.75
    assert np.ptp(mesh.position[:, 1]) > 0.09


def test_versions_want_a_distance_for_each_step():
    forms = [[(ball((0, 0, 0), 1.0, sides=sides), "hero", "light")] for sides in (12, 8, 4)]
    near = versions(forms, (10.0, 30.0))
    assert (near.far_beyond, near.far.far_beyond, near.far.far.far) == (10.0, 30.0, None)
    with pytest.raises(ValueError, match="3 forms need 2 distances; got 1"):
        versions(forms, (10.0,))
