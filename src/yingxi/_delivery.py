"""Delivering a film: subtitles, the master, the report."""

from collections.abc import Sequence

from yingxi._production import Production
from yingxi._recording import Recorded
from yingxi.film import Screenplay, Storyboard, Take
from yingxi.post import (
    Cue,
    Licence,
    ReportData,
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
    write_report,
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
    """Everything that happened → report.html; a run that made nothing new leaves it as it is."""
    sound, picture = film.log.last("mix"), film.log.last(film.named("master"))
    key = digest("report", screenplay, board, takes, sound and sound.outputs, picture and picture.outputs)
    if film.log.is_fresh(film.named("report"), key):
        return
    loud, counts = (sound.facts if sound else {}), (picture.facts if picture else {})
    data = ReportData(
        brief=film.brief, board=board, takes=tuple(takes), screenplay=screenplay, seconds=film.seconds,
        notes=tuple(dict.fromkeys(film.notes)), copied=counts.get("copied"), encoded=counts.get("encoded"),
        loudness=loud["centi_lufs"] / 100 if loud else None,
        true_peak=loud["centi_dbtp"] / 100 if loud else None,
        licences=licences_of(takes), look_name=look_name(board),
    )
    write_report(film.folder.root, data, film.report)
    film.log.remember(film.named("report"), key, [film.report])


def licences_of(takes: Sequence[Take]) -> tuple[Licence, ...]:
    """The terms of every asset that is seen in the film."""
    from yingxi.art.registry import asset_by_id

    seen = sorted({one.asset for take in takes for one in take.depictions if one.asset})
    assets = [asset_by_id(name) for name in seen]
    return tuple(Licence(name=asset.id, licence=asset.licence, source=asset.source) for asset in assets)


def look_name(board: Storyboard) -> str:
    """The look's name in the film's language."""
    from yingxi.art.looks_file import find_look

    look = find_look(board.look)
    return look.zh if board.language == "zh" else look.en
