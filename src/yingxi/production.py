"""The whole film on one page: brief → screenplay → storyboard → takes → cut → mix → master → report.

Each stage is a pure function of what stands before it and a seed. It runs only where its inputs changed,
writes its file whole or not at all, and keeps a file that a person has edited unless asked to make it anew.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from yingxi._directing import judge_take
from yingxi._production import Event, Film, Production, Still, about_writer, draft_of, silent, told
from yingxi.film import Brief, Screenplay, Storyboard, Take
from yingxi.store import BuildLog, FilmFolder, digest, load, lock_folder, save, slug

if TYPE_CHECKING:
    from yingxi._recording import Recorded
    from yingxi.post import CodedSound, Conformed, Recut

__all__ = [
    "Event", "Film", "Production", "Still", "judge_take", "make_dossier", "make_film", "make_still",
    "open_film",
]

STAGES = ("write", "board", "shoot", "cut", "mix", "master", "report")


def make_film(
    brief: Brief | str,
    project: Path | str | None = None,
    *,
    until: str = "report",
    draft: bool = False,
    jobs: int = 0,
    again: tuple[str, ...] = (),
    shots: tuple[str, ...] = (),
    budget: float | None = None,
    on_event: Callable[[Event], None] = silent,
) -> Film:
    """Make a film from a brief (or just its prompt) in the folder `project`; only what changed is made again.

    `until` is the last stage to run, `again` names stages to make anew over a hand edit, `shots` asks for new
    takes, `jobs` is how many processes shoot (0: one a core), `budget` the US dollars that engines may cost.
    UsageError for what cannot be honoured.
    """
    asked = Brief(prompt=brief) if isinstance(brief, str) else brief
    wanted = STAGES[: STAGES.index(until) + 1]
    takes: tuple[Take, ...] = ()
    with open_film(asked, project, draft=draft, again=again, budget=budget, on_event=on_event) as film:
        screenplay = write(film)
        board = draw_up(film, screenplay) if "board" in wanted else None
        if board is not None and "shoot" in wanted:
            takes = produce(film, board, wanted, jobs=jobs, shots=shots)
        if board is not None and "report" in wanted:
            write_up(film, screenplay, board, takes)
        return Film(
            folder=film.folder,
            storyboard=board,
            takes=takes,
            notes=tuple(dict.fromkeys(film.notes)),
            seconds=film.seconds,
            master=film.master,
            report=film.report,
        )


def produce(
    film: Production, board: Storyboard, wanted: tuple[str, ...], *, jobs: int, shots: tuple[str, ...]
) -> tuple[Take, ...]:
    """Storyboard → takes, and cut, mix and master when wanted; sound is recorded while shots are shot, and
    the picture finished while the sound is mixed."""
    with ThreadPoolExecutor(1, "sound-stage") as stage:
        sound = stage.submit(record, film, board) if "mix" in wanted else None
        takes = shoot(film, board, jobs=jobs, shots=shots)
        if "cut" not in wanted:
            return takes
        cut = assemble(film, board, takes)
        if sound is not None:
            heard = sound.result() if cut.board == board else record(film, cut.board)
            picture = stage.submit(finish_picture, film, cut, heard) if "master" in wanted else None
            mix(film, cut.board, cut.takes, heard)
            if picture is not None:
                coded = code_mix(film, cut.board, picture)
                drawn = stage.submit(draw_ahead, film, cut.board, takes, wanted, picture.result())
                deliver(film, cut.board, cut.takes, heard, picture.result(), coded)
                drawn.result()
    return takes


@contextmanager
def open_film(
    brief: Brief,
    project: Path | str | None = None,
    *,
    draft: bool = False,
    again: tuple[str, ...] = (),
    budget: float | None = None,
    on_event: Callable[[Event], None] = silent,
) -> Iterator[Production]:
    """Check the brief, take the folder's lock and write brief.yaml."""
    from yingxi.engines import find_engine, read_settings
    from yingxi.story import check_brief
    from yingxi.trust.labels import check_label

    check_brief(brief)
    check_label(brief)
    read_settings(find_engine(brief.engine), brief.engine_options)
    folder = FilmFolder(
        Path(project) if project is not None else Path("films") / slug(brief.title or brief.prompt)
    )
    folder.create()
    with lock_folder(folder.root):
        if not folder.brief.is_file() or load(folder.brief, Brief) != brief:
            save(folder.brief, brief)
        log = BuildLog(folder.root)
        film = Production(
            folder=folder, brief=brief, log=log, on_event=on_event, draft=draft, again=again, budget=budget
        )
        film.open_ledger()
        yield film


def write(film: Production) -> Screenplay:
    """Brief → screenplay.fountain."""
    from yingxi.story import choose_writer, from_fountain, to_fountain

    path, writer = film.folder.screenplay, choose_writer(os.environ)
    key = digest("screenplay", told(film.brief), writer.name)
    film.about["write"] = film.about["board"] = about_writer(writer)
    with film.stage("write"):
        if not film.is_current("write", key, path):
            film.folder.write(path, to_fountain(writer.write(film.brief)))
            film.log.remember(film.named("write"), key, [path])
        return from_fountain(path.read_text(encoding="utf-8"), str(path))


def draw_up(film: Production, screenplay: Screenplay) -> Storyboard:
    """Screenplay → storyboard.yaml."""
    from yingxi._photographs import deal_photographs
    from yingxi.story import choose_writer

    path, writer = film.folder.storyboard, choose_writer(os.environ)
    key = digest("storyboard", screenplay, told(film.brief), writer.name)
    with film.stage("board"):
        if not film.is_current("board", key, path):
            save(path, writer.board(screenplay, film.brief))
            film.log.remember(film.named("board"), key, [path])
        board = deal_photographs(load(path, Storyboard), film.brief, film.folder)
        film.notes.extend(board.notes)
        return draft_of(board) if film.draft else board


def shoot(
    film: Production, board: Storyboard, *, jobs: int = 0, shots: tuple[str, ...] = ()
) -> tuple[Take, ...]:
    """Storyboard → takes, one for each shot; only shots whose inputs changed are shot again."""
    from yingxi._shooting import plan_takes, run_takes

    def tell(done: int, total: int, note: str, picture: Path | None) -> None:
        film.on_event(Event(stage="shoot", done=done, total=total, note=note, picture=picture))
        if picture is not None:
            film.witness.takes()

    with film.stage("shoot"):
        plan = plan_takes(film, board, again=shots)
        takes = run_takes(plan, board, jobs, tell)
    film.notes.extend(note for take in takes for note in take.notes)
    return takes


def assemble(film: Production, board: Storyboard, takes: tuple[Take, ...]) -> "Recut":
    """Takes → cut.otio; gives the board and takes as the cut has them, for a person may have edited it."""
    from yingxi._shooting import all_fitting
    from yingxi.post import assemble_cut, cut_text, read_cut, recut_film

    key = digest("cut", board, [take.media for take in takes])
    with film.stage("cut"):
        if not film.is_current("cut", key, film.cut):
            film.folder.write(film.cut, cut_text(assemble_cut(board, all_fitting(film.folder.root, takes))))
            film.log.remember(film.named("cut"), key, [film.cut])
        recut = recut_film(board, takes, read_cut(film.cut), film.folder.root)
        film.notes.extend(recut.notes)
        film.witness.selects(recut.takes, of="draft" if film.draft else "film")
        return recut


def record(film: Production, board: Storyboard) -> "Recorded":
    """Storyboard → narration and score; they need no picture, so this runs while the shots are shot."""
    from yingxi._recording import Recorded, play_board, speak_board
    from yingxi.store import ObjectStore

    objects = ObjectStore(film.folder.cache)
    with film.stage("narrate"):
        narration = speak_board(board, film.brief.voice, objects, draft=film.draft)
        if film.draft and board.narration and not narration.lines:
            film.note("小样不念旁白，只有字幕", "a draft has subtitles but no narrator; the film has both")
    with film.stage("score"):
        score, key = play_board(board, film.brief.seed, objects)
        return Recorded(narration=narration, score=score, score_key=key)


def mix(film: Production, board: Storyboard, takes: tuple[Take, ...], recorded: "Recorded") -> None:
    """Narration, score and what sounds in the takes → stems and mix.wav at -14 LUFS."""
    from yingxi._recording import about_narration, mix_film

    film.about["mix"] = about_narration(recorded)
    with film.stage("mix"):
        mix_film(film, board, takes, recorded)


def finish_picture(film: Production, cut: "Recut", recorded: "Recorded") -> "Conformed | None":
    """Cut, titles and label → the picture without sound; None where that of the last master still stands."""
    from yingxi._delivery import conform_film, picture_key

    stale = not film.log.is_fresh(film.named("picture"), picture_key(film, cut.board, cut.takes, recorded))
    return conform_film(film, cut.board, recorded) if stale else None


def code_mix(film: Production, board: Storyboard, picture: "Future[Conformed | None]") -> "CodedSound | None":
    """The mix encoded while the picture is still being made; None where that of the last master stands."""
    from yingxi.post import code_sound

    if picture.done() and picture.result() is None:
        return None
    return code_sound(film.folder.mix_wav, board.frames, board.fps)


def draw_ahead(
    film: Production,
    board: Storyboard,
    takes: tuple[Take, ...],
    wanted: tuple[str, ...],
    picture: "Conformed | None",
) -> None:
    """The report's small pictures, drawn while a new film is mastered; the report finds them made."""
    from yingxi.post import shot_pictures

    if picture is not None and "report" in wanted:
        shot_pictures(film.folder.root, board, takes)


def deliver(
    film: Production,
    board: Storyboard,
    takes: tuple[Take, ...],
    recorded: "Recorded",
    picture: "Conformed | None" = None,
    coded: "CodedSound | None" = None,
) -> None:
    """Picture, mix and subtitles → subtitles.srt and the master; whole frames are copied, not encoded."""
    from yingxi._delivery import master_film

    with film.stage("master"):
        master_film(film, board, takes, recorded, picture, coded)


def write_up(film: Production, screenplay: Screenplay, board: Storyboard, takes: tuple[Take, ...]) -> None:
    """Everything that happened → report.html."""
    from yingxi._delivery import report_film

    with film.stage("report"):
        report_film(film, screenplay, board, takes)


def make_still(
    brief: Brief | str,
    project: Path | str | None = None,
    *,
    shot: str | None = None,
    at: float = 0.5,
    out: Path | str = "still.png",
) -> Still:
    """One picture: of the film in `project`, or of the film that the brief would become.

    `shot` is its number (default: the widest shot of the climax), `at` 0-1 where in the shot.
    """
    from yingxi._stills import draw_still

    asked = Brief(prompt=brief) if isinstance(brief, str) else brief
    return draw_still(asked, Path(project) if project is not None else None, shot, at, Path(out))


def make_noise_grid(
    brief: Brief | str,
    x: str,
    y: str,
    project: Path | str | None = None,
    *,
    shot: str | None = None,
    at: float = 0.5,
    frames: int = 1,
    out: Path | str = "noise.png",
    width: int = 320,
    language: str = "zh",
    on_cell: Callable[[int, int], None] = lambda done, total: None,
) -> Still:
    """One moment of a shot under two knobs of the noise room on a sheet; `x`, `y` as in `guidance=1,4,7`."""
    from yingxi._noising import draw_noise_grid

    asked = Brief(prompt=brief) if isinstance(brief, str) else brief
    return draw_noise_grid(
        asked, Path(project) if project is not None else None, shot, x, y, at=at, frames=frames,
        out=Path(out), width=width, language=language, on_cell=on_cell,
    )  # fmt: skip


def make_look_sheet(brief: Brief | str, out: Path | str = "looks.png", *, language: str = "zh") -> Path:
    """One shot of a brief in every look, on a sheet with their names."""
    from yingxi._stills import draw_look_sheet

    asked = Brief(prompt=brief, width=640, height=360, seconds=8) if isinstance(brief, str) else brief
    return draw_look_sheet(asked, Path(out), language)


def make_dossier(
    project: Path | str, out: Path | str | None = None, *, language: str = "zh"
) -> tuple[Path, Path]:
    """The evidence of how the film in `project` was made: a PDF for people and a zip that checks itself.

    `out` names the PDF (default: dossier.pdf in the film's folder); the zip lies beside it.
    """
    from yingxi.trust.dossier import write_dossier

    return write_dossier(Path(project), Path(out) if out is not None else None, language)
