"""Real worker processes: warm, watched, cancelled, killed, retried."""

import operator
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, as_completed
from pathlib import Path

import psutil
import pytest

from yingxi.farm import FarmError, JobEvent, LocalFarm, report
from yingxi.film.errors import UsageError, unknown

PATIENCE = 20.0
"""Seconds after which a test gives up waiting for something that must happen."""


def wait_until(condition: Callable[[], bool]) -> None:
    """Return as soon as the condition holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)


@pytest.fixture
def events() -> list[JobEvent]:
    """What the farm told."""
    return []


@pytest.fixture
def farm(events: list[JobEvent]) -> Iterator[LocalFarm]:
    """Two workers."""
    with LocalFarm(2, on_event=events.append, env={"LP_NUM_THREADS": "1"}) as made:
        yield made


def states(events: list[JobEvent], job: int) -> list[str]:
    """What happened to one job, in order."""
    return [event.state for event in events if event.job == job]


def test_maps_in_order(farm: LocalFarm) -> None:
    assert list(farm.map(operator.mul, range(20), range(20))) == [n * n for n in range(20)]


def test_workers_stay_warm_and_are_no_more_than_asked(farm: LocalFarm) -> None:
    pids = {future.result() for future in as_completed([farm.submit(os.getpid) for _ in range(12)])}
    assert 1 <= len(pids) <= 2
    assert os.getpid() not in pids


def test_workers_get_the_environment(farm: LocalFarm) -> None:
    assert farm.submit(os.getenv, "LP_NUM_THREADS").result() == "1"


def test_progress_arrives_between_start_and_end(farm: LocalFarm, events: list[JobEvent]) -> None:
    future = farm.submit(report, 3, 10, "第三格")
    future.result()
    assert states(events, future.job) == ["queued", "started", "progress", "done"]
    told = next(event for event in events if event.state == "progress")
    assert (told.done, told.total, told.note) == (3, 10, "第三格")
    assert told.worker not in (0, os.getpid())


def test_reporting_outside_a_farm_is_heard_by_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    report(1, 2, "nobody")
    assert capfd.readouterr() == ("", "")


def test_an_error_comes_back_as_itself_with_its_trace(farm: LocalFarm, events: list[JobEvent]) -> None:
    future = farm.submit(operator.truediv, 1, 0)
    with pytest.raises(ZeroDivisionError, match="division by zero") as caught:
        future.result()
    assert "in the worker:\nTraceback" in str(caught.value.__cause__)
    assert states(events, future.job) == ["queued", "started", "failed"]


def test_a_usage_error_keeps_its_words_and_exit_code(farm: LocalFarm) -> None:
    error = farm.submit(unknown, "look", "水墨画", ["水墨"]).result()
    assert isinstance(error, UsageError)
    assert str(error) == "unknown look '水墨画'; did you mean '水墨'?"


def test_what_cannot_be_sent_back_is_said(farm: LocalFarm) -> None:
    with pytest.raises((TypeError, AttributeError, FarmError), match="pickle"):
        farm.submit(threading.Lock).result()
    assert farm.submit(abs, -1).result() == 1


@pytest.mark.parametrize(
    ("job", "argument", "how"),
    [
        (os._exit, 3, "exit code 3"),
        (signal.raise_signal, signal.SIGKILL, "killed by SIGKILL"),
        (signal.raise_signal, signal.SIGSEGV, "killed by SIGSEGV"),
    ],
)
def test_a_lost_worker_is_replaced_once_then_told(
    farm: LocalFarm, events: list[JobEvent], job: Callable[[int], None], argument: int, how: str
) -> None:
    future = farm.submit(job, argument)
    with pytest.raises(FarmError, match=rf"two workers died over it \({how}\)"):
        future.result(PATIENCE)
    assert states(events, future.job) == ["queued", "started", "retried", "started", "failed"]
    assert farm.submit(abs, -2).result() == 2


def test_a_retry_can_succeed(farm: LocalFarm, events: list[JobEvent], tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    code = (
        "import os, pathlib; marks = pathlib.Path({path!r}); first = not marks.exists()\n"
        "marks.write_text('x')\n"
        "if first: os._exit(1)"
    )
    future = farm.submit(exec, code.format(path=str(marks)))
    assert future.result(PATIENCE) is None
    assert states(events, future.job) == ["queued", "started", "retried", "started", "done"]


def test_the_end_of_the_log_comes_with_the_loss(farm: LocalFarm) -> None:
    code = "import os; print('帧 17'); os.write(2, b'out of paint'); os.abort()"
    with pytest.raises(FarmError, match="its last words: out of paint") as caught:
        farm.submit(exec, code).result(PATIENCE)
    assert "killed by SIGABRT" in caught.value.log
    assert "\n" not in str(caught.value)


def test_exit_in_a_job_is_an_error_not_a_loss(farm: LocalFarm, events: list[JobEvent]) -> None:
    future = farm.submit(sys.exit, 3)
    with pytest.raises(FarmError, match=r"ended its worker with exit\(3\)"):
        future.result()
    assert "retried" not in states(events, future.job)


def test_a_running_job_is_cancelled_and_its_worker_replaced(farm: LocalFarm, events: list[JobEvent]) -> None:
    future = farm.submit(time.sleep, 600)
    wait_until(lambda: "started" in states(events, future.job))
    assert farm.cancel(future)
    with pytest.raises(CancelledError):
        future.result(PATIENCE)
    assert states(events, future.job)[-1] == "cancelled"
    assert farm.submit(abs, -3).result() == 3


def test_a_cancelled_job_cleans_up_behind_itself(farm: LocalFarm, tmp_path: Path) -> None:
    code = (
        "import time; from pathlib import Path; from yingxi.store import replacing\n"
        f"with replacing(Path({str(tmp_path / 'take.mp4')!r})): time.sleep(600)"
    )
    future = farm.submit(exec, code)
    wait_until(lambda: any(tmp_path.iterdir()))
    assert farm.cancel(future)
    wait_until(lambda: not any(tmp_path.iterdir()))


def test_a_queued_job_is_cancelled(events: list[JobEvent]) -> None:
    with LocalFarm(1, on_event=events.append) as farm:
        running, waiting = farm.submit(time.sleep, 600), farm.submit(abs, -1)
        assert farm.cancel(waiting)
        assert waiting.cancelled()
        assert farm.cancel(running)
    assert states(events, waiting.job) == ["queued", "cancelled"]
    assert not farm.cancel(running), "it has ended already"


def test_leaving_with_an_error_stops_everything_at_once(events: list[JobEvent]) -> None:
    futures = []

    def press_ctrl_c() -> None:
        with LocalFarm(2, on_event=events.append) as farm:
            futures.extend(farm.submit(time.sleep, 600) for _ in range(5))
            wait_until(lambda: sum(event.state == "started" for event in events) == 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        press_ctrl_c()
    assert all(future.done() for future in futures)
    assert not [child for child in psutil.Process().children() if "yingxi.farm" in " ".join(child.cmdline())]


def test_a_listener_that_raises_drops_the_job_it_heard_of() -> None:
    class Enough(Exception):  # noqa: N818 - a person's word to stop, no error
        pass

    def listen(event: JobEvent) -> None:
        if event.state == "progress":
            raise Enough

    with LocalFarm(1, on_event=listen) as farm:
        with pytest.raises(Enough):
            farm.submit(report, 1, 9).result(PATIENCE)
        assert farm.submit(abs, -4).result(PATIENCE) == 4


def test_a_closed_farm_takes_no_jobs() -> None:
    farm = LocalFarm(1)
    assert farm.submit(abs, -5).result() == 5
    farm.shutdown()
    with pytest.raises(RuntimeError, match="shut down"):
        farm.submit(abs, -5)


def test_a_farm_needs_a_worker() -> None:
    with pytest.raises(UsageError, match="at least 1 worker, got 0"):
        LocalFarm(0)


def test_no_worker_outlives_a_killed_parent() -> None:
    code = (
        "import os, time; from yingxi.farm import LocalFarm\n"
        "def tell(event):\n    if event.state == 'started': print(event.worker, flush=True)\n"
        "farm = LocalFarm(2, on_event=tell)\n"
        "for _ in range(2): farm.submit(time.sleep, 600)\n"
        "time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [psutil.Process(int(parent.stdout.readline())) for _ in range(2)]
        parent.kill()
    wait_until(lambda: not any(worker.is_running() for worker in workers))


def test_a_script_without_a_main_guard_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "film.py"
    script.write_text(
        "from yingxi.farm import LocalFarm\nprint('once', flush=True)\n"
        "with LocalFarm(1) as farm:\n    print(farm.submit(abs, -1).result())\n"
    )
    assert subprocess.check_output([sys.executable, str(script)], text=True) == "once\n1\n"
