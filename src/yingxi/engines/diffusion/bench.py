"""What our adapter costs over bare diffusers, measured on this machine with random weights."""

import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from yingxi.engines.diffusion.calling import arguments_for, call_pipeline, painted_by
from yingxi.engines.diffusion.loading import load_pipeline, quiet
from yingxi.engines.diffusion.memory import MemoryPlan, look_around
from yingxi.engines.diffusion.names import accepted_names
from yingxi.engines.diffusion.painting import Tally, hooked
from yingxi.engines.diffusion.request import Request
from yingxi.engines.diffusion.settings import DiffusionSettings

ROUNDS = 5


def bench_diffusion(rounds: int = ROUNDS) -> dict[str, Any]:
    """Milliseconds of bare diffusers and of the adapter on one pipeline of random weights; their ratio.

    Both are called in turn with the same arguments, first in swapped order each round, so that what else the
    machine does falls on both; medians are given. On the CPU it is processor time of one thread, so that
    other programs do not count; on a GPU it is time that passes. The pipeline is built here: no weights are
    needed. With a GPU the transformer is as wide and deep as Wan 2.1 1.3B's, else it is small.
    """
    room = look_around()
    with tempfile.TemporaryDirectory(prefix="yingxi-bench-") as folder, quiet():
        build_wan(Path(folder), WAN_1B if room.device.startswith("cuda") else SMALL, room.device)
        return measure(Path(folder), room.device, rounds)


def measure(folder: Path, device: str, rounds: int) -> dict[str, Any]:
    """The figures of one pipeline."""
    import torch

    from yingxi.engines.diffusion.folder import find_folder

    large = device.startswith("cuda")
    if not large:
        torch.set_num_threads(1)  # threads that wait for one another would count as work
    plan, precision = MemoryPlan(name="resident", gpu=0, ram=0), "bf16" if large else "fp32"
    pipe = load_pipeline(find_folder(str(folder)), plan, precision, device, DiffusionSettings())
    size, frames, steps = ((832, 480), 81, 4) if large else ((128, 128), 9, 4)
    request = Request(prompt="a boat", size=size, frames=frames, steps=steps, guidance=5.0)
    accepted = accepted_names(pipe)
    arguments = arguments_for(type(pipe).__name__, accepted, request)

    def bare() -> Any:
        generator = torch.Generator("cpu").manual_seed(1)
        return call_pipeline(pipe, {**arguments, "generator": generator}).frames

    def ours() -> Any:
        tally = Tally(calls=1, on_progress=lambda done, total, note="": None)
        with hooked(pipe, DiffusionSettings(), accepted, 1, tally) as (own, _):
            return painted_by(pipe, call_pipeline(pipe, {**arguments, **own})).frames

    times = in_turn((bare, ours), rounds, device)
    medians = [statistics.median(one) for one in times]
    ratios = [after / before for before, after in zip(*times, strict=True)]
    return {
        "device": device,
        "painted": f"{size[0]}x{size[1]}, {frames} frames, {steps} steps",
        "rounds": rounds,
        "bare_ms": round(medians[0] * 1e3, 1),
        "adapter_ms": round(medians[1] * 1e3, 1),
        "overhead_percent": round((statistics.median(ratios) - 1) * 100, 2),
        "same_pictures": bool((to_bytes(bare()) == ours()).all()),
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
    }


def in_turn(calls: Sequence[Callable[[], Any]], rounds: int, device: str) -> list[list[float]]:
    """Seconds of each call in each round, after one to warm up; the order is turned round each time."""
    times: list[list[float]] = [[] for _ in calls]
    clock = clock_of(device)
    for turn in range(-1, rounds):
        order = range(len(calls)) if turn % 2 else reversed(range(len(calls)))
        for place in order:
            begun = clock()
            calls[place]()
            wait_for(device)
            if turn >= 0:
                times[place].append(clock() - begun)
    return times


def clock_of(device: str) -> Callable[[], float]:
    """Seconds: of time that passes for a GPU, of this process' work for a CPU that others use too."""
    return perf_counter if device.startswith("cuda") else process_time


def wait_for(device: str) -> None:
    """Until the GPU has done what it was asked."""
    if device.startswith("cuda"):
        import torch

        torch.cuda.synchronize()


def to_bytes(pictures: Any) -> Any:
    """Frames as our results have them."""
    from yingxi.engines.diffusion.calling import frames_of_result

    return frames_of_result(pictures)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """How large a Wan of random weights is: heads of `width`, layers, feed-forward, and its codec's base."""

    name: str
    heads: int
    width: int
    layers: int
    forward: int
    codec: int

    @property
    def bytes(self) -> int:
        """Bytes of the painter's weights at 16 bits: a block's two attentions, feed-forward, modulations."""
        hidden = self.heads * self.width
        return 2 * self.layers * (8 * hidden * hidden + 2 * hidden * self.forward + 6 * hidden)


SMALL = Shape(name="small", heads=6, width=64, layers=4, forward=1024, codec=4)
WAN_1B = Shape(name="as Wan 1.3B", heads=12, width=128, layers=30, forward=8960, codec=96)
WAN_14B = Shape(name="as Wan 14B", heads=40, width=128, layers=40, forward=13824, codec=96)


def build_wan(folder: Path, shape: Shape, device: str = "cpu") -> None:
    """A Wan text-to-video pipeline of random weights, made on `device`; 16 bits wide on a GPU."""
    import torch
    from diffusers import AutoencoderKLWan, UniPCMultistepScheduler, WanPipeline, WanTransformer3DModel
    from transformers import UMT5Config, UMT5EncoderModel

    torch.manual_seed(0)
    text = UMT5Config(
        vocab_size=260,
        d_model=64,
        d_kv=16,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        pad_token_id=0,
        eos_token_id=1,
    )
    with torch.device(device):
        transformer = WanTransformer3DModel(
            patch_size=(1, 2, 2), num_attention_heads=shape.heads, attention_head_dim=shape.width,
            in_channels=16, out_channels=16, text_dim=64, freq_dim=256, ffn_dim=shape.forward,
            num_layers=shape.layers, cross_attn_norm=True, qk_norm="rms_norm_across_heads",
        )  # fmt: skip
    scheduler = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
    )
    pipe = WanPipeline(
        tokenizer=byte_tokenizer(), text_encoder=UMT5EncoderModel(text),
        vae=AutoencoderKLWan(base_dim=shape.codec, z_dim=16), transformer=transformer, scheduler=scheduler,
    )  # fmt: skip
    if device != "cpu":
        pipe.transformer.to(torch.bfloat16)
    pipe.save_pretrained(folder)


def byte_tokenizer() -> Any:
    """A byte-level tokenizer, built here so that nothing is fetched."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    alphabet = ["<pad>", "</s>", "<unk>", *sorted(pre_tokenizers.ByteLevel.alphabet())]
    words = {word: number for number, word in enumerate(alphabet)}
    core = Tokenizer(models.BPE(vocab=words, merges=[], unk_token="<unk>"))
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    named = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    return PreTrainedTokenizerFast(tokenizer_object=core, model_max_length=64, **named)
