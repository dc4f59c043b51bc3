"""Every version of the texts that a person may edit, kept by its hash in `ledger/` beside the chain.

They are evidence, not cache: `.yingxi/` may be deleted at any time, this folder may not.
"""

from hashlib import sha256
from pathlib import Path

from yingxi.store.atomic import write_bytes

VERSIONS = "ledger"


def keep_version(folder: Path, path: Path) -> str:
    """Keep the text file `path` as it is now; gives the SHA-256 of its bytes (empty: there is no file)."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ""
    name = sha256(data).hexdigest()
    place = version_place(folder, name, path.suffix)
    if not place.is_file():
        write_bytes(place, data)
    return name


def version_place(folder: Path, name: str, suffix: str) -> Path:
    """Where the version with that hash lies."""
    return folder / VERSIONS / f"{name}{suffix}"


def read_version(folder: Path, name: str, suffix: str) -> str | None:
    """The text of a version; None when it is not kept, or its bytes are not what its name says."""
    try:
        data = version_place(folder, name, suffix).read_bytes()
    except FileNotFoundError:
        return None
    return data.decode("utf-8", "replace") if sha256(data).hexdigest() == name else None


def all_versions(folder: Path) -> tuple[Path, ...]:
    """Every version that is kept, in the order of their names."""
    return tuple(path for path in sorted((folder / VERSIONS).glob("*.*")) if len(path.stem) == 64)
