"""Animals: skins hold to their bones, feet stay where they stand, and they are as large as they say."""

import numpy as np
import pytest

from yingxi.art.asset import CallSheet, Path
from yingxi.art.looks_file import find_look
from yingxi.art.registry import catalogue
from yingxi.film import Shot, Subject
from yingxi.world.rigging import shown
from yingxi.world.scene import Actor, Model

ANIMALS = ("horse", "crane", "gull", "cat", "rabbit", "bee", "camel", "paper_bird", "sauropod", "tiger")
FLIERS = ("crane", "gull", "bee", "paper_bird")
WALKERS = ("horse", "cat", "camel", "sauropod", "tiger")


def built(name: str, action: str, speed: float, count: int = 1, colour: str = "") -> Actor:
    shot = Shot(
        number="0010", scene=1, start=0, length=48, description="", place="", set="lake", hour="morning"
    )
    paths = tuple(
        Path(position=lambda t, k=k: np.array([speed * t, 0.0, 30.0 * k], np.float32), yaw=lambda t: 0.0)
        for k in range(count)
    )
    sheet = CallSheet(
        shot=shot,
        look=find_look("documentary"),
        fps=24,
        duration=2.0,
        beat=0.6,
        beat_phase=0.0,
        seed=3,
        paths=paths,
        subject=Subject(words=name, asset=name, count=count, action=action, colour=colour),
    )
    actor = catalogue()[name].build(sheet)
    assert hasattr(actor, "bounds")
    return actor


def versions(actor: Actor) -> dict[str, Model]:
    """Models and their far versions by the name under which the engine knows them."""
    found: dict[str, Model] = {}
    for name, near in actor.models.items():
        model: Model | None = near
        while model is not None:
            found[name], name, model = model, f"{name}/far", model.far
    return found


def drawn(actor: Actor, t: float) -> dict[str, tuple[np.ndarray, ...]]:
    """The vertices of every version of what is posed."""
    moment = actor.at(t)
    named = versions(actor).items()
    return {n: shown(n, m, moment) for n, m in named if n.split("/")[0] in moment.poses}


@pytest.mark.parametrize("name", ANIMALS)
def test_bones_bend_what_is_drawn_and_hair_alone_is_sent(name: str) -> None:
    actor = built(name, "stand", 5.0)
    moment = actor.at(0.5)
    for model_name, model in versions(actor).items():
        rigged = [part.rig is not None for part in model.surfaces]
        if model_name.split("/")[0] in moment.poses:
            given = moment.shapes.get(model_name, (None,) * len(rigged))
            assert [shape is None for shape in given] == rigged
    assert moment.poses


@pytest.mark.parametrize("name", ANIMALS)
@pytest.mark.parametrize("speed", [0.0, 1.4, 9.0])
def test_every_shape_has_its_model_and_is_finite(name: str, speed: float) -> None:
    actor = built(name, "stand", speed, count=3)
    models = versions(actor)
    for t in (-1.0, 0.0, 0.7):
        moment = actor.at(t)
        assert set(moment.instances) <= set(models)
        for shape, parts in drawn(actor, t).items():
            assert [len(p) for p in parts] == [len(s.vertices) for s in models[shape].surfaces]
            assert all(np.isfinite(part["position"]).all() for part in parts)


@pytest.mark.parametrize("name", ANIMALS)
def test_an_animal_is_as_large_as_it_says(name: str) -> None:
    actor = built(name, "fly" if name in FLIERS else "stand", 0.0)
    parts = next(parts for shape, parts in drawn(actor, 0.0).items() if not shape.endswith("/far"))
    points = np.concatenate([part["position"] for part in parts])
    sides = [0] if name in FLIERS else [0, 1]
    np.testing.assert_allclose(
        np.ptp(points, axis=0)[sides], np.array(catalogue()[name].size)[sides], rtol=0.3
    )


@pytest.mark.parametrize("name", ANIMALS)
def test_far_versions_are_light(name: str) -> None:
    actor = built(name, "stand", 0.0)
    counts: dict[int, list[int]] = {}
    for shape, model in versions(actor).items():
        if "contact" not in shape:
            counts.setdefault(shape.count("/far"), []).append(sum(len(s.triangles) for s in model.surfaces))
    assert max(counts[0]) <= 14000
    assert max(counts[1]) <= 4000
    assert max(counts[2]) <= 600


@pytest.mark.parametrize("name", WALKERS)
@pytest.mark.parametrize("speed", [0.0, 0.8, 6.0])
def test_feet_touch_the_ground_and_do_not_sink(name: str, speed: float) -> None:
    actor = built(name, "walk", speed)
    lows = []
    for t in np.linspace(0.0, 1.0, 9):
        near = next(parts for shape, parts in drawn(actor, float(t)).items() if not shape.endswith("/far"))
        lows.append(min(float(part["position"][:, 1].min()) for part in near))
    assert min(lows) > -0.09 * catalogue()[name].size[1]
    assert min(lows) < 0.06 * catalogue()[name].size[1]


@pytest.mark.parametrize("name", WALKERS)
def test_a_foot_that_stands_does_not_slide(name: str) -> None:
    actor = built(name, "walk", 1.0)
    first, second = (_lowest(actor, t) for t in (0.50, 0.52))
    shared = first.keys() & second.keys()
    moved = [abs(first[k] - second[k]) for k in shared]
    assert moved
    assert min(moved) < 0.006


def _lowest(actor: Actor, t: float) -> dict[int, float]:
    """Where along the way (m) the vertices lie that touch the ground, by number."""
    name, parts = next((n, p) for n, p in drawn(actor, t).items() if not n.endswith("/far"))
    along = float(actor.at(t).instances[name][0, 3])
    points: np.ndarray = parts[0]["position"]
    low = np.nonzero(points[:, 1] < points[:, 1].min() + 0.01)[0]
    return {int(k): float(points[k, 0]) + along for k in low}


def test_a_herd_has_coats_of_its_own_and_a_white_horse_is_white() -> None:
    herd = built("horse", "run", 10.0, count=8)
    tints = np.concatenate(
        [rows[:, 12:15] for name, rows in herd.at(0.0).instances.items() if "contact" not in name]
    )
    assert len(np.unique(tints.round(3), axis=0)) > 3
    white = built("horse", "run", 10.0, colour="white").at(0.0).instances["horse:0"][0, 12:15]
    assert white.min() > 0.5


def test_wings_beat_up_and_down() -> None:
    heights = []
    for t in np.linspace(0.0, 1.0, 12):
        parts = next(p for n, p in drawn(built("crane", "fly", 8.0), float(t)).items() if "/far" not in n)
        points = np.concatenate([part["position"] for part in parts])
        heights.append(float(points[np.abs(points[:, 2]) > 0.45][:, 1].mean()))
    assert np.ptp(heights) > 0.4


def test_a_crane_asked_to_stand_stands_on_the_ground() -> None:
    standing = built("crane", "stand", 0.0)
    parts = next(p for n, p in drawn(standing, 0.0).items() if "/far" not in n)
    assert abs(float(parts[0]["position"][:, 1].min())) < 0.03
