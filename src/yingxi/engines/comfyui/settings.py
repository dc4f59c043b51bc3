"""What a person says of a workflow and of the ComfyUI that runs it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from yingxi.engines.protocol import aside
from yingxi.engines.spelling import read_grid, read_size
from yingxi.film.errors import UsageError

URL_NAME, USUAL_URL = "YINGXI_COMFYUI_URL", "http://127.0.0.1:8188"


@dataclass(frozen=True, kw_only=True, slots=True)
class ComfyuiSettings:
    """Options of the engine `comfyui`.

    `workflow` is an API-format file; `map` a small YAML file that says which input is which, where the nodes'
    titles do not; `values` sets any input (`3.cfg: 5`). `url` is YINGXI_COMFYUI_URL or this machine's port
    8188 when empty. `longest` (frames) and `grid` are the model's; `painted` is the workflow's own size where
    it is not the film's; `fps` its rate, 0 where it takes the film's. `patience` is minutes.
    """

    workflow: str = ""
    map: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    url: str = aside("")
    longest: int = 0
    grid: str = "1k+0"
    fps: int = 0
    painted: str = ""
    prompt: str = ""
    prompt_language: Literal["film", "zh", "en"] = "film"
    patience: float = aside(60.0)
    when_stopped: Literal["keep", "cancel"] = aside("cancel")

    def __post_init__(self) -> None:
        read_grid(self.grid)
        if self.painted:
            read_size(self.painted)
        if self.patience <= 0:
            raise ValueError("patience must be more than 0 minutes")


def comfyui_url(settings: ComfyuiSettings) -> str:
    """Where ComfyUI is, without a closing slash; UsageError for what is no address."""
    url = (settings.url or os.environ.get(URL_NAME, "") or USUAL_URL).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise UsageError(
            f"comfyui: url '{url}' is no plain http address, such as {USUAL_URL}",
            zh=f"comfyui：url“{url}”不是普通的 http 地址，例如 {USUAL_URL}",
        )
    return url
