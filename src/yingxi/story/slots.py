"""Slots: shots before anybody has chosen how to look: which block, which beat, how much energy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from yingxi.film.terms import Beat
from yingxi.story.blocks import Block
from yingxi.story.shelf import load


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """One shot to be. `place` 0-1 is where it stands in the film; `nth` of `among` in its block.

    `stress` is its part in the rhythm of its block: above 1 a long beat, below 1 a short one, 1 where the
    set-up alone decides.
    """

    block: int
    nth: int
    among: int
    place: float
    beat: Beat
    energy: float
    luma: float
    saturation: float
    warmth: float
    sizes: tuple[str, ...]
    moves: tuple[str, ...]
    stress: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """One beat of a genre template as the director uses it: its share of the film and its values."""

    id: str
    arc: Beat
    share: float
    pace: float
    energy: float
    luma: float
    saturation: float
    warmth: float
    sizes: tuple[str, ...]
    moves: tuple[str, ...]


@cache
def stages(template: str) -> tuple[Stage, ...]:
    """The template's beats in order."""
    direction = load("direction")
    arc = direction["arc"][template]
    return tuple(_stage(row, arc[row["id"]], direction) for row in load("rules")["genres"][template]["beats"])


def _stage(row: Mapping[str, Any], arc: Beat, direction: Mapping[str, Any]) -> Stage:
    sizes = [size for name in row["sizes"] for size in direction["sizes"].get(name, [name])]
    moves = [direction["moves"].get(name, name) for name in row["moves"]]
    return Stage(
        id=row["id"],
        arc=arc,
        share=row["share"],
        pace=row["dur_x"],
        energy=row["e"],
        luma=row["lum"],
        saturation=row["sat"],
        warmth=row["warm"],
        sizes=tuple(sizes),
        moves=tuple(moves),
    )


def arc_shares(template: str) -> Mapping[Beat, float]:
    """How much of the film each part of the arc takes."""
    shares: dict[Beat, float] = {}
    for stage in stages(template):
        shares[stage.arc] = shares.get(stage.arc, 0.0) + stage.share
    return shares


def stage_within(template: str, beat: Beat, progress: float) -> Stage:
    """The template beat that plays at `progress` 0-1 of a part of the arc."""
    mine = [stage for stage in stages(template) if stage.arc == beat] or list(stages(template))
    whole = sum(stage.share for stage in mine)
    passed = 0.0
    for stage in mine:
        passed += stage.share / whole
        if progress < passed - 1e-9:
            return stage
    return mine[-1]


LONG, SHORT = 1.6, 0.72
"""How long the stressed and the unstressed shots of a phrase are against the shots of other parts."""


def stress_of(blocks: Sequence[Block], at: int, nth: int, among: int) -> float:
    """The rhythm of a climax: long, short, short, long, and so on; shots of one length would only drum.

    Every line begins with a long shot, and so does the whole end. Blocks whose views a treatment plans keep
    the lengths that it gave them.
    """
    climax = [i for i, block in enumerate(blocks) if block.scene.beat == "climax"]
    if at not in climax or blocks[at].plan or (among == 1 and len(climax) == 1):
        return 1.0
    ends = at == climax[-1] and nth == among - 1
    return LONG if nth % 3 == 0 or ends else SHORT


def pace_of(template: str, blocks: Sequence[Block], at: int) -> float:
    """Relative shot length in a block: short in the climax, long at the ends, at most two to one."""
    beat = blocks[at].scene.beat
    same = [i for i, block in enumerate(blocks) if block.scene.beat == beat]
    stage = stage_within(template, beat, (same.index(at) + 0.5) / len(same))
    return min(1.5, max(0.78, stage.pace))
