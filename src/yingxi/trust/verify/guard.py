"""Reads files that nobody vouches for, in a process of its own, held to limits and replaced when it falls.

Not the farm: a job of the farm may take what it needs and is tried again, a reader here may not and is not.
"""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, cast

from yingxi.film.errors import YingxiError
from yingxi.trust.verify.findings import Problem, Trouble
from yingxi.trust.verify.limits import Limits

LOOK = 0.1
"""Seconds between two looks at a busy reader's memory and time."""

PATIENCE = 120.0
"""Seconds that a fresh reader may take to start, on a machine that is busy with other things."""

_START = "import sys; sys.path[:] = {path}; from yingxi.trust.verify.worker import main; main()"
_SINGLE = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "RAYON")}
_ENDS: Mapping[str, Trouble] = {"SIGXCPU": "time", "SIGABRT": "crash", "SIGKILL": "memory"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a reader gave for a file: its value (plain JSON), or the problem that it had."""

    value: Any = None
    problem: Problem | None = None


class Guard:
    """One warm reader process; a context manager. It is started when first needed."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._reader: Reader | None = None
        self.fallen = 0
        """How many processes fell over a file so far."""

    def __enter__(self) -> "Guard":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, step: str, path: Path, size: int, **more: str | int | None) -> Answer:
        """Let the reader called `step` read a file of `size` bytes; never raises for what the file does.

        `more` is what this reader must know besides.
        """
        reader = self._ready()
        allowed = self.limits.time_for(size)
        try:
            reader.send({"step": step, "path": str(path), "seconds": allowed, "more": more})
            said = reader.wait(allowed * self.limits.patience, self.limits)
        except FallenError as fall:
            self.fallen += 1
            self.close()
            return Answer(problem=Problem(step=step, code=fall.code, detail=str(fall)))
        if "code" in said:
            return Answer(problem=Problem(step=step, code=said["code"], detail=str(said["detail"])))
        return Answer(value=said["value"])

    def close(self) -> None:
        """End the process."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _ready(self) -> "Reader":
        """A living reader; one that has grown fat or old makes way for a fresh one."""
        reader = self._reader
        if reader is not None and not reader.is_fit(self.limits):
            self.close()
        if self._reader is None:
            self._reader = Reader(self.limits)
        return self._reader


class FallenError(Exception):
    """A reader fell over a file, or was ended over it."""

    def __init__(self, code: Trouble, detail: str = "") -> None:
        super().__init__(detail)
        self.code: Trouble = code


class Reader:
    """The parent's side of one reader process."""

    def __init__(self, limits: Limits) -> None:
        code = _START.format(path=json.dumps([entry or os.getcwd() for entry in sys.path]))
        self._process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_SINGLE, "MALLOC_ARENA_MAX": "2"},
        )
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._served = 0
        threading.Thread(target=self._listen, args=(limits.answer,), daemon=True).start()
        try:
            self.send(asdict(limits))
            self.wait(PATIENCE, limits)
        except FallenError as fall:
            self.close()
            raise YingxiError(
                f"the process that reads files cannot start ({fall or fall.code}); try yingxi doctor"
            ) from fall

    def send(self, message: Mapping[str, Any]) -> None:
        """Give it one line; FallenError when it is gone."""
        pipe = cast(IO[bytes], self._process.stdin)
        try:
            pipe.write(json.dumps(message).encode("utf-8") + b"\n")
            pipe.flush()
        except OSError as error:
            raise self._end() from error
        self._served += 1

    def wait(self, seconds: float, limits: Limits) -> dict[str, Any]:
        """Its next answer; FallenError when it dies, takes too long or takes too much memory."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                line = self._answers.get(timeout=LOOK)
            except queue.Empty:
                if time.monotonic() > deadline:
                    raise FallenError("time", f"{seconds:.0f} s") from None
                if self._resident() > limits.resident:
                    raise FallenError("memory", f"{limits.resident >> 20} MB") from None
                continue
            if not line:
                raise self._end()
            try:
                return cast(dict[str, Any], json.loads(line))
            except ValueError:
                raise FallenError("crash", "its answer is too long or broken") from None

    def is_fit(self, limits: Limits) -> bool:
        """Whether it lives, has not served too many files and has not swollen."""
        alive = self._process.poll() is None
        return alive and self._served <= limits.served and self._resident() < limits.swollen

    def close(self) -> None:
        """Kill it: it holds nothing that could be lost."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:
                continue

    def _resident(self) -> int:
        """Bytes that it holds in memory; 0 when it is gone."""
        import psutil

        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def _end(self) -> FallenError:
        """How it ended, as what became of the file."""
        code = self._process.wait()
        if code >= 0:
            return FallenError("crash", f"exit code {code}")
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return FallenError(_ENDS.get(name, "crash"), name)

    def _listen(self, longest: int) -> None:
        """Pass its lines on; an empty one when there are no more."""
        pipe = cast(IO[bytes], self._process.stdout)
        try:
            while line := pipe.readline(longest):
                self._answers.put(line)
        except (OSError, ValueError):
            pass
        self._answers.put(b"")
