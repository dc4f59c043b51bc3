"""Screenplays as Fountain text, both ways (fountain.io, syntax 1.1)."""

import re
from collections.abc import Iterator, Sequence
from typing import get_args

from yingxi.film import Element, Scene, Screenplay, UsageError
from yingxi.film.errors import unknown
from yingxi.film.terms import Beat, Hour, Language, Weather
from yingxi.story.language import detect_language

HOURS: dict[Language, dict[Hour, str]] = {
    "zh": {
        "dawn": "黎明",
        "morning": "早晨",
        "noon": "正午",
        "afternoon": "午后",
        "sunset": "日落",
        "dusk": "黄昏",
        "night": "夜",
    },
    "en": {
        "dawn": "DAWN",
        "morning": "MORNING",
        "noon": "NOON",
        "afternoon": "AFTERNOON",
        "sunset": "SUNSET",
        "dusk": "DUSK",
        "night": "NIGHT",
    },
}
WEATHERS: dict[Language, dict[Weather, str]] = {
    "zh": {
        "clear": "晴",
        "cloudy": "多云",
        "overcast": "阴",
        "mist": "雾",
        "rain": "雨",
        "storm": "暴风雨",
        "snow": "雪",
        "dust": "沙尘",
    },
    "en": {
        "clear": "CLEAR",
        "cloudy": "CLOUDY",
        "overcast": "OVERCAST",
        "mist": "MIST",
        "rain": "RAIN",
        "storm": "STORM",
        "snow": "SNOW",
        "dust": "DUST",
    },
}
NARRATOR: dict[Language, str] = {"zh": "旁白", "en": "NARRATOR"}
_OTHER_HOURS: dict[str, Hour] = {
    "DAY": "afternoon",
    "EVENING": "dusk",
    "SUNRISE": "dawn",
    "MIDNIGHT": "night",
    "MIDDAY": "noon",
    "日": "afternoon",
    "白天": "afternoon",
    "日间": "afternoon",
    "清晨": "dawn",
    "傍晚": "dusk",
    "夜晚": "night",
    "夜间": "night",
    "晨": "morning",
}
_SAME_TIME = ("CONTINUOUS", "LATER", "MOMENTS LATER", "SAME", "连续", "稍后")
_HEADING = re.compile(r"^(?:\.(?!\.)|(?=(?:INT|EXT|EST|INT\./EXT|I/E)[. ]))", re.IGNORECASE)
_SCENE = re.compile(
    r"^(?P<where>INT\./EXT\.?|I/E\.?|INT\.?|EXT\.?|EST\.?)?\s*(?P<place>.*?)(?:\s+[-–—]\s+(?P<time>[^#]*?))?"
    r"\s*(?:#(?P<number>[^#]+)#)?$",
    re.IGNORECASE,
)


def to_fountain(screenplay: Screenplay) -> str:
    """The screenplay as Fountain; `from_fountain` reads back exactly the same values.

    Narration stands under 旁白 / NARRATOR with (V.O.); each scene's part of the arc is a note.
    """
    head = [
        f"Title: {_one_line(screenplay.title)}",
        f"Language: {screenplay.language}",
        f"Logline: {_one_line(screenplay.logline)}",
        f"Writer: {_one_line(screenplay.writer)}",
    ]
    head += [f"Note: {_one_line(note)}" for note in screenplay.notes]
    blocks = ["\n".join(head)]
    for scene in screenplay.scenes:
        blocks += [_heading(scene, screenplay.language), f"[[{scene.beat}]]"]
        blocks += [_element(element, screenplay.language) for element in scene.elements]
    return "\n\n".join(blocks) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _heading(scene: Scene, language: Language) -> str:
    where = "INT." if scene.interior else "EXT."
    time = HOURS[language][scene.hour]
    weather = WEATHERS[language][scene.weather]
    comma = "，" if language == "zh" else ", "
    return f".{where} {_escape(_one_line(scene.place))} - {time}{comma}{weather} #{scene.number}#"


def _element(element: Element, language: Language) -> str:
    text = _escape(element.text.strip())
    if element.kind == "action":
        return f"!{text}"
    if element.kind == "narration":
        return f"@{NARRATOR[language]} (V.O.)\n{text}"
    return f"@{_escape(_one_line(element.speaker))}\n{text}"


def _escape(text: str) -> str:
    """Text in which nothing reads as Fountain's notes, comments, cues, numbers or blank lines."""
    text = re.sub(r"\n\s*\n", "\n", text).replace("\\", "\\\\")
    for mark in ("[[", "/*", "*/", "#"):
        text = text.replace(mark, "\\" + "\\".join(mark))
    return re.sub(r"(?m)^(\s*)([(])", r"\1\\\2", text)


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def from_fountain(
    text: str, source: str = "screenplay.fountain", language: Language | None = None
) -> Screenplay:
    """A screenplay from Fountain text, ours or anybody's.

    What a plain Fountain file does not say is filled in: beats by the place in the film, weather clear.
    Raises UsageError with file and line for an unknown hour or weather, or when there is no scene.
    """
    body = re.sub(
        r"(?<!\\)/\*.*?(?<!\\)\*/", lambda found: "\n" * found.group().count("\n"), text, flags=re.DOTALL
    )
    lines = body.replace("\r\n", "\n").split("\n")
    title_page, start = _title_page(lines)
    spoken = language or _language_of(title_page, text, source)
    scenes = _scenes(lines, start, spoken, source)
    if not scenes:
        raise UsageError(
            f"{source}: no scene heading found; write one such as 'EXT. RIVER - NIGHT' or '.江上 - 夜'"
        )
    return Screenplay(
        title=title_page.get("title", "") or scenes[0].place,
        language=spoken,
        logline=title_page.get("logline", ""),
        scenes=tuple(_with_beats(scenes)),
        writer=title_page.get("writer", "") or "hand",
        notes=tuple(note for note in title_page.get("note", "").split("\n") if note),
    )


def _language_of(title_page: dict[str, str], text: str, source: str) -> Language:
    said = title_page.get("language", "")
    if not said:
        return detect_language(text)
    if said == "zh":
        return "zh"
    if said == "en":
        return "en"
    raise unknown(f"language in {source}", said, get_args(Language))


def _title_page(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """Key and value pairs before the first blank line, and the line where the script begins."""
    found: dict[str, str] = {}
    for at, line in enumerate(lines):
        match = re.match(r"^([A-Za-z ]+):\s*(.*)$", line)
        if match and not _HEADING.match(line):
            key, value = match.group(1).strip().lower(), match.group(2).strip()
            found[key] = f"{found[key]}\n{value}" if key in found else value
        elif not line.strip() or not line.startswith((" ", "\t")):
            return found, at
    return found, len(lines)


def _paragraphs(lines: Sequence[str], start: int) -> Iterator[tuple[int, list[str]]]:
    """(line number from 1, lines) of every paragraph."""
    block: list[str] = []
    for at in range(start, len(lines) + 1):
        line = lines[at] if at < len(lines) else ""
        if line.strip():
            block.append(line)
            continue
        if block:
            yield at - len(block) + 1, block
        block = []


def _scenes(lines: Sequence[str], start: int, language: Language, source: str) -> list[Scene]:
    scenes: list[Scene] = []
    elements: list[Element] = []
    beat = ""
    header: tuple[int, str] | None = None
    for number, block in (*_paragraphs(lines, start), (0, ["."])):
        first = block[0].strip()
        if _HEADING.match(first):
            if header is not None:
                scenes.append(_scene(header, beat, elements, language, source, scenes))
            header, elements, beat = (number, first), [], ""
            continue
        note = re.fullmatch(r"\[\[(.*?)\]\]", "\n".join(block).strip(), re.DOTALL)
        if note:
            beat = note.group(1).strip() if note.group(1).strip() in get_args(Beat) else beat
            continue
        element = _read_element(block, language)
        if element is not None and header is not None:
            elements.append(element)
    return scenes


def _scene(
    header: tuple[int, str],
    beat: str,
    elements: Sequence[Element],
    language: Language,
    source: str,
    before: Sequence[Scene],
) -> Scene:
    number, line = header
    match = _SCENE.match(line.lstrip("."))
    place, time = (match.group("place"), match.group("time")) if match else (line.lstrip("."), None)
    where = ((match.group("where") or "") if match else "").upper()
    hour, weather = _time(time or "", number, language, source, before)
    said = (match.group("number") or "") if match else ""
    return Scene(
        number=int(said) if said.isdecimal() else len(before) + 1,
        place=_unescape(place.strip()),
        hour=hour,
        weather=weather,
        interior=where.startswith("INT") and "EXT" not in where,
        beat=beat or "",  # type: ignore[arg-type]  # filled by _with_beats
        elements=tuple(elements),
    )


def _time(
    said: str,
    number: int,
    language: Language,
    source: str,
    before: Sequence[Scene],
) -> tuple[Hour, Weather]:
    """Hour and weather of a heading, in either language."""
    hours = {name.upper(): hour for table in HOURS.values() for hour, name in table.items()} | _OTHER_HOURS
    weathers = {name.upper(): weather for table in WEATHERS.values() for weather, name in table.items()}
    hour: Hour = before[-1].hour if before else "afternoon"
    weather: Weather = "clear"
    for word in (part.strip().upper() for part in re.split(r"[,，/]", said) if part.strip()):
        if word in hours:
            hour = hours[word]
        elif word in weathers:
            weather = weathers[word]
        elif word not in _SAME_TIME:
            allowed = [*HOURS[language].values(), *WEATHERS[language].values()]
            raise unknown(f"hour or weather at {source} line {number}", word.lower(), allowed)
    return hour, weather


def _read_element(block: Sequence[str], language: Language) -> Element | None:
    first = block[0].strip()
    if first.startswith(("#", "=", ">", "~")):
        return None
    if first.startswith("!"):
        return Element(kind="action", text=_text([first[1:], *block[1:]]))
    is_cue = first.startswith("@") or (
        len(block) > 1 and first == first.upper() and any(ch.isalpha() and ch.isascii() for ch in first)
    )
    if not is_cue or len(block) < 2:
        return Element(kind="action", text=_text(block))
    cue = first.removeprefix("@")
    said = [line for line in block[1:] if not re.fullmatch(r"\s*\(.*\)\s*", line)]
    name = re.sub(r"\s*\((?:V\.?O\.?|O\.?S\.?|CONT'?D)\)", "", cue, flags=re.IGNORECASE).strip()
    if name in NARRATOR.values() or "V.O" in cue.upper():
        return Element(kind="narration", text=_text(said))
    return Element(kind="dialogue", text=_text(said), speaker=_unescape(name))


def _text(lines: Sequence[str]) -> str:
    return _unescape("\n".join(line.rstrip() for line in lines)).strip()


def _with_beats(scenes: Sequence[Scene]) -> Iterator[Scene]:
    """Scenes without a part of the arc get one by their place in the film."""
    from dataclasses import replace

    order: tuple[Beat, ...] = get_args(Beat)
    for at, scene in enumerate(scenes):
        place = at / max(1, len(scenes) - 1) if len(scenes) > 1 else 0.0
        yield scene if scene.beat else replace(scene, beat=order[min(4, round(place * 4))])
