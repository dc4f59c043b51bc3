"""One table of names: what we ask for, and what pipelines call it; the first that one takes wins."""

import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from yingxi.film.errors import UsageError

NAMES: Mapping[str, tuple[str, ...]] = {
    "prompt": ("prompt",),
    "negative": ("negative_prompt",),
    "width": ("width",),
    "height": ("height",),
    "frames": ("num_frames", "frames", "video_length", "segment_frame_length"),
    "fps": ("frame_rate", "fps"),
    "steps": ("num_inference_steps", "steps"),
    "guidance": ("true_cfg_scale", "guidance_scale"),
    "start": ("image", "first_frame", "image_start"),
    "end": ("last_image", "last_frame", "image_end"),
    "over": ("video", "image"),
    "strength": ("strength", "denoise_strength"),
    "references": ("reference_images",),
    "control video": ("control_video", "video", "controls"),
    "control picture": ("control_image", "image"),
    "control strength": (
        "controlnet_conditioning_scale",
        "controls_conditioning_scale",
        "conditioning_scale",
        "control_context_scale",
    ),
    "control start": ("control_guidance_start",),
    "control stop": ("control_guidance_end",),
    "shape": ("output_type",),
}

PICTURES = ("frames", "videos", "video", "images", "image")
"""Where results keep their pictures."""

SOUNDS = ("audio", "audios", "sound")
"""Where results keep their sound."""


def accepted_names(pipe: Any) -> frozenset[str]:
    """The names of everything that a pipeline's call takes, classic or modular."""
    blocks = getattr(pipe, "blocks", None)
    if blocks is not None:
        return frozenset(one.name for one in blocks.inputs if one.name)
    return names_of_class(type(pipe))


def names_of_class(kind: type) -> frozenset[str]:
    """The arguments of a pipeline class's call."""
    return frozenset(inspect.signature(kind.__call__).parameters) - {"self"}


def name_for(what: str, accepted: Iterable[str]) -> str | None:
    """What this pipeline calls it, or None when it takes no such thing."""
    return next((name for name in NAMES[what] if name in accepted), None)


def need_name(what: str, accepted: Iterable[str], pipeline: str) -> str:
    """What this pipeline calls it; UsageError when it takes no such thing, for nothing is dropped."""
    found = name_for(what, accepted)
    if found is None:
        raise UsageError(
            f"{pipeline} takes no {what}; leave it out, or choose a model that takes it "
            "(yingxi engines diffusion)",
            zh=f"{pipeline} 不收 {what}；请去掉，或换一个收的模型（yingxi engines diffusion）",
        )
    return found
