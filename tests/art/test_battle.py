"""The battle: nobody sinks into anybody, victims are struck, frames are the same in whatever order asked."""

from dataclasses import replace

import numpy as np
import pytest

from yingxi.art.asset import CallSheet, Path
from yingxi.art.battle.actors import BattleDragon, BattleDrones, BothSides
from yingxi.art.battle.acts import ACTS
from yingxi.art.battle.bodies import DRONE, LINK, LINKS, girth
from yingxi.art.battle.fight import Fight, fight_for, mirrored, play_act
from yingxi.art.battle.fire import Fire
from yingxi.art.battle.keeping import played_bytes, played_from
from yingxi.art.battle.views import camera_of
from yingxi.art.battle.ways import frame, way_through
from yingxi.art.looks_file import find_look
from yingxi.art.registry import asset_by_id
from yingxi.film import Shot, Subject
from yingxi.world.optics import project


@pytest.fixture(scope="module")
def fight() -> Fight:
    return fight_for("bite", 1.6, 4)


def sheet(*subjects: Subject, focus: int = 0) -> CallSheet:
    shot = Shot(
        number="0010", scene=1, start=0, length=38, description="", place="", set="storm_clouds",
        hour="night", subjects=subjects, focus=focus, seed=4,
    )  # fmt: skip
    path = Path(position=lambda t: np.array((0.0, 30.0, 0.0), np.float32), yaw=lambda t: 0.0)
    return CallSheet(
        shot=shot, look=find_look("storm_steel"), fps=24, duration=1.6, beat=0.5, beat_phase=0.0, seed=4,
        paths=(path,), subject=subjects[focus],
    )  # fmt: skip


def dragon(action: str = "bite") -> Subject:
    return Subject(words="机械龙", asset="mechanical_dragon", action=action)


DRONES = Subject(words="无人机", asset="combat_drone", action="fight", count=12)


def gaps(fight: Fight) -> np.ndarray:
    """Least distance in metres between any drone's ball and the dragon's spine, at every pose."""
    recording = fight.recording
    shown = slice(int((0.0 - recording.start) * recording.rate), None)
    place, drones = recording.place[shown, :LINKS], recording.place[shown][:, fight.drones]
    start, along = place[:, :-1, None], np.diff(place, axis=1)[:, :, None]
    share = ((drones[:, None] - start) * along).sum(-1) / (along**2).sum(-1)
    nearest = start + np.clip(share, 0, 1)[..., None] * along
    radius = np.array([girth((k + 0.5) * LINK) for k in range(LINKS - 1)])
    return (np.linalg.norm(drones[:, None] - nearest, axis=-1) - radius[None, :, None] - DRONE).min((1, 2))


def test_no_drone_is_ever_seen_inside_the_dragon(fight: Fight):
    assert gaps(fight).min() > -0.005
    shown = fight.recording.gaps[int(-fight.recording.start * fight.recording.rate) :]
    assert shown.min() > -0.02


def test_the_dragon_keeps_its_links_together_and_to_its_way(fight: Fight):
    for t in (0.0, 0.8, 1.6):
        place, axes = fight.bodies(t)
        np.testing.assert_allclose(np.linalg.norm(np.diff(place[:LINKS], axis=0), axis=1), LINK, rtol=0.01)
        assert np.linalg.norm(place[0] - fight.way.at(np.array([fight.metre(t)]))[0][0]) < 3.0
        np.testing.assert_allclose(np.linalg.det(axes), 1.0, atol=1e-6)


def test_drones_are_struck_break_and_fall(fight: Fight):
    struck = np.nonzero((fight.broken > 0) & (fight.broken < fight.duration))[0]
    assert len(struck) >= 1
    first = int(struck[0])
    before, after = (
        fight.bodies(t)[0][fight.drones[first], 1] for t in (fight.broken[first], fight.recording.end)
    )
    assert after < before


def test_the_same_battle_gives_the_same_bytes_in_any_order_of_frames(fight: Fight):
    one, two = fight, play_act("bite", 1.6, 4)
    assert one.recording.place.tobytes() == two.recording.place.tobytes()
    forward, backward = Fire(fight=one), Fire(fight=two)
    times = (0.1, 0.7, 1.3)
    asked = {t: forward.glows(t).tobytes() + forward.puffs(t).tobytes() for t in times}
    again = {t: backward.glows(t).tobytes() + backward.puffs(t).tobytes() for t in reversed(times)}
    assert asked == again
    pose, other = camera_of(one), camera_of(two)
    assert [pose(t) for t in times] == [other(t) for t in times]


def test_a_kept_battle_is_the_battle(fight: Fight):
    recording, broken = played_from(played_bytes((fight.recording, fight.broken)))
    assert recording.place.tobytes() == fight.recording.place.tobytes()
    assert recording.gaps.tobytes() == fight.recording.gaps.tobytes()
    assert broken.tobytes() == fight.broken.tobytes()
    assert [touch.time for touch in recording.touches] == [touch.time for touch in fight.recording.touches]
    with pytest.raises(ValueError, match="cut short"):
        played_from(played_bytes((fight.recording, fight.broken))[:900])


def test_the_camera_sees_the_head_that_bites(fight: Fight):
    camera = camera_of(fight)
    for t in np.linspace(0, 1.6, 7):
        place, axes = fight.bodies(float(t))
        seen = project(camera(float(t)), (1920, 1080), place[:1] + 1.5 * axes[:1, :, 0])[0]
        assert 0 < seen[0] < 1920
        assert 0 < seen[1] < 1080


def test_two_sides_share_one_fight_and_one_side_alone_brings_the_other():
    both = sheet(dragon(), DRONES)
    one, other = asset_by_id("mechanical_dragon").build(both), asset_by_id("combat_drone").build(
        replace(both, subject=DRONES)
    )  # fmt: skip
    assert isinstance(one, BattleDragon)
    assert isinstance(other, BattleDrones)
    assert one.fight is other.fight
    alone = asset_by_id("mechanical_dragon").build(sheet(dragon()))
    assert isinstance(alone, BothSides)
    moment = alone.at(0.8)
    assert len(moment.instances["combat_drone"]) == ACTS["bite"].drones + ACTS["bite"].swarm
    assert len(moment.instances["mechanical_dragon_plate"]) == 44
    assert {sound.kind for sound in alone.sounds(1.6)} >= {"engine", "drone_hum"}
    assert not isinstance(asset_by_id("mechanical_dragon").build(sheet(dragon("fly"))), BothSides)


def test_every_act_is_mirrored_truly():
    for act in ACTS.values():
        twice = mirrored(mirrored(act))
        assert twice.way == act.way
        assert twice.view == act.view
        assert twice.rain == act.rain


def test_ways_are_even_and_frames_are_upright():
    way = way_through(np.array(ACTS["coil"].way, float))
    places, ahead = way.at(np.arange(0.0, 100.0, 1.0))
    assert np.linalg.norm(np.diff(places, axis=0), axis=1) == pytest.approx(1.0, rel=0.08)
    forward, up, right = frame(ahead)
    np.testing.assert_allclose(np.cross(forward, up), right, atol=1e-9)
    assert (up[:, 1] > 0.3).all()


@pytest.mark.slow
@pytest.mark.parametrize("verb", sorted(ACTS))
def test_no_act_lets_a_drone_sink_into_the_dragon(verb: str):
    for seed in (4, 7):
        assert gaps(fight_for(verb, 2.0, seed)).min() > -0.01


def test_a_burst_leaves_the_line_from_the_lens_to_the_head(fight: Fight):
    fire = Fire(fight=fight)
    camera = camera_of(fight)
    near = [k for k, velocity in fire.blown.items() if np.linalg.norm(velocity) > 0]
    assert near, "the bite breaks a drone at the head"
    for k in near:
        apart = []
        for age in (0.05, 0.6):
            t = float(fight.broken[k]) + age
            middle, head = fire._drifted(k, age), fight.bodies(t)[0][0]
            seen = project(camera(t), (1280, 720), np.array([middle, head]))[:, :2]
            apart.append(float(np.linalg.norm(seen[0] - seen[1])))
        assert apart[1] > apart[0]
        assert apart[1] > 0.2 * 720
