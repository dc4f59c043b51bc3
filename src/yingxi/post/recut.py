"""The film as a hand-edited cut has it, so that sound, subtitles and chapters follow the edit.

An untouched cut gives back the storyboard and takes that it was assembled from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

import opentimelineio as otio

from yingxi.film import Line, Shot, SoundEvent, Storyboard, Take
from yingxi.post.edits import Edit, EditList, list_edits

LOST = {
    "zh": "剪辑去掉了镜头 {shot}，旁白“{text}”也去掉了",
    "en": "the cut has no shot {shot} any more, so its narration is gone: {text}",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Recut:
    """Storyboard and takes in the order and lengths of a cut, and what of the narration was lost by it.

    A shot that the cut uses again has a number of its own, 0010.2, in both.
    """

    board: Storyboard
    takes: tuple[Take, ...]
    notes: tuple[str, ...] = ()


def recut_film(
    board: Storyboard, takes: Sequence[Take], timeline: otio.schema.Timeline, folder: Path
) -> Recut:
    """Shots, sounding events and narration moved to where the cut has their frames. Lengths are whole frames.

    Events that were trimmed away are gone. A line of narration stays with the shot in which it began; when
    that shot is gone so is the line, and a note says it.
    """
    listed = list_edits(timeline, folder)
    by_file = {folder / take.media: take for take in takes}
    shots, cast = [], []
    for number, edit in numbered(listed):
        take = by_file.get(edit.media) if edit.media else None
        shots.append(shot_of(board, edit, number))
        if take is not None:
            cast.append(trimmed_take(take, edit, number))
    narration, notes = moved_narration(board, listed, by_file)
    recut = replace(board, frames=listed.frames, shots=tuple(shots), narration=narration)
    return Recut(board=recut, takes=tuple(cast), notes=notes)


def numbered(listed: EditList) -> list[tuple[str, Edit]]:
    """Each edit with a shot number that no other has."""
    used: dict[str, int] = {}
    rows = []
    for edit in listed.edits:
        name = edit.shot or edit.name
        used[name] = used.get(name, 0) + 1
        if edit.length:
            rows.append((name if used[name] == 1 else f"{name}.{used[name]}", edit))
    return rows


def shot_of(board: Storyboard, edit: Edit, number: str) -> Shot:
    """The storyboard's shot as the edit has it; black and foreign clips are shots without subjects."""
    known = next((shot for shot in board.shots if shot.number == edit.shot), None)
    shot = known or Shot(
        number=number, scene=edit.scene, start=edit.start, length=edit.length, description=edit.name,
        place=edit.place, set="", focus=None,
    )
    return replace(
        shot, number=number, start=edit.start, length=edit.length, join=edit.join,
        join_frames=edit.before + edit.after, title=edit.title,
    )


def trimmed_take(take: Take, edit: Edit, number: str) -> Take:
    """The part of a take that the edit shows, its events counted from the new first frame."""
    cut_off = edit.into - take.head
    events = (heard(event, cut_off, edit.length) for event in take.events)
    return replace(
        take, slate=replace(take.slate, shot=number), head=edit.into, length=edit.length,
        tail=take.head + take.length + take.tail - edit.into - edit.length,
        events=tuple(event for event in events if event is not None),
    )


def heard(event: SoundEvent, cut_off: int, length: int) -> SoundEvent | None:
    """An event moved by a trim; what sounds on from before the trim begins at the first frame."""
    start, stop = event.frame - cut_off, event.frame + event.length - cut_off
    if start >= length or (start < 0 and stop <= 0):
        return None
    begun = max(start, 0.0)
    return event if cut_off == 0 else replace(event, frame=begun, length=stop - begun)


def moved_narration(
    board: Storyboard, listed: EditList, by_file: dict[Path, Take]
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Lines in their new places, none over the beginning of the next, and notes about lost ones."""
    moved, notes = [], []
    for line in board.narration:
        shot = shot_at(board, line.start)
        edit = next((one for one in listed.edits if one.length and one.shot == shot.number), None)
        if edit is None:
            notes.append(LOST[board.language].format(shot=shot.number, text=line.text))
            continue
        take = by_file.get(edit.media) if edit.media else None
        offset = line.start - shot.start - (edit.into - take.head if take else 0)
        start = edit.start + min(max(0, offset), edit.length - 1)
        moved.append(replace(line, start=start, end=min(start + line.end - line.start, listed.frames)))
    ordered = sorted(moved, key=lambda line: line.start)
    return tuple(apart(ordered)), tuple(notes)


def apart(lines: Sequence[Line]) -> list[Line]:
    """Lines that end, at the latest, where the next begins."""
    return [
        replace(line, end=max(line.start + 1, min(line.end, later.start))) if later else line
        for line, later in zip_longest(lines, lines[1:])
    ]


def shot_at(board: Storyboard, frame: int) -> Shot:
    """The shot in which a frame lies (the last one for frames past the end)."""
    return next((shot for shot in board.shots if frame < shot.start + shot.length), board.shots[-1])
