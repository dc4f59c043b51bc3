"""How a pair goes through the passages of a duel: tracks about the point between the two."""

import math

from yingxi.art.blocking_stage import Track
from yingxi.art.blocking_verbs import Cue
from yingxi.art.duel import PASSAGES, contact_time, place_in

DUELS = frozenset(PASSAGES)


def duel(name: str, cue: Cue) -> Track:
    """The way of one of the two through a passage; the first is at the left of the picture."""
    from yingxi.art.bodies.duel_paths import spacing

    beat = cue.extra["beat"]
    partner = cue.partner or (cue.start[0] + 2.4, cue.start[1], cue.start[2])
    middle = 0.5 * (cue.start[0] + partner[0]), 0.5 * (cue.start[1] + partner[1])
    part, main = int(cue.extra["order"]) % 2, contact_time(name, cue.duration, beat)
    wanted = spacing(name, beat)
    ahead_is = 1.0 if cue.extra["right"] >= 0.0 else -1.0
    right_is = ahead_is * cue.extra["hand"]

    def track(t: float) -> tuple[float, float, float, float]:
        ahead, beside, up, turn = place_in(name, part, t - main, *wanted(t - main), beat)
        return (
            middle[0] + ahead_is * ahead,
            middle[1] + right_is * beside,
            cue.start[2] + up,
            math.atan2(right_is * math.sin(turn), ahead_is * math.cos(turn)),
        )

    return track
