"""A farm of processes on this machine, in the shape of `concurrent.futures.Executor`."""

import os
import pickle
import shutil
import tempfile
import threading
import weakref
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, ParamSpec, TypeVar

from yingxi.farm.events import FarmError, JobEvent, JobState
from yingxi.farm.process import WorkerProcess
from yingxi.film.errors import UsageError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class JobFuture(Future[Result], Generic[Result]):
    """A future that knows its job's number, which events name."""

    job: int = 0


@dataclass(kw_only=True)
class Job:
    """One call on its way: `call` is pickled when it is handed in, so later changes do not reach it."""

    future: JobFuture[Any]
    name: str
    call: bytes
    worker: WorkerProcess | None = None
    cancelled: bool = False
    lost: list[str] = field(default_factory=list)


class LocalFarm(Executor):
    """Runs calls in up to `workers` processes that stay warm between jobs.

    `on_event` hears of every job, from the farm's threads, one event at a time; when it raises, the job it
    heard of is dropped and its future carries the exception. `env` is added to the workers' environment.
    A job whose worker dies is tried once more on a fresh one. Functions and arguments must be importable
    and picklable; what a worker prints goes to its log.
    """

    def __init__(
        self,
        workers: int | None = None,
        on_event: Callable[[JobEvent], None] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.workers = (os.cpu_count() or 1) if workers is None else workers
        if self.workers < 1:
            raise UsageError(f"a farm needs at least 1 worker, got {workers}")
        self._on_event, self._env = on_event, dict(env or {})
        self._queue: deque[Job] = deque()
        self._running: dict[Future[Any], Job] = {}
        self._changed = threading.Condition()
        self._speaking = threading.RLock()
        self._threads: list[threading.Thread] = []
        self._idle = self._count = 0
        self._closed = False
        self._logs = Path(tempfile.mkdtemp(prefix="yingxi-farm-"))
        self._sweep = weakref.finalize(self, shutil.rmtree, self._logs, ignore_errors=True)

    def submit(
        self, fn: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> JobFuture[Result]:
        """Queue one call; its future's `job` is the number that events name."""
        call = pickle.dumps((fn, args, kwargs), protocol=pickle.HIGHEST_PROTOCOL)
        future: JobFuture[Result] = JobFuture()
        job = Job(future=future, name=getattr(fn, "__qualname__", repr(fn)), call=call)
        with self._changed:
            self._count += 1
            future.job = self._count
        self._tell(job, "queued")
        with self._changed:
            if self._closed:
                raise RuntimeError("cannot submit to a farm that was shut down")
            self._queue.append(job)
            self._hire()
            self._changed.notify()
        return future

    def cancel(self, future: Future[Any]) -> bool:
        """Cancel a queued or a running job; gives whether it was either. A running one loses its worker."""
        if future.done():
            return False
        if future.cancel():
            return True
        with self._changed:
            job = self._running.get(future)
            if job is None:
                return False
            job.cancelled = True
            if job.worker is not None:
                job.worker.interrupt()
            return True

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs; with `cancel_futures` drop those that wait, else finish them all."""
        with self._changed:
            self._closed = True
            dropped = list(self._queue) if cancel_futures else []
            if cancel_futures:
                self._queue.clear()
            self._changed.notify_all()
        for job in dropped:
            job.future.cancel()
            job.future.set_running_or_notify_cancel()
            self._settle(job, CancelledError())
        if wait:
            for thread in self._threads:
                thread.join()
            self._sweep()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish all jobs; after an exception (Ctrl-C) drop them instead and stop the workers."""
        if kind is not None:
            self.shutdown(wait=False, cancel_futures=True)
            with self._changed:
                running = list(self._running)
            for future in running:
                self.cancel(future)
        self.shutdown(wait=True)

    def _hire(self) -> None:
        """One more thread, each with its own worker, while jobs wait and none is idle."""
        if self._idle < len(self._queue) and len(self._threads) < self.workers:
            number = len(self._threads)
            thread = threading.Thread(target=self._tend, args=(number,), name=f"farm-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _tend(self, number: int) -> None:
        """Hand jobs to one worker until the farm closes."""
        worker: WorkerProcess | None = None
        try:
            while (job := self._next_job()) is not None:
                if job.future.cancelled():
                    self._settle(job, CancelledError())
                else:
                    worker = self._see_through(job, worker, number)
        finally:
            if worker is not None:
                worker.close()

    def _next_job(self) -> Job | None:
        """The next job, marked as running unless it was cancelled in the queue; None when the farm closes."""
        with self._changed:
            while not self._queue:
                if self._closed:
                    return None
                self._idle += 1
                self._changed.wait()
                self._idle -= 1
            job = self._queue.popleft()
            if job.future.set_running_or_notify_cancel():
                self._running[job.future] = job
            return job

    def _see_through(self, job: Job, worker: WorkerProcess | None, number: int) -> WorkerProcess | None:
        """Run a job to its end, on a second worker when the first dies; gives the worker that is left."""
        try:
            while True:
                worker = self._ready(worker, number)
                answer = self._attempt(job, worker)
                if answer is not None:
                    self._finish(job, answer)
                    return dismissed(worker) if job.cancelled else worker
                if job.cancelled or len(job.lost) > 1:
                    self._give_up(job)
                    return worker
                self._tell(job, "retried", note=job.lost[-1].replace("\n", "; "))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong here belongs to whoever waits
            self._settle(job, error)
            return dismissed(worker)

    def _ready(self, worker: WorkerProcess | None, number: int) -> WorkerProcess:
        """A living worker: the one that is there, or a fresh one in place of a dead one."""
        if worker is not None and worker.is_alive():
            return worker
        if worker is not None:
            worker.close()
        return WorkerProcess(self._logs / f"worker-{number}.log", self._env)

    def _attempt(self, job: Job, worker: WorkerProcess) -> tuple[Any, ...] | None:
        """A worker's answer to a job, or None when the worker died over it."""
        with self._changed:
            job.worker = worker
            if job.cancelled:
                worker.interrupt()
        self._tell(job, "started")
        try:
            return worker.perform(job.call, lambda *said: self._tell(job, "progress", *said))
        except EOFError:
            job.lost.append(f"{worker.how_it_ended()}\n{worker.last_words()}".strip())
            return None

    def _finish(self, job: Job, answer: tuple[Any, ...]) -> None:
        """Put a worker's answer into the future."""
        kind, data, *rest = answer
        if kind == "result":
            self._settle(job, None, pickle.loads(data))
            return
        (trace,) = rest
        last = trace.strip().splitlines()[-1]
        error = pickle.loads(data) if data else FarmError(f"{job.name}: {last}", trace)
        if isinstance(error, SystemExit):
            error = FarmError(f"{job.name} ended its worker with exit({error.code})", trace)
        error.__cause__ = FarmError(f"in the worker:\n{trace}", trace)
        self._settle(job, error)

    def _give_up(self, job: Job) -> None:
        """Say that a job was cancelled, or that it cost two workers."""
        if job.cancelled:
            self._settle(job, CancelledError())
            return
        log = job.lost[-1]
        last = log.splitlines()[-1]
        how = log.partition("\n")[0]
        words = "" if last == how else f"; its last words: {last}"
        self._settle(job, FarmError(f"{job.name}: two workers died over it ({how}){words}", log))

    def _settle(self, job: Job, error: BaseException | None, result: Any = None) -> None:
        """End a job: the listener hears of it before whoever waits for the future."""
        with self._changed:
            self._running.pop(job.future, None)
        state: JobState = "done" if error is None else "failed"
        if isinstance(error, CancelledError):
            state = "cancelled"
        try:
            self._tell(job, state, note="" if error is None else str(error))
        except Exception as refusal:  # noqa: BLE001 - a listener may raise anything; whoever waits gets it
            error = error or refusal
        if job.future.cancelled():
            return
        if error is None:
            job.future.set_result(result)
        else:
            job.future.set_exception(error)

    def _tell(self, job: Job, state: JobState, done: int = 0, total: int = 0, note: str = "") -> None:
        if self._on_event is None:
            return
        pid = job.worker.pid if job.worker is not None else 0
        with self._speaking:
            self._on_event(
                JobEvent(job=job.future.job, state=state, done=done, total=total, note=note, worker=pid)
            )


def dismissed(worker: WorkerProcess | None) -> WorkerProcess | None:
    """Nobody: the worker is ended, for its job was dropped, or cancelled just as it finished."""
    if worker is not None:
        worker.interrupt()
        worker.close()
    return None
