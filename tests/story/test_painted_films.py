"""Painted films: a few words bring the scroll or the moon rabbit, in a look that was asked for or fits."""

import pytest

from yingxi.film import Brief
from yingxi.story.writer import RuleWriter


def board(prompt: str, seconds: float = 22.0, **brief):
    asked = Brief(prompt=prompt, seconds=seconds, **brief)
    writer = RuleWriter()
    return writer.board(writer.write(asked), asked)


def cast_of(story) -> set[str]:
    return {one.asset for shot in story.shots for one in shot.subjects}


@pytest.mark.parametrize(
    ("prompt", "look"),
    [
        ("国风山水", "ink"),
        ("青绿山水", "qinglv"),
        ("水墨江南，一叶扁舟穿过晨雾，白鹤掠过远山", "ink"),
        ("Ink-wash mountains, a boat and cranes in the mist", "ink"),
    ],
)
def test_mountains_and_water_become_a_scroll(prompt, look):
    story = board(prompt)
    assert story.look == look
    assert {shot.set for shot in story.shots} == {"shanshui"}
    assert {"lone_boat", "crane"} <= cast_of(story)
    assert story.not_depicted == ()
    assert 6 <= len(story.shots) <= 10


def test_a_look_that_is_asked_for_rules():
    assert board("国风山水", look="青绿").look == "qinglv"


@pytest.mark.parametrize(
    ("prompt", "look"),
    [
        ("剪纸动画：月宫玉兔捣药，桂花飘落，嫦娥奔月", "papercut"),
        ("皮影戏：玉兔和桂花树", "shadow_play"),
        ("A paper-cut children's tale: the rabbit, the moon and the osmanthus tree", "papercut"),
        ("a shadow play of the moon rabbit", "shadow_play"),
    ],
)
def test_the_moon_rabbit_is_told_in_paper_or_in_hides(prompt, look):
    story = board(prompt)
    assert story.look == look
    assert {"rabbit", "hanfu_woman", "mortar"} <= cast_of(story)
    assert {"moon_palace", "sky"} <= {shot.set for shot in story.shots}
    assert story.not_depicted == ()


def test_mountains_of_another_story_are_no_scroll():
    story = board("一个人在山水之间骑马，龙在天上飞")
    assert "lone_boat" not in cast_of(story)
