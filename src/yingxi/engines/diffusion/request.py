"""What is asked of a pipeline, whatever the pipeline calls it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.engines.capabilities import Control
from yingxi.engines.diffusion.settings import Steer

Picture = NDArray[np.uint8]
"""(h, w, 3) RGB."""


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Request:
    """One call of a model. Pictures have the painted size; `frames` is on the model's grid, 1 for a picture.

    `controls` are control videos by name with how much each counts; `over` is the colour pass (or the
    person's video) to paint over and `strength` how much of it is given up.
    """

    prompt: str
    negative: str = ""
    size: tuple[int, int]
    frames: int = 1
    fps: int = 24
    steps: int
    guidance: float | None = None
    start: Picture | None = None
    end: Picture | None = None
    over: Sequence[Picture] = ()
    strength: float = 0.0
    controls: Mapping[Control, tuple[Sequence[Picture], Steer]] = field(default_factory=dict)
    references: Sequence[Picture] = ()
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Painted:
    """What a model gave: frames (n, h, w, 3) uint8, and sound (samples, channels) float32 at `rate`."""

    frames: NDArray[np.uint8]
    sound: NDArray[np.float32] | None = None
    rate: int = 0
