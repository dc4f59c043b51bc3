"""Which engine shoots a shot, from which files, for how much: settled before anything is shot."""

from dataclasses import replace

import pytest

from yingxi._choosing import check_budget, choose_engine, price_of
from yingxi._production import told
from yingxi.cli.films import Asked, apply
from yingxi.film import Brief, Inputs, Shot, UsageError

SHOT = Shot(number="0010", scene=1, start=0, length=24, description="a boat", place="river", set="river")


@pytest.fixture
def paid(monkeypatch):
    """The world at a price, as a hosted engine would be."""
    from yingxi.engines.world import CAPABILITIES, WorldEngine

    def at(price):
        priced = replace(CAPABILITIES, price=price)
        monkeypatch.setattr(WorldEngine, "capabilities_with", lambda self, settings: priced)

    return at


def test_options_of_a_shot_stand_over_those_of_the_film(tmp_path):
    with pytest.raises(UsageError, match="unknown world option 'steps'"):
        choose_engine(SHOT, tmp_path, "world", {"steps": 3})
    own = replace(SHOT, engine="world")
    assert choose_engine(own, tmp_path, "other-engine", {"steps": 3}).engine == "world"


def test_inputs_are_files_of_the_film_and_their_bytes_count(tmp_path):
    shot = replace(SHOT, inputs=Inputs(start="a.png", references=("b.png",), negative="crowd"))
    with pytest.raises(UsageError, match=r"shot 0010: inputs.start 'a.png' is not in"):
        choose_engine(shot, tmp_path, "world", {})
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(name.encode())
    chosen = choose_engine(shot, tmp_path, "world", {})
    assert chosen.inputs.start == str((tmp_path / "a.png").resolve())
    assert chosen.inputs.references == (str((tmp_path / "b.png").resolve()),)
    before = chosen.key()
    assert choose_engine(shot, tmp_path, "world", {}).key() == before
    (tmp_path / "b.png").write_bytes(b"another picture")
    assert choose_engine(shot, tmp_path, "world", {}).key() != before
    moved = replace(shot, inputs=replace(shot.inputs, start="", end="a.png"))
    assert choose_engine(moved, tmp_path, "world", {}).key() != before


@pytest.mark.parametrize(("budget", "said"), [(None, "no --budget was given"), (1.0, "--budget is 1.00")])
def test_nothing_is_spent_beyond_what_is_allowed(tmp_path, paid, budget, said):
    paid(0.75)
    chosen = choose_engine(SHOT, tmp_path, "world", {})
    prices = [price_of(chosen, 48, 24), price_of(chosen, 12, 24)]
    assert prices == [1.5, 0.375]
    with pytest.raises(UsageError, match=f"would cost about 1.88 US dollars and {said}; .*--budget 1.88"):
        check_budget(prices, budget)
    check_budget(prices, 1.88)


def test_an_unknown_price_is_asked_for(tmp_path, paid):
    paid(None)
    with pytest.raises(UsageError, match="does not know what a second of picture costs"):
        price_of(choose_engine(SHOT, tmp_path, "world", {}), 48, 24)


def test_settings_on_the_command_line_become_options():
    brief = Brief(prompt="x", engine="diffusion", engine_options={"steps": 4, "noise": {"shift": 3}})
    asked = Asked(settings=("steps=20", "noise.seed=7", "sizes=[1, 2]", "model=/models/wan", "fast=off"))
    assert apply(asked, brief).engine_options == {
        "steps": 20, "noise": {"shift": 3, "seed": 7}, "sizes": [1, 2], "model": "/models/wan", "fast": "off",
    }  # fmt: skip
    assert brief.engine_options["noise"] == {"shift": 3}
    assert apply(Asked(engine="world"), brief).engine_options == {}
    for wrong in ("steps", "=3", "a..b=1"):
        with pytest.raises(UsageError, match="is not NAME=VALUE"):
            apply(Asked(settings=(wrong,)), brief)


def test_another_engine_tells_the_same_story():
    painted = Brief(prompt="x", engine="videos-api", engine_options={"price": 0.1})
    assert told(painted) == told(Brief(prompt="x"))
