"""The sound department: narration, score, foley, and the mix of them.

Modules stand in dependency order; everything is 48 kHz float32, and the same inputs give the same bytes.
"""

from yingxi.sound.voice import RATE, Samples, Speech, Voice, VoiceCard, Word, cast_voice, find_voice, voices

from yingxi.sound.stem import Stem  # isort: skip
from yingxi.sound.foley import bed_for, make_beds, make_foley
from yingxi.sound.loudness import Loudness, measure_loudness
from yingxi.sound.mix import Mix, mix_stems, write_mix
from yingxi.sound.narration import (
    LineJob,
    Narration,
    SpokenLine,
    narrate,
    place_narration,
    plan_narration,
    speak_line,
)
from yingxi.sound.score import Composition, compose_score, palettes, play_score, tempers

__all__ = [
    "RATE",
    "Composition",
    "LineJob",
    "Loudness",
    "Mix",
    "Narration",
    "Samples",
    "Speech",
    "SpokenLine",
    "Stem",
    "Voice",
    "VoiceCard",
    "Word",
    "bed_for",
    "cast_voice",
    "compose_score",
    "find_voice",
    "make_beds",
    "make_foley",
    "measure_loudness",
    "mix_stems",
    "narrate",
    "palettes",
    "place_narration",
    "plan_narration",
    "play_score",
    "speak_line",
    "tempers",
    "voices",
    "write_mix",
]
