"""Blocking: where the subjects of a shot stand and how they move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from yingxi.art.asset import Asset, Habitat, Path, Place
from yingxi.art.blocking_duel import DUELS, duel
from yingxi.art.blocking_formation import footprint, formation
from yingxi.art.blocking_layout import Group, arrange
from yingxi.art.blocking_stage import Stage, choose_spot, path_on, stage_of
from yingxi.art.blocking_verbs import MOVING, VERBS, Cue, speed_of
from yingxi.art.duel import passage_of
from yingxi.art.registry import catalogue
from yingxi.film import Shot, Subject

_IN_PLACE = frozenset({"drum", "play", "work", "sing", "speak", "swing"})
"""Verbs that the actor performs on whatever it does by default: the drummer drums while the boat races."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Blocked:
    """The paths of one subject (one for each of its count), where it plays, and what it does there.

    `aboard` is the index of the subject that carries it.
    """

    paths: tuple[Path, ...]
    stage: Stage
    habitat: Habitat
    action: str
    notes: tuple[str, ...] = ()
    aboard: int | None = None


def block_shot(
    shot: Shot,
    assets: Mapping[int, Asset],
    place: Place,
    duration: float,
    seed: int,
    beat: float = 0.5,
) -> dict[int, Blocked]:
    """Paths for every subject of a shot that has an asset, by the subject's index.

    Deterministic from `seed`. Subjects of one spot stand beside one another from the focus outward, large
    things behind it; counts stand in formation; speeds are true to the thing and are lowered, with a note,
    only where the place is too short for them. What meets in a duel does so on a `beat` (seconds).
    """
    groups = [_group(shot, index, assets[index], place, seed) for index in _focus_first(shot, assets)]
    placed = arrange(groups, close=shot.size not in ("ews", "ws"))
    return {group.index: _block(group, placed, duration, beat) for group in placed}


def action_of(subject: Subject, asset: Asset) -> str:
    """The verb a subject plays: what was asked if it is one of ours, else the asset's own first."""
    return subject.action if subject.action in VERBS or subject.action in asset.actions else asset.actions[0]


def _focus_first(shot: Shot, assets: Mapping[int, Asset]) -> list[int]:
    order = sorted(assets, key=lambda i: (i != shot.focus, shot.subjects[i].role == "extra", i))
    return list(order)


def _group(shot: Shot, index: int, asset: Asset, place: Place, seed: int) -> Group:
    subject = shot.subjects[index]
    passage = passage_of(shot)
    action = passage if passage in asset.actions else action_of(subject, asset)
    motion = _motion(action, asset)
    spot, habitat = choose_spot(place, _lives(shot, asset, action, place), max(asset.size))
    random = np.random.default_rng((seed, index))
    offsets = formation(motion, asset, max(subject.count, 1), random, 2.0 * spot.extent[1])
    return Group(
        index=index,
        subject=subject,
        asset=asset,
        action=action,
        moving=motion in MOVING,
        offsets=offsets,
        half=footprint(offsets, asset),
        stage=stage_of(spot, shot.screen, place.ground if habitat in ("ground", "any") else None),
        habitat=habitat,
    )


def _lives(shot: Shot, asset: Asset, action: str, place: Place) -> Habitat:
    """Where a thing is looked for; whoever fights where the place is water fights on the water."""
    stage = catalogue().get(shot.set)
    afloat = action in DUELS and "water" in place.spots and stage is not None and stage.lives == "water"
    return "water" if afloat else asset.lives


def _motion(action: str, asset: Asset) -> str:
    """The verb that moves the thing: its own way of travelling where the action is done in place."""
    if action in DUELS:
        return action
    if action in _IN_PLACE or action not in VERBS:
        return asset.actions[0] if asset.actions[0] in VERBS else "stand"
    return action


def _block(group: Group, placed: Sequence[Group], duration: float, beat: float) -> Blocked:
    motion = _motion(group.action, group.asset)
    speed = speed_of(motion, group.asset)
    chased = _chased(group, placed)
    if chased is not None:
        speed = min(speed, speed_of("run", chased.asset))
    speed, notes = _fit_speed(group, motion, speed, duration)
    paths = []
    for number in range(len(group.offsets)):
        cue = _cue(group, number, placed, duration, speed, beat)
        track = duel(motion, cue) if motion in DUELS else VERBS[motion](cue)
        paths.append(replace(path_on(group.stage, track, duration), part=int(cue.extra["order"]) % 2))
    return Blocked(
        paths=tuple(paths), stage=group.stage, habitat=group.habitat, action=group.action, notes=notes
    )


def _fit_speed(group: Group, motion: str, speed: float, duration: float) -> tuple[float, tuple[str, ...]]:
    """The speed, lowered where the free length of the place would be left."""
    stage = group.stage
    if motion not in MOVING or stage.reach[0] <= 0:
        return speed, ()
    free = max(2.0 * stage.reach[0] - 2.0 * group.half[0], 1.2 * stage.reach[0])
    if speed * duration <= 1.1 * free:
        return speed, ()
    slow = free / duration
    return slow, (f"{group.subject.words or group.asset.id}: {speed:.1f} → {slow:.1f} m/s ({free:.0f} m)",)


def _cue(
    group: Group, number: int, placed: Sequence[Group], duration: float, speed: float, beat: float
) -> Cue:
    offset = group.offsets[number]
    start = (
        group.centre[0] + float(offset[0]),
        group.centre[1] + float(offset[1]),
        float(offset[2]) + _level(group.asset, group.habitat),
    )
    chased = _chased(group, placed)
    if chased is not None:
        gap = chased.half[0] + group.half[0] + 1.5
        start = (chased.centre[0] - gap + float(offset[0]), chased.centre[1] + float(offset[1]), start[2])
    return Cue(
        start=start,
        duration=duration,
        speed=speed,
        facing=group.stage.facing_camera,
        size=max(group.asset.size[0], 0.3 * group.asset.size[1]),
        phase=1.7 * number + 0.6 * group.index,
        flat=group.asset.id.startswith("relief:"),
        broad=group.asset.kind != "cast",
        floats=group.habitat == "water",
        partner=_partner(group, number, placed),
        extra={
            "order": float(number + group.index),
            "grounded": float(group.habitat in ("ground", "any")),
            "right": group.stage.screen_right[0],
            "hand": group.stage.hand,
            "beat": beat,
        },
    )


def _level(asset: Asset, habitat: Habitat) -> float:
    """Metres up from the spot: swimmers in a place without depth show their backs only."""
    if asset.lives == "underwater" and habitat == "water":
        return -0.4 * asset.size[1]
    return 0.0


def _chased(group: Group, placed: Sequence[Group]) -> Group | None:
    """Whom a chasing group chases: the next one that is not chasing itself."""
    if group.action != "chase":
        return None
    return next((other for other in placed if other.index != group.index and other.action != "chase"), None)


def _partner(group: Group, number: int, placed: Sequence[Group]) -> tuple[float, float, float] | None:
    """Where the other one of a pair stands: of the same group when it is two, else of the next group."""
    if len(group.offsets) > 1:
        twin = group.offsets[number ^ 1] if (number ^ 1) < len(group.offsets) else group.offsets[number - 1]
        return (group.centre[0] + float(twin[0]), group.centre[1] + float(twin[1]), float(twin[2]))
    other = next((o for o in placed if o.index != group.index), None)
    return None if other is None else other.centre
