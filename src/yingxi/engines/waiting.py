"""Waiting for another machine in a way that the person can stop."""

from dataclasses import dataclass
from time import monotonic, sleep

from yingxi.engines.protocol import Progress

SLICE = 0.5
"""Seconds between two looks at whether the person has stopped."""


@dataclass(kw_only=True)
class Clock:
    """Tells each half second how far a job is, in percent."""

    on_progress: Progress
    done: int = 0

    def tell(self, percent: float, note: str) -> None:
        """Hear how far the job is; it never goes back."""
        self.done = max(self.done, round(min(100.0, max(0.0, percent))))
        self.on_progress(self.done, 100, note)

    def still(self) -> None:
        """Say that it goes on, as far as it is."""
        self.on_progress(self.done, 100, "")

    def wait(self, seconds: float, why: str) -> None:
        """Let so many seconds pass."""
        ends = monotonic() + seconds
        while (left := ends - monotonic()) > 0:
            self.on_progress(self.done, 100, why)
            sleep(min(SLICE, left))
