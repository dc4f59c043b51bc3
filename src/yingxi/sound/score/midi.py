"""A composition as a standard MIDI file."""

from collections.abc import Iterable
from pathlib import Path

from mido import Message, MetaMessage, MidiFile, MidiTrack

from yingxi.sound.score.composition import Composition, Note, Track

TICKS = 960
"""A beat."""

_BEND_RANGE = 2
_DRUM_CHANNEL = 9
_Timed = tuple[int, int, Message]


def write_midi(composition: Composition, path: Path) -> None:
    """Writes the tracks (not the struck instruments, which are synthesised) as a MIDI file of type 1."""
    song = MidiFile(type=1, ticks_per_beat=TICKS)
    conductor = MidiTrack()
    conductor.append(MetaMessage("set_tempo", tempo=round(composition.seconds_per_beat * 1_000_000)))
    song.tracks.append(conductor)
    channels = iter(channel for channel in range(16) if channel != _DRUM_CHANNEL)
    for track in composition.tracks:
        channel = _DRUM_CHANNEL if track.drums else next(channels)
        song.tracks.append(
            _in_order([*_setting(track, channel), *_playing(track, channel, composition.seconds_per_beat)])
        )
    song.save(path)


def _setting(track: Track, channel: int) -> Iterable[_Timed]:
    """Instrument, place and loudness, before the first note."""
    values = {
        7: track.level,
        10: round(64 + 63 * track.pan),
        91: track.room,
        11: 100,
        101: 0,
        100: 0,
        6: _BEND_RANGE,
    }
    yield 0, 0, Message("program_change", channel=channel, program=track.program)
    for control, value in values.items():
        yield (
            0,
            1,
            Message("control_change", channel=channel, control=control, value=min(127, max(0, value))),
        )


def _playing(track: Track, channel: int, beat_s: float) -> Iterable[_Timed]:
    """Notes, swells, vibrato and slides."""
    for beat, value in track.swells:
        yield _tick(beat), 1, Message("control_change", channel=channel, control=11, value=value)
    for note in track.notes:
        yield (
            _tick(note.start),
            3,
            Message("note_on", channel=channel, note=note.pitch, velocity=note.velocity),
        )
        yield (
            _tick(note.start + note.length),
            0,
            Message("note_off", channel=channel, note=note.pitch, velocity=0),
        )
        if track.sings:
            yield from _expression(note, channel, beat_s)


def _expression(note: Note, channel: int, beat_s: float) -> Iterable[_Timed]:
    """Long notes begin straight and then tremble; a slide comes up to the tone in a tenth of a second."""
    yield _tick(note.start), 2, Message("control_change", channel=channel, control=1, value=0)
    if note.length * beat_s > 0.7:
        for step in range(1, 5):
            late = note.start + (0.28 + 0.12 * step) / beat_s
            yield _tick(late), 2, Message("control_change", channel=channel, control=1, value=14 * step)
    if note.slide:
        for step in range(6):
            bend = int(8191 * note.slide / _BEND_RANGE * (1 - step / 5))
            yield (
                _tick(note.start + 0.02 * step / beat_s),
                2,
                Message("pitchwheel", channel=channel, pitch=bend),
            )


def _in_order(events: Iterable[_Timed]) -> MidiTrack:
    """Events by time; at one time note-offs first, note-ons last."""
    track, now = MidiTrack(), 0
    for tick, _, message in sorted(events, key=lambda event: (event[0], event[1])):
        track.append(message.copy(time=tick - now))
        now = tick
    return track


def _tick(beat: float) -> int:
    return max(0, round(beat * TICKS))
