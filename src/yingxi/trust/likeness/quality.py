"""Whether a face is shown well enough to be compared, and in plain words what is wrong with it."""

from dataclasses import dataclass

import numpy as np

from yingxi.trust.likeness.aligning import arcface_chip
from yingxi.trust.likeness.faces import Face, Picture, Turn
from yingxi.trust.likeness.mesh import head_turn, trace_face
from yingxi.trust.likeness.networks.shelf import has_pack

LEVEL = -10.0
"""The pitch that the mesh gives to a face at eye level (median of 21 portraits)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """The least that is asked of a face. Sharpness is of the face at 112 pixels."""

    eye_distance: float
    sharpness: float
    turned: float = 40.0
    darkest: float = 40.0
    brightest: float = 225.0
    contrast: float = 12.0


TO_ENROLL = Gate(eye_distance=30, sharpness=0.11, turned=30)
TO_CHECK = Gate(eye_distance=16, sharpness=0.06, turned=55)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quality:
    """What was measured of a face: pixels between the eyes, sharpness, brightness and contrast (0..255)."""

    eye_distance: float
    sharpness: float
    brightness: float
    contrast: float
    turn: Turn | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Flaw:
    """One thing that is wrong with the picture of a face, in both languages."""

    name: str
    zh: str
    en: str


def measure_quality(picture: Picture, face: Face) -> Quality:
    """Measure how well a face is shown; `turn` is None when the network of the face mesh is not here."""
    from scipy.ndimage import laplace

    grey = arcface_chip(picture, face.landmarks).astype(np.float64).mean(-1)[16:, 16:-16]
    contrast = float(grey.std())
    turn = head_turn(trace_face(picture, face)) if has_pack("face-mesh") else None
    return Quality(
        eye_distance=face.eye_distance, sharpness=float(laplace(grey).std()) / max(contrast, 1.0),
        brightness=float(grey.mean()), contrast=contrast, turn=turn,
    )  # fmt: skip


def flaws(quality: Quality, gate: Gate) -> tuple[Flaw, ...]:
    """What is wrong with a face's picture, the worst first; nothing when it will do."""
    q, found = quality, []
    if q.eye_distance < gate.eye_distance:
        got, least = round(q.eye_distance), round(gate.eye_distance)
        found.append(Flaw(
            name="small", zh=f"脸太小：两眼相距 {got} 像素，至少要 {least}",
            en=f"the face is too small: {got} pixels between the eyes, at least {least} are needed",
        ))  # fmt: skip
    if q.sharpness < gate.sharpness:
        found.append(Flaw(
            name="blurred", zh=f"脸不清晰（清晰度 {q.sharpness:.2f}，至少要 {gate.sharpness:.2f}）",
            en=f"the face is blurred (sharpness {q.sharpness:.2f}, at least {gate.sharpness:.2f} is needed)",
        ))  # fmt: skip
    found += _badly_lit(q, gate)
    if q.turn is not None and (away := max(abs(q.turn.yaw), abs(q.turn.pitch - LEVEL))) > gate.turned:
        found.append(Flaw(
            name="turned", zh=f"脸转开了 {away:.0f} 度，最多 {gate.turned:.0f} 度",
            en=f"the face is turned away by {away:.0f} degrees, at most {gate.turned:.0f} will do",
        ))  # fmt: skip
    return tuple(found)


def _badly_lit(q: Quality, gate: Gate) -> list[Flaw]:
    if q.brightness < gate.darkest:
        return [Flaw(name="dark", zh="脸太暗，请到亮处拍", en="the face is too dark; use more light")]
    if q.brightness > gate.brightest:
        return [Flaw(name="bright", zh="脸太亮，请避开直射光", en="the face is too bright; use less light")]
    if q.contrast < gate.contrast:
        return [Flaw(name="flat", zh="脸几乎没有明暗", en="the face shows almost no light and shade")]
    return []
