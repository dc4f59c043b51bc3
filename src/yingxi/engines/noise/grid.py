"""A shot under every pair of values of two knobs: one take for each, on any engine that takes the recipe."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from yingxi.engines.noise.recipe import NoiseRecipe, check_recipe, read_knob
from yingxi.engines.protocol import Options
from yingxi.engines.registry import engine_names, find_engine
from yingxi.engines.shoot import shoot
from yingxi.film import Shot, Storyboard, Take
from yingxi.film.errors import UsageError, YingxiError
from yingxi.store import digest, load, save, take_record

MOST = 100
OnCell = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Axis:
    """A knob and its values, as they were written and as they are."""

    knob: str
    texts: tuple[str, ...]
    values: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One take of a grid: its column and row, its recipe, and where its file lies."""

    column: int
    row: int
    noise: NoiseRecipe
    take: Take
    media: Path


def read_axis(text: str) -> Axis:
    """An axis from `guidance=1,4,7`; curves are written `guidance_curve=7/5/1,1/5/7`."""
    knob, equals, listed = text.partition("=")
    texts = tuple(part.strip() for part in listed.split(",") if part.strip())
    if not (equals and texts):
        raise UsageError(
            f"axis '{text}' is not KNOB=VALUE,VALUE; write --x guidance=1,4,7",
            zh=f"轴“{text}”不是 旋钮=取值,取值；请写 --x guidance=1,4,7",
        )
    knob = knob.strip()
    return Axis(knob=knob, texts=texts, values=tuple(read_knob(knob, one) for one in texts))


def check_axes(x: Axis, y: Axis) -> None:
    """UsageError when two axes turn one knob, or the grid is too large to look at."""
    if x.knob == y.knob:
        raise UsageError(
            f"both axes turn '{x.knob}'; give --y another knob",
            zh=f"两轴都是“{x.knob}”；请给 --y 换一个旋钮",
        )
    cells = len(x.values) * len(y.values)
    if cells > MOST:
        raise UsageError(
            f"the grid has {cells} pictures; at most {MOST}",
            zh=f"这张表有 {cells} 格；最多 {MOST} 格",
        )


def noise_of(engine: str, settings: Any) -> NoiseRecipe:
    """The recipe in an engine's options; UsageError for an engine that has none."""
    if not takes_noise(type(settings)):
        able = [name for name in engine_names() if takes_noise(find_engine(name).settings)]
        raise UsageError(
            f"engine '{engine}' takes no noise recipe; engines that do: "
            f"{', '.join(able) or 'none installed'}",
            zh=f"引擎“{engine}”不收噪声配方；收的有：{'、'.join(able) or '一个也没装'}",
        )
    recipe: NoiseRecipe = settings.noise
    return recipe


def takes_noise(settings: type) -> bool:
    """Whether an engine's options have a noise recipe."""
    return any(one.name == "noise" for one in fields(settings)) and isinstance(settings().noise, NoiseRecipe)


def recipes(base: NoiseRecipe, x: Axis, y: Axis) -> dict[tuple[int, int], NoiseRecipe]:
    """The recipe of every cell by (column, row), each checked before anything is shot."""
    return {
        (column, row): check_recipe(replace(base, **{x.knob: across, y.knob: down}))
        for row, down in enumerate(y.values)
        for column, across in enumerate(x.values)
    }


def shoot_grid(
    engine: str, shot: Shot, board: Storyboard, options: Options, x: Axis, y: Axis, on_cell: OnCell
) -> tuple[Cell, ...]:
    """Shoot every cell into `options.folder`; takes that are there from the same inputs are kept."""
    check_axes(x, y)
    every = recipes(noise_of(engine, options.settings), x, y)
    cells = []
    for (column, row), noise in every.items():
        settings = replace(options.settings, noise=noise)
        take, media = shoot_cell(engine, shot, board, replace(options, settings=settings))
        cells.append(Cell(column=column, row=row, noise=noise, take=take, media=media))
        on_cell(len(cells), len(every))
    return tuple(cells)


def shoot_cell(engine: str, shot: Shot, board: Storyboard, options: Options) -> tuple[Take, Path]:
    """One take in a folder named by its inputs, shot unless it is there."""
    identity = find_engine(engine).identity(options.settings)
    key = digest("noise-cell", engine, identity, options.settings, options.inputs, shot, board, options.head,
                 options.tail)[:24]  # fmt: skip
    folder = options.folder / key
    record = take_record(folder, shot.number, 1)
    if record.is_file():
        take = load(record, Take)
    else:
        take = shoot(engine, shot, board, replace(options, folder=folder, take=1))
        save(record, take)
    if not (folder / take.media).is_file():
        raise YingxiError(
            f"the picture of a grid is gone from {folder}; delete that folder and try again",
            zh=f"{folder} 里的格子图不见了；删掉那个文件夹再试",
        )
    return take, folder / take.media
