"""From a model folder and a memory plan to a pipeline that can be called."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from yingxi.engines.diffusion.caches import painters_of
from yingxi.engines.diffusion.cards import Distilled
from yingxi.engines.diffusion.folder import ModelFolder
from yingxi.engines.diffusion.loras import last_line, merge_loras
from yingxi.engines.diffusion.memory import MemoryPlan
from yingxi.engines.diffusion.settings import DiffusionSettings
from yingxi.film.errors import UsageError, YingxiError


def torch_type(precision: str) -> Any:
    """torch's own name of a precision."""
    import torch

    return {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}[precision]


def choose_precision(asked: str, device: str) -> str:
    """bf16 on a GPU that has it, fp16 on other GPUs, fp32 on the CPU; or what was asked."""
    if asked != "auto":
        return asked
    if device.startswith("cuda"):
        import torch

        return "bf16" if torch.cuda.is_bf16_supported() else "fp16"
    return "fp16" if device == "mps" else "fp32"


def load_pipeline(
    folder: ModelFolder,
    plan: MemoryPlan,
    precision: str,
    device: str,
    settings: DiffusionSettings,
    distilled: Distilled | None = None,
) -> Any:
    """The pipeline with its LoRAs merged, its weights laid out by the plan, every part in evaluation mode.

    Nothing is fetched while it loads unless `settings.fetch`. `distilled`, where it is among the LoRAs, has
    the settings of the scheduler that it was trained with.
    """
    with quiet(), no_fetching(settings.fetch):
        pipe = (
            read_modular(folder, precision)
            if folder.modular
            else read_classic(folder, precision, settings.allow_pickle)
        )
        merge_loras(pipe, settings.loras, settings.fetch)
    if distilled is not None and distilled.is_among(settings.loras):
        config = {**pipe.scheduler.config, **distilled.scheduler}
        pipe.scheduler = type(pipe.scheduler).from_config(config)
    for part in pipe.components.values():
        if hasattr(part, "eval"):
            part.eval()
    if hasattr(pipe, "set_progress_bar_config"):
        pipe.set_progress_bar_config(disable=True)
    lay_out(pipe, plan, device)
    return pipe


def read_classic(folder: ModelFolder, precision: str, allow_pickle: bool) -> Any:
    """A classic pipeline from its folder; safetensors only unless pickles are allowed."""
    from diffusers import DiffusionPipeline

    given: dict[str, Any] = {"dtype": types_of(folder, precision), "local_files_only": True}
    if not allow_pickle:
        given["use_safetensors"] = True
    if folder.variant:
        given["variant"] = folder.variant
    try:
        return DiffusionPipeline.from_pretrained(str(folder.path), **given)
    except (OSError, ValueError, KeyError, AttributeError, ImportError) as error:
        raise YingxiError(
            f"{folder.path} could not be loaded: {last_line(error)}",
            zh=f"{folder.path} 装不进来：{last_line(error)}",
        ) from error


def types_of(folder: ModelFolder, precision: str) -> Any:
    """The precision of each part: Wan's codec and picture encoder stay in float32, as its makers run them."""
    import torch

    chosen = torch_type(precision)
    codec = folder.codec
    if precision == "fp32" or codec is None or codec.kind != "AutoencoderKLWan":
        return chosen
    full = {one.name: torch.float32 for one in (codec, folder.component("image_encoder")) if one is not None}
    return {"default": chosen, **full}


def read_modular(folder: ModelFolder, precision: str) -> Any:
    """A modular pipeline from its folder, with all its components."""
    from diffusers import ModularPipeline

    try:
        pipe = ModularPipeline.from_pretrained(str(folder.path))
        local = {"pretrained_model_name_or_path": str(folder.path)}
        pipe.load_components(dtype=torch_type(precision), **local)
    except (OSError, ValueError, KeyError, AttributeError, ImportError) as error:
        raise YingxiError(
            f"{folder.path} could not be loaded: {last_line(error)}",
            zh=f"{folder.path} 装不进来：{last_line(error)}",
        ) from error
    missing = [name for name in pipe.null_component_names if (folder.path / name).is_dir()]
    if missing:
        raise YingxiError(
            f"{folder.path}: {', '.join(missing)} could not be loaded; fetch the model again",
            zh=f"{folder.path}：{'、'.join(missing)} 装不进来；请重新取模型",
        )
    return pipe


def lay_out(pipe: Any, plan: MemoryPlan, device: str) -> None:
    """Put the weights where the plan says."""
    if plan.name != "resident":
        tile(pipe)
    if plan.name == "int8":
        quantise(pipe)
    if plan.name == "fp8":
        cast_to_fp8(pipe)
    if device == "cpu":
        return  # everything was read into RAM, and stays there
    if plan.name in ("resident", "tiled"):
        pipe.to(device)
    elif plan.name == "stream":
        stream_groups(pipe, device)
    else:
        offload_parts(pipe, device)


def offload_parts(pipe: Any, device: str) -> None:
    """Keep the weights in RAM and bring one part at a time to the device."""
    if not hasattr(pipe, "enable_model_cpu_offload"):
        raise UsageError(
            f"{type(pipe).__name__} cannot be offloaded part by part; take memory: stream",
            zh=f"{type(pipe).__name__} 不能一部分一部分地挪；请用 memory: stream",
        )
    pipe.enable_model_cpu_offload(device=device)


def tile(pipe: Any) -> None:
    """Let the codec work in tiles, where it can."""
    for name in ("vae", "video_vae", "vqvae"):
        codec = getattr(pipe, name, None)
        if codec is not None and hasattr(codec, "enable_tiling"):
            codec.enable_tiling()


def stream_groups(pipe: Any, device: str) -> None:
    """Keep weights in RAM and bring them to the GPU block by block, on a stream of their own."""
    import torch
    from diffusers.hooks import apply_group_offloading

    for part in pipe.components.values():
        if isinstance(part, torch.nn.Module):
            apply_group_offloading(
                part,
                onload_device=torch.device(device),
                offload_device=torch.device("cpu"),
                offload_type="leaf_level",
                use_stream=device.startswith("cuda"),
            )


def cast_to_fp8(pipe: Any) -> None:
    """Keep the painter's weights in 8-bit floating numbers and compute in its own precision."""
    import torch

    for painter in painters_of(pipe).values():
        painter.enable_layerwise_casting(storage_dtype=torch.float8_e4m3fn, compute_dtype=painter.dtype)


def quantise(pipe: Any) -> None:
    """The painter's weights as 8-bit whole numbers, by torchao; UsageError when it is not installed."""
    try:
        from torchao.quantization import Int8WeightOnlyConfig, quantize_
    except ImportError as error:
        raise UsageError(
            "memory: int8 needs pip install torchao; memory: fp8 needs nothing more",
            zh="memory: int8 要 pip install torchao；memory: fp8 什么都不用装",
        ) from error
    for painter in painters_of(pipe).values():
        quantize_(painter, Int8WeightOnlyConfig())


def seen_as(pipe: Any, pipeline: str) -> Any:
    """The same loaded parts as another pipeline class of the same model; nothing is copied or cast.

    Not `from_pipe`, which turns bf16 weights into float32, those of the original too (diffusers#12754).
    """
    import inspect

    import diffusers

    kind = getattr(diffusers, pipeline)
    if isinstance(pipe, kind) and type(pipe) is kind:
        return pipe
    wanted = inspect.signature(kind.__init__).parameters
    held = {
        **{name: value for name, value in pipe.config.items() if not name.startswith("_")},
        **pipe.components,
    }
    other = kind(**{name: held[name] for name in wanted if name in held})
    other.set_progress_bar_config(disable=True)
    return other


@contextmanager
def quiet() -> Iterator[None]:
    """No progress bars and no chatter of the libraries while a model is read; what goes wrong is raised."""
    from diffusers.utils import logging as diffusers_logging
    from transformers.utils import logging as transformers_logging

    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    before = [(one, one.get_verbosity()) for one in (diffusers_logging, transformers_logging)]
    for logging, _ in before:
        logging.set_verbosity_error()
        logging.disable_progress_bar()
    try:
        yield
    finally:
        for logging, level in before:
            logging.set_verbosity(level)


@contextmanager
def no_fetching(allowed: bool) -> Iterator[None]:
    """Nothing goes out to a hub while a model loads, by whatever library, unless that was allowed."""
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = before or not allowed
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before
