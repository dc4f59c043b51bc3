"""The worker's side: a process that does one job after another and stays warm in between.

Jobs come through standard input and answers leave through what was standard output; whatever a job or a
library prints goes to the log. When standard input ends, the farm is gone and the worker ends too, at once.
"""

import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from typing import IO, Any

from yingxi.farm.channel import receive, send
from yingxi.farm.events import send_reports_to


class Stopped(BaseException):
    """The farm asked this worker to end; open files are closed and temporary ones removed on the way out."""


def main() -> None:
    """Serve jobs until the farm closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    inlet, outlet = _take_over_pipes()
    answers = Answers(outlet)
    send_reports_to(answers.progress)
    jobs: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    idle = threading.Event()
    idle.set()
    threading.Thread(target=_listen, args=(inlet, jobs, idle), daemon=True).start()
    try:
        _serve(jobs, idle, answers)
    except Stopped:
        sys.exit(143)


class Answers:
    """What goes back to the farm; jobs may report from several threads."""

    def __init__(self, outlet: IO[bytes]) -> None:
        self._outlet = outlet
        self._lock = threading.Lock()

    def say(self, *message: Any) -> None:
        """Send one message; a farm that is gone ends this process."""
        with self._lock:
            send(self._outlet, message)

    def progress(self, done: int, total: int, note: str) -> None:
        """Pass on how far the job is."""
        self.say("progress", done, total, note)


def _serve(jobs: "queue.SimpleQueue[bytes | None]", idle: threading.Event, answers: Answers) -> None:
    while (call := jobs.get()) is not None:
        answer = _perform(call)
        sys.stderr.flush()
        # Before the answer leaves: the next job may follow it at once.
        idle.set()
        answers.say(*answer)


def _perform(call: bytes) -> tuple[Any, ...]:
    """Do one job; gives `("result", pickled)` or `("error", pickled, traceback)`."""
    try:
        function, arguments, named = pickle.loads(call)
        return "result", pickle.dumps(function(*arguments, **named), protocol=pickle.HIGHEST_PROTOCOL)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the border of the process: all must be carried over
        return "error", _carried(error), traceback.format_exc()


def _carried(error: BaseException) -> bytes:
    """An exception as bytes that the farm can surely read; empty when it cannot be carried."""
    try:
        data = pickle.dumps(error, protocol=pickle.HIGHEST_PROTOCOL)
        pickle.loads(data)
    except Exception:  # noqa: BLE001 - an exception may fail to pickle in any way; its text is carried instead
        return b""
    return data


def _listen(inlet: IO[bytes], jobs: "queue.SimpleQueue[bytes | None]", idle: threading.Event) -> None:
    """Take in jobs; when the farm is gone, end: in order when idle, at once in the middle of a job."""
    try:
        while True:
            call = receive(inlet)
            idle.clear()
            jobs.put(call)
    except (EOFError, OSError):
        if not idle.is_set():
            os._exit(1)
        jobs.put(None)


def _take_over_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the two pipes for ourselves; standard input becomes empty and standard output the log."""
    inlet, outlet = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return inlet, outlet


def _stop(signal_number: int, frame: object) -> None:
    raise Stopped
