"""What hangs from a person and swings: skirts, wide sleeves, long hair, sash ends, as sheets of chains.

Each hanging knows by which bones it would move if it were stiff; world/cloth.py moves it otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yingxi.world.cloth import Cloth, Sheet

NODES = 8
"""Points of a chain, where nothing else is said."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False, kw_only=True)
class Hanging(Sheet):
    """A sheet of chains side by side: rest points (chains, nodes, 3) in metres on the rest body.

    weights: (chains * nodes, bones), where each point would be if it were stiff.
    """

    weights: NDArray[np.float32]


class Chains:
    """All hanging sheets of one figure: where its bones would have them, and the cloth they are."""

    def __init__(self, sheets: Sequence[Hanging]) -> None:
        from scipy.sparse import csr_matrix

        self.sheets = tuple(sheets)
        self._cloths: dict[int, Cloth] = {}
        flat = np.concatenate([np.reshape(s.rest, (-1, 3)) for s in sheets]).astype(np.float32)
        weights = np.concatenate([sheet.weights for sheet in sheets])
        ones = np.concatenate([flat, np.ones((len(flat), 1), np.float32)], 1)
        row, bone = np.nonzero(weights > 0.004)
        columns = (bone[:, None] * 4 + np.arange(4)).ravel()
        share = weights[row, bone] / np.bincount(row, weights[row, bone], len(flat))[row]
        values = (share[:, None] * ones[row]).ravel()
        self.matrix = csr_matrix(
            (values.astype(np.float32), (np.repeat(row, 4), columns)), (len(flat), weights.shape[1] * 4)
        )

    def stiff(self, transforms: Floats) -> Floats:
        """Where all points would be if they moved with the bones (n, 3)."""
        moved = self.matrix @ np.ascontiguousarray(transforms.transpose(0, 2, 1)).reshape(-1, 3)
        return np.asarray(moved, np.float32)

    def cloth(self, fps: int) -> Cloth:
        """The cloth of these sheets at a rate of frames; it holds no state."""
        if fps not in self._cloths:
            self._cloths[fps] = Cloth(self.sheets, fps)
        return self._cloths[fps]

    def split(self, points: Floats) -> list[Floats]:
        """Points (n, 3) of all sheets as one array (chains, nodes, 3) for each."""
        parts, start = [], 0
        for sheet in self.sheets:
            size = int(np.size(sheet.hold))
            parts.append(points[start : start + size].reshape(*np.shape(sheet.hold), 3))
            start += size
        return parts
