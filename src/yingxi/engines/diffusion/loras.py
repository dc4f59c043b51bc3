"""LoRAs: where they lie, for which painter they are, how strongly they count; merged into the weights."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yingxi.film.errors import UsageError


@dataclass(frozen=True, kw_only=True, slots=True)
class Lora:
    """One file of a LoRA and its strength; `second`: it is for the second painter, where there are two."""

    path: Path
    strength: float = 1.0
    second: bool = False


def read_lora(text: str, fetch: bool = False) -> Lora:
    """`FILE[@STRENGTH]`, `FOLDER`, or `org/repo/file.safetensors` of a hub; UsageError for what is not there.

    A hub's file is looked for in its cache on this machine, and fetched when `fetch`.
    """
    name, at, number = text.rpartition("@")
    name, strength = (name, number) if at else (text, "1")
    try:
        counts = float(strength)
    except ValueError as error:
        raise UsageError(
            f"LoRA '{text}': '{strength}' is no strength; write FILE@0.8 for eight tenths",
            zh=f"LoRA“{text}”：“{strength}”不是强度；八成写成 文件@0.8",
        ) from error
    path = find_file(name, fetch)
    return Lora(path=path, strength=counts, second="low" in path.name.lower())


def find_file(name: str, fetch: bool) -> Path:
    """The safetensors file of a LoRA's name."""
    place = Path(name).expanduser()
    if place.is_file():
        if place.suffix != ".safetensors":
            raise UsageError(
                f"LoRA '{name}' is no safetensors file; pickled weights are not opened",
                zh=f"LoRA“{name}”不是 safetensors 文件；pickle 格式的权重不打开",
            )
        return place.resolve()
    if place.is_dir():
        return only_file(name, sorted(place.glob("*.safetensors")))
    if name.startswith((".", "/", "~")) or name.count("/") < 1:
        raise UsageError(
            f"LoRA '{name}' is not there; name a file, or org/repo/file.safetensors of a hub",
            zh=f"没有 LoRA“{name}”；请写一个文件，或 hub 上的 org/repo/file.safetensors",
        )
    return hub_file(name, fetch)


def only_file(name: str, files: list[Path]) -> Path:
    """The one file of a folder; UsageError names them when there are several, or says that there is none."""
    if len(files) != 1:
        found = ", ".join(file.name for file in files) or "no safetensors file"
        raise UsageError(
            f"LoRA '{name}' has {found}; name one file",
            zh=f"LoRA“{name}”有 {found}；请指明一个文件",
        )
    return files[0]


def hub_file(name: str, fetch: bool) -> Path:
    """A file of a hub's repository, from the cache on this machine, else fetched when that was asked."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    owner, repository, *inner = name.split("/")
    wanted = "/".join(inner) or "*.safetensors"
    try:
        root = Path(
            snapshot_download(f"{owner}/{repository}", local_files_only=not fetch, allow_patterns=[wanted])
        )
    except (LocalEntryNotFoundError, HfHubHTTPError, OSError, ValueError) as error:
        why = "cannot be fetched" if fetch else "is not on this machine (--set fetch=true fetches it)"
        raise UsageError(
            f"LoRA '{name}' {why}: {str(error).splitlines()[0]}",
            zh=f"LoRA“{name}”{why}：{str(error).splitlines()[0]}",
        ) from error
    return only_file(name, sorted(root.glob(wanted)))


def merge_loras(pipe: Any, loras: tuple[str, ...], fetch: bool = False) -> None:
    """Add each LoRA to the weights, in their order, so that painting costs no more than without.

    UsageError for a pipeline that takes none, and for a file that fits no part of it.
    """
    for number, text in enumerate(loras):
        if not hasattr(pipe, "load_lora_weights"):
            raise UsageError(
                f"{type(pipe).__name__} takes no LoRA; leave loras out",
                zh=f"{type(pipe).__name__} 不收 LoRA；请去掉 loras",
            )
        lora = read_lora(text, fetch)
        parts = put_on(pipe, lora, f"lora{number}", text)
        pipe.fuse_lora(components=parts, lora_scale=lora.strength, adapter_names=[f"lora{number}"])
        pipe.unload_lora_weights()


def put_on(pipe: Any, lora: Lora, adapter: str, text: str) -> list[str]:
    """Load one LoRA beside the weights; gives the parts that it changes."""
    second = lora.second and getattr(pipe, "transformer_2", None) is not None
    asked = {"load_into_transformer_2": True} if second else {}
    try:
        pipe.load_lora_weights(
            str(lora.path.parent), weight_name=lora.path.name, adapter_name=adapter, use_safetensors=True,
            local_files_only=True, **asked,
        )  # fmt: skip
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise UsageError(
            f"LoRA '{text}' cannot be put on {type(pipe).__name__}: {last_line(error)}",
            zh=f"LoRA“{text}”装不到 {type(pipe).__name__} 上：{last_line(error)}",
        ) from error
    parts = [part for part, names in pipe.get_list_adapters().items() if adapter in names]
    if not parts:
        raise UsageError(
            f"LoRA '{text}' cannot be put on {type(pipe).__name__}: it fits none of its layers",
            zh=f"LoRA“{text}”装不到 {type(pipe).__name__} 上：没有一层合得上",
        )
    return parts


def last_line(error: BaseException) -> str:
    """The end of what a library says, in one line."""
    return (str(error).strip().splitlines() or [type(error).__name__])[-1][:300]
