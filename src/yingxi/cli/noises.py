"""The noise room at the command line."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from yingxi.cli.films import Asked, find_brief
from yingxi.cli.lists import show
from yingxi.cli.words import say


def draw_grid(
    language: str, asked: Asked, project: Path | None, x: str, y: str, *, shot: str | None, at: float,
    frames: int, width: int, out: Path,
) -> None:  # fmt: skip
    """Shoot every cell with a bar of how many are done; print where the sheet is."""
    from yingxi.production import make_noise_grid

    brief, place = find_brief(asked, project)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("stage.shoot", language), total=None)
        still = make_noise_grid(
            brief, x, y, place, shot=shot, at=at, frames=frames, out=out, width=width, language=language,
            on_cell=lambda done, total: bar.update(task, completed=done, total=total),
        )  # fmt: skip
    for note in still.notes:
        print(note)
    print(still.path)


def show_samplers(language: str, *, as_json: bool) -> None:
    """The samplers by name, for which models each is, and what it is like."""
    from yingxi.engines.noise import SAMPLERS

    rows = [
        {
            "name": name, "flow": "✓" if one.flow else "", "noise": "✓" if one.noise else "",
            "churn": "✓" if one.churns else "", "detail": one.words[0 if language == "zh" else 1],
        }
        for name, one in SAMPLERS.items()
    ]  # fmt: skip
    titles = {
        "name": "name",
        "flow": "noise.flow",
        "noise": "noise.noise",
        "churn": "noise.churn",
        "detail": "detail",
    }
    show(rows, {key: say(title, language) for key, title in titles.items()}, as_json)
