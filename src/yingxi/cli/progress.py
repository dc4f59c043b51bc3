"""What the person sees while a film is made: stage, shot, frames a second, time left, a preview picture."""

from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import (
    Progress as Bars,
)

from yingxi.cli.words import say

if TYPE_CHECKING:
    from yingxi.production import Event, Film

PLAIN_EVERY = 15.0
"""Seconds between lines when the output is no terminal."""

LONG_NOTE = 24
"""Letters; what an engine says beyond that is a sentence, below it is a word for the progress line."""


class Progress:
    """A listener for production's events that draws bars in a terminal and sparse lines elsewhere."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.console = Console(highlight=False, soft_wrap=True)
        self.errors = Console(stderr=True, highlight=False, soft_wrap=True)
        self._bars = Bars(
            TextColumn("{task.description:<6}"),
            BarColumn(bar_width=28),
            TextColumn("{task.fields[detail]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=self.console,
            transient=False,
            disable=not self.console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}
        self._begun: dict[str, float] = {}
        self._said = 0.0
        self._told: set[str] = set()
        self._picture: Path | None = None

    def __enter__(self) -> "Progress":
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def __call__(self, event: "Event") -> None:
        """Show one event."""
        name = say(f"stage.{event.stage}", self.language)
        begun = self._begun.setdefault(event.stage, monotonic())
        detail = self._detail(event, monotonic() - begun)
        self._show_picture(event.picture)
        self._show_note(event.note)
        if self.console.is_terminal:
            self._draw(event, name, detail)
        elif event.done == event.total or monotonic() - self._said > PLAIN_EVERY:
            self._said = monotonic()
            self.console.print(f"{name}  {detail}", markup=False)

    def _draw(self, event: "Event", name: str, detail: str) -> None:
        task = self._tasks.get(event.stage)
        if task is None:
            task = self._tasks[event.stage] = self._bars.add_task(name, total=event.total or None, detail="")
        self._bars.update(task, completed=event.done, total=event.total or None, detail=escape(detail))

    def _detail(self, event: "Event", elapsed: float) -> str:
        if event.kept:
            return say("kept", self.language)
        if event.total <= 1:
            return say("done", self.language) if event.done else ""
        rate = event.done / elapsed if elapsed > 0 else 0.0
        left = f"{(event.total - event.done) / rate:.0f} s" if rate > 0 else "…"
        return (
            f"{event.done}/{event.total}  {rate:.1f} fps  {say('left', self.language)} {left}  {event.note}"
        )

    def _show_note(self, note: str) -> None:
        """Print a whole sentence, such as an engine's plan, once on a line of its own."""
        if len(note) > LONG_NOTE and note not in self._told:
            self._told.add(note)
            self.console.print(note, markup=False)

    def _show_picture(self, picture: Path | None) -> None:
        if picture is not None and self._picture is None:
            self._picture = picture
            self.say_path("first_picture", picture)

    def say_path(self, key: str, path: Path) -> None:
        """Print where something lies."""
        self.console.print(f"{say(key, self.language)}  {path}", markup=False)

    def say_notes(self, notes: Iterable[str]) -> None:
        """Print each downgrade in a line, once."""
        for note in dict.fromkeys(notes):
            self.errors.print(f"· {note}", markup=False)

    def finish(self, film: "Film", until: str) -> None:
        """Say where the result lies, and each downgrade in a line."""
        self._bars.stop()
        self.say_notes(film.notes)
        self.say_path("folder", film.folder.root)
        if until == "report":
            self.say_path("report_ready", film.report)
            self.say_path("film_ready", film.master)
