"""Takes painted by tiny random pipelines of every kind."""

import numpy as np
import pytest
from small_boards import board_of, shot_of

from yingxi.film import Inputs
from yingxi.media import probe, save_still


def test_text_to_video_has_the_shots_frames_and_size(models, studio):
    take = studio(model=models("wan"), previs=False)
    seen = probe(studio.folder / take.media)
    assert (seen.size, seen.fps, seen.frames) == ((64, 64), 12, 9)
    assert take.recipe["pipeline"] == "WanPipeline"
    assert take.recipe["painted_frames"] == 9
    assert "a red lantern" in str(take.recipe["prompt"])
    assert [note for _, _, note in studio.said if note.startswith("memory plan resident")]
    assert studio.said[-1] == (2, 2, "paint")


def test_the_same_take_gives_the_same_bytes_and_another_seed_others(models, studio):
    first, second, other = (
        studio(shot_of(1, seed=seed), model=models("wan"), previs=False, take=number)
        for number, seed in ((1, 5), (2, 5), (3, 6))
    )
    bytes_of = [(studio.folder / take.media).read_bytes() for take in (first, second, other)]
    assert bytes_of[0] == bytes_of[1]
    assert bytes_of[0] != bytes_of[2]
    assert first.recipe["reproducible"] == "same bytes"


def test_handles_are_painted_and_the_grid_is_trimmed(models, studio):
    take = studio(shot_of(1, length=6), model=models("wan"), previs=False, head=2, tail=3)
    assert probe(studio.folder / take.media).frames == 11
    assert take.recipe["painted_frames"] == 13


def test_image_to_video_starts_from_the_previs_or_from_a_picture(models, studio, tmp_path):
    own = studio(model=models("wan-image"))
    assert any("previs" in note for note in own.notes)
    shown = []
    for number, grey in ((2, 0), (3, 255)):
        save_still(tmp_path / f"{grey}.png", np.full((64, 64, 3), grey, np.uint8))
        start = Inputs(start=str(tmp_path / f"{grey}.png"))
        given = studio(model=models("wan-image"), inputs=start, take=number)
        assert not any("previs" in note for note in given.notes)
        shown.append(np.stack(studio.frames(given)).astype(int))
    assert np.abs(shown[0] - shown[1]).max() > 2, "black and white starts must not give the same film"


def test_control_video_steers_and_its_strength_matters(models, studio):
    steered = studio(model=models("vace"), cast=False)
    weak = studio(model=models("vace"), cast=False, steer={"depth": 0.2}, take=2)
    assert '"depth": {"strength": 1.0' in str(steered.recipe["steer"])
    assert not np.array_equal(studio.frames(steered)[4], studio.frames(weak)[4])
    previs = list(studio.folder.glob(".yingxi/previs/*/depth.mkv"))
    assert len(previs) == 1, "one previs serves both takes"
    assert steered.depictions[1].how == "painted"


def test_the_cast_is_the_same_picture_in_every_shot(models, studio):
    board = board_of(shot_of(1), shot_of(2, hour="noon", move="push_in"))
    for shot in board.shots:
        take = studio(shot, board, model=models("vace"), take=1)
        assert take.recipe["references"] == "red lantern"
    assert len(list(studio.folder.glob(".yingxi/cast/*.png"))) == 1


def test_ltx_brings_its_own_sound(models, studio):
    import soundfile

    take = studio(model=models("ltx2"), previs=False, head=2)
    assert take.sound == "takes/010/001.wav"
    samples, rate = soundfile.read(studio.folder / take.sound)
    assert (rate, samples.shape[1]) == (16000, 2)
    assert len(samples) == round(11 / 12 * 16000)
    assert np.abs(samples).max() > 0
    assert take.recipe["card"] == "ltx-2"


def test_ltx_takes_first_and_last_frame_on_the_same_weights(models, studio, tmp_path):
    for name, grey in (("start", 30), ("end", 220)):
        save_still(tmp_path / f"{name}.png", np.full((64, 64, 3), grey, np.uint8))
    inputs = Inputs(start=str(tmp_path / "start.png"), end=str(tmp_path / "end.png"))
    take = studio(model=models("ltx2"), previs=False, inputs=inputs)
    assert take.recipe["pipeline"] == "LTX2ConditionPipeline"


def test_a_controlnet_paints_pictures_one_by_one(models, studio):
    take = studio(model=models("controlnet"), every=3, steer={"edges": {"strength": 0.8, "stop": 0.5}})
    frames = studio.frames(take)
    assert len(frames) == 9
    assert studio.said[-1] == (6, 6, "paint")
    assert any("3 frames" in note for note in take.notes)


def test_a_modular_pipeline_paints_too(models, studio):
    take = studio(model=models("modular"), previs=False)
    assert take.recipe["pipeline"] == "WanModularPipeline"
    assert len({frame.tobytes() for frame in studio.frames(take)}) > 1


def test_smaller_than_the_film_is_enlarged_and_said(models, studio):
    shot = shot_of(1)
    take = studio(shot, board_of(shot, width=128, height=72), model=models("wan"), previs=False)
    assert probe(studio.folder / take.media).size == (128, 72)
    assert take.notes == ("painted at 64x64, fitted to 128x72",)


@pytest.mark.slow
def test_video_over_the_previs_colours(models, studio):
    take = studio(model=models("ltx2"), over=0.4)
    assert take.recipe["pipeline"] == "LTX2ConditionPipeline"
    assert take.recipe["over"] == 0.4


@pytest.mark.slow
def test_a_shot_longer_than_the_model_makes_is_painted_in_passes(models, tmp_path):
    from yingxi.engines import Options, find_engine, read_settings, shoot

    shot = shot_of(1, length=90, set="studio", place="studio", hour="noon")
    asked = {"model": models("wan-image"), "steps": 1, "size": "64x64"}
    options = Options(folder=tmp_path, settings=read_settings(find_engine("diffusion"), asked))
    take = shoot("diffusion", shot, board_of(shot), options)
    assert take.recipe["passes"] == 2
    assert probe(tmp_path / take.media).frames == 90
