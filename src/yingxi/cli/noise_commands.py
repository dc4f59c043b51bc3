"""noise grid and samplers: what a person adjusts on a diffusion model, side by side."""

from pathlib import Path
from typing import Annotated

import typer

from yingxi.cli.context import (
    AnyProject,
    AsJson,
    EngineName,
    EngineSettings,
    Fps,
    LookName,
    Prompt,
    Seconds,
    Seed,
    Size,
    language_of,
)


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(name="noise", rich_markup_mode=None, no_args_is_help=True)
    group.command("grid")(grid)
    group.command("samplers")(samplers)
    app.add_typer(group)


def grid(
    context: typer.Context, x: Annotated[str, typer.Option("--x", show_default=False)],
    y: Annotated[str, typer.Option("--y", show_default=False)], prompt: Prompt = None,
    project: AnyProject = None, engine: EngineName = None, settings: EngineSettings = None,
    shot: Annotated[str | None, typer.Option(show_default=False)] = None,
    at: Annotated[float, typer.Option(min=0.0, max=1.0)] = 0.5,
    cell_frames: Annotated[int, typer.Option("--frames", min=1)] = 1, size: Size = None,
    seconds: Seconds = None,
    fps: Fps = None, look: LookName = None, seed: Seed = None,
    cell_width: Annotated[int, typer.Option("--width", min=32, max=1920)] = 320,
    out: Annotated[Path, typer.Option("--out", "-o")] = Path("noise.png"),
) -> None:  # fmt: skip
    from yingxi.cli.films import Asked
    from yingxi.cli.noises import draw_grid

    asked = Asked(
        prompt=prompt, seconds=seconds, size=size, fps=fps, look=look, seed=seed, engine=engine,
        settings=tuple(settings or ()),
    )  # fmt: skip
    draw_grid(
        language_of(context), asked, project, x, y, shot=shot, at=at, frames=cell_frames, width=cell_width,
        out=out,
    )  # fmt: skip


def samplers(context: typer.Context, json: AsJson = False) -> None:
    from yingxi.cli.noises import show_samplers

    show_samplers(language_of(context), as_json=json)
