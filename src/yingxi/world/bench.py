"""What a world costs: core-milliseconds (CPU time over all threads) of each pass and of whole frames."""

import resource
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from yingxi.world.renderer import Renderer
from yingxi.world.scene import World
from yingxi.world.settings import Quality

Figures = dict[str, float]


def core_ms() -> float:
    """CPU time of this process so far, all threads, ms."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1000


def bench(
    world: World,
    size: tuple[int, int] = (1920, 1080),
    frames: int = 24,
    *,
    first: int = 0,
    quality: Quality = "film",
) -> dict[str, Any]:
    """Render `frames` frames from `first`; start-up seconds, core-ms a frame whole and by pass, triangles."""
    began = perf_counter()
    renderer = Renderer(size, quality=quality)
    renderer.load(world)
    renderer.frame(first)
    startup = perf_counter() - began
    passes = bench_passes(renderer, first)
    cpu, clock = core_ms(), perf_counter()
    for _ in renderer.frames(range(first, first + frames)):
        pass
    return {
        "adapter": renderer.device.name,
        "size": list(size),
        "inner": list(renderer.sizes.inner),
        "frames": frames,
        "startup_s": round(startup, 2),
        "core_ms": round((core_ms() - cpu) / frames, 1),
        "wall_ms": round((perf_counter() - clock) * 1000 / frames, 1),
        "passes_core_ms": passes,
        **count_triangles(renderer, first),
    }


def bench_passes(renderer: Renderer, frame: int, repeats: int = 5) -> Figures:
    """Median core-ms of preparing a frame and of each pass alone."""
    figures = {"prepare": median(timed(lambda: renderer.prepare(frame)) for _ in range(repeats))}
    plan = renderer.prepare(frame)
    nothing = median(timed(lambda: run_alone(renderer, lambda encoder: None)) for _ in range(repeats))
    figures["read back"] = nothing
    for name, record in renderer.recordings(plan):
        spent = median(timed(partial(run_alone, renderer, record)) for _ in range(repeats))
        figures[name] = max(spent - nothing, 0.0)
    return {name: round(value, 1) for name, value in figures.items()}


def timed(work: Callable[[], object]) -> float:
    """Core-ms of some work."""
    before = core_ms()
    work()
    return core_ms() - before


def run_alone(renderer: Renderer, record: Callable[[Any], None]) -> None:
    """Submit one pass and wait for it."""
    encoder = renderer.device.gpu.create_command_encoder()
    record(encoder)
    renderer.wait_for(encoder)


def count_triangles(renderer: Renderer, frame: int) -> dict[str, int]:
    """Triangles and draws of the main and mirrored views."""
    plan = renderer.prepare(frame)
    counts = {}
    for name, draws in (("main", plan.main), ("mirror", plan.mirror)):
        kinds = renderer.geometry.kinds
        counts[f"{name}_triangles"] = sum(
            part.indices // 3 * draw.number for draw in draws for part in kinds[draw.kind].parts
        )
        counts[f"{name}_draws"] = sum(len(kinds[draw.kind].parts) for draw in draws)
    return counts
