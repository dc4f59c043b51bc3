"""The finished film: copied picture, sound, subtitles and chapters in one MP4 that starts at once."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.stream import Disposition
from av.subtitles.stream import SubtitleStream

from yingxi.film import Storyboard
from yingxi.film.errors import YingxiError
from yingxi.film.terms import Language
from yingxi.media import Probe, probe, read_samples
from yingxi.media.decode import only_video
from yingxi.media.files import replacing, saying_why
from yingxi.post.edits import EditList
from yingxi.post.srt import Cue

RATE = 48000
SOUND_BITS = 256_000
BLOCK = 1024
CODES = {"zh": "zho", "en": "eng"}
NAMES = {"zh": "中文", "en": "English"}
STYLE = (
    "[Script Info]\nScriptType: v4.00+\nPlayResX: 384\nPlayResY: 288\n[V4+ Styles]\n"
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, "
    "Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, "
    "MarginL, MarginR, MarginV, Encoding\n"
    "Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0\n"
    "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)
"""What FFmpeg's timed-text encoder needs to know before the first cue."""

Dated = tuple[Fraction, int, "av.Packet[Any]"]


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class CodedSound:
    """A mix as AAC packets, fitted to a picture of `frames` at `fps`; a master uses them up."""

    frames: int
    fps: int
    packets: "tuple[av.Packet[Any], ...]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A named part of the film, frames start..stop."""

    start: int
    stop: int
    title: str


def scene_chapters(board: Storyboard) -> tuple[Chapter, ...]:
    """One chapter for each run of shots of one scene, named by its place."""
    chapters: list[Chapter] = []
    scene = None
    for shot in board.shots:
        if shot.scene == scene:
            last = chapters.pop()
            chapters.append(Chapter(start=last.start, stop=shot.start + shot.length, title=last.title))
        else:
            title = f"{len(chapters) + 1} {shot.place}".strip()
            chapters.append(Chapter(start=shot.start, stop=shot.start + shot.length, title=title))
        scene = shot.scene
    return tuple(chapters)


def cut_chapters(listed: EditList) -> tuple[Chapter, ...]:
    """One chapter for each run of clips of one scene, as the cut has them after hand edits."""
    chapters: list[Chapter] = []
    scene = None
    for edit in listed.edits:
        if chapters and edit.scene in (scene, 0):
            last = chapters.pop()
            chapters.append(Chapter(start=last.start, stop=edit.stop, title=last.title))
        elif edit.length:
            title = f"{len(chapters) + 1} {edit.place}".strip()
            chapters.append(Chapter(start=edit.start, stop=edit.stop, title=title))
            scene = edit.scene
    return tuple(chapters)


def master(
    video: Path, mix: Path, out: Path, *, subtitles: Sequence[Cue] = (), language: Language = "zh",
    chapters: Sequence[Chapter] = (), metadata: Mapping[str, str] | None = None,
    coded: CodedSound | None = None,
) -> Path:
    """Write `out`: the picture of `video` copied, `mix` as AAC 48 kHz stereo 256 kbit/s, soft subtitles.

    `mix` must be as long as the picture to within one frame; it is fitted to the sample. `metadata` are MP4
    tags (title, artist, comment …). No date is written: the same inputs give the same bytes. `coded` is the
    mix as `code_sound` made it while the picture was not ready; for another length it is not used.
    """
    seen = probe(video)
    fits = coded is not None and (coded.frames, coded.fps) == (seen.frames, seen.fps)
    heard = coded if coded is not None and fits else code_sound(mix, seen.frames, seen.fps)
    with replacing(out) as partial, saying_why(out):
        options = {"movflags": "+faststart+use_metadata_tags", "fflags": "+bitexact"}
        with (
            av.open(video) as source,
            av.open(partial, "w", format="mp4", options=options) as target,
        ):
            write_tracks(source, target, seen, heard, subtitles, language, chapters, dict(metadata or {}))
    return out


def write_tracks(
    source: av.container.InputContainer, target: av.container.OutputContainer, seen: Probe,
    heard: CodedSound, cues: Sequence[Cue], language: Language, chapters: Sequence[Chapter],
    metadata: dict[str, str],
) -> None:
    """Add all streams and their packets, in order of time."""
    picture = target.add_stream_from_template(only_video(source, Path(source.name)))
    picture.time_base = Fraction(1, seen.fps)
    picture.metadata["language"] = "und"
    sound = add_sound(target, language)
    tracks = [picture_packets(source, picture, seen), sound_packets(sound, heard)]
    if cues:
        words = add_words(target, language, seen.fps)
        tracks.append(word_packets(words, cues, seen))
    target.metadata.update(metadata)
    target.set_chapters(
        [
            {
                "id": number, "start": chapter.start, "end": chapter.stop,
                "time_base": Fraction(1, seen.fps), "metadata": {"title": chapter.title},
            }
            for number, chapter in enumerate(chapters, 1)
        ]
    )
    for _, _, packet in heapq.merge(*tracks, key=lambda dated: dated[:2]):
        target.mux_one(packet)


def code_sound(mix: Path, frames: int, fps: int) -> CodedSound:
    """The mix as AAC, fitted to a picture of `frames` at `fps`; the picture itself need not be there yet."""
    encoder = av.AudioCodecContext.create("aac", "w")
    encoder.rate, encoder.layout, encoder.format = RATE, "stereo", "fltp"
    encoder.time_base = Fraction(1, RATE)
    settle_encoder(encoder)
    planar, packets = np.ascontiguousarray(fit_sound(mix, frames, fps).T), []
    for start in range(0, planar.shape[1], BLOCK):
        block = av.AudioFrame.from_ndarray(planar[:, start : start + BLOCK], "fltp", "stereo")
        block.sample_rate = RATE
        block.pts = start
        block.time_base = Fraction(1, RATE)
        packets += encoder.encode(block)
    return CodedSound(frames=frames, fps=fps, packets=(*packets, *encoder.encode(None)))


def settle_encoder(encoder: av.AudioCodecContext) -> None:
    """How much room our sound has, and that no version or date is written."""
    encoder.bit_rate = SOUND_BITS
    encoder.flags |= av.codec.context.Flags.bitexact


def fit_sound(mix: Path, frames: int, fps: int) -> np.ndarray:
    """The mix as (n, 2) float32 with exactly the samples of the picture's length."""
    samples = read_samples(mix, RATE)
    wanted = round(Fraction(frames * RATE, fps))
    if abs(len(samples) - wanted) > RATE / fps:
        raise YingxiError(
            f"{mix}: lasts {len(samples) / RATE:.2f} s, the picture {frames / fps:.2f} s; "
            "run `yingxi mix` again for this cut"
        )
    stereo = np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples[:, :2]
    return np.concatenate([stereo[:wanted], np.zeros((max(0, wanted - len(stereo)), 2), np.float32)])


def add_sound(target: av.container.OutputContainer, language: Language) -> av.AudioStream:
    """An AAC stream."""
    stream = target.add_stream("aac", rate=RATE, layout="stereo", format="fltp")
    settle_encoder(stream.codec_context)
    stream.time_base = Fraction(1, RATE)
    stream.metadata["language"] = CODES[language]
    return stream


def add_words(
    target: av.container.OutputContainer, language: Language, fps: int
) -> SubtitleStream:
    """A timed-text track in the film's language, shown by default."""
    stream = target.add_stream("mov_text")
    stream.codec_context.subtitle_header = STYLE.encode()
    stream.time_base = stream.codec_context.time_base = Fraction(1, fps)
    stream.metadata.update({"language": CODES[language], "handler_name": NAMES[language]})
    stream.disposition = Disposition.default
    return stream


def picture_packets(
    source: av.container.InputContainer, stream: av.VideoStream, seen: Probe
) -> Iterator[Dated]:
    """The picture's packets as they are; frame n at n/fps."""
    for number, packet in enumerate(source.demux(only_video(source, Path(source.name)))):
        if packet.size:
            packet.stream = stream
            packet.time_base = Fraction(1, seen.fps)
            packet.pts = packet.dts = number
            packet.duration = 1
            yield Fraction(number, seen.fps), 0, packet


def sound_packets(stream: av.AudioStream, heard: CodedSound) -> Iterator[Dated]:
    """The coded sound. The encoder's lead-in has negative times: players skip it by the edit list."""
    for packet in heard.packets:
        packet.stream = stream
        yield Fraction(packet.dts or 0, RATE), 1, packet


def word_packets(
    stream: SubtitleStream, cues: Sequence[Cue], seen: Probe
) -> Iterator[Dated]:
    """Timed-text samples that tile the film: a sample without words stands for silence."""
    place = 0
    for cue in [*cues, Cue(start=seen.frames, stop=seen.frames, text="")]:
        if place < cue.start:
            yield word_packet(stream, place, cue.start, "", seen.fps)
        if cue.start < cue.stop:
            yield word_packet(stream, cue.start, min(cue.stop, seen.frames), cue.text, seen.fps)
        place = max(place, cue.stop)


def word_packet(
    stream: SubtitleStream, start: int, stop: int, text: str, fps: int
) -> Dated:
    """One sample of 3GPP timed text (TS 26.245): a 16-bit length and the words in UTF-8."""
    words = text.encode("utf-8")
    packet = av.Packet(len(words).to_bytes(2, "big") + words)
    packet.stream = stream
    packet.time_base = Fraction(1, fps)
    packet.pts = packet.dts = start
    packet.duration = stop - start
    return Fraction(start, fps), 2, packet
