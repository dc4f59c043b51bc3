"""ComfyUI's API: upload, prompt, listen, history, view (ComfyUI server.py; its WebSocket example)."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from yingxi.engines.waiting import Clock
from yingxi.film.errors import UsageError, YingxiError

if TYPE_CHECKING:
    import httpx
    from websockets.sync.client import ClientConnection

LOOK_EVERY = 5.0
"""Seconds between two looks at the history while the WebSocket tells nothing new."""

PAUSE = 2.0
"""Seconds before something that failed is tried again; twice that the next time."""

MOST_BYTES = 4 << 30
NUMBER = r"[\w-][\w.-]{0,99}"
"""What the number of queued work looks like: it becomes a part of file names."""


class LostError(YingxiError):
    """ComfyUI knows nothing of the work: it was restarted, or somebody cleared its queue."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comfy:
    """One ComfyUI: its address, our name there, how long it may say nothing (seconds)."""

    url: str
    client_id: str
    patience: float = 3600.0

    @property
    def socket_url(self) -> str:
        """The address of its WebSocket."""
        return f"ws{self.url.removeprefix('http')}/ws?clientId={self.client_id}"


def connect(comfy: Comfy) -> "httpx.Client":
    """An HTTP client of it."""
    import httpx

    return httpx.Client(base_url=comfy.url + "/", timeout=httpx.Timeout(60.0, connect=10.0))


def answers(url: str) -> bool:
    """Whether anything listens at an address; looked at for a second at most."""
    import socket

    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((parts.hostname or "", port), timeout=1.0):
            return True
    except OSError:
        return False


def upload(client: "httpx.Client", path: Path, name: str) -> str:
    """Put a file into ComfyUI's input folder; what a loader node calls it."""
    form = {"image": (name, path.read_bytes()), "overwrite": (None, "true"), "subfolder": (None, "yingxi")}
    answer = ask(client, "POST", "upload/image", files=form)
    kept = read_json(answer)
    if not isinstance(kept, dict) or not isinstance(kept.get("name"), str):
        raise YingxiError(
            f"ComfyUI did not keep {path.name}: {one_line(answer.text)}",
            zh=f"ComfyUI 没有收下 {path.name}：{one_line(answer.text)}",
        )
    return f"{kept['subfolder']}/{kept['name']}" if kept.get("subfolder") else str(kept["name"])


def queue_work(client: "httpx.Client", nodes: Mapping[str, Any], comfy: Comfy, number: str) -> str:
    """Queue a workflow under our own number; the number that ComfyUI goes by (old ones choose theirs).

    UsageError with the node and what is wrong with it for a workflow that ComfyUI does not take.
    """
    body = {"prompt": nodes, "client_id": comfy.client_id, "prompt_id": number}
    answer = ask(client, "POST", "prompt", json=body)
    data = read_json(answer)
    if answer.status_code == 400:
        why = explain_refusal(data, nodes)
        raise UsageError(f"ComfyUI does not take the workflow: {why}", zh=f"ComfyUI 不收这个工作流：{why}")
    queued = data.get("prompt_id") if isinstance(data, dict) and answer.is_success else None
    if not isinstance(queued, str) or not re.fullmatch(NUMBER, queued):
        got = f"HTTP {answer.status_code} {one_line(answer.text)}"
        raise YingxiError(f"ComfyUI queued nothing: {got}", zh=f"ComfyUI 没有排上队：{got}")
    return queued


def explain_refusal(data: Any, nodes: Mapping[str, Any]) -> str:
    """The first thing that ComfyUI finds wrong: the node, the input, the reason."""
    for number, found in mapping(mapping(data).get("node_errors")).items():
        for error in listed(mapping(found).get("errors")):
            meta = mapping(mapping(nodes.get(number)).get("_meta"))
            title, said = meta.get("title") or mapping(found).get("class_type", ""), mapping(error)
            return one_line(
                f"node {number} ({title}): {said.get('message', '')} {said.get('details', '')}", 300
            )
    error = mapping(data).get("error", "no reason given")
    return one_line(str(error.get("message", error) if isinstance(error, dict) else error), 300)


def one_line(text: str, most: int = 120) -> str:
    """What another machine says, on one line."""
    return " ".join(text.split())[:most]


def mapping(value: Any) -> Mapping[str, Any]:
    """A mapping where an answer should have one; an empty one where it has something else."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """A list where an answer should have one; an empty one where it has something else."""
    return value if isinstance(value, list) else []


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """How queued work stands: `waiting`, `working`, `done`, and the files that it made by node."""

    state: str
    files: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)


def look_up(client: "httpx.Client", number: str) -> Work:
    """How the work stands. LostError where it is neither in the history nor in the queue.

    YingxiError with the node and the reason where it failed. The history is looked at once more after the
    queue, for work may end between the two looks.
    """
    found = look_into_history(client, number) or look_into_queue(client, number)
    found = found or look_into_history(client, number)
    if found is None:
        raise LostError(
            f"ComfyUI at {client.base_url} knows nothing of work {number}; was it restarted?",
            zh=f"{client.base_url} 的 ComfyUI 不认得任务 {number}；它重启过吗？",
        )
    return found


def look_into_history(client: "httpx.Client", number: str) -> Work | None:
    """Work that has ended, or None."""
    entry = mapping(read_json(ask(client, "GET", f"history/{number}"))).get(number)
    if not isinstance(entry, dict):
        return None
    status = mapping(entry.get("status"))
    if status.get("status_str") == "error":
        why = explain_failure(status.get("messages"))
        raise YingxiError(f"ComfyUI's work failed: {why}", zh=f"ComfyUI 没做成：{why}")
    return Work(state="done", files=dict(files_of(mapping(entry.get("outputs")))))


def look_into_queue(client: "httpx.Client", number: str) -> Work | None:
    """Work that runs or waits, or None."""
    queue = mapping(read_json(ask(client, "GET", "queue")))
    for state, name in (("working", "queue_running"), ("waiting", "queue_pending")):
        if number in numbers_in(queue, name):
            return Work(state=state)
    return None


def numbers_in(queue: Mapping[str, Any], name: str) -> list[Any]:
    """The numbers of the work in a part of ComfyUI's queue."""
    return [item[1] for item in listed(queue.get(name)) if isinstance(item, list) and len(item) > 1]


def knows(client: "httpx.Client", number: str) -> bool:
    """Whether ComfyUI has this work, done, at work or waiting; work that failed is as good as none."""
    try:
        look_up(client, number)
    except NoAnswerError:
        raise
    except YingxiError:
        return False
    return True


def explain_failure(messages: Any) -> str:
    """The node and the exception of a failed run."""
    for message in listed(messages):
        kind, data = (*message, {}, {})[:2] if isinstance(message, list) else ("", {})
        if kind == "execution_error" and isinstance(data, dict):
            said = str(data.get("exception_message", ""))
            return one_line(f"node {data.get('node_id', '?')} ({data.get('node_type', '?')}): {said}", 300)
        if kind == "execution_interrupted":
            return "somebody interrupted it in ComfyUI"
    return "no reason given"


def files_of(outputs: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Mapping[str, str], ...]]]:
    """The files that each node made; previews in its temporary folder only where there is nothing else."""
    for number, made in outputs.items():
        named = [
            one for group in mapping(made).values() for one in listed(group)
            if isinstance(one, dict) and isinstance(one.get("filename"), str) and one["filename"]
        ]  # fmt: skip
        kept = [one for one in named if one.get("type") != "temp"] or named
        if kept:
            yield str(number), tuple(kept)


def await_work(client: "httpx.Client", comfy: Comfy, number: str, clock: Clock) -> Work:
    """Wait until the work is done. The WebSocket tells how far it is; whether it is done the history says.

    A WebSocket that breaks is opened again, and meanwhile the history is looked at. NoAnswerError when
    nothing has been heard for `patience`.
    """
    from websockets.exceptions import WebSocketException

    socket: ClientConnection | None = None
    looked, heard = -LOOK_EVERY, monotonic()
    with ExitStack() as line:
        while True:
            now = monotonic()
            if now - looked >= LOOK_EVERY:
                looked, work = now, look_up_patiently(client, number, clock)
                if work is not None:
                    heard = now
                    if work.state == "done":
                        return work
            if now - heard > comfy.patience:
                minutes = f"{comfy.patience / 60:.0f}"
                raise NoAnswerError(
                    f"ComfyUI said nothing for {minutes} minutes; run again",
                    zh=f"ComfyUI {minutes} 分钟没有说话；请再运行一次",
                )
            try:
                socket = socket or line.enter_context(open_socket(comfy))
                if hear(socket, number, clock):
                    looked = -LOOK_EVERY
                    heard = monotonic()
            except (OSError, WebSocketException):
                line.close()
                socket = None
                clock.wait(PAUSE, "")


def look_up_patiently(client: "httpx.Client", number: str, clock: Clock) -> Work | None:
    """How the work stands, or None while ComfyUI does not answer."""
    try:
        work = look_up(client, number)
    except NoAnswerError as error:
        clock.tell(clock.done, str(error))
        return None
    clock.tell(clock.done, work.state)
    return work


def open_socket(comfy: Comfy) -> "AbstractContextManager[ClientConnection]":
    """The WebSocket on which ComfyUI tells our work's progress."""
    from websockets.sync.client import connect as connect_socket

    return connect_socket(comfy.socket_url, open_timeout=10, close_timeout=2, max_size=64 << 20, proxy=None)


def hear(socket: "ClientConnection", number: str, clock: Clock) -> bool:
    """Take one message, waiting half a second at most; whether our work may have ended."""
    try:
        message = socket.recv(timeout=0.5)
    except TimeoutError:
        clock.tell(clock.done, "")
        return False
    try:
        told = json.loads(message) if isinstance(message, str) else {}
    except ValueError:
        return False
    data = mapping(told).get("data")
    if not isinstance(data, dict) or data.get("prompt_id", number) != number:
        return False
    value, most = data.get("value"), data.get("max")
    if told.get("type") == "progress" and isinstance(value, int | float) and isinstance(most, int | float):
        clock.tell(100.0 * min(value, most) / most if most > 0 else 0.0, f"node {data.get('node', '')}")
    ends = ("execution_success", "execution_error", "execution_interrupted")
    return told.get("type") in ends or (told.get("type") == "executing" and data.get("node") is None)


class NoAnswerError(YingxiError):
    """ComfyUI does not answer, or not with JSON, just now."""


def ask(client: "httpx.Client", method: str, path: str, **more: Any) -> "httpx.Response":
    """One call. NoAnswerError when there is no answer, or a 5xx one."""
    import httpx

    try:
        answer = client.request(method, path, **more)
    except httpx.HTTPError as error:
        raise NoAnswerError(
            f"ComfyUI at {client.base_url} does not answer: {error}",
            zh=f"{client.base_url} 的 ComfyUI 没有回答：{error}",
        ) from error
    if answer.status_code >= 500:
        raise NoAnswerError(
            f"ComfyUI answers HTTP {answer.status_code}", zh=f"ComfyUI 回答 HTTP {answer.status_code}"
        )
    return answer


def read_json(answer: "httpx.Response") -> Any:
    """The JSON of an answer."""
    try:
        return answer.json()
    except ValueError as error:
        raise NoAnswerError(
            f"ComfyUI's answer is no JSON: {one_line(answer.text)}",
            zh=f"ComfyUI 的回答不是 JSON：{one_line(answer.text)}",
        ) from error


def fetch_file(client: "httpx.Client", entry: Mapping[str, str], target: Path) -> None:
    """A file that a node made into `target`, whole or not at all."""
    import httpx

    from yingxi.store.atomic import replacing

    where = {name: entry.get(name, "") for name in ("filename", "subfolder", "type")}
    try:
        with client.stream("GET", "view", params=where) as answer, replacing(target) as temporary:
            if answer.status_code != 200:
                raise YingxiError(
                    f"ComfyUI does not give {where['filename']}: HTTP {answer.status_code}",
                    zh=f"ComfyUI 不给 {where['filename']}：HTTP {answer.status_code}",
                )
            with temporary.open("wb") as file:
                for block in answer.iter_bytes():
                    if file.tell() > MOST_BYTES:
                        raise YingxiError(
                            f"{where['filename']} is larger than {MOST_BYTES >> 30} GB",
                            zh=f"{where['filename']} 超过 {MOST_BYTES >> 30} GB",
                        )
                    file.write(block)
    except httpx.HTTPError as error:
        raise YingxiError(f"{where['filename']}: {type(error).__name__} {error}".strip()) from error


def drop_work(client: "httpx.Client", number: str) -> None:
    """Take our work out of the queue, and interrupt it where it is the one that runs."""
    try:
        queue = mapping(read_json(ask(client, "GET", "queue")))
        ask(client, "POST", "queue", json={"delete": [number]})
        if number in numbers_in(queue, "queue_running"):
            ask(client, "POST", "interrupt", json={"prompt_id": number})
    except NoAnswerError:
        return
