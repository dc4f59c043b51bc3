"""LoRAs: put on, merged into the weights, and the distilled ones of the cards with their steps."""

from pathlib import Path

import pytest

from yingxi.engines.diffusion.cards import model_cards
from yingxi.engines.diffusion.loras import read_lora
from yingxi.film.errors import UsageError


def write_lora(path, layer, shape, size=0.5, rank=2):
    """A LoRA of one layer, as its trainers write them; gives what it adds to the weight."""
    import torch
    from safetensors.torch import save_file

    generator = torch.Generator("cpu").manual_seed(4)
    up = torch.randn(shape[0], rank, generator=generator) * size
    down = torch.randn(rank, shape[1], generator=generator) * size
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({f"{layer}.lora_A.weight": down, f"{layer}.lora_B.weight": up}, path)
    return up @ down


WAN_LAYER = "transformer.blocks.0.attn1.to_q"


def held_pipe():
    from yingxi.engines.diffusion.warm import _held

    return _held[0].pipe


def test_a_lora_is_merged_into_the_weights_at_its_strength(models, studio, tmp_path):
    from diffusers import WanTransformer3DModel

    added = write_lora(tmp_path / "style.safetensors", WAN_LAYER, (24, 24))
    plain = studio(model=models("wan"), previs=False)
    take = studio(model=models("wan"), previs=False, loras=[f"{tmp_path / 'style.safetensors'}@0.5"], take=2)
    before = WanTransformer3DModel.from_pretrained(models("wan"), subfolder="transformer")
    after = held_pipe().transformer.blocks[0].attn1.to_q
    assert not hasattr(after, "lora_A"), "nothing is left beside the weights"
    assert (after.weight - (before.blocks[0].attn1.to_q.weight + 0.5 * added)).abs().max() < 1e-6
    assert (studio.folder / plain.media).read_bytes() != (studio.folder / take.media).read_bytes()


def test_two_loras_add_up(models, studio, tmp_path):
    from diffusers import WanTransformer3DModel

    added = [write_lora(tmp_path / name, WAN_LAYER, (24, 24)) for name in ("a.safetensors", "b.safetensors")]
    files = [str(tmp_path / "a.safetensors"), f"{tmp_path / 'b.safetensors'}@2"]
    studio(model=models("wan"), previs=False, steps=1, loras=files)
    before = WanTransformer3DModel.from_pretrained(models("wan"), subfolder="transformer")
    wanted = before.blocks[0].attn1.to_q.weight + added[0] + 2 * added[1]
    assert (held_pipe().transformer.blocks[0].attn1.to_q.weight - wanted).abs().max() < 1e-5


def test_wans_two_painters_have_a_distilled_file_each(models, studio, tmp_path):
    """The card's LoRA gives the steps, the guidance and the scheduler that it was trained with."""
    folder = tmp_path / "Wan2.2-Lightning"
    high = write_lora(folder / "high_noise_model.safetensors", WAN_LAYER, (24, 24), size=0.3)
    low = write_lora(folder / "low_noise_model.safetensors", WAN_LAYER, (24, 24), size=0.6)
    take = studio(
        model=models("wan-a14b"), previs=False, card="wan-2.2-a14b", fast="max", cache="none", steps=0,
        loras=[str(folder / "high_noise_model.safetensors"), str(folder / "low_noise_model.safetensors")],
    )  # fmt: skip
    assert take.recipe["faster_by"] == "distilled LoRA, 4 steps"
    assert "few steps without guidance" in str(take.recipe["expected_cost"])
    assert (take.recipe["steps"], studio.said[-1][:2]) == (4, (4, 4))
    assert take.recipe["guidance"] == 1.0
    pipe = held_pipe()
    assert pipe.scheduler.config.flow_shift == 5.0
    for painter, added, name in (
        (pipe.transformer, high, "transformer"), (pipe.transformer_2, low, "transformer_2"),
    ):  # fmt: skip
        plain = type(painter).from_pretrained(models("wan-a14b"), subfolder=name)
        grown = painter.blocks[0].attn1.to_q.weight - plain.blocks[0].attn1.to_q.weight
        assert (grown - added).abs().max() < 1e-6


def test_qwen_image_has_its_own_distilled_lora(models, studio, tmp_path):
    file = tmp_path / "Qwen-Image-Lightning-8steps.safetensors"
    write_lora(file, "transformer.transformer_blocks.0.attn.to_q", (32, 32))
    take = studio(model=models("qwen-image"), previs=False, fast="max", steps=0, loras=[str(file)])
    assert (take.recipe["steps"], take.recipe["guidance"]) == (8, 1.0)
    assert "distilled LoRA, 8 steps" in str(take.recipe["faster_by"])
    config = held_pipe().scheduler.config
    assert (config.base_shift, config.max_shift, config.shift_terminal) == (1.0986, 1.0986, None)


def test_steps_and_guidance_of_the_person_win(models, studio, tmp_path):
    file = tmp_path / "Qwen-Image-Lightning-8steps.safetensors"
    write_lora(file, "transformer.transformer_blocks.0.attn.to_q", (32, 32))
    take = studio(
        model=models("qwen-image"), previs=False, fast="max", steps=3, guidance=2.0, loras=[str(file)]
    )
    assert (take.recipe["steps"], take.recipe["guidance"]) == (3, 2.0)


def test_every_distilled_lora_of_a_card_says_where_it_was_read():
    known = [card for card in model_cards().values() if card.distilled is not None]
    assert {card.id for card in known} == {"qwen-image", "wan-2.2-a14b", "wan-2.2-i2v-a14b"}
    assert all("distilled" in card.sources for card in known)
    assert all(card.distilled.steps < card.steps for card in known)


def test_a_lora_of_another_model_is_refused(models, studio, tmp_path):
    write_lora(tmp_path / "other.safetensors", "unet.mid_block.attn.to_q", (8, 8))
    with pytest.raises(UsageError, match="cannot be put on WanPipeline"):
        studio(model=models("wan"), previs=False, loras=[str(tmp_path / "other.safetensors")])


def test_names_of_loras(tmp_path):
    (tmp_path / "set").mkdir()
    for name in ("high_noise_model.safetensors", "low_noise_model.safetensors"):
        (tmp_path / "set" / name).write_bytes(b"x")
    low = read_lora(str(tmp_path / "set" / "low_noise_model.safetensors@0.7"))
    assert (low.path.name, low.strength, low.second) == ("low_noise_model.safetensors", 0.7, True)
    assert not read_lora(str(tmp_path / "set" / "high_noise_model.safetensors")).second
    with pytest.raises(
        UsageError, match=r"has high_noise_model\.safetensors, low_noise_model\.safetensors; name"
    ):
        read_lora(str(tmp_path / "set"))
    with pytest.raises(UsageError, match="'loud' is no strength"):
        read_lora(f"{tmp_path}@loud")
    (tmp_path / "old.bin").write_bytes(b"x")
    with pytest.raises(UsageError, match="no safetensors file; pickled weights are not opened"):
        read_lora(str(tmp_path / "old.bin"))


@pytest.mark.diffusion
def test_a_lora_of_a_hub_is_not_fetched_unasked(tmp_path, monkeypatch):
    constants = pytest.importorskip("huggingface_hub.constants")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(UsageError, match=r"is not on this machine \(--set fetch=true fetches it\)"):
        read_lora("nobody/no-such-lora/file.safetensors")
    assert list(Path(tmp_path).rglob("*.safetensors")) == []
