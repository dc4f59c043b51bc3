"""What the world engine finds out about its own takes."""

from yingxi.engines.measured import MOST_STOPS, stops_for
from yingxi.media.gauge import Light


def light(luma: float, white: float = 0.0) -> Light:
    return Light(luma=luma, spread=0.1, white=white, black=0.0)


def test_a_picture_that_reads_is_left_alone() -> None:
    assert stops_for(light(0.3)) == 0.0


def test_a_dark_picture_is_lit_by_at_most_a_stop() -> None:
    assert 0.0 < stops_for(light(0.034)) <= MOST_STOPS
    assert stops_for(light(0.001)) == MOST_STOPS


def test_blown_highlights_are_held_back() -> None:
    assert stops_for(light(0.6, white=0.4)) < 0.0
