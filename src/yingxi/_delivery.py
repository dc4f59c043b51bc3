"""Delivering a film: subtitles, the master, the report."""

from collections.abc import Sequence
from pathlib import Path

from yingxi._production import Production
from yingxi._recording import Recorded
from yingxi._signing import enter_registry, find_identity, labels_of, sign_or_keep, signing_key
from yingxi._stating import state_film
from yingxi.film import Screenplay, Storyboard, Take
from yingxi.post import (
    CodedSound,
    Conformed,
    Cue,
    Licence,
    ReportData,
    SpokenWord,
    burn_overlays,
    conform,
    label_overlay,
    make_subtitles,
    master,
    plan_titles,
    read_cut,
    read_subtitles,
    scene_chapters,
    srt_text,
    write_report,
)
from yingxi.store import digest, file_digest
from yingxi.trust.labels import AIGC, Labels, append_xmp, choose_label, write_aigc, xmp_packet

AI_LABEL = {"zh": "AI 生成 · 影戏 Yingxi", "en": "AI-generated · Yingxi 影戏"}

THUMBNAIL_SIDE = 512
"""Pixels of the longer side of the picture in the manifest."""


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


def picture_key(film: Production, board: Storyboard, takes: Sequence[Take], recorded: Recorded) -> str:
    """The hash of all that the finished picture depends on."""
    cues, keys = subtitle_film(film, board, recorded), [take.recipe["key"] for take in takes]
    return digest("picture", film.cut, cues, film.brief.burn_subtitles, keys, film.brief)


def master_film(
    film: Production,
    board: Storyboard,
    takes: Sequence[Take],
    recorded: Recorded,
    picture: Conformed | None = None,
    coded: CodedSound | None = None,
) -> None:
    """Cut, titles, mix and subtitles → the master; frames that a take has whole are copied, not encoded.

    `picture` and `coded` are given where they were made while the other was not ready.

    Order matters: label drawn, picture and sound joined, metadata written, signed last. A film that could not
    be signed is delivered all the same, with a note, and mastered again by the next run.
    """
    cues, stage = subtitle_film(film, board, recorded), film.named("master")
    identity = find_identity(film.note)
    pictured = picture_key(film, board, takes, recorded)
    key = digest("master", pictured, film.folder.mix_wav, signing_key(identity))
    if picture is None and "master" not in film.again and film.log.is_fresh(stage, key):
        return
    done = picture or conform_film(film, board, recorded)
    statement = state_film(film, board, takes, recorded, poster_bytes(done.path))
    labels = labels_of(statement, f"{film.mark.payload:016x}-{key[:16]}", film.brief.prompt, film.note)
    unsigned = film.folder.cache / f"{stage}-unsigned.mp4"
    master(
        done.path,
        film.folder.mix_wav,
        unsigned,
        subtitles=cues,
        language=board.language,
        chapters=scene_chapters(board),
        metadata=tags_of(film, board, labels),
        coded=coded,
    )
    done.path.unlink()
    append_xmp(unsigned, xmp_packet(labels))
    film.log.remember(film.named("unsigned"), file_digest(unsigned), [])
    film.log.remember(film.named("picture"), pictured, [])
    signed = sign_or_keep(unsigned, film.master, statement, identity, film.note)
    enter_registry(
        film.mark.payload, film.folder.root, board.title, film.master, signed=signed, note=film.note
    )
    counts = {"copied": done.copied, "encoded": done.encoded, "signed": int(signed)}
    film.log.remember(stage, key if signed else "unsigned", [film.master], counts)


def conform_film(film: Production, board: Storyboard, recorded: Recorded) -> Conformed:
    """The finished picture with its titles, label and burnt subtitles, not yet with sound."""
    cues = subtitle_film(film, board, recorded)
    cut, size = read_cut(film.cut), (board.width, board.height)
    titles = plan_titles(cut, film.folder.root, (f"“{film.brief.prompt[:80]}”",))
    film.notes.extend(titles.notes)
    overlays = [*titles.overlays]
    if film.brief.burn_subtitles:
        overlays += burn_overlays(cues, size, board.language)
    label = choose_label(film.brief, board.language)
    if label.text:
        drawn = label.text, label.place, label.seconds
        overlays.append(label_overlay(*drawn, size, board.fps, board.frames, board.language))
    picture = film.folder.cache / f"{film.named('master')}.mp4"
    done = conform(
        cut, film.folder.root, picture, overlays, draft=film.draft, renew=film.mark.renew
    )
    film.notes.extend(done.notes)
    return done


def poster_bytes(picture: Path) -> bytes:
    """A JPEG of the middle of the film, for the manifest."""
    from yingxi.media import half_rgb, probe, read_keyframe, shrink, still_bytes

    middle = half_rgb(read_keyframe(picture, probe(picture).frames // 2))
    return still_bytes(shrink(middle, THUMBNAIL_SIDE), "JPEG")


def tags_of(film: Production, board: Storyboard, labels: Labels) -> dict[str, str]:
    """The MP4's own tags, the AIGC field of GB 45438-2025 among them."""
    return {
        "title": board.title,
        "artist": "影戏 Yingxi",
        "comment": AI_LABEL[board.language],
        "description": film.brief.prompt,
        AIGC: write_aigc(labels.aigc),
    }


def report_film(film: Production, screenplay: Screenplay, board: Storyboard, takes: Sequence[Take]) -> None:
    """Everything that happened → report.html; a run that made nothing new leaves it as it is."""
    sound, picture = film.log.last("mix"), film.log.last(film.named("master"))
    key = digest("report", screenplay, board, takes, sound and sound.outputs, picture and picture.outputs)
    if film.log.is_fresh(film.named("report"), key):
        return
    loud, counts = (sound.facts if sound else {}), (picture.facts if picture else {})
    data = ReportData(
        brief=film.brief,
        board=board,
        takes=tuple(takes),
        screenplay=screenplay,
        seconds=film.seconds,
        notes=tuple(dict.fromkeys(film.notes)),
        copied=counts.get("copied"),
        encoded=counts.get("encoded"),
        loudness=loud["centi_lufs"] / 100 if loud else None,
        true_peak=loud["centi_dbtp"] / 100 if loud else None,
        licences=licences_of(takes),
        look_name=look_name(board),
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
