"""The noise room's sheet: one moment of a shot under two knobs, finished like any still."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from yingxi._production import Still
from yingxi._stills import board_of, deliver_still, pick_shot
from yingxi.engines import Options
from yingxi.film import Brief, Shot
from yingxi.film.errors import UsageError
from yingxi.store import FilmFolder


def draw_noise_grid(
    brief: Brief, project: Path | None, number: str | None, x: str, y: str, *, at: float, frames: int,
    out: Path, width: int, language: str, on_cell: Callable[[int, int], None],
) -> Still:  # fmt: skip
    """Shoot each cell at `at` (0-1) of a shot, and write the sheet with its recipes in its text (PNG)."""
    from yingxi._choosing import choose_engine
    from yingxi.engines.noise.grid import read_axis, shoot_grid
    from yingxi.engines.noise.sheet import draw_sheet, picture_of, sheet_texts
    from yingxi.post.fonts import existing

    across, down = read_axis(x), read_axis(y)
    if out.suffix.lower() != ".png":
        raise UsageError(
            f"a noise grid keeps its recipes in a PNG's text; '{out.name}' is none",
            zh=f"噪声对照图把配方写在 PNG 的文字里；“{out.name}”不是 PNG",
        )
    board = board_of(brief, project)
    shot = pick_shot(board, number)
    chosen = choose_engine(shot, project or Path(), brief.engine, brief.engine_options)
    with cell_folder(project) as folder:
        options = Options(folder=folder, settings=chosen.settings, inputs=chosen.inputs)
        moment = at_moment(shot, options, at, frames)
        cells = shoot_grid(chosen.engine, shot, board, moment, across, down, on_cell)
        pictures = [picture_of(cell) for cell in cells]
    font = next(iter(existing(["noto-cjk", "lxgw-wenkai", "ukai"])), None)
    title = f"{board.title} · {shot.number} · {chosen.engine} · {shot.seed}"
    sheet = draw_sheet(pictures, across, down, language=language, title=title, font=font, width=width)
    texts = sheet_texts(cells, across, down)
    return deliver_still(
        sheet, out, board, brief, shot=shot.number, at=at, project=project, texts=texts, engine=chosen.engine
    )


def at_moment(shot: Shot, options: Options, at: float, frames: int) -> Options:
    """Options for `frames` frames around `at` of the shot: handles below zero leave out the rest."""
    first = max(0, min(round(at * (shot.length - 1)), shot.length - frames))
    return replace(options, head=-first, tail=first + min(frames, shot.length) - shot.length)


@contextmanager
def cell_folder(project: Path | None) -> Iterator[Path]:
    """Where the takes of a grid lie: kept in the film's folder, else only until the sheet is drawn."""
    if project is not None:
        yield FilmFolder(project).cache / "noise"
        return
    with TemporaryDirectory(prefix="yingxi-noise-") as folder:
        yield Path(folder)
