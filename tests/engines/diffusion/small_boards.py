"""Boards of a few frames: a lantern in the desert at 64x64."""

from dataclasses import replace
from typing import Any

from yingxi.film import Score, Shot, Storyboard, Subject

SIDE = 64


def shot_of(number: int, **changes: Any) -> Shot:
    """a lantern in the desert, nine frames."""
    subject = Subject(words="red lantern", asset="lantern", role="hero")
    plain = Shot(
        number=f"{number:02d}0", scene=1, start=9 * (number - 1), length=9, description="a red lantern",
        place="desert", set="desert", hour="sunset", subjects=(subject,), size="ws", move="static",
        seed=number,
    )  # fmt: skip
    return replace(plain, **changes)


def board_of(*shots: Shot, **changes: Any) -> Storyboard:
    """A board of 64x64 at 12 frames a second."""
    plain = Storyboard(
        title="lantern", language="en", look="documentary", fps=12, width=SIDE, height=SIDE,
        frames=sum(shot.length for shot in shots), score=Score(), shots=shots,
    )  # fmt: skip
    return replace(plain, **changes)
