"""A cut as plain values: which frames of which file stand where, and how one passes into the next."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import opentimelineio as otio
from opentimelineio.opentime import RationalTime

from yingxi.film import Title
from yingxi.film.errors import UsageError, YingxiError
from yingxi.film.terms import Join
from yingxi.media import probe

Region = tuple[float, float, float, float, float]
JOINS = ("dissolve", "fade", "wipe")


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """A run of frames of one file (None: black) at `start` in the film; frames `into`.. of the file.

    `join` is how it begins: `before` frames ahead of its start and `after` from it on.
    `shot` is the number of the storyboard's shot that it shows, as far as the cut says. `seen` is where its
    subjects are: left, top, right, bottom as shares of the frame, and 1 for the one the camera serves.
    """

    name: str
    media: Path | None
    start: int
    length: int
    into: int = 0
    join: Join = "cut"
    before: int = 0
    after: int = 0
    screen: str = "right"
    title: Title | None = None
    scene: int = 0
    place: str = ""
    shot: str = ""
    seen: tuple[Region, ...] = ()

    @property
    def stop(self) -> int:
        """The film's frame after its last."""
        return self.start + self.length


@dataclass(frozen=True, kw_only=True, slots=True)
class EditList:
    """All edits of a film, end to end, with notes about what of the cut was not used."""

    edits: tuple[Edit, ...]
    fps: int
    notes: tuple[str, ...] = ()

    @property
    def frames(self) -> int:
        """Length of the film."""
        return self.edits[-1].stop if self.edits else 0


def whole_frames(time: RationalTime, fps: int, what: str) -> int:
    """A time as whole frames of the film; UsageError when it falls between two."""
    count = float(time.rescaled_to(fps).value)
    if abs(count - round(count)) > 1e-3:
        raise UsageError(f"{what} is {count:.3f} frames at {fps} fps; cuts must fall on whole frames")
    return round(count)


def list_edits(timeline: otio.schema.Timeline, folder: Path) -> EditList:
    """The edits of the first video track, hand edits honoured: order, trims, active takes, joins, gaps."""
    tracks = [track for track in timeline.tracks if track.kind == otio.schema.TrackKind.Video]
    if not tracks or not tracks[0]:
        raise UsageError("the cut has no picture; allowed: one video track with at least one clip")
    fps = film_rate(timeline, tracks[0])
    chinese = film_metadata(timeline).get("language") == "zh"
    extra = "剪辑里另外的视频轨没有使用：{}" if chinese else "other video tracks of the cut were not used: {}"
    notes = [extra.format(track.name) for track in tracks[1:]]
    edits: list[Edit] = []
    waiting: otio.schema.Transition | None = None
    for item in tracks[0]:
        if isinstance(item, otio.schema.Transition):
            waiting = item
            continue
        start = edits[-1].stop if edits else 0
        edit = edit_of(item, start, fps, folder, join_of(waiting, fps))
        edits += [edit] if edit.length else []
        waiting = None
    if waiting is not None:
        edits.append(fade_out(edits[-1], waiting, fps))
    check_overlaps(edits)
    return EditList(edits=tuple(edits), fps=fps, notes=tuple(notes))


def fade_out(last: Edit, transition: otio.schema.Transition, fps: int) -> Edit:
    """A join after the last clip leads into nothing: black of no length."""
    before = whole_frames(transition.in_offset, fps, "the last transition")
    return Edit(name="black", media=None, start=last.stop, length=0, join="fade", before=before)


def film_metadata(thing: Any) -> dict[str, Any]:
    """Our own metadata on any part of a cut."""
    return dict(thing.metadata.get("yingxi", {}))


def film_rate(timeline: otio.schema.Timeline, track: otio.schema.Track) -> int:
    """Frames a second of the film: as written in the cut, else the rate of its first clip."""
    written = film_metadata(timeline).get("fps")
    return int(written) if written else round(track.trimmed_range().duration.rate)


def film_size(timeline: otio.schema.Timeline, listed: EditList) -> tuple[int, int]:
    """Width and height: as written in the cut, else those of its first file."""
    written = film_metadata(timeline)
    if "width" in written and "height" in written:
        return int(written["width"]), int(written["height"])
    media = [edit.media for edit in listed.edits if edit.media]
    if not media:
        raise UsageError("the cut says no size and has no media; add width and height to its metadata")
    return probe(media[0]).size


def join_of(transition: otio.schema.Transition | None, fps: int) -> dict[str, Any]:
    """The fields of an Edit that a transition before it gives."""
    if transition is None:
        return {}
    own = film_metadata(transition)
    join = own.get("join", "dissolve")
    if join not in JOINS:
        raise UsageError(f"unknown join '{join}' in the cut; allowed: cut, {', '.join(JOINS)}")
    return {
        "join": join,
        "before": whole_frames(transition.in_offset, fps, f"the {join}'s in_offset"),
        "after": whole_frames(transition.out_offset, fps, f"the {join}'s out_offset"),
        "screen": own.get("screen", "right"),
    }


def edit_of(item: Any, start: int, fps: int, folder: Path, join: dict[str, Any]) -> Edit:
    """One clip or gap of the track."""
    length = whole_frames(item.duration(), fps, f"the length of '{item.name}'")
    if isinstance(item, otio.schema.Gap):
        return Edit(name=item.name or "gap", media=None, start=start, length=length, **join)
    if not isinstance(item, otio.schema.Clip):
        raise UsageError(f"the cut holds a {type(item).__name__}; allowed: clips, gaps and transitions")
    if item.effects:
        raise UsageError(f"clip '{item.name}' has the effect '{item.effects[0].name}'; remove it")
    return Edit(
        name=item.name, media=media_of(item, folder), start=start, length=length, into=media_start(item, fps),
        **own_fields(item), **join,
    )


def own_fields(clip: otio.schema.Clip) -> dict[str, Any]:
    """The fields of an Edit that our metadata on a clip gives; UsageError when a hand edit broke them."""
    own = film_metadata(clip)
    try:
        title = Title(**dict(own["title"])) if own.get("title") else None
        scene = int(own.get("scene", 0))
    except (TypeError, ValueError) as error:
        raise UsageError(f"clip '{clip.name}': its yingxi metadata cannot be read ({error})") from error
    shown = {"place": str(own.get("place", "")), "shot": str(own.get("shot", clip.name))}
    return {"title": title, "scene": scene, "seen": seen_in(clip), **shown}


def seen_in(clip: otio.schema.Clip) -> tuple[Region, ...]:
    """Where the subjects of the clip's active take are; nothing where its engine could not know."""
    rows = film_metadata(clip.media_reference).get("seen", ()) if clip.media_reference else ()
    try:
        return tuple((float(a), float(b), float(c), float(d), float(e)) for a, b, c, d, e in rows)
    except (TypeError, ValueError) as error:
        raise UsageError(f"clip '{clip.name}': its take's 'seen' cannot be read ({error})") from error


def media_of(clip: otio.schema.Clip, folder: Path) -> Path:
    """The file of the clip's active take."""
    reference = clip.media_reference
    if not isinstance(reference, otio.schema.ExternalReference):
        raise UsageError(f"clip '{clip.name}' has no media; give it a take of its shot")
    url = urlparse(reference.target_url)
    place = Path(unquote(url.path)) if url.scheme == "file" else Path(reference.target_url)
    path = place if place.is_absolute() else folder / place
    if not path.is_file():
        raise YingxiError(f"clip '{clip.name}': {place} is not there; shoot it again or choose another take")
    return path


def media_start(clip: otio.schema.Clip, fps: int) -> int:
    """The first frame of the file that the clip shows.

    The clip's range was set for a take with some head handle; another take may have a different one.
    """
    trimmed = clip.trimmed_range()
    available = clip.media_reference.available_range
    origin = available.start_time if available else RationalTime(0, fps)
    start = whole_frames(trimmed.start_time - origin, fps, f"the start of '{clip.name}'")
    planned = film_metadata(clip).get("head")
    actual = film_metadata(clip.media_reference).get("head")
    return start if planned is None or actual is None else start + int(actual) - int(planned)


def check_overlaps(edits: list[Edit]) -> None:
    """Raise UsageError when the joins of one edit take more frames than it has."""
    for edit, following in zip(edits, [*edits[1:], None], strict=True):
        closing = following.before if following else 0
        if edit.after + closing > edit.length:
            raise UsageError(
                f"'{edit.name}' has {edit.length} frames but its joins take {edit.after + closing}; "
                "shorten a transition in the cut"
            )
