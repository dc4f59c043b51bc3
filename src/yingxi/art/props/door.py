"""A door in its piece of wall: panels for the west, two studded leaves for the east; it swings."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, box, cylinder, quad, tube
from yingxi.world.scene import Model, Moment, Sound

WIDE, TALL, THICK = 0.98, 2.12, 0.05
"""Size of a leaf in metres."""
HIGH, MARGIN = 2.72, 0.75
"""Height of the wall, and how far it goes on beside the doorway."""
PAINT = (0.055, 0.115, 0.105)
RED = (0.42, 0.035, 0.022)
BRASS = Finish(colour=(0.72, 0.48, 0.16), roughness=0.28, metal=0.9)
JAMB = Finish(colour=(0.16, 0.10, 0.06), roughness=0.6)
STONE = Finish(colour=(0.30, 0.29, 0.27), roughness=0.85)


@kept
def panel_leaf() -> Model:
    """A leaf with six sunk panels, hung at x = 0 and reaching to +x; its paint is the tint."""
    far = model([(box((WIDE / 2, TALL / 2, 0), (WIDE / 2, TALL / 2, THICK / 2), _paint()), "hero", "wood")])
    parts = [box((WIDE / 2, TALL / 2, 0), (WIDE / 2, TALL / 2, THICK / 2 - 0.012), _paint(0.72))]
    for side in (-1, 1):
        parts += _frame_of_leaf(side)
    knob = [part for side in (-1, 1) for part in _knob(side)]
    return model([(bake_open(merge(parts), 0.05), "hero", "wood"), (merge(knob), "metal", "metal")], far, 14)


def _paint(tone: float = 1.0) -> Finish:
    return Finish(colour=(tone, tone, tone), roughness=0.38)


def _frame_of_leaf(side: int) -> list[Mesh]:
    """Stiles and rails that stand out of the leaf on one side, and a raised field in each panel."""
    z, deep = side * (THICK / 2 - 0.006), 0.006
    bars = [(x, TALL / 2, w, TALL / 2) for x, w in ((0.055, 0.055), (WIDE - 0.055, 0.055), (WIDE / 2, 0.045))]
    bars += [
        (WIDE / 2, y, WIDE / 2, h) for y, h in ((0.10, 0.10), (0.86, 0.07), (1.60, 0.05), (TALL - 0.06, 0.06))
    ]
    parts = [box((x, y, z), (w, h, deep), _paint()) for x, y, w, h in bars]
    for x in (0.275, WIDE - 0.275):
        for low, high in ((0.20, 0.79), (0.93, 1.55), (1.65, TALL - 0.12)):
            field = (0.165 - 0.045, (high - low) / 2 - 0.05)
            parts.append(box((x, (low + high) / 2, z - side * 0.002), (*field, deep), _paint(0.95)))
    return parts


def _knob(side: int) -> list[Mesh]:
    z = side * THICK / 2
    x, y = WIDE - 0.065, 1.02
    plate = box((x, y - 0.02, z), (0.026, 0.10, 0.004), BRASS)
    return [
        plate,
        cylinder((x, y, z), (x, y, z + side * 0.05), 0.011, BRASS, 8),
        ball((x, y, z + side * 0.065), (0.033, 0.033, 0.024), BRASS, 12, 8),
    ]


@kept
def gate_leaf() -> Model:
    """A leaf of a Chinese gate with rows of gilded studs and a ring, hung at x = 0 and reaching to +x."""
    slab = box((WIDE / 2, TALL / 2, 0), (WIDE / 2, TALL / 2, THICK / 2), _paint())
    far = model([(slab, "hero", "wood")])
    studs = [
        ball((0.14 + 0.175 * a, 0.30 + 0.305 * b, THICK / 2), (0.036, 0.036, 0.03), BRASS, 8, 6)
        for a in range(5)
        for b in range(6)
    ]
    bands = [box((WIDE / 2, y, 0), (WIDE / 2, 0.035, THICK / 2 + 0.006), BRASS) for y in (0.06, TALL - 0.06)]
    ring_at = (WIDE - 0.10, 1.05, THICK / 2)
    mask = ball(ring_at, (0.065, 0.075, 0.04), BRASS, 12, 8)
    return model(
        [(slab, "hero", "wood"), (merge([*studs, *bands, mask, *_ring(ring_at)]), "metal", "metal")], far, 14
    )


def _ring(at: tuple[float, float, float]) -> list[Mesh]:
    """The ring that hangs from the mask's mouth."""
    angle = np.linspace(0, 2 * np.pi, 17)
    path = np.stack(
        [at[0] + 0.055 * np.sin(angle), at[1] - 0.06 + 0.055 * np.cos(angle), 0 * angle + at[2] + 0.045], 1
    )
    return [tube(path, 0.009, BRASS, 6)]


@kept
def frame_model(wide: float, east: bool) -> Model:
    """The wall round the doorway: jambs, lintel, a stone step, and the dark or lit room behind."""
    half = wide / 2
    parts = [box((s * (half + 0.06), TALL / 2, 0), (0.06, TALL / 2, 0.085), JAMB) for s in (-1, 1)]
    parts.append(box((0, TALL + 0.07, 0), (half + 0.12, 0.07, 0.095), JAMB))
    step = box((0, 0.0, 0.16), (half + 0.22, 0.045, 0.30), STONE)
    brow = box((0, TALL + 0.17, 0.02), (half + 0.20, 0.035, 0.14), JAMB)
    plaques = [_plaque(x) for x in (-0.62, -0.21, 0.21, 0.62)] if east else []
    room = Finish(colour=(1.0, 0.55, 0.22), emission=1.6)
    z = -0.08
    behind = quad([(-half, 0.03, z), (half, 0.03, z), (half, TALL, z), (-half, TALL, z)], room)
    wood = bake_open(merge([*parts, step, brow]), 0.10)
    gilded = [(merge(plaques), "metal", "metal")] if plaques else []
    wall = (merge(_wall(half, east)), "plaster" if east else "brick", "wall")
    return model([(wood, "hero", "wood"), wall, *gilded, (behind, "lamp_glass", "light")])


def _plaque(x: float) -> Mesh:
    """A gilded boss over the gate."""
    return cylinder((x, TALL + 0.07, 0.09), (x, TALL + 0.07, 0.17), 0.055, BRASS, 6)


def _wall(half: float, east: bool) -> list[Mesh]:
    """The wall beside and over the doorway: 0.75 m of it on each side."""
    tone = Finish(colour=(0.40, 0.06, 0.04) if east else (0.26, 0.11, 0.075), roughness=0.85)
    side, top = half + 0.12, TALL + 0.14
    parts = [
        box((s * (side + MARGIN / 2), HIGH / 2, -0.03), (MARGIN / 2, HIGH / 2, 0.09), tone) for s in (-1, 1)
    ]
    parts.append(box((0, (top + HIGH) / 2, -0.03), (side, (HIGH - top) / 2, 0.09), tone))
    coping = Finish(colour=(0.10, 0.11, 0.115) if east else (0.33, 0.31, 0.29), roughness=0.7)
    parts.append(box((0, HIGH + 0.05, -0.03), (side + MARGIN + 0.08, 0.05, 0.17), coping))
    return parts


@dataclass(frozen=True, eq=False, kw_only=True)
class Doors:
    """Doorways on their paths; `east` ones have two leaves. They open or close within `duration`."""

    paths: tuple[Path, ...]
    east: bool
    paint: tuple[float, float, float]
    duration: float
    opens: bool
    warm: float

    @property
    def models(self) -> Mapping[str, Model]:
        leaf = gate_leaf() if self.east else panel_leaf()
        return {"door_leaf": leaf, "door_frame": frame_model(self._wide, self.east)}

    @property
    def _wide(self) -> float:
        return 2 * WIDE if self.east else WIDE

    def swing(self, t: float) -> float:
        """Radians by which the leaves stand open at `t`."""
        share = float(np.clip((t / max(self.duration, 0.1) - 0.2) / 0.5, 0, 1))
        eased = share * share * (3 - 2 * share)
        return 1.15 * (eased if self.opens else 1 - eased)

    def at(self, t: float) -> Moment:
        """Frames, and leaves turned on their hinges."""
        place = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths])
        rows = []
        for sign in (1, -1) if self.east else (1,):
            hinge = self._turned(yaw, sign * -self._wide / 2, 0.02)
            turned = yaw + (0.0 if sign > 0 else np.pi) - sign * self.swing(t)
            rows.append(instances(place + hinge + np.array([0, 0.03, 0]), 1.0, turned, tint=self.paint))
        return Moment(
            instances={
                "door_leaf": np.concatenate(rows),
                "door_frame": instances(place, 1.0, yaw, parameter=self.warm),
            }
        )

    def _turned(self, yaw: Array, along: float, toward: float) -> Array:
        """A place in the doorway's own axes, turned with it."""
        cos, sin = np.cos(yaw), np.sin(yaw)
        return np.stack([along * cos + toward * sin, 0 * yaw, -along * sin + toward * cos], 1)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all frames."""
        place = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        reach = self._wide / 2 + 0.12 + MARGIN
        half = np.array([reach, 0, reach], np.float32)
        return place.min(0) - half, place.max(0) + half + np.array([0, HIGH + 0.1, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """A door makes no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """No sound of ours is that of a door."""
        return ()


def build_door(sheet: CallSheet) -> Doors:
    """Doors where blocking puts them: Chinese where their word or their place is."""
    words = sheet.subject.words if sheet.subject else ""
    east = any("\u4e00" <= letter <= "\u9fff" for letter in words) and sheet.shot.set != "modern_city"
    verbs = f"{words} {sheet.subject.action if sheet.subject else ''} {sheet.shot.description}"
    return Doors(
        paths=sheet.paths,
        east=east,
        paint=colour_for(sheet, RED if east else PAINT),
        duration=sheet.duration,
        opens=not any(word in verbs for word in ("close", "shut", "关")),
        warm=1.0,
    )


ASSET = Asset(
    id="door",
    kind="prop",
    words=Words(
        zh=("门", "木门", "大门", "房门", "宅门", "门扉", "朱门", "红门"),
        en=("door", "doors", "wooden door", "front door", "gate", "doorway"),
    ),
    build=build_door,
    size=(2.9, 2.8, 1.2),
    actions=("stand", "swing"),
    closest="fs",
)
