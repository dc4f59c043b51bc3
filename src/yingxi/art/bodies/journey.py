"""A path as feet know it: where the ground was and will be, how far it is, how fast."""

from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Path
from yingxi.art.bodies.rotations import Numbers

BEFORE, AFTER = 5.0, 4.0
"""Seconds that are known before the shot's first frame and after its last."""
RATE = 30
TURNING = 0.35
"""Metres that feet step for a radian turned on the spot."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Journey:
    """Samples of a path: seconds, position (k, 3) metres, yaw (k,) unwrapped, metres stepped (k,)."""

    times: Numbers
    position: Numbers
    yaw: Numbers
    stepped: Numbers
    pace: float

    def where(self, t: float) -> Numbers:
        """Position (3,) at `t`."""
        return np.array([np.interp(t, self.times, self.position[:, k]) for k in range(3)])

    def facing(self, t: float) -> float:
        """Yaw at `t`, radians."""
        return float(np.interp(t, self.times, self.yaw))

    def distance(self, t: float) -> float:
        """Metres stepped at `t`; goes on evenly outside of what is known."""
        if t > self.times[-1]:
            return float(self.stepped[-1] + (t - self.times[-1]) * self.speed(float(self.times[-1])))
        return float(np.interp(t, self.times, self.stepped))

    def when(self, distance: float) -> float:
        """Seconds at which that distance has been stepped."""
        return float(np.interp(distance, self.stepped, self.times))

    def speed(self, t: float) -> float:
        """Metres stepped a second, at `t`."""
        early, late = max(t - 0.1, self.times[0]), min(t + 0.1, self.times[-1])
        if late - early < 1e-6:
            return 0.0
        gone = np.interp(late, self.times, self.stepped) - np.interp(early, self.times, self.stepped)
        return float(gone / (late - early))


def follow(path: Path, duration: float) -> Journey:
    """Walk a path once, with the time around the shot, and note what feet need to know."""
    times = np.arange(-BEFORE, duration + AFTER, 1.0 / RATE)
    position = np.array([path.position(float(t)) for t in times], float)
    yaw = np.unwrap([path.yaw(float(t)) for t in times])
    moved = np.hypot(*np.diff(position[:, [0, 2]], axis=0).T)
    stepped = np.concatenate([[0.0], np.cumsum(np.hypot(moved, TURNING * np.diff(yaw)))])
    # Never quite still: a clock that stands cannot be read backwards.
    stepped += 1e-6 * (times - times[0])
    stepped -= float(np.interp(0.0, times, stepped))
    speeds = np.diff(stepped) * RATE
    inside = (times[1:] > -0.5) & (times[1:] < duration + 0.5)
    return Journey(
        times=times,
        position=position,
        yaw=yaw,
        stepped=stepped,
        pace=float(np.percentile(speeds[inside], 80)),
    )
