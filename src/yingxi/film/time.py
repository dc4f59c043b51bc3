"""Rational time, as in OpenTimelineIO; a film never counts in float seconds."""

from opentimelineio.opentime import RationalTime

__all__ = ["RationalTime", "frames", "seconds"]


def frames(count: int, rate: float) -> RationalTime:
    """A duration of `count` whole frames at `rate` frames a second."""
    return RationalTime(count, rate)


def seconds(time: RationalTime) -> float:
    """Seconds for a person or a physics engine to read; never stored."""
    return float(time.to_seconds())
