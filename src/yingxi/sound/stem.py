"""One layer of the sound track."""

from dataclasses import dataclass, field

from yingxi.sound.voice import RATE, Samples


@dataclass(frozen=True, kw_only=True, eq=False)
class Stem:
    """Narration, score or foley: samples (n, 2) float32 at 48 kHz, and what should be said about them."""

    name: str
    samples: Samples
    notes: tuple[str, ...] = field(default=())

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / RATE
