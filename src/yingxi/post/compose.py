"""The frames of a film that are not in any take as they stand: joins, words, black."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from yingxi.film.errors import YingxiError
from yingxi.media import Planes, black_planes, read_frames
from yingxi.post.edits import Edit
from yingxi.post.handles import SHARED_JOINS
from yingxi.post.joins import dissolve, fade, wipe
from yingxi.post.runs import Run, reach_of

Painter = Callable[[Planes, int], Planes]
"""Paints on the film's frame of that number."""

Look = Callable[[int], Planes]
"""Shows the film's frame of that number without words on it."""


Renew = Callable[[Planes, Planes], Planes]
"""What is done to a frame that was painted on, given it before and after: a watermark is put back."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Overlay:
    """Words over the film's frames start..stop. `prepare` sees the picture first and returns the painter."""

    start: int
    stop: int
    prepare: Callable[[Look], Painter]


def compose_run(
    run: Run, edits: tuple[Edit, ...], size: tuple[int, int], overlays: Sequence[Overlay],
    renew: Renew | None = None,
) -> Iterator[Planes]:
    """The finished frames of a run that is encoded anew, in order; what was painted on is renewed."""
    painters = {
        number: overlay.prepare(lambda frame: bare_frame(frame, edits, size))
        for number, overlay in enumerate(overlays)
        if overlay.start < run.stop and run.start < overlay.stop
    }
    for frame, picture in enumerate(bare_frames(run.start, run.stop, edits, size), run.start):
        finished = picture
        for number, paint in painters.items():
            if overlays[number].start <= frame < overlays[number].stop:
                finished = paint(finished, frame)
        yield renew(picture, finished) if renew and finished is not picture else finished


def bare_frame(frame: int, edits: tuple[Edit, ...], size: tuple[int, int]) -> Planes:
    """One frame of the film without words."""
    return next(bare_frames(frame, frame + 1, edits, size))


def bare_frames(
    start: int, stop: int, edits: tuple[Edit, ...], size: tuple[int, int]
) -> Iterator[Planes]:
    """Frames start..stop of the film without words, joins done."""
    reels = {}
    for place, edit in enumerate(edits):
        first, last = reach_of(edits, place)
        if first < stop and start < last:
            reels[place] = reel(edit, max(first, start), min(last, stop), size)
    for frame in range(start, stop):
        seen = {}
        for place in reels:
            first, last = reach_of(edits, place)
            if first <= frame < last:
                seen[place] = next(reels[place])
        yield join_pictures(frame, edits, seen)


def reel(edit: Edit, start: int, stop: int, size: tuple[int, int]) -> Iterator[Planes]:
    """The edit's pictures for the film's frames start..stop."""
    if edit.media is None:
        for _ in range(start, stop):
            yield black_planes(size)
        return
    offset = edit.into - edit.start
    for planes in read_frames(edit.media, start + offset, stop + offset):
        if planes.size != size:
            raise YingxiError(
                f"{edit.media}: is {planes.size[0]}x{planes.size[1]}, the film is {size[0]}x{size[1]}; "
                "shoot it again at the film's size"
            )
        yield planes


def join_pictures(frame: int, edits: tuple[Edit, ...], seen: dict[int, Planes]) -> Planes:
    """The picture of a frame from the one or two edits that are seen in it."""
    joining = joining_at(frame, edits)
    if joining is None:
        return next(iter(seen.values()))
    place, share = joining
    edit = edits[place]
    if edit.join in SHARED_JOINS and {place - 1, place} <= set(seen):
        if edit.join == "wipe":
            return wipe(seen[place - 1], seen[place], share, edit.screen)
        return dissolve(seen[place - 1], seen[place], share)
    return fade(seen.get(place - 1), seen.get(place), share, edit.before / (edit.before + edit.after))


def joining_at(frame: int, edits: tuple[Edit, ...]) -> tuple[int, float] | None:
    """The edit whose join works at this frame, and how far the join is, above 0 and below 1."""
    for place, edit in enumerate(edits):
        first = edit.start - edit.before
        if edit.join != "cut" and first <= frame < edit.start + edit.after:
            return place, (frame - first + 1) / (edit.before + edit.after + 1)
    return None
