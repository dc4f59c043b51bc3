"""The seam between a film and whoever writes it, and the writer that needs nothing."""

from typing import Protocol

from yingxi.film import Brief, Screenplay, Storyboard
from yingxi.story.board import board_screenplay
from yingxi.story.screenplay import write_screenplay


class Writer(Protocol):
    """Writes a screenplay for a brief and boards it. `name` goes into the record of the film."""

    @property
    def name(self) -> str: ...

    def write(self, brief: Brief) -> Screenplay:
        """The whole text of the film; UsageError when the brief cannot be honoured."""
        ...

    def board(self, screenplay: Screenplay, brief: Brief) -> Storyboard:
        """The shots of the screenplay, tiling round(seconds * fps) frames."""
        ...


class RuleWriter:
    """Writes and directs by the rules and word lists of this package; the same brief gives the same film."""

    name = "rules"

    def write(self, brief: Brief) -> Screenplay:
        """A screenplay by rules."""
        return write_screenplay(brief)

    def board(self, screenplay: Screenplay, brief: Brief) -> Storyboard:
        """A storyboard by film grammar."""
        return board_screenplay(screenplay, brief)
