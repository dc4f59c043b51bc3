"""The job that a farm runs: one take of one shot by the engine of that name."""

from dataclasses import replace
from pathlib import Path

from yingxi.engines.capabilities import Capabilities, length_on_grid
from yingxi.engines.passes import plan_passes, render_passes
from yingxi.engines.protocol import Options, frames_of
from yingxi.engines.refusals import check_shot
from yingxi.engines.registry import find_engine
from yingxi.engines.settings import read_settings
from yingxi.engines.territories import licence_note, licence_recipe
from yingxi.farm import report
from yingxi.film import Shot, Storyboard, Take
from yingxi.film.errors import UsageError, YingxiError


def shoot(engine_name: str, shot: Shot, board: Storyboard, options: Options) -> Take:
    """Render one take in this process, telling the farm after each frame how far it is.

    UsageError for what the engine cannot honour; YingxiError when it gives something else than was asked.
    """
    engine = find_engine(engine_name)
    asked = options if options.settings is not None else replace(options, settings=read_settings(engine, {}))
    check_shot(engine, asked.settings, shot, board)
    check_video(shot, board, asked)
    can = engine.capabilities_with(asked.settings)
    for note in licence_note(can.terms, board.language):
        report(0, len(frames_of(shot, options)), note)
    take = render_passes(engine, shot, replace(board, narration=()), asked, report)
    check_take(engine_name, take, shot, board, asked)
    return with_terms_said(with_grid_said(take, can, shot, board, asked), can, board)


def check_video(shot: Shot, board: Storyboard, options: Options) -> None:
    """UsageError when the input video has another rate than the film or is shorter than the take."""
    from yingxi.media import probe

    if not options.inputs.video:
        return
    seen, needed = probe(options.inputs.video), len(frames_of(shot, options))
    if seen.fps != board.fps or seen.frames < needed:
        raise UsageError(
            f"shot {shot.number}: inputs.video {Path(options.inputs.video).name} has {seen.frames} frames at "
            f"{seen.fps} a second; the take needs {needed} at {board.fps}",
            zh=f"镜头 {shot.number}：inputs.video {Path(options.inputs.video).name} 有 {seen.frames} 帧，"
            f"每秒 {seen.fps} 帧；这一条要 {needed} 帧，每秒 {board.fps} 帧",
        )


def check_take(engine: str, take: Take, shot: Shot, board: Storyboard, options: Options) -> None:
    """YingxiError when the file of a take is not what was asked for: its size, its rate, its length."""
    from yingxi.media import probe

    media = options.folder / take.media
    if not media.is_file():
        raise YingxiError(
            f"engine '{engine}' says that it made {take.media}, but there is no such file",
            zh=f"引擎“{engine}”说做好了 {take.media}，却没有这个文件",
        )
    seen, wanted = probe(media), len(frames_of(shot, options))
    got, asked = (*seen.size, seen.fps, seen.frames), (board.width, board.height, board.fps, wanted)
    if got != asked:
        told = (engine, *got, *asked)
        raise YingxiError(
            "engine '{}' made {}x{} at {} a second, {} frames; asked were {}x{} at {}, {} frames"
            .format(*told),
            zh="引擎“{}”做的是 {}x{}，每秒 {} 帧，共 {} 帧；要的是 {}x{}，每秒 {} 帧，共 {} 帧"
            .format(*told),
        )  # fmt: skip
    if (take.head, take.tail, take.length) != (options.head, options.tail, shot.length):
        raise YingxiError(
            f"engine '{engine}' says {take.head}+{take.length}+{take.tail} frames; asked were "
            f"{options.head}+{shot.length}+{options.tail}",
            zh=f"引擎“{engine}”说是 {take.head}+{take.length}+{take.tail} 帧；要的是 "
            f"{options.head}+{shot.length}+{options.tail}",
        )


def with_grid_said(take: Take, can: Capabilities, shot: Shot, board: Storyboard, options: Options) -> Take:
    """The take with what its engine's grid cost: frames made and trimmed, an end picture that is too late."""
    passes = plan_passes(can, frames_of(shot, options))
    more = length_on_grid(can, len(passes[-1])) - len(passes[-1])
    if not more:
        return take
    made = sum(length_on_grid(can, len(one)) for one in passes)
    grid, notes = spell_lengths(can), take.notes
    if options.inputs.end:
        late = (
            f"镜头 {shot.number}：引擎 {can.name} 只做 {grid} 帧，尾帧图落在剪掉的第 {more} 帧",
            f"shot {shot.number}: engine {can.name} makes {grid} frames, so its end picture stands {more} "
            "frames after the take's last",
        )
        notes = (*notes, late[0 if board.language == "zh" else 1])
    return replace(take, notes=notes, recipe={**take.recipe, "frames_made": made, "frames_trimmed": more})


def with_terms_said(take: Take, can: Capabilities, board: Storyboard) -> Take:
    """The take with what its engine's licence says of territories, where it excludes some."""
    notes = dict.fromkeys((*take.notes, *licence_note(can.terms, board.language)))
    return replace(take, notes=tuple(notes), recipe={**take.recipe, **licence_recipe(can.terms)})


def spell_lengths(can: Capabilities) -> str:
    """The lengths that an engine makes: `4k+1`, or `96, 192, 288`."""
    return ", ".join(map(str, can.lengths)) or f"{can.grid.each}k+{can.grid.plus}"
