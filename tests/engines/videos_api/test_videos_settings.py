"""Settings and answers of videos-api that need no server to be judged."""

import pytest

from yingxi.engines import read_settings
from yingxi.engines.videos_api import VideosApiEngine
from yingxi.engines.videos_api import client as http
from yingxi.film import UsageError, YingxiError

ENGINE = VideosApiEngine()
KEY = "sk-secret-0123456789"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://user:pw@localhost/v1", "the url must hold no key"),
        ("ftp://x/v1", "is no http address"),
        ("http://gpu-box:8091/v1", r"\$YINGXI_VIDEOS_KEY would go unencrypted to gpu-box; use https"),
    ],
)
def test_an_address_that_would_give_the_key_away_is_refused(monkeypatch, url, message):
    monkeypatch.setenv("YINGXI_VIDEOS_KEY", KEY)
    with pytest.raises(UsageError, match=message):
        ENGINE.lacks(read_settings(ENGINE, {"url": url}))


def test_what_is_missing_is_said_in_both_languages(monkeypatch):
    assert ENGINE.lacks(read_settings(ENGINE, {}))[0].what == ("没有说服务器在哪里", "no server is named")
    cloud = read_settings(ENGINE, {"url": "https://videos.example/v1"})
    assert "YINGXI_VIDEOS_KEY" in ENGINE.lacks(cloud)[0].get[1]
    monkeypatch.setenv("YINGXI_VIDEOS_URL", "http://localhost:1/v1")
    assert ENGINE.lacks(read_settings(ENGINE, {"server": "sglang"})) == ()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"grid": "4k"}, "grid '4k' is not like 4k"),
        ({"painted": "720p"}, "size '720p' is not WIDTHxHEIGHT"),
        ({"lengths": [4]}, "lengths are seconds of the server's own rate; say it too, such as fps=24"),
        ({"steps": 4}, "server 'openai' takes no steps"),
        ({"price": 0.1}, "server 'openai' charges whole seconds; say which, such as lengths="),
        ({"price": -1}, "price is -1.0; allowed: 0 or more"),
        ({"server": "vllm"}, "option server: got 'vllm'; expected 'openai', 'vllm-omni' or 'sglang'"),
    ],
)
def test_options_that_make_no_sense_are_refused(options, message):
    with pytest.raises(UsageError, match=message):
        read_settings(ENGINE, options)


def test_any_answer_is_a_job_or_a_line():
    names = ("", "../x", 3, "a\n", "a/b")
    for data in (None, [], {}, {"id": "a", "status": None}, *({"id": name} for name in names)):
        with pytest.raises(YingxiError):
            http.read_job(data)
