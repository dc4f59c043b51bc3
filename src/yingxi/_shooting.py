"""Planning which shots need a take, and running them on a farm."""

import os
from collections.abc import Callable
from concurrent.futures import as_completed
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from yingxi._choosing import Chosen, check_budget, check_choice, choose_engine, price_left
from yingxi._consenting import consents_for
from yingxi._production import Production
from yingxi.engines import Options, clear_passes, shoot
from yingxi.film import Inputs, Shot, Storyboard, Take
from yingxi.film.errors import unknown
from yingxi.post import Handles, plan_handles
from yingxi.store import digest, read_shelf, save, take_record

ONE_THREAD = {"LP_NUM_THREADS": "0", "OPENBLAS_NUM_THREADS": "1"}
"""For workers side by side: the thread that submits draws, and OpenBLAS keeps none that waits by spinning.

Its pool spun through 55-78 core-ms of every frame, more than half of what a draft's frame then cost.
"""
Tell = Callable[[int, int, str, Path | None], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """One shot's place in the shoot: the take that stands, or the options for a new one."""

    shot: Shot
    chosen: Chosen
    options: Options
    take: Take | None = None

    @property
    def frames(self) -> int:
        """Frames to render, handles included."""
        return self.options.head + self.shot.length + self.options.tail


def plan_takes(
    film: Production, board: Storyboard, *, again: tuple[str, ...] = ()
) -> tuple[Planned, ...]:
    """What to shoot: every shot without a take from the same inputs, and those asked for again.

    UsageError, before anything is shot, for what an engine cannot honour or the budget does not allow.
    """
    numbers = [shot.number for shot in board.shots]
    for number in again:
        if number not in numbers:
            raise unknown("shot", number, numbers, "storyboard.yaml", zh="镜头")
    handles = plan_handles(board)
    root, asked = film.folder.root, film.brief
    choices = [choose_engine(shot, root, asked.engine, asked.engine_options) for shot in board.shots]
    plan = tuple(
        plan_take(film, board, shot, chosen, handles[shot.number], again)
        for shot, chosen in zip(board.shots, choices, strict=True)
    )
    missing = [one for one in plan if one.take is None]
    for one in missing:
        check_choice(one.chosen, one.shot, board)
    check_budget((price_left(one.chosen, one.shot, board, one.options) for one in missing), film.budget)
    names = (board.title, root.name)
    return tuple(one if one.take else with_consents(one, names) for one in plan)


def with_consents(planned: Planned, names: tuple[str, ...]) -> Planned:
    """The plan of a shot with the consents of those whose faces its pictures show, for the recipe."""
    rests_on = consents_for(planned.shot.number, planned.chosen.inputs, names)
    if not rests_on:
        return planned
    extra = {**planned.options.extra, "consents": ",".join(rests_on)}
    return replace(planned, options=replace(planned.options, extra=extra))


def plan_take(
    film: Production,
    board: Storyboard,
    shot: Shot,
    chosen: Chosen,
    handles: Handles,
    again: tuple[str, ...],
) -> Planned:
    """The take that stands for a shot, or how to shoot a new one: each further take gets another seed.

    A shot whose takes are all rejected gets a new one.
    """
    root, mark = film.folder.root, film.mark
    shelf = read_shelf(root, shot.number)
    key = take_key(shot, board, chosen, handles, (film.draft, mark.key))
    fresh = shot.number in again
    options = Options(
        folder=root,
        take=shelf.next_number,
        head=handles.head,
        tail=handles.tail,
        keyframes=handles.keyframes,
        draft=film.draft,
        mark=mark,
        settings=chosen.settings,
        inputs=chosen.inputs,
        extra={"key": key, **chosen.recipe()},
    )
    take = None if fresh else shelf.select(key)
    asked = shot if take else replace(shot, seed=shot.seed + 1000 * len(shelf.made_from(key)))
    return Planned(shot=asked, chosen=chosen, options=options, take=take)


def all_fitting(root: Path, selects: tuple[Take, ...]) -> tuple[Take, ...]:
    """Every take made from the same inputs as the selects; the selects alone are circled in what is given."""
    fitting = []
    for select in selects:
        made = read_shelf(root, select.slate.shot).made_from(str(select.recipe["key"]))
        fitting += [replace(take, circled=take.slate == select.slate) for take in made]
    return tuple(fitting)


def take_key(
    shot: Shot, board: Storyboard, chosen: Chosen, handles: Handles, finish: tuple[bool, str]
) -> str:
    """The hash of all that a take's pictures depend on; `finish`: whether it is a draft, and which mark."""
    drawn = replace(
        shot,
        description=shot.description if chosen.capabilities.words else "",
        title=None,
        number="",
        join="cut",
        join_frames=0,
        engine="",
        engine_options={},
        inputs=Inputs(),
    )
    return digest(
        "take",
        version("yingxi"),
        chosen.key(),
        drawn,
        board.look,
        board.fps,
        (board.width, board.height),
        board.score,
        board.language,
        handles,
        finish,
    )


def run_takes(plan: tuple[Planned, ...], board: Storyboard, jobs: int, tell: Tell) -> tuple[Take, ...]:
    """Shoot what the plan lacks, the longest first, and write each take's description as it is made."""
    missing = sorted((one for one in plan if one.take is None), key=lambda one: -one.frames)
    takes = {one.shot.number: one.take for one in plan if one.take is not None}
    tally = Tally(total=sum(one.frames for one in missing), tell=tell)
    for engine in dict.fromkeys(one.chosen.engine for one in missing):
        ours = [one for one in missing if one.chosen.engine == engine]
        takes |= shoot_on_farm(ours, board, fitting_jobs(ours, jobs), tally)
    return tuple(takes[one.shot.number] for one in plan)


def fitting_jobs(shots: list[Planned], asked: int) -> int:
    """As many processes as asked, or one a core; never more than shots, or than the engine runs at once."""
    most = min(one.chosen.capabilities.machine.at_once or 0 for one in shots)
    return max(1, min(asked or most or os.cpu_count() or 1, most or len(shots), len(shots), asked or 8))


@dataclass(kw_only=True)
class Tally:
    """How far the whole shoot is, over all engines: frames done by job, each job's steps scaled to frames."""

    total: int
    tell: Tell
    done: dict[tuple[str, int], int] = field(default_factory=dict)

    def say(self, note: str = "", picture: Path | None = None) -> None:
        """Tell the sum."""
        self.tell(sum(self.done.values()), self.total, note, picture)


def shoot_on_farm(missing: list[Planned], board: Storyboard, jobs: int, tally: Tally) -> dict[str, Take]:
    """Run the jobs of one engine side by side; software Vulkan keeps to one thread beside other workers."""
    from yingxi.farm import JobEvent, LocalFarm

    engine, frames = missing[0].chosen.engine, {at: one.frames for at, one in enumerate(missing, 1)}

    def hear(event: JobEvent) -> None:
        if event.state == "progress":
            made = frames[event.job] * event.done // max(1, event.total)
            tally.done[engine, event.job] = min(made, frames[event.job])
            tally.say(event.note)

    threads = dict(ONE_THREAD) if jobs > 1 else {"OPENBLAS_NUM_THREADS": "1"}
    takes = {}
    with LocalFarm(jobs, on_event=hear, env=threads) as farm:
        calls = {farm.submit(shoot, engine, one.shot, board, one.options): one for one in missing}
        for future in as_completed(calls):
            take, one = future.result(), next(one for call, one in calls.items() if call is future)
            save(take_record(one.options.folder, one.shot.number, take.slate.take), take)
            clear_passes(one.options.folder, one.shot.number, take.slate.take)
            takes[one.shot.number] = take
            tally.say(one.shot.number, preview(one.options.folder, take))
    return takes


def preview(root: Path, take: Take) -> Path:
    """A small picture of a take's middle, for the person to look at while the rest is shot."""
    from yingxi.media import half_rgb, read_keyframe, save_still

    middle = read_keyframe(root / take.media, take.head + take.length // 2)
    return save_still(root / ".yingxi" / "preview.jpg", half_rgb(middle))
