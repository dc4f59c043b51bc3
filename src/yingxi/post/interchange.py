"""The cut for other editing tools: EDL (CMX 3600), FCPXML, SRT and OTIO."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree as Xml

import opentimelineio as otio

from yingxi.film.errors import unknown
from yingxi.media import probe
from yingxi.post.cut import cut_text
from yingxi.post.edits import Edit, EditList, film_size, list_edits
from yingxi.post.srt import Cue, srt_text
from yingxi.store.atomic import write_text

EDL_JOINS = {"cut": "C", "dissolve": "D", "fade": "D", "wipe": "W001"}


def export_cut(
    timeline: otio.schema.Timeline, folder: Path, out: Path, form: str, cues: Sequence[Cue] = ()
) -> Path:
    """Write the cut to `out` as 'edl', 'fcpxml', 'srt' or 'otio'. `folder` is the film's, for relative media.

    Raises UsageError for another form.
    """
    if form not in FORMS:
        raise unknown("export form", form, FORMS)
    write_text(out, FORMS[form](timeline, folder, cues))
    return out


def timecode(frame: int, fps: int) -> str:
    """Non-drop hours:minutes:seconds:frames."""
    seconds, frames = divmod(frame, fps)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frames:02d}"


def edl_text(timeline: otio.schema.Timeline, folder: Path, cues: Sequence[Cue]) -> str:
    """CMX 3600: one event a clip; a join is an event with its length; clip names and files as comments."""
    listed = list_edits(timeline, folder)
    lines = [f"TITLE: {one_line(timeline.name)}", "FCM: NON-DROP FRAME", ""]
    around = zip([None, *listed.edits], listed.edits, [*listed.edits[1:], None], strict=False)
    for number, (before, edit, after) in enumerate(around, 1):
        lines += edl_event(number, edit, before, after, listed.fps)
    return "\n".join(lines) + "\n"


def edl_event(number: int, edit: Edit, before: Edit | None, after: Edit | None, fps: int) -> list[str]:
    """One event. A join begins with a line of no length for the clip that it leaves, which ends there."""
    head, joined = f"{number:03d}  ", edit.join != "cut"
    early, late = (edit.before if before else 0), (after.before if after else 0)
    record = edit.start - early
    lines = []
    if joined:
        left = before.into + before.length - early if before else 0
        lines.append(edl_line(head, reel(before), "C", (left, left, record, record), fps))
    effect = f"{EDL_JOINS[edit.join]:<4} {edit.before + edit.after:03d}" if joined else "C"
    times = (max(0, edit.into - early), edit.into + edit.length - late, record, edit.stop - late)
    lines += [edl_line(head, reel(edit), effect, times, fps), f"* FROM CLIP NAME: {one_line(edit.name)}"]
    return [*lines, f"* SOURCE FILE: {edit.media}"] if edit.media else lines


def edl_line(head: str, source: str, effect: str, times: tuple[int, int, int, int], fps: int) -> str:
    """Source in and out, record in and out."""
    return f"{head}{source:<8} V     {effect:<8} " + " ".join(timecode(frame, fps) for frame in times)


def reel(edit: Edit | None) -> str:
    """A reel name of at most eight letters: shot and take, or BL for black."""
    if edit is None or edit.media is None:
        return "BL"
    letters = "".join(letter for letter in f"{edit.media.parent.name}{edit.media.stem}" if letter.isalnum())
    return letters.upper()[-8:] or "AX"


def one_line(text: str) -> str:
    """Text without line ends."""
    return " ".join(text.split())


def fcpxml_text(timeline: otio.schema.Timeline, folder: Path, cues: Sequence[Cue]) -> str:
    """FCPXML 1.9: resources, then a spine of clips; joins become cross dissolves."""
    listed = list_edits(timeline, folder)
    media = list(dict.fromkeys(edit.media for edit in listed.edits if edit.media))
    names = {path: f"r{number}" for number, path in enumerate(media, 2)}
    root = Xml.Element("fcpxml", version="1.9")
    add_resources(Xml.SubElement(root, "resources"), names, film_size(timeline, listed), listed.fps)
    event = Xml.SubElement(Xml.SubElement(root, "library"), "event", name="Yingxi")
    project = Xml.SubElement(event, "project", name=one_line(timeline.name))
    length = rational(listed.frames, listed.fps)
    shape = {"format": "r1", "duration": length, "tcStart": "0s", "tcFormat": "NDF"}
    fill_spine(Xml.SubElement(Xml.SubElement(project, "sequence", shape), "spine"), listed, names)
    Xml.indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'
    return head + Xml.tostring(root, "unicode") + "\n"


def add_resources(
    resources: Xml.Element, names: Mapping[Path, str], size: tuple[int, int], fps: int
) -> None:
    """The film's format and every file."""
    shape = {"frameDuration": f"1/{fps}s", "width": str(size[0]), "height": str(size[1])}
    named = f"{size[0]}x{size[1]}p{fps}"
    shape["colorSpace"] = "1-1-1 (Rec. 709)"
    Xml.SubElement(resources, "format", {"id": "r1", "name": named, **shape})
    for path, name in names.items():
        length = rational(probe(path).frames, fps)
        held = {"start": "0s", "duration": length, "hasVideo": "1", "format": "r1"}
        label = f"{path.parent.name}-{path.stem}"
        asset = Xml.SubElement(resources, "asset", {"id": name, "name": label, **held})
        Xml.SubElement(asset, "media-rep", kind="original-media", src=path.resolve().as_uri())


def fill_spine(spine: Xml.Element, listed: EditList, names: Mapping[Path, str]) -> None:
    """Clips, gaps and transitions in order."""
    for edit in listed.edits:
        if edit.join != "cut":
            begun = rational(edit.start - edit.before, listed.fps)
            lasts = rational(edit.before + edit.after, listed.fps)
            Xml.SubElement(spine, "transition", name="Cross Dissolve", offset=begun, duration=lasts)
        place = {
            "name": edit.name, "offset": rational(edit.start, listed.fps),
            "start": rational(edit.into, listed.fps), "duration": rational(edit.length, listed.fps),
        }
        if edit.media is None:
            if edit.length:
                Xml.SubElement(spine, "gap", place)
        else:
            Xml.SubElement(spine, "asset-clip", {**place, "ref": names[edit.media], "format": "r1"})


def rational(frames: int, fps: int) -> str:
    """A time in seconds as FCPXML writes it."""
    time = Fraction(frames, fps)
    return f"{time.numerator}/{time.denominator}s" if time.denominator > 1 else f"{time.numerator}s"


def subtitle_text(timeline: otio.schema.Timeline, folder: Path, cues: Sequence[Cue]) -> str:
    """The cues as SubRip."""
    return srt_text(cues, list_edits(timeline, folder).fps)


def otio_text(timeline: otio.schema.Timeline, folder: Path, cues: Sequence[Cue]) -> str:
    """The cut as it is."""
    return cut_text(timeline)


Writer = Callable[[otio.schema.Timeline, Path, Sequence[Cue]], str]

FORMS: Mapping[str, Writer] = MappingProxyType(
    {"edl": edl_text, "fcpxml": fcpxml_text, "srt": subtitle_text, "otio": otio_text}
)
