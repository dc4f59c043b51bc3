"""Trusted time, against a small real RFC 3161 server."""

import datetime
import socket

import pytest
from tests.trust.timestamping import Authority, Server

from yingxi.film.errors import UsageError, YingxiError
from yingxi.trust import identity

THEN = datetime.datetime(2026, 3, 1, 12, 30, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def authority():
    return Authority(now=THEN)


@pytest.fixture(scope="module")
def server(authority):
    with Server(authority) as running:
        yield running


def test_a_token_holds_for_its_data_and_its_server_only(authority, server, monkeypatch):
    monkeypatch.setenv("YINGXI_TSA_URL", server.url)
    token = identity.timestamp(b"head")
    assert identity.check_timestamp(token, b"head") == THEN
    assert identity.check_timestamp(token, b"head", [authority.root_pem]) == THEN
    with pytest.raises(YingxiError, match="the timestamp does not hold"):
        identity.check_timestamp(token, b"heap")
    with pytest.raises(YingxiError, match="the timestamp does not hold"):
        identity.check_timestamp(token, b"head", [identity.trusted_roots()])
    with pytest.raises(YingxiError, match="the timestamp does not hold"):
        identity.check_timestamp(token[:-40] + bytes(40), b"head")


def test_a_server_that_refuses_is_quoted(authority, server, monkeypatch):
    monkeypatch.setattr(authority, "refuse", True)
    with pytest.raises(YingxiError, match=r"refused: .*come back tomorrow"):
        identity.timestamp(b"head", server.url)


def test_a_server_that_is_not_there_is_said():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(YingxiError, match=f"the timestamp server {address} gave no token"):
            identity.timestamp(b"head", address)


def test_no_server_is_asked_unless_one_is_chosen(monkeypatch):
    with pytest.raises(UsageError, match="set YINGXI_TSA_URL"):
        identity.timestamp(b"head")
    monkeypatch.setenv("YINGXI_TSA_URL", "time.example")
    with pytest.raises(UsageError, match="must begin with http"):
        identity.timestamp_server()
