"""How much a reader of unknown files may take, and how its process is held to that."""

import sys
from dataclasses import dataclass
from typing import Final

MIB: Final = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one reader may take for one file: bytes of memory, seconds, pixels of one picture.

    `memory` bounds the address space where the system can (Linux), `resident` what really lies in memory.
    `seconds` are the processor's; `patience` times as many may pass on the clock, for a machine may be busy.
    """

    memory: int = 1900 * MIB
    resident: int = 1500 * MIB
    seconds: float = 30.0
    patience: float = 4.0
    bytes_a_second: int = 10 * MIB
    pixels: int = 50_000_000
    answer: int = 4 * MIB
    served: int = 8000
    swollen: int = 700 * MIB

    def time_for(self, size: int) -> float:
        """Seconds that a file of `size` bytes may take: reading it from a slow disk is no offence."""
        return self.seconds + size / self.bytes_a_second


def confine(limits: Limits) -> None:
    """Bind this process to the limits, for good; on systems without rlimits the parent alone keeps watch."""
    if sys.platform == "win32":
        return
    import resource

    bounds = {"RLIMIT_AS": limits.memory, "RLIMIT_CORE": 0, "RLIMIT_FSIZE": 16 * MIB, "RLIMIT_NOFILE": 128}
    for name, most in bounds.items():
        lower(getattr(resource, name), most)


def lower(which: int, most: int) -> None:
    """Set a limit to `most`, or leave it where it is already lower or the system has no such limit."""
    import resource

    _, hard = resource.getrlimit(which)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(which, (bound, bound))
    except (ValueError, OSError):
        # macOS knows RLIMIT_AS and refuses to set it; the parent watches the memory there.
        return


def allow_seconds(seconds: float) -> None:
    """Let this process use that much more processor time, then it is ended by the system (SIGXCPU)."""
    if sys.platform == "win32":
        return
    import resource

    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, hard))
