"""Delivering a film: subtitles, the master, the report."""

from collections.abc import Sequence

from yingxi._production import Production
from yingxi._recording import Recorded
from yingxi.film import Screenplay, Storyboard, Take
from yingxi.post import (
    Cue,
    SpokenWord,
    burn_overlays,
    conform,
    make_subtitles,
    master,
    plan_titles,
    read_cut,
    read_subtitles,
    scene_chapters,
    srt_text,
)
from yingxi.store import digest

AI_LABEL = {"zh": "AI 生成 · 影戏 Yingxi", "en": "AI-generated · Yingxi 影戏"}


def subtitle_film(film: Production, board: Storyboard, recorded: Recorded) -> tuple[Cue, ...]:
    """Narration and its word times → subtitles.srt, which a person may edit."""
    spoken = {
        spoken.line: tuple(SpokenWord(text=w.text, start=w.start_s, end=w.end_s) for w in spoken.words)
        for spoken in recorded.narration.lines
    }
    words = [spoken.get(line, ()) for line in board.narration]
    path, key = (
        film.folder.subtitles,
        digest("subtitles", board.narration, words, board.frames, board.language),
    )
    if not film.is_current("subtitles", key, path):
        film.folder.write(path, srt_text(make_subtitles(board, words), board.fps))
        film.log.remember(film.named("subtitles"), key, [path])
    return read_subtitles(path, board.fps)


def master_film(film: Production, board: Storyboard, takes: Sequence[Take], recorded: Recorded) -> None:
    """Cut, titles, mix and subtitles → the master; frames that a take has whole are copied, not encoded."""
    cues, size = subtitle_film(film, board, recorded), (board.width, board.height)
    burn, stage = film.brief.burn_subtitles, film.named("master")
    key = digest(
        "master",
        film.cut,
        film.folder.mix_wav,
        cues,
        burn,
        [take.recipe["key"] for take in takes],
        film.brief,
    )
    if "master" not in film.again and film.log.is_fresh(stage, key):
        return
    cut = read_cut(film.cut)
    titles = plan_titles(cut, film.folder.root, (f"“{film.brief.prompt[:80]}”",))
    film.notes.extend(titles.notes)
    overlays = [*titles.overlays, *(burn_overlays(cues, size, board.language) if burn else ())]
    picture = film.folder.cache / f"{stage}.mp4"
    done = conform(cut, film.folder.root, picture, overlays, draft=film.draft)
    film.notes.extend(done.notes)
    tags = {
        "title": board.title,
        "artist": "影戏 Yingxi",
        "comment": AI_LABEL[board.language],
        "description": film.brief.prompt,
    }
    master(
        picture,
        film.folder.mix_wav,
        film.master,
        subtitles=cues,
        language=board.language,
        chapters=scene_chapters(board),
        metadata=tags,
    )
    picture.unlink()
    film.log.remember(stage, key, [film.master], {"copied": done.copied, "encoded": done.encoded})


def report_film(film: Production, screenplay: Screenplay, board: Storyboard, takes: Sequence[Take]) -> None:
    """Everything that happened → report.html."""
    raise NotImplementedError
