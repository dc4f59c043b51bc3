"""What is longer than an engine makes in one go is shot in passes, and every take is what was asked for."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from yingxi.engines import (
    Capabilities,
    Grid,
    Options,
    length_on_grid,
    longest_pass,
    made_frames,
    plan_passes,
    read_settings,
    shoot,
)
from yingxi.engines.passes import clear_passes, render_passes
from yingxi.film import Inputs, UsageError, YingxiError
from yingxi.media import VideoWriter, planes_from_rgb, probe, read_frames, read_samples, save_still


@settings(deadline=None, max_examples=60)
@given(some.integers(1, 700), some.integers(-30, 5), some.integers(1, 8), some.integers(0, 1),
       some.integers(20, 130))  # fmt: skip
def test_passes_cover_the_take_and_share_one_frame(frames, begin, each, plus, longest):
    can = Capabilities(
        name="x", tasks=(), smallest=(2, 2), largest=(8, 8), longest=longest, grid=Grid(each=each, plus=plus)
    )
    wanted = range(begin, begin + frames)
    passes = plan_passes(can, wanted)
    assert (passes[0].start, passes[-1].stop) == (wanted.start, wanted.stop)
    assert all(before.stop - 1 == after.start for before, after in pairwise(passes))
    assert all(length_on_grid(can, len(one)) <= longest_pass(can) for one in passes)
    assert all(length_on_grid(can, len(one)) == len(one) for one in passes[:-1])
    assert made_frames(can, frames) >= frames


def options_for(engine, folder, **more):
    settings = read_settings(engine, {})
    return Options(**{"folder": folder, "settings": settings, "head": 2, "tail": 3, **more})


def levels(path):
    return [float(planes.y.mean()) for planes in read_frames(path)]


def test_a_long_shot_is_one_take_without_a_seam(short_engine, board, tmp_path):
    heard = []
    options = options_for(short_engine, tmp_path / "film", keyframes=(0, 17), extra={"key": "k" * 64})
    take = render_passes(short_engine, board.shots[1], board, options, lambda *told: heard.append(told))
    media = tmp_path / "film" / take.media
    assert probe(media).frames == 35
    assert {0, 17} <= set(probe(media).keyframes)
    assert (take.head, take.length, take.tail, take.recipe["passes"]) == (2, 30, 3, 5)
    assert take.notes == ("faded",)
    steps = np.abs(np.diff(levels(media)))
    assert steps.max() < 4, "a seam shows as a jump"
    assert [done for done, *_ in heard] == sorted(done for done, *_ in heard)
    assert heard[-1][1] == 35
    passes = tmp_path / "film" / ".yingxi" / "passes"
    assert len(list(passes.glob("*/*/take.yaml"))) == 5, "kept until the take is written down"
    clear_passes(tmp_path / "film", take.slate.shot, take.slate.take)
    assert not list(passes.iterdir())


def test_a_run_killed_before_the_take_was_written_down_shoots_no_pass_again(short_engine, board, tmp_path):
    options = options_for(short_engine, tmp_path, extra={"key": "k" * 64})
    whole = render_passes(short_engine, board.shots[1], board, options, lambda *told: None)
    before = (tmp_path / whole.media).read_bytes()
    again = render_passes(short_engine, board.shots[1], board, options, refuse_to_shoot)
    assert (tmp_path / again.media).read_bytes() == before


def refuse_to_shoot(*told):
    raise AssertionError("a pass was shot again")


def test_a_stopped_shoot_goes_on_with_the_pass_where_it_stood(short_engine, board, tmp_path):
    options = options_for(short_engine, tmp_path / "film", extra={"key": "k" * 64})
    whole = render_passes(short_engine, board.shots[1], board, options_for(
        short_engine, tmp_path / "other", extra={"key": "k" * 64}), lambda *told: None)  # fmt: skip

    def stop(done, total, note=""):
        if done > 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_passes(short_engine, board.shots[1], board, options, stop)
    heard = []
    take = render_passes(short_engine, board.shots[1], board, options, lambda *told: heard.append(told))
    assert heard[0][0] >= 8, "the first pass was made anew"
    same = (tmp_path / "film" / take.media).read_bytes() == (tmp_path / "other" / whole.media).read_bytes()
    assert same


def test_the_sounds_of_passes_are_one_sound_as_long_as_the_take(short_engine, board, tmp_path):
    options = options_for(short_engine, tmp_path, settings=read_settings(short_engine, {"sound": True}))
    take = render_passes(short_engine, board.shots[1], board, options, lambda *told: None)
    samples = read_samples(tmp_path / take.sound)
    assert len(samples) == 35 * 4000
    assert np.abs(np.diff(samples[:, 0])).max() < 0.01, "a click where passes meet"
    assert samples[: 20 * 4000].mean() > 0.2
    assert not samples[-4000:].any(), "the last pass had no sound"


def test_the_users_pictures_stand_at_both_ends(short_engine, board, tmp_path):
    for name, level in (("a", 40), ("b", 200)):
        save_still(tmp_path / f"{name}.png", np.full((72, 128, 3), level, np.uint8))
    inputs = Inputs(start=str(tmp_path / "a.png"), end=str(tmp_path / "b.png"))
    options = options_for(short_engine, tmp_path / "film", head=0, tail=0, inputs=inputs)
    take = shoot("short", replace(board.shots[1], length=33, inputs=inputs), board, options)
    shown = levels(tmp_path / "film" / take.media)
    assert shown[0] == pytest.approx(16 + 40 * 219 / 255, abs=2)
    assert shown[-1] == pytest.approx(16 + 200 * 219 / 255, abs=2)
    assert "frames_trimmed" not in take.recipe


def test_frames_beyond_the_take_are_trimmed_and_said(short_engine, board, tmp_path):
    save_still(tmp_path / "b.png", np.full((72, 128, 3), 200, np.uint8))
    inputs = Inputs(end=str(tmp_path / "b.png"))
    shot = replace(board.shots[0], length=6, inputs=inputs)
    take = shoot("short", shot, board, options_for(short_engine, tmp_path, head=0, tail=0, inputs=inputs))
    assert (take.recipe["frames_made"], take.recipe["frames_trimmed"]) == (9, 3)
    assert "its end picture stands 3 frames after the take's last" in take.notes[-1]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("length", "engine 'short' made 128x72 at 12 a second, 8 frames; asked were 128x72 at 12, 9 frames"),
        ("size", "engine 'short' made 132x72 .* asked were 128x72"),
        ("file", "says that it made takes/0010/001.mp4, but there is no such file"),
    ],
)
def test_an_engine_that_gives_something_else_is_caught(short_engine, board, tmp_path, wrong, message):
    settings = read_settings(short_engine, {"wrong": wrong})
    options = options_for(short_engine, tmp_path, head=0, tail=0, settings=settings)
    with pytest.raises(YingxiError, match=message):
        shoot("short", board.shots[0], board, options)


def test_a_video_that_is_too_short_is_refused_before_anything_is_made(short_engine, board, tmp_path):
    with VideoWriter(tmp_path / "v.mp4", (128, 72), 12) as film:
        film.write(planes_from_rgb(np.zeros((72, 128, 3), np.uint8)))
    inputs = Inputs(video=str(tmp_path / "v.mp4"))
    with pytest.raises(UsageError, match=r"v.mp4 has 1 frames at 12 a second; the take needs 14 at 12"):
        shoot("short", board.shots[0], board, options_for(short_engine, tmp_path, inputs=inputs))


def test_a_cloud_that_makes_only_some_lengths_is_planned_and_counted_with_them():
    can = Capabilities(name="x", tasks=(), smallest=(2, 2), largest=(8, 8), lengths=(48, 96))
    assert [length_on_grid(can, frames) for frames in (1, 48, 49, 96, 500)] == [48, 48, 96, 96, 96]
    assert [len(one) for one in plan_passes(can, range(100))] == [96, 5]
    assert made_frames(can, 100) == 96 + 48
