"""An engine refuses what it cannot honour, in one line that names what is allowed and who can."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from yingxi.engines import (
    Capabilities,
    Grid,
    check_shot,
    engines_that_can,
    find_engine,
    length_on_grid,
    list_settings,
    longest_pass,
    read_settings,
)
from yingxi.film import Inputs, UsageError, YingxiError


@settings(deadline=None, max_examples=60)
@given(some.integers(1, 400), some.integers(1, 16), some.integers(0, 8), some.integers(1, 40))
def test_the_grid_gives_the_least_length_that_holds_the_take(frames, each, plus, shortest):
    can = Capabilities(
        name="x", tasks=(), smallest=(2, 2), largest=(8, 8), shortest=shortest,
        grid=Grid(each=each, plus=plus),
    )  # fmt: skip
    made = length_on_grid(can, frames)
    assert made >= max(frames, shortest)
    assert (made - plus) % each == 0
    assert made - each < max(frames, shortest, plus)


def test_the_longest_pass_lies_on_the_grid(short_engine):
    assert longest_pass(short_engine.capabilities) == 9
    assert longest_pass(replace(short_engine.capabilities, longest=0)) == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"width": 130}, "needs sizes in steps of 4, got 130x72; the nearest is 128x72 (--size)"),
        ({"width": 640}, "cannot make 640x72; allowed: 32x32 to 256x256 (--size)"),
        ({"fps": 25}, "makes 12 or 24 frames a second, got 25 (--fps)"),
    ],
)
def test_what_a_board_asks_beyond_it_is_refused_and_who_can_is_named(short_engine, board, change, message):
    asked = replace(board, **change)
    with pytest.raises(UsageError) as refused:
        check_shot(short_engine, read_settings(short_engine, {}), board.shots[0], asked)
    assert str(refused.value).startswith(f"shot 0010: engine 'short' {message}")
    assert re.search(
        r"; these can: (.*, )?world(, .*)? \(engine: in storyboard.yaml, or --engine\)", str(refused.value)
    )
    assert "\n" not in str(refused.value)


def test_engines_that_can_are_named(short_engine, board):
    assert set(engines_that_can(board.shots[0], board)) >= {"short", "world"}
    large = replace(board, width=640, height=360)
    assert "short" not in engines_that_can(large.shots[0], large)
    assert "world" not in engines_that_can(large.shots[0], large, besides="world")


def test_an_input_is_never_dropped(short_engine, board):
    shot = replace(board.shots[0], inputs=Inputs(negative="crowds"))
    with pytest.raises(UsageError, match=r"takes no 'negative' .*; it takes: start, end, video"):
        check_shot(short_engine, read_settings(short_engine, {}), shot, board)
    world = find_engine("world")
    with pytest.raises(UsageError, match=r"engine 'world' takes no 'start'.*these can: .*short"):
        check_shot(world, read_settings(world, {}), replace(shot, inputs=Inputs(start="a.png")), board)


def test_an_input_that_an_engine_cannot_do_without_is_asked_for(short_engine, board):
    class Needy(type(short_engine)):
        def capabilities_with(self, settings):
            return replace(self.capabilities, requires=("start",))

    with pytest.raises(UsageError, match=r"engine 'short' needs a 'start' .*these can: .*world"):
        check_shot(Needy(), read_settings(short_engine, {}), board.shots[0], board)


def test_a_long_shot_needs_a_start_frame_to_go_on_from(board, short_engine):
    class Closed(type(short_engine)):
        def capabilities_with(self, settings):
            return replace(self.capabilities, inputs=())

    with pytest.raises(UsageError, match=r"makes at most 9 frames in one go .* the shot has 30: split it"):
        check_shot(Closed(), read_settings(short_engine, {}), board.shots[1], board)


def test_what_is_missing_is_said_with_how_to_get_it(short_engine, board):
    settings = read_settings(short_engine, {"lacking": True})
    with pytest.raises(UsageError, match="'short' cannot shoot here: it has no weights; put them here"):
        check_shot(short_engine, settings, board.shots[0], board)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"step": 3}, "unknown short option 'step'; did you mean 'steps'?"),
        ({"steps": "many"}, "engine 'short': option steps: got 'many'; expected a valid integer"),
        ({"mood": "sad"}, "engine 'short': option mood: got 'sad'; expected 'calm' or 'wild'"),
    ],
)
def test_options_are_checked_by_their_types(short_engine, options, message):
    with pytest.raises(UsageError) as refused:
        read_settings(short_engine, options)
    assert str(refused.value).startswith(message)


def test_words_from_the_command_line_become_numbers(short_engine):
    settings = read_settings(short_engine, {"steps": "7", "price": "0.5", "lacking": "true"})
    assert (settings.steps, settings.price, settings.lacking) == (7, 0.5, True)


def test_options_are_listed_with_what_is_allowed(short_engine):
    assert list_settings(short_engine)[:3] == (
        ("mood", "calm | wild", "calm"),
        ("steps", "int", 4),
        ("price", "float or nothing", 0.0),
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("shrt", "unknown engine 'shrt'; did you mean 'short'?"),
        ("broken", "engine 'broken' could not be loaded: No module named 'not_there_at_all'"),
        ("plain", "engine 'plain' .* is no Engine"),
    ],
)
def test_an_engine_that_is_none_says_why(short_engine, name, message):
    with pytest.raises(YingxiError, match=message):
        find_engine(name)
