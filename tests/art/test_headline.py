"""The headline film's things: the boat rows to the beat, the city stands, every view shows what it serves."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from yingxi.art.asset import CallSheet, Path, Place
from yingxi.art.effects import drone_swarm, fireworks, lotus_lamps, sky_lanterns
from yingxi.art.look import Look
from yingxi.art.props import dragon_boat
from yingxi.art.props.dragon_boat_stroke import DRIVE, bend_arm, pose_crew
from yingxi.art.sets import river_city, river_city_setups
from yingxi.art.sets.river_city_views import View
from yingxi.film import Shot, Subject, YingxiError
from yingxi.story.setups import read_setup
from yingxi.story.shelf import load
from yingxi.world.optics import in_frame
from yingxi.world.scene import Actor, Array

BEAT = 15 / 24


def _path(lane: float, start: float = -12.0, speed: float = 5.2) -> Path:
    def position(t: float) -> Array:
        return np.array([start + speed * t, 0.0, lane], np.float32)

    return Path(position=position, yaw=lambda t: 0.0 if speed > 0 else np.pi)


def _sheet(
    subject: Subject | None = None, paths: tuple[Path, ...] = (), place: Place | None = None, **shot: object
) -> CallSheet:
    planned = Shot(
        number="0010",
        scene=1,
        start=0,
        length=96,
        description="",
        place="江面",
        set="river_city",
        subjects=(subject,) if subject else (),
    )
    return CallSheet(
        shot=replace(planned, **shot), look=Look(id="x", zh="x", en="x"), fps=24, duration=4.0, beat=BEAT,
        beat_phase=0.25, seed=5, subject=subject, paths=paths, place=place,
    )  # fmt: skip


def _boats(count: int = 3, speed: float = 5.2) -> dragon_boat.DragonBoats:
    subject = Subject(words="龙舟", asset="dragon_boat", count=count, action="race")
    lanes = (0.0, -10.5, 10.5, -21.0, 21.0)[:count]
    return dragon_boat.build(_sheet(subject, tuple(_path(lane, speed=speed) for lane in lanes)))


@pytest.fixture(scope="module")
def place() -> Place:
    return river_city.build(_sheet())


@pytest.fixture(scope="module")
def boats() -> dragon_boat.DragonBoats:
    return _boats()


def test_blades_enter_the_water_on_the_beat() -> None:
    depth = [float(pose_crew(stroke, 1).blades[:, 1].mean()) for stroke in (-0.12, 0.02, 0.2, 0.6)]
    assert depth[0] > depth[1] > depth[2], "the blade goes down through the catch"
    assert depth[3] > 0.1, "and is clear of the water on its way back"


def test_a_stroke_pulls_the_blades_back_and_repeats() -> None:
    start, end = pose_crew(0.03, 1), pose_crew(DRIVE - 0.03, 1)
    assert (start.blades[:, 0] - end.blades[:, 0]).min() > 0.3
    assert np.allclose(pose_crew(3.4, 1).blades, pose_crew(7.4, 1).blades, atol=1e-5)


def test_hands_reach_where_the_arm_can_and_bones_keep_their_length() -> None:
    shoulder = np.zeros((3, 3))
    hand = np.array([[0.3, -0.2, 0.1], [0.05, 0.1, 0.0], [2.0, 0.0, 0.0]])
    upper, lower = bend_arm(shoulder, hand, np.tile([0.0, -1.0, 0.2], (3, 1)))
    elbow = upper[1] + upper[0][:, :, 0] * 0.29
    assert np.allclose(elbow, lower[1], atol=1e-4)
    fist = lower[1] + lower[0][:, :, 0] * 0.29
    assert np.allclose(fist[:2], hand[:2], atol=1e-3)
    assert np.linalg.norm(fist[2]) == pytest.approx(0.58, abs=1e-3)


def test_boats_show_only_models_that_they_have_and_keep_their_order(boats: dragon_boat.DragonBoats) -> None:
    first, later = boats.at(-3.0), boats.at(2.7)
    assert set(first.instances) == set(later.instances) <= set(boats.models)
    for name, rows in first.instances.items():
        assert rows.shape == later.instances[name].shape
        assert np.isfinite(rows).all()


def test_stirring_tells_the_same_wake_as_the_whole_moment(boats: dragon_boat.DragonBoats) -> None:
    whole, stirred = boats.at(1.6), boats.stir(1.6)
    assert np.array_equal(whole.waves, stirred.waves)
    assert np.array_equal(whole.foam, stirred.foam)
    assert len(stirred.waves) > 12


def test_drums_and_paddles_sound_on_every_beat(boats: dragon_boat.DragonBoats) -> None:
    catches = sorted({sound.at for sound in boats.sounds(4.0) if sound.kind == "paddle"})
    assert np.allclose((np.array(catches) - 0.25) / BEAT % 1.0 % 1.0, 0.0, atol=1e-6)
    assert len(catches) == 6
    drums = [sound for sound in boats.sounds(4.0) if sound.kind == "drum"]
    assert len(drums) > len(catches)
    assert all(0 <= sound.at < 4.0 for sound in drums)


def test_a_boat_without_a_path_is_refused() -> None:
    with pytest.raises(YingxiError, match="needs a path"):
        dragon_boat.build(_sheet(Subject(words="龙舟")))


def test_five_boats_wear_different_colours() -> None:
    boats = _boats(5)
    assert len({name for name in boats.at(0.0).instances if name.startswith("dragon_boat_torso")}) == 5


def test_the_city_places_only_models_it_has(place: Place) -> None:
    assert set(place.statics) <= set(place.models)
    assert sum(len(rows) for rows in place.statics.values()) > 400
    assert place.atlas is not None
    assert place.atlas[..., 0].max() == 255


def test_the_river_lies_between_the_quays(place: Place) -> None:
    assert place.ground is not None
    heights = place.ground(np.zeros(3, np.float32), np.array([0.0, -100.0, 100.0], np.float32))
    assert heights[0] < 0 < heights[1] == heights[2]


@pytest.mark.parametrize("hour", ["night", "dusk", "dawn", "morning"])
def test_the_city_sleeps_by_day(hour: str) -> None:
    built = river_city.build(_sheet(hour=hour))
    lamps = [rows[:, 15].max() for name, rows in built.statics.items() if "pagoda" in name]
    assert (max(lamps) > 0.5) == (hour != "morning")


def _forced(view: View) -> Callable[..., View]:
    return lambda *_: view


@pytest.mark.parametrize("view", river_city_setups.VIEWS, ids=lambda view: view.name)
def test_every_view_sees_what_it_serves(
    view: View, place: Place, boats: dragon_boat.DragonBoats, monkeypatch: pytest.MonkeyPatch
) -> None:
    focus: dict[str, Actor | None] = {
        "boats": boats, "place": None,
        "swarm": drone_swarm.build(_sheet(Subject(words="无人机", action="heart"), place=place)),
        "fireworks": fireworks.build(_sheet(Subject(words="烟花"), place=place)),
    }  # fmt: skip
    monkeypatch.setattr(river_city_setups, "pick_view", _forced(view))
    assert place.setups is not None
    camera = place.setups(_sheet(move=view.moves[0]), focus[view.serves])
    assert camera is not None
    actor = focus[view.serves]
    for t in (0.0, 2.0, 4.0):
        pose = camera(t)
        assert pose.position[1] >= 0.4, "no lens under water"
        if isinstance(actor, dragon_boat.DragonBoats):
            marks = np.concatenate([actor.points(t)[part] for part in ("head", "drummer", "paddles", "tail")])
            assert in_frame(pose, (1920, 1080), marks).any()
    if actor is not None and view.serves != "boats":
        low, high = actor.bounds(2.0)
        corners = np.array([low, high, (low + high) / 2, low * [1, 0.2, 1] + high * [0, 0.8, 0]], np.float32)
        assert in_frame(camera(2.0), (1920, 1080), corners).any() or view.name == "show in the water"


@pytest.mark.parametrize(
    ("asset", "serves"),
    [("dragon_boat", "boats"), ("drone_swarm", "swarm"), ("fireworks", "fireworks"), ("", "place")],
)
def test_every_set_up_of_the_recipes_has_a_view_of_its_own(asset: str, serves: str) -> None:
    recipes = load("recipes")
    rows = recipes["assets"][asset] if asset else [*recipes["place"], *recipes["water_place"]]
    seen: dict[str, str] = {}
    for setup in map(read_setup, rows):
        lens = setup.lens or load("direction")["lens"][setup.size]
        subject = Subject(words="主角", asset=asset, action=setup.action)
        asked = _sheet(
            subject if asset else None, size=setup.size, angle=setup.angle, lens=lens,
            focus=0 if asset else None,
        )  # fmt: skip
        for move in setup.moves:
            sheet = replace(asked, shot=replace(asked.shot, move=move))
            view = river_city_setups.pick_view(sheet, serves, 1.0)
            assert seen.setdefault(view.name, setup.id) == setup.id


def test_setups_follow_the_boats_whichever_way_they_go(place: Place) -> None:
    assert place.setups is not None
    subject = Subject(words="龙舟", asset="dragon_boat", action="race")
    for speed in (5.2, -5.2):
        boats = _boats(3, speed)
        camera = place.setups(_sheet(subject, size="cu", angle="eye", move="track"), boats)
        assert camera is not None
        ahead = boats.points(2.0)["head"][:, 0].mean() - boats.points(2.0)["paddles"][:, 0].mean()
        pose = camera(2.0)
        assert np.sign(pose.position[0] - pose.target[0]) == np.sign(ahead), "the head is seen from ahead"
        assert pose.position[2] > pose.target[2], "and the city stands behind it"


def test_two_shots_alike_are_not_the_same_picture(place: Place, boats: dragon_boat.DragonBoats) -> None:
    assert place.setups is not None
    seen = set()
    for seed in range(4):
        camera = place.setups(replace(_sheet(size="ws", angle="eye"), seed=seed), boats)
        assert camera is not None
        seen.add(camera(2.0).position)
    assert len(seen) == 4


def test_a_stranger_is_left_to_the_common_framing(place: Place) -> None:
    assert place.setups is not None
    lamps = lotus_lamps.build(_sheet(Subject(words="河灯"), place=place))
    assert place.setups(_sheet(), lamps) is None


def test_words_morph_at_a_beat_of_the_score(place: Place) -> None:
    swarm = drone_swarm.build(_sheet(Subject(words="无人机", action="word", text="龙|国潮"), place=place))
    first, second = swarm.show.cues
    assert first.end < second.start < 4.0
    beats = (second.start - 0.25) / BEAT
    assert beats == pytest.approx(round(beats), abs=1e-6)


def test_bursts_fall_on_beats_and_are_heard_when_they_are_seen(place: Place) -> None:
    show = fireworks.build(_sheet(Subject(words="烟花"), place=place, energy=9.0))
    beats = (np.array([burst.at for burst in show.bursts]) - 0.25) / BEAT
    assert np.allclose(beats, np.round(beats), atol=1e-6)
    heard = {sound.at for sound in show.sounds(4.0) if sound.kind == "firework_burst"}
    assert heard == {burst.at for burst in show.bursts if 0 <= burst.at < 4.0}


def test_lamps_stay_on_the_water_and_lanterns_rise() -> None:
    lamps = lotus_lamps.build(_sheet(Subject(words="河灯")))
    assert np.abs(lamps.at(3.0).instances["lotus_lamp"][:, 7]).max() < 0.2
    lanterns = sky_lanterns.build(_sheet(Subject(words="孔明灯")))
    before, after = (lanterns.at(t).instances["sky_lantern"][:, 7] for t in (0.0, 0.5))
    assert np.median(after - before) > 0.3


def test_assets_are_found_in_both_languages() -> None:
    from yingxi.art.registry import catalogue

    for name in ("dragon_boat", "river_city", "drone_swarm", "fireworks", "sky_lanterns", "lotus_lamps"):
        asset = catalogue()[name]
        assert asset.words.zh
        assert asset.words.en
