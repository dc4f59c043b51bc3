"""Planning which shots need a take, and running them on a farm."""

import os
from collections.abc import Callable
from concurrent.futures import as_completed
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from yingxi.engines import Options, shoot
from yingxi.film import Shot, Storyboard, Take
from yingxi.film.errors import unknown
from yingxi.post import Handles, plan_handles
from yingxi.store import digest, read_shelf, save, take_record

Tell = Callable[[int, int, str, Path | None], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """One shot's place in the shoot: the take that stands, or the options for a new one."""

    shot: Shot
    engine: str
    options: Options
    take: Take | None = None

    @property
    def frames(self) -> int:
        """Frames to render, handles included."""
        return self.options.head + self.shot.length + self.options.tail


def plan_takes(
    root: Path, board: Storyboard, engine: str, *, draft: bool, again: tuple[str, ...] = ()
) -> tuple[Planned, ...]:
    """What to shoot: every shot without a take from the same inputs, and those asked for again."""
    numbers = [shot.number for shot in board.shots]
    for number in again:
        if number not in numbers:
            raise unknown("shot", number, numbers, "storyboard.yaml")
    handles = plan_handles(board)
    return tuple(
        plan_take(root, board, shot, engine, handles[shot.number], draft, again) for shot in board.shots
    )


def plan_take(
    root: Path,
    board: Storyboard,
    shot: Shot,
    engine: str,
    handles: Handles,
    draft: bool,
    again: tuple[str, ...],
) -> Planned:
    """The take that stands for a shot, or how to shoot a new one: each further take gets another seed."""
    shelf, name = read_shelf(root, shot.number), shot.engine or engine
    key = take_key(shot, board, name, handles, draft)
    fresh = shot.number in again
    options = Options(
        folder=root,
        take=shelf.next_number,
        head=handles.head,
        tail=handles.tail,
        keyframes=handles.keyframes,
        draft=draft,
        extra={"key": key},
    )
    asked = replace(shot, seed=shot.seed + 1000 * len(shelf.made_from(key))) if fresh else shot
    return Planned(shot=asked, engine=name, options=options, take=None if fresh else shelf.select(key))


def all_fitting(root: Path, selects: tuple[Take, ...]) -> tuple[Take, ...]:
    """Every take made from the same inputs as the selects; the selects alone are circled in what is given."""
    fitting = []
    for select in selects:
        made = read_shelf(root, select.slate.shot).made_from(str(select.recipe["key"]))
        fitting += [replace(take, circled=take.slate == select.slate) for take in made]
    return tuple(fitting)


def take_key(shot: Shot, board: Storyboard, engine: str, handles: Handles, draft: bool) -> str:
    """The hash of all that a take's pictures depend on."""
    drawn = replace(shot, description="", title=None, number="", join="cut", join_frames=0)
    return digest(
        "take",
        version("yingxi"),
        engine,
        drawn,
        board.look,
        board.fps,
        (board.width, board.height),
        board.score,
        board.language,
        handles,
        draft,
    )


def run_takes(plan: tuple[Planned, ...], board: Storyboard, jobs: int, tell: Tell) -> tuple[Take, ...]:
    """Shoot what the plan lacks, the longest first, and write each take's description as it is made."""
    missing = sorted((one for one in plan if one.take is None), key=lambda one: -one.frames)
    takes = {one.shot.number: one.take for one in plan if one.take is not None}
    if missing:
        takes |= shoot_on_farm(missing, board, jobs or default_jobs(len(missing)), tell)
    return tuple(takes[one.shot.number] for one in plan)


def default_jobs(shots: int) -> int:
    """One process a core, never more than there are shots."""
    return max(1, min(os.cpu_count() or 1, shots, 8))


def shoot_on_farm(missing: list[Planned], board: Storyboard, jobs: int, tell: Tell) -> dict[str, Take]:
    """Run the jobs side by side; software Vulkan keeps to one thread where there are several workers."""
    from yingxi.farm import JobEvent, LocalFarm

    done: dict[int, int] = {}
    total = sum(one.frames for one in missing)

    def hear(event: JobEvent) -> None:
        if event.state == "progress":
            done[event.job] = event.done
            tell(sum(done.values()), total, "", None)

    threads = {"LP_NUM_THREADS": "1"} if jobs > 1 else {}
    takes = {}
    with LocalFarm(jobs, on_event=hear, env=threads) as farm:
        calls = {farm.submit(shoot, one.engine, one.shot, board, one.options): one for one in missing}
        for future in as_completed(calls):
            take, one = future.result(), next(one for call, one in calls.items() if call is future)
            save(take_record(one.options.folder, one.shot.number, take.slate.take), take)
            takes[one.shot.number] = take
            tell(sum(done.values()), total, one.shot.number, preview(one.options.folder, take))
    return takes


def preview(root: Path, take: Take) -> Path:
    """A small picture of a take's middle, for the person to look at while the rest is shot."""
    from yingxi.media import half_rgb, read_keyframe, save_still

    middle = read_keyframe(root / take.media, take.head + take.length // 2)
    return save_still(root / ".yingxi" / "preview.jpg", half_rgb(middle))
