"""The narrator: who speaks, how fast, where each line lands in the film.

A line is an independent job (`plan_narration` gives them, `speak_line` does one), so that lines can be
spoken on other processors, kept by hash, and put together with `place_narration`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from yingxi.film import Line, Storyboard
from yingxi.film.terms import Language
from yingxi.sound import espeak, kokoro
from yingxi.sound.signals import lay, span
from yingxi.sound.voice import RATE, Samples, Speech, Voice, Word, cast_voice, find_voice
from yingxi.sound.voicing import dress_voice, place_in_room, trim_speech

SLOWEST, FASTEST = 0.88, 1.18
EASE = 0.94
"""A line with time to spare is spoken this slowly, not slower: a narrator breathes, he does not drag."""

_BREATH = 0.18


@dataclass(frozen=True, kw_only=True, slots=True)
class LineJob:
    """One line to be spoken: everything that its sound depends on.

    engine: kokoro | espeak | none. `room_s` is how long it should last at most.
    """

    text: str
    voice: str
    room_s: float
    engine: str = "kokoro"


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class SpokenLine:
    """A line in its place: seconds of the film, word by word."""

    line: Line
    start_s: float
    end_s: float
    words: tuple[Word, ...]
    speed: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Narration:
    """The narrator: `count` samples at 48 kHz, what is said from which sample on (mono), and each word."""

    count: int
    said: tuple[tuple[int, Samples], ...] = ()
    lines: tuple[SpokenLine, ...] = ()
    voice: str = ""
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def samples(self) -> Samples:
        """The stem, (count, 2): every line in its room; made when first asked for."""
        canvas = np.zeros((self.count, 2), np.float32)
        for first, mono in self.said:
            lay(canvas, place_in_room(np.pad(mono, (0, span(0.3)))), first)
        return canvas


def narrate(board: Storyboard, voice: str = "") -> Narration:
    """All lines of the film spoken and placed, here and now; `voice` empty lets the mood choose."""
    jobs = plan_narration(board, voice)
    return place_narration(board, jobs, [speak_line(job) for job in jobs])


def plan_narration(board: Storyboard, voice: str = "") -> tuple[LineJob, ...]:
    """A job for each line of the film. An unknown voice is refused."""
    card = find_voice(voice) if voice else cast_voice(board.language, board.score.mood)
    engine = _available_engine(board.language)
    lines = board.narration
    limits = [*(line.start for line in lines[1:]), board.frames][: len(lines)]
    return tuple(
        LineJob(text=line.text, voice=card.id, room_s=_room(line, limit, board.fps), engine=engine)
        for line, limit in zip(lines, limits, strict=True)
    )


def speak_line(job: LineJob) -> Speech:
    """One line, trimmed, dressed and as fast as its room asks (0.88 to 1.18). A pure function of the job."""
    if job.engine == "none" or not job.text.strip():
        return Speech(samples=np.zeros(0, np.float32), words=())
    engine: Voice = kokoro.KokoroVoice() if job.engine == "kokoro" else espeak.EspeakVoice()
    speed = _first_guess(job)
    speech = trim_speech(engine.speak(job.text, job.voice, speed))
    wanted = _clamp(speed * speech.seconds / job.room_s)
    if speech.seconds > job.room_s and wanted > speed + 0.01:
        speech = trim_speech(engine.speak(job.text, job.voice, wanted))
    return replace(speech, samples=dress_voice(speech.samples))


def place_narration(board: Storyboard, jobs: Sequence[LineJob], speeches: Iterable[Speech]) -> Narration:
    """Speeches at the starts of their lines; one that runs over its room moves the next, and it is said."""
    said: list[tuple[int, Samples]] = []
    placed: list[SpokenLine] = []
    notes = list(_engine_notes(board, jobs))
    free = 0.0
    for line, speech in zip(board.narration, speeches, strict=True):
        start = max(line.start / board.fps, free)
        notes += [*speech.notes, *_fit_notes(board, line, start, speech)]
        if not len(speech.samples):
            continue
        said.append((round(start * RATE), speech.samples))
        free = start + speech.seconds + _BREATH
        placed.append(_spoken(line, start, speech))
    return Narration(
        count=round(board.frames * RATE / board.fps),
        said=tuple(said),
        lines=tuple(placed),
        voice=jobs[0].voice if jobs else "",
        notes=tuple(dict.fromkeys(notes)),
    )


def _spoken(line: Line, start: float, speech: Speech) -> SpokenLine:
    words = tuple(
        replace(word, start_s=word.start_s + start, end_s=word.end_s + start) for word in speech.words
    )
    return SpokenLine(
        line=line, start_s=start, end_s=start + speech.seconds, words=words, speed=speech.speed
    )


def _room(line: Line, limit: int, fps: int) -> float:
    """Seconds for a line: its own, never past where the next begins."""
    return max(0.3, (min(line.end, max(limit, line.start + 1)) - line.start) / fps - 0.05)


def _first_guess(job: LineJob) -> float:
    """A speed from the number of syllables, so that most lines need to be spoken only once."""
    hanzi = sum("\u3400" <= char <= "\u9fff" or char.isdigit() for char in job.text)
    letters = sum(char.isascii() and char.isalpha() for char in job.text)
    marks = sum(char in "，。！？；：、,.!?;:—…" for char in job.text)
    natural = hanzi * _HANZI_S + letters * _LETTER_S + max(0, marks - 1) * _MARK_S + 0.36
    return max(EASE, _clamp(natural / job.room_s))


_HANZI_S, _LETTER_S, _MARK_S = 0.215, 0.061, 0.10


def _clamp(speed: float) -> float:
    return float(round(min(FASTEST, max(SLOWEST, speed)), 3))


def _available_engine(language: Language) -> str:
    """The best that this machine has: English needs espeak-ng for its phonemes too."""
    if kokoro.is_installed() and (language == "zh" or espeak.is_installed()):
        return "kokoro"
    return "espeak" if espeak.is_installed() else "none"


def _engine_notes(board: Storyboard, jobs: Sequence[LineJob]) -> tuple[str, ...]:
    """What the person should know about who speaks."""
    if not jobs:
        return ()
    chinese = board.language == "zh"
    notes = []
    if jobs[0].engine == "espeak":
        notes.append(
            "旁白由 eSpeak NG 机器嗓音代读：Kokoro 语音包未安装（make setup）"
            if chinese
            else "narration is read by the plain eSpeak NG voice: Kokoro is not installed (make setup)"
        )
    if jobs[0].engine == "none":
        notes.append(
            "没有旁白声音，只有字幕：Kokoro 与 espeak-ng 均未安装（make setup）"
            if chinese
            else "no narrator is heard, subtitles only: Kokoro and espeak-ng are not installed (make setup)"
        )
    if find_voice(jobs[0].voice).language != board.language:
        notes.append(
            f"嗓音 {jobs[0].voice} 不是中文嗓音，会带口音"
            if chinese
            else f"voice {jobs[0].voice} is not an English voice; it has an accent"
        )
    return tuple(notes)


def _fit_notes(board: Storyboard, line: Line, start: float, speech: Speech) -> list[str]:
    """Says when a line is late or longer than its place."""
    chinese, late = board.language == "zh", start - line.start / board.fps
    over = speech.seconds - (line.end - line.start) / board.fps
    notes = []
    if late > 1.5 / board.fps:
        notes.append(
            f"旁白晚了 {late:.1f} 秒：“{line.text[:16]}…”"
            if chinese
            else f"a line is {late:.1f} s late: “{line.text[:32]}…”"
        )
    if over > 1.5 / board.fps:
        notes.append(
            f"旁白比预留的时间长 {over:.1f} 秒：“{line.text[:16]}…”"
            if chinese
            else f"a line is {over:.1f} s longer than its place: “{line.text[:32]}…”"
        )
    return notes
