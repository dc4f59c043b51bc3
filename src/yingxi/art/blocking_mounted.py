"""Who rides goes where the mount goes: rider and mount are blocked as one."""

from collections.abc import Mapping
from dataclasses import replace

from yingxi.art.asset import Asset
from yingxi.art.blocking import Blocked
from yingxi.film import Shot

RIDING = frozenset({"ride", "drive", "gallop", "trot"})
"""What riders do; anything else is done on foot beside the mount."""
GAITS = {"gallop": "gallop", "trot": "trot"}
"""What the mount does for a rider's verb; else it goes as its own subject says."""


def riders_of(shot: Shot, assets: Mapping[int, Asset]) -> dict[int, int]:
    """Index of each riding subject to that of its mount: the nearest in the shot's order that is free.

    A rider rides what comes after him in the text before what comes ahead of him.
    """
    mounts = [i for i in sorted(assets) if assets[i].carries]
    pairs: dict[int, int] = {}
    for index in sorted(assets):
        if index in mounts or not _rides(shot, assets, index):
            continue
        free = [(i < index, abs(i - index), i) for i in mounts if i not in pairs.values()]
        if free:
            pairs[index] = min(free)[2]
    return pairs


def _rides(shot: Shot, assets: Mapping[int, Asset], index: int) -> bool:
    asset = assets[index]
    return asset.kind == "cast" and "ride" in asset.actions and shot.subjects[index].action in RIDING


def mounted(shot: Shot, pairs: Mapping[int, int]) -> Shot:
    """The shot with as many mounts as riders, each going as its rider wants."""
    subjects = list(shot.subjects)
    for rider, mount in pairs.items():
        one, under = subjects[rider], subjects[mount]
        count = max(one.count, under.count, 1)
        action = GAITS.get(one.action, under.action)
        subjects[mount] = replace(under, count=count, action=action)
    return replace(shot, subjects=tuple(subjects))


def mount_riders(
    pairs: Mapping[int, int], assets: Mapping[int, Asset], blocked: Mapping[int, Blocked], shot: Shot
) -> dict[int, Blocked]:
    """The blocking of all but the riders, with the riders on the first of their mounts."""
    found = dict(blocked)
    for rider, mount in pairs.items():
        under = blocked[mount]
        count = max(shot.subjects[rider].count, 1)
        found[rider] = replace(under, paths=under.paths[:count], action="ride", notes=(), aboard=mount)
    return found


def on_foot(shot: Shot, pairs: Mapping[int, int]) -> Shot:
    """The shot as it is blocked before its riders mount: what they ride takes their place in the focus."""
    if shot.focus is None or shot.focus not in pairs:
        return shot
    return replace(shot, focus=pairs[shot.focus])
