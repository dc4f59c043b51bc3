"""Duels: blades that cross on the frame of a beat, two who stand apart, a camera that keeps both."""

import numpy as np
import pytest

from yingxi.art.bodies.body import load_body
from yingxi.art.bodies.duel_steel import STRUCK, blade, meeting, sparks
from yingxi.art.bodies.person import Person
from yingxi.art.bodies.pose import bone_transforms, held
from yingxi.art.dress import dress
from yingxi.art.duel import PASSAGES, contact_time, contacts_in, passage_of
from yingxi.art.hue import tone_cube
from yingxi.art.looks_file import find_look
from yingxi.film import Shot, Storyboard, Subject
from yingxi.film.storyboard import Score
from yingxi.world.optics import project

BLOWS = sorted({(c.first, c.second) for passage in PASSAGES.values() for c in passage.contacts})
FPS, BEAT = 24, 12


def duel(
    action: str, *, size: str = "fs", angle: str = "eye", place: str = "dune_ridge", seconds: int = 4
) -> Shot:
    subjects = (
        Subject(words="剑客", asset="swordsman", action=action),
        Subject(words="女侠", asset="swordswoman", action=action, role="second"),
    )
    return Shot(
        number="0010", scene=1, start=0, length=seconds * FPS, description="", place=place, set=place,
        hour="sunset", subjects=subjects, size=size, angle=angle, lens=40.0, seed=3,
    )  # fmt: skip


def board_of(shot: Shot) -> Storyboard:
    return Storyboard(
        title="剑", language="zh", look="wuxia_mono", fps=FPS, width=640, height=360, frames=shot.length,
        score=Score(frames_per_beat=BEAT), shots=(shot,),
    )  # fmt: skip


@pytest.mark.parametrize(("first", "second"), BLOWS)
def test_blades_of_a_blow_pass_through_one_point(first: str, second: str) -> None:
    met = meeting(first, second)
    ends = []
    for build, pose in zip(("man", "woman"), met.poses, strict=True):
        body = load_body(build)
        ends.append(blade(body, held(body, pose, bone_transforms(body, pose))))
    (fist, way), (other, back) = ends
    turned = np.array([-1.0, 1.0, -1.0])
    other, back = other * turned + (met.apart, 0.0, met.aside), back * turned
    along = np.linspace(0.12, 0.90, 79)[:, None]
    gaps = np.linalg.norm((fist + way * along)[:, None] - (other + back * along)[None], axis=2)
    assert gaps.min() < 0.03
    assert met.apart > 0.9


@pytest.mark.parametrize("name", [name for name, passage in PASSAGES.items() if passage.contacts])
def test_steel_rings_on_a_whole_frame_of_a_beat(name: str) -> None:
    sounds = [event for event in dress(duel(name), board_of(duel(name))).sounds if event.kind == "sword"]
    expected = [t * FPS for t, _ in contacts_in(name, 4.0, BEAT / FPS)]
    assert [event.frame for event in sounds] == pytest.approx(expected)
    assert all(event.frame % BEAT == pytest.approx(0.0) for event in sounds)


def test_blades_touch_in_the_shot_when_they_are_heard() -> None:
    shot = duel("exchange")
    people = [a for actor in dress(shot, board_of(shot)).world.actors for a in getattr(actor, "people", ())]
    for t, _ in contacts_in("exchange", 4.0, BEAT / FPS):
        places = []
        for person in people:
            assert isinstance(person, Person)
            turn, move = person.placed(t)
            fist, way = blade(person.figure.body, person.bones(t))
            places.append((turn @ (fist + STRUCK * way) + move).astype(float))
        # On sand that is not quite level; a blade is three centimetres wide.
        assert np.linalg.norm(places[0] - places[1]) < 0.12


@pytest.mark.parametrize(("size", "angle"), [("ws", "low"), ("fs", "eye"), ("ws", "high")])
def test_the_camera_keeps_both(size: str, angle: str) -> None:
    shot = duel("leap_clash", size=size, angle=angle)
    dressed = dress(shot, board_of(shot))
    assert not any("出画" in note or "遮挡" in note for note in dressed.notes)
    people = [a for actor in dressed.world.actors for a in getattr(actor, "people", ())]
    for t in (0.5, 1.0, 2.0, 3.0):
        middles = np.array([np.mean(person.bounds(t), axis=0) for person in people])
        seen = project(dressed.world.camera(t), (640, 360), middles)
        assert ((seen[:, :2] > 0) & (seen[:, :2] < (640, 360))).all(), (t, seen)


def test_past_a_shoulder_the_rival_is_whole() -> None:
    shot = duel("face_off", angle="rear")
    dressed = dress(shot, board_of(shot))
    assert not any("出画" in note or "遮挡" in note for note in dressed.notes), dressed.notes


def test_who_fights_where_the_place_is_water_fights_on_the_water() -> None:
    shot = duel("exchange", place="lake")
    dressed = dress(shot, board_of(shot))
    people = [a for actor in dressed.world.actors for a in getattr(actor, "people", ())]
    assert people
    for person in people:
        assert abs(float(person.placed(1.0)[1][1])) < 0.05
        assert len(person.stir(1.0).waves) == 2


def test_two_who_fight_without_saying_how_get_a_passage() -> None:
    assert passage_of(duel("duel")) in PASSAGES
    assert passage_of(duel("walk")) == ""
    assert passage_of(duel("fight", size="cu")) == "lock"


def test_contacts_never_come_before_the_shot() -> None:
    for name in PASSAGES:
        for seconds in (1.0, 2.0, 5.0):
            assert contact_time(name, seconds, 0.5) >= 0.0


def test_sparks_fly_and_go_out() -> None:
    assert len(sparks(-0.01, np.zeros(3), 1)) == 0
    early, late = sparks(0.05, np.zeros(3), 1), sparks(0.4, np.zeros(3), 1)
    assert len(early) > len(late) > 0
    assert len(sparks(1.0, np.zeros(3), 1)) == 0


def test_a_hue_draws_greys_to_its_tones_and_lets_a_strong_colour_live() -> None:
    hue = find_look("wuxia_mono").hues["bamboo"]
    cube = tone_cube(hue.tones, hue.amount, hue.keep)
    middle = len(cube) // 2
    grey, red = cube[middle, middle, middle], cube[-1, 0, 0]
    assert grey[1] > grey[0]
    assert grey[1] > grey[2]
    assert red[0] > 2.0 * red[1]
