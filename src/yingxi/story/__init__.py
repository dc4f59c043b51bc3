"""Story: a brief becomes a screenplay, a screenplay becomes a storyboard.

Modules in dependency order. Words: shelf (the data files), language, lexicon, casting (the one door to the
art department), segmentation, names, nouns. Understanding: setting, things, events, genre, passages, home,
reading. Writing: prose, actions, compose, tell, screenplay, fountain. Directing: blocks, slots, setups,
coverage, timing, narration, colour, figures, joins, shots, board. Who does it: writer, llm_schema, llm_chat,
llm_board, llm.
"""

from yingxi.story.board import board_screenplay
from yingxi.story.check import check_brief
from yingxi.story.fountain import from_fountain, to_fountain
from yingxi.story.llm import LLMWriter, choose_writer
from yingxi.story.reading import Reading, read_brief
from yingxi.story.screenplay import write_screenplay
from yingxi.story.writer import RuleWriter, Writer

__all__ = [
    "LLMWriter",
    "Reading",
    "RuleWriter",
    "Writer",
    "board_screenplay",
    "check_brief",
    "choose_writer",
    "from_fountain",
    "read_brief",
    "to_fountain",
    "write_screenplay",
]
