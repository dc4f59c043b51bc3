"""468 points of a face, and what they tell: how the head is turned, how far each eye is open.

Source: Kartynnik et al., "Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs", 2019;
eye openness as in Soukupová and Čech, "Real-Time Eye Blink Detection using Facial Landmarks", 2016.
"""

from dataclasses import dataclass

import numpy as np

from yingxi.trust.likeness.aligning import Similarity, cut_out
from yingxi.trust.likeness.faces import Face, Picture, Points, Turn
from yingxi.trust.likeness.networks.shelf import run_network

SIZE = 192
MARGIN = 1.5
"""The network wants half a face of margin around the face."""
OUTER = (33, 263)
"""Outer corners of the eyes, the one on the picture's left first."""
EYES = ((33, 160, 158, 133, 153, 144), (362, 385, 387, 263, 373, 380))
"""Each eye: corner, two points of the upper lid, corner, two points of the lower lid."""
CORNERS = (33, 133, 362, 263, 2)
"""Four eye corners from left to right and the base of the nose, as dlib wants them."""
ACROSS, DOWN = (234, 454), (10, 152)
"""Ends of the face from cheek to cheek and from brow to chin."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Mesh:
    """points: (468, 3) in pixels of the picture, z in the same measure, smaller nearer. presence: 0 to 1."""

    points: Points
    presence: float


def trace_face(picture: Picture, face: Face) -> Mesh:
    """The mesh of a face that was found."""
    left, top, right, bottom = face.box
    middle = complex(left + right, top + bottom) / 2
    eyes = face.landmarks[1] - face.landmarks[0]
    return _trace(picture, middle, MARGIN * max(face.width, face.height), complex(*eyes))


def follow_face(picture: Picture, before: Mesh) -> Mesh:
    """The mesh of a face that stood where `before` was a moment ago."""
    low, high = before.points[:, :2].min(0), before.points[:, :2].max(0)
    eyes = before.points[OUTER[1], :2] - before.points[OUTER[0], :2]
    return _trace(picture, complex(*(low + high) / 2), MARGIN * float((high - low).max()), complex(*eyes))


def _trace(picture: Picture, middle: complex, side: float, eyes: complex) -> Mesh:
    upright = eyes.conjugate() / max(abs(eyes), 1e-9) * SIZE / max(side, 1.0)
    to_chip = Similarity(factor=upright, shift=complex(SIZE, SIZE) / 2 - upright * middle)
    chip = cut_out(picture, to_chip, SIZE).astype(np.float32) / np.float32(255)
    marks, presence = run_network("mesh", chip[None])
    points = to_chip.inverse()(marks.reshape(468, 3).astype(np.float64))
    return Mesh(points=points, presence=float(1 / (1 + np.exp(-presence.item()))))


def head_turn(mesh: Mesh) -> Turn:
    """How the head is turned, from the face's two long axes in space."""
    across = mesh.points[ACROSS[1]] - mesh.points[ACROSS[0]]
    down = mesh.points[DOWN[1]] - mesh.points[DOWN[0]]
    ahead = np.cross(across, down)  # along +z when the face looks at the camera, away from it into the head
    ahead = -ahead / np.linalg.norm(ahead)
    return Turn(
        yaw=float(np.degrees(np.arctan2(ahead[0], -ahead[2]))),
        pitch=float(np.degrees(np.arcsin(np.clip(-ahead[1], -1, 1)))),
        roll=float(np.degrees(np.arctan2(across[1], across[0]))),
    )


def eye_openness(mesh: Mesh) -> tuple[float, float]:
    """For the eye on the picture's left and the one on its right: height over width, 0 when shut."""
    return _openness(mesh, EYES[0]), _openness(mesh, EYES[1])


def _openness(mesh: Mesh, eye: tuple[int, ...]) -> float:
    corner, upper, upper_2, other, lower_2, lower = (mesh.points[i] for i in eye)
    height = np.linalg.norm(upper - lower) + np.linalg.norm(upper_2 - lower_2)
    return float(height / (2 * np.linalg.norm(other - corner)))


def eye_corners(mesh: Mesh) -> Points:
    """(5, 2): four eye corners from left to right and the base of the nose."""
    return mesh.points[list(CORNERS), :2]
