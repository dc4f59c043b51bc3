"""A model's shot list made exact: assets found, times on the beat, distances that each thing bears."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import numpy as np

from yingxi.film import Brief, Screenplay, Storyboard
from yingxi.film.terms import Language, ShotSize
from yingxi.story.blocks import Block, list_blocks
from yingxi.story.board import assemble, block_beats, fit_blocks, list_slots, place_spoken
from yingxi.story.coverage import Choice
from yingxi.story.llm_chat import NoAnswerError
from yingxi.story.llm_schema import BoardDraft, ShotDraft
from yingxi.story.reading import Reading, read_brief
from yingxi.story.setups import LADDER, Setup
from yingxi.story.slots import Slot
from yingxi.story.things import Thing, find_things
from yingxi.story.timing import cut_block, frames_per_beat, least_beats


def board_draft(draft: BoardDraft, screenplay: Screenplay, brief: Brief) -> Storyboard:
    """The storyboard of a model's shots; shots too many to be seen are left out, with a note.

    NoAnswerError when a scene has none.
    """
    reading = replace(read_brief(brief), language=screenplay.language)
    frames = round(brief.seconds * brief.fps)
    beat = frames_per_beat(brief.fps, reading.template)
    few = least_beats(brief.fps, beat)
    blocks, unread = fit_blocks(list_blocks(screenplay, reading), frames, beat, brief.fps, reading)
    beats = block_beats(blocks, frames // beat, beat, brief.fps, reading)
    slots = list_slots(blocks, beats, beat, brief.fps, reading)
    random = np.random.default_rng([brief.seed, len(draft.shots), frames])
    choices: list[Choice] = []
    shown: list[Block] = []
    lengths: list[int] = []
    notes: list[str] = []
    for number in dict.fromkeys(block.scene.number for block in blocks):
        mine = [at for at, block in enumerate(blocks) if block.scene.number == number]
        drafts = [shot for shot in draft.shots if shot.scene == number]
        if not drafts:
            raise NoAnswerError(f"its shot list has no shot for scene {number}")
        whole = sum(beats[at] for at in mine)
        kept = _most_telling(drafts, max(1, whole // few))
        if len(kept) < len(drafts):
            notes.append(_left_out_note(number, len(drafts) - len(kept), screenplay.language))
        for nth, shot in enumerate(kept):
            block = _block_of(shot, blocks[mine[min(len(mine) - 1, nth * len(mine) // len(kept))]], reading)
            slot = _slot_at(slots, mine, nth, len(kept))
            choice, clamp = _choice(shot, block, replace(slot, block=len(shown)), screenplay.language)
            choices.append(choice)
            shown.append(block)
            notes += clamp
        least = [few if few * len(kept) <= whole else 1] * len(kept)
        lengths += [count * beat for count in cut_block(whole, least, [one.length for one in kept], random)]
    lengths[-1] += frames - sum(lengths)
    spoken = place_spoken(blocks, beats, beat)
    board = assemble(choices, shown, lengths, spoken, unread, reading, screenplay, brief)
    return replace(board, notes=(*board.notes, *notes))


def _most_telling(drafts: Sequence[ShotDraft], room: int) -> list[ShotDraft]:
    """As many shots as a scene has time for, spread over the model's list."""
    if len(drafts) <= room:
        return list(drafts)
    return [drafts[at * len(drafts) // room] for at in range(room)]


def _block_of(shot: ShotDraft, block: Block, reading: Reading) -> Block:
    """The block with the things that the model names for this shot."""
    things: list[Thing] = []
    for words in shot.subjects:
        known = [
            thing
            for thing in (*block.things, *reading.things)
            if words.lower() in (thing.words.lower(), thing.name.lower())
        ]
        things += known[:1] or find_things(words, reading.language).things[:1]
    unique = {thing.words: thing for thing in things}
    return replace(block, things=tuple(unique.values()))


def _slot_at(slots: Sequence[Slot], mine: Sequence[int], nth: int, among: int) -> Slot:
    """The rule-based slot at the same place in the scene: its beat, energy and colours."""
    here = [slot for slot in slots if slot.block in mine]
    return here[min(len(here) - 1, nth * len(here) // among)]


def _choice(shot: ShotDraft, block: Block, slot: Slot, language: Language) -> tuple[Choice, list[str]]:
    thing = block.things[0] if block.things else None
    size, notes = _bearable(shot, thing, language)
    words = shot.description.replace("{", "{{").replace("}", "}}")
    setup = Setup(
        id="llm", size=size, angle=shot.angle, moves=(shot.move,), zh=words, en=words, hold=shot.length
    )
    return Choice(slot=slot, thing=thing, setup=setup, move=shot.move), notes


def _bearable(shot: ShotDraft, thing: Thing | None, language: Language) -> tuple[ShotSize, list[str]]:
    """The asked size, or the tightest that the thing bears, with a note."""
    closest = thing.closest if thing is not None else "fs"
    sizes: dict[str, ShotSize] = {size: size for size in get_args(ShotSize)}
    if closest not in sizes or LADDER.index(shot.size) <= LADDER.index(sizes[closest]):
        return shot.size, []
    name = thing.words if thing is not None else ""
    note = (
        f"“{name or shot.description[:12]}”不能拍到 {shot.size} 那么近，改为 {closest}"
        if language == "zh"
        else f"'{name or shot.description[:24]}' does not hold at {shot.size}; it is shot at {closest}"
    )
    return sizes[closest], [note]


def _left_out_note(scene: int, count: int, language: Language) -> str:
    if language == "zh":
        return f"第 {scene} 场时间不够，少拍了 {count} 个镜头"
    return f"scene {scene} is too short for {count} of the model's shots"
