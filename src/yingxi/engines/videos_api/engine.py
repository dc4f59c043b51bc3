"""The engine `videos-api`: asks a server for each take once, waits, checks what comes, makes it a take."""

from dataclasses import replace
from time import perf_counter
from typing import ClassVar

from yingxi.engines.capabilities import Capabilities, Machine, Terms
from yingxi.engines.jobs import record_path
from yingxi.engines.passes import made_frames
from yingxi.engines.protocol import Engine, Lack, Options, Progress, frames_of
from yingxi.engines.received import write_take
from yingxi.engines.spelling import read_grid, read_size
from yingxi.engines.videos_api import client as http
from yingxi.engines.videos_api.errand import Errand, request_key
from yingxi.engines.videos_api.request import INPUTS, write_request
from yingxi.engines.videos_api.settings import URL_NAME, VideosApiSettings, server_key, server_url
from yingxi.film import Shot, Storyboard, Take

CAPABILITIES = Capabilities(
    name="videos-api",
    tasks=("text-to-video", "image-to-video"),
    smallest=(64, 64),
    largest=(7680, 4320),
    inputs=("start", "video", "negative"),
    sound=True,
    deterministic=False,
    online=True,
    terms=Terms(licence="the server's model's own"),
    price=None,
    machine=Machine(memory_gb=0.5, at_once=2),
    needs=(
        (
            "一台讲 /v1/videos 的服务器（vLLM-Omni、SGLang Diffusion 或云服务），收费的还要密钥",
            "a server that speaks /v1/videos (vLLM-Omni, SGLang Diffusion or a cloud), for a cloud a key",
        ),
    ),
)


class VideosApiEngine(Engine):
    """Shots from a video server."""

    settings: ClassVar[type] = VideosApiSettings

    @property
    def capabilities(self) -> Capabilities:
        """What any of these servers may take; what one takes is said by the settings."""
        return CAPABILITIES

    def capabilities_with(self, settings: VideosApiSettings) -> Capabilities:
        """What the server takes, as the person says it in the settings."""
        fixed = settings.fps and (settings.lengths or settings.longest or settings.grid != "1k+0")
        return replace(
            CAPABILITIES,
            sizes=() if settings.painted else tuple(read_size(size) for size in settings.sizes),
            longest=settings.longest,
            grid=read_grid(settings.grid),
            lengths=tuple(sorted(second * settings.fps for second in settings.lengths)),
            fps=(settings.fps,) if fixed else (),
            inputs=INPUTS[settings.server],
            price=settings.price,
            machine=replace(CAPABILITIES.machine, at_once=settings.at_once),
        )

    def lacks(self, settings: VideosApiSettings) -> tuple[Lack, ...]:
        """The address of a server, and the key that a cloud wants."""
        url = server_url(settings)
        if not url:
            how = f"--set url=http://localhost:8091/v1, or export {URL_NAME}=…"
            return (Lack(what=("没有说服务器在哪里", "no server is named"), get=(how, how)),)
        if settings.server == "openai" and url.startswith("https") and not server_key(settings):
            name = settings.key_name
            what = (f"环境变量 {name} 里没有密钥", f"there is no key in ${name}")
            return (Lack(what=what, get=(f"export {name}=…", f"export {name}=…")),)
        return ()

    def identity(self, settings: VideosApiSettings) -> str:
        """Another server gives other pictures."""
        return server_url(settings)

    def asked(self, shot: Shot, board: Storyboard, options: Options) -> bool:
        """Whether the record of this request stands beside the take."""
        can = self.capabilities_with(options.settings)
        request = write_request(shot, board, options, options.settings, can)
        key = request_key(options.settings, request, options)
        return record_path(options.folder, shot.number, options.take, key).is_file()

    def render(self, shot: Shot, board: Storyboard, options: Options, on_progress: Progress) -> Take:
        """Ask once, or go on waiting for what an earlier run asked for; check the video; write the take."""
        begun, settings = perf_counter(), options.settings
        can = self.capabilities_with(settings)
        request = write_request(shot, board, options, settings, can)
        price = (can.price or 0.0) * made_frames(can, len(frames_of(shot, options))) / board.fps
        errand = Errand.begin(settings, request, shot.number, options, price)
        with http.connect(errand.server) as client:
            number, received = errand.run(client, on_progress)
        recipe = {
            "server": errand.server.url, "job": number, "prompt": request.fields["prompt"],
            "dollars": round(price, 4), **({"model": settings.model} if settings.model else {}),
        }  # fmt: skip
        return write_take(
            received, shot, board, options, engine="videos-api", recipe=recipe,
            seconds=perf_counter() - begun,
        )  # fmt: skip
