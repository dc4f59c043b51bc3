"""How one stands in a space suit: arms held off, and afloat where there is no ground."""

from dataclasses import replace

from yingxi.art.bodies.playing import Playing
from yingxi.art.bodies.pose import STANDING, Pose
from yingxi.art.bodies.whole_body import drift

THICK = replace(STANDING, left_hand=(0.20, -0.86, 0.36), right_hand=(0.20, -0.86, 0.36), curl=(0.45, 0.45))


def weightless_or_not(part: Playing, t: float) -> Pose:
    """Stand on ground; drift where the path has none under it."""
    return part.carried(t) if part.grounded else drift(part, t)
