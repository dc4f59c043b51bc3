"""The farm's side of one worker process: start it, give it a job, stop it."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, cast

from yingxi.farm.channel import receive, send
from yingxi.farm.events import Listener

PATIENCE = 3.0
"""Seconds that a worker gets to clean up before it is killed."""

TAIL = 4000
"""Bytes of its log that a report quotes."""

_START = "import sys; sys.path[:] = {path}; from yingxi.farm.worker import main; main()"
"""Not `-m` nor multiprocessing's spawn: the person's own script must not be run again in the worker."""


class WorkerProcess:
    """One warm worker; its log is a file at `log`."""

    def __init__(self, log: Path, env: Mapping[str, str]) -> None:
        self._log = log
        self._begin = 0
        code = _START.format(path=json.dumps([entry or os.getcwd() for entry in sys.path]))
        own_group: dict[str, Any] = (
            {"creationflags": 0x200} if sys.platform == "win32" else {"process_group": 0}
        )
        with log.open("ab") as stream:
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stream,
                env={**os.environ, **env},
                **own_group,
            )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def perform(self, call: bytes, on_progress: Listener) -> tuple[Any, ...]:
        """Give a job and wait for its answer; EOFError when the worker died over it."""
        self._begin = self._log.stat().st_size
        try:
            send(cast(IO[bytes], self._process.stdin), call)
        except OSError as error:
            raise EOFError("the worker is gone") from error
        while True:
            kind, *rest = receive(cast(IO[bytes], self._process.stdout))
            if kind != "progress":
                return kind, *rest
            on_progress(*rest)

    def last_words(self) -> str:
        """The end of what the worker wrote to its log during its last job."""
        with self._log.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(self._begin, size - TAIL))
            return file.read().decode("utf-8", "replace").strip()

    def how_it_ended(self) -> str:
        """`killed by SIGSEGV`, `exit code 3`."""
        code = self._process.wait()
        if code >= 0:
            return f"exit code {code}"
        try:
            return f"killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"killed by signal {-code}"

    def interrupt(self) -> None:
        """Ask the worker to drop its job and end, and see that it does; `perform` then raises EOFError."""
        self._process.terminate()
        force = threading.Timer(PATIENCE, self._process.kill)
        force.daemon = True
        force.start()

    def close(self) -> None:
        """End an idle worker in order, any other by force; its process and pipes are gone afterwards."""
        for pipe in (self._process.stdin, self._process.stdout):
            _close(pipe)
        self._wait_or_kill()

    def _wait_or_kill(self) -> None:
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _close(pipe: IO[bytes] | None) -> None:
    """Close our end; what could not be written any more is of no use to a worker that is gone."""
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        return
