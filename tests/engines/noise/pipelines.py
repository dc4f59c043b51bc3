"""Tiny pipelines with random weights, made in code: no text encoder, the words come as numbers."""

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLLTXVideo,
    AutoencoderKLWan,
    DDIMScheduler,
    EulerDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
    FluxPipeline,
    FluxTransformer2DModel,
    LTXPipeline,
    LTXVideoTransformer3DModel,
    StableDiffusionImg2ImgPipeline,
    StableDiffusionPipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
    UniPCMultistepScheduler,
    WanPipeline,
    WanTransformer3DModel,
)

SIZE = {"height": 64, "width": 64, "output_type": "pt"}


def words(*shape):
    return torch.randn(shape, generator=torch.Generator().manual_seed(7))


def lively(model):
    """Random weights that answer: the zeroed last layers of a fresh model would say nothing."""
    torch.manual_seed(0)
    for value in model.parameters():
        torch.nn.init.normal_(value, std=0.2 if value.ndim > 1 else 0.02)
    return model.eval()


def picture_vae():
    torch.manual_seed(0)
    return AutoencoderKL(
        block_out_channels=(8, 8), in_channels=3, out_channels=3, latent_channels=4, norm_num_groups=4,
        down_block_types=["DownEncoderBlock2D"] * 2, up_block_types=["UpDecoderBlock2D"] * 2, sample_size=64,
    ).eval()  # fmt: skip


def unet(**changes):
    torch.manual_seed(0)
    return UNet2DConditionModel(
        **{
            "block_out_channels": (8, 16), "layers_per_block": 1, "sample_size": 32, "in_channels": 4,
            "out_channels": 4, "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
            "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"), "cross_attention_dim": 16,
            "attention_head_dim": 4, "norm_num_groups": 4, **changes,
        }
    ).eval()  # fmt: skip


def noise_scheduler(**changes):
    return EulerDiscreteScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        timestep_spacing="linspace",
        steps_offset=1,
        **changes,
    )


def make_sd(kind=StableDiffusionPipeline, scheduler=None):
    pipe = kind(
        vae=picture_vae(), text_encoder=None, tokenizer=None, unet=unet(),
        scheduler=scheduler or noise_scheduler(),
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )  # fmt: skip
    return pipe, {"prompt_embeds": words(1, 8, 16), "negative_prompt_embeds": words(1, 8, 16) * 0.2}


def make_sdxl():
    extra = {
        "addition_embed_type": "text_time", "addition_time_embed_dim": 4,
        "projection_class_embeddings_input_dim": 6 * 4 + 16,
    }  # fmt: skip
    pipe = StableDiffusionXLPipeline(
        vae=picture_vae(), text_encoder=None, text_encoder_2=None, tokenizer=None, tokenizer_2=None,
        unet=unet(**extra), scheduler=noise_scheduler(),
    )  # fmt: skip
    pooled = {"pooled_prompt_embeds": words(1, 16), "negative_pooled_prompt_embeds": words(1, 16) * 0.2}
    return pipe, {"prompt_embeds": words(1, 8, 16), "negative_prompt_embeds": words(1, 8, 16) * 0.2, **pooled}


def make_wan():
    torch.manual_seed(0)
    vae = AutoencoderKLWan(
        base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
    )
    model = WanTransformer3DModel(
        patch_size=(1, 2, 2), num_attention_heads=2, attention_head_dim=12, in_channels=16, out_channels=16,
        text_dim=32, freq_dim=256, ffn_dim=32, num_layers=2, cross_attn_norm=True, rope_max_seq_len=32,
        qk_norm="rms_norm_across_heads",
    )  # fmt: skip
    scheduler = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, num_train_timesteps=1000, flow_shift=3.0
    )
    pipe = WanPipeline(
        vae=vae.eval(), text_encoder=None, tokenizer=None, transformer=model.eval(), scheduler=scheduler
    )
    both = {"prompt_embeds": words(1, 8, 32), "negative_prompt_embeds": words(1, 8, 32) * 0.2}
    return pipe, {**both, "num_frames": 9}


def make_ltx():
    torch.manual_seed(0)
    vae = AutoencoderKLLTXVideo(
        in_channels=3, out_channels=3, latent_channels=8, block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8, 8), layers_per_block=(1, 1, 1, 1, 1),
        decoder_layers_per_block=(1, 1, 1, 1, 1), spatio_temporal_scaling=(True, True, False, False),
        decoder_spatio_temporal_scaling=(True, True, False, False), decoder_inject_noise=(False,) * 5,
        upsample_residual=(False,) * 4, upsample_factor=(1,) * 4, timestep_conditioning=False, patch_size=1,
        patch_size_t=1, encoder_causal=True, decoder_causal=False,
    )  # fmt: skip
    vae.use_framewise_encoding = vae.use_framewise_decoding = False
    model = LTXVideoTransformer3DModel(
        in_channels=8, out_channels=8, patch_size=1, patch_size_t=1, num_attention_heads=2,
        attention_head_dim=8, cross_attention_dim=16, num_layers=1, caption_channels=32,
    )  # fmt: skip
    scheduler = FlowMatchEulerDiscreteScheduler(
        use_dynamic_shifting=True,
        base_shift=0.95,
        max_shift=2.05,
        base_image_seq_len=1024,
        max_image_seq_len=4096,
    )
    pipe = LTXPipeline(
        vae=vae.eval(), text_encoder=None, tokenizer=None, transformer=model.eval(), scheduler=scheduler
    )
    mask = torch.ones(1, 8, dtype=torch.bool)
    words_in = {"prompt_embeds": words(1, 8, 32), "negative_prompt_embeds": words(1, 8, 32) * 0.2}
    masks = {"prompt_attention_mask": mask, "negative_prompt_attention_mask": mask}
    return pipe, {**words_in, **masks, "num_frames": 9}


def make_flux():
    torch.manual_seed(0)
    model = FluxTransformer2DModel(
        patch_size=1, in_channels=16, num_layers=1, num_single_layers=1, attention_head_dim=16,
        num_attention_heads=2, joint_attention_dim=32, pooled_projection_dim=32, axes_dims_rope=[4, 4, 8],
        guidance_embeds=True,
    )  # fmt: skip
    scheduler = FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True)
    pipe = FluxPipeline(
        vae=picture_vae(), text_encoder=None, text_encoder_2=None, tokenizer=None, tokenizer_2=None,
        transformer=model.eval(), scheduler=scheduler,
    )  # fmt: skip
    return pipe, {"prompt_embeds": words(1, 8, 32), "pooled_prompt_embeds": words(1, 32)}


def make_painter(scheduler=None):
    """Picture to picture: noise and repaint."""
    pipe, given = make_sd(StableDiffusionImg2ImgPipeline, scheduler)
    picture = torch.rand((1, 3, 64, 64), generator=torch.Generator().manual_seed(3))
    return pipe, {**given, "image": picture}


def make_ddim():
    return make_sd(scheduler=DDIMScheduler(clip_sample=False, set_alpha_to_one=False, steps_offset=1))


MAKERS = {
    "sd": make_sd, "sdxl": make_sdxl, "wan": make_wan, "ltx": make_ltx, "flux": make_flux,
    "painter": make_painter, "ddim": make_ddim,
}  # fmt: skip


def make(name):
    """A pipeline whose models answer strongly, and its arguments."""
    pipe, given = MAKERS[name]()
    pipe.set_progress_bar_config(disable=True)
    lively(getattr(pipe, "unet", None) or pipe.transformer)
    return pipe, given
