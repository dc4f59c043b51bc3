"""videos-api against a small real server that speaks the protocol, and misbehaves on purpose."""

import time
from dataclasses import replace

import httpx
import numpy as np
import pytest
from video_server import VideoServer

from yingxi import Brief, make_film
from yingxi._choosing import Chosen, price_left
from yingxi.engines import Options, read_settings, waiting
from yingxi.engines.jobs import RemoteJob
from yingxi.engines.passes import pass_folder
from yingxi.engines.videos_api import VideosApiEngine
from yingxi.engines.videos_api import client as http
from yingxi.engines.videos_api.finding import find_job
from yingxi.film import Inputs, UsageError, YingxiError
from yingxi.media import probe, read_frames, read_samples, save_still
from yingxi.store import load, save

ENGINE = VideosApiEngine()
KEY = "sk-secret-0123456789"


@pytest.fixture
def server(tmp_path):
    (tmp_path / "served").mkdir()
    with VideoServer(folder=tmp_path / "served") as running:
        yield running


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch):
    """Time passes as fast as it is waited for."""
    passed = [0.0]
    for module in (waiting, http):
        monkeypatch.setattr(module, "monotonic", lambda: passed[0])
    monkeypatch.setattr(waiting, "sleep", lambda seconds: passed.__setitem__(0, passed[0] + seconds))


def options_for(server, folder, **more):
    asked = {"url": server.url, "server": "vllm-omni", "price": 0.0, **more.pop("settings", {})}
    standard = {"folder": folder, "settings": read_settings(ENGINE, asked), "head": 1, "tail": 2}
    return Options(**{**standard, **more})


def shoot(server, board, folder, on_progress=lambda *told: None, **more):
    shot = replace(board.shots[0], **more.pop("shot", {}))
    return ENGINE.render(shot, board, options_for(server, folder, **more), on_progress)


def records(folder):
    return sorted((folder / "takes").glob("*/*.job.yaml"))


def test_a_take_is_asked_for_once_and_is_what_was_asked(server, board, tmp_path):
    heard = []
    take = shoot(server, board, tmp_path / "film", lambda *told: heard.append(told))
    sent = server.asked[0]
    assert len(server.asked) == 1
    assert (sent["size"], sent["num_frames"], sent["fps"], sent["seed"]) == ("128x72", "12", "12", "3")
    assert "a red balloon" in sent["prompt"]
    media = probe(tmp_path / "film" / take.media)
    assert (media.size, media.fps, media.frames) == ((128, 72), 12, 12)
    assert (take.head, take.length, take.tail) == (1, 9, 2)
    assert take.recipe["job"] == "video_1"
    assert (40, 100, "working") in heard


def test_lengths_are_asked_on_the_grid_and_trimmed(server, board, tmp_path):
    take = shoot(server, board, tmp_path, settings={"grid": "8k+1", "longest": 121})
    assert server.asked[0]["num_frames"] == "17"
    assert probe(tmp_path / take.media).frames == 12


def test_a_cloud_is_asked_for_whole_seconds(server, board, tmp_path):
    made = {"lengths": [4, 8], "fps": 12, "sizes": ["128x72"]}
    more = {"server": "openai", "model": "m-1", "price": 0.1, **made}
    can = ENGINE.capabilities_with(options_for(server, tmp_path, settings=more).settings)
    assert (can.lengths, can.sizes, can.fps, can.price) == ((48, 96), ((128, 72),), (12,), 0.1)
    take = shoot(server, board, tmp_path, settings=more)
    assert server.asked[0] == {
        "prompt": server.asked[0]["prompt"], "size": "128x72", "seconds": "4", "model": "m-1"
    }
    assert take.recipe["dollars"] == pytest.approx(0.4), "four seconds are paid, one is used"


def test_a_start_picture_and_what_must_not_be_seen_go_along(server, board, tmp_path):
    picture = save_still(tmp_path / "a.png", np.full((72, 128, 3), 90, np.uint8))
    inputs = Inputs(start=str(picture), negative="crowds")
    shoot(server, board, tmp_path, inputs=inputs)
    assert server.asked[0]["input_reference"] == picture.read_bytes()
    assert server.asked[0]["negative_prompt"] == "crowds"
    both = replace(inputs, video=str(picture))
    with pytest.raises(UsageError, match="sends a start picture or a video, not both"):
        shoot(server, board, tmp_path / "b", inputs=both)


def test_another_size_and_rate_are_fitted_and_said(server, board, tmp_path):
    server.size, server.fps, server.frames = (320, 176), 24, 30
    take = shoot(server, board, tmp_path, settings={"painted": "320x176"})
    assert take.recipe["painted"] == "320x176"
    assert "24 frames a second for a film of 12" in take.notes[0]
    shown = [planes.y.mean() for planes in read_frames(tmp_path / take.media)]
    assert len(shown) == 12
    steps = np.diff(shown)
    assert steps.max() < 3 * steps.mean(), "every second frame is shown, none twice"


def test_a_videos_own_sound_is_kept_beside_the_take(server, board, tmp_path):
    server.sound = True
    take = shoot(server, board, tmp_path)
    assert take.sound == "takes/0010/001.wav"
    heard = read_samples(tmp_path / take.sound)
    assert len(heard) == pytest.approx(48000, abs=2048)
    assert np.sqrt((heard[4800:43200] ** 2).mean()) == pytest.approx(0.35, abs=0.03)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"frames": 6}, r"gave 6 frames at 12 a second, 0.50 s; the take needs 1.00 s"),
        ({"size": (128, 128)}, r"gave 128x128, whose shape is not that of 128x72"),
    ],
)
def test_what_cannot_become_the_take_is_refused_but_kept(server, board, tmp_path, change, message):
    for name, value in change.items():
        setattr(server, name, value)
    with pytest.raises(YingxiError, match=message):
        shoot(server, board, tmp_path)
    assert list((tmp_path / ".yingxi" / "videos-api").glob("*-video_1.mp4"))
    with pytest.raises(YingxiError, match=message):
        shoot(server, board, tmp_path)
    assert len(server.asked) == 1, "the same video is looked at again, none is paid again"


def test_what_fails_for_a_while_is_borne_with(server, board, tmp_path):
    server.faults = {
        "create": ["503", "429"], "poll": ["500", "drop", "500"], "content": ["wrong", "short"]
    }  # fmt: skip
    take = shoot(server, board, tmp_path)
    assert probe(tmp_path / take.media).frames == 12
    assert len(server.asked) == 1
    assert (server.calls["create"], server.calls["content"]) == (3, 3)


def test_bytes_that_stay_wrong_end_it_in_a_line(server, board, tmp_path):
    server.faults = {"content": ["wrong", "drop", "short"]}
    with pytest.raises(YingxiError, match=r"gave .*video.*\(fetched 3 times; job video_1 is kept in .*yaml"):
        shoot(server, board, tmp_path)
    assert probe(tmp_path / shoot(server, board, tmp_path).media).frames == 12
    assert len(server.asked) == 1


def test_a_stopped_run_goes_on_without_paying_twice(server, board, tmp_path):
    server.polls = 5

    def stop(done, total, note=""):
        if done == 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shoot(server, board, tmp_path, stop, settings={"price": 0.5})
    record = load(records(tmp_path)[0], RemoteJob)
    assert (record.id, record.price) == ("video_1", 0.5)
    take = shoot(server, board, tmp_path, settings={"price": 0.5})
    assert len(server.asked) == 1
    assert take.recipe["job"] == "video_1"
    assert server.calls["delete"] == 0


def test_a_stopped_run_cancels_when_asked_to(server, board, tmp_path):
    def stop(done, total, note=""):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shoot(server, board, tmp_path, stop, settings={"when_stopped": "cancel"})
    assert server.calls["delete"] == 1
    assert records(tmp_path) == []


@pytest.mark.parametrize("fault", ["drop", "500"])
def test_a_paid_job_that_may_have_been_taken_is_never_asked_for_again(server, board, tmp_path, fault):
    server.faults, server.lists = {"create": [fault]}, False
    for _ in range(2):
        with pytest.raises(UsageError, match=r"paid \(0.50 US dollars\).*its job's id into") as refused:
            shoot(server, board, tmp_path, settings={"price": 0.5})
        assert "可能已经付了钱（0.50 美元）" in refused.value.said("zh")
    assert server.calls["create"] == 1
    path = records(tmp_path)[0]
    if fault == "drop":
        save(path, replace(load(path, RemoteJob), id="video_1"))
        assert shoot(server, board, tmp_path, settings={"price": 0.5}).recipe["job"] == "video_1"
    else:
        path.unlink()
        assert shoot(server, board, tmp_path, settings={"price": 0.5}).recipe["job"] == "video_1"
    assert len(server.asked) == 1


def test_a_paid_job_whose_answer_was_lost_is_found_in_the_servers_list(server, board, tmp_path):
    for number in range(3):
        shoot(server, board, tmp_path / "other", settings={"prompt": f"another {number}"}, take=number + 1)
    server.faults = {"create": ["drop"]}
    take = shoot(server, board, tmp_path, settings={"price": 0.5})
    assert take.recipe["job"] == "video_4"
    assert (server.calls["create"], server.calls["list"]) == (4, 2), "two a page"


def test_a_run_that_was_killed_between_asking_and_hearing_finds_its_job(server, board, tmp_path):
    class Killed(BaseException):
        pass

    def kill(*_):
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "read_created", kill)
        with pytest.raises(Killed):
            shoot(server, board, tmp_path, settings={"price": 0.5})
    assert load(records(tmp_path)[0], RemoteJob).id == ""
    assert shoot(server, board, tmp_path, settings={"price": 0.5}).recipe["job"] == "video_1"
    assert len(server.asked) == 1


def test_of_two_jobs_alike_in_the_list_none_is_taken(server, board, tmp_path):
    shoot(server, board, tmp_path / "another-film")
    server.faults = {"create": ["drop"]}
    with pytest.raises(UsageError, match="may have been paid"):
        shoot(server, board, tmp_path, settings={"price": 0.5})
    server.jobs.pop("video_1")
    assert shoot(server, board, tmp_path, settings={"price": 0.5}).recipe["job"] == "video_2"


@pytest.mark.parametrize(
    "job",
    [
        {"id": "a", "created_at": 2e9},
        {"id": "a", "created_at": 2e9, "prompt": "a dog"},
        {"id": "a", "created_at": 2e9, "prompt": "a cat", "size": "1x1"},
        {"id": "a", "created_at": 1e9, "prompt": "a cat"},
        {"id": "a", "created_at": "soon", "prompt": "a cat"},
        {"id": "../a", "created_at": 2e9, "prompt": "a cat"},
        "a", None, [],
    ],
)  # fmt: skip
def test_what_is_not_surely_ours_is_not_found(job):
    def reply(request):
        return httpx.Response(200, json={"data": [job], "has_more": True, "last_id": "same"})

    record = RemoteJob(request="r", mark="m", server="s", asked="2026-01-01T00:00:00+00:00", price=1)
    fields = {"prompt": "a cat", "size": "128x72"}
    with httpx.Client(transport=httpx.MockTransport(reply), base_url="http://x/") as client:
        assert find_job(client, fields, record, ()) == ""


def test_a_server_that_knows_our_mark_may_be_asked_again(server, board, tmp_path):
    server.faults, server.lists = {"create": ["drop"]}, False
    shoot(server, board, tmp_path, settings={"price": 0.5, "idempotent": True})
    assert len({headers["Idempotency-Key"] for headers in server.headers}) == 1
    assert server.calls["create"] == 2


def test_a_server_that_misses_a_job_for_a_moment_is_borne_with(server, board, tmp_path):
    server.faults = {"poll": ["missing"] * 4}
    assert shoot(server, board, tmp_path, settings={"price": 0.5}).recipe["job"] == "video_1"


def test_a_paid_job_that_the_server_lost_is_not_paid_again_unasked(server, board, tmp_path):
    server.faults = {"poll": ["missing"] * 9}
    with pytest.raises(UsageError, match=r"no longer knows job video_1, which may have been paid .* delete"):
        shoot(server, board, tmp_path, settings={"price": 0.5})
    assert len(records(tmp_path)) == 1
    server.faults = {"poll": ["missing"] * 9}
    with pytest.raises(YingxiError, match="no longer knows job video_2; run again to ask anew"):
        shoot(server, board, tmp_path / "own")
    assert records(tmp_path / "own") == []


def test_a_video_that_drips_can_be_stopped(server, board, tmp_path):
    server.drips = 0.002

    def stop(done, total, note=""):
        if server.calls["content"]:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "monotonic", time.monotonic)
        patch.setattr(http, "TOLD_EVERY", 0.0)
        with pytest.raises(KeyboardInterrupt):
            shoot(server, board, tmp_path / "film", stop)
    assert not list((tmp_path / "film").rglob("*.mp4")), "half a video is none"


def test_jobs_of_two_servers_may_have_the_same_name(server, board, tmp_path):
    shoot(server, board, tmp_path)
    (tmp_path / "second").mkdir()
    with VideoServer(folder=tmp_path / "second") as other:
        assert shoot(other, board, tmp_path, take=2).recipe["job"] == "video_1"


def test_two_passes_of_a_shot_with_one_job_are_noticed(server, board, tmp_path):
    passes = tmp_path / ".yingxi" / "passes" / "0010-001"
    shoot(server, board, passes / "00-key")
    server.faults = {"create": ["duplicate"]}
    with pytest.raises(YingxiError, match="gave job video_1 for two takes"):
        shoot(server, board, passes / "01-key", settings={"prompt": "more"})


def test_ones_own_server_is_asked_again_under_the_same_mark(server, board, tmp_path):
    server.faults = {"create": ["drop", "500"]}
    shoot(server, board, tmp_path)
    marks = {headers["Idempotency-Key"] for headers in server.headers}
    assert (server.calls["create"], len(marks)) == (3, 1)


@pytest.mark.parametrize(
    ("faults", "message"),
    [
        ({"create": ["400"]}, r"the video server refuses: HTTP 400: told to say 400"),
        ({"poll": ["failed"]}, r"gave up video_1: out of memory; run again to ask anew"),
        ({"poll": ["cancelled"]}, r"gave up video_1: cancelled"),
        ({"poll": ["odd"]}, r"job video_1 has the unknown status 'odd'"),
    ],
)
def test_what_the_server_refuses_or_loses_is_said_in_a_line(server, board, tmp_path, faults, message):
    server.faults = {route: [*words] for route, words in faults.items()}
    with pytest.raises(YingxiError, match=message) as failed:
        shoot(server, board, tmp_path, settings={"price": 0.5})
    assert "\n" not in str(failed.value)
    assert bool(records(tmp_path)) == (faults == {"poll": ["odd"]}), "only a job that may yet end is kept"
    assert shoot(server, board, tmp_path, settings={"price": 0.5}).length == 9


def test_one_job_for_two_takes_is_noticed(server, board, tmp_path):
    shoot(server, board, tmp_path)
    server.faults = {"create": ["duplicate"]}
    with pytest.raises(YingxiError, match=r"gave job video_1 for two takes \(0010/001"):
        shoot(server, board, tmp_path, take=2)


def test_a_job_that_never_ends_is_left_to_the_next_run(server, board, tmp_path):
    server.polls = 10**6
    with pytest.raises(YingxiError, match=r"has not ended after 5 minutes .*run again to go on waiting"):
        shoot(server, board, tmp_path, settings={"patience": 5})
    assert 20 < server.calls["poll"] < 60, "polls come less and less often"
    server.polls = 2
    assert shoot(server, board, tmp_path, settings={"patience": 5}).recipe["job"] == "video_1"


def test_a_take_that_was_asked_for_costs_nothing_again(server, board, tmp_path):
    server.polls = 10**6
    asked = {"patience": 5, "price": 0.5}
    options = options_for(server, tmp_path, settings=asked)
    chosen = Chosen(engine="videos-api", settings=options.settings, inputs=Inputs())
    left = [price_left(chosen, board.shots[0], board, options)]
    with pytest.raises(YingxiError, match="run again to go on waiting"):
        shoot(server, replace(board, narration=()), tmp_path, settings=asked)
    left.append(price_left(chosen, board.shots[0], board, options))
    other = replace(board.shots[0], seed=99)
    assert left == [0.5, 0.0]
    assert price_left(chosen, other, board, options) == 0.5, "another picture is another job"


def test_passes_that_stand_cost_nothing_again(server, board, tmp_path):
    options = options_for(server, tmp_path, settings={"price": 1.2, "longest": 5})
    chosen = Chosen(engine="videos-api", settings=options.settings, inputs=Inputs())
    shot = board.shots[0]
    whole = price_left(chosen, shot, board, options)
    first = pass_folder(shot, options, 0)
    first.mkdir(parents=True)
    (first / "take.yaml").touch()
    assert 0 < price_left(chosen, shot, board, options) < whole


def test_the_key_goes_into_the_header_and_nowhere_else(server, board, tmp_path, monkeypatch):
    server.key = KEY
    monkeypatch.setenv("YINGXI_VIDEOS_KEY", KEY[:-1])
    with pytest.raises(UsageError, match="HTTP 401: bad key …") as refused:
        shoot(server, board, tmp_path / "film")
    monkeypatch.setenv("YINGXI_VIDEOS_KEY", KEY)
    take = shoot(server, board, tmp_path / "film")
    assert server.headers[-1]["Authorization"] == f"Bearer {KEY}"
    written = [path for path in (tmp_path / "film").rglob("*") if path.is_file()]
    assert len(written) >= 3
    assert not [path for path in written if KEY.encode() in path.read_bytes()]
    assert KEY[:-1] not in str(refused.value) + refused.value.said("zh") + repr(take)


@pytest.mark.slow
def test_a_whole_film_is_shot_by_a_server_within_its_budget(server, tmp_path, monkeypatch):
    monkeypatch.undo()
    brief = Brief(
        prompt="a red balloon over the desert", seconds=3, width=128, height=72, fps=12, voice="none",
        engine="videos-api",
        engine_options={"url": server.url, "server": "sglang", "price": 0.5},
    )  # fmt: skip
    with pytest.raises(UsageError, match=r"would cost about \d\.\d\d US dollars and no --budget was given"):
        make_film(brief, tmp_path / "film", until="shoot")
    assert server.asked == []
    film = make_film(brief, tmp_path / "film", until="cut", budget=5)
    assert len(server.asked) == len(film.takes)
    dearer = replace(brief, engine_options={**brief.engine_options, "price": 0.9})
    make_film(dearer, tmp_path / "film", until="cut")
    assert len(server.asked) == len(film.takes), "a change of price makes no take anew"
