"""The engine `comfyui`: fills a shot into a person's workflow, lets ComfyUI run it, makes a take of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, ClassVar

from yingxi.engines.capabilities import Capabilities, Input, Machine, Terms, length_on_grid
from yingxi.engines.comfyui import client as comfy
from yingxi.engines.comfyui.settings import URL_NAME, ComfyuiSettings, comfyui_url
from yingxi.engines.comfyui.workflow import Workflow, fill_in, read_workflow
from yingxi.engines.jobs import RemoteJob, begin_record, name_job, record_path
from yingxi.engines.protocol import Engine, Lack, Options, Progress, frames_of
from yingxi.engines.received import Received, check_received, write_take
from yingxi.engines.spelling import read_grid, read_size
from yingxi.engines.waiting import Clock
from yingxi.film import Shot, Storyboard, Take
from yingxi.film.errors import UsageError, YingxiError
from yingxi.store import digest
from yingxi.store.build import file_digest

if TYPE_CHECKING:
    import httpx

TRIES = 3
VIDEOS = (".mp4", ".webm", ".mkv", ".mov", ".avi", ".m4v", ".gif")
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
INPUTS: tuple[Input, ...] = ("start", "end", "video", "negative")

CAPABILITIES = Capabilities(
    name="comfyui",
    tasks=("workflow",),
    smallest=(64, 64),
    largest=(7680, 4320),
    inputs=INPUTS,
    sound=True,
    deterministic=False,
    online=True,
    terms=Terms(licence="the workflow's models' own"),
    machine=Machine(memory_gb=0.5, at_once=1),
    needs=(
        (
            "开着的 ComfyUI，和一个 API 格式的工作流",
            "a ComfyUI that runs, and a workflow in API format",
        ),
    ),
)


class ComfyuiEngine(Engine):
    """Shots from a person's own workflow."""

    settings: ClassVar[type] = ComfyuiSettings

    @property
    def capabilities(self) -> Capabilities:
        """What workflows may take; what one takes is said by what it binds."""
        return CAPABILITIES

    def capabilities_with(self, settings: ComfyuiSettings) -> Capabilities:
        """What the workflow binds, and the grid that the person says."""
        if not settings.workflow:
            return CAPABILITIES
        bound = workflow_of(settings).bound
        return replace(
            CAPABILITIES, inputs=tuple(name for name in INPUTS if name in bound), longest=settings.longest,
            grid=read_grid(settings.grid), step=1 if settings.painted else CAPABILITIES.step,
            fps=(settings.fps,) if settings.fps and settings.longest else (),
        )  # fmt: skip

    def lacks(self, settings: ComfyuiSettings) -> tuple[Lack, ...]:
        """A workflow, and a ComfyUI that answers."""
        if not settings.workflow:
            get = ("--set workflow=API格式的文件.json", "--set workflow=FILE.json (Workflow, Export (API))")
            return (Lack(what=("没有说用哪个工作流", "no workflow is named"), get=get),)
        url = comfyui_url(settings)
        if not comfy.answers(url):
            what = (f"{url} 没有 ComfyUI 应答", f"no ComfyUI answers at {url}")
            get = (f"启动它，或设 {URL_NAME}=…", f"start it, or export {URL_NAME}=…")
            return (Lack(what=what, get=get),)
        return ()

    def identity(self, settings: ComfyuiSettings) -> str:
        """The bytes of the workflow and of its map."""
        return digest([file_digest(path) for path in files_of(settings) if path.is_file()])

    def render(self, shot: Shot, board: Storyboard, options: Options, on_progress: Progress) -> Take:
        """Run the workflow once, or go on waiting for what an earlier run queued, and write the take."""
        begun, settings = perf_counter(), options.settings
        workflow, can = workflow_of(settings), self.capabilities_with(settings)
        given = values_for(shot, board, options, settings, can)
        inputs, url = files_given(options), comfyui_url(settings)
        key = digest(workflow.nodes, given, inputs, settings.values, shot.number, options.take)
        server = comfy.Comfy(url=url, client_id=f"yingxi-{key[:24]}", patience=settings.patience * 60)
        errand = Errand(
            settings=settings, workflow=workflow, given=given, inputs=inputs, server=server, request=key,
            folder=options.folder, shot=shot.number, take=options.take, fps=settings.fps or board.fps,
        )  # fmt: skip
        with comfy.connect(server) as client:
            received = errand.run(client, Clock(on_progress=on_progress))
        recipe = {"workflow": workflow.name, "prompt": str(given["prompt"]), "server": server.url}
        return write_take(
            received, shot, board, options, engine="comfyui", recipe=recipe,
            notes=unbound_notes(workflow, shot, board), seconds=perf_counter() - begun,
        )  # fmt: skip


def workflow_of(settings: ComfyuiSettings) -> Workflow:
    """The workflow with its bindings."""
    path, *maps = files_of(settings)
    return read_workflow(path, maps[0] if maps else None)


def files_of(settings: ComfyuiSettings) -> list[Path]:
    """The workflow's file and its map's."""
    return [Path(name).expanduser() for name in (settings.workflow, settings.map) if name]


def values_for(
    shot: Shot, board: Storyboard, options: Options, settings: ComfyuiSettings, can: Capabilities
) -> dict[str, Any]:
    """What a shot gives to each role but its files."""
    from yingxi.engines.diffusion.prompting import write_prompt

    language = board.language if settings.prompt_language == "film" else settings.prompt_language
    fps = settings.fps or board.fps
    width, height = read_size(settings.painted) if settings.painted else (board.width, board.height)
    given: dict[str, Any] = {
        "prompt": settings.prompt or write_prompt(shot, board, language).text,
        "seed": shot.seed, "width": width, "height": height, "fps": fps,
        "length": length_on_grid(can, -(-len(frames_of(shot, options)) * fps // board.fps)),
    }  # fmt: skip
    return given | ({"negative": options.inputs.negative} if options.inputs.negative else {})


def files_given(options: Options) -> dict[str, Path]:
    """The files that a shot gives, by role."""
    named = {role: getattr(options.inputs, role) for role in ("start", "end", "video")}
    return {role: Path(name) for role, name in named.items() if name}


def unbound_notes(workflow: Workflow, shot: Shot, board: Storyboard) -> tuple[str, ...]:
    """What a take says when its workflow takes no seed: every take of the shot is alike."""
    if "seed" in workflow.bound:
        return ()
    chinese = f"镜头 {shot.number}：工作流 {workflow.name} 没有标 yingxi.seed 的节点，换种子不会换画面"
    english = f"shot {shot.number}: workflow {workflow.name} binds no yingxi.seed; all its takes are alike"
    return (chinese if board.language == "zh" else english,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Errand:
    """One take on its way through ComfyUI."""

    settings: ComfyuiSettings
    workflow: Workflow
    given: Mapping[str, Any]
    inputs: Mapping[str, Path]
    server: comfy.Comfy
    request: str
    folder: Path
    shot: str
    take: int
    fps: int

    def run(self, client: "httpx.Client", clock: Clock) -> Received:
        """The finished, checked video. Work that ComfyUI forgot is queued again, twice at most."""
        path = record_path(self.folder, self.shot, self.take, self.request)
        for attempt in range(1, TRIES + 1):
            record = begin_record(path, self.request, self.server.url, 0.0)
            number = self.queue(client, clock, path, record)
            try:
                work = comfy.await_work(client, self.server, number, clock)
                return self.fetch(client, clock, number, work)
            except comfy.LostError:
                path.unlink(missing_ok=True)
                if attempt == TRIES:
                    raise
            except comfy.NoAnswerError:
                raise
            except YingxiError:
                path.unlink(missing_ok=True)
                raise
            except BaseException:
                if self.settings.when_stopped == "cancel":
                    comfy.drop_work(client, number)
                    path.unlink(missing_ok=True)
                raise
        raise AssertionError("each attempt returns or raises")

    def queue(self, client: "httpx.Client", clock: Clock, path: Path, record: RemoteJob) -> str:
        """The number of the work: an earlier run's where ComfyUI still knows it, else queued now."""
        number = record.id or record.mark
        for attempt in range(1, TRIES + 1):
            try:
                if comfy.knows(client, number):
                    return number
                nodes = fill_in(self.workflow, {**self.given, **self.uploaded(client)}, self.settings.values)
                return name_job(path, record, comfy.queue_work(client, nodes, self.server, record.mark)).id
            except comfy.NoAnswerError as error:
                if attempt == TRIES:
                    raise
                clock.wait(comfy.PAUSE * attempt, str(error))
            except UsageError:
                path.unlink(missing_ok=True)
                raise
        raise AssertionError("each attempt returns or raises")

    def uploaded(self, client: "httpx.Client") -> dict[str, str]:
        """What ComfyUI calls the shot's files, which are named by their bytes there."""
        return {
            role: comfy.upload(client, file, f"{file_digest(file)[:20]}{file.suffix.lower()}")
            for role, file in self.inputs.items()
        }

    def fetch(self, client: "httpx.Client", clock: Clock, number: str, work: comfy.Work) -> Received:
        """The video that the work made, or its pictures as one; what is broken is fetched again."""
        entries = self.choose(work)
        for attempt in range(1, TRIES + 1):
            try:
                return self.receive(client, number, entries)
            except YingxiError as error:
                if attempt == TRIES:
                    raise YingxiError(
                        f"{error} (fetched {TRIES} times)", zh=f"{error.said('zh')}（取了 {TRIES} 次）"
                    ) from error
                clock.wait(comfy.PAUSE * attempt, str(error))
        raise AssertionError("each attempt returns or raises")

    def choose(self, work: comfy.Work) -> Sequence[Mapping[str, str]]:
        """The files that are the take: of the node titled yingxi.output, else a video, else pictures."""
        if self.workflow.output:
            found = [work.files.get(self.workflow.output, ())]
        else:
            found = sorted(work.files.values(), key=lambda files: not is_video(files[0]["filename"]))
        if not found or not found[0]:
            raise YingxiError(
                f"workflow {self.workflow.name} made no file; end it with a node that saves a video, titled "
                "yingxi.output where there are several",
                zh=f"工作流 {self.workflow.name} 没有做出文件；请以一个保存视频的节点收尾，"
                "有好几个时把它的标题写成 yingxi.output",
            )
        videos = [entry for entry in found[0] if is_video(entry["filename"])]
        return videos[:1] or found[0]

    def receive(self, client: "httpx.Client", number: str, entries: Sequence[Mapping[str, str]]) -> Received:
        """Fetch the files and check them."""
        place, who = self.folder / ".yingxi" / "comfyui", "ComfyUI"
        if is_video(entries[0]["filename"]):
            target = place / f"{number}{Path(entries[0]['filename']).suffix.lower()}"
            comfy.fetch_file(client, entries[0], target)
            return check_received(target, who)
        pictures = []
        for at, entry in enumerate(entries):
            if Path(entry["filename"]).suffix.lower() not in PICTURES:
                raise YingxiError(
                    f"ComfyUI made {entry['filename']}, which is no video and no picture",
                    zh=f"ComfyUI 做出的 {entry['filename']} 既不是视频也不是图片",
                )
            pictures.append(place / number / f"{at:05d}{Path(entry['filename']).suffix.lower()}")
            comfy.fetch_file(client, entry, pictures[-1])
        return check_received(bind_pictures(pictures, place / f"{number}.mp4", self.fps), who)


def is_video(name: str) -> bool:
    """Whether a file's name says that it moves."""
    return Path(name).suffix.lower() in VIDEOS


def bind_pictures(pictures: Sequence[Path], target: Path, fps: int) -> Path:
    """Pictures, one a frame, as a nearly lossless video."""
    from yingxi.media import VideoWriter, load_still, planes_from_rgb

    first = load_still(pictures[0])
    height, width = (side - side % 2 for side in first.shape[:2])
    with VideoWriter(target, (width, height), fps, quality=4.0) as film:
        for path in pictures:
            film.write(planes_from_rgb(load_still(path)[:height, :width]))
    return target
