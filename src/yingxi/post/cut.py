"""The cut: an OpenTimelineIO timeline that people may edit in any tool that reads it.

Every clip carries all takes of its shot as media references; the active one is the select.
Media time 0 is a take's first frame, its head handle included.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange

from yingxi.film import Shot, Storyboard, Take
from yingxi.film.errors import UsageError, YingxiError
from yingxi.post.handles import join_overlap

SCHEMA = "cut.1"
STEMS = {"narration": "mix/narration.wav", "score": "mix/score.wav", "foley": "mix/foley.wav"}
BEAT_COLOURS = {
    "establish": "BLUE", "introduce": "GREEN", "build": "YELLOW", "climax": "RED", "resolve": "PURPLE",
}
TRANSITION_TYPES = {"dissolve": "SMPTE_Dissolve", "fade": "Custom_Transition", "wipe": "Custom_Transition"}


def span(start: int, length: int, fps: int) -> TimeRange:
    """A range of whole frames."""
    return TimeRange(RationalTime(start, fps), RationalTime(length, fps))


def assemble_cut(
    board: Storyboard, takes: Iterable[Take], stems: Mapping[str, str] | None = None
) -> otio.schema.Timeline:
    """The storyboard's shots in order, each with all its takes; the circled or else the last one is active.

    `stems` maps names to sound files in the film's folder (None: narration, score and foley in mix/).
    """
    by_shot: dict[str, list[Take]] = {}
    for take in takes:
        by_shot.setdefault(take.slate.shot, []).append(take)
    timeline = otio.schema.Timeline(board.title)
    timeline.metadata["yingxi"] = {
        "schema": SCHEMA, "fps": board.fps, "width": board.width, "height": board.height,
        "language": board.language, "look": board.look,
    }
    picture = otio.schema.Track("V1", kind=otio.schema.TrackKind.Video)
    for place, shot in enumerate(board.shots):
        overlap = join_overlap(shot, place == 0)
        if overlap.before + overlap.after:
            picture.append(transition_into(shot, overlap.before, overlap.after, board.fps))
        picture.append(clip_of(shot, by_shot.get(shot.number, []), board.fps))
    mark_beats(picture, board)
    timeline.tracks.append(picture)
    for number, (name, place_of_stem) in enumerate((STEMS if stems is None else stems).items(), 1):
        timeline.tracks.append(stem_track(f"A{number}", name, place_of_stem, board))
    return timeline


def transition_into(shot: Shot, before: int, after: int, fps: int) -> otio.schema.Transition:
    """The join with which a shot begins: `before` frames ahead of the cut and `after` from it on."""
    return otio.schema.Transition(
        name=f"{shot.join} {shot.number}",
        transition_type=TRANSITION_TYPES[shot.join],
        in_offset=RationalTime(before, fps),
        out_offset=RationalTime(after, fps),
        metadata={"yingxi": {"join": shot.join, "screen": shot.screen}},
    )


def clip_of(shot: Shot, takes: list[Take], fps: int) -> otio.schema.Clip:
    """One shot with all its takes as media references."""
    if not takes:
        raise YingxiError(f"shot {shot.number} has no take; run `yingxi shoot --shot {shot.number}` first")
    ordered = sorted(takes, key=lambda take: take.slate.take)
    circled = [take for take in ordered if take.circled]
    select = (circled or ordered)[-1]
    title = shot.title
    metadata: dict[str, Any] = {
        "shot": shot.number, "scene": shot.scene, "place": shot.place, "beat": shot.beat, "head": select.head,
        "description": shot.description,
    }
    if title:
        metadata["title"] = {"text": title.text, "subtitle": title.subtitle, "kind": title.kind}
    clip = otio.schema.Clip(
        name=shot.number, source_range=span(select.head, shot.length, fps), metadata={"yingxi": metadata}
    )
    references = {take_key(take): reference_of(take) for take in ordered}
    clip.set_media_references(references, take_key(select))
    return clip


def take_key(take: Take) -> str:
    """The name of a take among its clip's media references."""
    return f"take {take.slate.take:03d}"


def reference_of(take: Take) -> otio.schema.ExternalReference:
    """Where a take's file is, relative to the film's folder, and what it holds."""
    reference = otio.schema.ExternalReference(
        target_url=take.media, available_range=span(0, take.head + take.length + take.tail, take.fps)
    )
    reference.name = f"{take.slate.shot}/{take.slate.take:03d}"
    reference.metadata["yingxi"] = {
        "engine": take.slate.engine, "seed": take.slate.seed, "head": take.head, "tail": take.tail,
        "circled": take.circled,
    }
    if take.seen:
        reference.metadata["yingxi"]["seen"] = [
            [one.left, one.top, one.right, one.bottom, one.served] for one in take.seen
        ]
    return reference


def mark_beats(track: otio.schema.Track, board: Storyboard) -> None:
    """A marker where each part of the arc begins."""
    last = ""
    for shot in board.shots:
        if shot.beat != last:
            marker = otio.schema.Marker(
                name=shot.beat, marked_range=span(shot.start, 0, board.fps), color=BEAT_COLOURS[shot.beat]
            )
            track.markers.append(marker)
        last = shot.beat


def stem_track(label: str, name: str, place: str, board: Storyboard) -> otio.schema.Track:
    """A sound track with one stem as long as the film."""
    whole = span(0, board.frames, board.fps)
    media = otio.schema.ExternalReference(target_url=place, available_range=whole)
    track = otio.schema.Track(label, kind=otio.schema.TrackKind.Audio, metadata={"yingxi": {"stem": name}})
    track.append(otio.schema.Clip(name=name, source_range=whole, media_reference=media))
    return track


def cut_text(timeline: otio.schema.Timeline) -> str:
    """The cut as OTIO JSON."""
    return str(otio.adapters.write_to_string(timeline, "otio_json"))


def read_cut(path: Path | str) -> otio.schema.Timeline:
    """A cut from an .otio file, checked to be one that can be conformed."""
    place = Path(path)
    try:
        timeline = otio.adapters.read_from_string(place.read_text(encoding="utf-8"), "otio_json")
    except (otio.exceptions.OTIOError, ValueError, KeyError, TypeError) as error:
        reason = (str(error).splitlines() or ["unreadable"])[0]
        raise UsageError(f"{place}: this is not OpenTimelineIO JSON ({reason}); mend or remove it") from error
    except OSError as error:
        raise YingxiError(f"{place}: {error.strerror}; run `yingxi cut` to make the cut") from error
    if not isinstance(timeline, otio.schema.Timeline):
        raise UsageError(f"{place}: holds a {type(timeline).__name__}, a cut must be a Timeline")
    tracks = timeline.tracks or ()
    if not any(track.kind == otio.schema.TrackKind.Video for track in tracks):
        raise UsageError(f"{place}: the cut has no video track; allowed: one track V1 with the shots")
    return timeline
