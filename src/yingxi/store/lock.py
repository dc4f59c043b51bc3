"""One writer at a time: the lock on a film's folder, and who holds it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from yingxi.film.errors import YingxiError
from yingxi.store.atomic import remove_leftovers, saying_why


@contextmanager
def lock_folder(root: Path) -> Iterator[None]:
    """Hold the film in `root` while the body runs; YingxiError names the process that holds it already.

    The operating system lets go of the lock when a process ends in whatever way, so none is ever stale.
    What a killed run left half written is removed first.
    """
    cache = root / ".yingxi"
    with saying_why(cache):
        cache.mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache / "lock", timeout=0)
        holder = cache / "lock.json"
        try:
            lock.acquire()
        except Timeout as error:
            raise YingxiError(
                f"another process is working on {root} ({_describe(holder)}); wait for it, or stop it"
            ) from error
    try:
        with saying_why(holder):
            since = datetime.now().astimezone().isoformat(timespec="seconds")
            holder.write_text(json.dumps({"pid": os.getpid(), "since": since}), encoding="utf-8")
            remove_leftovers(root, ("takes", "mix", ".yingxi"))
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _describe(holder: Path) -> str:
    """Who holds the lock, in words; the file may be away for an instant when the lock has just been taken."""
    try:
        data = json.loads(holder.read_text(encoding="utf-8"))
        return f"process {data['pid']}, since {data['since']}"
    except (OSError, ValueError, KeyError):
        return "it has just begun"
