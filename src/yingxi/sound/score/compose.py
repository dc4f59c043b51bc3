"""The composer: from a storyboard to a composition, one decision after another."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from zlib import crc32

import numpy as np

from yingxi.film import Storyboard
from yingxi.sound.score.composition import Bar, Composition, Note, Section, Track
from yingxi.sound.score.figures import FIGURES
from yingxi.sound.score.form import last_chord, lay_bars, plan_sections
from yingxi.sound.score.melody import develop, invent_motif, sing
from yingxi.sound.score.rhythm import beat_drums, kit, turns
from yingxi.sound.score.temper import Palette, Part, Temper, find_palette, find_temper
from yingxi.sound.score.theory import chord_tones, lead_voices, near_register, nearest, pitch_of

_SWEEPING = (46, 107)
"""Harp and koto (for the guzheng)."""

_SWEEP_BEATS, _SWEEP_NOTES = 1.0, 14
_DRIVING = ("bass", "ostinato", "kit", "brass")
_LEADS = {
    "establish": "lead_1",
    "introduce": "lead_1",
    "build": "lead_2",
    "climax": "lead_3",
    "resolve": "lead_1",
}


def compose_score(board: Storyboard, seed: int = 1) -> Composition:
    """A score for the film: form, tempo and energy from the storyboard, colours from mood and palette.

    The same board and seed give the same composition. An unknown palette is refused; an unknown mood is
    composed as calm, and that is noted.
    """
    temper, said = find_temper(board.score.mood, board.language)
    palette = find_palette(board.score.palette)
    sections = plan_sections(board)
    bars = lay_bars(board, sections, temper, seed)
    end = last_chord(board, bars)
    played = tuple(bar for bar in bars if bar.start < end)
    tracks = [
        *_accompany(played, palette, temper, seed),
        *_melodies(board, played, sections, palette, temper, seed),
    ]
    tracks += _kit(played, palette, seed, end)
    tracks = [_with_breath(_with_sweeps(track, sections, bars, temper), sections) for track in tracks]
    tracks = _with_ending(tracks, bars, palette, temper, end)
    random = _random(seed, "drums")
    strikes = beat_drums(played, sections, palette, temper, random, end) + turns(
        board, bars, sections, palette, temper, end
    )
    return Composition(
        fps=board.fps,
        frames=board.frames,
        frames_per_beat=board.score.frames_per_beat,
        beats_per_bar=board.score.beats_per_bar,
        temper=temper.name,
        palette=palette.name,
        root=bars[0].root if bars else temper.roots[0],
        tracks=tuple(_humanised(track, seed) for track in tracks),
        strikes=tuple(sorted(strikes, key=lambda strike: (strike.start, strike.kind))),
        sections=sections,
        bars=bars,
        seed=seed,
        notes=said,
    )


def _random(seed: int, name: str) -> np.random.Generator:
    """Each part's own random source, so that one part's change leaves the others as they were."""
    return np.random.default_rng([seed, crc32(name.encode())])


def _accompany(bars: Sequence[Bar], palette: Palette, temper: Temper, seed: int) -> list[Track]:
    """Every part that is not a melody, in the bars that have the energy for it."""
    tracks = []
    for name, part in palette.parts.items():
        figure = FIGURES.get(part.figure or name)
        if figure is None or name.startswith("lead") or name == "double":
            continue
        heard = [bar for bar in bars if bar.energy >= part.enters]
        tracks.append(_track(part, figure(heard, part, temper, _random(seed, name)), heard))
    return [track for track in tracks if track.notes]


def _melodies(
    board: Storyboard,
    bars: Sequence[Bar],
    sections: Sequence[Section],
    palette: Palette,
    temper: Temper,
    seed: int,
) -> list[Track]:
    """The tune, handed from instrument to instrument as the story turns, doubled at its height."""
    random = _random(seed, "melody")
    motif = invent_motif(random, board.score.beats_per_bar)
    lines: dict[str, list[Note]] = {}
    for number, section in enumerate(sections):
        own = [bar for bar in bars if bar.section == number and not _rests(bar, temper, random)]
        name = _LEADS.get(section.beat, "lead_1")
        sung = develop(motif, section, own, random)
        part = palette.parts[name]
        lines.setdefault(name, []).extend(sing(sung, temper, part.register, part.sings, random))
        if "double" in palette.parts and section.beat == "climax":
            double = palette.parts["double"]
            loud = [entry for entry in sung if entry[0].energy >= double.enters]
            lines.setdefault("double", []).extend(sing(loud, temper, double.register, False, random))
    return [_track(palette.parts[name], notes, bars) for name, notes in lines.items() if notes]


def _rests(bar: Bar, temper: Temper, random: np.random.Generator) -> bool:
    """Whether the tune is silent in this bar: at the film's first breath, and where the mood wants space."""
    if bar.section == 0 and bar.index == 0:
        return True
    return bool(random.uniform() < temper.space * (0.5 + 0.5 * bar.spoken))


def _with_sweeps(track: Track, sections: Sequence[Section], bars: Sequence[Bar], temper: Temper) -> Track:
    """A plucked instrument runs up its scale into every section that has more energy than the last."""
    if track.program not in _SWEEPING or track.name != "pulse":
        return track
    sweeps: list[Note] = []
    for before, section in pairwise(sections):
        if section.energy <= before.energy or section.length < 4 or before.length < 4:
            continue
        root = next(bar.root for bar in bars if bar.start >= section.start - 0.01)
        for step in range(_SWEEP_NOTES):
            start = section.start - _SWEEP_BEATS * (1 - step / _SWEEP_NOTES)
            pitch = pitch_of(temper.tune, near_register(root, 57), step)
            sweeps.append(Note(start=start, length=1.2, pitch=min(96, pitch), velocity=52 + 3 * step))
    return replace(track, notes=(*track.notes, *sweeps))


def _with_breath(track: Track, sections: Sequence[Section]) -> Track:
    """What drives falls silent for the beat before the peak, so that the peak is one."""
    if track.name not in _DRIVING:
        return track
    peaks = [section.start for section in sections[1:] if section.beat == "climax"]
    kept = [note for note in track.notes if not any(-1.05 <= note.start - peak < -0.05 for peak in peaks)]
    return replace(track, notes=tuple(kept))


def _kit(bars: Sequence[Bar], palette: Palette, seed: int, end: float) -> list[Track]:
    notes = kit(bars, palette, _random(seed, "kit"), end)
    return (
        [Track(name="kit", program=25, notes=tuple(notes), level=88, room=20, drums=True)] if notes else []
    )


def _with_ending(
    tracks: list[Track], bars: Sequence[Bar], palette: Palette, temper: Temper, end: float
) -> list[Track]:
    """All that lasts stops before the final chord; pad, bass, pulse and first lead let that ring."""
    cut = [
        replace(track, notes=tuple(_shortened(note, end) for note in track.notes if note.start < end))
        for track in tracks
    ]
    if not bars:
        return cut
    root = bars[-1].root
    finals = {name: _final_notes(name, part, temper, root, end) for name, part in palette.parts.items()}
    present = {track.name for track in cut}
    added = [
        _track(palette.parts[name], notes, ())
        for name, notes in finals.items()
        if notes and name not in present
    ]
    return [replace(track, notes=(*track.notes, *finals.get(track.name, ()))) for track in cut] + added


def _final_notes(name: str, part: Part, temper: Temper, root: int, end: float) -> list[Note]:
    """The tonic, spread over the instruments that ring."""
    tones = chord_tones(temper.harmony, root, 0, temper.open > 0.3)
    if name == "pad":
        return [
            Note(start=end, length=5.0, pitch=pitch, velocity=64)
            for pitch in lead_voices((), tones, part.register)
        ]
    if name == "bass":
        return [Note(start=end, length=5.0, pitch=near_register(root, part.register), velocity=78)]
    if name == "pulse":
        ladder = [
            pitch for pitch in range(part.register - 8, part.register + 16) if pitch % 12 in set(tones)
        ][:6]
        return [
            Note(start=end + 0.09 * step, length=5.0, pitch=pitch, velocity=70 - 3 * step)
            for step, pitch in enumerate(ladder)
        ]
    if name == "lead_1":
        return [Note(start=end, length=4.0, pitch=nearest(part.register, (root % 12,)), velocity=70)]
    return []


def _shortened(note: Note, end: float) -> Note:
    return replace(note, length=max(0.05, min(note.length, end - note.start)))


def _track(part: Part, notes: Sequence[Note], bars: Sequence[Bar]) -> Track:
    """A part's track; its expression swells with the energy of the bars."""
    swells = tuple((bar.start, int(min(127, 84 + 4.2 * bar.energy))) for bar in bars)
    return Track(
        name=part.name,
        program=part.program,
        notes=tuple(notes),
        pan=part.pan,
        level=part.level,
        room=part.room,
        sings=part.sings,
        swells=swells,
    )


def _humanised(track: Track, seed: int) -> Track:
    """The same notes as hands play them: a few milliseconds off, low voices steadier than high ones."""
    random = _random(seed, track.name + " hands")
    loose = 0.004 if track.drums or track.name in ("bass", "ostinato") else 0.012
    shifts = random.normal(0.0, loose, len(track.notes))
    notes = sorted(
        (
            replace(note, start=max(0.0, note.start + float(shift)))
            for note, shift in zip(track.notes, shifts, strict=True)
        ),
        key=lambda note: (note.start, note.pitch),
    )
    return replace(track, notes=tuple(notes))
