"""What a face is here: where it stands in a picture, how sure the finder is, how it looks at us."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[np.uint8]
"""(height, width, 3) uint8 RGB."""
Points: TypeAlias = NDArray[np.float64]
"""(n, 2) or (n, 3): x to the right, y down, in pixels of the picture."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Face:
    """A face in a picture.

    box: left, top, right, bottom in pixels. landmarks: (5, 2): the eye on the picture's left, the eye on its
    right, nose tip, mouth corner on the left, mouth corner on the right. score: 0 to 1.
    """

    box: tuple[float, float, float, float]
    landmarks: Points
    score: float

    @property
    def width(self) -> float:
        """Width of the box in pixels."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """Height of the box in pixels."""
        return self.box[3] - self.box[1]

    @property
    def eye_distance(self) -> float:
        """Pixels between the two eyes."""
        return float(np.linalg.norm(self.landmarks[1] - self.landmarks[0]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """How a head is turned, in degrees.

    yaw: positive when it looks to the picture's right; pitch: positive when it looks up; roll: positive when
    it leans to the picture's right.
    """

    yaw: float
    pitch: float
    roll: float
