"""A mechanical dragon against drones: few words bring both sides, the storm, and the acts in their order."""

import pytest

from yingxi.film import Brief, Storyboard
from yingxi.story import board_screenplay, write_screenplay

PROMPTS = (
    "机械龙大战无人机群",
    "a mechanical dragon fights a swarm of drones",
    "机械龙在雷雨云海中与无人机群缠斗，火花四溅",
)


def boarded(prompt: str, seconds: float = 16) -> Storyboard:
    brief = Brief(prompt=prompt, seconds=seconds)
    return board_screenplay(write_screenplay(brief), brief)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_few_words_become_the_battle(prompt: str) -> None:
    board = boarded(prompt)
    assert {shot.set for shot in board.shots} == {"storm_clouds"}
    assert {shot.hour for shot in board.shots} == {"night"}
    assert board.look == "storm_steel"
    assert 6 <= len(board.shots) <= 10
    played = [subject.action for shot in board.shots for subject in shot.subjects]
    assert {"emerge", "hunt", "bite", "blaze", "rout"} <= set(played)
    assets = {subject.asset for shot in board.shots for subject in shot.subjects}
    assert assets == {"mechanical_dragon", "combat_drone"}
    assert played.index("emerge") < played.index("bite") < played.index("rout")


def test_words_of_another_place_are_obeyed() -> None:
    board = boarded("机械龙在竹林里与剑客对决")
    assert all(shot.set != "storm_clouds" for shot in board.shots)
