"""What a person says of a video server: where it is, which it is, what it makes and costs."""

import os
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from yingxi.engines.protocol import aside
from yingxi.engines.spelling import read_grid, read_size
from yingxi.film.errors import UsageError

Server = Literal["openai", "vllm-omni", "sglang"]
URL_NAME, KEY_NAME = "YINGXI_VIDEOS_URL", "YINGXI_VIDEOS_KEY"


@dataclass(frozen=True, kw_only=True, slots=True)
class VideosApiSettings:
    """Options of the engine `videos-api`.

    `url` ends in /v1 and is YINGXI_VIDEOS_URL when empty; the key is only ever in the environment, under
    `key_name`. `price` is US dollars a second: 0 for your own machine; nothing is asked for while it is
    unknown. `sizes` and `lengths` are what the model makes, `lengths` in seconds (clouds) and `longest` in
    frames on `grid`; `painted` asks for another size than the film's, and scales. `fps` is the server's own
    rate, 0 where it takes the film's. `patience` is minutes without an answer, or waiting for one job.
    `idempotent`: the server promises one job for one Idempotency-Key, so a lost answer is asked for again.
    """

    url: str = ""
    server: Server = "openai"
    model: str = ""
    price: float | None = aside(None)
    sizes: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()
    longest: int = 0
    grid: str = "1k+0"
    fps: int = 0
    painted: str = ""
    steps: int | None = None
    guidance: float | None = None
    prompt: str = ""
    prompt_language: Literal["film", "zh", "en"] = "film"
    key_name: str = aside(KEY_NAME)
    patience: float = aside(60.0)
    when_stopped: Literal["keep", "cancel"] = aside("keep")
    at_once: int = aside(2)
    idempotent: bool = aside(False)

    def __post_init__(self) -> None:
        read_grid(self.grid)
        if self.lengths and not self.fps:
            raise ValueError("lengths are seconds of the server's own rate; say it too, such as fps=24")
        if self.server == "openai" and (self.steps is not None or self.guidance is not None):
            raise ValueError("server 'openai' takes no steps and no guidance; leave them out")
        for size in (*self.sizes, *([self.painted] if self.painted else [])):
            read_size(size)
        if self.price is not None and self.price < 0:
            raise ValueError(f"price is {self.price}; allowed: 0 or more US dollars a second")
        if self.server == "openai" and self.price and not self.lengths:
            raise ValueError("server 'openai' charges whole seconds; say which, such as lengths=[4,8,12]")
        if self.at_once < 1 or self.patience <= 0:
            raise ValueError("at_once must be 1 or more, patience more than 0 minutes")


def server_url(settings: VideosApiSettings) -> str:
    """Where the server is, without a closing slash; empty when nobody said.

    UsageError for an address that holds a password, or that would send a key unencrypted over a network.
    """
    url = (settings.url or os.environ.get(URL_NAME, "")).rstrip("/")
    if not url:
        return ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            f"videos-api: url '{url}' is no http address, such as http://localhost:8091/v1",
            zh=f"videos-api：url“{url}”不是 http 地址，例如 http://localhost:8091/v1",
        )
    if parts.username or parts.password or parts.query:
        raise UsageError(
            f"videos-api: the url must hold no key; put it into ${settings.key_name}",
            zh=f"videos-api：url 里不能有密钥；请放进 ${settings.key_name}",
        )
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme == "http" and not local and server_key(settings):
        raise UsageError(
            f"videos-api: ${settings.key_name} would go unencrypted to {parts.hostname}; use https",
            zh=f"videos-api：${settings.key_name} 会不加密地发到 {parts.hostname}；请用 https",
        )
    return url


def server_key(settings: VideosApiSettings) -> str:
    """The key, from the environment."""
    return os.environ.get(settings.key_name, "").strip()
