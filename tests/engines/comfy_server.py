"""A small real ComfyUI: its HTTP routes and its WebSocket, really painting what a workflow asks for."""

import base64
import hashlib
import json
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import SHUT_RDWR
from urllib.parse import parse_qs, urlsplit

import numpy as np
from video_server import answer, read_form
from websockets.frames import Frame, Opcode

from yingxi.media import VideoWriter, load_still, planes_from_rgb, save_still

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
"""RFC 6455, section 1.3."""


@dataclass
class ComfyServer:
    """Its nodes: CLIPTextEncode, EmptyLatentVideo, KSampler, LoadImage, SaveVideo, SaveImage, PreviewImage.

    Faults, each used up by one call: `prompt` 500 or drop, `history` 500 or forget, `view` wrong or short,
    `ws` drop or refuse, `work` fail, interrupt or never; `own_ids` chooses its own numbers, as old ones do.
    """

    folder: Path
    own_ids: bool = False
    pace: float = 0.01
    steps: int = 4
    faults: dict[str, list[str]] = field(default_factory=dict)
    ran: list[dict] = field(default_factory=list)
    history: dict[str, dict] = field(default_factory=dict)
    running: list = field(default_factory=list)
    calls: Counter = field(default_factory=Counter)
    sockets: dict = field(default_factory=dict)
    stopped: set = field(default_factory=set)

    def __enter__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                outer.get(self, urlsplit(self.path))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.post(self, self.path, body)

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.stopped.add("all")
        for socket in list(self.sockets.values()):
            with suppress(OSError):
                socket.shutdown(SHUT_RDWR)
        self.http.shutdown()
        self.http.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.http.server_port}"

    def fault(self, route):
        self.calls[route] += 1
        waiting = self.faults.get(route, [])
        return waiting.pop(0) if waiting else ""

    def get(self, call, place):
        parts = place.path.strip("/").split("/")
        if parts[0] == "ws":
            return self.listen(call, parse_qs(place.query)["clientId"][0])
        if parts[0] == "history":
            fault = self.fault("history")
            if fault == "500":
                return answer(call, 500, {})
            if fault == "forget":
                self.history.clear()
            found = self.history.get(parts[1])
            return answer(call, 200, {parts[1]: found} if found else {})
        if parts[0] == "queue":
            return answer(call, 200, {"queue_running": list(self.running), "queue_pending": []})
        return self.view(call, {name: value[0] for name, value in parse_qs(place.query).items()})

    def view(self, call, asked):
        fault = self.fault("view")
        path = self.folder / asked.get("subfolder", "") / asked["filename"]
        data = path.read_bytes()
        data = {"wrong": b"<html></html>", "short": data[: len(data) // 2]}.get(fault, data)
        call.send_response(200)
        call.send_header("Content-Length", str(len(data)))
        call.end_headers()
        call.wfile.write(data)

    def post(self, call, path, body):
        if path == "/upload/image":
            fields = read_form(call.headers["Content-Type"], body)
            place = self.folder / "input" / fields["subfolder"]
            place.mkdir(parents=True, exist_ok=True)
            name = hashlib.sha256(fields["image"]).hexdigest()[:8] + ".png"
            (place / name).write_bytes(fields["image"])
            return answer(call, 200, {"name": name, "subfolder": fields["subfolder"], "type": "input"})
        data = json.loads(body)
        if path == "/queue":
            self.calls["delete"] += 1
            return answer(call, 200, {})
        if path == "/interrupt":
            self.calls["interrupt"] += 1
            self.stopped.add(data.get("prompt_id"))
            return answer(call, 200, {})
        return self.queue(call, data)

    def queue(self, call, data):
        fault = self.fault("prompt")
        if fault == "500":
            return answer(call, 500, {})
        nodes = data["prompt"]
        bad = next((n for n, node in nodes.items() if node["inputs"].get("ckpt_name") == "missing"), None)
        if bad:
            error = {"message": "Value not in list", "details": "ckpt_name: 'missing' not in []"}
            found = {bad: {"errors": [error], "class_type": nodes[bad]["class_type"]}}
            return answer(call, 400, {"error": {"message": "bad"}, "node_errors": found})
        number = f"own-{len(self.ran)}" if self.own_ids else data["prompt_id"]
        self.ran.append(nodes)
        self.running.append([0, number, nodes, {}, []])
        threading.Thread(target=self.work, args=(number, nodes, data["client_id"]), daemon=True).start()
        if fault == "drop":
            return hang_up(call)
        return answer(call, 200, {"prompt_id": number, "number": 0, "node_errors": {}})

    def work(self, number, nodes, client):
        fault = self.fault("work")
        for step in range(1, self.steps + 1):
            while fault == "never" and not self.stopped & {"all", number}:
                time.sleep(0.02)
            time.sleep(self.pace)
            told = {"value": step, "max": self.steps, "prompt_id": number, "node": "3"}
            for _ in range(2):
                self.tell(client, "progress", told)
        self.tell(client, "progress", {"value": 1, "max": 100, "prompt_id": "somebody else's", "node": "3"})
        if self.stopped & {"all", number}:
            return
        if fault in ("fail", "interrupt"):
            kind = {"fail": "execution_error", "interrupt": "execution_interrupted"}[fault]
            why = {"node_id": "3", "node_type": "KSampler", "exception_message": "CUDA out of\nmemory"}
            outputs, status = {}, {"status_str": "error", "completed": False, "messages": [[kind, why]]}
        else:
            outputs = {n: made for n, node in nodes.items() if (made := self.run(n, node, nodes))}
            status = {"status_str": "success", "completed": True, "messages": []}
        self.history[number] = {"status": status, "outputs": outputs}
        self.running[:] = [item for item in self.running if item[1] != number]
        self.tell(client, "executing", {"node": None, "prompt_id": number})

    def run(self, number, node, nodes):
        """Save nodes paint: the level rises over the frames from the start picture's, or the seed."""
        if node["class_type"] not in ("SaveVideo", "SaveImage", "PreviewImage"):
            return None
        every = {name: value for one in nodes.values() for name, value in one["inputs"].items()}
        size, count = (every["width"], every["height"]), every["length"]
        first = every["seed"] % 64
        if "image" in every:
            first = int(load_still(self.folder / "input" / every["image"]).mean())
        levels = [first + 90 * at // max(1, count - 1) for at in range(count)]
        pictures = [np.full((size[1], size[0], 3), level, np.uint8) for level in levels]
        (self.folder / "out").mkdir(exist_ok=True)
        if node["class_type"] == "SaveVideo":
            name = f"v{number}-{len(self.ran)}.mp4"
            with VideoWriter(self.folder / "out" / name, size, every.get("frame_rate", 12)) as film:
                for picture in pictures:
                    film.write(planes_from_rgb(picture))
            return {"images": [{"filename": name, "subfolder": "out", "type": "output"}], "animated": [True]}
        kind = "temp" if node["class_type"] == "PreviewImage" else "output"
        names = [f"{kind}{number}-{at}.png" for at in range(count)]
        for name, picture in zip(names, pictures, strict=True):
            save_still(self.folder / "out" / name, picture)
        return {"images": [{"filename": name, "subfolder": "out", "type": kind} for name in names]}

    def listen(self, call, client):
        fault = self.fault("ws")
        if fault == "refuse":
            return answer(call, 403, {})
        key = hashlib.sha1((call.headers["Sec-WebSocket-Key"] + GUID).encode()).digest()
        call.send_response(101, "Switching Protocols")
        call.send_header("Upgrade", "websocket")
        call.send_header("Connection", "Upgrade")
        call.send_header("Sec-WebSocket-Accept", base64.b64encode(key).decode())
        call.end_headers()
        call.close_connection = True
        self.sockets[client] = call.connection
        self.tell(client, "status", {"status": {"exec_info": {"queue_remaining": 1}}, "sid": client})
        self.send(client, Frame(Opcode.BINARY, b"\0\0\0\1\0\0\0\1preview"))
        if fault == "drop":
            return hang_up(call)
        while header := call.rfile.read(2):
            call.rfile.read(4 + (header[1] & 0x7F))
            if header[0] & 0x0F == Opcode.CLOSE:
                self.send(client, Frame(Opcode.CLOSE, b""))
                break
        return hang_up(call)

    def tell(self, client, kind, data):
        self.send(client, Frame(Opcode.TEXT, json.dumps({"type": kind, "data": data}).encode()))

    def send(self, client, frame):
        try:
            if client in self.sockets:
                self.sockets[client].sendall(frame.serialize(mask=False))
        except OSError:
            self.sockets.pop(client, None)


def hang_up(call):
    """Break a connection off, as a crash does."""
    call.close_connection = True
    with suppress(OSError):
        call.connection.shutdown(SHUT_RDWR)
