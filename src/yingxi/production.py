"""The whole film on one page: brief → screenplay → storyboard → takes → cut → mix → master → report.

Each stage is a pure function of what stands before it and a seed. It runs only where its inputs changed,
writes its file whole or not at all, and keeps a file that a person has edited unless asked to make it anew.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from yingxi.film import Brief, Screenplay, Storyboard, Take
from yingxi.film.errors import YingxiError
from yingxi.store import BuildLog, FilmFolder, digest, file_digest, load, lock_folder, save, slug

if TYPE_CHECKING:
    from yingxi.farm import LocalFarm

STEMS = ("narration", "score", "foley")
STAGES = ("write", "board", "shoot", "cut", "mix", "master", "report")
DRAFT_LONG_SIDE = 480


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """How far a stage is: `done` of `total` (frames when shooting), `kept` when nothing had to be made."""

    stage: str
    done: int = 0
    total: int = 0
    kept: bool = False
    note: str = ""
    picture: Path | None = None


def silent(event: Event) -> None:
    """The listener of those who do not listen."""


@dataclass(kw_only=True)
class Production:
    """One film being made: its folder, brief, build log, and what has happened in this run."""

    folder: FilmFolder
    brief: Brief
    log: BuildLog
    on_event: Callable[[Event], None] = silent
    draft: bool = False
    again: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def is_current(self, stage: str, key: str, path: Path) -> bool:
        """Whether `path` can stay: nothing changed, or a person edited it and did not ask for it anew."""
        if stage in self.again:
            return False
        if self.log.is_fresh(stage, key):
            return True
        name = path.relative_to(self.folder.root).as_posix()
        record = self.log.last(stage)
        if record is None or not self.log.is_edited(stage, name):
            return record is None and path.is_file()
        if record.key != key:
            self.notes.append(f"{name}: edited by hand, kept although what stands before it changed (--again)")
        return True

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage and tell its beginning and end."""
        begun = perf_counter()
        self.on_event(Event(stage=name))
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - begun
        self.on_event(Event(stage=name, done=1, total=1))


@dataclass(frozen=True, kw_only=True, slots=True)
class Film:
    """A film that was made: its folder, storyboard and takes; shows itself in notebooks."""

    folder: FilmFolder
    storyboard: Storyboard | None
    takes: tuple[Take, ...]
    notes: tuple[str, ...]
    seconds: Mapping[str, float]
    master: Path
    report: Path

    def _repr_html_(self) -> str:
        source = self.master.resolve().as_uri() if self.master.is_file() else ""
        return f'<video src="{source}" controls width="640"></video>'


def make_film(
    brief: Brief | str,
    project: Path | str | None = None,
    *,
    until: str = "report",
    draft: bool = False,
    jobs: int = 0,
    again: tuple[str, ...] = (),
    shots: tuple[str, ...] = (),
    on_event: Callable[[Event], None] = silent,
) -> Film:
    """Make a film from a brief (or just its prompt) in the folder `project`; only what changed is made again.

    `until` is the last stage to run, `shots` asks for new takes of these shots, `jobs` is the number of
    processes that shoot (0: one a core). Raises UsageError for a brief that cannot be honoured.
    """
    asked = Brief(prompt=brief) if isinstance(brief, str) else brief
    with open_film(asked, project, draft=draft, again=again, on_event=on_event) as film:
        last = STAGES.index(until)
        screenplay = write(film)
        if last < STAGES.index("board"):
            return wrap(film, None, ())
        board = draw_up(film, screenplay)
        if last < STAGES.index("shoot"):
            return wrap(film, board, ())
        with ThreadPoolExecutor(1, "sound") as sound_stage:
            stems = sound_stage.submit(record_sound, film, board) if last >= STAGES.index("mix") else None
            takes = shoot(film, board, jobs=jobs, shots=shots)
            if last >= STAGES.index("cut"):
                assemble(film, board, takes)
            if stems is not None:
                mix(film, board, takes, stems)
        if last >= STAGES.index("master"):
            conform_and_master(film, board, takes)
        if last >= STAGES.index("report"):
            write_up(film, screenplay, board, takes)
        return wrap(film, board, takes)


@contextmanager
def open_film(
    brief: Brief,
    project: Path | str | None = None,
    *,
    draft: bool = False,
    again: tuple[str, ...] = (),
    on_event: Callable[[Event], None] = silent,
) -> Iterator[Production]:
    """Check the brief, take the folder's lock and write brief.yaml."""
    from yingxi.story import check_brief

    check_brief(brief)
    folder = FilmFolder(Path(project) if project is not None else Path("films") / slug(brief.title or brief.prompt))
    folder.create()
    with lock_folder(folder.root):
        if not folder.brief.is_file() or load(folder.brief, Brief) != brief:
            save(folder.brief, brief)
        yield Production(
            folder=folder, brief=brief, log=BuildLog(folder.root), on_event=on_event, draft=draft, again=again
        )


def write(film: Production) -> Screenplay:
    """Brief → screenplay.fountain."""
    from yingxi.story import choose_writer, from_fountain, to_fountain

    path, writer = film.folder.screenplay, choose_writer()
    key = digest("screenplay", film.brief, writer.name)
    with film.stage("write"):
        if not film.is_current("write", key, path):
            film.folder.write(path, to_fountain(writer.write(film.brief)))
            film.log.remember("write", key, [path])
        return from_fountain(path.read_text(encoding="utf-8"), str(path))


def draw_up(film: Production, screenplay: Screenplay) -> Storyboard:
    """Screenplay → storyboard.yaml."""
    from yingxi.story import choose_writer

    path, writer = film.folder.storyboard, choose_writer()
    key = digest("storyboard", screenplay, film.brief, writer.name)
    with film.stage("board"):
        if not film.is_current("board", key, path):
            save(path, writer.board(screenplay, film.brief))
            film.log.remember("board", key, [path])
        board = load(path, Storyboard)
        film.notes.extend(board.notes)
        return draft_of(board) if film.draft else board


def draft_of(board: Storyboard) -> Storyboard:
    """The same storyboard at 480 pixels on the long side."""
    scale = DRAFT_LONG_SIDE / max(board.width, board.height)
    if scale >= 1:
        return board
    width, height = (max(64, round(side * scale / 2) * 2) for side in (board.width, board.height))
    return replace(board, width=width, height=height)


def shoot(film: Production, board: Storyboard, *, jobs: int = 0, shots: tuple[str, ...] = ()) -> tuple[Take, ...]:
    """Storyboard → takes, one for each shot; only shots whose inputs changed are shot again."""
    from yingxi._shooting import plan_takes, run_takes

    with film.stage("shoot"):
        plan = plan_takes(film.folder.root, board, film.brief.engine, draft=film.draft, again=shots)
        takes = run_takes(plan, board, jobs, lambda done, total, note, picture: film.on_event(
            Event(stage="shoot", done=done, total=total, note=note, picture=picture)
        ))
        film.notes.extend(note for take in takes for note in take.notes)
        return takes


def assemble(film: Production, board: Storyboard, takes: tuple[Take, ...]) -> None:
    """Takes → cut.otio; each clip carries every fitting take of its shot, the select is the active one."""
    from yingxi.post import assemble_cut, write_cut

    path = film.cut
    key = digest("cut", board, tuple(take.media for take in takes))
    with film.stage("cut"):
        if not film.is_current("cut", key, path):
            write_cut(assemble_cut(board, fitting_takes(film.folder.root, takes)), path)
            film.log.remember("cut", key, [path])


def record(film: Production, board: Storyboard) -> tuple[Narration, Samples]:
    """Storyboard → narration and score; they need no picture, so this runs while the shots are shot."""
    objects = ObjectStore(film.folder.cache)
    with film.stage("narrate"):
        narration = speak_board(board, film.brief.voice, objects)
    with film.stage("score"):
        return narration, play_board(board, film.brief.seed, objects)


def mix(film: Production, board: Storyboard, takes: tuple[Take, ...], recorded: tuple[Narration, Samples]) -> None:
    """Narration, score and the takes' sounding events → stems and mix.wav; a stem edited by hand is used."""
    from yingxi.sound import make_beds, make_foley, mix_stems, write_mix

    narration, score = recorded
    film.notes.extend(narration.notes)
    folder, events = film.folder.mix, film_events(board, takes)
    edited = [name for name in STEMS if film.log.is_edited("mix", f"mix/{name}.wav") and film.log.last("mix")]
    key = digest(
        "mix", SOUND_VERSION, [line.words for line in narration.lines], narration.voice, score.tobytes(), events,
        board.shots, board.language, board.fps, board.frames, [folder / f"{name}.wav" for name in edited],
    )
    with film.stage("mix"):
        if "mix" not in film.again and film.log.is_fresh("mix-down", key):
            return
        foley = make_foley(events, board.fps, board.frames, make_beds(board), film.brief.seed, board.language)
        made = {"narration": Stem(name="narration", samples=narration.samples), "score": Stem(name="score", samples=score),
                "foley": foley}
        made |= {name: read_stem(name, folder / f"{name}.wav") for name in edited}
        done = mix_stems(tuple(made.values()), board)
        film.notes.extend(done.notes)
        film.notes.extend(f"mix/{name}.wav: edited by hand, used as it is" for name in edited)
        ours = {name: samples for name, samples in done.stems.items() if name not in edited}
        written = write_mix(replace(done, stems=ours), folder)
        film.log.remember("mix", key, [path for path in written if path.stem in STEMS])
        film.log.remember("mix-down", key, [film.folder.mix_wav])


def finish(
    film: Production, board: Storyboard, narration: Narration
) -> None:
    """Cut, mix and titles → subtitles.srt and the master; frames that a take has whole are copied."""
    from yingxi.post import conform, film_overlays, master, make_subtitles, read_cut, scene_chapters, srt_text

    raise NotImplementedError
