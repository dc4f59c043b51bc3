"""Machines go their ways with wheels that turn, within their bounds and the budget of triangles."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from yingxi.art.asset import CallSheet, Path
from yingxi.art.find import find
from yingxi.art.kept import versions_of
from yingxi.art.looks_file import find_look
from yingxi.art.props.machine import Machine
from yingxi.art.registry import asset_by_id
from yingxi.film import Shot, Subject
from yingxi.world.scene import Actor, Model

MACHINES = (
    "train",
    "hot_air_balloon",
    "balloon",
    "spaceship",
    "droplet",
    "rover",
    "bicycle",
    "aeroplane",
    "basketball",
    "hoop",
    "fire_wheel",
    "clockwork_mouse",
)


def sheet(name: str, count: int = 1, colour: str = "", speed: float = 3.0, words: str = "") -> CallSheet:
    """A call for copies that go along x, on their own, without a place."""
    shot = Shot(
        number="0010", scene=1, start=0, length=48, description="", place="", set="grassland", hour="noon"
    )
    paths = tuple(
        Path(position=lambda t, k=k: np.array([speed * t, 1.0, 30.0 * k], np.float32), yaw=lambda t: 0.0)
        for k in range(count)
    )
    subject = Subject(words=words or name, asset=name, count=count, colour=colour)
    return CallSheet(
        shot=shot, look=find_look("documentary"), fps=24, duration=2.0, beat=0.6, beat_phase=0.0, seed=3,
        subject=subject, paths=paths,
    )  # fmt: skip


def actor_of(name: str, **more: object) -> Actor:
    """The asset built for such a call."""
    built = asset_by_id(name).build(sheet(name, **more))  # type: ignore[arg-type]
    return built  # type: ignore[return-value]


def triangles(model: Model) -> int:
    return sum(len(surface.triangles) for surface in model.surfaces)


def drawn(actor: Actor, t: float) -> np.ndarray:
    """All places of vertices that are drawn at a time."""
    points = [np.zeros((0, 3))]
    for name, rows in actor.at(t).instances.items():
        local = np.concatenate([s.vertices["position"] for s in actor.models[name].surfaces])
        for row in rows:
            matrix = row[:12].reshape(3, 4)
            points.append(local @ matrix[:, :3].T + matrix[:, 3])
    return np.concatenate(points)


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_is_where_its_bounds_say(name: str) -> None:
    actor = actor_of(name)
    low, high = actor.bounds(1.0)
    assert (high > low).all()
    points = drawn(actor, 1.0)
    assert np.isfinite(points).all()
    size = asset_by_id(name).size
    within = ((points > low - 0.15 * size[1]) & (points < high + 0.15 * size[1])).all(1)
    assert within.mean() > (0.3 if name == "train" else 0.97)
    if name != "droplet":
        assert 0.5 < (high[1] - low[1]) / size[1] < 1.6


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_keeps_to_its_budget_and_gets_lighter_afar(name: str) -> None:
    actor = actor_of(name)
    once = actor.at(0.5).instances
    assert sum(len(rows) * triangles(actor.models[n]) for n, rows in once.items() if "line" not in n) < 21_000
    for model in actor.models.values():
        counts = [triangles(version) for version in versions_of(model)]
        assert counts[0] <= 12_000
        assert all(later < earlier for earlier, later in pairwise(counts))
        assert counts[-1] <= 700


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_moves_smoothly_and_the_same_every_time(name: str) -> None:
    first, second = actor_of(name), actor_of(name)
    second.at(1.5)
    for t in (-2.0, 0.3):
        a, b = first.at(t), second.at(t)
        for key in a.instances:
            assert np.isfinite(a.instances[key]).all()
            assert a.instances[key].tobytes() == b.instances[key].tobytes()
        assert a.puffs.tobytes() == b.puffs.tobytes()
    steps = [first.at(0.5 + k / 24).instances for k in range(3)]
    for key, rows in steps[1].items():
        ahead = np.abs(steps[2][key][:, [3, 7, 11]] - rows[:, [3, 7, 11]]).max(initial=0)
        assert ahead < 1.5, key


def test_the_wheels_of_a_train_roll_without_slipping_and_the_rods_stay_on_their_pins() -> None:
    from yingxi.art.props.train_engine import CRANK, DRIVER

    actor = actor_of("train", speed=4.0)
    for t in (0.2, 0.55, 1.3):
        moment = actor.at(t)
        axle = moment.instances["train_driver"][1, :12].reshape(3, 4)
        pin = axle[:, :3] @ np.array([CRANK, 0.0, 0.0]) + axle[:, 3]
        rod = moment.instances["train_coupling_rod"][0, :12].reshape(3, 4)[:, 3]
        np.testing.assert_allclose(rod[:2], pin[:2], atol=1e-3)
        turn = np.arctan2(axle[1, 0], axle[0, 0])
        np.testing.assert_allclose(np.cos(turn), np.cos(-4.0 * t / DRIVER), atol=2e-2)


def test_the_line_lies_still_under_a_moving_train() -> None:
    actor = actor_of("train")
    assert actor.at(0.0).instances["train_line"].tobytes() == actor.at(1.5).instances["train_line"].tobytes()


def test_balloons_rise_and_no_two_neighbours_wear_the_same() -> None:
    actor = actor_of("hot_air_balloon", count=3)
    assert actor.bounds(1.5)[1][1] > actor.bounds(0.0)[1][1]
    assert len(actor.at(0.0).instances) == 3
    red = actor_of("balloon", colour="red").at(0.0).instances["party_balloon"][0, 12:15]
    assert red[0] > 5 * red[1]


@pytest.mark.parametrize(
    ("word", "asset"),
    [
        ("火车", "train"), ("steam train", "train"), ("热气球", "hot_air_balloon"),
        ("balloons", "hot_air_balloon"),
        ("气球", "balloon"), ("red balloon", "balloon"),
        ("宇宙飞船", "spaceship"), ("星际舰队", "spaceship"),
        ("水滴", "droplet"), ("火星车", "rover"), ("rover", "rover"), ("自行车", "bicycle"),
        ("bike", "bicycle"),
        ("飞机", "aeroplane"), ("plane", "aeroplane"), ("篮球", "basketball"), ("篮筐", "hoop"),
        ("风火轮", "fire_wheel"), ("机器老鼠", "clockwork_mouse"),
        ("爆炸", "explosion"), ("explosion", "explosion"),
    ],
)  # fmt: skip
def test_words_in_both_languages_find_machines(word: str, asset: str) -> None:
    match = find(word)
    assert match is not None
    assert match.asset.id == asset


def test_an_explosion_happens_once_and_burns_out() -> None:
    actor = actor_of("explosion", speed=0.0)
    (blast,) = actor.sounds(2.0)
    assert blast.kind == "explosion"
    before, soon, late = (actor.at(blast.at + after) for after in (-0.05, 0.1, 4.5))
    assert len(before.glows) == len(before.puffs) == len(before.lights) == 0
    assert soon.glows[:, 4].max() > 1.0
    assert soon.lights[0, 4] > 100.0
    assert late.glows[:, 4].max() < 0.05
    assert np.isfinite(soon.puffs).all()


def test_a_droplet_on_the_ground_is_water_and_in_space_a_probe() -> None:
    drop = actor_of("droplet")
    low, high = drop.bounds(1.0)
    assert float((high - low).max()) < 0.3
    call = sheet("droplet")
    there = replace(call, shot=replace(call.shot, set="space"))
    probe = asset_by_id("droplet").build(there)
    assert isinstance(probe, Machine)
    low, high = probe.bounds(1.0)
    assert float((high - low).max()) > 3.0
    assert len(probe.at(1.0).glows) == 3
