"""What a motion is told: where the person goes, for how long, to which beat, and whose motion it is."""

import math
from dataclasses import dataclass, field

from yingxi.art.bodies.gait import Stride, going
from yingxi.art.bodies.journey import Journey
from yingxi.art.bodies.pose import STANDING, Pose, added


@dataclass(frozen=True, eq=False, kw_only=True)
class Playing:
    """One person's part. `phase` 0-1 keeps people from moving alike; `number` counts partners.

    `base` is how it stands and holds its hands when it does nothing else; `grounded` whether it has ground.
    """

    journey: Journey
    stride: Stride
    scale: float
    duration: float
    beat: float = 0.6
    beat_phase: float = 0.0
    phase: float = 0.0
    number: int = 0
    base: Pose = field(default=STANDING)
    grounded: bool = True

    def beats(self, t: float) -> float:
        """How many beats have passed at `t`."""
        return (t - self.beat_phase) / self.beat

    def carried(self, t: float, pose: Pose | None = None) -> Pose:
        """A pose on legs that follow the journey, breathing."""
        return going(self.journey, self.stride, t, self.scale, self.alive(t, pose or self.base))

    def alive(self, t: float, pose: Pose) -> Pose:
        """Breath, and weight that moves slowly from one leg to the other."""
        own = 2.0 * math.pi * self.phase
        breath = math.sin(1.5 * t + own)
        shift = math.sin(0.45 * t + 2.0 * own) + 0.3 * math.sin(0.83 * t + own)
        look = 0.10 * math.sin(0.31 * t + 3.0 * own)
        return added(
            pose,
            pelvis=(0.004 * breath, 0.002 * breath, 0.022 * shift),
            hips=(0.02 * shift, 0.0, 0.022 * shift),
            chest=(0.03 * math.sin(0.37 * t + own), 0.010 * breath, -0.035 * shift),
            head=(look, 0.02 * math.sin(0.6 * t + own), 0.03 * shift),
            left_hand=(0.012 * breath, 0.0, 0.008 * breath),
            right_hand=(0.012 * math.sin(1.5 * t + own + 0.6), 0.0, 0.008 * breath),
        )
