"""The score: composed from the storyboard, then played."""

from yingxi.sound.score.compose import compose_score
from yingxi.sound.score.composition import Bar, Composition, Note, Section, Strike, Track
from yingxi.sound.score.midi import write_midi
from yingxi.sound.score.play import play_score
from yingxi.sound.score.temper import palettes, tempers

__all__ = [
    "Bar",
    "Composition",
    "Note",
    "Section",
    "Strike",
    "Track",
    "compose_score",
    "palettes",
    "play_score",
    "tempers",
    "write_midi",
]
