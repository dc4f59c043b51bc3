"""The asset packs that Yingxi uses and does not carry itself: where each one is, or that it is missing.

`packs.yaml` beside this file describes them. `find_pack(name)` takes the pack's name or its package's name
and gives a path, or None when the pack is missing:

=================  ==============================================================================
kokoro-model       the joined weights, a file `kokoro.onnx`
kokoro-voices      the folder of `<voice>.bin` (float32, 510 x 256)
cldr-annotations   a folder with `annotations/zh/annotations.json` and `annotations/en/annotations.json`
noto-emoji, game-icons, fluent-emoji   a folder with Iconify's `icons.json`, `chars.json`, `metadata.json`
ma-shan-zheng, noto-cjk, lxgw-wenkai, ukai   a font file
wordnet            a folder with `dict/data.noun`, `dict/index.noun` …
openclipart        a folder of SVG files by theme
sentence-encoder, cedict   a file inside the Python package of that name
soundfont          a General MIDI `.sf2` file
fluidsynth, espeak-ng      the program
vulkan             a driver's description file
=================  ==============================================================================

Fetched packs lie in `<folder>/<pack>/<version>/`, where <folder> is `$YINGXI_PACKS` when that is set,
else `share/yingxi/packs` of the virtual environment, else the user's cache folder.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from glob import glob
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from yingxi.film.errors import YingxiError, unknown
from yingxi.store.yaml_reading import read_data


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pack:
    """One asset pack, as `packs.yaml` describes it."""

    name: str
    kind: Literal["apt", "pypi", "npm"]
    package: str
    source: str
    licence: str
    gives: Said
    without: Said
    version: str = ""
    sha256: str = ""
    needs: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    command: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class PackStatus:
    """Where a pack was found; `path` is None when it is missing, and `problem` says what is wrong with it."""

    pack: Pack
    path: Path | None
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Whether the pack is there."""
        return self.path is not None


@cache
def packs() -> Mapping[str, Pack]:
    """All packs by name, in the order of the file."""
    text = Path(__file__).with_name("packs.yaml").read_text(encoding="utf-8")
    entries = read_data(text)["packs"]
    return MappingProxyType({name: _read_pack(name, entry) for name, entry in entries.items()})


def pack_by_name(name: str) -> Pack:
    """The pack called `name`, or whose package is called so; a UsageError names the nearest."""
    if name in packs():
        return packs()[name]
    for pack in packs().values():
        if name == pack.package or name in pack.needs:
            return pack
    raise unknown("pack", name, packs(), "yingxi doctor")


def find_pack(name: str) -> Path | None:
    """Where a pack is, or None when it is missing; weights in parts are joined on the first call."""
    pack = pack_by_name(name)
    if pack.command:
        program = shutil.which(pack.command)
        return Path(program) if program else None
    if pack.parts and not any(_fetched(pack)):
        from yingxi.store.packing import join_parts

        return join_parts(pack)
    return next(_places(pack), None)


def pack_status() -> tuple[PackStatus, ...]:
    """Every pack and where it is, for `yingxi doctor` and the report."""
    return tuple(_status(pack) for pack in packs().values())


def _status(pack: Pack) -> PackStatus:
    try:
        return PackStatus(pack=pack, path=find_pack(pack.name))
    except YingxiError as error:
        return PackStatus(pack=pack, path=None, problem=str(error))


def how_to_get(pack: Pack) -> Said:
    """What a person does on this machine to get a missing pack."""
    if pack.kind == "apt":
        names = " ".join((pack.package, *pack.needs))
        command = pack.elsewhere.get(sys.platform) or f"sudo apt-get install {names}"
        return Said(zh=command, en=command)
    if pack.kind == "pypi":
        command = f"{sys.executable} -m pip install " + " ".join((pack.package, *pack.needs))
        return Said(zh=command, en=command)
    return Said(zh="make setup AGAIN=1（需要网络和 npm）", en="make setup AGAIN=1 (needs network and npm)")


def pack_folders() -> tuple[Path, ...]:
    """The folders where fetched packs may lie, best first."""
    chosen = os.environ.get("YINGXI_PACKS")
    if chosen:
        return (Path(chosen).expanduser(),)
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    return (Path(sys.prefix) / "share" / "yingxi" / "packs", cache_home / "yingxi" / "packs")


def home_for(pack: Pack) -> Path:
    """The folder into which a fetched pack of this version goes: the first that can be written."""
    for folder in pack_folders():
        standing = next(parent for parent in (folder, *folder.parents) if parent.exists())
        if os.access(standing, os.W_OK):
            return folder / pack.name / pack.version
    return pack_folders()[-1] / pack.name / pack.version


def _places(pack: Pack) -> Iterator[Path]:
    """Each place where the pack really is, best first."""
    if pack.kind == "apt":
        patterns = (str(Path(pattern).expanduser()) for pattern in pack.finds)
        yield from (Path(found) for pattern in patterns for found in sorted(glob(pattern)))
    elif pack.kind == "pypi" and not pack.parts:
        yield from (found for name in pack.finds if (found := installed_file(name)))
    else:
        yield from _fetched(pack)


def _fetched(pack: Pack) -> Iterator[Path]:
    for folder in pack_folders():
        for name in pack.finds:
            found = folder / pack.name / pack.version / name
            if found.exists():
                yield found


def installed_file(name: str) -> Path | None:
    """A data file of an installed Python package, `package/path`, found without importing the package."""
    package, _, inside = name.partition("/")
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    found = Path(spec.submodule_search_locations[0]) / inside
    return found if found.exists() else None


def _read_pack(name: str, entry: Mapping[str, object]) -> Pack:
    from pydantic import TypeAdapter

    return TypeAdapter(Pack).validate_python({"name": name, **entry})
