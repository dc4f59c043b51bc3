"""Who is drawn: culling, far versions, lamps, wakes, bench."""

import json

import numpy as np
import pytest
from tiny_world import SIZE, Barge, box, harbour, placed

from yingxi.film.errors import YingxiError
from yingxi.world.bench import bench
from yingxi.world.geometry import models_of, pack
from yingxi.world.lamps import choose_lamps, nearest_lamps
from yingxi.world.optics import view_of
from yingxi.world.scene import CameraPose, Model, Moment, Water, World
from yingxi.world.staging import Detail, fitting_detail, gather, stage
from yingxi.world.waves import Wakes, swell_waves, water_fan

FORWARD = CameraPose(position=(0, 1, 0), target=(0, 1, -10))
DARK = choose_lamps(np.zeros((0, 8), np.float32), np.zeros((0, 12), np.float32), np.zeros(3))


LEAN = Detail(3.0, 0.0)


def row_of_boxes(count=40):
    """Boxes every 5 m away from the camera and behind it, with a far version beyond 60 m."""
    geometry = pack({"box": Model(box().surfaces, far=box("flat"), far_beyond=60.0)})
    rows = np.concatenate([placed((0, 0, 20 - 5 * k)) for k in range(count)])
    return geometry, gather(geometry, {"box": rows})


def test_what_is_behind_is_left_out_and_near_comes_first():
    geometry, crowd = row_of_boxes()
    packed, draws, chosen = stage(geometry, crowd, view_of(FORWARD, SIZE), DARK, False)
    depth = -packed["matrix"].reshape(-1, 3, 4)[:, 2, 3]
    assert depth.min() > -2
    assert all(np.all(np.diff(depth[d.first : d.first + d.number]) > 0) for d in draws)
    assert [geometry.kinds[d.kind].name for d in draws] == ["box", "box/far"]
    assert len(packed) == len(chosen) == sum(d.number for d in draws) < 40


def test_far_versions_come_sooner_with_a_budget():
    geometry, crowd = row_of_boxes()
    geometry.triangles_of[geometry.number["box"]] = 5000
    view = view_of(FORWARD, SIZE)
    lavish = fitting_detail(geometry, crowd, view, False, 10**9, LEAN)
    lean = fitting_detail(geometry, crowd, view, False, 20_000, LEAN)
    near = lambda detail: stage(geometry, crowd, view, DARK, False, 0, detail)[1][0].number  # noqa: E731
    assert lean < lavish
    assert near(lean) < near(lavish)


def test_the_last_of_many_far_versions_is_reached():
    forms = Model(box().surfaces)
    for beyond in (50.0, 40.0, 30.0, 20.0, 10.0):
        forms = Model(box().surfaces, far=forms, far_beyond=beyond)
    geometry = pack({"box": forms})
    crowd = gather(geometry, {"box": np.concatenate([placed((0, 0, -z)) for z in (5.0, 35.0, 90.0)])})
    ahead = view_of(CameraPose(position=(0, 0, 0), target=(0, 0, -1)), SIZE)
    _, draws, _ = stage(geometry, crowd, ahead, DARK, False)
    assert [geometry.kinds[draw.kind].name.count("/far") for draw in draws] == [0, 3, 5]


def test_a_mirror_takes_far_versions_sooner():
    geometry, crowd = row_of_boxes()
    view = view_of(FORWARD, SIZE)
    near = lambda mirrored: stage(geometry, crowd, view, DARK, mirrored)[1][0].number  # noqa: E731
    assert near(True) < near(False) / 2


def test_two_models_of_one_name_are_refused():
    with pytest.raises(YingxiError, match="two different models are called 'barge'"):
        models_of(World(**{**harbour_fields(), "actors": (Barge(), Barge())}))


def harbour_fields():
    """The harbour's fields."""
    world = harbour()
    return {name: getattr(world, name) for name in world.__dataclass_fields__}


def test_lamps_reach_what_is_near():
    lights = np.array([[0, 0, 0, 5, 1, 1, 1, 0], [100, 0, 0, 5, 2, 2, 2, 0]], np.float32)
    lamps = choose_lamps(lights, np.zeros((0, 12), np.float32), np.zeros(3))
    near = nearest_lamps(
        lamps, np.array([[1, 0, 0], [99, 0, 0], [50, 0, 0]], np.float32), np.ones(3, np.float32)
    )
    assert near[:, 2].tolist() == [1, 1, 0]
    first = lamps.lights[near[0, 0] & 255, 0, :3]
    second = lamps.lights[near[1, 0] & 255, 0, :3]
    assert first.tolist() == [0, 0, 0]
    assert second.tolist() == [100, 0, 0]


def test_waves_spread_from_a_push_and_die_away():
    water = Water(span=40.0)
    wakes = Wakes((), water, 24, 128)
    quiet = Moment()
    wakes.advance(0, quiet)
    wakes.press(np.array([[0, 0, 0.5, 0.5, 3.0]], np.float32), 1 / 24)
    heights = []
    for frame in range(1, 49):
        wakes.advance(frame, quiet)
        heights.append(wakes.heights()[..., 0])
    assert energy_radius(heights[3]) < energy_radius(heights[11]) < energy_radius(heights[23])
    assert np.abs(heights[-1]).max() < np.abs(heights[2]).max() / 2
    assert abs(float(heights[20].mean())) < 1e-4


def energy_radius(height):
    """Mean distance in cells from the corner (of a torus) of the squared height."""
    side = len(height)
    away = np.minimum(np.arange(side), side - np.arange(side))
    radius = np.hypot(away[:, None], away[None])
    return float((radius * height**2).sum() / (height**2).sum())


def test_foam_is_laid_and_fades():
    wakes = Wakes((), Water(span=40.0), 24, 128)
    wakes.lay_foam(np.array([[5, 10, 1.0, 0.5]], np.float32), 1 / 24)
    row, column = np.unravel_index(np.argmax(wakes.foam), wakes.foam.shape)
    assert (column * 40 / 128, row * 40 / 128) == pytest.approx((5, 10), abs=0.4)
    before = wakes.foam.max()
    wakes.lay_foam(np.zeros((0, 4), np.float32), 1.0)
    assert wakes.foam.max() < before * 0.75


def test_swell_obeys_dispersion():
    waves, more = swell_waves(Water(swell=0.5), (3, 0, 0), 0.0)
    later, _ = swell_waves(Water(swell=0.5), (3, 0, 0), 0.01)
    k = more[:, 0]
    np.testing.assert_allclose(np.hypot(waves[:, 0], waves[:, 1]) * 2 * np.pi, k, rtol=1e-5)
    turns = np.mod(waves[:, 3] - later[:, 3] + 0.5, 1) - 0.5
    np.testing.assert_allclose(turns * 2 * np.pi / 0.01, np.sqrt(9.81 * k), rtol=2e-3)


def test_water_mesh_faces_up_and_reaches_the_horizon():
    vertices, triangles = water_fan()
    assert triangles.max() < len(vertices)
    assert vertices[:, 1].max() > 9000
    assert vertices[:, 1].min() < 0.3


def test_bench_says_what_a_world_costs():
    figures = bench(harbour(), SIZE, frames=2)
    json.dumps(figures)
    assert {"prepare", "main", "mirror", "planar"} <= set(figures["passes_core_ms"])
    assert figures["main_triangles"] > 100
    assert figures["core_ms"] > 0
