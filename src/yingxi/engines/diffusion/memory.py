"""The memory plan: how a model is laid out in this machine, computed before any weight is loaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yingxi.engines.diffusion.folder import ModelFolder
from yingxi.engines.diffusion.settings import MemoryName
from yingxi.film.errors import UsageError, unknown

GB = 1e9
MARGIN = 0.9
"""The share of free memory that a plan may count on; the rest is for the driver and fragmentation."""

WIDTHS = {"fp32": 4, "bf16": 2, "fp16": 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """What is free here, in bytes. `device` is cpu, cuda, mps or xpu; without a GPU `gpu` is 0."""

    device: str
    ram: int
    gpu: int = 0
    gpu_name: str = ""
    gpus: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """What a model takes, in bytes: all weights, the largest component, its largest block, and working space.

    `working` and `tiled` (with the codec in tiles) are estimates from the picture's size; the rest is exact.
    """

    weights: int
    largest: int
    block: int
    painter: int
    working: int
    tiled: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MemoryPlan:
    """One way to lay the model out, and the bytes it is expected to take on the GPU and in RAM."""

    name: MemoryName
    gpu: int
    ram: int
    width: int = 2

    def fits(self, room: Room) -> bool:
        """Whether there is room for it here."""
        return self.ram <= room.ram * MARGIN and (room.device == "cpu" or self.gpu <= room.gpu * MARGIN)

    def said(self, room: Room) -> str:
        """The plan in one line, for the person, before anything is loaded."""
        where = f"{self.gpu / GB:.1f} of {room.gpu / GB:.1f} GB on {room.gpu_name or room.device}, " * (
            room.device != "cpu"
        )
        return f"memory plan {self.name}: {where}{self.ram / GB:.1f} of {room.ram / GB:.1f} GB of RAM"


def look_around(device: str = "auto") -> Room:
    """What is free on this machine now. Needs torch for a GPU; without one there is only RAM."""
    import psutil

    ram = int(psutil.virtual_memory().available)
    chosen = pick_device(device)
    if chosen.startswith("cuda"):
        import torch

        free, _ = torch.cuda.mem_get_info(chosen)
        name, count = torch.cuda.get_device_name(chosen), torch.cuda.device_count()
        return Room(device=chosen, ram=ram, gpu=int(free), gpu_name=name, gpus=count)
    if chosen == "mps":
        return Room(device=chosen, ram=ram, gpu=ram, gpu_name="unified memory", gpus=1)
    return Room(device=chosen, ram=ram)


def pick_device(device: str) -> str:
    """`cuda`, `mps` or `cpu`, whichever is there, or the one that was asked; UsageError when it is not."""
    import torch

    found = ["cuda"] * torch.cuda.is_available() + ["mps"] * torch.backends.mps.is_available() + ["cpu"]
    if device == "auto":
        return found[0]
    if device.partition(":")[0] not in found:
        raise unknown("device", device, found, "option device of engine 'diffusion'", zh="设备")
    return device


def measure_need(folder: ModelFolder, width: int, size: tuple[int, int], frames: int) -> Need:
    """What the model takes with floating numbers `width` bytes wide, for one pass of that size and length."""
    sizes = {part.name: part.tensors.bytes_at(width) for part in folder.components}
    painter = folder.painter
    block = max((part.tensors.block * width for part in folder.components), default=0)
    decoding = decoding_bytes(folder, size, frames, width)
    thinking = thinking_bytes(painter.config if painter else {}, size, frames, width)
    pictures = size[0] * size[1] * frames * 3 * 4 * 2
    return Need(
        weights=sum(sizes.values()),
        largest=max(sizes.values(), default=0),
        block=block,
        painter=sizes.get(painter.name, 0) if painter else 0,
        working=max(thinking, decoding) + pictures,
        tiled=max(thinking, decoding // 6) + pictures,
    )


def thinking_bytes(config: Any, size: tuple[int, int], frames: int, width: int) -> int:
    """An estimate of the painter's activations: 16 times its hidden state, guided and unguided."""
    moments = (frames + 3) // 4
    if config.get("block_out_channels"):  # a U-Net: its first stage, at the latents' own size
        hidden, tokens = min(config["block_out_channels"]), (size[0] // 8) * (size[1] // 8) * moments
    else:
        heads, wide = config.get("num_attention_heads"), config.get("attention_head_dim")
        hidden = int(config.get("dim") or int(heads or 8) * int(wide or 64))
        tokens = (size[0] // 16) * (size[1] // 16) * moments
    return int(tokens * hidden * width * 16 * 2)


def decoding_bytes(folder: ModelFolder, size: tuple[int, int], frames: int, width: int) -> int:
    """An estimate of the codec's activations: four layers of its widest stage, four frames at full size."""
    codec = folder.codec
    channels = 128
    if codec is not None:
        wide = codec.config.get("block_out_channels") or [codec.config.get("base_dim") or 128]
        channels = int(min(wide))
    return size[0] * size[1] * min(frames, 4) * channels * width * 4


def list_plans(need: Need, room: Room, width: int) -> Iterator[MemoryPlan]:
    """Every way to lay the model out, the fastest first and the smallest last."""
    if room.device == "cpu":
        yield MemoryPlan(name="resident", gpu=0, ram=need.weights + need.working, width=width)
        yield MemoryPlan(name="tiled", gpu=0, ram=need.weights + need.tiled, width=width)
        yield MemoryPlan(name="fp8", gpu=0, ram=halved(need, width) + need.tiled, width=width)
        return
    spare = need.weights // 20
    yield MemoryPlan(name="resident", gpu=need.weights + need.working, ram=spare, width=width)
    yield MemoryPlan(name="tiled", gpu=need.weights + need.tiled, ram=spare, width=width)
    yield MemoryPlan(name="offload", gpu=need.largest + need.tiled, ram=need.weights, width=width)
    yield MemoryPlan(name="stream", gpu=4 * need.block + need.tiled, ram=need.weights * 3 // 2, width=width)
    eight = need.painter // width
    yield MemoryPlan(
        name="fp8",
        gpu=max(eight, need.largest if need.largest != need.painter else 0) + need.tiled,
        ram=halved(need, width),
        width=width,
    )


def halved(need: Need, width: int) -> int:
    """Bytes of all weights with the painter's in 8 bits."""
    return need.weights - need.painter // width * (width - 1)


def choose_plan(need: Need, room: Room, width: int, asked: MemoryName = "auto") -> MemoryPlan:
    """The fastest plan that fits, or the one that was asked; UsageError with the figures when none does."""
    plans = list(list_plans(need, room, width))
    if asked == "int8":
        plans = [*plans, MemoryPlan(name="int8", gpu=plans[-1].gpu, ram=plans[-1].ram, width=width)]
    if asked != "auto":
        named = [plan for plan in plans if plan.name == asked]
        if not named:
            raise unknown(
                "memory plan", asked, (plan.name for plan in plans), f"on {room.device}", zh="内存布局"
            )
        return named[0]
    for plan in plans:
        if plan.fits(room):
            return plan
    least = plans[-1]
    raise UsageError(
        f"no memory plan fits: the least, {least.name}, takes {least.gpu / GB:.1f} GB of GPU and "
        f"{least.ram / GB:.1f} GB of RAM; free are {room.gpu / GB:.1f} and {room.ram / GB:.1f} GB. "
        "Take a smaller model, size or --draft",
        zh=f"没有放得下的内存布局：最小的 {least.name} 要 {least.gpu / GB:.1f} GB 显存和 "
        f"{least.ram / GB:.1f} GB 内存；空着的是 {room.gpu / GB:.1f} 和 {room.ram / GB:.1f} GB。请用小一点"
        "的模型、尺寸，或 --draft",
    )


def step_down(plan: MemoryPlan, need: Need, room: Room, width: int) -> MemoryPlan | None:
    """The next smaller plan, for after the memory has run out once; None when this is the smallest."""
    plans = list(list_plans(need, room, width))
    names = [one.name for one in plans]
    after = names.index(plan.name) + 1 if plan.name in names else len(plans)
    return plans[after] if after < len(plans) else None
