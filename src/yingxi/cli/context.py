"""What every command is told: the language of the person; and the options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

HERE = Path()

Prompt = Annotated[str | None, typer.Argument(show_default=False)]
Project = Annotated[Path, typer.Option("--project", "-p", show_default=".")]
AnyProject = Annotated[Path | None, typer.Option("--project", "-p", show_default=False)]
Seconds = Annotated[float | None, typer.Option(show_default="120")]
Size = Annotated[str | None, typer.Option(show_default="1920x1080")]
Fps = Annotated[int | None, typer.Option(show_default="24")]
LookName = Annotated[str | None, typer.Option(show_default=False)]
Seed = Annotated[int | None, typer.Option(show_default="1")]
EngineName = Annotated[str | None, typer.Option(show_default="world")]
EngineSettings = Annotated[list[str] | None, typer.Option("--set", show_default=False)]
Photos = Annotated[list[Path] | None, typer.Option("--photo", show_default=False)]
Territory = Annotated[str | None, typer.Option(show_default=False)]
Budget = Annotated[float | None, typer.Option(min=0.0, show_default=False)]
VoiceName = Annotated[str | None, typer.Option(show_default=False)]
FilmLanguage = Annotated[str | None, typer.Option("--language", show_default=False)]
FilmTitle = Annotated[str | None, typer.Option(show_default=False)]
Burn = Annotated[bool | None, typer.Option("--burn-subtitles/--no-burn-subtitles", show_default=False)]
AudioMark = Annotated[bool | None, typer.Option("--audio-mark/--no-audio-mark", show_default=False)]
LabelText = Annotated[str | None, typer.Option(show_default=False)]
LabelPlace = Annotated[str | None, typer.Option(show_default="top-left")]
LabelOff = Annotated[str | None, typer.Option(show_default=False)]
Draft = Annotated[bool, typer.Option("--draft")]
Out = Annotated[Path | None, typer.Option("--out", "-o", show_default=False)]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, show_default=False)]
Again = Annotated[bool, typer.Option("--again")]
AsJson = Annotated[bool, typer.Option("--json")]


def language_of(context: typer.Context) -> str:
    """The language that the program was started in."""
    return str(context.find_root().obj)
