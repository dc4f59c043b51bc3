"""What goes wrong is said in one line, and memory that runs out costs one step down, not the film."""

import shutil
from pathlib import Path

import pytest
from small_boards import board_of, shot_of

from yingxi.engines import check_shot, find_engine, read_settings
from yingxi.film import Inputs
from yingxi.film.errors import UsageError, YingxiError


def settings_of(**asked):
    return read_settings(find_engine("diffusion"), asked)


def run_out(monkeypatch, times):
    """Let a Wan transformer's first calls raise what torch raises when the memory is full."""
    import torch
    from diffusers import WanTransformer3DModel

    plain, left = WanTransformer3DModel.forward, [times]

    def forward(self, *values, **named):
        if left[0]:
            left[0] -= 1
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB")
        return plain(self, *values, **named)

    monkeypatch.setattr(WanTransformer3DModel, "forward", forward)


def test_out_of_memory_steps_down_once_and_says_so(models, studio, monkeypatch):
    run_out(monkeypatch, 1)
    take = studio(model=models("wan"), previs=False, memory="resident")
    assert take.recipe["memory"] == "tiled"
    assert any("from resident down to tiled" in note for note in take.notes)
    assert any(note == "resident → tiled" for _, _, note in studio.said)


def test_out_of_memory_twice_is_an_error_with_what_to_do(models, studio, monkeypatch):
    run_out(monkeypatch, 9)
    with pytest.raises(
        YingxiError, match=r"out of memory with plan \w+, .* take a smaller size, fewer frames"
    ):
        studio(model=models("wan"), previs=False, precision="fp32", loras=())


def test_cancelling_stops_between_steps_and_leaves_no_take(models, studio):
    class CancelledError(Exception):
        """What a farm raises."""

    def stop(done, total, note=""):
        if note == "paint":
            raise CancelledError

    studio.hear = stop
    with pytest.raises(CancelledError):
        studio(model=models("wan"), previs=False)
    assert not list(studio.folder.rglob("*.mp4"))


def test_pickled_weights_are_refused(models, tmp_path):
    import torch

    folder = Path(shutil.copytree(models("wan"), tmp_path / "pickled"))
    weights = next((folder / "transformer").glob("*.safetensors"))
    torch.save({}, folder / "transformer" / "diffusion_pytorch_model.bin")
    weights.unlink()
    with pytest.raises(UsageError, match=r"diffusion_pytorch_model\.bin: these weights are pickled"):
        check_shot(find_engine("diffusion"), settings_of(model=str(folder)), shot_of(1), board_of(shot_of(1)))


def test_a_weight_file_that_was_cut_short_is_named(models, tmp_path):
    folder = Path(shutil.copytree(models("wan"), tmp_path / "cut"))
    weights = next((folder / "vae").glob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(YingxiError, match="not a safetensors file"):
        find_engine("diffusion").lacks(settings_of(model=str(folder)))


@pytest.mark.parametrize(
    ("model", "asked", "line"),
    [
        ("wan", {"steer": {"depth": 1.0}}, "takes no control picture 'depth'; it takes: none"),
        ("wan", {"size": "70x64"}, "paints in steps of 16 pixels, got 70x64; the nearest is 64x64"),
        ("wan", {"previs": False, "extra": {"magic": 1}}, "takes no argument 'magic'"),
        ("modular", {"previs": False, "guidance": 3.0, "over": 0.5}, "takes video together"),
        ("wan-image", {"previs": False}, "goes on from a start frame"),
        (
            "ltx2",
            {"steer": {"depth": 1.0}},
            "follows depth only with a LoRA trained for it; name one in loras",
        ),
        ("vace", {"steer": {"depth": 1.0, "edges": 1.0}}, "VACE takes one control video"),
        ("wan", {"loras": ["/nowhere/lora.safetensors"], "previs": False}, "lora.safetensors' is not there"),
    ],
)
def test_what_a_model_cannot_honour_is_refused(models, studio, model, asked, line):
    with pytest.raises(UsageError, match=line):
        studio(model=models(model), **asked)


@pytest.mark.parametrize("model", ["wan", "wan-image"], ids=["by its class", "by its weights"])
def test_an_input_that_the_model_does_not_take_is_refused_before_it_is_shot(models, model):
    shot = shot_of(1, inputs=Inputs(end="end.png"))
    with pytest.raises(UsageError, match="takes no 'end'"):
        check_shot(find_engine("diffusion"), settings_of(model=models(model)), shot, board_of(shot))


def test_a_hub_id_that_is_not_here_is_not_fetched_unasked(models, tmp_path, monkeypatch):
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    (lack,) = find_engine("diffusion").lacks(settings_of(model="nobody/no-such-model"))
    assert "'nobody/no-such-model' is not on this machine (--set fetch=true fetches it)" in lack.what[1]
