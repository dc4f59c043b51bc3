"""The register of model folders, `models.yaml` in the person's own folder."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal

from yingxi.engines.models.weights import is_pickle, read_header, refuse_pickles, weights_in
from yingxi.film.errors import UsageError, unknown
from yingxi.store import digest, load, save
from yingxi.store.home import home

BLOCK = 1 << 20
State = Literal["as added", "changed", "gone"]
Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One file of weights: its SHA-256 in hex, its bytes, when it was last changed (ns)."""

    sha256: str
    bytes: int
    modified: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """A folder (or one file) of weights. `licence` is as its maker states it, empty when nobody does.

    `numbers` are the weights themselves, 0 where a file's format does not tell.
    """

    name: str
    place: str
    files: Mapping[str, Held]
    licence: str = ""
    numbers: int = 0
    pickled: bool = False

    @property
    def bytes(self) -> int:
        """Bytes of all files of weights."""
        return sum(held.bytes for held in self.files.values())

    @property
    def identity(self) -> str:
        """One hash of all weights, whatever the folder is called."""
        return digest({name: held.sha256 for name, held in self.files.items()})


@dataclass(frozen=True, kw_only=True, slots=True)
class Models:
    """The register."""

    models: tuple[Model, ...] = field(default=())


def register_path() -> Path:
    """Where the register lies."""
    return home() / "models.yaml"


def known_models() -> tuple[Model, ...]:
    """All models that were added, by name."""
    path = register_path()
    return load(path, Models).models if path.is_file() else ()


def add_model(
    place: Path,
    *,
    name: str = "",
    licence: str = "",
    allow_pickle: bool = False,
    tell: Tell = lambda done, total, file: None,
) -> Model:
    """Look through a folder of weights, hash it and enter it; a place that is there already is entered anew.

    `tell` hears bytes hashed, bytes in all and the file. UsageError for pickles (unless allowed), files cut
    short, missing parts, or a name that another place has.
    """
    root = place.expanduser().resolve()
    files = weights_in(root)
    refuse_pickles(files, allow_pickle)
    numbers = sum(read_header(path).numbers for path in files if path.suffix == ".safetensors")
    called, others = name or root.stem, [one for one in known_models() if one.place != str(root)]
    if any(one.name == called for one in others):
        raise UsageError(
            f"a model named '{called}' is there already; choose another name with --name",
            zh=f"已经有叫“{called}”的模型；用 --name 换个名字",
        )
    model = Model(
        name=called, place=str(root), files=hash_files(root, files, tell), numbers=numbers,
        licence=licence or stated_licence(root), pickled=any(is_pickle(path) for path in files),
    )  # fmt: skip
    save(register_path(), Models(models=tuple(sorted([*others, model], key=lambda one: one.name))))
    return model


def find_model(name: str) -> Model:
    """The model of that name; UsageError with the nearest."""
    known = {model.name: model for model in known_models()}
    if name not in known:
        raise unknown("model", name, known or ["none yet"], "yingxi models add PATH", zh="模型")
    return known[name]


def forget_model(name: str) -> Model:
    """Take a model out of the register; its files stay where they are."""
    gone = find_model(name)
    save(register_path(), Models(models=tuple(one for one in known_models() if one.name != name)))
    return gone


def state_of(model: Model) -> State:
    """Whether the files are still as they were added, by size and time (their bytes are not read again)."""
    root = Path(model.place)
    for name, held in model.files.items():
        path = root / name if root.is_dir() else root
        if not path.is_file():
            return "gone"
        seen = path.stat()
        if (seen.st_size, seen.st_mtime_ns) != (held.bytes, held.modified):
            return "changed"
    return "as added"


def hash_files(root: Path, files: tuple[Path, ...], tell: Tell) -> dict[str, Held]:
    """Hash, size and time of each file, by its path in the folder."""
    total, done, held = sum(path.stat().st_size for path in files), 0, {}
    for path in files:
        seen, reckoning = path.stat(), sha256()
        name = path.relative_to(root).as_posix() if root.is_dir() else path.name
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                reckoning.update(block)
                done += len(block)
                tell(done, total, name)
        held[name] = Held(sha256=reckoning.hexdigest(), bytes=seen.st_size, modified=seen.st_mtime_ns)
    return held


def stated_licence(root: Path) -> str:
    """The licence that a folder states: in the head of its README.md, else the first line of its LICENSE."""
    folder = root if root.is_dir() else root.parent
    readme = folder / "README.md"
    if readme.is_file():
        head = re.match(r"---\n(.*?)\n---", readme.read_text(encoding="utf-8", errors="replace"), re.DOTALL)
        said = dict(re.findall(r"^(license(?:_name)?):\s*(\S.*?)\s*$", head[1] if head else "", re.MULTILINE))
        if said:
            return str(said.get("license_name") or said["license"]).strip("'\"")
    for name in ("LICENSE", "LICENSE.txt", "LICENSE.md"):
        if (folder / name).is_file():
            lines = (folder / name).read_text(encoding="utf-8", errors="replace").splitlines()
            return next((line.strip(" #") for line in lines if line.strip(" #")), "")[:120]
    return ""
