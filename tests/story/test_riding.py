"""Riders and mounts on the board: one verb joins them, and no shot shows one without the other."""

import pytest

from yingxi.film import Brief, Storyboard
from yingxi.story.writer import RuleWriter


def board(prompt: str, seconds: float = 16.0) -> Storyboard:
    brief, writer = Brief(prompt=prompt, seconds=seconds), RuleWriter()
    return writer.board(writer.write(brief), brief)


@pytest.mark.parametrize(
    ("prompt", "rider", "mount", "gait", "count"),
    [
        ("一个骑手骑马穿过沙漠", "person_man", "horse", "trot", 1),
        ("a girl rides a bicycle along the canal", "young_woman", "bicycle", "ride", 1),
        ("将军骑着战马冲锋", "general", "horse", "gallop", 1),
        ("a rider gallops across the steppe at dusk", "person_man", "horse", "gallop", 1),
        ("骑骆驼的商队", "person_man", "camel", "walk", 8),
        ("一队骑兵在雪原上奔驰", "guard", "horse", "gallop", 12),
        ("Three cowboys ride slowly through the desert", "person_man", "horse", "walk", 3),
        ("少年骑着仙鹤飞过群山", "person_child", "crane", "fly", 1),
    ],
)
def test_rider_and_mount_are_in_every_shot_together(
    prompt: str, rider: str, mount: str, gait: str, count: int
) -> None:
    for shot in board(prompt).shots:
        cast = {one.asset: one for one in shot.subjects}
        assert rider in cast, shot.number
        assert mount in cast, shot.number
        assert cast[rider].action == "ride"
        assert cast[mount].action in (gait, "stand")
        assert cast[rider].count == cast[mount].count == count


def test_horses_that_nobody_rides_stay_without_riders() -> None:
    shots = board("万马奔腾过草原，雪山在远方").shots
    assert all(one.action != "ride" for shot in shots for one in shot.subjects)


def test_on_a_fathers_shoulders_is_no_horse() -> None:
    shots = board("孩子骑在父亲肩上看烟花").shots
    assert all(one.asset not in ("horse", "bicycle") for shot in shots for one in shot.subjects)


def test_who_only_walks_later_in_a_story_has_got_off() -> None:
    story = (
        "A girl finds an old letter in the village. She rides a bicycle to the coast town. "
        "An old man waits there with a lantern. She sits down beside the old man and reads to him."
    )
    shots = board(story, 40.0).shots
    with_bicycle = [any(one.asset == "bicycle" for one in shot.subjects) for shot in shots]
    assert any(with_bicycle)
    assert not all(with_bicycle)
    assert not with_bicycle[-1]


@pytest.mark.parametrize(
    ("prompt", "mounted"),
    [("骑士站在城堡前", False), ("Knights charge across the meadow", True), ("骑士骑马冲向巨龙", True)],
)
def test_a_knight_is_on_horseback_when_he_rides_or_charges(prompt: str, mounted: bool) -> None:
    for shot in board(prompt).shots:
        cast = {one.asset: one.action for one in shot.subjects}
        assert ("horse" in cast) == mounted
        assert (cast.get("knight") == "ride") == mounted


def test_soldiers_in_array_are_many() -> None:
    counts = {one.count for shot in board("士兵们列阵在长城下").shots for one in shot.subjects}
    assert counts == {24}
