"""From a request to the arguments of one pipeline, and from what it gives to frames and sound."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from yingxi.engines.diffusion.families import FAMILIES, pil
from yingxi.engines.diffusion.names import PICTURES, SOUNDS, name_for, need_name
from yingxi.engines.diffusion.request import Painted, Request
from yingxi.film.errors import UsageError, YingxiError


def arguments_for(pipeline: str, accepted: frozenset[str], request: Request) -> dict[str, Any]:
    """The keyword arguments of one call. UsageError for anything asked that this pipeline does not take."""
    given: dict[str, Any] = {"prompt": request.prompt}
    given |= optional(accepted, {"width": request.size[0], "height": request.size[1], "fps": request.fps})
    if request.frames > 1:
        given |= optional(accepted, {"frames": request.frames})
    given[need_name("steps", accepted, pipeline)] = request.steps
    if request.negative:
        given[need_name("negative", accepted, pipeline)] = request.negative
    given |= guidance_arguments(accepted, request)
    family = FAMILIES.get(pipeline)
    given |= family[1](request) if family else picture_arguments(pipeline, accepted, request)
    given |= extra_arguments(pipeline, accepted, request.arguments)
    return given | optional(accepted, {"shape": "np"})


def optional(accepted: frozenset[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """What the pipeline has a name for; sizes and rates that it takes from elsewhere are no loss."""
    names = {what: name_for(what, accepted) for what in values}
    return {name: values[what] for what, name in names.items() if name is not None}


def guidance_arguments(accepted: frozenset[str], request: Request) -> dict[str, Any]:
    """The guidance by its name here; pipelines with a guider get it there (`set_guider`)."""
    name = name_for("guidance", accepted)
    return {name: request.guidance} if name and request.guidance is not None else {}


def picture_arguments(pipeline: str, accepted: frozenset[str], request: Request) -> dict[str, Any]:
    """Start, end, video, references and controls of a pipeline that takes plain pictures."""
    given: dict[str, Any] = {}
    one = request.frames == 1
    if request.start is not None:
        given[need_name("start", accepted, pipeline)] = pil(request.start)
    if request.end is not None:
        given[need_name("end", accepted, pipeline)] = pil(request.end)
    if len(request.over):
        name = need_name("over", accepted, pipeline)
        given[name] = pil(request.over[0]) if one else [pil(frame) for frame in request.over]
        given[need_name("strength", accepted, pipeline)] = request.strength
    if request.references:
        given[need_name("references", accepted, pipeline)] = [pil(ref) for ref in request.references]
    return given | control_arguments(pipeline, accepted, request)


def control_arguments(pipeline: str, accepted: frozenset[str], request: Request) -> dict[str, Any]:
    """Control pictures with their strength and schedule; several only where the pipeline has several nets."""
    if not request.controls:
        return {}
    one = request.frames == 1
    name = need_name("control picture" if one else "control video", accepted, pipeline)
    sent = [
        pil(video[0]) if one else [pil(frame) for frame in video] for video, _ in request.controls.values()
    ]
    hows = [how for _, how in request.controls.values()]
    given: dict[str, Any] = {name: sent if len(sent) > 1 else sent[0]}
    for what, values, standard in (
        ("control strength", [how.strength for how in hows], 1.0),
        ("control start", [how.start for how in hows], 0.0),
        ("control stop", [how.stop for how in hows], 1.0),
    ):
        plain = values if len(values) > 1 else values[0]
        if any(value != standard for value in values) or name_for(what, accepted):
            given[need_name(what, accepted, pipeline)] = plain
    return given


def extra_arguments(pipeline: str, accepted: frozenset[str], extra: Mapping[str, Any]) -> dict[str, Any]:
    """The card's and the person's own arguments; UsageError for one that the pipeline does not take."""
    for name in extra:
        if name not in accepted:
            raise UsageError(
                f"{pipeline} takes no argument '{name}' (option extra); it takes: "
                + ", ".join(sorted(accepted)),
                zh=f"{pipeline} 没有参数“{name}”（选项 extra）；它有：{', '.join(sorted(accepted))}",
            )
    return dict(extra)


def set_guider(pipe: Any, accepted: frozenset[str], guidance: float | None) -> None:
    """Guidance for pipelines whose guider holds it; UsageError where there is no way to say it."""
    if guidance is None or name_for("guidance", accepted):
        return
    guider = getattr(pipe, "guider", None)
    if guider is None or not hasattr(guider, "guidance_scale"):
        raise UsageError(
            f"{type(pipe).__name__} has no guidance to set; leave guidance out",
            zh=f"{type(pipe).__name__} 没有可设的引导强度；请去掉 guidance",
        )
    changed = guider.new(guidance_scale=float(guidance))
    if hasattr(pipe, "update_components"):
        pipe.update_components(guider=changed)
    else:
        pipe.guider = changed


def call_pipeline(pipe: Any, arguments: Mapping[str, Any]) -> Any:
    """One call, classic or modular."""
    import torch

    with torch.inference_mode():
        return pipe(**arguments)


def painted_by(pipe: Any, result: Any) -> Painted:
    """Frames and sound of a result, whatever names it gives them."""
    pictures = first_of(result, PICTURES)
    if pictures is None:
        raise YingxiError(
            f"{type(pipe).__name__} gave no pictures; its result has: {', '.join(keys_of(result))}",
            zh=f"{type(pipe).__name__} 没有给出画面；它的结果有：{', '.join(keys_of(result))}",
        )
    sound, rate = sound_of(pipe, first_of(result, SOUNDS))
    return Painted(frames=frames_of_result(pictures), sound=sound, rate=rate)


def keys_of(result: Any) -> list[str]:
    """The names in a result: a mapping's, or a modular pipeline's state."""
    values = getattr(result, "values", None)
    return list(values) if isinstance(values, dict) else list(result.keys())


def first_of(result: Any, names: tuple[str, ...]) -> Any:
    """The first of these in a result, or None."""
    values = getattr(result, "values", None)
    state = values if isinstance(values, dict) else result
    found = (state[name] for name in names if name in state)
    return next((value for value in found if value is not None), None)


def frames_of_result(pictures: Any) -> np.ndarray:
    """(n, h, w, 3) uint8 from arrays, tensors or PIL pictures, with or without a batch around them."""
    values = pictures
    if isinstance(values, list | tuple):
        inner = values[0] if isinstance(values[0], list | tuple) else values
        values = np.stack([np.asarray(one) for one in inner])
    elif hasattr(values, "detach"):
        values = values.detach().float().cpu().numpy()
    values = np.asarray(values)
    if values.ndim == 5:
        values = values[0]
    if values.ndim == 4 and values.shape[-1] not in (3, 4) and values.shape[1] == 3:
        values = np.moveaxis(values, 1, -1)
    if values.dtype != np.uint8:
        values = np.rint(np.clip(np.nan_to_num(values), 0, 1) * 255).astype(np.uint8)
    return np.ascontiguousarray(values[..., :3])


def sound_of(pipe: Any, audio: Any) -> tuple[Any, int]:
    """Samples (n, channels) float32 and their rate; nothing when the model gave no sound."""
    if audio is None:
        return None, 0
    values = audio[0] if isinstance(audio, list | tuple) else audio
    values = values.detach().float().cpu().numpy() if hasattr(values, "detach") else np.asarray(values)
    while values.ndim > 2:
        values = values[0]
    samples = (
        values.T
        if values.ndim == 2 and values.shape[0] < values.shape[1]
        else values.reshape(len(values), -1)
    )
    holder = next(
        (
            part
            for part in (getattr(pipe, name, None) for name in ("vocoder", "audio_vae", "sound_vae"))
            if part is not None
        ),
        None,
    )
    config = getattr(holder, "config", {})
    rate = next(
        (
            int(config[name])
            for name in ("output_sampling_rate", "sampling_rate", "sample_rate")
            if config.get(name)
        ),
        0,
    )
    if not rate:
        raise YingxiError(
            f"{type(pipe).__name__} gave sound but not its sampling rate",
            zh=f"{type(pipe).__name__} 给了声音，却没有说采样率",
        )
    return np.clip(np.nan_to_num(samples), -1, 1).astype(np.float32), rate
