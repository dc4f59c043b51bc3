"""Media files that are whole or not there, and failures that carry FFmpeg's own words."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from yingxi.film.errors import YingxiError


def partial_path(path: Path) -> Path:
    """The hidden name beside `path` under which this process writes until the file is whole."""
    return path.with_name(f".{path.stem}.{os.getpid()}.partial{path.suffix}")


def make_folder(path: Path) -> None:
    """The folder that `path` is in, or an error in one line."""
    with saying_why(path):
        path.parent.mkdir(parents=True, exist_ok=True)


def put_in_place(partial: Path, path: Path) -> None:
    """Flush a finished file to disk and give it its name at once."""
    with saying_why(path):
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(path)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; it takes the place of `path` unless the body raises."""
    make_folder(path)
    partial = partial_path(path)
    try:
        yield partial
        put_in_place(partial, path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def saying_why(path: Path) -> Iterator[None]:
    """Turn failures of FFmpeg and of the disk about `path` into a YingxiError of one line."""
    try:
        yield
    except av.FFmpegError as error:
        raise YingxiError(f"{path}: {last_words(error)}{what_to_do(error.errno)}") from error
    except OSError as error:
        raise YingxiError(f"{path}: {error.strerror or error}{what_to_do(error.errno)}") from error


def what_to_do(number: int | None) -> str:
    """What the person can do about a failure of the disk."""
    if number in (errno.ENOSPC, errno.EDQUOT):
        return "; free some space and run again, nothing already made is lost"
    if number in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
        return "; choose another folder with --project DIR"
    return ""


def last_words(error: av.FFmpegError) -> str:
    """FFmpeg's last log line when there is one, else its name for the error."""
    line = str(error.log[-1]).strip() if error.log else ""
    return f"{error.strerror}: {line}" if line else str(error.strerror)
