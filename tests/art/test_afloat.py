"""Boats ride the swell, and those who row sit in them."""

from dataclasses import replace

import numpy as np
import pytest

from yingxi.art.blocking_afloat import swell_at
from yingxi.art.dress import dress
from yingxi.film import Score, Shot, Storyboard, Subject
from yingxi.world.scene import Water

SHOT = Shot(
    number="0010",
    scene=1,
    start=0,
    length=48,
    description="",
    place="sea",
    set="sea",
    hour="noon",
    weather="storm",
    subjects=(
        Subject(words="boy", asset="person_child", action="row"),
        Subject(words="boat", asset="small_boat", action="sail"),
    ),
)
BOARD = Storyboard(
    title="Sea",
    language="en",
    look="documentary",
    fps=24,
    width=320,
    height=180,
    frames=48,
    score=Score(),
    shots=(SHOT,),
)


def test_swell_goes_up_as_far_as_down() -> None:
    x, z = np.meshgrid(np.linspace(-300, 300, 61), np.linspace(-300, 300, 61))
    height = swell_at(Water(swell=0.6), (6.0, 0.0, 1.0), x.ravel(), z.ravel(), 1.0)
    assert abs(float(height.mean())) < 0.15 * float(height.std())
    assert float(height.std()) > 0.1


def test_a_rower_sits_in_the_boat_and_both_ride_the_waves() -> None:
    world = dress(SHOT, BOARD).world
    boy, boat = world.actors[-3:-1] if len(world.actors[-1].models) == 0 else world.actors[-2:]
    heights = []
    for t in (0.2, 0.8, 1.4):
        low, high = boat.bounds(t)
        middle = sum(boy.bounds(t)) / 2
        assert (middle >= low - 0.5).all()
        assert (middle <= high + 1.0).all()
        heights.append(float(low[1]))
    assert max(heights) - min(heights) > 0.02


@pytest.mark.parametrize("weather", ["clear", "storm"])
def test_nobody_changes_clothes_between_shots(weather: str) -> None:
    first = replace(SHOT, weather=weather)
    second = replace(first, number="0020", seed=99)
    names = [
        sorted(n for a in dress(s, BOARD).world.actors for n in a.models if "person" in n)
        for s in (first, second)
    ]
    assert names[0] == names[1]
