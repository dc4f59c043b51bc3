"""A diffusers model on disk: where it is, which pipeline it names, which components it has."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from yingxi.engines.diffusion.weights import Tensors, count_tensors, read_header, variant_of, weight_files
from yingxi.film.errors import UsageError

CLASSIC, MODULAR = "model_index.json", "modular_model_index.json"
WANTED = ["*.json", "*.txt", "*.model", "*.jinja", "*.safetensors", "**/*.safetensors"]
"""What is fetched from a hub: never a pickled file, never a program."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Component:
    """One part of a pipeline: its name, class, configuration and weights."""

    name: str
    kind: str
    config: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    tensors: Tensors = field(default_factory=Tensors)


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFolder:
    """A model that can be loaded: its folder, pipeline class (and blocks, when modular), and components."""

    path: Path
    pipeline: str
    modular: bool = False
    blocks: str = ""
    variant: str = ""
    components: tuple[Component, ...] = ()

    def component(self, *names: str) -> Component | None:
        """The first component of one of these names."""
        return next((one for name in names for one in self.components if one.name == name), None)

    @property
    def painter(self) -> Component | None:
        """The network that is asked at every step."""
        return self.component("transformer", "unet", "prior")

    @property
    def codec(self) -> Component | None:
        """What makes pictures of latents."""
        return self.component("vae", "vqvae", "video_vae")


def find_folder(model: str, allow_pickle: bool = False, fetch: bool = False) -> ModelFolder:
    """The model of a name: a folder, a registered one (`yingxi models list`), or a hub id.

    A hub id is looked for in the hub's cache on this machine, and fetched when `fetch`. UsageError says what
    is missing.
    """
    if not model:
        raise UsageError(
            "engine 'diffusion' needs a model: --option model=FOLDER, a hub id, or a name of "
            "`yingxi models list`",
            zh="引擎“diffusion”需要模型：--set model=文件夹、hub id，或 `yingxi models list` 里的名称",
        )
    place = Path(model).expanduser()
    if place.is_dir():
        return read_folder(place.resolve(), allow_pickle)
    registered = registered_folder(model)
    if registered is not None:
        return read_folder(registered, allow_pickle)
    if "/" in model and not model.startswith((".", "/", "~")) and model.count("/") == 1:
        return read_folder(hub_folder(model, fetch), allow_pickle)
    raise UsageError(
        f"no model '{model}': it is neither a folder, nor a name of `yingxi models list`, nor a hub id "
        "such as Wan-AI/Wan2.2-TI2V-5B-Diffusers",
        zh=f"没有模型“{model}”：它不是文件夹，不是 `yingxi models list` 里的名称，也不是 "
        "Wan-AI/Wan2.2-TI2V-5B-Diffusers 这样的 hub id",
    )


def registered_folder(name: str) -> Path | None:
    """The folder that a person registered under this name (`yingxi models add`)."""
    from yingxi.engines.models import known_models

    return next((Path(model.place) for model in known_models() if model.name == name), None)


def hub_folder(model: str, fetch: bool) -> Path:
    """The snapshot of a hub id: from the hub's cache on this machine, else fetched when that was asked."""
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError
    except ImportError as error:
        raise UsageError(
            f"'{model}' is a hub id, which needs pip install 'yingxi[diffusion]'; or name a local folder",
            zh=f"“{model}”是 hub id，要先 pip install 'yingxi[diffusion]'；或者指一个本地文件夹",
        ) from error
    try:
        return Path(snapshot_download(model, local_files_only=not fetch, allow_patterns=WANTED))
    except (LocalEntryNotFoundError, HfHubHTTPError, OSError, ValueError) as error:
        why = "cannot be fetched" if fetch else "is not on this machine (--set fetch=true fetches it)"
        raise UsageError(
            f"model '{model}' {why}: {str(error).splitlines()[0]}",
            zh=f"模型“{model}”{'取不来' if fetch else '不在这台机器上（--set fetch=true 会去取）'}："
            f"{str(error).splitlines()[0]}",
        ) from error


def read_folder(path: Path, allow_pickle: bool = False) -> ModelFolder:
    """What a model folder holds. UsageError for a folder that is no diffusers model, or pickled weights."""
    index, modular = read_index(path)
    names = [name for name, value in index.items() if is_component(value)]
    parts = [read_component(path, name, index[name], allow_pickle) for name in names]
    kept = tuple(part for part in parts if part is not None)
    variants = {variant_of(file) for part in kept for file in part.files}
    return ModelFolder(
        path=path,
        pipeline=str(index.get("_class_name", "")),
        modular=modular,
        blocks=str(index.get("_blocks_class_name") or ""),
        variant=variants.pop() if len(variants) == 1 else "",
        components=kept,
    )


def read_index(path: Path) -> tuple[dict[str, Any], bool]:
    """The pipeline's index and whether it is a modular one."""
    for name, modular in ((CLASSIC, False), (MODULAR, True)):
        if (path / name).is_file():
            return read_json(path / name), modular
    raise UsageError(
        f"{path} is no diffusers model: neither {CLASSIC} nor {MODULAR} is there; "
        "a single .safetensors file must be converted first (diffusers: from_single_file, save_pretrained)",
        zh=f"{path} 不是 diffusers 模型：没有 {CLASSIC} 也没有 {MODULAR}；单个 .safetensors 文件要先转换（"
        "diffusers：from_single_file、save_pretrained）",
    )


def read_json(path: Path) -> dict[str, Any]:
    """A JSON file whose top is a mapping."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{path}: not readable as JSON ({error}); fetch the model again",
            zh=f"{path}：读不成 JSON（{error}）；请重新取模型",
        ) from error
    if not isinstance(data, dict):
        raise UsageError(
            f"{path}: expected a mapping; fetch the model again",
            zh=f"{path}：里面应该是映射；请重新取模型",
        )
    return data


def is_component(value: Any) -> bool:
    """Whether an entry of an index names a library and a class, in either kind of index."""
    return isinstance(value, list) and len(value) >= 2 and value[0] is not None and value[1] is not None


def read_component(path: Path, name: str, entry: list[Any], allow_pickle: bool) -> Component | None:
    """One component, or None for one that has no folder of its own here."""
    folder = path / name
    if not folder.is_dir():
        return None
    config = next((folder / one for one in ("config.json",) if (folder / one).is_file()), None)
    files = weight_files(folder, allow_pickle)
    tensors = count_tensors(files) if files and files[0].suffix == ".safetensors" else Tensors()
    return Component(
        name=name,
        kind=str(entry[1]),
        files=files,
        tensors=tensors,
        config=read_json(config) if config else {},
    )


def identity_of(folder: ModelFolder) -> str:
    """A hash of what the pictures depend on: every configuration, and each weight's header and size."""
    state = tuple(
        (str(file), file.stat().st_size, file.stat().st_mtime_ns)
        for part in folder.components
        for file in part.files
    )
    return _identity(folder.path, state)


@lru_cache(maxsize=64)
def _identity(path: Path, state: tuple[tuple[str, int, int], ...]) -> str:
    """The hash for one state of the files."""
    taken = sha256()
    for config in sorted(path.rglob("*.json")):
        taken.update(config.relative_to(path).as_posix().encode() + config.read_bytes())
    for file, size, _ in state:
        weights = Path(file)
        taken.update(f"{weights.relative_to(path).as_posix()} {size} ".encode() + samples_of(weights, size))
    return taken.hexdigest()[:16]


def samples_of(path: Path, size: int, pieces: int = 16, length: int = 4096) -> bytes:
    """Bytes from evenly spaced places of a file: other weights of the same shapes give others."""
    if path.suffix == ".safetensors":
        read_header(path)
    with path.open("rb") as file:
        taken = []
        for piece in range(pieces):
            file.seek(max(0, (size - length) * piece // max(1, pieces - 1)))
            taken.append(file.read(length))
    return b"".join(taken)
