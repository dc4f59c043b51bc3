"""Story: a brief becomes a screenplay, a screenplay becomes a storyboard.

Modules in dependency order: shelf (the data), language, lexicon, segmentation, names, nouns (words), casting (the
one door to the art department), setting, things, events, genre, reading (understanding), prose, actions, compose,
tell, screenplay, fountain (writing), blocks, slots, setups, coverage, timing, narration, colour, figures, joins,
shots, board (directing), writer.
"""

from yingxi.story.board import board_screenplay
from yingxi.story.check import check_brief
from yingxi.story.fountain import from_fountain, to_fountain
from yingxi.story.reading import Reading, read_brief
from yingxi.story.screenplay import write_screenplay
from yingxi.story.writer import RuleWriter, Writer

__all__ = [
    "Reading",
    "RuleWriter",
    "Writer",
    "board_screenplay",
    "check_brief",
    "from_fountain",
    "read_brief",
    "to_fountain",
    "write_screenplay",
]
