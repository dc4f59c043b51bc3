"""A small real server of `/v1/videos` that paints real videos, and misbehaves when told to."""

import json
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import av
import numpy as np

from yingxi.media import VideoWriter, planes_from_rgb


@dataclass
class VideoServer:
    """Faults are lists of words by route (`create`, `poll`, `content`), each used up by one call.

    `500`, `503`, `401`, `400`: that answer. `drop`: the connection breaks after the request was taken.
    `wrong`: bytes that are no video; `short`: half the bytes; `duplicate`: the id of the first job;
    `failed`, `cancelled`: the job's status; `odd`: a status that nobody knows; `missing`: 404.
    """

    folder: Path
    polls: int = 2
    size: tuple[int, int] | None = None
    fps: int | None = None
    frames: int | None = None
    sound: bool = False
    key: str = ""
    lists: bool = True
    drips: float = 0.0
    faults: dict[str, list[str]] = field(default_factory=dict)
    asked: list[dict] = field(default_factory=list)
    jobs: dict[str, dict] = field(default_factory=dict)
    calls: Counter = field(default_factory=Counter)
    headers: list[dict] = field(default_factory=list)

    def __enter__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            server_of_videos = outer

            def log_message(self, *_):
                pass

            def do_POST(self):
                outer.create(self)

            def do_GET(self):
                parts = self.path.partition("?")[0].strip("/").split("/")
                if len(parts) == 2:
                    return outer.list(self)
                return (outer.content if parts[-1] == "content" else outer.poll)(self, parts[2])

            def do_DELETE(self):
                outer.delete(self, self.path.strip("/").split("/")[2])

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.http.server_port}/v1"

    def fault(self, route):
        self.calls[route] += 1
        waiting = self.faults.get(route, [])
        return waiting.pop(0) if waiting else ""

    def create(self, call):
        body = call.rfile.read(int(call.headers["Content-Length"]))
        self.headers.append(dict(call.headers))
        fault = self.fault("create")
        given = call.headers.get("Authorization")
        if self.key and given != f"Bearer {self.key}":
            return answer(call, 401, {"error": {"message": f"bad key {(given or 'none').split()[-1]}"}})
        if fault in ("503", "429"):
            return answer(call, int(fault), {"error": {"message": "busy"}}, {"Retry-After": "1"})
        if fault in ("400", "500"):
            return answer(call, int(fault), {"detail": f"told to say {fault}"})
        fields = read_form(call.headers["Content-Type"], body)
        self.asked.append(fields)
        number = f"video_{len(self.asked)}"
        if fault == "duplicate":
            number = "video_1"
        self.jobs[number] = {"polls": 0, "fields": fields, "made": time.time()}
        if fault == "drop":
            return call.connection.close()
        return answer(call, 200, {"id": number, "object": "video", "status": "queued", "progress": 0})

    def list(self, call):
        """The jobs with what they were asked for, the newest first, two a page."""
        self.calls["list"] += 1
        if not self.lists:
            return answer(call, 404, {"detail": "Not Found"})
        query = parse_qs(call.path.partition("?")[2])
        known = [
            {"id": number, "created_at": int(job["made"]), "status": "queued",
             **{name: job["fields"].get(name) for name in ("prompt", "size", "model")}}
            for number, job in reversed(self.jobs.items())
        ]  # fmt: skip
        start = next((at + 1 for at, job in enumerate(known) if [job["id"]] == query.get("after")), 0)
        page = known[start : start + 2]
        last = page[-1]["id"] if page else None
        more = start + 2 < len(known)
        return answer(call, 200, {"object": "list", "data": page, "last_id": last, "has_more": more})

    def poll(self, call, number):
        fault = self.fault("poll")
        if fault == "drop":
            return call.connection.close()
        if fault == "500":
            return answer(call, 500, {"error": {"message": "oops"}})
        if number not in self.jobs or fault == "missing":
            return answer(call, 404, {"detail": "Video not found"})
        if fault in ("failed", "cancelled", "odd"):
            problem = {"message": "out of\nmemory"} if fault == "failed" else None
            return answer(call, 200, {"id": number, "status": fault, "error": problem})
        job = self.jobs[number]
        job["polls"] += 1
        done = job["polls"] >= self.polls
        status, progress = ("completed", 100) if done else ("in_progress", 40)
        return answer(call, 200, {"id": number, "status": status, "progress": progress})

    def content(self, call, number):
        fault = self.fault("content")
        data = self.paint(number) if number in self.jobs else b""
        data = {"wrong": b"<html>not a video</html>", "short": data[: len(data) // 2]}.get(fault, data)
        if fault == "500" or not data:
            return answer(call, 500, {"error": "gone wrong"})
        call.send_response(200)
        call.send_header("Content-Type", "video/mp4")
        call.send_header("Content-Length", str(len(data)))
        call.end_headers()
        for at in range(0, len(data), 512) if self.drips else ():
            call.wfile.write(data[at : at + 512])
            time.sleep(self.drips)
        if not self.drips:
            call.wfile.write(data[: len(data) // 2] if fault == "drop" else data)
        if fault == "drop":
            call.connection.close()
        return None

    def delete(self, call, number):
        self.calls["delete"] += 1
        known = self.jobs.pop(number, None) is not None
        answer(call, 200 if known else 404, {"id": number, "deleted": known})

    def paint(self, number):
        """A real MP4 of what was asked for: grey that rises from frame to frame."""
        fields = self.jobs[number]["fields"]
        width, height = self.size or map(int, fields["size"].split("x"))
        fps = self.fps or int(fields.get("fps", 12))
        count = self.frames or int(fields.get("num_frames", int(fields.get("seconds", 1)) * fps))
        path = self.folder / f"{number}-{self.calls['content']}.mp4"
        with VideoWriter(path, (width, height), fps) as film:
            for at in range(count):
                level = 40 + 160 * at // max(1, count - 1)
                film.write(planes_from_rgb(np.full((height, width, 3), level, np.uint8)))
        return (with_hum(path, count / fps) if self.sound else path).read_bytes()


def with_hum(path, seconds):
    """The video with a hum of 220 Hz beside it."""
    target = path.with_suffix(".hum.mp4")
    times = np.arange(round(48000 * seconds)) / 48000
    hum = (0.5 * np.sin(2 * np.pi * 220 * times)).astype(np.float32)[None]
    with av.open(path) as source, av.open(target, "w") as film:
        picture = film.add_stream_from_template(source.streams.video[0])
        sound = film.add_stream("aac", rate=48000, layout="mono")
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = picture
                film.mux(packet)
        frame = av.AudioFrame.from_ndarray(hum, format="fltp", layout="mono")
        frame.rate = 48000
        for packet in [*sound.encode(frame), *sound.encode(None)]:
            film.mux(packet)
    return target


def answer(call, status, data, headers=()):
    text = json.dumps(data).encode()
    call.send_response(status)
    for name, value in dict(headers).items():
        call.send_header(name, value)
    call.send_header("Content-Type", "application/json")
    call.send_header("Content-Length", str(len(text)))
    call.end_headers()
    call.wfile.write(text)


def read_form(kind, body):
    """The fields of a multipart form; files by their names' bytes."""
    parts = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body).get_payload()
    fields = {}
    for part in parts:
        name = part.get_param("name", header="Content-Disposition")
        data = part.get_payload(decode=True)
        fields[name] = data if part.get_filename() else data.decode()
    return fields
