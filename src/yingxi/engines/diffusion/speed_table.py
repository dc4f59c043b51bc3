"""The table of what each way of going faster, or of taking less memory, gives on this machine.

The weights are random, so nothing here says how a picture looks, and a cache leaves out other steps than it
would with a real model: the time of a step and the memory are true, the share left out is the random model's.
"""

import gc
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from yingxi.engines.diffusion.bench import (
    SMALL,
    WAN_1B,
    WAN_14B,
    Shape,
    build_wan,
    clock_of,
    measure,
    wait_for,
)
from yingxi.engines.diffusion.caches import add_cache
from yingxi.engines.diffusion.describe import Described, describe
from yingxi.engines.diffusion.loading import quiet
from yingxi.engines.diffusion.loras import last_line
from yingxi.engines.diffusion.mag import measure_sample, sample_of
from yingxi.engines.diffusion.memory import Room, look_around
from yingxi.engines.diffusion.painting import Tally, paint
from yingxi.engines.diffusion.request import Request
from yingxi.engines.diffusion.settings import DiffusionSettings
from yingxi.engines.diffusion.warm import Held, let_go, warm_model
from yingxi.film.errors import YingxiError

PIPELINE = "WanPipeline"
ROUNDS = 3
STEPS = {"gpu": 20, "cpu": 8}
SPARE = 1.4
"""How much more than a painter's weights must be free for a size to be measured."""

WAYS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "first-block, balanced": {"fast": "balanced", "cache": "first-block"},
    "first-block, max": {"fast": "max", "cache": "first-block"},
    "MagCache, balanced": {"fast": "balanced", "cache": "mag"},
    "MagCache, max": {"fast": "max", "cache": "mag"},
    "SeaCache, balanced": {"fast": "balanced", "cache": "sea"},
    "SeaCache, max": {"fast": "max", "cache": "sea"},
    "no cache, fast balanced": {"fast": "balanced", "cache": "none"},
    "distilled: 4 steps, no guidance": {"steps": 4, "guidance": 1.0},
    "tiled": {"memory": "tiled"},
    "offload": {"memory": "offload"},
    "stream": {"memory": "stream"},
    "fp8": {"memory": "fp8"},
    "int8": {"memory": "int8"},
    "2 processes": {"gpus": 2},
}
"""What is measured, each as a person would ask for it. On an NVIDIA GPU `fast` compiles, but for MagCache."""


def speed_table(rounds: int = ROUNDS, steps: int = 0, ways: Mapping[str, Any] = WAYS) -> dict[str, Any]:
    """The cost of the adapter and a row for each way, for each size of model that there is room for.

    A row has the seconds of one call (median of `rounds` after one to warm up), seconds a step, how much
    faster than plain, the passes that were computed, and on a GPU the most memory that was taken (GB); or why
    it could not be had. What is painted: 832x480 and 81 frames on a GPU, where time that passes counts;
    128x128 and 9 frames on a CPU, where processor time of one thread counts, but for several processes.
    """
    import torch

    room = look_around()
    shapes = list(shapes_for(room))
    steps = steps or STEPS["gpu" if room.device.startswith("cuda") else "cpu"]
    told: dict[str, Any] = {
        "device": room.gpu_name or room.device,
        "gpus": room.gpus,
        "torch": torch.__version__,
        "steps": steps,
        "rounds": rounds,
        "no room here for": [one.name for one in (WAN_1B, WAN_14B) if one not in shapes],
    }
    for shape in shapes:
        with tempfile.TemporaryDirectory(prefix="yingxi-bench-") as folder, quiet():
            build_wan(Path(folder), shape, room.device)
            told[shape.name] = rows_of(Path(folder), room, rounds, steps, ways)
    return told


def shapes_for(room: Room) -> Iterator[Shape]:
    """The sizes that there is room for: on the GPU, and on the disk for the time being."""
    if not room.device.startswith("cuda"):
        yield SMALL
        return
    disk = shutil.disk_usage(tempfile.gettempdir()).free
    yield from (one for one in (WAN_1B, WAN_14B) if one.bytes * SPARE < min(room.gpu, disk, room.ram))


def rows_of(
    folder: Path, room: Room, rounds: int, steps: int, ways: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """All rows of one size, the adapter's cost first."""
    rows: dict[str, dict[str, Any]] = {"adapter": measure(folder, room.device, rounds)}
    for name, asked in ways.items():
        settings = DiffusionSettings(model=str(folder), **{"steps": steps, "memory": "resident", **asked})
        try:
            rows[name] = row_of(settings, room, rounds)
        except (YingxiError, RuntimeError, MemoryError) as error:
            rows[name] = {"not had": last_line(error)}
        finally:
            let_go()
    plain = rows.get("plain", {}).get("seconds")
    for row in rows.values():
        if plain and row.get("seconds"):
            row["times as fast"] = round(plain / row["seconds"], 2)
    return rows


def row_of(settings: DiffusionSettings, room: Room, rounds: int) -> dict[str, Any]:
    """One way: load it so, paint, and give the figures."""
    described, request = describe(settings), request_for(room, settings)
    forget_peak(room.device)
    held = warm_model(described, settings, request.size, request.frames)
    said = list(held.haste.done)
    if held.plain.cache == "mag":
        said.append(switch_on_mag(held, described, settings, request))
    times, tally, clock = [], tally_of(), clock_of(room.device if settings.gpus < 2 else "cuda")
    for turn in range(rounds + 1):
        tally = tally_of()
        begun = clock()
        paint(held, described, PIPELINE, settings, request, 1, tally)
        wait_for(room.device)
        times += [clock() - begun] if turn else []
    seconds = statistics.median(times)
    row: dict[str, Any] = {
        "seconds": round(seconds, 3),
        "seconds a step": round(seconds / request.steps, 4),
        "by": "; ".join(said),
        "not by": "; ".join(held.haste.left_out),
        "passes computed": f"{tally.computed} of {tally.passes}" if tally.passes else "",
        "GPU memory, GB": peak_of(room.device),
    }
    return {name: value for name, value in row.items() if value not in ("", None)}


def tally_of() -> Tally:
    """Steps that nobody listens to."""
    return Tally(calls=1, on_progress=lambda done, total, note="": None)


def request_for(room: Room, settings: DiffusionSettings) -> Request:
    """What is painted."""
    size, frames = ((832, 480), 81) if room.device.startswith("cuda") else ((128, 128), 9)
    guidance = 5.0 if settings.guidance is None else settings.guidance
    return Request(prompt="a boat", size=size, frames=frames, steps=settings.steps, guidance=guidance)


def switch_on_mag(held: Held, described: Described, settings: DiffusionSettings, request: Request) -> str:
    """MagCache, measured for this model alone and kept nowhere."""
    sample = sample_of(request, described)
    found = measure_sample(held, described, PIPELINE, settings, sample, tally_of().on_progress)
    return add_cache(held.pipe, "mag", settings.fast, found.ratios)


def forget_peak(device: str) -> None:
    """Begin to watch the GPU's memory anew."""
    gc.collect()
    if device.startswith("cuda"):
        import torch

        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()


def peak_of(device: str) -> float | None:
    """The most GPU memory taken since, in GB."""
    if not device.startswith("cuda"):
        return None
    import torch

    return float(round(torch.cuda.max_memory_allocated() / 1e9, 2))
