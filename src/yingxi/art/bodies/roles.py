"""Roles from a call sheet: which motion one plays, on which feet, in what colours, and what is heard."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from yingxi.art.asset import CallSheet, Path
from yingxi.art.bodies import dueling, gestures, swordplay, whole_body
from yingxi.art.bodies.dressing import SKINS, Colour, Dress
from yingxi.art.bodies.gait import Stride, stride_of
from yingxi.art.bodies.gazing import living
from yingxi.art.bodies.journey import Journey, follow
from yingxi.art.bodies.person import Role
from yingxi.art.bodies.playing import Playing
from yingxi.art.bodies.pose import STANDING, Pose
from yingxi.art.duel import PASSAGES
from yingxi.world.scene import Sound

Gesture = Callable[[Playing, float], Pose]
MOTIONS: dict[str, Gesture] = {
    "stand": gestures.stand,
    "look": gestures.look,
    "wave": gestures.wave,
    "point": gestures.point,
    "bow": gestures.bow,
    "speak": gestures.speak,
    "sing": gestures.sing,
    "play": gestures.play,
    "drum": gestures.drum,
    "work": gestures.work,
    "swing": gestures.swing_overhead,
    "carry": gestures.carry,
    "hold": gestures.hold,
    "embrace": gestures.embrace,
    "cheer": gestures.cheer,
    "march": gestures.march,
    "sit": whole_body.sit,
    "rest": whole_body.sit,
    "row": whole_body.row,
    "ride": whole_body.ride,
    "drive": whole_body.row,
    "sail": gestures.stand,
    "swim": whole_body.swim,
    "fly": whole_body.fly,
    "soar": whole_body.fly,
    "hover": whole_body.fly,
    "float": whole_body.drift,
    "drift": whole_body.drift,
    "leap": whole_body.leap,
    "jump": whole_body.leap,
    "dance": whole_body.dance,
    "spin": whole_body.dance,
    "fight": swordplay.fight,
    "duel": swordplay.fight,
}
"""Verb to motion; any other verb stands or goes as its path does."""
ACTIONS = ("stand", *(name for name in MOTIONS if name != "stand"), "walk", "run")
ACTIONS_DANCING = ("dance", *(name for name in ACTIONS if name != "dance"))
_LIFTED = {"fly": 2.0, "soar": 2.4, "hover": 1.6, "float": 0.9, "drift": 0.9, "swim": 1.4}
"""Metres above the ground at which those who have left it are, where a place has ground."""
_AIRBORNE = frozenset(_LIFTED)
_STILL = frozenset({"sit", "rest", "leap", "jump"})
_MOUNTED = frozenset({"row", "ride", "drive", "sail"})
"""Done on something that carries one; on bare ground people go on foot instead."""
CLASPED = replace(STANDING, left_hand=(0.50, -0.62, -0.22), right_hand=(0.50, -0.60, -0.22), curl=(0.3, 0.3))
"""Hands joined before the waist, as in long sleeves."""
POISED = replace(STANDING, chest=(0.0, 0.05, 0.0), head=(0.0, 0.03, 0.0), curl=(0.62, 0.62))
"""Upright, the chin a little up, fingers loose: as models carry themselves."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """What an asset asks for: its clothes for each of the people, how it stands, and motions of its own.

    `step` is how long its steps are and `arms` how far they swing, as shares of the usual.
    """

    dress: Callable[[CallSheet, int], Dress]
    base: Pose = STANDING
    motions: tuple[tuple[str, Gesture], ...] = ()
    armed: bool = False
    number: int = 0
    thin: float = 1.0
    step: float = 1.0
    arms: float = 1.0


def role_of(sheet: CallSheet, part: Part, k: int, path: Path, scale: float) -> Role:
    """The motion of one of the people along its path."""
    action = sheet.subject.action if sheet.subject else "stand"
    if action in PASSAGES and part.armed:
        return dueling.role_in(action, sheet, path, scale, _slope(sheet), _above)
    journey = follow(path, sheet.duration)
    stride = stride_of(journey, scale)
    stride = replace(stride, long=stride.long * part.step, swing=stride.swing * part.arms)
    if action in ("fight", "duel") and part.armed:
        stride = _side_on(stride)
    playing = Playing(
        journey=journey,
        stride=stride,
        scale=scale,
        duration=sheet.duration,
        beat=sheet.beat,
        beat_phase=sheet.beat_phase,
        phase=(crc32(f"{sheet.seed}/{k}".encode()) % 997) / 997.0,
        number=k + part.number,
        base=replace(part.base, curl=(np.asarray(part.base.curl)[0], 1.0)) if part.armed else part.base,
        grounded=sheet.place is None or sheet.place.ground is not None,
    )
    on_foot = action in _MOUNTED and _has_ground(sheet)
    gesture = dict(part.motions).get(action) or MOTIONS.get(action, gestures.stand)
    gesture = gestures.stand if on_foot else gesture
    return Role(
        journey=journey,
        motion=lambda t: living(playing, gesture(playing, t), t, action),
        stride=stride,
        heard=_heard(action, part, k, journey, sheet),
        rise=_aloft(sheet, action) if action in _AIRBORNE else _above(sheet, journey),
        grounded=action not in _AIRBORNE and (on_foot or action not in _MOUNTED),
        slope=_slope(sheet),
        steps=action not in _AIRBORNE | _STILL and (on_foot or action not in _MOUNTED),
        wet=_wades(sheet, path),
    )


def _wades(sheet: CallSheet, path: Path) -> bool:
    """Whether one goes on a floor that a film of water covers."""
    place = sheet.place
    if place is None or place.water is None or place.ground is None:
        return False
    return abs(float(path.position(0.0)[1])) < 0.02


def _side_on(stride: Stride) -> Stride:
    return replace(
        stride,
        long=0.9,
        lift=0.05,
        low=0.0,
        bob=0.0,
        swing=0.0,
        lean=0.0,
        left=swordplay.LEFT_STANCE,
        right=swordplay.RIGHT_STANCE,
    )


def _has_ground(sheet: CallSheet) -> bool:
    return sheet.place is not None and "ground" in sheet.place.spots


def _aloft(sheet: CallSheet, action: str) -> Callable[[float], float] | None:
    """The height of those who fly, float or swim over ground; elsewhere the path alone decides."""
    if not _has_ground(sheet):
        return None
    height = _LIFTED[action]
    return lambda t: height + 0.12 * math.sin(0.8 * t)


def _above(sheet: CallSheet, journey: Journey) -> Callable[[float], float] | None:
    """Metres that lift a path which would lead under the ground."""
    ground = sheet.place.ground if sheet.place is not None else None
    if ground is None:
        return None

    def rise(t: float) -> float:
        x, y, z = journey.where(t)
        height = float(
            np.asarray(ground(np.array([x], np.float32), np.array([z], np.float32))).reshape(-1)[0]
        )
        return max(height - float(y), 0.0)

    return rise


def _slope(sheet: CallSheet) -> Callable[[float, float], tuple[float, float, float]] | None:
    """Height of the ground at x, z and its rise along both, from the place."""
    ground = sheet.place.ground if sheet.place is not None else None
    if ground is None:
        return None

    def slope(x: float, z: float) -> tuple[float, float, float]:
        reach = np.array([0.0, 0.3, -0.3, 0.0, 0.0], np.float32)
        height = np.asarray(ground(np.float32(x) + reach, np.float32(z) + reach[[0, 3, 4, 1, 2]])).reshape(-1)
        return (
            float(height[0]),
            float(height[1] - height[2]) / 0.6,
            float(height[3] - height[4]) / 0.6,
        )

    return slope


def _heard(action: str, part: Part, k: int, journey: Journey, sheet: CallSheet) -> tuple[Sound, ...]:
    """Blades that meet (from the first of a pair only), the air they cut, sleeves that turn."""

    def sound(kind: str, at: float, gain: float) -> Sound:
        x, y, z = journey.where(at)
        return Sound(kind=kind, at=at, position=(float(x), float(y + 1.2), float(z)), gain=gain)

    found: list[Sound] = []
    if action in ("fight", "duel") and part.armed:
        for at in swordplay.clashes(sheet.duration):
            if (k + part.number) % 2 == 0:
                found.append(sound("sword", at, 0.9))
            found += [sound("sword_swing", max(at - 0.25, 0.0), 0.7), sound("cloth", max(at - 0.3, 0.0), 0.6)]
    if action in ("dance", "spin"):
        count = math.floor(sheet.duration / (2.0 * sheet.beat))
        found += [sound("cloth", (j + 0.5) * 2.0 * sheet.beat, 0.5) for j in range(count)]
    return tuple(found)


def linear(hex_colour: str) -> Colour:
    """Linear RGB of '#rrggbb'."""
    values = [int(hex_colour.lstrip("#")[k : k + 2], 16) / 255.0 for k in (0, 2, 4)]
    return tuple(((v + 0.055) / 1.055) ** 2.4 if v > 0.04045 else v / 12.92 for v in values)  # type: ignore[return-value]


def chosen_colour(sheet: CallSheet, k: int, choices: Sequence[Colour], strength: float = 1.0) -> Colour:
    """The colour that the text asks for, else one of the choices or of the look's accents, by seed."""
    if sheet.subject is not None and sheet.subject.colour.startswith("#"):
        return linear(sheet.subject.colour)
    pick = (crc32(f"{sheet.seed}/dress".encode()) // 7 + k) % len(choices)
    return tuple(strength * c for c in choices[pick])  # type: ignore[return-value]


def robe_of(sheet: CallSheet, number: int, choices: Sequence[Colour]) -> Colour:
    """The robe that the text asks for, else the one that the hue of the place has for the first or second."""
    hue = sheet.look.hue
    if hue is not None and hue.robes and not (sheet.subject is not None and sheet.subject.colour):
        return hue.robes[number % len(hue.robes)]
    return chosen_colour(sheet, number, choices)


def sash_of(sheet: CallSheet, number: int) -> Colour | None:
    """The sash and collar that the hue of the place has for somebody."""
    hue = sheet.look.hue
    return hue.sashes[number % len(hue.sashes)] if hue is not None and hue.sashes else None


def worn_by(sheet: CallSheet, number: int) -> tuple[str, ...]:
    """What the hue of the place has somebody wear besides."""
    hue = sheet.look.hue
    return hue.worn[number % len(hue.worn)] if hue is not None and hue.worn else ()


def accent(sheet: CallSheet, k: int) -> Colour:
    """One of the look's accents, softened to what cloth can be."""
    accents = sheet.look.accents
    red, green, blue = accents[(crc32(f"{sheet.seed}".encode()) + k) % len(accents)]
    return (0.05 + 0.6 * red, 0.05 + 0.6 * green, 0.05 + 0.6 * blue)


def complexion(sheet: CallSheet, k: int) -> Colour:
    """A skin colour by seed."""
    return SKINS[(crc32(f"{sheet.seed}/skin".encode()) + k) % len(SKINS)]


_OLD = frozenset(
    {
        "old_town",
        "bamboo",
        "palace",
        "mountains",
        "moon_palace",
        "great_wall",
        "village",
        "river",
        "lake",
        "desert",
    }
)


def of_old(sheet: CallSheet) -> bool:
    """Whether the shot plays in old China: by its place, else by a look of ink, paper or swords."""
    if sheet.shot.set in ("modern_city", "road_tunnel", "rooftop", "space", "mars", "studio", "stage"):
        return sheet.look.id in ("ink", "qinglv", "wuxia_mono")
    old_looks = ("ink", "qinglv", "wuxia_mono", "papercut", "shadow_play")
    return sheet.shot.set in _OLD or sheet.look.id in old_looks
