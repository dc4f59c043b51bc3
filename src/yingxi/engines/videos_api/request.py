"""What is sent to create a video: each server's own fields, and nothing dropped.

Fields: vLLM-Omni docs/serving/videos_api.md; SGLang multimodal_gen entrypoints/openai; OpenAI API, Videos.
"""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yingxi.engines.capabilities import Capabilities, Input, length_on_grid
from yingxi.engines.protocol import Options, frames_of
from yingxi.engines.spelling import read_size
from yingxi.engines.videos_api.settings import Server, VideosApiSettings
from yingxi.film import Shot, Storyboard
from yingxi.film.errors import UsageError

INPUTS: Mapping[Server, tuple[Input, ...]] = {
    "openai": ("start",),
    "vllm-omni": ("start", "video", "negative"),
    "sglang": ("start", "negative"),
}
"""What each server takes besides words; one picture or one video goes into `input_reference`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VideoRequest:
    """Fields of a form, and the file that goes with them as `input_reference`."""

    fields: Mapping[str, str] = field(default_factory=dict)
    reference: Path | None = None


def write_request(
    shot: Shot, board: Storyboard, options: Options, settings: VideosApiSettings, can: Capabilities
) -> VideoRequest:
    """The request for one take. UsageError for inputs that exclude each other."""
    inputs = options.inputs
    if inputs.start and inputs.video:
        raise UsageError(
            f"shot {shot.number}: videos-api sends a start picture or a video, not both",
            zh=f"镜头 {shot.number}：videos-api 只能发首帧或视频，不能两样都发",
        )
    fps = settings.fps or board.fps
    frames = length_on_grid(can, -(-len(frames_of(shot, options)) * fps // board.fps))
    size = read_size(settings.painted) if settings.painted else (board.width, board.height)
    fields = {"prompt": settings.prompt or prompt_of(shot, board, settings), "size": "{}x{}".format(*size)}
    if settings.model:
        fields["model"] = settings.model
    if settings.server == "openai":
        fields["seconds"] = str(-(-frames // fps))
    else:
        fields |= own_fields(settings, size, frames, fps, shot.seed, inputs.negative)
    reference = inputs.start or inputs.video
    return VideoRequest(fields=fields, reference=Path(reference) if reference else None)


def own_fields(
    settings: VideosApiSettings, size: tuple[int, int], frames: int, fps: int, seed: int, negative: str
) -> dict[str, str]:
    """Fields of servers that run open weights: exact frames, the seed, the model's knobs."""
    fields = {"num_frames": str(frames), "fps": str(fps), "seed": str(seed)}
    if settings.server == "vllm-omni":
        fields |= {"width": str(size[0]), "height": str(size[1])}
    optional = {
        "negative_prompt": negative,
        "num_inference_steps": settings.steps,
        "guidance_scale": settings.guidance,
    }
    return fields | {name: str(value) for name, value in optional.items() if value not in ("", None)}


def prompt_of(shot: Shot, board: Storyboard, settings: VideosApiSettings) -> str:
    """The shot in words, in the language that the settings ask for."""
    from yingxi.engines.diffusion.prompting import write_prompt

    language = board.language if settings.prompt_language == "film" else settings.prompt_language
    return write_prompt(shot, board, language).text


def as_form(request: VideoRequest) -> dict[str, tuple[str | None, bytes | str] | tuple[str, bytes, str]]:
    """The request as parts of multipart/form-data."""
    form: dict[str, tuple[str | None, bytes | str] | tuple[str, bytes, str]] = {
        name: (None, value) for name, value in request.fields.items()
    }
    if request.reference is not None:
        kind = mimetypes.guess_type(request.reference.name)[0] or "application/octet-stream"
        form["input_reference"] = (request.reference.name, request.reference.read_bytes(), kind)
    return form
