"""Every family on the model cards paints a take: true pipeline classes, random weights."""

import numpy as np
import pytest
from small_boards import board_of, shot_of

from yingxi.engines import check_shot, find_engine, read_settings
from yingxi.film import Inputs
from yingxi.film.errors import UsageError, YingxiError
from yingxi.media import probe, save_still


def check(studio, take, pipeline, card):
    """What holds of every take: its length and size, who painted it, that something is on it."""
    seen = probe(studio.folder / take.media)
    assert (seen.size, seen.frames) == ((64, 64), 9)
    assert (take.recipe["pipeline"], take.recipe["card"]) == (pipeline, card)
    assert studio.said[-1][2] == "paint"
    assert studio.said[-1][0] == studio.said[-1][1]
    assert np.stack(studio.frames(take)).std() > 1, "an even grey is no picture"


def bytes_of(studio, take):
    return (studio.folder / take.media).read_bytes()


def grey(path, level):
    save_still(path, np.full((64, 64, 3), level, np.uint8))
    return str(path)


def starts_differ(studio, tmp_path, **asked):
    """A take from a black and one from a white start frame: the model must have looked."""
    shown = []
    for number, level in ((2, 0), (3, 255)):
        start = Inputs(start=grey(tmp_path / f"{level}.png", level))
        shown.append(np.stack(studio.frames(studio(inputs=start, take=number, **asked))).astype(int))
    return np.abs(shown[0] - shown[1]).max() > 2


def test_hunyuan_video_paints_with_its_own_guider(models, studio):
    plain, other = (
        studio(model=models("hunyuan"), previs=False, steps=1, guidance=guidance, take=number)
        for number, guidance in ((1, 6.0), (2, 1.0))
    )
    check(studio, plain, "HunyuanVideo15Pipeline", "hunyuanvideo-1.5")
    assert bytes_of(studio, plain) != bytes_of(studio, other), "guidance must reach the guider"


@pytest.mark.slow
def test_hunyuan_video_starts_from_a_picture_and_takes_its_size_from_it(models, studio, tmp_path):
    wide = studio(model=models("hunyuan-image"), steps=1, size="96x64", take=4)
    check(studio, wide, "HunyuanVideo15ImageToVideoPipeline", "hunyuanvideo-1.5")
    assert any("previs" in note for note in wide.notes)
    assert wide.recipe["painted"] == "64x48", "the size that its target and the start frame's shape give"
    assert any("painted at 64x48" in note for note in wide.notes)
    assert starts_differ(studio, tmp_path, model=models("hunyuan-image"), steps=1)


def test_cogvideox_paints_with_its_own_ddim(models, studio):
    take = studio(model=models("cogvideox"), previs=False)
    check(studio, take, "CogVideoXPipeline", "cogvideox")
    again = studio(model=models("cogvideox"), previs=False, take=2)
    assert bytes_of(studio, take) == bytes_of(studio, again)


@pytest.mark.slow
def test_cogvideox_paints_over_the_previs_and_from_a_start_frame(models, studio, tmp_path):
    over = studio(model=models("cogvideox"), over=0.5, steps=4)
    check(studio, over, "CogVideoXVideoToVideoPipeline", "cogvideox")
    started = studio(model=models("cogvideox-image"), take=9)
    check(studio, started, "CogVideoXImageToVideoPipeline", "cogvideox")
    assert starts_differ(studio, tmp_path, model=models("cogvideox-image"))


def test_cosmos_3_paints_without_the_guard_that_its_folder_leaves_out(models, studio):
    settings = read_settings(find_engine("diffusion"), {"model": models("cosmos3")})
    assert find_engine("diffusion").lacks(settings) == ()
    take = studio(model=models("cosmos3"), previs=False)
    check(studio, take, "Cosmos3OmniPipeline", "cosmos3")


def test_cosmos_says_what_it_needs_beside_diffusers(models):
    settings = read_settings(find_engine("diffusion"), {"model": models("cosmos-predict")})
    lacks = find_engine("diffusion").lacks(settings)
    assert "Cosmos Predict 2.5 needs cosmos_guardrail" in [lack.what[1] for lack in lacks]
    assert "pip install cosmos_guardrail" in [lack.get[1] for lack in lacks]


def test_cosmos_without_its_guard_fails_in_one_line(models, studio):
    with pytest.raises(YingxiError, match="cosmos_guardrail"):
        studio(model=models("cosmos-predict"), previs=False)


def test_cosmos_predict_paints_words_and_start_frames(models, studio, cosmos, tmp_path):
    take = studio(model=models("cosmos-predict"), previs=False)
    check(studio, take, "Cosmos2_5_PredictBasePipeline", "cosmos-predict-2.5")
    assert starts_differ(studio, tmp_path, model=models("cosmos-predict"), steps=1)
    with pytest.raises(YingxiError, match="Cosmos Guardrail detected unsafe text"):
        studio(model=models("cosmos-predict"), previs=False, prompt="a forbidden boat")


def test_cosmos_transfer_follows_the_previs_in_one_chunk_of_the_takes_length(models, studio, cosmos):
    steered = studio(model=models("cosmos-transfer"), steps=1)
    check(studio, steered, "Cosmos2_5_TransferPipeline", "cosmos-transfer-2.5")
    assert '"depth"' in str(steered.recipe["steer"])
    weak = studio(model=models("cosmos-transfer"), steps=1, steer={"depth": 0.2}, take=2)
    assert bytes_of(studio, steered) != bytes_of(studio, weak)
    with pytest.raises(UsageError, match="Cosmos Transfer needs one control video"):
        studio(model=models("cosmos-transfer"), previs=False)


@pytest.mark.parametrize(
    ("model", "pipeline", "card"),
    [("z-image", "ZImagePipeline", "z-image"), ("qwen-image", "QwenImagePipeline", "qwen-image")],
)
def test_picture_models_paint_one_picture_that_is_held(models, studio, model, pipeline, card):
    take = studio(model=models(model), previs=False)
    check(studio, take, pipeline, card)
    assert any("each picture stands for 9 frames" in note for note in take.notes)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "pipeline"),
    [("z-image", "ZImageImg2ImgPipeline"), ("qwen-image", "QwenImageImg2ImgPipeline")],
)
def test_picture_models_paint_over_the_previs_on_the_same_weights(models, studio, model, pipeline):
    take = studio(model=models(model), over=0.4, every=5, steps=5)
    assert take.recipe["pipeline"] == pipeline
    assert len({frame.tobytes() for frame in studio.frames(take)}) > 1


def test_flux_2_klein_is_given_the_cast(models, studio, tmp_path):
    take = studio(model=models("flux2-klein"), previs=False)
    check(studio, take, "Flux2KleinPipeline", "flux.2-klein")
    assert take.recipe["references"] == "red lantern"
    seen = Inputs(references=(grey(tmp_path / "dark.png", 10), grey(tmp_path / "light.png", 250)))
    other = studio(model=models("flux2-klein"), previs=False, cast=False, inputs=seen, take=2)
    assert other.recipe["references"] == "dark.png、light.png"
    assert bytes_of(studio, take) != bytes_of(studio, other)


def test_sdxl_is_steered_by_its_controlnet(models, studio):
    take = studio(model=models("sdxl-controlnet"), every=5, steps=1, steer={"depth": 0.9})
    check(studio, take, "StableDiffusionXLControlNetPipeline", "sdxl")
    weak = studio(model=models("sdxl-controlnet"), every=5, steps=1, steer={"depth": 0.1}, take=2)
    assert bytes_of(studio, take) != bytes_of(studio, weak)


@pytest.mark.parametrize("model", ["cosmos3", "cogvideox", "z-image", "flux2-klein"])
def test_an_end_frame_is_refused_where_no_pipeline_takes_one(models, model):
    shot = shot_of(1, inputs=Inputs(end="end.png"))
    settings = read_settings(find_engine("diffusion"), {"model": models(model)})
    with pytest.raises(UsageError, match="takes no 'end'"):
        check_shot(find_engine("diffusion"), settings, shot, board_of(shot))
