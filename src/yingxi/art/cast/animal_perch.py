"""Bringing fliers down: paths that keep to the ground or wade in shallow water."""

import numpy as np

from yingxi.art.asset import CallSheet, Path
from yingxi.world.scene import Array

RESTING = frozenset({"stand", "wait", "sit", "rest", "walk", "look", "work", "speak", "sing", "dance"})
"""What a bird does on its feet."""


def rests(sheet: CallSheet) -> bool:
    """Whether the bird is asked to be on its feet where there is something to stand on."""
    action = sheet.subject.action if sheet.subject else ""
    return action in RESTING and (sheet.place is None or sheet.place.ground is not None)


def landed(sheet: CallSheet, wade: float) -> tuple[Path, ...]:
    """The same ways on the floor; under water it stands `wade` metres deep at most."""
    ground = None if sheet.place is None else sheet.place.ground
    if ground is None:
        return sheet.paths

    def down(path: Path) -> Path:
        def position(t: float) -> Array:
            place = np.array(path.position(t), np.float32)
            floor = float(np.asarray(ground(place[:1], place[2:])).reshape(-1)[0])
            wet = sheet.place is not None and sheet.place.water is not None
            place[1] = max(floor, -wade) if wet else floor
            return place

        return Path(position=position, yaw=path.yaw)

    return tuple(down(path) for path in sheet.paths)
