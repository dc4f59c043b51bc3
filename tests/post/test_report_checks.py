"""What the report says of the figures measured on a take."""

from yingxi.film import Slate, Take
from yingxi.post.report_checks import checks_of


def take(**measured: float) -> Take:
    slate = Slate(film="f", scene=1, shot="0010", take=1, engine="world", seed=1)
    return Take(
        slate=slate, media="takes/0010/001.mp4", width=64, height=36, fps=24, length=24, measured=measured
    )


def test_figures_are_shown_in_the_films_language() -> None:
    shown = checks_of(take(luma=0.412, white=0.003, subject_share=0.5), "en")
    assert [row["text"] for row in shown] == ["light 41 %", "clipped 0 %", "subject's size 50 %"]
    assert checks_of(take(luma=0.412), "zh")[0]["text"] == "亮度 41 %"


def test_faults_are_marked() -> None:
    shown = checks_of(take(luma=0.01, spread=0.1, white=0.0, black=0.99), "en")
    assert {"text": "a frame is nearly all black", "bad": True} in shown


def test_a_take_that_was_not_measured_says_nothing() -> None:
    assert checks_of(take(), "en") == []
    assert checks_of(None, "zh") == []
