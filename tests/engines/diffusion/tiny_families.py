"""Tiny random pipelines of the families on the model cards: the true classes, a few kilobytes each."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tiny_pipelines import byte_tokenizer, seeded, wan_parts

CHAT = (
    "{% for message in messages %}<{{ message['role'] }}>"
    "{% if message['content'] is string %}{{ message['content'] }}"
    "{% else %}{% for part in message['content'] %}{{ part.get('text', '') }}{% endfor %}{% endif %}"
    "{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}"
)
"""How a conversation is written out for a tokenizer of single bytes."""


def chat_tokenizer() -> Any:
    """Bytes, and a template for those models that are spoken to as to a chat model."""
    tokenizer = byte_tokenizer()
    tokenizer.chat_template = CHAT
    return tokenizer


def qwen_numbers(**more: Any) -> dict[str, Any]:
    """The sizes of a Qwen of 16 numbers a word, whatever its generation."""
    return {
        "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2,
        "num_key_value_heads": 2, "vocab_size": 264, "pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 1,
        **more,
    }  # fmt: skip


ROPE = {"rope_type": "default", "mrope_section": [1, 1, 2], "rope_theta": 1e6}


def qwen_with_eyes() -> Any:
    """Qwen 2.5 VL: reads words and pictures."""
    from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration

    seeded()
    sight = {
        "depth": 1, "hidden_size": 16, "intermediate_size": 16, "num_heads": 2, "out_hidden_size": 16,
        "fullatt_block_indexes": [0],
    }  # fmt: skip
    config = Qwen2_5_VLConfig(
        text_config=qwen_numbers(rope_parameters=ROPE), vision_config=sight, image_token_id=260,
        video_token_id=261, vision_start_token_id=262, vision_end_token_id=263,
    )  # fmt: skip
    return Qwen2_5_VLForConditionalGeneration(config).eval()


def t5_text(width: int = 32) -> Any:
    """A T5 encoder of two layers."""
    from transformers import T5Config, T5EncoderModel

    seeded()
    numbers = {"d_model": width, "d_kv": 8, "d_ff": 32, "num_layers": 2, "num_heads": 2}
    return T5EncoderModel(T5Config(vocab_size=384, pad_token_id=0, eos_token_id=1, **numbers)).eval()


def hunyuan_parts(task: str) -> dict[str, Any]:
    """HunyuanVideo 1.5: two text encoders, a guider, and a codec that packs 4x4 pixels and 4 frames."""
    from diffusers import (
        AutoencoderKLHunyuanVideo15,
        FlowMatchEulerDiscreteScheduler,
        HunyuanVideo15Transformer3DModel,
    )
    from diffusers.guiders import ClassifierFreeGuidance
    from transformers import ByT5Tokenizer, Qwen2_5_VLTextConfig, Qwen2_5_VLTextModel

    seeded()
    transformer = HunyuanVideo15Transformer3DModel(
        in_channels=9, out_channels=4, num_attention_heads=2, attention_head_dim=8, num_layers=3,
        num_refiner_layers=1, mlp_ratio=2.0, text_embed_dim=16, text_embed_2_dim=32, image_embed_dim=12,
        rope_axes_dim=(2, 2, 4), target_size=64, task_type=task,
    )  # fmt: skip
    vae = AutoencoderKLHunyuanVideo15(
        latent_channels=4, block_out_channels=(8, 8, 8, 8, 8), layers_per_block=1,
        downsample_match_channel=False, upsample_match_channel=False,
    )  # fmt: skip
    text = Qwen2_5_VLTextModel(Qwen2_5_VLTextConfig(**qwen_numbers(rope_parameters=ROPE)))
    return {
        "transformer": transformer.eval(), "vae": vae.eval(), "text_encoder": text.eval(),
        "tokenizer": chat_tokenizer(), "text_encoder_2": t5_text(), "tokenizer_2": ByT5Tokenizer(),
        "scheduler": FlowMatchEulerDiscreteScheduler(shift=7.0),
        "guider": ClassifierFreeGuidance(guidance_scale=6.0),
    }  # fmt: skip


def build_hunyuan(folder: Path) -> None:
    """HunyuanVideo 1.5, text to video."""
    from diffusers import HunyuanVideo15Pipeline

    HunyuanVideo15Pipeline(**hunyuan_parts("t2v")).save_pretrained(folder)


def build_hunyuan_image(folder: Path) -> None:
    """HunyuanVideo 1.5, first frame to video."""
    from diffusers import HunyuanVideo15ImageToVideoPipeline
    from transformers import SiglipImageProcessor, SiglipVisionConfig, SiglipVisionModel

    seeded()
    sight = SiglipVisionConfig(
        hidden_size=12, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2, image_size=54,
        patch_size=2,
    )  # fmt: skip
    HunyuanVideo15ImageToVideoPipeline(
        **hunyuan_parts("i2v"),
        image_encoder=SiglipVisionModel(sight).eval(),
        feature_extractor=SiglipImageProcessor(size={"height": 54, "width": 54}),
    ).save_pretrained(folder)


class Guard:
    """In the place of NVIDIA's guard, which is models of its own: reads the words, passes every picture."""

    def to(self, *places: Any, **more: Any) -> "Guard":
        """Where it runs; it has no weights."""
        return self

    def check_text_safety(self, words: str) -> bool:
        """Whether these words may be painted."""
        return "forbidden" not in words

    def check_video_safety(self, frames: Any) -> Any:
        """The frames that may be shown."""
        return frames


def save_guarded(pipe: Any, folder: Path) -> None:
    """Save, the guard left out as in folders made where it is not installed: the pipeline makes its own."""
    pipe.save_pretrained(folder)
    index = folder / "model_index.json"
    said = json.loads(index.read_text()) | {"safety_checker": [None, None]}
    index.write_text(json.dumps(said))


COSMOS = {
    "in_channels": 17, "out_channels": 16, "num_attention_heads": 2, "attention_head_dim": 16, "mlp_ratio": 2,
    "text_embed_dim": 48, "adaln_lora_dim": 4, "max_size": (8, 32, 32), "extra_pos_embed_type": "learnable",
}  # fmt: skip


def cosmos_parts() -> dict[str, Any]:
    """What Cosmos 2.5 has but its transformer: Wan's codec and Qwen 2.5 VL, all of whose layers it reads."""
    return wan_parts() | {"tokenizer": chat_tokenizer(), "text_encoder": qwen_with_eyes()}


def build_cosmos_predict(folder: Path) -> None:
    """Cosmos Predict 2.5: words, or a first frame, to video."""
    from diffusers import Cosmos2_5_PredictBasePipeline, CosmosTransformer3DModel

    seeded()
    transformer = CosmosTransformer3DModel(**COSMOS, num_layers=3).eval()
    pipe = Cosmos2_5_PredictBasePipeline(transformer=transformer, safety_checker=Guard(), **cosmos_parts())
    save_guarded(pipe, folder)


def build_cosmos_transfer(folder: Path) -> None:
    """Cosmos Transfer 2.5: a control video to video."""
    from diffusers import Cosmos2_5_TransferPipeline, CosmosControlNetModel, CosmosTransformer3DModel

    seeded()
    seen = {"img_context_dim_in": 32, "img_context_dim_out": 32}
    transformer = CosmosTransformer3DModel(
        **COSMOS, num_layers=2, controlnet_block_every_n=1, img_context_num_tokens=4, **seen
    )
    shared = {name: value for name, value in COSMOS.items() if name not in ("in_channels", "out_channels")}
    controlnet = CosmosControlNetModel(
        n_controlnet_blocks=2, in_channels=18, latent_channels=18, model_channels=32, **shared, **seen
    )
    for weight in controlnet.parameters():
        weight.data.add_(0.02)  # its last layers start at nought: an untrained one does nothing
    pipe = Cosmos2_5_TransferPipeline(
        transformer=transformer.eval(), controlnet=controlnet.eval(), safety_checker=Guard(), **cosmos_parts()
    )
    save_guarded(pipe, folder)


def build_cosmos3(folder: Path) -> None:
    """Cosmos 3 Omni: one network that reads and paints; without its guard, which its folder may say."""
    from diffusers import Cosmos3OmniPipeline, Cosmos3OmniTransformer

    seeded()
    tokenizer = chat_tokenizer()
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|vision_start|>"]})
    transformer = Cosmos3OmniTransformer(
        head_dim=12, hidden_size=24, intermediate_size=24, latent_channel=16, latent_patch_size=2,
        num_attention_heads=2, num_hidden_layers=3, num_key_value_heads=1, patch_latent_dim=64,
        rope_axes_dim=[2, 2, 2], vocab_size=272,
    )  # fmt: skip
    parts = wan_parts()
    Cosmos3OmniPipeline(
        transformer=transformer.eval(), text_tokenizer=tokenizer, vae=parts["vae"],
        scheduler=parts["scheduler"], enable_safety_checker=False,
    ).save_pretrained(folder)  # fmt: skip


def cogvideox_parts(channels: int) -> dict[str, Any]:
    """CogVideoX: T5, a codec that packs 8x8 pixels and 4 frames, and its own DDIM."""
    from diffusers import AutoencoderKLCogVideoX, CogVideoXDDIMScheduler, CogVideoXTransformer3DModel

    seeded()
    transformer = CogVideoXTransformer3DModel(
        num_attention_heads=4, attention_head_dim=8, in_channels=channels, out_channels=4, time_embed_dim=8,
        text_embed_dim=32, num_layers=3, sample_width=8, sample_height=8, sample_frames=9,
    )  # fmt: skip
    vae = AutoencoderKLCogVideoX(
        block_out_channels=(8, 8, 8, 8), latent_channels=4, layers_per_block=1, norm_num_groups=2
    )
    return {
        "tokenizer": byte_tokenizer(), "text_encoder": t5_text(), "vae": vae.eval(),
        "transformer": transformer.eval(), "scheduler": CogVideoXDDIMScheduler(),
    }  # fmt: skip


def build_cogvideox(folder: Path) -> None:
    """CogVideoX, text to video."""
    from diffusers import CogVideoXPipeline

    CogVideoXPipeline(**cogvideox_parts(4)).save_pretrained(folder)


def build_cogvideox_image(folder: Path) -> None:
    """CogVideoX, first frame to video."""
    from diffusers import CogVideoXImageToVideoPipeline

    CogVideoXImageToVideoPipeline(**cogvideox_parts(8)).save_pretrained(folder)


def picture_codec(channels: int, groups: int = 4) -> Any:
    """A picture codec of two stages: 2x2 pixels."""
    from diffusers import AutoencoderKL

    seeded()
    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
        block_out_channels=(8, 16), latent_channels=channels, layers_per_block=1, norm_num_groups=groups,
        scaling_factor=0.36, shift_factor=0.12,
    ).eval()  # fmt: skip


def build_z_image(folder: Path) -> None:
    """Z-Image: pictures from words."""
    from diffusers import FlowMatchEulerDiscreteScheduler, ZImagePipeline, ZImageTransformer2DModel
    from transformers import Qwen3Config, Qwen3Model

    seeded()
    transformer = ZImageTransformer2DModel(
        dim=32, n_layers=3, n_refiner_layers=1, n_heads=2, n_kv_heads=2, cap_feat_dim=16,
        axes_dims=[8, 4, 4], axes_lens=[512, 64, 64],
    )  # fmt: skip
    for pad in (transformer.x_pad_token, transformer.cap_pad_token):
        pad.data.fill_(1.0)  # built without a value
    text = Qwen3Model(Qwen3Config(**qwen_numbers(head_dim=8)))
    ZImagePipeline(
        transformer=transformer.eval(), vae=picture_codec(16), text_encoder=text.eval(),
        tokenizer=chat_tokenizer(), scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
    ).save_pretrained(folder)  # fmt: skip


def qwen_image_parts() -> dict[str, Any]:
    """Qwen-Image: a codec of one frame, Qwen 2.5 VL for the words."""
    from diffusers import (
        AutoencoderKLQwenImage,
        FlowMatchEulerDiscreteScheduler,
        QwenImageTransformer2DModel,
    )

    seeded()
    transformer = QwenImageTransformer2DModel(
        in_channels=16, out_channels=4, num_layers=3, attention_head_dim=16, num_attention_heads=2,
        joint_attention_dim=16, axes_dims_rope=(8, 4, 4),
    )  # fmt: skip
    vae = AutoencoderKLQwenImage(
        base_dim=8, z_dim=4, dim_mult=[1, 1, 1, 1], num_res_blocks=1, latents_mean=[0.0] * 4,
        latents_std=[1.0] * 4,
    )  # fmt: skip
    return {
        "transformer": transformer.eval(), "vae": vae.eval(), "text_encoder": qwen_with_eyes(),
        "tokenizer": chat_tokenizer(), "scheduler": FlowMatchEulerDiscreteScheduler(),
    }  # fmt: skip


def build_qwen_image(folder: Path) -> None:
    """Qwen-Image: pictures from words."""
    from diffusers import QwenImagePipeline

    QwenImagePipeline(**qwen_image_parts()).save_pretrained(folder)


def build_flux2_klein(folder: Path) -> None:
    """FLUX.2 klein: pictures from words and reference pictures."""
    from diffusers import (
        AutoencoderKLFlux2,
        FlowMatchEulerDiscreteScheduler,
        Flux2KleinPipeline,
        Flux2Transformer2DModel,
    )
    from transformers import Qwen3Config, Qwen3ForCausalLM

    seeded()
    transformer = Flux2Transformer2DModel(
        in_channels=16, num_layers=2, num_single_layers=2, attention_head_dim=16, num_attention_heads=2,
        joint_attention_dim=48, axes_dims_rope=(4, 4, 4, 4), guidance_embeds=False,
    )  # fmt: skip
    vae = AutoencoderKLFlux2(
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(8, 8, 8, 8), layers_per_block=1, latent_channels=4, norm_num_groups=2,
    )  # fmt: skip
    text = Qwen3ForCausalLM(Qwen3Config(**qwen_numbers(head_dim=8) | {"num_hidden_layers": 28}))
    Flux2KleinPipeline(
        transformer=transformer.eval(), vae=vae.eval(), text_encoder=text.eval(), tokenizer=chat_tokenizer(),
        scheduler=FlowMatchEulerDiscreteScheduler(), is_distilled=True,
    ).save_pretrained(folder)  # fmt: skip


def clip_text(kind: Any) -> Any:
    """A CLIP text encoder of two layers."""
    from transformers import CLIPTextConfig

    seeded()
    return kind(
        CLIPTextConfig(
            vocab_size=260, hidden_size=16, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2,
            max_position_embeddings=64, projection_dim=16, bos_token_id=2, eos_token_id=1, pad_token_id=0,
        )
    ).eval()  # fmt: skip


def build_sdxl_controlnet(folder: Path) -> None:
    """SDXL with a ControlNet: pictures one by one, steered."""
    from diffusers import (
        ControlNetModel,
        EulerDiscreteScheduler,
        StableDiffusionXLControlNetPipeline,
        UNet2DConditionModel,
    )
    from transformers import CLIPTextModel, CLIPTextModelWithProjection

    seeded()
    shared = {
        "in_channels": 4, "block_out_channels": (8, 16), "layers_per_block": 1, "norm_num_groups": 4,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"), "attention_head_dim": (2, 4),
        "transformer_layers_per_block": (1, 2), "use_linear_projection": True, "cross_attention_dim": 32,
        "addition_embed_type": "text_time", "addition_time_embed_dim": 8,
        "projection_class_embeddings_input_dim": 64,
    }  # fmt: skip
    unet = UNet2DConditionModel(
        sample_size=16, out_channels=4, up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), **shared
    )
    controlnet = ControlNetModel(conditioning_embedding_out_channels=(4, 8), **shared)
    for weight in controlnet.controlnet_down_blocks.parameters():
        weight.data.normal_(std=0.5)  # they start at nought, so that an untrained one does nothing
    StableDiffusionXLControlNetPipeline(
        unet=unet.eval(), controlnet=controlnet.eval(), vae=picture_codec(4),
        text_encoder=clip_text(CLIPTextModel), text_encoder_2=clip_text(CLIPTextModelWithProjection),
        tokenizer=byte_tokenizer(), tokenizer_2=byte_tokenizer(), scheduler=EulerDiscreteScheduler(),
        add_watermarker=False,
    ).save_pretrained(folder)  # fmt: skip


FAMILY_BUILDERS: dict[str, Callable[[Path], None]] = {
    "hunyuan": build_hunyuan,
    "hunyuan-image": build_hunyuan_image,
    "cosmos-predict": build_cosmos_predict,
    "cosmos-transfer": build_cosmos_transfer,
    "cosmos3": build_cosmos3,
    "cogvideox": build_cogvideox,
    "cogvideox-image": build_cogvideox_image,
    "z-image": build_z_image,
    "qwen-image": build_qwen_image,
    "flux2-klein": build_flux2_klein,
    "sdxl-controlnet": build_sdxl_controlnet,
}
