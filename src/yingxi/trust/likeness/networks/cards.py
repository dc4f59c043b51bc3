"""The person's own networks: ArcFace-class weights as ONNX, described by a small card beside them.

A card is a YAML file in `likeness/networks` of the person's home, or anywhere for an evaluation:

    schema: likeness-network.1
    name: my-arcface
    file: w600k_r50.onnx      # beside the card
    size: 112                 # pixels of the aligned face
    layout: nchw              # or nhwc
    colour: rgb               # or bgr
    mean: 127.5               # (value - mean) / scale goes in
    scale: 127.5
    different: {mean: 0.01, spread: 0.06}   # as `yingxi likeness evaluate FOLDER --card` measures it

Without `different` a network can be evaluated but takes no part in decisions.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import UsageError
from yingxi.store.home import home
from yingxi.trust.likeness.networks.shelf import open_model, run_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

SCHEMA = "likeness-network.1"
Array = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """What a network wants. different: mean and spread of its scores of different people, where measured."""

    name: str
    file: Path
    size: int = 112
    layout: Literal["nchw", "nhwc"] = "nchw"
    colour: Literal["rgb", "bgr"] = "rgb"
    mean: float = 127.5
    scale: float = 127.5
    different: tuple[float, float] | None = None


def own_cards() -> tuple[Card, ...]:
    """The cards in the person's home that take part in decisions, by name."""
    folder = home() / "likeness" / "networks"
    cards = [read_card(path) for path in sorted(folder.glob("*.yaml"))]
    return tuple(card for card in cards if card.different is not None)


def read_card(path: Path) -> Card:
    """A card from its file; UsageError names what is wrong with it."""
    import yaml
    from pydantic import TypeAdapter, ValidationError

    try:
        page = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(
            f"{path} cannot be read as a card: {' '.join(str(error).split())}",
            zh=f"{path} 读不成说明卡：{' '.join(str(error).split())}",
        ) from error
    if not isinstance(page, dict) or page.pop("schema", SCHEMA) != SCHEMA:
        raise UsageError(
            f"{path} is no card of a face network; it begins with schema: {SCHEMA}",
            zh=f"{path} 不是人脸网络的说明卡；第一行应是 schema: {SCHEMA}",
        )
    spread = page.get("different")
    if isinstance(spread, dict):
        page["different"] = (spread.get("mean"), spread.get("spread"))
    try:
        card = TypeAdapter(Card).validate_python(page)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            f"{path}: {place}: {first['msg'].lower()}, got {first['input']!r}",
            zh=f"{path}：{place}：{first['msg'].lower()}，得到 {first['input']!r}",
        ) from error
    return _checked(card, path)


def _checked(card: Card, path: Path) -> Card:
    from dataclasses import replace

    file = path.parent / card.file
    if card.name in ("mobilefacenet", "dlib"):
        raise UsageError(
            f"{path}: name: '{card.name}' is a shipped network; choose another name",
            zh=f"{path}：name：“{card.name}”是自带的网络；请换个名字",
        )
    if file.suffix != ".onnx" or not file.is_file():
        raise UsageError(
            f"{path}: file: {file} is no ONNX file that is there",
            zh=f"{path}：file：{file} 不是存在的 ONNX 文件",
        )
    if card.scale <= 0 or not 16 <= card.size <= 1024 or (card.different and card.different[1] <= 0):
        raise UsageError(
            f"{path}: scale and spread must be above 0, size 16 to 1024",
            zh=f"{path}：scale 和 spread 要大于 0，size 是 16 到 1024",
        )
    return replace(card, file=file)


def run_card(card: Card, chips: NDArray[np.uint8]) -> Array:
    """The network's numbers (n, d) for (n, size, size, 3) RGB bytes."""
    stamp = card.file.stat()
    session = _session(card.file, stamp.st_mtime_ns)
    colours = chips[..., ::-1] if card.colour == "bgr" else chips
    fed = (colours.astype(np.float32) - card.mean) / card.scale
    fed = fed.transpose(0, 3, 1, 2) if card.layout == "nchw" else fed
    wanted: Any = session.get_inputs()[0].shape
    if len(wanted) != 4 or any(
        isinstance(w, int) and w != g for w, g in zip(wanted[1:], fed.shape[1:], strict=True)
    ):
        raise UsageError(
            f"{card.name}: the network wants {wanted}, its card gives {list(fed.shape)}; correct the card",
            zh=f"{card.name}：网络要 {wanted}，卡上写的是 {list(fed.shape)}；请改卡",
        )
    single = isinstance(wanted[0], int) and wanted[0] == 1
    batches = fed[:, None] if single else fed[None]
    found = np.concatenate([run_session(session, one)[0] for one in batches])
    return found.reshape(len(chips), -1)


@lru_cache(maxsize=4)
def _session(file: Path, changed: int) -> "InferenceSession":
    from onnxruntime.capi.onnxruntime_pybind11_state import (
        Fail,
        InvalidArgument,
        InvalidGraph,
        InvalidProtobuf,
    )

    try:
        return open_model(file.read_bytes())
    except (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf) as error:
        raise UsageError(
            f"{file} cannot be opened as ONNX: {' '.join(str(error).split())[:200]}",
            zh=f"{file} 打不开为 ONNX：{' '.join(str(error).split())[:200]}",
        ) from error


def card_stamp(card: Card) -> str:
    """The first 12 digits of the SHA-256 of the network's file."""
    return sha256(card.file.read_bytes()).hexdigest()[:12]
