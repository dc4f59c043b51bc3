"""Flowers, vessels and other small things: they stand where they are put, at the size they say."""

from dataclasses import replace

import numpy as np
import pytest
from art_boxes import a_board

from yingxi.art.asset import CallSheet, Path
from yingxi.art.dress import dress
from yingxi.art.kept import versions_of
from yingxi.art.looks_file import find_look
from yingxi.art.registry import catalogue
from yingxi.film import Shot, Subject

THINGS = (
    "flower", "orchid", "leaf", "autumn_leaf", "perfume_bottle", "cup", "table", "coffee_bean", "door", "map",
    "seed", "basket", "pipa", "ribbon", "fish_lantern", "mortar", "mural", "dress", "candle", "drum", "gong",
    "launch_pad", "rocket", "satellite", "beehive", "book", "honey", "hot_pot", "lone_boat", "noodle_bowl",
    "noodle_stall", "kettle",
    "kettle",
)  # fmt: skip


def sheet(thing: str, *others: str, words: str = "", colour: str = "") -> CallSheet:
    """One of `thing` ten metres along x; `others` are in the shot too."""
    subjects = tuple(Subject(words=words or one, asset=one, colour=colour) for one in (thing, *others))
    shot = Shot(
        number="0010",
        scene=1,
        start=0,
        length=48,
        description="",
        place="",
        set="studio",
        hour="morning",
        subjects=subjects,
    )
    path = Path(position=lambda t: np.array([10.0, 0.0, 5.0], np.float32), yaw=lambda t: 0.3)
    return CallSheet(
        shot=shot,
        look=find_look("documentary"),
        fps=24,
        duration=2.0,
        beat=0.6,
        beat_phase=0.0,
        seed=3,
        paths=(path,),
        subject=subjects[0],
    )


def triangles(model) -> int:
    return sum(len(part.triangles) for part in model.surfaces)


@pytest.mark.parametrize("name", THINGS)
def test_a_thing_stands_in_its_place_at_its_size(name):
    asset = catalogue()[name]
    actor = asset.build(sheet(name))
    low, high = actor.bounds(0.5)
    assert (low[[0, 2]] < [10, 5]).all()
    assert (high[[0, 2]] > [10, 5]).all()
    assert 0.5 < (high[1] - low[1]) / asset.size[1] < 1.9
    for name, rows in actor.at(0.5).instances.items():
        assert np.isfinite(rows).all()
        assert np.abs(rows[:, 3] - 10).max() < max(*asset.size, 2.0), name


@pytest.mark.parametrize("name", THINGS)
def test_a_thing_is_cheaper_from_afar(name):
    actor = catalogue()[name].build(sheet(name))
    for key, model in actor.models.items():
        counts = [triangles(version) for version in versions_of(model)]
        assert counts[0] <= 12_000, key
        assert counts == sorted(counts, reverse=True), key
        assert counts[-1] <= 800, key


def test_leaves_fall_and_never_leave_their_air():
    actor = catalogue()["autumn_leaf"].build(sheet("autumn_leaf"))
    heights = np.array([actor.at(t).instances["maple_leaf"][:, 7] for t in np.linspace(0, 20, 40)])
    steps = np.diff(heights[:2], axis=0)
    assert np.median(steps) < 0
    assert heights.min() >= 0
    assert heights.max() < 4.5


def test_a_cup_brings_a_stool_unless_there_is_a_table():
    alone, laid = (catalogue()["cup"].build(sheet("cup", *more)) for more in ((), ("table",)))
    assert "cup_stool" in alone.models
    assert "cup_stool" not in laid.models
    assert alone.at(1.0).instances["coffee_cup"][0, 7] > laid.at(1.0).instances["coffee_cup"][0, 7]
    assert (alone.at(1.0).puffs[:, 7] > 0).any()


def test_a_door_opens_or_closes_as_it_is_said():
    def swings(words):
        actor = catalogue()["door"].build(sheet("door", words=words))
        return actor.swing(0.0), actor.swing(2.0)

    assert swings("door") == (0.0, pytest.approx(1.15))
    assert swings("a door closes") == (pytest.approx(1.15), 0.0)


def test_a_chinese_door_has_two_leaves():
    counts = [
        len(catalogue()["door"].build(sheet("door", words=words)).at(0).instances["door_leaf"])
        for words in ("door", "朱门")
    ]
    assert counts == [1, 2]


def test_a_flower_takes_the_colour_it_is_asked_for():
    red, white = (
        catalogue()["flower"].build(sheet("flower", colour=c)).models["flower"] for c in ("red", "白")
    )
    tones = [
        next(s for s in m.surfaces if s.semantic == "flower").vertices["colour"][:, 1].mean()
        for m in (red, white)
    ]
    assert tones[1] > 1.5 * tones[0]


def test_a_fall_of_beans_moves_and_its_heap_does_not():
    actor = catalogue()["coffee_bean"].build(sheet("coffee_bean"))
    first, later = (actor.at(t).instances["coffee_bean"] for t in (0.3, 0.5))
    moved = np.abs(first - later)[:, [3, 7, 11]].max(1)
    assert (moved[:170] == 0).all()
    assert (moved[170:] > 0.01).all()


def test_several_things_are_each_drawn():
    one = sheet("orchid")
    three = replace(one, paths=one.paths * 3)
    assert len(catalogue()["orchid"].build(three).at(0).instances["orchid"]) == 3


def test_a_seedling_grows_when_it_is_said_to():
    growing = replace(sheet("seed"), subject=Subject(words="seedling", asset="seed", action="grow"))
    actor = catalogue()["seed"].build(growing)
    tall = [actor.at(t).instances["seed_stem"][0, 5] for t in (0.0, 1.0, 2.0)]
    assert tall == sorted(tall)
    assert tall[2] > 3 * tall[0]


def test_ribbons_wave_and_keep_their_length():
    actor = catalogue()["ribbon"].build(sheet("ribbon"))
    first, later = (actor.at(t).shapes["silk_ribbon_0"][0]["position"].reshape(96, 7, 3) for t in (0.0, 0.7))
    assert np.abs(first - later).max() > 0.2
    lengths = [np.linalg.norm(np.diff(points[:, 3], axis=0), axis=1).sum() for points in (first, later)]
    assert abs(lengths[0] / lengths[1] - 1) < 0.15


def test_a_fish_lantern_glows_more_by_night():
    day = sheet("fish_lantern")
    night = replace(day, shot=replace(day.shot, hour="night"))
    one, other = (
        catalogue()["fish_lantern"].build(s).at(0.5).instances["fish_lantern"][0, 15] for s in (day, night)
    )
    assert other > 2 * one


def test_a_pestle_lands_on_the_beat():
    actor = catalogue()["mortar"].build(sheet("mortar"))
    assert actor.lifted(0.0) == pytest.approx(0.0, abs=1e-6)
    assert actor.lifted(0.6) > 0.1
    assert actor.lifted(1.2) == pytest.approx(0.0, abs=1e-6)
    assert [sound.at for sound in actor.sounds(2.0)] == pytest.approx([0.0, 1.2])


def test_a_drum_and_a_gong_are_heard_when_they_are_struck():
    drum, gong = (catalogue()[name].build(sheet(name)) for name in ("drum", "gong"))
    blows = [sound.at for sound in drum.sounds(2.0)]
    assert blows == pytest.approx(
        sorted(set(drum.blows(2.0)[(drum.blows(2.0) >= 0) & (drum.blows(2.0) < 2)]))
    )
    for at in blows:
        assert min(drum.lifted(at, 0), drum.lifted(at, 1)) == pytest.approx(-0.05, abs=0.02)
    assert drum.lifted(0.3, 0) > 0.3
    (struck, *_) = gong.sounds(4.0)
    assert gong.raised(struck.at + 1e-6) == pytest.approx(0.0, abs=1e-3)
    assert gong.swing(struck.at + 0.4) > 0.04


def test_a_rocket_stands_burns_and_climbs_and_its_tower_stays():
    rocket = catalogue()["rocket"].build(sheet("rocket"))
    before, later = rocket.at(0.1), rocket.at(1.9)
    assert not len(before.lights)
    assert later.lights[0, 4] > 1000
    assert rocket.height(0.9) == 0.0
    assert later.instances["rocket"][0, 7] > before.instances["rocket"][0, 7] + 2.0
    assert later.instances["pad_tower"].tobytes() == before.instances["pad_tower"].tobytes()
    assert rocket.sounds(2.0)[0].at == pytest.approx(0.32)


def test_a_satellite_unfolds_its_wings_panel_by_panel_where_that_is_said():
    still, opens = (
        catalogue()["satellite"].build(sheet("satellite", words=w)) for w in ("satellite", "帆板展开")
    )
    assert still.opened(0.0) == 1.0
    reach = [
        np.ptp(opens.at(t).instances["satellite_panel"][:, [3, 7, 11]], axis=0).max() for t in (0.2, 1.0, 2.0)
    ]
    assert reach == sorted(reach)
    assert reach[2] > 3 * reach[0]
    hinges = opens.at(1.0).instances["satellite_panel"][:4]
    matrix = hinges[:, :12].reshape(4, 3, 4)
    ends = matrix[:, :, :3] @ np.array([0, 0, 2.3]) + matrix[:, :, 3]
    assert ends[:3] == pytest.approx(matrix[1:, :, 3], abs=1e-4)


def test_what_is_hot_steams_and_stands_on_what_the_shot_has():
    for name, stand in (("hot_pot", "hot_pot_table"), ("noodle_bowl", "cup_stool")):
        alone, laid = (catalogue()[name].build(sheet(name, *more)) for more in ((), ("table",)))
        assert (alone.at(1.0).puffs[:, 7] > 0).any()
        assert stand in alone.models
        assert stand not in laid.models
        assert alone.bounds(0)[1][1] > laid.bounds(0)[1][1] + 0.5


def test_a_family_stands_round_the_hot_pot_and_a_bowl_on_the_stall():
    subjects = tuple(Subject(words=one, asset=one) for one in ("family", "hot_pot"))
    shot = replace(sheet("cup").shot, set="interior_hall", subjects=subjects, focus=0, size="ws")
    world = dress(shot, a_board(shot)).world
    rows = {name: row for actor in world.actors for name, row in actor.at(0.5).instances.items()}
    pot = rows["hot_pot"][0, [3, 7, 11]]
    people = np.array([row[0, [3, 7, 11]] for name, row in rows.items() if name.startswith("family:")])
    away = np.hypot(*(people - pot)[:, [0, 2]].T)
    assert len(away) >= 3
    assert (np.abs(away - 1.12) < 0.5).all()
    subjects = tuple(Subject(words=one, asset=one) for one in ("noodle_bowl", "noodle_stall"))
    shot = replace(shot, set="old_town", subjects=subjects)
    world = dress(shot, a_board(shot)).world
    rows = {name: row for actor in world.actors for name, row in actor.at(0.5).instances.items()}
    assert rows["noodle_bowl"][0, 7] - rows["noodle_stall"][0, 7] == pytest.approx(0.98, abs=0.01)


def test_pages_turn_and_a_magic_book_shines():
    plain, magic = (catalogue()["book"].build(sheet("book", words=w)) for w in ("book", "a book that glows"))
    first, later = (plain.at(t).shapes["book_leaf_0"][0]["position"] for t in (1.0, 2.2))
    assert np.abs(first - later).max() > 0.1
    assert not len(plain.at(1.0).glows)
    assert len(magic.at(1.0).glows) > 20


def test_bees_come_and_go_at_the_hive_s_door():
    hive = catalogue()["beehive"].build(sheet("beehive"))
    places = np.array([hive.at(t).instances["hive_bee"][:, [3, 7, 11]] for t in np.linspace(0, 12, 60)])
    away = np.linalg.norm(places - (10.0, 0.5, 5.0), axis=2)
    assert away.min(0).max() < 0.8
    assert away.max(0).min() > 0.5


def test_a_dress_stirs_at_its_hem_and_not_at_its_collar():
    actor = catalogue()["dress"].build(sheet("dress"))
    first, later = (actor.at(t).shapes["long_dress"][0]["position"] for t in (0.0, 0.9))
    moved = np.linalg.norm(first - later, axis=1)
    assert moved[first[:, 1] < 0.2].mean() > 0.01
    assert moved[first[:, 1] > 1.5].max() < 1e-6


def test_a_cup_stands_on_the_table_of_its_shot():
    subjects = tuple(Subject(words=one, asset=one) for one in ("cup", "table"))
    shot = replace(sheet("cup").shot, subjects=subjects, focus=0, size="fs")
    world = dress(shot, a_board(shot)).world
    rows = {name: row[0] for actor in world.actors for name, row in actor.at(0.5).instances.items()}
    cup, table = rows["coffee_cup"], rows["table"]
    assert cup[7] - table[7] == pytest.approx(0.76, abs=0.01)
    assert np.hypot(cup[3] - table[3], cup[11] - table[11]) < 0.5
