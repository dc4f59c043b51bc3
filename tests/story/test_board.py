"""The rules of a storyboard, held on every prompt that we build and measure with."""

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from yingxi.film import Brief, Screenplay, Shot, Storyboard
from yingxi.story import RuleWriter, board_screenplay, from_fountain, to_fountain, write_screenplay
from yingxi.story.casting import cast_asset, sets
from yingxi.story.narration import speech_share
from yingxi.story.setups import LADDER

PROMPTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "prompts.yaml").read_text("utf-8"))[
    "prompts"
]
IDS = [prompt["id"] for prompt in PROMPTS]
HEADLINE = Brief(prompt="国潮龙舟赛+无人机灯光秀", look="东方赛博朋克")


@cache
def made(prompt_id: str) -> tuple[Screenplay, Storyboard]:
    prompt = next(prompt for prompt in PROMPTS if prompt["id"] == prompt_id)
    brief = Brief(prompt=prompt["text"], look=prompt.get("look", ""))
    writer = RuleWriter()
    screenplay = writer.write(brief)
    return screenplay, writer.board(screenplay, brief)


def focus_of(shot: Shot) -> str:
    return shot.subjects[shot.focus].words if shot.focus is not None else ""


def check_time(board: Storyboard) -> None:
    """Shots tile the film, cuts fall on beats, lines keep their distance."""
    beat = board.score.frames_per_beat
    assert [shot.start for shot in board.shots] == [
        sum(shot.length for shot in board.shots[:at]) for at in range(len(board.shots))
    ]
    assert sum(shot.length for shot in board.shots) == board.frames
    assert all(shot.start % beat == 0 for shot in board.shots)
    for before, after in zip(board.narration, board.narration[1:], strict=False):
        assert after.start - before.end >= 0.4 * board.fps
    if board.narration:
        assert board.narration[0].start >= 1.5 * board.fps
        assert board.narration[-1].end <= board.frames - 2 * board.fps
    assert [shot.number for shot in board.shots] == [
        f"{at * 10:04d}" for at in range(1, len(board.shots) + 1)
    ]


@pytest.mark.parametrize("prompt_id", IDS)
def test_time_is_kept_to_the_frame(prompt_id: str) -> None:
    _, board = made(prompt_id)
    assert board.frames == 2880
    check_time(board)
    near = ("ms", "mcu", "cu", "ecu")
    for shot in board.shots:
        quick = shot.beat == "climax" and shot.size in near
        assert shot.length >= (1.2 if quick else 1.8) * board.fps
    assert 2.6 <= board.frames / board.fps / len(board.shots) <= 5.5
    assert len({shot.length for shot in board.shots}) >= 3


@pytest.mark.parametrize("prompt_id", IDS)
def test_no_two_neighbours_are_alike(prompt_id: str) -> None:
    _, board = made(prompt_id)
    for before, after in zip(board.shots, board.shots[1:], strict=False):
        alike = (before.size, before.angle, focus_of(before)) == (after.size, after.angle, focus_of(after))
        assert not alike, (before.number, after.number)
    for three in zip(board.shots, board.shots[1:], board.shots[2:], strict=False):
        assert len({shot.move for shot in three}) > 1 or three[0].move in ("static", "track")


@pytest.mark.parametrize("prompt_id", IDS)
def test_the_narrator_speaks_about_half_the_film(prompt_id: str) -> None:
    _, board = made(prompt_id)
    assert 0.43 <= speech_share(board.narration, board.frames, board.fps, board.language) <= 0.62


@pytest.mark.parametrize("prompt_id", IDS)
def test_cards_are_where_they_belong(prompt_id: str) -> None:
    _, board = made(prompt_id)
    titles = [shot for shot in board.shots if shot.title is not None and shot.title.kind == "title"]
    assert len(titles) == 1
    assert titles[0].start < 8 * board.fps
    assert titles[0].length >= 2.5 * board.fps
    last = board.shots[-1].title
    assert last is not None
    assert last.kind == "end"


@pytest.mark.parametrize("prompt_id", IDS)
def test_the_camera_stays_where_things_hold(prompt_id: str) -> None:
    _, board = made(prompt_id)
    for shot in board.shots:
        assert shot.set in sets()
        if shot.focus is None:
            continue
        casting = cast_asset(shot.subjects[shot.focus].asset)
        assert casting is not None
        closest = LADDER.index(casting.closest) if casting.closest in LADDER else LADDER.index("fs")  # type: ignore[arg-type]
        assert LADDER.index(shot.size) <= closest


@pytest.mark.parametrize("prompt_id", IDS)
def test_fountain_and_film_come_again_the_same(prompt_id: str) -> None:
    screenplay, board = made(prompt_id)
    prompt = next(prompt for prompt in PROMPTS if prompt["id"] == prompt_id)
    read_again = from_fountain(to_fountain(screenplay))
    assert read_again == screenplay
    assert board_screenplay(read_again, Brief(prompt=prompt["text"], look=prompt.get("look", ""))) == board


@pytest.mark.parametrize("prompt_id", ["synopsis_boy", "synopsis_robot"])
def test_every_sentence_of_a_synopsis_is_told_and_shown(prompt_id: str) -> None:
    screenplay, board = made(prompt_id)
    prompt = next(prompt for prompt in PROMPTS if prompt["id"] == prompt_id)
    spoken = "".join(line.text for line in board.narration)
    for clause in prompt["text"].replace("。", "，").replace(".", ",").replace(",", "，").split("，"):
        assert clause.strip() in spoken
    for line in board.narration:
        assert any(shot.start < line.end and line.start < shot.start + shot.length for shot in board.shots)
    assert len(board.shots) >= len(board.narration)
    assert screenplay.scenes[0].beat == "establish"
    assert screenplay.scenes[-1].beat == "resolve"


def test_the_headline_film_is_directed() -> None:
    screenplay, board = made("dragonboat")
    assert 34 <= len(board.shots) <= 44
    assert board.look == "oriental_cyberpunk"
    assert board.score.frames_per_beat == 15
    assert {shot.set for shot in board.shots} == {"river_city"}
    focus = [focus_of(shot) for shot in board.shots]
    assert focus.count("龙舟") >= 15
    assert focus.count("无人机") >= 8
    boats = {
        subject.count for shot in board.shots for subject in shot.subjects if subject.asset == "dragon_boat"
    }
    assert boats == {3}
    figures = {
        subject.action for shot in board.shots for subject in shot.subjects if subject.asset == "drone_swarm"
    }
    assert {"dragon", "word", "lotus"} <= figures
    spelled = {subject.text for shot in board.shots for subject in shot.subjects if subject.action == "word"}
    assert {"国潮", "端午"} <= spelled
    actions = {
        subject.action for shot in board.shots for subject in shot.subjects if subject.asset == "dragon_boat"
    }
    assert "drum" in actions
    first_drone = next(
        shot for shot in board.shots if any(one.asset == "drone_swarm" for one in shot.subjects)
    )
    leaving = next(line for line in board.narration if "离开地面" in line.text)
    assert abs(first_drone.start - leaving.start) < 2 * board.fps
    assert screenplay.language == "zh"


def test_no_view_of_the_headline_film_is_seen_three_times_or_twice_in_a_row() -> None:
    _, board = made("dragonboat")
    sights = [(focus_of(shot), shot.size, shot.angle, shot.lens) for shot in board.shots]
    assert max(Counter(sights).values()) <= 2
    assert all(left != right for left, right in pairwise(sights))
    assert all(left[1:3] != right[1:3] for left, right in pairwise(sights))
    assert len(set(sights)) >= 0.75 * len(sights)


def test_the_climax_of_the_headline_film_has_a_rhythm() -> None:
    _, board = made("dragonboat")
    lengths = [shot.length for shot in board.shots if shot.beat == "climax"]
    assert max(lengths) >= 2.5 * min(lengths)
    assert all(length % board.score.frames_per_beat == 0 for length in lengths)
    runs = [len(list(run)) for short, run in groupby(lengths, key=lambda one: one < 2 * board.fps) if short]
    assert len(runs) >= 3, "short shots come in groups, with long ones between them"
    assert max(runs[:-1]) <= 3


def test_weather_changes_only_where_the_text_says() -> None:
    _, coast = made("coast")
    assert "storm" in {shot.weather for shot in coast.shots}
    assert coast.shots[0].weather == "clear"
    assert coast.shots[-1].weather == "clear"
    _, wall = made("greatwall")
    assert [
        season
        for at, season in enumerate([shot.season for shot in wall.shots])
        if at == 0 or wall.shots[at - 1].season != season
    ] == ["spring", "summer", "autumn", "winter"]
    _, headline = made("dragonboat")
    assert {(shot.hour, shot.weather) for shot in headline.shots} == {("night", "clear")}


def test_the_same_brief_gives_the_same_film_and_another_seed_another() -> None:
    writer = RuleWriter()
    first = writer.board(writer.write(HEADLINE), HEADLINE)
    assert first == made("dragonboat")[1]
    other = replace(HEADLINE, seed=2)
    assert writer.board(writer.write(other), other).shots != first.shots


@settings(max_examples=40, deadline=None)
@given(
    prompt=st.sampled_from(
        [
            "孤独",
            "red balloon",
            "元宵灯会，孩子提着鱼灯在古街奔跑，烟花升空",
            "龙舟",
            "A fox. A hen. A long night in the snow.",
        ]
    ),
    seconds=st.one_of(st.floats(2, 16), st.floats(16, 400)),
    fps=st.sampled_from([12, 15, 24, 25, 30, 60]),
    seed=st.integers(1, 50),
)
def test_any_length_and_rate_tiles(prompt: str, seconds: float, fps: int, seed: int) -> None:
    brief = Brief(prompt=prompt, seconds=seconds, fps=fps, seed=seed)
    board = board_screenplay(write_screenplay(brief), brief)
    assert board.frames == round(seconds * fps)
    check_time(board)
    assert all(shot.length > 0 for shot in board.shots)


def test_four_seconds_are_one_or_two_shots() -> None:
    brief = Brief(prompt="red balloon", seconds=4)
    board = board_screenplay(write_screenplay(brief), brief)
    assert 1 <= len(board.shots) <= 2
    assert board.frames == 96


def test_four_thousand_characters_do_not_break_it_and_what_is_unread_is_said() -> None:
    story = "少年阿海推开门，看见雪落在港口的船上。" * 200
    brief = Brief(prompt=story[:4000], seconds=60)
    board = board_screenplay(write_screenplay(brief), brief)
    check_time(board)
    assert any("句旁白，没有读出来" in note for note in board.notes)


def test_a_hand_edit_of_the_screenplay_changes_the_pictures() -> None:
    brief = Brief(prompt="孤独")
    text = to_fountain(write_screenplay(brief))
    edited = from_fountain(text.replace("[[build]]\n\n!", "[[build]]\n\n!一艘帆船经过。"))
    board = board_screenplay(edited, brief)
    assert any(
        "帆船" in subject.words for shot in board.shots if shot.beat == "build" for subject in shot.subjects
    )
