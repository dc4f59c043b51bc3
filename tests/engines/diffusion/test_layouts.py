"""How weights are laid out: each way paints on the CPU, the exact ones what the plain way paints."""

import pytest


def paint(pipe):
    """Two guided steps of a video, as numbers 0-1."""
    import torch

    pipe.set_progress_bar_config(disable=True)
    generator = torch.Generator("cpu").manual_seed(3)
    with torch.inference_mode():
        return pipe(
            "a boat", height=64, width=64, num_frames=5, num_inference_steps=2, guidance_scale=3.0,
            generator=generator, output_type="pt",
        ).frames  # fmt: skip


@pytest.fixture
def wan(models):
    """A fresh Wan, and how it paints as it is."""
    from diffusers import WanPipeline

    return lambda: WanPipeline.from_pretrained(models("wan"))


def held():
    from yingxi.engines.diffusion.warm import _held

    return _held[0]


def test_eight_bits_halve_the_painters_weights_and_say_their_cost(models, studio):
    import torch

    plain = studio(model=models("wan"), previs=False)
    small = studio(model=models("wan"), previs=False, memory="fp8", take=2)
    assert small.recipe["memory"] == "fp8"
    assert "weights of 8 bits" in str(small.recipe["expected_cost"])
    weight = held().pipe.transformer.blocks[0].attn1.to_q.weight
    assert weight.dtype == torch.float8_e4m3fn
    assert (studio.folder / plain.media).read_bytes() != (studio.folder / small.media).read_bytes()


def test_out_of_memory_steps_down_to_eight_bits_where_tiles_are_not_enough(models, studio, monkeypatch):
    from diffusers import WanTransformer3DModel

    forward, left = WanTransformer3DModel.forward, [1]

    def run_out(self, *values, **named):
        if left[0]:
            left[0] -= 1
            raise MemoryError
        return forward(self, *values, **named)

    monkeypatch.setattr(WanTransformer3DModel, "forward", run_out)
    take = studio(model=models("wan"), previs=False, memory="tiled")
    assert take.recipe["memory"] == "fp8"
    assert any("from tiled down to fp8" in note for note in take.notes)
    assert held().stepped == "tiled"


@pytest.mark.parametrize("way", ["stream_groups", "offload_parts"])
def test_weights_that_come_and_go_paint_the_same(wan, way):
    from yingxi.engines.diffusion import loading

    plain, laid = wan(), wan()
    getattr(loading, way)(laid, "cpu")
    assert (paint(plain) - paint(laid)).abs().max() < 1e-5


def test_whole_numbers_of_eight_bits_where_torchao_is_installed(wan):
    pytest.importorskip("torchao", reason="memory: int8 needs pip install torchao")
    from yingxi.engines.diffusion.loading import quantise

    plain, small = wan(), wan()
    quantise(small)
    assert "Int8" in type(small.transformer.blocks[0].attn1.to_q.weight).__name__
    apart = (paint(plain) - paint(small)).abs().mean()
    assert 0 < apart < 0.05


def test_whole_numbers_without_torchao_are_refused(models, studio, monkeypatch):
    import sys

    from yingxi.film.errors import UsageError

    monkeypatch.setitem(sys.modules, "torchao.quantization", None)
    with pytest.raises(UsageError, match="memory: int8 needs pip install torchao; memory: fp8 needs nothing"):
        studio(model=models("wan"), previs=False, memory="int8")


@pytest.mark.slow
def test_regional_compilation_paints_the_same_to_the_eye(wan):
    """By inductor and this machine's C++ compiler; on a GPU the same call goes to Triton."""
    from shutil import which

    from yingxi.engines.diffusion.speed import compile_blocks

    if which("g++") is None and which("clang++") is None:
        pytest.skip("inductor needs a C++ compiler")
    plain, swift = wan(), wan()
    assert compile_blocks(swift)
    assert (paint(plain) - paint(swift)).abs().max() < 1e-3
    assert not compile_blocks(swift.vae), "a part without repeated blocks has none to compile"
