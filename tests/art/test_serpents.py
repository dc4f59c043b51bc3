"""Dragons: their bodies keep their length while they swim, follow their way, and have light far versions."""

import math

import numpy as np
import pytest

from yingxi.art.asset import CallSheet, Path
from yingxi.art.cast.animal_spine import Serpents, curve_of, ridden
from yingxi.art.looks_file import find_look
from yingxi.art.registry import catalogue
from yingxi.film import Shot, Subject
from yingxi.world.rigging import bent, shown
from yingxi.world.scene import Model

SERPENTS = ("dragon", "mechanical_dragon")


def ring(t: float) -> np.ndarray:
    return np.array([30.0 * math.sin(0.3 * t), 20.0, 30.0 * math.cos(0.3 * t)], np.float32)


def built(name: str, count: int = 1, colour: str = "") -> Serpents:
    shot = Shot(number="0010", scene=1, start=0, length=48, description="", place="", set="sky", hour="noon")
    paths = tuple(Path(position=ring, yaw=lambda t: 0.3 * t) for _ in range(count))
    sheet = CallSheet(
        shot=shot, look=find_look("documentary"), fps=24, duration=2.0, beat=0.6, beat_phase=0.0, seed=3,
        paths=paths, subject=Subject(words=name, asset=name, count=count, colour=colour),
    )  # fmt: skip
    actor = catalogue()[name].build(sheet)
    assert isinstance(actor, Serpents)
    return actor


@pytest.mark.parametrize("name", SERPENTS)
def test_a_body_neither_stretches_nor_breaks(name: str) -> None:
    actor = built(name)
    for t in (0.0, 0.9, 1.7):
        curve = curve_of(actor.spine, actor.paths[0], t, 1.0, 0.0)
        steps = np.linalg.norm(np.diff(curve.place, axis=0), axis=1)
        np.testing.assert_allclose(steps, np.diff(curve.station), rtol=0.12)
        frames = np.stack([curve.ahead, curve.up, curve.right], 1)
        np.testing.assert_allclose(np.abs(np.linalg.det(frames)), 1.0, atol=1e-3)


def test_the_stations_of_a_spine_are_bones() -> None:
    actor = built("dragon")
    curve = curve_of(actor.spine, actor.paths[0], 0.7, 1.3, 0.4)
    riders, model = actor.spine.versions[0][0], actor.models["dragon:0"]
    rigged = [(r, s) for r, s in zip(riders, model.surfaces, strict=True) if s.rig is not None]
    assert rigged
    for rider, part in rigged:
        wanted = ridden(rider, part.vertices, curve, 1.3, 0.0, 1.0)
        found = bent(part, curve.bones(1.3))
        np.testing.assert_allclose(found["position"], wanted["position"], atol=2e-3)
        assert np.abs(found["normal"].astype(int) - wanted["normal"]).max() <= 2


def test_shapes_fit_their_models_and_stay_in_their_box() -> None:
    name = "dragon"
    actor = built(name)
    moment = actor.at(0.5)
    low, high = actor.bounds(0.5)
    model: Model | None = actor.models[f"{name}:0"]
    counts = []
    shape = f"{name}:0"
    while model is not None:
        parts = shown(shape, model, moment)
        assert [len(p) for p in parts] == [len(s.vertices) for s in model.surfaces]
        counts.append(sum(len(s.triangles) for s in model.surfaces))
        shape, model = f"{shape}/far", model.far
    assert all(count < most for count, most in zip(counts, (13_000, 7_000, 4_200, 600), strict=True))
    middle = moment.instances[f"{name}:0"][0, [3, 7, 11]]
    near = shown(f"{name}:0", actor.models[f"{name}:0"], moment)
    points = np.concatenate([p["position"] for p in near]) + middle
    inside = ((points > low - 1.5) & (points < high + 1.5)).all(1)
    assert inside.mean() > 0.97


def test_a_machine_is_of_rigid_parts_that_stay_in_its_box_and_get_lighter() -> None:
    actor = built("mechanical_dragon", 2)
    moment = actor.at(0.5)
    low, high = actor.bounds(0.5)
    triangles = np.zeros(3)
    for name, rows in moment.instances.items():
        model: Model | None = actor.models[name]
        for version in range(3):
            assert model is not None
            triangles[version] += 0.5 * len(rows) * sum(len(s.triangles) for s in model.surfaces)
            model = model.far or model
        assert ((rows[:, [3, 7, 11]] > low - 3) & (rows[:, [3, 7, 11]] < high + 3)).all(), name
        # Rigid: the axes of every part are perpendicular.
        axes = rows[:, :12].reshape(-1, 3, 4)[:, :, :3]
        axes = axes / np.linalg.norm(axes, axis=1, keepdims=True)
        np.testing.assert_allclose(
            np.einsum("nki,nkj->nij", axes, axes), np.tile(np.eye(3), (len(rows), 1, 1)), atol=0.02
        )
    assert triangles[0] < 30000
    assert triangles[1] < 6500
    assert triangles[2] < 2400


def test_a_red_dragon_is_red() -> None:
    trunk = (
        built("dragon", colour="red")
        .models["dragon:0"]
        .surfaces[0]
        .vertices["colour"][:2000, :3]
        .astype(float)
    )
    assert trunk[:, 0].mean() > 1.5 * trunk[:, 2].mean()
