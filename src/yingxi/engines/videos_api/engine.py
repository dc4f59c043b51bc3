"""The engine `videos-api`: asks a server for each take once, waits, checks what comes, makes it a take."""

from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from yingxi.engines.capabilities import Capabilities, Machine, Terms
from yingxi.engines.jobs import RemoteJob, begin_record, explain_unsure, name_job, record_path
from yingxi.engines.passes import made_frames
from yingxi.engines.protocol import Engine, Lack, Options, Progress, frames_of
from yingxi.engines.received import Received, check_received, write_take
from yingxi.engines.spelling import read_grid, read_size
from yingxi.engines.videos_api import client as http
from yingxi.engines.videos_api.request import INPUTS, VideoRequest, as_form, write_request
from yingxi.engines.videos_api.settings import URL_NAME, VideosApiSettings, server_key, server_url
from yingxi.engines.waiting import Clock
from yingxi.film import Shot, Storyboard, Take
from yingxi.film.errors import UsageError, YingxiError
from yingxi.store import digest

if TYPE_CHECKING:
    import httpx

FETCHES = 3

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

    def render(self, shot: Shot, board: Storyboard, options: Options, on_progress: Progress) -> Take:
        """Ask once, or go on waiting for what an earlier run asked for; check the video; write the take."""
        begun, settings = perf_counter(), options.settings
        can = self.capabilities_with(settings)
        request = write_request(shot, board, options, settings, can)
        price = (can.price or 0.0) * made_frames(can, len(frames_of(shot, options))) / board.fps
        errand = Errand.begin(settings, request, shot.number, options, price)
        with http.connect(errand.server) as client:
            received = errand.run(client, request, on_progress)
        recipe = {
            "server": errand.server.url, "job": received.path.stem, "prompt": request.fields["prompt"],
            "dollars": round(price, 4), **({"model": settings.model} if settings.model else {}),
        }  # fmt: skip
        return write_take(
            received, shot, board, options, engine="videos-api", recipe=recipe,
            seconds=perf_counter() - begun,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Errand:
    """One take on its way: what is asked, of whom, where that is written down, and where the video goes."""

    settings: VideosApiSettings
    server: http.Server
    record: RemoteJob
    path: Path
    folder: Path

    @classmethod
    def begin(
        cls, settings: VideosApiSettings, request: VideoRequest, shot: str, options: Options, price: float
    ) -> "Errand":
        """Write the request down, or find what an earlier run wrote."""
        url = server_url(settings)
        files = [request.reference] if request.reference else []
        key = digest(url, dict(request.fields), files, options.take)
        path = record_path(options.folder, shot, options.take, key)
        record = begin_record(path, key, url, price)
        server = http.Server(url=url, key=server_key(settings), patience=settings.patience * 60)
        return cls(
            settings=settings, server=server, record=record, path=path,
            folder=options.folder / ".yingxi" / "videos-api",
        )  # fmt: skip

    def run(self, client: "httpx.Client", request: VideoRequest, on_progress: Progress) -> Received:
        """The finished, checked video."""
        clock = Clock(on_progress=on_progress)
        number = self.record.id or self.ask(client, request, clock.wait)
        try:
            self.await_job(client, number, clock)
        except YingxiError:
            raise
        except BaseException:
            if self.settings.when_stopped == "cancel" and http.delete_job(client, number):
                self.path.unlink(missing_ok=True)
            raise
        return self.fetch(client, number, clock.wait)

    def ask(self, client: "httpx.Client", request: VideoRequest, wait: http.Waiting) -> str:
        """Create the job and write its id down at once; what the server refuses leaves no record."""
        tries = 1 if self.record.price > 0 else FETCHES
        for attempt in range(1, tries + 1):
            try:
                job = http.create_job(
                    client, as_form(request), self.record.mark, wait, self.server.patience
                )
                return name_job(self.path, self.record, job.id).id
            except http.UnsureError as error:
                if self.record.price > 0:
                    raise UsageError(f"{explain_unsure(self.record, self.path)} ({error})") from error
                if attempt == tries:
                    raise YingxiError(f"{self.server.url} does not answer: {error}") from error
                wait(2.0 * attempt, str(error))
            except (UsageError, YingxiError):
                self.path.unlink(missing_ok=True)
                raise
        raise AssertionError("each try returns or raises")

    def await_job(self, client: "httpx.Client", number: str, clock: Clock) -> None:
        """Wait until the job is done; one that failed is forgotten, so that the next run asks anew."""
        if self.media(number).is_file():
            return

        def hear(job: http.Job) -> None:
            clock.tell(job.progress, job.status)

        try:
            http.poll_job(client, number, hear, clock.wait, self.server.patience)
        except http.EndedError:
            self.path.unlink(missing_ok=True)
            raise

    def media(self, number: str) -> Path:
        """Where the video of a job is kept, as it came: it may have been paid for."""
        return self.folder / f"{number.replace(':', '_')}.mp4"

    def fetch(self, client: "httpx.Client", number: str, wait: http.Waiting) -> Received:
        """The video of a finished job, from the film's folder or the server; a broken one once more."""
        target, who = self.media(number), f"the video server's job {number}"
        for attempt in range(1, FETCHES + 1):
            try:
                if not target.is_file():
                    http.fetch_video(client, number, target)
                return check_received(target, who)
            except YingxiError as error:
                target.unlink(missing_ok=True)
                if attempt == FETCHES:
                    raise YingxiError(f"{error} (fetched {FETCHES} times; job {number} is kept)") from error
                wait(1.0 * attempt, str(error))
        raise AssertionError("each try returns or raises")
