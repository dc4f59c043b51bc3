"""What a farm tells while it works: events of jobs, and what goes wrong with a worker."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from yingxi.film.errors import YingxiError

JobState = Literal["queued", "started", "progress", "retried", "done", "failed", "cancelled"]


@dataclass(frozen=True, kw_only=True, slots=True)
class JobEvent:
    """What happened to one job: `job` is its future's number, `done` of `total` what the job reported."""

    job: int
    state: JobState
    done: int = 0
    total: int = 0
    note: str = ""
    worker: int = 0


class FarmError(YingxiError):
    """A job was lost with its worker; `log` is the end of what that worker wrote."""

    def __init__(self, message: str, log: str = "") -> None:
        super().__init__(message, log)
        self.log = log

    def __str__(self) -> str:
        return str(self.args[0])


Listener = Callable[[int, int, str], None]

_listeners: list[Listener] = []


def report(done: int, total: int, note: str = "") -> None:
    """Tell whoever runs this job that `done` of `total` steps are made; nobody listens outside a farm."""
    if _listeners:
        _listeners[-1](done, total, note)


def send_reports_to(listener: Listener) -> None:
    """Let `report` in this process call `listener` from now on."""
    _listeners.append(listener)
