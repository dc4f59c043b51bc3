"""Going faster is said with its cost, and the adapter itself costs next to nothing."""

import pytest


def test_a_cache_is_said_with_its_cost_and_stays_reproducible_on_the_cpu(models, studio):
    first, second = (
        studio(model=models("wan"), previs=False, fast="balanced", steps=4, take=number) for number in (1, 2)
    )
    assert first.recipe["faster_by"] == "first-block cache 0.08"
    assert "SSIM 0.93" in str(first.recipe["expected_cost"])
    assert first.recipe["reproducible"] == "same bytes"
    assert any("compile: only on an NVIDIA GPU" in note for note in first.notes)
    bytes_of = [(studio.folder / take.media).read_bytes() for take in (first, second)]
    assert bytes_of[0] == bytes_of[1]


def test_a_pipeline_without_a_place_for_a_cache_says_so(models, studio):
    take = studio(model=models("modular"), previs=False, fast="balanced")
    assert any("cache: this pipeline of diffusers has no place for one" in note for note in take.notes)


def test_a_distilled_lora_is_asked_for_by_name(models, studio):
    take = studio(
        model=models("wan"), card="wan-2.2-a14b", previs=False, fast="max", extra={"guidance_scale_2": None}
    )
    assert any("loras: [lightx2v/Wan2.2-Lightning]" in note for note in take.notes)


def test_half_precision_keeps_the_codec_whole(models, studio):
    from yingxi.engines.diffusion.warm import _held

    take = studio(model=models("wan"), previs=False, precision="bf16")
    assert take.recipe["precision"] == "bf16"
    (held,) = _held
    assert (str(held.pipe.transformer.dtype), str(held.pipe.vae.dtype)) == ("torch.bfloat16", "torch.float32")


@pytest.mark.slow
def test_the_adapter_paints_the_same_pictures_as_bare_diffusers(models):
    from yingxi.engines.diffusion.bench import bench_diffusion

    figures = bench_diffusion(rounds=1)
    assert figures["same_pictures"]
    assert figures["bare_ms"] > 0
