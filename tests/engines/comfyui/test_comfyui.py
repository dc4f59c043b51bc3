"""comfyui against a small real server that speaks ComfyUI's HTTP and WebSocket, and misbehaves on purpose."""

import json
import time
from dataclasses import replace

import httpx
import numpy as np
import pytest
from comfy_server import ComfyServer
from hypothesis import given, settings
from hypothesis import strategies as some

from yingxi import Brief, make_film
from yingxi.engines import Options, check_shot, read_settings
from yingxi.engines.comfyui import ComfyuiEngine
from yingxi.engines.comfyui import client as comfy
from yingxi.engines.waiting import Clock
from yingxi.film import Inputs, UsageError, YingxiError
from yingxi.media import probe, read_frames, save_still

ENGINE = ComfyuiEngine()
NODES = {
    "3": {"class_type": "KSampler", "inputs": {"seed": 1}, "_meta": {"title": "yingxi.seed"}},
    "5": {"class_type": "EmptyLatentVideo", "inputs": {"width": 512, "height": 512, "length": 16},
          "_meta": {"title": "yingxi.width yingxi.height yingxi.length"}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "old"}, "_meta": {"title": "yingxi.prompt"}},
    "8": {"class_type": "PreviewImage", "inputs": {}},
    "9": {"class_type": "SaveVideo", "inputs": {"frame_rate": 24}, "_meta": {"title": "yingxi.fps"}},
}  # fmt: skip
START = {"7": {"class_type": "LoadImage", "inputs": {"image": "x.png"}, "_meta": {"title": "yingxi.start"}}}


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setattr(comfy, "LOOK_EVERY", 0.2)
    monkeypatch.setattr(comfy, "PAUSE", 0.1)
    (tmp_path / "served").mkdir()
    with ComfyServer(folder=tmp_path / "served") as running:
        yield running


def options_for(server, folder, nodes=NODES, **more):
    folder.mkdir(exist_ok=True)
    path = folder / "workflow.json"
    path.write_text(json.dumps(nodes), encoding="utf-8")
    asked = {"url": server.url, "workflow": str(path), **more.pop("settings", {})}
    standard = {"folder": folder, "settings": read_settings(ENGINE, asked), "head": 1, "tail": 2}
    return Options(**{**standard, **more})


def shoot(server, board, folder, on_progress=lambda *told: None, **more):
    options = options_for(server, folder, **more)
    shot = replace(board.shots[0], inputs=options.inputs)
    check_shot(ENGINE, options.settings, shot, board)
    return ENGINE.render(shot, board, options, on_progress)


def records(folder):
    return sorted((folder / "takes").glob("*/*.job.yaml"))


def test_a_shot_is_filled_into_the_workflow_and_its_video_is_the_take(server, board, tmp_path):
    server.pace, heard = 0.1, []
    grid = {"grid": "4k+1"}
    take = shoot(server, board, tmp_path / "film", lambda *told: heard.append(told), settings=grid)
    ran = server.ran[0]
    assert ran["5"]["inputs"] == {"width": 128, "height": 72, "length": 13}
    assert (ran["3"]["inputs"]["seed"], ran["9"]["inputs"]["frame_rate"]) == (3, 12)
    assert "a red balloon" in ran["6"]["inputs"]["text"]
    media = probe(tmp_path / "film" / take.media)
    assert (media.size, media.fps, media.frames) == ((128, 72), 12, 12)
    assert take.recipe["workflow"] == "workflow.json"
    told = [done for done, *_ in heard]
    assert told == sorted(told)
    assert {25, 50, 75, 100} & set(told), "the WebSocket tells the sampler's steps"


def test_a_start_picture_is_uploaded_and_a_workflow_that_takes_none_refuses_it(server, board, tmp_path):
    picture = save_still(tmp_path / "a.png", np.full((72, 128, 3), 120, np.uint8))
    inputs = Inputs(start=str(picture))
    with pytest.raises(UsageError, match="engine 'comfyui' takes no 'start'"):
        shoot(server, board, tmp_path / "a", inputs=inputs)
    take = shoot(server, board, tmp_path / "b", nodes={**NODES, **START}, inputs=inputs)
    assert server.ran[0]["7"]["inputs"]["image"].startswith("yingxi/")
    first = next(read_frames(tmp_path / "b" / take.media))
    assert first.y.mean() == pytest.approx(16 + 120 * 219 / 255, abs=2)


def test_pictures_become_a_video_and_a_workflow_without_a_seed_says_so(server, board, tmp_path):
    nodes = {**NODES, "9": {"class_type": "SaveImage", "inputs": {}}}
    nodes["3"] = {"class_type": "KSampler", "inputs": {"seed": 1}}
    take = shoot(server, board, tmp_path, nodes=nodes)
    assert probe(tmp_path / take.media).frames == 12
    assert take.notes == ("shot 0010: workflow workflow.json binds no yingxi.seed; all its takes are alike",)


def test_what_breaks_for_a_while_is_borne_with(server, board, tmp_path):
    server.faults = {
        "prompt": ["500"], "history": ["500", "", "", "", "", "500"], "view": ["wrong", "short"],
        "ws": ["drop", "refuse"],
    }  # fmt: skip
    take = shoot(server, board, tmp_path)
    assert probe(tmp_path / take.media).frames == 12
    assert len(server.ran) == 1


@pytest.mark.parametrize("own_ids", [False, True])
def test_an_answer_that_is_lost_queues_nothing_twice(server, board, tmp_path, own_ids):
    server.own_ids, server.faults = own_ids, {"prompt": ["drop"]}
    shoot(server, board, tmp_path)
    assert len(server.ran) == 1 + own_ids, "only old servers, which choose the number, are asked again"


def test_work_that_comfyui_forgot_is_queued_again(server, board, tmp_path):
    server.faults = {"history": ["", "", "", "", "forget"]}
    server.steps, server.pace = 2, 0.001
    take = shoot(server, board, tmp_path)
    assert probe(tmp_path / take.media).frames == 12
    assert 1 <= len(server.ran) <= 2


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("fail", r"ComfyUI's work failed: node 3 \(KSampler\): CUDA out of memory"),
        ("interrupt", "somebody interrupted it in ComfyUI"),
    ],
)
def test_work_that_failed_says_where_and_is_asked_anew_next_time(server, board, tmp_path, fault, message):
    server.faults = {"work": [fault]}
    with pytest.raises(YingxiError, match=message):
        shoot(server, board, tmp_path)
    assert records(tmp_path) == []
    assert shoot(server, board, tmp_path).length == 9


def test_a_workflow_that_comfyui_does_not_take_names_the_node(server, board, tmp_path):
    nodes = {**NODES, "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "missing"}}}
    with pytest.raises(UsageError, match=r"node 4 \(CheckpointLoaderSimple\): Value not in list ckpt_name"):
        shoot(server, board, tmp_path, nodes=nodes)
    assert records(tmp_path) == []


def stop_when(percent):
    def stop(done, total, note=""):
        if done >= percent:
            raise KeyboardInterrupt

    return stop


def test_a_stopped_run_interrupts_its_own_work(server, board, tmp_path):
    server.faults = {"work": ["never"]}
    with pytest.raises(KeyboardInterrupt):
        shoot(server, board, tmp_path, stop_when(0))
    assert (server.calls["delete"], server.calls["interrupt"]) == (1, 1)
    assert records(tmp_path) == []


def test_a_stopped_run_goes_on_with_work_that_was_kept(server, board, tmp_path):
    keep = {"when_stopped": "keep"}
    with pytest.raises(KeyboardInterrupt):
        shoot(server, board, tmp_path, stop_when(0), settings=keep)
    while server.running:
        time.sleep(0.02)
    shoot(server, board, tmp_path, settings=keep)
    assert (len(server.ran), server.calls["interrupt"]) == (1, 0)


def test_a_silent_comfyui_is_given_up_in_the_end(server, board, tmp_path):
    server.faults = {"history": ["", "", *["500"] * 1000], "work": ["never"], "ws": ["refuse"] * 1000}
    with pytest.raises(YingxiError, match="said nothing for 0 minutes; run again"):
        shoot(server, board, tmp_path, settings={"patience": 0.02})
    assert len(records(tmp_path)) == 1, "the next run asks how it stands before it queues anew"


def test_what_is_missing_is_said(server, tmp_path):
    assert ENGINE.lacks(read_settings(ENGINE, {}))[0].what == ("没有说用哪个工作流", "no workflow is named")
    nobody = read_settings(ENGINE, {"workflow": "w.json", "url": "http://127.0.0.1:9"})
    assert ENGINE.lacks(nobody)[0].what[1] == "no ComfyUI answers at http://127.0.0.1:9"
    assert ENGINE.lacks(options_for(server, tmp_path).settings) == ()
    with pytest.raises(UsageError, match="is no plain http address"):
        ENGINE.lacks(read_settings(ENGINE, {"workflow": "w", "url": "http://a:b@x"}))


@pytest.mark.slow
def test_a_whole_film_is_shot_by_comfyui(server, tmp_path):
    workflow = tmp_path / "w.json"
    workflow.write_text(json.dumps(NODES), encoding="utf-8")
    brief = Brief(
        prompt="a red balloon over the desert", seconds=3, width=128, height=72, fps=12, voice="none",
        engine="comfyui", engine_options={"workflow": str(workflow), "url": server.url},
    )  # fmt: skip
    film = make_film(brief, tmp_path / "film", until="cut")
    assert len(server.ran) == len(film.takes) >= 1
    workflow.write_text(json.dumps({**NODES, "10": {"class_type": "Note", "inputs": {}}}), encoding="utf-8")
    make_film(brief, tmp_path / "film", until="cut")
    assert len(server.ran) == 2 * len(film.takes), "another workflow gives other takes"


JSON = some.recursive(
    some.none() | some.integers() | some.floats(allow_nan=False, allow_infinity=False)
    | some.text("a\n", max_size=4) | some.sampled_from(["n", "error", "execution_error", "../x"]),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from([
        "n", "status", "status_str", "messages", "outputs", "images", "filename", "queue_running",
        "queue_pending", "prompt_id", "node_errors", "errors", "error", "message", "data", "type", "value",
        "max", "name",
    ]) | some.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(JSON, some.sampled_from([200, 400, 404, 500]))
def test_any_answer_is_an_answer_or_a_line(data, status):
    def reply(request):
        return httpx.Response(status, json=data)

    class Line:
        def recv(self, timeout):
            return json.dumps(data)

    clock = Clock(on_progress=lambda *told: None)
    server = comfy.Comfy(url="http://x", client_id="c")
    with httpx.Client(transport=httpx.MockTransport(reply), base_url="http://x/") as client:
        comfy.drop_work(client, "n")
        assert comfy.hear(Line(), "n", clock) in (True, False)
        for call in (lambda: comfy.look_up(client, "n"), lambda: comfy.queue_work(client, {}, server, "n")):
            assert "\n" not in what_is_said(call)


def what_is_said(call):
    """Its answer, or the line of its error."""
    try:
        answer = call()
    except YingxiError as error:
        return str(error) + error.said("zh")
    assert answer != "../x", "a number that is a path"
    return ""
