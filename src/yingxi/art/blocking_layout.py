"""Who stands where: the lead in the middle, others beside it, great things behind, small ones before."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yingxi.art.asset import Asset, Habitat
from yingxi.art.blocking_stage import Stage
from yingxi.art.duel import PASSAGES
from yingxi.film import Subject
from yingxi.world.scene import Array

NEIGHBOURS = 60.0
"""Metres between spots whose things are seen side by side; the sky is above them all."""
PAIRS = frozenset({"fight", "duel", "meet", "part", "embrace", "chase", "cross", *PASSAGES})
"""Verbs that need two: both are in the frame."""
MUCH_TALLER, TALL = 2.2, 3.0
"""A thing this many times taller than the lead, and this many metres high, is its background."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Group:
    """A subject on its way to being placed: `half` extent and `centre` in its stage, metres."""

    index: int
    subject: Subject
    asset: Asset
    action: str
    moving: bool
    offsets: Array
    half: tuple[float, float]
    stage: Stage
    habitat: Habitat
    centre: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @property
    def across(self) -> float:
        """Half its width in metres as the camera sees it."""
        return self.half[0] if abs(self.stage.screen_right[0]) > 0.5 else self.half[1]

    @property
    def deep(self) -> float:
        """Half its depth in metres as the camera sees it."""
        return self.half[1] if abs(self.stage.screen_right[0]) > 0.5 else self.half[0]


def arrange(groups: Sequence[Group], close: bool = False) -> list[Group]:
    """Groups with their centres, in the order given; the first of those who share a view is its lead.

    In a `close` shot the lead is alone: the others stand out of the frame, not cut by its edge.
    """
    placed: list[Group] = []
    leads: list[Group] = []
    for group in groups:
        lead = next((one for one in leads if _share_view(one, group)), None)
        if lead is None:
            leads.append(group)
            placed.append(group)
        else:
            company = [other for other in placed if _share_view(lead, other)]
            placed.append(_beside(group, lead, company, close))
    return placed


def _beside(group: Group, lead: Group, company: Sequence[Group], close: bool) -> Group:
    """The group placed with regard to its lead and those who already stand there."""
    # The second stands where the lead looks; the next ones alternate.
    ahead = 1.0 if lead.stage.screen_right[0] >= 0 else -1.0
    side = ahead if len(company) % 2 == 1 else -ahead
    tall, lead_tall = group.asset.size[1], lead.asset.size[1]
    free = _edge(company, lead, side)
    if tall > max(MUCH_TALLER * lead_tall, TALL) and not group.moving:
        across = side * (0.6 * lead.across + 0.75 * group.across + 0.2 * tall)
        back = lead.deep + group.deep + 2.0 + 0.8 * tall
    elif lead_tall > max(MUCH_TALLER * tall, TALL) and not lead.moving:
        across = side * (0.35 * lead.across + group.across + 0.8 * (len(company) - 1))
        back = -(lead.deep + group.deep + 0.35 * lead_tall)
    else:
        across = side * (free + 0.25 * min(group.across, lead.across) + 0.5 + group.across)
        back = 0.4 * (len(company) - 1) + (1.5 if group.subject.role == "extra" else 0.0)
        if close and PAIRS.isdisjoint((lead.action, group.action)):
            across += side * max(0.9 * lead.across, 1.4 * lead_tall)
        elif abs(across) + group.across > max(group.stage.reach[0], group.across + 4.0):
            across, back = 0.55 * across, back + lead.deep + group.deep + 1.5
    return _moved(group, lead, across, back)


def _edge(company: Sequence[Group], lead: Group, side: float) -> float:
    """Metres from the lead's middle to the free side of those who stand on one side of it."""
    edge = lead.across
    for other in company:
        if other is not lead and other.index != lead.index:
            at = _screen_offset(other, lead)
            if at * side > 0 and abs(other.asset.size[1]) <= max(MUCH_TALLER * lead.asset.size[1], TALL):
                edge = max(edge, abs(at) + other.across)
    return edge


def _screen_offset(group: Group, lead: Group) -> float:
    """Metres along the screen from the lead's spot to the group's centre."""
    right = (lead.stage.camera[1], -lead.stage.camera[0])
    stage = group.stage
    x = stage.origin[0] + group.centre[0] * stage.along[0] + group.centre[1] * stage.toward[0]
    z = stage.origin[2] + group.centre[0] * stage.along[1] + group.centre[1] * stage.toward[1]
    return (x - lead.stage.origin[0]) * right[0] + (z - lead.stage.origin[2]) * right[1]


def _moved(group: Group, lead: Group, across: float, back: float) -> Group:
    """The group `across` the screen from its lead's spot and `back` from its own, in its own axes."""
    own = replace(group, centre=(0.0, 0.0, 0.0))
    across -= _screen_offset(own, lead)
    right_along, right_toward = group.stage.screen_right
    lens = group.stage.facing_camera
    centre = (
        across * right_along - back * math.cos(lens),
        across * right_toward - back * math.sin(lens),
        0.0,
    )
    return replace(group, centre=centre)


def _share_view(one: Group, other: Group) -> bool:
    """Whether two are seen side by side."""
    if (one.habitat == "sky") != (other.habitat == "sky"):
        return False
    return _apart(one.stage, other.stage) < NEIGHBOURS


def _apart(one: Stage, other: Stage) -> float:
    return math.hypot(one.origin[0] - other.origin[0], one.origin[2] - other.origin[2])
