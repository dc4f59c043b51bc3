"""The few families whose inputs are objects of their own: everything else goes by the table of names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from yingxi.engines.capabilities import Control, Input
from yingxi.engines.diffusion.request import Request
from yingxi.film.errors import UsageError

EVERY_CONTROL: tuple[Control, ...] = ("depth", "normals", "edges", "masks", "flow", "colour")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ways:
    """What a pipeline class takes: inputs, control pictures, how many references, whether it paints over.

    `needs_start`: it makes nothing without a start frame. `needs_lora`: it heeds control pictures only with a
    LoRA that was trained to.
    """

    inputs: tuple[Input, ...] = ()
    controls: tuple[Control, ...] = ()
    references: int = 0
    over: bool = False
    needs_start: bool = False
    needs_lora: bool = False


def pil(picture: Any) -> Any:
    """A picture as diffusers likes it."""
    from PIL import Image

    return Image.fromarray(picture)


def vace_arguments(request: Request) -> dict[str, Any]:
    """Wan VACE: one control video with its strength; start and end frames are frames of it that are kept."""
    import numpy as np

    given: dict[str, Any] = {}
    if request.references:
        given["reference_images"] = [pil(one) for one in request.references]
    controls = list(request.controls.items())
    if len(controls) > 1:
        raise UsageError(
            f"VACE takes one control video, got {', '.join(name for name, _ in controls)}; name one in "
            "steer:",
            zh=f"VACE 只收一路控制画面，给了 {'、'.join(name for name, _ in controls)}；请在 steer: 里只写"
            "一路",
        )
    kept = {0: request.start, request.frames - 1: request.end}
    anchors = {at: picture for at, picture in kept.items() if picture is not None}
    if not controls and not anchors:
        return given
    grey = np.full((request.size[1], request.size[0], 3), 128, np.uint8)
    frames = [pil(one) for one in controls[0][1][0]] if controls else [pil(grey)] * request.frames
    given["video"] = [pil(anchors[at]) if at in anchors else frame for at, frame in enumerate(frames)]
    if anchors:
        black, white = pil(grey * 0), pil(grey * 0 + 255)
        given["mask"] = [black if at in anchors else white for at in range(request.frames)]
    if controls:
        given["conditioning_scale"] = controls[0][1][1].strength
    return given


def ltx_condition_arguments(request: Request) -> dict[str, Any]:
    """LTX-2 conditions: start, end and a video to paint over, each at its place with its strength."""
    from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition

    conditions = []
    if request.start is not None:
        conditions.append(LTX2VideoCondition(frames=pil(request.start), index=0, strength=1.0))
    if request.end is not None:
        conditions.append(LTX2VideoCondition(frames=pil(request.end), index=-1, strength=1.0))
    if len(request.over):
        kept = [pil(one) for one in request.over]
        conditions.append(LTX2VideoCondition(frames=kept, index=0, strength=1 - request.strength))
    return {"conditions": conditions} if conditions else {}


def ltx_context_arguments(request: Request) -> dict[str, Any]:
    """LTX-2 IC-LoRA: control videos as references beside the start and end frames."""
    from diffusers.pipelines.ltx2.pipeline_ltx2_ic_lora import LTX2ReferenceCondition

    given = ltx_condition_arguments(request)
    videos = [
        LTX2ReferenceCondition(frames=[pil(one) for one in video], strength=how.strength)
        for video, how in request.controls.values()
    ]
    return {**given, "reference_conditions": videos} if videos else given


def cosmos_arguments(request: Request) -> dict[str, Any]:
    """Cosmos Transfer: the video that its ControlNet was trained for."""
    if len(request.controls) != 1:
        raise UsageError(
            "Cosmos Transfer needs one control video, the one that its weights are for; name it in steer:",
            zh="Cosmos Transfer 要一路控制画面，就是它的权重所用的那一路；请在 steer: 里写明",
        )
    ((video, how),) = request.controls.values()
    return {
        "controls": [pil(one) for one in video],
        "controls_conditioning_scale": how.strength,
        "num_frames_per_chunk": request.frames,
    }


def cosmos_start_arguments(request: Request) -> dict[str, Any]:
    """Cosmos Predict: a start frame is a video of one frame, of which one latent frame is kept."""
    if request.start is None:
        return {}
    return {"video": [pil(request.start)], "num_latent_conditional_frames": 1}


def reference_arguments(request: Request) -> dict[str, Any]:
    """FLUX.2 and Qwen-Image Edit call their reference pictures `image`, as many as there are."""
    return {"image": [pil(one) for one in request.references]} if request.references else {}


FAMILIES: Mapping[str, tuple[Ways, Callable[[Request], dict[str, Any]]]] = {
    "WanVACEPipeline": (
        Ways(
            inputs=("start", "end", "references"),
            controls=("depth", "edges", "flow", "masks", "colour"),
            references=3,
        ),
        vace_arguments,
    ),
    "LTX2ConditionPipeline": (Ways(inputs=("start", "end", "video"), over=True), ltx_condition_arguments),
    "LTX2InContextPipeline": (
        Ways(inputs=("start", "end"), controls=("depth", "edges", "normals"), needs_lora=True),
        ltx_context_arguments,
    ),
    "Cosmos2_5_PredictBasePipeline": (Ways(inputs=("start",)), cosmos_start_arguments),
    "Flux2KleinPipeline": (Ways(inputs=("references",), references=4), reference_arguments),
    "QwenImageEditPlusPipeline": (Ways(inputs=("references",), references=3), reference_arguments),
    "Cosmos2_5_TransferPipeline": (Ways(controls=("edges", "depth", "masks", "colour")), cosmos_arguments),
}


def ways_of(pipeline: str, accepted: frozenset[str]) -> Ways:
    """What a pipeline of this class and these arguments takes."""
    if pipeline in FAMILIES:
        return FAMILIES[pipeline][0]
    inputs: list[Input] = []
    is_control = "ControlNet" in pipeline or "control_image" in accepted or "control_video" in accepted
    picture_is_control = "ControlNet" in pipeline and "control_image" not in accepted
    if "image" in accepted and not picture_is_control and "strength" not in accepted:
        inputs.append("start")
    if {"last_image", "last_frame", "image_end"} & accepted:
        inputs.append("end")
    over = "strength" in accepted and bool({"video", "image"} & accepted) and not picture_is_control
    if over:
        inputs.append("video")
    references = "reference_images" in accepted
    return Ways(
        inputs=(*inputs, *(("references",) if references else ())),
        controls=EVERY_CONTROL if is_control else (),
        references=3 if references else 0,
        over=over,
        needs_start="start" in inputs and ("ImageToVideo" in pipeline or "Image2Video" in pipeline),
    )
