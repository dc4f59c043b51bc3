"""Whose face somebody has and what it shows in a shot: by seed, sex, age, language and mood."""

from collections.abc import Mapping
from dataclasses import replace
from zlib import crc32

import numpy as np

from yingxi.art.asset import CallSheet
from yingxi.art.bodies.dressing import Colour, Dress
from yingxi.art.bodies.faces import FEATURES, Face

NEAR = frozenset({"fs", "mfs", "ms", "mcu", "cu", "ecu"})
"""Shot sizes in which faces are seen."""
_SPREAD = {"man": 0.36, "woman": 0.26, "child": 0.18, "elder": 0.36}
"""How far faces of a build differ from one another."""
_OWN: Mapping[str, Mapping[str, float]] = {
    "man": {"jaw_wide": 0.30, "brows_high": -0.25, "nose_high": 0.15},
    "woman": {"lips_full": 0.20, "eyes_open": 0.30, "jaw_wide": -0.25, "cheekbones": 0.15},
    "child": {"cheeks": 0.35, "eyes_open": 0.25},
    "elder": {"worn": 1.0, "eyes_open": -0.2},
}
"""What faces of a build have in common beyond their rest form."""
_KIN: tuple[tuple[str, Colour, Colour], ...] = (
    ("", (0.50, 0.30, 0.205), (0.055, 0.024, 0.011)),
    ("caucasian", (0.60, 0.385, 0.30), (0.10, 0.16, 0.20)),
    ("caucasian", (0.54, 0.325, 0.235), (0.12, 0.085, 0.03)),
    ("african", (0.150, 0.078, 0.047), (0.035, 0.015, 0.008)),
)
"""Kin, complexion and eyes of those in films told in English and set today."""


def with_face(sheet: CallSheet, dress: Dress, k: int) -> Dress:
    """The dress of the k-th of a subject, with a face of its own where the camera is near enough."""
    if sheet.shot.size not in NEAR:
        return dress
    asset = "" if sheet.subject is None else sheet.subject.asset
    dice = np.random.default_rng(crc32(f"{sheet.seed}/{asset}/face/{k}".encode()))
    own, spread = _OWN.get(dress.build, {}), _SPREAD.get(dress.build, 0.3)
    features = tuple(
        (name, round(float(np.clip(dice.normal(own.get(name, 0.0), spread), -0.9, 1.0)), 2))
        for name in FEATURES
        if name != "worn"
    )
    shaven = float(dice.uniform(0.25, 0.75)) if dress.build == "man" else 0.0
    face = Face(
        features=(*features, ("worn", own.get("worn", round(0.3 * float(dice.random()) - 0.1, 2)))),
        shows=shown_in(sheet),
        lips=(0.92, 0.60, 0.60) if dress.build == "woman" else (1.0, 0.88, 0.88),
        beard=round(shaven, 2),
        grey=0.75 if dress.build == "elder" else 0.0,
        kin="female_elder" if dress.hair == "grey_bun" else "",
    )
    return replace(dress, near=True, face=face)


def shown_in(sheet: CallSheet) -> tuple[tuple[str, float], ...]:
    """What faces show in a shot."""
    return ()
