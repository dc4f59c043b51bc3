"""What weights a model folder holds, read from safetensors headers alone: nothing is loaded to plan."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yingxi.engines.models.weights import PICKLED, refuse_pickles
from yingxi.film.errors import YingxiError

BYTES_OF = {
    "F64": 8,
    "I64": 8,
    "U64": 8,
    "F32": 4,
    "I32": 4,
    "U32": 4,
    "F16": 2,
    "BF16": 2,
    "I16": 2,
    "U16": 2,
    "F8_E4M3": 1,
    "F8_E5M2": 1,
    "I8": 1,
    "U8": 1,
    "BOOL": 1,
}
FLOATING = ("F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2")
LARGEST_HEADER = 100_000_000
"""Bytes; the format's own limit, so that a broken file cannot fill the memory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tensors:
    """The tensors of one component: floating numbers, bytes of the rest, and the largest repeated block.

    `numbers` can be cast to another precision, `fixed` bytes cannot. `stored` is the bytes on disk.
    """

    numbers: int = 0
    fixed: int = 0
    stored: int = 0
    block: int = 0

    def bytes_at(self, width: int) -> int:
        """Bytes in memory with floating numbers `width` bytes wide."""
        return self.numbers * width + self.fixed


def read_header(path: Path) -> Mapping[str, tuple[str, tuple[int, ...]]]:
    """Names, types and shapes of the tensors of a safetensors file; YingxiError when it is none."""
    stamp = path.stat()
    return _read_header(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=256)
def _read_header(path: Path, modified: int, size: int) -> Mapping[str, tuple[str, tuple[int, ...]]]:
    """The header of a file in one state of it."""
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > min(LARGEST_HEADER, size):
                raise ValueError("the header is longer than the file")
            entries = json.loads(file.read(length))
        entries.pop("__metadata__", None)
        return {name: (str(one["dtype"]), tuple(one["shape"])) for name, one in entries.items()}
    except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
        raise YingxiError(
            f"{path}: not a safetensors file ({error}); fetch the model again",
            zh=f"{path}：不是 safetensors 文件（{error}）；请重新取模型",
        ) from error


def count_tensors(paths: tuple[Path, ...]) -> Tensors:
    """The sum over the files of one component."""
    numbers = fixed = stored = 0
    blocks: dict[str, int] = {}
    for path in paths:
        for name, (kind, shape) in read_header(path).items():
            count = 1
            for side in shape:
                count *= side
            stored += count * BYTES_OF.get(kind, 4)
            if kind not in FLOATING:
                fixed += count * BYTES_OF.get(kind, 4)
                continue
            numbers += count
            block = block_of(name)
            if block:
                blocks[block] = blocks.get(block, 0) + count
    return Tensors(numbers=numbers, fixed=fixed, stored=stored, block=max(blocks.values(), default=0))


def block_of(name: str) -> str:
    """The repeated block that a tensor belongs to: `blocks.7` of `blocks.7.attn.to_q.weight`."""
    parts = name.split(".")
    for place, part in enumerate(parts):
        if part.isdecimal() and place > 0:
            return ".".join(parts[: place + 1])
    return ""


def weight_files(folder: Path, allow_pickle: bool = False) -> tuple[Path, ...]:
    """The weights of one component: safetensors of one variant; pickled ones only when allowed.

    UsageError for a component that has pickled weights only.
    """
    safe = sorted(folder.glob("*.safetensors"))
    if safe:
        plain = [path for path in safe if not variant_of(path)]
        chosen = variant_of(safe[0])
        return tuple(plain or [path for path in safe if variant_of(path) == chosen])
    pickled = tuple(sorted(path for path in folder.glob("*") if path.suffix in PICKLED))
    refuse_pickles(pickled, allow_pickle)
    return pickled


def variant_of(path: Path) -> str:
    """`fp16` of `model.fp16.safetensors` or `model.fp16-00001-of-00002.safetensors`; else nothing."""
    middle = path.name.removesuffix(path.suffix).partition(".")[2].partition("-0")[0]
    return middle
