"""The HTTP side of `/v1/videos`: create once, poll, fetch, delete; what may be tried again, what may not."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from yingxi.film.errors import UsageError, YingxiError

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 4 << 30
TOLD_EVERY = 1.0
"""Seconds between two words on a video that is being fetched."""
MISSES = 5
"""How often in a row a server may say that it knows no such job: behind some are several machines."""
QUEUED = ("queued", "pending", "submitted")
WORKING = ("in_progress", "processing", "running")
DONE = ("completed", "succeeded")
ENDED = ("failed", "cancelled", "canceled", "expired", "deleted")
MISSING = "HTTP 404"
NUMBER = r"[\w.:-]{1,200}"
"""What a job's id looks like: it becomes a part of addresses and of file names."""

Waiting = Callable[[float, str], None]
"""Waits so many seconds, telling why; raising from it stops."""


class UnsureError(YingxiError):
    """The server may have taken the job, and may have charged for it, but its answer never arrived."""


class EndedError(YingxiError):
    """The job ended without a video: it failed or was cancelled."""


class LostError(YingxiError):
    """The server knows nothing of the job any more, though it once gave it a name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """What a server says of a job: its id, its status in our words, how far it is (0-100), its problem."""

    id: str
    status: str
    progress: float = 0.0
    problem: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """Where the server is, the key for it, and how long no answer is borne with (seconds)."""

    url: str
    key: str = ""
    patience: float = 3600.0


def connect(server: Server) -> "httpx.Client":
    """A client of the server; the key goes into a header and nowhere else."""
    import httpx

    headers = {"Authorization": f"Bearer {server.key}"} if server.key else {}
    timeout = httpx.Timeout(60.0, connect=10.0)
    return httpx.Client(base_url=server.url + "/", headers=headers, timeout=timeout, follow_redirects=True)


def create_job(client: "httpx.Client", form: Any, mark: str, wait: Waiting, patience: float) -> Job:
    """Ask for a video once. `mark` is the same for the same request, for servers that know Idempotency-Key.

    Tried again only where the server surely took nothing: no connection, 429 and 503. UnsureError when it
    broke off after the request was sent; UsageError for what it refuses.
    """
    import httpx

    ends, pause = monotonic() + patience, 1.0
    while True:
        try:
            answer = client.post("videos", files=form, headers={"Idempotency-Key": mark})
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            problem, asked = f"no connection: {error}", 0.0
        except httpx.HTTPError as error:
            raise UnsureError(f"{type(error).__name__} {error}".strip()) from error
        else:
            if answer.status_code not in (429, 503):
                return read_created(answer)
            problem, asked = f"HTTP {answer.status_code}", retry_after(answer)
        pause = max(pause, asked)
        if monotonic() + pause > ends:
            raise YingxiError(
                f"the video server at {client.base_url} does not take the job: {problem}",
                zh=f"视频服务器 {client.base_url} 不收任务：{problem}",
            )
        wait(pause, problem)
        pause = min(pause * 1.6, 30.0)


def read_created(answer: "httpx.Response") -> Job:
    """The job that the server made."""
    if answer.status_code >= 500:
        raise UnsureError(f"HTTP {answer.status_code}: {said(answer)}")
    if answer.status_code >= 400:
        raise refusal(answer)
    try:
        return read_job(answer.json())
    except (ValueError, YingxiError) as error:
        raise UnsureError(f"its answer cannot be read: {error}") from error


def refusal(answer: "httpx.Response") -> UsageError:
    """What a server refuses, in its own words."""
    why = f"HTTP {answer.status_code}: {said(answer)}"
    return UsageError(f"the video server refuses: {why}", zh=f"视频服务器拒绝了：{why}")


def poll_job(client: "httpx.Client", number: str, tell: Callable[[Job], None], wait: Waiting,
             patience: float) -> Job:  # fmt: skip
    """Ask how a job is until it ends, at first each second, then less and less often (15 s at most).

    Answers that fail are borne with for `patience` seconds. EndedError for a job that failed, LostError for
    one that the server does not know, YingxiError for one that takes longer than `patience`.
    """
    began, heard, pause, misses = monotonic(), monotonic(), 1.0, 0
    while True:
        answer, problem = look_up(client, number)
        misses = misses + 1 if answer is None and problem == MISSING else 0
        if misses >= MISSES:
            raise LostError(
                f"the video server no longer knows job {number}", zh=f"视频服务器不认得任务 {number} 了"
            )
        if answer is not None:
            heard = monotonic()
            tell(answer)
            if answer.status == "done":
                return answer
            if answer.status == "ended":
                raise EndedError(
                    f"the video server gave up {number}: {answer.problem}; run again to ask anew",
                    zh=f"视频服务器放弃了 {number}：{answer.problem}；再运行一次就重新要",
                )
        now = monotonic()
        if now - heard > patience or now - began > patience:
            minutes = f"{(now - began) / 60:.0f}"
            raise YingxiError(
                f"job {number} has not ended after {minutes} minutes ({problem or 'still at work'}); run "
                "again to go on waiting, it is not asked for twice",
                zh=f"任务 {number} 过了 {minutes} 分钟还没有完（{problem or '还在做'}）；"
                "再运行一次接着等，不会再要一次",
            )
        wait(pause, problem)
        pause = min(pause * 1.4, 15.0)


def look_up(client: "httpx.Client", number: str) -> tuple[Job | None, str]:
    """How a job is, or why that is not known just now. UsageError where the server lets nobody ask."""
    import httpx

    try:
        answer = client.get(f"videos/{number}")
        if answer.status_code == 404:
            return None, MISSING
        if answer.status_code in (401, 403):
            raise refusal(answer)
        answer.raise_for_status()
        return read_job(answer.json()), ""
    except (httpx.HTTPError, ValueError) as error:
        return None, f"{type(error).__name__} {error}".splitlines()[0]


def read_job(data: Any) -> Job:
    """A job as the server describes it. YingxiError for a status that nobody documents."""
    number = data.get("id") if isinstance(data, dict) else None
    if not isinstance(number, str) or not re.fullmatch(NUMBER, number):
        raise YingxiError(f"no job in the answer: {str(data)[:120]}", zh=f"回答里没有任务：{str(data)[:120]}")
    word = str(data.get("status", "queued")).lower()
    kinds = {"waiting": QUEUED, "working": WORKING, "done": DONE, "ended": ENDED}
    status = next((kind for kind, words in kinds.items() if word in words), "")
    if not status:
        raise YingxiError(
            f"job {number} has the unknown status '{word[:40]}'",
            zh=f"任务 {number} 的状态“{word[:40]}”没人认得",
        )
    error = data.get("error")
    problem = (error.get("message", "") if isinstance(error, dict) else error) or word
    progress = data.get("progress")
    return Job(
        id=number, status=status, problem=" ".join(str(problem).split())[:300],
        progress=float(max(0, min(100, progress))) if isinstance(progress, int | float) else 0.0,
    )  # fmt: skip


def fetch_video(
    client: "httpx.Client", number: str, target: Path, tell: Callable[[], None], patience: float
) -> None:
    """The finished video into `target`, whole or not at all; `tell` hears each second that it comes.

    YingxiError for an answer that is none, is too large, or drips for longer than `patience`.
    """
    import httpx

    from yingxi.store.atomic import replacing

    began = told = monotonic()
    try:
        with client.stream("GET", f"videos/{number}/content") as answer, replacing(target) as temporary:
            if answer.status_code != 200:
                answer.read()
                raise YingxiError(f"HTTP {answer.status_code}: {said(answer)}")
            with temporary.open("wb") as file:
                for block in answer.iter_bytes():
                    file.write(block)
                    if file.tell() > MOST_BYTES:
                        raise YingxiError(
                            f"the video is larger than {MOST_BYTES >> 30} GB",
                            zh=f"视频超过 {MOST_BYTES >> 30} GB",
                        )
                    if monotonic() - began > patience:
                        raise YingxiError(
                            f"the video comes too slowly: {file.tell()} bytes",
                            zh=f"视频来得太慢：{file.tell()} 字节",
                        )
                    if monotonic() - told > TOLD_EVERY:
                        told = monotonic()
                        tell()
    except httpx.HTTPError as error:
        raise YingxiError(f"{type(error).__name__} {error}".strip()) from error


def delete_job(client: "httpx.Client", number: str) -> bool:
    """Ask the server to drop a job; whether it did."""
    import httpx

    try:
        return client.delete(f"videos/{number}").is_success
    except httpx.HTTPError:
        return False


def said(answer: "httpx.Response") -> str:
    """What a server says went wrong, on one line; some repeat the key that they were given."""
    try:
        data = answer.json()
        inner = data.get("error", data.get("detail", data)) if isinstance(data, dict) else data
        text = inner.get("message", inner) if isinstance(inner, dict) else inner
    except ValueError:
        text = answer.text
    key = answer.request.headers.get("Authorization", "").removeprefix("Bearer ")
    line = " ".join(str(text).split())
    return (line.replace(key, "…") if key else line)[:300]


def retry_after(answer: "httpx.Response") -> float:
    """Seconds that the server asks to wait; 0 when it says none."""
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked), 120.0) if asked.isdecimal() else 0.0
