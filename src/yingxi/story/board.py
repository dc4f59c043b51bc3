"""Storyboarding by rules: a screenplay becomes shots that tile the film to the frame."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from yingxi.film import Brief, Screenplay, Storyboard
from yingxi.film.storyboard import Score
from yingxi.story.blocks import Block, list_blocks
from yingxi.story.casting import set_lives
from yingxi.story.coverage import Choice, choose_setups
from yingxi.story.narration import Spoken, place_lines, seconds_needed
from yingxi.story.reading import Reading, read_brief
from yingxi.story.setups import LADDER
from yingxi.story.shelf import load
from yingxi.story.shots import make_shots
from yingxi.story.slots import Slot, arc_shares, pace_of, stage_within, stress_of
from yingxi.story.timing import (
    SPREAD,
    STEADY,
    count_shots,
    cut_block,
    frames_per_beat,
    least_beats,
    share_out,
)

SHORT_S = 30.0
"""Seconds up to which a film is cut as fast as its treatment asks."""


def board_screenplay(screenplay: Screenplay, brief: Brief) -> Storyboard:
    """The shot list of a screenplay: every cut on a beat of the score, lengths summing to the asked frames.

    The same screenplay, brief and art department give the same board.
    """
    reading = replace(read_brief(brief), language=screenplay.language)
    frames = round(brief.seconds * brief.fps)
    beat = frames_per_beat(brief.fps, reading.template)
    blocks, left_out = fit_blocks(list_blocks(screenplay, reading), frames, beat, brief.fps, reading)
    random = np.random.default_rng([brief.seed, len(brief.prompt), frames])
    beats = block_beats(blocks, frames // beat, beat, brief.fps, reading)
    slots = list_slots(blocks, beats, beat, brief.fps, reading)
    choices = choose_setups(
        slots,
        blocks,
        [set_lives(block.set) for block in blocks],
        load("direction")["moving_share"][reading.template],
        random,
    )
    longest = round(load("direction")["longest_shot_s"][reading.template] * brief.fps / beat)
    few = least_beats(brief.fps, beat, _asked_s(reading, brief.seconds))
    lengths = _shot_lengths(choices, beats, beat, frames, (few, longest), random)
    spoken = place_spoken(blocks, beats, beat)
    return assemble(choices, blocks, lengths, spoken, left_out, reading, screenplay, brief)


def assemble(
    choices: Sequence[Choice],
    blocks: Sequence[Block],
    lengths: Sequence[int],
    spoken: Sequence[Spoken],
    unread: Sequence[str],
    reading: Reading,
    screenplay: Screenplay,
    brief: Brief,
) -> Storyboard:
    """The board of chosen set-ups with their lengths in frames and the lines with their blocks."""
    frames = sum(lengths)
    lines, unspoken = place_lines(spoken, frames, brief.fps, screenplay.language)
    asked = [line for line in (*unread, *unspoken) if line.strip("。.，, ").lower() in brief.prompt.lower()]
    silence = _silence_notes(asked, screenplay.language)
    return Storyboard(
        title=screenplay.title,
        language=screenplay.language,
        look=reading.look.id,
        fps=brief.fps,
        width=brief.width,
        height=brief.height,
        frames=frames,
        shots=make_shots(choices, blocks, lengths, reading, screenplay, brief),
        narration=lines,
        score=_score(reading, frames_per_beat(brief.fps, reading.template)),
        not_depicted=reading.not_depicted,
        notes=(*screenplay.notes, *reading.notes, *silence),
    )


def _score(reading: Reading, beat: int) -> Score:
    mood = load("direction")["moods"][reading.template]
    return Score(frames_per_beat=beat, mood=mood, palette=reading.look.score or "chinese")


def _asked_s(reading: Reading, seconds: float) -> float:
    """Seconds that a shot lasts on the average, where a treatment says it and the film is short; else 0."""
    return reading.treatment.shot_s if reading.treatment and seconds <= SHORT_S else 0.0


def fit_blocks(
    blocks: tuple[Block, ...],
    frames: int,
    beat: int,
    fps: int,
    reading: Reading,
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks that the film has time for, and the lines of those it has not.

    First lines fall silent where speech would fill the film, then whole blocks go: from the middle, never
    the first or the last.
    """
    room = frames // beat
    few = least_beats(fps, beat, _asked_s(reading, frames / fps))
    kept = list(blocks)
    lost: list[str] = []
    while len(kept) > 1 and sum(_least(block, few, beat, fps, reading) for block in kept) > room:
        at = _least_needed(kept)
        lost.append(kept[at].line)
        merged = replace(kept[at], line="")
        if kept[at].line and few * len(kept) <= room:
            kept[at] = merged
        else:
            kept.pop(at)
    if kept and _least(kept[0], few, beat, fps, reading) > room:
        lost.append(kept[0].line)
        kept[0] = replace(kept[0], line="")
    return tuple(kept), tuple(line for line in lost if line)


def _least_needed(blocks: Sequence[Block]) -> int:
    """The block a film misses least: silent ones and those with the fewest things, not at the ends."""
    inner = range(1, len(blocks) - 1) if len(blocks) > 2 else range(len(blocks))

    def worth(at: int) -> tuple[float, int]:
        block = blocks[at]
        ends = 2.0 if block.opens else 0.0
        return len(block.things) + ends + (3.0 if block.line else 0.0), at

    silent = [at for at in inner if not blocks[at].line]
    return min(silent or inner, key=worth)


def _least(block: Block, few: int, beat: int, fps: int, reading: Reading) -> int:
    spoken = seconds_needed(block.line, reading.language)
    return max(few, math.ceil(spoken * fps / beat))


def block_beats(blocks: Sequence[Block], total: int, beat: int, fps: int, reading: Reading) -> list[int]:
    """Beats for every block: the arc's shares, and never less than its line needs."""
    few = least_beats(fps, beat, _asked_s(reading, total * beat / fps))
    if total < few * len(blocks) or len(blocks) == 1:
        return (
            [max(1, total)]
            if len(blocks) == 1
            else share_out(max(total, len(blocks)), [1] * len(blocks), [1.0] * len(blocks))
        )
    least = [_least(block, few, beat, fps, reading) for block in blocks]
    least[-1] = min(least[-1] + math.ceil(2.2 * fps / beat), max(least[-1], total - sum(least) + least[-1]))
    least[0] = min(least[0] + math.ceil(1.3 * fps / beat), max(least[0], total - sum(least) + least[0]))
    shares = arc_shares(reading.template)
    wants = []
    for at, block in enumerate(blocks):
        asked = block.planned.share if block.planned else 0.0
        same = [
            i
            for i, other in enumerate(blocks)
            if (other.scene is block.scene if asked else other.scene.beat == block.scene.beat)
        ]
        weight = (least[at] + few) / sum(least[i] + few for i in same)
        wants.append((asked or max(0.02, shares.get(block.scene.beat, 0.1))) * weight * total)
    return share_out(total, least, wants)


def list_slots(
    blocks: Sequence[Block],
    beats: Sequence[int],
    beat: int,
    fps: int,
    reading: Reading,
) -> tuple[Slot, ...]:
    """The shots to be, block by block, with the template's energy and colours at their place in the arc."""
    direction = load("direction")
    pace = _pace_of_length(sum(beats) * beat / fps)
    asked = _asked_s(reading, sum(beats) * beat / fps)
    ideal = (asked or max(1.8, direction["average_shot_s"][reading.template] * pace)) * fps / beat
    longest = direction["longest_shot_s"][reading.template] * fps / beat
    few = least_beats(fps, beat, asked)
    total = sum(beats)
    slots: list[Slot] = []
    passed = 0
    for at, (block, length) in enumerate(zip(blocks, beats, strict=True)):
        among = count_shots(length, few, ideal * pace_of(reading.template, blocks, at))
        among = max(among, min(length // few, math.ceil(length / longest))) or 1
        if block.plan:
            among = min(max(among, len(block.plan)), among + 1, max(1, length // few))
        if at == 0:  # room for a title that can be read
            among = max(1, min(among, 1 + (length - few - 2) // few))
        for nth in range(among):
            place = (passed + length * (nth + 0.5) / among) / total
            slots.append(_slot(at, nth, among, place, block, blocks, beats, reading))
        passed += length
    return tuple(slots)


def _pace_of_length(seconds: float) -> float:
    """Shorter films are cut faster (rules.yaml `lengths`)."""
    factors = load("rules")["lengths"]["len_factor"]
    return float(np.interp(seconds, [float(length) for length in factors], list(factors.values())))


def _slot(
    at: int,
    nth: int,
    among: int,
    place: float,
    block: Block,
    blocks: Sequence[Block],
    beats: Sequence[int],
    reading: Reading,
) -> Slot:
    same = [i for i, other in enumerate(blocks) if other.scene.beat == block.scene.beat]
    before = sum(beats[i] for i in same if i < at)
    progress = (before + beats[at] * (nth + 0.5) / among) / sum(beats[i] for i in same)
    stage = stage_within(reading.template, block.scene.beat, progress)
    return Slot(
        block=at,
        nth=nth,
        among=among,
        place=place,
        beat=block.scene.beat,
        energy=stage.energy,
        luma=stage.luma,
        saturation=stage.saturation,
        warmth=stage.warmth,
        sizes=stage.sizes,
        moves=stage.moves,
        stress=stress_of(blocks, at, nth, among),
    )


def _shot_lengths(
    choices: Sequence[Choice],
    beats: Sequence[int],
    beat: int,
    frames: int,
    bounds: tuple[int, int],
    random: np.random.Generator,
) -> list[int]:
    """Frames of every shot, within `bounds` beats; the last one takes what is left after the last beat."""
    few, longest = bounds
    lengths: list[int] = []
    for block, whole in enumerate(beats):
        mine = [choice for choice in choices if choice.slot.block == block]
        holds = [_hold(choice) for choice in mine]
        least = [_fewest(choice, few) if few * len(mine) <= whole else 1 for choice in mine]
        titled = few + 2
        if block == 0 and few * (len(mine) - 1) + titled <= whole:
            least[min(1, len(mine) - 1)] = titled
        if block == len(beats) - 1:
            holds[-1] *= 1.6
        spread = STEADY if any(choice.slot.stress != 1.0 for choice in mine) else SPREAD
        lengths += [count * beat for count in cut_block(whole, least, holds, random, longest, spread)]
    lengths[-1] += frames - sum(lengths)
    return lengths


def _hold(choice: Choice) -> float:
    """How long a shot wants to be: as its set-up says, or as the rhythm of its block does."""
    return choice.setup.hold if choice.slot.stress == 1.0 else choice.slot.stress


def _fewest(choice: Choice, few: int) -> int:
    """The beats that a shot needs to be read; a close one on an unstressed beat needs a third less."""
    near = LADDER.index(choice.setup.size) >= LADDER.index("ms")
    return max(1, few - max(1, round(few / 3))) if near and choice.slot.stress < 1.0 else few


def place_spoken(blocks: Sequence[Block], beats: Sequence[int], beat: int) -> tuple[Spoken, ...]:
    """The lines with the frames of their blocks."""
    found: list[Spoken] = []
    start = 0
    for block, length in zip(blocks, beats, strict=True):
        if block.line:
            found.append(
                Spoken(text=block.line, speaker=block.speaker, start=start, end=start + length * beat)
            )
        start += length * beat
    return tuple(found)


def _silence_notes(lost: Sequence[str], language: str) -> tuple[str, ...]:
    """What the narrator had no time to say, in words."""
    if not lost:
        return ()
    if language == "zh":
        shown = "；".join(line[:24] for line in lost[:3]) + ("……" if len(lost) > 3 else "")
        return (f"片长容不下 {len(lost)} 句旁白，没有读出来：{shown}",)
    shown = "; ".join(line[:48] for line in lost[:3]) + (" …" if len(lost) > 3 else "")
    return (f"the film is too short for {len(lost)} line{'s' * (len(lost) > 1)} of narration: {shown}",)
