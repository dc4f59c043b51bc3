"""A face cut out upright and at one size, so that networks see all faces alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yingxi.trust.likeness.faces import Picture, Points

ARCFACE_POINTS = np.array([
    [38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041],
])  # fmt: skip
"""Where ArcFace-class networks want eyes, nose and mouth corners in 112 x 112 (Deng et al., 2019)."""
DLIB_POINTS = np.array([
    [0.1205750620789, 0.2137274526848], [0.3340850613712, 0.2290642403242],
    [0.6460604764104, 0.2289674387677], [0.8595674595992, 0.2134981538014],
    [0.4901123135679, 0.6277975316475],
])  # fmt: skip
"""dlib's mean face: the four eye corners from left to right and the base of the nose, before its margin."""
DLIB_MARGIN = 0.25


@dataclass(frozen=True, kw_only=True, slots=True)
class Similarity:
    """Turn, scale and shift of the plane: a point z (x + iy) goes to factor * z + shift."""

    factor: complex
    shift: complex

    def __call__(self, points: Points) -> Points:
        """The points moved; a third coordinate is scaled."""
        moved = self.factor * _complex(points) + self.shift
        depth = points[:, 2:] * abs(self.factor)
        return np.concatenate([np.stack([moved.real, moved.imag], -1), depth], -1)

    def inverse(self) -> "Similarity":
        """The way back."""
        return Similarity(factor=1 / self.factor, shift=-self.shift / self.factor)


def fit_similarity(from_points: Points, to_points: Points) -> Similarity:
    """The turn, scale and shift that brings one set of points nearest to another (least squares)."""
    here, there = _complex(from_points), _complex(to_points)
    centred = here - here.mean()
    factor = complex(np.vdot(centred, there - there.mean()) / max(np.vdot(centred, centred).real, 1e-9))
    return Similarity(factor=factor or 1e-9 + 0j, shift=complex(there.mean() - factor * here.mean()))


def cut_out(picture: Picture, to_chip: Similarity, size: int) -> NDArray[np.uint8]:
    """A square of `size` pixels of the picture as seen through a similarity; black outside the picture.

    A picture that is shown at less than half its size is reduced first, so that nothing flickers.
    """
    from PIL import Image

    halvings = max(0, int(np.floor(-np.log2(max(abs(to_chip.factor), 1e-6)))))
    image = Image.fromarray(picture)
    if halvings:
        image = image.reduce(2**halvings)
    back = to_chip.inverse()
    step, shift = back.factor / 2**halvings, back.shift / 2**halvings
    # Pillow asks for the place of a pixel's middle; half a pixel in and out keeps it there.
    rows = (step.real, -step.imag, shift.real, step.imag, step.real, shift.imag)
    return np.asarray(image.transform((size, size), Image.Transform.AFFINE, rows, Image.Resampling.BILINEAR))


def arcface_chip(picture: Picture, landmarks: Points, size: int = 112) -> NDArray[np.uint8]:
    """The face as ArcFace-class networks want it; landmarks (5, 2) as of a `Face`."""
    return cut_out(picture, fit_similarity(landmarks, ARCFACE_POINTS * size / 112), size)


def dlib_chip(picture: Picture, corners: Points, size: int = 150) -> NDArray[np.uint8]:
    """The face as dlib's descriptor wants it; corners (5, 2): four eye corners left to right, nose base."""
    wanted = (DLIB_POINTS + DLIB_MARGIN) / (1 + 2 * DLIB_MARGIN) * size
    return cut_out(picture, fit_similarity(corners, wanted), size)


def _complex(points: Points) -> NDArray[np.complex128]:
    return np.asarray(points[:, 0] + 1j * points[:, 1], np.complex128)
