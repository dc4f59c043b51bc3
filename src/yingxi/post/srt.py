"""Subtitles as SubRip text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from yingxi.film.errors import UsageError, YingxiError

TIME = re.compile(r"^\s*(\d+):(\d\d):(\d\d)[,.](\d{1,3})\s*-->\s*(\d+):(\d\d):(\d\d)[,.](\d{1,3})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """One subtitle, seen over the film's frames start..stop. Its lines are parted by newlines."""

    start: int
    stop: int
    text: str


def srt_text(cues: Iterable[Cue], fps: int) -> str:
    """Cues as SubRip text, times to the nearest millisecond."""
    blocks = [
        f"{number}\n{clock(cue.start, fps)} --> {clock(cue.stop, fps)}\n{cue.text}\n"
        for number, cue in enumerate(cues, 1)
    ]
    return "\n".join(blocks)


def clock(frame: int, fps: int) -> str:
    """A frame's time as hours:minutes:seconds,milliseconds."""
    milliseconds = round(frame * 1000 / fps)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d},{rest % 1000:03d}"


def frame_at(fields: tuple[str, ...], fps: int) -> int:
    """The frame nearest to a time of four fields."""
    hours, minutes, whole, parts = fields
    milliseconds = (int(hours) * 3600 + int(minutes) * 60 + int(whole)) * 1000 + int(parts.ljust(3, "0"))
    return round(milliseconds * fps / 1000)


def parse_srt(text: str, fps: int, name: str = "subtitles.srt") -> tuple[Cue, ...]:
    """Cues of SubRip text, in order of time; UsageError names the line that cannot be read."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    cues = []
    number = 0
    while number < len(lines):
        found = TIME.match(lines[number])
        if not found:
            check_between(lines[number], number, name)
            number += 1
            continue
        begun = number
        number += 1
        words = []
        while number < len(lines) and lines[number].strip():
            words.append(lines[number].strip())
            number += 1
        cues.append(cue_of(found, words, fps, f"{name}, line {begun + 1}"))
    return tuple(sorted(cues, key=lambda cue: cue.start))


def check_between(line: str, number: int, name: str) -> None:
    """Between cues there may be only numbers and empty lines."""
    if line.strip() and not line.strip().isdecimal():
        raise UsageError(
            f"{name}, line {number + 1}: got '{line.strip()[:40]}'; allowed here: a number, an empty line, "
            "or times as 00:00:01,000 --> 00:00:02,500"
        )


def cue_of(found: re.Match[str], words: list[str], fps: int, where: str) -> Cue:
    """One cue, its times checked."""
    start, stop = frame_at(found.groups()[:4], fps), frame_at(found.groups()[4:], fps)
    if stop <= start:
        raise UsageError(f"{where}: the subtitle ends before it begins; put the later time second")
    return Cue(start=start, stop=stop, text="\n".join(words))


def read_subtitles(path: Path | str, fps: int) -> tuple[Cue, ...]:
    """The cues of an .srt file."""
    place = Path(path)
    try:
        return parse_srt(place.read_text(encoding="utf-8"), fps, place.name)
    except UnicodeDecodeError as error:
        raise UsageError(f"{place}: is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise YingxiError(f"{place}: {error.strerror}") from error
