"""Whole takes and a whole film from photographs."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from yingxi.engines import Options, find_engine, shoot
from yingxi.engines.photo.filming import film_frame, stage_photograph
from yingxi.engines.photo.photograph import read_photograph
from yingxi.film import Brief, Inputs
from yingxi.film.errors import UsageError
from yingxi.media import read_frames, rgb_from_planes

from .conftest import needs_matting

pytestmark = needs_matting


@pytest.fixture
def staged(shipped, moved):
    def stage(name="coffee.png", size=(256, 144), **changes):
        shot = moved(**changes)
        return shot, stage_photograph(read_photograph(shipped(name)), shot, size, 4.0, 1.0)

    return stage


@pytest.mark.parametrize("move", ["truck_right", "push_in", "orbit_left", "crane_up"])
def test_frames_flow_without_a_jump_or_a_black_edge(staged, move):
    shot, scene = staged(move=move)
    frames = [film_frame(scene, shot, at / 24, at / 24, 1.0, 1.0).astype(int) for at in range(8, 13)]
    steps = [np.abs(after - before).mean() for before, after in pairwise(frames)]
    assert min(steps) > 0.05
    assert max(steps) < 2.2 * min(steps)
    for frame in frames:
        for edge in (frame[0], frame[-1], frame[:, 0], frame[:, -1]):
            assert (edge.max(1) > 8).mean() > 0.6, "the photograph's edge is seen"


def test_a_small_step_of_the_camera_is_a_small_step_of_the_picture(staged):
    """Sub-pixel: half the way makes a picture between both ends, not one of them."""
    shot, scene = staged(move="pan_right")
    first, half, last = (film_frame(scene, shot, 0.5 + at, 0, 0, 0).astype(float) for at in (0, 0.003, 0.006))
    whole = np.abs(last - first).mean()
    assert np.abs(half - first).mean() < 0.75 * whole
    assert np.abs(half - last).mean() < 0.75 * whole


def test_the_unmoved_view_is_the_photograph(staged, shipped):
    shot, scene = staged(move="pan_left", size=(300, 168))
    still = replace(scene, reach=0.0)
    from PIL import Image

    left, top = (scene.framing.centre[axis] - (300, 168)[axis] / scene.framing.scale / 2 for axis in (0, 1))
    box = (left, top, left + 300 / scene.framing.scale, top + 168 / scene.framing.scale)
    whole = (
        Image.open(shipped("coffee.png")).convert("RGB").resize(scene.shape[::-1], Image.Resampling.LANCZOS)
    )
    expected = np.asarray(whole.resize((300, 168), Image.Resampling.BICUBIC, box=box), int)
    assert np.abs(film_frame(still, shot, 0.5, 0, 0, 0).astype(int) - expected).mean() < 3


def test_wind_moves_what_is_soft_and_nothing_else(staged):
    shot, scene = staged(name="chelsea.png", weather="storm")
    calm, windy = (film_frame(scene, shot, 0.5, 1.0, sway, 0).astype(int) for sway in (0, 3))
    moved = np.abs(windy - calm).max(2)
    assert moved.max() > 12
    assert moved[40:80, 80:170].max() <= 3, "the face is rubber"


def test_a_cup_does_not_sway(staged):
    shot, scene = staged(name="coffee.png", weather="storm")
    calm, windy = (film_frame(scene, shot, 0.5, 1.0, sway, 0).astype(int) for sway in (0, 3))
    assert np.abs(windy - calm).mean() < 0.1


def test_light_wanders_and_stays_gentle(staged):
    shot, scene = staged()
    plain, lit = (film_frame(scene, shot, 0.5, 3.0, 0, light).astype(int) for light in (0, 1))
    assert 0.2 < np.abs(lit - plain).mean() < 6


def test_a_take_is_the_same_bytes_twice(shipped, board, tmp_path):
    engine = find_engine("photo")
    takes = []
    for name in ("one", "two"):
        options = Options(
            folder=tmp_path / name, settings=engine.settings(), head=2, tail=1,
            inputs=Inputs(start=str(shipped("coffee.png"))),
        )  # fmt: skip
        shot = replace(board.shots[0], inputs=options.inputs)
        takes.append((shoot("photo", shot, board, options), tmp_path / name))
    first, second = ((folder / take.media).read_bytes() for take, folder in takes)
    assert first == second
    assert len(list(read_frames(takes[0][1] / takes[0][0].media))) == 15
    assert takes[0][0].recipe["photograph"] == "coffee.png"
    assert takes[0][0].recipe["photograph_size"] == "600x400"


def test_what_cannot_be_is_said(board, shipped, tmp_path):
    engine = find_engine("photo")
    options = Options(folder=tmp_path, settings=engine.settings())
    with pytest.raises(UsageError, match=r"shot 0010: engine 'photo' needs a 'start' .* or --photo FILE\)"):
        shoot("photo", board.shots[0], board, options)
    more = Inputs(start=str(shipped("coffee.png")), references=(str(shipped("chelsea.png")),))
    with pytest.raises(UsageError, match="takes no 'references'"):
        shoot("photo", replace(board.shots[0], inputs=more), board, replace(options, inputs=more))
    with pytest.raises(UsageError, match=r"option sway is 9; allowed: 0 to 3"):
        shoot("photo", board.shots[0], board, replace(options, settings=engine.settings(sway=9)))


def test_a_photograph_without_a_subject_is_said(board, tmp_path):
    from PIL import Image

    Image.new("RGB", (300, 220), (120, 140, 160)).save(tmp_path / "sky.png")
    options = Options(folder=tmp_path, settings=find_engine("photo").settings(),
                      inputs=Inputs(start=str(tmp_path / "sky.png")))  # fmt: skip
    take = shoot("photo", replace(board.shots[0], inputs=options.inputs), board, options)
    assert "nothing stands out in the photograph" in take.notes[0]


@pytest.mark.slow
def test_a_film_of_three_shots_from_photographs(shipped, tmp_path, monkeypatch):
    from yingxi import make_film

    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    photos = tuple(str(shipped(name)) for name in ("coffee.png", "chelsea.png", "rocket.jpg"))
    brief = Brief(
        prompt="咖啡香里，猫醒了。火箭升空。",
        seconds=9,
        width=256,
        height=144,
        fps=12,
        engine="photo",
        photos=photos,
    )
    film = make_film(brief, tmp_path / "film", draft=True, jobs=1)
    assert film.master.is_file()
    assert len(film.takes) >= 3
    used = [take.recipe["photograph"] for take in film.takes]
    assert used[:3] == ["01-coffee.png", "02-chelsea.png", "03-rocket.jpg"]
    for take in film.takes:
        seen = [rgb_from_planes(one).astype(int) for one in read_frames(tmp_path / "film" / take.media)]
        assert np.abs(seen[-1] - seen[0]).mean() > 0.3, "the shot does not move"
    again = make_film(brief, tmp_path / "film", draft=True, jobs=1)
    assert [take.media for take in again.takes] == [take.media for take in film.takes]


@pytest.mark.slow
def test_a_real_face_is_not_animated_without_consent(shipped, tmp_path, monkeypatch):
    from yingxi import make_film

    if find_face_pack() is None:
        pytest.skip("needs the pack 'face-recognition': run make setup")
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    brief = Brief(
        prompt="an astronaut", seconds=4, width=128, height=72, fps=12, engine="photo",
        photos=(str(shipped("astronaut.png")),),
    )  # fmt: skip
    with pytest.raises(UsageError, match=r"yingxi likeness enroll"):
        make_film(brief, tmp_path / "film", draft=True, jobs=1)


def find_face_pack():
    from yingxi.store import find_pack

    return find_pack("face-recognition")


def test_photographs_are_kept_and_dealt_in_turn(board, shipped, tmp_path):
    from yingxi._photographs import deal_photographs
    from yingxi.store import FilmFolder

    folder = FilmFolder(tmp_path / "film")
    folder.create()
    own = replace(board.shots[0], number="0030", inputs=Inputs(start="mine.png"))
    world = replace(board.shots[0], number="0040", engine="world")
    more = replace(board, shots=(*board.shots, replace(board.shots[0], number="0020"), own, world,
                                 replace(board.shots[0], number="0050")))  # fmt: skip
    originals = [tmp_path / "a.png", tmp_path / "b.png"]
    for place, name in zip(originals, ("coffee.png", "chelsea.png"), strict=True):
        place.write_bytes(shipped(name).read_bytes())
    brief = Brief(prompt="x", engine="photo", photos=tuple(map(str, originals)))
    dealt = [shot.inputs.start for shot in deal_photographs(more, brief, folder).shots]
    assert dealt == ["photos/01-a.png", "photos/02-b.png", "mine.png", "", "photos/01-a.png"]
    originals[0].unlink()
    assert deal_photographs(more, brief, folder).shots[0].inputs.start == "photos/01-a.png"
    with pytest.raises(UsageError, match=r"there is no photograph '.*c\.png'"):
        deal_photographs(more, replace(brief, photos=(str(tmp_path / "c.png"),)), folder)
    with pytest.raises(UsageError, match=r"engine 'world' takes none; choose --engine photo"):
        deal_photographs(replace(more, shots=(world,)), replace(brief, engine="world"), folder)
