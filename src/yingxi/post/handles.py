"""What a take must hold beyond its shot so that the cut can use it without encoding more than it must.

Everything here follows from the storyboard alone, so it is known before the first take is shot.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from yingxi.film import Shot, Storyboard, Title
from yingxi.film.errors import UsageError

SHARED_JOINS = ("dissolve", "wipe")
"""Joins in which both pictures are seen at once, so that each take reaches past the cut."""

END_CARD_S = 1.6
"""How long an end card takes to come and go, beside its reading."""
QUIET_FRAMES = 6
"""No words this near to a cut: they would be read as the other shot's (rules.yaml: 4 frames or more)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Handles:
    """Frames before and after a shot in its take, and the take's frames that must be keyframes."""

    head: int = 0
    tail: int = 0
    keyframes: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap:
    """How a join lies around its cut: frames before it and from it on."""

    before: int
    after: int


def join_overlap(shot: Shot, first: bool) -> Overlap:
    """The join's frames are shared equally; the film's first shot can only come out of black."""
    if shot.join == "cut" or shot.join_frames <= 0:
        return Overlap(before=0, after=0)
    if first:
        return Overlap(before=0, after=shot.join_frames)
    return Overlap(before=shot.join_frames // 2, after=shot.join_frames - shot.join_frames // 2)


def title_span(title: Title, length: int, fps: int, opening: int = 0, closing: int = 0) -> tuple[int, int]:
    """First and last-but-one frame of a shot of `length` frames over which its words are seen.

    `opening` and `closing` are the frames that joins take from the shot. A title is read once and a half
    (0.8 s and 0.22 s a Han character or 0.33 s a word), comes and goes in 0.8 s each and is gone before the
    cut; an end card leaves the picture to itself for as long as the reading allows, and stays to the end.
    """
    start = min(opening + QUIET_FRAMES, length - 1)
    latest = max(length - closing - QUIET_FRAMES, start + 1)
    if title.kind == "end":
        return max(start, length - round((reading_seconds(title) + END_CARD_S) * fps)), length
    wanted = start + round(max(3.0, reading_seconds(title) + 1.6) * fps * 1.25)
    return start, min(wanted, latest)


def reading_seconds(title: Title) -> float:
    """How long a title must stand to be read (rules.yaml, titles.read_time_s)."""
    words = f"{title.text} {title.subtitle}"
    han = sum("\u4e00" <= letter <= "\u9fff" for letter in words)
    latin = sum(part.isascii() for part in words.split())
    return max(1.5, 0.8 + 0.22 * han + 0.33 * latin)


def check_joins(shots: Sequence[Shot]) -> None:
    """Raise UsageError when two joins of one shot would overlap."""
    for place, shot in enumerate(shots):
        opening = join_overlap(shot, place == 0).after
        closing = join_overlap(shots[place + 1], False).before if place + 1 < len(shots) else 0
        if opening + closing > shot.length:
            raise UsageError(
                f"shot {shot.number} has {shot.length} frames but its joins need {opening + closing}; "
                "shorten join_frames or lengthen the shot in storyboard.yaml"
            )


def plan_handles(board: Storyboard) -> dict[str, Handles]:
    """For each shot number: the head and tail its take needs, and where its stream must be enterable.

    Keyframes count from the take's first frame (head included). They stand where frames are copied again,
    after the opening join and after a title (a take can be left anywhere), and where the closing join
    begins, so that it can be decoded from there.
    """
    check_joins(board.shots)
    plans = {}
    for place, shot in enumerate(board.shots):
        following = board.shots[place + 1] if place + 1 < len(board.shots) else None
        opening = join_overlap(shot, place == 0)
        closing = join_overlap(following, False) if following else Overlap(before=0, after=0)
        head = opening.before if shot.join in SHARED_JOINS else 0
        tail = closing.after if following and following.join in SHARED_JOINS else 0
        entries = {head + opening.after}
        if closing.before:
            entries.add(head + shot.length - closing.before)
        if shot.title:
            span = title_span(shot.title, shot.length, board.fps, opening.after, closing.before)
            entries.add(head + span[1])
        inside = sorted(entry for entry in entries if 0 < entry < head + shot.length)
        plans[shot.number] = Handles(head=head, tail=tail, keyframes=tuple(inside))
    return plans
