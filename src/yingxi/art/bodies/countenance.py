"""Whose face somebody has and what it shows in a shot: by seed, sex, age, language and mood."""

from collections.abc import Mapping
from dataclasses import replace
from zlib import crc32

import numpy as np

from yingxi.art.asset import CallSheet
from yingxi.art.bodies.dressing import Colour, Dress
from yingxi.art.bodies.faces import FEATURES, Face
from yingxi.art.bodies.roles import of_old

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
_MOODS: Mapping[str, tuple[str, ...]] = {
    "smile": (
        "warm", "playful", "hopeful", "uplifting", "innocent", "romantic", "elegant", "tender", "festive",
    ),
    "sorrow": ("lonely", "melancholy", "sad", "tragic", "farewell", "desolate", "nostalgic"),
    "resolve": ("heroic", "fierce", "determined", "epic", "tense"),
    "wonder": ("awe", "dreamy", "mysterious", "sacred"),
}  # fmt: skip
"""Moods and what they put on a face."""
_DEEDS: Mapping[str, tuple[str, ...]] = {
    "resolve": ("fight", "duel", "march", "run", "row", "chase", "guard"),
    "smile": ("cheer", "wave", "dance", "embrace", "play", "sing"),
    "fear": ("flee", "hide", "fall", "escape"),
    "wonder": ("discover", "find"),
}
"""Verbs that show on a face more plainly than a mood."""


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
    kin, skin, iris = _kin_of(sheet, dress, dice)
    face = Face(
        features=(*features, ("worn", own.get("worn", round(0.3 * float(dice.random()) - 0.1, 2)))),
        shows=shown_in(sheet),
        lips=(0.92, 0.60, 0.60) if dress.build == "woman" else (1.0, 0.88, 0.88),
        beard=round(shaven, 2),
        grey=0.75 if dress.build == "elder" else 0.0,
        kin=kin,
        iris=iris,
    )
    return replace(dress, near=True, face=face, skin=skin)


def _kin_of(sheet: CallSheet, dress: Dress, dice: np.random.Generator) -> tuple[str, Colour, Colour]:
    """Whose kin one is, with complexion and eyes: as old China and films in Chinese have it, else by seed."""
    plain = "female_elder" if dress.hair == "grey_bun" else ""
    if of_old(sheet) or not _told_in_english(sheet) or plain:
        return plain, dress.skin, Face().iris
    kin, skin, iris = _KIN[int(dice.integers(len(_KIN)))]
    build = dress.build if dress.build in ("man", "woman", "child", "elder") else "man"
    return f"{kin}_{build}" if kin else "", skin, iris


def _told_in_english(sheet: CallSheet) -> bool:
    words = sheet.shot.description + ("" if sheet.subject is None else sheet.subject.words)
    return bool(words) and not any("\u4e00" <= letter <= "\u9fff" for letter in words)


def shown_in(sheet: CallSheet) -> tuple[tuple[str, float], ...]:
    """What faces show in a shot, stronger as it grows livelier: by the deed, else by the mood."""
    action = "" if sheet.subject is None else sheet.subject.action
    strength = round(0.45 + 0.05 * min(max(sheet.shot.energy, 0.0), 10.0), 2)
    for shows, deeds in _DEEDS.items():
        if action in deeds:
            return ((shows, strength),)
    for shows, moods in _MOODS.items():
        if sheet.shot.mood in moods:
            return ((shows, round(0.75 * strength, 2)),)
    return ()
