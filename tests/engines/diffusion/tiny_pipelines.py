"""Tiny random pipelines, built in code and saved to folders: real diffusers, no download, 0.1-0.5 MB each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any


def seeded() -> None:
    """The same random weights in every run."""
    import torch

    torch.manual_seed(0)


def byte_tokenizer(**special: Any) -> Any:
    """A byte-level tokenizer without merges: 256 bytes and four special tokens."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    words = {word: number for number, word in enumerate(["<pad>", "</s>", "<s>", "<unk>", *alphabet])}
    core = Tokenizer(models.BPE(vocab=words, merges=[], unk_token="<unk>"))
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    core.decoder = decoders.ByteLevel()
    names = {"pad_token": "<pad>", "eos_token": "</s>", "bos_token": "<s>", "unk_token": "<unk>"}
    return PreTrainedTokenizerFast(tokenizer_object=core, model_max_length=64, **names, **special)


def wan_parts() -> dict[str, Any]:
    """What every Wan pipeline has but its transformer: text encoder, 16-channel VAE, flow scheduler."""
    from diffusers import AutoencoderKLWan, UniPCMultistepScheduler
    from transformers import UMT5Config, UMT5EncoderModel

    seeded()
    text = UMT5Config(
        vocab_size=260, d_model=32, d_kv=8, d_ff=32, num_layers=2, num_heads=2, pad_token_id=0, eos_token_id=1
    )
    vae = AutoencoderKLWan(
        base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
    )
    scheduler = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
    )
    return {
        "tokenizer": byte_tokenizer(),
        "text_encoder": UMT5EncoderModel(text).eval(),
        "vae": vae.eval(),
        "scheduler": scheduler,
    }


def wan_transformer(kind: Any, **extra: Any) -> Any:
    """A Wan transformer of two heads of 12 and two layers (VACE: three)."""
    seeded()
    numbers = {
        "patch_size": (1, 2, 2), "num_attention_heads": 2, "attention_head_dim": 12, "in_channels": 16,
        "out_channels": 16, "text_dim": 32, "freq_dim": 64, "ffn_dim": 32, "num_layers": 2,
        "cross_attn_norm": True, "qk_norm": "rms_norm_across_heads", "rope_max_seq_len": 32,
    }  # fmt: skip
    return kind(**{**numbers, **extra}).eval()


def build_wan(folder: Path) -> None:
    """Text to video."""
    from diffusers import WanPipeline, WanTransformer3DModel

    transformer = wan_transformer(WanTransformer3DModel)
    WanPipeline(transformer=transformer, **wan_parts()).save_pretrained(folder)


def build_wan_a14b(folder: Path) -> None:
    """Text to video with two painters: one for high noise, one for low (Wan 2.2 A14B)."""
    from diffusers import WanPipeline, WanTransformer3DModel

    high, low = (wan_transformer(WanTransformer3DModel) for _ in range(2))
    for weight in low.parameters():
        weight.data.mul_(1.1)
    WanPipeline(transformer=high, transformer_2=low, boundary_ratio=0.875, **wan_parts()).save_pretrained(
        folder
    )


def build_wan_image(folder: Path) -> None:
    """First frame (and last) to video."""
    from diffusers import WanImageToVideoPipeline, WanTransformer3DModel
    from transformers import CLIPImageProcessor, CLIPVisionConfig, CLIPVisionModel

    transformer = wan_transformer(WanTransformer3DModel, in_channels=36, image_dim=4)
    sight = CLIPVisionConfig(
        hidden_size=4, projection_dim=4, num_hidden_layers=2, num_attention_heads=2, image_size=32,
        intermediate_size=16, patch_size=8,
    )  # fmt: skip
    WanImageToVideoPipeline(
        transformer=transformer,
        image_encoder=CLIPVisionModel(sight).eval(),
        image_processor=CLIPImageProcessor(crop_size=32, size=32),
        **wan_parts(),
    ).save_pretrained(folder)


def build_vace(folder: Path) -> None:
    """A control video and reference pictures to video."""
    from diffusers import WanVACEPipeline, WanVACETransformer3DModel

    transformer = wan_transformer(
        WanVACETransformer3DModel, num_layers=3, vace_layers=[0, 2], vace_in_channels=96
    )
    WanVACEPipeline(transformer=transformer, **wan_parts()).save_pretrained(folder)


def build_modular(folder: Path) -> None:
    """Wan as a modular pipeline: a folder with `modular_model_index.json`."""
    from diffusers import WanTransformer3DModel
    from diffusers.modular_pipelines import WanBlocks

    pipe = WanBlocks().init_pipeline()
    pipe.update_components(transformer=wan_transformer(WanTransformer3DModel), **wan_parts())
    pipe.save_pretrained(str(folder), overwrite_modular_index=True)


def ltx_text() -> Any:
    """A Gemma 3 of two layers, without anything to see with worth the name."""
    from transformers import Gemma3Config, Gemma3ForConditionalGeneration

    seeded()
    layers = {
        "vocab_size": 264, "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 2,
        "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 8, "pad_token_id": 0,
        "eos_token_id": 1, "bos_token_id": 2, "max_position_embeddings": 256,
    }  # fmt: skip
    sight = {
        "hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1,
        "image_size": 28, "patch_size": 14,
    }  # fmt: skip
    config = Gemma3Config(
        text_config=layers, vision_config=sight, mm_tokens_per_image=1, image_token_index=260,
        boi_token_index=261, eoi_token_index=262,
    )  # fmt: skip
    return Gemma3ForConditionalGeneration(config).eval()


def ltx_transformer() -> Any:
    """Video and audio streams of two layers."""
    from diffusers import LTX2VideoTransformer3DModel

    seeded()
    return LTX2VideoTransformer3DModel(
        in_channels=4, out_channels=4, patch_size=1, patch_size_t=1, num_attention_heads=2,
        attention_head_dim=8, cross_attention_dim=16, audio_in_channels=4, audio_out_channels=4,
        audio_num_attention_heads=2, audio_attention_head_dim=4, audio_cross_attention_dim=8, num_layers=2,
        qk_norm="rms_norm_across_heads", caption_channels=16, rope_double_precision=False, rope_type="split",
    ).eval()  # fmt: skip


def ltx_sound() -> dict[str, Any]:
    """The audio codec and the vocoder, 16 kHz."""
    from diffusers import AutoencoderKLLTX2Audio
    from diffusers.pipelines.ltx2.vocoder import LTX2Vocoder

    seeded()
    codec = AutoencoderKLLTX2Audio(
        base_channels=4, output_channels=2, ch_mult=(1,), num_res_blocks=1, attn_resolutions=None,
        in_channels=2, resolution=32, latent_channels=2, norm_type="pixel", causality_axis="height",
        dropout=0.0, mid_block_add_attention=False, sample_rate=16000, mel_hop_length=160, is_causal=True,
        mel_bins=8,
    )  # fmt: skip
    vocoder = LTX2Vocoder(
        in_channels=16, hidden_channels=32, out_channels=2, upsample_kernel_sizes=[20, 16],
        upsample_factors=[10, 8], resnet_kernel_sizes=[3], resnet_dilations=[[1, 3, 5]],
        leaky_relu_negative_slope=0.1, output_sampling_rate=16000,
    )  # fmt: skip
    return {"audio_vae": codec.eval(), "vocoder": vocoder.eval()}


def ltx_parts() -> dict[str, Any]:
    """All of LTX-2 but the pipeline."""
    from diffusers import AutoencoderKLLTX2Video, FlowMatchEulerDiscreteScheduler
    from diffusers.pipelines.ltx2 import LTX2TextConnectors

    text = ltx_text()
    seeded()
    connectors = LTX2TextConnectors(
        caption_channels=16, text_proj_in_factor=3, video_connector_num_attention_heads=2,
        video_connector_attention_head_dim=8, video_connector_num_layers=1,
        video_connector_num_learnable_registers=None, audio_connector_num_attention_heads=2,
        audio_connector_attention_head_dim=8, audio_connector_num_layers=1,
        audio_connector_num_learnable_registers=None, connector_rope_base_seq_len=32, rope_theta=10000.0,
        rope_double_precision=False, causal_temporal_positioning=False, rope_type="split",
    )  # fmt: skip
    vae = AutoencoderKLLTX2Video(
        in_channels=3, out_channels=3, latent_channels=4, block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8), layers_per_block=(1, 1, 1, 1, 1),
        decoder_layers_per_block=(1, 1, 1, 1), spatio_temporal_scaling=(True, True, True, True),
        decoder_spatio_temporal_scaling=(True, True, True), decoder_inject_noise=(False,) * 4,
        downsample_type=("spatial", "temporal", "spatiotemporal", "spatiotemporal"),
        upsample_residual=(True, True, True), upsample_factor=(1, 1, 1), timestep_conditioning=False,
        patch_size=4, patch_size_t=1, encoder_causal=True, decoder_causal=False, spatial_compression_ratio=32,
        temporal_compression_ratio=8,
    )  # fmt: skip
    return {
        "transformer": ltx_transformer(), "vae": vae.eval(), "scheduler": FlowMatchEulerDiscreteScheduler(),
        "text_encoder": text, "tokenizer": byte_tokenizer(padding_side="left"),
        "connectors": connectors.eval(), **ltx_sound(),
    }  # fmt: skip


def build_ltx(folder: Path) -> None:
    """Text to video with sound."""
    from diffusers import LTX2Pipeline

    LTX2Pipeline(**ltx_parts()).save_pretrained(folder)


def build_controlnet(folder: Path) -> None:
    """Stable Diffusion with a ControlNet: pictures one by one."""
    from diffusers import (
        AutoencoderKL,
        ControlNetModel,
        DDIMScheduler,
        StableDiffusionControlNetPipeline,
        UNet2DConditionModel,
    )
    from transformers import CLIPTextConfig, CLIPTextModel

    seeded()
    blocks = {"block_out_channels": (8, 16), "layers_per_block": 1, "norm_num_groups": 4}
    attention = {"in_channels": 4, "cross_attention_dim": 16, "attention_head_dim": 4, **blocks}
    down = ("DownBlock2D", "CrossAttnDownBlock2D")
    unet = UNet2DConditionModel(
        sample_size=16, out_channels=4, down_block_types=down,
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), **attention,
    )  # fmt: skip
    controlnet = ControlNetModel(
        down_block_types=down, conditioning_embedding_out_channels=(4, 8), **attention
    )
    for weight in controlnet.controlnet_down_blocks.parameters():
        weight.data.normal_(std=0.5)  # they start at nought, so that an untrained one does nothing
    vae = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
        latent_channels=4, **blocks,
    )  # fmt: skip
    text = CLIPTextConfig(
        vocab_size=260, hidden_size=16, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2,
        max_position_embeddings=64, bos_token_id=2, eos_token_id=1, pad_token_id=0,
    )  # fmt: skip
    StableDiffusionControlNetPipeline(
        unet=unet.eval(), controlnet=controlnet.eval(), vae=vae.eval(),
        text_encoder=CLIPTextModel(text).eval(), tokenizer=byte_tokenizer(),
        scheduler=DDIMScheduler(clip_sample=False), safety_checker=None, feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)  # fmt: skip


BUILDERS: dict[str, Callable[[Path], None]] = {
    "wan": build_wan,
    "wan-a14b": build_wan_a14b,
    "wan-image": build_wan_image,
    "vace": build_vace,
    "modular": build_modular,
    "ltx2": build_ltx,
    "controlnet": build_controlnet,
}
