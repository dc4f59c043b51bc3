"""Choosing how to look: a set-up for every slot, by film grammar, with no two neighbours alike."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from yingxi.film.terms import Move
from yingxi.story.blocks import Block
from yingxi.story.setups import LADDER, Setup, place_setups, setups_for, size_step
from yingxi.story.shelf import load
from yingxi.story.slots import Slot
from yingxi.story.things import Thing
from yingxi.story.waiting import waiting_blocks

PLACE = ""
"""The focus of a shot that serves the place itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A slot filled: what the camera serves, from where, and how it moves."""

    slot: Slot
    thing: Thing | None
    setup: Setup
    move: Move

    @property
    def focus(self) -> str:
        """A key for what is looked at: the same for the same thing."""
        return f"{self.thing.asset}/{self.thing.words}" if self.thing else PLACE


@dataclass
class _Memory:
    """What has been shot so far."""

    choices: list[Choice] = field(default_factory=list)
    setups: Counter[tuple[str, str]] = field(default_factory=Counter)
    focus: Counter[str] = field(default_factory=Counter)
    seen_in_block: set[str] = field(default_factory=set)
    said: tuple[tuple[str, str], ...] = ()
    moving: int = 0


def choose_setups(
    slots: Sequence[Slot],
    blocks: Sequence[Block],
    lives: Sequence[str],
    moving_share: float,
    random: np.random.Generator,
) -> tuple[Choice, ...]:
    """One choice for every slot. `lives` says for every block where its place is (water, ground …).

    Greedy by score: serves the block's things in turn, keeps the 30-degree rule (R01), variety (R10), size
    jumps (R09), and prefers the sizes and moves of the template's beat.
    """
    memory = _Memory()
    waits = waiting_blocks(blocks)
    plans = [_planned(slot, blocks[slot.block], slot.block == len(blocks) - 1) for slot in slots]
    for at, slot in enumerate(slots):
        if at == 0 or slots[at - 1].block != slot.block:
            memory.seen_in_block = set()
        last = at == len(slots) - 1
        planned, ahead = plans[at], plans[at + 1] if not last else None
        if planned is not None:
            _remember(memory, planned)
            continue
        offers = _offers(blocks[slot.block], lives[slot.block])
        jitter = random.random(len(offers)) * 0.8
        scores = [
            _score(thing, setup, slot, blocks[slot.block], memory, at, last)
            + float(noise)
            - (20.0 if _too_early(thing, setup, slot, waits) else 0.0)
            - (30.0 if _anticipates(thing, setup, ahead) else 0.0)
            for (thing, setup), noise in zip(offers, jitter, strict=True)
        ]
        thing, setup = offers[int(np.argmax(scores))]
        _remember(
            memory, Choice(slot=slot, thing=thing, setup=setup, move=_move(setup, slot, memory, moving_share))
        )
    return tuple(memory.choices)


def _planned(slot: Slot, block: Block, closing: bool) -> Choice | None:
    """The view that a treatment plans for a slot: the most worth where there are more views than slots.

    Where there are fewer, other views follow them; the last one of the film stays the last.
    """
    best = sorted(range(len(block.plan)), key=lambda at: (-block.plan[at].worth, at))
    kept = sorted(best[: slot.among])
    order = [*kept, *[-1] * (slot.among - len(kept))]
    if closing and kept:
        order = [*order[: len(kept) - 1], *order[len(kept) :], kept[-1]]
    if order[slot.nth] < 0:
        return None
    shot = block.plan[order[slot.nth]]
    thing = next((one for one in block.things if one.asset == shot.of), None)
    if shot.of and thing is None:
        return None
    return Choice(slot=slot, thing=thing, setup=shot.setup, move=shot.setup.moves[0])


def _too_early(thing: Thing | None, setup: Setup, slot: Slot, waits: Mapping[str, int]) -> bool:
    """Whether a set-up shows the race of what still waits for its start, or goes along with it."""
    waiting = thing is not None and slot.block < waits.get(thing.asset, 0)
    return waiting and (setup.action == "race" or setup.moves[0] == "track")


def _anticipates(thing: Thing | None, setup: Setup, ahead: Choice | None) -> bool:
    """Whether a set-up would show what the planned view after it shows, in the same way."""
    if ahead is None or ahead.focus != _key(thing):
        return False
    return (setup.size, setup.angle) == (ahead.setup.size, ahead.setup.angle)


def _offers(block: Block, lives: str) -> list[tuple[Thing | None, Setup]]:
    offers: list[tuple[Thing | None, Setup]] = [(None, setup) for setup in place_setups(lives)]
    for thing in block.things:
        offers += [(thing, setup) for setup in setups_for(thing)]
    return offers


def _key(thing: Thing | None) -> str:
    return f"{thing.asset}/{thing.words}" if thing else PLACE


def _score(
    thing: Thing | None,
    setup: Setup,
    slot: Slot,
    block: Block,
    memory: _Memory,
    at: int,
    last: bool,
) -> float:
    score = _focus_score(thing, slot, block, memory, at)
    score += 1.6 if slot.beat in setup.beats else (-2.5 if setup.beats else 0.0)
    low, high = setup.energy
    score -= 0.6 * max(0.0, low - slot.energy, slot.energy - high)
    score += 0.7 if setup.size in slot.sizes else 0.0
    score += 0.4 if any(move in slot.moves for move in setup.moves) else 0.0
    seen = memory.setups[(_key(thing), setup.id)]
    score -= 1.7 * seen + (TOO_OFTEN if seen >= 2 else 0.0) + _rhythm_cost(setup, slot)
    again = any((one.focus, one.setup.id) == (_key(thing), setup.id) for one in memory.choices[-RECENT:])
    score -= TOO_SOON if again else 0.0
    score += _opening_score(thing, setup, slot, block, at, last) + _line_score(
        thing, setup, slot, block, memory
    )
    return score + _neighbour_score(thing, setup, memory)


TOO_OFTEN = 12.0
"""What it costs to show a view for the third time: any other view of the scene is better."""


RECENT, TOO_SOON = 8, 5.0
"""For so many shots a view is remembered, and what it costs to come back to it before."""


def _rhythm_cost(setup: Setup, slot: Slot) -> float:
    """What a set-up costs against the rhythm: long beats want a wide view, short ones a near one."""
    if slot.stress == 1.0:
        return 0.0
    step = LADDER.index(setup.size)
    return 1.6 * max(0, step - 2) if slot.stress > 1.0 else 1.6 * max(0, 3 - step)


def _focus_score(thing: Thing | None, slot: Slot, block: Block, memory: _Memory, at: int) -> float:
    """Things not yet seen in the block come first, then those seen least; the hero counts a little more."""
    key = _key(thing)
    if thing is None:
        return (1.5 if block.opens and slot.nth == 0 else -1.2) if block.things else 1.0
    rank = [other.words for other in block.things].index(thing.words)
    score = 2.2 if key not in memory.seen_in_block else 0.0
    score += max(0.0, 0.9 - 0.3 * rank)
    shots = max(1, len(memory.choices))
    return score - 2.0 * memory.focus[key] / shots * min(len(block.things), 3) / 2


def _opening_score(
    thing: Thing | None,
    setup: Setup,
    slot: Slot,
    block: Block,
    at: int,
    last: bool,
) -> float:
    """Films begin and end wide; a new scene shows its place within its first shots."""
    wide = LADDER.index(setup.size) <= 1
    score = 0.0
    if at == 1 or (at == 0 and slot.among == 1):
        score += 2.5 if wide else -2.0
    if last:
        score += 4.0 if wide else -4.0
    if block.opens and slot.nth == 0 and at > 1:
        score += 1.0 if wide else -0.6
    return score


def _line_score(thing: Thing | None, setup: Setup, slot: Slot, block: Block, memory: _Memory) -> float:
    """Pictures follow the words: views and things that the spoken line speaks of come first in its block."""
    score = 0.0
    if setup.first:
        score += 4.0 if memory.focus[_key(thing)] == 0 else -6.0
    if thing is None or not block.line:
        return score
    cues = load("recipes")["cues"].get(thing.asset, ()) or (thing.words,)
    if any(cue in block.line for cue in cues):
        score += 2.0 if slot.nth == 0 else 0.6
    if any(word in block.line for word in setup.says) and (_key(thing), setup.id) not in memory.said:
        score += max(0.0, 4.0 - 2.0 * memory.setups[(_key(thing), setup.id)])
    return score


def _neighbour_score(thing: Thing | None, setup: Setup, memory: _Memory) -> float:
    """Penalties for looking alike: same set-up, thirty-degree rule, runs of one size, long jumps."""
    if not memory.choices:
        return 0.0
    previous = memory.choices[-1]
    same = previous.focus == _key(thing)
    step = size_step(previous.setup.size, setup.size)
    score = 0.0
    if previous.setup.size == setup.size and previous.setup.angle == setup.angle:
        score -= 30.0 if same else 3.0
    if same:
        score -= 6.0 if step < 2 and previous.setup.angle == setup.angle else 0.8
        score -= 1.0 if step > 4 else 0.0
    score -= 0.8 if step == 0 else 0.0
    recent = memory.choices[-2:]
    if len(memory.choices) >= 3 and all(_is_wide(one.setup) for one in memory.choices[-3:]):
        score += 0.0 if _is_wide(setup) else 1.8
    if len(recent) == 2:
        score -= 8.0 if all(one.setup.size == setup.size for one in recent) else 0.0
        score -= 4.0 if all(one.setup.angle == setup.angle for one in recent) else 0.0
        score -= 2.5 if all(one.focus == _key(thing) for one in recent) else 0.0
    return score


def _is_wide(setup: Setup) -> bool:
    return LADDER.index(setup.size) <= LADDER.index("fs")


def _move(setup: Setup, slot: Slot, memory: _Memory, share: float) -> Move:
    """The set-up's move that the beat wants, that keeps the share of moving shots and is not the last two."""
    recent = [choice.move for choice in memory.choices[-2:]]
    done = max(1, len(memory.choices))

    def merit(pair: tuple[int, Move]) -> float:
        order, move = pair
        value = -0.2 * order + (0.5 if move in slot.moves else 0.0) - 1.2 * recent.count(move)
        still = move == "static"
        return value + (-0.6 if still and memory.moving / done < share else 0.3 if still else 0.0)

    best = max(enumerate(setup.moves), key=merit)[1]
    if recent != [best, best] or best in ("static", "track"):
        return best
    return next((move for move in setup.moves if move != best), "static")


def _remember(memory: _Memory, choice: Choice) -> None:
    memory.choices.append(choice)
    memory.setups[(choice.focus, choice.setup.id)] += 1
    memory.focus[choice.focus] += 1
    memory.seen_in_block.add(choice.focus)
    memory.said = (*memory.said[-6:], (choice.focus, choice.setup.id))
    memory.moving += choice.move != "static"
