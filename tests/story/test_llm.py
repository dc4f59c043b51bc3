"""The language-model writer against a real HTTP server that behaves, or does not."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from yingxi.film import Brief, UsageError
from yingxi.story import LLMWriter, RuleWriter, choose_writer
from yingxi.story.llm_chat import Endpoint, endpoint_from

BRIEF = Brief(prompt="A fox waits in the snow.", seconds=30)
PLAY = {
    "title": "Snow Fox",
    "logline": "A fox waits.",
    "scenes": [
        {
            "place": "snowfield",
            "hour": "dawn",
            "weather": "snow",
            "beat": "establish",
            "elements": [
                {"kind": "action", "text": "A fox in the snow."},
                {"kind": "narration", "text": "It has waited all night."},
            ],
        },
        {
            "place": "forest",
            "hour": "morning",
            "beat": "resolve",
            "elements": [
                {"kind": "action", "text": "The fox and a tree."},
                {"kind": "narration", "text": "Then it goes home."},
            ],
        },
    ],
}
BOARD = {
    "shots": [
        {
            "scene": 1,
            "description": "The field, empty {so far}.",
            "size": "ews",
            "angle": "aerial",
            "move": "aerial",
        },
        {
            "scene": 1,
            "description": "The fox.",
            "subjects": ["fox"],
            "size": "ecu",
            "angle": "eye",
            "move": "static",
        },
        {
            "scene": 2,
            "description": "The fox leaves.",
            "subjects": ["fox", "tree"],
            "size": "ws",
            "angle": "rear",
            "move": "static",
            "length": 2,
        },
    ]
}
KEY = "sk-very-secret"


class Script:
    """A server that gives one prepared answer after the other and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.url = ""

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers["Content-Length"])
        self.asked.append(json.loads(handler.rfile.read(length)))
        self.keys.append(handler.headers.get("Authorization", ""))
        answer = self.answers.pop(0)
        if answer == "slow":
            time.sleep(1.5)
            answer = 500
        status = answer if isinstance(answer, int) else 200
        text = answer if isinstance(answer, str) else json.dumps(answer)
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


@pytest.fixture
def script() -> Iterator[Script]:
    played = Script()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                played.handle(self)
            except BrokenPipeError:
                return

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    played.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield played
    server.shutdown()
    server.server_close()
    thread.join()


def writer_at(script: Script, timeout: float = 20.0) -> LLMWriter:
    return LLMWriter(Endpoint(url=script.url, model="small", key=KEY, timeout=timeout))


def test_the_environment_chooses_the_writer() -> None:
    assert isinstance(choose_writer({}), RuleWriter)
    chosen = choose_writer({"YINGXI_LLM_URL": "http://localhost:1/v1", "YINGXI_LLM_MODEL": "m"})
    assert isinstance(chosen, LLMWriter)
    with pytest.raises(UsageError, match="YINGXI_LLM_URL is set but YINGXI_LLM_MODEL is not"):
        choose_writer({"YINGXI_LLM_URL": "http://localhost:1/v1"})
    with pytest.raises(UsageError, match="must begin with http"):
        endpoint_from({"YINGXI_LLM_URL": "localhost", "YINGXI_LLM_MODEL": "m"})


def test_a_good_model_writes_and_directs(script: Script) -> None:
    script.answers = [PLAY, BOARD]
    writer = writer_at(script)
    play = writer.write(BRIEF)
    board = writer.board(play, BRIEF)
    assert (play.title, play.writer, play.notes) == ("Snow Fox", "llm small", ())
    assert script.keys == [f"Bearer {KEY}"] * 2
    assert script.asked[0]["response_format"]["type"] == "json_schema"
    assert len(board.shots) == 3
    assert sum(shot.length for shot in board.shots) == board.frames == 720
    assert all(shot.start % board.score.frames_per_beat == 0 for shot in board.shots)
    assert [line.text for line in board.narration] == ["It has waited all night.", "Then it goes home."]
    assert board.shots[0].description == "The field, empty {so far}."
    assert board.shots[1].size != "ecu"
    assert any("does not hold at ecu" in note for note in board.notes)


def test_a_model_without_schemas_is_asked_for_any_json(script: Script) -> None:
    script.answers = [400, PLAY]
    assert writer_at(script).write(BRIEF).title == "Snow Fox"
    assert script.asked[1]["response_format"] == {"type": "json_object"}
    assert "JSON schema" in script.asked[1]["messages"][-1]["content"]


@pytest.mark.parametrize("first", ["no json here", {"title": "x"}, {**PLAY, "scenes": []}, '{"title": '])
def test_a_wrong_answer_may_be_repaired_once(script: Script, first: Any) -> None:
    script.answers = [first, PLAY]
    assert writer_at(script).write(BRIEF).title == "Snow Fox"
    assert "This is not valid" in script.asked[1]["messages"][-1]["content"]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (["nothing", "nothing again"], "its answer was not valid, twice"),
        ([500], "HTTP status 500"),
        (["slow"], r"no answer within 0.5 s"),
    ],
)
def test_the_rules_step_in_and_say_why(script: Script, answers: list[Any], reason: str) -> None:
    script.answers = answers
    play = writer_at(script, timeout=0.5).write(BRIEF)
    assert play.writer == "rules"
    assert len(play.notes) == 1
    assert play.notes[0].startswith("the language model was not used (")
    assert reason in play.notes[0]
    assert KEY not in play.notes[0]


def test_a_board_without_shots_for_a_scene_is_made_by_rules(script: Script) -> None:
    script.answers = [PLAY, {"shots": BOARD["shots"][:2]}]
    writer = writer_at(script)
    board = writer.board(writer.write(BRIEF), BRIEF)
    assert "its shot list has no shot for scene 2" in board.notes[0]
    assert len(board.shots) > 3


def test_nobody_there_is_said_in_the_films_language() -> None:
    writer = LLMWriter(Endpoint(url="http://127.0.0.1:9", model="m", key=KEY, timeout=0.5))
    note = writer.write(Brief(prompt="孤独", seconds=10)).notes[0]
    assert note.startswith("语言模型没有用上（it cannot be reached (ConnectError)）")


def test_the_key_is_not_shown() -> None:
    assert KEY not in repr(Endpoint(url="http://x", model="m", key=KEY))
