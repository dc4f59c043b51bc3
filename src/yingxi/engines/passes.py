"""Shots longer than an engine makes in one go: several passes, joined inside one take.

Each pass begins with the last frame of the one before, so nothing jumps, and ends (where the engine takes an
end frame) at our own previs of that frame, so it cannot drift away from the storyboard.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path

from yingxi.engines.capabilities import Capabilities, length_on_grid, longest_pass
from yingxi.engines.protocol import Engine, Options, Progress, frames_of
from yingxi.film import Inputs, Shot, Storyboard, Take
from yingxi.store import load, save

RATE = 48000
"""Samples a second of joined sound."""


def plan_passes(can: Capabilities, wanted: range) -> tuple[range, ...]:
    """The frames of each pass; one pass where the engine makes all in one go.

    Neighbours share a frame. All but the last are of one length, on the engine's grid.
    """
    most = longest_pass(can)
    if not most or len(wanted) <= most:
        return (wanted,)
    steps = len(wanted) - 1
    count = -(-steps // (most - 1))
    step = length_on_grid(can, -(-steps // count) + 1) - 1
    borders = [*range(wanted.start, wanted.stop - 1, step), wanted.stop - 1]
    return tuple(range(first, last + 1) for first, last in pairwise(borders))


def made_frames(can: Capabilities, frames: int) -> int:
    """How many frames an engine makes for so many of a take: its grid and shared frames cost more."""
    return sum(length_on_grid(can, len(one)) for one in plan_passes(can, range(frames)))


def unpaid_frames(engine: Engine, shot: Shot, board: Storyboard, options: Options) -> int:
    """How many frames an engine still has to be asked for: earlier runs may have asked for some of them."""
    can, board = engine.capabilities_with(options.settings), replace(board, narration=())
    plan = plan_passes(can, frames_of(shot, options))
    if len(plan) == 1:
        return 0 if engine.asked(shot, board, options) else length_on_grid(can, len(plan[0]))
    places = [pass_folder(shot, options, at) for at in range(len(plan))]
    return sum(
        length_on_grid(can, len(frames))
        for frames, place in zip(plan, places, strict=True)
        if not (place / "take.yaml").is_file() and not any(place.glob("takes/*/*.job.yaml"))
    )


def pass_folder(shot: Shot, options: Options, at: int) -> Path:
    """Where pass `at` of a take is made; another key is another take."""
    key = options.extra.get("key", "take")[:16]
    return options.folder / ".yingxi" / "passes" / f"{shot.number}-{options.take:03d}" / f"{at:02d}-{key}"


def render_passes(
    engine: Engine, shot: Shot, board: Storyboard, options: Options, on_progress: Progress
) -> Take:
    """One take from as many passes as it needs; a pass that an earlier run finished is kept.

    Passes of a take with a key stay until its record is written (`clear_passes`): they may have been paid.
    """
    can, wanted = engine.capabilities_with(options.settings), frames_of(shot, options)
    plan = plan_passes(can, wanted)
    if len(plan) == 1:
        return engine.render(shot, board, options, on_progress)
    folder = options.folder / ".yingxi" / "passes" / f"{shot.number}-{options.take:03d}"
    key, made = options.extra.get("key", "take")[:16], list[Take]()
    anchors = draw_anchors(can, shot, board, plan, folder / f"anchors-{key}")
    for at, frames in enumerate(plan):
        place = pass_folder(shot, options, at)
        inputs = inputs_of_pass(can, options, wanted, frames, anchors, made[-1] if made else None, place)
        tell = within(on_progress, frames, wanted)
        asked = replace(options, folder=place, inputs=inputs, keyframes=(), mark=None)
        made.append(render_pass(engine, shot, board, asked, frames, tell))
    take = join_passes(made, plan, shot, board, options)
    if "key" not in options.extra:
        clear_passes(options.folder, shot.number, options.take)
    return take


def clear_passes(folder: Path, shot: str, take: int) -> None:
    """Remove the passes of a take whose record stands; until then a run that is killed needs them again."""
    shutil.rmtree(folder / ".yingxi" / "passes" / f"{shot}-{take:03d}", ignore_errors=True)


def within(on_progress: Progress, frames: range, wanted: range) -> Progress:
    """The progress of one pass as progress of the whole take."""

    def tell(done: int, total: int, note: str = "") -> None:
        own = (len(frames) - (frames.stop != wanted.stop)) * done // max(1, total)
        on_progress(frames.start - wanted.start + own, len(wanted), note)

    return tell


def render_pass(
    engine: Engine, shot: Shot, board: Storyboard, options: Options, frames: range, on_progress: Progress
) -> Take:
    """One pass in its own folder, or the one that stands there; handles below zero say which part it is."""
    record = options.folder / "take.yaml"
    if record.is_file():
        return load(record, Take)
    part = replace(options, head=-frames.start, tail=frames.stop - shot.length)
    take = engine.render(shot, board, part, on_progress)
    whole = replace(
        take,
        media=str((options.folder / take.media).resolve()),
        sound=str((options.folder / take.sound).resolve()) if take.sound else "",
    )
    save(record, whole)
    return whole


def draw_anchors(
    can: Capabilities, shot: Shot, board: Storyboard, plan: Sequence[range], folder: Path
) -> dict[int, Path]:
    """Our own previs of the frames at which passes begin and end, by frame; those that stand are kept."""
    from yingxi.engines.world import previs_frames
    from yingxi.media import save_still

    numbers = {plan[0].start}
    if "end" in can.inputs:
        numbers |= {reached(can, frames) for frames in plan}
    places = {number: folder / f"{number:+06d}.png" for number in sorted(numbers)}
    missing = [number for number, place in places.items() if not place.is_file()]
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        for number, picture in zip(missing, previs_frames(shot, board, missing), strict=True):
            save_still(places[number], picture)
    return places


def reached(can: Capabilities, frames: range) -> int:
    """The frame at which a pass really ends, on the engine's grid."""
    return frames.start + length_on_grid(can, len(frames)) - 1


def inputs_of_pass(
    can: Capabilities,
    options: Options,
    wanted: range,
    frames: range,
    anchors: Mapping[int, Path],
    before: Take | None,
    place: Path,
) -> Inputs:
    """The inputs of one pass: the last frame before it, the previs where it ends, its part of a video."""
    from yingxi.media import read_frames, rgb_from_planes, save_still

    asked = options.inputs
    start = asked.start or str(anchors[wanted.start])
    if before is not None:
        *_, last = read_frames(before.media)
        start = str(save_still(folder_of(place) / "start.png", rgb_from_planes(last)))
    end = str(anchors[reached(can, frames)]) if "end" in can.inputs else ""
    if frames.stop == wanted.stop and asked.end:
        end = asked.end
    video = asked.video
    if video:
        video = str(cut_video(Path(video), folder_of(place) / "video.mp4", frames, -wanted.start))
    return replace(asked, start=start, end=end, video=video)


def folder_of(place: Path) -> Path:
    """The folder, made where it is missing."""
    place.mkdir(parents=True, exist_ok=True)
    return place


def cut_video(source: Path, target: Path, frames: range, head: int) -> Path:
    """The part of an input video that belongs to these frames; its first frame is the take's first."""
    from yingxi.media import VideoWriter, probe, read_frames

    seen = probe(source)
    with VideoWriter(target, seen.size, seen.fps, quality=8.0) as writer:
        for planes in read_frames(source, frames.start + head, frames.stop + head):
            writer.write(planes)
    return target


def join_passes(
    made: Sequence[Take], plan: Sequence[range], shot: Shot, board: Storyboard, options: Options
) -> Take:
    """One take of all passes, each without the frame that it shares with the one before."""
    from yingxi.media import VideoWriter, read_frames

    media = f"takes/{shot.number}/{options.take:03d}.mp4"
    size = (board.width, board.height)
    with VideoWriter(
        options.folder / media, size, board.fps, keyframes=options.keyframes, draft=options.draft,
        through=options.mark,
    ) as writer:  # fmt: skip
        for at, (take, frames) in enumerate(zip(made, plan, strict=True)):
            for planes in read_frames(take.media, min(at, 1), len(frames)):
                writer.write(planes)
    return replace(
        made[0],
        media=media,
        sound=join_sounds(made, plan, board.fps, options.folder, Path(media).with_suffix(".wav")),
        length=shot.length,
        head=options.head,
        tail=options.tail,
        events=tuple(chain.from_iterable(take.events for take in made)),
        recipe={**made[0].recipe, "passes": len(made)},
        notes=tuple(dict.fromkeys(chain.from_iterable(take.notes for take in made))),
        seconds=round(sum(take.seconds for take in made), 2),
    )


def join_sounds(made: Sequence[Take], plan: Sequence[range], fps: int, folder: Path, target: Path) -> str:
    """The sounds of all passes as one file at `folder / target`, faded for 10 ms where they meet; its path.

    Empty when no pass has one; a pass without sound is silent.
    """
    import numpy as np
    import soundfile

    from yingxi.media import read_samples

    if not any(take.sound for take in made):
        return ""
    parts = []
    for at, (take, frames) in enumerate(zip(made, plan, strict=True)):
        first, last = (round(frame * RATE / fps) for frame in (frames.start + min(at, 1), frames.stop))
        part = np.zeros((last - first, 2), np.float32)
        if take.sound:
            heard = read_samples(take.sound, RATE)[round(min(at, 1) * RATE / fps) :][: len(part)]
            part[: len(heard)] = heard[:, :2] if heard.shape[1] > 1 else heard
        edge = np.minimum(np.arange(len(part)) + 1, len(part) - np.arange(len(part))) / (0.01 * RATE)
        parts.append(part * np.clip(edge, 0, 1).astype(np.float32)[:, None])
    soundfile.write(folder / target, np.concatenate(parts), RATE, subtype="PCM_24")
    return target.as_posix()
