"""The arrays that pictures are worked on in."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.floating[Any]]
Matrix = NDArray[np.float64]
