"""Files of weights: found, told apart from pickles, their headers checked without loading a tensor."""

import json
import struct
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from yingxi.film.errors import UsageError

SAFE = (".safetensors", ".gguf", ".onnx")
PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle")
PLAIN = (".json", ".txt", ".md", ".model", ".png", ".jpg", ".jpeg", ".webp", ".mp4", ".gif", ".yaml", ".py")
LONGEST_HEADER = 100_000_000
"""Bytes; the limit of the format's own library."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """What the header of a safetensors file says: tensors, numbers in all, bytes by type (`BF16`)."""

    tensors: int
    numbers: int
    bytes_by_type: dict[str, int]


def weights_in(place: Path) -> tuple[Path, ...]:
    """All files of weights of a folder (or the one file), pickles among them, in order.

    UsageError for a place that is not there, holds none, or lacks a part that its index names.
    """
    if place.is_file():
        files = [place]
    elif place.is_dir():
        files = sorted(path for path in place.rglob("*") if path.is_file() and is_open(path, place))
    else:
        raise UsageError(
            f"{place}: no such folder; give a local folder with weights",
            zh=f"{place}：没有这个文件夹；请给一个放着权重的本地文件夹",
        )
    found = tuple(path for path in files if path.suffix in SAFE or is_pickle(path))
    if not found:
        raise UsageError(
            f"{place}: holds no weights; expected .safetensors files in it or in its folders",
            zh=f"{place}：里面没有权重；应该有 .safetensors 文件",
        )
    for index in place.rglob("*.safetensors.index.json") if place.is_dir() else ():
        check_parts(index)
    return found


def is_open(path: Path, root: Path) -> bool:
    """Whether a file may hold weights: no text or picture, and in no hidden folder."""
    parts = path.relative_to(root).parts
    return path.suffix not in PLAIN and not any(part.startswith(".") for part in parts)


def check_parts(index: Path) -> None:
    """UsageError when a file that an index of parts names is not beside it."""
    try:
        parts = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
    except (ValueError, KeyError, AttributeError) as error:
        raise UsageError(
            f"{index}: not an index of weights: {error}", zh=f"{index}：不是权重的索引：{error}"
        ) from error
    missing = [part for part in parts if not (index.parent / part).is_file()]
    if missing:
        raise UsageError(
            f"{index.parent}: {len(missing)} of {len(parts)} parts are missing, the first is {missing[0]}; "
            "fetch the model again",
            zh=f"{index.parent}：{len(parts)} 个部分少了 {len(missing)} 个，第一个是 {missing[0]}；"
            "请重新取模型",
        )


def is_pickle(path: Path) -> bool:
    """Whether loading this file would run a pickle: by what it holds, whatever its name says.

    Protocols 2 to 5 begin with 0x80 and their number (PEP 307, 574); torch keeps `data.pkl` in a zip.
    """
    with path.open("rb") as file:
        begin = file.read(4)
    if begin[:1] == b"\x80" and begin[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05"):
        return True
    if begin == b"PK\x03\x04" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(".pkl") for name in archive.namelist())
    return path.suffix in PICKLED


def refuse_pickles(files: Iterable[Path], allowed: bool = False) -> None:
    """UsageError for the first pickled file: a pickle can run any program while it is loaded."""
    for path in files:
        if not allowed and is_pickle(path):
            raise UsageError(
                f"{path}: these weights are pickled, and loading a pickle can run any program; use a "
                ".safetensors version, or --allow-pickle when you trust who made it",
                zh=f"{path}：这些权重是 pickle 格式，加载它等于运行别人的程序；请用 .safetensors 版本，"
                "信得过作者时加 --allow-pickle",
            )


def read_header(path: Path) -> Weights:
    """The header of a safetensors file. UsageError for a file that is cut short or something else.

    The format: 8 bytes little-endian length, JSON of that length, then the tensors without a gap
    (github.com/huggingface/safetensors, README "Format").
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        begin = file.read(8)
        if begin.startswith(b"version "):
            raise UsageError(
                f"{path}: a Git LFS pointer, not the weights; run `git lfs pull` in its folder",
                zh=f"{path}：只是 Git LFS 的指针，不是权重；请在它的文件夹里运行 `git lfs pull`",
            )
        length = struct.unpack("<Q", begin)[0] if len(begin) == 8 else 0
        if not 2 <= length <= min(size, LONGEST_HEADER):
            raise UsageError(
                f"{path}: not a safetensors file, or cut short; fetch it again",
                zh=f"{path}：不是 safetensors 文件，或不完整；请重新取",
            )
        try:
            entries = list(entries_of(json.loads(file.read(length))))
            end, counted = max((entry["data_offsets"][1] for entry in entries), default=0), count(entries)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise UsageError(
                f"{path}: its header cannot be read; fetch the file again",
                zh=f"{path}：文件头读不了；请重新取",
            ) from error
    if end != size - 8 - length:
        raise UsageError(
            f"{path}: {size} bytes, its header says {8 + length + end}; fetch the file again",
            zh=f"{path}：{size} 字节，文件头说是 {8 + length + end}；请重新取",
        )
    return counted


def entries_of(header: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The tensors that a header describes."""
    return (entry for name, entry in header.items() if name != "__metadata__")


def count(entries: list[dict[str, Any]]) -> Weights:
    """Tensors, numbers and bytes of a header's entries; TypeError where a number is none."""
    numbers, held = 0, dict[str, int]()
    for entry in entries:
        first, last = entry["data_offsets"]
        if not all(isinstance(side, int) for side in (first, last, *entry["shape"])):
            raise TypeError(f"no whole numbers: {entry}")
        held[entry["dtype"]] = held.get(entry["dtype"], 0) + last - first
        numbers += prod(entry["shape"])
    return Weights(tensors=len(entries), numbers=numbers, bytes_by_type=held)
