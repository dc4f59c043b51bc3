"""A shot dressed is a world: its subjects, a camera that sees them, its sounds in frames, honest words."""

import numpy as np
import pytest
from art_boxes import a_board, a_shot, a_subject, box_asset, plain, set_asset

from yingxi.art import dress as dressing
from yingxi.art.checker import check_shot, say
from yingxi.art.dress import call_sheet, dress
from yingxi.art.dress_light import air_of, grade_for
from yingxi.art.looks_file import find_look
from yingxi.film import Subject
from yingxi.film.errors import YingxiError
from yingxi.world.optics import project
from yingxi.world.scene import Air, CameraPose, Grade, World


@pytest.fixture
def shelf(monkeypatch):
    """Assets by id that the test puts there."""
    assets = {"plain": set_asset(), "box": box_asset()}
    monkeypatch.setattr(dressing, "asset_by_id", assets.__getitem__)
    return assets


def test_a_dressed_shot_sees_its_subject(shelf):
    shot = a_shot(a_subject(action="walk"), size="fs", move="push_in", hour="noon")
    dressed = dress(shot, a_board(shot))
    assert len(dressed.world.actors) == 1
    assert dressed.notes == ()
    assert check_shot(dressed.world, dressed.world.actors[0].bounds, "fs", 4.0, (1920, 1080), True) == ()


@pytest.mark.parametrize(("hour", "lamps"), [("night", 2), ("noon", 0)])
def test_at_night_a_key_and_a_rim_go_with_the_subject(shelf, hour, lamps):
    shot = a_shot(a_subject(action="walk"), size="fs", hour=hour)
    world = dress(shot, a_board(shot)).world
    lights = [actor.at(1.0).lights for actor in world.actors]
    assert sum(len(rows) for rows in lights) == lamps
    if lamps:
        middle = np.mean(world.actors[0].bounds(1.0), axis=0)
        assert np.linalg.norm(lights[-1][:, :3] - middle, axis=1).max() < 6.0


def test_the_same_shot_gives_the_same_world(shelf):
    shot = a_shot(a_subject(count=5, action="run"), size="ws", move="handheld", seed=7)
    one, other = dress(shot, a_board(shot)), dress(shot, a_board(shot))
    assert one.world.camera(1.7) == other.world.camera(1.7)
    boxes = (world.actors[0].at(1.7).instances["box"] for world in (one.world, other.world))
    assert np.array_equal(*boxes)
    assert one.sounds == other.sounds


def test_sounds_are_in_frames_of_the_shot_and_on_their_side(shelf):
    shot = a_shot(a_subject(action="walk"), size="ews", screen="right", lens=24.0)
    step = next(event for event in dress(shot, a_board(shot)).sounds if event.kind == "step")
    assert step.frame == 12.0
    assert 0 < step.gain < 1
    assert step.pan < 0  # it walks to the right, from the left of the middle


def test_a_camera_behind_a_wall_is_moved_and_it_is_said(shelf):
    shelf["plain"] = set_asset(plain(wall=(0.0, 0.0, 2.5)))
    shot = a_shot(a_subject(), size="fs", lens=50.0)
    dressed = dress(shot, a_board(shot))
    assert any("机位" in note for note in dressed.notes)
    assert "hidden" not in check_shot(
        dressed.world, dressed.world.actors[0].bounds, "fs", 4.0, (1920, 1080), True
    )


def test_words_are_accounted_for_honestly(shelf):
    shot = a_shot(a_subject(), Subject(words="乡愁"), size="ws")
    place, shown, unseen = dress(shot, a_board(shot)).depictions
    assert (place.how, place.asset) == ("set", "plain")
    assert shown.how == "model"
    assert unseen.how == "none"
    assert unseen.reason


def test_a_size_too_tight_for_the_model_is_loosened_and_said(shelf):
    shot = a_shot(a_subject(), size="cu", lens=85.0)
    notes = dress(shot, a_board(shot)).notes
    assert "cu" in notes[0]
    assert "fs" in notes[0]


def test_a_subject_that_is_a_set_is_refused(shelf):
    shot = a_shot(a_subject("plain"))
    with pytest.raises(YingxiError, match="is a set"):
        dress(shot, a_board(shot))


def test_beats_are_counted_from_the_films_first_frame():
    shot = a_shot(start=40)
    sheet = call_sheet(shot, a_board(shot), find_look("documentary"))
    assert sheet.beat == pytest.approx(15 / 24)
    assert (40 + sheet.beat_phase * 24) % 15 == pytest.approx(0)


def test_the_colour_script_bends_the_look_gently():
    look = find_look("documentary")
    plain_grade = grade_for(a_shot(luma=0.42, saturation=0.5), look)
    bright = grade_for(a_shot(luma=0.9, saturation=1.0, warmth=1.0), look)
    assert plain_grade.exposure == pytest.approx(look.grade.exposure)
    assert 1.0 < bright.exposure / look.grade.exposure <= 2**0.5
    assert bright.temperature > look.grade.temperature


def _world(camera, **more):
    return World(actors=(), camera=camera, air=Air(), grade=Grade(), **more)


def test_the_checker_sees_what_is_wrong():
    shot = a_shot(a_subject())
    from dataclasses import replace

    from yingxi.art.blocking import block_shot

    sheet = call_sheet(shot, a_board(shot), find_look("documentary"))
    paths = block_shot(shot, {0: box_asset()}, plain(), 4.0, 1)[0].paths
    actor = box_asset().build(replace(sheet, paths=paths))

    def faults(position, target, world=None):
        pose = CameraPose(position=position, target=target)
        shown = world or plain()
        stage = _world(lambda t: pose, models=shown.models, statics=shown.statics, ground=shown.ground)
        return check_shot(stage, actor.bounds, "fs", 4.0, (1920, 1080), True)

    assert faults((0, 1, 4), (0, 0.9, 0)) == ()
    assert "behind" in faults((0, 1, 4), (0, 0.9, 9))
    assert "clipped" in faults((0, 1, 4), (2.2, 0.9, 0))
    assert "tiny" in faults((0, 1, 60), (0, 0.9, 0))
    assert "underground" in faults((0, -1, 4), (0, 0.9, 0))
    assert "hidden" in faults((0, 1, 4), (0, 0.9, 0), plain(wall=(0.0, 0.0, 2.0)))
    assert "enclosed" in faults((0, 1, 4), (0, 0.9, 0), plain(wall=(0.0, 0.0, 4.0)))
    assert say(("hidden", "tiny"), "zh") == "主体被遮挡、主体太小"


@pytest.mark.parametrize(("place", "snow"), [("interior_hall", 0.0), ("stage", 0.0), ("grassland", 0.6)])
def test_no_snow_falls_indoors(place, snow):
    air = air_of(Air(), a_shot(set=place, weather="snow"))
    assert air.snow == snow


def test_it_is_known_where_the_subjects_are_before_anything_is_drawn(shelf):
    shot = a_shot(a_subject("box"), size="ws")
    board = a_board(shot)
    seen = dress(shot, board).seen
    assert seen == dress(shot, board).seen
    (one,) = seen
    assert one.served
    assert 0 <= one.left < one.right <= 1
    assert 0 <= one.top < one.bottom <= 1
    world, frame = dress(shot, board).world, (board.width, board.height)
    box = dress(shot, board).served
    middle = 0.5 * np.add(*(np.asarray(corner, float) for corner in box(0.5 * shot.length / board.fps)))
    pixel = project(world.camera(0.5 * shot.length / board.fps), frame, middle)[0, :2] / frame
    assert one.left <= pixel[0] <= one.right
    assert one.top <= pixel[1] <= one.bottom
