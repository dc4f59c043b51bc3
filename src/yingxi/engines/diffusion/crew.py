"""One take painted by several GPUs together: each holds the whole model and thinks of a share of the tokens.

The worker that paints (rank 0) hires the others from a farm of its own. All of them make the same call with
the same seed; diffusers' context parallelism (Ulysses: DeepSpeed, arXiv:2309.14509; ring: arXiv:2310.01889)
shares the painter's tokens out among them. Between calls the others wait for the next one.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from threading import Condition
from typing import TYPE_CHECKING, Any

from yingxi.engines.diffusion.caches import painters_of
from yingxi.engines.diffusion.loading import load_pipeline
from yingxi.engines.diffusion.loras import last_line
from yingxi.engines.diffusion.memory import MemoryPlan, Room
from yingxi.engines.diffusion.settings import DiffusionSettings
from yingxi.farm import JobEvent, JobFuture, LocalFarm, report
from yingxi.film.errors import UsageError, YingxiError

if TYPE_CHECKING:
    from yingxi.engines.diffusion.describe import Described
    from yingxi.engines.diffusion.request import Request

STEP = timedelta(minutes=30)
"""How long one exchange of tokens may take before the run is given up."""

PAUSE = timedelta(days=30)
"""How long the others wait for the next call."""

LOADED = "loaded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """What one of the others needs to know to take part; `anything`: tokens that do not share out evenly."""

    rank: int
    count: int
    place: Path
    settings: DiffusionSettings
    plan: MemoryPlan
    room: Room
    precision: str
    anything: bool


@dataclass(kw_only=True)
class Crew:
    """The other processes; `waiting` is the group in which they hear of the next call, once it is formed."""

    post: Post
    farm: LocalFarm
    jobs: list[JobFuture[None]]
    said: "Loading"
    threads: int
    waiting: Any = None


def check_crew(described: "Described", settings: DiffusionSettings, room: Room, plan: MemoryPlan) -> None:
    """UsageError for a model, a machine or a plan of memory that cannot be shared out over GPUs."""
    import torch

    painter = described.folder.painter
    kind = painter_class(painter.kind if painter else "")
    if described.folder.modular or getattr(kind, "_cp_plan", None) is None:
        raise UsageError(
            f"gpus: {settings.gpus}: diffusers cannot share {described.card.name} out over GPUs; "
            "it can Wan, LTX-2, Qwen-Image and FLUX.2",
            zh=f"gpus：{settings.gpus}：diffusers 不能把 {described.card.name} 分到几块 GPU 上；能分的是 "
            "Wan、LTX-2、Qwen-Image 和 FLUX.2",
        )
    heads = heads_of(described)
    most = -(-heads // settings.gpus)
    if most * settings.gpus - heads >= most:
        raise UsageError(
            f"gpus: {settings.gpus}: the model's {heads} heads cannot be shared out so; take fewer",
            zh=f"gpus：{settings.gpus}：模型的 {heads} 个头分不匀；请少用几块",
        )
    if room.device.startswith("cuda") and settings.gpus > room.gpus:
        raise UsageError(
            f"gpus: {settings.gpus}: this machine has {room.gpus}",
            zh=f"gpus：{settings.gpus}：这台机器有 {room.gpus} 块",
        )
    if room.device not in ("cpu", "cuda") or not torch.distributed.is_available():
        raise UsageError(
            f"gpus: {settings.gpus} needs NVIDIA GPUs, got device {room.device}",
            zh=f"gpus：{settings.gpus} 需要 NVIDIA GPU，这里是 {room.device}",
        )
    if settings.split == "ring" and room.device == "cpu":
        raise UsageError(
            "split: ring needs NVIDIA GPUs; take split: ulysses",
            zh="split: ring 需要 NVIDIA GPU；请用 split: ulysses",
        )
    if plan.name not in ("resident", "tiled"):
        raise UsageError(
            f"gpus: {settings.gpus}: the whole model must fit each GPU, but here the plan is {plan.name}",
            zh=f"gpus：{settings.gpus}：每块 GPU 都要放得下整个模型，而这里的布局是 {plan.name}",
        )


def is_uneven(described: "Described", settings: DiffusionSettings, room: Room, size: tuple[int, int]) -> bool:
    """Whether heads or the tokens of a frame do not share out evenly; UsageError where gloo must do that."""
    tokens = (size[0] // described.card.step) * (size[1] // described.card.step)
    heads = heads_of(described)
    uneven = settings.split == "ulysses" and bool(heads % settings.gpus or tokens % settings.gpus)
    if uneven and room.device == "cpu":
        raise UsageError(
            f"gpus: {settings.gpus}: {heads} heads and {tokens} tokens a frame do not share out evenly, "
            "which needs NVIDIA GPUs; take another size",
            zh=f"gpus：{settings.gpus}：{heads} 个头、每帧 {tokens} 个词元分不匀，这要 NVIDIA GPU；请换个尺"
            "寸",
        )
    return uneven


def heads_of(described: "Described") -> int:
    """How many heads the painter's attention has."""
    painter = described.folder.painter
    return int(painter.config.get("num_attention_heads") or 1) if painter is not None else 1


def painter_class(name: str) -> Any:
    """A painter's class in diffusers, or None."""
    import diffusers

    return getattr(diffusers, name, None)


def hire_crew(
    described: "Described",
    settings: DiffusionSettings,
    plan: MemoryPlan,
    room: Room,
    precision: str,
    size: tuple[int, int],
) -> Crew:
    """Start the other processes; they load the model while this one does."""
    import torch

    check_crew(described, settings, room, plan)
    post = Post(
        rank=0, count=settings.gpus, place=Path(tempfile.mkdtemp(prefix="yingxi-crew-")), settings=settings,
        plan=plan, room=room, precision=precision, anything=is_uneven(described, settings, room, size),
    )  # fmt: skip
    said = Loading()
    farm = LocalFarm(workers=settings.gpus - 1, on_event=said.hear)
    jobs = [farm.submit(serve, replace(post, rank=rank)) for rank in range(1, settings.gpus)]
    return Crew(post=post, farm=farm, jobs=jobs, said=said, threads=torch.get_num_threads())


class Loading:
    """Hears which of the others have loaded the model."""

    def __init__(self) -> None:
        self.ready: set[int] = set()
        self.changed = Condition()

    def hear(self, event: JobEvent) -> None:
        """One event of the farm."""
        if event.note == LOADED or event.state in ("done", "failed", "cancelled"):
            with self.changed:
                self.ready.add(event.job)
                self.changed.notify_all()


def join_crew(crew: Crew, pipe: Any) -> None:
    """Wait until all have loaded, form the group, and share this process' painters out."""
    post, said = crew.post, crew.said
    with said.changed:
        said.changed.wait_for(lambda: len(said.ready) == len(crew.jobs))
    failed = next((job for job in crew.jobs if job.done()), None)
    if failed is not None:
        end_crew(crew)
        raise YingxiError(
            f"gpus: {post.count}: one process could not load: {last_line(trouble_of(failed))}",
            zh=f"gpus：{post.count}：有一个进程装不进来：{last_line(trouble_of(failed))}",
        )
    crew.waiting = join_group(post)
    share_painters(pipe, post)


def trouble_of(job: "JobFuture[None]") -> BaseException:
    """Why one of the others ended."""
    return job.exception() or YingxiError(
        "it ended too early",
        zh="它结束得太早",
    )


def serve(post: Post) -> None:
    """One of the others: load the model, join, and make every call that rank 0 makes, until told to end."""
    import torch.distributed as group

    from yingxi.engines.diffusion.describe import describe

    been = post.place / f"rank-{post.rank}"
    been.touch(exist_ok=False)  # a farm tries a lost job again: too late here
    described = describe(post.settings)
    pipe = load_pipeline(
        described.folder, post.plan, post.precision, device_of(post), post.settings, described.card.distilled
    )
    report(0, 1, LOADED)
    waiting = join_group(post)
    try:
        share_painters(pipe, post)
        held = held_by(post, pipe, described)
        while (call := hear_call(waiting)) is not None:
            paint_along(held, described, post.settings, *call)
    finally:
        group.destroy_process_group()  # so that nobody waits for this one


def held_by(post: Post, pipe: Any, described: "Described") -> Any:
    """The loaded model of one of the others, made fast in the same ways."""
    from yingxi.engines.diffusion.speed import hurry
    from yingxi.engines.diffusion.warm import Held

    haste = hurry(pipe, described.card, post.settings, post.room.device)
    return Held(
        key=(), pipe=pipe, plan=post.plan, room=post.room, precision=post.precision, haste=haste, plain=haste
    )


def paint_along(
    held: Any,
    described: "Described",
    settings: DiffusionSettings,
    pipeline: str,
    request: "Request",
    seed: int,
) -> None:
    """The same call as rank 0's; what it gives, and the work it stops at, are rank 0's to keep."""
    from yingxi.engines.diffusion.painting import Tally, paint

    tally = Tally(calls=1, on_progress=lambda done, total, note="": None)
    settings = replace(settings, noise=replace(settings.noise, save_state=""))
    paint(held, described, pipeline, settings, request, seed, tally)


def device_of(post: Post) -> str:
    """Where a rank paints."""
    return "cpu" if post.room.device == "cpu" else f"cuda:{post.rank}"


def join_group(post: Post) -> Any:
    """Form the group of all ranks; gives the one in which they wait for calls."""
    import torch
    import torch.distributed as group

    if post.room.device == "cpu":
        torch.set_num_threads(max(1, (os.cpu_count() or 1) // post.count))
    else:
        torch.cuda.set_device(post.rank)
    group.init_process_group(
        "gloo" if post.room.device == "cpu" else "cpu:gloo,cuda:nccl",
        init_method=(post.place / "meeting").as_uri(),
        rank=post.rank,
        world_size=post.count,
        timeout=STEP,
    )
    return group.new_group(backend="gloo", timeout=PAUSE)


def share_painters(pipe: Any, post: Post) -> None:
    """Put diffusers' context parallelism into every painter."""
    from diffusers import ContextParallelConfig

    for painter in painters_of(pipe).values():
        if post.settings.split == "ring":
            painter.set_attention_backend("_native_cudnn")  # the native one gives no sums to join rings by
        config = ContextParallelConfig(
            **{f"{post.settings.split}_degree": post.count}, ulysses_anything=post.anything
        )
        share(painter, config, post)


def share(painter: Any, config: Any, post: Post) -> None:
    """What `enable_parallelism` does; that of diffusers 0.42 divides by the number of GPUs: none on a CPU."""
    if post.room.device != "cpu":
        painter.enable_parallelism(config=config)
        return
    import torch
    from diffusers.hooks.context_parallel import apply_context_parallel
    from diffusers.models._modeling_parallel import ParallelConfig
    from torch.distributed.device_mesh import init_device_mesh

    mesh = init_device_mesh("cpu", config.mesh_shape, mesh_dim_names=config.mesh_dim_names)
    whole = ParallelConfig(context_parallel_config=config)
    whole.setup(post.rank, post.count, torch.device("cpu"), mesh=mesh)
    painter._parallel_config = whole
    for module in painter.modules():
        if hasattr(getattr(module, "processor", None), "_parallel_config"):
            module.processor._parallel_config = whole
    apply_context_parallel(painter, config, painter._cp_plan)


def tell_call(crew: Crew, pipeline: str, request: "Request", seed: int) -> None:
    """Let the others make this call too."""
    import torch.distributed as group

    ended = next((job for job in crew.jobs if job.done()), None)
    if ended is not None:
        raise YingxiError(
            f"one of the GPUs' processes ended: {last_line(trouble_of(ended))}",
            zh=f"有一块 GPU 的进程结束了：{last_line(trouble_of(ended))}",
        )
    group.broadcast_object_list([(pipeline, request, seed)], src=0, group=crew.waiting)


def hear_call(waiting: Any) -> tuple[str, "Request", int] | None:
    """The next call, or None when there will be none."""
    import torch.distributed as group

    heard: list[Any] = [None]
    group.broadcast_object_list(heard, src=0, group=waiting)
    return heard[0]  # type: ignore[no-any-return]


def end_crew(crew: Crew) -> None:
    """End the others, whatever they are at, and leave the group."""
    import torch
    import torch.distributed as group

    for job in crew.jobs:
        crew.farm.cancel(job)
    crew.farm.shutdown(wait=True, cancel_futures=True)
    if group.is_initialized():
        group.destroy_process_group()
    torch.set_num_threads(crew.threads)
    shutil.rmtree(crew.post.place, ignore_errors=True)
