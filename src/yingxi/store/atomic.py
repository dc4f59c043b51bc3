"""Files that are whole or not there: written beside their place, flushed to disk, then renamed."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yingxi.film.errors import YingxiError

_REASONS = {
    errno.ENOSPC: "the disk is full; free some space and run again, nothing already made is lost",
    errno.EDQUOT: "your disk quota is used up; free some space and run again, nothing already made is lost",
    errno.EROFS: "the disk is read-only; choose another folder with --project DIR",
    errno.EACCES: "no permission to write there; choose another folder with --project DIR",
    errno.EPERM: "no permission to write there; choose another folder with --project DIR",
    errno.EEXIST: "a file stands where a folder is needed; move it away or choose another --project DIR",
    errno.ENOTDIR: "a file stands where a folder is needed; move it away or choose another --project DIR",
    errno.EISDIR: "a folder stands where a file is needed; move it away or choose another name",
    errno.ENAMETOOLONG: "the name is too long for this disk; choose a shorter one",
}

_PARTIAL = ".*.partial*"
"""How unfinished files are called; the media department calls its own so too."""


def write_text(path: Path, text: str) -> None:
    """Replace `path` with `text` in UTF-8, all at once; the old file stays when anything fails."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Replace `path` with `data`, all at once; the old file stays when anything fails."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def adopt(temporary: Path, path: Path) -> None:
    """Move a finished file into its place, all at once. Both must be on one disk; folders are made."""
    with saying_why(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        sync_file(temporary)
        os.replace(temporary, path)
        sync_folder(path.parent)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path in the folder of `path`; what is written there replaces `path` at the end.

    The temporary name keeps the suffix of `path`, so that encoders know the format. When the body raises,
    the temporary file is removed and the old file stays as it was.
    """
    with saying_why(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        suffix = f".partial{path.suffix}"
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}.", suffix=suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            temporary.chmod(0o666 & ~current_umask())
            yield temporary
            adopt(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


def remove_leftovers(folder: Path, inside: tuple[str, ...] = ()) -> None:
    """Remove what killed processes left half written in `folder` and everywhere below its `inside` folders.

    Nobody else may be writing there.
    """
    found = [*folder.glob(_PARTIAL), *(path for name in inside for path in (folder / name).rglob(_PARTIAL))]
    for path in found:
        path.unlink(missing_ok=True)


@contextmanager
def saying_why(path: Path) -> Iterator[None]:
    """Turn an operating system's refusal to write `path` into one line that says what to do."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0)
        if reason is None:
            raise
        raise YingxiError(f"cannot write {path}: {reason}") from error


def sync_file(path: Path) -> None:
    """Make sure that a file's bytes are on the disk, not only in memory."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make sure that a rename inside `folder` survives a power cut (Windows has no such call)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def current_umask() -> int:
    """The permission bits that new files of this process do not get (reading it needs setting it)."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
