"""Which frames of a film are copied and which are encoded anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import YingxiError
from yingxi.media import Probe
from yingxi.post.edits import Edit
from yingxi.post.handles import SHARED_JOINS

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Film frames start..stop: packets of `source` from frame `into`, or (source None) encoded anew."""

    start: int
    stop: int
    source: Path | None = None
    into: int = 0


def plan_runs(
    edits: tuple[Edit, ...], painted: Iterable[tuple[int, int]], probes: Mapping[Path, Probe],
    copyable: frozenset[Path],
) -> tuple[Run, ...]:
    """Runs that tile the film. `painted` are film ranges with words; `probes` know each file's keyframes.

    A frame is encoded anew when it lies in a join, under words, in black, in a file that cannot be copied,
    or between the place where its file is entered and that file's next keyframe.
    """
    anew = np.zeros(edits[-1].stop, np.bool_)
    for start, stop in [*painted, *join_ranges(edits)]:
        anew[max(0, start) : stop] = True
    for edit in edits:
        if edit.media is None or edit.media not in copyable:
            anew[edit.start : edit.stop] = True
        else:
            snap_to_entries(anew, edit, probes[edit.media])
    return tuple(run for edit in edits for run in split_edit(anew, edit)) if len(anew) else ()


def join_ranges(edits: tuple[Edit, ...]) -> list[tuple[int, int]]:
    """The film ranges over which joins work."""
    return [(edit.start - edit.before, edit.start + edit.after) for edit in edits if edit.join != "cut"]


def snap_to_entries(anew: Flags, edit: Edit, seen: Probe) -> None:
    """Widen what is encoded anew so that copying begins at a keyframe of the file."""
    entries = {edit.start + keyframe - edit.into for keyframe in seen.keyframes}
    copying = False
    for frame in range(edit.start, edit.stop):
        if anew[frame]:
            copying = False
        elif not copying:
            copying = frame in entries
            anew[frame] = not copying


def split_edit(anew: Flags, edit: Edit) -> list[Run]:
    """The runs of one edit, in order."""
    if edit.length == 0:
        return []
    inside = anew[edit.start : edit.stop]
    changes = [0, *(np.flatnonzero(np.diff(inside)) + 1).tolist(), edit.length]
    runs = []
    for first, last in pairwise(changes):
        source = None if inside[first] else edit.media
        runs.append(
            Run(start=edit.start + first, stop=edit.start + last, source=source, into=edit.into + first)
        )
    return runs


def merge_runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Neighbouring runs that are both encoded anew become one."""
    merged: list[Run] = []
    for run in runs:
        if merged and run.source is None and merged[-1].source is None:
            merged[-1] = Run(start=merged[-1].start, stop=run.stop)
        else:
            merged.append(run)
    return tuple(merged)


def reach_of(edits: tuple[Edit, ...], place: int) -> tuple[int, int]:
    """Film frames over which an edit is seen, its share of the joins on both sides included."""
    edit = edits[place]
    following = edits[place + 1] if place + 1 < len(edits) else None
    early = edit.before if edit.join in SHARED_JOINS else 0
    late = following.after if following and following.join in SHARED_JOINS else 0
    return edit.start - early, edit.stop + late


def check_reach(edits: tuple[Edit, ...], probes: Mapping[Path, Probe]) -> None:
    """Raise YingxiError when a file has too few frames for what the cut shows of it."""
    for place, edit in enumerate(edits):
        if edit.media is None:
            continue
        start, stop = reach_of(edits, place)
        first, last = edit.into + start - edit.start, edit.into + stop - edit.start
        held = probes[edit.media].frames
        if first < 0 or last > held:
            raise YingxiError(
                f"'{edit.name}' shows frames {first} to {last} of {edit.media.name}, which has 0 to {held}; "
                "trim the clip, shorten its transitions, or shoot the take again with longer handles"
            )
