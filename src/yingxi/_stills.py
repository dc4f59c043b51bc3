"""One picture of a film without shooting it."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from yingxi._production import Still
from yingxi._stating import state_still
from yingxi.film import Brief, Shot, Storyboard
from yingxi.film.errors import unknown
from yingxi.media.frames import Bytes
from yingxi.store import FilmFolder, digest, load, write_bytes

PROOFED = 3
"""Shots that are put on stage to see whose poster is best."""
POSTER_SIZES = {"fs": 3.0, "ws": 2.6, "mfs": 2.2, "ms": 1.6, "ews": 1.2, "mcu": 1.0, "cu": 0.6, "ecu": 0.2}
"""What a size is worth on a poster: a figure in its place says more than a face or a speck."""


def draw_still(brief: Brief, project: Path | None, number: str | None, at: float, out: Path) -> Still:
    """Draw frame `at` (0-1) of a shot into `out` (PNG or JPEG by its name)."""
    from yingxi.art.dress import dress
    from yingxi.engines.world import warm_renderer
    from yingxi.trust.labels import check_label

    check_label(brief)
    board = board_of(brief, project)
    shot = pick_shot(board, number)
    renderer = warm_renderer((board.width, board.height), board.fps, False)
    renderer.load(dress(shot, board).world)
    picture = renderer.still(round(at * (shot.length - 1)))
    return deliver_still(picture, out, board, brief, shot=shot.number, at=at, project=project)


def deliver_still(
    picture: Bytes, out: Path, board: Storyboard, brief: Brief, *, shot: str, at: float,
    project: Path | None = None, texts: Mapping[str, str] | None = None,
    engine: str = "world",
) -> Still:  # fmt: skip
    """Mark, label, save and sign a picture, in this order; the notes say what could not be done.

    `texts` go into the text of a PNG; `engine` made the picture.
    """
    from yingxi._signing import enter_registry, find_identity, labels_of, sign_or_keep
    from yingxi.media import save_still
    from yingxi.post import label_still
    from yingxi.trust.identity import public_key
    from yingxi.trust.labels import choose_label, embed_xmp, xmp_packet
    from yingxi.trust.watermark import film_payload, mark_still

    notes: list[str] = []

    def note(chinese: str, english: str) -> None:
        notes.append(chinese if board.language == "zh" else english)

    payload, label = film_payload(brief, public_key()), choose_label(brief, board.language)
    picture = mark_still(picture, payload)
    if label.text:
        picture = label_still(picture, label.text, label.place, board.language)
    statement = state_still(board, brief, label, payload, engine, shot=shot, at=at, project=project)
    labels = labels_of(statement, f"{payload:016x}-{digest(shot, at, board)[:16]}", brief.prompt, note)
    unsigned = save_still(out.with_name(f".{out.stem}.unsigned{out.suffix}"), picture, texts=texts)
    write_bytes(unsigned, embed_xmp(unsigned.read_bytes(), xmp_packet(labels)))
    signed = sign_or_keep(unsigned, out, statement, find_identity(note), note)
    enter_registry(payload, project or out.parent, statement.title, out, signed=signed, note=note)
    return Still(path=out, shot=shot, notes=tuple(notes))


def board_of(brief: Brief, project: Path | None) -> Storyboard:
    """The film's storyboard where there is one, else what the brief would become."""
    from yingxi.story import check_brief, choose_writer

    check_brief(brief)
    if project is not None and FilmFolder(project).storyboard.is_file():
        return load(FilmFolder(project).storyboard, Storyboard)
    writer = choose_writer(os.environ)
    return writer.board(writer.write(brief), brief)


def pick_shot(board: Storyboard, number: str | None) -> Shot:
    """The shot of that number, or the one for a poster: its hero large, whole and free to see.

    Of the three that promise most on paper, the first whose camera keeps the promise.
    """
    if number is not None:
        found = [shot for shot in board.shots if shot.number == number]
        if not found:
            raise unknown("shot", number, (shot.number for shot in board.shots), "storyboard.yaml", zh="镜头")
        return found[0]
    ranked = sorted(board.shots, key=lambda shot: (-promise(shot), shot.number))[:PROOFED]
    return max(ranked, key=lambda shot: promise(shot) + proof(shot, board)) if len(ranked) > 1 else ranked[0]


def promise(shot: Shot) -> float:
    """What a shot promises as a poster, by the storyboard: hero, size, light, climax; no backs, no cards."""
    served = shot.subjects[shot.focus] if shot.focus is not None and shot.focus < len(shot.subjects) else None
    worth = POSTER_SIZES[shot.size] + 0.8 * (shot.beat == "climax") + 0.4 * (shot.beat == "build")
    worth += 0.0 if served is None else 1.4 if served.role == "hero" else 0.7
    worth -= 1.2 * (shot.angle == "rear") + 0.4 * (shot.angle == "aerial") + 0.8 * (shot.title is not None)
    return worth - 2.0 * max(0.0, 0.3 - shot.luma)


def proof(shot: Shot, board: Storyboard) -> float:
    """How far the camera keeps the promise in mid-shot, -3 to 1: the subject whole, large, not hidden."""
    from yingxi.art.checker import presence
    from yingxi.art.dress import dress

    dressed = dress(shot, board)
    if dressed.served is None:
        return 0.0
    t = 0.5 * shot.length / board.fps
    inside, share, hidden = presence(dressed.world, dressed.served, t, (board.width, board.height))
    small = max(0.0, 0.30 - share) / 0.30
    return 1.0 - 2.0 * (1.0 - inside) - 1.5 * hidden - 1.5 * small - 0.5 * max(0.0, share - 1.1)


def draw_look_sheet(brief: Brief, out: Path, language: str) -> Path:
    """The poster shot of a brief in every look, on one sheet with their names."""
    from yingxi.art.dress import dress
    from yingxi.art.looks_file import looks
    from yingxi.engines.world import warm_renderer
    from yingxi.media import contact_sheet

    board = board_of(brief, None)
    shot, renderer = pick_shot(board, None), warm_renderer((brief.width, brief.height), board.fps, False)
    pictures, names = [], []
    for look in looks().values():
        renderer.load(dress(replace(shot, look=look.id), replace(board, look=look.id)).world)
        pictures.append(renderer.still(shot.length // 2))
        names.append(look.zh if language == "zh" else look.en)
    sheet = contact_sheet(pictures, 3, names)
    return deliver_still(sheet, out, board, brief, shot=shot.number, at=0.5).path
