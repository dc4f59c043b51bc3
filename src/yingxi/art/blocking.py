"""Blocking: where the subjects of a shot stand and how they move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from yingxi.art.asset import Asset, Habitat, Path, Place
from yingxi.art.blocking_formation import footprint, formation
from yingxi.art.blocking_stage import Stage, choose_spot, path_on, stage_of
from yingxi.art.blocking_verbs import MOVING, VERBS, Cue, speed_of
from yingxi.film import Shot, Subject
from yingxi.world.scene import Array

_IN_PLACE = frozenset({"drum", "play", "work", "sing", "speak", "swing"})
"""Verbs that the actor performs on whatever it does by default: the drummer drums while the boat races."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Blocked:
    """The paths of one subject (one for each of its count), where it plays, and what it does there."""

    paths: tuple[Path, ...]
    stage: Stage
    habitat: Habitat
    action: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class _Group:
    """A subject on its way to being placed."""

    index: int
    subject: Subject
    asset: Asset
    action: str
    offsets: Array
    half: tuple[float, float]
    centre: tuple[float, float, float] = (0.0, 0.0, 0.0)


def block_shot(
    shot: Shot, assets: Mapping[int, Asset], place: Place, duration: float, seed: int
) -> dict[int, Blocked]:
    """Paths for every subject of a shot that has an asset, by the subject's index.

    Deterministic from `seed`. Subjects of one spot stand beside one another from the focus outward, large
    things behind it; counts stand in formation; speeds are true to the thing and are lowered, with a note,
    only where the place is too short for them.
    """
    stages: dict[str, tuple[Stage, Habitat]] = {}
    groups: dict[str, list[_Group]] = {}
    for index in _focus_first(shot, assets):
        asset = assets[index]
        spot, habitat = choose_spot(place, asset.lives, max(asset.size))
        ground = place.ground if habitat in ("ground", "any") else None
        # Small flyers and large ones share a sky, not a spot.
        name = f"{habitat}@{spot.centre[1]:.0f}"
        stages.setdefault(name, (stage_of(spot, shot.screen, ground), habitat))
        groups.setdefault(name, []).append(_group(index, shot.subjects[index], asset, seed))
    blocked: dict[int, Blocked] = {}
    for name, members in groups.items():
        stage, real = stages[name]
        placed = _arrange(members, stage)
        for group in placed:
            blocked[group.index] = _block(group, placed, stage, real, duration)
    return blocked


def action_of(subject: Subject, asset: Asset) -> str:
    """The verb a subject plays: what was asked if it is one of ours, else the asset's own first."""
    return subject.action if subject.action in VERBS or subject.action in asset.actions else asset.actions[0]


def _focus_first(shot: Shot, assets: Mapping[int, Asset]) -> list[int]:
    order = sorted(assets, key=lambda i: (i != shot.focus, shot.subjects[i].role == "extra", i))
    return list(order)


def _group(index: int, subject: Subject, asset: Asset, seed: int) -> _Group:
    action = action_of(subject, asset)
    random = np.random.default_rng((seed, index))
    offsets = formation(_motion(action, asset), asset, max(subject.count, 1), random)
    return _Group(
        index=index,
        subject=subject,
        asset=asset,
        action=action,
        offsets=offsets,
        half=footprint(offsets, asset),
    )


def _motion(action: str, asset: Asset) -> str:
    """The verb that moves the thing: its own way of travelling where the action is done in place."""
    if action in _IN_PLACE or action not in VERBS:
        return asset.actions[0] if asset.actions[0] in VERBS else "stand"
    return action


def _arrange(groups: Sequence[_Group], stage: Stage) -> list[_Group]:
    """Side by side along the screen from the first outward, larger things and extras a row behind."""
    right_along, right_toward = stage.screen_right
    first = groups[0]
    edges = {1.0: _screen_half(first, right_along), -1.0: _screen_half(first, right_along)}
    placed = [first]
    ahead = 1.0 if right_along >= 0 else -1.0
    for number, group in enumerate(groups[1:]):
        large = group.asset.size[1] > 2.2 * first.asset.size[1]
        # The second stands where the first looks; the next ones alternate.
        side = ahead if number % 2 == 0 else -ahead
        half = _screen_half(group, right_along)
        gap = 0.25 * min(half, edges[side]) + 0.6
        across = side * (edges[side] + gap + half)
        back = (first.half[1] + group.half[1] + 1.0) if large else 0.0
        if large:
            across *= 0.55
        elif abs(across) + half > max(stage.reach[0], half + 1.0):
            across, back = 0.6 * across, first.half[1] + group.half[1] + 1.0
        else:
            edges[side] += gap + 2 * half
        if group.subject.role == "extra":
            back += 1.5
        centre = (across * right_along, across * right_toward - back, 0.0)
        placed.append(replace(group, centre=centre))
    return placed


def _screen_half(group: _Group, right_along: float) -> float:
    return group.half[0] if abs(right_along) > 0.5 else group.half[1]


def _block(
    group: _Group, placed: Sequence[_Group], stage: Stage, habitat: Habitat, duration: float
) -> Blocked:
    motion = _motion(group.action, group.asset)
    speed = speed_of(motion, group.asset)
    chased = _chased(group, placed)
    if chased is not None:
        speed = min(speed, speed_of("run", chased.asset))
    speed, notes = _fit_speed(group, motion, speed, stage, duration)
    paths = []
    for number in range(len(group.offsets)):
        cue = _cue(group, number, placed, stage, habitat, duration, speed)
        paths.append(path_on(stage, VERBS[motion](cue)))
    return Blocked(paths=tuple(paths), stage=stage, habitat=habitat, action=group.action, notes=notes)


def _fit_speed(
    group: _Group, motion: str, speed: float, stage: Stage, duration: float
) -> tuple[float, tuple[str, ...]]:
    """The speed, lowered where the free length of the place would be left."""
    if motion not in MOVING or stage.reach[0] <= 0:
        return speed, ()
    free = max(2.0 * stage.reach[0] - 2.0 * group.half[0], 1.2 * stage.reach[0])
    if speed * duration <= free:
        return speed, ()
    slow = free / duration
    return slow, (f"{group.subject.words or group.asset.id}: {speed:.1f} → {slow:.1f} m/s ({free:.0f} m)",)


def _cue(
    group: _Group,
    number: int,
    placed: Sequence[_Group],
    stage: Stage,
    habitat: Habitat,
    duration: float,
    speed: float,
) -> Cue:
    offset = group.offsets[number]
    start = (
        group.centre[0] + float(offset[0]),
        group.centre[1] + float(offset[1]),
        float(offset[2]) + _level(group.asset, habitat),
    )
    chased = _chased(group, placed)
    if chased is not None:
        gap = chased.half[0] + group.half[0] + 1.5
        start = (chased.centre[0] - gap + float(offset[0]), chased.centre[1] + float(offset[1]), start[2])
    return Cue(
        start=start,
        duration=duration,
        speed=speed,
        facing=stage.facing_camera,
        size=max(group.asset.size[0], 0.3 * group.asset.size[1]),
        phase=1.7 * number + 0.6 * group.index,
        flat=group.asset.id.startswith("relief:"),
        floats=habitat == "water",
        partner=_partner(group, number, placed),
        extra={"order": float(number + group.index), "grounded": float(habitat in ("ground", "any"))},
    )


def _level(asset: Asset, habitat: Habitat) -> float:
    """Metres up from the spot: swimmers in a place without depth show their backs only."""
    if asset.lives == "underwater" and habitat == "water":
        return -0.4 * asset.size[1]
    return 0.0


def _chased(group: _Group, placed: Sequence[_Group]) -> "_Group | None":
    """Whom a chasing group chases: the next one that is not chasing itself."""
    if group.action != "chase":
        return None
    return next((other for other in placed if other.index != group.index and other.action != "chase"), None)


def _partner(group: _Group, number: int, placed: Sequence[_Group]) -> tuple[float, float, float] | None:
    """Where the other one of a pair stands: of the same group when it is two, else of the next group."""
    if len(group.offsets) > 1:
        twin = group.offsets[number ^ 1] if (number ^ 1) < len(group.offsets) else group.offsets[number - 1]
        return (group.centre[0] + float(twin[0]), group.centre[1] + float(twin[1]), float(twin[2]))
    other = next((o for o in placed if o.index != group.index), None)
    return None if other is None else other.centre
